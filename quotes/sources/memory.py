"""What is remembered of an address or a file from one run to the next, and when it is looked at again.

Nothing is lost where a run is killed: what says "this one is read" is given out *with* the document, and must be
remembered only once that is stored (:class:`ToRemember`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Protocol

# an article of which nothing tells when it changed is asked for again after this share of the time that it has been
# known: often while it is new (that is when articles are changed), rarely later
SHARE = 0.5
LEAST = timedelta(hours=12)
MOST = timedelta(days=90)
# what cannot be had (gone, no article in it) is tried again after
FAILED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an address: times are UTC.

    ``first`` and ``fetched``: when it was first and last asked for (or found unchanged). ``etag`` and
    ``last_modified`` as the server sent them; for a file, ``etag`` is its size and time. ``lastmod``: the date of the
    last change that the feed or the sitemap told. ``failure``: why it could not be read, where asking again soon is
    no use.
    """

    first: datetime
    fetched: datetime
    etag: str | None = None
    last_modified: str | None = None
    lastmod: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class ToRemember:
    """For :meth:`AddressState.remember`, once every document of the source that came before it is stored."""

    address: str
    seen: Seen


class AddressState(Protocol):
    """Where :class:`Seen` is kept. Addresses of articles are in their canonical form."""

    def get(self, address: str) -> Seen | None:
        """What is known of the address."""

    def remember(self, address: str, seen: Seen) -> None:
        """Keep it from now on."""


class Forgetful:
    """State in memory: for a run that must not remember, and for tests."""

    def __init__(self) -> None:
        self.known: dict[str, Seen] = {}

    def get(self, address: str) -> Seen | None:
        """What is known of the address."""
        return self.known.get(address)

    def remember(self, address: str, seen: Seen) -> None:
        """Keep it while this object lives."""
        self.known[address] = seen


def now() -> datetime:
    """This moment, UTC."""
    return datetime.now(timezone.utc)


def why_not_again(before: Seen | None, lastmod: str | None, at: datetime) -> str | None:
    """The reason to leave an address alone this time, or None: it is to be fetched.

    ``lastmod`` is the date of change that the feed or sitemap tells now, or None.
    """
    if before is None or (lastmod is not None and lastmod != before.lastmod):
        return None
    since = at - before.fetched
    if before.failure is not None:
        return f"failed before: {before.failure}" if since < FAILED else None
    if lastmod is not None:
        return "not modified"
    wait = min(max((before.fetched - before.first) * SHARE, LEAST), MOST)
    return "looked at not long ago" if since < wait else None


def seen_again(
    before: Seen | None,
    at: datetime,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    lastmod: str | None = None,
    failure: str | None = None,
) -> Seen:
    """What is known after the address was asked for at ``at``."""
    return Seen(before.first if before else at, at, etag, last_modified, lastmod, failure)


def unchanged(before: Seen, at: datetime, *, lastmod: str | None = None) -> Seen:
    """What is known after a server said that nothing has changed."""
    return replace(before, fetched=at, lastmod=lastmod, failure=None)
