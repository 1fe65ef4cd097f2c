from __future__ import annotations

import multiprocessing
import sqlite3
import sys
import threading
from pathlib import Path

import pytest

from quotes.errors import ArchiveUnusable, BadValue, ModelNotFound
from quotes.extraction import Extractor
from quotes.ingest import RunSummary, ingest
from quotes.store import Archive

from .conftest import article, contents, write_lines

CRASHING_PIPELINE = '''
"""The model of the tests, with a component that fails or ends its process on certain words."""
import os
from spacy.language import Language
from quotes.extraction.language import load_language

@Language.component("fails_on_words")
def fails_on_words(doc):
    if "unbearable" in doc.text:
        raise ValueError("these words are unbearable")
    if "murderous" in doc.text:
        os._exit(3)
    return doc

def load(**_options):
    nlp = load_language(coreference=False)
    nlp.add_pipe("fails_on_words", first=True)
    return nlp
'''


def test_a_run_stores_each_document_with_its_quotations(tmp_path: Path, archive: Archive, extractor: Extractor) -> None:
    summary = ingest([write_lines(tmp_path / "post.jsonl", range(10))], archive, extractor=extractor)
    assert (summary.new, summary.changed, summary.unchanged, summary.failed) == (10, 0, 0, 0)
    assert summary.quotations == 20
    assert summary.documents == 10
    assert summary.rate > 0
    page = archive.quotations(limit=50)
    assert len(page.items) == 20
    assert {item.document.source for item in page.items} == {"post"}
    assert "“Ferry number 3 will sail 2 times this week,”" in {item.text for item in page.items}


def test_a_second_run_changes_nothing(tmp_path: Path, archive: Archive, extractor: Extractor) -> None:
    path = write_lines(tmp_path / "post.jsonl", range(10))
    ingest([path], archive, extractor=extractor)
    before = contents(archive)
    summary = ingest([path], archive, extractor=extractor)
    assert (summary.new, summary.changed, summary.unchanged, summary.quotations) == (0, 0, 10, 0)
    assert contents(archive) == before


def test_a_changed_text_is_a_changed_document(tmp_path: Path, archive: Archive, extractor: Extractor) -> None:
    (tmp_path / "a.txt").write_text(article(1))
    (tmp_path / "b.txt").write_text(article(2))
    ingest([tmp_path / "a.txt", tmp_path / "b.txt"], archive, extractor=extractor)
    (tmp_path / "b.txt").write_text(article(2).replace("will sail 2 times", "may sail 2 times"))
    summary = ingest([tmp_path / "a.txt", tmp_path / "b.txt"], archive, extractor=extractor)
    assert (summary.new, summary.changed, summary.unchanged) == (0, 1, 1)
    assert archive.counts().documents == 2


def test_one_article_by_two_addresses_is_one_document(tmp_path: Path, archive: Archive, extractor: Extractor) -> None:
    for name, url in (("a", "https://post.example/ferry"), ("b", "http://POST.example/ferry/?utm_source=mail#x")):
        (tmp_path / f"{name}.md").write_text(f"---\nurl: {url}\ntitle: {name}\n---\n{article(1)}")
    summary = ingest([tmp_path / "a.md", tmp_path / "b.md"], archive, extractor=extractor)
    assert (summary.new, summary.unchanged, summary.failed) == (1, 1, 0)
    assert [document.title for document in archive.documents().items] == ["a"]


def test_two_texts_of_one_document_in_a_run_are_told_and_do_not_take_turns(
    tmp_path: Path, archive: Archive, extractor: Extractor
) -> None:
    path = tmp_path / "post.jsonl"
    path.write_text('{"id": 1, "text": "“We stay,” said Ann Lee."}\n{"id": 1, "text": "“We go,” said Ann Lee."}\n')
    for outcome in ("new", "unchanged"):
        summary = ingest([path], archive, extractor=extractor)
        assert (getattr(summary, outcome), summary.changed, summary.failed) == (1, 0, 1)
        assert "another text of a document that this run has read already ('1' of 'post')" in summary.failures[0].reason


def test_failures_are_kept_with_the_run(tmp_path: Path, archive: Archive, extractor: Extractor) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text(article(1))
    summary = ingest([tmp_path / "empty.txt", tmp_path / "good.txt"], archive, extractor=extractor)
    record = archive.run(summary.run)
    assert [failure.name for failure in summary.failures] == [str(tmp_path / "empty.txt")]
    assert record.finished is not None
    assert record.counts == summary.counts
    # the names alone: readers of /runs need not see this machine's folders
    assert [(failure.name, failure.reason) for failure in record.failures] == [("empty.txt", "is empty")]
    assert record.command == "ingest empty.txt good.txt"


