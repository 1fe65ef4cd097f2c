"""From the speakers of one document to identities: who of those known they are, or that they are somebody else.

Names come first. A whole name that exactly one known person has is that person, unless the document's own words rule
him out; a name that is only like it (another spelling, a nickname, initials), and a surname alone, need evidence from
the document besides (:mod:`quotes.speakers.evidence`). A role without a name ("the NATO chief") is whoever held the
office on the document's day, and stays open where it changed hands within a week. Two people are never taken for one
for a shared surname, and what one document alone can tell apart ("a diplomat", "the ministry") stays in that document.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quotes.extraction.records import Gender, Speaker, SpeakerType
from quotes.speakers.comparing import likeness
from quotes.speakers.directory import HANDOVER, Directory, Known
from quotes.speakers.evidence import (
    LIKELY,
    Appearing,
    DocumentView,
    Support,
    offices_at,
    place_told,
    support,
)
from quotes.speakers.names import fold, identity_key, surname_key
from quotes.speakers.occupations import kinds_of_work
from quotes.speakers.organisations import is_proper
from quotes.speakers.places import country_of, place_of, places_named, split_words
from quotes.speakers.roles import RoleReading, read_role, strength
from quotes.speakers.searching import search_keys
from quotes.speakers.surnames import common_surnames
from quotes.speakers.titles import title_words

# a likeness from which two whole names are one name, and from which they may be one
_ONE_NAME = 0.9
MAY_BE = 0.6
_MARGIN = 0.5  # of points between the best candidate and the next
ROLE_CERTAINTY = 0.7
_BARE_CERTAINTY = 0.9


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a speaker of a document is taken to be.

    ``known`` is the one of the directory. Without it the speaker is somebody of its own: known in this document alone
    where ``local``, by its name across documents otherwise; ``apart`` says that the name is known, but somebody else's.
    ``certainty`` (0…1) weakens the attribution's confidence; ``evidence`` tells what decided, the first the most.
    """

    known: Known | None
    type: SpeakerType
    evidence: tuple[str, ...]
    certainty: float = 1.0
    local: bool = False
    apart: bool = False

    @property
    def by_role(self) -> bool:
        """Whether an office alone told who it is."""
        return self.evidence[:1] == ("role",)


GENERATIONS = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"}
_INDIAN_COURTESIES = frozenset(["Shri", "Smt", "Sri", "Shrimati"])  # which extraction takes for given names
_COURTESIES: dict[str, Gender] = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "baron"), "male"),
    **dict.fromkeys(("mrs", "ms", "miss", "dame", "lady", "queen", "princess", "baroness"), "female"),
}


def appearing(speaker: Speaker) -> Appearing:
    """The part of an extracted speaker that identity hangs on.

    Gender counts only where a title of courtesy tells it: what names and pronouns suggest is not sure enough to keep
    two appearances of one person apart.
    """
    name = without_courtesy(speaker.name)
    generation = next((phrase for phrase in speaker.described if phrase in GENERATIONS), None)
    if generation and name.split()[-1] not in GENERATIONS:
        name = f"{name} {generation}"
    title = speaker.mention.text.split()[0].lower().rstrip(".") if speaker.mention and speaker.type == "person" else ""
    described = tuple(phrase for phrase in speaker.described if phrase not in GENERATIONS)
    return Appearing(name, speaker.type, described, _COURTESIES.get(title))


def without_courtesy(name: str) -> str:
    """A name without the Indian titles of courtesy, which are read for given names otherwise."""
    words = name.split()
    return " ".join(words[1:] if len(words) > 1 and words[0].rstrip(".") in _INDIAN_COURTESIES else words)


def identify(appearances: Sequence[Appearing], document: DocumentView, directory: Directory) -> list[Identity]:
    """The identities of a document's speakers, in their order; the directory is asked once for all of them."""
    return _Resolution(appearances, document, directory).run()


