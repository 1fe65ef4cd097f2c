"""Paths → documents: the reader of each kind of file, and what is told of those that cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quotes.errors import UnreadableInput
from quotes.failures import Failure
from quotes.ingest.decoding import decode, decode_html, refuse_binary, refuse_unstorable
from quotes.ingest.fields import Description
from quotes.ingest.html import read_html
from quotes.ingest.json_lines import read_json, read_lines, read_object
from quotes.ingest.markdown import read_markdown
from quotes.ingest.paths import COMPRESSED, DAMAGED, FoundFile, Walk, read_whole, too_large
from quotes.store.records import IncomingDocument

LIMIT_SIZE = 5_000_000

KINDS = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".md", ".markdown", ".mdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson", ".jl"), "json lines"),
    ".json": "json",
}
KNOWN = "text (.txt), Markdown (.md), HTML (.html), JSON (.jsonl, .json), archives (.tar, .tar.gz, .zip) of them"
LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
# what may stand before the first element of XML
PROLOGUE = re.compile(
    r"(?:\xef\xbb\xbf)?\s*(?P<xml><\?xml[^>]*>)?(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*",
    re.DOTALL,
)
FIRST_ELEMENT = re.compile(r"<([\w:]+)[\s/>]")
# files that are no article, but lead to some: what they are, and the kind of source that reads them
LEAD_TO_ARTICLES = {
    **dict.fromkeys(("rss", "feed", "rdf:rdf"), ("a feed", "feed ADDRESS")),
    **dict.fromkeys(("urlset", "sitemapindex"), ("a sitemap", "sitemap ADDRESS")),
    "warc": ("a web archive", "warc PATH"),
}
# a short first paragraph: one line, or up to three of which the last ends no sentence (a headline over its
# date)
HEADLINE = re.compile(
    r"\s*(?P<headline>[^\n]{3,200}?)[ \t]*\r?\n"
    r"(?:(?:[^\n]{1,100}\n)?[^\n]{0,100}[^\n.,;:!?\s][ \t]*\r?\n)?"
    r"[ \t]*\r?\n\s*\S"
)
MAX_REASON = 300


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document, and the name by which messages speak of it (``news.jsonl:12``).

    ``position``: bytes of the walk that were read when the document was complete.
    """

    name: str
    document: IncomingDocument
    position: int = 0


def read_documents(
    paths: Sequence[str | os.PathLike[str]] | Walk,
    *,
    source: str | None = None,
    limit_size: int = LIMIT_SIZE,
) -> Iterator[ReadDocument | Failure]:
    """The documents behind paths (files, folders, archives), each read when it is asked for.

    ``source`` names the source of documents that do not name their own; without it, it is the folder or file
    they came from. ``limit_size``: bytes of one document. What cannot be read is given as a :class:`Failure`,
    and the rest goes on; a path that does not exist raises :class:`quotes.errors.BadValue`.
    """
    walk = paths if isinstance(paths, Walk) else Walk(paths)
    for found in walk:
        if isinstance(found, Failure):
            yield found
            continue
        try:
            for item in _read_file(found, source, limit_size):
                yield replace(item, position=walk.done) if isinstance(item, ReadDocument) else item
        except UnreadableInput as error:
            yield Failure(found.name, str(error))
        except (ValueError, RuntimeError) as error:
            yield Failure(found.name, reason_of(error))
        except DAMAGED as error:
            told = isinstance(error, OSError) and error.strerror
            yield Failure(found.name, told or f"is damaged: {error or type(error).__name__}")


def reason_of(error: BaseException) -> str:
    """An unexpected error as one short line."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:MAX_REASON] if text else type(error).__name__


def _read_file(found: FoundFile, source: str | None, limit: int) -> Iterator[ReadDocument | Failure]:
    kind = KINDS.get(found.suffix)
    if kind in {"json lines", "json"}:
        yield from _read_objects(found, kind == "json", source, limit)
        return
    if found.size is not None and found.size > limit:
        raise UnreadableInput(too_large(limit))
    data = read_whole(found.stream, limit)
    if not data.strip():
        raise UnreadableInput("is empty")
    if kind is None:
        refuse_binary(data)
        if found.suffix and not found.named:
            raise UnreadableInput(f"is of a kind that is not read ({found.suffix}); known: {KNOWN}")
        beginning = data[:4096].decode("latin-1")
        kind = "html" if LOOKS_LIKE_HTML.match(beginning) else "text"
        if kind == "text":
            _refuse_sources(beginning)
    description, text = _read_one(kind, data)
    yield ReadDocument(found.name, _document(description, text, found.key, source or found.source))


def _refuse_sources(beginning: str) -> None:
    """Raise :class:`quotes.errors.UnreadableInput` for a web archive, a feed, a sitemap, or other XML."""
    prologue = PROLOGUE.match(beginning)
    assert prologue is not None
    element = FIRST_ELEMENT.match(beginning, prologue.end())
    name = "warc" if beginning.startswith("WARC/") else element[1].lower() if element else ""
    if name in LEAD_TO_ARTICLES:
        what, source = LEAD_TO_ARTICLES[name]
        raise UnreadableInput(
            f"is {what}, not an article: `quotes sources add NAME {source}` and `quotes reingest` read it"
        )
    if prologue["xml"]:
        raise UnreadableInput("is XML of a kind that is not read")


def _read_one(kind: str, data: bytes) -> tuple[Description, str]:
    if kind == "html":
        try:
            return read_html(decode_html(data))
        except (UnreadableInput, MemoryError):
            raise
        except Exception as error:  # whatever a parser meets in a broken page ends that page, never the run
            raise UnreadableInput(f"cannot be read as HTML: {reason_of(error)}") from error
    text = decode(data)
    if kind == "markdown":
        return read_markdown(text)
    headline = HEADLINE.match(text)
    return Description(title=" ".join(headline["headline"].split()) if headline else None), text


def _read_objects(found: FoundFile, whole: bool, source: str | None, limit: int) -> Iterator[ReadDocument | Failure]:
    # a file of documents is a source of its own, wherever it lies: ids such as 1, 2, 3 come back in the file
    # beside it
    fallback = source or _without_endings(found.key)
    empty = True
    for number, fields in (read_json if whole else read_lines)(found.stream, limit):
        empty = False
        name = f"{found.name}:{number}"
        try:
            if isinstance(fields, UnreadableInput):
                raise fields
            try:
                description, text, key = read_object(fields)
            except (UnreadableInput, MemoryError):
                raise
            except Exception as error:  # as in _read_one: an object's "html"
                raise UnreadableInput(f"cannot be read as HTML: {reason_of(error)}") from error
            if len(text) > limit:
                raise UnreadableInput(too_large(limit))
            yield ReadDocument(name, _document(description, text, key, fallback))
        except UnreadableInput as error:
            yield Failure(name, str(error))
    if empty:
        raise UnreadableInput("is empty")


def _document(description: Description, text: str, key: str, source: str) -> IncomingDocument:
    return IncomingDocument(
        source=description.source or source,
        key=key,
        text=refuse_unstorable(text),
        title=description.title,
        url=description.url,
        authors=description.authors,
        published=description.published,
    )


def _without_endings(key: str) -> str:
    """``2023/news.jsonl.gz`` → ``2023/news``."""
    for endings in (COMPRESSED, KINDS):
        key = next((key[: -len(end)] for end in endings if key.lower().endswith(end) and len(key) > len(end)), key)
    return key
