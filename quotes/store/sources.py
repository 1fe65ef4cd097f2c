"""Sources that are read every night: their settings, when each was last read, and what came of it.

The settings are :class:`quotes.sources.settings.SourceSettings` as JSON; this room does not look into them. They stand
in the table of outlets, since a source that names no other outlet is that of its documents.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from quotes.errors import NotFound
from quotes.store.models import Document, Source
from quotes.store.run_records import ReadSource, SourceState

_COLUMNS = select(
    Source.name,
    Source.kind,
    Source.location,
    Source.settings,
    Source.enabled,
    Source.read,
    Source.state,
    select(func.count())
    .where(Document.source == Source.serial)
    .correlate(Source)
    .scalar_subquery()
    .label("documents"),
).where(Source.kind.is_not(None))


def all_(connection: Connection) -> list[ReadSource]:
    """See :meth:`quotes.store.archive.Archive.read_sources`."""
    return [_record(row) for row in connection.execute(_COLUMNS.order_by(Source.name))]


def one(connection: Connection, name: str) -> ReadSource:
    """See :meth:`quotes.store.archive.Archive.read_source`."""
    row = connection.execute(_COLUMNS.where(Source.name == name)).one_or_none()
    if row is None:
        raise NotFound(f"there is no source {name!r} that is read: `quotes sources list` names those that are")
    return _record(row)


def put(connection: Connection, settings: dict[str, Any]) -> bool:
    """See :meth:`quotes.store.archive.Archive.put_source`."""
    rest = {key: value for key, value in settings.items() if key not in {"name", "kind", "location", "enabled"}}
    values = {
        "kind": settings["kind"],
        "location": settings["location"],
        "settings": rest,
        "enabled": settings.get("enabled", True),
    }
    row = connection.execute(select(Source).where(Source.name == settings["name"])).one_or_none()
    if row is None:
        connection.execute(insert(Source).values(name=settings["name"], **values))
        return True
    if all(getattr(row, key) == value for key, value in values.items()):
        return False
    if (row.kind, row.location) != (values["kind"], values["location"]):
        # another place was not read yet
        values |= {"read": None, "state": None}
    connection.execute(update(Source).where(Source.serial == row.serial).values(**values))
    return True


def enable(connection: Connection, name: str, enabled: bool) -> None:
    """See :meth:`quotes.store.archive.Archive.enable_source`."""
    one(connection, name)
    connection.execute(update(Source).where(Source.name == name).values(enabled=enabled))


def remove(connection: Connection, name: str) -> int:
    """See :meth:`quotes.store.archive.Archive.remove_source`."""
    documents = one(connection, name).documents
    if documents:
        connection.execute(
            update(Source)
            .where(Source.name == name)
            .values(kind=None, location=None, settings=None, enabled=True, read=None, state=None)
        )
    else:
        connection.execute(delete(Source).where(Source.name == name))
    return documents


def note(connection: Connection, name: str, *, read: datetime | None, state: SourceState) -> None:
    """See :meth:`quotes.store.archive.Archive.note_source`."""
    values: dict[str, Any] = {"state": state.as_json()}
    if read is not None:
        values["read"] = read
    connection.execute(update(Source).where(Source.name == name, Source.kind.is_not(None)).values(**values))


def _record(row: Row[Any]) -> ReadSource:
    return ReadSource(
        name=row.name,
        settings={
            "name": row.name,
            "kind": row.kind,
            "location": row.location,
            "enabled": row.enabled,
            **(row.settings or {}),
        },
        enabled=row.enabled,
        read=row.read,
        state=SourceState.from_json(row.state) if row.state else None,
        documents=row.documents,
    )
