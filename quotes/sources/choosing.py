"""Which of a source's articles are left alone: by patterns of their addresses, and by their age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from quotes.sources.durations import in_words
from quotes.sources.settings import SourceSettings

EXCLUDED = "excluded"


class Choice:
    """What the settings of a source, and the run's ``since``, leave out; each answer is a reason or None."""

    def __init__(self, settings: SourceSettings, since: datetime | None, at: datetime) -> None:
        self._include = settings.include
        self._exclude = settings.exclude
        self._since = since
        self._oldest = at - settings.max_age if settings.max_age else None
        self._age = in_words(settings.max_age) if settings.max_age else ""

    def address(self, url: str) -> str | None:
        """By the address of an article."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return EXCLUDED if self._include else None
        path = parts.path or "/"
        within = f"{path}?{parts.query}" if parts.query else path
        return self._patterns([url, url.partition("://")[2], path, within])

    def path(self, path: str) -> str | None:
        """By a file's path within its folder."""
        return self._patterns([path, f"/{path}"])

    def told(self, time: datetime | None) -> str | None:
        """By the time that a feed, a sitemap or an archive tells of an article; None passes."""
        if time is None:
            return None
        if self._since and time < self._since:
            return f"older than {self._since:%Y-%m-%d}"
        return f"older than {self._age}" if self._oldest and time < self._oldest else None

    def published(self, day: date | None) -> str | None:
        """By the day that a document states."""
        if day is None or self._oldest is None:
            return None
        # the day ends later in the west than in UTC
        return f"older than {self._age}" if day < (self._oldest - timedelta(days=1)).date() else None

    def _patterns(self, forms: Sequence[str]) -> str | None:
        def matches(patterns: Sequence[str]) -> bool:
            return any(fnmatchcase(form, pattern) for pattern in patterns for form in forms)

        if self._include and not matches(self._include):
            return EXCLUDED
        return EXCLUDED if matches(self._exclude) else None
