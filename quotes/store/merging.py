"""What people have decided about speakers, as it applies: who survives whom, and what was split off from whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update

from quotes.store.models import Decision, Speaker

_CHUNK = 500

# built once: building statements costs more than running them
_SURVIVORS = select(Speaker.serial, Speaker.survivor).where(Speaker.serial.in_(bindparam("values", expanding=True)))
_SPLITS = (
    select(Decision.speaker, Decision.other, Decision.details)
    .where(Decision.kind == "split", Decision.undone.is_(None))
    .order_by(Decision.serial)
)


class Rulings:
    """The merges and splits that touch some speakers, read once."""

    def __init__(self, connection: Connection, serials: Iterable[int]) -> None:
        wanted = sorted(set(serials))
        self._roots: dict[int, int] = {}
        for first in range(0, len(wanted), _CHUNK):
            rows = connection.execute(_SURVIVORS, {"values": wanted[first : first + _CHUNK]})
            self._roots.update((serial, survivor or serial) for serial, survivor in rows)
        self._splits: dict[int, list[tuple[dict[str, Any], int]]] = {}
        splits = connection.execute(_SPLITS).all()
        # splits are few: all are read, since one may take from what another has split off
        roots = root_of(connection, {s for row in splits for s in (row.speaker, row.other)})
        for row in splits:
            self._splits.setdefault(roots[row.speaker], []).append((row.details, roots[row.other]))

    def speaker(self, resolved: int, document: str, folded: str) -> int:
        """Whose an appearance is, that resolution gave to ``resolved``, in the document of this id, by this name."""
        speaker = self._roots.get(resolved, resolved)
        for _ in range(len(self._splits) + 1):
            other = next(
                (
                    other
                    for details, other in self._splits.get(speaker, ())
                    if document in details["documents"] or folded in details["forms"]
                ),
                None,
            )
            if other is None or other == speaker:
                break
            speaker = other
        return speaker


def root_of(connection: Connection, serials: Iterable[int]) -> dict[int, int]:
    """For each speaker, the one that it was merged into, or itself."""
    wanted = sorted(set(serials))
    roots = {serial: serial for serial in wanted}
    for first in range(0, len(wanted), _CHUNK):
        rows = connection.execute(
            select(Speaker.serial, Speaker.survivor).where(
                Speaker.serial.in_(wanted[first : first + _CHUNK]), Speaker.survivor.is_not(None)
            )
        )
        roots.update((row.serial, row.survivor) for row in rows)
    return roots


def settle(connection: Connection, serials: Iterable[int]) -> set[int]:
    """Bring the survivors of these speakers, and of all that were merged into them, to the active decisions.

    The serials of all speakers whose survivor may have changed.
    """
    group = set(serials)
    merges = {
        row.speaker: row.other
        for row in connection.execute(
            select(Decision.speaker, Decision.other)
            .where(Decision.kind == "merge", Decision.undone.is_(None))
            .order_by(Decision.serial)
        )
    }
    below = connection.scalars(
        select(Speaker.serial).where(or_(Speaker.survivor.in_(group), Speaker.serial.in_(group)))
    )
    group |= set(below)
    for serial in sorted(group):
        root, seen = serial, {serial}
        while root in merges and merges[root] not in seen:
            root = merges[root]
            seen.add(root)
        connection.execute(
            update(Speaker).where(Speaker.serial == serial).values(survivor=None if root == serial else root)
        )
        group = group | {root}
    return group
