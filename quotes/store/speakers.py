"""Look-ups of speakers: lists of them, and whom a name may mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from quotes.errors import NotFound
from quotes.speakers.names import NameQuery, fold, spelled_alike
from quotes.store.backend import Backend
from quotes.store.models import Alias, Quotation, Speaker
from quotes.store.ordering import UNDATED_FROM, day_of
from quotes.store.records import Page, SpeakerRecord
from quotes.store.tokens import check_limit, make_token, read_token


def _end(function: Any, *conditions: ColumnElement[bool]) -> Any:
    return (
        select(function(Quotation.rank))
        .where(Quotation.listed, Quotation.speaker == Speaker.serial, *conditions)
        .correlate(Speaker)
        .scalar_subquery()
    )


# the ends of a speaker's ranks are the ends of an index range; an undated one is no first day
_COLUMNS = select(
    Speaker.serial,
    Speaker.id,
    Speaker.name,
    Speaker.type,
    Speaker.quotations,
    _end(func.min).label("newest"),
    _end(func.max, Quotation.rank < UNDATED_FROM).label("oldest"),
)

_ORDER = (Speaker.quotations.desc(), Speaker.name, Speaker.serial)

# statements are built once: building them costs more than running them
_SERIALS: BindParameter[Any] = bindparam("serials", expanding=True)
_PEOPLE = _COLUMNS.where(Speaker.serial.in_(_SERIALS)).order_by(*_ORDER)
_FORMS = (
    select(Alias.speaker, Alias.form)
    .where(Alias.speaker.in_(_SERIALS))
    .order_by(Alias.uses.desc(), func.length(Alias.form).desc(), Alias.form)
)


def _records(
    connection: Connection, statement: Select[Any], parameters: dict[str, Any] | None = None
) -> list[tuple[int, SpeakerRecord]]:
    """The records of a statement of :data:`_COLUMNS`, with their serials."""
    rows = connection.execute(statement, parameters or {}).all()
    serials = [row.serial for row in rows]
    forms: dict[int, list[str]] = {}
    for speaker, form in connection.execute(_FORMS, {"serials": serials}):
        forms.setdefault(speaker, []).append(form)
    return [
        (
            row.serial,
            SpeakerRecord(
                id=row.id,
                name=row.name,
                type=row.type,
                aliases=tuple(form for form in forms.get(row.serial, []) if form != row.name),
                quotations=row.quotations,
                first=day_of(row.oldest),
                last=day_of(row.newest),
            ),
        )
        for row in rows
    ]


def page(
    connection: Connection, backend: Backend, words: str | None, *, limit: int, after: str | None
) -> Page[SpeakerRecord]:
    """See :meth:`quotes.store.archive.Archive.speakers`."""
    check_limit(limit)
    statement = _COLUMNS.where(Speaker.quotations > 0)
    if words is not None and words.strip():
        match = backend.match_aliases(words)
        found = select(Alias.speaker).join(match.table, match.key == Alias.serial).where(match.condition)
        statement = statement.where(Speaker.serial.in_(found))
    else:
        statement = statement.where(Speaker.type != "unnamed")
    if after is not None:
        count, name, serial = read_token(after, "speakers", int, str, int)
        statement = statement.where(
            Speaker.quotations <= count,
            or_(
                Speaker.quotations < count,
                Speaker.name > name,
                and_(Speaker.name == name, Speaker.serial > serial),
            ),
        )
    found_records = _records(connection, statement.order_by(*_ORDER).limit(limit + 1))
    more = None
    if len(found_records) > limit:
        serial, last = found_records[limit - 1]
        more = make_token("speakers", last.quotations, last.name, serial)
    return Page([record for _, record in found_records[:limit]], more)


def one(connection: Connection, id_: str) -> SpeakerRecord:
    """See :meth:`quotes.store.archive.Archive.speaker`."""
    records = _records(connection, _COLUMNS.where(Speaker.id == id_))
    if not records:
        raise NotFound(f"no speaker {id_!r}")
    return records[0][1]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whom a name was taken to mean: ``people``, and the ``serials`` that hold their quotations."""

    people: list[SpeakerRecord]
    serials: list[int]


