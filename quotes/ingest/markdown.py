"""Markdown → the words of the article: markup is taken off, block quotations keep their ``>``.

One paragraph is one line, paragraphs stand apart by an empty line, as in the text of any other kind of
document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import yaml  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.token import Token

from quotes.errors import UnreadableInput
from quotes.ingest.fields import Description, describe, shown

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
HIDDEN_HTML = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def read_markdown(text: str) -> tuple[Description, str]:
    """The front matter's description and the body's words; the title falls back on the first heading.

    Raises :class:`quotes.errors.UnreadableInput` for front matter that is no YAML mapping.
    """
    fields, body = split_front_matter(text)
    description = describe(fields)
    tokens = _parser().parse(body)
    if description.title is None:
        description = _with_heading(description, tokens)
    return description, "\n\n".join(_blocks(tokens)) + "\n"


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields of the YAML block at the head (names in lower case), and the rest."""
    match = FRONT_MATTER.match(text)
    if not match:
        return {}, text
    try:
        fields = yaml.safe_load(match[1] or "")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise UnreadableInput(
            f"front matter is not YAML: line {line}: {error.problem} (quote a value that has a colon)"
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableInput(f"front matter is not YAML: {error}") from error
    if fields is None:
        fields = {}
    if not isinstance(fields, dict):
        raise UnreadableInput(f"front matter must be 'name: value' lines, not {shown(fields)}")
    return {str(name).lower(): value for name, value in fields.items()}, text[match.end() :]


@cache
def _parser() -> MarkdownIt:
    # the typographer stays off: quotation marks must reach the text as the author set them
    return MarkdownIt("commonmark", {"typographer": False}).enable(["table", "strikethrough"])


def _with_heading(description: Description, tokens: Sequence[Token]) -> Description:
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            return replace(description, title=_words(following) or None)
        if token.type == "paragraph_open":
            break
    return description


def _blocks(tokens: Sequence[Token]) -> list[str]:
    blocks: list[str] = []
    quoted = 0
    cells: list[str] | None = None
    for token in tokens:
        quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            blocks.append(" | ".join(cells))
            cells = None
        elif token.type == "inline":
            words = _words(token)
            if cells is not None:
                cells.append(words)
            elif words:
                blocks.append("> " * quoted + words)
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "html_block":
            words = " ".join(TAG.sub("", HIDDEN_HTML.sub("", token.content)).split())
            if words:
                blocks.append("> " * quoted + words)
    return blocks


def _words(inline: Token) -> str:
    """The words of a paragraph on one line (a hard line break stays one)."""
    parts: list[str] = []
    for token in inline.children or ():
        if token.type in {"text", "code_inline", "text_special"}:
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
    return "".join(parts).strip()
