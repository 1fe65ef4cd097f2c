"""Whose words a document's quotations are: its appearances, resolved, kept, and resolved again where more is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from quotes.extraction.records import Quotation as Extracted
from quotes.extraction.records import Speaker as ExtractedSpeaker
from quotes.speakers.directory import Known
from quotes.speakers.evidence import Appearing, DocumentView, descriptions_agree
from quotes.speakers.mention_reading import reconsidered
from quotes.speakers.names import identity_key, surname_key
from quotes.speakers.resolution import Identity, appearing, identify
from quotes.store import derived_ids, saving_speakers
from quotes.store.known import StoredDirectory
from quotes.store.merging import Rulings
from quotes.store.models import Alias, Appearance, Document, Quotation, Speaker, Version

# surnames alone in other documents, the latest, whose descriptions are read when there is news of somebody of that
# name, and of how many of these the speaker is resolved again
_READ = 200
_SECOND_LOOKS = 50
_CHUNK = 500

_appearances = Appearance.__table__
_RESOLVE = (
    update(Appearance.__table__)  # type: ignore[arg-type]
    .where(_appearances.c.serial == bindparam("_serial"))
    .values({name: bindparam(f"_{name}") for name in ("resolved", "speaker", "evidence", "described", "gender")})
)

# built once: building statements costs more than running them
_values: Any = bindparam("values", expanding=True)
_of_document = Appearance.document == bindparam("document")
_APPEARING = select(Appearance).where(_of_document)
_APPEARED = select(
    Appearance.serial, Appearance.name, Appearance.type, Appearance.speaker, Appearance.resolved
).where(_of_document)
_MERGED = select(Speaker.survivor).where(Speaker.survivor.in_(_values))
# by the surnames of the speakers: of the appearances of a common surname most are somebody's with a whole name
_BARE = (
    select(Appearance.document, Appearance.described, Speaker.surname)
    .join(Speaker, Speaker.serial == Appearance.resolved)
    .where(Speaker.surname.in_(_values), Speaker.local, Appearance.type == "person")
    .where(Appearance.document != bindparam("document"), Appearance.described != [])
    .order_by(Appearance.serial.desc())
    .limit(_READ)
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A quotation's speaker in the archive: the appearance, the speaker, and what identity did to the attribution.

    ``form`` is the name used, None for a role, which is no name; ``owner`` is the speaker whose name that is, before
    people's decisions. ``news``: descriptions by which other documents may now be seen to mean the same person.
    """

    appearance: int
    speaker: int
    form: str | None
    owner: int
    confidence: float
    method: str
    news: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What resolution needs of a document."""

    serial: int
    id: str
    published: date | None
    text: str


def place(
    connection: Connection, document: StoredDocument, quotations: Sequence[Extracted]
) -> list[Placed | None]:
    """Resolve the speakers of a document's quotations and keep the appearances; in the order of the quotations."""
    speakers = [quotation.speaker for quotation in quotations]
    if not any(speakers):
        return [None] * len(speakers)
    directory = StoredDirectory(connection, without=document.serial)
    view = DocumentView(document.text, document.published)
    speakers = [speaker and reconsidered(speaker, view, directory) for speaker in speakers]
    named = _gathered(speaker for speaker in speakers if speaker)
    identities = dict(zip(named, identify(list(named.values()), view, directory)))
    kept = _keep(connection, document, named, identities)
    placed: list[Placed | None] = []
    for speaker in speakers:
        if speaker is None:
            placed.append(None)
            continue
        one = appearing(speaker)
        key = one.name, one.type
        found = identities[key]
        method = speaker.method
        if found.by_role and not method.endswith(":role"):
            method = f"{method}:role"
        appearance, root, owner = kept[key]
        form = None if found.by_role else one.name
        sure = speaker.confidence * found.certainty
        placed.append(Placed(appearance, root, form, owner, sure, method, _news(named[key], found.known)))
    return placed


