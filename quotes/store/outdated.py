"""Stored documents whose quotations an older (or another) extractor made."""

from __future__ import annotations

from sqlalchemy import Connection, Select, func, select

from quotes.store.models import Document, Source, Version
from quotes.store.records import IncomingDocument, Page
from quotes.store.tokens import check_limit, make_token, read_token

# characters of text after which a page is not filled any further
_MOST = 2_000_000


def _those(extractor: str) -> Select[tuple[int, int, int]]:
    return (
        select(Document.serial, Document.rank, func.length(Version.text).label("length"))
        .join(Version, (Version.document == Document.serial) & Version.current)
        .where(Version.extractor != extractor)
    )


def page(connection: Connection, extractor: str, *, limit: int, after: str | None) -> Page[IncomingDocument]:
    """See :meth:`quotes.store.archive.Archive.outdated`."""
    check_limit(limit)
    statement = _those(extractor).order_by(Document.rank).limit(limit)
    if after is not None:
        statement = statement.where(Document.rank > read_token(after, "outdated", int)[0])
    chosen: list[int] = []
    last = 0
    characters = 0
    for serial, rank, length in connection.execute(statement):
        chosen.append(serial)
        last = rank
        characters += length
        if characters > _MOST:
            break
    rows = connection.execute(
        select(
            Source.name.label("outlet"),
            Document.name,
            Document.title,
            Document.url,
            Document.authors,
            Document.published,
            Version.text,
        )
        .select_from(Document)
        .join(Source, Source.serial == Document.source)
        .join(Version, (Version.document == Document.serial) & Version.current)
        .where(Document.serial.in_(chosen))
        .order_by(Document.rank)
    )
    documents = [
        IncomingDocument(
            source=row.outlet,
            key=row.name,
            text=row.text,
            title=row.title,
            url=row.url,
            authors=tuple(row.authors),
            published=row.published,
        )
        for row in rows
    ]
    return Page(documents, make_token("outdated", last) if chosen else None)


def number(connection: Connection, extractor: str) -> int:
    """See :meth:`quotes.store.archive.Archive.number_outdated`."""
    return connection.scalar(select(func.count()).select_from(_those(extractor).subquery())) or 0
