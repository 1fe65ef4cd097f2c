"""The register that the program works with: the one that ships, or the file that the settings name."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from quotes import settings
from quotes.errors import BadValue
from quotes.speakers.directory import RegisterDirectory
from quotes.speakers.importing import read_register_file
from quotes.speakers.register import Registered


def register_digest() -> str | None:
    """A digest of the register's file; None where ``QUOTES_REGISTER=none``.

    :class:`quotes.errors.BadValue` where the file does not exist.
    """
    file = settings.register_file()
    if file is None:
        return None
    if not file.is_file():
        raise BadValue(f"no register of speakers at {str(file)!r} (QUOTES_REGISTER)")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def configured_register() -> list[Registered]:
    """The records; none where ``QUOTES_REGISTER=none``.

    :class:`quotes.errors.BadValue` names the first line that can't be used.
    """
    file = settings.register_file()
    if register_digest() is None or file is None:
        return []
    records: list[Registered] = []
    for record in read_register_file(file):
        if not isinstance(record, Registered):
            raise BadValue(f"the register {file.name!r} cannot be used: {record.name}: {record.reason}")
        records.append(record)
    return records


@lru_cache(maxsize=1)
def configured_directory() -> RegisterDirectory:
    """The register in memory, ready to be asked; read once."""
    return RegisterDirectory(configured_register())
