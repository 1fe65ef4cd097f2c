"""The identity gate: the tables of ``tests/gold/identities*.jsonl`` against floors pinned in ``identity_floors.json``.

Each table's articles are ingested into a new archive with the shipped register, and every mention's speaker is compared
with the identity that the table gives (``python -m tests.benchmarks.identities`` says how, and lists what is wrong). A
table that changed while its hash did not fails, so that a floor can't be lowered silently.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from quotes.extraction import Extractor
from tests.benchmarks.identities import measure, names_of_corpus

TESTS = Path(__file__).resolve().parent
FLOORS: dict[str, dict[str, Any]] = json.loads((TESTS / "identity_floors.json").read_text(encoding="utf8"))
POLNEAR = TESTS.parents[1] / "shared" / "eval" / "polnear_dev.jsonl"


@pytest.mark.parametrize("name", FLOORS)
def test_mentions_have_their_identities(extractor: Extractor, name: str) -> None:
    pinned = FLOORS[name]
    table = TESTS / pinned["path"]
    digest = hashlib.sha256(table.read_bytes()).hexdigest()
    assert digest == pinned["sha256"], f"{table.name} changed: pin its floors anew"
    figures = measure(extractor, table)
    assert figures.right >= pinned["right"]
    assert figures.wrong_merges <= pinned["wrong_merges"]


@pytest.mark.skipif(not POLNEAR.is_file(), reason="../shared lies beside developers' checkouts only")
def test_a_person_of_many_articles_is_one_speaker(extractor: Extractor) -> None:
    names = names_of_corpus(extractor, POLNEAR)
    assert sum(map(len, names.values())) / len(names) <= 1.05
