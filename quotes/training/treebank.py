"""Reading Universal Dependencies treebanks (CoNLL-U)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_ENTITY_FIELD = re.compile(r"(?:^|\|)Entity=([^|]+)")
_ENTITY_MARK = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


@dataclass
class Word:
    """One syntactic word. ``index`` and ``head`` count from 1; the root's head is 0."""

    index: int
    form: str
    lemma: str
    upos: str
    tag: str
    features: str = ""
    head: int = 0
    relation: str = "dep"
    misc: str = ""


@dataclass
class Sentence:
    """The words of one sentence; ``spaces[i]`` tells whether white space follows word i in the text."""

    document: str
    words: list[Word]
    spaces: list[bool]
    new_paragraph: bool = False
    entities: list[Entity] = field(default_factory=list)


@dataclass(frozen=True)
class Entity:
    """A mention as GUM annotates it: words ``start``..``end`` (end exclusive, from 0), its referent and its type."""

    start: int
    end: int
    referent: str
    type: str


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file in order. Multi-word ranges and empty nodes are passed over.

    Sentences whose words cannot be found in their own ``# text`` get their spacing from ``SpaceAfter=No``.
    """
    document, text, new_paragraph = "", None, False
    words: list[Word] = []
    # a mention may run over several sentences' words only within GUM's lists; unclosed ones are dropped
    with path.open(encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                document, new_paragraph = line.split("=", 1)[-1].strip(), True
            elif line.startswith("# newpar"):
                new_paragraph = True
            elif line.startswith("# text ="):
                text = line[len("# text =") :].strip()
            elif not line:
                if words:
                    yield Sentence(document, words, _spaces(text, words), new_paragraph, _entities(words))
                words, text, new_paragraph = [], None, False
            elif not line.startswith("#"):
                fields = line.split("\t")
                if fields[0].isdigit():
                    words.append(_word(fields))
    if words:
        yield Sentence(document, words, _spaces(text, words), new_paragraph, _entities(words))


def _word(fields: list[str]) -> Word:
    features = "" if fields[5] == "_" else fields[5]
    return Word(
        int(fields[0]),
        fields[1] or "_",
        fields[2],
        fields[3],
        fields[4],
        features,
        int(fields[6]),
        fields[7],
        fields[9],
    )


def _spaces(text: str | None, words: list[Word]) -> list[bool]:
    """Spacing from the sentence's text: multi-word tokens ("don't") lose theirs in ``SpaceAfter``."""
    spaces: list[bool] = []
    position = 0
    for word in words:
        found = -1 if text is None else text.find(word.form, position)
        if text is None or found < 0 or found - position > 2:
            return ["SpaceAfter=No" not in word.misc for word in words]
        position = found + len(word.form)
        spaces.append(position < len(text) and text[position].isspace())
        while position < len(text) and text[position].isspace():
            position += 1
    if spaces:
        spaces[-1] = True
    return spaces


def _entities(words: list[Word]) -> list[Entity]:
    """Mentions of GUM's ``Entity`` field: ``(1-person-new-…`` opens, ``1)`` closes, ``(1-person-…)`` is one word."""
    open_mentions: dict[str, list[tuple[int, str]]] = {}
    found: list[Entity] = []
    for position, word in enumerate(words):
        marks = _ENTITY_FIELD.search(word.misc)
        if not marks:
            continue
        for single, opening, closing in _ENTITY_MARK.findall(marks.group(1)):
            if closing:
                referent = closing.split("-")[0]
                if open_mentions.get(referent):
                    start, kind = open_mentions[referent].pop()
                    found.append(Entity(start, position + 1, referent, kind))
                continue
            referent, kind = (single or opening).split("-")[:2]
            if single:
                found.append(Entity(position, position + 1, referent, kind))
            else:
                open_mentions.setdefault(referent, []).append((position, kind))
    return found
