"""Silver news: PolNeAR's articles as Stanford CoreNLP analysed them, in this project's label scheme.

CoreNLP writes Universal Dependencies v1 labels and seven-class-plus entities. Labels are renamed to v2 and
pass through the same conversion as the treebanks; entity types are renamed to OntoNotes' names. Line breaks
of the article are kept: without them the parser never learns that a paragraph ends a sentence (sentence F1
74 → 85 in the study).
"""

from __future__ import annotations

import itertools
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quotes.training.clearnlp import to_clearnlp
from quotes.training.entities import NATIONALITIES, without_titles
from quotes.training.passage import SENTENCES_PER_PASSAGE, Label, Passage
from quotes.training.treebank import Word

_V2_RELATIONS = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "neg": "advmod",
    "mwe": "fixed",
    "nmod:tmod": "obl:unmarked",
    "nmod:npmod": "obl:unmarked",
    "ROOT": "root",
}
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_UPOS = {
    **dict.fromkeys(["NN", "NNS"], "NOUN"),
    **dict.fromkeys(["NNP", "NNPS"], "PROPN"),
    **dict.fromkeys(["PRP", "PRP$", "WP", "EX", "WDT"], "PRON"),
    **dict.fromkeys(["JJ", "JJR", "JJS"], "ADJ"),
    **dict.fromkeys(["RB", "RBR", "RBS", "WRB"], "ADV"),
    **dict.fromkeys(["IN", "RP"], "ADP"),
    **dict.fromkeys(["TO", "POS"], "PART"),
    "CD": "NUM",
    "DT": "DET",
    "CC": "CCONJ",
    "UH": "INTJ",
    "MD": "AUX",
    "$": "SYM",
    "FW": "X",
}
_ENTITY_LABELS = {
    "PERSON": "PERSON",
    "ORGANIZATION": "ORG",
    "LOCATION": "GPE",
    "DATE": "DATE",
    "DURATION": "DATE",
    "SET": "DATE",
    "TIME": "TIME",
    "MONEY": "MONEY",
    "PERCENT": "PERCENT",
    "ORDINAL": "ORDINAL",
    "NUMBER": "CARDINAL",
}
# places that news lets speak: CoreNLP has them as locations
_SPEAKING_PLACES = frozenset(["White House", "Kremlin", "Pentagon", "Downing Street", "Capitol Hill", "Élysée"])
# CoreNLP's rows: [start, end, word, lemma, tag, entity, head, relation]
_START, _END, _FORM, _LEMMA, _TAG, _ENTITY, _HEAD, _RELATION = range(8)
Row = list[Any]


def articles(folder: Path) -> Iterator[tuple[str, list[list[Row]]]]:
    """Text and analysed sentences of each article of a split (a folder with ``text/`` and ``corenlp.jsonl.xz``)."""
    with lzma.open(folder / "corenlp.jsonl.xz", "rt", encoding="utf8") as lines:
        for line in lines:
            analysis = json.loads(line)
            path = folder / "text" / f"{analysis['id']}.txt"
            text = path.read_bytes().decode("utf8") if path.exists() else ""
            sentences = [rows for rows in analysis["sentences"] if rows]
            if text and sentences and _aligned(text, sentences):
                yield text, [part for rows in sentences for part in _paragraphs(text, rows)]


def passages(folder: Path) -> Iterator[list[Passage]]:
    """Each article of a split as passages of ten sentences, with trees and entities."""
    for text, sentences in articles(folder):
        parts = []
        for first in range(0, len(sentences), SENTENCES_PER_PASSAGE):
            passage = _passage(text, sentences[first : first + SENTENCES_PER_PASSAGE])
            if passage is not None:
                parts.append(passage)
        yield parts


def _paragraphs(text: str, rows: list[Row]) -> Iterator[list[Row]]:
    """The sentence, in parts where CoreNLP read over blank lines (a headline and what stands below it).

    Of the words that lose their head the first becomes a part's root, and the others hang on it.
    """
    cuts = [i for i in range(1, len(rows)) if text[rows[i - 1][_END] : rows[i][_START]].count("\n") > 1]
    for start, end in itertools.pairwise([0, *cuts, len(rows)]):
        part = [list(row) for row in rows[start:end]]
        root = 0
        for row in part if cuts else ():
            head = row[_HEAD]
            if head is not None and start < head <= end:
                row[_HEAD] = head - start
            elif head is not None and head >= 0 and row[_RELATION] is not None:
                row[_HEAD], row[_RELATION] = root, "dep" if root else "root"
                root = root or part.index(row) + 1
        yield part


def _aligned(text: str, sentences: list[list[Row]]) -> bool:
    """Offsets fit the text: at most a tenth of the words differ (CoreNLP rewrites brackets and quotation marks)."""
    rows = [row for sentence in sentences for row in sentence]
    wrong = sum(
        text[row[_START] : row[_END]] != row[_FORM] and not row[_FORM].startswith(("-", "`", "'", "&")) for row in rows
    )
    return wrong <= 0.1 * len(rows)


