"""Findings: storing what was found, and lists of them with their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar, get_args

from sqlalchemy import Connection, Row, case, delete, insert, select, update
from sqlalchemy.orm import aliased

from quotes.errors import BadValue, NotFound
from quotes.store import arriving, derived_ids, quotations, reopening, speakers
from quotes.store.finding_records import (
    FindingKind,
    FindingRecord,
    FindingSeverity,
    FindingStatus,
    NewFinding,
    Reading,
    ReviewRecord,
    Turnover,
)
from quotes.store.models import Document, Evidence, Finding, Quotation, Review, Speaker, Utterance
from quotes.store.records import Page, QuotationRecord, SpeakerReference
from quotes.store.signatures import now
from quotes.store.tokens import check_limit, make_token, read_token

_CHUNK = 500
_Item = TypeVar("_Item")
KINDS = get_args(FindingKind)
_SEVERITIES = get_args(FindingSeverity)
_STATUSES = get_args(FindingStatus)
_NEWEST_FIRST = 1 << 40
_RANK = (
    case({status: place for place, status in enumerate(_STATUSES)}, value=Finding.status) * len(_SEVERITIES)
    + case({severity: place for place, severity in enumerate(reversed(_SEVERITIES))}, value=Finding.severity)
) * _NEWEST_FIRST + (_NEWEST_FIRST - 1 - Finding.serial)


def finding_id(kind: str, about: str, part: str = "") -> str:
    """From the kind and what it is about, so that looking again finds the same."""
    return derived_ids.derive("finding", kind, about, *([part] if part else []))


def store_findings(
    connection: Connection, about: Collection[str], found: Sequence[NewFinding], turnover: Turnover | None = None
) -> Turnover:
    """Bring the findings about these keys to what was found; which are newly open, and which are gone.

    What is found for the first time is open; what was there is updated where its evidence is another; what is no longer
    found is gone until it is found again. A confirmed finding stays confirmed, a dismissed one dismissed, unless it has
    evidence that the dismissal did not have (:mod:`quotes.store.reopening`). ``turnover`` is what earlier calls gave:
    what is gone in it and comes back was there all the time.
    """
    turnover = Turnover() if turnover is None else turnover
    wanted = {finding_id(finding.kind, finding.about, finding.part): finding for finding in found}
    stored = {row.id: row for row in _about(connection, {*about, *(finding.about for finding in found)})}
    new = {id_: _values(finding) for id_, finding in wanted.items() if id_ not in stored}
    _add(connection, {id_: wanted[id_] for id_ in new}, new)
    for id_ in new:
        turnover.open(id_)
    for id_, finding in wanted.items():
        if id_ in stored:
            _update(connection, stored[id_], _values(finding), turnover)
    closed = [row for row in stored.values() if not row.gone and row.id not in wanted]
    for chunk in _chunks(closed):
        connection.execute(update(Finding).where(Finding.serial.in_([row.serial for row in chunk])).values(gone=True))
    for row in closed:
        if row.status == "open":
            turnover.close(row.id)
    return turnover


def _chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for first in range(0, len(items), _CHUNK):
        yield items[first : first + _CHUNK]


def _about(connection: Connection, keys: set[str]) -> list[Row[Any]]:
    rows: list[Row[Any]] = []
    for chunk in _chunks(sorted(keys)):
        rows += connection.execute(select(Finding).where(Finding.about.in_(chunk)))
    return rows


def _values(finding: NewFinding) -> dict[str, Any]:
    """The columns of a finding that looking again may change."""
    evidence = [
        {
            reading.label: str(getattr(reading, reading.label)),
            "witnesses": reading.witnesses,
            "quotations": list(reading.quotations),
        }
        for reading in finding.readings
    ]
    return {
        "severity": finding.severity,
        "summary": finding.summary,
        "utterance": finding.utterance,
        "evidence": evidence,
        "digest": _digest(evidence),
        "gone": False,
    }


def _add(connection: Connection, found: dict[str, NewFinding], values: dict[str, dict[str, Any]]) -> None:
    """Store findings that are found for the first time."""
    if not found:
        return
    fixed = {"status": "open", "rank": 0, "opened": now(), "changed": now()}
    arrived = arriving.following(connection, Finding.arrived)
    rows = [
        {"id": id_, "kind": finding.kind, "about": finding.about, "arrived": next(arrived), **fixed, **values[id_]}
        for id_, finding in found.items()
    ]
    connection.execute(insert(Finding), rows)
    for chunk in _chunks(list(found)):
        named = connection.execute(select(Finding.id, Finding.serial).where(Finding.id.in_(chunk))).all()
        parts = [part for id_, serial in named for part in _parts(serial, values[id_]["evidence"])]
        if parts:
            connection.execute(insert(Evidence), parts)
        connection.execute(update(Finding).where(Finding.id.in_(chunk)).values(rank=_RANK))


def _update(connection: Connection, row: Row[Any], values: dict[str, Any], turnover: Turnover) -> None:
    """Bring a finding to what was found, and note whether it is newly open."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return
    newly_open = bool(row.gone) and row.status == "open" and turnover.open(row.id)
    if row.digest != values["digest"]:
        values = {**values, "changed": now()}
        connection.execute(delete(Evidence).where(Evidence.finding == row.serial))
        if parts := _parts(row.serial, values["evidence"]):
            connection.execute(insert(Evidence), parts)
        if row.status == "dismissed" and reopening.has_new_evidence(connection, row.serial, values["evidence"]):
            values["status"] = "open"
            newly_open = turnover.open(row.id)
        if newly_open:
            values["arrived"] = next(arriving.following(connection, Finding.arrived))
    connection.execute(update(Finding).where(Finding.serial == row.serial).values(**values))
    rank_again(connection, row.serial)


