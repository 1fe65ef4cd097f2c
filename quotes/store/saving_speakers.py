"""Writing the speakers of a document: new ones, the forms of their names, and how often they are quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from quotes.speakers.names import name_forms, spelling_key, surname_key
from quotes.speakers.searching import search_keys
from quotes.store.models import Alias, Quotation, Sound, Speaker

_CHUNK = 500  # values in one statement
_aliases = Alias.__table__
_speakers = Speaker.__table__

_values: Any = bindparam("values", expanding=True)
_USE = (
    update(Alias.__table__)  # type: ignore[arg-type]
    .where(_aliases.c.speaker == bindparam("_speaker"), _aliases.c.form == bindparam("_form"))
    .values(uses=_aliases.c.uses + bindparam("_count"))
)
_MOST_USED = (
    select(Alias.form)
    .where(Alias.speaker == Speaker.serial, Alias.uses > 0)
    .order_by(Alias.uses.desc(), Alias.form)
    .limit(1)
    .correlate(Speaker)
    .scalar_subquery()
)
_CALL = (
    update(Speaker)
    .where(Speaker.serial.in_(_values), ~Speaker.fixed, Speaker.name != _MOST_USED)
    .values(name=_MOST_USED)
)
_FORMS = (
    select(Alias.speaker, Alias.form, Speaker.type)
    .join(Speaker, Speaker.serial == Alias.speaker)
    .where(Alias.speaker.in_(_values))
)
_BY_ID = select(Speaker.id, Speaker.serial).where(Speaker.id.in_(_values))
_COUNT = (
    update(Speaker.__table__)  # type: ignore[arg-type]
    .where(_speakers.c.serial == bindparam("_serial"))
    .values(quotations=_speakers.c.quotations + bindparam("_difference"))
)


# counted here: grouped, or asked for `listed = 1`, all quotations of the archive would be read in another index's order
_SPEAKERS_OF = select(Quotation.speaker).where(
    Quotation.document == bindparam("document"), Quotation.listed.is_not(False), Quotation.speaker.is_not(None)
)


@dataclass(frozen=True, slots=True)
class NewSpeaker:
    """A speaker that documents name; ``local``: known in one document only."""

    id: str
    name: str
    type: str
    local: bool = False
    gender: str | None = None


# a name that sounds like one that is there adds nothing
_SOUNDS = insert(Sound).prefix_with("OR IGNORE", dialect="sqlite")


def ensure(connection: Connection, speakers: Iterable[NewSpeaker]) -> dict[str, int]:
    """The serials of these speakers by id; new ones are added with their aliases."""
    wanted = {speaker.id: speaker for speaker in speakers}
    known = _known(connection, wanted)
    rows: list[dict[str, Any]] = []
    for new in wanted.values():
        if new.id not in known:
            surname, bare = surname_key(new.name) if new.type == "person" else (None, False)
            rows.append(
                {
                    "id": new.id, "name": new.name, "type": new.type, "surname": surname, "bare": bare,
                    "quotations": 0, "local": new.local, "gender": new.gender,
                }
            )  # fmt: skip
    if rows:
        connection.execute(insert(Speaker), rows)
        known.update(_known(connection, [row["id"] for row in rows]))
        aliases = [
            alias
            for row in rows
            for alias in alias_rows(known[row["id"]], row["name"], row["type"] == "person")
        ]
        connection.execute(insert(Alias), aliases)
        add_sounds(connection, {known[row["id"]]: [row["name"]] for row in rows if row["type"] == "person"})
    return known


def add_sounds(connection: Connection, names: Mapping[int, Iterable[str]]) -> None:
    """Let people be found by how these names of theirs sound."""
    rows = [{"key": key, "speaker": speaker} for speaker, forms in names.items() for key in sorted(search_keys(forms))]
    if rows:
        connection.execute(_SOUNDS, rows)


def _known(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    ids = list(dict.fromkeys(ids))
    found: dict[str, int] = {}
    for first in range(0, len(ids), _CHUNK):
        rows = connection.execute(_BY_ID, {"values": ids[first : first + _CHUNK]})
        found.update((row.id, row.serial) for row in rows)
    return found


def alias_rows(speaker: int, name: str, person: bool, *, given: bool = False) -> list[dict[str, Any]]:
    """Rows for the forms of a name; ``given``: the register or a person gave it, so the whole name identifies."""
    forms: dict[str, str] = {}
    for folded, form in name_forms(name, person=person).items():
        forms.setdefault(form, folded)
    return [
        {
            "speaker": speaker, "form": form, "folded": folded, "spelling": spelling_key(folded), "uses": 0,
            "given": given and number == 0,
        }
        for number, (form, folded) in enumerate(forms.items())
    ]  # fmt: skip


def use_forms(connection: Connection, forms: Counter[tuple[int, str]]) -> None:
    """Count the forms in which documents name speakers, and call each speaker by its most used form."""
    if not forms:
        return
    speakers = sorted({speaker for speaker, _ in forms})
    types: dict[int, str] = {}
    there: set[tuple[int, str]] = set()
    for first in range(0, len(speakers), _CHUNK):
        rows = connection.execute(_FORMS, {"values": speakers[first : first + _CHUNK]})
        for speaker, form, type_ in rows:
            types[speaker] = type_
            there.add((speaker, form))
    added = {
        (speaker, alias["form"]): alias
        for speaker, name in forms
        if (speaker, _plain(name)) not in there
        for alias in alias_rows(speaker, name, types[speaker] == "person")
        if (speaker, alias["form"]) not in there
    }
    if added:
        connection.execute(insert(Alias), list(added.values()))
    connection.execute(
        _USE,
        [{"_speaker": speaker, "_form": _plain(name), "_count": count} for (speaker, name), count in forms.items()],
    )
    name_by_use(connection, speakers)


def name_by_use(connection: Connection, speakers: Sequence[int]) -> None:
    """Call these speakers by their most used form, but for those whose name is fixed."""
    for first in range(0, len(speakers), _CHUNK):
        connection.execute(_CALL, {"values": speakers[first : first + _CHUNK]})


def _plain(name: str) -> str:
    return " ".join(name.split())


def counts(connection: Connection, document: int) -> Counter[int]:
    """How many of a document's listed quotations each speaker (by serial) has."""
    return Counter(connection.scalars(_SPEAKERS_OF, {"document": document}))


def add_counts(connection: Connection, before: Counter[int], after: Counter[int]) -> None:
    """Bring the speakers' numbers of quotations from what a document had to what it has."""
    differences = [
        {"_serial": speaker, "_difference": after[speaker] - before[speaker]}
        for speaker in sorted(before.keys() | after.keys())
        if after[speaker] != before[speaker]
    ]
    if differences:
        connection.execute(_COUNT, differences)
