"""How hosts answer in one run, whose sources share this: which are left alone, so that none holds up the others."""

from __future__ import annotations

from collections import Counter

from quotes.sources.addresses import host_of
from quotes.sources.fetching import FetchFailed

# failures one after the other, each after its retries, before a host is in doubt; one more, and it is left alone for
# the rest of the run
MOST_FAILURES = 3


class Hosts:
    """The hosts that a run asks. ``turns``: when each may be asked again (:class:`quotes.sources.fetching.Fetcher`)."""

    def __init__(self) -> None:
        self.turns: dict[str, float] = {}
        self._failures: Counter[str] = Counter()
        self._closed: dict[str, str] = {}

    def closed(self, url: str) -> str | None:
        """Why the host of an address is left alone for the rest of the run, or None."""
        return self._closed.get(host_of(url))

    def in_doubt(self, url: str) -> bool:
        """Whether the next failure is the last: that of another address than those that failed should tell."""
        return self._failures[host_of(url)] == MOST_FAILURES

    def answered(self, url: str) -> None:
        """The host gave an answer, if only that there is no such page."""
        self._failures[host_of(url)] = 0

    def failed(self, url: str, error: FetchFailed) -> None:
        """The host could not be had, or not for this address."""
        if not error.temporary:
            if error.http_status:
                self.answered(url)
            return
        host = host_of(url)
        self._failures[host] += 1
        if error.whole_host:
            self._closed[host] = f"left for the next run: {host} answers no further requests now"
        elif self._failures[host] > MOST_FAILURES:
            self._closed[host] = f"left for the next run: {host} failed {self._failures[host]} times in succession"
