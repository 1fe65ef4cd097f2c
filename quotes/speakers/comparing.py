"""Are two personal names one person's name?

Names alone decide little: a score of 0.9 and more says that both are one name, written alike or by known rules
of spelling; from 0.6 they may be one name and something else must say so; below they are two names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from anyascii import anyascii

from quotes.speakers import transliteration as ways
from quotes.speakers.folding import DOUBLED, fold
from quotes.speakers.given_names import given_relation, known_given_name, tongues_of
from quotes.speakers.parsing import PARTICLES, PersonName, family_names, parse_person

How = Literal["same", "spelling", "initial", "nickname", "order", "shorter", "different"]
SAFE, OPEN = 0.9, 0.6  # from here: one name; one name if other evidence says so

_UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "å": "aa",
        "ø": "oe",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Å": "Aa",
        "Ø": "Oe",
        "đ": "dj",
        "Đ": "Dj",
    }
)
# the same letters are read otherwise in Russian
_UKRAINIAN_LETTERS = re.compile("[іїєґІЇЄҐ]")
_UKRAINIAN = str.maketrans({"и": "y", "г": "h", "И": "Y", "Г": "H", "ґ": "g", "Ґ": "G"})
_CJK = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]{2,5}")
_HUMP = re.compile(r"[A-Z][a-z]*")
_INITIALS = re.compile(r"\b(?:[A-Z]\.[\s-]?){2,3}|\b[A-Z]{2,3}\b(?!-)")
_LETTERS_ALONE = re.compile(r"[A-Z]{3,4}")
_ABD = re.compile(r"^abd(?:el|ul|al|ol|u|e|i)?$")
_MAC = re.compile(r"^mac(?=[bcdfgklmnpqt])")
_SLAVIC = frozenset({"uk", "ru", "be", "ka", "pl", "cs", "sr"})  # "Anna" is English too, and says nothing
_ARABIC_SIGNS = frozenset("al el bin ibn bint abu abd abdul abdel abdal".split())


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are: ``score`` from 0 to 1, and ``how`` the weakest link between them is made.

    ``same``: equal by :func:`quotes.speakers.folding.identity_key`, but for titles; ``spelling``: other ways of
    writing both parts; ``initial``, ``nickname``; ``order``: the family name stands at the other end;
    ``shorter``: parts left out (a surname alone, no middle name, one of two Spanish surnames); ``different``.
    """

    score: float
    how: How

    @property
    def safe(self) -> bool:
        """Whether this is one name, without other evidence."""
        return self.score >= SAFE


