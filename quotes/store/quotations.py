"""Look-ups of quotations: pages of them, and all of a version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Row, Select, select, union_all

from quotes.errors import BadValue
from quotes.extraction.records import Kind, TextSpan
from quotes.store import speakers
from quotes.store.backend import Backend
from quotes.store.models import Document, Quotation, Source, Speaker, Version
from quotes.store.ordering import date_range
from quotes.store.records import (
    DocumentReference,
    QuotationFilter,
    QuotationPage,
    QuotationRecord,
    SpeakerReference,
)
from quotes.store.tokens import check_limit, make_token, read_token

_KINDS = get_args(Kind)
# more speakers than this are sorted together instead of merged (SQLite compounds at most 500 selects)
MERGED = 200

# outer joins, although every quotation has a version, document and source: they keep the planner from
# starting at one of these, which would cost it the order of ranks
COLUMNS = select(
    Quotation.rank,
    Quotation.id,
    Quotation.text,
    Quotation.kind,
    Quotation.start,
    Quotation.end,
    Quotation.continues,
    Quotation.cue_start,
    Quotation.cue_end,
    Quotation.cue_text,
    Quotation.mention_start,
    Quotation.mention_end,
    Quotation.mention_text,
    Quotation.confidence,
    Quotation.method,
    Version.id.label("version"),
    Speaker.id.label("speaker_id"),
    Speaker.name.label("speaker_name"),
    Speaker.type.label("speaker_type"),
    Document.id.label("document_id"),
    Document.title,
    Document.url,
    Document.published,
    Source.name.label("source"),
)


def joined(statement: Select[Any], left: Any = Quotation) -> Select[Any]:
    """A statement of :data:`COLUMNS` with its tables; ``left`` is what it begins at."""
    if left is Quotation:
        statement = statement.select_from(Quotation)
    return (
        statement.outerjoin(Version, Version.serial == Quotation.version)
        .outerjoin(Speaker, Speaker.serial == Quotation.speaker)
        .outerjoin(Document, Document.serial == Quotation.document)
        .outerjoin(Source, Source.serial == Document.source)
    )


def _span(start: int | None, end: int | None, text: str | None) -> TextSpan | None:
    return None if start is None else TextSpan(start, end or 0, text or "")


def record(row: Row[Any]) -> QuotationRecord:
    """The record of a row of :data:`COLUMNS`."""
    speaker = None
    if row.speaker_id is not None:
        speaker = SpeakerReference(row.speaker_id, row.speaker_name, row.speaker_type)
    return QuotationRecord(
        id=row.id,
        text=row.text,
        kind=row.kind,
        start=row.start,
        end=row.end,
        version=row.version,
        continues=row.continues,
        speaker=speaker,
        mention=_span(row.mention_start, row.mention_end, row.mention_text),
        cue=_span(row.cue_start, row.cue_end, row.cue_text),
        confidence=row.confidence,
        method=row.method,
        document=DocumentReference(row.document_id, row.title, row.url, row.source, row.published),
    )


def _check(criteria: QuotationFilter) -> None:
    if criteria.kind is not None and criteria.kind not in _KINDS:
        raise BadValue(f"bad kind {criteria.kind!r}: one of {', '.join(_KINDS)}")
    if criteria.min_confidence is not None and not 0 <= criteria.min_confidence <= 1:
        raise BadValue(f"bad min_confidence {criteria.min_confidence!r}: a number from 0 to 1")


def _restricted(statement: Select[Any], criteria: QuotationFilter, rank: Any, after: int | None) -> Select[Any]:
    """The filters that rows (not an index of words or speakers) decide."""
    lowest, beyond = date_range(criteria.from_, criteria.to)
    if after is not None:
        statement = statement.where(rank > after)
    if lowest is not None:
        statement = statement.where(rank >= lowest)
    if beyond is not None:
        statement = statement.where(rank < beyond)
    if criteria.kind is not None:
        statement = statement.where(Quotation.kind == criteria.kind)
    if criteria.min_confidence is not None:
        statement = statement.where(Quotation.confidence >= criteria.min_confidence)
    return statement


def page_statement(
    backend: Backend,
    criteria: QuotationFilter,
    *,
    speakers: Sequence[int] | None,
    source: int | None,
    limit: int,
    after: int | None,
) -> Select[Any]:
    """The one statement of a page; ``speakers`` and ``source`` are serials, None for any."""
    if criteria.words and criteria.words.strip():
        # the index answers words, speakers and source by itself and gives ranks in order
        match = backend.match_quotations(criteria.words, speakers, source)
        found = COLUMNS.select_from(match.table).outerjoin(Quotation, Quotation.rank == match.key)
        found = _restricted(joined(found, match.table).where(match.condition), criteria, match.key, after)
        return found.order_by(match.key).limit(limit)

    def listed(columns: Select[Any], speaker: ColumnElement[bool] | None) -> Select[Any]:
        # an index that begins with `listed` gives list order only together with its second column
        by_index = speaker is not None or source is not None
        rows = columns.where(Quotation.listed if by_index else Quotation.listed.is_not(False))
        if speaker is not None:
            rows = rows.where(speaker)
        if source is not None:
            # the sum keeps one speaker's rows from being sought among all of a source's
            column = Quotation.source + 0 if speaker is not None else Quotation.source
            rows = rows.where(column == source)
        return _restricted(rows, criteria, Quotation.rank, after).order_by(Quotation.rank).limit(limit)

    if speakers is None:
        return listed(joined(COLUMNS), None)
    if len(speakers) == 1:
        return listed(joined(COLUMNS), Quotation.speaker == speakers[0])
    if len(speakers) > MERGED:
        return listed(joined(COLUMNS), Quotation.speaker.in_(speakers))
    ranks = select(Quotation.rank)
    each = [select(listed(ranks, Quotation.speaker == speaker).subquery().c.rank) for speaker in speakers]
    merged = union_all(*each).subquery()
    first = select(merged.c.rank).order_by(merged.c.rank).limit(limit)
    return joined(COLUMNS).where(Quotation.rank.in_(first)).order_by(Quotation.rank)


def page(
    connection: Connection, backend: Backend, criteria: QuotationFilter, *, limit: int, after: str | None
) -> QuotationPage:
    """See :meth:`quotes.store.archive.Archive.quotations`."""
    _check(criteria)
    check_limit(limit)
    place = None if after is None else read_token(after, "quotations", int)[0]
    meant: speakers.Meaning | None = None
    if criteria.speaker is not None:
        meant = speakers.mean(connection, criteria.speaker)
    people = meant.people if meant else []
    source = None
    if criteria.source is not None:
        source = connection.scalar(select(Source.serial).where(Source.name == criteria.source))
    if (meant and not meant.serials) or (criteria.source is not None and source is None):
        return QuotationPage([], None, people)
    statement = page_statement(
        backend,
        criteria,
        speakers=meant.serials if meant else None,
        source=source,
        limit=limit + 1,
        after=place,
    )
    rows = connection.execute(statement).all()
    more = make_token("quotations", rows[limit - 1].rank) if len(rows) > limit else None
    return QuotationPage([record(row) for row in rows[:limit]], more, people)


def of_version(connection: Connection, version: int) -> list[QuotationRecord]:
    """A version's quotations that are not withdrawn, in the order of the text."""
    statement = joined(COLUMNS).where(Quotation.version == version, ~Quotation.withdrawn)
    rows = connection.execute(statement.order_by(Quotation.start, Quotation.end.desc()))
    return [record(row) for row in rows]


def chain(connection: Connection, id_: str) -> set[str]:
    """The ids of all parts of a continued quotation."""
    continues = Quotation.continues
    up = select(Quotation.id, continues).where(Quotation.id == id_).cte("up", recursive=True)
    up = up.union(select(Quotation.id, continues).join(up, Quotation.id == up.c.continues))
    first = select(up.c.id).where(up.c.continues.is_(None))
    down = select(Quotation.id).where(Quotation.id.in_(first)).cte("down", recursive=True)
    down = down.union(select(Quotation.id).join(down, continues == down.c.id))
    return set(connection.scalars(select(down.c.id)))
