"""Findings from the documents themselves: found, reviewed, and looked at again after every change."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.extraction.records import Quotation
from quotes.store import Archive, IncomingDocument
from tests.store.samples import quote

WORDS = "“The harbour will be dredged before the autumn storms reach our coast.”"
TOLD = (
    "The council met behind closed doors for most of Tuesday. {words} said {speaker}, and the reporters went home.",
    "Nobody expected much from the new year's first sitting. Then, near midnight: {words} {speaker} said it twice.",
    "Fishermen from three villages had blocked the pier with nets. {words} {speaker} told them from a crate.",
    "A long profile of a short career, in which one promise stands out. {words} That was {speaker}, in better days.",
)


@pytest.fixture(autouse=True)
def nobody_registered(monkeypatch):
    monkeypatch.setenv("QUOTES_REGISTER", "none")
    monkeypatch.setenv("QUOTES_USER", "Ann Lee")


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = str(tmp_path / "archive.sqlite")
    monkeypatch.setenv("QUOTES_DATABASE_URL", f"sqlite:///{path}")
    save(path, 0, "Mara Lindqvist")
    save(path, 1, "Oren Falk")
    return path


def article(number: int, speaker: str) -> tuple[IncomingDocument, list[Quotation]]:
    text = TOLD[number].format(words=WORDS, speaker=speaker)
    document = IncomingDocument(f"Paper {number}", f"{number}.txt", text, published=date(2023, 5, 1 + number))
    return document, [quote(document, WORDS, speaker, confidence=0.95)]


def save(path: str, number: int, speaker: str, *, extractor: str = "one", says: str | None = None) -> None:
    """Save a numbered article, of which extraction ``says`` who speaks in it."""
    document, quotations = article(number, speaker)
    if says:
        quotations = [quote(document, WORDS, says, confidence=0.95)]
    with Archive.open(path) as archive:
        archive.save(document, quotations, extractor=extractor)


def call(*arguments):
    result = CliRunner().invoke(main, [*arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def findings():
    return json.loads(call("consistency", "--json"))["items"]


def the_finding():
    (finding,) = findings()
    return finding


def test_the_same_words_of_two_speakers_are_found(path):
    finding = the_finding()
    assert finding["kind"] == "speaker_conflict" and finding["status"] == "open"
    assert {reading["speaker"]["name"] for reading in finding["readings"]} == {"Mara Lindqvist", "Oren Falk"}


def test_a_dismissal_outlives_reading_again(path):
    id_ = the_finding()["id"]
    call("consistency", "dismiss", id_)
    for number, speaker in enumerate(("Mara Lindqvist", "Oren Falk")):
        save(path, number, speaker, extractor="two")
    assert (the_finding()["id"], the_finding()["status"]) == (id_, "dismissed")


def test_an_independent_document_opens_a_dismissed_finding_again(path):
    call("consistency", "dismiss", the_finding()["id"], "--why", "a slip")
    save(path, 2, "Oren Falk")
    finding = the_finding()
    assert finding["status"] == "open" and finding["reopened"]
    assert finding["reviews"][0]["note"] == "a slip"
    assert "open again: it has evidence" in call("consistency")


def test_a_decision_who_spoke_settles_the_finding_until_it_is_undone(path):
    finding = the_finding()
    wrong = next(reading for reading in finding["readings"] if reading["speaker"]["name"] == "Oren Falk")
    quotation = wrong["quotations"][0]["id"]
    call("review", quotation, "--speaker", "Lindqvist")
    assert findings() == []
    save(path, 1, "Oren Falk", extractor="two")
    assert findings() == []
    call("review", quotation, "--undo")
    assert the_finding()["id"] == finding["id"]


def test_a_better_extractor_settles_the_finding(path):
    assert the_finding()
    save(path, 1, "Oren Falk", extractor="two", says="Mara Lindqvist")
    assert findings() == []
