"""One door to every kind of source: settings → documents, failures, and what was left alone."""

from __future__ import annotations

import contextlib
import gzip
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import urlsplit

from quotes.errors import BadValue, UnreadableInput
from quotes.failures import Failure, clean
from quotes.ingest.paths import FoundFile, Walk
from quotes.ingest.reading import ReadDocument, read_documents
from quotes.ingest.urls import canonical_url, is_front_page
from quotes.sources import memory
from quotes.sources.choosing import Choice
from quotes.sources.fetching import Fetcher, FetchFailed, never
from quotes.sources.found import FoundDocument, Item, Skipped
from quotes.sources.hosts import Hosts
from quotes.sources.memory import AddressState, Seen, ToRemember
from quotes.sources.pages import read_page
from quotes.sources.settings import SourceSettings
from quotes.sources.warc import ArchivedPage, read_warc
from quotes.sources.web import WebReader

LINES = {".jsonl", ".ndjson", ".jl", ".json"}
ARCHIVED = (".warc", ".warc.gz")
GZIP = b"\x1f\x8b"
# a file that was written this short a time ago may be written again without another size or time: not remembered
SETTLED = 2.0


def read_source(
    settings: SourceSettings,
    state: AddressState,
    *,
    fetcher: Fetcher | None = None,
    hosts: Hosts | None = None,
    since: datetime | None = None,
    stop: Callable[[], bool] = never,
) -> Iterator[Item]:
    """The documents of a source that are new or may have changed, each read when it is asked for.

    Gives :class:`FoundDocument`, :class:`quotes.failures.Failure`, :class:`Skipped`, and
    :class:`quotes.sources.memory.ToRemember` (to be given to ``state`` once every document before it is stored; not
    at all where one could not be). ``hosts`` is what the sources of one run share. ``since`` leaves out what a feed,
    sitemap or archive dates earlier. Once ``stop`` gives True nothing further is begun. Whatever is wrong with the
    source is a failure; none is raised.
    """
    if settings.kind in {"feed", "sitemap", "urls"} or settings.on_the_web:
        with contextlib.ExitStack() as stack:
            hosts = hosts or Hosts()
            fetcher = fetcher or stack.enter_context(Fetcher(settings, stop=stop, turns=hosts.turns))
            reader = WebReader(settings, state, fetcher, hosts=hosts, since=since, stop=stop)
            if settings.kind == "feed":
                yield from reader.feed()
            elif settings.kind == "sitemap":
                yield from reader.sitemap()
            elif settings.kind == "urls":
                yield from reader.list_of_addresses()
            else:
                yield from _fetched_lines(settings, state, fetcher, stop)
        return
    files = _Files(settings, state, since, stop)
    yield from files.archives() if settings.kind == "warc" else files.documents()


class _Lines(Walk):
    """A walk over files that are all JSON Lines, whatever their names end in."""

    def __iter__(self) -> Iterator[FoundFile | Failure]:
        for found in super().__iter__():
            if isinstance(found, FoundFile) and found.suffix not in LINES:
                found = replace(found, suffix=".jsonl")
            yield found


class _Fetched(Walk):
    """A walk over one file that was fetched."""

    def __init__(self, address: str, body: bytes, source: str) -> None:
        super().__init__([])
        stream: IO[bytes] = io.BytesIO(body)
        if body.startswith(GZIP):
            stream = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]
        name = PurePosixPath(urlsplit(address).path).name or "documents.jsonl"
        self._found = FoundFile(address, clean(name), source, ".jsonl", stream, None, True)

    def __iter__(self) -> Iterator[FoundFile | Failure]:
        yield self._found


def _fetched_lines(
    settings: SourceSettings, state: AddressState, fetcher: Fetcher, stop: Callable[[], bool]
) -> Iterator[Item]:
    address, at = settings.location, memory.now()
    before = state.get(address)
    try:
        fetched = fetcher.get(
            address,
            etag=before.etag if before else None,
            last_modified=before.last_modified if before else None,
        )
    except FetchFailed as error:
        yield Failure(address, error.reason)
        return
    if fetched.body is None:
        if before is not None:
            state.remember(address, memory.unchanged(before, at))
        yield Skipped(address, "not modified")
        return
    choice = Choice(settings, None, at)
    walk = _Fetched(address, fetched.body, settings.name)
    for item in _read(walk, settings, choice):
        if stop():
            return
        yield item
    yield ToRemember(address, memory.seen_again(before, at, etag=fetched.etag, last_modified=fetched.last_modified))


def _read(walk: Walk, settings: SourceSettings, choice: Choice) -> Iterator[FoundDocument | Failure | Skipped]:
    """The documents of files, filed as the settings say."""
    found = read_documents(walk, source=settings.outlet or settings.name, limit_size=settings.max_bytes)
    for item in found:
        if isinstance(item, Failure):
            yield item
        elif reason := choice.published(item.document.published):
            yield Skipped(item.name, reason)
        else:
            yield _filed(item, settings.outlet)


