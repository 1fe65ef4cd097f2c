"""The run of ``quotes ingest``: files, folders and archives into the archive of quotations."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from quotes.errors import ArchiveBusy, ArchiveReplaced, ArchiveUnusable, BadValue, QuotesError
from quotes.ingest.locking import Tell, held
from quotes.ingest.paths import Walk
from quotes.ingest.reading import LIMIT_SIZE, ReadDocument, read_documents
from quotes.ingest.storing import Storing
from quotes.ingest.summary import RunSummary
from quotes.ingest.workers import ExtractorOptions, Extracts, InProcess, Processes, Stop, never
from quotes.store import Archive

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
    wait: timedelta | None = None,
    tell: Tell | None = None,
) -> RunSummary:
    """Read the documents behind files, folders and archives, and keep them with their quotations.

    What the archive has unchanged is skipped before extraction. Each document is stored in a transaction of
    its own, so that a run that is killed loses only what was in work. On the way and at the end statements are grouped
    and compared (:mod:`quotes.consistency`); a run that is stopped leaves that to the next one. With ``jobs`` above 1
    that many processes extract, each with its own ``model``; else ``extractor`` does, or one that is loaded here. What
    cannot be read or extracted is a failure in the summary and in the archive, and the rest goes on.

    ``model``, ``coreference`` and ``apostrophe_pairs`` are those of :meth:`quotes.extraction.Extractor.load`.
    ``source`` names the source of documents that name none; ``limit_size`` is in bytes of one document;
    ``watch`` is called after each document; once ``stop`` gives True, only what is in work is finished. Where another
    run is writing the archive, ``wait`` says for how long to wait for it (None: not at all), and ``tell`` is told.
    Raises :class:`quotes.errors.BadValue` for a path that does not exist, :class:`quotes.errors.ArchiveBusy`, and
    whatever keeps the model or the archive from working.
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
    with (
        on_record(archive, command, summary),
        usable(archive, summary),
        held(archive, command, wait=wait, tell=tell, stop=stop) as lock,
        workers_for(extractor, options, jobs) as workers,
    ):
        position = 0

        def placed(document: ReadDocument) -> None:
            nonlocal position
            position = max(position, document.position)

        def told(summary: RunSummary) -> None:
            if watch:
                watch(summary, min(1.0, position / max(1, walk.total)))

        summary.run = archive.start_run(command)
        run = Storing(archive, workers, summary, lock, told=told, placed=placed, roots=walk.paths, stop=stop)
        found = read_documents(walk, source=source, limit_size=limit_size)
        try:
            run.store(run.to_extract(found, fingerprint=workers.fingerprint))
        except KeyboardInterrupt:
            summary.stopped = True
            run.finish()
            raise
        run.finish()
    return summary


@contextlib.contextmanager
def usable(archive: Archive, summary: RunSummary) -> Iterator[None]:
    """Whatever the database fails with becomes :class:`quotes.errors.ArchiveUnusable`, which says what is stored."""
    try:
        yield
    except SQLAlchemyError as error:
        stored = summary.documents + summary.again
        raise ArchiveUnusable(
            f"the archive {archive.url!r} cannot be used any more: {getattr(error, 'orig', None) or error}"
            f" ({stored} documents were read and stored: the same command goes on from there)"
        ) from error


@contextlib.contextmanager
def on_record(
    archive: Archive, command: str, summary: RunSummary, *, file: str | os.PathLike[str] | None = None
) -> Iterator[None]:
    """Why a run that had begun could not go on is kept with it, for those who do not see what it prints.

    Such a run came to no end. With ``file``, which it reads first, one that could not begin is on record, too. Where
    another run has the archive, that one is. The paths of the archive and of ``file`` are left out, since runs are
    shown to readers over HTTP.
    """
    try:
        yield
    except (ArchiveBusy, ArchiveReplaced):
        raise
    except QuotesError as error:
        if not summary.run and file is None:
            raise
        reason = str(error).replace(f" {archive.url!r}", "")
        if file is not None:
            reason = reason.replace(str(file), Path(file).name)
        with contextlib.suppress(SQLAlchemyError):  # a database that is full or gone takes no note of it
            summary.run = summary.run or archive.start_run(command)
            archive.fail(summary.run, command, reason)
        raise


def workers_for(extractor: Extracts | None, options: ExtractorOptions, jobs: int) -> InProcess | Processes:
    """An extractor that is loaded, or one for each of several processes."""
    if jobs > 1:
        return Processes(jobs, options)
    if extractor is None:
        from quotes.extraction import Extractor

        extractor = Extractor.load(**options)
    return InProcess(extractor)
