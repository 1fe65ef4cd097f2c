"""The pieces that a bare text falls into: paragraphs, and the spans that quotation marks or layout set off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Layout = Literal["marks", "block", "turn"]

LINE = re.compile(r"[^\n\r\u2028\u2029]+")
# lines of a wrapped paragraph; a heading, a bullet or a block quotation begins one of its own
WRAPPED_BLOCK = re.compile(r"[^\n\r]+(?:\r?\n(?![ \t]*(?:[>#*•\-–—]|\d+[.)])[ \t]?|[ \t]*\r?\n)[^\n\r]+)*")
SINGLE_BREAK = re.compile(r"(\S)[ \t]*\r?\n[ \t]*(\w)")


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A span of the text that stands between quotation marks (marks included), or a block, or a turn's words.

    ``closed`` is false where the paragraph ends before a closing mark; ``single`` tells British marks; ``label``
    is the speaker's label of a transcript turn, as offsets.
    """

    start: int
    end: int
    closed: bool = True
    single: bool = False
    layout: Layout = "marks"
    label: tuple[int, int] | None = None


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs, without surrounding white space: lines, or in hard-wrapped text the runs of lines
    that are parted by an empty one."""
    pattern = WRAPPED_BLOCK if _hard_wrapped(text) else LINE
    for line in pattern.finditer(text):
        start, end = line.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end


def unwrapped(text: str) -> str:
    """The text with the line breaks inside its paragraphs as spaces: same length, so that offsets stay."""
    if not _hard_wrapped(text):
        return text
    pieces, at = [], 0
    for start, end in paragraphs(text):
        pieces += [text[at:start], text[start:end].replace("\n", " ").replace("\r", " ")]
        at = end
    return "".join([*pieces, text[at:]])


def _hard_wrapped(text: str) -> bool:
    """Whether lines break inside sentences: most single line breaks follow a word and precede a small letter."""
    breaks = SINGLE_BREAK.findall(text)
    inside = sum(before not in ".?!:”\"’'*)" and after.islower() for before, after in breaks)
    return inside >= 3 and inside >= 0.4 * len(breaks)
