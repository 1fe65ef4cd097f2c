"""The comparison with textacy, by stand-ins for its function; by itself where it is installed."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from spacy.tokens import Doc

from quotes.evaluation import evaluate, read_gold
from tests.benchmarks import against_textacy
from tests.benchmarks.conftest import ODD, table
from tests.benchmarks.parses import Parses, figure_rows, read_parses


def stand_in(doc):
    """As textacy does it on these texts: odd marks are refused, the verb's own subject is the speaker."""
    marks = [token.i for token in doc if token.is_quote]
    if len(marks) % 2:
        raise ValueError("an odd number of marks")
    verb = next(token for token in doc if token.text == "said")
    subject = next(token for token in verb.children if token.dep_ == "nsubj")
    compounds = [token for token in subject.children if token.dep_ == "compound"]
    yield [*compounds, subject], [verb], doc[marks[0] : marks[1] + 1]


@pytest.fixture
def installed(monkeypatch):
    """A module in textacy's place, with a version."""
    module = ModuleType("textacy.extract.triples")
    module.direct_quotations = stand_in
    for name, content in (
        ("textacy", ModuleType("textacy")),
        ("textacy.extract", ModuleType("textacy.extract")),
        (module.__name__, module),
    ):
        monkeypatch.setitem(sys.modules, name, content)
    real = against_textacy.versions
    monkeypatch.setattr(against_textacy, "versions", lambda extractor, *packages: real(extractor) + " textacy 0")


def test_the_numbers_are_those_of_the_evaluation(gold, loaded_once, installed, capsys):
    assert against_textacy.main([str(gold)]) == 0
    printed = capsys.readouterr().out
    rows = table(printed)
    documents = read_gold(gold)
    ours = evaluate(zip(documents, loaded_once.extract_many([document.text for document in documents])))
    for name, value in figure_rows(ours):
        assert rows[name][0] == f"{value:.4f}", name
    for words in (loaded_once.fingerprint, "textacy 0", "spaCy 3", "tiny.jsonl"):
        assert words in printed
    for name in ("bare pass, s", "beyond it, s", "from the texts, s"):
        assert all(float(value) >= 0 for value in rows[name]) and len(rows[name]) == 2


def test_a_refused_document_counts_as_missed_and_is_left_out_for_both(gold, loaded_once, installed, capsys):
    against_textacy.main([str(gold)])
    rows = table(capsys.readouterr().out)
    assert rows["documents"] == ["3", "3", "2", "2"]
    assert rows["gold quotations"] == ["3", "3", "2", "2"]
    assert rows["documents refused"] == ["0", "1"]
    assert rows["detection F1"] == ["1.0000", "0.8000", "1.0000", "1.0000"]  # two of three found, none too many
    # the pronoun is a right mention and no name; the name in full is right
    assert rows["attribution"][1] == rows["attribution"][3] == "1.0000"
    assert rows["coverage"][3] == rows["speaker"][3] == "0.5000"
    assert rows["wrong names"][1] == "0.0000"


def test_without_textacy_the_command_says_how_to_install_it(gold, monkeypatch, capsys):
    for name in ("textacy", "textacy.extract", "textacy.extract.triples"):
        monkeypatch.setitem(sys.modules, name, None)
    assert against_textacy.main([str(gold)]) == 2
    assert "pip install -e '.[bench]'" in capsys.readouterr().err


def test_the_first_of_several_speakers_gives_the_name(extractor):
    words = "Ada Osei and Tomas Quirke said".split()
    heads, deps = [1, 5, 1, 4, 1, 5], ["compound", "nsubj", "cc", "compound", "conj", "ROOT"]
    doc = Doc(extractor.nlp.vocab, words, heads=heads, deps=deps, pos=["PROPN"] * 5 + ["VERB"])
    found = against_textacy.record([doc[i] for i in (0, 1, 3, 4)], [doc[5]], doc[0:6])
    assert found["speaker"]["name"] == "Ada Osei"
    assert found["speaker"]["mention"] == {"start": 0, "end": len("Ada Osei and Tomas Quirke")}


def test_parses_are_made_once_and_give_what_extraction_gives(gold, extractor):
    documents = read_gold(gold)
    parses = Parses(extractor.nlp)
    found, _ = read_parses(extractor, documents, parses)
    parsing = parses.seconds
    again, _ = read_parses(extractor, documents, parses)
    assert parses.seconds == pytest.approx(parsing, abs=0.02) and parsing > 0
    assert found == again == list(extractor.extract_many([document.text for document in documents]))


def test_textacy_itself_refuses_the_odd_document(extractor):
    triples = pytest.importorskip("textacy.extract.triples")
    component = against_textacy.TextacyComponent(triples.direct_quotations)
    for text in (ODD, "“We are ready for the winter,” Ada Osei said. The harbour was quiet on Tuesday."):
        component(extractor.nlp(text))
    assert component.refused == [True, False]
