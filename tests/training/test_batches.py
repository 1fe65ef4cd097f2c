"""Passages as arrays: what the network is to answer, on sentences written for these tests."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.training import Example

from quotes.analysis.pieces import SPECIAL, WordPieces
from quotes.training.batches import MISSING, Labels, Numbering, Reader, Source, answers, batches
from quotes.training.corpora import build_corpora, treebank_passages
from quotes.training.passage import Passage
from tests.training.conftest import conllu

NLP = spacy.blank("en")
CUTTER = WordPieces([*SPECIAL, *"abcdefghijklmnopqrstuvwxyz“”,.", *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz")])


@pytest.fixture
def gum(tmp_path):
    path = tmp_path / "gum.conllu"
    path.write_text(conllu(1, entities=True), encoding="utf8")
    return next(iter(treebank_passages(path, gum=True)))


def read(passage, labels=None):
    reference = passage.to_doc(NLP.vocab)
    numbering = Numbering(labels or Labels.collect([passage]))
    return list(answers(Example(NLP.make_doc(reference.text), reference), CUTTER, numbering)), numbering.labels


def test_labels_are_those_of_the_passages(gum):
    labels = Labels.collect([gum])
    assert labels.entities[0] == "O"
    assert {"B-PERSON", "L-PERSON", "U-GPE"} <= set(labels.entities)
    assert "nsubj" in labels.relations and "NNP" in labels.tags and "" not in labels.tags


def test_annotation_is_brought_to_the_words(gum):
    (found,), labels = read(gum)
    words = list(gum.words)
    said, lee, she = words.index("said"), words.index("Lee"), words.index("She")
    assert labels.tags[found.tags[said]] == "VBD"
    assert found.heads[said] == said and labels.relations[found.relations[said]] == "ROOT"
    assert found.heads[lee] == said and labels.relations[found.relations[lee]] == "nsubj"
    assert [labels.entities[number] for number in found.entities[lee - 1 : lee + 1]] == ["B-PERSON", "L-PERSON"]
    assert found.starts[she] == 1 and found.starts[said] == 0
    assert found.sentences[she] == found.sentences[lee] + 1


def test_white_space_has_no_annotation_and_heads_nothing(gum):
    (found,), _ = read(gum)
    space = next(i for i, word in enumerate(gum.words) if word.isspace())
    for row in (found.tags, found.heads, found.relations, found.starts, found.entities, found.sentences):
        assert row[space] == MISSING
    assert space not in found.heads


def test_unlabelled_words_ask_for_no_entity(gum):
    (found,), labels = read(gum)
    assert found.entities[gum.words.index("Monday")] == MISSING
    assert labels.entities[found.entities[gum.words.index("said")]] == "O"


def test_a_corpus_of_names_asks_for_no_tree():
    passage = Passage(has_tree=False)
    passage.add_sentence(["Ann", "left", "."], [True, False, True], [""] * 3, [0, 1, 2], [""] * 3, [(0, 1, "PERSON")])
    (found,), labels = read(passage)
    for row in (found.tags, found.heads, found.relations, found.starts):
        assert set(row.tolist()) == {MISSING}
    assert [labels.entities[number] for number in found.entities] == ["U-PERSON", "O", "O"]


def test_a_blank_line_inside_a_silver_sentence_teaches_nothing_about_sentences():
    passage = Passage()
    words, relations = ["Budget", "\n\n", "It", "passed", "."], ["nsubj", "dep", "nsubj", "ROOT", "punct"]
    passage.add_sentence(
        words, [False, False, True, False, False], ["NN", "_SP", "PRP", "VBD", "."], [3, 0, 3, 3, 3], relations
    )
    (found,), _ = read(passage)
    assert found.starts.tolist() == [1, MISSING, MISSING, 0, 0]


def test_long_passages_are_cut_between_sentences(gum):
    passage = Passage()
    for _ in range(60):
        passage.add_sentence(
            ["Ann", "left", "home", "."],
            [True, True, False, True],
            ["NNP", "VBD", "NN", "."],
            [1, 1, 1, 1],
            ["nsubj", "ROOT", "dobj", "punct"],
        )
    found, _ = read(passage)
    assert len(found) > 1
    assert sum(len(item.tags) for item in found) == 240
    for item in found:
        assert item.starts[0] == 1
        assert MISSING not in item.heads


def test_each_epoch_is_varied_anew(toy_data, tmp_path):
    build_corpora(toy_data, tmp_path, lambda message: None)
    reader = Reader.of(tmp_path, ["treebanks", "news"], CUTTER, seed=1)
    sources = [Source("treebanks", 2.0, names=1.0), Source("news", 0.5, 0.25)]
    first, second = (list(reader.epoch(sources)) for _ in range(2))
    assert {item.weight for item in first} == {1.0, 0.25}
    assert sorted(item.window.pieces.tolist() for item in first) != sorted(
        item.window.pieces.tolist() for item in second
    )


def test_batches_hold_every_window_once_and_are_no_larger_than_asked(gum):
    windows = [item for _ in range(30) for item in read(gum)[0]]
    size = windows[0].window.size
    made = list(batches(windows, pieces=3 * size, pool=10))
    assert sum(len(batch) for batch in made) == 30
    assert max(len(batch) for batch in made) == 3
    assert all(batch for batch in made)
    assert not list(batches([], 100))
    assert np.all(windows[0].window.pieces < len(CUTTER.vocabulary))
