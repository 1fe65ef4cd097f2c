"""Two texts side by side: which paragraphs are the same, and which words differ in the others.

Typography (:mod:`quotes.wording.folding`) does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Indel, Levenshtein

from quotes.wording.folding import fold

ParagraphKind = Literal["same", "changed", "added", "removed"]
RunKind = Literal["same", "added", "removed"]

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_WORD = re.compile(r"\S+\s*")
# pairs of paragraphs, and of words, that are compared at most: beyond it all is removed and added
_MOST_PAIRS = 900
_MOST_WORDS = 4_000_000
_ALIKE = 0.35  # of the words, from which a paragraph is a changed one and not another


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row: ``text`` is the newer text's, of what is removed the older one's.

    ``older`` and ``newer`` are where it begins in each text, None where it is not there.
    """

    kind: RunKind
    text: str
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one or both texts, as runs of words that joined give it again, on either side."""

    kind: ParagraphKind
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph with its place; ``key`` is it folded."""

    text: str
    start: int
    key: str


def text_differences(older: str, newer: str) -> list[Paragraph]:
    """The paragraphs of both texts in the order of the newer, the removed ones where they stood."""
    by = _EMPTY_LINE if _EMPTY_LINE.search(older) or _EMPTY_LINE.search(newer) else _LINE
    one, other = _blocks(older, by), _blocks(newer, by)
    found: list[Paragraph] = []
    pending: tuple[list[_Block], list[_Block]] = [], []
    # insertions and deletions only: a paragraph that is put in must not shift those behind it
    for code in Indel.opcodes([block.key for block in one], [block.key for block in other]):
        if code.tag == "equal":
            found += _changed(*pending)
            pending = [], []
            found += [
                Paragraph("same", (Run("same", new.text, old.start, new.start),))
                for old, new in zip(one[code.src_start : code.src_end], other[code.dest_start : code.dest_end])
            ]
        else:
            pending[0].extend(one[code.src_start : code.src_end])
            pending[1].extend(other[code.dest_start : code.dest_end])
    return [*found, *_changed(*pending)]


def _blocks(text: str, by: re.Pattern[str]) -> list[_Block]:
    blocks: list[_Block] = []
    start = 0
    for match in [*by.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            blocks.append(_Block(text[start:end], start, _key(text[start:end])))
        start = match.end() if match else end
    return blocks


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    return fold(text).text.strip()


def _changed(removed: Sequence[_Block], added: Sequence[_Block]) -> Iterator[Paragraph]:
    """Paragraphs between two that are the same: those that are alike are changed ones, in order."""
    at = 0
    for block, old in zip(added, _counterparts(removed, added)):
        if old is None:
            yield Paragraph("added", (Run("added", block.text, None, block.start),))
            continue
        yield from map(_removed, removed[at:old])
        yield _within(removed[old], block)
        at = old + 1
    yield from map(_removed, removed[at:])


def _removed(block: _Block) -> Paragraph:
    return Paragraph("removed", (Run("removed", block.text, block.start, None),))


def _counterparts(removed: Sequence[_Block], added: Sequence[_Block]) -> Iterator[int | None]:
    """For each added paragraph the place of the removed one that it was, always behind the one before."""
    words = [set(block.key.split()) for block in removed]
    reach = len(removed) if len(removed) * len(added) <= _MOST_PAIRS else 2
    first = 0
    for block in added:
        mine = set(block.key.split())
        likeness = {
            old: len(mine & words[old]) / max(1, min(len(mine), len(words[old])))
            for old in range(first, min(first + reach, len(removed)))
        }
        best = max(likeness, key=likeness.__getitem__, default=None)
        if best is None or likeness[best] < _ALIKE:
            yield None
        else:
            yield best
            first = best + 1


def _within(old: _Block, new: _Block) -> Paragraph:
    """One paragraph in two wordings."""
    one, other = _words(old), _words(new)
    if len(one) * len(other) > _MOST_WORDS:
        return Paragraph(
            "changed", (Run("removed", old.text, old.start, None), Run("added", new.text, None, new.start))
        )
    runs: list[Run] = []
    for code in Levenshtein.opcodes([word.key for word in one], [word.key for word in other]):
        before, after = one[code.src_start : code.src_end], other[code.dest_start : code.dest_end]
        if code.tag == "equal":
            runs.append(Run("same", _joined(after), before[0].start, after[0].start))
            continue
        if before:
            runs.append(Run("removed", _joined(before), before[0].start, None))
        if after:
            runs.append(Run("added", _joined(after), None, after[0].start))
    return Paragraph("changed", tuple(_in_order(runs)))


def _in_order(runs: Sequence[Run]) -> Iterator[Run]:
    """Between two runs that are the same first all that is removed, then all that is added, each as one."""
    removed: list[Run] = []
    added: list[Run] = []

    def put() -> Iterator[Run]:
        for several in (removed, added):
            if several:
                first = several[0]
                yield Run(first.kind, "".join(run.text for run in several), first.older, first.newer)
                several.clear()

    for run in runs:
        if run.kind == "same":
            yield from put()
            yield run
        else:
            (removed if run.kind == "removed" else added).append(run)
    yield from put()


def _words(block: _Block) -> list[_Block]:
    return [
        _Block(match[0], block.start + match.start(), _key(match[0])) for match in _WORD.finditer(block.text)
    ]


def _joined(words: Sequence[_Block]) -> str:
    return "".join(word.text for word in words)
