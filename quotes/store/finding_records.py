"""Utterances, findings and reviews as the store takes and gives them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from quotes.store.records import QuotationRecord, Record, SpeakerReference

FindingKind = Literal["speaker_conflict", "wording_conflict", "role_conflict", "date_conflict", "version_change"]
FindingSeverity = Literal["low", "medium", "high"]
FindingStatus = Literal["open", "confirmed", "dismissed"]
ReadingLabel = Literal["text", "speaker", "role", "date"]


def _label(text: object, speaker: object, role: object, day: object) -> ReadingLabel:
    """Which of the four a reading has; :class:`ValueError` unless it is one."""
    named: list[tuple[ReadingLabel, object]] = [("text", text), ("speaker", speaker), ("role", role), ("date", day)]
    there = [label for label, value in named if value is not None]
    if len(there) != 1:
        raise ValueError(f"a reading has one of text, speaker, role and date, not {there}")
    return there[0]


@dataclass(frozen=True, slots=True)
class NewReading:
    """One of the things that documents say where they disagree: exactly one of ``text``, ``speaker`` (an id), ``role``
    and ``date``; ``witnesses`` are its independent documents, ``quotations`` the ids of those that read so.
    """

    text: str | None = None
    speaker: str | None = None
    role: str | None = None
    date: datetime.date | None = None
    witnesses: int = 0
    quotations: tuple[str, ...] = ()

    @property
    def label(self) -> ReadingLabel:
        """Which of the four it has."""
        return _label(self.text, self.speaker, self.role, self.date)


@dataclass(frozen=True, slots=True)
class NewFinding:
    """A finding to be stored. ``about`` is the key of what was looked at (an utterance's id, a document's id);
    ``part`` tells several of one kind about the same thing apart. ``utterance`` is a serial.
    """

    kind: FindingKind
    about: str
    severity: FindingSeverity
    summary: str
    readings: tuple[NewReading, ...]
    part: str = ""
    utterance: int | None = None


@dataclass(slots=True)
class Turnover:
    """Ids of the findings that were opened, and of those that are gone, since a moment; what did both is in neither."""

    opened: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)

    def open(self, finding: str) -> bool:
        """Note that a finding is open; whether it is newly so, and not one that was there at the beginning."""
        if finding in self.closed:
            self.closed.discard(finding)
            return False
        self.opened.add(finding)
        return True

    def close(self, finding: str) -> None:
        """Note that a finding is gone."""
        if finding in self.opened:
            self.opened.discard(finding)
        else:
            self.closed.add(finding)


@dataclass(frozen=True, slots=True)
class Reading(Record):
    """A reading as a finding shows it; ``date`` is a day that the documents themselves give."""

    text: str | None
    speaker: SpeakerReference | None
    role: str | None
    date: datetime.date | None
    witnesses: int
    quotations: tuple[QuotationRecord, ...]

    @property
    def label(self) -> ReadingLabel:
        """Which of the four it has."""
        return _label(self.text, self.speaker, self.role, self.date)

    @property
    def shown(self) -> str:
        """What it reads, in words; of a wording without the comma that belongs to the report."""
        if self.text is not None:
            return self.text.rstrip(" ,")
        return self.speaker.name if self.speaker else str(self.role or self.date)

    @property
    def by_document(self) -> tuple[tuple[QuotationRecord, ...], ...]:
        """The quotations of each document together; a reading that only the register has none."""
        return _by_document(self.quotations)

    def as_json(self) -> dict[str, Any]:
        """``{"text" | "speaker" | "role" | "date", "witnesses", "quotations"}``."""
        shown = Record.as_json(self)
        return {name: shown[name] for name in (self.label, "witnesses", "quotations")}


def _by_document(quotations: Iterable[QuotationRecord]) -> tuple[tuple[QuotationRecord, ...], ...]:
    documents: dict[str, list[QuotationRecord]] = {}
    for quotation in quotations:
        documents.setdefault(quotation.document.id, []).append(quotation)
    return tuple(map(tuple, documents.values()))


@dataclass(frozen=True, slots=True)
class ReviewRecord(Record):
    """A person's review of a finding; ``status`` is None for a note, which decides nothing. Times are UTC."""

    id: str
    status: FindingStatus | None
    note: str
    who: str
    made: datetime.datetime


@dataclass(frozen=True, slots=True)
class FindingRecord(Record):
    """A finding with its evidence side by side, and what people said of it, the latest first.

    ``utterance`` is an id; ``opened`` and ``changed`` are when it was found and when its evidence was last another
    (UTC); ``changed_since_review``: that was after the decision that holds. ``gone``: the documents no longer disagree.
    """

    id: str
    kind: FindingKind
    severity: FindingSeverity
    status: FindingStatus
    summary: str
    readings: tuple[Reading, ...]
    utterance: str | None
    opened: datetime.datetime
    changed: datetime.datetime
    changed_since_review: bool
    gone: bool
    reviews: tuple[ReviewRecord, ...]

    @property
    def reopened(self) -> bool:
        """Whether it was dismissed, and is open again for evidence that was not there then."""
        decided = next((review.status for review in self.reviews if review.status), None)
        return self.status == "open" and decided == "dismissed"

    @property
    def majority(self) -> int | None:
        """The place of the reading with the most independent witnesses, None where two have as many."""
        return _the_only({place: reading.witnesses for place, reading in self._reported()}, max)

    @property
    def earliest(self) -> int | None:
        """The place of the reading that was published first, None where that cannot be told."""
        first = {
            place: min((q.document.published for q in reading.quotations if q.document.published), default=None)
            for place, reading in self._reported()
        }
        return _the_only(first, min) if None not in first.values() else None

    def _reported(self) -> list[tuple[int, Reading]]:
        """The readings that documents have, with their places: that of the register is nobody's report."""
        return [(place, reading) for place, reading in enumerate(self.readings) if reading.quotations]

    def as_json(self) -> dict[str, Any]:
        """The fields, with ``reopened``, ``majority`` and ``earliest`` beside them."""
        told = {"reopened": self.reopened, "majority": self.majority, "earliest": self.earliest}
        return {**Record.as_json(self), **told}


def _the_only(values: dict[int, Any], best: Callable[[Iterable[Any]], Any]) -> int | None:
    """The place of the best of several values, unless two are as good."""
    if len(values) < 2:
        return None
    there = [place for place, value in values.items() if value == best(values.values())]
    return there[0] if len(there) == 1 else None


@dataclass(frozen=True, slots=True)
class Variant(Record):
    """One wording of an utterance; ``witnesses`` are its independent documents."""

    text: str
    witnesses: int
    quotations: tuple[QuotationRecord, ...]

    @property
    def by_document(self) -> tuple[tuple[QuotationRecord, ...], ...]:
        """The quotations of each document together."""
        return _by_document(self.quotations)


@dataclass(frozen=True, slots=True)
class UtteranceDetail(Record):
    """What somebody said once, in all its reports.

    ``text`` is the fullest wording; ``variants`` come with the most witnesses first; ``earliest`` is the quotation that
    was published first; ``findings`` are ids of findings about it.
    """

    id: str
    speakers: tuple[SpeakerReference, ...]
    text: str
    variants: tuple[Variant, ...]
    earliest: QuotationRecord
    witnesses: int
    documents: int
    findings: tuple[str, ...]
