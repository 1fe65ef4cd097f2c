"""A small network over named features: the embeddings of what is true are added up, and a hidden layer is read.

``score = w · relu(Σ E[feature] + b)``, as in a sum-of-embeddings classifier (Joulin et al. 2017) with the listwise
softmax of Denis and Baldridge (2008) over the candidates of one decision. Adding rows of a table is all that a decision
costs, and the hidden layer lets features speak together ("a pronoun" and "before a verb of saying").

Weights are one ``.npz`` (no pickle): the sorted feature names, their rows in half precision, and the head.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass
class FeatureNetwork:
    """Scores of feature lists; ``rows`` is (features, hidden), ``bias`` and ``head`` are (hidden,).

    ``scale`` is the temperature that calibration found: scores are multiplied by it.
    """

    index: dict[str, int]
    rows: Floats
    bias: Floats
    head: Floats
    scale: float = 1.0
    offset: float = 0.0

    def scores(self, items: Sequence[Sequence[str]]) -> Floats:
        """One score an item (shape ``(len(items),)``); features that were not learned are passed over."""
        ids: list[int] = []
        starts: list[int] = []
        known = self.index
        for features in items:
            starts.append(len(ids))
            ids.append(0)  # row 0 is empty, so that no item is without a row
            ids += [known[feature] for feature in features if feature in known]
        summed = np.add.reduceat(self.rows[ids], starts, axis=0)
        hidden = np.maximum(summed + self.bias, 0.0)
        return np.asarray((hidden @ self.head + self.offset) * self.scale, dtype=np.float32)

    def probabilities(self, items: Sequence[Sequence[str]]) -> Floats:
        """The scores as shares of one decision among the items; sums to 1."""
        scores = self.scores(items)
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum(), dtype=np.float32)

    def to_bytes(self) -> bytes:
        """The weights as an ``.npz``."""
        names = sorted(self.index, key=self.index.__getitem__)
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            names=np.frombuffer("\0".join(names).encode(), dtype=np.uint8),
            rows=self.rows[1:].astype(np.float16),
            bias=self.bias,
            head=self.head,
            calibration=np.array([self.scale, self.offset], dtype=np.float32),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> FeatureNetwork:
        """The inverse of :meth:`to_bytes`; raises ``ValueError`` for anything else."""
        if not zipfile.is_zipfile(io.BytesIO(data)):
            raise ValueError("no .npz archive")
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            names = arrays["names"].tobytes().decode().split("\0")
            rows = arrays["rows"].astype(np.float32)
            scale, offset = (float(value) for value in arrays["calibration"])
            rows = np.concatenate([np.zeros((1, rows.shape[1]), dtype=np.float32), rows])
            index = {name: number for number, name in enumerate(names, 1)}
            return cls(index, rows, arrays["bias"], arrays["head"], scale, offset)

    @classmethod
    def from_disk(cls, path: Path) -> FeatureNetwork:
        """Read a file that holds what :meth:`to_bytes` gave."""
        return cls.from_bytes(path.read_bytes())
