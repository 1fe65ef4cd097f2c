"""GET /api/v1/runs, and the pages of runs."""

from __future__ import annotations

import pytest
from lxml import html as parser

from quotes.store import Archive, RunCounts, SourceCounts
from service import create_app
from service.schemas import RunFailures, RunInFull, Runs

FAILURES = 130


@pytest.fixture(scope="module")
def ids(tmp_path_factory):
    return {}


@pytest.fixture(scope="module")
def nightly(tmp_path_factory, ids):
    """A client of an archive with a night that had failures, one that was killed, and one of an older version."""
    url = f"sqlite:///{tmp_path_factory.mktemp('runs') / 'archive.sqlite'}"
    with Archive.open(url) as archive:
        ids["old"] = archive.start_run("ingest articles")
        with archive._writing() as connection:
            connection.exec_driver_sql(
                "UPDATE runs SET finished = started, counts = ?",
                ('{"new": 6, "changed": 0, "unchanged": 0, "failed": 1, "quotations": 10}',),
            )
        ids["killed"] = archive.start_run("reingest")
        ids["stopped"] = archive.start_run("reingest")
        archive.finish_run(ids["stopped"], RunCounts(new=7), stopped=True)
        ids["night"] = archive.start_run("reingest")
        for number in range(FAILURES):
            archive.fail(ids["night"], f"page {number} <b>", "answers 404 Not Found")
        archive.finish_run(
            ids["night"],
            RunCounts(new=3, changed=1, failed=FAILURES, added=12, removed=2, findings=1),
            stages={"reading": 130.0, "extraction": 12.5, "storing": 0.5, "grouping": 0.25, "findings": 0.75},
            sources={"courier": SourceCounts(new=3, changed=1), "post": SourceCounts(failed=1, error="answers 503")},
        )
    return create_app({"DATABASE_URL": url, "API_KEY": None, "CLOSED_READING": False}).test_client()


def page(client, address):
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return " ".join(parser.fromstring(answer.text).text_content().split())


def test_runs_tell_what_was_read_and_what_could_not_be(client):
    answer = client.get("/api/v1/runs").json
    Runs.model_validate(answer)
    (run,) = answer["items"]
    assert run["command"] == "quotes ingest articles"
    assert {name: number for name, number in run["counts"].items() if number} == {
        "new": 6, "failed": 1, "quotations": 10,
    }  # fmt: skip
    assert run["failures"] == [{"name": "broken.html", "reason": "no text in it"}]
    assert run["state"] == "finished"


def test_a_run_tells_its_stages_and_sources(nightly, ids):
    run = nightly.get(f"/api/v1/runs/{ids['night']}").json
    RunInFull.model_validate(run)
    assert run["counts"]["findings"] == 1
    assert run["stages"]["extraction"] == 12.5
    assert run["sources"]["post"]["error"] == "answers 503"
    assert len(run["failures"]) == 100


def test_all_failures_of_a_run_are_read_page_by_page(nightly, ids, every_item_of):
    address = f"/api/v1/runs/{ids['night']}/failures"
    RunFailures.model_validate(nightly.get(address).json)
    names = [item["name"] for item in every_item_of(nightly, f"{address}?limit=60")]
    assert names == [f"page {number} <b>" for number in range(FAILURES)]


def test_a_run_that_was_killed_and_one_of_an_older_version_are_told(nightly, ids):
    answer = nightly.get("/api/v1/runs").json
    Runs.model_validate(answer)
    by_id = {run["id"]: run for run in answer["items"]}
    killed, old = by_id[ids["killed"]], by_id[ids["old"]]
    assert (killed["state"], killed["finished"], killed["counts"]) == ("interrupted", None, None)
    assert (old["state"], old["counts"]["new"], old["counts"]["added"], old["stages"]) == ("finished", 6, 0, {})


def test_a_run_that_was_asked_to_stop_does_not_look_like_a_whole_night(nightly, ids):
    answer = nightly.get(f"/api/v1/runs/{ids['stopped']}").json
    RunInFull.model_validate(answer)
    assert answer["state"] == "stopped" and answer["finished"] is not None
    assert answer["counts"]["new"] == 7 and "stopped" not in answer["counts"]
    assert "stopped 7 new" in page(nightly, "/runs")
    assert "asked to stop before it had read everything" in page(nightly, f"/runs/{ids['stopped']}")


def test_a_run_that_there_is_not_is_not_found(nightly):
    for address in ("/api/v1/runs/zz", "/api/v1/runs/zz/failures", "/runs/zz"):
        assert nightly.get(address).status_code == 404


def test_the_page_of_runs_leads_to_each(nightly, ids):
    shown = page(nightly, "/runs")
    assert "3 new, 1 changed, 0 unchanged, 130 failed; 1 finding opened" in shown
    assert "interrupted" in shown
    assert f'href="/runs/{ids["night"]}"' in nightly.get("/runs").text
    assert 'rel="next"' in nightly.get("/runs?limit=1").text


def test_the_page_of_a_run_shows_sources_time_and_failures(nightly, ids):
    shown = page(nightly, f"/runs/{ids['night']}?limit=50")
    for part in ("12 added, 2 removed", "reading 2 min, extraction 12 s", "courier", "answers 503", "page 0 <b>"):
        assert part in shown
    assert "page 50 " not in shown
    assert "More failures" in shown
    assert "came to no end" in page(nightly, f"/runs/{ids['killed']}")


def test_without_a_run_the_page_says_how_to_begin(empty_client):
    assert "quotes reingest" in page(empty_client, "/runs")
