"""Look-ups of documents, their versions and sources, and what the whole archive holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from quotes.store import migration
from quotes.store.backend import Backend
from quotes.store.models import Document, Quotation, Source, Speaker, Version
from quotes.store.ordering import UNDATED_FROM, date_range, day_of
from quotes.store.records import (
    ArchiveCounts,
    DocumentRecord,
    Page,
    SourceRecord,
)
from quotes.store.tokens import check_limit, make_token, read_token

_COUNT = (
    select(func.count())
    .where(Quotation.version == Version.serial, ~Quotation.withdrawn)
    .correlate(Version)
    .scalar_subquery()
)
COLUMNS = select(
    Document.serial,
    Document.rank,
    Document.id,
    Document.title,
    Document.url,
    Source.name.label("source"),
    Document.published,
    Document.authors,
    Version.id.label("version"),
    Version.serial.label("version_serial"),
    _COUNT.label("quotation_count"),
)


def joined(statement: Select[Any]) -> Select[Any]:
    """A statement of :data:`COLUMNS` that begins at Document, with its other tables."""
    return statement.outerjoin(Source, Source.serial == Document.source).outerjoin(
        Version,
        (Version.document == Document.serial) & Version.current,
    )


def record(row: Row[Any]) -> DocumentRecord:
    """The record of a row of :data:`COLUMNS`."""
    return DocumentRecord(
        id=row.id,
        title=row.title,
        url=row.url,
        source=row.source,
        published=row.published,
        authors=tuple(row.authors),
        version=row.version,
        quotations=row.quotation_count,
    )


def page(
    connection: Connection,
    backend: Backend,
    *,
    source: str | None,
    from_: date | None,
    to: date | None,
    words: str | None,
    limit: int,
    after: str | None,
) -> Page[DocumentRecord]:
    """See :meth:`quotes.store.archive.Archive.documents`."""
    check_limit(limit)
    rank: Any = Document.rank
    if words is not None and words.strip():
        match = backend.match_documents(words)
        rank = match.key
        chosen = select(rank.label("rank")).select_from(match.table).where(match.condition)
        if source is not None:
            chosen = chosen.outerjoin(Document, Document.rank == rank)
    else:
        chosen = select(Document.rank)
    if source is not None:
        named = select(Source.serial).where(Source.name == source).scalar_subquery()
        chosen = chosen.where(Document.source == named)
    lowest, beyond = date_range(from_, to)
    if lowest is not None:
        chosen = chosen.where(rank >= lowest)
    if beyond is not None:
        chosen = chosen.where(rank < beyond)
    if after is not None:
        chosen = chosen.where(rank > read_token(after, "documents", int)[0])
    found = chosen.order_by(rank).limit(limit + 1).subquery("found")
    statement = COLUMNS.select_from(found).outerjoin(Document, Document.rank == found.c.rank)
    rows = connection.execute(joined(statement).order_by(found.c.rank)).all()
    more = make_token("documents", rows[limit - 1].rank) if len(rows) > limit else None
    return Page([record(row) for row in rows[:limit]], more)


def one(connection: Connection, serial: int) -> DocumentRecord:
    """The record of a document by its serial."""
    statement = joined(COLUMNS.select_from(Document)).where(Document.serial == serial)
    return record(connection.execute(statement).one())


def sources(connection: Connection) -> list[SourceRecord]:
    """See :meth:`quotes.store.archive.Archive.sources`."""
    number = select(func.count()).where(Document.source == Source.serial).correlate(Source).scalar_subquery()
    rows = connection.execute(select(Source.name, number.label("documents")).order_by(Source.name))
    # one that is read may have none: not yet, or all of its documents name another outlet
    return [SourceRecord(row.name, row.documents) for row in rows if row.documents]


def counts(connection: Connection) -> ArchiveCounts:
    """See :meth:`quotes.store.archive.Archive.counts`."""
    listed = select(func.count()).where(Quotation.listed)
    named = select(func.count()).where(Speaker.quotations > 0, Speaker.type != "unnamed")
    oldest = select(func.max(Document.rank)).where(Document.rank < UNDATED_FROM)
    return ArchiveCounts(
        documents=connection.scalar(select(func.count()).select_from(Document)) or 0,
        quotations=connection.scalar(listed) or 0,
        speakers=connection.scalar(named) or 0,
        first=day_of(connection.scalar(oldest)),
        last=day_of(connection.scalar(select(func.min(Document.rank)))),
        revision=migration.revision(connection) or "",
    )
