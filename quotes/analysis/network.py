"""The network in numpy: word pieces to one vector a word, and the heads' scores from these vectors.

A transformer encoder (Vaswani et al., 2017; BERT's, Devlin et al., 2019), normalised after each half layer, with
x·σ(1.702 x) for GELU (Hendrycks and Gimpel, 2016), whose factor lies in the weights. Pieces of several windows go
through the linear parts together, without padding; only attention is computed window by window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quotes.analysis.weights import Table, matrix
from quotes.analysis.windows import Window

# pieces that go through a layer together: enough for the matrix product, little enough for the cache
_CHUNK = 1024
_BLOCK = 256
_EPSILON = 1e-12
Arrays = Mapping[str, np.ndarray | Table]


@dataclass(frozen=True)
class Sizes:
    """Of the network: counts of pieces, layers, classes; widths of vectors."""

    pieces: int
    tags: int
    relations: int
    entities: int
    layers: int = 4
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    shapes: int = 13
    arc: int = 192
    label: int = 64


class Linear:
    """``x @ weight.T + bias``, for rows of float32."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self.weight = np.ascontiguousarray(matrix(arrays[f"{name}.weight"]).T, dtype=np.float32)
        self.bias = np.asarray(arrays[f"{name}.bias"], dtype=np.float32) if f"{name}.bias" in arrays else None

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """Rows × inputs to rows × outputs."""
        found: np.ndarray = rows @ self.weight
        if self.bias is not None:
            found += self.bias
        return found


class _Norm:
    """Layer normalisation (Ba et al., 2016), in place."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self.weight = np.asarray(arrays[f"{name}.weight"], dtype=np.float32)
        self.bias = np.asarray(arrays[f"{name}.bias"], dtype=np.float32)

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        rows -= rows.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", rows, rows)
        variance /= rows.shape[1]
        variance += _EPSILON
        rows *= (1.0 / np.sqrt(variance))[:, None]
        rows *= self.weight
        rows += self.bias
        return rows


class _Layer:
    def __init__(self, arrays: Arrays, name: str, heads: int) -> None:
        self.heads = heads
        self.attend = Linear(arrays, f"{name}.attend")
        width = self.attend.weight.shape[0]
        # the division of every score by √(width of a head) happens here, once
        scale = np.float32(1.0 / np.sqrt(width // heads))
        self.attend.weight[:, :width] *= scale
        assert self.attend.bias is not None
        self.attend.bias = self.attend.bias.copy()
        self.attend.bias[:width] *= scale
        self.merge = Linear(arrays, f"{name}.merge")
        self.attend_norm = _Norm(arrays, f"{name}.attend_norm")
        self.inner = Linear(arrays, f"{name}.inner")
        self.outer = Linear(arrays, f"{name}.outer")
        self.norm = _Norm(arrays, f"{name}.norm")

    def __call__(self, rows: np.ndarray, bounds: Sequence[tuple[int, int]]) -> np.ndarray:
        """Rows of several windows (each the range of one of ``bounds``) to rows."""
        attended = self.attend(rows)
        context = np.empty_like(rows)
        for start, end in bounds:
            self._attention(attended[start:end], context[start:end])
        context = self.merge(context)
        context += rows
        rows = self.attend_norm(context)
        out = np.empty_like(rows)
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            hidden = self.inner(block)
            gate = np.negative(hidden)
            np.exp(gate, out=gate)
            gate += 1.0
            hidden /= gate
            changed = self.outer(hidden)
            changed += block
            out[start : start + _BLOCK] = self.norm(changed)
        return out

    def _attention(self, attended: np.ndarray, out: np.ndarray) -> None:
        length, width = out.shape
        split = attended.reshape(length, 3, self.heads, width // self.heads)
        query = np.ascontiguousarray(split[:, 0].transpose(1, 0, 2))
        key = np.ascontiguousarray(split[:, 1].transpose(1, 2, 0))
        value = np.ascontiguousarray(split[:, 2].transpose(1, 0, 2))
        scores = query @ key
        scores -= scores.max(axis=2, keepdims=True)
        np.exp(scores, out=scores)
        context = scores @ value
        context /= scores.sum(axis=2, keepdims=True)
        out.reshape(length, self.heads, -1)[:] = context.transpose(1, 0, 2)


class Encoder:
    """Windows of word pieces to one vector a word: the vector of the word's first piece."""

    def __init__(self, arrays: Arrays, heads: int) -> None:
        pieces = arrays["pieces.weight"]
        self.pieces = pieces if isinstance(pieces, Table) else Table.of(pieces)
        self.positions = matrix(arrays["positions.weight"]).astype(np.float32)
        self.shapes = matrix(arrays["shapes.weight"]).astype(np.float32)
        self.spacing = matrix(arrays["spacing.weight"]).astype(np.float32)
        self.norm = _Norm(arrays, "norm")
        layers = {name.split(".")[1] for name in arrays if name.startswith("layers.")}
        self.layers = [_Layer(arrays, f"layers.{number}", heads) for number in range(len(layers))]

    @property
    def width(self) -> int:
        """The length of a word's vector."""
        return self.positions.shape[1]

    def __call__(self, windows: Sequence[Window]) -> list[np.ndarray]:
        """For each window its words' vectors: words × width, float32. Windows do not see each other."""
        found: list[np.ndarray] = []
        chunk: list[Window] = []
        size = 0
        for window in windows:
            if chunk and size + window.size > _CHUNK:
                found += self._encode(chunk)
                chunk, size = [], 0
            chunk.append(window)
            size += window.size
        if chunk:
            found += self._encode(chunk)
        return found

    def _encode(self, windows: Sequence[Window]) -> list[np.ndarray]:
        ends = np.cumsum([window.size for window in windows]).tolist()
        bounds = list(zip([0, *ends], ends))
        rows = self.pieces.rows(np.concatenate([window.pieces for window in windows]))
        rows += self.shapes[np.concatenate([window.shapes for window in windows])]
        rows += self.spacing[np.concatenate([window.spacing for window in windows])]
        for start, end in bounds:
            rows[start:end] += self.positions[: end - start]
        rows = self.norm(rows)
        # a gate of e^88 and more is infinite and closes: that is right
        with np.errstate(over="ignore"):
            for layer in self.layers:
                rows = layer(rows, bounds)
        return [rows[start + window.firsts] for window, (start, _) in zip(windows, bounds)]


