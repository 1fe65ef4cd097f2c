"""Two versions of a document side by side: what differs in the quotations, and in the texts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from quotes.consistency.corrections import new_note
from quotes.consistency.version_findings import in_short, severity_of
from quotes.consistency.versions import Change, Said, Text, changes
from quotes.errors import BadValue
from quotes.store import Archive
from quotes.store.records import VersionDetail
from quotes.wording.text_differences import Paragraph, text_differences


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """Two versions: ``changes`` of quotations in the order of the newer text, ``paragraphs`` of both texts.

    ``note`` is a correction or an editor's note that only the newer text has.
    """

    older: VersionDetail
    newer: VersionDetail
    note: str | None
    changes: tuple[Change, ...]
    paragraphs: tuple[Paragraph, ...]

    def as_json(self) -> dict[str, Any]:
        """``{"document", "older", "newer", "note", "changes", "paragraphs"}``."""
        return {
            "document": self.newer.document.as_json(),
            "older": self.older.version.as_json(),
            "newer": self.newer.version.as_json(),
            "note": self.note,
            "changes": [self._change(change) for change in self.changes],
            "paragraphs": [
                {"kind": paragraph.kind, "runs": [asdict(run) for run in paragraph.runs]}
                for paragraph in self.paragraphs
            ],
        }

    def _change(self, change: Change) -> dict[str, Any]:
        return {
            "kind": change.kind,
            "severity": severity_of(change, noted=self.note is not None),
            "summary": in_short(change),
            "older": _parts(change.older),
            "newer": _parts(change.newer),
            "differences": [asdict(piece) for piece in change.pieces if piece.severity is not None],
        }


def _parts(said: Said | None) -> list[dict[str, Any]]:
    return [part.as_json() for part in said.parts] if said else []


def difference(
    archive: Archive, document: str, *, older: int | None = None, newer: int | None = None
) -> VersionDifference:
    """What differs between two versions (numbers) of a document (id).

    By default the newer one is the current one, and the older one what it replaced. :class:`quotes.errors.NotFound`
    without one of them; :class:`quotes.errors.BadValue` where there is nothing to compare.
    """
    records = {record.number: record for record in archive.document(document).versions}
    if newer is None:
        newer = next(number for number, record in records.items() if record.current)
    if older is None and newer in records:
        if len(records) == 1:
            raise BadValue(f"document {document!r} has one version: there is nothing to compare it with")
        older = records[newer].previous or max(number for number in records if number != newer)
    if older == newer:
        raise BadValue(f"version {newer} is compared with itself: name two")
    one, other = archive.versions(document, [number for number in (older, newer) if number is not None])
    parties = archive.parties([*one.quotations, *other.quotations])
    return VersionDifference(
        one,
        other,
        new_note(one.text, other.text),
        tuple(changes(Text(one), Text(other), parties)),
        tuple(text_differences(one.text, other.text)),
    )
