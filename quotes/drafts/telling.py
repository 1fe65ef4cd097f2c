"""A verification in plain words, for the terminal, the report and the pages alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from quotes.drafts.checking import Outcome
from quotes.matching.records import Coverage, Verification
from quotes.wording.comparing import Segment

OUTCOME_NAMES: dict[Outcome, str] = {
    "misattributed": "said by somebody else",
    "altered": "altered",
    "disputed": "disputed",
    "not_found": "not on record",
    "too_short": "too short to say",
    "confirmed": "confirmed",
}

_HOW = {
    "verbatim": "word for word",
    "typographic": "in the same words (typography and case aside)",
    "partial": "as part of a longer statement",
    "elided": "but for what is marked as cut or put between brackets",
    "altered": "in somewhat other words",
    "none": "not at all",
}
# what the sentence says by itself
_TOLD = ("speakers_disagree", "speaker_unstated", "too_few_words")
_WARNINGS = {
    "cut_drops_negation": "what is left out has a negation",
    "cut_drops_modal": "what is left out has a “may”, “must” or the like",
    "cut_drops_condition": "what is left out has a condition",
    "cut_drops_contrast": "what is left out has a “but” or the like",
    "cut_drops_limit": "what is left out has an “only”, a “probably” or the like",
    "cut_too_long": "the parts stand far apart on record",
    "order_changed": "the parts stand in another order on record",
    "bracket_changes_meaning": "the words between brackets say something else than the record",
    "negation_changed": "a negation differs",
    "number_changed": "a number differs",
    "name_changed": "a name differs",
    "modal_changed": "a “may”, “must”, “will” or the like differs",
    "condition_changed": "a condition differs",
    "polarity_changed": "a word says the opposite, or how much differs",
    "joined_from_several": "the parts are on record, but in different statements",
    "speakers_disagree": "the documents disagree who said it",
    "speaker_unstated": "no document says who said it",
    "too_few_words": "so few words are nobody’s own",
}
NAMED = 3


def sentence(verification: Verification) -> str:
    """What was found: ``On record, word for word, but said by Antony Blinken, not by Liz Truss.``"""
    claimed = verification.claim.speaker
    named = _names(verification)
    counted = _names(verification, with_numbers=True)
    how = _HOW[verification.wording]
    match verification.verdict:
        case "not_found":
            return _not_found(verification, named)
        case "altered":
            told = _altered(verification)
            others = bool(claimed and named) and verification.speaker == "other"
            return f"{told} The words on record are {named}’s, not {claimed}’s." if others else told
        case "misattributed":
            return f"On record, {how}, but said by {named or 'somebody else'}, not by {claimed}."
        case "disputed":
            return f"On record, {how}, but the documents disagree who said it: {counted}."
    if verification.speaker == "disputed":
        return f"On record, {how}; the documents disagree who said it: {counted}."
    if not named:
        return f"On record, {how}; no document says who said it."
    return f"On record, {how}, said by {named}."


def outcome_sentence(outcome: Outcome, verification: Verification) -> str:
    """The same of a draft's quotation, which may be too short to say anything of."""
    if outcome == "too_short":
        return "One or two words are too few to say anything of."
    return sentence(verification)


def warning(name: str) -> str:
    """A warning of the contract in words; one that is not known as it stands."""
    return _WARNINGS.get(name, name.replace("_", " "))


def warnings(verification: Verification) -> list[str]:
    """The warnings in words that the sentence does not have."""
    if verification.verdict == "altered":
        return []
    return [warning(name) for name in dict.fromkeys(verification.warnings) if name not in _TOLD]


def witnesses(verification: Verification) -> str:
    """``2 independent documents (3 with reprints); 6 others in other words``; nothing where nothing was found."""
    if not verification.witnesses:
        return ""
    told = f"{counted(verification.witnesses, 'independent document')}"
    if verification.documents > verification.witnesses:
        told += f" ({verification.documents} with reprints)"
    if verification.otherwise:
        told += f"; {verification.otherwise:,} other{'s' if verification.otherwise > 1 else ''} in other words"
    return told


def searched(coverage: Coverage) -> str:
    """``Searched: 51 documents with 354 quotations, published from 2022-02-17 to 2024-12-05.``"""
    told = f"Searched: {counted(coverage.documents, 'document')} with {counted(coverage.quotations, 'quotation')}"
    return f"{told}{_period(coverage.from_, coverage.to)}."


def plain_differences(segments: Iterable[Segment]) -> str:
    """A claim with its differences in place, for where there are no colours.

    ``[-claimed-]{+on record+}``; ``{=on record=}`` follows a marked cut or a bracket.
    """
    parts = []
    for segment in segments:
        if segment.kind == "same":
            parts.append(segment.claimed)
        elif segment.kind in ("ellipsis", "bracket"):
            parts.append(segment.claimed + (f"{{={segment.recorded}=}}" if segment.recorded else ""))
        else:
            claimed = f"[-{segment.claimed}-]" if segment.claimed else ""
            parts.append(claimed + (f"{{+{segment.recorded}+}}" if segment.recorded else ""))
    return " ".join(" ".join(parts).split())


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 document``, ``2,000 documents``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def counts_line(counts: Mapping[Outcome, int]) -> str:
    """``1 said by somebody else, 2 altered, 5 confirmed``: the outcomes that any quotation has."""
    return ", ".join(f"{number:,} {OUTCOME_NAMES[outcome]}" for outcome, number in counts.items() if number)


def _not_found(verification: Verification, named: str) -> str:
    claimed = verification.claim.speaker
    if "speaker_unstated" in verification.warnings:
        return f"On record, but no document says who said it: it cannot be confirmed as {claimed}’s."
    if "too_few_words" in verification.warnings:
        others = named or "somebody else"
        return f"So few words are nobody’s own: they are on record, said by {others}, not by {claimed}."
    return "Nothing close to these words is on record; that does not make them false."


def _altered(verification: Verification) -> str:
    changes = "; ".join(warning(name) for name in dict.fromkeys(verification.warnings))
    if verification.wording in ("altered", "none"):
        if not changes and verification.matches:
            differences = {segment.about for segment in verification.matches[0].differences}
            if differences <= {"spelling", "contraction", "number"}:
                return "On record, but words are spelt or contracted otherwise."
        return f"On record in other words only: {changes or 'words differ without a mark'}."
    return f"The words are on record, but not with what they mean here: {changes}."


def _names(verification: Verification, *, with_numbers: bool = False) -> str:
    names: dict[str, int] = {}
    for reading in verification.readings:
        if reading.speaker:
            names[reading.speaker.name] = names.get(reading.speaker.name, 0) + reading.witnesses
    told = [f"{name} ({number})" if with_numbers else name for name, number in names.items()]
    if len(told) > NAMED:
        told = [*told[:NAMED], f"{len(told) - NAMED} more"]
    return _listed(told)


def _listed(parts: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1] if parts else "") if part)


def _period(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return f", published on {first}" if first == last else f", published from {first} to {last}"
