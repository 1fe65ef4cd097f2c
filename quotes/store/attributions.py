"""People's decisions who spoke a quotation: they hold whatever extraction says, at every later save, until undone.

A quotation whose decision holds has no appearance, so that nothing that moves appearances between speakers moves it;
what extraction says of it is kept with the decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.orm import aliased

from quotes.errors import BadValue, NotFound
from quotes.extraction.records import Quotation as Extracted
from quotes.speakers.names import fold
from quotes.store import derived_ids, quotations, saving_speakers, speakers
from quotes.store.merging import root_of
from quotes.store.models import Appearance, Quotation, Review, Speaker, Version
from quotes.store.records import QuotationReview, SpeakerReference
from quotes.store.signatures import now, signed

METHOD = "reviewed"
_AROUND = 60  # code points on both sides that make a quotation of another version the same
_SAID = ("appearance", "confidence", "method")


@dataclass(frozen=True, slots=True)
class Held:
    """A decision that holds: the review's serial, the speaker's (None: nobody can be told), what extraction says."""

    review: int
    speaker: int | None
    said: dict[str, Any]

    def values(self) -> dict[str, Any]:
        """The columns of a quotation that the decision sets."""
        named = self.speaker is not None
        return {
            "speaker": self.speaker,
            "appearance": None,
            "confidence": 1.0 if named else None,
            "method": METHOD if named else None,
        }


def review(
    connection: Connection, id_: str, speaker: str | None, *, new: bool, parts: bool, who: str, why: str
) -> None:
    """See :meth:`quotes.store.archive.Archive.review_quotation`."""
    if new and speaker is not None:
        serial: int | None = _new_speaker(connection, speaker)
    else:
        serial = None if speaker is None else _speaker(connection, speaker)
    for part in _parts(connection, id_) if parts else [id_]:
        _review(connection, part, serial, who, why)


def _review(connection: Connection, id_: str, serial: int | None, who: str, why: str) -> None:
    row = _row(connection, id_)
    before = holding(connection, [id_]).get(id_)
    said = before.said if before else said_by(row._asdict())
    status = "nobody" if serial is None else "speaker"
    held = Held(_add(connection, id_, status, serial, signed(who), why.strip(), said), serial, said)
    _attribute(connection, row, held.values())


def undo(connection: Connection, id_: str, *, parts: bool, who: str, why: str) -> None:
    """See :meth:`quotes.store.archive.Archive.undo_quotation_review`."""
    ids = _parts(connection, id_) if parts else [id_]
    held = holding(connection, ids)
    if not held:
        _row(connection, id_)
        raise BadValue(f"no decision who spoke quotation {id_!r} is there to undo")
    for part in held:
        _undo(connection, part, held[part], who, why)


def _undo(connection: Connection, id_: str, held: Held, who: str, why: str) -> None:
    row = _row(connection, id_)
    _add(connection, id_, "undone", None, signed(who), why.strip(), held.said)
    speaker = connection.scalar(select(Appearance.speaker).where(Appearance.serial == held.said["appearance"]))
    _attribute(connection, row, {"speaker": speaker, **held.said})


def history(connection: Connection, id_: str) -> list[QuotationReview]:
    """All decisions about a quotation, the latest first."""
    root = aliased(Speaker)
    rows = connection.execute(
        select(Review, root.id.label("speaker_id"), root.name, root.type)
        .outerjoin(Speaker, Speaker.serial == Review.speaker)
        .outerjoin(root, root.serial == func.coalesce(Speaker.survivor, Speaker.serial))
        .where(Review.quotation == id_)
        .order_by(Review.serial.desc())
    )
    return [
        QuotationReview(
            id=row.id,
            status=row.status,
            speaker=SpeakerReference(row.speaker_id, row.name, row.type) if row.speaker_id else None,
            note=row.note,
            who=row.who,
            made=row.made,
            holds=place == 0 and row.status != "undone",
        )
        for place, row in enumerate(rows)
    ]


def holding(connection: Connection, ids: Sequence[str]) -> dict[str, Held]:
    """The decisions that hold, of quotations by id."""
    return _latest(connection, select(Review).where(Review.quotation.in_(list(ids))))


def follow_merges(connection: Connection, speakers: Iterable[int]) -> None:
    """Give what people decided to be these speakers' to whom they were merged into, or back to them."""
    of_group = select(Review.quotation).where(Review.speaker.in_(sorted(set(speakers))))
    for id_, held in _latest(connection, select(Review).where(Review.quotation.in_(of_group))).items():
        if held.speaker is not None:
            _attribute(connection, _row(connection, id_), {"speaker": held.speaker})


# -- at every save ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions that hold about a document's quotations (by id), and the version that was current before a save."""

    held: dict[str, Held]
    version: int | None


def decided(connection: Connection, document: int) -> Decided:
    """What a save must keep to; read before the save makes another version the current one."""
    joined = select(Review).join(Quotation, Quotation.id == Review.quotation)
    held = _latest(connection, joined.where(Quotation.document == document))
    if not held:
        return Decided(held, None)
    current = select(Version.serial).where(Version.document == document, Version.current)
    return Decided(held, connection.scalar(current))


def keep_said(connection: Connection, decisions: Decided, said: dict[str, dict[str, Any]]) -> None:
    """Note with the decisions about quotations (by id) what extraction says of them now."""
    for id_, values in said.items():
        held = decisions.held.get(id_)
        if held is not None and held.said != values:
            connection.execute(update(Review).where(Review.serial == held.review).values(evidence=values))


