"""Findings about offices: a document gives somebody one that the register knows he did not hold, or two documents of
the same weeks give one to two people.

Severity is high where the register knows who held the office instead, medium where it knows only that his own term was
another, and for an office of which it knows nothing that two people have at once; low where the one's days in the
documents end before the other's begin, which may be a handover.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from quotes.consistency import telling
from quotes.consistency.offices import Contradiction, contradiction, given_roles
from quotes.speakers.comparing import OPEN, likeness
from quotes.speakers.directory import Known
from quotes.speakers.evidence import DocumentView, countries
from quotes.speakers.register import Office
from quotes.store.finding_records import NewFinding, NewReading
from quotes.store.given_offices import GivenOffices, KeptGivenOffice, NewGivenOffice, Titled

# documents that give an office to two people within these days contradict each other
_WEEKS = timedelta(days=21)
_SHOWN = 50  # quotations of a reading


def judge_roles(tables: GivenOffices, documents: Sequence[int]) -> tuple[list[str], list[NewFinding]]:
    """Read the offices that these documents give to people, keep the doubtful ones, and look again at those offices.

    The keys of what was looked at, and what was found.
    """
    titled = tables.titled(documents)
    known = tables.load({one.speaker for one in titled})
    views: dict[int, DocumentView] = {}
    doubtful: dict[tuple[int, str], NewGivenOffice] = {}
    for one in titled:
        view = views.setdefault(one.document, DocumentView(one.text, one.published))
        for given in _doubtful(tables, one, known.get(one.speaker), view):
            doubtful.setdefault((given.appearance, given.office), given)
    offices = sorted(tables.keep(documents, list(doubtful.values())))
    found: list[NewFinding] = []
    for office in offices:
        kept = tables.of_office(office)
        found += _against_the_register(office, [given for given in kept if given.against])
        found += _two_people(office, [given for given in kept if not given.against])
    return [_about(office) for office in offices], found


def _doubtful(tables: GivenOffices, one: Titled, person: Known | None, view: DocumentView) -> Iterator[NewGivenOffice]:
    """The offices that a document gives to a person and that the register contradicts, or knows nobody in."""
    homes = countries(person) if person else frozenset()
    for given in given_roles(one.name, one.described, one.text, one.published, view=view, homes=homes):
        holders = tables.holders(given.reading, given.phrase, one.published)
        against = contradiction(
            one.name, given, person, holders, one.published, countries=view.countries, horizon=tables.horizon
        )
        office = given.office
        if against is None:
            if office is None or holders or (person is not None and person.offices):
                continue
            yield NewGivenOffice(one.document, one.appearance, office, given.phrase, one.published, None)
            continue
        if office is None and against.held is not None:
            office = f"{given.role} of {against.held.of}"
        if office is not None:
            yield NewGivenOffice(one.document, one.appearance, office, given.phrase, one.published, _as_kept(against))


def _as_kept(against: Contradiction) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if against.held is not None:
        kept["held"] = _term(against.held)
    if against.holder is not None and against.holders_term is not None:
        kept["holder"] = {"name": against.holder.name, **_term(against.holders_term)}
    return kept


def _term(office: Office) -> dict[str, Any]:
    return {
        "title": office.title or office.role,
        "from": office.from_.isoformat() if office.from_ else None,
        "to": office.to.isoformat() if office.to else None,
    }


def _about(office: str) -> str:
    return f"office:{office}"


# -- against the register -----------------------------------------------------------------------------------------


def _against_the_register(office: str, kept: Sequence[KeptGivenOffice]) -> list[NewFinding]:
    """One finding for each person who was given the office and did not hold it."""
    found = []
    by_speaker = _by_speaker(kept)
    for speaker, several in sorted(by_speaker.items()):
        against = several[0].against or {}
        facts = _facts(several[0].name, against)
        if facts:
            found.append(
                NewFinding(
                    "role_conflict",
                    _about(office),
                    "high" if "holder" in against else "medium",
                    f"{_calls(several)}, but in the register {'; '.join(facts)}.",
                    (_reading(several, several[0].phrase), *(NewReading(role=fact) for fact in facts)),
                    part=speaker,
                )
            )
    return found


def _facts(name: str, against: dict[str, Any]) -> list[str]:
    facts = []
    if held := against.get("held"):
        facts.append(f"{name} was {held['title']} {_span(held)}")
    if holder := against.get("holder"):
        facts.append(f"{holder['name']} was {holder['title']} {_span(holder)}")
    return facts


def _span(term: dict[str, Any]) -> str:
    days = [telling.day(date.fromisoformat(term[end])) if term[end] else None for end in ("from", "to")]
    if days[0] and days[1]:
        return f"from {days[0]} to {days[1]}"
    return f"from {days[0]}" if days[0] else f"until {days[1]}"


# -- two people ---------------------------------------------------------------------------------------------------


def _two_people(office: str, kept: Sequence[KeptGivenOffice]) -> list[NewFinding]:
    """One finding for each two people to whom documents of the same weeks give an office."""
    found = []
    for (one, mine), (other, theirs) in combinations(sorted(_by_speaker(kept).items()), 2):
        if likeness(mine[0].name, theirs[0].name).score >= OPEN:
            continue
        mine = [given for given in mine if any(_same_weeks(given, another) for another in theirs)]
        theirs = [given for given in theirs if any(_same_weeks(given, another) for another in mine)]
        if not mine or not theirs:
            continue
        at_once = mine[0].day <= theirs[-1].day and theirs[0].day <= mine[-1].day
        first, second = sorted((mine, theirs), key=lambda several: (-_witnesses(several), several[0].day))
        found.append(
            NewFinding(
                "role_conflict",
                _about(office),
                "medium" if at_once else "low",
                f"Two people are given one office: {_calls(first)}, {_calls(second)}.",
                tuple(_reading(several, f"{several[0].phrase}: {several[0].name}") for several in (first, second)),
                part=f"{one} {other}",
            )
        )
    return found


def _by_speaker(kept: Sequence[KeptGivenOffice]) -> dict[str, list[KeptGivenOffice]]:
    several: dict[str, list[KeptGivenOffice]] = defaultdict(list)
    for given in kept:
        several[given.speaker_id].append(given)
    return several


def _same_weeks(one: KeptGivenOffice, other: KeptGivenOffice) -> bool:
    return one.story != other.story and abs(one.day - other.day) <= _WEEKS


def _calls(several: Sequence[KeptGivenOffice]) -> str:
    """ "The Skerry Standard (4 March 2024) calls James Cleverly “Foreign Secretary”"."""
    by_source = {one.source: telling.day(one.day) for one in reversed(several)}
    told = telling.some([f"{source} ({when})" for source, when in reversed(by_source.items())])
    return f"{told} {'calls' if len(by_source) == 1 else 'call'} {several[0].name} “{several[0].phrase}”"


def _witnesses(several: Sequence[KeptGivenOffice]) -> int:
    return len({one.story for one in several})


def _reading(several: Sequence[KeptGivenOffice], role: str) -> NewReading:
    quotations = dict.fromkeys(quotation for one in several for quotation in one.quotations)
    return NewReading(role=role, witnesses=_witnesses(several), quotations=tuple(quotations)[:_SHOWN])
