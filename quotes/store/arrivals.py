"""The latest quotations and findings in the order of their coming (:mod:`quotes.store.arriving`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, exists, func, literal, select, tuple_, union_all

from quotes.errors import BadValue
from quotes.store import findings, quotations, speakers
from quotes.store.alert_records import Arrived
from quotes.store.arriving import moment
from quotes.store.backend import Backend
from quotes.store.finding_records import FindingRecord
from quotes.store.models import Evidence, Finding, Quotation, Source
from quotes.store.records import Page, QuotationRecord
from quotes.store.tokens import check_limit, make_token, read_token

# what has these words (or is of this source) at most so often is sorted; what is more frequent is met soon enough
# among the latest arrivals
FEW = 20_000


# -- quotations ---------------------------------------------------------------------------------------------------


class Wanted:
    """Which quotations, as the tables know it. ``nothing``: there can be none."""

    def __init__(
        self,
        connection: Connection,
        backend: Backend,
        *,
        serials: Sequence[int] | None,
        words: str | None,
        source: str | None,
    ) -> None:
        self.serials = None if serials is None else sorted(serials)
        self.source: int | None = None
        if source is not None:
            self.source = connection.scalar(select(Source.serial).where(Source.name == source))
        self.nothing = self.serials == [] or (source is not None and self.source is None)
        self._match = None
        self.few: Select[Any] | None = None
        if self.nothing:
            return
        if words is not None and words.strip():
            self._match = backend.match_quotations(words, self.serials, self.source)
            ranks = select(self._match.key).select_from(self._match.table).where(self._match.condition)
            self._count(connection, ranks)
        elif self.source is not None and self.serials is None:
            self._count(connection, select(Quotation.rank).where(Quotation.listed, Quotation.source == self.source))

    def _count(self, connection: Connection, ranks: Select[Any]) -> None:
        number = connection.scalar(select(func.count()).select_from(ranks.limit(FEW + 1).subquery())) or 0
        if number <= FEW:
            self.few = ranks

    def restrict(self, statement: Select[Any]) -> Select[Any]:
        """The listed quotations of a statement that are wanted, looked at one by one."""
        # not a plain `listed`, which would lead the planner to an index that has no order of arrival
        statement = statement.where(Quotation.listed.is_not(False))
        if self.few is not None:
            return statement.where(Quotation.rank.in_(self.few))
        if self._match is not None:
            hit = select(1).select_from(self._match.table)
            hit = hit.where(self._match.condition, self._match.key == Quotation.rank)
            return statement.where(exists(hit.correlate(Quotation)))
        if self.serials is not None:
            statement = statement.where(Quotation.speaker.in_(self.serials))
        if self.source is not None:
            statement = statement.where(Quotation.source + 0 == self.source)
        return statement

    def latest(self, limit: int, after: tuple[int, int] | None) -> Select[Any]:
        """The ranks of the latest arrivals, the last one first; ``after``: the arrival and the rank of one of them."""

        def part(speaker: int | None) -> Select[Any]:
            rows = self.restrict(select(Quotation.rank, Quotation.arrived))
            if speaker is not None:
                rows = rows.where(Quotation.speaker == speaker)
            if after is not None:
                rows = rows.where(tuple_(Quotation.arrived, Quotation.rank) < tuple_(*map(literal, after)))
            return rows.order_by(Quotation.arrived.desc(), Quotation.rank.desc()).limit(limit)

        plain = self._match is None and self.serials is not None
        if not plain or len(self.serials or ()) > quotations.MERGED:
            return part(None)
        each = [select(part(speaker).subquery()) for speaker in self.serials or ()]
        merged = union_all(*each).subquery()
        return (
            select(merged.c.rank, merged.c.arrived)
            .order_by(merged.c.arrived.desc(), merged.c.rank.desc())
            .limit(limit)
        )


def latest_quotations(
    connection: Connection,
    backend: Backend,
    *,
    speaker: str | None,
    words: str | None,
    source: str | None,
    limit: int,
    after: str | None,
) -> Page[Arrived[QuotationRecord]]:
    """See :meth:`quotes.store.archive.Archive.latest_quotations`."""
    check_limit(limit)
    place = None if after is None else read_token(after, "latest", int, int)
    serials = None if speaker is None else speakers.mean(connection, speaker).serials
    wanted = Wanted(connection, backend, serials=serials, words=words, source=source)
    if wanted.nothing:
        return Page([])
    rows = connection.execute(wanted.latest(limit + 1, (place[0], place[1]) if place else None)).all()
    more = make_token("latest", rows[limit - 1].arrived, rows[limit - 1].rank) if len(rows) > limit else None
    return Page(_quotations(connection, [(row.rank, row.arrived) for row in rows[:limit]]), more)


def quotations_between(
    connection: Connection, wanted: Wanted, after: int, upto: int, limit: int | None
) -> list[tuple[int, int]]:
    """The ranks and arrivals of the wanted quotations that came after one moment and not after another, in order."""
    if wanted.nothing:
        return []
    came = select(Quotation.rank, Quotation.arrived).where(Quotation.arrived > after, Quotation.arrived <= upto)
    statement = wanted.restrict(came).order_by(Quotation.arrived, Quotation.rank)
    return [(row.rank, row.arrived) for row in connection.execute(statement.limit(limit))]


def quotations_of(connection: Connection, found: Sequence[tuple[int, int]]) -> list[QuotationRecord]:
    """The records of quotations by rank, in the given order."""
    return [arrived.item for arrived in _quotations(connection, found)]


def _quotations(connection: Connection, found: Sequence[tuple[int, int]]) -> list[Arrived[QuotationRecord]]:
    records: dict[int, QuotationRecord] = {}
    for first in range(0, len(found), 500):
        ranks = [rank for rank, _ in found[first : first + 500]]
        rows = connection.execute(quotations.joined(quotations.COLUMNS).where(Quotation.rank.in_(ranks)))
        records.update((row.rank, quotations.record(row)) for row in rows)
    return [Arrived(records[rank], moment(arrived)) for rank, arrived in found]


# -- findings -----------------------------------------------------------------------------------------------------


def _open_findings(connection: Connection, kind: str | None, serials: Iterable[int] | None) -> Select[Any]:
    if kind is not None and kind not in findings.KINDS:
        raise BadValue(f"bad kind {kind!r}: one of {', '.join(findings.KINDS)}")
    statement = select(Finding.serial, Finding.arrived).where(Finding.gone.is_not(True))
    if kind is not None:
        statement = statement.where(Finding.kind == kind)
    if serials is not None:
        of_speaker = (
            select(Evidence.finding)
            .join(Quotation, Quotation.id == Evidence.quotation)
            .where(Evidence.finding == Finding.serial, Quotation.speaker.in_(sorted(serials)))
        )
        statement = statement.where(of_speaker.correlate(Finding).exists())
    return statement


def latest_findings(
    connection: Connection, *, kind: str | None, speaker: str | None, limit: int, after: str | None
) -> Page[Arrived[FindingRecord]]:
    """See :meth:`quotes.store.archive.Archive.latest_findings`."""
    check_limit(limit)
    serials = None if speaker is None else speakers.mean(connection, speaker).serials
    statement = _open_findings(connection, kind, serials).where(Finding.status != "dismissed")
    if after is not None:
        statement = statement.where(Finding.arrived < read_token(after, "latest findings", int)[0])
    rows = connection.execute(statement.order_by(Finding.arrived.desc()).limit(limit + 1)).all()
    more = make_token("latest findings", rows[limit - 1].arrived) if len(rows) > limit else None
    records = findings_of(connection, [row.serial for row in rows[:limit]])
    return Page([Arrived(record, moment(row.arrived)) for row, record in zip(rows, records)], more)


def findings_between(
    connection: Connection, kind: str | None, serials: Iterable[int] | None, after: int, upto: int, limit: int | None
) -> list[tuple[int, int]]:
    """The serials and arrivals of findings that are open and came after one moment, and not after another, in order."""
    came = _open_findings(connection, kind, serials).where(
        Finding.arrived > after, Finding.arrived <= upto, Finding.status == "open"
    )
    rows = connection.execute(came.order_by(Finding.arrived).limit(limit))
    return [(row.serial, row.arrived) for row in rows]


def findings_of(connection: Connection, serials: Sequence[int]) -> list[FindingRecord]:
    """The records of findings by serial, in the given order."""
    rows = connection.execute(select(Finding.serial, Finding.id).where(Finding.serial.in_(serials)))
    ids = {row.serial: row.id for row in rows}
    records = {record.id: record for record in findings.records(connection, serials)}
    return [records[ids[serial]] for serial in serials]
