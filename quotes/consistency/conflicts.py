"""Findings of one utterance: its words given to two speakers, worded in two ways, or dated to two days.

Severities:

=================  ========================================  ==========================================  ==============
finding            high                                      medium                                      low
=================  ========================================  ==========================================  ==============
speaker_conflict   two people, both sure                     two people                                  groups
wording_conflict   a negation, a number, an opposite         a name, a modal verb                        (one story)
date_conflict      more than a month apart                   two days to a month                         one day
=================  ========================================  ==========================================  ==============

Where all readings come from reprints of one story, a finding is one step lower: an editor's change, or a slip of ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from quotes.consistency import telling
from quotes.consistency.days import GivenDay
from quotes.consistency.grouping import COMMON, Words, beside, shared_content, words_of
from quotes.consistency.parties import may_be_one_voice
from quotes.consistency.wordings import contradictions
from quotes.store.finding_records import FindingSeverity, NewFinding, NewReading
from quotes.store.parties import Party
from quotes.store.records import Statement
from quotes.wording.fragments import inside_marks, passage

# an attribution that is weaker says nothing against another
SURE_ENOUGH = 0.5
SURE = 0.8
_SHOWN = 50  # statements of a reading, at most, that a finding keeps
_VERSIONS = 5  # more wordings than these are a formula that is filled in each time ("The ferry sails at 3", "… at 4")
_COMPARED = 6  # wordings of two speakers that are compared
_Reading = TypeVar("_Reading", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SpokenUtterance:
    """An utterance as it is checked: its listed statements, their speakers, and the days that their texts give.

    ``days`` are by the id of a statement's first part.
    """

    serial: int
    id: str
    statements: tuple[Statement, ...]
    parties: Mapping[int, Party]
    days: Mapping[str, GivenDay]


def conflicts(utterance: SpokenUtterance) -> list[NewFinding]:
    """What the documents disagree about in an utterance: at most one finding of each kind."""
    if len({statement.document_serial for statement in utterance.statements}) < 2:
        return []
    if max(words_of(statement).content for statement in utterance.statements) < COMMON:
        return []
    found = (speaker_conflict(utterance), wording_conflict(utterance), date_conflict(utterance))
    return [finding for finding in found if finding is not None]


def speaker_conflict(utterance: SpokenUtterance) -> NewFinding | None:
    """The same words, given to speakers who are not one voice."""
    by_speaker: dict[int, list[Statement]] = defaultdict(list)
    for statement in _without_contradictory(utterance.statements, lambda s: s.speaker_serial if _sure(s) else None):
        if (serial := statement.speaker_serial) is not None and serial in utterance.parties:
            by_speaker[serial].append(statement)
    apart: set[int] = set()
    kinds: set[str] = set()
    speakers = sorted(serial for serial, several in by_speaker.items() if any(map(_named_outright, several)))
    for place, one in enumerate(speakers):
        for other in speakers[place + 1 :]:
            first, second = utterance.parties[one], utterance.parties[other]
            if may_be_one_voice(first, second):
                continue
            if not _share(*([s for s in by_speaker[serial] if _named_outright(s)] for serial in (one, other))):
                continue
            apart |= {one, other}
            kinds |= {first.known.type, second.known.type}
    if not apart:
        return None
    readings = {serial: by_speaker[serial] for serial in apart}
    sure = sum(max(s.confidence or 0 for s in several) >= SURE for several in readings.values()) > 1
    severity: FindingSeverity = "low" if kinds != {"person"} else "high" if sure else "medium"
    ordered = _ordered(readings)
    return NewFinding(
        "speaker_conflict",
        utterance.id,
        _one_story_lower(severity, ordered),
        telling.of_speakers([(_named(several[0]), several) for _, several in ordered]),
        tuple(
            NewReading(speaker=_id(several[0]), witnesses=_witnesses(several), quotations=_quotations(several))
            for _, several in ordered
        ),
        utterance=utterance.serial,
    )


def wording_conflict(utterance: SpokenUtterance) -> NewFinding | None:
    """One speaker's words, in wordings that contradict each other."""
    statements = _of_main_speaker(utterance.statements)
    readings, disagreements = contradictions(statements)
    if not disagreements:
        return None
    places = sorted({place for found in disagreements for place in (found.one, found.other)})
    kept = _without_contradictory(
        [statement for place in places for statement in readings[place].statements],
        {s.parts[0].id: place for place in places for s in readings[place].statements}.__getitem__,
        key=lambda statement: statement.parts[0].id,
    )
    still: dict[int, list[Statement]] = defaultdict(list)
    for place in places:
        ids = {statement.parts[0].id for statement in readings[place].statements}
        still[place].extend(statement for statement in kept if statement.parts[0].id in ids)
    left = [found for found in disagreements if still[found.one] and still[found.other]]
    if not left:
        return None
    if len({place for found in left for place in (found.one, found.other)}) > _VERSIONS:
        return None
    shown = {place: still[place] for place in {place for found in left for place in (found.one, found.other)}}
    ordered = _ordered(shown)
    severity: FindingSeverity = "high" if any(found.heavy for found in left) else "medium"
    return NewFinding(
        "wording_conflict",
        utterance.id,
        _one_story_lower(severity, ordered),
        telling.of_wordings(ordered, left, _speaker_name(statements)),
        tuple(
            NewReading(text=readings[place].words.text, witnesses=_witnesses(several), quotations=_quotations(several))
            for place, several in ordered
        ),
        utterance=utterance.serial,
    )


