"""Names that were probably meant: speakers whose name is a slip or two of the pen away.

All words one edit away are looked up (an index search each), and those that begin alike are compared. That needs no
index of its own, and takes a few milliseconds among a hundred thousand people.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import Connection, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from quotes.speakers.names import NameQuery
from quotes.store.models import Alias, Speaker
from quotes.store.records import SpeakerRecord
from quotes.store.speakers import records_of

_BEGINNING = 3  # letters in which a name with two slips begins alike
_COMPARED = 2000  # names of that beginning that are compared
_SHORTEST = 4  # a shorter name has too many neighbours
_LONGEST = 60
_FOUND: Any = bindparam("forms", expanding=True)

_root = aliased(Speaker)
_NEIGHBOURS = (
    select(_root.serial, Alias.folded, _root.quotations)
    .join(Speaker, func.coalesce(Speaker.survivor, Speaker.serial) == _root.serial)
    .join(Alias, Alias.speaker == Speaker.serial)
    .where(_root.type != "unnamed", or_(_root.quotations > 0, _root.key.is_not(None)))
)
_EXACTLY = _NEIGHBOURS.where(Alias.folded.in_(_FOUND))
_BEGINS = (Alias.folded >= bindparam("first"), Alias.folded < bindparam("beyond"))
_BEGIN_ALIKE = _NEIGHBOURS.where(*_BEGINS).limit(_COMPARED)


def similar(connection: Connection, name: str, *, limit: int) -> list[SpeakerRecord]:
    """See :meth:`quotes.store.archive.Archive.did_you_mean`."""
    folded = next(iter(NameQuery.of(name).folded), "")
    if not _SHORTEST <= len(folded) <= _LONGEST:
        return []
    nearest: dict[int, tuple[int, int]] = {}
    begin = folded[:_BEGINNING]
    rows = [
        *connection.execute(_EXACTLY, {"forms": sorted(set(one_edit_away(folded)))}),
        *connection.execute(_BEGIN_ALIKE, {"first": begin, "beyond": begin + "\uffff"}),
    ]
    far = 1 if len(folded) < 6 else 2
    for serial, form, quotations in rows:
        distance = OSA.distance(folded, form, score_cutoff=far)
        if distance <= far:
            nearest[serial] = min(nearest.get(serial, (far, 0)), (distance, -quotations))
    best = sorted(nearest, key=lambda serial: (nearest[serial], serial))[:limit]
    records = records_of(connection, best)
    return [records[serial] for serial in best if serial in records]


def one_edit_away(word: str) -> Iterator[str]:
    """Every word that one inserted, left out, replaced or swapped letter makes of this one."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in string.ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
