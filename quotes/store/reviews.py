"""What people say of findings: confirmed, dismissed, open again, or a note. All of it is kept."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Connection, insert, select, update

from quotes.errors import BadValue
from quotes.store import findings, reopening
from quotes.store.derived_ids import random_id
from quotes.store.finding_records import FindingRecord, FindingStatus
from quotes.store.models import Finding, Review
from quotes.store.signatures import now, signed

_STATUSES = get_args(FindingStatus)


def review(connection: Connection, id_: str, *, status: str | None, note: str, who: str) -> FindingRecord:
    """See :meth:`quotes.store.archive.Archive.review_finding`."""
    serial = findings.serial_of(connection, id_)
    note = note.strip()
    if status is None and not note:
        raise BadValue("a note says something: give its text")
    if status is not None and status not in _STATUSES:
        raise BadValue(f"bad status {status!r}: one of {', '.join(_STATUSES)}")
    if status == "open" and connection.scalar(select(Finding.status).where(Finding.serial == serial)) == "open":
        raise BadValue(f"finding {id_!r} is open already")
    connection.execute(
        insert(Review).values(
            id=random_id(),
            finding=serial,
            status=status,
            note=note,
            who=signed(who),
            made=now(),
            evidence=reopening.snapshot(connection, serial),
        )
    )
    if status is not None:
        connection.execute(update(Finding).where(Finding.serial == serial).values(status=status))
        findings.rank_again(connection, serial)
    return findings.one(connection, id_)
