"""A network of random numbers, small enough to look through."""

from __future__ import annotations

import numpy as np
import pytest

WIDTH, INNER, LAYERS, HEADS = 16, 32, 2, 4


def random_arrays(pieces: int, shapes: int = 13) -> dict[str, np.ndarray]:
    random = np.random.default_rng(11)

    def normal(*size: int) -> np.ndarray:
        return random.normal(scale=0.5, size=size).astype(np.float32)

    arrays = {
        "pieces.weight": normal(pieces, WIDTH),
        "positions.weight": normal(512, WIDTH),
        "shapes.weight": normal(shapes, WIDTH),
        "spacing.weight": normal(4, WIDTH),
        "norm.weight": np.ones(WIDTH, dtype=np.float32),
        "norm.bias": normal(WIDTH),
    }
    for layer in range(LAYERS):
        for name, rows, columns in (
            ("attend", 3 * WIDTH, WIDTH),
            ("merge", WIDTH, WIDTH),
            ("inner", INNER, WIDTH),
            ("outer", WIDTH, INNER),
        ):
            arrays[f"layers.{layer}.{name}.weight"] = normal(rows, columns)
            arrays[f"layers.{layer}.{name}.bias"] = normal(rows)
        for name in ("attend_norm", "norm"):
            arrays[f"layers.{layer}.{name}.weight"] = np.ones(WIDTH, dtype=np.float32)
            arrays[f"layers.{layer}.{name}.bias"] = normal(WIDTH)
    return arrays


@pytest.fixture
def arrays() -> dict[str, np.ndarray]:
    return random_arrays(40)
