"""Writing one document: its description, its version, its quotations and their speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Insert, Row, bindparam, func, insert, select, update

from quotes.errors import UnreadableInput
from quotes.extraction.records import Quotation as Extracted
from quotes.extraction.records import TextSpan
from quotes.store import arriving, attributions, captures, derived_ids, identities, saving_speakers, statements, stories
from quotes.store.addresses import utc
from quotes.store.backend import Backend
from quotes.store.models import Document, Quotation, Run, Source, Version
from quotes.store.ordering import PLACES, first_rank, place_ranks
from quotes.store.records import IncomingDocument, Outcome, Saved
from quotes.store.signatures import now

_CHUNK = 500  # ids in one statement
# what a stored quotation must equal for a save to leave it alone
_COMPARED = (
    "start", "end", "text", "kind", "continues", "cue_start", "cue_end", "cue_text", "mention_start",
    "mention_end", "mention_text", "speaker", "appearance", "confidence", "method", "withdrawn",
)  # fmt: skip
_rows = Quotation.__table__
_ALTER = (
    update(Quotation.__table__)  # type: ignore[arg-type]
    .where(_rows.c.id == bindparam("_id"))
    .values({name: bindparam(f"_{name}") for name in (*_COMPARED, "listed")})
)
# built once: building statements costs more than running them
_DOCUMENT = select(Document).where(Document.id == bindparam("id"))
_RANKED = select(Document.serial).where(Document.rank == bindparam("rank"))
_SOURCE = select(Source.serial).where(Source.name == bindparam("name"))
_RUN = select(Run.serial).where(Run.id == bindparam("id"))
_STORED = select(Quotation).where(Quotation.version == bindparam("version"))
_TAKEN = select(Quotation.rank).where(Quotation.rank >= bindparam("first"), Quotation.rank < bindparam("beyond"))
_CURRENT = select(Version.serial).where(Version.id == bindparam("id"), Version.current)
_CURRENT_OF = select(Version.serial).where(Version.document == bindparam("document"), Version.current)
_WORDS = select(Quotation.text).where(Quotation.document == bindparam("document"), Quotation.listed)
_ADD_DOCUMENT = insert(Document)
_ADD_VERSION = insert(Version)
_ADD_QUOTATIONS = insert(Quotation)


def compare(connection: Connection, documents: Sequence[IncomingDocument], extractor: str | None) -> list[Outcome]:
    """See :meth:`quotes.store.archive.Archive.compare`; with ``extractor`` another's quotations are a change, too."""
    ids = [derived_ids.document_id(document) for document in documents]
    known: dict[str, Row[Any]] = {}
    for first in range(0, len(ids), _CHUNK):
        rows = connection.execute(
            select(Document, Version.id.label("version"), Version.extractor)
            .join(Version, (Version.document == Document.serial) & Version.current)
            .where(Document.id.in_(ids[first : first + _CHUNK]))
        )
        known.update((row.id, row) for row in rows)
    return [_outcome(connection, document, id_, known.get(id_), extractor) for id_, document in zip(ids, documents)]


def _outcome(
    connection: Connection, document: IncomingDocument, id_: str, row: Row[Any] | None, extractor: str | None
) -> Outcome:
    if row is None:
        return "new"
    version_id = derived_ids.version_id(id_, document.text)
    standing = _standing(connection, row.serial, document, version_id)
    if standing in {"stored", "before"}:
        return "unchanged" if standing == "stored" else "changed"
    same = (
        row.version == version_id
        and extractor in {None, row.extractor}
        and (standing == "current" or not _description(document, row))
    )
    return "unchanged" if same else "changed"


def _standing(
    connection: Connection, document: int, incoming: IncomingDocument, version_id: str
) -> captures.Standing:
    if incoming.captured is None:
        return "latest"
    return captures.standing(connection, document, incoming, version_id)


