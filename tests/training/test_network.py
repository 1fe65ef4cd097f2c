"""The network in torch and the one in numpy are one network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: pip install 'quotes[train]'")

from quotes.analysis.network import ArcScorer, Encoder, Linear, Sizes  # noqa: E402
from quotes.analysis.weights import Table  # noqa: E402
from quotes.analysis.windows import Window  # noqa: E402
from quotes.training.batches import MISSING, Answers  # noqa: E402
from quotes.training.network import Batch, Network, accuracies, losses  # noqa: E402

SIZES = Sizes(50, 5, 6, 9, layers=2, width=24, heads=4, inner=48, positions=64, arc=8, label=7)


def answers(seed, words=9):
    random = np.random.default_rng(seed)
    pieces = random.integers(0, 50, size=words + 4)
    window = Window(
        0,
        words,
        pieces,
        random.integers(0, 13, size=words + 4),
        random.integers(0, 4, size=words + 4),
        np.arange(1, words + 1),
    )
    heads = np.full(words, 2)
    starts = np.array([1] + [0] * (words - 1))
    return Answers(
        window,
        random.integers(0, 5, size=words),
        heads,
        random.integers(0, 6, size=words),
        starts,
        random.integers(0, 9, size=words),
        np.ones(words, dtype=int),
    )


@pytest.fixture
def network():
    torch.manual_seed(1)
    network = Network(SIZES)
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    table = Table.of(network.pieces.weight.numpy()).matrix()
    network.pieces.weight.copy_(torch.from_numpy(table))
    return network.eval()


def test_numpy_computes_what_torch_trained(network):
    windows = [answers(1), answers(2, words=14), answers(3, words=1)]
    batch = Batch.of(windows, pad=0)
    arrays = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    with torch.no_grad():
        words = network.words(batch)
        arcs, labels = network.arcs(words), network.relations(words, batch.heads.clamp(min=0, max=8))
        entities = network.entity(words)
    encoder, scorer = Encoder(arrays, SIZES.heads), ArcScorer(arrays)
    for number, found in enumerate(encoder([item.window for item in windows])):
        count = len(found)
        assert found == pytest.approx(words[number, :count].numpy(), abs=1e-3)
        parts = scorer(found)
        assert parts.scores(0, count) == pytest.approx(arcs[number, :count, :count].numpy(), abs=1e-2)
        if count > 2:
            mine = scorer.relations(parts, windows[number].heads)
            assert mine == pytest.approx(labels[number, :count].numpy(), abs=1e-2)
        assert Linear(arrays, "entity")(found) == pytest.approx(entities[number, :count].numpy(), abs=1e-2)


def test_a_few_updates_teach_a_few_windows():
    torch.manual_seed(1)
    network = Network(SIZES, dropout=0.0, unknown=0.0)
    batch = Batch.of([answers(1), answers(2)], pad=0)
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.01)
    for _ in range(120):
        optimizer.zero_grad()
        sum(losses(network, batch).values()).backward()
        optimizer.step()
    assert min(accuracies(network.eval(), [batch]).values()) > 0.95


def test_what_is_missing_costs_nothing():
    network = Network(SIZES).eval()
    full = answers(1)
    nothing = np.full(9, MISSING)
    empty = replace(full, tags=nothing, heads=nothing, relations=nothing, starts=nothing, entities=nothing)
    found = losses(network, Batch.of([empty], pad=0))
    assert {name: value.item() for name, value in found.items()} == dict.fromkeys(found, 0.0)
