"""The order of all lists, newest first, as one number.

A rank has 63 bits: 18 of the day of publication, counted backwards from 2300 (undated after all days), 24 of
the document (its id's first bits, or the next free number on that day), 21 of the place in its text.
Ascending rank is the order of lists, so a date filter is a range of ranks, and an index over anything
followed by the rank gives a page without sorting.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from quotes.errors import BadValue
from quotes.store.derived_ids import leading_bits

PLACE_BITS = 21
SLOT_BITS = 24
DAY_BITS = 18
PLACES = 1 << PLACE_BITS
SLOTS = 1 << SLOT_BITS
_DAY_SHIFT = PLACE_BITS + SLOT_BITS
_UNDATED = (1 << DAY_BITS) - 1
_OLDEST = date(1583, 1, 1).toordinal()  # the first full year of the Gregorian calendar; older days rank as this one

UNDATED_FROM = _UNDATED << _DAY_SHIFT
"""Ranks from here on are undated."""


def _backwards(day: date | None) -> int:
    if day is None:
        return _UNDATED
    return _UNDATED - 1 - min(max(day.toordinal() - _OLDEST, 0), _UNDATED - 1)


def first_rank(published: date | None, document: str, attempt: int = 0) -> int:
    """The rank where a document's quotations begin; the attempts go through the free places of its day."""
    slot = (leading_bits(document, SLOT_BITS) + attempt) % SLOTS
    return _backwards(published) << _DAY_SHIFT | slot << PLACE_BITS


def date_range(from_: date | None, to: date | None) -> tuple[int | None, int | None]:
    """First rank of the range and the first after it; None where open.

    Any bound leaves out undated documents. :class:`BadValue` where the range is the wrong way round.
    """
    if from_ and to and from_ > to:
        raise BadValue(f"no day lies from '{from_}' to '{to}': the range is the wrong way round")
    if from_ is None and to is None:
        return None, None
    lowest = None if to is None else _backwards(to) << _DAY_SHIFT
    beyond = UNDATED_FROM if from_ is None else _backwards(from_) + 1 << _DAY_SHIFT
    return lowest, beyond


def day_of(rank: int | None) -> date | None:
    """The day of publication that a rank tells; None for undated ones."""
    if rank is None or rank >= UNDATED_FROM:
        return None
    return date.fromordinal(_UNDATED - 1 - (rank >> _DAY_SHIFT) + _OLDEST)


def place_ranks(first: int, starts: Iterable[int], taken: set[int]) -> list[int]:
    """Ranks for new quotations of a document at these ascending offsets, beside those that are taken.

    The rank is the offset where it is free (quotations of older versions hold theirs), else the next one;
    texts of more than 2,097,152 code points put the rest of their quotations where there is room.
    """
    ranks = []
    taken = set(taken)
    lowest = first
    for start in starts:
        rank = max(first + min(start, PLACES - 1), lowest)
        while rank in taken:
            rank += 1
        if rank >= first + PLACES:
            rank = next(free for free in range(first + PLACES - 1, first - 1, -1) if free not in taken)
        else:
            lowest = rank + 1
        taken.add(rank)
        ranks.append(rank)
    return ranks
