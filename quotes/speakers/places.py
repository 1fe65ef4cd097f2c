"""What a word says of a place: "British", "Kyiv's", "America", "NATO" → a code of the speaker register.

Codes are those of an office's ``of``: ISO 3166-1 ("GB"), ISO 3166-2 for regions ("US-TX", "GB-SCT"), "country/city"
("GB/London"), or an organisation's key ("nato", "state-department"). The words stand in ``words/countries.txt``,
``words/regions.txt`` and ``words/organisations.txt``; each file says its own form.

A capital stands for its government, as news uses it. Words for more than one place have several senses
(:func:`senses_of`); which is meant depends on the office beside them, and :mod:`quotes.speakers.roles` decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_WORDS = Path(__file__).resolve().parent / "words"
_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "′": "'", "\u00ad": None, "\u200b": None} | dict.fromkeys("‐‑‒–—−-/_", " ")
)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}", re.UNICODE)  # "U. S." and "D.R.C."
_TOKEN = re.compile(r"&|[^\W_]+(?:['.][^\W_]+)*\.?|(?<=\w)'")
_LONGEST = 7  # words of a place's name

# two words that are written as one abbreviation as often
_SHORT = {("united", "nations"): "un", ("united", "states"): "us", ("european", "union"): "eu"}

# words for several places, in the order of what news means by them where no office decides
_SEVERAL = {
    "georgia": ("GE", "US-GA"),
    "washington": ("US", "US-WA", "US/Washington"),
    "brussels": ("eu", "BE", "BE/Brussels"),
    "congo": ("CD", "CG"),
    "congolese": ("CD", "CG"),
    "korea": ("KR", "KP"),
    "korean": ("KR", "KP"),
    "koreans": ("KR", "KP"),
    "dominican": ("DO", "DM"),
    "dominicans": ("DO", "DM"),
    "new york": ("US-NY", "US/New York"),
    "luxembourg": ("LU", "LU/Luxembourg"),
    "singapore": ("SG", "SG/Singapore"),
    "victoria": ("AU-VIC",),
    "delhi": ("IN", "IN-DL", "IN/Delhi"),
    "la": ("US/Los Angeles",),
    "democratic": ("democratic-party",),
    "conservative": ("conservative-party",),
}

# what every country has, named by its adjective: "ukrainian-air-force"
_NATIONAL_BODIES = ("-ministry", "-air-force", "-navy", "-army", "-general-staff", "-military-intelligence")

# common nouns that stand for one body where a capital or an office says so
COMMON_NOUNS = {"alliance", "bloc", "commission", "council", "house", "congress", "commonwealth", "amnesty", "taliban"}
# words that are something else in small letters
CAPITAL_ONLY = {
    "alphabet", "amazon", "amnesty", "apple", "au", "commons", "conservative", "conservatives", "ec", "fed", "la",
    "labour", "lega", "lords", "meta", "nice", "reading", "rio", "rt", "sec", "us", "who", "york",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase, folded; ``dotted`` where a full stop follows it, ``capital`` where it begins with one."""

    text: str
    dotted: bool
    capital: bool


def _joined(initials: re.Match[str]) -> str:
    return initials.group().replace(" ", "") + " "


@lru_cache(maxsize=65536)
def split_words(text: str) -> tuple[Word, ...]:
    """The words of a phrase in lower case without diacritics; a possessive ending is a word, "'s".

    Hyphens and dashes part words, the stops of abbreviations do not count ("U.S." is "us"), and "United States",
    "United Nations", "European Union" are one word each.
    """
    if not text.isascii():
        text = "".join(
            character
            for character in unicodedata.normalize("NFKD", text.translate(_MARKS)).translate(_MARKS)
            if not unicodedata.combining(character)
        )
    else:
        text = text.replace("-", " ").replace("/", " ").replace("`", "'")
    if "." in text:
        text = _INITIALS.sub(_joined, text)
    found: list[Word] = []
    for raw in _TOKEN.findall(text):
        if raw == "'":
            found.append(Word("'s", False, False))
            continue
        folded = raw.casefold().replace(".", "")
        possessive = folded.endswith("'s")
        folded = folded.removesuffix("'s").replace("'", "")
        word = Word("and" if folded == "&" else folded, raw.endswith("."), raw[0].isupper())
        if found and (short := _SHORT.get((found[-1].text, word.text))):
            found[-1] = Word(short, False, True)
        elif folded:
            found.append(word)
        if possessive:
            found.append(Word("'s", False, False))
    return tuple(found)


def _key(words: str) -> str:
    return " ".join(word.text for word in split_words(words))


