"""`quotes check`, on drafts about the sample corpus."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner
from lxml import html

from quotes.cli import main
from quotes.extraction import Extractor
from tests.drafts.word import written

WRONG = "“Peace on our continent has been shattered,” said Liz Truss."
ALTERED = "“You know, we’re not eBay,” said Ben Wallace."
RIGHT = "“Strength will work,” Andrii Sybiha said."
UNKNOWN = "“We have never seen so many herons on this river,” said Mara Quill."


@pytest.fixture(autouse=True)
def loaded_once(extractor, monkeypatch):
    """The command gets the session's extractor, so that no call loads the model again."""
    monkeypatch.setattr(Extractor, "load", lambda model=None, **options: extractor)


@pytest.fixture
def draft(tmp_path):
    """Write a draft of paragraphs and give its path."""

    def write(*paragraphs, name="draft.md"):
        path = tmp_path / name
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf8")
        return str(path)

    return write


@pytest.fixture
def check(sample_database):
    def run(*arguments, code, stdin=None):
        result = CliRunner().invoke(main, ["check", *arguments, "--db", sample_database], input=stdin)
        assert result.exit_code == code, result.output
        return result

    return run


def test_a_draft_whose_quotations_are_all_confirmed_exits_0(check, draft):
    result = check(draft(RIGHT), code=0)
    assert "draft.md: 1 quotation: 1 confirmed" in result.stdout
    assert result.stderr == ""


def test_the_report_tells_the_gravest_first_with_the_evidence_and_exits_1(check, draft):
    output = check(draft(RIGHT, UNKNOWN, ALTERED, WRONG), code=1).stdout
    assert "4 quotations: 1 said by somebody else, 1 altered, 1 not on record, 1 confirmed" in output
    places = [output.index(words) for words in ("“Peace on our", "“You know", "“We have never", "“Strength")]
    assert places == sorted(places)
    assert "said by Jens Stoltenberg, not by Liz Truss." in output
    assert "You know we’re not [-eBay-]{+Amazon+}" in output.replace("know,", "know")
    assert "2022-02-24 · Meridian Wire" in output
    assert "paragraph 4" in output
    assert "Searched: " in output


def test_a_draft_without_quotations_says_so_and_exits_0(check, draft):
    assert "draft.md: 0 quotations" in check(draft("Nobody said anything."), code=0).stdout


def test_a_word_file_and_standard_input_are_read_like_any_other(check, tmp_path):
    (tmp_path / "draft.docx").write_bytes(written(RIGHT, ALTERED))
    value = json.loads(check(str(tmp_path / "draft.docx"), "--json", code=1).stdout)
    assert (value["format"], [one["outcome"] for one in value["quotations"]]) == ("docx", ["confirmed", "altered"])
    value = json.loads(check("-", "--as", "markdown", "--json", code=0, stdin=RIGHT.replace("will", "*will*")).stdout)
    assert (value["name"], value["format"]) == ("stdin", "markdown")


def test_json_of_one_draft_is_the_object_and_of_several_a_list(check, draft):
    one, other = draft(RIGHT, name="one.md"), draft(WRONG, name="other.md")
    assert json.loads(check(one, "--json", code=0).stdout)["name"] == one
    value = json.loads(check(one, other, "--json", code=1).stdout)
    assert [entry["name"] for entry in value["drafts"]] == [one, other]
    assert value["failures"] == []


def test_a_bad_draft_among_several_is_named_and_the_others_are_checked(check, draft, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    good, missing = draft(RIGHT), str(tmp_path / "missing.md")
    result = check(missing, good, str(tmp_path / "empty.txt"), "--json", code=2)
    value = json.loads(result.stdout)
    assert [entry["name"] for entry in value["drafts"]] == [good]
    assert [(failure["name"].rpartition("/")[2], failure["reason"]) for failure in value["failures"]] == [
        ("missing.md", "cannot be read: No such file or directory"), ("empty.txt", "is empty"),
    ]  # fmt: skip
    assert "missing.md: cannot be read" in result.stderr


def test_one_draft_that_cannot_be_read_exits_2_and_prints_nothing(check, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    result = check(str(tmp_path / "a.txt"), "--json", "--html", str(tmp_path / "a.html"), code=2)
    assert result.stdout == ""
    assert "is binary: a PDF" in result.stderr
    assert not (tmp_path / "a.html").exists()


def test_the_day_of_the_drafts_tells_whose_a_role_was(check, draft):
    path = draft("“Ukraine’s rightful place is in NATO,” the NATO secretary general said in Kyiv.")
    assert check(path, "--published", "2023-04-21", code=0)
    value = json.loads(check(path, "--published", "2024-12-06", "--json", code=1).stdout)
    assert value["quotations"][0]["speaker"]["name"] == "Mark Rutte"
    words = "“Ukraine’s rightful place is in NATO,” the NATO secretary general said."
    assert check(draft("---", "date: 2023-04-21", "---", words), code=0)


def test_html_and_csv_are_written_beside_the_report(check, draft, tmp_path):
    page, table = tmp_path / "report.html", tmp_path / "quotations.csv"
    result = check(draft(RIGHT, ALTERED), "--html", str(page), "--csv", str(table), code=1)
    assert "1 altered, 1 confirmed" in result.stdout
    marks = html.fromstring(page.read_text(encoding="utf8")).cssselect(".draft mark")
    assert [mark.get("class") for mark in marks] == ["confirmed", "altered"]
    with table.open(encoding="utf8", newline="") as stream:
        assert [row["outcome"] for row in csv.DictReader(stream)] == ["confirmed", "altered"]


def test_a_dash_writes_the_report_to_standard_output_alone(check, draft):
    path = draft(RIGHT)
    assert check(path, "--html", "-", code=0).stdout.startswith("<!doctype html>")
    assert check(path, "--csv", "-", code=0).stdout.startswith("draft,paragraph,")
    assert "takes one of" in check(path, "--csv", "-", "--json", code=2).stderr


def test_a_report_that_cannot_be_written_is_told(check, draft, tmp_path):
    result = check(draft(RIGHT), "--html", str(tmp_path / "no" / "report.html"), code=2)
    assert "cannot write" in result.stderr


def test_shorter_quotations_are_left_out_where_that_is_asked_for(check, draft):
    path = draft(RIGHT, "James Cleverly called the herons “wonderfully odd”.")
    assert "1 too short to say, 1 confirmed" in check(path, code=1).stdout
    output = check(path, "--min-words", "3", code=0).stdout
    assert "1 quotation: 1 confirmed; 1 shorter left out" in output


def test_several_drafts_are_named_as_their_turn_comes(check, draft):
    one, other = draft(RIGHT, name="one.md"), draft(RIGHT, name="other.md")
    assert [line.rpartition("/")[2] for line in check(one, other, code=0).stderr.splitlines()] == ["one.md", "other.md"]
