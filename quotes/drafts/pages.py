"""An HTML draft → all the words that a browser shows of it.

Unlike a page of the web (:mod:`quotes.ingest.html`) a draft is read whole: trafilatura chooses what is the article, and
leaves out what it holds for furniture, which in a draft may be the paragraph with the quotation.
"""

from __future__ import annotations

import contextlib
import re
from datetime import date
from typing import Any

from lxml import html as parser  # type: ignore[import-untyped]
from trafilatura import extract_metadata

from quotes.errors import UnreadableInput
from quotes.ingest.fields import Description

# what is not shown, what leads elsewhere, and what an editor has struck out
_LEFT_OUT = frozenset(
    "head script style template noscript nav form button select textarea iframe object svg math audio video "
    "canvas del s strike".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
# who is quoted stands in these; they are no words of the quotation
_SOURCES = frozenset("footer cite figcaption".split())
_SPACES = re.compile(r"[ \t\n\r\f]+")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_page(page: str) -> tuple[Description, str]:
    """The page's title and day, and its words: one paragraph a line, block quotations as ``> …``.

    A page with one ``<main>``, else with one ``<article>``, is that; any other is its whole body.
    Raises :class:`quotes.errors.UnreadableInput` where it has no words.
    """
    tree = _parsed(page)
    for root in _roots(tree):
        text = "\n\n".join(_Words(root).paragraphs)
        if text:
            return _description(tree), text + "\n"
    raise UnreadableInput("has no words in it")


def _parsed(page: str) -> Any:
    # as bytes: lxml refuses a str that declares an encoding
    data = _DECLARATION.sub("", page).encode("utf-8", "replace")
    reader = parser.HTMLParser(encoding="utf-8")
    try:
        tree = parser.document_fromstring(data, parser=reader)
    except (ValueError, parser.etree.LxmlError) as error:
        raise UnreadableInput("has no words in it") from error
    # what stands deeper is dropped without a word
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in reader.error_log):
        raise UnreadableInput("has more than 255 elements inside one another, or is too large to be read as HTML")
    return tree


def _roots(tree: Any) -> list[Any]:
    bodies = tree.xpath("//body") or [tree]
    for name in ("main", "article"):
        found = tree.xpath(f"//{name}")
        if len(found) == 1:
            return [*found, bodies[0]]
    return [bodies[0]]


def _description(tree: Any) -> Description:
    found = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    published = None
    if found is not None and found.date:
        with contextlib.suppress(ValueError):
            published = date.fromisoformat(found.date)
    title = " ".join(found.title.split()) if found is not None and found.title else None
    return Description(title=title or None, published=published)


class _Words:
    """The paragraphs below an element, gathered in one walk."""

    def __init__(self, root: Any) -> None:
        self.paragraphs: list[str] = []
        self._run: list[str] = []
        self._quoted = 0
        self._marks = 0
        self._below(root)
        self._end_paragraph()

    def _below(self, element: Any) -> None:
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str) and not _left_out(child):
                self._element(child)
            self._text(child.tail)

    def _element(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self._run.append("\n")
        elif tag == "q":
            opening, closing = "‘’" if self._marks % 2 else "“”"
            self._marks += 1
            self._run.append(opening)
            self._below(element)
            self._run.append(closing)
            self._marks -= 1
        elif tag in _BLOCKS or (tag in _SOURCES and self._quoted):
            self._end_paragraph()
            before = self._quoted
            self._quoted = before + 1 if tag == "blockquote" else 0 if tag in _SOURCES else before
            self._below(element)
            self._end_paragraph()
            self._quoted = before
        else:
            self._below(element)

    def _text(self, text: str | None) -> None:
        if text:
            self._run.append(_SPACES.sub(" ", text))

    def _end_paragraph(self) -> None:
        lines = [_SPACES.sub(" ", line).strip(" ") for line in "".join(self._run).split("\n")]
        self._run.clear()
        # two line breaks part paragraphs, as people write them who have no <p>
        for paragraph in "\n".join(lines).strip("\n").split("\n\n"):
            words = paragraph.strip("\n")
            if words:
                self.paragraphs.append("> " * self._quoted + (words.replace("\n", " ") if self._quoted else words))


def _left_out(element: Any) -> bool:
    hidden = "hidden" in element.attrib or _INVISIBLE.search(element.get("style", ""))
    return element.tag in _LEFT_OUT or bool(hidden)
