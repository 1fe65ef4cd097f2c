"""``quotes consistency`` and ``quotes review``, over a real archive."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.cli.consistency import consistency
from quotes.store import Archive
from tests.store.disagreeing import NO, YES, look, report, speakers, wording
from tests.store.samples import ARTICLE, article_quotations


@pytest.fixture(autouse=True)
def nobody_registered(monkeypatch):
    monkeypatch.setenv("QUOTES_REGISTER", "none")
    monkeypatch.setenv("QUOTES_USER", "Ann Lee")


@pytest.fixture
def path(tmp_path, monkeypatch):
    """An archive in which a wording and a speaker are in dispute."""
    path = str(tmp_path / "archive.sqlite")
    with Archive.open(path) as archive:
        ids = [report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)]
        ids.append(report(archive, 3, "Oren Falk"))
        found = (wording((YES, ids[:1]), (NO, ids[1:2])), speakers(archive, ids[0], ids[2]))
        look(archive, *found)
    monkeypatch.setenv("QUOTES_DATABASE_URL", f"sqlite:///{path}")
    # the findings here were made by hand: a look at the documents would find others
    monkeypatch.setattr("quotes.consistency.catching_up.catch_up", lambda archive, **_: None)
    return path


def run(*arguments, code=0):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def call(*arguments, code=0):
    return run("consistency", *arguments, code=code)


def printed(*arguments):
    return json.loads(call(*arguments, "--json").stdout)


def id_of(kind):
    return next(item["id"] for item in printed()["items"] if item["kind"] == kind)


def test_findings_are_listed_with_their_evidence(path):
    shown = call().stdout
    assert "wording conflict · high · open" in shown and "speaker conflict · medium · open" in shown
    assert "We will build the bridge by spring" in shown and "We will not build the bridge by spring" in shown
    assert "1 witness" in shown and "2023-05-02 · Paper 1 · Report 1 — Mara Lindqvist" in shown
    assert shown.index("wording conflict") < shown.index("speaker conflict")


def test_json_is_the_contracts(path):
    page = printed()
    assert list(page) == ["items", "next"] and page["next"] is None
    assert list(page["items"][0])[:6] == ["id", "kind", "severity", "status", "summary", "readings"]
    assert page["items"][1]["readings"][1]["speaker"]["name"] == "Oren Falk"


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        (["--kind", "speaker_conflict"], ["speaker_conflict"]),
        (["--severity", "high"], ["wording_conflict"]),
        (["--speaker", "Falk"], ["speaker_conflict"]),
        (["--status", "dismissed"], []),
        (["list", "--kind", "role_conflict"], []),
    ],
)
def test_filters_restrict_the_list(path, filters, kinds):
    assert [item["kind"] for item in printed(*filters)["items"]] == kinds


def test_a_name_that_is_nobodys_is_told(path):
    assert "Nobody in the archive is known as 'Nemo'" in call("--speaker", "Nemo").stderr


def test_pages_go_on(path):
    first = printed("--limit", "1")
    assert "--next" in call("--limit", "1").stderr
    second = printed("--limit", "1", "--next", first["next"])
    assert [first["items"][0]["kind"], second["items"][0]["kind"]] == ["wording_conflict", "speaker_conflict"]


def test_on_a_terminal_the_readings_stand_side_by_side(path, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    shown = call("--kind", "wording_conflict").stdout
    side_by_side = [line for line in shown.splitlines() if "Paper 1" in line]
    assert side_by_side and all("Paper 2" in line for line in side_by_side)
    assert "\x1b[1;31mnot\x1b[0m" in shown


def test_a_finding_is_confirmed_dismissed_and_open_again(path):
    id_ = id_of("wording_conflict")
    assert "reopen" in call("confirm", id_, "--why", "heard it").stdout
    shown = call("show", id_).stdout
    assert "confirmed" in shown and "Ann Lee: heard it" in shown
    call("--db", path, "dismiss", id_, "--who", "Bo")
    assert printed("show", id_)["status"] == "dismissed"
    assert printed()["items"][-1]["id"] == id_
    assert f"dismissed  [{id_}] The same statement in two wordings" in call().stdout
    call("reopen", id_)
    assert [review["status"] for review in printed("show", id_)["reviews"]] == ["open", "dismissed", "confirmed"]
    assert "open already" in call("reopen", id_, code=2).stderr


@pytest.mark.parametrize("words", [["asked", "the desk"], ["--why", "asked the desk"]])
def test_a_note_decides_nothing(path, words):
    id_ = id_of("wording_conflict")
    call("note", id_, *words)
    finding = printed("show", id_)
    assert finding["status"] == "open"
    assert [(review["status"], review["note"]) for review in finding["reviews"]] == [(None, "asked the desk")]


def test_a_note_without_words_is_refused(path):
    assert "a note says something" in call("note", id_of("wording_conflict"), code=2).stderr


def test_an_id_that_is_none_is_told(path):
    assert "no finding 'x'" in call("show", "x", code=1).stderr
    assert "no finding 'x'" in call("confirm", "x", code=1).stderr


def test_export_writes_the_confirmed_alone_unless_asked(path):
    assert call("export").stdout == ""
    call("confirm", id_of("wording_conflict"))
    (line,) = call("export").stdout.splitlines()
    assert json.loads(line)["kind"] == "wording_conflict"
    assert len(call("export", "--status", "any").stdout.splitlines()) == 2


def test_export_as_csv_has_a_row_for_each_quotation(path, tmp_path):
    call("confirm", id_of("wording_conflict"), "--why", "=heard it")
    file = tmp_path / "findings.csv"
    call("export", "--format", "csv", "-o", file)
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode(), newline="")))
    readings = [(row["reading"], row["text"], row["source"]) for row in rows]
    assert readings == [("1", YES, "Paper 1"), ("2", NO, "Paper 2")]
    assert rows[0]["reviewed_by"] == "Ann Lee" and rows[0]["note"] == "'=heard it"


def test_export_as_schema_org_claims_no_more_than_the_finding(path):
    call("confirm", id_of("speaker_conflict"), "--why", "heard it")
    document = json.loads(call("export", "--format", "schema.org", "--status", "any").stdout)
    assert document["@context"] == "https://schema.org"
    quotations = [node for node in document["@graph"] if node["@type"] == "Quotation"]
    assert len(quotations) == 3
    assert quotations[0]["spokenByCharacter"]["name"] == "Mara Lindqvist"
    assert quotations[0]["isPartOf"]["publisher"]["name"] == "Paper 1"
    (review,) = [node for node in document["@graph"] if node["@type"] == "ClaimReview"]
    assert review["author"]["name"] == "Ann Lee" and review["reviewBody"] == "heard it"
    assert "ratingValue" not in review["reviewRating"]
    assert {node["@id"] for node in review["itemReviewed"]["appearance"]} < {node["@id"] for node in quotations}


def test_a_file_that_cannot_be_written_is_told(path, tmp_path):
    assert "cannot write" in call("export", "-o", tmp_path / "missing" / "file", code=2).stderr


def test_a_review_of_a_quotation_is_made_and_undone(path):
    with Archive.open(path) as archive:
        archive.save(ARTICLE, article_quotations(), extractor="one")
    id_ = json.loads(run("search", "money", "--json").stdout)["items"][0]["id"]
    shown = run("review", id_, "--speaker", "Falk", "--why", "he was there").stdout
    assert "We have the money" in shown and "Oren Falk" in shown and "--undo" in shown
    quotation = json.loads(run("review", id_, "--nobody", "--json").stdout)
    assert quotation["speaker"] is None and quotation["review"]["status"] == "nobody"
    assert quotation["review"]["who"] == "Ann Lee"
    assert "undone" in run("review", id_, "--undo").stdout
    assert json.loads(run("search", "money", "--json").stdout)["items"][0]["speaker"]["name"] == "Mara Lindqvist"


@pytest.mark.parametrize("options", [[], ["--nobody", "--undo"], ["--speaker", "Falk", "--nobody"]])
def test_a_review_of_a_quotation_says_one_thing(path, options):
    assert "--nobody and --undo" in run("review", "x", *options, code=2).stderr


def test_a_review_may_name_somebody_new_for_all_parts(path):
    with Archive.open(path) as archive:
        archive.save(ARTICLE, article_quotations(), extractor="one")
    id_ = json.loads(run("search", "money", "--json").stdout)["items"][0]["id"]
    assert "--parts" in run("review", id_, "--nobody").stderr
    assert run("review", id_, "--speaker", "Ada Osei", "--new", "--parts").stderr == ""
    assert len(json.loads(run("search", "--speaker", "Osei", "--json").stdout)["items"]) == 2
    assert "--speaker NAME" in run("review", id_, "--nobody", "--new", code=2).stderr


def test_a_review_by_a_name_that_is_nobodys_is_refused(path):
    assert "did you mean Oren Falk" in run("review", "x", "--speaker", "Oren Falq", code=1).stderr


@pytest.mark.parametrize("command", [[], *([name] for name in consistency.commands)])
def test_every_help_has_an_example(command):
    assert "Example:" in call(*command, "--help").stdout


def test_help_of_a_review_has_an_example():
    assert "Example:" in run("review", "--help").stdout
