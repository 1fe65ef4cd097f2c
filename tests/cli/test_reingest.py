"""``quotes sources``, ``quotes reingest`` and ``quotes runs``, over a real archive."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from quotes.cli import main
from quotes.ingest.locking import held
from quotes.ingest.summary import Stage
from quotes.store import Archive
from tests.ingest.quick import QuickExtractor

TEXT = "Ferry will sail\n\n“It will sail,” said Ann Lee, the minister of ports.\n"


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'archive.sqlite'}"
    monkeypatch.setenv("QUOTES_DATABASE_URL", url)
    monkeypatch.setenv("QUOTES_REGISTER", "none")
    monkeypatch.delenv("QUOTES_SOURCES", raising=False)
    return url


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No language model is loaded."""
    monkeypatch.setattr("quotes.extraction.extractor.Extractor.load", lambda *_, **__: QuickExtractor())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    for name, text in (("a", TEXT), ("b", TEXT.replace("sail", "stay"))):
        (folder / f"{name}.txt").write_text(text)
        os.utime(folder / f"{name}.txt", (time.time() - 3600,) * 2)
    return folder


def call(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == code, result.output
    return result


def test_a_first_night_from_the_command_line(folder: Path) -> None:
    call("sources", "add", "harbour", "folder", folder, "--every", "6h")
    shown = call("reingest", "--no-coreference").stdout
    assert "harbour  2 new, 0 unchanged" in shown
    assert "quotations: 2 added, 0 removed" in shown
    stages = ", ".join(rf"{stage} \d+\.\d s" for stage in get_args(Stage))
    assert re.search(rf"^\d+\.\d seconds: {stages} \[run \w+\]$", shown, re.MULTILINE)
    assert "No source is due." in call("reingest").stdout
    (quotation,) = json.loads(call("search", "sail", "--json").stdout)["items"]
    assert quotation["speaker"]["name"] == "Ann Lee"
    told = call("runs", "show", "last").stdout
    assert "documents   0 new" in told
    lines = call("runs").stdout.splitlines()
    assert len(lines) == 3
    assert "reingest" in lines[1]


def test_failures_are_exit_code_1_and_kept(folder: Path, quick: None) -> None:
    (folder / "empty.txt").write_text("")
    call("sources", "add", "harbour", "folder", folder)
    call("sources", "add", "gone", "folder", folder / "nowhere")
    result = call("reingest", "--quiet", code=1)
    assert "2 failed:" in result.stderr
    assert "nowhere: does not exist" in result.stderr
    assert "failing since" in call("sources", "list").stdout
    # shown over HTTP, too: not where this machine has it
    shown = call("runs", "show", "last").stdout
    assert "  harbour/empty.txt: is empty\n" in shown and "  nowhere: does not exist\n" in shown
    assert str(folder.parent) in result.stderr and str(folder.parent) not in shown
    run = json.loads(call("runs", "show", "last", "--json").stdout)
    assert run["sources"]["gone"]["error"] == "does not exist"
    assert [failure["reason"] for failure in run["failures"]] == ["does not exist", "is empty"]
    one = call("runs", "show", "last", "--limit", "1")
    assert "is empty" not in one.stdout
    token = one.stderr.split()[-1]
    assert "is empty" in call("runs", "show", "last", "--limit", "1", "--next", token).stdout


def test_what_cannot_run_is_exit_code_2(folder: Path, quick: None, database: str) -> None:
    assert "quotes sources add" in call("reingest", code=2).stderr
    call("sources", "add", "harbour", "folder", folder)
    assert "no source 'harbor'; did you mean 'harbour'?" in call("reingest", "--source", "harbor", code=2).stderr
    with Archive.open(database) as archive, held(archive, "another run"):
        refused = call("reingest", code=2).stderr
    assert f"'another run', process {os.getpid()}" in refused
    assert "--wait 30m" in refused
    assert "--budget is the time for --stale" in call("reingest", "--budget", "2h", code=2).stderr
    assert "must be a span of time" in call("reingest", "--budget", "soon", code=2).stderr


def test_a_dry_run_says_what_would_be_done(folder: Path, quick: None) -> None:
    call("sources", "add", "harbour", "folder", folder)
    told = call("reingest", "--dry-run").stdout
    assert told.startswith("Nothing was written. A run would find:\nharbour  2 new")
    assert "No run yet" in call("runs").stderr


def test_the_environment_names_a_file_of_sources(
    folder: Path, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(f'[sources.harbour]\nkind = "folder"\nlocation = "{folder}"\n')
    monkeypatch.setenv("QUOTES_SOURCES", str(file))
    assert json.loads(call("reingest", "--json").stdout)["new"] == 2
    assert "harbour" in call("sources", "list").stdout
    file.write_text(f'[sources.harbour]\nkind = "folder"\nlocation = "{folder}"\nevry = "6h"\n')
    error = call("reingest", code=2).stderr
    assert f"{file}: [sources.harbour]: there is no key 'evry'; did you mean 'every'?" in error


def test_stale_documents_are_read_again(
    folder: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("sources", "add", "harbour", "folder", folder)
    call("reingest")
    monkeypatch.setattr("quotes.extraction.extractor.Extractor.load", lambda *_, **__: QuickExtractor(1))
    assert "2 stored documents were read by another version" in call("reingest", "--dry-run", "--stale").stdout
    assert "2 read again" in call("reingest", "--stale", "--budget", "1h").stdout


def test_sources_are_added_shown_switched_and_removed(folder: Path) -> None:
    added = call("sources", "add", "courier", "feed", "https://courier.example/rss", "--every", "6h", "--delay", "2")
    assert "every 6 hours, 2 s between requests to one host, as robots.txt allows" in added.stdout
    again = call("sources", "add", "courier", "feed", "https://courier.example/new", code=2)
    assert "there is a source 'courier' already" in again.stderr
    call("sources", "add", "courier", "feed", "https://courier.example/new", "--exclude", "*/sport/*", "--replace")
    shown = call("sources", "show", "courier").stdout
    assert "without */sport/*" in shown
    assert 'location = "https://courier.example/new"' in shown
    call("sources", "disable", "courier")
    assert "switched off" in call("sources", "list").stdout
    call("sources", "enable", "courier")
    (listed,) = json.loads(call("sources", "list", "--json").stdout)["items"]
    assert (listed["enabled"], listed["read"], listed["due"]) == (True, None, None)
    assert "0 documents" in call("sources", "remove", "courier").stdout
    for command in ("show", "remove", "enable", "disable"):
        assert "no source 'courier'" in call("sources", command, "courier", code=1).stderr


def test_a_relative_folder_is_kept_with_its_whole_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    call("sources", "add", "harbour", "folder", "harbour")
    (listed,) = json.loads(call("sources", "list", "--json").stdout)["items"]
    assert listed["location"] == str(folder)


def test_a_source_that_cannot_be_is_refused(folder: Path) -> None:
    for arguments, told in (
        (("courier", "feed", "courier.rss"), "'location' must be an address"),
        (("courier", "feed", "ftp://courier.example/rss"), "not 'ftp://courier.example/rss'"),
        (("courier", "feed", "https://me:secret@courier.example/rss"), "LOCATION has a user name or a password in it"),
        (("courier", "warc", "https://courier.example/a.warc"), "'location' must be a path"),
        (("courier", "fed", "https://courier.example/rss"), "'fed' is not one of"),
        (("courier", "feed", "https://courier.example/rss", "--every", "often"), "must be a span of time"),
    ):
        assert told in call("sources", "add", *arguments, code=2).stderr


def test_what_is_exported_can_be_imported(folder: Path, tmp_path: Path) -> None:
    call("sources", "add", "courier", "feed", "https://courier.example/rss", "--every", "6h", "--no-robots")
    call("sources", "add", "harbour", "folder", folder, "--max-age", "30d", "--include", "*.txt")
    toml = call("sources", "export").stdout
    (tmp_path / "sources.toml").write_text(toml)
    assert "2 sources: 0 new or changed." in call("sources", "import", tmp_path / "sources.toml").stdout
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    assert "2 new or changed." in call("sources", "import", tmp_path / "sources.toml", "--db", other).stdout
    assert call("sources", "export", "--db", other).stdout == toml


def test_a_source_is_tried_without_storing_anything(folder: Path) -> None:
    call("sources", "add", "harbour", "folder", folder)
    told = call("sources", "test", "harbour", "--documents", "1").stdout
    assert "undated  harbour: Ferry will sail (" in told
    assert "1 read, 0 failed, 0 left out; nothing was stored." in told
    assert "0 documents" in call("db", "status").stdout
    call("sources", "add", "gone", "folder", folder / "nowhere")
    assert "does not exist" in call("sources", "test", "gone", code=1).stderr


def test_every_command_has_an_example() -> None:
    for command in ("sources", "runs", "reingest"):
        assert "Example" in call(command, "--help").stdout
    for group, names in (
        ("sources", ("list", "show", "add", "remove", "enable", "disable", "import", "export", "test")),
        ("runs", ("list", "show")),
    ):
        for name in names:
            assert "Example" in call(group, name, "--help").stdout, name


def test_progress_in_a_log_tells_what_is_done_and_how_long_it_will_take(monkeypatch: pytest.MonkeyPatch) -> None:
    from quotes.cli import running
    from quotes.ingest import RunSummary

    moment = 0.0
    told: list[str] = []
    monkeypatch.setattr("quotes.cli.running.time.monotonic", lambda: moment)
    monkeypatch.setattr(running.click, "echo", lambda line, err: told.append(line))
    watch: Callable[[RunSummary, float], None] = running.PlainProgress()
    summary = RunSummary(doing="reading courier (1 of 4)", new=30, seconds=20.0)
    watch(summary, 0.1)
    moment = 20.0
    watch(summary, 0.25)
    assert len(told) == 1
    assert told[0].startswith(" 25 % reading courier (1 of 4): 30 new, 0 changed, 0 unchanged, 0 failed")
    assert told[0].endswith("1.5 articles/s, about 60 seconds left")
