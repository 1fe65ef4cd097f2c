"""The nightly run: every source that is due is read, what is new or changed stored, and what is out of date renewed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from sqlalchemy.exc import SQLAlchemyError

from quotes.errors import BadValue
from quotes.failures import Failure
from quotes.ingest.choosing import Known, chosen, known_sources
from quotes.ingest.locking import Held, Tell, held
from quotes.ingest.reading import reason_of
from quotes.ingest.remembering import UNCHANGED, Memory, SourceReading, SourceTally
from quotes.ingest.run import usable, workers_for
from quotes.ingest.staleness import stored_documents
from quotes.ingest.storing import Found, Storing, Task, batches, identity_of
from quotes.ingest.summary import KEPT_FAILURES, RunSummary
from quotes.ingest.workers import ExtractorOptions, Extracts, Stop, WhenNeeded, never
from quotes.sources.found import Skipped
from quotes.sources.hosts import Hosts
from quotes.sources.memory import ToRemember
from quotes.sources.reading import read_source
from quotes.sources.settings import SourceSettings
from quotes.store import Archive, SourceCounts, SourceState

# seconds that a source is taken to need that was never read, for the estimate
USUAL_SECONDS = 5.0
# each fact that these give to remember is about one file, and follows the documents in it
FILE_KINDS = frozenset({"folder", "jsonlines", "warc"})

# called with what is done so far, and the share (0…1) of what it is at (`RunSummary.doing`)
Watch = Callable[[RunSummary, float], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked to do.

    ``sources``: names (none: all that are due). ``file``: a TOML file of sources, taken in first. ``since`` leaves out
    what a source dates earlier. ``force``: sources that are not due are read, too, and nothing is taken to be known
    already. ``stale``: stored documents that another extractor read are extracted anew, for as long as ``budget``
    (None: until all are).
    """

    sources: Sequence[str] = ()
    file: str | os.PathLike[str] | None = None
    since: date | None = None
    force: bool = False
    stale: bool = False
    budget: timedelta | None = None

    @property
    def since_time(self) -> datetime | None:
        """The beginning of the day, UTC."""
        return None if self.since is None else datetime(*self.since.timetuple()[:3], tzinfo=timezone.utc)


def reingest(
    archive: Archive,
    wanted: Wanted = Wanted(),
    *,
    extractor: Extracts | None = None,
    model: str | None = None,
    coreference: bool = True,
    apostrophe_pairs: bool = False,
    jobs: int = 1,
    command: str = "reingest",
    watch: Watch | None = None,
    stop: Stop = never,
    wait: timedelta | None = None,
    tell: Tell | None = None,
) -> RunSummary:
    """Read all sources that are due, keep what is new or changed, and bring what was said up to date with it.

    A source that fails is a failure of the run, and the others go on. A document is stored in a transaction of its own,
    and that its address was read is remembered only after it, so that a run that is killed at any moment loses nothing:
    the next one reads again what was in work. Arguments are as those of :func:`quotes.ingest.run.ingest`.
    Raises :class:`quotes.errors.BadValue` where there is nothing that could be read, and
    :class:`quotes.errors.ArchiveBusy` where another run is writing the archive.
    """
    if jobs < 1:
        raise BadValue(f"jobs must be 1 or more, not {jobs}")
    if extractor is not None and jobs > 1:
        raise BadValue(f"an extractor that is loaded works in one process, not in {jobs}: name its model instead")
    summary = RunSummary()
    options = ExtractorOptions(model=model, coreference=coreference, apostrophe_pairs=apostrophe_pairs)
    to_read(archive, wanted)  # what cannot work is refused before anything is written
    with usable(archive, summary), held(archive, command, wait=wait, tell=tell, stop=stop) as lock:
        if wanted.file is not None:
            archive.put_sources(known.settings.as_json() for known in known_sources(archive, wanted.file))
        sources = to_read(archive, replace(wanted, file=None))
        with WhenNeeded(lambda: workers_for(extractor, options, jobs)) as workers:
            summary.run = archive.start_run(command)
            run = _Run(archive, wanted, sources, workers, summary, lock, watch, stop)
            try:
                run.read()
                run.renew()
            except KeyboardInterrupt:
                summary.stopped = True
                run.finish()
                raise
            run.finish()
    return summary


