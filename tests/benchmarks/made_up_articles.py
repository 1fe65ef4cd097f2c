"""Articles in the manner of the sample corpus, as many as are asked for: its prose, other people and other words.

What is said in one is said in no other, as in most news, so that comparing what was said costs what it does there.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quotes.ingest import ReadDocument, read_documents
from quotes.settings import resource_folder

MARKS = re.compile(r"[\"“”‘’«»„]|^\W*$")
NOUN = re.compile(r"\b[a-z]{4,12}\b")
NO_NOUN = re.compile(r"(ly|ed|ing|ous|ble|ful)$|^(that|this|with|from|have|were|they|them|when|what|will|would|about)$")
FIRST = (
    "Ada Bruno Clara Dario Edda Femi Greta Hugo Irina Jonas Karin Luka Mira Nadia Oskar Petra Rosa Sven Tilda Viktor"
).split()
LAST = (
    "Abara Brandt Costa Duarte Ekholm Farkas Grieve Haddad Ibsen Jansen Kovar Lindqvist Moreau Novak Okafor Petrov "
    "Quirke Rask Sokolov Tamm Ullman Varga Weiss Yilmaz Zeman"
).split()
ROLES = ("the harbour master", "the opposition leader", "the finance minister", "a union official", "a surgeon")
WILL = ("will not rebuild", "has promised to pay for", "must explain", "cannot close", "inspected", "wants to sell")
PLACES = "Lewin Ostrel Skerry Larkfield Marrow Tolland Vessen Harrow Quill Brack Dunmoor Ashby Fenwick Corrie".split()


@dataclass(frozen=True)
class Words:
    """What articles are made of: paragraphs that quote nobody, and nouns (and what looks like them)."""

    prose: list[str]
    nouns: list[str]


def articles(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Name and text of so many articles; the same ones for a seed."""
    words = _words()
    for number in range(count):
        yield f"article-{number:06}", _article(random.Random(f"{seed} {number}"), words)


def write_folder(folder: Path, count: int, seed: int = 1) -> None:
    """A folder of text files, a hundred in each folder within, that were last written an hour ago."""
    at = time.time() - 3600
    for place, (name, text) in enumerate(articles(count, seed)):
        path = folder / f"{place // 100:04}" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")
        os.utime(path, (at, at))


def write_lines(path: Path, count: int, seed: int = 1) -> None:
    """The same as JSON Lines."""
    with path.open("w", encoding="utf8") as lines:
        for name, text in articles(count, seed):
            lines.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")


def _words() -> Words:
    prose = []
    nouns: set[str] = set()
    for item in read_documents([resource_folder("seeds") / "corpus"]):
        if isinstance(item, ReadDocument):
            nouns.update(word for word in NOUN.findall(item.document.text) if not NO_NOUN.search(word))
            prose += [part.strip() for part in item.document.text.split("\n\n") if not MARKS.search(part)]
    return Words([part for part in prose if len(part.split()) > 12], sorted(nouns))


def _article(lot: random.Random, words: Words) -> str:
    people = [(f"{lot.choice(FIRST)} {lot.choice(LAST)}", lot.choice(ROLES)) for _ in range(3)]
    parts = [f"{_sentence(lot, words)[:-1]}, {lot.choice(PLACES)} is told"]
    for place in range(lot.randint(4, 7)):
        name, role = people[place % 3]
        surname = name.split()[-1]
        one, other = _sentence(lot, words), _sentence(lot, words)
        if place < 3:
            parts.append(f"“{one[:-1]},” said {name}, {role}. “{other}”")
        elif lot.random() < 0.5:
            parts.append(f"{surname} told reporters: “{one} {other}”")
        else:
            parts.append(f"“{one[:-1]},” {lot.choice(('he', 'she', surname))} said.")
        if lot.random() < 0.6:
            parts.append(lot.choice(words.prose))
    return "\n\n".join(parts) + "\n"


def _sentence(lot: random.Random, words: Words) -> str:
    one, two, three, four = (lot.choice(words.nouns) for _ in range(4))
    return (
        f"The {one} in {lot.choice(PLACES)} {lot.choice(WILL)} {lot.randint(3, 980)} {two}s before the {three} and the "
        f"{four} of {lot.choice(PLACES)}."
    )
