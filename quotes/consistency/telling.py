"""Findings in plain words, for the person who has to check them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from quotes.consistency.wordings import Disagreement
from quotes.store.records import Statement

_SOURCES = 3  # that are named; the others are counted
_ONE_OCCASION = 7  # days from the first report of an occasion to the last
_LONGEST = 60  # code points of a piece of a wording


def day(when: date) -> str:
    """A day as the summaries write it: "17 January 2023"."""
    return f"{when.day} {when:%B %Y}"


def listed(words: Sequence[str], joining: str = "and") -> str:
    """ "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joining} {words[-1]}"


def sources(statements: Sequence[Statement]) -> str:
    """Which sources have something, the first three by name."""
    return some(list(dict.fromkeys(statement.source for statement in statements)))


def some(names: Sequence[str]) -> str:
    """The first three of a list, and how many more there are."""
    if len(names) <= _SOURCES:
        return listed(names)
    return f"{', '.join(names[:_SOURCES])} and {len(names) - _SOURCES} more"


def reports(statements: Sequence[Statement]) -> str:
    """How many independent reports there are: "one independent report", "3 independent reports"."""
    number = len({statement.story for statement in statements})
    return "one independent report" if number == 1 else f"{number} independent reports"


def of_speakers(readings: Sequence[tuple[str, Sequence[Statement]]]) -> str:
    """The summary of words that are given to several speakers."""
    given = [f"to {name} by {sources(several)} ({reports(several)})" for name, several in readings]
    return f"The same words are given {listed(given)}.{_first(readings)}"


def of_wordings(
    readings: Sequence[tuple[int, Sequence[Statement]]], disagreements: Sequence[Disagreement], speaker: str | None
) -> str:
    """The summary of wordings that contradict each other; readings are named by their place."""
    whose = f"{speaker}’s words" if speaker else "These words"
    first = disagreements[0]
    ways = {first.one: _quoted(first.pieces[0].one), first.other: _quoted(first.pieces[0].other)}
    two = [(ways[place], several) for place, several in readings if place in ways]
    told = [f"{way} in {sources(several)} ({reports(several)})" for way, several in two]
    summary = f"{whose} differ: {listed(told, 'but')}.{_majority(two)}{_first(two)}"
    more = len(first.pieces) - 1
    if more:
        summary += f" They differ in {'one more place' if more == 1 else f'{more} more places'}."
    if len(readings) > 2:
        summary += f" There are {len(readings)} versions."
    return summary


def of_days(readings: Sequence[tuple[date, str, Sequence[Statement]]], speaker: str | None) -> str:
    """The summary of days that contradict each other; each with the words that give it."""
    whose = f"{speaker}’s words" if speaker else "these words"
    told = [
        f"{day(when)} by {sources(several)} (“{words}”, {reports(several)})" for when, words, several in readings
    ]
    summary = f"Reports date {whose} to different days: {listed(told)}."
    days = sorted(when for when, _, _ in readings)
    if (days[-1] - days[0]).days == 1:
        summary += " They are neighbours, which time zones may explain."
    elif (days[-1] - days[0]).days > _ONE_OCCASION:
        summary += " Unless they were said twice, one is wrong."
    return summary


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        words = words[: _LONGEST - 1].rstrip() + "…"
    return f"“{words}”"


def _first(readings: Sequence[tuple[str, Sequence[Statement]]]) -> str:
    """Which reading was published first, where that can be told."""
    days = [(min((s.published for s in several if s.published), default=None), name) for name, several in readings]
    known = sorted((when, name) for when, name in days if when is not None)
    if len(known) < len(readings) or (len(known) > 1 and known[0][0] == known[1][0]):
        return ""
    return f" The earliest report, of {day(known[0][0])}, has {known[0][1]}."


def _majority(readings: Sequence[tuple[str, Sequence[Statement]]]) -> str:
    """What most independent reports have, where one reading leads."""
    numbers = [len({statement.story for statement in several}) for _, several in readings]
    best = max(numbers)
    return f" Most reports have {readings[numbers.index(best)][0]}." if numbers.count(best) == 1 else ""