def would_do(
    archive: Archive,
    wanted: Wanted = Wanted(),
    *,
    fingerprint: Callable[[], str],
    watch: Watch | None = None,
    stop: Stop = never,
) -> RunSummary:
    """What :func:`reingest` would do now: sources are read (and servers asked), nothing is written.

    ``fingerprint`` gives that of the extractor; it is asked for only where ``wanted.stale``.
    """
    summary = RunSummary()
    began = time.monotonic()
    seen: dict[int, int] = {}
    captured: set[int] = set()
    hosts = Hosts()
    progress = _Progress(to_read(archive, wanted), summary, watch)
    for source in progress.each():
        tally, error = SourceTally(), None
        memory = Memory(archive, forgetful=wanted.force, writes=False)
        found = _guarded(source.settings, memory, wanted, hosts, stop)
        for items in batches(found):
            documents = []
            for item in items:
                if isinstance(item, Failure):
                    error = item.reason if item.name == source.settings.location else error
                    tally.failed += 1
                    if len(summary.failures) < KEPT_FAILURES:
                        summary.failures.append(item)
                elif isinstance(item, Skipped):
                    tally.unchanged += item.reason in UNCHANGED
                    tally.skipped += item.reason not in UNCHANGED
                elif not isinstance(item, ToRemember):
                    identity, version = identity_of(item.document)
                    if item.document.captured is not None or seen.setdefault(identity, version) == version:
                        documents.append(item.document)
                    else:
                        tally.skipped += 1
            for document, outcome in zip(documents, archive.compare(documents), strict=True):
                if document.captured is not None:
                    # of several captures of a new document, the first would be the document, the others its versions
                    identity, version = identity_of(document)
                    if outcome == "new" and identity in captured:
                        outcome = "unchanged" if version in captured else "changed"
                    captured |= {identity, version}
                setattr(tally, outcome, getattr(tally, outcome) + 1)
            progress.tell(sum((tally.new, tally.changed, tally.unchanged, tally.skipped, tally.failed)))
        summary.sources[source.settings.name] = tally.counts(progress.seconds, error)
        for name in ("new", "changed", "unchanged", "skipped", "failed"):
            setattr(summary, name, getattr(summary, name) + getattr(tally, name))
        if stop():
            break
    if wanted.stale and not stop():
        summary.outdated = len(archive.outdated(fingerprint()))
    summary.seconds = time.monotonic() - began
    summary.stopped = stop()
    return summary


def to_read(archive: Archive, wanted: Wanted) -> list[Known]:
    """The sources that the run would read; :class:`quotes.errors.BadValue` where it could not do anything."""
    known = known_sources(archive, wanted.file)
    if not known and not wanted.stale:
        raise BadValue(
            "there is no source to read: `quotes sources add NAME feed https://…` adds one, "
            "--sources FILE.toml (or QUOTES_SOURCES) names a file of them, and --stale renews what is stored"
        )
    return chosen(known, wanted.sources, _now(), force=wanted.force)


