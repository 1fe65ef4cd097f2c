"""What reading a source gives, besides failures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quotes.failures import Failure
from quotes.ingest.reading import ReadDocument
from quotes.sources.memory import ToRemember


@dataclass(frozen=True, slots=True)
class FoundDocument(ReadDocument):
    """A document of a source. ``fetched``: when, UTC (for an archived page, when it was archived).

    ``to_remember`` is for :meth:`quotes.sources.memory.AddressState.remember` once the document is stored: earlier,
    and a run that is killed in between would leave it out for good.
    """

    fetched: datetime | None = None
    to_remember: ToRemember | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was left alone, and why: "not modified", "robots.txt", "excluded", "older than 30 days"."""

    name: str
    reason: str


Item = FoundDocument | Failure | Skipped | ToRemember
