"""The sample corpus: every planted error is found, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quotes.extraction import Extractor
from quotes.ingest import RunSummary, ingest
from quotes.settings import resource_folder
from quotes.store import Archive, FindingRecord
from quotes.wording.folding import fold

SEEDS = resource_folder("seeds")
PLANTED: list[dict[str, Any]] = [
    json.loads(line) for line in (SEEDS / "planted.jsonl").read_text("utf-8").splitlines()
]
ERRORS = [row for row in PLANTED if row["kind"] != "none"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, extractor: Extractor) -> tuple[RunSummary, list[FindingRecord]]:
    """The run that read the sample corpus, and its findings."""
    path: Path = tmp_path_factory.mktemp("sample") / "archive.sqlite"
    with Archive.open(str(path)) as archive:
        archive.ensure_register()
        summary = ingest([SEEDS / "corpus"], archive, extractor=extractor)
        return summary, archive.findings(limit=200).items


def concerns(finding: FindingRecord, row: dict[str, Any]) -> bool:
    """Whether a finding has the planted quotation among its evidence, in the article where it was planted."""
    return finding.kind == row["kind"] and any(
        fold(row["quotation"]).text in fold(quotation.text).text and quotation.document.title == row["title"]
        for reading in finding.readings
        for quotation in reading.quotations
    )


@pytest.mark.parametrize("row", ERRORS, ids=lambda row: f"{row['kind']}: {row['title'][:30]}")
def test_every_planted_error_is_found(sample: tuple[RunSummary, list[FindingRecord]], row: dict[str, Any]) -> None:
    assert [finding for finding in sample[1] if concerns(finding, row)]


def test_nothing_else_is_found(sample: tuple[RunSummary, list[FindingRecord]]) -> None:
    summary, found = sample
    assert [each.summary for each in found if not any(concerns(each, row) for row in ERRORS)] == []
    assert summary.findings == len(found) == len(ERRORS)
