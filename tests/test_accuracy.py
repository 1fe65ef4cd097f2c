"""The accuracy gate: extraction scored on gold corpora against floors that are pinned in ``accuracy_floors.json``.

A figure under its floor fails; so does a corpus that changed while its hash did not, so that a floor can't be lowered
silently. A figure well above its floor is a warning that says how far to raise it. The corpora of ``../shared/eval``
are scored where that folder lies beside the checkout; the gold corpus of this repository always.

The figures of all corpora that are there, for setting floors: ``python -m tests.test_accuracy``.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from quotes.evaluation import evaluate, read_gold
from quotes.extraction import Extractor

TESTS = Path(__file__).resolve().parent
FLOORS_FILE = TESTS / "accuracy_floors.json"
FLOORS: dict[str, dict[str, Any]] = json.loads(FLOORS_FILE.read_text(encoding="utf8"))
# a figure this far above its floor no longer guards what was reached
SLACK = 0.01


class FloorIsLow(UserWarning):
    """A figure rose: its floor should follow."""


def corpus_path(name: str) -> Path:
    """Where a corpus lies: beside the tests, or in the shared folder beside the checkout."""
    return TESTS.parent / FLOORS[name]["path"]


def measured(extractor: Extractor, path: Path) -> dict[str, float]:
    """The figures that have floors and ceilings."""
    documents = read_gold(path)
    found = extractor.extract_many([document.text for document in documents])
    figures = evaluate(zip(documents, found)).as_json()
    return {
        "detection": figures["detection"]["f1"],
        "end_to_end": figures["end_to_end"]["f1"],
        "attribution": figures["attribution"],
        "wrong_names": figures["wrong_names"],
    }


def shortfalls(figures: dict[str, float], pinned: dict[str, Any]) -> list[str]:
    """What fell under its floor or rose over its ceiling, in words."""
    return [
        f"{name} {figures[name]:.4f} is under its floor {floor:.4f}"
        for name, floor in pinned["floors"].items()
        if figures[name] < floor
    ] + [
        f"{name} {figures[name]:.4f} is over its ceiling {ceiling:.4f}"
        for name, ceiling in pinned["ceilings"].items()
        if figures[name] > ceiling
    ]


def gains(figures: dict[str, float], pinned: dict[str, Any]) -> list[str]:
    """What got so much better that floor or ceiling should follow, in words."""
    return [
        f"{name} reached {figures[name]:.4f}: raise the floor {floor:.4f} in {FLOORS_FILE.name}"
        for name, floor in pinned["floors"].items()
        if figures[name] > floor + SLACK
    ] + [
        f"{name} fell to {figures[name]:.4f}: lower the ceiling {ceiling:.4f} in {FLOORS_FILE.name}"
        for name, ceiling in pinned["ceilings"].items()
        if figures[name] < ceiling - SLACK
    ]


@pytest.mark.parametrize("name", list(FLOORS))
def test_extraction_is_as_accurate_as_it_was(name, extractor):
    path = corpus_path(name)
    if not path.is_file():
        assert FLOORS[name]["path"].startswith("../shared/"), f"the corpus {path} is gone"
        pytest.skip(f"no {FLOORS[name]['path']} beside this checkout")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == FLOORS[name]["sha256"], (
        f"{path.name} changed: measure again (python -m tests.test_accuracy), then pin sha256 {digest} and the figures"
    )
    figures = measured(extractor, path)
    assert not shortfalls(figures, FLOORS[name]), f"{name}: {'; '.join(shortfalls(figures, FLOORS[name]))}"
    for gain in gains(figures, FLOORS[name]):
        warnings.warn(f"{name}: {gain}", FloorIsLow, stacklevel=1)


PINNED = {"floors": {"detection": 0.9, "end_to_end": 0.8}, "ceilings": {"wrong_names": 0.1}}


def test_a_figure_under_its_floor_or_over_its_ceiling_is_a_shortfall():
    figures = {"detection": 0.8999, "end_to_end": 0.8, "wrong_names": 0.1001}
    assert shortfalls(figures, PINNED) == [
        "detection 0.8999 is under its floor 0.9000",
        "wrong_names 0.1001 is over its ceiling 0.1000",
    ]
    assert shortfalls({"detection": 0.9, "end_to_end": 1.0, "wrong_names": 0.1}, PINNED) == []


def test_a_figure_well_above_its_floor_asks_for_a_higher_one():
    figures = {"detection": 0.905, "end_to_end": 0.82, "wrong_names": 0.08}
    floor, ceiling = gains(figures, PINNED)
    assert "end_to_end reached 0.8200: raise the floor 0.8000" in floor
    assert "wrong_names fell to 0.0800: lower the ceiling 0.1000" in ceiling


def test_every_corpus_has_floors_for_every_figure():
    for pinned in FLOORS.values():
        assert set(pinned["floors"]) == {"detection", "end_to_end", "attribution"}
        assert set(pinned["ceilings"]) == {"wrong_names"}


def report() -> None:
    """Print path, hash and figures of every corpus that is there, in the shape of the floors file."""
    extractor = Extractor.load()
    found: dict[str, Any] = {}
    for name, pinned in FLOORS.items():
        path = corpus_path(name)
        if path.is_file():
            figures = measured(extractor, path)
            found[name] = {
                "path": pinned["path"],
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "floors": {key: figures[key] for key in pinned["floors"]},
                "ceilings": {key: figures[key] for key in pinned["ceilings"]},
            }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    report()
