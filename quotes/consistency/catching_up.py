"""Bringing utterances and findings up to date with the documents: a little at a time, and only what changed.

Each step is a transaction of its own: whoever is killed between two of them goes on where he was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from quotes.consistency.conflicts import SpokenUtterance, conflicts
from quotes.consistency.days import GivenDay, Reported, day_given
from quotes.consistency.grouping import groups_of, utterance_of, words_of
from quotes.consistency.roles import judge_roles
from quotes.store import Archive
from quotes.store.finding_records import NewFinding
from quotes.store.records import Statement
from quotes.store.utterances import Place, UtteranceTables

_DOCUMENTS = 20  # in one transaction
_UTTERANCES = 100

# called with the documents grouped, and the utterances and documents looked at, so far
Watch = Callable[["CatchUp"], None]


@dataclass(slots=True)
class CatchUp:
    """What catching up did: documents grouped, utterances looked at, findings opened and gone."""

    documents: int = 0
    utterances: int = 0
    opened: int = 0
    closed: int = 0


def catch_up(archive: Archive, *, watch: Watch | None = None) -> CatchUp:
    """Group the documents that are not grouped yet, then look again at all that changed since it was looked at.

    That is: utterances with another statement, speaker or day, and documents that give people other offices. Findings
    are opened, brought up to date, and gone where the documents no longer disagree.
    """
    done = CatchUp()
    for step in (_group, _check, _judge):
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
        statements = tables.statements_of(documents)
        for document in documents:
            new = [statement for statement in statements[document] if statement.utterance is None]
            if new:
                _give_utterances(tables, new)
        tables.grouped(documents)
    done.documents += len(documents)
    return True


def _give_utterances(tables: UtteranceTables, new: Sequence[Statement]) -> None:
    """Give the statements of one document their utterances."""
    groups = groups_of(new)
    fullest = [new[group[0]] for group in groups]
    near = tables.sharing([words_of(statement).keys for statement in fullest])
    joined = [utterance_of(statement, candidates) for statement, candidates in zip(fullest, near, strict=True)]
    alone = [statement.parts[0].id for statement, utterance in zip(fullest, joined, strict=True) if utterance is None]
    opened, fresh = tables.open_utterances(alone)
    next_opened = iter(opened)
    members: dict[int, int] = {}
    for group, utterance in zip(groups, joined, strict=True):
        serial = next(next_opened) if utterance is None else utterance
        members.update((part.rank, serial) for place in group for part in new[place].parts)
    tables.join(members)
    tables.checked(fresh)  # with the statements of one document there is nothing to compare


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
        opened, closed = tables.store_findings(list(utterances.values()), found)
        tables.checked(utterances)
    done.utterances += len(utterances)
    done.opened += opened
    done.closed += closed
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
        documents = tables.roles.unjudged(limit=_DOCUMENTS)
        if not documents:
            return False
        about, found = judge_roles(tables.roles, documents)
        opened, closed = tables.store_findings(about, found)
    done.opened += opened
    done.closed += closed
    return True
