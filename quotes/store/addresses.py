"""What is remembered of addresses and files from one run to the next (:class:`quotes.sources.memory.Seen`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from quotes.store.models import Address

_TIMES = ("first", "fetched")
_FIELDS = ("first", "fetched", "etag", "last_modified", "lastmod", "failure")
_ONE = select(*(getattr(Address, name) for name in _FIELDS))
_KEEP = insert(Address)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=[Address.address], set_={name: getattr(_KEEP.excluded, name) for name in _FIELDS}
)


def get(connection: Connection, address: str) -> dict[str, Any] | None:
    """See :meth:`quotes.store.archive.Archive.address`."""
    row = connection.execute(_ONE.where(Address.address == address)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    return {**values, **{name: values[name].replace(tzinfo=timezone.utc) for name in _TIMES}}


def keep(connection: Connection, addresses: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """See :meth:`quotes.store.archive.Archive.keep_addresses`."""
    rows = [
        {"address": address, **values, **{name: utc(values[name]) for name in _TIMES}} for address, values in addresses
    ]
    if rows:
        connection.execute(_KEEP, rows)


def forget(connection: Connection, address: str) -> None:
    """See :meth:`quotes.store.archive.Archive.forget_address`."""
    connection.execute(delete(Address).where(Address.address == address))


def utc(moment: datetime) -> datetime:
    """As the tables keep it: UTC without saying so."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment.replace(microsecond=0)