def save(
    connection: Connection,
    backend: Backend,
    document: IncomingDocument,
    quotations: Sequence[Extracted],
    *,
    extractor: str,
    run: str | None,
    again: bool = False,
) -> Saved:
    """See :meth:`quotes.store.archive.Archive.save`; the caller's transaction holds it together."""
    _refuse_broken_text(document)
    id_ = derived_ids.document_id(document)
    version_id = derived_ids.version_id(id_, document.text)
    row = connection.execute(_DOCUMENT, {"id": id_}).one_or_none()
    if again and not _is_current(connection, version_id):
        return Saved(id_, version_id, "unchanged", 0)
    standing = "latest" if row is None else _standing(connection, row.serial, document, version_id)
    if standing == "stored":
        captures.found_again(connection, [document])
        return Saved(id_, version_id, "unchanged", 0)
    changed = False
    current: int | None = None
    published = document.published
    indexed: dict[int, str] = {}
    if row is None:
        serial, source, rank = _add_document(connection, id_, document)
    else:
        serial, source = row.serial, row.source
        published = document.published or row.published
        indexed = statements.listed(connection, serial)
        rank = row.rank
        if standing == "latest":
            rank, changed = _describe(connection, document, row)
        if standing == "before":
            current = connection.scalar(_CURRENT_OF, {"document": serial})
    listed_before = saving_speakers.counts(connection, serial)
    decided = attributions.Decided({}, None) if row is None else attributions.decided(connection, serial)
    words_before = Counter[str]() if row is None else _words(connection, serial)
    version, version_changed = _version(
        connection, serial, version_id, document.text, extractor, run, captured=document.captured, first=row is None
    )
    quotations_changed = _keep_quotations(
        connection, quotations, described=identities.StoredDocument(serial, id_, published, document.text),
        version_id=version_id, version=version, source=source, rank=rank, decided=decided,
    )  # fmt: skip
    if current is not None:
        captures.put_before(connection, serial, version, current)
    captures.found_again(connection, [document])
    if quotations_changed or version_changed:
        saving_speakers.add_counts(connection, listed_before, saving_speakers.counts(connection, serial))
    if changed or quotations_changed or version_changed:
        statements.keep(connection, backend, indexed, statements.listed(connection, serial))
        stories.assign(connection, serial)
    if row is None:
        return Saved(id_, version_id, "new", len(quotations), len(quotations))
    outcome: Outcome = "changed" if changed or version_changed or quotations_changed else "unchanged"
    words = _words(connection, serial) if quotations_changed or version_changed else words_before
    added, removed = (words - words_before).total(), (words_before - words).total()
    return Saved(id_, version_id, outcome, len(quotations), added, removed)


def _is_current(connection: Connection, version: str) -> bool:
    return connection.scalar(_CURRENT, {"id": version}) is not None


def _words(connection: Connection, document: int) -> Counter[str]:
    """The quotations that lists show of a document."""
    return Counter(connection.scalars(_WORDS, {"document": document}))


def _refuse_broken_text(document: IncomingDocument) -> None:
    for value in (document.text, document.title or "", document.source, document.key, *document.authors):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            broken = value[error.start : error.start + 1]
            raise UnreadableInput(
                f"half of a surrogate pair ({broken!a} at {error.start}) in {document.key!a}"
            ) from None


def _add(connection: Connection, statement: Insert, values: dict[str, Any]) -> int:
    """Insert one row; its serial."""
    key = connection.execute(statement, values).inserted_primary_key
    assert key is not None
    return int(key[0])


def _source(connection: Connection, name: str) -> int:
    serial = connection.scalar(_SOURCE, {"name": name})
    if serial is None:
        serial = _add(connection, insert(Source), {"name": name})
    return serial


def _free_rank(connection: Connection, published: date | None, document: str) -> int:
    attempt = 0
    while True:
        rank = first_rank(published, document, attempt)
        if connection.scalar(_RANKED, {"rank": rank}) is None:
            return rank
        attempt += 1


def _add_document(connection: Connection, id_: str, document: IncomingDocument) -> tuple[int, int, int]:
    source = _source(connection, document.source)
    rank = _free_rank(connection, document.published, id_)
    serial = _add(
        connection,
        _ADD_DOCUMENT,
        {
            "id": id_,
            "source": source,
            "name": document.key,
            "url": document.url,
            "title": document.title,
            "authors": list(document.authors),
            "published": document.published,
            "rank": rank,
        },
    )
    return serial, source, rank


def _description(document: IncomingDocument, row: Row[Any]) -> dict[str, Any]:
    """What the incoming description changes; what it does not know stays."""
    incoming = {
        "title": document.title,
        "authors": list(document.authors) or None,
        "published": document.published,
    }
    return {name: value for name, value in incoming.items() if value is not None and value != getattr(row, name)}


def _describe(connection: Connection, document: IncomingDocument, row: Row[Any]) -> tuple[int, bool]:
    changes = _description(document, row)
    rank = row.rank
    if "published" in changes:
        rank = changes["rank"] = _free_rank(connection, document.published, row.id)
        connection.execute(
            update(Quotation).where(Quotation.document == row.serial).values(rank=Quotation.rank + (rank - row.rank))
        )
    if changes:
        connection.execute(update(Document).where(Document.serial == row.serial).values(**changes))
    return rank, bool(changes)


