"""What a difference between two wordings is about, and how much it matters.

Major: a negation, a number, a name, a modal verb or a hedge, or the polarity of a word changes. Minor: everything else:
another spelling, a contraction, a number in words, another word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from quotes.wording.fragments import SENTENCE, Passage
from quotes.wording.numbers import is_number
from quotes.wording.vocabulary import (
    CONDITIONS,
    CONTRASTS,
    DENYING,
    DOUBTING,
    FEW,
    FUNCTION_WORDS,
    FUTURES,
    HEDGES,
    IRREGULAR_FORMS,
    LIMITS,
    MODALS,
    NEGATING_PREFIXES,
    NEGATIONS,
    NOBODY,
    OPPOSITES,
    PASSING_ON,
    POINTING,
    QUANTIFIERS,
    STANDING_IN,
)

DifferenceKind = Literal["substituted", "inserted", "omitted", "ellipsis", "bracket"]
Severity = Literal["minor", "major"]
_WARNINGS = {
    "negation": "negation_changed",
    "number": "number_changed",
    "name": "name_changed",
    "modal": "modal_changed",
    "hedge": "modal_changed",
    "polarity": "polarity_changed",
    "condition": "condition_changed",
    "quantity": "polarity_changed",
}
_AUXILIARIES = frozenset(
    """
    am is are was were be been being have has had do does did will would shall should can could may might must ought
    """.split()
)
# what may stand between a modal verb and the word that it governs
_BETWEEN = frozenset("be been have has also still only ever never not soon just now yet".split())


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the claim beside what is recorded in its place, as both are written.

    ``claimed`` is empty for an omission, ``recorded`` for an insertion. ``about`` says what changes.
    """

    kind: Literal["same"] | DifferenceKind
    claimed: str
    recorded: str
    severity: Severity | None = None
    about: str | None = None


def warning_of(segment: Segment) -> str | None:
    """The warning that a difference without a mark gives rise to."""
    if segment.severity != "major" or segment.kind in ("ellipsis", "bracket") or segment.about is None:
        return None
    return _WARNINGS.get(segment.about)


def difference(claim: Passage, record: Passage, c0: int, c1: int, r0: int, r1: int) -> Segment:
    """The difference between units of the claim and of the record, of which at least one side has some."""
    kind: DifferenceKind = "substituted" if c0 < c1 and r0 < r1 else "inserted" if c0 < c1 else "omitted"
    about, severity = _about(claim, record, c0, c1, r0, r1)
    return Segment(kind, claim.written(c0, c1), record.written(r0, r1), severity, about)


def _about(claim: Passage, record: Passage, c0: int, c1: int, r0: int, r1: int) -> tuple[str, Severity]:
    claimed, recorded = claim.keys[c0:c1], record.keys[r0:r1]
    if "".join(claimed) == "".join(recorded):
        return "spelling", "minor"
    if {tuple(claimed), tuple(recorded)} == NOBODY:
        return "word", "minor"
    only_claimed = [key for key in claimed if key not in recorded]
    only_recorded = [key for key in recorded if key not in claimed]
    changed = [*only_claimed, *only_recorded]
    if any(key in NEGATIONS for key in changed):
        return "negation", "major"
    if any(map(is_number, changed)):
        return "number", "major"
    if any(key in MODALS or key in FUTURES for key in changed):
        return "modal", "major"
    if any(key in ("if", "unless") for key in changed):
        return "condition", "major"
    if any(key in HEDGES for key in changed):
        return "hedge", "major"
    if _opposite(only_claimed, only_recorded):
        return "polarity", "major"
    if _misspelt(claimed, recorded):
        return "spelling", "minor"
    if _has_name(claim, c0, c1, only_claimed) or _has_name(record, r0, r1, only_recorded):
        return "name", "major"
    if any(key in QUANTIFIERS for key in changed):
        return "quantity", "major"
    return "word", "minor"


def _opposite(claimed: Sequence[str], recorded: Sequence[str]) -> bool:
    for one in claimed:
        for other in recorded:
            if frozenset((one, other)) in OPPOSITES:
                return True
            longer, shorter = (one, other) if len(one) > len(other) else (other, one)
            if len(shorter) > 3 and any(longer == prefix + shorter for prefix in NEGATING_PREFIXES):
                return True
    return False


def _misspelt(claimed: Sequence[str], recorded: Sequence[str]) -> bool:
    """One letter apart in a long word: a slip, or another transliteration ("Zelensky", "Zelenski")."""
    return (
        len(claimed) == len(recorded) == 1
        and min(len(claimed[0]), len(recorded[0])) >= 6
        and claimed[0][0] == recorded[0][0]
        and Levenshtein.distance(claimed[0], recorded[0]) == 1
        and claimed[0].rstrip("s") != recorded[0].rstrip("s")
    )


def _has_name(text: Passage, first: int, last: int, keys: Sequence[str]) -> bool:
    """Whether one of the units is written as a name: a capital that no sentence's beginning explains."""
    return any(
        text.units[place].key in keys
        and text.units[place].text[:1].isupper()
        and text.breaks[place] != SENTENCE
        and text.units[place].key not in FUNCTION_WORDS
        for place in range(first, last)
    )


