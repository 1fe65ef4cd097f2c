"""When a dismissed finding is open again: where there is a reading, or an independent document, that was not there.

What the same reading is does not hang on how much of it is quoted: a text is compared by its words, and one that still
has a quotation that was there is no new one. A speaker is the one that it was merged into. An independent document is
one that is no reprint of a document that was there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from quotes.store.models import Document, Finding, Quotation, Review, Speaker
from quotes.wording.units import units

_CHUNK = 500
_LABELS = ("text", "speaker", "role", "date")


def snapshot(connection: Connection, finding: int) -> dict[str, Any]:
    """What a finding (by serial) has now, as a review keeps it: ``{"digest", "readings", "documents"}``."""
    row = connection.execute(select(Finding.digest, Finding.evidence).where(Finding.serial == finding)).one()
    return {
        "digest": row.digest,
        "readings": row.evidence,
        "documents": sorted(id_ for id_, _ in _documents(connection, _quotations(row.evidence))),
    }


def has_new_evidence(connection: Connection, finding: int, evidence: list[dict[str, Any]]) -> bool:
    """Whether the evidence has a reading or an independent document that the latest decision did not have."""
    decided = connection.scalar(
        select(Review.evidence)
        .where(Review.finding == finding, Review.status.is_not(None))
        .order_by(Review.serial.desc())
        .limit(1)
    )
    if decided is None:
        return True
    return _new_reading(connection, decided["readings"], evidence) or _new_document(
        connection, set(decided["documents"]), evidence
    )


def day(reading: dict[str, Any]) -> date | None:
    """The day of a reading that is one."""
    return date.fromisoformat(reading["date"]) if "date" in reading else None


def _quotations(evidence: Iterable[dict[str, Any]]) -> list[str]:
    return [id_ for reading in evidence for id_ in reading["quotations"]]


def _new_reading(connection: Connection, before: list[dict[str, Any]], now: list[dict[str, Any]]) -> bool:
    people = [reading["speaker"] for reading in (*before, *now) if "speaker" in reading]
    roots = _roots(connection, people)
    there = {_key(reading, roots) for reading in before}
    known = set(_quotations(before))
    return any(
        _key(reading, roots) not in there and not ("text" in reading and known.intersection(reading["quotations"]))
        for reading in now
    )


def _key(reading: dict[str, Any], roots: dict[str, int]) -> tuple[str, object]:
    label = next(label for label in _LABELS if label in reading)
    value = reading[label]
    if label == "speaker":
        return label, roots.get(value, value)
    return label, tuple(unit.key for unit in units(value)) if label == "text" else value


def _roots(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Whom ids of speakers lead to: survivors of merges, and those to whom the rules gave all that they had."""
    left = func.iif(Speaker.quotations == 0, Speaker.moved, None)
    rows = connection.execute(
        select(Speaker.id, func.coalesce(Speaker.survivor, left, Speaker.serial)).where(
            Speaker.id.in_(sorted(set(ids)))
        )
    )
    return {row[0]: row[1] for row in rows}


def _documents(connection: Connection, quotations: list[str]) -> set[tuple[str, int]]:
    """The documents of quotations: their ids, and the stories that they are prints of."""
    story = func.coalesce(Document.story, Document.serial)
    found: set[tuple[str, int]] = set()
    for first in range(0, len(quotations), _CHUNK):
        rows = connection.execute(
            select(Document.id, story)
            .join(Quotation, Quotation.document == Document.serial)
            .where(Quotation.id.in_(quotations[first : first + _CHUNK]))
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def _new_document(connection: Connection, known: set[str], evidence: list[dict[str, Any]]) -> bool:
    story = func.coalesce(Document.story, Document.serial)
    ordered = sorted(known)
    stories: set[int] = set()
    for first in range(0, len(ordered), _CHUNK):
        stories.update(connection.scalars(select(story).where(Document.id.in_(ordered[first : first + _CHUNK]))))
    return any(
        id_ not in known and of_story not in stories for id_, of_story in _documents(connection, _quotations(evidence))
    )
