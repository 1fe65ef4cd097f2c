from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotes.cli import main

TEXT = "Ferry will sail\n\n“It will sail,” said Ann Lee, the minister of ports.\n"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'archive.sqlite'}"
    monkeypatch.setenv("QUOTES_DATABASE_URL", url)
    monkeypatch.setenv("QUOTES_REGISTER", "none")
    return url


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["ingest", "--no-coreference", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path, database: str) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_text(TEXT.replace("sail", "stay"))
    return folder


def test_the_summary_counts_documents_and_quotations(folder: Path) -> None:
    result = call(folder)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "2 documents: 2 new, 0 changed, 0 unchanged, 0 failed"
    assert lines[1].startswith("2 quotations")
    assert lines[2].endswith("articles per second")
    assert call(folder).stdout.splitlines()[0] == "2 documents: 0 new, 0 changed, 2 unchanged, 0 failed"


def test_failures_are_listed_on_stderr_and_the_exit_code_is_one(folder: Path) -> None:
    for number in range(22):
        (folder / f"empty-{number:02}.txt").write_text("")
    result = call(folder)
    assert result.exit_code == 1
    assert "2 new, 0 changed, 0 unchanged, 22 failed" in result.stdout
    lines = result.stderr.splitlines()
    assert lines[0] == "22 failed:"
    assert lines[1] == f"  {folder / 'empty-00.txt'}: is empty"
    assert len(lines) == 22
    assert lines[-1].startswith("  … and 2 more")


def test_quiet_prints_failures_alone(folder: Path) -> None:
    assert call(folder, "--quiet").output == ""
    (folder / "empty.txt").write_text("")
    assert call(folder, "-q").output == f"1 failed:\n  {folder / 'empty.txt'}: is empty\n"


def test_the_summary_as_json_holds_the_failures(folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    result = call(folder, "--json", "--source", "The Post")
    summary = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {name: summary[name] for name in ("documents", "new", "failed", "quotations", "stopped")} == {
        "documents": 2, "new": 2, "failed": 1, "quotations": 2, "stopped": False,
    }  # fmt: skip
    assert summary["failures"] == [{"name": str(folder / "empty.txt"), "reason": "is empty"}]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere"], "'nowhere' does not exist"),
        (["https://a.example/x"], "`quotes sources add NAME feed https://a.example/x` (or sitemap; or urls"),
        ([], "Missing argument"),
        ([".", "--limit-size", "much"], "'much' is not a size"),
        ([".", "--jobs", "0"], "0 is not in the range"),
        ([".", "--model", "no_such_model"], "'no_such_model'"),
    ],
)
def test_what_cannot_run_exits_with_two(database: str, arguments: list[str], told: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_limit_of_size_takes_units(folder: Path) -> None:
    (folder / "long.txt").write_text("word " * 500)
    result = call(folder, "--limit-size", "2k")
    assert "larger than the limit of 2,000 bytes" in result.stderr
    assert call(folder, "--limit-size", "0.01MB").exit_code == 0


def test_progress_is_plain_lines_where_there_is_no_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.cli.running.SECONDS_BETWEEN_LINES", 0.0)
    lines = call(folder).stderr.splitlines()
    assert re.fullmatch(r" 50 %: 1 new, 0 changed, 0 unchanged, 0 failed, [\d.]+ articles/s", lines[0])
    assert lines[-1].startswith("100 %: 2 new, ")


def test_help_shows_examples_and_exit_codes() -> None:
    result = CliRunner().invoke(main, ["ingest", "--help"])
    assert "Examples:" in result.output
    assert "Exit codes:" in result.output