def _version(
    connection: Connection,
    document: int,
    id_: str,
    text: str,
    extractor: str,
    run: str | None,
    *,
    captured: datetime | None,
    first: bool,
) -> tuple[int, bool]:
    """The text's version, made the current one; its serial, and whether another (or none) was current.

    ``first``: the document is new.
    """
    fetched = now() if captured is None else utc(captured)
    if first:
        return _add_version(connection, document, 1, id_, text, extractor, run, fetched), True
    row = connection.execute(
        select(Version.serial, Version.current, Version.extractor).where(Version.id == id_)
    ).one_or_none()
    if row is not None and row.current:
        if row.extractor != extractor:
            connection.execute(update(Version).where(Version.serial == row.serial).values(extractor=extractor))
        return row.serial, False
    previous = connection.scalar(select(Version.serial).where(Version.document == document, Version.current))
    if row is not None:
        # an archive's text that is back was there at both times, which captures.found_again notes
        again = {} if captured else {"fetched": fetched}
        captures.make_current(connection, document, row.serial, extractor=extractor, **again)
        return row.serial, True
    captures.lay_aside(connection, document)
    number = connection.scalar(select(func.max(Version.number)).where(Version.document == document)) or 0
    return _add_version(connection, document, number + 1, id_, text, extractor, run, fetched, previous=previous), True


def _add_version(
    connection: Connection,
    document: int,
    number: int,
    id_: str,
    text: str,
    extractor: str,
    run: str | None,
    fetched: datetime,
    *,
    previous: int | None = None,
) -> int:
    return _add(
        connection,
        _ADD_VERSION,
        {
            "id": id_,
            "document": document,
            "number": number,
            "text": text,
            "extractor": extractor,
            "fetched": fetched,
            "current": True,
            "run": None if run is None else connection.scalar(_RUN, {"id": run}),
            "previous": previous,
        },
    )


def _span(name: str, span: TextSpan | None) -> dict[str, Any]:
    return {
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
        f"{name}_text": span.text if span else None,
    }


def _keep_quotations(
    connection: Connection,
    quotations: Sequence[Extracted],
    *,
    described: identities.StoredDocument,
    version_id: str,
    version: int,
    source: int,
    rank: int,
    decided: attributions.Decided,
) -> bool:
    """Bring the version's rows to what was extracted; whether anything differed."""
    serial = described.serial
    stored = {row.id: row for row in connection.execute(_STORED, {"version": version})}
    ids = derived_ids.quotation_ids(version_id, quotations)
    placed = identities.place(connection, described, quotations)
    new = {id_: quotation for id_, quotation in zip(ids, quotations) if id_ not in stored}
    carried = attributions.carried_over(connection, decided, set(ids), new, version=version, text=described.text)
    held = {**decided.held, **carried}
    said: dict[str, dict[str, Any]] = {}
    said_before = arriving.Said(connection, serial)
    added: list[dict[str, Any]] = []
    altered: list[dict[str, Any]] = []
    forms: Counter[tuple[int, str]] = Counter()
    news: dict[str, tuple[str, ...]] = {}
    for id_, quotation, whose in zip(ids, quotations, placed):
        speaker = quotation.speaker
        values: dict[str, Any] = {
            "id": id_,
            "start": quotation.start,
            "end": quotation.end,
            "text": quotation.text,
            "kind": quotation.kind,
            "continues": None if quotation.continues is None else ids[quotation.continues],
            **_span("cue", quotation.cue),
            **_span("mention", speaker.mention if speaker else None),
            "speaker": whose.speaker if whose else None,
            "appearance": whose.appearance if whose else None,
            "confidence": float(whose.confidence) if whose else None,
            "method": whose.method if whose else None,
            "withdrawn": False,
        }
        if id_ in held:
            said[id_] = attributions.said_by(values)
            values.update(held[id_].values())
        before = stored.get(id_)
        if before is None:
            added.append({
                **values, "version": version, "document": serial, "source": source, "listed": True,
                "arrived": said_before.arrived(quotation.text),
            })  # fmt: skip
        elif any(getattr(before, name) != values[name] for name in _COMPARED):
            altered.append({**values, "listed": True})
        if whose and whose.form and (before is None or before.speaker != values["speaker"]):
            forms[whose.owner, whose.form] += 1
            if whose.news:
                news[whose.form] = whose.news
    found = set(ids)
    withdrawn = [row.id for row in stored.values() if not row.withdrawn and row.id not in found]
    if added:
        added.sort(key=lambda values: (values["start"], -values["end"]))
        taken = set(connection.scalars(_TAKEN, {"first": rank, "beyond": rank + PLACES}))
        for values, place in zip(added, place_ranks(rank, (values["start"] for values in added), taken)):
            values["rank"] = place
        connection.execute(_ADD_QUOTATIONS, added)
        attributions.carry_over(connection, carried, said)
    if altered:
        rows = [{f"_{name}": value for name, value in values.items()} for values in altered]
        connection.execute(_ALTER, rows)
    for first in range(0, len(withdrawn), _CHUNK):
        connection.execute(
            update(Quotation)
            .where(Quotation.id.in_(withdrawn[first : first + _CHUNK]))
            .values(withdrawn=True, listed=False)
        )
    attributions.keep_said(connection, decided, said)
    saving_speakers.use_forms(connection, forms)
    identities.look_again(connection, serial, news)
    return bool(added or altered or withdrawn)
