"""``quotes serve`` and ``quotes demo``."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotes.cli import main
from quotes.cli.serve import EXAMPLES
from quotes.store import Archive


@pytest.fixture(scope="module")
def corpus_database(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Result]:
    """The sample corpus, loaded once by ``quotes demo --once``."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.sqlite'}"
    return url, CliRunner().invoke(main, ["demo", "--once", "--db", url])


def test_demo_says_where_it_keeps_the_corpus_and_what_it_loaded(corpus_database):
    url, result = corpus_database
    assert result.exit_code == 0, result.output
    assert url in result.stdout
    assert re.search(r"75 documents: 75 new", result.stdout)


def test_demo_reads_nothing_again_at_its_second_start_and_serves_the_examples(corpus_database):
    url, _ = corpus_database
    running = subprocess.Popen(
        [sys.executable, "-c", "from quotes.cli import main; main()", "demo", "--db", url, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "QUOTES_CLOSED": ""},
    )
    guard = threading.Timer(120, running.kill)
    guard.start()
    try:
        printed = ""
        addresses: list[str] = []
        for line in running.stdout:
            printed += line
            addresses += re.findall(r"curl -s '([^']+)'", line)
            if len(addresses) == len(EXAMPLES):
                break
        assert "0 new, 0 changed" in printed
        for address in addresses:
            with urllib.request.urlopen(address, timeout=20) as answer:
                found = json.load(answer)
            assert found["items"], address
            assert found.get("speakers", ["of findings nobody"]), address
    finally:
        guard.cancel()
        running.kill()
        running.communicate()


def test_demo_keeps_its_corpus_beside_the_users_own_archive(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    from quotes import settings
    from quotes.cli.serve import demo_database

    assert demo_database().parent == settings.default_database().parent
    assert demo_database() != settings.default_database()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--port", "70000"], "70000"),
        (["--threads", "0"], "0"),
        (["--host", "192.0.2.1"], "'192.0.2.1': it is not an address of this machine"),
        (["--host", "no-such-host.invalid"], "'no-such-host.invalid': no such host"),
    ],
)
def test_serve_refuses_what_it_cannot_listen_on(options, told, tmp_path: Path):
    database = f"sqlite:///{tmp_path / 'quotes.sqlite'}"
    Archive.open(database).close()
    result = CliRunner().invoke(main, ["serve", "--db", database, *options])
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_serve_does_not_make_an_archive_of_a_mistyped_name(tmp_path: Path):
    result = CliRunner().invoke(main, ["serve", "--db", f"sqlite:///{tmp_path / 'qoutes.sqlite'}"])
    assert result.exit_code == 1
    assert "qoutes.sqlite" in result.stderr
    assert not list(tmp_path.iterdir())


def test_serve_refuses_to_close_reading_without_a_key(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("QUOTES_CLOSED", "1")
    monkeypatch.delenv("QUOTES_API_KEY", raising=False)
    database = f"sqlite:///{tmp_path / 'quotes.sqlite'}"
    Archive.open(database).close()
    result = CliRunner().invoke(main, ["serve", "--db", database])
    assert result.exit_code == 2
    assert "QUOTES_API_KEY" in result.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_help_has_an_example(command):
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert f"Example: quotes {command}" in result.output
