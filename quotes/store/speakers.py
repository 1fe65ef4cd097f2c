"""Look-ups of speakers: lists of them, and whom a name may mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from quotes.errors import Moved, NotFound
from quotes.speakers.names import NameQuery, fold, spelled_alike
from quotes.speakers.places import place_name
from quotes.store.backend import Backend
from quotes.store.beginnings import in_list_order, plain_words
from quotes.store.models import Alias, Office, Quotation, Source, Speaker
from quotes.store.ordering import UNDATED_FROM, day_of
from quotes.store.records import OfficeRecord, Page, SourceCount, SpeakerDetail, SpeakerRecord
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

_CHUNK = 500
_MANY = 8000  # forms that begin alike: so many are not sorted, but met soon enough in the order of the list
_MOST = 25_000  # so many are met at once, so that they are not even gathered
_ORDER = (Speaker.quotations.desc(), Speaker.name, Speaker.serial)

# statements are built once: building them costs more than running them
_SERIALS: BindParameter[Any] = bindparam("serials", expanding=True)
_PEOPLE = _COLUMNS.where(Speaker.serial.in_(_SERIALS)).order_by(*_ORDER)
ROOT = func.coalesce(Speaker.survivor, Speaker.serial)
# also the forms of those that were merged into a speaker
_FORMS = (
    select(ROOT.label("root"), Alias.form)
    .join(Speaker, Speaker.serial == Alias.speaker)
    .where(or_(Speaker.serial.in_(_SERIALS), Speaker.survivor.in_(_SERIALS)))
    .order_by(Alias.uses.desc(), Alias.given.desc(), func.length(Alias.form).desc(), Alias.form)
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
                aliases=tuple(dict.fromkeys(form for form in forms.get(row.serial, []) if form != row.name)),
                quotations=row.quotations,
                first=day_of(row.oldest),
                last=day_of(row.newest),
            ),
        )
        for row in rows
    ]


def records_of(connection: Connection, serials: Iterable[int]) -> dict[int, SpeakerRecord]:
    """The records of speakers by serial."""
    return dict(_records(connection, _PEOPLE, {"serials": sorted(set(serials))}))


_named = aliased(Speaker)
_aliased_root = func.coalesce(_named.survivor, _named.serial)


def _beyond(count: int, name: str, serial: int) -> ColumnElement[bool]:
    """What comes after this place of the list."""
    return and_(
        Speaker.quotations <= count,
        or_(
            Speaker.quotations < count,
            Speaker.name > name,
            and_(Speaker.name == name, Speaker.serial > serial),
        ),
    )


def _beginning(
    connection: Connection, backend: Backend, words: str, conditions: list[ColumnElement[bool]], number: int
) -> list[int]:
    """The first speakers of the list whose name has words that begin so."""
    match = backend.match_aliases(words)
    forms = select(match.key).select_from(match.table).where(match.condition)
    alike = connection.scalar(select(func.count()).select_from(forms.limit(_MOST).subquery())) or 0
    if alike >= _MANY:
        plain = plain_words(words) if alike == _MOST else None
        return in_list_order(connection, match, plain, conditions=conditions, order=_ORDER, number=number)
    found = (
        select(_aliased_root)
        .join(Alias, Alias.speaker == _named.serial)
        .join(match.table, match.key == Alias.serial)
        .where(match.condition)
    )
    # no index gives this order, so nobody else is read
    statement = select(Speaker.serial).where(Speaker.serial.in_(found), *conditions)
    return list(connection.scalars(statement.order_by(-Speaker.quotations, *_ORDER[1:]).limit(number)))


def page(
    connection: Connection, backend: Backend, words: str | None, *, limit: int, after: str | None
) -> Page[SpeakerRecord]:
    """See :meth:`quotes.store.archive.Archive.speakers`."""
    check_limit(limit)
    conditions = [] if after is None else [_beyond(*read_token(after, "speakers", int, str, int))]
    if words is None or not words.strip():
        listed = select(Speaker.serial).where(Speaker.quotations > 0, Speaker.type != "unnamed", *conditions)
        serials = list(connection.scalars(listed.order_by(*_ORDER).limit(limit + 1)))
    else:
        # whom the register knows is found by name before there is a quotation
        conditions.append(or_(Speaker.quotations > 0, Speaker.key.is_not(None)))
        serials = _beginning(connection, backend, words, conditions, limit + 1)
    found_records = _records(connection, _PEOPLE, {"serials": serials})
    more = None
    if len(found_records) > limit:
        serial, last = found_records[limit - 1]
        more = make_token("speakers", last.quotations, last.name, serial)
    return Page([record for _, record in found_records[:limit]], more)


def one(connection: Connection, id_: str) -> SpeakerDetail:
    """See :meth:`quotes.store.archive.Archive.speaker`."""
    row = connection.execute(select(Speaker).where(Speaker.id == id_)).one_or_none()
    if row is None:
        raise NotFound(f"no speaker {id_!r}")
    target = row.survivor
    if target is None and row.moved is not None and row.quotations == 0 and row.key is None:
        target = connection.scalar(select(ROOT).where(Speaker.serial == row.moved))
    if target is not None and target != row.serial:
        survivor = connection.execute(select(Speaker.id, Speaker.name).where(Speaker.serial == target)).one()
        raise Moved(f"speaker {id_!r} is now {survivor.id!r} ({survivor.name})", survivor.id)
    offices = connection.execute(
        select(Office.role, Office.title, Office.place, Office.from_, Office.to)
        .where(Office.speaker == row.serial)
        .order_by(func.coalesce(Office.from_, date.min).desc(), Office.serial)
    )
    sources = connection.execute(
        select(Source.name, func.count())
        .join(Quotation, Quotation.source == Source.serial)
        .where(Quotation.listed, Quotation.speaker == row.serial)
        .group_by(Source.name)
        .order_by(func.count().desc(), Source.name)
    )
    organisations = _organisations(connection, row.serial)
    record = _records(connection, _PEOPLE, {"serials": [row.serial]})[0][1]
    return SpeakerDetail(
        **{field.name: getattr(record, field.name) for field in fields(record)},
        register=row.key,
        wikidata=row.wikidata,
        gender=row.gender,
        roles=tuple(
            OfficeRecord(role, title, of, of and (organisations.get(of) or place_name(of)), from_, to)
            for role, title, of, from_, to in offices
        ),
        sources=tuple(SourceCount(name, number) for name, number in sources),
    )


def _organisations(connection: Connection, serial: int) -> dict[str, str]:
    """The names of the registered organisations that a speaker's offices belong to, by key."""
    keys = select(Office.place).where(Office.speaker == serial)
    rows = connection.execute(select(Speaker.key, Speaker.name).where(Speaker.key.in_(keys)))
    return dict(iter(rows))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whom a name was taken to mean: ``people``, and the ``serials`` that hold their quotations."""

    people: list[SpeakerRecord]
    serials: list[int]


_SPELLINGS: BindParameter[Any] = bindparam("spellings", expanding=True)
_SURNAMES: BindParameter[Any] = bindparam("surnames", expanding=True)
_OWN_SPELLINGS = (
    select(Speaker.serial, Speaker.name, Speaker.type, Speaker.quotations, Alias.spelling)
    .join(Alias, Alias.speaker == Speaker.serial)
    # a surname alone has no space, mostly: whole families are not compared
    .where(Speaker.serial.in_(_SERIALS), Alias.folded.contains(" "), Speaker.type != "unnamed")
)
_WRITTEN_SO = (
    select(Speaker.serial, Speaker.name, Speaker.type, Speaker.quotations, Alias.spelling)
    .join(Speaker, Speaker.serial == Alias.speaker)
    .where(Alias.spelling.in_(_SPELLINGS), Speaker.quotations > 0, Speaker.type != "unnamed")
)
_SURNAMES_OF = select(Speaker.surname, Speaker.serial, Speaker.bare, Speaker.survivor).where(
    Speaker.serial.in_(_SERIALS), Speaker.surname.is_not(None)
)
# a null survivor through its index would be everybody
_FAMILIES = select(Speaker.surname, Speaker.serial, Speaker.bare).where(
    Speaker.surname.in_(_SURNAMES), Speaker.quotations > 0, func.coalesce(Speaker.survivor, 0) == 0
)
_FAMILY = select(Speaker.serial, Speaker.survivor, Speaker.quotations, Speaker.key, Speaker.type)


def mean(connection: Connection, name_or_id: str) -> Meaning:
    """Whom a name in any form, or an id, may mean.

    An id means its speaker alone, or the survivor. A surname that its document did not complete ("Blinken") is a
    speaker of its own, but while exactly one full name in the archive has that surname, that name means both; a second
    person of it ends this. Of two full names that are one in two spellings ("Andrii Sybiha", "Andriy Sybiga"), which
    nothing else has shown to be one person, both are told. The same words taken for a person here and a group there
    are one answer.
    """
    by_id = connection.scalar(select(ROOT).where(Speaker.id == name_or_id.strip()))
    if by_id is not None:
        return Meaning([record for _, record in _records(connection, _PEOPLE, {"serials": [by_id]})], [by_id])
    matched = _named_so(connection, NameQuery.of(name_or_id))
    if not matched:
        return Meaning([], [])
    variants, hidden = _written_otherwise(connection, matched)
    shown, serials = _with_surname_alone(connection, matched | variants)
    shown -= hidden
    serials |= hidden
    people = [record for _, record in _records(connection, _PEOPLE, {"serials": sorted(shown)})]
    return Meaning(people, sorted(serials))


def _named_so(connection: Connection, query: NameQuery) -> set[int]:
    """Speakers whom a name fits: by one of their forms, else by surname and initial, else by spelling."""
    by_alias = _FAMILY.join(Alias, Speaker.serial == Alias.speaker)
    named = by_alias.where(Alias.folded.in_(query.folded))
    # of a family of thousands in the register mostly a few are quoted: only they are read
    quoted = _meant(connection, named.where(or_(Speaker.quotations > 0, Speaker.survivor.is_not(None))))
    if quoted[0]:
        return quoted[0]
    if registered := _meant(connection, named)[1]:
        return registered
    if query.surname and query.initial:
        family = _FAMILY.where(Speaker.surname == query.surname, ~Speaker.bare)
        for members in _meant(connection, family, whole=True):
            if members and (fitting := _with_initial(connection, members, query.initial, query.surname)):
                return fitting
    if query.spellings:
        quoted_so, registered_so = _meant(connection, by_alias.where(Alias.spelling.in_(query.spellings)))
        return quoted_so or registered_so
    return set()


def _meant(connection: Connection, statement: Select[Any], *, whole: bool = False) -> tuple[set[int], set[int]]:
    """The speakers of a statement of :data:`_FAMILY`, or their survivors: those quoted, then those of the register.

    Whom nobody quotes is meant only where nobody else can be. With ``whole`` the sets are of those who were found,
    not of their survivors.
    """
    rows = {row.serial: row for row in connection.execute(statement)}
    roots = dict(rows)
    merged = {row.survivor for row in rows.values() if row.survivor is not None} - rows.keys()
    if merged:
        roots.update((row.serial, row) for row in connection.execute(_FAMILY.where(Speaker.serial.in_(merged))))
    quoted: set[int] = set()
    registered: set[int] = set()
    for row in rows.values():
        root = row if row.survivor is None else roots[row.survivor]
        if root.type != "unnamed" and (root.quotations > 0 or root.key is not None):
            (quoted if root.quotations > 0 else registered).add(row.serial if whole else root.serial)
    return quoted, registered


def _with_initial(connection: Connection, family: Iterable[int], initial: str, surname: str) -> set[int]:
    """Of a family: those of whom a form begins with the initial (or their survivors)."""
    found: set[int] = set()
    members = sorted(family)
    for first in range(0, len(members), _CHUNK):
        statement = (
            select(ROOT)
            .join(Alias, Alias.speaker == Speaker.serial)
            .where(
                Speaker.serial.in_(members[first : first + _CHUNK]),
                Alias.folded.startswith(initial, autoescape=True),
                Alias.folded.endswith(f" {surname}", autoescape=True),
            )
        )
        found.update(connection.scalars(statement))
    return found


def _written_otherwise(connection: Connection, matched: set[int]) -> tuple[set[int], set[int]]:
    """Speakers of the same name in another spelling, and (not to be shown) of another type.

    Of those that have one name with two types the most quoted is shown.
    """
    own: dict[str, dict[int, Any]] = {}
    for row in connection.execute(_OWN_SPELLINGS, {"serials": sorted(matched)}):
        own.setdefault(row.spelling, {})[row.serial] = row
    spellings = sorted(own)
    others: dict[tuple[int, int], tuple[Any, Any]] = {}
    for first in range(0, len(spellings), _CHUNK):
        for other in connection.execute(_WRITTEN_SO, {"spellings": spellings[first : first + _CHUNK]}):
            for row in own[other.spelling].values():
                # two of the matched that are of one type are shown anyway
                if other.serial != row.serial and (other.type != row.type or other.serial not in matched):
                    others[row.serial, other.serial] = row, other
    variants: set[int] = set()
    hidden: set[int] = set()
    for row, other in others.values():
        if row.type != other.type:
            if fold(row.name) == fold(other.name):
                less = min((row.quotations, -row.serial), (other.quotations, -other.serial))
                hidden.add(-less[1])
                variants.add(other.serial)
        elif other.serial not in variants and row.type == "person" and spelled_alike(row.name, other.name):
            variants.add(other.serial)
    return variants, hidden


def _with_surname_alone(connection: Connection, matched: Iterable[int]) -> tuple[set[int], set[int]]:
    """Of the speakers matched: those to show, and all whose quotations belong to the answer."""
    shown = set(matched)
    serials = set(shown)
    families: dict[str, tuple[list[int], list[int]]] = {}
    own = connection.execute(_SURNAMES_OF, {"serials": sorted(shown)}).all()
    members = {row.serial: (row.surname, row.bare) for row in own if row.survivor is None}
    surnames = sorted({row.surname for row in own})
    for first in range(0, len(surnames), _CHUNK):
        for surname, serial, bare in connection.execute(_FAMILIES, {"surnames": surnames[first : first + _CHUNK]}):
            members[serial] = surname, bare
    for serial, (surname, bare) in members.items():
        families.setdefault(surname, ([], []))[bare].append(serial)
    for full, bare in families.values():
        if len(full) == 1 and bare:
            serials |= {*full, *bare}
            shown = (shown - set(bare)) | set(full)
        elif full and any(person in shown for person in full):
            # whose surname alone it is, nobody knows: all of them are listed, and only whole names told
            shown -= set(bare)
    return shown, serials
