"""``quotes versions``, over a real archive."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner
from rich.console import Console

from quotes.cli import main
from quotes.cli.versions import print_difference
from quotes.consistency.version_differences import difference
from quotes.store import Archive, IncomingDocument
from tests.consistency.changing import TALKS, article, quotations_in

NEWER = TALKS.replace("three", "four").replace("in Port Lewin on Tuesday", "in Port Lewin on Monday")


@pytest.fixture
def path(tmp_path, monkeypatch):
    """An archive in which an article was changed."""
    monkeypatch.setenv("QUOTES_REGISTER", "none")
    path = str(tmp_path / "archive.sqlite")
    with Archive.open(path) as archive:
        for text in (TALKS, NEWER):
            archive.save(article(text), quotations_in(text), extractor="one")
    monkeypatch.setenv("QUOTES_DATABASE_URL", f"sqlite:///{path}")
    return path


def run(*arguments, code=0):
    result = CliRunner().invoke(main, ["versions", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


URL = "https://courier.example/talks"


def test_versions_are_listed_with_the_number_of_their_changes(path):
    lines = run(URL).stdout.splitlines()
    assert lines[0] == "The Harbour Courier: The ferry talks"
    assert [line.split()[0] for line in lines[1:]] == ["version", "2", "1"]
    assert lines[2].split()[3:5] == ["1", "current"]
    items = json.loads(run(URL, "--json").stdout)["items"]
    assert [(item["number"], item["previous"], item["changes"]) for item in items] == [(2, 1, 1), (1, None, 0)]


@pytest.mark.parametrize("options", [["--diff"], ["--from", "1"], ["--to", "2"], ["--from", "1", "--to", "2"]])
def test_two_versions_are_compared_without_colours(path, options):
    shown = run(URL, *options).stdout
    assert "reworded · high  “three” became “four”  (Antony Blinken’s words)" in shown
    assert "“We will not sell the [-three-] {+four+} ferries before the winter,” said Antony Blinken" in shown
    assert "Port Lewin on [-Tuesday,-] {+Monday,+} and nobody" in shown
    assert "… 1 paragraph unchanged …" in shown


def test_the_other_way_round_it_is_told_the_other_way_round(path):
    assert "“four” became “three”" in run(URL, "--from", "2", "--to", "1").stdout


def test_on_a_terminal_what_differs_is_in_colour(path):
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard", width=200, legacy_windows=False)
    with Archive.open(path) as archive:
        print_difference(console, difference(archive, archive.documents().items[0].id))
    assert "[-" not in stream.getvalue() and "\x1b[9;31mthree" in stream.getvalue()


def test_json_has_the_changes_and_both_texts(path):
    found = json.loads(run(URL, "--diff", "--json").stdout)
    assert list(found) == ["document", "older", "newer", "note", "changes", "paragraphs"]
    [change] = found["changes"]
    assert (change["kind"], change["severity"], change["summary"]) == ("reworded", "high", "“three” became “four”")
    assert change["differences"] == [{"older": "three", "newer": "four", "severity": "major", "about": "number"}]
    newer = "".join(run["text"] for run in found["paragraphs"][1]["runs"] if run["kind"] != "removed")
    assert newer == NEWER.split("\n\n")[1]


def test_what_is_not_there_is_named(path, tmp_path):
    assert "no document 'nonsense'" in run("nonsense", code=1).stderr
    assert "no version 9 of document" in run(URL, "--to", "9", code=1).stderr
    assert "version 2 is compared with itself" in run(URL, "--from", "2", code=2).stderr
    with Archive.open(path) as archive:
        archive.save(IncomingDocument("Wire", "a.txt", "One text."), [], extractor="one")
        id_ = next(one.id for one in archive.documents().items if one.source == "Wire")
    assert "has one version" in run(id_, "--diff", code=2).stderr
    assert run(id_).stdout.splitlines()[-1].split()[0] == "1"
