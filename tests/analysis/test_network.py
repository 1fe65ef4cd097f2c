from __future__ import annotations

import math

import numpy as np
import pytest

from quotes.analysis.network import ArcScorer, Encoder, Linear
from quotes.analysis.windows import Window
from tests.analysis.conftest import HEADS, LAYERS, WIDTH


def window(*pieces, firsts=None):
    count = len(pieces)
    numbers = np.array(pieces, dtype=np.int32)
    firsts = np.arange(count) if firsts is None else np.array(firsts)
    return Window(0, len(firsts), numbers, np.full(count, 2), np.full(count, 1), firsts)


def norm(row, weight, bias):
    mean = sum(row) / len(row)
    spread = math.sqrt(sum((x - mean) ** 2 for x in row) / len(row) + 1e-12)
    return [(x - mean) / spread * w + b for x, w, b in zip(row, weight, bias)]


def plain_encoder(arrays, pieces):
    """The same network written out number by number."""

    def linear(name, row):
        return (arrays[f"{name}.weight"] @ np.array(row) + arrays[f"{name}.bias"]).tolist()

    def normed(name, row):
        return norm(row, arrays[f"{name}.weight"], arrays[f"{name}.bias"])

    rows = []
    for place, piece in enumerate(pieces):
        row = arrays["pieces.weight"][piece] + arrays["positions.weight"][place]
        rows.append(normed("norm", row + arrays["shapes.weight"][2] + arrays["spacing.weight"][1]))
    size = WIDTH // HEADS
    for layer in range(LAYERS):
        name = f"layers.{layer}"
        attended = [linear(f"{name}.attend", row) for row in rows]
        after = []
        for row, own in zip(rows, attended):
            context = []
            for head in range(HEADS):
                part = slice(head * size, (head + 1) * size)
                query = own[:WIDTH][part]
                scores = [
                    sum(q * k for q, k in zip(query, other[WIDTH : 2 * WIDTH][part])) / math.sqrt(size)
                    for other in attended
                ]
                shares = [math.exp(score) for score in scores]
                for column in range(size):
                    values = [other[2 * WIDTH :][part][column] for other in attended]
                    context.append(sum(s * v for s, v in zip(shares, values)) / sum(shares))
            merged = linear(f"{name}.merge", context)
            middle = normed(f"{name}.attend_norm", [a + b for a, b in zip(row, merged)])
            hidden = [x / (1 + math.exp(-x)) for x in linear(f"{name}.inner", middle)]
            outer = linear(f"{name}.outer", hidden)
            after.append(normed(f"{name}.norm", [a + b for a, b in zip(middle, outer)]))
        rows = after
    return np.array(rows)


def test_the_encoder_computes_what_the_papers_say(arrays):
    encoder = Encoder(arrays, HEADS)
    # the table of pieces is kept in eight bits
    arrays["pieces.weight"] = encoder.pieces.matrix()
    (found,) = encoder([window(3, 1, 4, 1, 5)])
    assert found == pytest.approx(plain_encoder(arrays, [3, 1, 4, 1, 5]), abs=1e-3)


def test_windows_do_not_see_each_other(arrays):
    encoder = Encoder(arrays, HEADS)
    windows = [window(*range(1, count)) for count in (5, 30, 3, 17)]
    together = encoder(windows)
    for one, found in zip(windows, together):
        assert found == pytest.approx(encoder([one])[0], abs=1e-4)


def test_many_windows_go_through_in_portions(arrays):
    encoder = Encoder(arrays, HEADS)
    windows = [window(*([number % 40] * 300)) for number in range(9)]
    assert [found.shape for found in encoder(windows)] == [(300, WIDTH)] * 9
    assert encoder([]) == []


def test_a_word_has_the_vector_of_its_first_piece(arrays):
    encoder = Encoder(arrays, HEADS)
    whole = encoder([window(1, 2, 3, 4)])[0]
    assert encoder([window(1, 2, 3, 4, firsts=[1, 3])])[0] == pytest.approx(whole[[1, 3]], abs=1e-5)


def test_very_large_numbers_close_the_gate_without_a_warning(arrays, recwarn):
    arrays["layers.0.inner.bias"] = np.full(32, -500.0, dtype=np.float32)
    assert np.isfinite(Encoder(arrays, HEADS)([window(1, 2, 3)])[0]).all()
    assert not recwarn.list


def test_a_linear_map_without_bias(arrays):
    weight = arrays["layers.0.merge.weight"]
    found = Linear({"map.weight": weight}, "map")(np.eye(WIDTH, dtype=np.float32))
    assert found == pytest.approx(weight.T)


def test_arcs_and_labels_are_biaffine():
    random = np.random.default_rng(5)
    arc, label, relations = 6, 3, 4

    def normal(*size):
        return random.normal(size=size).astype(np.float32)

    arrays = {"arc.weight": normal(arc, arc), "label.weight": normal(relations * label, label)}
    for name, rows, columns in (
        ("arc_child", arc, WIDTH),
        ("arc_head", arc, WIDTH),
        ("label_child", label, WIDTH),
        ("label_head", label, WIDTH),
        ("arc_prior", 1, arc),
        ("root", 1, arc),
        ("label_bias", relations, 2 * label),
    ):
        arrays[f"{name}.weight"], arrays[f"{name}.bias"] = normal(rows, columns), normal(rows)
    words = normal(300, WIDTH)
    scorer = ArcScorer(arrays)
    parts = scorer(words)

    def first(name, word):
        row = arrays[f"{name}.weight"] @ words[word] + arrays[f"{name}.bias"]
        return np.where(row > 0, row, 0.1 * row)

    child, head = 7, 9
    expected = arrays["arc.weight"] @ first("arc_child", child) @ first("arc_head", head)
    expected += (arrays["arc_prior.weight"] @ first("arc_head", head) + arrays["arc_prior.bias"])[0]
    assert parts.scores(5, 12)[child - 5, head - 5] == pytest.approx(expected, abs=1e-3)
    heads = np.full(300, 9)
    both = np.concatenate([first("label_child", 280), first("label_head", 9)])
    mixed = (arrays["label.weight"] @ first("label_child", 280)).reshape(relations, label)
    expected = mixed @ first("label_head", 9) + arrays["label_bias.weight"] @ both + arrays["label_bias.bias"]
    assert scorer.relations(parts, heads)[280] == pytest.approx(expected, abs=1e-3)
