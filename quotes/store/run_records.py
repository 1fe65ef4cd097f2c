"""Runs, the sources that they read and the lock that they hold, as the store takes and gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal

from quotes.store.records import Record

# stopped: it was asked to end (Ctrl-C, SIGTERM) and did, before it had read everything; interrupted: it just ended
RunState = Literal["running", "finished", "stopped", "interrupted"]


@dataclass(frozen=True, slots=True)
class RunCounts(Record):
    """What one run did.

    ``new``, ``changed``, ``unchanged`` and ``failed`` count documents, ``skipped`` those that a source's settings or
    robots.txt leave out, ``again`` stored ones whose quotations were extracted anew. ``quotations`` are those of new
    and changed documents; ``added`` and ``removed`` those whose words a document had not before, or has no longer.
    ``findings`` are those that it opened.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    quotations: int = 0
    findings: int = 0
    skipped: int = 0
    again: int = 0
    added: int = 0
    removed: int = 0
    findings_closed: int = 0


@dataclass(frozen=True, slots=True)
class SourceCounts(Record):
    """What a run found in one source; ``error`` is why it could not be read (to its end), ``seconds`` how long it took.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    added: int = 0
    removed: int = 0
    seconds: float = 0.0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class FailureRecord(Record):
    """Something that a run could not read: its name and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class RunRecord(Record):
    """One run of ``ingest`` or ``reingest``; times in UTC.

    ``finished`` is None while it runs and after a kill, ``counts`` are then what it had done a little while before
    (None: that is not known). ``stages`` are seconds: reading, extraction, storing, grouping, findings. ``failures``
    are the first hundred; :meth:`Archive.failures` pages through all.
    """

    id: str
    command: str
    started: datetime
    finished: datetime | None
    counts: RunCounts | None
    failures: tuple[FailureRecord, ...]
    state: RunState = "finished"
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunDetail(RunRecord):
    """A run with its counts by source."""

    sources: dict[str, SourceCounts] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The fields in their order; ``sources`` is an object by name."""
        return {**Record.as_json(self), "sources": {name: counts.as_json() for name, counts in self.sources.items()}}


@dataclass(frozen=True, slots=True)
class SourceState(Record):
    """What came of a source the last time: ``failing`` counts the runs in a row that could not read it, ``since`` when.

    ``tried`` is when the last run began, ``counts`` what it found.
    """

    tried: datetime
    counts: SourceCounts
    failing: int = 0
    since: datetime | None = None

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> SourceState:
        """What :meth:`as_json` gave."""
        since = values.get("since")
        return SourceState(
            tried=_moment(values["tried"]),
            counts=SourceCounts(**known(SourceCounts, values["counts"])),
            failing=values.get("failing", 0),
            since=None if since is None else _moment(since),
        )


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A source that `quotes reingest` reads.

    ``settings`` is :meth:`quotes.sources.settings.SourceSettings.as_json`; ``read`` when the last run that read it to
    its end began (UTC), None: never; ``documents`` is how many are filed under its name.
    """

    name: str
    settings: dict[str, Any]
    enabled: bool
    read: datetime | None
    state: SourceState | None
    documents: int


@dataclass(frozen=True, slots=True)
class LockRecord:
    """Who holds the lock of runs: a process (``pid``) of a ``host``, and since when (UTC).

    ``place`` says where the process number means something; ``token`` is this holder's alone.
    """

    token: str
    host: str
    place: str
    pid: int
    command: str
    started: datetime
    heartbeat: datetime
    run: str | None = None


@dataclass(frozen=True, slots=True)
class LockTaken:
    """Whether the lock was taken; ``before`` is the holder that has it, or had it and is dead (``why`` says so)."""

    taken: bool
    before: LockRecord | None
    why: str | None


def known(record: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Of the values that JSON has, those that the record has, too: one may be older than the other."""
    names = {field.name for field in fields(record)}
    return {name: value for name, value in values.items() if name in names}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)