def bracket_changes_meaning(claim: Passage, record: Passage, c0: int, c1: int, r0: int, r1: int) -> bool:
    """Whether words between brackets do not only explain what they stand for.

    They take away or add a negation or a modal verb, turn a word round, or put another number, name or thing in its
    place.
    """
    claimed, recorded = set(claim.keys[c0:c1]), set(record.keys[r0:r1])
    if (claimed ^ recorded) & (NEGATIONS | MODALS):
        return True
    if _opposite(sorted(claimed - recorded), sorted(recorded - claimed)):
        return True
    numbers = {key for key in claimed if is_number(key)}, {key for key in recorded if is_number(key)}
    if numbers[1] and numbers[0] != numbers[1] and numbers[0]:
        return True
    claim_names = _has_name(claim, c0, c1, sorted(claimed))
    if _has_name(record, r0, r1, sorted(recorded)):
        return claim_names and not claimed & recorded
    return not claim_names and _another_thing(claim.keys[c0:c1], record.keys[r0:r1])


def _another_thing(claimed: Sequence[str], recorded: Sequence[str]) -> bool:
    """Whether a bracket exchanges words that mean something by themselves: "[demolish]" for "rebuild".

    Not where it puts another form of a word, or calls what the record points at by another noun: "[the boat]" for "the
    ferry" (but "[the southern bridge]" for "the northern bridge" exchanges one of its words). Nor where it says whom a
    pronoun means; "[near]" for "within" does not.
    """
    ours = [key for key in claimed if key not in FUNCTION_WORDS]
    theirs = [key for key in recorded if key not in FUNCTION_WORDS]
    new = [key for key in ours if not any(_one_word(key, other) for other in theirs)]
    gone = [key for key in theirs if not any(_one_word(key, other) for other in ours)]
    if new and recorded and not theirs:
        return not STANDING_IN.intersection(recorded) and not set(recorded) <= set(claimed)
    if not new or not gone:
        return False
    return len(gone) < len(theirs) or recorded[0] not in POINTING


def _one_word(one: str, other: str) -> bool:
    """Whether two keys are forms of one word, as far as their beginnings say: "decide", "deciding"; "take", "took"."""
    if one == other or frozenset((one, other)) in IRREGULAR_FORMS:
        return True
    shorter = min(one, other, key=len)
    length = max(len(shorter) - 1, 3)
    return len(shorter) >= 3 and one[:length] == other[:length]


def dropped_by_cut(record: Passage, r0: int, r1: int) -> list[str]:
    """Warnings of a marked cut: what the words left out would have changed."""
    keys = record.keys[r0:r1]
    warnings = []
    if any(key in NEGATIONS for key in keys):
        warnings.append("cut_drops_negation")
    if any(key in MODALS or key in FUTURES for key in keys):
        warnings.append("cut_drops_modal")
    if any(key in CONDITIONS for key in keys):
        warnings.append("cut_drops_condition")
    if any(key in CONTRASTS for key in keys):
        warnings.append("cut_drops_contrast")
    if _limits_what_is_kept(record, r0, r1):
        warnings.append("cut_drops_limit")
    return warnings


def _limits_what_is_kept(record: Passage, r0: int, r1: int) -> bool:
    """Whether the last word of a cut is "only", "probably" or the like, said of the word that follows."""
    if not r0 < r1 < len(record.keys) or record.breaks[r1]:
        return False
    return record.keys[r1 - 1] in LIMITS or record.keys[r1 - 1] in HEDGES


def dropped_at_edges(record: Passage, first: int, last: int) -> list[str]:
    """Warnings of a quotation that begins or ends inside a recorded sentence, right after or before what governs it."""
    warnings = [*_left_edge(record, first), *_right_edge(record, last)]
    return list(dict.fromkeys(warnings))


def _left_edge(record: Passage, first: int) -> list[str]:
    if first == 0 or record.breaks[first] == SENTENCE:
        return []
    keys, breaks = record.keys, record.breaks
    warnings = []
    before = keys[first - 1]
    if before in CONDITIONS:
        warnings.append("cut_drops_condition")
    if before in CONTRASTS and breaks[first - 1] != SENTENCE:
        warnings.append("cut_drops_contrast")
    if breaks[first]:
        # a comma before it: a condition may stand there, what is negated there is not this
        start = first - 1
        while start > 0 and breaks[start] != SENTENCE:
            start -= 1
        if keys[start] in ("if", "unless") and breaks[first] and start < first:
            warnings.append("cut_drops_condition")
        return warnings
    if _denied(keys, first):
        warnings.append("cut_drops_negation")
    governing = True
    for place in range(first - 1, max(-1, first - 6), -1):
        key = keys[place]
        if key in NEGATIONS:
            warnings.append("cut_drops_negation")
            break
        if governing and (key in MODALS or key in FUTURES):
            warnings.append("cut_drops_modal")
        governing = governing and (key in _BETWEEN or key.endswith("ly"))
        passing = key in FUNCTION_WORDS or key in PASSING_ON or key.endswith("ly")
        if not passing or breaks[place]:
            break
    return warnings


def _denied(keys: Sequence[str], first: int) -> bool:
    """Whether the words before a place deny what follows: "few", "it is a lie that", "I doubt"; not "no doubt that"."""
    before = keys[first - 1]
    if before in FEW:
        return first < 2 or keys[first - 2] not in POINTING | {"a"}
    place = first - 2 if before == "that" else first - 1
    if place < 0 or keys[place] not in (DENYING if before == "that" else DOUBTING):
        return False
    return not NEGATIONS.intersection(keys[max(place - 4, 0) : place])


def _right_edge(record: Passage, last: int) -> list[str]:
    if last >= len(record.keys) or record.breaks[last] == SENTENCE:
        return []
    after = record.keys[last]
    warnings = []
    if after in CONDITIONS:
        warnings.append("cut_drops_condition")
    if after in CONTRASTS:
        warnings.append("cut_drops_contrast")
    if after in NEGATIONS and not record.breaks[last] and last and record.keys[last - 1] in _AUXILIARIES:
        warnings.append("cut_drops_negation")
    return warnings
