"""Which words of a claim are which of the recorded ones.

First the claim's fragments are sought as they stand: in order, the nearest places, the gaps bounded. Only where that
fails are the words aligned by least edits (Levenshtein, of rapidfuzz) inside the window of the recorded text that
shares most pairs of words with the claim.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein

from quotes.wording.fragments import Passage

# words that a marked cut may leave out, and that a bracket may stand for
LONGEST_CUT = 60
LONGEST_BRACKET = 12
_CUT_OVER_KEPT = 4  # times as many words may be cut as are kept
_EDGE_BRACKET = 4  # at an edge of the claim: how many recorded words a bracket is taken to stand for
_ROOM = 4  # words left out or put in near an end of the claim
_FEW_ANCHORS = 120
_CHAINS = 3
# what a word more or less between two shared pairs costs, in shared pairs: less where a cut is marked
_GAP, _GAP_AT_CUT = 0.3, 0.02


@dataclass(frozen=True, slots=True)
class Step:
    """Units ``c0:c1`` of the claim stand for ``r0:r1`` of the record; equal keys where ``same``."""

    same: bool
    c0: int
    c1: int
    r0: int
    r1: int


Outcome = Literal["in order", "too far", "other order", "edited", "nothing"]


def align(claim: Passage, record: Passage) -> tuple[Outcome, list[Step]]:
    """The steps from the first compared unit to the last; recorded words before and after are left out.

    "too far": in order, but over a longer cut than :data:`LONGEST_CUT`, or with so little kept that it may say
    anything; "other order": the fragments are there, but not in this order.
    """
    for by_bracket in (False, True) if any(claim.bracketed) else (False,):
        fragments = _fragments(claim, by_bracket)
        places = [_occurrences(claim.keys[c0:c1], record.keys) for c0, c1 in fragments]
        if not fragments or not all(places):
            continue
        lengths = [c1 - c0 for c0, c1 in fragments]
        limits = [_limit(claim, one[1], other[0]) for one, other in pairwise(fragments)]
        if (chosen := _in_order(places, lengths, limits)) is not None:
            kept = sum(lengths)
            scattered = chosen[-1] + lengths[-1] - chosen[0] > kept * (1 + _CUT_OVER_KEPT)
            return "too far" if scattered else "in order", _steps(claim, record, fragments, chosen)
        if (chosen := _in_order(places, lengths, [len(record.keys)] * len(limits))) is not None:
            return "too far", _steps(claim, record, fragments, chosen)
        if sum(length >= 2 for length in lengths) > 1:
            return "other order", _edited(claim, record)
    steps = _edited(claim, record)
    if not any(step.same for step in steps):
        return "nothing", []
    return ("other order" if _blocks_moved(claim, record, steps) else "edited"), steps


def _fragments(claim: Passage, by_bracket: bool) -> list[tuple[int, int]]:
    """The runs of units between marked cuts, and (``by_bracket``) between bracketed words."""
    fragments: list[tuple[int, int]] = []
    start = 0
    for place in range(len(claim.keys) + 1):
        ends = place == len(claim.keys) or place in claim.cuts or (by_bracket and claim.bracketed[place])
        if ends:
            if start < place:
                fragments.append((start, place))
            start = place
        if by_bracket and place < len(claim.keys) and claim.bracketed[place]:
            start = place + 1
    return fragments


def _limit(claim: Passage, end: int, start: int) -> int:
    if any(place in claim.cuts for place in range(end, start + 1)):
        return LONGEST_CUT
    return LONGEST_BRACKET


def _occurrences(run: Sequence[str], keys: Sequence[str]) -> list[int]:
    first, length = run[0], len(run)
    run = tuple(run)
    return [
        place
        for place in range(len(keys) - length + 1)
        if keys[place] == first and tuple(keys[place : place + length]) == run
    ]


def _in_order(places: list[list[int]], lengths: list[int], limits: list[int]) -> list[int] | None:
    """The places of the fragments that lie closest together, each after the one before and within its limit."""
    best: list[int] | None = None
    for first in places[0]:
        chosen = [first]
        for index, limit in enumerate(limits):
            end = chosen[-1] + lengths[index]
            following = places[index + 1]
            place = bisect_left(following, end)
            if place == len(following) or following[place] - end > limit:
                break
            chosen.append(following[place])
        else:
            if best is None or chosen[-1] - chosen[0] < best[-1] - best[0]:
                best = chosen
    return best


def _steps(claim: Passage, record: Passage, fragments: list[tuple[int, int]], places: list[int]) -> list[Step]:
    steps: list[Step] = []
    if fragments[0][0]:
        steps.append(Step(False, 0, fragments[0][0], _before(record, places[0]), places[0]))
    for index, ((c0, c1), r0) in enumerate(zip(fragments, places)):
        r1 = r0 + c1 - c0
        steps.append(Step(True, c0, c1, r0, r1))
        if index + 1 < len(fragments):
            steps.append(Step(False, c1, fragments[index + 1][0], r1, places[index + 1]))
    if c1 < len(claim.keys):
        steps.append(Step(False, c1, len(claim.keys), r1, _after(record, r1)))
    return steps


def _before(record: Passage, place: int) -> int:
    """Where a bracket at the claim's beginning begins in the record: at the clause's, if that is near."""
    start = place
    while start and not record.breaks[start]:
        start -= 1
    return start if place - start <= _EDGE_BRACKET else place


def _after(record: Passage, place: int) -> int:
    end = place
    while end < len(record.keys) and not record.breaks[end]:
        end += 1
    return end if end - place <= _EDGE_BRACKET else place


def _edited(claim: Passage, record: Passage) -> list[Step]:
    """Least edits inside the window where the claim's pairs of words stand.

    How far the window goes beyond the pairs at its ends is tried out: with too much room the last words are given to
    whatever stands there.
    """
    best: list[Step] = []
    fewest = (0, 0, 0)
    for low, high in _windows(claim.keys, record.keys, _GAP_AT_CUT if claim.cuts else _GAP):
        steps = _least_edits(claim.keys, record.keys, low, high)
        changed = sum(max(step.c1 - step.c0, step.r1 - step.r0) for step in steps if not step.same)
        same = sum(step.c1 - step.c0 for step in steps if step.same)
        edits = changed, -same, sum(step.r1 - step.r0 for step in steps)
        if not best or edits < fewest:
            best, fewest = steps, edits
    return best


def _least_edits(claim: Sequence[str], record: Sequence[str], low: int, high: int) -> list[Step]:
    steps: list[Step] = []
    for code in Levenshtein.opcodes(claim, record[low:high]):
        step = Step(code.tag == "equal", code.src_start, code.src_end, code.dest_start + low, code.dest_end + low)
        if steps and not step.same and not steps[-1].same:
            before = steps.pop()
            step = Step(False, before.c0, step.c1, before.r0, step.r1)
        steps.append(step)
    while steps and steps[0].c0 == steps[0].c1:
        steps.pop(0)
    while steps and steps[-1].c0 == steps[-1].c1:
        steps.pop()
    return steps


def _windows(claim: Sequence[str], record: Sequence[str], gap: float) -> list[tuple[int, int]]:
    anchors, size = _anchors(claim, record)
    if not anchors:
        return [(0, len(record))]
    windows: dict[tuple[int, int], None] = {}
    for (c_first, r_first), (c_last, r_last) in _chains(anchors, gap):
        before, after = c_first, len(claim) - c_last - size
        lows = {max(0, r_first - before - slack) for slack in _slack(before)}
        highs = {min(len(record), r_last + size + after + slack) for slack in _slack(after)}
        windows.update(((low, high), None) for low in sorted(lows, reverse=True) for high in sorted(highs))
    return list(windows)


def _slack(words: int) -> tuple[int, ...]:
    if words == 0:
        return (0,)
    return (0, 1, 2, _ROOM) if words == 1 else (-1, 0, 1, 2, _ROOM)


def _anchors(claim: Sequence[str], record: Sequence[str]) -> tuple[list[tuple[int, int]], int]:
    """Places in claim and record of the same pair of words, and 2; of the same word, and 1, where no pair is shared."""
    places: dict[tuple[str, ...], list[int]] = {}
    for size in (2, 1):
        places.clear()
        for place in range(len(record) - size + 1):
            places.setdefault(tuple(record[place : place + size]), []).append(place)
        anchors = [
            (c, r) for c in range(len(claim) - size + 1) for r in places.get(tuple(claim[c : c + size]), ())
        ]
        if anchors:
            return (anchors if len(anchors) <= _FEW_ANCHORS else _rarest(anchors)), size
    return [], 0


def _rarest(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    counts: dict[int, int] = {}
    for c, _ in anchors:
        counts[c] = counts.get(c, 0) + 1
    return sorted(sorted(anchors, key=lambda anchor: (counts[anchor[0]], anchor))[:_FEW_ANCHORS])


Anchor = tuple[int, int]


def _chains(anchors: list[Anchor], gap: float) -> list[tuple[Anchor, Anchor]]:
    """The ends of the best chains of anchors that rise in both; ``gap`` is what a word of difference costs in a chain.

    Several where they are about as good: "will work" may stand in two sentences.
    """
    scores = [1.0] * len(anchors)
    first = list(range(len(anchors)))
    for index, (c, r) in enumerate(anchors):
        for earlier in range(index):
            c_earlier, r_earlier = anchors[earlier]
            if c_earlier < c and r_earlier < r and r - r_earlier - (c - c_earlier) <= LONGEST_CUT:
                score = scores[earlier] + 1 - gap * abs((r - r_earlier) - (c - c_earlier))
                if score > scores[index]:
                    scores[index], first[index] = score, first[earlier]
    best: dict[int, int] = {}
    for index in sorted(range(len(anchors)), key=lambda index: (-scores[index], index)):
        best.setdefault(first[index], index)
    chosen = [(start, end) for start, end in best.items() if scores[end] >= max(scores) - 1][:_CHAINS]
    return [(anchors[start], anchors[end]) for start, end in chosen]


def _blocks_moved(claim: Passage, record: Passage, steps: list[Step]) -> bool:
    """Whether nearly all of the claim stands in the record in runs of three words or more, which were moved."""
    if sum(step.c1 - step.c0 for step in steps if step.same) > 0.85 * len(claim.keys):
        return False
    blocks: list[tuple[int, int]] = []
    covered = place = 0
    while place < len(claim.keys):
        length, at = _longest(claim.keys, record.keys, place)
        if length >= 3:
            blocks.append((at, length))
            covered += length
        place += max(length, 1)
    if covered < 0.8 * len(claim.keys) or not 2 <= len(blocks) <= 6:
        return False
    return any(other[0] < one[0] for one, other in pairwise(blocks))


def _longest(claim: Sequence[str], record: Sequence[str], start: int) -> tuple[int, int]:
    best = 0, 0
    for place, key in enumerate(record):
        if key != claim[start]:
            continue
        length = 1
        while (
            start + length < len(claim)
            and place + length < len(record)
            and claim[start + length] == record[place + length]
        ):
            length += 1
        if length > best[0]:
            best = length, place
    return best
