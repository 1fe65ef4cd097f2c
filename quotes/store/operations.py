"""The archive's side of what fills it: runs, their lock, the sources that they read, and documents to extract anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from quotes.store import addresses, captures, locks, outdated, runs, saving, sources
from quotes.store.records import IncomingDocument, Outcome, Page
from quotes.store.run_records import (
    FailureRecord,
    LockRecord,
    LockTaken,
    ReadSource,
    RunCounts,
    RunDetail,
    RunRecord,
    SourceCounts,
    SourceState,
)


class Operations:
    """The part of :class:`quotes.store.archive.Archive` that runs use, and that tells of them."""

    _engine: Engine

    def _writing(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def tidy(self) -> None:
        """See :meth:`quotes.store.archive.Archive.tidy`."""
        raise NotImplementedError

    # -- documents ------------------------------------------------------------------------------------------------

    def unchanged(self, documents: Sequence[IncomingDocument], extractor: str) -> list[bool]:
        """For each document: the same text and description are stored, with quotations by this extractor."""
        with self._engine.begin() as connection:
            return [outcome == "unchanged" for outcome in saving.compare(connection, documents, extractor)]

    def compare(self, documents: Sequence[IncomingDocument]) -> list[Outcome]:
        """What storing each document would make of it, whichever extractor made the quotations that are stored."""
        with self._engine.begin() as connection:
            return saving.compare(connection, documents, None)

    def found_again(self, documents: Sequence[IncomingDocument]) -> None:
        """Note that archives had these texts, which are stored, at other times, too, in one transaction."""
        with self._writing() as connection:
            captures.found_again(connection, documents)

    def outdated(self, extractor: str) -> Sequence[int]:
        """The documents (serials) whose quotations another extractor made, the newest first."""
        with self._engine.begin() as connection:
            return outdated.serials(connection, extractor)

    def as_stored(self, serials: Sequence[int]) -> list[IncomingDocument]:
        """Documents as they are stored, the newest first."""
        with self._engine.begin() as connection:
            return outdated.stored(connection, serials)

    # -- runs -----------------------------------------------------------------------------------------------------

    def start_run(self, command: str) -> str:
        """Note that a run begins; the id that it gives goes to the other calls."""
        with self._writing() as connection:
            return runs.start(connection, command)

    def fail(self, run: str, name: str, reason: str) -> None:
        """Keep a failure of the run: what could not be read, and why."""
        with self._writing() as connection:
            runs.fail(connection, run, name, reason)

    def finish_run(
        self,
        run: str,
        counts: RunCounts,
        *,
        stages: Mapping[str, float] | None = None,
        sources: Mapping[str, SourceCounts] | None = None,
    ) -> None:
        """Note that the run came to its end, and tidy the indexes; ``stages`` in seconds."""
        with self._writing() as connection:
            runs.finish(connection, run, counts, stages=stages, sources=sources)
        self.tidy()

    def runs(self, *, limit: int = 50, after: str | None = None) -> Page[RunRecord]:
        """Runs, the latest first."""
        with self._engine.begin() as connection:
            return runs.page(connection, limit=limit, after=after)

    def run(self, run: str) -> RunDetail:
        """One run; :class:`quotes.errors.NotFound` without it."""
        with self._engine.begin() as connection:
            return runs.one(connection, run)

    def failures(self, run: str, *, limit: int = 50, after: str | None = None) -> Page[FailureRecord]:
        """What a run could not read, in the order of its happening."""
        with self._engine.begin() as connection:
            return runs.failures(connection, run, limit=limit, after=after)

    # -- the lock of runs -----------------------------------------------------------------------------------------

    @property
    def in_memory(self) -> bool:
        """Whether the database is this process's alone, and gone with it."""
        return self._engine.url.database in {None, "", ":memory:"}

    def lock_holder(self) -> LockRecord | None:
        """Who holds the lock of runs, dead or alive."""
        with self._engine.begin() as connection:
            return locks.holder(connection)

    def take_lock(self, wanted: LockRecord, dead: Callable[[LockRecord], str | None]) -> LockTaken:
        """Take the lock of runs, unless somebody has it; ``dead`` says why a holder is none any more, else None."""
        with self._writing() as connection:
            return locks.take(connection, wanted, dead)

    def beat(self, token: str, run: str | None = None, counts: RunCounts | None = None) -> bool:
        """Give a sign of life, and note what the run has done so far; False where the lock is another's by now."""
        with self._writing() as connection:
            return locks.beat(connection, token, run, counts)

    def release_lock(self, token: str) -> None:
        """Let go of the lock of runs, if it is still this holder's."""
        with self._writing() as connection:
            locks.release(connection, token)

    # -- sources that are read ------------------------------------------------------------------------------------

    def read_sources(self) -> list[ReadSource]:
        """The sources that `quotes reingest` reads, by name."""
        with self._engine.begin() as connection:
            return sources.all_(connection)

    def read_source(self, name: str) -> ReadSource:
        """One of them; :class:`quotes.errors.NotFound` without it."""
        with self._engine.begin() as connection:
            return sources.one(connection, name)

    def put_sources(self, settings: Iterable[dict[str, Any]]) -> list[str]:
        """Add sources, or give those that are there these settings, all or none; the names of what differed.

        Settings are :meth:`quotes.sources.settings.SourceSettings.as_json`.
        """
        with self._writing() as connection:
            return [each["name"] for each in settings if sources.put(connection, each)]

    def enable_source(self, name: str, enabled: bool) -> None:
        """Let runs read a source, or leave it alone; :class:`quotes.errors.NotFound` without it."""
        with self._writing() as connection:
            sources.enable(connection, name, enabled)

    def remove_source(self, name: str) -> int:
        """Forget how a source is read; its documents stay, and it gives their number."""
        with self._writing() as connection:
            return sources.remove(connection, name)

    def note_source(self, name: str, *, read: datetime | None, state: SourceState) -> None:
        """Keep what came of a source in a run; ``read`` is when that began (UTC), None where it came to no end."""
        with self._writing() as connection:
            sources.note(connection, name, read=read, state=state)

    def address(self, address: str) -> dict[str, Any] | None:
        """What is remembered of an address: the fields of :class:`quotes.sources.memory.Seen`."""
        with self._engine.begin() as connection:
            return addresses.get(connection, address)

    def keep_addresses(self, known: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Remember addresses, in one transaction."""
        with self._writing() as connection:
            addresses.keep(connection, known)