class ArcScorer:
    """Biaffine scores of heads and of their labels (Dozat and Manning, 2017); a root is its own head."""

    def __init__(self, arrays: Arrays) -> None:
        # the four first layers as one product
        names = ("arc_child", "arc_head", "label_child", "label_head")
        parts = [Linear(arrays, name) for name in names]
        self._first = parts[0]
        self._widths = np.cumsum([part.weight.shape[1] for part in parts])[:-1].tolist()
        self._first.bias = np.concatenate([part.bias for part in parts if part.bias is not None])
        self._first.weight = np.ascontiguousarray(np.concatenate([part.weight for part in parts], axis=1))
        self._arc = Linear(arrays, "arc")
        self._prior = Linear(arrays, "arc_prior")
        self._root = Linear(arrays, "root")
        self._label = Linear(arrays, "label")
        self._label_bias = Linear(arrays, "label_bias")

    def __call__(self, words: np.ndarray) -> ArcParts:
        """What the scores of a text's words are made of; words × width."""
        first = self._first(words)
        np.maximum(first, np.float32(0.1) * first, out=first)
        child, head, label_child, label_head = np.split(first, self._widths, axis=1)
        return ArcParts(
            self._arc(child), head, self._prior(head)[:, 0], self._root(child)[:, 0], label_child, label_head
        )

    def relations(self, parts: ArcParts, heads: np.ndarray) -> np.ndarray:
        """Scores of each word's label, given its head: words × labels."""
        head = parts.label_head[heads]
        found = self._label_bias(np.concatenate([parts.label_child, head], axis=1))
        count = found.shape[1]
        for start in range(0, len(heads), _BLOCK):
            rows = slice(start, start + _BLOCK)
            mixed = self._label(parts.label_child[rows]).reshape(-1, count, head.shape[1])
            found[rows] += np.einsum("nrl,nl->nr", mixed, head[rows])
        return found


@dataclass(frozen=True)
class ArcParts:
    """What :class:`ArcScorer` computes once for a text."""

    child: np.ndarray
    head: np.ndarray
    prior: np.ndarray
    root: np.ndarray
    label_child: np.ndarray
    label_head: np.ndarray

    def scores(self, start: int, end: int) -> np.ndarray:
        """Of the words ``start``..``end`` (exclusive): children × heads, roots on the diagonal."""
        found: np.ndarray = self.child[start:end] @ self.head[start:end].T
        found += self.prior[start:end]
        found[np.arange(end - start), np.arange(end - start)] += self.root[start:end]
        return found
