"""Names folded, taken apart, and put into the forms that people look them up by.

Who is who in this version: two persons are one speaker when their names are equal by :func:`identity_key`.
That folds letter case, diacritics and other alphabets (anyascii), one middle initial, and the ways of ending
Slavic names in Latin letters ("Zelensky", "Zelenskyy", "Zelenskiy"). It is kept free of libraries whose word
lists grow, because ids are derived from it; titles and surnames, which only look-ups need, are told by
nameparser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from nameparser import HumanName

_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s?$|(?<=\w)['’ʼ]s(?=\s)")
_ENDING = re.compile(r"(?:iy|yy|yi|ij|ii|yj|y|i)$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)  # "A. Blinken" begins with an initial
_LONGEST = 200  # of a name that is asked for, in code points
_SHORTEST_SPELLING = 5  # "Gill" must not find "Hill"
_GENERATIONS = {"jr", "sr", "ii", "iii", "iv"}

# family names that stand first in English news, where nameparser takes the last word for the surname
_FAMILY_FIRST = {
    "chen", "deng", "han", "hu", "jiang", "kim", "li", "liu", "mao", "moon", "nguyen", "park", "qin", "wang",
    "wen", "xi", "yang", "yoon", "zhang", "zhao",
}  # fmt: skip

# a name that begins with one of these in small letters, or with two of them, has no first name
_PARTICLES = {"da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "ten", "ter", "van", "von"}

_SPELLINGS = (
    ("zh", "j"), ("kh", "h"), ("shch", "sch"), ("ck", "k"), ("ph", "f"), ("w", "v"), ("x", "ks"),
    ("ye", "e"), ("yu", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"), ("yo", "o"), ("ie", "e"),
    ("g", "h"), ("y", "i"), ("j", "i"), ("c", "k"),
)  # fmt: skip


def fold(name: str) -> str:
    """A name in plain lower-case words, without diacritics, possessive and punctuation.

    Initials that stand together are one word.

    >>> fold("J. D. Vance’s")
    'jd vance'
    """
    plain = anyascii(_POSSESSIVE.sub("", name.strip())).casefold()
    plain = re.sub(r"['`.]", lambda match: " " if match.group() == "." else "", plain)
    words: list[str] = []
    joining = False
    for word in re.findall(r"[a-z0-9]+", plain):
        if len(word) == 1 and joining:
            words[-1] += word
        else:
            words.append(word)
            joining = len(word) == 1
    return " ".join(words)


@lru_cache(maxsize=65536)
def identity_key(name: str, *, person: bool = True) -> str:
    """The folded name that a speaker is known by: equal keys are one speaker.

    A single middle initial does not count ("Antony J. Blinken"); two do ("George H. W. Bush" is not
    "George W. Bush"). Nor does the article of a group ("the White House").

    >>> identity_key("Volodymyr Zelenskyy") == identity_key("Volodymyr Zelensky")
    True
    """
    if not person:
        return fold(_ARTICLE.sub("", name.strip()))
    words = fold(name).split()
    if len(words) > 2:
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    return " ".join(_ENDING.sub("i", word) if len(word) > 3 else word for word in words)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name without titles; the parts as :func:`identity_key` gives them."""

    full: str
    given: str
    surname: str
    generation: str


@lru_cache(maxsize=65536)
def parse_person(name: str) -> PersonName:
    """Take a personal name apart; one word alone (or after a title) is a surname."""
    words = name.split()
    particles = [word.lower() in _PARTICLES for word in words[:2]]
    if len(words) > 1 and particles[0] and (words[0].islower() or particles[1]):
        return PersonName(identity_key(name), "", identity_key(name), "")
    parsed = HumanName(_POSSESSIVE.sub("", name.strip()))
    suffixes = fold(parsed.suffix).split()
    generation = next((word for word in suffixes if word in _GENERATIONS), "")
    given, surname = parsed.first, parsed.last
    middle = parsed.middle
    if not surname:
        given, surname, middle = "", f"{given} {middle}".strip(), ""
    words = f"{given} {middle} {surname}".split()
    full = identity_key(" ".join([*words, generation])) if words else ""
    if not full:
        return PersonName(identity_key(name), "", identity_key(name), "")
    if given and not parsed.title and 2 <= len(words) <= 3 and fold(words[0]) in _FAMILY_FIRST:
        given, surname = " ".join(words[1:]), words[0]
    return PersonName(full, identity_key(given), identity_key(surname), generation)