def _digest(evidence: list[dict[str, Any]]) -> str:
    return derived_ids.derive(*sorted(repr(sorted(reading.items())) for reading in evidence))


def _parts(finding: int, evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that lead from the quotations of a finding to it."""
    ids = dict.fromkeys(quotation for reading in evidence for quotation in reading["quotations"])
    return [{"finding": finding, "quotation": id_} for id_ in ids]


def rank_again(connection: Connection, finding: int) -> None:
    """Put a finding (by serial) where its status and severity place it in lists."""
    connection.execute(update(Finding).where(Finding.serial == finding).values(rank=_RANK))


# -- reading ------------------------------------------------------------------------------------------------------


def page(
    connection: Connection,
    *,
    kind: str | None,
    status: str | None,
    speaker: str | None,
    severity: str | None,
    document: str | None,
    quotation: str | None,
    limit: int,
    after: str | None,
) -> Page[FindingRecord]:
    """See :meth:`quotes.store.archive.Archive.findings`."""
    check_limit(limit)
    statement = select(Finding.serial, Finding.rank).where(~Finding.gone).order_by(Finding.rank)
    fixed = (("kind", kind, KINDS), ("status", status, _STATUSES), ("severity", severity, _SEVERITIES))
    for name, value, known in fixed:
        if value is not None:
            if value not in known:
                raise BadValue(f"bad {name} {value!r}: one of {', '.join(known)}")
            statement = statement.where(getattr(Finding, name) == value)
    if status is not None:
        # a status is a range of ranks: nothing else is read
        first = _STATUSES.index(status) * len(_SEVERITIES) * _NEWEST_FIRST
        beyond = first + len(_SEVERITIES) * _NEWEST_FIRST
        statement = statement.where(Finding.rank >= first, Finding.rank < beyond)
    parts = select(Evidence.finding).join(Quotation, Quotation.id == Evidence.quotation)
    if speaker is not None:
        serials = speakers.mean(connection, speaker).serials
        of_finding = parts.where(Evidence.finding == Finding.serial, Quotation.speaker.in_(serials))
        statement = statement.where(of_finding.correlate(Finding).exists())
    if document is not None:
        serial = select(Document.serial).where(Document.id == document).scalar_subquery()
        statement = statement.where(Finding.serial.in_(parts.where(Quotation.document == serial)))
    if quotation is not None:
        statement = statement.where(Finding.serial.in_(parts.where(Quotation.id == quotation)))
    if after is not None:
        statement = statement.where(Finding.rank > read_token(after, "findings", int)[0])
    rows = connection.execute(statement.limit(limit + 1)).all()
    more = make_token("findings", rows[limit - 1].rank) if len(rows) > limit else None
    return Page(records(connection, [row.serial for row in rows[:limit]]), more)


def one(connection: Connection, id_: str) -> FindingRecord:
    """See :meth:`quotes.store.archive.Archive.finding`."""
    return records(connection, [serial_of(connection, id_)])[0]


def serial_of(connection: Connection, id_: str) -> int:
    """The serial of a finding; :class:`quotes.errors.NotFound` without it."""
    serial = connection.scalar(select(Finding.serial).where(Finding.id == id_.strip()))
    if serial is None:
        raise NotFound(f"no finding {id_!r}")
    return serial


def records(connection: Connection, serials: Sequence[int]) -> list[FindingRecord]:
    """Findings by serial, in the order of lists."""
    if not serials:
        return []
    rows = connection.execute(
        select(Finding, Utterance.id.label("said"))
        .outerjoin(Utterance, Utterance.serial == Finding.utterance)
        .where(Finding.serial.in_(serials))
        .order_by(Finding.rank)
    ).all()
    parts = evidence_of(connection, serials)
    readings = [reading for row in rows for reading in row.evidence]
    named = _speakers(connection, [reading["speaker"] for reading in readings if "speaker" in reading])
    reviews: dict[int, list[Row[Any]]] = defaultdict(list)
    made = select(Review).where(Review.finding.in_(serials)).order_by(Review.serial.desc())
    for review in connection.execute(made):
        reviews[review.finding].append(review)
    return [
        FindingRecord(
            id=row.id,
            kind=row.kind,
            severity=row.severity,
            status=row.status,
            summary=row.summary,
            readings=tuple(_reading(reading, parts, named) for reading in row.evidence),
            utterance=row.said,
            opened=row.opened,
            changed=row.changed,
            changed_since_review=_changed_since(row, reviews[row.serial]),
            gone=row.gone,
            reviews=tuple(
                ReviewRecord(review.id, review.status, review.note, review.who, review.made)
                for review in reviews[row.serial]
            ),
        )
        for row in rows
    ]


def evidence_of(connection: Connection, serials: Sequence[int]) -> dict[str, QuotationRecord]:
    """All quotations of some findings by id, in one query."""
    of_these = select(Evidence.quotation).where(Evidence.finding.in_(serials))
    rows = connection.execute(quotations.joined(quotations.COLUMNS).where(Quotation.id.in_(of_these)))
    return {row.id: quotations.record(row) for row in rows}


def _speakers(connection: Connection, ids: Iterable[str]) -> dict[str, SpeakerReference]:
    """Speakers by the id that a reading names, which may be of one who was merged since."""
    root = aliased(Speaker)
    rows = connection.execute(
        select(Speaker.id.label("named"), root.id, root.name, root.type)
        .join(root, root.serial == speakers.ROOT)
        .where(Speaker.id.in_(sorted(set(ids))))
    )
    return {row.named: SpeakerReference(row.id, row.name, row.type) for row in rows}


def _reading(
    evidence: dict[str, Any], parts: dict[str, QuotationRecord], named: dict[str, SpeakerReference]
) -> Reading:
    return Reading(
        text=evidence.get("text"),
        speaker=named[evidence["speaker"]] if "speaker" in evidence else None,
        role=evidence.get("role"),
        date=reopening.day(evidence),
        witnesses=evidence["witnesses"],
        quotations=tuple(parts[id_] for id_ in evidence["quotations"]),
    )


def _changed_since(row: Row[Any], reviews: Sequence[Row[Any]]) -> bool:
    decided = next((review for review in reviews if review.status is not None), None)
    return decided is not None and decided.evidence["digest"] != row.digest
