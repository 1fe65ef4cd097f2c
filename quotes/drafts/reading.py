"""Drafts as newsrooms keep them → their words: text, Markdown, HTML and Word files.

Nothing that a reader would see is left out, since a quotation that is not read is not checked; what an editor has
struck out (tracked deletions, ``<del>``) is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Literal, get_args

from quotes.drafts.pages import read_page
from quotes.drafts.word_files import read_word_file
from quotes.errors import UnreadableInput
from quotes.ingest.decoding import decode, decode_html, refuse_unstorable
from quotes.ingest.fields import Description
from quotes.ingest.markdown import read_markdown
from quotes.ingest.reading import HEADLINE, KINDS, LOOKS_LIKE_HTML

DraftFormat = Literal["text", "markdown", "html", "docx"]
FORMATS: tuple[DraftFormat, ...] = get_args(DraftFormat)
LARGEST_FILE = 25_000_000
LARGEST_TEXT = 2_000_000
_ZIP = b"PK\x03\x04"
_KNOWN = "drafts are text (.txt), Markdown (.md), HTML (.html) and Word files (.docx)"


class TooMuchText(UnreadableInput):
    """A draft has more text than is read as one."""

    status = 413


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was read.

    ``text`` is its words, which the offsets of its quotations count: of a text file the file's own, of the others what
    is left without markup, one paragraph a line. ``published`` is the day that the draft itself gives.
    """

    name: str
    text: str
    format: DraftFormat
    title: str | None = None
    published: date | None = None


def read_draft(data: bytes, name: str, *, format: DraftFormat | None = None) -> Draft:
    """The draft that a file holds; its format is told by the ending of its name, else by its first bytes.

    Raises :class:`quotes.errors.UnreadableInput` that says what is wrong, also where there are no words in it.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableInput(f"is larger than {LARGEST_FILE:,} bytes")
    if not data.strip():
        raise UnreadableInput("is empty")
    chosen = format or _format(name, data)
    description, text = _READERS[chosen](data)
    if not any(character.isalnum() for character in text):
        raise UnreadableInput("has no words in it")
    if len(text) > LARGEST_TEXT:
        raise TooMuchText(f"has {len(text):,} characters of text: {LARGEST_TEXT:,} are the most for one draft")
    return Draft(name, refuse_unstorable(text), chosen, description.title, description.published)


def draft_of_text(text: str, name: str, *, format: DraftFormat = "text") -> Draft:
    """The draft that was pasted as text, Markdown or HTML."""
    return read_draft(text.encode("utf-8", "surrogatepass"), name, format=format)


def _format(name: str, data: bytes) -> DraftFormat:
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx" or data.startswith(_ZIP):
        return "docx"
    known = KINDS.get(suffix)
    if known in ("json", "json lines"):
        raise UnreadableInput(f"is {known.upper() if known == 'json' else 'JSON Lines'}: {_KNOWN}")
    if known == "markdown":
        return "markdown"
    if known == "html":
        return "html"
    if known is None and LOOKS_LIKE_HTML.match(data[:4096].decode("latin-1")):
        return "html"
    return "text"


def _read_text(data: bytes) -> tuple[Description, str]:
    text = decode(data)
    headline = HEADLINE.match(text)
    return Description(title=" ".join(headline["headline"].split()) if headline else None), text


def _read_markdown(data: bytes) -> tuple[Description, str]:
    description, text = read_markdown(decode(data))
    # a headline of front matter is read by everybody, and misquotes most
    if description.title and not text.startswith(description.title):
        text = f"{description.title}\n\n{text}"
    return description, text


def _read_html(data: bytes) -> tuple[Description, str]:
    return read_page(decode_html(data))


_READERS: dict[DraftFormat, Callable[[bytes], tuple[Description, str]]] = {
    "text": _read_text,
    "markdown": _read_markdown,
    "html": _read_html,
    "docx": read_word_file,
}


def dated(draft: Draft, published: date | None) -> Draft:
    """The draft with the day that a person gave for it, if one did."""
    return replace(draft, published=published) if published else draft