_Link = tuple[float, How]
_DIFFERENT: _Link = (0.0, "different")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name prepared for comparison: words without particles, initials apart, signs of its tongue."""

    person: PersonName
    givens: tuple[str, ...]
    family: tuple[str, ...]
    particles: tuple[str, ...]
    written: tuple[str, ...]  # all words as they stand
    letters: str  # "mbs" where the name is nothing but these capitals
    slavic: bool
    arabic: bool
    fathers: frozenset[str]  # words after "bin"


@lru_cache(maxsize=65536)
def _read(name: str) -> _Reading:
    person = parse_person(name)
    capitals = name.isupper()
    initials = {
        fold(found).replace(" ", "")
        for found in _INITIALS.findall(name)
        if not capitals or "." in found or not re.search("[AEIOUY]", found)
    }
    everything = (*person.givens, *person.family)
    givens: list[str] = []
    for word in _joined_abd(person.givens):
        if word in initials and len(word) <= 3:
            givens.extend(word)
        elif person.tongue or len(word) == 1 or word not in PARTICLES or word == person.givens[0]:
            givens.append(word)
    surname = _joined_abd(person.family)
    family = tuple(word for word in surname if word not in PARTICLES) or surname
    signs = bool(_ARABIC_SIGNS & set(everything[1:])) or everything[:1] in {("abu",), ("al",), ("el",), ("bin",)}
    arabic = (
        signs
        or any(word.startswith(("abd", "abu")) for word in everything)
        or any("ar" in tongues_of(word) for word in givens)
    )
    slavic = any(tongues_of(word) and tongues_of(word) <= _SLAVIC for word in givens) or any(
        map(ways.looks_slavic, family)
    )
    written = (*family, *givens) if person.tongue else (*givens, *family)
    bare = name.strip().removesuffix(" Jr.").removesuffix(" Jr")
    letters = bare.casefold() if _LETTERS_ALONE.fullmatch(bare) else ""
    return _Reading(
        person=person,
        givens=tuple(givens),
        family=family,
        particles=tuple(word for word in surname if word in PARTICLES),
        written=written,
        letters=letters,
        slavic=slavic,
        arabic=arabic,
        fathers=frozenset(everything[i + 1] for i, w in enumerate(everything[:-1]) if w in {"bin", "ibn", "ben"} and i),
    )


def _joined_abd(words: Sequence[str]) -> tuple[str, ...]:
    """With "abd al fattah", "abdel fattah" and "abdelfattah" as one word: "servant of" needs the next word."""
    joined: list[str] = []
    i = 0
    while i < len(words):
        if _ABD.match(words[i]) and i + 1 < len(words):
            i += 1
            if words[i] in {"al", "el", "ul"} and i + 1 < len(words):
                i += 1
            joined.append(f"abd{words[i]}")
        elif _ABD.match(words[i]) and joined:
            pass  # the next word stands in the surname
        elif match := re.match(r"abd[aeiou]l(?=[^aeiou]..)", words[i]):
            joined.append(f"abd{words[i][match.end() :]}")
        else:
            joined.append(words[i])
        i += 1
    return tuple(joined)


@lru_cache(maxsize=65536)
def _readings(name: str) -> tuple[_Reading, ...]:
    """A name in the ways that it may be read in: as it stands, and with "ö" as "oe", Ukrainian "и" as "y"."""
    name = " ".join(name.split())
    if _CJK.fullmatch(name):
        humps = _HUMP.findall(anyascii(name))
        if len(humps) > 1:
            name = f"{humps[0]} {''.join(humps[1:]).capitalize()}"
    other = name.translate(_UKRAINIAN if _UKRAINIAN_LETTERS.search(name) else _UMLAUTS)
    return (_read(name),) if other == name else (_read(name), _read(other))


@lru_cache(maxsize=16384)
def likeness(one: str, other: str) -> Likeness:
    """How alike two personal names are; titles and possessives do not count. Symmetric.

    >>> likeness("Tony Blinken", "Antony J. Blinken")
    Likeness(score=0.776, how='nickname')
    """
    if other < one:
        one, other = other, one
    score, how = max(
        (_compare(first, second) for first, second in product(_readings(one), _readings(other))),
        key=lambda link: link[0],
    )
    score = round(score, 3)
    return Likeness(score, how if score >= OPEN else "different")


def _compare(one: _Reading, other: _Reading) -> _Link:
    first, second = one.person, other.person
    if not one.family or not other.family:
        return (1.0, "same") if first.full and first.full == second.full else _DIFFERENT
    if first.generation and second.generation and first.generation != second.generation:
        return 0.3, "different"
    if first.gender and second.gender and first.gender != second.gender:
        return 0.3, "different"
    if first.full == second.full:
        link: _Link = (1.0, "same")
        if _contradict(one.givens[1:], other.givens[1:]):
            return 0.5, "different"
    elif len(one.written) != len(other.written) and _run_together(one) == _run_together(other):
        link = (0.95, "spelling")
    elif _reigns(one) != _reigns(other) and (one.givens or other.givens):
        return 0.3, "different"  # "Mohammed VI" has no surname
    elif not one.givens or not other.givens:
        link = _surname_alone(one, other)
    else:
        link = _in_full(one, other)
        if link[0] < SAFE:
            link = max(link, _in_other_order(one, other), key=lambda found: found[0])
    if first.generation != second.generation and link[0] >= OPEN:
        # father or son: the name does not say
        link = (max(OPEN, link[0] * 0.8), "shorter")
    return link


def _reigns(reading: _Reading) -> bool:
    """Whether this is one name with a number, a king's or a pope's."""
    return not reading.givens and reading.person.generation not in {"", "jr", "sr"}


def _run_together(reading: _Reading) -> str:
    """A name without its spaces: "Kelly Anne", "Kellyanne"; the end of a word is not told by then."""
    return "".join(reading.written).replace("y", "i")


def _contradict(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether middle initials stand against each other, as in "Michael B." and "Michael J."."""
    return any(a[0] != b[0] and 1 in {len(a), len(b)} for a, b in zip(one, other, strict=False))


