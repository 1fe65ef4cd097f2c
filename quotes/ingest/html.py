"""An HTML page → its article: trafilatura finds it, this module keeps what it would lose of quotations.

Measured on the pages of ``seeds/corpus`` against the paragraphs that are in their ``<article>``
(tests/ingest/test_html.py): trafilatura's default options keep all; ``favor_precision`` drops text that
stands in a ``<div>``.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]
from trafilatura import bare_extraction, load_html

from quotes.errors import UnreadableInput
from quotes.ingest.fields import Description
from quotes.ingest.teasers import take_out_teasers
from quotes.ingest.urls import canonical_url, host_name, is_front_page, is_section_of, same_site

BLOCKS = {"p", "head", "quote", "list", "item", "table", "row", "code", "div", "fn", "ab"}
CANONICAL = (
    "//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href",
    "//meta[@property='og:url']/@content",
    "//base/@href",
)

# what it finds odd in a page it logs as warnings and errors; what matters of it is told as the document's
# failure
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_html(page: str, *, at: str | None = None) -> tuple[Description, str]:
    """The page's description and its article: paragraphs apart by an empty line, block quotations as ``> …``.

    ``at`` is the address that it was fetched from: the page's own word for its address is then believed only on the
    same site. ``source`` is the site's name, else the host of its address. Raises
    :class:`quotes.errors.UnreadableInput` where no article is found.
    """
    tree = load_html(page)
    if tree is None:
        raise UnreadableInput("is not HTML")
    url = _address(tree, at)
    _write_out_quotes(tree)
    take_out_teasers(tree)
    found: Any = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        # the day of publication, not of the last change, and only where the page states one: a guessed day
        # misleads
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    text = "\n\n".join(_blocks(found.body)) if found is not None and found.body is not None else ""
    if not text.strip():
        raise UnreadableInput("no article found in the page")
    return _description(found, url), text + "\n"


def _description(found: Any, url: str | None) -> Description:
    published = None
    if found.date:
        with contextlib.suppress(ValueError):
            published = date.fromisoformat(found.date)
    source = found.sitename or None
    return Description(
        title=_line(found.title),
        url=url,
        source=_line(source) or (host_name(url) if url else None),
        authors=tuple(name for name in map(_line, (found.author or "").split(";")) if name),
        published=published,
    )


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _address(tree: Any, at: str | None) -> str | None:
    """The page's own statement of its address, else the one it was fetched from.

    trafilatura's is not taken: it drops parameters that may name the article. A template that gives every
    page the address of the site, or of its section, would make one document of all, so that is no address.
    """
    fetched = canonical_url(at) if at else None
    starts = [at] if at else []
    canonical, shared, base = ([str(value) for value in tree.xpath(path)] for path in CANONICAL)
    for value in (*canonical, *shared):
        for start in (value, *(urljoin(other, value) for other in (*starts, *shared, *base))):
            with contextlib.suppress(UnreadableInput, ValueError):
                url = canonical_url(start)
                if is_front_page(url) or (fetched and (not same_site(url, fetched) or is_section_of(url, fetched))):
                    continue
                return url
    return fetched


def _write_out_quotes(tree: Any) -> None:
    """``<q>words</q>`` → “words”: a browser draws the marks; trafilatura takes it for a block quotation."""
    for element in reversed(list(tree.iter("q"))):
        inner = sum(1 for parent in element.iterancestors("q")) % 2
        opening, closing = ("‘", "’") if inner else ("“", "”")
        element.text = opening + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + closing
        else:
            element.text += closing
        element.tag = "span"


def _blocks(element: Any, quoted: int = 0) -> Iterator[str]:
    """The paragraphs of trafilatura's tree, in order."""
    run: list[str] = [element.text or ""]
    for child in element:
        if child.tag in BLOCKS and not (child.tag == "code" and "\n" not in "".join(child.itertext())):
            yield from _paragraphs(run, quoted)
            run = []
            if child.tag == "row":
                yield " | ".join(_flat(cell) for cell in child)
            elif child.tag == "code":
                yield "".join(child.itertext()).strip("\n")
            else:
                lines = list(_blocks(child, quoted + (child.tag == "quote")))
                if child.tag == "item" and lines:
                    lines[0] = "- " + lines[0].removeprefix("- ")
                yield from lines
        elif child.tag == "lb":
            run.append("\n")
        elif child.tag != "graphic" and child.tag is not etree.Comment:
            run.append(_inline(child))
        run.append(child.tail or "")
    yield from _paragraphs(run, quoted)


def _inline(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _paragraphs(run: list[str], quoted: int) -> Iterator[str]:
    """Running text → paragraphs: one line break is kept, two part paragraphs (the old way to write them).

    Inside a block quotation a line break is a space, so that the quotation is one run of characters.
    """
    lines = [line.strip() for line in "".join(run).split("\n")]
    for paragraph in "\n".join(lines).strip("\n").split("\n\n"):
        words = paragraph.strip("\n")
        if words:
            yield "> " * quoted + (" ".join(words.split("\n")) if quoted else words)
