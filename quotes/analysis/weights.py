"""Arrays of numbers as small files: tables in eight bits with a scale for each row, without pickle.

Rows are quantised symmetrically (value ≈ scale × integer in −127…127); the encoder loses nothing that its figures show.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

# smaller tables stay as they are: they weigh nothing
_MIN_QUANTISED = 4096
_VALUES, _SCALES = ":values", ":scales"


@dataclass(frozen=True)
class Table:
    """A quantised matrix: ``values`` (rows × columns, int8) and ``scales`` (rows, float32)."""

    values: np.ndarray
    scales: np.ndarray

    @classmethod
    def of(cls, matrix: np.ndarray) -> Table:
        """Quantise a matrix of floats. Rows of zeros stay zeros."""
        largest = np.abs(matrix).max(axis=1)
        scales = np.where(largest > 0, largest / 127.0, 1.0).astype(np.float32)
        values = np.rint(matrix / scales[:, None]).clip(-127, 127).astype(np.int8)
        return cls(values, scales)

    def rows(self, numbers: np.ndarray) -> np.ndarray:
        """Some rows as floats."""
        found: np.ndarray = self.values[numbers] * self.scales[numbers][:, None]
        return found

    def matrix(self) -> np.ndarray:
        """The whole as floats."""
        found: np.ndarray = self.values * self.scales[:, None]
        return found


def pack(arrays: Mapping[str, np.ndarray | Table]) -> bytes:
    """The arrays in numpy's ``.npz`` form; large matrices of floats are quantised."""
    parts: dict[str, np.ndarray] = {}
    for name, array in arrays.items():
        if isinstance(array, np.ndarray) and array.ndim == 2 and array.size >= _MIN_QUANTISED:
            array = Table.of(array)
        if isinstance(array, Table):
            parts[name + _VALUES], parts[name + _SCALES] = array.values, array.scales
        else:
            parts[name] = array.astype(np.float32)
    out = io.BytesIO()
    np.savez(out, **parts)  # type: ignore[arg-type]
    return out.getvalue()


def unpack(data: bytes) -> dict[str, np.ndarray | Table]:
    """The inverse of :func:`pack`. Raises :class:`ValueError` where the bytes are something else."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            parts = {name: file[name] for name in file.files}
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, AttributeError) as error:
        raise ValueError(f"these are no packed weights: {error}") from error
    found: dict[str, np.ndarray | Table] = {}
    for name, array in parts.items():
        if name.endswith(_VALUES):
            stem = name.removesuffix(_VALUES)
            found[stem] = Table(array, parts[stem + _SCALES])
        elif not name.endswith(_SCALES):
            found[name] = array
    return found


def matrix(array: np.ndarray | Table) -> np.ndarray:
    """Floats, whether the array was quantised or not."""
    return array.matrix() if isinstance(array, Table) else array
