from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from quotes.errors import NotFound
from quotes.store import RunCounts
from quotes.store.runs import SHOWN_FAILURES
from tests.store.samples import ARTICLE, article_quotations


def test_a_run_keeps_its_command_counts_and_failures(archive):
    run = archive.start_run("quotes ingest news")
    archive.save(ARTICLE, article_quotations(), extractor="one", run=run)
    archive.fail(run, "broken.bin", "not a text: a zero byte at 3")
    archive.fail(run, "caf\udce9.txt", "not UTF-8")
    archive.finish_run(run, RunCounts(new=1, failed=2, quotations=4))
    record = archive.run(run)
    assert record.command == "quotes ingest news"
    assert record.finished >= record.started
    assert record.counts == RunCounts(new=1, failed=2, quotations=4)
    assert [failure.name for failure in record.failures] == ["broken.bin", "caf\\udce9.txt"]
    assert [shown.id for shown in archive.runs().items] == [run]
    assert record.as_json()["counts"]["new"] == 1


def test_times_in_json_tell_their_offset(archive):
    run = archive.start_run("quotes ingest news")
    saved = archive.save(ARTICLE, article_quotations(), extractor="one", run=run)
    archive.finish_run(run, RunCounts(new=1, quotations=4))
    shown = archive.run(run).as_json()
    fetched = archive.document(saved.document).as_json()["versions"][0]["fetched"]
    for told in (shown["started"], shown["finished"], fetched):
        moment = datetime.fromisoformat(told)
        assert moment.utcoffset() == timedelta(0)
        assert abs(datetime.now(timezone.utc) - moment) < timedelta(minutes=5)


def test_a_run_that_was_killed_has_no_end(archive):
    run = archive.start_run("quotes ingest news")
    record = archive.run(run)
    assert (record.finished, record.counts) == (None, None)
    assert record.as_json()["finished"] is None


def test_runs_come_latest_first_in_pages(archive):
    ids = [archive.start_run(f"run {number}") for number in range(5)]
    first = archive.runs(limit=3)
    second = archive.runs(limit=3, after=first.next)
    assert [run.id for run in first.items + second.items] == ids[::-1]
    assert second.next is None


def test_all_failures_of_a_run_can_be_paged(archive):
    run = archive.start_run("run")
    for number in range(SHOWN_FAILURES + 5):
        archive.fail(run, f"{number}", "bad")
    assert len(archive.run(run).failures) == SHOWN_FAILURES
    names, after = [], None
    while True:
        page = archive.failures(run, limit=50, after=after)
        names += [failure.name for failure in page.items]
        after = page.next
        if after is None:
            break
    assert names == [f"{number}" for number in range(SHOWN_FAILURES + 5)]


def test_an_unknown_run_is_not_found(archive):
    for call in (
        lambda: archive.run("zz"),
        lambda: archive.failures("zz"),
        lambda: archive.fail("zz", "a", "b"),
        lambda: archive.finish_run("zz", RunCounts()),
    ):
        with pytest.raises(NotFound, match="'zz'"):
            call()