class _Run:
    """One run: its sources one after the other, then what is out of date."""

    def __init__(
        self,
        archive: Archive,
        wanted: Wanted,
        sources: list[Known],
        workers: WhenNeeded,
        summary: RunSummary,
        lock: Held,
        watch: Watch | None,
        stop: Stop,
    ) -> None:
        self.archive = archive
        self.wanted = wanted
        self.workers = workers
        self.summary = summary
        self.progress = _Progress(sources, summary, watch)
        self.storing = Storing(
            archive, workers, summary, lock, told=self._told, source_done=self._source_done, stop=stop
        )
        self._sources = {source.settings.name: source for source in sources}
        self._hosts = Hosts()
        self._open: list[SourceReading] = []
        self._began: dict[str, datetime] = {}

    def read(self) -> None:
        """Read the sources, and keep what is new or changed."""
        self.storing.store(self._tasks())
        for reading in self._open:  # the run was stopped while they were read
            reading.memory.flush()
            self.summary.sources[reading.name] = self._counts(reading, reading.error or "stopped before its end")

    def renew(self) -> None:
        """Extract stored documents anew that another extractor read, as long as there is time."""
        if not self.wanted.stale or self.storing.stop():
            return
        self.storing.clock.now_in("extraction")
        outdated = self.archive.outdated(self.workers.fingerprint)
        self.summary.outdated = len(outdated)
        if not outdated:
            return
        self.summary.doing = "renewing stored documents"
        budget = self.wanted.budget
        until = time.monotonic() + budget.total_seconds() if budget is not None else float("inf")

        def enough() -> bool:
            return self.storing.stop() or time.monotonic() >= until

        def tasks() -> Iterator[Task]:
            for item in stored_documents(self.archive, outdated):
                if enough():
                    return
                yield Task(item.name, item.document, read=item, again=True)

        self.storing.store(tasks(), stop=enough)

    def finish(self) -> None:
        """See :meth:`quotes.ingest.storing.Storing.finish`."""
        self.summary.doing = "comparing what was said"
        self.storing.finish()

    def _tasks(self) -> Iterator[Task]:
        for source in self.progress.each():
            if self.storing.stop():
                return
            settings = source.settings
            self._began[settings.name] = _now()
            memory = Memory(self.archive, forgetful=self.wanted.force)
            reading = SourceReading(settings.name, settings.location, memory, settings.kind in FILE_KINDS)
            self._open.append(reading)
            found = _guarded(settings, memory, self.wanted, self._hosts, self.storing.stop)
            yield from self.storing.to_extract(found, reading=reading)
            if self.storing.stop():
                return
            reading.end()
            self.storing.sources_done()

    def _source_done(self, reading: SourceReading) -> None:
        self._open.remove(reading)
        reading.memory.flush()
        counts = self.summary.sources[reading.name] = self._counts(reading, reading.error)
        began = self._began[reading.name].replace(tzinfo=None)
        stored = self._sources[reading.name].stored
        before = stored.state if stored else None
        failing = (before.failing if before else 0) + 1 if reading.error else 0
        since = (before.since if before and before.failing else began) if reading.error else None
        self.archive.note_source(
            reading.name,
            read=None if reading.error else began,
            state=SourceState(tried=began, counts=counts, failing=failing, since=since),
        )

    def _counts(self, reading: SourceReading, error: str | None) -> SourceCounts:
        return reading.tally.counts(time.monotonic() - reading.began, error)

    def _told(self, summary: RunSummary) -> None:
        if self.summary.outdated:
            self.progress.share(summary.again / self.summary.outdated)
        else:
            self.progress.tell(summary.documents + summary.skipped + summary.failed)


class _Progress:
    """How far the reading of the sources is, by the time that each took the last time."""

    def __init__(self, sources: list[Known], summary: RunSummary, watch: Watch | None) -> None:
        self._sources = sources
        self._summary = summary
        self._watch = watch
        usual = [source.usual_seconds for source in sources if source.usual_seconds is not None]
        other = max(USUAL_SECONDS, sum(usual) / len(usual)) if usual else USUAL_SECONDS
        self._weights = [
            max(0.1, other if source.usual_seconds is None else source.usual_seconds) for source in sources
        ]
        self._place = 0
        self._before = 0
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the source in work was begun."""
        return time.monotonic() - self._began

    def each(self) -> Iterator[Known]:
        """The sources, one after the other."""
        for place, source in enumerate(self._sources):
            self._place, self._began = place, time.monotonic()
            self._before = self._summary.documents + self._summary.skipped + self._summary.failed
            name = source.settings.name
            self._summary.doing = f"reading {name} ({place + 1} of {len(self._sources)})"
            yield source
        self._place = len(self._sources)

    def tell(self, documents: int) -> None:
        """So many documents are dealt with in all."""
        within = 0.0
        if self._place < len(self._sources):
            stored = self._sources[self._place].stored
            usual = stored.state.counts if stored and stored.state else None
            number = usual.new + usual.changed + usual.unchanged + usual.skipped + usual.failed if usual else 0
            done = documents - self._before
            within = self._weights[self._place] * min(0.95, done / number if number else 0.5)
        total = sum(self._weights)
        self.share((sum(self._weights[: self._place]) + within) / total if total else 1.0)

    def share(self, share: float) -> None:
        """So much of what the run is at is done."""
        if self._watch:
            self._watch(self._summary, min(1.0, share))


def _guarded(settings: SourceSettings, memory: Memory, wanted: Wanted, hosts: Hosts, stop: Stop) -> Iterator[Found]:
    """What a source gives; whatever goes wrong with it is a failure of that source, and the run goes on."""
    try:
        yield from read_source(settings, memory, hosts=hosts, since=wanted.since_time, stop=stop)
    except (SQLAlchemyError, MemoryError):
        raise
    except Exception as error:
        yield Failure(settings.location, f"cannot be read any further: {reason_of(error)}")


def _now() -> datetime:
    return datetime.now(timezone.utc)
