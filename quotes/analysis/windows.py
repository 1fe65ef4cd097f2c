"""Stretches of a document that the network takes at once, cut where a sentence most surely ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quotes.analysis.pieces import Shape, WordPieces

# words; the network was trained on stretches of this length, and its positions end at 512 pieces
MAX_WORDS = 200
MAX_PIECES_IN_WINDOW = 500
_ENDS = frozenset([".", "!", "?", "…", "..."])
_CLOSES = frozenset(["”", '"', "’", "'", "''", "»", ")", "]"])
_OPENS = frozenset(["“", '"', "‘", "'", "``", "«", "(", "["])


@dataclass(frozen=True)
class Window:
    """Words ``start``..``end`` (exclusive) of a document and their pieces.

    ``pieces``, ``shapes`` and ``spacing`` (1: a space before the word, 2: one after it) have an item for each piece,
    those that open and close the window included; ``firsts`` has each word's first piece.
    """

    start: int
    end: int
    pieces: np.ndarray
    shapes: np.ndarray
    spacing: np.ndarray
    firsts: np.ndarray

    @property
    def size(self) -> int:
        """The number of its pieces."""
        return len(self.pieces)


def make_windows(
    words: Sequence[str], spaces: Sequence[bool], cutter: WordPieces, max_words: int = MAX_WORDS
) -> list[Window]:
    """All words of a document in windows, in order. ``spaces[i]`` tells whether a space follows word i."""
    inputs = [cutter(word) for word in words]
    lengths = [len(item.pieces) for item in inputs]
    spacing = _spacing([item.shape for item in inputs], spaces)
    windows = []
    for start, end in cut(words, lengths, max_words):
        pieces, shapes, gaps, firsts = [cutter.first], [int(Shape.EDGE)], [3], []
        for position in range(start, end):
            item = inputs[position]
            firsts.append(len(pieces))
            pieces += item.pieces
            shapes += [item.shape] * len(item.pieces)
            gaps += [spacing[position]] * len(item.pieces)
        windows.append(
            Window(
                start,
                end,
                np.array([*pieces, cutter.last], dtype=np.int32),
                np.array([*shapes, int(Shape.EDGE)], dtype=np.int32),
                np.array([*gaps, 3], dtype=np.int32),
                np.array(firsts, dtype=np.int32),
            )
        )
    return windows


def _spacing(shapes: Sequence[int], spaces: Sequence[bool]) -> list[int]:
    """For each word 1 where white space or nothing stands before it, plus 2 where it stands after it."""
    white = [shape in (Shape.SPACES, Shape.LINE_BREAK, Shape.BLANK_LINE) for shape in shapes]
    found = []
    last = len(shapes) - 1
    for position in range(len(shapes)):
        before = position == 0 or spaces[position - 1] or white[position - 1]
        after = position == last or spaces[position] or white[position + 1]
        found.append(int(before) + 2 * int(after))
    return found


def cut(words: Sequence[str], lengths: Sequence[int], max_words: int = MAX_WORDS) -> list[tuple[int, int]]:
    """Ranges of words, none longer than ``max_words`` or than the network's positions; ``lengths`` counts pieces.

    A range ends at the last blank line in its second half, else at the last line break after a full stop, else at
    the last full stop before a capital, else at any line break, else where the room ends.
    """
    ranges = []
    start = 0
    while start < len(words):
        limit, room = start, MAX_PIECES_IN_WINDOW
        while limit < len(words) and limit - start < max_words and lengths[limit] <= room:
            room -= lengths[limit]
            limit += 1
        end = limit
        if limit < len(words):
            best = 0
            for position in range(limit, start + (limit - start) // 2, -1):
                value = _boundary(words, position)
                if value > best:
                    best, end = value, position
                    if best == 4:
                        break
        ranges.append((start, end))
        start = end
    return ranges


def _boundary(words: Sequence[str], position: int) -> int:
    """How surely a sentence starts at a word: 4 after a blank line … 0 not at all."""
    before, word = words[position - 1], words[position]
    if word.isspace():
        return 0
    if before.isspace() and before.count("\n") > 1:
        return 4
    last = position - 1
    line_break = False
    while last > 0 and (words[last].isspace() or words[last] in _CLOSES):
        line_break = line_break or "\n" in words[last]
        last -= 1
    if words[last] in _ENDS and (word[:1].isupper() or word in _OPENS):
        plain = last > 0 and len(words[last - 1]) > 3 and words[last - 1].islower()
        return 3 if line_break else 2 if plain else 1
    return 1 if line_break else 0
