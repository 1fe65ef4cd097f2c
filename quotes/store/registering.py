"""Taking a register of speakers into the archive, and giving its people what documents had under other names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from quotes.speakers.names import surname_key
from quotes.speakers.register import Registered
from quotes.store import identity
from quotes.store.models import Alias, Decision, Note, Office, Speaker
from quotes.store.records import RegisterCounts
from quotes.store.saving_speakers import add_sounds, alias_rows

BATCH = 2000  # records in one transaction
_CHUNK = 500
_SHIPPED = "shipped register"

_speakers = Speaker.__table__
_aliases = Alias.__table__
_DESCRIBE = (
    update(Speaker.__table__)  # type: ignore[arg-type]
    .where(_speakers.c.serial == bindparam("_serial"))
    .values(
        {name: bindparam(f"_{name}") for name in ("key", "record", "name", "fixed", "gender", "wikidata", "place")}
        | {"surname": bindparam("_surname"), "bare": bindparam("_bare")}
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


def register(connection: Connection, records: Sequence[Registered]) -> RegisterCounts:
    """Add or update registered speakers: by key, else by adopting the speaker of that name that documents made."""
    digests = {record.key: identity.derive("record", repr(record.as_json())) for record in records}
    present = {row.key: row for row in _rows(connection, Speaker.key, digests)}
    changed = [r for r in records if r.key not in present or present[r.key].record != digests[r.key]]
    counts = RegisterCounts(unchanged=len(records) - len(changed))
    if not changed:
        return counts
    names = {record.key: identity.speaker_id(record.name, record.type) for record in changed}
    by_name = {row.id: row for row in _rows(connection, Speaker.id, names.values())}
    renamed = _decided(connection, "rename", [row.serial for row in present.values()])
    serials: dict[str, int] = {}
    fresh: list[dict[str, Any]] = []
    described: list[dict[str, Any]] = []
    taken = {id_ for id_, row in by_name.items() if row.key is not None}
    for record in changed:
        values = _values(record, digests[record.key])
        row = present.get(record.key)
        if row is None and names[record.key] not in taken:
            row = by_name.get(names[record.key])
            taken.add(names[record.key])
            id_ = names[record.key]
        else:
            id_ = identity.derive("speaker", "register", record.key)
        if row is None:
            fresh.append({"id": id_, "type": record.type, "quotations": 0, "local": False, **values})
            counts.added += 1
            continue
        serials[record.key] = row.serial
        if row.serial in renamed:
            values["name"] = row.name
        described.append({"_serial": row.serial, **{f"_{name}": value for name, value in values.items()}})
        if row.key is None:
            counts.adopted += 1
        else:
            counts.updated += 1
    if fresh:
        connection.execute(insert(Speaker), fresh)
        serials.update((row.key, row.serial) for row in _rows(connection, Speaker.key, [row["key"] for row in fresh]))
    if described:
        connection.execute(_DESCRIBE, described)
    known = {row["_serial"] for row in described}
    _name(connection, [(serials[record.key], record) for record in changed], known)
    _appoint(connection, [(serials[record.key], record) for record in changed], known)
    return counts


def _rows(connection: Connection, column: Any, values: Iterable[str]) -> list[Any]:
    wanted = list(values)
    found: list[Any] = []
    for first in range(0, len(wanted), _CHUNK):
        statement = select(Speaker.serial, Speaker.id, Speaker.key, Speaker.record, Speaker.name)
        found.extend(connection.execute(statement.where(column.in_(wanted[first : first + _CHUNK]))))
    return found


def _values(record: Registered, digest: str) -> dict[str, Any]:
    surname, bare = surname_key(record.name) if record.type == "person" else (None, False)
    return {
        "key": record.key,
        "record": digest,
        "name": record.name,
        "fixed": True,
        "gender": record.gender,
        "wikidata": record.wikidata,
        "place": record.of,
        "surname": surname,
        "bare": bare,
    }


def _decided(connection: Connection, kind: str, serials: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for first in range(0, len(serials), _CHUNK):
        found.update(
            connection.scalars(
                select(Decision.speaker).where(
                    Decision.kind == kind, Decision.undone.is_(None), Decision.speaker.in_(serials[first : first + _CHUNK])
                )
            )
        )
    return found


def _name(connection: Connection, records: Sequence[tuple[int, Registered]], known: set[int]) -> None:
    """Bring the aliases that the register gives to the record; those that people gave stay."""
    there: dict[tuple[int, str], Any] = {}
    by_people: set[tuple[int, str]] = set()
    serials = sorted(known)
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
        if row.given and row.serial not in given and (serial, form) not in by_people:
            given[row.serial] = False
    if added:
        connection.execute(insert(Alias), list(added.values()))
    add_sounds(connection, {serial: record.names for serial, record in records if record.type == "person"})
    differing = [row for row in there.values() if given.get(row.serial, row.given) != row.given]
    if differing:
        connection.execute(_GIVE, [{"_serial": row.serial, "_given": given[row.serial]} for row in differing])


def _appoint(connection: Connection, records: Sequence[tuple[int, Registered]], known: set[int]) -> None:
    serials = sorted(known)
    for first in range(0, len(serials), _CHUNK):
        connection.execute(delete(Office).where(Office.speaker.in_(serials[first : first + _CHUNK])))
    offices = [
        {
            "speaker": serial,
            "role": office.role,
            "place": office.of,
            "title": office.title,
            "from": office.from_,
            "to": office.to,
            "at": office.to_place,
        }
        for serial, record in records
        for office in record.offices
    ]
    if offices:
        connection.execute(insert(Office), offices)


def loaded(connection: Connection, digest: str) -> bool:
    """Whether the shipped register of this digest has been taken in."""
    return connection.scalar(select(Note.value).where(Note.name == _SHIPPED)) == digest


def note_loaded(connection: Connection, digest: str) -> None:
    """Remember that it has."""
    connection.execute(delete(Note).where(Note.name == _SHIPPED))
    connection.execute(insert(Note).values(name=_SHIPPED, value=digest))
