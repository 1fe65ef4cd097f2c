"""Runs of ``ingest`` and ``reingest``, and what they could not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from quotes.errors import NotFound
from quotes.store import locks
from quotes.store.derived_ids import random_id
from quotes.store.models import Failure, Run
from quotes.store.records import Page
from quotes.store.run_records import FailureRecord, RunCounts, RunDetail, RunRecord, RunState, SourceCounts, known
from quotes.store.signatures import now
from quotes.store.tokens import check_limit, make_token, read_token

SHOWN_FAILURES = 100
# among the counts of a run: what the table has no column for
_STOPPED = "stopped"


def start(connection: Connection, command: str) -> str:
    """See :meth:`quotes.store.archive.Archive.start_run`."""
    id_ = random_id()
    connection.execute(insert(Run).values(id=id_, command=command, started=now()))
    return id_


def _serial(connection: Connection, id_: str) -> int:
    serial = connection.scalar(select(Run.serial).where(Run.id == id_))
    if serial is None:
        raise NotFound(f"no run {id_!r}")
    return serial


def fail(connection: Connection, id_: str, name: str, reason: str) -> None:
    """See :meth:`quotes.store.archive.Archive.fail`."""
    # a file's name need not be text; what is told of it must be
    values = {"name": name, "reason": reason}
    readable = {key: value.encode("utf-8", "backslashreplace").decode() for key, value in values.items()}
    connection.execute(insert(Failure).values(run=_serial(connection, id_), **readable))


def finish(
    connection: Connection,
    id_: str,
    counts: RunCounts,
    *,
    stages: Mapping[str, float] | None = None,
    sources: Mapping[str, SourceCounts] | None = None,
    stopped: bool = False,
) -> None:
    """See :meth:`quotes.store.archive.Archive.finish_run`."""
    kept = {**counts.as_json(), _STOPPED: True} if stopped else counts.as_json()
    values: dict[str, Any] = {"finished": now(), "counts": kept}
    if stages:
        values["stages"] = {name: round(seconds, 3) for name, seconds in stages.items()}
    if sources:
        values["sources"] = {name: found.as_json() for name, found in sources.items()}
    connection.execute(update(Run).where(Run.serial == _serial(connection, id_)).values(**values))


def _first_failures(connection: Connection, rows: list[Row[Any]]) -> dict[int, list[FailureRecord]]:
    numbered = (
        select(
            Failure.run,
            Failure.name,
            Failure.reason,
            func.row_number().over(partition_by=Failure.run, order_by=Failure.serial).label("place"),
        )
        .where(Failure.run.in_([row.serial for row in rows]))
        .subquery()
    )
    failures: dict[int, list[FailureRecord]] = {}
    shown = select(numbered).where(numbered.c.place <= SHOWN_FAILURES).order_by(numbered.c.run, numbered.c.place)
    for failure in connection.execute(shown):
        failures.setdefault(failure.run, []).append(FailureRecord(failure.name, failure.reason))
    return failures


def _values(connection: Connection, rows: list[Row[Any]]) -> list[dict[str, Any]]:
    """The fields of :class:`RunRecord` for each row."""
    failures = _first_failures(connection, rows)
    holder = locks.holder(connection)
    running = holder.run if holder and locks.silent(holder) < locks.STALE else None
    return [
        {
            "id": row.id,
            "command": row.command,
            "started": row.started,
            "finished": row.finished,
            "counts": None if row.counts is None else RunCounts(**known(RunCounts, row.counts)),
            "failures": tuple(failures.get(row.serial, [])),
            "state": _state(row, running),
            "stages": row.stages or {},
        }
        for row in rows
    ]


def _state(row: Row[Any], running: str | None) -> RunState:
    if row.finished is not None:
        return "stopped" if (row.counts or {}).get(_STOPPED) else "finished"
    return "running" if row.id == running else "interrupted"


def page(connection: Connection, *, limit: int, after: str | None) -> Page[RunRecord]:
    """See :meth:`quotes.store.archive.Archive.runs`."""
    check_limit(limit)
    statement = select(Run).order_by(Run.serial.desc()).limit(limit + 1)
    if after is not None:
        statement = statement.where(Run.serial < read_token(after, "runs", int)[0])
    rows = list(connection.execute(statement))
    more = make_token("runs", rows[limit - 1].serial) if len(rows) > limit else None
    return Page([RunRecord(**values) for values in _values(connection, rows[:limit])], more)


def one(connection: Connection, id_: str) -> RunDetail:
    """See :meth:`quotes.store.archive.Archive.run`."""
    row = connection.execute(select(Run).where(Run.id == id_)).one_or_none()
    if row is None:
        raise NotFound(f"no run {id_!r}")
    sources = {name: SourceCounts(**known(SourceCounts, counts)) for name, counts in (row.sources or {}).items()}
    return RunDetail(**_values(connection, [row])[0], sources=sources)


def failures(connection: Connection, id_: str, *, limit: int, after: str | None) -> Page[FailureRecord]:
    """See :meth:`quotes.store.archive.Archive.failures`."""
    check_limit(limit)
    statement = select(Failure).where(Failure.run == _serial(connection, id_)).order_by(Failure.serial).limit(limit + 1)
    if after is not None:
        statement = statement.where(Failure.serial > read_token(after, "failures", int)[0])
    rows = connection.execute(statement).all()
    more = make_token("failures", rows[limit - 1].serial) if len(rows) > limit else None
    return Page([FailureRecord(row.name, row.reason) for row in rows[:limit]], more)


# -- for alerts ---------------------------------------------------------------------------------------------------


def running(connection: Connection) -> int | None:
    """The serial of the run that gives signs of life; None where none does."""
    holder = locks.holder(connection)
    if holder is None or holder.run is None or locks.silent(holder) >= locks.STALE:
        return None
    return connection.scalar(select(Run.serial).where(Run.id == holder.run, Run.finished.is_(None)))


def failed_between(connection: Connection, after: int, upto: int, limit: int | None) -> list[tuple[int, int]]:
    """Runs (their serial, twice) that could not read something, or came to no end, in their order."""
    statement = select(Run.serial, Run.finished, Run.counts).where(Run.serial > after, Run.serial <= upto)
    failed = [
        (row.serial, row.serial)
        for row in connection.execute(statement.order_by(Run.serial))
        if row.finished is None or (row.counts or {}).get("failed")
    ]
    return failed[:limit]


def of_serials(connection: Connection, serials: Sequence[int]) -> list[RunRecord]:
    """Runs by serial, in their order."""
    rows = list(connection.execute(select(Run).where(Run.serial.in_(serials)).order_by(Run.serial)))
    return [RunRecord(**values) for values in _values(connection, rows)]
