"""Kinds of work that tell two people of one name apart."""

from __future__ import annotations

import pytest

from quotes.speakers.occupations import contradict, kinds_of_work, no_public_figure


@pytest.mark.parametrize(
    "phrase, kinds",
    [
        ("a plumber", {"trade"}),
        ("the goalkeepers", {"sport"}),
        ("a window cleaner", {"trade"}),
        ("the harbour master", {"sea"}),
        ("Capt", {"sea"}),
        ("Coach", {"sport"}),
        ("Dr", {"medicine", "science"}),
        ("a schoolteacher and councillor", {"school", "office"}),
        ("the Harl police officer", {"guard"}),
        ("a tall man", set()),
        ("", set()),
    ],
)
def test_a_description_tells_a_kind_of_work(phrase, kinds):
    assert kinds_of_work(phrase) == kinds


@pytest.mark.parametrize(
    "phrase", ["the former midfielder", "a retired nurse", "the late novelist", "ex-striker", "a one-time miner"]
)
def test_past_work_tells_nothing_of_now(phrase):
    assert kinds_of_work(phrase) == frozenset()


@pytest.mark.parametrize(
    "told, before",
    [
        ("a butcher", "the sprinter"),
        ("a violinist", "a fisherman"),
        ("a nurse", "a footballer"),
        ("the vicar", "a welder"),
    ],
)
def test_two_kinds_of_work_that_one_life_hardly_has_contradict_either_way(told, before):
    assert contradict([told], [before])
    assert contradict([before], [told])


@pytest.mark.parametrize(
    "told, before",
    [
        ("a teacher", "a councillor"),
        ("a lawyer", "a senator"),
        ("the novelist", "a journalist"),
        ("a butcher", "a former sprinter"),
        ("a butcher", "a baker"),
        ("a butcher", "a woman from Harl"),
    ],
)
def test_work_that_may_meet_or_is_not_told_contradicts_nothing(told, before):
    assert contradict([told], [before]) is None
    assert contradict([before], [told]) is None


def test_one_shared_kind_of_work_settles_it():
    assert contradict(["a butcher", "a sprinter"], ["the sprinter"]) is None


def test_only_work_without_public_life_rules_an_official_out():
    assert no_public_figure(["a plumber"]) == "trade"
    assert no_public_figure(["a plumber", "the councillor"]) is None
    assert no_public_figure(["a lawyer"]) is None
    assert no_public_figure([]) is None
