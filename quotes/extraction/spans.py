"""The pieces that a bare text falls into: paragraphs, and the spans that quotation marks or layout set off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Layout = Literal["marks", "block", "turn"]

LINE = re.compile(r"[^\n\r\u2028\u2029]+")
SINGLE_BREAK = re.compile(r"(\S)[ \t]*\r?\n[ \t]*(\w)")
LINE_WITH_BREAK = re.compile(r"([^\n\r]*)(\r\n|\n|\r|\Z)")
# what begins a line that is no wrapped one: a heading, a block quotation, a bullet or a number after a finished line
FIRST_SIGN = re.compile(r"[ \t]*[>#]")
BULLET = re.compile(r"[ \t]*(?:[*•\-–—][ \t]|\d+[.)][ \t])")
FINISHED = re.compile(r"[.?!:;”\"’')*_]\s*\Z")
INDENT = re.compile(r"[ \t]{2,}(?=\S)")
# hard-wrapped text has lines of 30 to 100 characters, and a break where the next word would have gone beyond the width
NARROWEST, WIDEST = 30, 100
FORCED_SHARE = 0.8
# wraps made by hand fall short of the width by a letter or two
RAGGED = 4


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
    that are parted by an empty one or by an indented one."""
    places = _wrapped_blocks(text) if _hard_wrapped(text) else (line.span() for line in LINE.finditer(text))
    for start, end in places:
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


def _wrapped_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines of hard-wrapped text: an empty line ends one, a heading, a bullet or an indent begins one."""
    lines = [match.span(1) for match in LINE_WITH_BREAK.finditer(text)]
    filled = [line for line in lines if text[slice(*line)].strip()]
    indented = sum(INDENT.match(text, *line) is not None for line in filled)
    by_indent = 2 * indented <= len(filled)
    block: tuple[int, int] | None = None
    for start, end in lines:
        if block is None:
            block = (start, end)
            continue
        finished = FINISHED.search(text, max(block[0], block[1] - 8), block[1]) is not None
        empty = not text[start:end].strip()
        begins = (
            FIRST_SIGN.match(text, start, end)
            or (finished and BULLET.match(text, start, end))
            or (by_indent and INDENT.match(text, start, end))
        )
        if empty or begins:
            yield block
            block = None if empty else (start, end)
        else:
            block = (block[0], end)
    if block is not None:
        yield block


def _hard_wrapped(text: str) -> bool:
    """Whether lines break inside sentences: most single line breaks follow a word and precede a small letter, or come
    where the next word would have gone beyond the width of the text."""
    breaks = SINGLE_BREAK.findall(text)
    inside = sum(before not in ".?!:”\"’'*)" and after.islower() for before, after in breaks)
    if inside >= 3 and inside >= 0.4 * len(breaks):
        return True
    return inside >= 1 and _forced(text)


def _forced(text: str) -> bool:
    """Whether nearly every break in a run of lines is where the width asks for one."""
    runs = [run.splitlines() for run in re.split(r"\r?\n[ \t]*\r?\n", text)]
    lines = [[line.rstrip() for line in run if line.strip()] for run in runs]
    width = max((len(line) for run in lines for line in run[:-1] if len(line) <= WIDEST), default=0)
    if width < NARROWEST:
        return False
    forced = total = 0
    for run in lines:
        for line, following in pairwise(run):
            total += 1
            word = following.split(maxsplit=1)[0]
            forced += len(line) <= WIDEST and len(line) + 1 + len(word) > width - RAGGED
    return forced >= FORCED_SHARE * total
