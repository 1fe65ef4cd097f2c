"""Whom the speaker of a claim may be: a name in any form, or a role on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from quotes.speakers.roles import read_role
from quotes.store import speakers
from quotes.store.known import StoredDirectory
from quotes.store.records import SpeakersMeant


def by_name(connection: Connection, name_or_id: str) -> SpeakersMeant:
    """See :meth:`quotes.store.archive.Archive.speakers_meant`."""
    meaning = speakers.mean(connection, name_or_id)
    return SpeakersMeant(tuple(meaning.people), frozenset(meaning.serials))


def by_role(connection: Connection, phrase: str, days: Iterable[date]) -> dict[date, frozenset[int]]:
    """See :meth:`quotes.store.archive.Archive.holders`."""
    reading = read_role(phrase)
    if reading is None or reading.of is None or reading.tense != "current":
        return {}
    directory = StoredDirectory(connection)
    held: dict[date, frozenset[int]] = {}
    for day in set(days):
        holders = [known.handle for known in directory.holders(reading, phrase, day)]
        held[day] = frozenset(handle for handle in holders if isinstance(handle, int))
    return held