def surname_key(name: str) -> tuple[str, bool]:
    """A person's folded surname, and whether the name is nothing but a surname."""
    parsed = parse_person(name)
    return parsed.surname, not parsed.given


def spelling_key(folded: str) -> str:
    """A folded name, folded over the ways of writing Ukrainian and Russian names ("Sybiha" and "Sybiga").

    Coarse: for names that nothing else finds, never for identity.
    """
    for written, sound in _SPELLINGS:
        folded = folded.replace(written, sound)
    return re.sub(r"([a-z])\1+", r"\1", folded)


def spelled_alike(one: str, other: str) -> bool:
    """Whether two full names have one first name, and surnames that differ only in the way they are spelled.

    Short surnames are never alike: "Hale" is not "Gale".
    """
    first, second = parse_person(one), parse_person(other)
    return (
        bool(first.given)
        and first.given == second.given
        and first.generation == second.generation
        and min(len(first.surname), len(second.surname)) >= _SHORTEST_SPELLING
        and spelling_key(first.surname) == spelling_key(second.surname)
    )


def name_forms(name: str, *, person: bool) -> dict[str, str]:
    """The forms that a speaker's name is looked up by: folded form → the form as one would write it.

    The name itself comes first; for persons also the surname, its last word ("Leyen"), and the name without
    "Jr.".

    >>> name_forms("Antony J. Blinken", person=True)
    {'antoni blinken': 'Antony J. Blinken', 'blinken': 'Blinken'}
    """
    name = " ".join(name.split())
    forms = {identity_key(name, person=person): name}
    if not person:
        return forms
    parsed = parse_person(name)
    shorter = [parsed.surname, parsed.surname.rpartition(" ")[2], parsed.full]
    if parsed.generation:
        shorter.append(parsed.full.removesuffix(f" {parsed.generation}"))
    for folded in shorter:
        if folded and folded not in forms:
            forms[folded] = _as_written(folded, name)
    return forms


def _as_written(folded: str, name: str) -> str:
    """The words of the name whose key this is, or the key itself with capitals."""
    words = name.split()
    for start in range(len(words) - 1, -1, -1):
        for end in range(len(words), start, -1):
            written = " ".join(words[start:end])
            if identity_key(written) == folded:
                return _POSSESSIVE.sub("", written).strip(",;")
    return folded.title()


@dataclass(frozen=True, slots=True)
class NameQuery:
    """What somebody asks for, in the ways that it may be stored.

    ``folded`` are keys to find among the forms of names. ``surname`` and ``initial`` are given where only an
    initial stands for the first name ("A. Blinken"); ``spellings`` are for names that nothing else finds.
    """

    folded: tuple[str, ...]
    surname: str | None
    initial: str | None
    spellings: tuple[str, ...]

    @classmethod
    def of(cls, name: str) -> NameQuery:
        """Read a name in any form: with a title, a possessive, in any letter case, as "Blinken, Antony"."""
        name = name[:_LONGEST]
        parsed = parse_person(name)
        keys = dict.fromkeys((identity_key(name, person=False), parsed.full, identity_key(name)))
        folded = tuple(key for key in keys if key)
        first = parsed.given.split()[0] if parsed.given else ""
        initial = first[0] if 1 <= len(first) <= 2 and parsed.surname else None
        return cls(
            folded=folded,
            surname=parsed.surname if initial else None,
            initial=initial,
            spellings=tuple(dict.fromkeys(spelling_key(key) for key in folded if len(key) >= _SHORTEST_SPELLING)),
        )
