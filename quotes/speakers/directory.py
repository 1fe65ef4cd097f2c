"""Who is known already, as resolution asks for it: from the register alone, or (in the store) from an archive too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from quotes.extraction.records import Gender, SpeakerType
from quotes.speakers.comparing import OPEN, likeness
from quotes.speakers.names import identity_key
from quotes.speakers.places import places_named
from quotes.speakers.register import Office, Registered
from quotes.speakers.roles import RoleReading, strength
from quotes.speakers.searching import search_keys

# an office that changed hands within these days of the document is nobody's for sure
HANDOVER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the directory.

    ``handle`` is what the directory knows him by; ``names`` are whole names, not surnames alone, and ``given`` those
    of them that the register or a person gave. ``offices`` come from the register; ``described`` is what documents
    call one whom it lacks. ``quotations`` counts those on record.
    """

    handle: Hashable
    name: str
    type: SpeakerType
    registered: bool = False
    names: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    gender: Gender | None = None
    offices: tuple[Office, ...] = ()
    described: tuple[str, ...] = ()
    quotations: int = 0

    def is_named(self, key: str) -> bool:
        """Whether one of the whole names has this :func:`~quotes.speakers.names.identity_key`."""
        return key in _keys((self.name, *self.names), self.type == "person")

    def was_given(self, key: str) -> bool:
        """Whether it is a name that the register or a person gave."""
        return key in _keys(self.given, self.type == "person")


@lru_cache(maxsize=65536)
def _keys(names: tuple[str, ...], person: bool) -> frozenset[str]:
    return frozenset(identity_key(name, person=person) for name in names)


class Directory(Protocol):
    """What resolution asks for; each method is called at most a few times for a whole document."""

    def named(self, keys: Collection[str]) -> Iterable[Known]:
        """Those of whom one whole name has one of these identity keys."""

    def alike(self, keys: Collection[str], names: Collection[str] = ()) -> Iterable[Known]:
        """People with one of these :func:`~quotes.speakers.searching.search_keys`; not all where they are hundreds.

        Where ``names`` are given, people none of whose names may be one of these (:func:`may_be_one`) may be left out.
        """

    def holders(self, reading: RoleReading, phrase: str, day: date) -> list[Known]:
        """Those whose office the phrase means, within :data:`HANDOVER` of the day: see :func:`holders_among`."""


class RegisterDirectory:
    """A directory of registered speakers, held in memory: for extraction without a database, and for tests."""

    def __init__(self, records: Iterable[Registered]) -> None:
        self._named: dict[str, list[Known]] = defaultdict(list)
        self._sounds: dict[str, list[Known]] = defaultdict(list)
        self._officials: list[Known] = []
        for record in records:
            self._add(known_from_register(record))

    def _add(self, known: Known) -> None:
        person = known.type == "person"
        for key in {identity_key(name, person=person) for name in known.names}:
            self._named[key].append(known)
        for key in search_keys(known.names) if person else ():
            self._sounds[key].append(known)
        if known.offices:
            self._officials.append(known)

    def named(self, keys: Collection[str]) -> Iterable[Known]:
        """See :meth:`Directory.named`."""
        return _each(self._named, keys)

    def alike(self, keys: Collection[str], names: Collection[str] = ()) -> Iterable[Known]:
        """See :meth:`Directory.alike`."""
        return _each(self._sounds, keys)

    def holders(self, reading: RoleReading, phrase: str, day: date) -> list[Known]:
        """See :meth:`Directory.holders`."""
        return holders_among(self._officials, reading, phrase, day)


def known_from_register(record: Registered, handle: Hashable | None = None) -> Known:
    """A registered speaker as a directory gives it, known by its key where no handle is given."""
    return Known(
        record.key if handle is None else handle,
        record.name,
        record.type,
        registered=True,
        names=record.names,
        given=record.names,
        gender=record.gender,
        offices=record.offices,
    )


def holders_among(candidates: Iterable[Known], reading: RoleReading, phrase: str, day: date) -> list[Known]:
    """Those whose office a phrase means, around the day: of several roles that it can name, the likeliest that is held.

    "The NATO chief" is its secretary general before he is any other head there. An ambassador must be sent to the place
    that the phrase names besides ("Russia's UN ambassador").
    """
    sent_to = {code for senses in places_named(phrase) for code in senses} - {reading.of}
    held = [
        (known, office)
        for known in candidates
        for office in known.offices
        if (office.from_ is None or office.from_ <= day + HANDOVER)
        and (office.to is None or office.to >= day - HANDOVER)
        and (office.from_ or office.to)  # an undated one is anybody's guess
        and strength(reading, office.role, office.of) >= 1
        and not (office.role == "ambassador" and office.to_place not in sent_to)
    ]
    for role in reading.roles:
        if exact := [known for known, office in held if office.role == role]:
            return list({known.handle: known for known in exact}.values())
    return list({known.handle: known for known, _ in held}.values())


def may_be_one(known: Iterable[str], names: Collection[str]) -> bool:
    """Whether one of somebody's names may be one of these: see :func:`quotes.speakers.comparing.likeness`."""
    return any(likeness(one, other).score >= OPEN for one in known for other in names)


def _each(index: dict[str, list[Known]], keys: Iterable[str]) -> list[Known]:
    found: dict[Hashable, Known] = {}
    for key in keys:
        for known in index.get(key, ()):
            found.setdefault(known.handle, known)
    return list(found.values())
