"""Statements are compared several times in a run; what is told of it is what came of the whole run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quotes.alerts.sending import send_due
from quotes.extraction.records import Quotation
from quotes.ingest.reingest import Wanted, reingest
from quotes.ingest.summary import RunSummary
from quotes.store import Archive
from quotes.store.alert_records import NewAlert, NewChannel
from tests.alerts.receiver import Receiver, receiving

from .quick import QuickExtractor
from .test_reingest import put, write

WORDS = "“The old quay will never be sold to anybody from Port Lewin,”"


class Renaming(QuickExtractor):
    """Another version of the extractor, which takes people for others."""

    def __init__(self, version: int, **names: str) -> None:
        super().__init__()
        self.fingerprint = f"renaming {version}"
        self._names = names

    def extract_many(self, texts: Iterable[str], *, batch_size: int = 1) -> Iterator[list[Quotation]]:
        for found in super().extract_many(texts):
            yield [self._renamed(quotation) for quotation in found]

    def _renamed(self, quotation: Quotation) -> Quotation:
        speaker = quotation.speaker
        name = self._names.get(speaker.name.split()[-1]) if speaker else None
        return replace(quotation, speaker=replace(speaker, name=name)) if speaker and name else quotation


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def night(archive: Archive, tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A run over two reports of the same words that compares after each; all new findings are told."""
    monkeypatch.setattr("quotes.ingest.storing.CAUGHT_UP_AFTER", 1)
    for name, text in (("a", "at noon"), ("b", "when the talks had come to their end")):
        write(tmp_path / "post" / f"{name}.txt", f"Report {name.upper()}\n\n{WORDS} said {NAMES[name]}, {text}.\n")
    put(archive, "post", "folder", tmp_path / "post")
    channel = NewChannel("webhook", receiver.url, allow_private=True)
    archive.add_alert(NewAlert("findings", "all", (channel,)))

    def night(extractor: QuickExtractor) -> RunSummary:
        summary = reingest(archive, Wanted(stale=True), extractor=extractor)
        send_due(archive)
        return summary

    yield night


NAMES = {"a": "Ann Lee", "b": "Davit Helm"}


def test_a_finding_that_goes_and_comes_back_while_documents_are_read_again_is_not_told_twice(
    archive: Archive, receiver: Receiver, night
) -> None:
    assert (summary := night(QuickExtractor())).findings == 1 and summary.findings_closed == 0
    (finding,) = archive.findings().items
    assert len(receiver.posts) == 1
    # after the first of the two both reports name the same person
    summary = night(Renaming(2, Lee="Davit Helm", Helm="Ann Lee"))
    assert summary.again == 2
    (same,) = archive.findings().items
    assert same.id == finding.id and same.status == "open"
    assert (summary.findings, summary.findings_closed) == (0, 0)
    assert len(receiver.posts) == 1


def test_a_finding_that_is_only_there_between_two_documents_is_not_counted(
    archive: Archive, receiver: Receiver, night
) -> None:
    assert night(Renaming(1, Helm="Ann Lee")).findings == 0
    # after the first of the two the reports name two people
    summary = night(Renaming(2, Lee="Davit Helm"))
    assert summary.again == 2
    assert archive.findings().items == []
    assert (summary.findings, summary.findings_closed) == (0, 0)
    counts = archive.runs().items[0].counts
    assert counts is not None and (counts.findings, counts.findings_closed) == (0, 0)
    assert receiver.posts == []
