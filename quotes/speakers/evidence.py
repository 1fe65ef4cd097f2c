"""What speaks for and against a speaker of a document being somebody known: titles, dates, places, company.

The points are rough on purpose: a title with its place and in its time (:data:`SURE`) is enough for a surname alone,
a title without a place needs something more where two people of the name held one like it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from quotes.extraction.records import Gender
from quotes.speakers.directory import Known
from quotes.speakers.occupations import contradict, kinds_of_work, no_public_figure
from quotes.speakers.places import country_of, place_of, places_named
from quotes.speakers.register import Office
from quotes.speakers.roles import RoleReading, read_role, strength

SURE = 2.0
LIKELY = 1.0
# how far a document may be from the days of an office that it gives to somebody: the news goes on using titles
_SLACK = timedelta(days=45)
_WORD = re.compile(r"[A-Z][\w’'.-]*(?:[ -][A-Z][\w’'.-]*)?")
_PLAIN = frozenset(
    """
    a an the of for in at to and or from with by his her their its former then ex acting deputy assistant senior chief
    head mr mrs ms miss dr sir dame lord lady prof longtime new old late interim local top man woman member resident
    """.split()
)


@dataclass(frozen=True, slots=True)
class Appearing:
    """A speaker as one document names it: see :class:`quotes.extraction.records.Speaker`."""

    name: str
    type: str
    described: tuple[str, ...] = ()
    gender: Gender | None = None


@dataclass(slots=True)
class DocumentView:
    """The document, as far as evidence is taken from it.

    ``company`` are the registered people that it names in full: who they are tells whose world it is about.
    """

    text: str
    published: date | None = None
    company: tuple[Known, ...] = ()
    _folded: str | None = None
    _places: frozenset[str] | None = None

    def says(self, words: str) -> bool:
        """Whether these words stand in the text, whatever their letter case."""
        if self._folded is None:
            self._folded = self.text.casefold()
        return words.casefold() in self._folded

    @property
    def countries(self) -> frozenset[str]:
        """The countries that the text names, in whatever form."""
        if self._places is None:
            words = set(_WORD.findall(self.text))
            words |= {part for word in words for part in word.split()}
            codes = {place_of(_plain_place(word)) for word in words}
            self._places = frozenset(country_of(code) or code for code in codes if code)
        return self._places


@dataclass(slots=True)
class Support:
    """How much speaks for somebody; ``against`` says what rules him out."""

    points: float = 0.0
    evidence: list[str] = field(default_factory=list)
    against: str | None = None

    def add(self, points: float, what: str) -> None:
        """Count a piece of evidence."""
        self.points += points
        if what not in self.evidence:
            self.evidence.append(what)


def support(appearing: Appearing, known: Known, document: DocumentView) -> Support:
    """Weigh what the document says of the speaker against what is known of somebody of a like name."""
    found = Support()
    if appearing.gender and known.gender and appearing.gender != known.gender:
        found.against = f"gender: {appearing.gender}"
    if known.registered:
        _titles(found, appearing, known, document)
        _company(found, known, document)
    elif known.described:
        _descriptions(found, appearing.described, known.described)
    return found


def offices_at(known: Known, day: date | None) -> tuple[Office, ...]:
    """The offices that the document may be thinking of: those of its day, or all where it is undated."""
    if day is None:
        return known.offices
    return tuple(office for office in known.offices if _near(office, day))


def _near(office: Office, day: date) -> bool:
    return (office.from_ is None or office.from_ - _SLACK <= day) and (office.to is None or day <= office.to + _SLACK)


def _titles(found: Support, appearing: Appearing, known: Known, document: DocumentView) -> None:
    homes = countries(known)
    best = 0.0
    strange: str | None = None
    for phrase in appearing.described:
        reading = read_role(phrase, named=True)
        if reading is None:
            if phrase[:2] in {"D-", "R-", "I-"} and "US" in homes:
                best = max(best, 0.5)
            continue
        held = max((_fits(reading, office, document.published) for office in known.offices), default=0.0)
        if held > best:
            best = held
            found.evidence.append(f"role: {phrase}")
        # "the health secretary" is British by custom only
        home = country_of(reading.of) if reading.of and place_told(reading, phrase) else None
        if not held and home and homes and home not in homes:
            strange = phrase
    found.points += best
    if best == 0 and known.offices and (work := no_public_figure(appearing.described)):
        found.against = found.against or f"work: {work}"
    if best == 0 and strange is not None:
        found.against = found.against or f"role: {strange}"


def _fits(reading: RoleReading, office: Office, day: date | None) -> float:
    """Points for a title: whole ones with the place told, half without, less where the days do not fit."""
    fit = strength(reading, office.role, office.of) * SURE
    if not fit or day is None:
        return fit
    if reading.tense == "former" or reading.then:
        in_time = office.from_ is None or office.from_ <= day
    elif reading.tense == "incoming":
        in_time = office.from_ is None or office.from_ >= day - _SLACK
    else:
        in_time = _near(office, day)
    return fit if in_time else 0.15 * fit


def _company(found: Support, known: Known, document: DocumentView) -> None:
    """What else the text tells: his title, his country, people of his world."""
    current = offices_at(known, document.published)
    if not current:
        return
    titled = next((o.title for o in current if " " in o.title and document.says(o.title)), None)
    homes = {country_of(o.of) or o.of for o in current if o.of}
    at_home = bool(homes & document.countries)
    if titled:
        found.add(LIKELY if at_home else 0.5, f"title in the text: {titled}")
    elif at_home:
        found.add(0.5, "country in the text")
    for other in document.company:
        if other.handle != known.handle and any(
            o.of and (country_of(o.of) or o.of) in homes for o in offices_at(other, document.published)
        ):
            found.add(0.5, f"beside {other.name}")
            break


def _descriptions(found: Support, told: Sequence[str], before: Sequence[str]) -> None:
    mine, theirs = [_profile(phrase) for phrase in told], [_profile(phrase) for phrase in before]
    for words, places in mine:
        for other_words, other_places in theirs:
            shared = words & other_words
            apart = places and other_places and not places & other_places
            if shared and not apart:
                much = len(shared) > 1 or places & other_places
                found.add(SURE if much else LIKELY, f"called {' '.join(sorted(shared))}")
                return
    if apart_in := contradict(told, before):
        found.against = found.against or f"work: {apart_in[0]}, not {apart_in[1]}"
        return
    shared_work = frozenset().union(*map(kinds_of_work, told)) & frozenset().union(*map(kinds_of_work, before))
    if shared_work:
        found.add(0.5, f"work: {min(shared_work)}")
    my_homes = {home for _, places in mine for place in places if (home := country_of(place) or place)}
    their_homes = {home for _, places in theirs for place in places if (home := country_of(place) or place)}
    if my_homes and their_homes and not my_homes & their_homes:
        found.against = found.against or f"place: {', '.join(sorted(my_homes))}"


def descriptions_agree(told: Sequence[str], before: Sequence[str]) -> bool:
    """Whether what a document calls somebody speaks for one of whom other documents tell this."""
    found = Support()
    _descriptions(found, told, before)
    return found.points > 0


@lru_cache(maxsize=8192)
def _profile(phrase: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a description that tell something, and the places in it."""
    places: set[str] = set()
    words: set[str] = set()
    for word in re.findall(r"[\w-]+", phrase):
        place = place_of(word) if word[:1].isupper() else None
        if place:
            places.add(place)
        elif word.lower() not in _PLAIN:
            words.add(word.lower())
    return frozenset(words), frozenset(places)


def countries(known: Known) -> frozenset[str]:
    """The countries of the offices of a registered person."""
    return frozenset(home for office in known.offices if office.of and (home := country_of(office.of)))


def place_told(reading: RoleReading, phrase: str) -> bool:
    """Whether the phrase itself names the office's place; "foreign secretary" alone is British by custom only."""
    return reading.of is not None and (
        reading.of.islower() or any(same_place(reading.of, code) for senses in places_named(phrase) for code in senses)
    )


def same_place(one: str, other: str) -> bool:
    """Whether one place is the other, or lies in it."""
    return one == other or country_of(one) == other or country_of(other) == one


def _plain_place(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).rstrip(".-")
