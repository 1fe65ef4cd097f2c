"""Articles that a feed, a sitemap or a list names: which of them are fetched, and what becomes of each."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

from quotes.errors import UnreadableInput
from quotes.failures import Failure
from quotes.ingest.urls import canonical_url, is_front_page
from quotes.sources import memory
from quotes.sources.addresses import host_of
from quotes.sources.choosing import Choice
from quotes.sources.durations import in_words
from quotes.sources.entries import Entry, Reading, newest_first
from quotes.sources.feeds import read_feed
from quotes.sources.fetching import Fetched, Fetcher, FetchFailed, RefusedByRobots
from quotes.sources.found import FoundDocument, Item, Skipped
from quotes.sources.hosts import Hosts
from quotes.sources.lists import read_list
from quotes.sources.memory import AddressState, Seen, ToRemember
from quotes.sources.pages import leads_away, read_fed_text, read_page
from quotes.sources.settings import SourceSettings
from quotes.sources.sitemaps import DEEPEST, MOST_BYTES, MOST_FILES, read_sitemap
from quotes.store.records import IncomingDocument

# addresses that are looked at of one source in one run
MOST_ADDRESSES = 500_000
# addresses from the end, for one of a host
MOST_LOOKED_AT = 100
IS_READ = "is the article"


@dataclass(frozen=True, slots=True)
class _Got:
    """A feed, sitemap or list that was fetched."""

    fetched: Fetched
    body: bytes
    before: Seen | None


@dataclass(frozen=True, slots=True)
class _Due:
    """An article to fetch: the address that it is known by, and what is known of that."""

    entry: Entry
    known_by: str
    before: Seen | None


class WebReader:
    """One source of articles on the web, read once."""

    def __init__(
        self,
        settings: SourceSettings,
        state: AddressState,
        fetcher: Fetcher,
        *,
        hosts: Hosts,
        since: datetime | None,
        stop: Callable[[], bool],
    ) -> None:
        self.settings = settings
        self.state = state
        self.fetcher = fetcher
        self.at = memory.now()
        self.stop = stop
        self.choice = Choice(settings, since, self.at)
        self.hosts = hosts
        self._pages = 0
        self._asking = 0.0
        self._addresses: set[str] = set()
        self._documents: set[str] = set()
        # an address of the host that is in doubt
        self._doubted: str | None = None
        # something was left that should be tried in the next run
        self._left = False

    def feed(self) -> Iterator[Item]:
        """The articles of the feed that the settings name."""
        address = self.settings.location
        got = yield from self._get(address)
        if got is not None:
            try:
                reading = read_feed(got.body, got.fetched.final_url, got.fetched.content_type)
            except UnreadableInput as error:
                yield Failure(address, str(error))
                return
            yield from self._all(address, reading, got)

    def list_of_addresses(self) -> Iterator[Item]:
        """The articles of the list that the settings name, a file or an address."""
        location = self.settings.location
        try:
            if self.settings.on_the_web:
                got = yield from self._get(location)
                if got is None:
                    return
                data = got.body
            else:
                with Path(location).open("rb") as file:
                    data = file.read(self.settings.max_bytes + 1)
                if len(data) > self.settings.max_bytes:
                    raise UnreadableInput(f"is larger than {self.settings.max_bytes:,} bytes (max_bytes)")
            reading = read_list(data)
        except UnreadableInput as error:
            yield Failure(location, str(error))
            return
        except OSError as error:
            yield Failure(location, error.strerror or str(error))
            return
        yield from self._all(location, reading, None)

    def sitemap(self) -> Iterator[Item]:
        """The articles of the sitemap that the settings name, and of those below it.

        Where they name a whole site, its robots.txt says where its sitemaps are, else they are in /sitemap.xml.
        """
        location = self.settings.location
        try:
            roots = self._roots(location)
        except (FetchFailed, UnreadableInput) as error:
            yield Failure(location, error.reason if isinstance(error, FetchFailed) else str(error))
            return
        waiting = deque((Entry(root), 0) for root in roots)
        known = set(roots)
        files = 0
        while waiting and not self.stop():
            entry, depth = waiting.popleft()
            address = entry.link
            if late := self._out_of_time():
                yield Failure(location, late)
                return
            files += 1
            if files > MOST_FILES:
                yield Failure(location, f"names more than {MOST_FILES} sitemaps; the others are not read")
                return
            before = self.state.get(address)
            old = self.choice.told(entry.updated)
            if old is not None or (before and entry.lastmod and before.lastmod == entry.lastmod):
                yield Skipped(address, old or "not modified")
                continue
            got = yield from self._get(address, max_bytes=max(MOST_BYTES, self.settings.max_bytes))
            if got is None:
                continue
            try:
                sitemap = read_sitemap(got.body, got.fetched.final_url)
            except UnreadableInput as error:
                yield Failure(address, str(error))
                continue
            further = [item for item in sitemap.further if item.link not in known]
            if further and depth >= DEEPEST:
                yield Failure(address, f"is an index more than {DEEPEST} deep; what it names is not read")
            else:
                known.update(item.link for item in further)
                waiting.extend((item, depth + 1) for item in newest_first(further))
            # an index that has not changed says nothing of the sitemaps that it names: never remembered
            yield from self._all(address, sitemap.reading, None if sitemap.further else got, entry.lastmod)

    def _roots(self, location: str) -> list[str]:
        if not is_front_page(canonical_url(location)):
            return [location]
        named = [urljoin(location, address) for address in self.fetcher.rules(location).sitemaps]
        return list(dict.fromkeys(named)) or [urljoin(location, "/sitemap.xml")]

    def _get(self, address: str, *, max_bytes: int | None = None) -> Generator[Item, None, _Got | None]:
        """A feed, sitemap or list as it is now; None (and an item that says why) where there is nothing to read."""
        before = self.state.get(address)
        closed = self.hosts.closed(address)
        if closed is not None:
            yield Failure(address, f"is {closed}")
            return None
        try:
            fetched = self._ask(address, before, max_bytes)
        except FetchFailed as error:
            if not self.stop():
                hint = " (robots = false reads it anyway)" if isinstance(error, RefusedByRobots) else ""
                yield Failure(address, error.reason + hint)
            return None
        if fetched.body is None:
            if before is not None:
                self.state.remember(address, memory.unchanged(before, self.at, lastmod=before.lastmod))
            yield Skipped(address, "not modified")
            return None
        return _Got(fetched, fetched.body, before)

    def _ask(self, address: str, before: Seen | None, max_bytes: int | None = None) -> Fetched:
        """What the address has now, or that it is as ``before``; how long it took, and how the host answers, counts."""
        began = time.monotonic()
        try:
            fetched = self.fetcher.get(
                address,
                etag=before.etag if before else None,
                last_modified=before.last_modified if before else None,
                max_bytes=max_bytes,
            )
        except FetchFailed as error:
            self.hosts.failed(address, error)
            raise
        finally:
            self._asking += time.monotonic() - began
        self.hosts.answered(address)
        return fetched

    def _out_of_time(self) -> str | None:
        """Why nothing further of the source is asked for in this run, or None."""
        if self._asking < self.settings.max_time.total_seconds():
            return None
        return f"took {in_words(self.settings.max_time)} (max_time), and the rest waits for the next run"

    def _all(self, address: str, reading: Reading, got: _Got | None, lastmod: str | None = None) -> Iterator[Item]:
        """The articles of a feed, a sitemap or a list, then what is to be remembered of it."""
        for failure in reading.failures:
            yield Failure(address, failure)
        self._left = False
        yield from self._articles(address, newest_first(list(reading.entries)))
        if got is None or self._left:
            return
        # an article whose time of change is not told may change while the file that names it does not: it is read in
        # full
        dated = all(entry.lastmod for entry in reading.entries)
        seen = memory.seen_again(
            got.before,
            self.at,
            etag=got.fetched.etag if dated else None,
            last_modified=got.fetched.last_modified if dated else None,
            lastmod=lastmod,
        )
        yield ToRemember(address, seen)

    def _articles(self, address: str, entries: Sequence[Entry]) -> Iterator[Item]:
        waiting: deque[_Due] = deque()
        yield from self._due(address, entries, waiting)
        while waiting:
            if self.stop():
                self._left = True
                return
            if self.settings.limit is not None and self._pages >= self.settings.limit:
                self._left = True
                yield Skipped(address, f"the rest waits for the next run (limit = {self.settings.limit})")
                return
            if late := self._out_of_time():
                self._left = True
                yield Failure(self.settings.location, late)
                return
            self._pages += 1
            due = self._other_end(waiting) or waiting.popleft()
            yield from self._article(due.entry, due.known_by, due.before)

    def _due(self, address: str, entries: Sequence[Entry], waiting: deque[_Due]) -> Iterator[Item]:
        """Fill ``waiting`` with the articles to fetch, and give what is left alone.

        New ones come first, in their order, then those that were looked at longest ago: so that each has its turn where
        a run ends before all of them, even if the site says each night that all have changed.
        """
        again: list[_Due] = []
        for entry in entries:
            try:
                known_by = canonical_url(entry.link)
            except UnreadableInput as error:
                yield Failure(entry.link, str(error))
                continue
            if known_by in self._addresses:
                continue
            if len(self._addresses) >= MOST_ADDRESSES:
                self._left = True
                yield Failure(address, f"names more than {MOST_ADDRESSES:,} articles; the others are not read")
                break
            self._addresses.add(known_by)
            before = self.state.get(known_by)
            reason = (
                self.choice.address(entry.link)
                or self.choice.told(entry.told)
                or memory.why_not_again(before, entry.lastmod, self.at)
            )
            if reason is not None:
                yield Skipped(entry.link, reason)
            elif before is None:
                waiting.append(_Due(entry, known_by, None))
            else:
                again.append(_Due(entry, known_by, before))
        waiting.extend(sorted(again, key=lambda due: due.before.fetched if due.before else self.at))

    def _other_end(self, waiting: deque[_Due]) -> _Due | None:
        """Where the first pages of a host fail, its last one tells whether the host is in trouble or only they are.

        Without that, a few broken pages at the top would keep all others from being read, in every run.
        """
        if not waiting or self._doubted is None or not self.hosts.in_doubt(self._doubted):
            self._doubted = None
            return None
        for back, due in enumerate(islice(reversed(waiting), MOST_LOOKED_AT), start=1):
            if host_of(due.entry.link) == host_of(self._doubted):
                del waiting[-back]
                return due
        self._doubted = None
        return None

    def _article(self, entry: Entry, known_by: str, before: Seen | None) -> Iterator[Item]:
        if self.settings.use_feed_text and entry.text:
            yield from self._fed(entry, known_by, before, None)
            return
        closed = self.hosts.closed(entry.link)
        if closed is not None:
            self._left = True
            yield Skipped(entry.link, closed)
            return
        # a page that could not be read has nothing that it could be unchanged against
        usable = before if before and not before.failure else None
        try:
            fetched = self._ask(entry.link, usable)
        except FetchFailed as error:
            yield from self._not_fetched(entry, known_by, before, error)
            return
        if fetched.body is None:
            if before is not None:
                self.state.remember(known_by, memory.unchanged(before, self.at, lastmod=entry.lastmod))
            yield Skipped(entry.link, "not modified")
            return
        try:
            at = canonical_url(fetched.final_url)
            if at != known_by and (reason := leads_away(known_by, at)):
                raise UnreadableInput(reason)
            document = read_page(
                fetched.body,
                fetched.final_url,
                charset=fetched.charset,
                entry=entry,
                outlet=self.settings.outlet,
                name=self.settings.name,
            )
        except UnreadableInput as error:
            yield from self._no_article(entry, known_by, before, str(error))
            return
        seen = memory.seen_again(
            before, self.at, etag=fetched.etag, last_modified=fetched.last_modified, lastmod=entry.lastmod
        )
        if document.url != at and (reason := self._has_its_own(document.url or "", known_by, before)):
            # not asked for again soon: which of several pages of an article is its text must not change each night
            yield Skipped(entry.link, reason)
            yield ToRemember(known_by, replace(seen, failure=reason))
            return
        yield from self._document(entry, known_by, document, seen)

    def _has_its_own(self, url: str, known_by: str, before: Seen | None) -> str | None:
        """Why a page is not the article, though it names the article's address: another page is, that was read."""
        own = self.state.get(url) if url != known_by else None
        one_of_several = before is not None and before.failure is not None and before.failure.startswith(IS_READ)
        if url in self._documents or one_of_several or (own is not None and own.failure is None):
            return f"{IS_READ} {url}, which is read already"
        return None

    def _document(self, entry: Entry, known_by: str, document: IncomingDocument, seen: Seen) -> Iterator[Item]:
        to_remember = ToRemember(known_by, seen)
        reason = self.choice.published(document.published)
        if reason is None and document.url in self._documents:
            # two addresses that only the site knows to be one: the text that came first is the document's
            reason = f"{IS_READ} {document.url}, which is read already"
        if reason is not None:
            yield Skipped(entry.link, reason)
            yield to_remember
            return
        if document.url:
            self._documents.add(document.url)
        yield FoundDocument(entry.link, document, fetched=self.at, to_remember=to_remember)

    def _not_fetched(self, entry: Entry, known_by: str, before: Seen | None, error: FetchFailed) -> Iterator[Item]:
        if isinstance(error, RefusedByRobots):
            if entry.whole and before is None:
                yield from self._fed(entry, known_by, before, None)
            else:
                yield Skipped(entry.link, "robots.txt")
        elif not error.temporary:
            yield from self._no_article(entry, known_by, before, error.reason)
        else:
            self._left = True
            if self.stop():
                return
            if self.hosts.in_doubt(entry.link):
                self._doubted = entry.link
            yield Failure(entry.link, error.reason)

    def _no_article(self, entry: Entry, known_by: str, before: Seen | None, reason: str) -> Iterator[Item]:
        """Asking again soon is no use: the text of the feed, or a failure that is remembered."""
        # only where the page has never been read: its text and the feed's would look like two versions
        if entry.whole and (before is None or before.failure):
            yield from self._fed(entry, known_by, before, reason)
            return
        self.state.remember(known_by, memory.seen_again(before, self.at, lastmod=entry.lastmod, failure=reason))
        yield Failure(entry.link, reason)

    def _fed(self, entry: Entry, known_by: str, before: Seen | None, reason: str | None) -> Iterator[Item]:
        try:
            document = read_fed_text(entry, outlet=self.settings.outlet, name=self.settings.name)
        except UnreadableInput as error:
            told = reason or f"has no article in the feed: {error}"
            self.state.remember(known_by, memory.seen_again(before, self.at, lastmod=entry.lastmod, failure=told))
            yield Failure(entry.link, told)
            return
        yield from self._document(
            entry, known_by, document, memory.seen_again(before, self.at, lastmod=entry.lastmod, failure=reason)
        )
