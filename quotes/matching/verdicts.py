"""From comparisons to a verdict: what is on record, in whose name, and by how many independent documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.matching.claimed import Whose
from quotes.matching.records import SpeakerReading, SpeakerVerdict, VerdictName
from quotes.store.records import SpeakerReference, Statement
from quotes.wording.comparing import Comparison, Wording, compare
from quotes.wording.units import content_words, keys

_RANKS: dict[Wording, int] = {"verbatim": 0, "typographic": 1, "partial": 2, "elided": 3, "altered": 4, "none": 5}
# fewer words than this are nobody's: that another person has said them, too, does not make a claim wrong
_OWN_WORDS = 4
# the same few words in two people's mouths are two statements: fewer content words, fewer words
_COMMON = 5
_LONG = 8
# a shorter claim, of nobody or of somebody else, is an altered wording of a statement only where it shares so many
# content words with it, or is about all of it: "I've never heard it" is not "I've never heard a minister say that"
_LONG_ENOUGH = 6
_TELLING = 3
_NEARLY_ALL = 0.7
_NEAR_ALL = 0.65
# an altered wording that is on record as another's must be this near to be meant
_NEAR_OTHERS = 0.75


@dataclass(frozen=True, slots=True)
class Found:
    """A statement beside the claim, and whether it is the claimed speaker's (None: the claim names none)."""

    statement: Statement
    text: str
    comparison: Comparison
    whose: Whose | None
    whole: bool
    """The claim is the whole of a recorded quotation."""
    relayed: bool = False
    """The recorded speaker quotes the words from somebody else."""

    @property
    def on_record(self) -> bool:
        """The words are there, at worst with marked cuts, and mean there what they mean in the claim."""
        return self.comparison.wording not in ("altered", "none") and not self.comparison.warnings

    @property
    def order(self) -> tuple[int, int, int, float]:
        """The best first: on record, by the claimed speaker, nearest in wording."""
        whose = {"same": 0, None: 0, "unstated": 1, "other": 2}[self.whose]
        return (not self.on_record, whose, _RANKS[self.comparison.wording], -self.comparison.score)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with its parts; ``counted`` are the statements that it rests on."""

    verdict: VerdictName
    wording: Wording
    speaker: SpeakerVerdict
    warnings: tuple[str, ...]
    counted: tuple[Found, ...]


def judge(found: Sequence[Found], claimed: str) -> Judgement:
    """The verdict on a claim, from all statements that are near it, in :attr:`Found.order`."""
    recorded = [one for one in found if one.on_record]
    if recorded:
        return _on_record(recorded, keys(claimed))
    near = [one for one in found if _meant(one, claimed)]
    if not near:
        return Judgement("not_found", "none", "unstated", (), ())
    best = near[0]
    counted = tuple(one for one in near if one.comparison.score >= best.comparison.score - 0.1)
    wording = best.comparison.wording
    return Judgement("altered", wording, _speaker(counted), best.comparison.warnings, counted)


def _meant(one: Found, claimed: str) -> bool:
    """Whether an altered wording is so near that the claim must mean this statement, and not say something like it."""
    if one.whose == "other" and one.comparison.score < _NEAR_OTHERS:
        return False
    if one.comparison.wording != "altered" or {*one.comparison.warnings} & {"order_changed", "cut_too_long"}:
        return True  # the claim's words are all there
    if one.whose == "same":
        return True
    recorded = set(keys(one.text))
    shared = content_words([key for key in keys(claimed) if key in recorded])
    if len(keys(claimed)) >= _LONG_ENOUGH:
        return shared > 1 or one.comparison.score >= _NEAR_ALL
    compared = one.comparison.last - one.comparison.first
    return shared >= _TELLING or compared >= _NEARLY_ALL * _shortest_compared(one)


def _shortest_compared(one: Found) -> int:
    """Words of the shortest part of the statement among those that the claim was compared with."""
    start, lengths = 0, []
    for part in one.statement.parts:
        length = len(keys(part.text))
        if start < one.comparison.last and one.comparison.first < start + length:
            lengths.append(length)
        start += length
    return min(lengths, default=start)


def _on_record(recorded: Sequence[Found], words: Sequence[str]) -> Judgement:
    best = min(recorded, key=lambda one: (_RANKS[one.comparison.wording], one.order))
    wording = best.comparison.wording
    if recorded[0].whose is None:
        return Judgement("confirmed", wording, _speaker(recorded), (), tuple(recorded))
    same = [one for one in recorded if one.whose == "same"]
    others = [one for one in recorded if one.whose == "other"]
    if others and all(one.relayed for one in same):
        same = []  # whom he quotes is on record, too
    if same and content_words(words) < _COMMON and len(words) < _LONG:
        others = [one for one in others if any(_one_statement(one, own) for own in same)]
    if same:
        wording = same[0].comparison.wording
        if others:
            return Judgement("disputed", wording, "disputed", ("speakers_disagree",), (*same, *others))
        return Judgement("confirmed", wording, "same", (), tuple(same))
    if others and (len(words) >= _OWN_WORDS or any(one.whole for one in others)):
        return Judgement("misattributed", wording, "other", (), tuple(others))
    warning = "too_few_words" if others else "speaker_unstated"
    return Judgement("not_found", wording, "other" if others else "unstated", (warning,), tuple(recorded))


def _one_statement(one: Found, other: Found) -> bool:
    """Whether two statements with the claim's few words are one, printed twice, rather than two people's own."""
    first, second = one.statement, other.statement
    if first.utterance is not None and first.utterance == second.utterance:
        return True
    if one.whole and other.whole and content_words(keys(one.text)) > 2:
        return True
    shared = compare(one.text, other.text)
    if shared.wording in ("verbatim", "typographic"):
        return content_words(keys(one.text)) > 2
    return shared.wording != "none" and content_words(keys(one.text)[shared.first : shared.last]) >= _COMMON


def _speaker(found: Sequence[Found]) -> SpeakerVerdict:
    whose = {one.whose for one in found}
    if None in whose:
        named = {one.statement.speaker_serial for one in found if one.statement.speaker}
        return "disputed" if len(named) > 1 and all(one.whole for one in found) else "unstated"
    if whose >= {"same", "other"}:
        return "disputed"
    return "same" if "same" in whose else "other" if "other" in whose else "unstated"


def readings(found: Sequence[Found]) -> tuple[SpeakerReading, ...]:
    """The speakers that documents give, the one with most witnesses first."""
    by_speaker: dict[int | None, list[Statement]] = {}
    references: dict[int | None, SpeakerReference | None] = {}
    for one in found:
        serial = one.statement.speaker_serial
        by_speaker.setdefault(serial, []).append(one.statement)
        references[serial] = one.statement.speaker
    result = [
        SpeakerReading(references[serial], witnesses(statements), len({s.document for s in statements}))
        for serial, statements in by_speaker.items()
    ]
    return tuple(sorted(result, key=lambda reading: (-reading.witnesses, reading.speaker is None)))


def witnesses(statements: Sequence[Statement]) -> int:
    """How many independent documents they stand in: reprints of one story are one."""
    return len({statement.story for statement in statements})
