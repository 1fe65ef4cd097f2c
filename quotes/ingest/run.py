"""The run: read, skip what is unchanged, extract, store, tell."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from quotes.consistency.catching_up import catch_up
from quotes.errors import ArchiveUnusable, BadValue, QuotesError, UnreadableInput
from quotes.failures import Failure
from quotes.ingest.paths import Walk
from quotes.ingest.reading import LIMIT_SIZE, ReadDocument, read_documents, reason_of
from quotes.ingest.workers import ExtractorOptions, Extracts, InProcess, Processes, Stop, never
from quotes.store import Archive, RunCounts
from quotes.store.derived_ids import document_id, leading_bits, version_id

# documents whose stored state is asked for at once, and the characters after which no further one is taken
ASKED = 64
ASKED_CHARACTERS = 2_000_000
# documents that are stored before their statements are grouped and compared
CAUGHT_UP_AFTER = 200
# failures kept in the summary; the archive keeps all
KEPT_FAILURES = 1000


@dataclass(slots=True)
class RunSummary:
    """What a run did; while it runs, what it has done so far.

    ``run`` is its id in the archive. ``quotations`` counts those of new and changed documents, ``findings`` those that
    it opened; ``seconds`` leaves out the loading of the model. ``failures`` are the first :data:`KEPT_FAILURES`,
    ``failed`` counts all. ``stopped``: it was asked to stop before it had read everything.
    """

    run: str = ""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    quotations: int = 0
    findings: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)
    stopped: bool = False

    @property
    def documents(self) -> int:
        """Documents read and, where needed, stored."""
        return self.new + self.changed + self.unchanged

    @property
    def rate(self) -> float:
        """Documents per second."""
        return self.documents / self.seconds if self.seconds else 0.0

    @property
    def counts(self) -> RunCounts:
        """The numbers that the archive keeps of the run."""
        return RunCounts(self.new, self.changed, self.unchanged, self.failed, self.quotations, self.findings)

    def as_json(self) -> dict[str, Any]:
        """The counts by name, and ``run``, ``seconds``, ``rate``, ``stopped``, ``failures``."""
        return {
            "run": self.run,
            "documents": self.documents,
            **self.counts.as_json(),
            "seconds": round(self.seconds, 3),
            "rate": round(self.rate, 2),
            "stopped": self.stopped,
            "failures": [{"name": failure.name, "reason": failure.reason} for failure in self.failures],
        }


# called with what is done so far, and its share (0…1) of the bytes of all files
Watch = Callable[[RunSummary, float], None]


def ingest(
    paths: Sequence[str | os.PathLike[str]],
    archive: Archive,
    *,
    extractor: Extracts | None = None,
    model: str | None = None,
    coreference: bool = True,
    apostrophe_pairs: bool = False,
    jobs: int = 1,
    source: str | None = None,
    limit_size: int = LIMIT_SIZE,
    command: str | None = None,
    watch: Watch | None = None,
    stop: Stop = never,
) -> RunSummary:
    """Read the documents behind files, folders and archives, and keep them with their quotations.

    What the archive has unchanged is skipped before extraction. Each document is stored in a transaction of
    its own, so that a run that is killed loses only what was in work. On the way and at the end statements are grouped
    and compared (:mod:`quotes.consistency`); a run that is stopped leaves that to the next one.

    With ``jobs`` above 1 that many processes extract, each with its own ``model``; else ``extractor`` does, or one that
    is loaded here. What cannot be read or extracted is a failure in the summary and in the archive, and the rest goes
    on.

    ``model``, ``coreference`` and ``apostrophe_pairs`` are those of :meth:`quotes.extraction.Extractor.load`.
    ``source`` names the source of documents that name none; ``limit_size`` is in bytes of one document;
    ``watch`` is called after each document; once ``stop`` gives True, only what is in work is finished.
    Raises :class:`quotes.errors.BadValue` for a path that does not exist, and whatever keeps the model or the
    archive from working.
    """
    if jobs < 1:
        raise BadValue(f"jobs must be 1 or more, not {jobs}")
    if extractor is not None and jobs > 1:
        raise BadValue(f"an extractor that is loaded works in one process, not in {jobs}: name its model instead")
    walk = Walk(paths)
    # names without their folders: runs are shown to readers over HTTP, who need not see this machine's paths
    command = command or "ingest " + " ".join(path.name for path in walk.paths)
    summary = RunSummary()
    options = ExtractorOptions(model=model, coreference=coreference, apostrophe_pairs=apostrophe_pairs)
    with _workers(extractor, options, jobs) as workers:
        try:
            summary.run = archive.start_run(command)
            run = _Run(archive, workers, summary, walk, watch, stop)
            try:
                run.store(run.to_extract(read_documents(walk, source=source, limit_size=limit_size)))
            except KeyboardInterrupt:
                summary.stopped = True
                run.finish()
                raise
            run.finish()
        except SQLAlchemyError as error:
            raise ArchiveUnusable(
                f"the archive at {archive.url!r} cannot be used any more: {getattr(error, 'orig', None) or error}"
                f" ({summary.documents} documents were read and stored: the same command goes on from there)"
            ) from error
    return summary


def _workers(extractor: Extracts | None, options: ExtractorOptions, jobs: int) -> InProcess | Processes:
    if jobs > 1:
        return Processes(jobs, options)
    if extractor is None:
        from quotes.extraction import Extractor

        extractor = Extractor.load(**options)
    return InProcess(extractor)


class _Run:
    """One run's state: counts, and what of it has been seen."""

    def __init__(
        self,
        archive: Archive,
        workers: InProcess | Processes,
        summary: RunSummary,
        walk: Walk,
        watch: Watch | None,
        stop: Stop,
    ) -> None:
        self.archive = archive
        self.workers = workers
        self.summary = summary
        self.walk = walk
        self.watch = watch
        self.stop = stop
        self._began = time.monotonic()
        self._position = 0
        self._stored = 0  # since statements were last compared
        # 64 bits of document id → of version id: some 200 bytes a document
        self._seen: dict[int, int] = {}

    def to_extract(self, found: Iterator[ReadDocument | Failure]) -> Iterator[ReadDocument]:
        """The documents that are new or changed; the others, and failures, are counted on the way."""
        while not self.stop() and (asked := _some(found)):
            documents: list[ReadDocument] = []
            for item in asked:
                if isinstance(item, Failure):
                    self._fail(item.name, item.reason)
                elif self._first_of_its_identity(item):
                    documents.append(item)
            unchanged = self.archive.unchanged([item.document for item in documents], self.workers.fingerprint)
            for item, is_unchanged in zip(documents, unchanged, strict=True):
                if is_unchanged:
                    self._position = max(self._position, item.position)
                    self.summary.unchanged += 1
                    self._tell()
                else:
                    yield item

    def store(self, documents: Iterator[ReadDocument]) -> None:
        """Extract and save; this process alone writes."""
        for item, result in self.workers.extract(documents, self.stop):
            self._position = max(self._position, item.position)
            if isinstance(result, str):
                self._fail(item.name, result)
                continue
            try:
                saved = self.archive.save(
                    item.document, result, extractor=self.workers.fingerprint, run=self.summary.run
                )
            except UnreadableInput as error:
                self._fail(item.name, str(error))
                continue
            except (QuotesError, OperationalError):
                raise
            except Exception as error:
                # OperationalError is the database's own trouble (full, locked, gone), any other the document's
                self._fail(item.name, f"cannot be stored: {reason_of(error)}")
                continue
            if saved.outcome == "new":
                self.summary.new += 1
            elif saved.outcome == "changed":
                self.summary.changed += 1
            else:
                self.summary.unchanged += 1
            if saved.outcome != "unchanged":
                self.summary.quotations += saved.quotations
                self._stored += 1
            self._tell()
            if self._stored >= CAUGHT_UP_AFTER:
                self._catch_up()
        self.summary.stopped = self.stop()

    def finish(self) -> None:
        """Compare what is stored, if there is time, and note in the archive that the run came to its end."""
        if not self.summary.stopped:
            self._catch_up()
        self._tell()
        self.archive.finish_run(self.summary.run, self.summary.counts)

    def _catch_up(self) -> None:
        """Group the new statements with those on record, and look for where documents disagree."""
        self.summary.findings += catch_up(self.archive, watch=lambda _: self._tell()).opened
        self._stored = 0

    def _first_of_its_identity(self, item: ReadDocument) -> bool:
        """One run stores one text of a document: two would replace each other in every run."""
        document = item.document
        id_ = document_id(document)
        identity, version = leading_bits(id_, 64), leading_bits(version_id(id_, document.text), 64)
        before = self._seen.get(identity)
        if before is None:
            self._seen[identity] = version
            return True
        if before == version:
            self.summary.unchanged += 1
            self._tell()
        else:
            known_by = document.url or f"{document.key!r} of {document.source!r}"
            self._fail(item.name, f"is another text of a document that this run has read already ({known_by})")
        return False

    def _fail(self, name: str, reason: str) -> None:
        self.summary.failed += 1
        if len(self.summary.failures) < KEPT_FAILURES:
            self.summary.failures.append(Failure(name, reason))
        self.archive.fail(self.summary.run, name, reason)
        self._tell()

    def _tell(self) -> None:
        self.summary.seconds = time.monotonic() - self._began
        if self.watch:
            self.watch(self.summary, min(1.0, self._position / max(1, self.walk.total)))


def _some(found: Iterator[ReadDocument | Failure]) -> list[ReadDocument | Failure]:
    items: list[ReadDocument | Failure] = []
    characters = 0
    for item in found:
        items.append(item)
        characters += len(item.document.text) if isinstance(item, ReadDocument) else 0
        if len(items) == ASKED or characters > ASKED_CHARACTERS:
            break
    return items
