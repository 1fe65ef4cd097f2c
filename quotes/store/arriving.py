"""When quotations and findings came into the archive, as numbers that are given while they are saved.

``arrived`` is the time of the first saving in microseconds since 1970 (UTC), moved on so that nothing that is saved
later has the same or an earlier one: one number tells both when, and what came after. Writers take turns, so that the
order of these numbers is the order in which they can be seen. Words that a document had before keep theirs in its next
version, and a finding gets another only where it is open again for evidence that it had not.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timezone
from itertools import count
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from quotes.store.models import Quotation
from quotes.wording.units import units

_SAID = select(Quotation.text, Quotation.arrived).where(Quotation.document == bindparam("document"))
_LATEST = select(func.max(Quotation.arrived))


def following(connection: Connection, column: Any) -> Iterator[int]:
    """The numbers of what is saved now, one after the other; ``column`` has those that are given."""
    latest = connection.scalar(select(func.max(column))) or 0
    return count(max(time.time_ns() // 1000, latest + 1))


def moment(arrived: int) -> datetime:
    """The time (UTC, to the second) that a number says."""
    return datetime.fromtimestamp(arrived // 1_000_000, timezone.utc).replace(tzinfo=None)


class Said:
    """What a document (by serial) has said so far, in any of its versions: the words, and when they came first."""

    def __init__(self, connection: Connection, document: int) -> None:
        self._connection = connection
        self._document = document
        self._first: dict[str, int] | None = None
        self._next: Iterator[int] = count()

    def arrived(self, text: str) -> int:
        """When these words came, whatever their marks and other typography; now, where they are new."""
        if self._first is None:
            self._first = {}
            for said, arrived in self._connection.execute(_SAID, {"document": self._document}):
                key = _words(said)
                self._first[key] = min(arrived, self._first.get(key, arrived))
            latest = self._connection.scalar(_LATEST) or 0
            self._next = count(max(time.time_ns() // 1000, latest + 1))
        first = self._first.get(_words(text)) if self._first else None
        return next(self._next) if first is None else first


def _words(text: str) -> str:
    return " ".join(unit.key for unit in units(text)) or text