def _surname_alone(one: _Reading, other: _Reading) -> _Link:
    if one.givens or (other.letters and not other.givens and not one.letters):
        one, other = other, one
    if one.letters:
        initials = "".join(word[0] for word in (*other.person.givens, *other.person.family) if word)
        whole = initials == one.letters or (bool(other.fathers) and initials.startswith(one.letters))
        if whole:
            return 0.65, "initial"
    surnames, how = _surnames(one, other)
    if not other.givens:
        if not surnames and len(one.family) == len(other.family) == 1 and _sounds_alike(one.family[0], other.family[0]):
            return 0.65, "spelling"
        return (surnames * (0.9 if how == "shorter" else 1), how)
    if surnames >= OPEN:
        return max(OPEN, 0.66 * surnames), "shorter"
    if len(one.family) == 1:
        word = one.family[0]
        if word in other.givens[1:] and (_is_surname(word, other) or _is_mononym(word, other)):
            return 0.62, "shorter"
    return _DIFFERENT


def _is_mononym(word: str, reading: _Reading) -> bool:
    """Whether somebody of many names may be known by one in the middle ("Lula", but not every William)."""
    return len(reading.written) > 3 and len(word) > 3 and "en" not in tongues_of(word)


def _sounds_alike(a: str, b: str) -> bool:
    """Whether two surnames without any sign of their tongue may be one ("Sybiha", "Sybiga", but not "Hale", "Gale")."""
    return min(len(a), len(b)) > 4 and ways.slavic(a) == ways.slavic(b)


def _is_surname(word: str, reading: _Reading) -> bool:
    """Whether a word among the given names is one of two Spanish surnames, or a father's name after "bin"."""
    if word in family_names()["es"] or (word.endswith("ez") and len(word) > 4) or word in reading.fathers:
        return True
    # who has an English first name leaves out middle names, never the surname
    return len(word) > 3 and not known_given_name(word) and "en" not in tongues_of(reading.givens[0])


def _in_full(one: _Reading, other: _Reading) -> _Link:
    surnames = _surnames(one, other)
    first, second = one.givens, other.givens
    if surnames[0] < OPEN:
        surnames, first, second = _one_of_two_surnames(one, other)
    if surnames[0] < OPEN:
        return 0.1, "different"
    givens = _givens(one, other, first, second)
    if givens[0] < OPEN:
        return 0.3, "different"
    score = givens[0] * surnames[0]
    if min(givens[0], surnames[0]) >= SAFE:
        score = max(score, SAFE)  # two safe links are safe
    how = min(givens, surnames, key=lambda link: link[0])[1]
    if how == "same":
        turned = one.person.tongue != other.person.tongue and one.written != other.written
        return (0.92, "order") if turned else (0.95, "spelling" if one.particles != other.particles else "shorter")
    # two weak links are still a link
    return (max(score, OPEN) if how in {"shorter", "initial", "nickname"} else score), how


def _one_of_two_surnames(one: _Reading, other: _Reading) -> tuple[_Link, tuple[str, ...], tuple[str, ...]]:
    """Where one name ends with the first of the other's two surnames ("Pedro Sánchez", "… Sánchez Pérez-Castejón")."""
    for short, long in ((one, other), (other, one)):
        word = short.family[0]
        if len(short.family) > 1 or word not in long.givens[1:] or not _is_surname(word, long):
            continue
        given = long.givens[: long.givens.index(word, 1)]
        return (0.85, "shorter"), *((short.givens, given) if short is one else (given, short.givens))
    return _DIFFERENT, (), ()


def _surnames(one: _Reading, other: _Reading) -> _Link:
    first, second = one.family, other.family
    if first == second:
        return (1.0, "same") if one.particles == other.particles else (0.96, "spelling")
    if "".join(first) == "".join(second) or "".join(one.person.family) == "".join(other.person.family):
        return 0.95, "spelling"
    if "".join((*one.particles, *first)) == "".join((*other.particles, *second)):
        return 0.95, "spelling"
    if len(first) == len(second):
        worst = min((_words_of_surnames(a, b, one, other) for a, b in zip(first, second, strict=True)), default=0.0)
        return (worst, "spelling") if worst else _DIFFERENT
    short, long = sorted((first, second), key=len)
    if len(short) == 1 and short[0] in (long[0], long[-1]) and len(short[0]) > 2:
        return 0.8, "shorter"
    return _DIFFERENT