def _filed(item: ReadDocument, outlet: str | None) -> FoundDocument:
    document = replace(item.document, source=outlet) if outlet else item.document
    return FoundDocument(item.name, document, item.position)


class _Files:
    """A source on disk. A file that is as it was when it was read last is not opened."""

    def __init__(
        self, settings: SourceSettings, state: AddressState, since: datetime | None, stop: Callable[[], bool]
    ) -> None:
        self.settings = settings
        self.state = state
        self.stop = stop
        self.at = memory.now()
        self.choice = Choice(settings, since, self.at)
        # the file in work, what identifies its present content, and the first failure in it
        self._file: tuple[str, str | None] | None = None
        self._failure: str | None = None
        self._ready: list[Item] = []

    def documents(self) -> Iterator[Item]:
        """The documents of a folder or file."""
        walk_of = _Lines if self.settings.kind == "jsonlines" else Walk
        try:
            walk = walk_of([self.settings.location], wanted=self._wanted)
        except BadValue:
            yield Failure(self.settings.location, "does not exist")
            return
        for item in _read(walk, self.settings, self.choice):
            yield from self._given()
            if self.stop():
                return
            if isinstance(item, Failure):
                self._failure = self._failure or item.reason
            yield item
        self._finished()
        yield from self._given()

    def archives(self) -> Iterator[Item]:
        """The pages of a WARC file, or of all in a folder."""
        path = Path(self.settings.location)
        if not path.exists():
            yield Failure(str(path), "does not exist")
            return
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.name.lower().endswith(ARCHIVED) and file.is_file())
        else:
            files = [path]
        for file in files:
            if self.stop():
                return
            # patterns are of the addresses of pages, not of the archive's name
            if self._changed(file):
                yield from self._given()
                yield from self._archive(file)
                if self.stop():
                    return
                self._finished()
            yield from self._given()

    def _archive(self, file: Path) -> Iterator[Item]:
        try:
            with file.open("rb") as stream:
                for page in read_warc(stream, clean(str(file)), max_bytes=self.settings.max_bytes):
                    if self.stop():
                        return
                    item = page if isinstance(page, Failure) else self._archived(page)
                    if isinstance(item, Failure):
                        self._failure = self._failure or item.reason
                    yield item
        except OSError as error:
            self._failure = error.strerror or str(error)
            yield Failure(clean(str(file)), self._failure)

    def _archived(self, page: ArchivedPage) -> FoundDocument | Failure | Skipped:
        reason = self.choice.address(page.url) or self.choice.told(page.fetched)
        if reason is not None:
            return Skipped(page.name, reason)
        try:
            if is_front_page(canonical_url(page.url)):
                return Skipped(page.name, "is the front page of a site")
            document = read_page(
                page.body,
                page.url,
                charset=page.charset,
                entry=None,
                outlet=self.settings.outlet,
                name=self.settings.name,
            )
        except UnreadableInput as error:
            return Failure(page.name, str(error))
        reason = self.choice.published(document.published)
        if reason is not None:
            return Skipped(page.name, reason)
        return FoundDocument(page.name, replace(document, captured=page.fetched), fetched=page.fetched)

    def _given(self) -> Iterator[Item]:
        ready, self._ready = self._ready, []
        yield from ready

    def _wanted(self, file: Path, folder: Path | None) -> bool:
        """Asked by the walk just before it opens a file: what came before is complete."""
        self._finished()
        within = clean(file.relative_to(folder).as_posix() if folder else file.name)
        reason = self.choice.path(within)
        if reason is not None:
            self._ready.append(Skipped(clean(str(file)), reason))
            return False
        return self._changed(file)

    def _changed(self, file: Path) -> bool:
        key = clean(str(file))
        mark = _mark(file)
        before = self.state.get(key)
        if before and mark and before.etag == mark:
            told = f"failed before, and has not changed: {before.failure}" if before.failure else "not modified"
            self._ready.append(Skipped(key, told))
            return False
        self._file, self._failure = (key, mark), None
        return True

    def _finished(self) -> None:
        """The file in work is read: what is to be remembered of it follows its documents."""
        if self._file is not None and self._file[1] is not None:
            key, mark = self._file
            before: Seen | None = self.state.get(key)
            seen = memory.seen_again(before, self.at, etag=mark, failure=self._failure)
            self._ready.append(ToRemember(key, seen))
        self._file = None


def _mark(file: Path) -> str | None:
    """What a file's content is known by: its size and time. None where that does not tell (yet)."""
    try:
        status = file.stat()
    except OSError:
        return None
    if time.time() - status.st_mtime < SETTLED:
        return None
    return f"{status.st_size}-{status.st_mtime_ns}"