def date_conflict(utterance: SpokenUtterance) -> NewFinding | None:
    """One speaker's words, which the documents themselves date to different days."""
    dated: dict[date, list[Statement]] = defaultdict(list)

    def day_of(statement: Statement) -> date | None:
        given = utterance.days.get(statement.parts[0].id)
        return given.day if given else None

    for statement in _without_contradictory(_of_main_speaker(utterance.statements), day_of):
        day = day_of(statement)
        if day is not None:
            dated[day].append(statement)
    days = sorted(
        day for day in dated if any(other != day and _share(dated[day], dated[other]) for other in dated)
    )
    if len(days) < 2:
        return None
    apart = (days[-1] - days[0]).days
    severity: FindingSeverity = "low" if apart <= 1 else "medium" if apart <= 31 else "high"
    ordered = _ordered({day: dated[day] for day in days})
    return NewFinding(
        "date_conflict",
        utterance.id,
        _one_story_lower(severity, ordered),
        telling.of_days(
            [(day, utterance.days[several[0].parts[0].id].words, several) for day, several in ordered],
            _speaker_name([statement for _, several in ordered for statement in several]),
        ),
        tuple(
            NewReading(date=day, witnesses=_witnesses(several), quotations=_quotations(several))
            for day, several in ordered
        ),
        utterance=utterance.serial,
    )


# -- what they are made of ----------------------------------------------------------------------------------------


def _sure(statement: Statement) -> bool:
    speaker = statement.speaker
    return speaker is not None and speaker.type != "unnamed" and (statement.confidence or 0) >= SURE_ENOUGH


def _named_outright(statement: Statement) -> bool:
    """Whether the text names the speaker beside the words.

    A pronoun, a role, and what only ranking found are right often enough to agree with others, not to stand against
    them; and whoever has a turn in a transcript may read out what somebody else said.
    """
    rule, _, by = (statement.method or "").partition(":")
    return not rule.startswith(("ranked", "label")) and by not in ("pronoun", "role")


def _without_contradictory(
    statements: Iterable[Statement],
    reading: Callable[..., Hashable | None],
    key: Callable[[Statement], object] = lambda statement: statement,
) -> list[Statement]:
    """The statements that have a reading, without those of documents that have two."""
    by_document: dict[int, set[Hashable]] = defaultdict(set)
    read: list[tuple[Statement, Hashable]] = []
    for statement in statements:
        found = reading(key(statement))
        if found is not None:
            by_document[statement.document_serial].add(found)
            read.append((statement, found))
    return [statement for statement, _ in read if len(by_document[statement.document_serial]) == 1]


def _of_main_speaker(statements: Sequence[Statement]) -> list[Statement]:
    """The statements of the speaker with the most independent documents, and those of nobody."""
    stories: dict[int, set[int]] = defaultdict(set)
    for statement in statements:
        if statement.speaker_serial is not None:
            stories[statement.speaker_serial].add(statement.story)
    if not stories:
        return list(statements)
    main = max(stories, key=lambda serial: (len(stories[serial]), -serial))
    return [statement for statement in statements if statement.speaker_serial in {None, main}]


def _share(one: Sequence[Statement], other: Sequence[Statement]) -> bool:
    """Whether statements of two readings have enough of their words in common, in one order, and as their own."""
    first = list({words.keys: words for words in map(words_of, one)}.values())[:_COMPARED]
    second = list({words.keys: words for words in map(words_of, other)}.values())[:_COMPARED]
    return any(_shared(mine, theirs) for mine in first for theirs in second)


def _shared(one: Words, other: Words) -> bool:
    if min(one.content, other.content) < COMMON:
        return False
    if one.keys == other.keys:
        return True
    comparison = beside(one, other)
    longer = one if len(one.keys) > len(other.keys) else other
    if comparison.wording in ("altered", "none") or shared_content(comparison, longer) < COMMON:
        return False
    return not inside_marks(passage(longer.text), comparison.first, comparison.last)


def _ordered(readings: Mapping[_Reading, list[Statement]]) -> list[tuple[_Reading, list[Statement]]]:
    """The readings, that of the most independent documents first, then the earlier; their statements by day."""
    for several in readings.values():
        several.sort(key=_when)
    return sorted(readings.items(), key=lambda pair: (-_witnesses(pair[1]), _when(pair[1][0])))


def _when(statement: Statement) -> tuple[date, int]:
    return statement.published or date.max, statement.parts[0].rank


def _witnesses(statements: Iterable[Statement]) -> int:
    return len({statement.story for statement in statements})


def _quotations(statements: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(part.id for statement in statements[:_SHOWN] for part in statement.parts)


def _one_story_lower(
    severity: FindingSeverity, readings: Sequence[tuple[object, Sequence[Statement]]]
) -> FindingSeverity:
    stories = {statement.story for _, several in readings for statement in several}
    if len(stories) > 1:
        return severity
    return "medium" if severity == "high" else "low"


def _id(statement: Statement) -> str:
    assert statement.speaker is not None
    return statement.speaker.id


def _named(statement: Statement) -> str:
    return statement.speaker.name if statement.speaker else ""


def _speaker_name(statements: Sequence[Statement]) -> str | None:
    return next((statement.speaker.name for statement in statements if statement.speaker), None)
