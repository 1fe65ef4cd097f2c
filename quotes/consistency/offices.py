"""Offices that documents give to people, and what the register says of them.

Only what a document surely says counts: an office that one person holds at a time, as of now ("former", "then-",
"acting" and "incoming" say otherwise), of a place that is told, beside the name in the text, and in a paragraph that
does not tell of another year. Titles linger: an office that somebody held within :data:`SLACK` of the day is no
error, nor is a courtesy for life ("President Obama").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quotes.speakers.comparing import OPEN, likeness
from quotes.speakers.directory import Known
from quotes.speakers.evidence import DocumentView, place_told
from quotes.speakers.leaders import PARTIES
from quotes.speakers.names import fold
from quotes.speakers.places import Word, country_of, places_named, split_words
from quotes.speakers.register import Office
from quotes.speakers.resolution import ambiguous_place, definite
from quotes.speakers.roles import RoleReading, read_role, strength
from quotes.speakers.titles import Title, title_of

# how far a document may be from the days of an office that it gives to somebody
SLACK = timedelta(days=45)
# offices of which a place has one; of others (senators, spokespeople, deputies) the register cannot know all holders
_ONE_HOLDER = frozenset(
    {
        "president", "prime minister", "foreign minister", "defence minister", "finance minister", "interior minister",
        "justice minister", "homeland security secretary", "secretary general", "commission president",
        "council president", "high representative", "central bank governor", "chief of the general staff", "mayor",
        "governor",
    }
)  # fmt: skip
# kept for life as a title before the name, at least in some countries
_FOR_LIFE = {"president", "governor", "mayor", "secretary general"}
# where two governments claim the offices
_CONTESTED = {"AF", "LY", "MM", "SD", "SS", "SY", "VE", "YE", "PS", "BY", "KP"}
_NOT_QUITE = re.compile(
    r"\b(?:acting|interim|caretaker|transitional|provisional|deputy|shadow|designate|elect|incoming|outgoing|future|next"
    r"|nominee|candidate|self|would|former|ex|then|onetime|erstwhile|late|old|ousted|exiled|de facto|rival"
    r"|junior|assistant|vice|parliamentary|first|rebel|separatist|installed|appointed|backed|counterpart)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:former|ex|then|one-?time|erstwhile|late|old|ousted|outgoing|incoming|acting|interim|deputy|shadow|future"
    r"|would-be|vice|assistant|caretaker|fictional|fake|longtime|new|newly|predecessor|rival|candidate|nominee|counterpart)"
    r"[\s‐‑–-]+(?:the\s+|and\s+|\w+\s+)?|\b(?:become|becomes|became|becoming|be|been|as|like|called|elect|named|appointed|made"
    r"|elected|replace|replaced|succeed|succeeded)\s+(?:the\s+|an?\s+)?)$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:at\s+th(?:e|at)\s+time|until|till|from\s+\d{4}|between\s+\d{4}|under|who\s+was|was\s+then|in\s+\d{4}|since\s+ousted"
    r"|who\s+served|who\s+had\s+been|designate|elect|in\s+waiting)\b",
    re.IGNORECASE,
)
_LONGEST_PLACE = 3  # words
_YEAR = re.compile(r"(?<!since )\b(?:19|20)\d\d\b")
_NAME_WORD = re.compile(r"[\w’'.-]+")


@dataclass(frozen=True, slots=True)
class GivenRole:
    """An office that a document gives to somebody as of its day: its words, and how they are read.

    ``place`` is the word for a place that nothing is known of ("the mayor of Dubrovets"); ``told`` says that the phrase
    itself names the place: a secretary of state without one may be Ohio's.
    """

    phrase: str
    reading: RoleReading
    before_name: bool
    place: str | None = None
    told: bool = False

    @property
    def role(self) -> str:
        """The register's word for it, the likeliest."""
        return self.reading.roles[0]

    @property
    def office(self) -> str | None:
        """The office as a key, role and place: "foreign minister of GB"; None where the phrase names no place."""
        of = self.reading.of or self.place
        return f"{self.role} of {of}" if of else None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the register says against an office that a document gives to somebody.

    ``held`` is his own term, which was another; ``holder`` is who held the office on the day, with that term.
    """

    held: Office | None
    holder: Known | None
    holders_term: Office | None


def given_roles(
    name: str,
    phrases: Sequence[str],
    text: str,
    day: date,
    *,
    view: DocumentView,
    homes: Collection[str] = (),
) -> list[GivenRole]:
    """The offices that the text surely gives, as of now, to the person whom it names so.

    ``phrases`` are his titles and appositions as extraction found them. A title that names no country ("Defence
    Secretary") is of the one where it is usual, if the text names that (``view``) or he has held offices there
    (``homes``).
    """
    found: list[GivenRole] = []
    for phrase in phrases:
        if _NOT_QUITE.search(phrase) or not definite(phrase) or ambiguous_place(phrase):
            continue
        reading = read_role(phrase, named=True)
        place = None
        if reading is None or reading.of is None:
            reading, place = _in_unknown_place(phrase, reading)
        if reading is None or reading.tense != "current" or reading.then or reading.roles[0] not in _ONE_HOLDER:
            continue
        told = reading.of is not None and _told(reading, phrase)
        if reading.of is not None:
            if country_of(reading.of) in _CONTESTED or reading.of in _CONTESTED:
                continue
            if not told and not _by_custom(reading, phrase, view, homes):
                continue
        # a British "minister" is a junior one beside the secretary of state
        prime = reading.roles[0] == "prime minister"
        if reading.of == "GB" and not prime and not re.search("secretary|chancellor", phrase, re.IGNORECASE):
            continue
        before_name = _beside(name, phrase, text, day)
        if before_name is not None:
            found.append(GivenRole(phrase, reading, before_name, place, told))
    return found


def _in_unknown_place(phrase: str, reading: RoleReading | None) -> tuple[RoleReading | None, str | None]:
    """A title of a place that no list has: "the Kestravian foreign minister", "the mayor of Dubrovets"."""
    words = [word for word in split_words(phrase) if word.text != "the"]
    if not words or _title(words) is not None:
        return reading, None
    for at in range(1, len(words)):
        sides = [(words[:at], words[at:])]
        if words[at].text == "of":
            sides.append((words[at + 1 :], words[:at]))
        for place, title in sides:
            role = _title(title)
            # "Minister of External Relations": a minister of something is not one of a place
            if role is None or (reading is not None and reading.roles[0] != role.roles[0]):
                continue
            if all(word.capital or word.text == "'s" for word in place) and 0 < len(place) <= _LONGEST_PLACE:
                name = " ".join(word.text for word in place if word.text != "'s").removesuffix("n")
                return RoleReading(role.roles, None, "current", False), name
    return reading, None


def _title(words: Sequence[Word]) -> Title | None:
    title = title_of(" ".join(word.text for word in words))
    return title if title is not None and title.roles else None


def _told(reading: RoleReading, phrase: str) -> bool:
    """Whether the phrase names the office's place; a party is none, though it is of a country."""
    if any(PARTIES.intersection(senses) for senses in places_named(phrase)):
        return False
    return place_told(reading, phrase)


def _by_custom(reading: RoleReading, phrase: str, view: DocumentView, homes: Collection[str]) -> bool:
    words = [word for word in split_words(phrase) if word.text != "the"]
    if title_of(" ".join(word.text for word in words)) is None:
        return False  # "the Tarvanian foreign secretary"
    return reading.of in homes or reading.of in view.countries


def _beside(name: str, phrase: str, text: str, day: date) -> bool | None:
    """Whether the phrase stands before the name (True) or after it (False); None where neither is sure.

    All places where it stands must agree that the office is held now.
    """
    words = _NAME_WORD.findall(name)
    if not words:
        return None
    surname = re.escape(words[-1])
    title = r"\s+".join(map(re.escape, phrase.split()))
    given = r"(?:[A-Z][\w’'.-]*\s+){0,4}?"
    before = re.compile(rf"(?<![\w-]){title},?\s+{given}{surname}(?![\w-])")
    after = re.compile(rf"(?<![\w-]){surname}\s*[,(–—]\s*{title}(?![\w-])")
    found: bool | None = None
    for pattern, is_before in ((before, True), (after, False)):
        for match in pattern.finditer(text):
            start = text.rfind("\n", 0, match.start()) + 1
            end = text.find("\n", match.end())
            paragraph = text[start : len(text) if end < 0 else end]
            ahead = text[max(start, match.start() - 40) : match.start()]
            behind = text[match.end() : match.end() + 60].split(". ")[0]
            if _BEFORE.search(ahead) or _PAST.search(behind):
                return None
            if any(int(year) < day.year for year in _YEAR.findall(paragraph)):
                return None
            found = is_before if found is None else found
    return found


def contradiction(
    name: str,
    given: GivenRole,
    known: Known | None,
    holders: Sequence[Known],
    day: date,
    *,
    countries: Collection[str],
    horizon: date,
) -> Contradiction | None:
    """What the register has against an office that a document of this day gives to somebody; None where nothing.

    ``known`` is who that is, if the archive knows; ``holders`` are those who held the office around the day
    (:meth:`quotes.speakers.directory.Directory.holders`). After ``horizon`` the register does not know who came next.
    """
    if given.place is not None:
        return None
    own = [office for office in known.offices if _fits(given, office, countries)] if known else []
    if any(_around(office, day) for office in own):
        return None
    # where he has held it himself there is no doubt which office is meant
    holder, term = _holder(name, given, known, holders, day, horizon) if given.told or own else (None, None)
    if own:
        if given.before_name and given.role in _FOR_LIFE:
            return None
        if day > horizon and any(office.from_ and office.from_ <= day for office in own) and holder is None:
            return None  # he may be back, in an office that the register does not know yet
        nearest = min(own, key=lambda office: _distance(office, day))
        return Contradiction(nearest, holder, term)
    return Contradiction(None, holder, term) if holder else None


def _fits(given: GivenRole, office: Office, countries: Collection[str]) -> bool:
    """Whether an office is the one that was given, with its place; "Prime Minister" alone, where the text tells it."""
    fit = strength(given.reading, office.role, office.of)
    if fit >= 1:
        return True
    if fit == 0 or office.role != given.role:
        return False
    if given.reading.of is not None:
        return True
    return office.of is not None and (country_of(office.of) or office.of) in countries


def _around(office: Office, day: date) -> bool:
    return (office.from_ is None or office.from_ - SLACK <= day) and (office.to is None or day <= office.to + SLACK)


def _distance(office: Office, day: date) -> timedelta:
    if office.to is not None and office.to < day:
        return day - office.to
    return office.from_ - day if office.from_ is not None and office.from_ > day else timedelta(0)


def _holder(
    name: str, given: GivenRole, known: Known | None, holders: Sequence[Known], day: date, horizon: date
) -> tuple[Known, Office] | tuple[None, None]:
    """The one other person who held the office all through the weeks around the day."""
    if len(holders) != 1 or (known is not None and holders[0].handle == known.handle):
        return None, None
    names = (name, *((known.name, *known.names) if known else ()))
    if any(likeness(one, other).score >= OPEN for one in names for other in (holders[0].name, *holders[0].names)):
        return None, None
    if fold(_NAME_WORD.findall(name)[-1]) in {fold(word) for word in _NAME_WORD.findall(holders[0].name)}:
        return None, None
    for office in holders[0].offices:
        if strength(given.reading, office.role, office.of) < 1 or office.role != given.role:
            continue
        last = office.to if office.to is not None else horizon
        if office.from_ is not None and office.from_ + SLACK <= day and day + SLACK <= last:
            return holders[0], office
    return None, None