def rows(name: str) -> Iterator[list[str]]:
    """The lines of ``words/<name>.txt`` that say something, in their columns."""
    for line in (_WORDS / f"{name}.txt").read_text(encoding="utf8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [column.strip() for column in line.split("|")]


def _listed(column: str) -> list[str]:
    return [item.strip() for item in column.split(",") if item.strip()]


class _Gazetteer:
    """The three files, indexed by word."""

    def __init__(self) -> None:
        self.senses: dict[str, tuple[str, ...]] = {}
        self.abbreviations: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.adjectives: dict[str, str] = {}
        self.inside: dict[str, str] = {}
        cities: list[tuple[str, str]] = []
        for code, names, adjectives, capitals, government in rows("countries"):
            self.names[code] = _listed(names)[0]
            self.adjectives[code] = (_listed(adjectives) or [names])[0]
            for words in (*_listed(names), *_listed(adjectives), *_listed(capitals), *_listed(government)):
                self._add(words, code)
            spellings = _listed(capitals)
            cities += [(words, f"{code}/{spellings[0]}") for words in spellings]
        for code, names, others in ([*row, ""][:3] for row in rows("regions")):
            self.names[code] = _listed(names)[0]
            for words in _listed(names):
                self._add(words, code)
            for words in _listed(others):
                if words.endswith(".") and words.count(".") == 1:  # "Miss." is a state only with its stop
                    self.abbreviations[_key(words)] = code
                else:
                    self._add(words, code)
        for words, code in cities:
            known = self.senses.get(_key(words), ())
            if not any(other.startswith(f"{code[:2]}/") for other in known):  # a second capital has its own line
                self._add(words, code)
            self.names.setdefault(code, code.partition("/")[2])
        for key, within, names in rows("organisations"):
            self.names[key] = _listed(names)[0]
            if within:
                self.inside[key] = within
            for words in _listed(names):
                self._add(words, key)
        self.senses.update(_SEVERAL)
        # how many words a name can have that begins with this one
        self.longest: dict[str, int] = {}
        for key in self.senses:
            first = key.split(" ", 1)[0]
            self.longest[first] = max(self.longest.get(first, 1), key.count(" ") + 1)

    def _add(self, words: str, code: str) -> None:
        key = _key(words)
        senses = self.senses.get(key, ())
        if code not in senses:
            self.senses[key] = (*senses, code)


_gazetteer = lru_cache(maxsize=1)(_Gazetteer)


def senses_of(words: str) -> tuple[str, ...]:
    """All places that a name, adjective, capital or word for a government can mean, likeliest first; () for none."""
    folded = list(split_words(words))
    while folded and folded[0].text == "the":
        del folded[0]
    while folded and folded[-1].text == "'s":
        del folded[-1]
    if not folded:
        return ()
    if len(folded) == 1:
        word = folded[0]
        if word.dotted and (state := _gazetteer().abbreviations.get(word.text)):
            return (state,)
        if not word.capital and word.text in COMMON_NOUNS | CAPITAL_ONLY:
            return ()
    return _gazetteer().senses.get(" ".join(word.text for word in folded), ())


def place_of(words: str) -> str | None:
    """The code of one place's name, adjective, people, capital or government; None where it is no place's.

    >>> place_of("British"), place_of("Kyiv’s"), place_of("the U.N."), place_of("Texan"), place_of("winger")
    ('GB', 'UA', 'un', 'US-TX', None)
    """
    senses = senses_of(words)
    return senses[0] if senses else None


def place_name(code: str) -> str:
    """A place's name in English, for display; a code that is not known is given back as it is.

    >>> place_name("GB"), place_name("US-TX"), place_name("GB/London"), place_name("nato")
    ('United Kingdom', 'Texas', 'London', 'NATO')
    """
    return _gazetteer().names.get(code) or (code.partition("/")[2] or code)


def state_of(abbreviation: str) -> str | None:
    """The US state of an abbreviation as parties' letters have it: "Calif.", "N.Y.", "TX", "Texas"."""
    key = _key(abbreviation)
    postal = f"US-{key.upper()}"
    if postal in _gazetteer().names:
        return postal
    senses = (_gazetteer().abbreviations.get(key), *_gazetteer().senses.get(key, ()))
    return next((code for code in senses if code and code.startswith("US-")), None)


def adjective_of(country: str) -> str:
    """The adjective of a country ("Russian"); its name where it has none."""
    return _gazetteer().adjectives.get(country) or place_name(country)


@lru_cache(maxsize=4096)
def within(code: str) -> tuple[str, ...]:
    """The places that a place belongs to, the nearest first: "US-TX" → ("US",), "european-commission" → ("eu",).

    A country's ministry or force, which no file lists ("russian-foreign-ministry"), belongs to it.
    """
    if code[:2].isupper():
        return (code[:2],) if len(code) > 2 else ()
    outer = _gazetteer().inside.get(code)
    if outer is None and code.endswith(_NATIONAL_BODIES):
        outer = next((place for end in range(len(code)) if code[end] == "-" and (place := place_of(code[:end]))), None)
    return () if outer is None else (outer, *within(outer))


def country_of(code: str) -> str | None:
    """The country that a place is or belongs to; None for unions of states."""
    return next((place for place in (code, *within(code)) if place.isupper() and len(place) == 2), None)


def find_place(words: Sequence[Word], start: int) -> tuple[int, str, tuple[str, ...]] | None:
    """The longest name of a place that begins at a word: how many words, the words, and what they can mean."""
    gazetteer = _gazetteer()
    first = words[start]
    for count in range(min(gazetteer.longest.get(first.text, 0), len(words) - start), 0, -1):
        key = first.text if count == 1 else " ".join(word.text for word in words[start : start + count])
        senses = gazetteer.senses.get(key)
        if senses and (count > 1 or first.capital or key not in CAPITAL_ONLY or key in {"us", "fed"}):
            return count, key, senses
    if first.dotted and (state := gazetteer.abbreviations.get(first.text)):
        return 1, first.text, (state,)
    return None


@lru_cache(maxsize=16384)
def places_named(phrase: str) -> tuple[tuple[str, ...], ...]:
    """All places that a phrase names, in order, each with what it can mean.

    >>> places_named("Russia's UN ambassador")
    (('RU',), ('un',))
    """
    words = split_words(phrase)
    found: list[tuple[str, ...]] = []
    index = 0
    while index < len(words):
        if place := find_place(words, index):
            found.append(place[2])
            index += place[0]
        else:
            index += 1
    return tuple(found)
