"""Speakers with what tells whether one speaks for another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from quotes.speakers.directory import Known
from quotes.store.known import StoredDirectory
from quotes.store.models import Speaker

_CHUNK = 500
_values: Any = bindparam("values", expanding=True)
_PARTIES = select(Speaker.serial, Speaker.key, Speaker.place).where(Speaker.serial.in_(_values))


@dataclass(frozen=True, slots=True)
class Party:
    """A speaker with what tells whether another speaks for it: the register's key and country, names and offices."""

    known: Known
    key: str | None
    place: str | None


def load_parties(connection: Connection, speakers: Iterable[int]) -> dict[int, Party]:
    """Speakers by serial."""
    wanted = sorted(set(speakers))
    known = {one.handle: one for one in StoredDirectory(connection).load(wanted)}
    found: dict[int, Party] = {}
    for at in range(0, len(wanted), _CHUNK):
        for serial, key, place in connection.execute(_PARTIES, {"values": wanted[at : at + _CHUNK]}):
            if serial in known:
                found[serial] = Party(known[serial], key, place)
    return found
