"""Bringing utterances and findings up to date with the documents: a little at a time, and only what changed.

Each step is a transaction of its own: whoever is killed between two of them goes on where he was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from quotes.consistency.conflicts import SpokenUtterance, conflicts
from quotes.consistency.days import GivenDay, Reported, day_given
from quotes.consistency.grouping import groups_of, utterances_of, words_of
from quotes.consistency.roles import judge_roles
from quotes.consistency.version_findings import compare_versions
from quotes.store import Archive
from quotes.store.finding_records import NewFinding, Turnover
from quotes.store.records import Statement
from quotes.store.utterances import Place, UtteranceTables

_DOCUMENTS = 20  # in one transaction
_UTTERANCES = 100
_VERSIONS = 10  # documents whose versions are compared in one transaction
_OPENED = 1 << 48  # from here: utterances that are not in the tables yet, by their order

# called with the documents grouped, and the utterances and documents looked at, so far
Watch = Callable[["CatchUp"], None]


@dataclass(slots=True)
class CatchUp:
    """What catching up did: documents grouped, utterances looked at, findings opened and gone, and documents with
    several versions that were compared.

    ``turnover``: of findings; where it is another's, too, ``opened`` and ``closed`` are what came of both.
    """

    documents: int = 0
    utterances: int = 0
    versions: int = 0
    turnover: Turnover = field(default_factory=Turnover)

    @property
    def opened(self) -> int:
        """The findings that are newly open."""
        return len(self.turnover.opened)

    @property
    def closed(self) -> int:
        """The open findings that are gone."""
        return len(self.turnover.closed)


def catch_up(archive: Archive, *, watch: Watch | None = None, turnover: Turnover | None = None) -> CatchUp:
    """Group the documents that are not grouped yet, then look again at all that changed since it was looked at.

    That is: utterances with another statement, speaker or day, documents that give people other offices, and documents
    that have another version. Findings are opened, brought up to date, and gone where the documents no longer disagree.
    ``turnover`` is that of a run which catches up several times: only what came of it in all is told.
    """
    return _all_of((_group, _check, _judge, _compare), archive, watch, turnover)


def look_again(archive: Archive) -> CatchUp:
    """The part of :func:`catch_up` that follows a person's decision: documents that are not grouped yet stay so."""
    return _all_of((_check, _judge, _compare), archive, None, None)


def _all_of(
    steps: Sequence[Callable[[Archive, CatchUp], bool]],
    archive: Archive,
    watch: Watch | None,
    turnover: Turnover | None,
) -> CatchUp:
    done = CatchUp() if turnover is None else CatchUp(turnover=turnover)
    for step in steps:
        while step(archive, done):
            if watch:
                watch(done)
    return done


# -- grouping -----------------------------------------------------------------------------------------------------


def _group(archive: Archive, done: CatchUp) -> bool:
    """Group some documents; whether there were any."""
    with archive.looking() as tables:
        documents = tables.ungrouped(limit=_DOCUMENTS)
        if not documents:
            return False
        _give_utterances(tables, list(tables.statements_of(documents).values()))
        tables.grouped(documents)
    done.documents += len(documents)
    return True


def _give_utterances(tables: UtteranceTables, documents: Sequence[Sequence[Statement]]) -> None:
    """Give the new statements of some documents their utterances, one document after the other.

    Asked is for all at once; what a document opens is there for the next one.
    """
    groups: list[list[Statement]] = []
    for statements in documents:
        new = [statement for statement in statements if statement.utterance is None]
        groups += [[new[place] for place in group] for group in groups_of(new)]
    near = tables.sharing([(words.text, words.keys) for words in (words_of(group[0]) for group in groups)])
    given: dict[int, int] = {}
    alone: list[str] = []
    one: list[tuple[int, int]] = []
    for group, candidates in zip(groups, near, strict=True):
        utterances = utterances_of(group[0], candidates, given)
        if not utterances:
            utterances = [_OPENED + len(alone)]
            alone.append(group[0].parts[0].id)
        given.update((part.rank, utterances[0]) for statement in group for part in statement.parts)
        one += [(utterances[0], other) for other in utterances[1:]]
    opened, fresh = tables.open_utterances(alone)
    shared = Counter(given[group[0].parts[0].rank] for group in groups)

    def stored(utterance: int) -> int:
        return opened[utterance - _OPENED] if utterance >= _OPENED else utterance

    tables.join({rank: stored(at) for rank, at in given.items()})
    # with the statements of one document there is nothing to compare
    single = {serial for at, serial in enumerate(opened) if shared[_OPENED + at] == 1}
    tables.checked(single.intersection(fresh))
    tables.unite(_parts([(stored(first), stored(other)) for first, other in one]))


