"""The verdict gate: claims made from the sample corpus and our annotated articles, against claim_floors.json.

``python -m tests.benchmarks.claims`` prints the table and, with ``--errors``, the wrong answers. An edited claim that
is confirmed is a grave error; the floors name the classes in which any are known, and how many.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quotes.store import Archive
from tests.benchmarks.claims.__main__ import HELD_OUT, OURS, make_archive
from tests.benchmarks.claims.classes import all_claims
from tests.benchmarks.claims.measuring import Row, put, rows

PINNED: dict[str, Any] = json.loads((Path(__file__).parent / "claim_floors.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    with Archive.open(str(tmp_path_factory.mktemp("claims") / "archive.sqlite")) as archive:
        make_archive(archive, OURS)
        answered = put(archive, all_claims(archive, [HELD_OUT], PINNED["claims"], PINNED["seed"]))
    return {row.kind: row for row in rows(answered)}


def test_every_class_of_claims_is_pinned(table: dict[str, Row]) -> None:
    assert set(table) == set(PINNED["floors"])


@pytest.mark.parametrize("kind", PINNED["floors"])
def test_verdicts_are_right_as_often_as_they_were(table: dict[str, Row], kind: str) -> None:
    assert table[kind].share >= PINNED["floors"][kind]


def test_edited_claims_are_not_confirmed(table: dict[str, Row]) -> None:
    known: dict[str, int] = PINNED["edited claims confirmed"]
    assert {row.kind: row.grave for row in table.values() if row.grave > known.get(row.kind, 0)} == {}
