"""One utterance with its wordings in all documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from quotes.errors import Moved, NotFound
from quotes.store import quotations
from quotes.store.finding_records import UtteranceDetail, Variant
from quotes.store.models import Document, Finding, Quotation, Utterance
from quotes.wording.folding import bare
from quotes.wording.units import units


def one(connection: Connection, id_: str) -> UtteranceDetail:
    """See :meth:`quotes.store.archive.Archive.utterance`."""
    row = connection.execute(
        select(Utterance.serial, Utterance.survivor).where(Utterance.id == id_.strip())
    ).one_or_none()
    if row is None:
        raise NotFound(f"no utterance {id_!r}")
    if row.survivor is not None:
        survivor = connection.scalar(select(Utterance.id).where(Utterance.serial == row.survivor)) or ""
        raise Moved(f"utterance {id_!r} is part of {survivor!r}", survivor)
    serial = row.serial
    story = func.coalesce(Document.story, Document.serial).label("story")
    columns = quotations.joined(quotations.COLUMNS.add_columns(story))
    rows = connection.execute(
        columns.where(Quotation.utterance == serial, Quotation.listed).order_by(Quotation.rank)
    ).all()
    if not rows:
        raise NotFound(f"no document has utterance {id_!r} any longer")
    found = select(Finding.id).where(Finding.utterance == serial, ~Finding.gone).order_by(Finding.rank)
    variants = _variants(rows)
    speakers = dict.fromkeys(
        speaker for variant in variants for q in variant.quotations if (speaker := q.speaker) is not None
    )
    return UtteranceDetail(
        id=id_.strip(),
        speakers=tuple(speakers),
        text=max(variants, key=lambda variant: len(units(variant.text))).text,
        variants=tuple(variants),
        earliest=quotations.record(min(rows, key=lambda row: (row.published or date.max, row.rank))),
        witnesses=len({row.story for row in rows}),
        documents=len({row.document_id for row in rows}),
        findings=tuple(connection.scalars(found)),
    )


def _variants(rows: Sequence[Row[Any]]) -> list[Variant]:
    """The wordings, each once however it is punctuated; the one with the most witnesses first."""
    alike: dict[tuple[str, ...], list[list[Row[Any]]]] = defaultdict(list)
    for parts in _statements(rows):
        alike[tuple(unit.key for part in parts for unit in units(part.text))].append(parts)
    variants = [
        Variant(
            text=" ".join(bare(part.text) for part in same[-1]),
            witnesses=len({parts[0].story for parts in same}),
            quotations=tuple(quotations.record(part) for parts in same for part in parts),
        )
        for same in alike.values()
    ]
    return sorted(variants, key=lambda variant: -variant.witnesses)


def _statements(rows: Sequence[Row[Any]]) -> list[list[Row[Any]]]:
    """The quotations that go on from each other, in the order of their text."""
    by_id = {row.id: row for row in rows}
    chains: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        first = row
        while first.continues in by_id:
            first = by_id[first.continues]
        chains[first.id].append(row)
    return [sorted(chain, key=lambda row: row.start) for chain in chains.values()]
