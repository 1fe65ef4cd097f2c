"""The speakers of an archive as the speakers' room asks for them: :class:`quotes.speakers.directory.Directory` in SQL.

Speakers that were merged answer as their survivor, with the names of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from quotes.extraction.records import Gender, SpeakerType
from quotes.speakers.directory import HANDOVER, Known, holders_among, may_be_one
from quotes.speakers.names import surname_key
from quotes.speakers.places import within
from quotes.speakers.register import ROLES
from quotes.speakers.register import Office as HeldOffice
from quotes.speakers.roles import RoleReading, strength
from quotes.store.models import Alias, Appearance, Office, Sound, Speaker

_FAMILY = 200  # people of one surname who are looked at
_DESCRIBED = 40  # appearances of a speaker that are read for descriptions
_CHUNK = 500

_ROOT = func.coalesce(Speaker.survivor, Speaker.serial)
_VALUES: Any = bindparam("values", expanding=True)
_WHOLE = or_(Alias.given, Alias.folded.contains(" "), Speaker.type != "person")


def _roots(condition: ColumnElement[bool]) -> Select[Any]:
    return (
        select(_ROOT).join(Alias, Alias.speaker == Speaker.serial).where(condition, _WHOLE, ~Speaker.local).distinct()
    )


# built once: building statements costs more than running them
_NAMED = _roots(Alias.folded.in_(_VALUES))
_RELATED = (
    select(_ROOT)
    .join(Sound, Sound.speaker == Speaker.serial)
    .where(Sound.key.in_(_VALUES), ~Speaker.local)
    .order_by(Speaker.quotations.desc(), Speaker.serial)
    .limit(_FAMILY)
)
_SPEAKERS = select(
    Speaker.serial, Speaker.name, Speaker.type, Speaker.key, Speaker.gender, Speaker.quotations, Speaker.local
).where(
    Speaker.serial.in_(_VALUES),
    # one whose quotations all turned out to be somebody else's is nobody any more
    or_(Speaker.quotations > 0, Speaker.key.is_not(None), Speaker.moved.is_(None)),
)
_CALLED = select(Speaker.serial, Speaker.name).where(Speaker.serial.in_(_VALUES))
_NAMES = (
    select(_ROOT.label("root"), Alias.form, Alias.given, Speaker.type)
    .join(Speaker, Speaker.serial == Alias.speaker)
    .where(or_(Speaker.serial.in_(_VALUES), Speaker.survivor.in_(_VALUES)))
    .where(or_(Alias.given, and_(Alias.uses > 0, _WHOLE)))
    .order_by(Alias.serial)
)
_OFFICES = (
    select(Office.speaker, Office.role, Office.place, Office.title, Office.from_.label("begun"), Office.to, Office.at)
    .where(Office.speaker.in_(_VALUES))
    .order_by(Office.serial)
)
_latest = aliased(Appearance)
# the latest of each: somebody who is quoted every day has tens of thousands
_DESCRIPTIONS = (
    select(Appearance.speaker, Appearance.described)
    .join(Speaker, Speaker.serial == Appearance.speaker)
    .where(
        Speaker.serial.in_(_VALUES),
        Appearance.serial.in_(
            select(_latest.serial)
            .where(_latest.speaker == Speaker.serial)
            .order_by(_latest.serial.desc())
            .limit(_DESCRIBED)
            .correlate(Speaker)
        ),
        Appearance.described != [],
    )
    .order_by(Appearance.serial.desc())
)


class StoredDirectory:
    """The directory of one archive, inside one transaction; what it has loaded once it does not load again.

    ``without`` is a document whose own appearances are no evidence: it is being read again.
    """

    def __init__(self, connection: Connection, without: int | None = None) -> None:
        self._connection = connection
        self._without = without
        self._loaded: dict[int, Known] = {}

    def named(self, keys: Collection[str]) -> Iterable[Known]:
        """See :meth:`quotes.speakers.directory.Directory.named`."""
        return self._load(self._serials(_NAMED, keys))

    def alike(self, keys: Collection[str], names: Collection[str] = ()) -> Iterable[Known]:
        """See :meth:`quotes.speakers.directory.Directory.alike`."""
        serials = self._serials(_RELATED, keys)
        if not names:
            return self._load(serials)
        loaded = [serial for serial in serials if serial in self._loaded]
        forms = self._forms([serial for serial in serials if serial not in self._loaded])
        return self._load([*loaded, *(serial for serial, found in forms.items() if may_be_one(found, names))])

    def holders(self, reading: RoleReading, phrase: str, day: date) -> list[Known]:
        """See :meth:`quotes.speakers.directory.Directory.holders`."""
        if reading.of is None:
            return []
        places = (reading.of, *within(reading.of))
        roles = [role for role in ROLES if role in reading.roles or any(strength(reading, role, p) for p in places)]
        statement = (
            select(Office.speaker)
            # organisations' keys are in small letters: "the US military spokesman" may be the Pentagon's
            .where(Office.role.in_(roles), or_(Office.place.in_(places), Office.place == func.lower(Office.place)))
            .where(or_(Office.from_.is_(None), Office.from_ <= day + HANDOVER))
            .where(or_(Office.to.is_(None), Office.to >= day - HANDOVER))
            .distinct()
        )
        serials = list(self._connection.scalars(statement))
        roots = self._connection.scalars(select(_ROOT).where(Speaker.serial.in_(serials))) if serials else ()
        return holders_among(self._load(roots), reading, phrase, day)

    def load(self, serials: Iterable[int]) -> list[Known]:
        """Speakers by their serials, as they are, also local ones."""
        return self._load(serials)

    def _forms(self, serials: Sequence[int]) -> dict[int, list[str]]:
        """The names and all forms of at most :data:`_FAMILY` people, in their order: far less than is known of them."""
        forms: dict[int, list[str]] = {serial: [] for serial in serials}
        if serials:
            values = {"values": serials}
            for serial, name in self._connection.execute(_CALLED, values).all():
                forms[serial].append(name)
            for root, form, _, _ in self._connection.execute(_NAMES, values).all():
                forms.setdefault(root, []).append(form)
        return forms

    def _serials(self, statement: Select[Any], values: Collection[str]) -> list[int]:
        wanted = sorted(value for value in values if value)
        if not wanted:
            return []
        found: dict[int, None] = {}
        for first in range(0, len(wanted), _CHUNK):
            found.update(
                dict.fromkeys(self._connection.scalars(statement, {"values": wanted[first : first + _CHUNK]}))
            )
        return list(found)

    def _load(self, serials: Iterable[int]) -> list[Known]:
        wanted = list(dict.fromkeys(serials))
        missing = [serial for serial in wanted if serial not in self._loaded]
        for first in range(0, len(missing), _CHUNK):
            self._load_chunk(missing[first : first + _CHUNK])
        return [self._loaded[serial] for serial in wanted if serial in self._loaded]

    def _load_chunk(self, serials: Sequence[int]) -> None:
        values = {"values": list(serials)}
        rows = self._connection.execute(_SPEAKERS, values).all()
        names: dict[int, list[str]] = defaultdict(list)
        given_names: dict[int, list[str]] = defaultdict(list)
        for root, form, given, type_ in self._connection.execute(_NAMES, values).all():
            # "von der Leyen" is no whole name, though it has a space
            if given or type_ != "person" or not surname_key(form)[1]:
                names[root].append(form)
            if given:
                given_names[root].append(form)
        registered = [row.serial for row in rows if row.key is not None]
        offices: dict[int, list[HeldOffice]] = defaultdict(list)
        if registered:
            for speaker, *office in self._connection.execute(_OFFICES, {"values": registered}).all():
                offices[speaker].append(HeldOffice(*office))
        described: dict[int, dict[str, None]] = defaultdict(dict)
        unregistered = [row.serial for row in rows if row.key is None and row.type == "person"]
        if unregistered:
            statement = _DESCRIPTIONS
            if self._without is not None:
                statement = statement.where(Appearance.document != self._without)
            for speaker, phrases in self._connection.execute(statement, {"values": unregistered}):
                described[speaker].update(dict.fromkeys(phrases))
        for row in rows:
            self._loaded[row.serial] = Known(
                row.serial,
                row.name,
                cast(SpeakerType, row.type),
                registered=row.key is not None,
                names=tuple(dict.fromkeys((row.name, *names[row.serial]))),
                given=tuple(given_names[row.serial]),
                gender=cast("Gender | None", row.gender),
                offices=tuple(offices[row.serial]),
                described=tuple(described[row.serial]),
                quotations=row.quotations,
            )
