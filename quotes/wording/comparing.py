"""A claimed wording beside a recorded one: how near they are, where they differ, whether that changes the meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quotes.wording.alignment import LONGEST_BRACKET, LONGEST_CUT, Outcome, Step, align
from quotes.wording.differences import (
    DifferenceKind,
    Segment,
    Severity,
    bracket_changes_meaning,
    difference,
    dropped_at_edges,
    dropped_by_cut,
    warning_of,
)
from quotes.wording.folding import fold
from quotes.wording.fragments import Passage, passage, without_brackets_of
from quotes.wording.vocabulary import FUNCTION_WORDS

__all__ = ["Comparison", "DifferenceKind", "Segment", "Severity", "Wording", "compare"]

Wording = Literal["verbatim", "typographic", "partial", "elided", "altered", "none"]

# the share of the words' weight that an altered wording has in common with the recorded one
CLOSE = 0.6
_FUNCTION_WEIGHT = 0.35
_SCORES: dict[Wording, float] = {"verbatim": 1.0, "typographic": 0.99, "partial": 0.98, "elided": 0.96}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a claimed wording relates to a recorded one.

    ``score`` is 1 for the same characters and falls with what differs. ``segments`` run through the claim from left to
    right. ``first`` and ``last`` delimit the compared units of the recorded text.
    """

    wording: Wording
    score: float
    segments: tuple[Segment, ...] = ()
    warnings: tuple[str, ...] = ()
    first: int = 0
    last: int = 0

    @property
    def differences(self) -> tuple[Segment, ...]:
        """The segments that are not the same on both sides."""
        return tuple(segment for segment in self.segments if segment.kind != "same")

    @property
    def major(self) -> bool:
        """Whether a difference is major, or a cut changes the meaning."""
        return bool(self.warnings) or any(segment.severity == "major" for segment in self.segments)


NOTHING = Comparison("none", 0.0)


def compare(claimed: str, recorded: str) -> Comparison:
    """Compare a claimed quotation with a recorded one, both with or without their marks.

    Typography (:mod:`quotes.wording.folding`) and the punctuation between words do not count. ``recorded`` may be the
    joined parts of a statement.
    """
    claim, record = passage(claimed), passage(recorded)
    if not claim.units or not record.units:
        return NOTHING
    whole = Segment("same", claim.text, record.text)
    if claim.text == record.text:
        return Comparison("verbatim", 1.0, (whole,), (), 0, len(record.units))
    if claim.keys == record.keys and _folded(claim) == _folded(record):
        return Comparison("typographic", _SCORES["typographic"], (whole,), (), 0, len(record.units))
    claim = without_brackets_of(record, claim)
    if _most_in_common(claim, record) < CLOSE:
        return NOTHING
    outcome, steps = align(claim, record)
    if not steps:
        return NOTHING
    return _judged(claim, record, outcome, steps)


def _folded(text: Passage) -> str:
    return fold(text.text).text.strip(" .,;:!?-\"'").replace(" -", "-").replace("- ", "-")


def _most_in_common(claim: Passage, record: Passage) -> float:
    """What :func:`_similarity` is at most: the weight of the claim's words that the record has anywhere.

    Most candidates of a claim that is not on record end here, unaligned: at a million quotations the slowest twentieth
    of verifications takes 20 ms, and 25 ms without this.
    """
    recorded = {*record.keys, *map("".join, pairwise(record.keys))}
    joined = [one + other in recorded for one, other in pairwise(claim.keys)]
    shared = total = 0.0
    for place, key in enumerate(claim.keys):
        if claim.bracketed[place]:
            continue
        weight = _weight(key)
        total += weight
        if key in recorded or any(joined[max(0, place - 1) : place + 1]):
            shared += weight
    return shared / total if total else 1.0


def _judged(claim: Passage, record: Passage, outcome: Outcome, steps: list[Step]) -> Comparison:
    first, last = steps[0].r0, steps[-1].r1
    similarity = _similarity(claim, record, steps, outcome)
    if outcome == "edited" and similarity < CLOSE:
        return NOTHING
    segments: list[Segment] = []
    warnings: dict[str, None] = {}
    for step in steps:
        if step.same:
            segments.extend(_same(claim, record, step))
            continue
        segment, told = _gap(claim, record, step)
        warnings.update(dict.fromkeys(told))
        segments.append(segment)
    if outcome == "other order":
        # what was moved is not what was changed
        warnings = {"order_changed": None}
    else:
        warnings.update((warning, None) for segment in segments if (warning := warning_of(segment)))
    if outcome == "too far":
        warnings["cut_too_long"] = None
    wording = _wording(claim, record, segments, outcome, first, last)
    if wording == "altered" and similarity < CLOSE:
        return NOTHING
    if outcome in ("in order", "edited"):
        warnings.update(dict.fromkeys(dropped_at_edges(record, first, last)))
    score = _SCORES.get(wording, 0.95 * similarity)
    return Comparison(wording, round(score, 3), tuple(segments), tuple(warnings), first, last)