class _Resolution:
    def __init__(self, appearances: Sequence[Appearing], document: DocumentView, directory: Directory) -> None:
        self.appearances = appearances
        self.document = document
        self.directory = directory
        people = [a for a in appearances if a.type == "person"]
        # a name that the tagger takes for a description ("Kim Jong-un") is a person's where it is known
        keys = {identity_key(a.name) for a in appearances if a.type == "person" or _like_a_name(a)}
        keys |= {identity_key(a.name, person=False) for a in appearances if a.type != "unnamed"}
        self.known: dict[Hashable, Known] = {}
        if keys:
            self._note(directory.named(keys))
        # whose whole name is on record is found already: nobody of a like name is asked about
        unknown = [a.name for a in people if surname_key(a.name)[1] or not self._on_record(identity_key(a.name))]
        if unknown:
            self._note(directory.alike(search_keys(unknown), unknown))
        document.company = tuple(self._company(people))

    def _on_record(self, key: str) -> bool:
        return any(known.type == "person" and known.is_named(key) for known in self.known.values())

    def _note(self, found: Iterable[Known]) -> None:
        for known in found:
            self.known.setdefault(known.handle, known)

    def _company(self, people: Iterable[Appearing]) -> Iterable[Known]:
        """The registered people whom the document names in full, without doubt."""
        for a in people:
            if not surname_key(a.name)[1]:
                key = identity_key(a.name)
                same = [known for known in self.known.values() if known.registered and known.is_named(key)]
                if len(same) == 1:
                    yield same[0]

    def run(self) -> list[Identity]:
        return [self._identity(a) for a in self.appearances]

    def _identity(self, a: Appearing) -> Identity:
        if a.type == "person":
            surname, bare = surname_key(a.name)
            found = self._surname_alone(a, surname) if bare else self._whole_name(a)
            return self._no_person(a) or found if found.known is None else found
        if a.type == "unnamed":
            return self._office(a)
        kind: SpeakerType = "group" if a.type == "group" else "document"
        key = identity_key(a.name, person=False)
        same = [k for k in self.known.values() if k.type != "person" and k.is_named(key)]
        registered = [k for k in same if k.registered]
        if len(registered) == 1:
            return Identity(registered[0], registered[0].type, ("name", "register"))
        if not is_proper(a.name):
            return Identity(None, kind, ("only in this document",), local=True)
        mine = [k for k in same if k.type == kind and not k.registered]
        return Identity(mine[0] if len(mine) == 1 else None, kind, ("name",))

    def _no_person(self, a: Appearing) -> Identity | None:
        """ "Le Monde", which extraction takes for a person: an organisation or newspaper of just this name."""
        key = identity_key(a.name, person=False)
        named = [k for k in self.known.values() if k.registered and k.type != "person" and k.was_given(key)]
        # with its article: "Hill" is not "The Hill"
        named = [k for k in named if fold(a.name) in map(fold, k.given)]
        return Identity(named[0], named[0].type, ("name", "register"), 0.95) if len(named) == 1 else None

    # -- people -----------------------------------------------------------------------------------------------

    def _weigh(self, a: Appearing, candidates: Iterable[Known]) -> list[tuple[Known, Support]]:
        weighed = [(known, support(a, known, self.document)) for known in candidates]
        # the last two only so that the order is the same in every run
        weighed.sort(key=lambda pair: (-pair[1].points, not pair[0].registered, -pair[0].quotations, pair[0].name))
        return weighed

    def _whole_name(self, a: Appearing) -> Identity:
        key = identity_key(a.name)
        people = [known for known in self.known.values() if known.type == "person"]
        same = [known for known in people if known.is_named(key)]
        weighed = self._weigh(a, same)
        possible = [(known, found) for known, found in weighed if found.against is None]
        if len(possible) > 1:
            # "George W. Bush", where the father is called George Bush, too
            written = fold(a.name)
            possible = [pair for pair in possible if written in map(fold, (pair[0].name, *pair[0].names))] or possible
        given = [pair for pair in possible if pair[0].was_given(key)]
        if len(given) == 1 and given[0][1].points > possible[0][1].points - _MARGIN:
            possible = given
        chosen = _outstanding(possible)
        if chosen is not None:
            return Identity(chosen[0], "person", ("full name", *chosen[1].evidence))
        if possible:
            return Identity(None, "person", ("full name of several people",), local=True, apart=True)
        if weighed:
            namesake, found = weighed[0]
            return Identity(None, "person", ("full name", f"not {namesake.name}: {found.against}"), apart=True)
        return self._like_name(a, people) or Identity(None, "person", ("full name",))

    def _like_name(self, a: Appearing, people: Iterable[Known]) -> Identity | None:
        """Somebody whose name is spelt otherwise, shortened, or a nickname's."""
        written: list[Known] = []
        hows: dict[Hashable, tuple[float, str]] = {}
        for known in people:
            best = max(((like := likeness(a.name, name)).score, like.how) for name in (known.name, *known.names))
            if best[0] >= MAY_BE:
                written.append(known)
                hows[known.handle] = best
        possible = [(k, found) for k, found in self._weigh(a, written) if found.against is None]
        sure = [pair for pair in possible if hows[pair[0].handle][0] >= _ONE_NAME]
        chosen = _outstanding(sure)
        if chosen is not None:
            return Identity(chosen[0], "person", (f"name: {hows[chosen[0].handle][1]}", *chosen[1].evidence), 0.95)
        for known, found in possible:
            # a nickname beside a rare surname: there is nobody else to be meant
            short = hows[known.handle][1] in {"nickname", "initial"} and len(possible) == 1
            if known.registered and short and surname_key(a.name)[0] not in common_surnames():
                found.add(0.5, "nobody else of this surname")
        backed = _outstanding([pair for pair in possible if pair[1].points >= LIKELY])
        if backed is not None:
            return Identity(backed[0], "person", (f"name: {hows[backed[0].handle][1]}", *backed[1].evidence), 0.9)
        return None

    def _surname_alone(self, a: Appearing, surname: str) -> Identity:
        key = identity_key(a.name)
        people = [known for known in self.known.values() if known.type == "person"]
        mononyms = [known for known in people if known.registered and known.is_named(key)]
        relatives = [k for k in people if any(likeness(a.name, name).score >= MAY_BE for name in (k.name, *k.names))]
        possible = [(known, found) for known, found in self._weigh(a, relatives) if found.against is None]
        told_otherwise = any(tells_of_work(phrase) for phrase in a.described)
        if told_otherwise:  # "Kuleba, a Ukrainian singer": a country in common is no evidence beside that
            possible = [pair for pair in possible if not pair[0].registered or by_title(pair[1])]
        backed_by_title = [pair for pair in possible if pair[0] not in mononyms and by_title(pair[1])]
        if len(mononyms) == 1 and not backed_by_title and any(pair[0] is mononyms[0] for pair in possible):
            return Identity(mononyms[0], "person", ("name",))
        in_office = [pair for pair in possible if holds_power(pair[0], self.document.published)]
        titled = any(by_title(found) for _, found in possible)
        if len(in_office) == 1 and not titled and surname not in common_surnames():
            in_office[0][1].add(0.5, "nobody else of this name in office")
            possible.sort(key=lambda pair: -pair[1].points)
        backed = [(known, found) for known, found in possible if found.points >= LIKELY]
        chosen = _outstanding(backed)
        if chosen is not None:
            return Identity(chosen[0], "person", ("surname", *chosen[1].evidence), _BARE_CERTAINTY)
        return Identity(None, "person", ("surname alone",), local=True)

    # -- roles ------------------------------------------------------------------------------------------------

    def _elsewhere(self, reading: RoleReading, phrase: str) -> bool:
        """ "The mayor of London, Ontario": a city of the same name in another country."""
        city = phrase.partition(",")[0]
        told = re.search(re.escape(city) + r",\s([A-Z]\w+)", f"{phrase} {self.document.text}")
        other = place_of(told[1]) if told and reading.of and "/" in reading.of else None
        return other is not None and country_of(other) != country_of(reading.of or "")

    def _office(self, a: Appearing) -> Identity:
        """Whoever held the office on the document's day."""
        here = Identity(None, "unnamed", ("only in this document",), local=True)
        if _like_a_name(a):
            key = identity_key(a.name)
            same = [k for k in self.known.values() if k.registered and k.type == "person" and k.is_named(key)]
            return Identity(same[0], "person", ("full name",), 0.95) if len(same) == 1 else here
        reading = read_role(a.name) if self.document.published else None
        if reading is None or reading.of is None or self.document.published is None:
            return here
        if not definite(a.name) or ambiguous_place(a.name) or self._elsewhere(reading, a.name):
            return here
        if not place_told(reading, a.name) and not told_by_custom(reading, a.name, self.document.countries):
            return here
        if reading.then or reading.tense != "current":
            return here  # which of those before, or to come, the phrase does not say
        holders = self.directory.holders(reading, a.name, self.document.published)
        day = self.document.published
        if len(holders) != 1 or not held_throughout(holders[0], reading, day - HANDOVER, day + HANDOVER):
            return here
        office = next(o for o in holders[0].offices if strength(reading, o.role, o.of) >= 1)
        return Identity(holders[0], "person", ("role", f"{a.name}: {office.title or office.role}"), ROLE_CERTAINTY)


