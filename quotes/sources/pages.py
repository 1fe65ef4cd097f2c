"""A fetched page → a document: its charset, its article, and what the feed knows better."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from w3lib.encoding import read_bom

from quotes.errors import UnreadableInput
from quotes.ingest.decoding import decode_html, refuse_binary, refuse_unstorable
from quotes.ingest.fields import Description
from quotes.ingest.html import read_html
from quotes.ingest.reading import reason_of
from quotes.ingest.urls import canonical_url, host_name, is_front_page
from quotes.sources.addresses import host_of
from quotes.sources.entries import Entry
from quotes.store.records import IncomingDocument

# characters: less than this on a page of the web is a menu, or a request to switch on JavaScript
LEAST = 80
# a part of an address that names what stands before an article, or in its place
GATE = re.compile(
    r"log-?in|log-?on|sign-?in|sign-?up|register|registration|subscribe|subscription|consent|cookie-?wall|paywall"
    r"|captcha|challenge|error|errors|404|not-?found|page-not-found|unavailable",
    re.IGNORECASE,
)


def read_page(
    body: bytes, at: str, *, charset: str | None, entry: Entry | None, outlet: str | None, name: str
) -> IncomingDocument:
    """The document of a page that came from the address ``at``.

    ``charset`` is that of the header. Title, authors and day are the page's; where it states none, the ``entry``'s.
    The source is ``outlet``, else what the page names, else its host, else ``name``. Raises
    :class:`quotes.errors.UnreadableInput`.
    """
    description, text = _article(decode_page(body, charset), at)
    if len(text.strip()) < LEAST:
        raise UnreadableInput(f"no article found in the page, only {text.strip()!r}")
    return _document(description, text, at, entry, outlet, name)


def read_fed_text(entry: Entry, *, outlet: str | None, name: str) -> IncomingDocument:
    """The document of the text that a feed gives; raises :class:`quotes.errors.UnreadableInput`."""
    page = f"<html><body><article>{entry.text or ''}</article></body></html>"
    description, text = _article(page, entry.link)
    # nothing in the fragment says whose it is
    described = Description(url=canonical_url(entry.link), source=None, published=description.published)
    return _document(described, text, entry.link, entry, outlet, name)


def decode_page(body: bytes, charset: str | None) -> str:
    """The text of a page. Bytes that are UTF-8 are read as that, whatever header and page say.

    Text in another charset that happens to be UTF-8 with characters beyond ASCII does not occur; servers that state
    the wrong charset do. Else the header's charset holds, then the page's own (see
    :func:`quotes.ingest.decoding.decode_html`).
    """
    refuse_binary(body)
    if not read_bom(body)[0]:
        try:
            text = body.decode("utf-8")
            if not text.isascii() or charset in {None, "utf-8", "cp1252", "ascii"}:
                return text
        except UnicodeDecodeError:
            pass
        if charset and charset != "utf-8":
            try:
                return body.decode(charset)
            except (UnicodeError, LookupError):
                pass
    return decode_html(body)


def leads_away(asked: str, at: str) -> str | None:
    """Why the page that an article's address leads to (both canonical) is not the article; None: it may be."""
    host = host_of(at)
    if is_front_page(at) and not is_front_page(asked):
        return f"leads to the front page of {host}: the article is gone"
    gates = [part for part in (host.split(".")[0], *urlsplit(at).path.split("/")) if GATE.fullmatch(part)]
    if gates and not any(GATE.fullmatch(part) for part in urlsplit(asked).path.split("/")):
        return f"leads to {at.partition('?')[0]}, which is a page to log in or to agree, or of an error"
    return None


def _article(page: str, at: str) -> tuple[Description, str]:
    try:
        return read_html(page, at=at)
    except (UnreadableInput, MemoryError):
        raise
    except Exception as error:  # whatever a parser meets in a broken page ends that page, never the run
        raise UnreadableInput(f"cannot be read as HTML: {reason_of(error)}") from error


def _document(
    description: Description, text: str, at: str, entry: Entry | None, outlet: str | None, name: str
) -> IncomingDocument:
    url = description.url or canonical_url(at)
    told = entry or Entry(at)
    described = replace(
        description,
        title=description.title or told.title,
        authors=description.authors or told.authors,
        published=description.published or _day(told),
    )
    return IncomingDocument(
        source=outlet or described.source or name or host_name(url),
        key=url,
        text=refuse_unstorable(text),
        title=described.title,
        url=url,
        authors=described.authors,
        published=described.published,
    )


def _day(entry: Entry) -> date | None:
    # the day of a change is not that of publication
    return entry.published.date() if entry.published else None
