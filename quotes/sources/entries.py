"""What feeds, sitemaps and lists have in common: entries, each the address of an article and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed, a sitemap or a list names. Times are UTC.

    ``updated`` is the time of its last change, where one is told; ``published`` that of its publication. ``text`` is
    HTML that the feed gives; ``whole``: the feed gives it as the content, not as a summary.
    """

    link: str
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    text: str | None = None
    whole: bool = False

    @property
    def told(self) -> datetime | None:
        """The latest time that is told of it."""
        return self.updated or self.published

    @property
    def lastmod(self) -> str | None:
        """The time of the last change as it is remembered, or None where none is told."""
        return self.updated.isoformat() if self.updated else None


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries of one file, and what was wrong with the rest of it, as sentences without the file's name."""

    entries: tuple[Entry, ...]
    failures: tuple[str, ...] = ()
    title: str | None = None


def told_time(text: str | None) -> datetime | None:
    """A time in W3C form (``2023-01-18``, ``2023-01-18T10:00:00Z``), as UTC; None where it is none."""
    value = (text or "").strip()
    if not value or len(value) > 40:
        return None
    # Python 3.10 reads neither "Z" nor a fraction of other than 3 or 6 digits
    head, dot, rest = value.partition(".")
    if dot:
        zone = rest.lstrip("0123456789")
        value = head + zone
    if value[-1:] in {"Z", "z"}:
        value = value[:-1] + "+00:00"
    if len(value) in {4, 7}:
        value = {4: value + "-01-01", 7: value + "-01"}[len(value)]
    if len(value) > 5 and value[-5] in "+-" and value[-4:].isdigit() and "T" in value:
        value = f"{value[:-2]}:{value[-2:]}"
    try:
        time = datetime.fromisoformat(value)
        return (time if time.tzinfo else time.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None


def newest_first(entries: list[Entry]) -> list[Entry]:
    """By the time that is told, the latest first; those without one follow, in their order."""
    dated = sorted((entry for entry in entries if entry.told), key=lambda entry: entry.told or EARLIEST, reverse=True)
    return [*dated, *(entry for entry in entries if not entry.told)]


EARLIEST = datetime.min.replace(tzinfo=timezone.utc)
