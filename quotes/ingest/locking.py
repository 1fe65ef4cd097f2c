"""The lock of runs: one run at a time writes an archive, and a run that died does not keep the next one out.

The lock is a row in the database with the holder's host, process, command and last sign of life, which a thread gives
every few seconds. A holder is dead where its process is gone (which this machine alone can tell of its own processes),
or where it has been silent for :data:`quotes.store.locks.STALE`.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from quotes.errors import ArchiveBusy, ArchiveReplaced
from quotes.ingest.summary import RunSummary
from quotes.sources.durations import about
from quotes.store import Archive, LockRecord
from quotes.store.derived_ids import random_id
from quotes.store.locks import STALE, silent
from quotes.store.signatures import now

BEAT_SECONDS = 10.0
ASK_AGAIN_SECONDS = 1.0
Tell = Callable[[str], None]

# tokens of the locks that this process holds
_held: set[str] = set()


class Held:
    """The lock while it is held. ``summary``: what the signs of life tell of the run."""

    def __init__(self, token: str, archive: Archive) -> None:
        self.token = token
        self.summary: RunSummary | None = None
        self._archive = archive
        self._file = archive.file
        self._taken = threading.Event()

    @property
    def lost(self) -> bool:
        """Whether the run must end: another has taken the lock over, or the database is not where it was."""
        return self._taken.is_set() or self.replaced

    @property
    def replaced(self) -> bool:
        """Whether the database's file is another, or gone."""
        return self._archive.file != self._file

    def beat(self) -> None:
        """Give a sign of life."""
        run = self.summary.run or None if self.summary else None
        counts = self.summary.counts if self.summary else None
        if not self._archive.beat(self.token, run, counts):
            self._taken.set()

    def refuse_lost(self) -> None:
        """:class:`quotes.errors.ArchiveBusy` where another run has taken the lock over, and
        :class:`quotes.errors.ArchiveReplaced` where the database is not where it was.
        """
        if self.replaced:
            raise ArchiveReplaced(
                f"the archive {self._archive.url!r} was removed or replaced while the run was writing it: "
                "what this run stored is not in the one that is there now. Let nothing use an archive (service, runs) "
                "while it is replaced, and leave no -wal and -shm of the old one beside the new one"
            )
        if self._taken.is_set():
            raise ArchiveBusy(
                "another run has taken the archive over, since this one had given no sign of life for "
                f"{about(STALE)} (was the machine asleep?); what was finished is stored"
            )


@contextlib.contextmanager
def held(
    archive: Archive,
    command: str,
    *,
    wait: timedelta | None = None,
    tell: Tell | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Held]:
    """Hold the archive's lock of runs.

    Where another run has it, waits for as long as ``wait`` (None: not at all), then raises
    :class:`quotes.errors.ArchiveBusy` that says who has it. ``tell`` is told of a wait and of a dead run's lock that
    is taken over.
    """
    token = random_id()
    if archive.in_memory:  # nobody else can reach it
        yield Held(token, archive)
        return
    _take(archive, token, command, wait, tell or (lambda _: None), stop)
    lock = Held(token, archive)
    ended = threading.Event()
    beats = threading.Thread(target=_beats, args=(lock, ended), daemon=True)
    beats.start()
    try:
        yield lock
    finally:
        ended.set()
        beats.join()
        _held.discard(token)
        if not lock.replaced:
            # a database that is full has been told of; the lock of an ended process is nobody's
            with contextlib.suppress(SQLAlchemyError):
                archive.release_lock(token)


def who_holds(archive: Archive) -> str | None:
    """A sentence about the run that is writing the archive; None where none is."""
    holder = archive.lock_holder()
    return None if holder is None or dead(holder) else _sentence(holder)


def dead(holder: LockRecord) -> str | None:
    """Why a holder is none any more, or None where it may be alive."""
    if holder.token in _held:
        return None
    if _namespace(holder.place) == _namespace(_place(os.getpid())) and _is_gone(holder):
        return "its process is gone"
    if silent(holder) >= STALE:
        return f"it has given no sign of life for {about(silent(holder))}"
    return None


def _take(
    archive: Archive, token: str, command: str, wait: timedelta | None, tell: Tell, stop: Callable[[], bool]
) -> None:
    until = time.monotonic() + (wait.total_seconds() if wait else 0.0)
    told: str | None = None
    _held.add(token)
    try:
        while True:
            moment = now()
            wanted = LockRecord(
                token, socket.gethostname(), _place(os.getpid()), os.getpid(), command, moment, moment
            )
            got = archive.take_lock(wanted, dead)
            if got.taken:
                if got.before is not None:
                    tell(f"Taking over from a run that died: {_who(got.before)}; {got.why}.")
                return
            assert got.before is not None
            if time.monotonic() >= until or stop():
                raise ArchiveBusy(
                    f"{_sentence(got.before)}. Try again when it has ended, or let this command wait: --wait 30m"
                )
            if told != got.before.token:
                told = got.before.token
                tell(f"Waiting: {_sentence(got.before)}.")
            time.sleep(ASK_AGAIN_SECONDS)
    except BaseException:
        _held.discard(token)
        raise


def _beats(lock: Held, ended: threading.Event) -> None:
    while not ended.wait(BEAT_SECONDS):
        if lock.lost:
            return
        # a database that is locked for a while: the next beat tells; one that fails ends the run by itself
        with contextlib.suppress(SQLAlchemyError):
            lock.beat()


def _who(holder: LockRecord) -> str:
    return f"{holder.command!r} (process {holder.pid} on {holder.host}, begun {holder.started:%Y-%m-%d %H:%M} UTC)"


def _sentence(holder: LockRecord) -> str:
    age, silence = about(abs(now() - holder.started)), about(silent(holder))
    return (
        f"another run is writing the archive: {holder.command!r}, process {holder.pid} on {holder.host}, begun {age} "
        f"ago, last sign of life {silence} ago"
    )


def _place(pid: int) -> str:
    """The machine since its last start, its namespace of processes, and the start of this process in it.

    Process numbers are given again: to another process, after a restart, and in every container.
    """
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
            return f"{boot}:{Path('/proc/self/ns/pid').readlink()}:{_begun(pid)}"
    return f"{socket.gethostname()}::"


def _namespace(place: str) -> str:
    return place.rpartition(":")[0]


def _begun(pid: int) -> str | None:
    """When a process began, in the kernel's ticks; None for one that is gone (one that nobody buried, too)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in {"Z", "X"} else fields[19]


def _is_gone(holder: LockRecord) -> bool:
    """Whether the process of this machine that held the lock has ended, or holds it no more."""
    if holder.pid == os.getpid():
        return True  # what this process holds is in _held
    if sys.platform.startswith("linux"):
        return _begun(holder.pid) != holder.place.rpartition(":")[2]
    if os.name != "posix":  # there, signal 0 would end it
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False
