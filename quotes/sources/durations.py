"""Spans of time as people write them: ``30m``, ``6h``, ``1d``, ``2w``, ``1d 12h``."""

from __future__ import annotations

import re
from datetime import timedelta

SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
NAMES = {"w": "week", "d": "day", "h": "hour", "m": "minute", "s": "second"}
WRITTEN = re.compile(r"(?:\s*\d{1,9}\s*[wdhms])+\s*", re.IGNORECASE)
PART = re.compile(r"(\d+)\s*([wdhms])", re.IGNORECASE)


def read_duration(text: str) -> timedelta:
    """The span that a text says; :class:`ValueError` where it is none, or nothing."""
    if not WRITTEN.fullmatch(text):
        raise ValueError(f"must be a span of time such as '30m', '6h', '1d' or '2w', not {text!r}")
    seconds = sum(int(number) * SECONDS[unit.lower()] for number, unit in PART.findall(text))
    if not 0 < seconds < 100 * 366 * SECONDS["d"]:
        raise ValueError(f"must be longer than nothing and shorter than a century, not {text!r}")
    return timedelta(seconds=seconds)


def written(span: timedelta) -> str:
    """A span in the form that :func:`read_duration` reads, to the second: ``1d 12h``."""
    return " ".join(f"{number}{unit}" for number, unit in _parts(span))


def in_words(span: timedelta) -> str:
    """``6 hours``, ``1 day 12 hours``."""
    return " ".join(f"{number} {NAMES[unit]}{'s' if number != 1 else ''}" for number, unit in _parts(span))


def _parts(span: timedelta) -> list[tuple[int, str]]:
    rest = max(1, round(span.total_seconds()))
    parts = []
    for unit, seconds in SECONDS.items():
        number, rest = divmod(rest, seconds)
        # two weeks is clearer than fourteen days, but ten days than a week and three days
        if unit == "w" and rest:
            number, rest = 0, rest + number * seconds
        if number:
            parts.append((number, unit))
    return parts


def about(span: timedelta) -> str:
    """A span in its largest unit, for a person: ``4 seconds``, ``12 minutes``, ``3 hours``, ``2 days``."""
    seconds = int(span.total_seconds())
    unit, size = next(((unit, size) for unit, size in SECONDS.items() if seconds >= 2 * size), ("s", 1))
    number = seconds // size
    return f"{number} {NAMES[unit]}{'s' if number != 1 else ''}"


def brief(seconds: float) -> str:
    """How long something took: ``8 s``, ``12 min``, ``2 h 05 min``."""
    minutes = int(seconds) // 60
    if minutes < 2:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02} min"
