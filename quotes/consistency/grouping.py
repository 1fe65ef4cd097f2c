"""Which utterance a statement belongs to: that of the statement which has its words, or one of its own.

- The same words, in whole or in part, with or without marked cuts, are one utterance whoever is said to have spoken
  them, if at least :data:`COMMON` content words are shared; fewer are a phrase that many use, and join only where the
  whole is equal and so is the speaker.
- Other words are one utterance only of one speaker (or of nobody that is named): close ones where the documents are of
  the same days, all but equal ones otherwise, since a speech is held more than once. Long ones that are all but equal
  are one utterance whoever spoke: a wrong name must not part a wrong word from the right one.

A document joins what is there. One that links two utterances makes them one: only what these two have is touched.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotes.store.records import Statement
from quotes.wording.comparing import Comparison, compare
from quotes.wording.folding import bare
from quotes.wording.units import content_words, keys

# content words that make a phrase somebody's own
COMMON = 5
_FEWEST = 3  # content words of an equal text by the same speaker
_NEAR_DAYS = 14
# scores of Comparison from which an altered wording is the same utterance
_CLOSE = 0.57
_ALMOST_EQUAL = 0.81
_UNMISTAKABLE = 8  # content words of an all but equal wording that nobody else says by chance
_ROUGH_WORD = re.compile(r"\w+")
_WORDS_FAR = 8  # of an altered wording in documents that are farther apart
# statements whose words are kept: a run meets some again and again, and all of an archive must not stay in memory
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Words:
    """A statement as it is compared."""

    text: str
    keys: tuple[str, ...]
    content: int


def words_of(statement: Statement) -> Words:
    """A statement's words, its parts joined, without their marks."""
    return _words(tuple(part.text for part in statement.parts))


@lru_cache(maxsize=_KEPT)
def _words(parts: tuple[str, ...]) -> Words:
    text = " ".join(map(bare, parts))
    found = keys(text)
    return Words(text, tuple(found), content_words(found))


def beside(one: Words, other: Words) -> Comparison:
    """The shorter of two wordings compared with the longer."""
    shorter, longer = (one, other) if len(one.keys) <= len(other.keys) else (other, one)
    return _compared(shorter.text, longer.text)


@lru_cache(maxsize=_KEPT)
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
    almost = comparison.score >= _ALMOST_EQUAL
    if not same_speaker and None not in (new.speaker_serial, other.speaker_serial):
        own = almost and min(one.content, two.content) >= _UNMISTAKABLE
        return comparison.score - 0.01 if own else 0.0
    if _near(new, other):
        return comparison.score if comparison.score >= _CLOSE else 0.0
    return comparison.score if almost and len(shorter.keys) >= _WORDS_FAR else 0.0


def may_be_one(one: Statement, other: Statement) -> bool:
    """Whether comparing two statements is worth it: the longer has, roughly, nearly half of the shorter's words."""
    mine, theirs = (_roughly(tuple(part.text for part in statement.parts)) for statement in (one, other))
    return len(mine & theirs) >= 0.4 * min(len(mine), len(theirs))


@lru_cache(maxsize=_KEPT)
def _roughly(parts: tuple[str, ...]) -> frozenset[str]:
    """The words of a statement at a tenth of the cost of :func:`words_of`, and not as well told apart."""
    return frozenset(sys.intern(word) for part in parts for word in _ROUGH_WORD.findall(part.lower()))


def _near(one: Statement, other: Statement) -> bool:
    """Whether two documents are of the same days; an undated one may be of any."""
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= _NEAR_DAYS


def utterances_of(new: Statement, candidates: Iterable[Statement], given: Mapping[int, int]) -> list[int]:
    """The utterances that the statement belongs to, that of the surest candidate first (of two the earlier one).

    More than one where it tells that they are one: an altered wording came before the report that links it to the
    others. Those must have words in common themselves: that a long report has both sentences of a speech does not make
    these one. ``given`` are the utterances that quotations (ranks) have got meanwhile. The surest that an utterance has
    is sought only until its words are equal.
    """
    best: dict[int, tuple[float, Statement]] = {}
    looked_at: set[tuple[int, tuple[str, ...], int | None]] = set()
    near = [other for other in candidates if may_be_one(new, other)]
    for other in sorted(near, key=lambda other: words_of(other).keys != words_of(new).keys):
        utterance = given.get(other.parts[0].rank, other.utterance)
        if utterance is None or (utterance in best and best[utterance][0] >= 1.0):
            continue
        kind = (utterance, words_of(other).keys, other.speaker_serial)
        if kind in looked_at:
            continue
        looked_at.add(kind)
        score = likeness_of(new, other)
        if score and (utterance not in best or score > best[utterance][0]):
            best[utterance] = score, other
    ordered = sorted(best, key=lambda utterance: (-best[utterance][0], utterance))
    if not ordered:
        return []
    surest = words_of(best[ordered[0]][1])
    return [
        ordered[0],
        *(u for u in ordered[1:] if beside(surest, words_of(best[u][1])).wording != "none"),
    ]


def groups_of(statements: Sequence[Statement]) -> list[list[int]]:
    """Statements of one document that are equal, as places in the sequence: each group is one utterance."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, statement in enumerate(statements):
        words = words_of(statement)
        key: tuple[object, ...] = (words.keys,)
        if words.content < COMMON:
            named = words.content >= _FEWEST and statement.speaker_serial is not None
            key = (words.keys, statement.speaker_serial) if named else (place,)
        groups.setdefault(key, []).append(place)
    return list(groups.values())
