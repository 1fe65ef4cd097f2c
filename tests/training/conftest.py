"""A data folder as `quotes train` reads it, with a handful of sentences written for these tests."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

# form/lemma/UPOS/TAG/features/head/relation
SENTENCES = [
    "“/“/PUNCT/``/_/3/punct We/we/PRON/PRP/Case=Nom|Number=Plur|Person=1|PronType=Prs/3/nsubj"
    " won/win/VERB/VBD/Tense=Past|VerbForm=Fin/0/root ,/,/PUNCT/,/_/3/punct ”/”/PUNCT/''/_/3/punct"
    " said/say/VERB/VBD/Tense=Past|VerbForm=Fin/3/parataxis Ann/Ann/PROPN/NNP/Number=Sing/6/nsubj"
    " Lee/Lee/PROPN/NNP/Number=Sing/7/flat ././PUNCT/./_/3/punct",
    "She/she/PRON/PRP/Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs/2/nsubj"
    " lives/live/VERB/VBZ/Number=Sing|Person=3|Tense=Pres|VerbForm=Fin/0/root in/in/ADP/IN/_/4/case"
    " Lisbon/Lisbon/PROPN/NNP/Number=Sing/2/obl ././PUNCT/./_/2/punct",
    "The/the/DET/DT/Definite=Def|PronType=Art/2/det minister/minister/NOUN/NN/Number=Sing/3/nsubj"
    " visited/visit/VERB/VBD/Tense=Past|VerbForm=Fin/0/root the/the/DET/DT/Definite=Def|PronType=Art/5/det"
    " office/office/NOUN/NN/Number=Sing/3/obj on/on/ADP/IN/_/7/case Monday/Monday/PROPN/NNP/Number=Sing/3/obl"
    " ././PUNCT/./_/3/punct",
    "Bob/Bob/PROPN/NNP/Number=Sing/4/nsubj was/be/AUX/VBD/Tense=Past|VerbForm=Fin/4/cop"
    " very/very/ADV/RB/_/4/advmod glad/glad/ADJ/JJ/Degree=Pos/0/root ././PUNCT/./_/4/punct",
]
# GUM's entities of those sentences: word → mark
ENTITIES = [
    {7: "(1-person-new-cf1-2-coref", 8: "1)"},
    {1: "(1-person-giv-cf1-1-ana)", 4: "(2-place-new-cf2-1-sgl)"},
    {1: "(3-person-new-cf1-2-sgl", 2: "3)", 7: "(4-time-new-cf2-1-sgl)"},
    {1: "(5-person-new-cf1-1-sgl)"},
]
_NO_SPACE_AFTER = {"“"}
_NO_SPACE_BEFORE = {",", ".", "”"}


def conllu(documents: int, entities: bool) -> str:
    blocks = []
    for document in range(documents):
        for number, sentence in enumerate(SENTENCES):
            rows = [word.split("/") for word in sentence.split(" ")]
            forms = [row[0] for row in rows]
            comments = [f"# newdoc id = TOY_news_{document}"] if number == 0 else []
            comments += ["# newpar"] if number == 2 else []
            lines = []
            for index, (form, lemma, upos, tag, features, head, relation) in enumerate(rows, 1):
                following = forms[index] if index < len(forms) else ""
                misc = ["SpaceAfter=No"] if form in _NO_SPACE_AFTER or following in _NO_SPACE_BEFORE else []
                if entities and index in ENTITIES[number]:
                    misc.append(f"Entity={ENTITIES[number][index]}")
                fields = [str(index), form, lemma, upos, tag, features, head, relation, "_", "|".join(misc) or "_"]
                lines.append("\t".join(fields))
            blocks.append("\n".join([*comments, *lines]) + "\n")
    return "\n".join(blocks) + "\n"


def polnear(folder: Path, articles: int) -> None:
    """One article text with CoreNLP's analysis in UD v1 labels, several times."""
    text = "“We won,” said Ann Lee.\n\nMayor Bob Ross lives in Lisbon."
    rows = [
        [
            ["``", "``", "O", 0, None],
            ["We", "PRP", "O", 3, "nsubj"],
            ["won", "VBD", "O", 6, "ccomp"],
            [",", ",", "O", 0, None],
            ["''", "''", "O", 0, None],
            ["said", "VBD", "O", 0, "root"],
            ["Ann", "NNP", "PERSON", 8, "compound"],
            ["Lee", "NNP", "PERSON", 6, "nsubj"],
            [".", ".", "O", 0, None],
        ],
        [
            ["Mayor", "NNP", "PERSON", 3, "compound"],
            ["Bob", "NNP", "PERSON", 3, "compound"],
            ["Ross", "NNP", "PERSON", 4, "nsubj"],
            ["lives", "VBZ", "O", 0, "root"],
            ["in", "IN", "O", 6, "case"],
            ["Lisbon", "NNP", "LOCATION", 4, "nmod"],
            [".", ".", "O", 0, None],
        ],
    ]
    surfaces = {"``": "“", "''": "”"}
    position, sentences = 0, []
    for sentence in rows:
        analysed = []
        for word, tag, entity, head, relation in sentence:
            surface = surfaces.get(word, word)
            start = text.index(surface, position)
            position = start + len(surface)
            analysed.append([start, position, word, word.lower(), tag, entity, head or 0, relation or "punct"])
            if relation is None:
                analysed[-1][6:] = [None, None]
        sentences.append(analysed)
    (folder / "text").mkdir(parents=True)
    with lzma.open(folder / "corenlp.jsonl.xz", "wt", encoding="utf8") as out:
        for number in range(articles):
            (folder / "text" / f"a{number}.txt").write_text(text, encoding="utf8")
            out.write(json.dumps({"id": f"a{number}", "sentences": sentences, "coref": []}) + "\n")


def litbank(folder: Path, documents: int) -> None:
    text = "Ann Lee opened the door. She saw Bob Ross in the garden. He waved. She smiled at him."
    mentions = [("E-1", "Ann Lee"), ("E-1", "She"), ("E-2", "Bob Ross"), ("E-2", "He"), ("E-1", "She smiled")]
    folder.mkdir(parents=True)
    for number in range(documents):
        lines, position = [], 0
        for index, (name, words) in enumerate(mentions):
            start = text.index(words, position)
            position = start + 1
            lines.append(f"T{index}\t{name} {start} {start + len(words.split(' smiled')[0])}\t{words}")
        (folder / f"novel{number}_brat.txt").write_text(text, encoding="utf8")
        (folder / f"novel{number}_brat.ann").write_text("\n".join(lines) + "\n", encoding="utf8")


@pytest.fixture(scope="session")
def toy_data(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("data")
    for name, entities in (("ewt", False), ("gum", True)):
        (data / name).mkdir()
        for part, documents in (("train", 3), ("dev", 1), ("test", 1)):
            (data / name / f"{part}.conllu").write_text(conllu(documents, entities), encoding="utf8")
    polnear(data / "polnear" / "train", 4)
    polnear(data / "polnear" / "dev", 2)
    litbank(data / "litbank", 14)
    (data / "ner").mkdir()
    sentence = "Ann I-PER\nLee I-PER\nvisited O\nLisbon I-LOC\nin O\n1999 O\n. O\n\n"
    (data / "ner" / "wikigold.conll.txt").write_text(sentence * 210, encoding="utf8")
    return data