def _parts(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Of utterances that are one, pair by pair: which earliest one each of the others is part of."""
    whole: dict[int, int] = {}

    def root(utterance: int) -> int:
        while utterance in whole:
            utterance = whole[utterance]
        return utterance

    for pair in pairs:
        earlier, later = sorted(map(root, pair))
        if earlier != later:
            whole[later] = earlier
    return {utterance: root(utterance) for utterance in whole}


# -- conflicts ----------------------------------------------------------------------------------------------------


def _check(archive: Archive, done: CatchUp) -> bool:
    """Look again at some utterances; whether there were any."""
    with archive.looking() as tables:
        utterances = tables.unchecked(limit=_UTTERANCES)
        if not utterances:
            return False
        said = tables.said(utterances)
        several = {
            serial: statements
            for serial, statements in said.items()
            if len({statement.document_serial for statement in statements}) > 1
        }
        days = _days(tables, [statement for statements in several.values() for statement in statements])
        speakers = {
            statement.speaker_serial
            for statements in several.values()
            for statement in statements
            if statement.speaker_serial is not None
        }
        parties = tables.parties(speakers)
        found: list[NewFinding] = []
        for serial, statements in several.items():
            found += conflicts(SpokenUtterance(serial, utterances[serial], tuple(statements), parties, days))
        tables.store_findings(list(utterances.values()), found, done.turnover)
        tables.checked(utterances)
    done.utterances += len(utterances)
    return True


def _days(tables: UtteranceTables, statements: Sequence[Statement]) -> dict[str, GivenDay]:
    """The days that the texts give to statements, by the id of the first part; two of one statement are none."""
    places = tables.places(statements)
    found: dict[str, GivenDay] = {}
    for statement in statements:
        given: dict[date, GivenDay] = {}
        for part in statement.parts:
            place = places.get(part.id)
            if place is not None and (told := _day(place, statement)) is not None:
                given.setdefault(told.day, told)
        if len(given) == 1:
            found[statement.parts[0].id] = next(iter(given.values()))
    return found


def _day(place: Place, statement: Statement) -> GivenDay | None:
    speaker = statement.speaker
    return day_given(
        place.text,
        [Reported(place.start, place.end, place.cue, place.mention)],
        statement.published,
        speaker=speaker.name if speaker and speaker.type == "person" else None,
    )


# -- roles --------------------------------------------------------------------------------------------------------


def _judge(archive: Archive, done: CatchUp) -> bool:
    """Hold the offices that some documents give to people against the register; whether there were any."""
    with archive.looking() as tables:
        documents = tables.offices.unjudged(limit=_DOCUMENTS)
        if not documents:
            return False
        about, found = judge_roles(tables.offices, documents)
        tables.store_findings(about, found, done.turnover)
    return True


# -- versions -----------------------------------------------------------------------------------------------------


def _compare(archive: Archive, done: CatchUp) -> bool:
    """Compare the versions of some documents; whether there were any."""
    with archive.looking() as tables:
        documents = tables.versions.uncompared(limit=_VERSIONS)
        if not documents:
            return False
        about, found = compare_versions(tables.versions, documents)
        tables.store_findings(about, found, done.turnover)
        tables.versions.compared(documents)
    done.versions += len(documents)
    return True