def said_by(values: dict[str, Any]) -> dict[str, Any]:
    """Of a quotation's columns, what extraction says of its speaker."""
    return {name: values[name] for name in _SAID}


def carried_over(
    connection: Connection,
    decisions: Decided,
    found: Collection[str],
    new: dict[str, Extracted],
    *,
    version: int,
    text: str,
) -> dict[str, Held]:
    """Decisions about quotations that are not ``found`` (ids) any longer, for new ones that are the same words.

    The same are: in one version, what overlaps by more than half; in the version before, the same words in the same
    surroundings, or with the same mention and cue.
    """
    left = [id_ for id_ in decisions.held if id_ not in found]
    if not left or not new:
        return {}
    rows = connection.execute(
        select(
            Quotation.id, Quotation.version, Quotation.start, Quotation.end, Quotation.text,
            Quotation.mention_text, Quotation.cue_text, Version.text.label("whole"),
        )
        .join(Version, Version.serial == Quotation.version)
        .where(Quotation.id.in_(left), Quotation.version.in_([version, decisions.version]))
        .order_by(Quotation.start)
    ).all()  # fmt: skip
    carried: dict[str, Held] = {}
    placed: set[str] = set()
    for same in (_overlap, _same_surroundings, _same_report):  # the more telling first
        for row in rows:
            if row.id in placed or (row.version == version) != (same is _overlap):
                continue
            match = next((id_ for id_, q in new.items() if id_ not in carried and same(row, q, text)), None)
            if match is not None:
                carried[match] = decisions.held[row.id]
                placed.add(row.id)
    return carried


def carry_over(connection: Connection, carried: dict[str, Held], said: dict[str, dict[str, Any]]) -> None:
    """Store decisions for the quotations (ids) that they were carried over to, beside what extraction says of these."""
    for id_, held in carried.items():
        row = connection.execute(select(Review).where(Review.serial == held.review)).one()
        _add(connection, id_, row.status, row.speaker, row.who, row.note, said[id_], made=row.made)


def _overlap(row: Row[Any], quotation: Extracted, text: str) -> bool:
    common = min(row.end, quotation.end) - max(row.start, quotation.start)
    return 2 * common > min(row.end - row.start, quotation.end - quotation.start)


def _same_surroundings(row: Row[Any], quotation: Extracted, text: str) -> bool:
    return row.text == quotation.text and _around(row.whole, row.start, row.end) == _around(
        text, quotation.start, quotation.end
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]


def _same_report(row: Row[Any], quotation: Extracted, text: str) -> bool:
    mention = quotation.speaker.mention if quotation.speaker else None
    cue = quotation.cue.text if quotation.cue else None
    named = mention is not None and mention.text == row.mention_text
    return bool(row.text == quotation.text and named and cue == row.cue_text)


# -- what they are made of ----------------------------------------------------------------------------------------


def _latest(connection: Connection, statement: Any) -> dict[str, Held]:
    latest = {row.quotation: row for row in connection.execute(statement.order_by(Review.serial))}
    holding = {id_: row for id_, row in latest.items() if row.status != "undone"}
    roots = root_of(connection, {row.speaker for row in holding.values() if row.speaker is not None})
    return {
        id_: Held(row.serial, None if row.speaker is None else roots[row.speaker], row.evidence)
        for id_, row in holding.items()
    }


def _row(connection: Connection, id_: str) -> Row[Any]:
    row = connection.execute(select(Quotation).where(Quotation.id == id_)).one_or_none()
    if row is None:
        raise NotFound(f"no quotation {id_!r}")
    return row


def _parts(connection: Connection, id_: str) -> list[str]:
    """A quotation and the other listed parts of the same statement."""
    _row(connection, id_)
    chain = quotations.chain(connection, id_)
    listed = select(Quotation.id).where(Quotation.id.in_(chain), Quotation.listed).order_by(Quotation.rank)
    return list(dict.fromkeys([id_, *connection.scalars(listed)]))


def _new_speaker(connection: Connection, name: str) -> int:
    """A person whom nothing has named yet."""
    name = " ".join(name.split())
    for known in speakers.mean(connection, name).people:
        if fold(known.name) == fold(name):
            raise BadValue(f"{name!r} is known already: {known.name} ({known.id})")
    new = saving_speakers.NewSpeaker(derived_ids.speaker_id(name, "person"), name, "person")
    return saving_speakers.ensure(connection, [new])[new.id]


def _speaker(connection: Connection, id_: str) -> int:
    serial = connection.scalar(
        select(func.coalesce(Speaker.survivor, Speaker.serial)).where(Speaker.id == id_.strip())
    )
    if serial is None:
        raise NotFound(f"no speaker {id_!r}")
    return int(serial)


def _add(
    connection: Connection,
    quotation: str,
    status: str,
    speaker: int | None,
    who: str,
    note: str,
    said: dict[str, Any],
    *,
    made: Any = None,
) -> int:
    key = connection.execute(
        insert(Review).values(
            id=derived_ids.random_id(), quotation=quotation, status=status, speaker=speaker, note=note, who=who,
            made=made or now(), evidence=said,
        )
    ).inserted_primary_key  # fmt: skip
    assert key is not None
    return int(key[0])


def _attribute(connection: Connection, row: Row[Any], values: dict[str, Any]) -> None:
    """Write an attribution into a quotation, and keep the speakers' numbers in step."""
    connection.execute(update(Quotation).where(Quotation.rank == row.rank).values(**values))
    if row.listed:
        before, after = (Counter([serial] if serial is not None else []) for serial in (row.speaker, values["speaker"]))
        saving_speakers.add_counts(connection, before, after)