def by_title(found: Support) -> bool:
    """Whether an office that the document tells is among the evidence."""
    return any(what.startswith("role: ") for what in found.evidence)


def tells_of_work(phrase: str) -> bool:
    """Whether a description says what somebody does, in an office or otherwise ("chairman" alone may be anybody's)."""
    return read_role(phrase, named=True) is not None or bool(kinds_of_work(phrase) - {"office"})


def holds_power(known: Known, day: date | None) -> bool:
    """Whether a registered person is in the news of that day for an office, not for a family or a campaign."""
    return day is not None and any(o.role not in _PRIVATE for o in offices_at(known, day))


_PRIVATE = frozenset(["first lady", "activist", "journalist", "businessperson", "campaign adviser", "campaign manager"])


def _like_a_name(a: Appearing) -> bool:
    words = a.name.split()
    return a.type == "unnamed" and 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words)


def told_by_custom(reading: RoleReading, phrase: str, countries: frozenset[str]) -> bool:
    """ "The foreign secretary" in a British report, "the taoiseach"; not "the Tarvanian foreign secretary"."""
    known = title_words() | {"the"}
    strange = [
        word.text
        for word in split_words(phrase)
        if (word.capital or word.text == "'s") and word.text not in known and not place_of(word.text)
    ]
    return not strange and (reading.of in countries or bool(_ONLY_THERE.search(phrase)))


