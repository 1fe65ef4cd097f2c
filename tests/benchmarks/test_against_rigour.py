"""The comparison with rigour: its counting, what it says where rigour is absent, and rigour where it is there."""

from __future__ import annotations

import sys
from importlib import metadata

import pytest

from tests.benchmarks import against_rigour
from tests.benchmarks.against_rigour import Counts, Judge, accuracy, best_threshold, count, may_be_one, safely_one
from tests.benchmarks.conftest import table
from tests.speakers.pairs import Pair

PAIRS = [
    Pair("titles", "Mr. Falk", "Falk", "same"),
    Pair("titles", "Mr. Falk", "Mrs. Falk", "different"),
    Pair("nicknames", "Bob Falk", "Robert Falk", "open"),
]


def test_precision_and_recall_are_those_of_the_answers():
    scores = [0.9, 0.8, 0.3]
    assert count(PAIRS, scores, may_be_one, 0.5) == Counts(right=1, wrong=1, missed=1)
    assert count(PAIRS, scores, safely_one, 0.85) == Counts(right=1, wrong=0, missed=0)
    counts = Counts(right=3, wrong=1, missed=2)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert Counts(0, 0, 0).precision == 1.0


def test_a_rival_gets_the_threshold_that_makes_the_fewest_mistakes():
    assert best_threshold(PAIRS, [0.9, 0.2, 0.6], may_be_one) == (0, 0.6)
    assert best_threshold(PAIRS, [0.9, 0.95, 0.6], may_be_one) == (1, 0.6)


def test_accuracy_is_of_three_verdicts():
    assert accuracy(PAIRS, Judge("x", [0.95, 0.1, 0.7], 0.6, 0.9, 0, 0)) == 1.0
    assert accuracy(PAIRS, Judge("x", [0.95, 0.1, 0.9], 0.6, 0.9, 0, 0)) == pytest.approx(2 / 3)


def test_without_the_rivals_the_command_says_so_and_judges_by_itself(monkeypatch, capsys):
    for name in ("rigour", "rigour.names", "rapidfuzz"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(against_rigour, "read_pairs", lambda: PAIRS)
    assert against_rigour.main(["--mistakes"]) == 0
    printed = capsys.readouterr().out
    assert "rigour is not installed" in printed and "rapidfuzz is not installed" in printed
    assert f"nameparser {metadata.version('nameparser')}" in printed
    rows = table(printed)
    assert rows["right of three"] == ["3", "1.0000"]
    assert rows["false 'same'"] == ["2", "0.0000"]
    assert rows["titles"] == ["2", "1.000 1.000"]


def test_rigour_itself_pairs_the_same_name():
    pytest.importorskip("rigour.names")
    for score in against_rigour.rigour_scorers():
        assert score("Viktor Orbán", "Orbán Viktor") == 1.0
        assert score("Viktor Orbán", "Olaf Scholz") < 0.5
