"""The page of a document's versions: which there are, and two of them in one text, with what differs marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import Blueprint, render_template

from quotes.consistency.version_differences import VersionDifference, difference
from quotes.consistency.version_findings import in_short, severity_of, whose_words
from quotes.consistency.versions import Change
from quotes.store import QuotationRecord
from quotes.wording.text_differences import Paragraph, Run
from service.archive import current_archive
from service.pages import asked
from service.parameters import VersionsQuery

version_pages = Blueprint("version_pages", __name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are marked alike throughout: ``kind`` is that of their run, ``quotation`` what they belong to."""

    text: str
    kind: str
    quotation: QuotationRecord | None


@version_pages.get("/documents/<id>/versions")
def versions(id: str) -> str:
    """The versions of a document; with two or more, what differs between two of them."""
    query = asked(VersionsQuery)
    archive = current_archive()
    detail = archive.document(id)
    found = difference(archive, id, older=query.from_, newer=query.to) if len(detail.versions) > 1 else None
    return render_template(
        "versions.html",
        detail=detail,
        document=detail.document,
        found=found,
        article=pieces(found) if found else [],
        changes=[_told(change, noted=found.note is not None) for change in found.changes] if found else [],
    )


def _told(change: Change, *, noted: bool) -> dict[str, object]:
    said = change.newer or change.older
    return {
        "kind": change.kind,
        "severity": severity_of(change, noted=noted),
        "told": in_short(change),
        "whose": None if change.kind == "reattributed" else whose_words(change),
        "quotation": said.parts[0].id if said else None,
    }


def pieces(found: VersionDifference) -> list[tuple[Paragraph, list[Piece]]]:
    """Each paragraph with its words, cut where a run or a quotation ends."""
    return [
        (paragraph, [piece for run in paragraph.runs for piece in _cut(run, found)]) for paragraph in found.paragraphs
    ]


def _cut(run: Run, found: VersionDifference) -> Iterator[Piece]:
    start, spoken = run.newer, found.newer.quotations
    if start is None:
        start, spoken = run.older, found.older.quotations
    assert start is not None
    end = start + len(run.text)
    near = [quotation for quotation in spoken if quotation.start < end and start < quotation.end]
    for left, right in pairwise(_edges(start, end, near)):
        inside = [one for one in near if one.start <= left and right <= one.end]
        yield Piece(run.text[left - start : right - start], run.kind, inside[-1] if inside else None)


def _edges(start: int, end: int, near: Iterable[QuotationRecord]) -> Sequence[int]:
    cuts = {offset for quotation in near for offset in (quotation.start, quotation.end) if start < offset < end}
    return [start, *sorted(cuts), end]