def _news(one: Appearing, known: Known | None) -> tuple[str, ...]:
    """What a document tells of a person that the directory did not know; of registered people it tells nothing new."""
    if one.type != "person" or (known is not None and known.registered):
        return ()
    if known is None:
        return one.described
    if not known.is_named(identity_key(one.name)) or (one.gender is not None and known.gender is None):
        return (*one.described, *known.described)
    return tuple(phrase for phrase in one.described if phrase not in known.described)


def _gathered(speakers: Iterable[ExtractedSpeaker]) -> dict[tuple[str, str], Appearing]:
    """One appearance for each name, with all that its quotations know of it."""
    named: dict[tuple[str, str], Appearing] = {}
    for speaker in speakers:
        one = appearing(speaker)
        before = named.get((one.name, one.type))
        if before is not None:
            described = tuple(dict.fromkeys((*before.described, *one.described)))
            one = replace(before, described=described, gender=before.gender or one.gender)
        named[one.name, one.type] = one
    return named


def _keep(
    connection: Connection,
    document: StoredDocument,
    named: dict[tuple[str, str], Appearing],
    identities: dict[tuple[str, str], Identity],
) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Store the appearances; by name and type their serials, and those of their speakers after and before decisions."""
    resolved = _speakers(connection, document, named, identities)
    rulings = Rulings(connection, resolved.values())
    stored = {(row.name, row.type): row for row in connection.execute(_APPEARING, {"document": document.serial})}
    added: list[dict[str, Any]] = []
    altered: list[dict[str, Any]] = []
    moved: dict[int, int] = {}
    for key, one in named.items():
        folded = identity_key(one.name, person=one.type == "person")
        values: dict[str, Any] = {
            "resolved": resolved[key],
            "speaker": rulings.speaker(resolved[key], document.id, folded),
            "evidence": list(identities[key].evidence),
            "described": list(one.described),
            "gender": one.gender,
        }
        row = stored.get(key)
        if row is None:
            surname = surname_key(one.name)[0] if one.type == "person" else None
            basis = {"document": document.serial, "name": one.name, "type": one.type}
            added.append({**basis, "folded": folded, "surname": surname, **values})
        elif any(getattr(row, name) != value for name, value in values.items()):
            if row.resolved != values["resolved"]:
                moved[row.resolved] = values["resolved"]
            altered.append({"_serial": row.serial, **{f"_{name}": value for name, value in values.items()}})
    if added:
        connection.execute(insert(Appearance), added)
    if altered:
        connection.execute(_RESOLVE, altered)
    for before, after in moved.items():
        connection.execute(update(Speaker).where(Speaker.serial == before).values(moved=after))
    rows = connection.execute(_APPEARED, {"document": document.serial})
    return {(row.name, row.type): (row.serial, row.speaker, row.resolved) for row in rows}


def _speakers(
    connection: Connection,
    document: StoredDocument,
    named: dict[tuple[str, str], Appearing],
    identities: dict[tuple[str, str], Identity],
) -> dict[tuple[str, str], int]:
    """The speaker rows that the identities stand for, before people's decisions; new ones are added."""
    wanted: dict[tuple[str, str], saving_speakers.NewSpeaker] = {}
    serials: dict[tuple[str, str], int] = {}
    for key, found in identities.items():
        one = named[key]
        if found.known is not None:
            assert isinstance(found.known.handle, int)
            serials[key] = found.known.handle
            continue
        own = document.id if found.local or found.apart else None
        id_ = derived_ids.speaker_id(one.name, found.type, own)
        wanted[key] = saving_speakers.NewSpeaker(id_, one.name, found.type, local=found.local, gender=one.gender)
    ids = saving_speakers.ensure(connection, wanted.values())
    serials.update((key, ids[new.id]) for key, new in wanted.items())
    return _by_name(connection, named, serials)


