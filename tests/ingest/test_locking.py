from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from quotes.errors import ArchiveBusy
from quotes.extraction.records import Quotation
from quotes.ingest import RunSummary, ingest, locking
from quotes.ingest.locking import dead, held, who_holds
from quotes.store import Archive, LockRecord

from .conftest import write_lines
from .quick import QuickExtractor

HOLDER = """
import sys, time
from quotes.ingest.locking import held
from quotes.store import Archive
with Archive.open(sys.argv[1]) as archive, held(archive, "ingest of another"):
    print("held", flush=True)
    time.sleep(60)
"""


@contextlib.contextmanager
def another_process(archive: Archive) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the archive's lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, archive.url], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def set_lock(archive: Archive, **values: object) -> None:
    with archive._writing() as connection:
        for name, value in values.items():
            connection.exec_driver_sql(f"UPDATE locks SET {name} = ?", (value,))


def run(archive: Archive, tmp_path: Path, **more: object) -> RunSummary:
    return ingest([write_lines(tmp_path / "post.jsonl", range(3))], archive, extractor=QuickExtractor(), **more)  # type: ignore[arg-type]


def test_a_second_run_says_who_has_the_archive_and_writes_nothing(archive: Archive, tmp_path: Path) -> None:
    with another_process(archive) as other:
        with pytest.raises(ArchiveBusy) as busy:
            run(archive, tmp_path)
        sentence = who_holds(archive)
    for part in ("'ingest of another'", f"process {other.pid}", socket.gethostname(), "last sign of life", "--wait"):
        assert part in str(busy.value)
    assert busy.value.exit_code == 2
    assert sentence is not None and f"process {other.pid}" in sentence
    assert archive.counts().documents == 0
    assert archive.runs().items == []


def test_a_lock_of_a_process_that_was_killed_is_taken_over_and_told(archive: Archive, tmp_path: Path) -> None:
    with another_process(archive) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        told: list[str] = []
        assert run(archive, tmp_path, tell=told.append).new == 3
    assert len(told) == 1
    assert f"process {other.pid}" in told[0]
    assert "its process is gone" in told[0]
    assert archive.lock_holder() is None


def test_a_process_that_nobody_has_buried_holds_nothing(archive: Archive, tmp_path: Path) -> None:
    with another_process(archive) as other:
        os.kill(other.pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while (holder := archive.lock_holder()) and dead(holder) is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert run(archive, tmp_path).new == 3


def test_a_process_number_that_was_given_again_is_not_the_holder(archive: Archive, tmp_path: Path) -> None:
    with another_process(archive) as other:
        holder = archive.lock_holder()
        assert holder is not None
        assert dead(holder) is None
        os.kill(other.pid, signal.SIGKILL)
    # ours: alive, and of this machine, but not what has the lock
    set_lock(archive, pid=os.getpid())
    assert run(archive, tmp_path).new == 3


def test_of_another_machines_process_only_its_silence_tells(archive: Archive, tmp_path: Path) -> None:
    with another_process(archive):
        set_lock(archive, host="elsewhere", place="another boot:pid:[1]:5", pid=999_999_999)
        with pytest.raises(ArchiveBusy, match="on elsewhere"):
            run(archive, tmp_path)
        set_lock(archive, heartbeat="2020-01-01 00:00:00.000000")
        told: list[str] = []
        assert run(archive, tmp_path, tell=told.append).new == 3
    assert "no sign of life for" in told[0]


def test_a_run_may_wait_for_another(archive: Archive, tmp_path: Path) -> None:
    released = threading.Event()

    def hold() -> None:
        with held(archive, "the first"):
            released.wait(10)

    first = threading.Thread(target=hold)
    first.start()
    while archive.lock_holder() is None:
        time.sleep(0.01)
    threading.Timer(0.5, released.set).start()
    told: list[str] = []
    assert run(archive, tmp_path, wait=timedelta(seconds=20), tell=told.append).new == 3
    first.join()
    assert len(told) == 1
    assert told[0].startswith("Waiting: another run is writing the archive: 'the first'")


def test_waiting_ends_when_it_is_asked_to(archive: Archive) -> None:
    with another_process(archive):
        began = time.monotonic()
        with pytest.raises(ArchiveBusy), held(archive, "mine", wait=timedelta(hours=1), stop=lambda: True):
            pass
        assert time.monotonic() - began < 5


def test_a_run_whose_lock_was_taken_over_ends_and_keeps_what_it_stored(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lines(tmp_path / "post.jsonl", range(200))
    monkeypatch.setattr(locking, "BEAT_SECONDS", 0.02)
    lost = threading.Event()
    before = archive.beat

    def beat(token: str, *rest: object) -> bool:
        alive = before(token, *rest)  # type: ignore[arg-type]
        if not alive:
            lost.set()
        return alive

    monkeypatch.setattr(archive, "beat", beat)

    class Sleeping(QuickExtractor):
        """After some documents the machine sleeps, and another run takes over."""

        def extract_many(self, texts: Iterable[str], *, batch_size: int = 1) -> Iterator[list[Quotation]]:
            if len(self.texts) == 20:
                set_lock(archive, token="another")
                assert lost.wait(10)
            return super().extract_many(texts)

    with pytest.raises(ArchiveBusy, match="taken the archive over"):
        ingest([path], archive, extractor=Sleeping())
    assert 20 <= archive.counts().documents < 30
    holder = archive.lock_holder()
    # the new holder's lock is not released by the one that lost it
    assert holder is not None
    assert holder.token == "another"
    assert archive.runs().items[0].finished is None


def test_signs_of_life_tell_what_the_run_has_done(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "BEAT_SECONDS", 0.02)
    seen: list[tuple[str, int | None]] = []
    with held(archive, "ingest") as lock:
        lock.summary = RunSummary(run=archive.start_run("ingest"), new=7)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            record = archive.run(lock.summary.run)
            seen.append((record.state, record.counts.new if record.counts else None))
            if seen[-1][1] == 7:
                break
            time.sleep(0.01)
    assert seen[-1] == ("running", 7)
    assert archive.run(lock.summary.run).state == "interrupted"


def test_an_archive_in_memory_needs_no_lock() -> None:
    with Archive.open("sqlite://") as archive, held(archive, "one"), held(archive, "two"):
        pass


def test_two_threads_never_hold_the_lock_together(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "ASK_AGAIN_SECONDS", 0.005)
    inside = 0
    most = 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(5):
            with held(archive, "one of many", wait=timedelta(minutes=1)):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert archive.lock_holder() is None


def test_a_holder_of_this_process_is_alive(archive: Archive) -> None:
    with held(archive, "mine"):
        holder = archive.lock_holder()
        assert isinstance(holder, LockRecord)
        assert dead(holder) is None
