"""The wordings of one utterance, sorted into readings that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from quotes.consistency.grouping import Words, beside, words_of
from quotes.store.records import Statement
from quotes.wording.comparing import Comparison, Segment
from quotes.wording.units import keys

_MOST = 40  # wordings that are compared with each other
_AROUND = 2  # words that are shown on both sides of a difference
_HEAVY = ("negation", "number", "polarity", "quantity", "condition")  # whatever they change, they turn the sense

Relation = Literal["agree", "conflict", "apart"]


@dataclass(slots=True)
class Wording:
    """One wording, however it is punctuated, and the statements that have it."""

    words: Words
    statements: list[Statement]


@dataclass(slots=True)
class WordingReading:
    """Wordings that agree where others differ; the first is the fullest."""

    words: Words
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Piece:
    """Where two wordings contradict each other: what each has, with a word or two around it, and what that is about."""

    one: str
    other: str
    about: str | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two readings (places in the list of them) that contradict each other, and the pieces where they do."""

    one: int
    other: int
    pieces: tuple[Piece, ...]

    @property
    def heavy(self) -> bool:
        """Whether a negation, a number or the like is what differs."""
        return any(piece.about in _HEAVY for piece in self.pieces)


def wordings_of(statements: Sequence[Statement]) -> list[Wording]:
    """The wordings, the longest first."""
    alike: dict[tuple[str, ...], Wording] = {}
    for statement in statements:
        words = words_of(statement)
        alike.setdefault(words.keys, Wording(words, [])).statements.append(statement)
    return sorted(alike.values(), key=lambda wording: (-len(wording.words.keys), wording.words.keys))


def contradictions(statements: Sequence[Statement]) -> tuple[list[WordingReading], list[Disagreement]]:
    """The readings of an utterance, and which of them contradict each other.

    A wording that agrees with several readings (a short one, that leaves out where they differ) belongs to none.
    """
    readings: list[WordingReading] = []
    disagreements: list[Disagreement] = []
    for wording in wordings_of(statements)[:_MOST]:
        agreeing: list[int] = []
        against: list[Disagreement] = []
        for place, reading in enumerate(readings):
            relation, pieces = _related(wording.words, reading.words)
            if relation == "agree":
                agreeing.append(place)
            elif relation == "conflict":
                against.append(Disagreement(len(readings), place, pieces))
        if len(agreeing) == 1:
            readings[agreeing[0]].statements.extend(wording.statements)
        elif not agreeing:
            readings.append(WordingReading(wording.words, list(wording.statements)))
            disagreements.extend(against)
    return readings, disagreements


def _related(shorter: Words, longer: Words) -> tuple[Relation, tuple[Piece, ...]]:
    comparison = beside(shorter, longer)
    if comparison.wording == "none":
        return "apart", ()
    if comparison.wording in ("verbatim", "typographic", "partial"):
        return "agree", ()
    pieces = major_pieces(comparison, len(longer.keys))
    return ("conflict", pieces) if pieces else ("agree", ())


def major_pieces(comparison: Comparison, recorded: int) -> tuple[Piece, ...]:
    """The pieces in which two wordings contradict each other.

    What one quotation has before or after the other's first or last word is no contradiction: each is cut as its
    reporter liked. Nor is a marked cut, unless it swallows a negation.
    """
    segments = list(comparison.segments)
    while segments and segments[0].kind == "inserted" and comparison.first == 0:
        segments.pop(0)
    while segments and segments[-1].kind == "inserted" and comparison.last == recorded:
        segments.pop()
    found = []
    for place, segment in enumerate(segments):
        swallows = segment.kind == "ellipsis" and "cut_drops_negation" in comparison.warnings
        marked = segment.kind in ("ellipsis", "bracket") and not swallows
        if segment.severity == "major" and not marked and not _same_to_a_reader(segments, place):
            found.append(_piece(segments, place, "negation" if swallows else segment.about))
    return tuple(found)


def _same_to_a_reader(segments: Sequence[Segment], place: int) -> bool:
    """Whether a difference is a possessive's ending ("ISIS’", "ISIS’s"), or a stumble that only one reporter kept."""
    segment = segments[place]
    claimed, recorded = ([key.split("'")[0] for key in keys(text)] for text in (segment.claimed, segment.recorded))
    if claimed == recorded:
        return True
    said = claimed or recorded
    # one contraction is half of it the same word as before: "can’t" beside "can"
    if (claimed and recorded) or len((segment.claimed or segment.recorded).split()) < len(said) == 2:
        return False
    before = keys(segments[place - 1].recorded) if place else []
    after = keys(segments[place + 1].recorded) if place + 1 < len(segments) else []
    return said in (before[-len(said) :], after[: len(said)])


def _piece(segments: Sequence[Segment], place: int, about: str | None) -> Piece:
    segment = segments[place]
    before = segments[place - 1] if place else None
    after = segments[place + 1] if place + 1 < len(segments) else None
    return Piece(
        in_context(before.claimed if before else "", segment.claimed, after.claimed if after else ""),
        in_context(before.recorded if before else "", segment.recorded, after.recorded if after else ""),
        about,
    )


def in_context(before: str, words: str, after: str) -> str:
    """Words with one or two on both sides; a contraction that begins in one piece and ends in the next stands once."""
    shown = before.split()[-_AROUND:]
    for more in (words.split(), after.split()[:_AROUND]):
        shown += more[1:] if shown and more[:1] == shown[-1:] else more
    return " ".join(shown)
