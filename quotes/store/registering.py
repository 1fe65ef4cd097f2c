"""Taking a register of speakers into the archive, and giving its people what documents had under other names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from quotes.speakers.names import surname_key
from quotes.speakers.places import country_of
from quotes.speakers.register import Registered
from quotes.store import derived_ids
from quotes.store.given_offices import judge_again
from quotes.store.models import Alias, Decision, Entry, Note, Office, Speaker
from quotes.store.records import RegisterCounts
from quotes.store.saving_speakers import add_sounds, alias_rows

BATCH = 2000  # records in one transaction
_CHUNK = 500
_INEXACT = 62  # days between which two registers may date the beginning of one office
_SHIPPED = "shipped register"

_speakers = Speaker.__table__
_aliases = Alias.__table__
_DESCRIBED = ("name", "fixed", "gender", "wikidata", "place", "surname", "bare")
_DESCRIBE = (
    update(Speaker.__table__)  # type: ignore[arg-type]
    .where(_speakers.c.serial == bindparam("_serial"))
    .values({name: bindparam(f"_{name}") for name in ("key", *_DESCRIBED)})
)
_COMPLETE = (
    update(Speaker.__table__)  # type: ignore[arg-type]
    .where(_speakers.c.serial == bindparam("_serial"))
    .values(
        {name: func.coalesce(_speakers.c[name], bindparam(f"_{name}")) for name in ("gender", "wikidata", "place")}
    )
)
_GIVE = (
    update(Alias.__table__)  # type: ignore[arg-type]
    .where(_aliases.c.serial == bindparam("_serial"))
    .values(given=bindparam("_given"))
)


def batches(records: Iterable[Registered]) -> Iterable[list[Registered]]:
    """The records in the numbers that one transaction takes."""
    remaining = iter(records)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def register(connection: Connection, records: Sequence[Registered], origin: str) -> RegisterCounts:
    """Add or update registered speakers, and the entries of this register that describe them.

    A known entry updates its speaker. Another joins the speaker of another register who has the same Wikidata id, or
    the same name and a country in common, or it adopts the speaker of this name whom documents made; else it adds
    one. Documents that it may contradict are to be judged again.
    """
    records = list({record.key: record for record in records}.values())
    digests = {record.key: derived_ids.derive("record", repr(record.as_json())) for record in records}
    entries = {row.key: row for row in _in_chunks(connection, select(Entry), Entry.key, digests)}
    changed = [r for r in records if r.key not in entries or entries[r.key].record != digests[r.key]]
    counts = RegisterCounts(unchanged=len(records) - len(changed))
    if not changed:
        return counts
    found = _Found(connection, changed, entries, origin)
    fresh: dict[str, dict[str, Any]] = {}
    serials: dict[str, int] = {}
    described: list[dict[str, Any]] = []
    completed: list[dict[str, Any]] = []
    for record in changed:
        row, id_ = found.speaker(record)
        values = _values(record)
        if row is None:
            fresh[record.key] = {"id": id_, "type": record.type, "quotations": 0, "local": False, **values}
            continue
        serials[record.key] = row.serial
        if row.key in {None, record.key}:
            if row.serial in found.renamed:
                values["name"] = row.name
            described.append({"_serial": row.serial, **{f"_{name}": value for name, value in values.items()}})
        else:
            completed.append({"_serial": row.serial, **{f"_{n}": values[n] for n in ("gender", "wikidata", "place")}})
        if row.key is None:
            counts.adopted += 1
        else:
            counts.updated += 1
    counts.added = len(fresh)
    if fresh:
        connection.execute(insert(Speaker), list(fresh.values()))
        rows = _in_chunks(connection, select(Speaker.serial, Speaker.key), Speaker.key, fresh)
        serials.update((row.key, row.serial) for row in rows)
    if described:
        connection.execute(_DESCRIBE, described)
    if completed:
        connection.execute(_COMPLETE, completed)
    known = set(serials.values()) - {serials[key] for key in fresh}
    placed = [(serials[record.key], record) for record in changed]
    _enter(connection, placed, digests, origin)
    _name(connection, placed, known)
    _appoint(connection, placed, known)
    judge_again(connection, known)
    return counts


def _in_chunks(connection: Connection, statement: Select[Any], column: Any, values: Iterable[Any]) -> list[Any]:
    wanted = sorted(set(values))
    found: list[Any] = []
    for first in range(0, len(wanted), _CHUNK):
        found.extend(connection.execute(statement.where(column.in_(wanted[first : first + _CHUNK]))))
    return found


class _Found:
    """The speakers that are there for a batch of records; each is given to one record at the most."""

    def __init__(
        self, connection: Connection, records: Sequence[Registered], entries: Mapping[str, Any], origin: str
    ) -> None:
        self._entries = entries
        self._names = {record.key: derived_ids.speaker_id(record.name, record.type) for record in records}
        columns = select(
            Speaker.serial, Speaker.id, Speaker.key, Speaker.name, Speaker.type, Speaker.wikidata, Speaker.survivor
        )
        rows = _in_chunks(connection, columns, Speaker.id, self._names.values())
        rows += _in_chunks(connection, columns, Speaker.wikidata, (r.wikidata for r in records if r.wikidata))
        own = [entry.speaker for entry in entries.values()]
        rows += _in_chunks(connection, columns, Speaker.serial, own)
        self._by_id = {row.id: row for row in rows}
        self._by_wikidata = {row.wikidata: row for row in rows if row.wikidata and row.key is not None}
        self._by_serial = {row.serial: row for row in rows}
        serials = list(self._by_serial)
        theirs = select(Entry.speaker).where(Entry.origin == origin)
        self._taken = {row.speaker for row in _in_chunks(connection, theirs, Entry.speaker, serials)}
        self._homes: dict[int, set[str]] = {}
        for row in _in_chunks(connection, select(Office.speaker, Office.place), Office.speaker, serials):
            self._homes.setdefault(row.speaker, set()).update(_homes([row.place]))
        self.renamed = _decided(connection, "rename", serials)
        self._given: set[str] = set()

    def speaker(self, record: Registered) -> tuple[Any, str]:
        """The row that the record describes, or None, and the id of a new one."""
        entry = self._entries.get(record.key)
        if entry is not None:
            return self._by_serial[entry.speaker], ""
        id_ = self._names[record.key]
        for row in (self._by_wikidata.get(record.wikidata or ""), self._by_id.get(id_)):
            if row is not None and row.serial not in self._taken and row.survivor is None and self._is(record, row):
                self._taken.add(row.serial)
                self._given.add(row.id)
                return row, ""
        if id_ in self._by_id or id_ in self._given:
            id_ = derived_ids.derive("speaker", "register", record.key)
        self._given.add(id_)
        return None, id_

    def _is(self, record: Registered, row: Any) -> bool:
        if record.type != row.type:
            return False
        if row.key is None:
            return True  # documents made it
        if record.wikidata and row.wikidata:
            return bool(record.wikidata == row.wikidata)
        mine, theirs = _homes(office.of for office in record.offices), self._homes.get(row.serial, set())
        return record.type != "person" or bool(mine & theirs)


def _homes(places: Iterable[str | None]) -> set[str]:
    return {country_of(place) or place for place in places if place}


def _values(record: Registered) -> dict[str, Any]:
    surname, bare = surname_key(record.name) if record.type == "person" else (None, False)
    return {
        "key": record.key,
        "name": record.name,
        "fixed": True,
        "gender": record.gender,
        "wikidata": record.wikidata,
        "place": record.of,
        "surname": surname,
        "bare": bare,
    }


def _enter(
    connection: Connection, records: Sequence[tuple[int, Registered]], digests: Mapping[str, str], origin: str
) -> None:
    keys = [record.key for _, record in records]
    for first in range(0, len(keys), _CHUNK):
        chunk = keys[first : first + _CHUNK]
        connection.execute(delete(Office).where(Office.entry.in_(chunk)))
        connection.execute(delete(Entry).where(Entry.key.in_(chunk)))
    connection.execute(
        insert(Entry),
        [
            {"key": record.key, "speaker": serial, "origin": origin, "record": digests[record.key]}
            for serial, record in records
        ],
    )


def _decided(connection: Connection, kind: str, serials: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for first in range(0, len(serials), _CHUNK):
        found.update(
            connection.scalars(
                select(Decision.speaker).where(
                    Decision.kind == kind,
                    Decision.undone.is_(None),
                    Decision.speaker.in_(serials[first : first + _CHUNK]),
                )
            )
        )
    return found


def _name(connection: Connection, records: Sequence[tuple[int, Registered]], known: set[int]) -> None:
    """Bring the aliases that the register gives to the records; those that people or other registers gave stay."""
    there: dict[tuple[int, str], Any] = {}
    by_people: set[tuple[int, str]] = set()
    serials = sorted(known)
    several = {
        row.speaker
        for row in _in_chunks(
            connection,
            select(Entry.speaker).group_by(Entry.speaker).having(func.count() > 1),
            Entry.speaker,
            serials,
        )
    }
    for first in range(0, len(serials), _CHUNK):
        chunk = serials[first : first + _CHUNK]
        for row in connection.execute(select(Alias).where(Alias.speaker.in_(chunk))):
            there[row.speaker, row.form] = row
        decisions = select(Decision.speaker, Decision.details).where(
            Decision.kind == "alias", Decision.undone.is_(None), Decision.speaker.in_(chunk)
        )
        by_people.update((row.speaker, row.details["form"]) for row in connection.execute(decisions))
    added: dict[tuple[int, str], dict[str, Any]] = {}
    given: dict[int, bool] = {}
    for serial, record in records:
        for name in record.names:
            for alias in alias_rows(serial, name, record.type == "person", given=True):
                place = serial, alias["form"]
                if place not in there:
                    if place not in added or alias["given"]:
                        added[place] = alias
                elif alias["given"]:
                    given[there[place].serial] = True
    for (serial, form), row in there.items():
        kept = (serial, form) in by_people or serial in several
        if row.given and row.serial not in given and not kept:
            given[row.serial] = False
    if added:
        connection.execute(insert(Alias), list(added.values()))
    add_sounds(connection, {serial: record.names for serial, record in records if record.type == "person"})
    differing = [row for row in there.values() if given.get(row.serial, row.given) != row.given]
    if differing:
        connection.execute(_GIVE, [{"_serial": row.serial, "_given": given[row.serial]} for row in differing])


def _appoint(connection: Connection, records: Sequence[tuple[int, Registered]], known: set[int]) -> None:
    """Store the offices; one that another register tells of the same person already is left out."""
    held: dict[tuple[int, str, str | None], list[date | None]] = {}
    columns = select(Office.speaker, Office.role, Office.place, Office.from_.label("begun"))
    for row in _in_chunks(connection, columns, Office.speaker, known):
        held.setdefault((row.speaker, row.role, row.place), []).append(row.begun)
    offices = [
        {
            "speaker": serial,
            "role": office.role,
            "place": office.of,
            "title": office.title,
            "from": office.from_,
            "to": office.to,
            "at": office.to_place,
            "entry": record.key,
        }
        for serial, record in records
        for office in record.offices
        if not any(_same_days(office.from_, begun) for begun in held.get((serial, office.role, office.of), ()))
    ]
    if offices:
        connection.execute(insert(Office), offices)


def _same_days(one: date | None, other: date | None) -> bool:
    return one == other or (one is not None and other is not None and abs((one - other).days) <= _INEXACT)


def loaded(connection: Connection, digest: str) -> bool:
    """Whether the shipped register of this digest has been taken in."""
    return connection.scalar(select(Note.value).where(Note.name == _SHIPPED)) == digest


def note_loaded(connection: Connection, digest: str) -> None:
    """Remember that it has."""
    connection.execute(delete(Note).where(Note.name == _SHIPPED))
    connection.execute(insert(Note).values(name=_SHIPPED, value=digest))
