from __future__ import annotations

import numpy as np
import pytest

from quotes.analysis.weights import Table, matrix, pack, unpack


@pytest.fixture
def table():
    return np.random.default_rng(3).normal(size=(90, 64)).astype(np.float32)


def test_eight_bits_are_off_by_half_a_step_at_most(table):
    found = Table.of(table)
    assert found.values.dtype == np.int8
    assert (np.abs(found.matrix() - table) <= 0.5001 * np.abs(table).max(axis=1, keepdims=True) / 127).all()


def test_quantising_again_changes_nothing(table):
    once = Table.of(table)
    twice = Table.of(once.matrix())
    assert (once.values == twice.values).all()
    assert np.allclose(once.scales, twice.scales, rtol=1e-6)


def test_rows_of_zeros_stay_zeros():
    assert not Table.of(np.zeros((3, 4), dtype=np.float32)).matrix().any()


def test_some_rows_are_those_of_the_whole(table):
    found = Table.of(table)
    assert (found.rows(np.array([4, 4, 89])) == found.matrix()[[4, 4, 89]]).all()


def test_packed_arrays_come_back(table):
    small = np.array([[1.5, -2.25]], dtype=np.float32)
    found = unpack(pack({"large": table, "small": small, "bias": table[0]}))
    assert isinstance(found["large"], Table)
    assert (matrix(found["small"]) == small).all()
    assert (matrix(found["bias"]) == table[0]).all()
    assert pack(found) == pack(unpack(pack(found)))


def test_a_pickle_is_refused():
    with pytest.raises(ValueError, match="no packed weights"):
        unpack(b"\x80\x04K\x01.")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"something else"])
def test_other_bytes_are_refused(data):
    with pytest.raises(ValueError, match="no packed weights"):
        unpack(data)
