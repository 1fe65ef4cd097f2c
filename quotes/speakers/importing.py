"""Registers that others keep: CSV, JSON Lines of our own format, and FollowTheMoney entities (OpenSanctions).

Every reader goes on after a bad line, which it gives as a :class:`quotes.failures.Failure`. JSON Lines are read
as a stream; a CSV is kept until its end, because the rows of one person may stand anywhere in it.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import warnings
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import IO, cast

from quotes.errors import BadValue
from quotes.failures import Failure, clean
from quotes.speakers.follow_the_money import GROUPS, PERSON, Occupancies, is_entity, read_entity, role_of
from quotes.speakers.places import place_of
from quotes.speakers.register import ROLES, Registered, key_of_id, make_key, read_line, read_record

COLUMNS = (
    "name", "aliases", "type", "key", "id", "gender", "wikidata", "role", "of", "title", "from", "to", "to_place",
)  # fmt: skip
_CSV = (".csv", ".tsv")
_JSON = (".jsonl", ".ndjson", ".json", ".ijson")
_KINDS = (
    "a CSV with a column 'name', JSON Lines of the register's own format, or FollowTheMoney entities, one a line"
    " (each also as .gz)"
)
_GENDERS = {"m": "male", "man": "male", "f": "female", "w": "female", "woman": "female"}
_DAMAGED = (OSError, EOFError, zlib.error)
_LONGEST_LOOK = 1 << 20  # bytes of the first line, which tells the kind of a file


class RegisterWarning(UserWarning):
    """Something in a register file that is not read, and that its owner may have meant to be."""


def read_register_file(path: str | os.PathLike[str]) -> Iterator[Registered | Failure]:
    """The records of a file, by its suffix and content: CSV, JSON Lines or FollowTheMoney, each also as ``.gz``.

    A line that cannot be read is a :class:`Failure` (``name``: "file:line"), and the rest goes on. Raises
    :class:`quotes.errors.BadValue` at once for a file that does not exist or is of no kind that is read. Columns of
    a CSV that are not read are named in a :class:`RegisterWarning`. FollowTheMoney files are read twice: first
    their positions and who held them.
    """
    file = Path(path)
    name = clean(str(path))
    if not file.exists():
        raise BadValue(f"{name!r} does not exist")
    if not file.is_file():
        raise BadValue(f"{name!r} is not a file: name {_KINDS}")
    bare = file.name.lower().removesuffix(".gz")
    suffix = Path(bare).suffix
    try:
        first = _first_line(file)
    except _DAMAGED as error:
        raise BadValue(f"{name!r} cannot be read: {error}") from None
    if suffix in _CSV:
        return _guarded(_read_csv(file, name, _header(first, name)), name)
    if suffix in _JSON:
        entities = _holds_entities(first, name)
        return _guarded(_read_entities(file, name) if entities else _read_own(file, name), name)
    raise BadValue(f"{name!r} is of a kind that is not read ({suffix or 'no suffix'}): give {_KINDS}")


def _open(file: Path) -> AbstractContextManager[IO[bytes]]:
    if file.name.lower().endswith(".gz"):
        return cast("AbstractContextManager[IO[bytes]]", gzip.open(file))
    return file.open("rb")


def _first_line(file: Path) -> bytes:
    """The first line with something in it, without a byte order mark."""
    with _open(file) as stream:
        while line := stream.readline(_LONGEST_LOOK):
            stripped = line.removeprefix(b"\xef\xbb\xbf").strip()
            if stripped:
                return stripped
    return b""


def _guarded(records: Iterator[Registered | Failure], name: str) -> Iterator[Registered | Failure]:
    """The records, and a failure in place of what a damaged file raises."""
    try:
        yield from records
    except _DAMAGED as error:
        yield Failure(name, f"is damaged: {error}")


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    with _open(file) as stream:
        for number, line in enumerate(stream, 1):
            line = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
            if line:
                yield number, line


# --- JSON Lines


def _holds_entities(first: bytes, name: str) -> bool:
    """Whether the lines are FollowTheMoney entities; :class:`BadValue` for JSON that is no JSON Lines."""
    if not first:
        return False
    try:
        data = json.loads(first)
    except ValueError:
        # a bad first line, or an object over several lines
        if first in {b"{", b"["} or first.startswith(b"["):
            raise BadValue(_one_document(name)) from None
        return b'"schema"' in first and b'"properties"' in first
    if isinstance(data, list) or (isinstance(data, dict) and "persons" in data):
        raise BadValue(_one_document(name))
    return is_entity(data)


def _one_document(name: str) -> str:
    return f"{name!r} is one JSON document, not one object a line (jq -c '.[]' makes lines of a list): give {_KINDS}"


def _read_own(file: Path, name: str) -> Iterator[Registered | Failure]:
    seen: dict[str, int] = {}
    for number, line in _lines(file):
        label = f"{name}:{number}"
        try:
            record = _storable(read_line(line.decode("utf8"), label))
        except UnicodeDecodeError as error:
            yield Failure(label, f"is no UTF-8: {error.reason}")
        except RecursionError:
            yield Failure(label, "is nested too deep")
        except BadValue as error:
            yield Failure(label, str(error).removeprefix(f"{label}: "))
        else:
            if record.key in seen:
                yield Failure(label, f"key {record.key!r} comes twice: it is on line {seen[record.key]} already")
            else:
                seen[record.key] = number
                yield record


def _read_entities(file: Path, name: str) -> Iterator[Registered | Failure]:
    occupancies = Occupancies()
    for number, line in _lines(file):
        # most lines of a large file are neither, and need not be parsed twice; nested ones bring their own
        if (b'"Position"' in line or b'"Occupancy"' in line) and b'"positionOccupancies"' not in line:
            try:
                occupancies.add(json.loads(line))
            except BadValue as error:
                yield Failure(f"{name}:{number}", str(error))
            except (ValueError, RecursionError):
                continue  # the second reading tells
    schemas = PERSON | GROUPS
    for number, line in _lines(file):
        label = f"{name}:{number}"
        try:
            data = json.loads(line)
            if not is_entity(data):
                raise BadValue("is no FollowTheMoney entity: 'id', 'schema' and 'properties' are needed")
            if data["schema"] in schemas:
                yield _storable(read_entity(data, occupancies))
        except UnicodeDecodeError as error:
            yield Failure(label, f"is no UTF-8: {error.reason}")
        except ValueError as error:
            yield Failure(label, f"is no JSON: {error}")
        except RecursionError:
            yield Failure(label, "is nested too deep")
        except BadValue as error:
            yield Failure(label, str(error))


def _storable(record: Registered) -> Registered:
    """The record; :class:`BadValue` where JSON escapes write what is no character, which no database keeps."""
    try:
        "".join((*record.names, *(office.title for office in record.offices))).encode()
    except UnicodeEncodeError as error:
        raise BadValue(f"has half of a surrogate pair ({error.object[error.start]!a}), which is no character") from None
    return record


# --- CSV


@dataclass(slots=True)
class _Gathered:
    """The rows of one speaker so far, as the JSON object that they make."""

    data: dict[str, object]
    aliases: dict[str, None] = field(default_factory=dict)
    offices: list[dict[str, str]] = field(default_factory=list)


def _header(first: bytes, name: str) -> tuple[list[str], str]:
    """The columns of a CSV in small letters, and what separates them."""
    text = first.decode("utf8", "replace")
    delimiter = max(",;\t", key=text.count)
    columns = [column.strip().lower() for column in next(csv.reader([text], delimiter=delimiter), [])]
    if "name" not in columns:
        found = ", ".join(repr(column) for column in columns[:12]) or "none"
        raise BadValue(f"{name!r} has no column 'name' in its first line (columns: {found}): give {_KINDS}")
    double = sorted({column for column in columns if column in COLUMNS and columns.count(column) > 1})
    if double:
        raise BadValue(f"{name!r} has the column {double[0]!r} twice: keep one")
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        listed = ", ".join(repr(column) for column in unknown)
        warnings.warn(f"{name}: columns that are not read: {listed}", RegisterWarning, stacklevel=3)
    return columns, delimiter


def _read_csv(file: Path, name: str, header: tuple[list[str], str]) -> Iterator[Registered | Failure]:
    columns, delimiter = header
    gathered: dict[str, _Gathered] = {}
    with _open(file) as stream:
        # what is no UTF-8 is told by row, not by file
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")  # type: ignore[type-var]
        reader = csv.reader(text, delimiter=delimiter)
        _skip_header(reader)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                yield Failure(f"{name}:{reader.line_num}", f"is no row of a CSV: {error}")
                continue
            if not any(cell.strip() for cell in row):
                continue
            try:
                _gather(_cells(row, columns), gathered)
            except BadValue as error:
                yield Failure(f"{name}:{reader.line_num}", str(error))
    for one in gathered.values():
        yield read_record(_joined(one))


def _skip_header(reader: Iterator[list[str]]) -> None:
    for row in reader:
        if any(cell.strip() for cell in row):
            return


def _cells(row: list[str], columns: list[str]) -> dict[str, str]:
    """The cells that hold something, by column."""
    if any("\udc80" <= char <= "\udcff" for cell in row for char in cell):
        raise BadValue("is no UTF-8")
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
        raise BadValue(f"has {len(row)} cells, the first line has {len(columns)}")
    pairs = zip_longest(columns, row[: len(columns)], fillvalue="")
    return {column: " ".join(cell.split()) for column, cell in pairs if column in COLUMNS and cell.strip()}


def _gather(cells: dict[str, str], gathered: dict[str, _Gathered]) -> None:
    """Add a row to those of its speaker; :class:`BadValue` where it breaks a rule, and then nothing of it is kept."""
    name = cells.get("name")
    if not name:
        raise BadValue("has no name")
    kind = cells.get("type", "").lower()
    given = cells.get("key") or cells.get("id")
    key = key_of_id(given) if given else make_key(name, person=kind in {"", "person"})
    row: dict[str, object] = {"key": key, "name": name, "type": kind or None, "wikidata": cells.get("wikidata")}
    if gender := cells.get("gender", "").lower():
        row["gender"] = _GENDERS.get(gender, gender)
    aliases = [alias.strip() for alias in re.split(r"[;|]", cells.get("aliases", "")) if alias.strip()]
    office = _office(cells)
    # told here, with the row's number, whatever the other rows say
    read_record({**row, "aliases": aliases, "offices": [office] if office else []})
    one = gathered.get(key)
    if one is None:
        one = gathered[key] = _Gathered(dict(row))
    for column, value in row.items():
        known = one.data.get(column)
        if value is not None and known is not None and known != value and column != "name":
            raise BadValue(f"{column} {value!r}, where another row of {key!r} has {known!r}")
    one.data.update({column: value for column, value in row.items() if one.data.get(column) is None})
    one.aliases.update(dict.fromkeys([name, *aliases]))
    if office and office not in one.offices:
        one.offices.append(office)


def _office(cells: dict[str, str]) -> dict[str, str] | None:
    """The office of a row, its role in controlled words where they can be read."""
    title = cells.get("title") or cells.get("role", "")
    if not title:
        stray = [column for column in ("of", "from", "to", "to_place") if column in cells]
        if stray:
            raise BadValue(f"has a {stray[0]!r} without a 'role' or 'title'")
        return None
    office: dict[str, str] = {column: cells[column] for column in ("of", "from", "to", "to_place") if column in cells}
    for column in ("of", "to_place"):
        if column in office:
            office[column] = _place(office[column])
    role = cells.get("role", "").lower()
    if role not in ROLES:
        role, of = role_of(cells.get("role") or title, office.get("of"))
        if of:
            office.setdefault("of", of)
    return {"role": role, "title": title, **office}


@lru_cache(maxsize=4096)
def _place(words: str) -> str:
    """The code of a place that a table gives in words ("Ukraine"); what is a code, or unknown, stays."""
    if re.fullmatch(r"[A-Z]{2}([-/].+)?|[a-z0-9]+(-[a-z0-9]+)*", words):
        return words
    return place_of(words) or words


def _joined(one: _Gathered) -> dict[str, object]:
    aliases = [alias for alias in one.aliases if alias != one.data["name"]]
    return {**one.data, "aliases": aliases, "offices": one.offices}
