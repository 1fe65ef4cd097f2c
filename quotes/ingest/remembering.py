"""What one run knows of one source: its counts, and what may be remembered of its addresses, and when.

That an address is read must not be on record before its document is: a run that is killed in between would leave the
document out for good. So a fact waits for its documents, and is written in a batch after them.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import asdict, dataclass, field

from quotes.ingest.reading import ReadDocument
from quotes.sources.memory import Seen, ToRemember
from quotes.store import Archive, SourceCounts

# facts in one transaction, and how long they may wait for it
BATCH = 100
BATCH_SECONDS = 5.0
# of what a reader leaves alone, what says that a document is as it was; the rest the settings or the site leave out
UNCHANGED = frozenset({"not modified", "looked at not long ago"})


class Memory:
    """The :class:`quotes.sources.memory.AddressState` of an archive; what it is given to remember waits for a batch.

    ``forgetful``: nothing is known, as if all were read for the first time; what is read is remembered all the same.
    ``writes``: False for a dry run.
    """

    def __init__(self, archive: Archive, *, forgetful: bool = False, writes: bool = True) -> None:
        self._archive = archive
        self._forgetful = forgetful
        self._writes = writes
        self._waiting: dict[str, Seen] = {}
        self._since = time.monotonic()

    def get(self, address: str) -> Seen | None:
        """What is known of the address."""
        if self._forgetful:
            return None
        waiting = self._waiting.get(address)
        if waiting is not None:
            return waiting
        values = self._archive.address(address)
        return None if values is None else Seen(**values)

    def remember(self, address: str, seen: Seen) -> None:
        """Keep it from now on, at the latest when :meth:`flush` is called."""
        if not self._writes:
            return
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting[address] = seen
        if len(self._waiting) >= BATCH or time.monotonic() - self._since > BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._archive.keep_addresses((address, asdict(seen)) for address, seen in self._waiting.items())
            self._waiting.clear()


@dataclass(slots=True)
class SourceTally:
    """The counts of one source while it is read."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    added: int = 0
    removed: int = 0

    def counts(self, seconds: float, error: str | None) -> SourceCounts:
        """As the run keeps them."""
        return SourceCounts(**asdict(self), seconds=round(seconds, 3), error=error)


@dataclass(slots=True)
class _Fact:
    """``before`` is the number of the last document before it."""

    to_remember: ToRemember
    before: int


@dataclass(slots=True)
class SourceReading:
    """One source in one run.

    Documents are numbered as they are read; they are stored in any order. A fact is remembered once every document
    before it is stored, and never where one could not be. With ``segments`` that holds from one fact to the next: each
    is about a file and follows the documents in it. ``error`` is why the source could not be read (to its end).
    """

    name: str
    location: str
    memory: Memory
    segments: bool = False
    tally: SourceTally = field(default_factory=SourceTally)
    error: str | None = None
    ended: bool = False
    began: float = field(default_factory=time.monotonic)
    _number: int = 0
    _open: set[int] = field(default_factory=set)
    _broken: list[int] = field(default_factory=list)
    _facts: deque[_Fact] = field(default_factory=deque)
    _segment: int = 0

    def took(self) -> int:
        """Number a document that is read."""
        self._number += 1
        self._open.add(self._number)
        return self._number

    def done(self, number: int, item: ReadDocument) -> None:
        """The document is stored, or was so before."""
        self._open.discard(number)
        own = getattr(item, "to_remember", None)
        if own is not None:
            self.memory.remember(own.address, own.seen)
        self._let_go()

    def broke(self, number: int) -> None:
        """The document could not be stored: the next run is to read it again."""
        self._open.discard(number)
        self._broken.append(number)
        self._let_go()

    def remember(self, fact: ToRemember) -> None:
        """Something to remember of what was read up to here."""
        self._facts.append(_Fact(fact, self._number))
        self._let_go()

    @property
    def complete(self) -> bool:
        """Whether the source is read, and every document of it done."""
        return self.ended and not self._open

    def end(self) -> None:
        """Nothing more is read."""
        self.ended = True

    def _let_go(self) -> None:
        oldest = min(self._open, default=None)
        while self._facts and (oldest is None or oldest > self._facts[0].before):
            fact = self._facts.popleft()
            if not any(self._segment < number <= fact.before for number in self._broken):
                self.memory.remember(fact.to_remember.address, fact.to_remember.seen)
            if self.segments:
                self._segment = fact.before
                self._broken = [number for number in self._broken if number > fact.before]