@lru_cache(maxsize=65536)
def _undoubled(word: str) -> str:
    return DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=65536)
def _with_mc(word: str) -> str:
    return _MAC.sub("mc", word)


def _words_of_surnames(a: str, b: str, one: _Reading, other: _Reading) -> float:
    if a == b:
        return 1.0
    if (one.slavic or other.slavic) and min(len(a), len(b)) > 3 and ways.slavic(a) == ways.slavic(b):
        return 0.95
    if one.arabic or other.arabic:
        if min(len(a), len(b)) > 3 and ways.arabic(a) == ways.arabic(b):
            return 0.95
        if min(len(a), len(b)) > 4 and a[:2] == b[:2] and ways.consonants(a) == ways.consonants(b):
            return 0.75
    if (one.person.tongue or other.person.tongue) and ways.family_keys(a) & ways.family_keys(b):
        return 0.88
    if min(len(a), len(b)) > 4 and (_undoubled(a) == _undoubled(b) or _with_mc(a) == _with_mc(b)):
        return 0.85
    # a slip in a vowel; "Medvedev" and "Medvedeva" end otherwise
    if min(len(a), len(b)) > 6 and a[:2] == b[:2] and a[-1] == b[-1] and ways.consonants(a) == ways.consonants(b):
        return 0.7
    return 0.0


def _givens(one: _Reading, other: _Reading, first: Sequence[str], second: Sequence[str]) -> _Link:
    if tuple(first) == tuple(second):
        return 1.0, "same"
    if "".join(first) == "".join(second) and min(len("".join(first)), len("".join(second))) > 3:
        return 0.96, "spelling"
    east = {one.person.tongue, other.person.tongue} & {"zh", "ko"}
    if east and not _has_initial(first) and not _has_initial(second):
        a, b = "".join(first), "".join(second)
        if "ko" in east and ways.korean(a) == ways.korean(b):
            return 0.82, "spelling"
        if "zh" in east and ways.chinese(a) == ways.chinese(b):
            return 0.8, "spelling"
        if one.person.tongue and other.person.tongue:
            return _DIFFERENT
    link = _word_of_givens(first[0], second[0], one, other)
    for reading, word in ((one, second[0]), (other, first[0])):
        if reading.person.nickname and given_relation(reading.person.nickname, word):
            link = max(link, (0.88, "nickname"), key=lambda found: found[0])
    if link[0] < OPEN:
        long = max(first, second, key=len)
        if (one.arabic or other.arabic) and given_relation(long[0], "mohammed") is None:
            return _DIFFERENT  # the second name is the father's: "Bashar Hafez al-Assad"
        return _by_middle_name(first, second)
    middle = _middles(one, other, first[1:], second[1:])
    score = link[0] * middle[0]
    return score, min(link, middle, key=lambda found: found[0])[1]


def _has_initial(words: Sequence[str]) -> bool:
    return any(len(word) == 1 for word in words)


def _word_of_givens(a: str, b: str, one: _Reading, other: _Reading) -> _Link:
    if relation := given_relation(a, b):
        return relation[1], relation[0]
    if a[0] == b[0] and 1 in {len(a), len(b)}:
        return 0.78, "initial"
    if min(len(a), len(b)) > 3:
        if (one.slavic or other.slavic) and ways.slavic(a) == ways.slavic(b):
            return 0.93, "spelling"
        if (one.arabic or other.arabic) and ways.arabic(a) == ways.arabic(b):
            return 0.93, "spelling"
    return _DIFFERENT


def _middles(one: _Reading, other: _Reading, first: Sequence[str], second: Sequence[str]) -> _Link:
    """What the names after the first say: given once only, or initials of each other, or against each other."""
    if not first or not second:
        left_out = [*first, *second]
        if not left_out:
            return 1.0, "same"
        return (0.97, "same") if len(left_out) == 1 and len(left_out[0]) == 1 else (0.88, "shorter")
    if _contradict(first, second):
        return _DIFFERENT
    short, long = sorted((first, second), key=len)
    worst: _Link = (1.0, "same") if len(short) == len(long) else (0.88, "shorter")
    place = 0
    for word in short:
        while place < len(long):
            link = _word_of_givens(word, long[place], one, other)
            place += 1
            if link[0] >= OPEN:
                break
        else:
            return _DIFFERENT
        if link[1] == "initial":
            link = (0.88, "initial")
        worst = min(worst, link, key=lambda found: found[0])
    return worst


