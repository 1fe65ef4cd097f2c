"""A feed → its entries: RSS 0.9x, 1.0, 2.0 and Atom through feedparser, and JSON Feed.

A broken feed gives what can be read of it and says what is wrong.
"""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]
from lxml import html as lxml_html  # type: ignore[import-untyped]

from quotes.errors import UnreadableInput
from quotes.sources.entries import Entry, Reading, told_time

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
LOOKS_LIKE_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
TO_MEND = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?"
    rb"|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f])",
    re.DOTALL,
)
# entries that are read of one feed
MOST = 10_000
MAX_REASON = 200
WEB = ("http://", "https://")


def read_feed(data: bytes, address: str, content_type: str | None = None) -> Reading:
    """The entries of a feed that came from ``address``, in its order.

    Raises :class:`quotes.errors.UnreadableInput` where there is no feed in the data; a page of HTML that names its
    feeds is told as such.
    """
    if not data.strip():
        raise UnreadableInput("is empty, not a feed")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(data, address)
    if LOOKS_LIKE_PAGE.match(data[:4096]):
        raise UnreadableInput(_is_a_page(data, address))
    headers = {"content-location": address}
    if content_type:
        headers["content-type"] = content_type
    parsed = _parsed(data, headers)
    if _is_broken(parsed):
        # what many sites do wrong each night is read for what is meant, and is no failure
        mended = _parsed(_mended(data), headers)
        parsed = parsed if _is_broken(mended) or len(mended.entries) < len(parsed.entries) else mended
    if not parsed.get("version") and not parsed.entries:
        wrong = parsed.get("bozo_exception")
        raise UnreadableInput("is not a feed (RSS, Atom or JSON Feed)" + (f": {_line(wrong)}" if wrong else ""))
    failures = []
    if _is_broken(parsed):
        failures.append(
            f"is broken ({_line(parsed.get('bozo_exception'))}); {len(parsed.entries)} items of it can be read"
        )
    entries, missing = _entries(_entry(item, address) for item in parsed.entries[:MOST])
    return Reading(entries, (*failures, *_missing(missing, len(parsed.entries))), _text(parsed.feed.get("title")))


def _parsed(data: bytes, headers: Mapping[str, str]) -> Any:
    try:
        # as a stream: feedparser takes bytes for a file's name first
        return feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=True
        )
    except Exception as error:  # feedparser falls over some input that is neither XML nor text
        raise UnreadableInput(f"is no feed that can be read: {_line(error)}") from error


def _is_broken(parsed: Any) -> bool:
    return bool(parsed.get("bozo")) and not isinstance(
        parsed.get("bozo_exception"), (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    )


def _mended(data: bytes) -> bytes:
    """XML with the names of characters that only HTML knows as numbers, bare ``&`` written out, and no controls."""

    def mended(found: re.Match[bytes]) -> bytes:
        text = found[0]
        if found["control"]:
            return b""
        if text == b"&":
            return b"&amp;"
        name = (found["name"] or b"").decode()
        if not name or name in {"amp", "lt", "gt", "quot", "apos"}:
            return text
        meant = html5.get(f"{name};")
        return "".join(f"&#{ord(character)};" for character in meant).encode() if meant else b"&amp;" + text[1:]

    return TO_MEND.sub(mended, data)


def _entries(found: Iterable[Entry | None]) -> tuple[tuple[Entry, ...], int]:
    """The entries, each address once, and how many have none."""
    entries: dict[str, Entry] = {}
    missing = 0
    for entry in found:
        if entry is None:
            missing += 1
        else:
            entries.setdefault(entry.link, entry)
    return tuple(entries.values()), missing


def _missing(missing: int, of: int) -> list[str]:
    return [f"has {missing} of {of} items without the address of an article"] if missing else []


def _entry(item: Any, address: str) -> Entry | None:
    link = _text(item.get("feedburner_origlink")) or _text(item.get("link"))
    if not link:
        guid = _text(item.get("id"))
        link = guid if guid and guid.startswith(WEB) else None
    link = _joined(address, link)
    if link is None:
        return None
    content = [part for part in item.get("content", ()) if isinstance(part, Mapping) and part.get("value")]
    text = max((str(part["value"]) for part in content), key=len, default=None)
    summary = item.get("summary")
    return Entry(
        link,
        _text(item.get("title")),
        _time(dict.get(item, "published_parsed")),
        # feedparser gives the time of publication where no change is told: asked for by itself it does not
        _time(dict.get(item, "updated_parsed")),
        _names(item),
        text or (summary if isinstance(summary, str) and summary.strip() else None),
        bool(text),
    )


def _names(item: Any) -> tuple[str, ...]:
    authors = item.get("authors")
    names = [author.get("name") for author in authors if isinstance(author, Mapping)] if authors else []
    return tuple(name for name in map(_text, names) if name)


def _json_feed(data: bytes, address: str) -> Reading:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"is not a feed: not JSON that can be read ({_line(error)})") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise UnreadableInput("is not a feed: JSON without a list 'items'")
    entries, missing = _entries(_json_entry(item, address) for item in items[:MOST])
    return Reading(entries, tuple(_missing(missing, len(items))), _text(feed.get("title")))


def _json_entry(item: Any, address: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    link = _joined(address, _text(item.get("url")) or _text(item.get("external_url")) or _text(item.get("id")))
    if link is None:
        return None
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = (_text(author.get("name")) for author in authors or () if isinstance(author, dict))
    text = _string(item.get("content_html")) or _paragraphs(_string(item.get("content_text")))
    return Entry(
        link,
        _text(item.get("title")),
        told_time(_string(item.get("date_published"))),
        told_time(_string(item.get("date_modified"))),
        tuple(name for name in names if name),
        text or _string(item.get("summary")),
        bool(text),
    )


def _paragraphs(text: str | None) -> str | None:
    if not text:
        return None
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{part}</p>" for part in escaped.split("\n\n") if part.strip())


def _is_a_page(data: bytes, address: str) -> str:
    """What is told of a page where a feed was expected: the feeds that it names, for the settings."""
    named = []
    try:
        for link in lxml_html.fromstring(data).iter("link"):
            if str(link.get("type", "")).lower() in FEED_TYPES and link.get("href"):
                named.append(urljoin(address, str(link.get("href"))))
    except (ValueError, TypeError, AssertionError, lxml_html.etree.LxmlError):
        pass
    if not named:
        return "is a page, not a feed"
    return f"is a page, not a feed; it names {' and '.join(dict.fromkeys(named[:3]))} as its feed: use that as location"


def _joined(address: str, link: str | None) -> str | None:
    if not link:
        return None
    try:
        joined = urljoin(address, link.strip())
    except ValueError:
        return None
    return joined if joined.lower().startswith(WEB) else None


def _time(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), timezone.utc) if parsed else None
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        return None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _line(error: Any) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:MAX_REASON]
