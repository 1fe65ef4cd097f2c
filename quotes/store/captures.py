"""Texts that an archive dates: where each stands among the versions of its document.

An archive of the web has one address many times, in any order, and may be older than what is stored. So a text is put
where its time says: it becomes the current one only where nothing is known of a later time, else a version from before.
The versions after it are counted on; their ids stay. Two texts of one second stand in the order in which they are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, select, update

from quotes.store import derived_ids
from quotes.store.addresses import utc
from quotes.store.models import Address, Quotation, Version
from quotes.store.records import IncomingDocument

Standing = Literal["latest", "current", "stored", "before"]


def standing(connection: Connection, document: int, incoming: IncomingDocument, version_id: str) -> Standing:
    """What a text with a date is to a document (serial) that is stored.

    ``latest``: to be stored as one of now is. Else something of a later time is known, and it is the ``current`` text,
    another version that is ``stored`` already, or a new one, from ``before``.
    """
    assert incoming.captured is not None
    at = utc(incoming.captured)
    current = connection.execute(
        select(Version.id, Version.fetched, Version.seen).where(Version.document == document, Version.current)
    ).one()
    # a page that was asked for since, and found as it was
    asked = connection.scalar(
        select(Address.fetched).where(Address.address == (incoming.url or ""), Address.failure.is_(None))
    )
    known = max(moment for moment in (current.fetched, current.seen, asked) if moment is not None)
    if current.id == version_id:
        return "latest" if at >= known else "current"
    stored = connection.scalar(select(Version.serial).where(Version.id == version_id)) is not None
    if at > known or (at == known and not stored):
        return "latest"
    return "stored" if stored else "before"


def found_again(connection: Connection, documents: Sequence[IncomingDocument]) -> None:
    """Note that archives had these texts, of which versions are stored, at other times, too."""
    for document in documents:
        if document.captured is None:
            continue
        at = utc(document.captured)
        id_ = derived_ids.version_id(derived_ids.document_id(document), document.text)
        row = connection.execute(select(Version).where(Version.id == id_)).one_or_none()
        if row is None:
            continue
        if at > max(row.fetched, row.seen or row.fetched):
            connection.execute(update(Version).where(Version.serial == row.serial).values(seen=at))
        elif at < row.fetched:
            before = _version(connection, row.previous)
            if before is None or before.fetched < at:
                values = {"fetched": at, "seen": row.seen or row.fetched}
                connection.execute(update(Version).where(Version.serial == row.serial).values(**values))


def put_before(connection: Connection, document: int, version: int, current: int) -> None:
    """Put a version (serial) that was just stored as the current one among those before; ``current`` is so again."""
    make_current(connection, document, current)
    own = _version(connection, version)
    assert own is not None
    after: Row[Any] | None = None
    before = _version(connection, current)
    while before is not None and before.fetched > own.fetched:
        after, before = before, _version(connection, before.previous)
    previous = None if before is None else before.serial
    connection.execute(update(Version).where(Version.serial == version).values(previous=previous))
    if after is not None:
        connection.execute(update(Version).where(Version.serial == after.serial).values(previous=version))
    others = (Version.document == document) & (Version.serial != version)
    older = select(func.max(Version.number)).where(others, Version.fetched <= own.fetched)
    number = (connection.scalar(older) or 0) + 1
    # by way of numbers that none has: each is unique at every moment
    connection.execute(update(Version).where(Version.serial == version).values(number=0))
    connection.execute(update(Version).where(others, Version.number >= number).values(number=-Version.number - 1))
    connection.execute(
        update(Version).where(Version.document == document, Version.number < 0).values(number=-Version.number)
    )
    connection.execute(update(Version).where(Version.serial == version).values(number=number))


def make_current(connection: Connection, document: int, version: int, **values: Any) -> None:
    """Make a stored version (serial) the document's current one, with these values."""
    lay_aside(connection, document)
    connection.execute(update(Version).where(Version.serial == version).values(current=True, **values))
    connection.execute(update(Quotation).where(Quotation.version == version, ~Quotation.withdrawn).values(listed=True))


def lay_aside(connection: Connection, document: int) -> None:
    """Leave a document without a current version, until another is."""
    connection.execute(update(Version).where(Version.document == document, Version.current).values(current=False))
    connection.execute(update(Quotation).where(Quotation.document == document, Quotation.listed).values(listed=False))


def _version(connection: Connection, serial: int | None) -> Row[Any] | None:
    if serial is None:
        return None
    columns = select(Version.serial, Version.fetched, Version.previous)
    return connection.execute(columns.where(Version.serial == serial)).one_or_none()
