"""Stored documents whose quotations an older (or another) extractor made."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from quotes.store.models import Document, Source, Version
from quotes.store.records import IncomingDocument

# a list, not a join: that would look into each version's row, behind its text
_OTHERS = (
    select(Document.serial)
    .where(
        Document.serial.in_(
            select(Version.document).where(Version.current, Version.extractor != bindparam("extractor"))
        )
    )
    .order_by(Document.rank)
)
_STORED = (
    select(
        Document.serial,
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
    .where(Document.serial.in_(bindparam("serials", expanding=True)))
    .order_by(Document.rank)
)


def serials(connection: Connection, extractor: str) -> array[int]:
    """See :meth:`quotes.store.archive.Archive.outdated`."""
    return array("q", connection.scalars(_OTHERS, {"extractor": extractor}))


def stored(connection: Connection, serials_: Sequence[int]) -> list[IncomingDocument]:
    """See :meth:`quotes.store.archive.Archive.as_stored`."""
    return [
        IncomingDocument(
            source=row.outlet,
            key=row.name,
            text=row.text,
            title=row.title,
            url=row.url,
            authors=tuple(row.authors),
            published=row.published,
        )
        for row in connection.execute(_STORED, {"serials": list(serials_)})
    ]
