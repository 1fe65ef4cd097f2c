"""Ids, links and people's decisions are the same after a hundred re-ingests by other extractors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quotes.errors import Moved
from quotes.ingest.reingest import Wanted, reingest
from quotes.store import Archive

from .quick import QuickExtractor
from .test_reingest import put, write

ROUNDS = 100
SHARED = "“The old quay will never be sold to anybody from Port Lewin,”"
OTHER = "“Nobody asked the fishermen about the second harbour wall,”"
TEXTS = {
    "a": f"{SHARED} said Ann Lee at noon. “We counted nine ships,” said Bo Rask. “It rained,” said Mary Kane.",
    "b": f"The talks went on. {SHARED} said Davit Helm, who had come late. “Snow fell on the market,” said Bo Rask.",
    "c": f"{OTHER} said Ines Ortega. “Trains will stop,” said Bo Rask. “My sister grows roses,” said Anne Lee.",
    "d": f"It was a long day for the town. {OTHER} said Paul Adeyemi. “Bread is dear this winter,” said Anne Lee.",
}


def night(archive: Archive, variant: int) -> None:
    reingest(archive, Wanted(stale=True), extractor=QuickExtractor(variant))


def state(archive: Archive) -> dict[str, Any]:
    """Everything that has an id, and what it leads to."""
    return {
        "quotations": {
            item.id: (item.text, item.speaker and item.speaker.id, item.method, item.document.id)
            for item in archive.quotations(limit=500).items
        },
        "documents": {item.id: item.version for item in archive.documents(limit=500).items},
        "speakers": {item.id: (item.name, item.quotations) for item in archive.speakers(limit=500).items},
        "findings": {
            item.id: (item.kind, item.status, [review.note for review in item.reviews])
            for item in archive.findings(limit=500).items
        },
    }


def one(archive: Archive, name: str) -> str:
    (speaker,) = archive.find_speakers(name)
    return speaker.id


@pytest.fixture
def decided(archive: Archive, tmp_path: Path) -> Archive:
    for name, text in TEXTS.items():
        write(tmp_path / "post" / f"{name}.txt", f"Report {name.upper()} of the harbour\n\n{text}\n")
    put(archive, "post", "folder", tmp_path / "post")
    night(archive, 0)
    return archive


def test_a_hundred_other_extractors_change_no_id_and_no_decision(decided: Archive) -> None:
    archive = decided
    old, survivor = one(archive, "Anne Lee"), one(archive, "Ann Lee")
    archive.merge_speakers(old, survivor, who="desk", why="a slip")
    rain = next(item for item in archive.quotations().items if item.text == "“It rained,”")
    rask = one(archive, "Bo Rask")
    archive.review_quotation(rain.id, speaker=rask, who="desk")
    night(archive, 0)
    findings = {item.summary: item.id for item in archive.findings().items if item.kind == "speaker_conflict"}
    assert len(findings) == 2
    confirmed, dismissed = findings.values()
    archive.review_finding(confirmed, status="confirmed", note="it was Lee", who="desk")
    archive.review_finding(dismissed, status="dismissed", note="known", who="desk")
    before = state(archive)
    links = set(before["quotations"])
    missed = other = 0
    for variant in range(1, ROUNDS + 1):
        night(archive, variant)
        assert archive.outdated(f"quick {variant}").items == []
        assert {item.id for item in archive.quotations(limit=500).items} <= links
        for link in links:  # what is no longer found is still led to
            detail = archive.quotation(link)
            assert detail.quotation.text == before["quotations"][link][0]
            missed += detail.withdrawn
            other += detail.quotation.method != before["quotations"][link][2]
        with pytest.raises(Moved) as moved:
            archive.speaker(old)
        assert moved.value.target == survivor
        reviewed = archive.quotation(rain.id)
        said_by = reviewed.quotation.speaker
        assert reviewed.withdrawn or (said_by and said_by.id) == rask
        assert archive.finding(confirmed).status == "confirmed"
        assert archive.finding(dismissed).status == "dismissed"
        assert {item.id for item in archive.findings(limit=500).items} <= set(before["findings"])
    # the extractors did differ
    assert missed > ROUNDS / 2
    assert other > ROUNDS
    night(archive, 0)
    assert state(archive) == before
    assert len(archive.decisions().items) == 1