def _passage(text: str, sentences: list[list[Row]]) -> Passage | None:
    passage = Passage()
    end: int | None = None
    for rows in sentences:
        words = _words(rows)
        if not to_clearnlp(words):
            return None
        surfaces = [text[row[_START] : row[_END]] for row in rows]
        if any(not surface.strip() or surface != surface.strip() for surface in surfaces):
            return None
        gaps = [text[row[_END] : after[_START]] for row, after in itertools.pairwise(rows)]
        between = "" if end is None else text[end : rows[0][_START]]
        if any(gap.strip() for gap in [*gaps, between]):
            return None
        passage.add_gap(between)
        _add_sentence(passage, surfaces, gaps, words, _entities(rows))
        end = rows[-1][_END]
    return passage


def _add_sentence(
    passage: Passage, surfaces: list[str], gaps: list[str], words: list[Word], entities: list[Label]
) -> None:
    """Add a sentence, whose line breaks (a wrapped line, a headline) become tokens between its words."""
    breaks = [len(gap.removeprefix(" ")) > 0 for gap in gaps] + [False]
    if not any(breaks):
        spaces = [gap.startswith(" ") for gap in gaps] + [False]
        heads = [(word.head or word.index) - 1 for word in words]
        passage.add_sentence(
            surfaces, spaces, [word.tag for word in words], heads, [word.relation for word in words], entities
        )
        return
    positions, position = [], 0
    for broken in breaks:
        positions.append(position)
        position += 1 + broken
    forms, spaces, tags, heads, relations = [], [], [], [], []
    for word, surface, gap in zip(words, surfaces, [*gaps, ""]):
        forms.append(surface)
        spaces.append(gap.startswith(" "))
        tags.append(word.tag)
        heads.append(positions[(word.head or word.index) - 1])
        relations.append(word.relation)
        rest = gap.removeprefix(" ")
        if rest:
            forms.append(rest)
            spaces.append(False)
            tags.append("_SP")
            heads.append(len(forms) - 2)
            relations.append("dep")
    moved = [(positions[start], positions[stop - 1] + 1, label) for start, stop, label in entities]
    passage.add_sentence(forms, spaces, tags, heads, relations, moved)


def _words(rows: list[Row]) -> list[Word]:
    root = next((position for position, row in enumerate(rows, 1) if row[_HEAD] == 0), 0)
    words = []
    for index, row in enumerate(rows, 1):
        head, relation = row[_HEAD], row[_RELATION]
        if head is None or head < 0 or relation is None or (head == 0 and index != root):
            # CoreNLP leaves punctuation out of its trees
            head, relation = root, "punct"
        tag = row[_TAG]
        form = str(_BRACKETS.get(row[_FORM], row[_FORM]))
        upos = _UPOS.get(tag, "VERB" if tag.startswith("VB") else "PUNCT")
        words.append(
            Word(
                index,
                form,
                str(row[_LEMMA]).lower(),
                upos,
                tag,
                "",
                head,
                str(_V2_RELATIONS.get(relation, relation)),
            )
        )
    _split_nominal_modifiers(words)
    for word in words:
        if word.tag.startswith("VB") and word.relation in ("cop", "aux", "aux:pass"):
            word.upos = "AUX"
    return words


def _split_nominal_modifiers(words: list[Word]) -> None:
    """UD v1 has ``nmod`` under verbs too, where v2 has ``obl`` (and ``obl:agent``)."""
    passive = {word.head for word in words if word.relation == "aux:pass"}
    by = {word.head for word in words if word.relation == "case" and word.form.lower() == "by"}
    for word in words:
        if word.relation == "nmod" and word.head and words[word.head - 1].upos in ("VERB", "ADJ", "ADV", "AUX"):
            word.relation = "obl:agent" if word.index in by and word.head in passive else "obl"


def _entities(rows: list[Row]) -> list[Label]:
    found: list[Label] = []
    start = 0
    while start < len(rows):
        kind = rows[start][_ENTITY]
        end = start + 1
        if kind in _ENTITY_LABELS:
            while end < len(rows) and rows[end][_ENTITY] == kind:
                end += 1
            label = _ENTITY_LABELS[kind]
            if label == "GPE" and " ".join(row[_FORM] for row in rows[start:end]) in _SPEAKING_PLACES:
                label = "ORG"
            first, last = start, end
            if label == "PERSON":
                forms = [row[_FORM] for row in rows[start:end]]
                first += without_titles(forms)
                if last - first > 1 and rows[last - 1][_FORM] in ("'s", "’s"):
                    last -= 1
            found.append((first, last, label))
        elif kind == "MISC" and rows[start][_FORM] in NATIONALITIES:
            following = rows[end][_ENTITY] if end < len(rows) else "O"
            if following != "MISC":
                found.append((start, end, "NORP"))
        start = end
    return found
