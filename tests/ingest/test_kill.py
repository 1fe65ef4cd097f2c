from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quotes.extraction import Extractor
from quotes.ingest import ingest
from quotes.store import Archive

from .conftest import contents, write_lines

PATIENCE = 60.0


def wait_until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.02)


def start(path: Path, url: str, jobs: int) -> subprocess.Popen[str]:
    program = "from quotes.cli import main; main()"
    command = ["ingest", str(path), "--db", url, "--jobs", str(jobs), "--no-coreference"]
    return subprocess.Popen(
        [sys.executable, "-c", program, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def children(pid: int) -> list[int]:
    """Processes whose parent this is (Linux)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the workers in /proc")
@pytest.mark.parametrize("jobs", [1, 2])
def test_after_a_kill_the_next_run_completes_what_is_missing(
    tmp_path: Path, archive: Archive, extractor: Extractor, jobs: int
) -> None:
    path = write_lines(tmp_path / "post.jsonl", range(30), paragraphs=4)
    process = start(path, archive.url, jobs)
    wait_until(lambda: archive.counts().documents >= 5)
    workers = children(process.pid)
    process.kill()
    process.communicate()
    stored = archive.counts().documents
    assert 5 <= stored < 30
    assert archive.runs().items[0].finished is None
    wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))

    summary = ingest([path], archive, extractor=extractor)
    assert (summary.new, summary.changed, summary.unchanged, summary.failed) == (30 - stored, 0, stored, 0)
    with Archive.open(f"sqlite:///{tmp_path / 'whole.sqlite'}") as whole:
        ingest([path], whole, extractor=extractor)
        assert contents(archive) == contents(whole)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_clean_and_says_so(
    tmp_path: Path, archive: Archive, number: signal.Signals, code: int, jobs: int
) -> None:
    path = write_lines(tmp_path / "post.jsonl", range(60), paragraphs=6)
    process = start(path, archive.url, jobs)
    wait_until(lambda: archive.counts().documents >= 3)
    # as a terminal does it, and `systemctl stop`: all processes are told
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert "Stopped before the end" in out
    assert "Traceback" not in err and "failed:" not in err
    record = archive.runs().items[0]
    assert record.finished is not None and record.state == "stopped"
    assert record.counts is not None
    assert record.counts.new == archive.counts().documents < 60


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the workers in /proc")
def test_told_to_stop_with_its_workers_while_they_load_a_run_says_so(tmp_path: Path, archive: Archive) -> None:
    path = write_lines(tmp_path / "post.jsonl", range(5))
    process = start(path, archive.url, 2)
    wait_until(lambda: len(children(process.pid)) >= 3)  # two, and the one that keeps count of what they share
    os.killpg(process.pid, signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 143, err
    assert "Stopped before the end" in out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_told_twice_a_run_ends_at_once_with_the_exit_code_of_the_signal(
    tmp_path: Path, archive: Archive, number: signal.Signals, code: int
) -> None:
    path = write_lines(tmp_path / "post.jsonl", range(60), paragraphs=200)
    process = start(path, archive.url, 2)
    wait_until(lambda: archive.counts().documents >= 1)
    assert process.stderr is not None
    told = ""
    os.killpg(process.pid, number)
    while "once more: at once" not in told:
        told += process.stderr.readline()
    os.killpg(process.pid, number)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, err
    assert "Traceback" not in err and "Stopped at once" in err
