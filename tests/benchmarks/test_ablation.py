"""The ablation's rows: which parts are left out, and that each row's numbers are its own extractor's."""

from __future__ import annotations

import pytest

from quotes.evaluation import evaluate, read_gold
from quotes.extraction import Extractor
from tests.benchmarks import ablation
from tests.benchmarks.parses import figure_rows


@pytest.fixture(scope="module")
def bare_extractor():
    return Extractor.load(coreference=False)


@pytest.fixture
def asked(extractor, bare_extractor, monkeypatch):
    """The options that extractors were loaded with; the ones without coreference are loaded once."""
    options = []

    def load(model: str | None = None, *, coreference: bool = True, other_part: bool = True, odd: bool = False):
        options.append((coreference, other_part, odd))
        return extractor if coreference else bare_extractor

    monkeypatch.setattr(Extractor, "load", load)
    return options


def numbers(printed, name):
    (line,) = (line for line in printed.splitlines() if line.startswith(name + "  "))
    return line.removeprefix(name).replace(" ×", "").split()


def test_the_parts_are_the_switches_that_are_on_by_default():
    assert "coreference" in ablation.parts() and "apostrophe_pairs" not in ablation.parts()


def test_each_part_is_left_out_by_turns_and_then_all_of_them(asked, gold, capsys):
    assert ablation.main([str(gold)]) == 0
    assert asked == [(True, True, False), (False, True, False), (True, False, False), (False, False, False)]
    printed = capsys.readouterr().out
    for name in ("everything", "without coreference", "without other part", "rules alone"):
        assert len(numbers(printed, name)) == 9
    assert "tiny.jsonl: 3 documents, bare pass " in printed and "spaCy 3" in printed


def test_the_numbers_are_those_of_the_evaluation_of_that_extractor(asked, gold, extractor, monkeypatch, capsys):
    class Silent:
        """In the place of coreference: an extractor that finds nothing."""

        nlp, fingerprint = extractor.nlp, extractor.fingerprint

        def extract_many(self, texts):
            return ([] for _ in texts)

    whole = Extractor.load
    monkeypatch.setattr(Extractor, "load", lambda model=None, coreference=True: whole() if coreference else Silent())
    ablation.main([str(gold)])
    printed = capsys.readouterr().out
    documents = read_gold(gold)
    found = extractor.extract_many([document.text for document in documents])
    assert numbers(printed, "everything")[:7] == [f"{v:.4f}" for _, v in figure_rows(evaluate(zip(documents, found)))]
    assert numbers(printed, "without coreference")[:7] == ["0.0000"] * 7
    assert numbers(printed, "without coreference")[7:] == ["0.00", "1.00"]


def test_time_is_given_beyond_and_over_the_bare_pass(asked, gold, monkeypatch, capsys):
    def read(extractor, documents, parses):
        parses.seconds = 2.0
        return [[] for _ in documents], 0.5

    monkeypatch.setattr(ablation, "read_parses", read)
    ablation.main([str(gold)])
    printed = capsys.readouterr().out
    assert numbers(printed, "rules alone")[7:] == ["0.50", "1.25"]
    assert "bare pass 2.00 s" in printed
