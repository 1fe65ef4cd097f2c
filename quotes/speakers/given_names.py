"""Given names: which are one name in two spellings, and which short forms stand for which.

The list (``words/given_names.tsv``) is the project's own. The package ``nicknames`` 1.0.1 was tried in its place: of
the nicknames in tests/speakers/name_pairs.csv it knows two in three (English ones only; neither Antony nor José nor
Volodymyr), and it joins what genealogists meet in old registers (Robert is "Bill", Andrea "Andrew").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Literal

from quotes.speakers.folding import DOUBLED, fold, same_ending

Relation = Literal["same", "spelling", "nickname"]
# whose names are put into Latin letters by each newsroom; elsewhere two spellings are two people's ("Jon", "John")
_TRANSCRIBED = frozenset({"uk", "ru", "be", "ar", "fa", "he", "ka", "el"})


@dataclass(frozen=True, slots=True)
class _Name:
    """The numbers of the lines that have a name, as a form and as a short form."""

    forms: set[int] = field(default_factory=set)
    shorts: set[int] = field(default_factory=set)


@lru_cache(maxsize=1)
def _lists() -> tuple[dict[str, _Name], list[str], list[str]]:
    """The names, and the tongue and the shared name of each line."""
    names: dict[str, _Name] = {}
    tongues: list[str] = []
    shared: list[str] = []
    text = resources.files("quotes.speakers").joinpath("words/given_names.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        tongue, root, forms, shorts = line.split("\t")
        for form in forms.split():
            names.setdefault(same_ending(fold(form)), _Name()).forms.add(len(tongues))
        for short in shorts.split():
            if short != "-":
                names.setdefault(same_ending(short), _Name()).shorts.add(len(tongues))
        tongues.append(tongue)
        shared.append("" if root == "-" else root)
    return names, tongues, shared


def known_given_name(word: str) -> bool:
    """Whether a folded word is on the list."""
    return word in _lists()[0]


@lru_cache(maxsize=65536)
def tongues_of(word: str) -> frozenset[str]:
    """The tongues in which a folded word is a given name."""
    names, tongues, _ = _lists()
    name = names.get(word)
    return frozenset(tongues[line] for line in name.forms | name.shorts) if name else frozenset()


@lru_cache(maxsize=65536)
def given_relation(one: str, other: str) -> tuple[Relation, float] | None:
    """How two folded given names are one name, and how surely; None where they are two.

    A Ukrainian and a Russian form of one name ("Oleksandr", "Aleksandr") are surer to be two people than two
    spellings of either.
    """
    if one == other:
        return "same", 1.0
    names, tongues, shared = _lists()
    first, second = names.get(one), names.get(other)
    if first and second:
        if together := first.forms & second.forms:
            return "spelling", 0.95 if any(tongues[line] in _TRANSCRIBED for line in together) else 0.85
        if (first.forms & second.shorts) or (first.shorts & second.forms):
            return "nickname", 0.8
        if any(
            shared[line] and shared[line] == shared[another]
            for line in first.forms
            for another in second.forms
            if tongues[line] != "en" or tongues[another] != "en"
        ):
            return "spelling", 0.8
        if first.shorts & second.shorts:
            return "nickname", 0.72
        roots = {shared[line] for line in first.forms} & {shared[line] for line in second.shorts}
        roots |= {shared[line] for line in first.shorts} & {shared[line] for line in second.forms}
        if roots - {""}:
            return "nickname", 0.72
    if min(len(one), len(other)) >= 5 and DOUBLED.sub(r"\1", one) == DOUBLED.sub(r"\1", other):
        return "spelling", 0.93
    return None
