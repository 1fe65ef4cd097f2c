"""The description of a document (title, authors, day, address, source) from whatever a file gives, checked.

Every function takes the value as parsed and the name of its field, and raises
:class:`quotes.errors.UnreadableInput` that quotes both.
"""

from __future__ import annotations

import re
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from quotes.errors import UnreadableInput
from quotes.ingest.decoding import refuse_unstorable
from quotes.ingest.urls import canonical_url

ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}.*)?")
WRITTEN_DAYS = ("%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says of itself; ``url`` is canonical."""

    title: str | None = None
    url: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None


def describe(fields: Mapping[str, Any]) -> Description:
    """The description from the fields of a JSON object or of front matter.

    ``title``, ``url``, ``source``, ``author``/``authors`` (a text or a list), ``published``/``date``; others
    are ignored.
    """
    url = text_field(fields, "url")
    return Description(
        title=text_field(fields, "title"),
        url=canonical_url(url) if url else None,
        source=text_field(fields, "source"),
        authors=authors_field(fields, "authors") or authors_field(fields, "author"),
        published=day_field(fields, "published") or day_field(fields, "date"),
    )


def text_field(fields: Mapping[str, Any], name: str) -> str | None:
    """A text on one line, or None where it is absent, null or blank."""
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableInput(f"{name!r} must be text, not {shown(value)}")
    if not value.strip():
        return None
    return " ".join(refuse_unstorable(value).split())


def authors_field(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Names, from one text or a list of texts."""
    value = fields.get(name)
    if isinstance(value, list):
        names = [text_field({name: item}, name) for item in value]
    else:
        names = [text_field(fields, name)]
    return tuple(author for author in names if author)


def day_field(fields: Mapping[str, Any], name: str) -> date | None:
    """A day: ISO 8601 (with or without time), a date of mail and RSS, or "18 January 2023".

    The day is the one that is written, in its own time zone. "01/02/2023" is refused: it is read in two ways.
    """
    value = fields.get(name)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_field(fields, name)
    if text is None:
        return None
    try:
        match = ISO_DAY.fullmatch(text)
        if match:
            return date.fromisoformat(match[1])
        for form in WRITTEN_DAYS:
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError) as error:
        raise UnreadableInput(f"{name!r} is not a day (YYYY-MM-DD): {shown(value)}") from error


def shown(value: Any) -> str:
    """A value as a message shows it: quoted and cut (before it is written out: YAML can nest without end)."""
    return _SHORT.repr(value)
