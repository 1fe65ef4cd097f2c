"""Extraction beside the run that stores: in this process, or in several.

Each gives ``(document, quotations)`` or ``(document, reason)`` for every document that it takes, as soon as
it has it, and holds only few documents at a time. Each is extracted by itself, so that one that fails is the
only failure.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from types import TracebackType
from typing import Protocol, TypedDict

from quotes.errors import QuotesError
from quotes.extraction.records import Quotation
from quotes.ingest.reading import ReadDocument, reason_of

Extracted = tuple[ReadDocument, "list[Quotation] | str"]
Working = dict["Future[list[Quotation] | str]", ReadDocument]
Stop = Callable[[], bool]

# documents given to each worker, the one in work among them, so that none idles while the run stores: their
# texts are what is held in memory
QUEUED = 2
_STOPPING = (signal.SIGINT, signal.SIGTERM)


def never() -> bool:
    """The ``stop`` of a run that nobody stops."""
    return False


class ExtractorOptions(TypedDict):
    """What :meth:`quotes.extraction.Extractor.load` takes; sent to each worker process."""

    model: str | None
    coreference: bool
    apostrophe_pairs: bool


class Extracts(Protocol):
    """What a run needs of :class:`quotes.extraction.Extractor`."""

    @property
    def fingerprint(self) -> str:
        """Name and version of model and rules."""

    def extract_many(self, texts: Iterable[str], *, batch_size: int = ...) -> Iterator[list[Quotation]]:
        """The quotations of each text, in order."""


class InProcess:
    """Extraction in the process that stores."""

    def __init__(self, extractor: Extracts) -> None:
        self.extractor = extractor
        self.fingerprint = extractor.fingerprint

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def extract(self, documents: Iterable[ReadDocument], stop: Stop = never) -> Iterator[Extracted]:
        """Each document with its quotations, or with the reason why there are none; in order.

        After ``stop`` says so, nothing more is begun.
        """
        # one by one: a kill loses the document in work and no more; eight at once would be 7 % quicker
        for item in documents:
            yield item, _quotations_or_reason(self.extractor, item.document.text)
            if stop():
                return


class WhenNeeded:
    """Extraction by workers that are made for the first document: where none has changed, no model is loaded."""

    def __init__(self, make: Callable[[], InProcess | Processes]) -> None:
        self._make = make
        self._made = contextlib.ExitStack()
        self._workers: InProcess | Processes | None = None

    @property
    def fingerprint(self) -> str:
        """That of the extractor, which is loaded for it."""
        return self._ready().fingerprint

    def __enter__(self) -> WhenNeeded:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._made.__exit__(kind, error, trace)

    def extract(self, documents: Iterable[ReadDocument], stop: Stop = never) -> Iterator[Extracted]:
        """As the workers do."""
        remaining = iter(documents)
        for first in remaining:
            yield from self._ready().extract(chain((first,), remaining), stop)
            return

    def _ready(self) -> InProcess | Processes:
        if self._workers is None:
            self._workers = self._make()
            self._made.enter_context(self._workers)
        return self._workers


class _Worker(SpawnProcess):
    """A process to which a signal to stop says nothing, so that the pool ends it otherwise.

    A terminal sends Ctrl-C, and systemd SIGTERM, to all processes of a run. The run decides what becomes of the
    documents in work.
    """

    def terminate(self) -> None:
        """End it at once."""
        self.kill()


class _Spawning(SpawnContext):
    Process = _Worker  # type: ignore[assignment]


class Processes:
    """Extraction in worker processes, each with its own model; the results come as they are ready.

    Processes are spawned, never forked: the threads of the numerical libraries and the database's connections
    do not survive a fork. A worker that dies (memory, a crash in native code) costs no document: those that
    were in work are tried again one by one, and the one that kills its worker again is the failure.
    """

    def __init__(self, jobs: int, options: ExtractorOptions) -> None:
        self.jobs = jobs
        self._load = (options,)
        self._pool = self._start()
        try:
            with _signals_held():
                # one for each: they are started as they are needed, and load their models at the same time
                loaded = [self._pool.submit(_fingerprint) for _ in range(jobs)]
            self.fingerprint: str = {future.result() for future in loaded}.pop()
        except BrokenProcessPool as error:
            self._pool.shutdown(cancel_futures=True)
            raise QuotesError("the worker processes end as soon as they start (too little memory?)") from error
        except BaseException:
            self._pool.shutdown(cancel_futures=True)
            raise

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind is KeyboardInterrupt:
            for process in list((self._pool._processes or {}).values()):
                process.kill()
        # an interrupt may have come while this thread held the lock of a document in work, for which the pool's own
        # thread would wait for ever
        self._pool.shutdown(wait=kind is not KeyboardInterrupt, cancel_futures=True)

    def extract(self, documents: Iterable[ReadDocument], stop: Stop = never) -> Iterator[Extracted]:
        """Each document with its quotations, or with the reason why there are none; the first ready first.

        After ``stop`` says so, only the documents that a worker has begun are finished.
        """
        working: Working = {}
        for document in documents:
            if stop():
                break
            self._submit(working, document)
            while len(working) >= self.jobs * QUEUED and not stop():
                yield from self._completed(working)
        while working:
            if stop():
                for future in [future for future in working if future.cancel()]:
                    del working[future]
            yield from self._completed(working)

    def _submit(self, working: Working, item: ReadDocument) -> None:
        with contextlib.suppress(BrokenProcessPool), _signals_held():
            working[self._pool.submit(_extract, item.document.text)] = item
            return
        # the pool broke since the last result: the task is counted among those in work when it did
        broken: Future[list[Quotation] | str] = Future()
        broken.set_exception(BrokenProcessPool())
        working[broken] = item

    def _completed(self, working: Working) -> Iterator[Extracted]:
        if not working:
            return
        ready, _ = wait(working, return_when=FIRST_COMPLETED)
        for future in ready:
            if isinstance(future.exception(), BrokenProcessPool):
                continue
            yield working.pop(future), future.result()
        if not any(isinstance(future.exception(), BrokenProcessPool) for future in ready):
            return
        # every task in work failed with the pool; which of them was to blame shows when each runs alone
        wait(working)
        lost = dict(working)
        working.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._start()
        for future, item in lost.items():
            if future.exception() is None:
                yield item, future.result()
            else:
                yield item, self._alone(item)

    def _alone(self, item: ReadDocument) -> list[Quotation] | str:
        try:
            with _signals_held():
                result = self._pool.submit(_extract, item.document.text)
            return result.result()
        except BrokenProcessPool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = self._start()
            return "ends the process that extracts its quotations (memory, or a crash), twice"

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.jobs,
            mp_context=_Spawning(),
            initializer=_initialize,
            initargs=self._load,
        )


def _quotations_or_reason(extractor: Extracts, text: str) -> list[Quotation] | str:
    try:
        # not extract(): a very long text goes through in pieces, and with 1 one of them is in memory, not a batch
        return next(extractor.extract_many([text], batch_size=1))
    except MemoryError:
        raise
    except Exception as error:  # a document that extraction cannot bear is the run's failure, not its end
        return f"extraction failed: {reason_of(error)}"


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Processes that are started here do not hear the signals to stop (:class:`_Worker`).

    What arrives meanwhile reaches this process afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # started later, inside of the pool, the tracker would let the signals through again
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In a worker process.
_extractor: Extracts | None = None
_not_loaded: Exception | None = None


def _initialize(options: ExtractorOptions) -> None:
    """Load the model once; an error is kept, because one raised here would only be told as a broken pool."""
    global _extractor, _not_loaded
    # where _signals_held can do nothing
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # one thread a worker; must be set before numpy loads
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from quotes.extraction import Extractor

        _extractor = Extractor.load(**options)
    except Exception as error:
        _not_loaded = error


def _end_with_parent() -> None:
    """Workers of a run that was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _loaded() -> Extracts:
    if _extractor is None:
        raise _not_loaded or RuntimeError("no model was loaded")
    return _extractor


def _fingerprint() -> str:
    return _loaded().fingerprint


def _extract(text: str) -> list[Quotation] | str:
    return _quotations_or_reason(_loaded(), text)
