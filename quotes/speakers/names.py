"""The forms that people are looked up by, and what somebody who asks for a name may mean.

Who is who in this version: two persons are one speaker when their names are equal by :func:`identity_key`.
That folds letter case, diacritics and other alphabets (anyascii), one middle initial, and the ways of ending
Slavic names in Latin letters ("Zelensky", "Zelenskyy", "Zelenskiy").
"""

from __future__ import annotations

from dataclasses import dataclass

from quotes.speakers.folding import POSSESSIVE, fold, identity_key, same_ending, spelling_key
from quotes.speakers.parsing import PARTICLES, PersonName, parse_person, plain_words, surname_key

__all__ = [
    "NameQuery",
    "PersonName",
    "fold",
    "identity_key",
    "name_forms",
    "parse_person",
    "spelled_alike",
    "spelling_key",
    "surname_key",
]

_LONGEST = 200  # of a name that is asked for, in code points
_SHORTEST_SPELLING = 5  # "Gill" must not find "Hill"


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
    if person and (quick := _plain_forms(name)):
        return quick
    return forms_slowly(name, person=person)


def _plain_forms(name: str) -> dict[str, str] | None:
    """The forms of an ordinary name of two or three words, which are most in a list of 100,000."""
    words = plain_words(name)
    if words is None:
        return None
    folded = [fold(word) for word in words]
    if not all(folded) or any(" " in word for word in folded):
        return None
    keys = [same_ending(word) for word in folded]
    full = " ".join([keys[0], *(key for key in keys[1:-1] if len(key) > 1), keys[-1]])
    return {full: name, keys[-1]: words[-1]}


def forms_slowly(name: str, *, person: bool) -> dict[str, str]:
    """As :func:`name_forms`, without the quick way for ordinary names."""
    forms = {identity_key(name, person=person): name}
    if not person:
        return forms
    parsed = parse_person(name)
    shorter = [parsed.surname, *_without_particles(parsed.surname), parsed.full]
    if parsed.generation:
        shorter.append(parsed.full.removesuffix(f" {parsed.generation}"))
    for folded in shorter:
        if folded and folded not in forms:
            forms[folded] = _as_written(folded, name)
    return forms


def _without_particles(surname: str) -> list[str]:
    """The last word of a surname ("Leyen", "Sisi")."""
    last = surname.rpartition(" ")[2]
    return [] if last in PARTICLES else [last]


def _as_written(folded: str, name: str) -> str:
    """The words of the name whose key this is, or the key itself with capitals."""
    words = name.split()
    for start in range(len(words) - 1, -1, -1):
        for end in range(len(words), start, -1):
            written = " ".join(words[start:end])
            if identity_key(written) == folded:
                return POSSESSIVE.sub("", written).strip(",;")
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
