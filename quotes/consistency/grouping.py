"""Which utterance a statement belongs to: that of the statement which has its words, or one of its own.

- The same words, in whole or in part, with or without marked cuts, are one utterance whoever is said to have spoken
  them, if at least :data:`COMMON` content words are shared; fewer are a phrase that many use, and join only where the
  whole is equal and so is the speaker.
- Other words are one utterance only of one speaker (or of nobody that is named): close ones where the documents are of
  the same days, all but equal ones otherwise, since a speech is held more than once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotes.store.records import Statement
from quotes.wording.comparing import Comparison, compare
from quotes.wording.folding import bare
from quotes.wording.fragments import passage
from quotes.wording.units import content_words

# content words that make a phrase somebody's own
COMMON = 5
_FEWEST = 3  # content words of an equal text by the same speaker
_NEAR_DAYS = 14
# scores of Comparison from which an altered wording is the same utterance
_CLOSE = 0.57
_ALMOST_EQUAL = 0.81
_WORDS_FAR = 8  # of an altered wording in documents that are farther apart


@dataclass(frozen=True, slots=True)
class Words:
    """A statement as it is compared."""

    text: str
    keys: tuple[str, ...]
    content: int


def words_of(statement: Statement) -> Words:
    """A statement's words, its parts joined, without their marks."""
    return _words(tuple(part.text for part in statement.parts))


@lru_cache(maxsize=16384)
def _words(parts: tuple[str, ...]) -> Words:
    text = parts[0] if len(parts) == 1 else " ".join(map(bare, parts))
    keys = passage(text).keys
    return Words(bare(text), keys, content_words(keys))


def beside(one: Words, other: Words) -> Comparison:
    """The shorter of two wordings compared with the longer."""
    shorter, longer = (one, other) if len(one.keys) <= len(other.keys) else (other, one)
    return _compared(shorter.text, longer.text)


@lru_cache(maxsize=16384)
def _compared(shorter: str, longer: str) -> Comparison:
    return compare(shorter, longer)


def shared_content(comparison: Comparison, longer: Words) -> int:
    """How many content words two wordings have in common, at most."""
    return content_words(longer.keys[comparison.first : comparison.last])


def likeness_of(new: Statement, other: Statement) -> float:
    """How surely two statements are one utterance, 0 where they are not."""
    one, two = words_of(new), words_of(other)
    shorter, longer = (one, two) if len(one.keys) <= len(two.keys) else (two, one)
    same_speaker = new.speaker_serial is not None and new.speaker_serial == other.speaker_serial
    if one.keys == two.keys and (one.content >= COMMON or (one.content >= _FEWEST and same_speaker)):
        return 1.0 if same_speaker else 0.99
    if shorter.content < COMMON or new.document_serial == other.document_serial:
        return 0.0
    comparison = beside(one, two)
    if comparison.wording == "none":
        return 0.0
    if comparison.wording != "altered":
        if shared_content(comparison, longer) < COMMON:
            return 0.0
        return comparison.score - (0.0 if same_speaker else 0.01)
    if not same_speaker and None not in (new.speaker_serial, other.speaker_serial):
        return 0.0
    if _near(new, other):
        return comparison.score if comparison.score >= _CLOSE else 0.0
    enough = comparison.score >= _ALMOST_EQUAL and len(shorter.keys) >= _WORDS_FAR
    return comparison.score if enough else 0.0


def _near(one: Statement, other: Statement) -> bool:
    """Whether two documents are of the same days; an undated one may be of any."""
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= _NEAR_DAYS


def utterance_of(new: Statement, candidates: Iterable[Statement]) -> int | None:
    """The utterance (serial) of the candidate that is surest the same, the earlier one of two; None where none is."""
    best: tuple[float, int] | None = None
    for other in candidates:
        if other.utterance is None:
            continue
        score = likeness_of(new, other)
        if score and (best is None or (score, -other.utterance) > best):
            best = score, -other.utterance
    return -best[1] if best else None


def groups_of(statements: Sequence[Statement]) -> list[list[int]]:
    """Statements of one document that are equal, as places in the sequence: each group is one utterance."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, statement in enumerate(statements):
        words = words_of(statement)
        key: tuple[object, ...] = (words.keys,)
        if words.content < COMMON:
            key = (words.keys, statement.speaker_serial) if words.content >= _FEWEST else (place,)
        groups.setdefault(key, []).append(place)
    return list(groups.values())
