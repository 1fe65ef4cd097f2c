"""Corrections of who is who, made by people: merge, split, rename, alias. All are kept, hold after every re-ingest,
and can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from quotes.errors import BadValue, Conflict, NotFound
from quotes.speakers.names import identity_key, surname_key
from quotes.store import attributions, derived_ids, identities
from quotes.store.merging import Rulings, root_of, settle
from quotes.store.models import Alias, Appearance, Decision, Document, Speaker
from quotes.store.records import DecisionRecord, Page, SpeakerReference
from quotes.store.saving_speakers import NewSpeaker, add_sounds, alias_rows, ensure, name_by_use
from quotes.store.signatures import now, signed
from quotes.store.tokens import check_limit, make_token, read_token

Kind = Literal["merge", "split", "rename", "alias"]
_CHUNK = 500
_LONGEST = 300  # of a name, in code points


def merge(connection: Connection, loser: str, survivor: str, *, who: str, why: str) -> DecisionRecord:
    """See :meth:`quotes.store.archive.Archive.merge_speakers`."""
    one, other = _speaker(connection, loser), _speaker(connection, survivor)
    if one.serial == other.serial:
        raise BadValue(f"{loser!r} and {survivor!r} are one speaker already ({one.name!r})")
    if one.key is not None and other.key is not None:
        raise Conflict(
            f"{one.name!r} and {other.name!r} are two entries of the register ({one.key}, {other.key}): "
            "correct the register and import it again"
        )
    if one.key is not None:
        raise Conflict(f"{one.name!r} is in the register and {other.name!r} is not: merge them the other way round")
    record = _decide(connection, "merge", one.serial, other.serial, {}, who, why)
    if other.local and not one.local:
        connection.execute(update(Speaker).where(Speaker.serial == other.serial).values(local=False))
    _apply(connection, settle(connection, [one.serial, other.serial]))
    return record


def split(
    connection: Connection,
    speaker: str,
    *,
    documents: Sequence[str],
    forms: Sequence[str],
    name: str | None,
    who: str,
    why: str,
) -> DecisionRecord:
    """See :meth:`quotes.store.archive.Archive.split_speaker`."""
    one = _speaker(connection, speaker)
    if not documents and not forms:
        raise BadValue("a split names the documents, or the forms of the name, that are somebody else's")
    known = set(connection.scalars(select(Document.id).where(Document.id.in_(list(documents)))))
    for document in documents:
        if document not in known:
            raise NotFound(f"no document {document!r}")
    folded = [identity_key(form, person=one.type == "person") for form in forms]
    condition = or_(
        Appearance.document.in_(select(Document.serial).where(Document.id.in_(list(documents)))),
        Appearance.folded.in_(folded),
    )
    parts = connection.execute(
        select(Appearance.serial, Appearance.name).where(Appearance.speaker == one.serial, condition)
    ).all()
    total = connection.scalar(select(func.count()).where(Appearance.speaker == one.serial)) or 0
    if not parts:
        raise BadValue(f"{one.name!r} is quoted in none of these documents, and by none of these names")
    if len(parts) == total:
        raise BadValue(f"all that {one.name!r} is quoted with would be split off: rename the speaker instead")
    id_ = derived_ids.random_id()
    name = _name(name) if name else str(parts[0].name)
    # local: found by no name, only by this decision; else two of one name would be open in every document to come
    new = NewSpeaker(derived_ids.derive("speaker", "split", id_), name, one.type, local=True)
    other = ensure(connection, [new])[new.id]
    connection.execute(update(Speaker).where(Speaker.serial == other).values(fixed=True))
    details = {"documents": list(documents), "forms": folded}
    record = _decide(connection, "split", one.serial, other, details, who, why, id_=id_)
    _apply(connection, {one.serial})
    return record


def rename(connection: Connection, speaker: str, name: str, *, who: str, why: str) -> DecisionRecord:
    """See :meth:`quotes.store.archive.Archive.rename_speaker`."""
    one = _speaker(connection, speaker)
    name = _name(name)
    if name == one.name:
        raise BadValue(f"the name is {name!r} already")
    record = _decide(
        connection, "rename", one.serial, None, {"name": name, "before": one.name, "fixed": bool(one.fixed)}, who, why
    )
    _call(connection, one, name, fixed=True)
    _add_forms(connection, one, name, given=False)
    return record


def add_alias(connection: Connection, speaker: str, form: str, *, who: str, why: str) -> DecisionRecord:
    """See :meth:`quotes.store.archive.Archive.add_alias`."""
    one = _speaker(connection, speaker)
    form = _name(form)
    row = connection.execute(select(Alias).where(Alias.speaker == one.serial, Alias.form == form)).one_or_none()
    if row is not None and row.given:
        raise BadValue(f"{form!r} is an alias of {one.name!r} already")
    record = _decide(connection, "alias", one.serial, None, {"form": form, "there": row is not None}, who, why)
    _add_forms(connection, one, form, given=True)
    _resolve_named(connection, one.type, form)
    return record


def undo(connection: Connection, decision: str, *, who: str, why: str) -> DecisionRecord:
    """See :meth:`quotes.store.archive.Archive.undo_decision`."""
    row = connection.execute(select(Decision).where(Decision.id == decision)).one_or_none()
    if row is None:
        raise NotFound(f"no decision {decision!r}")
    if row.undone is not None:
        raise BadValue(f"decision {decision!r} was undone on {row.undone:%Y-%m-%d} by {row.undone_who}")
    later = connection.scalar(
        select(Decision.id)
        .where(Decision.kind == row.kind, Decision.speaker == row.speaker, Decision.undone.is_(None))
        .where(Decision.serial > row.serial, Decision.kind == "rename")
        .limit(1)
    )
    if later is not None:
        raise Conflict(f"the speaker was renamed again by decision {later!r}: undo that first")
    connection.execute(
        update(Decision)
        .where(Decision.serial == row.serial)
        .values(undone=now(), undone_who=signed(who), undone_why=why.strip())
    )
    speaker = connection.execute(select(Speaker).where(Speaker.serial == row.speaker)).one()
    if row.kind == "merge":
        _apply(connection, settle(connection, [row.speaker, row.other]))
    elif row.kind == "split":
        connection.execute(update(Speaker).where(Speaker.serial == row.other).values(moved=row.speaker))
        _apply(connection, {row.speaker, row.other})
    elif row.kind == "rename":
        _call(connection, speaker, row.details["before"], fixed=row.details["fixed"])
    else:
        form = row.details["form"]
        alias = (Alias.speaker == speaker.serial) & (Alias.form == form)
        if row.details["there"]:
            connection.execute(update(Alias).where(alias).values(given=False))
        else:
            connection.execute(delete(Alias).where(alias))
            name_by_use(connection, [speaker.serial])
        _resolve_named(connection, speaker.type, form)
    return _records(connection, [row.id])[0]


def page(connection: Connection, speaker: str | None, *, limit: int, after: str | None) -> Page[DecisionRecord]:
    """See :meth:`quotes.store.archive.Archive.decisions`."""
    check_limit(limit)
    statement = select(Decision.id, Decision.serial).order_by(Decision.serial.desc())
    if speaker is not None:
        row = connection.execute(select(Speaker.serial).where(Speaker.id == speaker)).one_or_none()
        if row is None:
            raise NotFound(f"no speaker {speaker!r}")
        group = select(Speaker.serial).where(or_(Speaker.serial == row.serial, Speaker.survivor == row.serial))
        statement = statement.where(or_(Decision.speaker.in_(group), Decision.other == row.serial))
    if after is not None:
        (serial,) = read_token(after, "decisions", int)
        statement = statement.where(Decision.serial < serial)
    rows = connection.execute(statement.limit(limit + 1)).all()
    more = make_token("decisions", rows[limit - 1].serial) if len(rows) > limit else None
    return Page(_records(connection, [row.id for row in rows[:limit]]), more)


# -- what they are made of ----------------------------------------------------------------------------------------


def _speaker(connection: Connection, id_: str) -> Row[Any]:
    """A speaker by id, or its survivor."""
    row = connection.execute(select(Speaker).where(Speaker.id == id_.strip())).one_or_none()
    if row is None:
        raise NotFound(f"no speaker {id_!r}")
    if row.survivor is not None:
        row = connection.execute(select(Speaker).where(Speaker.serial == row.survivor)).one()
    return row


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST or not any(character.isalnum() for character in name):
        raise BadValue(f"{name[:60]!r} is no name: 1 to {_LONGEST} characters, with a letter or digit")
    return name


def _decide(
    connection: Connection,
    kind: Kind,
    speaker: int,
    other: int | None,
    details: dict[str, Any],
    who: str,
    why: str,
    *,
    id_: str | None = None,
) -> DecisionRecord:
    id_ = id_ or derived_ids.random_id()
    connection.execute(
        insert(Decision).values(
            id=id_,
            kind=kind,
            speaker=speaker,
            other=other,
            details=details,
            who=signed(who),
            why=why.strip(),
            made=now(),
        )
    )
    return _records(connection, [id_])[0]


def _records(connection: Connection, ids: Sequence[str]) -> list[DecisionRecord]:
    rows = connection.execute(
        select(Decision).where(Decision.id.in_(list(ids))).order_by(Decision.serial.desc())
    ).all()
    serials = {serial for row in rows for serial in (row.speaker, row.other) if serial is not None}
    speakers = {
        row.serial: SpeakerReference(row.id, row.name, row.type)
        for row in connection.execute(
            select(Speaker.serial, Speaker.id, Speaker.name, Speaker.type).where(Speaker.serial.in_(serials))
        )
    }
    return [
        DecisionRecord(
            id=row.id,
            kind=row.kind,
            speaker=speakers[row.speaker],
            other=speakers[row.other] if row.other is not None else None,
            details={name: value for name, value in row.details.items() if name not in {"fixed", "there"}},
            who=row.who,
            why=row.why,
            made=row.made,
            undone=row.undone,
            undone_who=row.undone_who,
            undone_why=row.undone_why,
        )
        for row in rows
    ]


def _call(connection: Connection, speaker: Row[Any], name: str, *, fixed: bool) -> None:
    surname, bare = surname_key(name) if speaker.type == "person" else (None, False)
    connection.execute(
        update(Speaker)
        .where(Speaker.serial == speaker.serial)
        .values(name=name, fixed=fixed, surname=surname, bare=bare)
    )


def _add_forms(connection: Connection, speaker: Row[Any], name: str, *, given: bool) -> None:
    there = set(connection.scalars(select(Alias.form).where(Alias.speaker == speaker.serial)))
    rows = alias_rows(speaker.serial, name, speaker.type == "person", given=given)
    if given:
        rows = rows[:1]  # "The Secretary" shall not be found as "Secretary"
    if given and name in there:
        connection.execute(update(Alias).where(Alias.speaker == speaker.serial, Alias.form == name).values(given=True))
    if added := [row for row in rows if row["form"] not in there]:
        connection.execute(insert(Alias), added)
    if speaker.type == "person":
        add_sounds(connection, {speaker.serial: [name]})


def _apply(connection: Connection, touched: set[int]) -> None:
    """Give every appearance that the touched speakers have, or had, to whom it belongs by the decisions of now."""
    group = touched | set(root_of(connection, touched).values())
    rows = connection.execute(
        select(Appearance.serial, Appearance.resolved, Appearance.speaker, Appearance.folded, Document.id)
        .join(Document, Document.serial == Appearance.document)
        .where(or_(Appearance.resolved.in_(group), Appearance.speaker.in_(group)))
    ).all()
    rulings = Rulings(connection, {row.resolved for row in rows})
    moved: dict[int, int] = {}
    for row in rows:
        speaker = rulings.speaker(row.resolved, row.id, row.folded)
        if speaker != row.speaker:
            moved[row.serial] = speaker
    by_speaker: dict[int, list[int]] = {}
    for appearance, speaker in moved.items():
        by_speaker.setdefault(speaker, []).append(appearance)
    for speaker, appearances in by_speaker.items():
        for first in range(0, len(appearances), _CHUNK):
            connection.execute(
                update(Appearance)
                .where(Appearance.serial.in_(appearances[first : first + _CHUNK]))
                .values(speaker=speaker)
            )
    if moved:
        identities.attribute(connection, moved)
    attributions.follow_merges(connection, group)


def _resolve_named(connection: Connection, type_: str, form: str) -> None:
    """Resolve again the documents that name somebody so."""
    folded = identity_key(form, person=type_ == "person")
    documents = connection.scalars(select(Appearance.document).where(Appearance.folded == folded).distinct()).all()
    for document in documents:
        identities.resolve_again(connection, document)
