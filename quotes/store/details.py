"""One quotation in its place, and one document with its quotations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, literal, or_, select

from quotes.errors import BadValue, NotFound
from quotes.store import attributions, documents, quotations, stories, versions
from quotes.store.models import Appearance, Document, Evidence, Finding, Quotation, Utterance, Version
from quotes.store.records import DocumentDetail, QuotationDetail, QuotationInPlace

_IN_PLACE = quotations.joined(quotations.COLUMNS.add_columns(Version.text.label("whole"))).where(
    Quotation.id.in_(bindparam("ids", expanding=True))
)


def document(connection: Connection, id_: str) -> DocumentDetail:
    """See :meth:`quotes.store.archive.Archive.document`."""
    statement = documents.joined(documents.COLUMNS.add_columns(Version.text).select_from(Document)).where(
        Document.id == id_
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFound(f"no document {id_!r}")
    (original, reference), *reprints = stories.same_story(connection, row.serial)
    return DocumentDetail(
        document=documents.record(row),
        text=row.text,
        quotations=quotations.of_version(connection, row.version_serial),
        versions=versions.of_document(connection, row.serial),
        reprint_of=None if original == row.serial else reference,
        reprints=[other for serial, other in reprints if serial != row.serial],
    )


def in_place(connection: Connection, ids: Sequence[str], *, context: int) -> dict[str, QuotationInPlace]:
    """See :meth:`quotes.store.archive.Archive.in_place`."""
    if context < 0:
        raise BadValue(f"bad context {context!r}: a number of characters")
    if not ids:
        return {}
    return {
        row.id: QuotationInPlace(
            quotations.record(row),
            prefix=row.whole[max(row.start - context, 0) : row.start],
            suffix=row.whole[row.end : row.end + context],
        )
        for row in connection.execute(_IN_PLACE, {"ids": list(ids)})
    }


def quotation(connection: Connection, id_: str, *, context: int) -> QuotationDetail:
    """See :meth:`quotes.store.archive.Archive.quotation`."""
    if context < 0:
        raise BadValue(f"bad context {context!r}: a number of characters")
    extra = (
        Quotation.withdrawn,
        Version.current,
        Version.text.label("whole"),
        Document.serial.label("document_serial"),
        select(Appearance.evidence)
        .where(Appearance.serial == Quotation.appearance)
        .correlate(Quotation)
        .scalar_subquery()
        .label("evidence"),
        select(Utterance.id)
        .where(Utterance.serial == Quotation.utterance)
        .correlate(Quotation)
        .scalar_subquery()
        .label("utterance_id"),
    )
    statement = quotations.joined(quotations.COLUMNS.add_columns(*extra)).where(Quotation.id == id_)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFound(f"no quotation {id_!r}")
    siblings = quotations.joined(quotations.COLUMNS).where(
        Quotation.id.in_(quotations.chain(connection, id_) - {id_}),
        or_(~Quotation.withdrawn, literal(row.withdrawn)),
    )
    findings = (
        select(Finding.id)
        .join(Evidence, Evidence.finding == Finding.serial)
        .where(Evidence.quotation == id_, ~Finding.gone)
        .order_by(Finding.rank)
    )
    return QuotationDetail(
        quotation=quotations.record(row),
        prefix=row.whole[max(row.start - context, 0) : row.start],
        suffix=row.whole[row.end : row.end + context],
        document=documents.one(connection, row.document_serial),
        siblings=[quotations.record(sibling) for sibling in connection.execute(siblings.order_by(Quotation.start))],
        identity=tuple(row.evidence or ()),
        withdrawn=row.withdrawn,
        current=row.current,
        utterance=row.utterance_id,
        findings=tuple(connection.scalars(findings)),
        reviews=tuple(attributions.history(connection, id_)),
    )
