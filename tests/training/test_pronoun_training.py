"""The weights of the pronoun ranker are learned from chains of mentions."""

from __future__ import annotations

import json
import lzma

import numpy

from quotes.extraction.language import load_language
from quotes.extraction.pronoun_weights import FEATURES, PronounWeights
from quotes.training.antecedents import AnnotatedText
from quotes.training.pronouns import (
    HIDDEN,
    OWN_WEIGHT,
    PronounExample,
    accuracy,
    examples,
    fit,
    own_labels,
    silver_texts,
    write,
)


def _example(right: int) -> PronounExample:
    rows = numpy.zeros((3, len(FEATURES)))
    rows[0, FEATURES.index("subject")] = 1.0
    rows[2, FEATURES.index("nobody")] = 1.0
    return PronounExample(rows, right, 1.0)


def test_the_weights_prefer_what_the_examples_prefer():
    data = [_example(0) for _ in range(40)]
    weights = fit(data, members=2)
    assert weights.head.shape == (2 * HIDDEN,)
    assert accuracy(data, weights) == (1.0, 40)


def test_features_that_only_together_tell_who_is_meant_are_learned():
    """ "A subject" speaks for one who is near and against one who is far: no sum of single weights can say that."""
    data = []
    for near in (0.0, 1.0):
        for _ in range(150):
            rows = numpy.zeros((2, len(FEATURES)))
            rows[:, FEATURES.index("topic")] = near
            rows[0, FEATURES.index("subject")] = 1.0
            data.append(PronounExample(rows, 0 if near else 1, 1.0))
    assert accuracy(data, fit(data, members=2)) == (1.0, 300)


TEXT = "Ada Osei opened the bridge. Paul Falk held the scissors. She was glad."
CHAIN = [("E1", 0, 8), ("E1", TEXT.index("She"), TEXT.index("She") + 3)]


def test_what_we_read_ourselves_comes_before_the_chain():
    nlp = load_language()
    text = AnnotatedText("a", TEXT, CHAIN)
    (chained,) = examples(nlp(TEXT), text, 1.0, True, None)
    (own,) = examples(nlp(TEXT), text, 1.0, True, None, {TEXT.index("She"): None})
    assert chained.right < len(chained.rows) - 1 and chained.weight == 1.0
    assert own.right == len(own.rows) - 1 and own.weight == OWN_WEIGHT


def test_a_name_that_the_text_lacks_teaches_nothing():
    found = examples(load_language()(TEXT), AnnotatedText("a", TEXT, []), 1.0, True, None, {57: "Kofi Lund"})
    assert found == []


def test_our_own_labels_are_of_articles_by_offset():
    labels = own_labels()
    assert len(labels) > 100
    assert all(isinstance(at, int) for found in labels.values() for at in found)


def test_a_pronoun_of_a_chain_is_an_example_with_its_person_on_the_right_row():
    (found,) = examples(load_language()(TEXT), AnnotatedText("a", TEXT, CHAIN), 1.0, True, None)
    assert found.right < len(found.rows) - 1
    assert found.rows.shape[1] == len(FEATURES)


def test_silver_chains_are_read_where_they_hold_a_name(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text("Osei came. She sat.", encoding="utf8")
    words = [[[0, 4, "Osei", "Osei", "NNP", "PERSON", 2, "nsubj"]], [[11, 14, "She", "she", "PRP", "O", 2, "nsubj"]]]
    article = {"id": "a", "sentences": words, "coref": [[[1, 1, 2, 1, "Osei"], [2, 1, 2, 1, "She"]]]}
    with lzma.open(tmp_path / "corenlp.jsonl.xz", "wt", encoding="utf8") as out:
        out.write(json.dumps(article) + "\n")
    (text,) = silver_texts(tmp_path)
    assert text.mentions == [("C0", 0, 4), ("C0", 11, 14)]


def test_the_file_of_weights_names_its_sources(tmp_path):
    write(PronounWeights.of(numpy.ones(len(FEATURES))), tmp_path / "pronouns.json", {"held_out": 0.9})
    content = json.loads((tmp_path / "pronouns.json").read_text(encoding="utf8"))
    assert set(content["weights"]) == set(FEATURES) and "GUM" in content["from"]
