"""Training of a :class:`~quotes.extraction.ranking.FeatureNetwork`, for choices among candidates or for yes and no.

Plain numpy, with scipy for the product of a sparse matrix: a few thousand decisions take a minute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize_scalar

from quotes.extraction.ranking import FeatureNetwork, Floats


@dataclass
class Choice:
    """One decision: the candidates' features, which of them are right, and the group (document) that it comes from.

    A yes-or-no decision has one item; it is right or not.
    """

    items: list[list[str]]
    right: list[bool]
    group: str
    weight: float = 1.0


@dataclass
class Options:
    """How the network is trained; chosen on cross-validated folds of the training articles."""

    hidden: int = 24
    epochs: int = 12
    rate: float = 0.01
    decay: float = 2e-4
    feature_dropout: float = 0.15
    least_count: int = 3
    batch: int = 64
    seed: int = 0


@dataclass
class _Adam:
    shapes: list[tuple[int, ...]]
    rate: float
    step: int = 0
    first: list[Floats] = field(default_factory=list)
    second: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.first = [np.zeros(shape, dtype=np.float32) for shape in self.shapes]
        self.second = [np.zeros(shape, dtype=np.float32) for shape in self.shapes]

    def update(self, weights: list[Floats], gradients: list[Floats], share: float) -> None:
        """One update in place; ``share`` of the rate is left."""
        self.step += 1
        rate = self.rate * share * np.sqrt(1 - 0.999**self.step) / (1 - 0.9**self.step)
        for weight, gradient, first, second in zip(weights, gradients, self.first, self.second):
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient * gradient - second)
            weight -= rate * first / (np.sqrt(second) + 1e-8)


def train_ensemble(choices: Sequence[Choice], options: Options, members: int) -> FeatureNetwork:
    """Several networks that differ by their seed, joined into one that gives the mean of their scores."""
    seeds = range(options.seed, options.seed + members)
    networks = [train_network(choices, replace(options, seed=seed)) for seed in seeds]
    return FeatureNetwork(
        networks[0].index,
        np.concatenate([network.rows for network in networks], axis=1),
        np.concatenate([network.bias for network in networks]),
        (np.concatenate([network.head for network in networks]) / members).astype(np.float32),
        1.0,
        float(np.mean([network.offset for network in networks])),
    )


def train_network(choices: Sequence[Choice], options: Options | None = None) -> FeatureNetwork:
    """The network that gives the right candidates the greatest share; yes-or-no where every choice has one item."""
    options = options or Options()
    rng = np.random.default_rng(options.seed)
    counts = Counter(feature for choice in choices for item in choice.items for feature in set(item))
    names = sorted(name for name, count in counts.items() if count >= options.least_count)
    index = {name: number for number, name in enumerate(names, 1)}
    matrix, bounds = _matrix(choices, index)
    right = np.array([value for choice in choices for value in choice.right], dtype=bool)
    weights = np.array([choice.weight for choice in choices], dtype=np.float32)
    single = all(len(choice.items) == 1 for choice in choices)
    rows = rng.normal(0, 0.1, (len(names) + 1, options.hidden)).astype(np.float32)
    rows[0] = 0
    bias = np.full(options.hidden, 0.1, dtype=np.float32)
    head = rng.normal(0, 0.3, options.hidden).astype(np.float32)
    offset = np.zeros(1, dtype=np.float32)
    parameters = [rows, bias, head, offset]
    adam = _Adam([parameter.shape for parameter in parameters], options.rate)
    total = options.epochs * (1 + (len(choices) - 1) // options.batch)
    done = 0
    averages = [parameter.copy() for parameter in parameters]
    for _ in range(options.epochs):
        order = rng.permutation(len(choices))
        for begin in range(0, len(order), options.batch):
            batch = order[begin : begin + options.batch]
            taken = np.concatenate([np.arange(*bounds[number]) for number in batch])
            part = matrix[taken].copy()
            if options.feature_dropout:
                kept = rng.random(part.nnz) >= options.feature_dropout
                part.data *= kept / (1 - options.feature_dropout)
            before = part @ rows + bias
            hidden = np.maximum(before, 0)
            scores = hidden @ head + offset[0]
            lengths = [bounds[number][1] - bounds[number][0] for number in batch]
            gradient = _gradient(scores, right[taken], lengths, weights[batch], single)
            spread = np.outer(gradient, head) * (before > 0)
            gradients = [
                np.asarray(part.T @ spread, dtype=np.float32) + options.decay * rows,
                spread.sum(0) + options.decay * bias,
                hidden.T @ gradient + options.decay * head,
                np.array([gradient.sum()], dtype=np.float32),
            ]
            gradients[0][0] = 0
            adam.update(parameters, gradients, max(0.02, 1 - done / total))
            done += 1
            if done > total * 0.6:
                for average, parameter in zip(averages, parameters):
                    average += (parameter - average) / (done - int(total * 0.6))
    rows, bias, head, offset = averages
    return FeatureNetwork(index, rows, bias, head, 1.0, float(offset[0]))


def _matrix(
    choices: Sequence[Choice], index: dict[str, int]
) -> tuple[sparse.csr_matrix, list[tuple[int, int]]]:
    """One row an item, one column a feature; and the rows of each choice."""
    columns: list[int] = []
    starts = [0]
    bounds = []
    for choice in choices:
        first = len(starts) - 1
        for item in choice.items:
            columns += sorted({index[feature] for feature in item if feature in index})
            starts.append(len(columns))
        bounds.append((first, len(starts) - 1))
    data = np.ones(len(columns), dtype=np.float32)
    shape = (len(starts) - 1, len(index) + 1)
    return sparse.csr_matrix((data, columns, starts), shape=shape), bounds


def _gradient(scores: Floats, right: NDArray[np.bool_], lengths: list[int], weights: Floats, single: bool) -> Floats:
    """Of the negative log likelihood of the right items, by their scores, averaged over the batch."""
    if single:
        chance = 1 / (1 + np.exp(-scores))
        return np.asarray((chance - right) * weights / len(lengths), dtype=np.float32)
    gradient = np.zeros_like(scores)
    begin = 0
    for length, weight in zip(lengths, weights):
        part = slice(begin, begin + length)
        shares = np.exp(scores[part] - scores[part].max())
        shares /= shares.sum()
        true = shares * right[part]
        if true.sum() > 0:
            gradient[part] = (shares - true / true.sum()) * weight
        begin += length
    return np.asarray(gradient / len(lengths), dtype=np.float32)


def calibrate(network: FeatureNetwork, choices: Sequence[Choice]) -> None:
    """Set the temperature that makes the shares of held-out choices likeliest, in place (Guo et al. 2017)."""
    network.scale = 1.0
    scored = [(network.scores(choice.items), np.array(choice.right)) for choice in choices if any(choice.right)]

    def loss(scale: float) -> float:
        total = 0.0
        for scores, right in scored:
            raised = np.exp(scale * (scores - scores.max()))
            total -= float(np.log(max(1e-9, raised[right].sum() / raised.sum())))
        return total

    network.scale = float(minimize_scalar(loss, bounds=(0.2, 3.0), method="bounded").x)