def test_a_run_that_is_stopped_keeps_what_it_has_and_the_next_goes_on(
    tmp_path: Path, archive: Archive, extractor: Extractor
) -> None:
    path = write_lines(tmp_path / "post.jsonl", range(20))
    stop = threading.Event()

    def watch(summary: RunSummary, _share: float) -> None:
        if summary.new == 3:
            stop.set()

    summary = ingest([path], archive, extractor=extractor, watch=watch, stop=stop.is_set)
    assert (summary.stopped, summary.new) == (True, 3)
    assert archive.run(summary.run).finished is not None
    summary = ingest([path], archive, extractor=extractor)
    assert (summary.stopped, summary.new, summary.unchanged) == (False, 17, 3)


def test_progress_follows_the_documents_that_are_done_not_those_that_are_read(
    tmp_path: Path, archive: Archive, extractor: Extractor
) -> None:
    shares: list[float] = []
    path = write_lines(tmp_path / "post.jsonl", range(10))
    ingest([path], archive, extractor=extractor, watch=lambda _summary, share: shares.append(share))
    assert shares == sorted(shares)
    assert shares[0] == pytest.approx(0.1, abs=0.01)
    assert shares[4] == pytest.approx(0.5, abs=0.01)
    assert shares[-1] == 1.0


def test_an_archive_that_fails_ends_the_run_and_says_what_is_stored(
    tmp_path: Path, archive: Archive, extractor: Extractor
) -> None:
    path = write_lines(tmp_path / "post.jsonl", range(10))

    def spoil(summary: RunSummary, _share: float) -> None:
        if summary.new == 2:
            with sqlite3.connect(tmp_path / "archive.sqlite") as connection:
                connection.execute("ALTER TABLE documents RENAME TO gone")

    with pytest.raises(ArchiveUnusable, match=r"no such table.*\(2 documents were read and stored"):
        ingest([path], archive, extractor=extractor, watch=spoil)


def test_what_cannot_work_is_refused_before_a_run_begins(
    tmp_path: Path, archive: Archive, extractor: Extractor
) -> None:
    for arguments in ({"jobs": 0}, {"jobs": 2, "extractor": extractor}):
        with pytest.raises(BadValue, match=r"jobs|processes|in 2"):
            ingest([tmp_path], archive, **arguments)  # type: ignore[arg-type]
    with pytest.raises(BadValue, match="does not exist"):
        ingest([tmp_path / "nowhere"], archive, extractor=extractor)
    for jobs in (1, 2):
        with pytest.raises(ModelNotFound, match="no_such_model"):
            ingest([tmp_path], archive, model="no_such_model", jobs=jobs)
    assert archive.runs().items == []


@pytest.fixture
def crashing_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed pipeline that fails on one word and ends its process on another."""
    site = tmp_path / "site"
    (site / "crashing_pipeline").mkdir(parents=True)
    (site / "crashing_pipeline" / "__init__.py").write_text(CRASHING_PIPELINE)
    (site / "crashing_pipeline-0.1.dist-info").mkdir()
    (site / "crashing_pipeline-0.1.dist-info" / "METADATA").write_text("Name: crashing-pipeline\nVersion: 0.1\n")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return "crashing_pipeline"


def test_documents_that_extraction_cannot_bear_fail_alone(
    tmp_path: Path, archive: Archive, crashing_model: str
) -> None:
    write_lines(tmp_path / "post.jsonl", range(6))
    with (tmp_path / "post.jsonl").open("a") as file:
        file.write('{"id": "bad", "text": "“It is unbearable,” said Ann Lee."}\n')
    write_lines(tmp_path / "more.jsonl", range(10, 16))
    summary = ingest(
        [tmp_path / "post.jsonl", tmp_path / "more.jsonl"], archive, model=crashing_model, coreference=False
    )
    assert (summary.new, summary.failed) == (12, 1)
    assert summary.failures[0].name.endswith("post.jsonl:7")
    assert "these words are unbearable" in summary.failures[0].reason


def test_two_processes_store_what_one_stores_and_a_document_that_ends_its_process_fails_alone(
    tmp_path: Path, archive: Archive, extractor: Extractor, crashing_model: str
) -> None:
    write_lines(tmp_path / "post.jsonl", range(4))
    with (tmp_path / "post.jsonl").open("a") as file:
        file.write('{"id": "worst", "text": "“It is murderous,” said Ann Lee."}\n')
        file.write('{"id": "bad", "text": "“It is unbearable,” said Ann Lee."}\n')
    write_lines(tmp_path / "more.jsonl", range(10, 14))
    summary = ingest(
        [tmp_path / "post.jsonl", tmp_path / "more.jsonl"], archive, model=crashing_model, coreference=False, jobs=2
    )
    assert (summary.new, summary.failed) == (8, 2)
    reasons = {Path(failure.name).name: failure.reason for failure in summary.failures}
    assert reasons["post.jsonl:5"].startswith("ends the process that extracts its quotations")
    assert "these words are unbearable" in reasons["post.jsonl:6"]
    assert multiprocessing.active_children() == []
    with Archive.open(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        ingest([tmp_path / "post.jsonl", tmp_path / "more.jsonl"], other, extractor=extractor)
        assert len(contents(archive)) == 8
        assert contents(archive).items() <= contents(other).items()