def held_throughout(known: Known, reading: RoleReading, first: date, last: date) -> bool:
    """Whether an office that fits was held on both days: near its ends another holder may be unknown."""
    return any(
        strength(reading, office.role, office.of) >= 1 and office.held_on(first) and office.held_on(last)
        for office in known.offices
    )


def _outstanding(weighed: Sequence[tuple[Known, Support]]) -> tuple[Known, Support] | None:
    """The only candidate, or the one with clearly more evidence than the next."""
    if not weighed:
        return None
    if len(weighed) > 1 and weighed[0][1].points - weighed[1][1].points < _MARGIN:
        return None
    return weighed[0]


_INDEFINITE = re.compile(r"(?:an?|one|another|some|any|no|every|each|several|many|two|three)\b", re.IGNORECASE)


def definite(phrase: str) -> bool:
    """Whether a role phrase means one person: "the British foreign secretary", not "a US senator"."""
    return _INDEFINITE.match(phrase) is None


# titles that exist in one place only
_ONLY_THERE = re.compile(r"\b(?:taoiseach|t[áa]naiste|chancellor of the exchequer|pope)\b", re.IGNORECASE)


def ambiguous_place(phrase: str) -> bool:
    """Whether a word of the phrase names two countries: "the Korean leader", "the Congolese president"."""
    return any(sum(len(code) == 2 for code in senses) > 1 for senses in places_named(phrase))
