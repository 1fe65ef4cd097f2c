"""Kinds of work, for telling people of one name apart: "David Jones, a butcher" is not "David Jones, the sprinter".

Coarse classes of nouns that news puts beside names. Two descriptions contradict each other where both tell a kind of
work, none in common, and the two do not often meet in one life (a teacher may sit on the council, a lawyer in
parliament).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

# who may well be both
_MEET = {
    frozenset((one, other))
    for one, others in {
        "office": "law business school science medicine farm media art guard church",
        "art": "school media science business",
        "science": "school medicine",
        "media": "science",
        "law": "science business guard",
        "business": "trade farm sea sport media art science medicine school",
        "school": "sport church",
        "sport": "media guard",
        "sea": "guard trade",
        "medicine": "school guard",
        "church": "guard science",
        "farm": "trade",
    }.items()
    for other in others.split()
}
# work that nobody goes on doing beside a public office of the register
_NO_PUBLIC_LIFE = frozenset(["trade", "sea", "sport"])

_TWO_WORDS = re.compile(r"\b(harbou?r|tennis|window|factory|chimney) (master|player|cleaner|worker|sweep)")


@lru_cache(maxsize=1)
def _by_noun() -> dict[str, str]:
    found: dict[str, str] = {}
    kind = ""
    for line in (Path(__file__).parent / "words" / "occupations.txt").read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            kind, _, line = line.partition(":")
        found.update(dict.fromkeys(line.split(), kind))
    return found


@lru_cache(maxsize=16384)
def kinds_of_work(phrase: str) -> frozenset[str]:
    """The kinds of work that a description tells of now; none for "the former midfielder"."""
    if re.search(r"\b(?:former|ex|retired|late|one-time|onetime)\b", phrase, re.IGNORECASE):
        return frozenset()
    words = re.findall(r"[\w’'-]+", _TWO_WORDS.sub(r"\1-\2", phrase.lower()))
    nouns = _by_noun()
    found = {nouns[word] for word in words if word in nouns}
    found |= {nouns[word[:-1]] for word in words if word.endswith("s") and word[:-1] in nouns}
    if re.match(r"(?:Capt|Captain)\b", phrase) and not found:
        found = {"sea"}
    if re.match(r"Coach\b", phrase):
        found = {"sport"}
    if re.match(r"Drs?\b", phrase) and not found:
        found = {"medicine", "science"}
    return frozenset(found)


def contradict(told: Iterable[str], before: Iterable[str]) -> tuple[str, str] | None:
    """Two kinds of work that one person hardly has, where the descriptions share none; else None."""
    mine = frozenset().union(*map(kinds_of_work, told))
    theirs = frozenset().union(*map(kinds_of_work, before))
    if not mine or not theirs or mine & theirs:
        return None
    for one in sorted(mine):
        for other in sorted(theirs):
            if frozenset((one, other)) in _MEET:
                return None
    return min(mine), min(theirs)


def no_public_figure(told: Iterable[str]) -> str | None:
    """The kind of work that rules a holder of public office out, where nothing but such work is told."""
    kinds = frozenset().union(*map(kinds_of_work, told))
    return min(kinds) if kinds and kinds <= _NO_PUBLIC_LIFE else None
