"""The trainer of the learned decisions, on choices that can be solved by hand."""

from __future__ import annotations

import random

import numpy as np
import pytest

from quotes.training.ranker import Choice, Options, calibrate, train_ensemble, train_network


def speakers(count: int, noise: float = 0.0) -> list[Choice]:
    """Who spoke is whoever stands near and has a verb of saying; either alone is not enough."""
    random_ = random.Random(1)
    choices = []
    for number in range(count):
        items, right = [], []
        for place in range(4):
            near, says = place in (0, 1), place in (0, 2)
            items.append([f"near={near}", f"says={says}", f"name={random_.choice('abcdefgh')}"])
            right.append((near and says) != (random_.random() < noise))
        if any(right):
            choices.append(Choice(items, right, str(number)))
    return choices


def right_share(network, choices):
    return np.mean([choice.right[int(np.argmax(network.scores(choice.items)))] for choice in choices])


def test_features_learn_to_speak_together():
    network = train_network(speakers(200), Options(hidden=8, epochs=20))
    assert right_share(network, speakers(50)) == 1.0


def test_yes_and_no_are_told_apart_by_the_sign_of_the_score():
    choices = [Choice([["quoted", "long"]], [True], "a"), Choice([["title"]], [False], "b")] * 60
    network = train_network(choices, Options(hidden=4, epochs=30))
    long, title = network.scores([["quoted", "long"], ["title"]])
    assert long > 0 > title


def test_the_same_seed_gives_the_same_network():
    first, second = (train_network(speakers(50), Options(hidden=4, epochs=3)) for _ in range(2))
    assert np.array_equal(first.rows, second.rows)


def test_an_ensemble_gives_the_mean_of_its_members_scores():
    options = Options(hidden=4, epochs=3)
    choices = speakers(60)
    joined = train_ensemble(choices, options, 2)
    apart = [train_network(choices, Options(hidden=4, epochs=3, seed=seed)) for seed in (0, 1)]
    items = choices[0].items
    assert joined.scores(items) == pytest.approx(sum(network.scores(items) for network in apart) / 2, abs=1e-4)


def test_calibration_lowers_the_shares_of_a_network_that_is_too_sure():
    network = train_network(speakers(200), Options(hidden=8, epochs=20))
    calibrate(network, speakers(200, noise=0.3))
    assert network.scale < 1


def test_features_seen_too_seldom_are_not_kept():
    choices = speakers(20)
    choices[0].items[0].append("once")
    assert "once" not in train_network(choices, Options(hidden=2, epochs=1)).index
