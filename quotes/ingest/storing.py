"""The middle of every run: what is unchanged is left alone, the rest is extracted, stored, and told."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.consistency.catching_up import CatchUp, catch_up
from quotes.errors import QuotesError, UnreadableInput
from quotes.failures import Failure
from quotes.ingest.locking import Held
from quotes.ingest.reading import ReadDocument, reason_of
from quotes.ingest.remembering import UNCHANGED, SourceReading
from quotes.ingest.summary import KEPT_FAILURES, RunSummary, Stopwatch
from quotes.ingest.workers import InProcess, Processes, Stop, WhenNeeded
from quotes.sources.found import Skipped
from quotes.sources.memory import ToRemember
from quotes.store import Archive
from quotes.store.derived_ids import document_id, leading_bits, version_id
from quotes.store.finding_records import Turnover
from quotes.store.records import IncomingDocument, Outcome, Saved
from quotes.store.trouble import trouble_of

# documents whose stored state is asked for at once, and the characters or seconds after which no further one is taken
ASKED = 64
ASKED_CHARACTERS = 2_000_000
ASKED_SECONDS = 2.0
# documents that are stored before their statements are grouped and compared: with 200, the processes that extract stood
# still meanwhile, and two of them were 1.6 times as quick as one, not 1.9
CAUGHT_UP_AFTER = 20

Found = ReadDocument | Failure | Skipped | ToRemember
# called with what is done so far
Told = Callable[[RunSummary], None]


@dataclass(frozen=True, slots=True)
class Task(ReadDocument):
    """A document in work. ``read``: as it was read; ``reading``: the source that it is of; ``number``: its own there.

    ``again``: it is stored as it is, and extracted anew.
    """

    read: ReadDocument | None = None
    reading: SourceReading | None = None
    number: int = 0
    again: bool = False


class Storing:
    """One run's state: counts, time, and which documents have been seen.

    ``told`` is called after each document, ``placed`` with each that is done; ``source_done`` with each source when it
    is read and all of its documents are done. ``roots`` are the files and folders that are read.
    """

    def __init__(
        self,
        archive: Archive,
        workers: InProcess | Processes | WhenNeeded,
        summary: RunSummary,
        lock: Held,
        *,
        told: Told = lambda _: None,
        placed: Callable[[ReadDocument], None] = lambda _: None,
        source_done: Callable[[SourceReading], None] = lambda _: None,
        roots: Sequence[Path] = (),
        stop: Stop,
    ) -> None:
        self.archive = archive
        self.workers = workers
        self.summary = summary
        self.clock = Stopwatch(summary.stages)
        self._lock = lock
        lock.summary = summary
        self._told = told
        self._placed = placed
        self._source_done = source_done
        self._roots = roots
        self._asked_to_stop = stop
        self._stored = 0  # since statements were last compared
        self._turnover = Turnover()
        self._readings: list[SourceReading] = []
        # 64 bits of document id → of version id: some 200 bytes a document
        self._seen: dict[int, int] = {}

    def stop(self) -> bool:
        """Whether nothing further is to be begun."""
        return self._asked_to_stop() or self._lock.lost

    def to_extract(
        self, found: Iterator[Found], *, reading: SourceReading | None = None, fingerprint: str | None = None
    ) -> Iterator[Task]:
        """The documents that are new or changed; the others, and failures, are counted on the way.

        With ``fingerprint`` those whose quotations another extractor made are among the changed.
        """
        if reading is not None:
            self._readings.append(reading)
        self.clock.now_in("reading")
        while not self.stop() and (asked := _some(found)):
            tasks = [task for item in asked if (task := self._sorted(item, reading)) is not None]
            outcomes = self._compare(tasks, fingerprint)
            stored = [task.document for task, outcome in zip(tasks, outcomes) if outcome == "unchanged"]
            if again := [document for document in stored if document.captured is not None]:
                self.archive.found_again(again)
            for task, outcome in zip(tasks, outcomes, strict=True):
                if outcome == "unchanged":
                    self._count(task, "unchanged")
                    continue
                self.clock.now_in("extraction")
                yield task
                self.clock.now_in("reading")
        self.clock.now_in("extraction")

    def store(self, tasks: Iterator[Task], *, stop: Stop | None = None) -> None:
        """Extract and save; this process alone writes."""
        self.clock.now_in("extraction")
        for item, result in self.workers.extract(tasks, stop or self.stop):
            assert isinstance(item, Task)
            if isinstance(result, str):
                self.fail(item.name, result, item)
                continue
            self.clock.now_in("storing")
            try:
                saved = self.archive.save(
                    item.document,
                    result,
                    extractor=self.workers.fingerprint,
                    run=self.summary.run,
                    again=item.again,
                )
            except UnreadableInput as error:
                self.fail(item.name, str(error), item)
                continue
            except QuotesError:
                raise
            except Exception as error:
                if trouble_of(error) is not None:
                    raise
                self.fail(item.name, f"cannot be stored: {reason_of(error)}", item)
                continue
            self._count(item, saved.outcome, saved)
            if self._stored >= CAUGHT_UP_AFTER:
                self.catch_up()
            self.clock.now_in("extraction")
        self.clock.now_in(None)
        self.summary.stopped = self._asked_to_stop()

    def catch_up(self) -> None:
        """Group the new statements with those on record, and look for where documents disagree."""
        before, self.summary.doing = self.summary.doing, "comparing what was said"
        self.clock.now_in("grouping")
        grouped = 0

        def watch(done: CatchUp) -> None:
            nonlocal grouped
            self.clock.now_in("grouping" if done.documents > grouped else "findings")
            grouped = done.documents
            self._lock.refuse_lost()
            self._tell()

        done = catch_up(self.archive, watch=watch, turnover=self._turnover)
        self.summary.findings, self.summary.findings_closed = done.opened, done.closed
        self._stored = 0
        self.clock.now_in(None)
        self.summary.doing = before

    def finish(self) -> None:
        """Compare what is stored, if there is time, and note in the archive that the run came to its end."""
        self._lock.refuse_lost()
        if not self.summary.stopped:
            self.catch_up()
        self.clock.now_in(None)
        self._tell()
        self.archive.finish_run(
            self.summary.run,
            self.summary.counts,
            stages=self.summary.stages,
            sources=self.summary.sources,
            stopped=self.summary.stopped,
        )

    def fail(self, name: str, reason: str, task: Task | None = None, *, reading: SourceReading | None = None) -> None:
        """Count a failure, and keep it with the run."""
        reading = reading or (task.reading if task else None)
        self.summary.failed += 1
        if len(self.summary.failures) < KEPT_FAILURES:
            self.summary.failures.append(Failure(name, reason))
        roots = [Path(reading.location)] if reading and "://" not in reading.location else self._roots
        self.archive.fail(self.summary.run, without_folder(name, roots), reason)
        if reading is not None:
            reading.tally.failed += 1
        if task is not None:
            self._placed(task)
            if task.reading is not None:
                task.reading.broke(task.number)
        self.sources_done()
        self._tell()

    def sources_done(self) -> None:
        """Tell of the sources that are read and all of whose documents are done."""
        for reading in [reading for reading in self._readings if reading.complete]:
            self._readings.remove(reading)
            self._source_done(reading)

    def _sorted(self, item: Found, reading: SourceReading | None) -> Task | None:
        """The document to look at, if it is one; anything else is dealt with here."""
        if isinstance(item, Failure):
            if reading is not None and item.name == reading.location:
                reading.error = item.reason
            self.fail(item.name, item.reason, reading=reading)
        elif isinstance(item, Skipped):
            unchanged = item.reason in UNCHANGED
            self.summary.unchanged += unchanged
            self.summary.skipped += not unchanged
            if reading is not None:
                reading.tally.unchanged += unchanged
                reading.tally.skipped += not unchanged
            self._tell()
        elif isinstance(item, ToRemember):
            if reading is not None:
                reading.remember(item)
        else:
            task = Task(item.name, item.document, item.position, item, reading, reading.took() if reading else 0)
            if self._first_of_its_identity(task):
                return task
        return None

    def _first_of_its_identity(self, task: Task) -> bool:
        """One run stores one text of a document: two would replace each other in every run.

        Those that an archive dates are the document's versions, whatever their order.
        """
        if task.document.captured is not None:
            return True
        identity, version = identity_of(task.document)
        if identity not in self._seen:
            self._seen[identity] = version
            return True
        if self._seen[identity] == version:
            self._count(task, "unchanged")
        elif task.reading is not None:
            # a feed and a sitemap both lead to it, or one feed in two ways: the first one's text is the document's
            self.summary.skipped += 1
            task.reading.tally.skipped += 1
            self._close(task)
            self._tell()
        else:
            document = task.document
            known_by = document.url or f"{document.key!r} of {document.source!r}"
            self.fail(
                task.name, f"is another text of a document that this run has read already ({known_by})", task
            )
        return False

    def _compare(self, tasks: list[Task], fingerprint: str | None) -> list[Outcome]:
        documents = [task.document for task in tasks]
        if fingerprint is None:
            return self.archive.compare(documents)
        return ["unchanged" if same else "changed" for same in self.archive.unchanged(documents, fingerprint)]

    def _count(self, task: Task, outcome: Outcome, saved: Saved | None = None) -> None:
        summary, tally = self.summary, task.reading.tally if task.reading else None
        if task.again:
            summary.again += 1
        else:
            setattr(summary, outcome, getattr(summary, outcome) + 1)
            if tally is not None:
                setattr(tally, outcome, getattr(tally, outcome) + 1)
        if saved is not None and outcome != "unchanged":
            self._stored += 1
            summary.added += saved.added
            summary.removed += saved.removed
            if tally is not None:
                tally.added += saved.added
                tally.removed += saved.removed
            if not task.again:
                summary.quotations += saved.quotations
        self._close(task)
        self._tell()

    def _close(self, task: Task) -> None:
        self._placed(task)
        if task.reading is not None and task.read is not None:
            task.reading.done(task.number, task.read)
            self.sources_done()

    def _tell(self) -> None:
        self.summary.seconds = self.clock.seconds
        self._told(self.summary)


def without_folder(name: str, roots: Iterable[Path]) -> str:
    """The name of a file from the one of these on that it is in: runs are shown over HTTP, to people who need not see
    this machine's folders.
    """
    for root in roots:
        before = str(root.parent).rstrip(os.sep) + os.sep
        if name.startswith(before):
            return name[len(before) :]
    return name


def identity_of(document: IncomingDocument) -> tuple[int, int]:
    """64 bits each of a document's id and of the id of its version."""
    id_ = document_id(document)
    return leading_bits(id_, 64), leading_bits(version_id(id_, document.text), 64)


def batches(found: Iterator[Found]) -> Iterator[list[Found]]:
    """What is read, in batches of bounded size that do not wait long for slow servers."""
    while items := _some(found):
        yield items


def _some(found: Iterator[Found]) -> list[Found]:
    items: list[Found] = []
    characters = 0
    until = time.monotonic() + ASKED_SECONDS
    for item in found:
        items.append(item)
        characters += len(item.document.text) if isinstance(item, ReadDocument) else 0
        if len(items) == ASKED or characters > ASKED_CHARACTERS or time.monotonic() > until:
            break
    return items
