"""The network over named features: scores, shares, and the file that it is kept in."""

from __future__ import annotations

import numpy as np
import pytest

from quotes.extraction.ranking import FeatureNetwork


@pytest.fixture
def network() -> FeatureNetwork:
    rows = np.array([[0, 0], [1, 0], [0, 1], [-2, 0]], dtype=np.float32)
    index = {"near": 1, "named": 2, "far\naway": 3}
    return FeatureNetwork(index, rows, np.zeros(2, np.float32), np.array([1, 0.5], np.float32), 2.0, 0.25)


def test_scores_add_up_the_rows_of_what_is_true(network):
    assert network.scores([["near"], ["near", "named"], ["near", "far\naway"]]).tolist() == [2.5, 3.5, 0.5]


def test_features_that_were_not_learned_are_passed_over(network):
    assert network.scores([["near", "unheard of"], [], ["unheard of"]]).tolist() == [2.5, 0.5, 0.5]


def test_shares_of_one_decision_sum_to_one_and_follow_the_scores(network):
    shares = network.probabilities([["near"], ["near", "named"], []])
    assert shares.sum() == pytest.approx(1)
    assert shares.argmax() == 1 and shares.argmin() == 2


def test_a_network_is_the_same_after_it_was_written_and_read(network, tmp_path):
    (tmp_path / "network.npz").write_bytes(network.to_bytes())
    again = FeatureNetwork.from_disk(tmp_path / "network.npz")
    items = [["near"], ["named", "far\naway"], []]
    assert again.index == network.index
    assert again.scores(items) == pytest.approx(network.scores(items), abs=1e-3)


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 nor this"])
def test_anything_else_is_no_network(data):
    with pytest.raises(ValueError):
        FeatureNetwork.from_bytes(data)
