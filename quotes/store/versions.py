"""The versions of documents: lists of them, single ones, and those that are to be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, update
from sqlalchemy.orm import aliased

from quotes.errors import NotFound
from quotes.store import quotations
from quotes.store.merging import root_of
from quotes.store.models import Document, Finding, Quotation, Source, Speaker, Version
from quotes.store.parties import Party, load_parties
from quotes.store.records import DocumentReference, QuotationRecord, VersionDetail, VersionRecord

# those that a run is still adding wait for its end: grouping comes before
_UNCOMPARED = (
    select(Document.serial)
    .where(~Document.compared, Document.grouped)
    .order_by(Document.serial)
    .limit(bindparam("limit"))
)
_before = aliased(Version)


@dataclass(frozen=True, slots=True)
class History:
    """A document as its versions are compared.

    ``path`` are versions that led to the current one, each found when the one before was current, the oldest first;
    ``left`` are ids of the others: the document went back to a text that it had before them. ``parties`` are the
    speakers, by the id that quotations have.
    """

    document: DocumentReference
    path: tuple[VersionDetail, ...]
    left: tuple[str, ...]
    parties: Mapping[str, Party]


class DocumentVersions:
    """The tables as the comparing of versions uses them, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def uncompared(self, *, limit: int) -> list[int]:
        """Documents (serials) of which a version was added, or its quotations changed, since they were compared."""
        return list(self._connection.scalars(_UNCOMPARED, {"limit": limit}))

    def history(self, document: int, *, longest: int) -> History:
        """The versions of a document (serial), at most the last ``longest`` of those that led to the current one."""
        all_ = {version.number: version for version in of_document(self._connection, document)}
        path: list[VersionRecord] = []
        following = next((version for version in all_.values() if version.current), None)
        while following is not None:
            path.insert(0, following)
            following = all_.get(following.previous) if following.previous is not None else None
        on_path = {version.id for version in path}
        loaded = load(self._connection, [version.id for version in path[-longest:]])
        return History(
            document=loaded[-1].document,
            path=tuple(loaded),
            left=tuple(version.id for version in all_.values() if version.id not in on_path),
            parties=parties_of(self._connection, (quotation for one in loaded for quotation in one.quotations)),
        )

    def compared(self, documents: Collection[int]) -> None:
        """Note that the findings about these documents' versions are those of now."""
        self._connection.execute(update(Document).where(Document.serial.in_(documents)).values(compared=True))


def of_document(connection: Connection, document: int) -> list[VersionRecord]:
    """All versions of a document (serial), the newest first."""
    rows = connection.execute(_records().where(Version.document == document).order_by(Version.number.desc()))
    return [VersionRecord(*row) for row in rows]


def numbered(connection: Connection, document: str, numbers: Iterable[int] | None = None) -> list[VersionDetail]:
    """Versions of a document (id) by their numbers, in this order, or all, the oldest first.

    :class:`quotes.errors.NotFound` where one is not there.
    """
    serial = connection.scalar(select(Document.serial).where(Document.id == document))
    if serial is None:
        raise NotFound(f"no document {document!r}")
    all_ = {version.number: version.id for version in of_document(connection, serial)}
    wanted = sorted(all_) if numbers is None else list(numbers)
    for number in wanted:
        if number not in all_:
            there = "1" if len(all_) == 1 else f"1 to {max(all_)}"
            raise NotFound(f"no version {number} of document {document!r}: it has {there}")
    return load(connection, [all_[number] for number in wanted])


def load(connection: Connection, ids: Sequence[str]) -> list[VersionDetail]:
    """Versions (by id) with their texts and quotations, in this order."""
    columns = _records().add_columns(
        Version.text, Document.id.label("document"), Document.title, Document.url, Source.name, Document.published
    )
    rows = connection.execute(
        columns.join(Document, Document.serial == Version.document)
        .join(Source, Source.serial == Document.source)
        .where(Version.id.in_(ids))
    )
    spoken: dict[str, list[QuotationRecord]] = defaultdict(list)
    of_these = select(Version.serial).where(Version.id.in_(ids))
    for row in connection.execute(
        quotations.joined(quotations.COLUMNS)
        .where(Quotation.version.in_(of_these), ~Quotation.withdrawn)
        .order_by(Quotation.start, Quotation.end.desc())
    ):
        spoken[row.version].append(quotations.record(row))
    found = {
        row.id: VersionDetail(VersionRecord(*row[:7]), DocumentReference(*row[8:]), row.text, tuple(spoken[row.id]))
        for row in rows
    }
    return [found[id_] for id_ in ids]


def parties_of(connection: Connection, spoken: Iterable[QuotationRecord]) -> dict[str, Party]:
    """The speakers of quotations, by the id that the quotations have: of one who was merged, the survivor."""
    ids = sorted({quotation.speaker.id for quotation in spoken if quotation.speaker})
    serials = dict(connection.execute(select(Speaker.id, Speaker.serial).where(Speaker.id.in_(ids))).tuples().all())
    roots = root_of(connection, serials.values())
    loaded = load_parties(connection, roots.values())
    return {id_: loaded[root] for id_, serial in serials.items() if (root := roots[serial]) in loaded}


def _records() -> Select[Any]:
    changes = select(func.count()).where(Finding.about == Version.id, ~Finding.gone).correlate(Version)
    return select(
        Version.id,
        Version.number,
        Version.fetched,
        Version.extractor,
        Version.current,
        _before.number,
        changes.scalar_subquery(),
    ).outerjoin(_before, _before.serial == Version.previous)