_same, _theirs, _other = aliased(Alias), aliased(Alias), aliased(Speaker)
_WRITTEN_OTHERWISE = (
    select(
        Speaker.serial,
        Speaker.name,
        Speaker.type,
        Speaker.quotations,
        _other.serial.label("other"),
        _other.name.label("other_name"),
        _other.type.label("other_type"),
        _other.quotations.label("other_quotations"),
    )
    .join(_same, _same.speaker == Speaker.serial)
    .join(_theirs, (_theirs.spelling == _same.spelling) & (_theirs.speaker != _same.speaker))
    .join(_other, _other.serial == _theirs.speaker)
    # a surname alone has no space, mostly: whole families are not compared
    .where(Speaker.serial.in_(_SERIALS), _same.folded.contains(" "), _other.quotations > 0)
    .where(Speaker.type != "unnamed", _other.type != "unnamed")
    .distinct()
)
_FAMILIES = (
    select(_other.surname, _other.serial, _other.bare)
    .join(Speaker, Speaker.surname == _other.surname)
    .where(
        Speaker.serial.in_(_SERIALS),
        _other.type == "person",
        or_(_other.quotations > 0, _other.serial.in_(_SERIALS)),
    )
    .distinct()
)


def mean(connection: Connection, name_or_id: str) -> Meaning:
    """Whom a name in any form, or an id, may mean.

    A name that was only ever given as a surname ("Blinken") is a speaker of its own. While exactly one full
    name in the archive has that surname, either of them means both; a second person of that name ends this.
    So does each of two full names that are one name in two spellings ("Andrii Sybiha", "Andriy Sybiga"): both
    are told. The same words taken for a person here and a group there are one answer.
    """
    by_id = connection.scalar(select(Speaker.serial).where(Speaker.id == name_or_id.strip()))
    matched = {by_id} if by_id is not None else _named(connection, NameQuery.of(name_or_id))
    if not matched:
        return Meaning([], [])
    variants, hidden = _written_otherwise(connection, matched)
    shown, serials = _with_surname_alone(connection, matched | variants)
    shown -= hidden
    serials |= hidden
    people = [record for _, record in _records(connection, _PEOPLE, {"serials": sorted(shown)})]
    return Meaning(people, sorted(serials))


def _named(connection: Connection, query: NameQuery) -> set[int]:
    """Speakers whom a name fits: by one of their forms, else by surname and initial, else by spelling."""
    attempts: list[ColumnElement[bool]] = [Alias.folded.in_(query.folded)]
    if query.surname and query.initial:
        attempts.append(
            and_(
                Speaker.surname == query.surname,
                ~Speaker.bare,
                Alias.folded.startswith(query.initial, autoescape=True),
                Alias.folded.endswith(f" {query.surname}", autoescape=True),
            )
        )
    if query.spellings:
        attempts.append(Alias.spelling.in_(query.spellings))
    for attempt in attempts:
        statement = (
            select(Alias.speaker)
            .join(Speaker, Speaker.serial == Alias.speaker)
            .where(attempt, Speaker.type != "unnamed", Speaker.quotations > 0)
        )
        if found := set(connection.scalars(statement)):
            return found
    return set()


def _written_otherwise(connection: Connection, matched: set[int]) -> tuple[set[int], set[int]]:
    """Speakers of the same name in another spelling, and (not to be shown) of another type.

    Of those that have one name with two types the most quoted is shown.
    """
    variants: set[int] = set()
    hidden: set[int] = set()
    for row in connection.execute(_WRITTEN_OTHERWISE, {"serials": sorted(matched)}):
        if row.type != row.other_type:
            if fold(row.name) == fold(row.other_name):
                less = min((row.quotations, -row.serial), (row.other_quotations, -row.other))
                hidden.add(-less[1])
                variants.add(row.other)
        elif row.type == "person" and spelled_alike(row.name, row.other_name):
            variants.add(row.other)
    return variants, hidden


def _with_surname_alone(connection: Connection, matched: Iterable[int]) -> tuple[set[int], set[int]]:
    """Of the speakers matched: those to show, and all whose quotations belong to the answer."""
    shown = set(matched)
    serials = set(shown)
    families: dict[str, tuple[list[int], list[int]]] = {}
    for surname, serial, bare in connection.execute(_FAMILIES, {"serials": sorted(shown)}):
        families.setdefault(surname, ([], []))[bare].append(serial)
    for full, bare in families.values():
        if len(full) == 1 and bare:
            serials |= {*full, *bare}
            shown = (shown - set(bare)) | set(full)
    return shown, serials
