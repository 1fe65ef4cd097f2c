"""Names to put in other names' places, so that the model learns how a name looks and where it stands.

A model that has seen only the corpora's people takes "Sybiha" for a common noun. Names are drawn from the
corpora's training parts; a part of the surnames are blends of two ("Lands" + "berg" + "is"), which no model can
have learnt by heart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from quotes.training.entities import TITLES
from quotes.training.passage import Passage
from quotes.training.wordlists import word_list

_PLAIN = re.compile(r"[A-Z][a-zà-ÿ’'-]+[a-zà-ÿ]")
_VOWEL = re.compile(r"[aeiouyà-ÿ]+")

# Given names and surnames written for this project, from languages that the corpora hardly know.
GIVEN_NAMES = word_list("given_names")
SURNAMES = word_list("surnames")


@dataclass
class NamePool:
    """Given names, surnames and places to draw from."""

    given: list[str]
    surnames: list[str]
    places: list[str]

    @classmethod
    def collect(cls, passages: Iterable[Passage]) -> NamePool:
        """The names of the passages' entities (every one once, whatever its frequency), and the lists above."""
        given, surnames = dict.fromkeys(GIVEN_NAMES), dict.fromkeys(SURNAMES)
        places: dict[str, None] = {}
        for passage in passages:
            for start, end, label in passage.entities:
                words = [word for word in passage.words[start:end] if _PLAIN.fullmatch(word)]
                if label == "PERSON" and len(words) == end - start >= 2:
                    given[words[0]] = None
                    surnames[words[-1]] = None
                elif label == "GPE" and len(words) == end - start == 1:
                    places[words[0]] = None
        return cls(list(given), list(surnames), list(places) or ["Kyiv"])

    def surname(self, random_: random.Random) -> str:
        """A surname: of the pool, or (every second time) a blend of two."""
        first = random_.choice(self.surnames)
        if random_.random() < 0.5:
            return first
        second = random_.choice(self.surnames)
        return blend(first, second) or first

    def given_name(self, random_: random.Random) -> str:
        """A given name of the pool."""
        return random_.choice(self.given)

    def place(self, random_: random.Random, invented: float = 0.0) -> str:
        """A place's name of one word; with the share ``invented`` a blend of two."""
        first = random_.choice(self.places)
        if not invented or random_.random() >= invented:
            return first
        return blend(first, random_.choice(self.places)) or first


def blend(first: str, second: str) -> str | None:
    """The front of one name and the end of another, joined at a vowel; None where either has no second syllable."""
    front = [match.start() for match in _VOWEL.finditer(first) if match.start() > 1]
    back = [match.start() for match in _VOWEL.finditer(second) if match.start() > 1]
    if not front or not back:
        return None
    return first[: front[len(front) // 2]] + second[back[len(back) // 2] :]


def swap_names(passage: Passage, pool: NamePool, random_: random.Random, invented_places: float = 0.0) -> None:
    """Give the passage's people other names, the same person the same one, and some places too; in place."""
    given: dict[str, str] = {}
    surnames: dict[str, str] = {}
    for start, end, label in passage.entities:
        words = passage.words[start:end]
        if label == "PERSON" and all(_PLAIN.fullmatch(word) for word in words):
            for position in range(start, end - 1):
                word = passage.words[position]
                passage.words[position] = given.setdefault(word, pool.given_name(random_))
            last = passage.words[end - 1]
            passage.words[end - 1] = surnames.setdefault(last, pool.surname(random_))
        elif label == "GPE" and end - start == 1 and _PLAIN.fullmatch(words[0]) and random_.random() < 0.5:
            passage.words[start] = surnames.setdefault(words[0], pool.place(random_, invented_places))
    if invented_places and passage.has_entities and passage.has_tree:
        _invent_other_names(passage, pool, random_, invented_places)


def _invent_other_names(passage: Passage, pool: NamePool, random_: random.Random, share: float) -> None:
    """Give a share of the languages, works and products of a text, and of organisations of one word, made-up names.

    Else an unknown word with a capital is a person's name wherever it stands. Words beside a name are left alone: they
    are titles.
    """
    inside = [""] * len(passage.words)
    for start, end, label in passage.entities:
        inside[start:end] = [label if end - start == 1 else f"{label}+"] * (end - start)
    for start, end in passage.unlabelled:
        inside[start:end] = ["?"] * (end - start)
    new: dict[str, str] = {}
    for position, (word, tag) in enumerate(zip(passage.words, passage.tags)):
        if tag != "NNP" or not _PLAIN.fullmatch(word) or word.lower() in TITLES:
            continue
        alone = not any(inside[max(0, position - 1) : position + 2])
        if (alone or inside[position] == "ORG") and word not in new:
            new[word] = pool.place(random_, 1.0) if random_.random() < share else word
        if alone or inside[position] == "ORG":
            passage.words[position] = new[word]
