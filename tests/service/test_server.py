"""The server process itself, over a real socket."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest


def start(database: str, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from quotes.cli import main; main()", "serve", "--db", database, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QUOTES_CLOSED": ""},
    )


@pytest.fixture
def process(database: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    running = start(database, "--port", "0")
    guard = threading.Timer(60, running.kill)
    guard.start()
    try:
        line = running.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line + running.stderr.read()
        yield running, found[0]
    finally:
        guard.cancel()
        running.kill()
        running.communicate()


def fetch(address: str):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status, answer.headers, answer.read().decode()


def test_the_server_answers_on_a_free_port_and_stops_cleanly_at_sigterm(process):
    running, url = process
    status, headers, body = fetch(f"{url}/api/v1/quotations?speaker=Blinken&limit=1")
    assert status == 200
    assert headers["Content-Type"] == "application/json"
    answer = json.loads(body)
    assert answer["items"][0]["text"] == "“The talks go on,”"
    assert answer["next_url"].startswith(url)
    assert len(json.loads(fetch(answer["next_url"])[2])["items"]) == 1
    assert "<h1" in fetch(f"{url}/")[2]
    with pytest.raises(urllib.error.HTTPError) as failure:
        fetch(f"{url}/api/v1/nothing")
    assert json.loads(failure.value.read())["status"] == 404

    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=20)
    assert running.returncode == 0
    assert "Stopped." in out
    assert "GET /api/v1/quotations?speaker=Blinken&limit=1 200" in err
    assert "Traceback" not in err


def test_the_server_answers_many_at_once(process):
    _, url = process
    statuses: list[int] = []

    def ask() -> None:
        for _ in range(5):
            statuses.append(fetch(f"{url}/api/v1/quotations?speaker=Clinton")[0])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 40


def test_a_port_that_is_taken_is_told_in_one_line(database):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = start(database, "--port", str(port))
        out, err = running.communicate(timeout=60)
    assert running.returncode == 2
    assert f"port {port} of 127.0.0.1 is taken" in err
    assert "Traceback" not in err
    assert out == ""