def _wording(
    claim: Passage, record: Passage, segments: Sequence[Segment], outcome: Outcome, first: int, last: int
) -> Wording:
    if outcome in ("other order", "too far") or any(
        segment.kind in ("substituted", "inserted", "omitted") for segment in segments
    ):
        return "altered"
    whole = first == 0 and last == len(record.units)
    if any(segment.kind in ("ellipsis", "bracket") for segment in segments):
        return "elided"
    if not whole:
        return "elided" if claim.cuts & {0, len(claim.units)} else "partial"
    return "typographic"


def _same(claim: Passage, record: Passage, step: Step) -> list[Segment]:
    """A run of equal keys: pieces that are written alike, and those that are spelt or contracted otherwise."""
    pieces: list[Segment] = []
    start = 0
    length = step.c1 - step.c0

    def alike(index: int) -> bool:
        return claim.faces[step.c0 + index] == record.faces[step.r0 + index]

    while start < length:
        end = start
        while end < length and alike(end):
            end += 1
        if end > start:
            pieces.append(_piece(claim, record, step, start, end, None))
            start = end
        while end < length and not alike(end):
            end += 1
        if end > start:
            pieces.append(_piece(claim, record, step, start, end, _way_of_writing(claim, record, step, start, end)))
            start = end
    return pieces


def _piece(claim: Passage, record: Passage, step: Step, start: int, end: int, about: str | None) -> Segment:
    claimed = claim.written(step.c0 + start, step.c0 + end)
    recorded = record.written(step.r0 + start, step.r0 + end)
    if about is None:
        return Segment("same", claimed, recorded)
    return Segment("substituted", claimed, recorded, "minor", about)


def _way_of_writing(claim: Passage, record: Passage, step: Step, start: int, end: int) -> str:
    faces = [*claim.faces[step.c0 + start : step.c0 + end], *record.faces[step.r0 + start : step.r0 + end]]
    if any("'" in face for face in faces):
        return "contraction"
    keys = claim.keys[step.c0 + start : step.c0 + end]
    return "number" if any(key[:1].isdigit() for key in keys) else "spelling"


def _gap(claim: Passage, record: Passage, step: Step) -> tuple[Segment, list[str]]:
    """What stands between two runs of equal words: a marked cut, a bracket, or a difference without a mark."""
    cut = any(place in claim.cuts for place in range(step.c0, step.c1 + 1))
    bracketed = step.c0 < step.c1 and all(claim.bracketed[step.c0 : step.c1])
    if bracketed and step.r1 - step.r0 <= (LONGEST_CUT if cut else LONGEST_BRACKET):
        changes = bracket_changes_meaning(claim, record, step.c0, step.c1, step.r0, step.r1)
        warnings = ["bracket_changes_meaning"] if changes else []
        shown = f"[{claim.written(step.c0, step.c1).strip('[]')}]"
        recorded = record.written(step.r0, step.r1)
        return Segment("bracket", shown, recorded, "major" if warnings else "minor", "bracket"), warnings
    if cut and step.c0 == step.c1:
        warnings = dropped_by_cut(record, step.r0, step.r1)
        severity: Severity = "major" if warnings else "minor"
        return Segment("ellipsis", "…", record.written(step.r0, step.r1), severity, "cut"), warnings
    return difference(claim, record, step.c0, step.c1, step.r0, step.r1), []


def _similarity(claim: Passage, record: Passage, steps: Sequence[Step], outcome: Outcome) -> float:
    """The weight of the words in common as a share of all that either side has; marked cuts and brackets are free."""
    if outcome in ("other order", "too far"):
        return 0.8
    shared = apart = 0.0
    content = 0
    for step in steps:
        weights = [_weight(key) for key in claim.keys[step.c0 : step.c1]]
        if step.same:
            shared += sum(weights)
            content += sum(weight == 1 for weight in weights)
            continue
        if "".join(claim.keys[step.c0 : step.c1]) == "".join(record.keys[step.r0 : step.r1]):
            shared += sum(weights)
            content += 1
            continue
        recorded = [_weight(key) for key in record.keys[step.r0 : step.r1]]
        if any(place in claim.cuts for place in range(step.c0, step.c1 + 1)):
            recorded = []
        if step.c0 < step.c1 and all(claim.bracketed[step.c0 : step.c1]):
            continue
        apart += max(sum(weights), sum(recorded))
    if not content and shared < 2 * _FUNCTION_WEIGHT:
        return 0.0
    return shared / (shared + apart) if shared else 0.0


def _weight(key: str) -> float:
    return _FUNCTION_WEIGHT if key in FUNCTION_WORDS else 1.0
