"""Wordings side by side, with what differs marked in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from quotes.wording.comparing import compare
from quotes.wording.differences import Severity

_CONTRACTED = re.compile(r"['’]|cannot$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a wording; ``severity`` is None where the wordings are the same."""

    text: str
    severity: Severity | None = None


def marked(texts: Sequence[str]) -> list[list[Piece]]:
    """Each text in pieces that joined give it again.

    The first is the one that the others are compared with; in it all is marked that one of them has otherwise. Texts
    that have too little in common to be compared are left unmarked.
    """
    if not texts:
        return []
    base, *others = texts
    base_marks: list[Severity | None] = [None] * len(base)
    result = []
    for text in others:
        marks: list[Severity | None] = [None] * len(text)
        segments = compare(text, base).segments
        _mark(marks, text, [(segment.claimed, segment.severity) for segment in segments])
        _mark(base_marks, base, [(segment.recorded, segment.severity) for segment in segments])
        result.append(_pieces(text, marks))
    return [_pieces(base, base_marks), *result]


def _mark(marks: list[Severity | None], text: str, runs: Sequence[tuple[str, Severity | None]]) -> None:
    """Mark runs of words that stand in this order in the text; nothing where one is not found."""
    found: list[tuple[int, int, Severity | None]] = []
    place = 0
    for words, severity in runs:
        if not words:
            continue
        # the two units of a contraction share its place, and may be in two runs
        again = place - len(words)
        shared = _CONTRACTED.search(words) and found and text[max(again, 0) : place].endswith(words)
        start = again if shared else text.find(words, place)
        if start < 0:
            return
        place = start + len(words)
        found.append((start, place, severity))
    for start, end, severity in found:
        for at in range(start, end):
            if severity == "major" or marks[at] is None:
                marks[at] = severity


def _pieces(text: str, marks: Sequence[Severity | None]) -> list[Piece]:
    return [
        Piece("".join(character for character, _ in run), severity)
        for severity, run in groupby(zip(text, marks), key=lambda pair: pair[1])
    ]