def _by_middle_name(first: Sequence[str], second: Sequence[str]) -> _Link:
    """Somebody who goes by the second given name, or two surnames without any ("López Obrador")."""
    short, long = sorted((first, second), key=len)
    rest = list(long[1:])
    score = 0.7
    for word in short:
        place = next((i for i, longer in enumerate(rest) if given_relation(word, longer)), -1)
        if len(word) == 1 or place < 0:
            return _DIFFERENT
        score = score if word == rest[place] else 0.62
        rest = rest[place + 1 :]
    return score, "shorter"


def _in_other_order(one: _Reading, other: _Reading) -> _Link:
    """Whether the family name stands first in one name and last in the other."""
    a, b = one.written, other.written
    if len(a) < 2 or one.fathers or other.fathers:  # "Salman bin Abdulaziz", "Abdulaziz bin Salman"
        return _DIFFERENT
    orders = [(*a[1:], a[0]), (a[-1], *a[:-1])]
    if "vi" in {one.person.tongue, other.person.tongue}:
        orders.append(a[::-1])  # "Viet Thanh Nguyen"
    turned = max(_same_words(one, other, order, b) for order in orders)
    if not turned:
        return _DIFFERENT
    ends = {word for name in (a, b) for word in (name[0], name[-1])}
    if len({word for word in ends if ways.family_keys(word)}) > 1 and len(a) == 2:
        return 0.5, "different"  # "Li Wei" and "Wei Li"
    # "Kim" may be either
    known = [known_given_name(word) and not ways.family_keys(word) for word in (a[0], a[-1])]
    family = [bool(ways.family_keys(word)) and not known_given_name(word) for word in (a[0], a[-1])]
    turned_round = bool(one.person.tongue) != bool(other.person.tongue)
    sure = turned_round or (len(a) == 2 and (known[0] != known[1] or family[0] != family[1]))
    return (0.93 * turned if sure else 0.72), "order"


def _same_words(one: _Reading, other: _Reading, first: Sequence[str], second: Sequence[str]) -> float:
    if "".join(first) == "".join(second):
        return 1.0
    if len(first) != len(second):
        return 0.0
    worst = 1.0
    for a, b in zip(first, second, strict=True):
        relation = given_relation(a, b)
        near = _words_of_surnames(a, b, one, other)
        if relation and relation[0] != "nickname":
            near = max(near, relation[1])
        worst = min(worst, near)
        if not worst:
            break
    return worst


def blocking_keys(name: str, *, in_any_order: bool = True) -> set[str]:
    """Keys of which two names share one wherever :func:`likeness` is at least 0.6.

    Made of surnames, in each way of hearing them, not of given names: a key is shared by a family, not by every
    John. A few dozen bytes each; at most about ten a name. Without ``in_any_order`` those of all letters of a name
    ("=…") are left out, by which names are found whose words stand in another order.
    """
    keys: set[str] = set()
    for reading in _readings(name):
        person = reading.person
        surnames = [*reading.family, "".join(reading.family), "".join((*reading.particles, *reading.family))]
        surnames += [word for word in reading.givens[1:] if _is_surname(word, reading) or _is_mononym(word, reading)]
        for word in surnames:
            if len(word) > 1:
                keys |= _heard(word)
        several = len(reading.written) > 1
        if several and in_any_order:
            # the letters of the whole name, whatever the order of its words
            keys |= {f"={''.join(sorted(''.join(map(heard, reading.written))))}" for heard in _HEARINGS}
        initials = "".join(word[0] for word in (*person.givens, *person.family) if word)
        keys |= {f"*{reading.letters}"} if reading.letters else set()
        keys |= {f"*{initials[:length]}" for length in (3, 4) if len(initials) >= length}
        if not keys and not several and person.full:
            keys.add(person.full)
    return keys


_HEARINGS = (ways.slavic, ways.arabic)


@lru_cache(maxsize=65536)
def _heard(word: str) -> frozenset[str]:
    sounds = {DOUBLED.sub(r"\1", _MAC.sub("mc", word)), ways.slavic(word), ways.arabic(word)}
    if len(word) > 4:
        sounds.add(f"-{ways.consonants(word)}")
    return frozenset(sounds) | ways.family_keys(word)
