"""Datelines, `HARL (MPA) —` and `OSLO/SEOUL, June 3 -`: where a report was filed, and no part of its sentences."""

from __future__ import annotations

import re

from quotes.extraction.turns import DATELINES

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_CAPITALS = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.'’\-]+"
_PLACE = rf"{_CAPITALS}(?:[ /\-]{{1,2}}{_CAPITALS}){{0,2}}"
_TOWN = r"[^\W\d_a-zß-öø-ÿ][\w.'’\-]+(?: [^\W\d_a-zß-öø-ÿ][\w.'’\-]+){0,2}"
# a state or a country after the town: ", Ohio", ", West Virginia"
_REGION = r"(?:, [^\W\d_a-z][\w.]+(?: [^\W\d_a-z][\w.]+){0,2})?"
_AGENCY = r"\([^\W\d_a-z][\w&.' /\-]{0,30}\)"
_DASH = r"[ \t]?(?:—|–|--?)[ \t]+"
# a town in capitals needs nothing beside it; in ordinary case the agency or the day shows what it is
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}){_REGION}(?:, {_DATE})?(?: {_AGENCY})?{_DASH}"
    rf"|{_TOWN}{_REGION}(?:(?:, {_DATE})? {_AGENCY}|, {_DATE}){_DASH}"
    rf"|(?P<listed>{_PLACE}):[ \t]+"
)


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the report begins in the paragraph ``text[start:end]``: after its dateline, or at its start."""
    match = _DATELINE.match(text, start, end)
    if match is None or match.end() >= end or (match["listed"] and match["listed"] not in DATELINES):
        return start
    return match.end()
