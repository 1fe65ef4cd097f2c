"""The weights of the pronoun ranker are learned from chains of mentions."""

from __future__ import annotations

import json
import lzma

import numpy

from quotes.extraction.language import load_language
from quotes.extraction.pronouns import FEATURES
from quotes.training.antecedents import AnnotatedText
from quotes.training.pronouns import PronounExample, accuracy, believable, examples, fit, silver_texts, write


def _example(right: int, silver: bool = False) -> PronounExample:
    rows = numpy.zeros((3, len(FEATURES)))
    rows[0, FEATURES.index("subject")] = 1.0
    rows[2, FEATURES.index("nobody")] = 1.0
    return PronounExample(rows, right, 1.0, silver)


def test_the_weights_prefer_what_the_examples_prefer():
    data = [_example(0) for _ in range(40)]
    weights = fit(data)
    assert weights[FEATURES.index("subject")] > 0 > weights[FEATURES.index("nobody")]
    assert accuracy(data, weights) == (1.0, 40)


def test_silver_that_gold_makes_absurd_is_no_example():
    gold = [_example(0) for _ in range(200)]
    kept = believable([*gold, _example(0, silver=True), _example(2, silver=True)])
    assert [e.right for e in kept if e.silver] == [0]


def test_a_pronoun_of_a_chain_is_an_example_with_its_person_on_the_right_row():
    text = "Ada Osei opened the bridge. Paul Falk held the scissors. She was glad."
    mentions = [("E1", 0, 8), ("E1", text.index("She"), text.index("She") + 3)]
    (found,) = examples(load_language()(text), AnnotatedText("a", text, mentions), 1.0, True, None)
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
    write(numpy.ones(len(FEATURES)), tmp_path / "pronouns.json", {"held_out": 0.9})
    content = json.loads((tmp_path / "pronouns.json").read_text(encoding="utf8"))
    assert set(content["weights"]) == set(FEATURES) and "GUM" in content["from"]
