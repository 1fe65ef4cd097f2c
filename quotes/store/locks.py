"""Who may write what a run writes: one at a time, and nobody for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from quotes.store.models import Lock, Run
from quotes.store.run_records import LockRecord, LockTaken, RunCounts
from quotes.store.signatures import now

# of which there is one
RUNS = "runs"
# a holder that has given no sign of life for so long is dead, or as good as that
STALE = timedelta(minutes=5)

_COLUMNS = select(
    Lock.token, Lock.host, Lock.place, Lock.pid, Lock.command, Run.id.label("run"), Lock.started, Lock.heartbeat
).outerjoin(Run, Run.serial == Lock.run)


def holder(connection: Connection) -> LockRecord | None:
    """See :meth:`quotes.store.archive.Archive.lock_holder`."""
    row = connection.execute(_COLUMNS.where(Lock.name == RUNS)).one_or_none()
    return None if row is None else _record(row)


def take(connection: Connection, wanted: LockRecord, dead: Callable[[LockRecord], str | None]) -> LockTaken:
    """See :meth:`quotes.store.archive.Archive.take_lock`."""
    before = holder(connection)
    why = None
    if before is not None:
        why = dead(before)
        if why is None:
            return LockTaken(False, before, None)
        connection.execute(delete(Lock).where(Lock.name == RUNS))
    connection.execute(
        insert(Lock).values(
            name=RUNS,
            token=wanted.token,
            host=wanted.host,
            place=wanted.place,
            pid=wanted.pid,
            command=wanted.command,
            started=wanted.started,
            heartbeat=wanted.heartbeat,
        )
    )
    return LockTaken(True, before, why)


def beat(connection: Connection, token: str, run: str | None, counts: RunCounts | None) -> bool:
    """See :meth:`quotes.store.archive.Archive.beat`."""
    serial = None if run is None else connection.scalar(select(Run.serial).where(Run.id == run))
    held = connection.execute(
        update(Lock).where(Lock.name == RUNS, Lock.token == token).values(heartbeat=now(), run=serial)
    ).rowcount
    if held and serial is not None and counts is not None:
        connection.execute(
            update(Run).where(Run.serial == serial, Run.finished.is_(None)).values(counts=counts.as_json())
        )
    return bool(held)


def release(connection: Connection, token: str) -> None:
    """See :meth:`quotes.store.archive.Archive.release_lock`."""
    connection.execute(delete(Lock).where(Lock.name == RUNS, Lock.token == token))


def silent(record: LockRecord) -> timedelta:
    """How long ago the holder gave a sign of life; a clock that was set back counts as much as time that passed."""
    return abs(now() - record.heartbeat)


def _record(row: Row[Any]) -> LockRecord:
    return LockRecord(
        token=row.token,
        host=row.host,
        place=row.place,
        pid=row.pid,
        command=row.command,
        run=row.run,
        started=row.started,
        heartbeat=row.heartbeat,
    )