def _by_name(
    connection: Connection, named: dict[tuple[str, str], Appearing], serials: dict[tuple[str, str], int]
) -> dict[tuple[str, str], int]:
    """Of speakers that others were merged into, the one whose own name it is: so that a merge can be undone."""
    merged = set(connection.scalars(_MERGED, {"values": sorted(set(serials.values()))}))
    for key, serial in serials.items():
        if serial in merged:
            folded = identity_key(key[0], person=named[key].type == "person")
            owners = connection.scalars(
                select(Alias.speaker)
                .join(Speaker, Speaker.serial == Alias.speaker)
                .where(Alias.folded == folded, or_(Speaker.serial == serial, Speaker.survivor == serial))
                .order_by(Alias.given.desc(), Alias.uses.desc(), Alias.serial)
            ).all()
            serials[key] = serial if serial in owners or not owners else owners[0]
    return serials


# -- once more ----------------------------------------------------------------------------------------------------


def look_again(connection: Connection, document: int, news: Mapping[str, Collection[str]]) -> None:
    """Resolve surnames alone of other documents again where they may be people of whom this document tells news.

    ``news`` has new descriptions by the whole names of these people. Only a document that calls the bearer of the
    surname something like it can be seen to mean one of them now.
    """
    told: dict[str, set[str]] = defaultdict(set)
    for name, descriptions in news.items():
        surname, bare = surname_key(name)
        if surname and not bare:
            told[surname].update(descriptions)
    if not told:
        return
    rows = connection.execute(_BARE, {"document": document, "values": sorted(told)})
    others = (row.document for row in rows.all() if descriptions_agree(row.described, sorted(told[row.surname])))
    for other in list(dict.fromkeys(others))[:_SECOND_LOOKS]:
        resolve_again(connection, other)


def with_appearances(connection: Connection, after: int, *, limit: int) -> list[int]:
    """Serials of documents that name speakers, in order, those after ``after``."""
    statement = select(Appearance.document).where(Appearance.document > after).distinct()
    return list(connection.scalars(statement.order_by(Appearance.document).limit(limit)))


def number_with_appearances(connection: Connection) -> int:
    """How many documents name speakers."""
    return connection.scalar(select(func.count(Appearance.document.distinct()))) or 0


def resolve_again(connection: Connection, document: int) -> bool:
    """Resolve all appearances of a stored document anew; whether any speaker changed."""
    row = connection.execute(
        select(Document.serial, Document.id, Document.published, Version.text)
        .join(Version, (Version.document == Document.serial) & Version.current)
        .where(Document.serial == document)
    ).one()
    stored = StoredDocument(row.serial, row.id, row.published, row.text)
    before = {
        a.serial: a for a in connection.execute(select(Appearance).where(Appearance.document == document)).all()
    }
    if not before:
        return False
    named = {(a.name, a.type): Appearing(a.name, a.type, tuple(a.described), a.gender) for a in before.values()}
    view = DocumentView(stored.text, stored.published)
    directory = StoredDirectory(connection, without=document)
    identities = dict(zip(named, identify(list(named.values()), view, directory)))
    kept = _keep(connection, stored, named, identities)
    moved = {serial: speaker for serial, speaker, _ in kept.values() if before[serial].speaker != speaker}
    if moved:
        attribute(connection, moved)
    forms = Counter(
        (resolved, name)
        for (name, type_), (serial, _, resolved) in kept.items()
        if before[serial].resolved != resolved and type_ != "unnamed"
    )
    saving_speakers.use_forms(connection, forms)
    return bool(moved)


def attribute(connection: Connection, appearances: dict[int, int]) -> None:
    """Give the quotations of these appearances to these speakers, and keep the numbers of all in step."""
    losing: Counter[int] = Counter()
    gaining: Counter[int] = Counter()
    by_speaker: dict[int, list[int]] = defaultdict(list)
    for appearance, speaker in appearances.items():
        by_speaker[speaker].append(appearance)
    for speaker, members in by_speaker.items():
        for first in range(0, len(members), _CHUNK):
            chunk = Quotation.appearance.in_(members[first : first + _CHUNK])
            listed = select(Quotation.speaker, func.count()).where(chunk, Quotation.listed).group_by(Quotation.speaker)
            for before, number in connection.execute(listed):
                losing[before] += number
                gaining[speaker] += number
            connection.execute(update(Quotation).where(chunk, Quotation.speaker != speaker).values(speaker=speaker))
    saving_speakers.add_counts(connection, losing, gaining)
