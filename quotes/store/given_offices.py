"""Offices that documents give to people: what is read to judge them, and what is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from quotes.speakers.directory import Known
from quotes.speakers.roles import RoleReading
from quotes.store.known import StoredDirectory
from quotes.store.models import Appearance, Document, GivenOffice, Office, Quotation, Source, Speaker, Version

_CHUNK = 500
_QUOTED = 50  # quotations that show how one document gives an office

_values: Any = bindparam("values", expanding=True)
_UNJUDGED = select(Document.serial).where(~Document.judged).order_by(Document.serial).limit(bindparam("limit"))
_TITLED = (
    select(
        Appearance.serial,
        Appearance.document,
        Appearance.name,
        Appearance.described,
        Appearance.speaker,
        Document.published,
        Version.text,
    )
    .join(Document, Document.serial == Appearance.document)
    .join(Version, (Version.document == Document.serial) & Version.current)
    .where(Appearance.document.in_(_values), Appearance.type == "person", Appearance.described != [])
    .where(Document.published.is_not(None))
    .order_by(Appearance.serial)
)


@dataclass(frozen=True, slots=True)
class Titled:
    """A person whom a document calls something, as it names him; ``speaker`` is the serial of who that is."""

    appearance: int
    document: int
    name: str
    described: tuple[str, ...]
    speaker: int
    published: date
    text: str


@dataclass(frozen=True, slots=True)
class NewGivenOffice:
    """An office that a document gives to somebody, to be kept; ``against`` is what the register says, None: nothing."""

    document: int
    appearance: int
    office: str
    phrase: str
    day: date
    against: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class KeptGivenOffice:
    """An office that a document gives to somebody, with its evidence: ids of quotations of that appearance.

    ``speaker`` is the serial, ``speaker_id`` the id of who that is.
    """

    office: str
    phrase: str
    day: date
    against: dict[str, Any] | None
    speaker: int
    speaker_id: str
    name: str
    source: str
    story: int
    quotations: tuple[str, ...]


class GivenOffices:
    """The tables of offices and of what documents say of them, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._directory = StoredDirectory(connection)
        self._horizon: date | None = None

    def unjudged(self, *, limit: int) -> list[int]:
        """Documents (serials) whose offices were not held against the register yet, the oldest first."""
        return list(self._connection.scalars(_UNJUDGED, {"limit": limit}))

    def titled(self, documents: Sequence[int]) -> list[Titled]:
        """The people whom these documents, where they have a day, call something."""
        rows = self._connection.execute(_TITLED, {"values": list(documents)})
        return [
            Titled(row.serial, row.document, row.name, tuple(row.described), row.speaker, row.published, row.text)
            for row in rows
        ]

    def load(self, speakers: Collection[int]) -> dict[int, Known]:
        """Speakers by serial, with their offices."""
        return {one.handle: one for one in self._directory.load(sorted(speakers)) if isinstance(one.handle, int)}

    def holders(self, reading: RoleReading, phrase: str, day: date) -> list[Known]:
        """See :meth:`quotes.speakers.directory.Directory.holders`."""
        return self._directory.holders(reading, phrase, day)

    @property
    def horizon(self) -> date:
        """The last day on which the register knows of a beginning: who came later, it does not know."""
        if self._horizon is None:
            self._horizon = self._connection.scalar(select(func.max(Office.from_))) or date.min
        return self._horizon

    def keep(self, documents: Sequence[int], given: Sequence[NewGivenOffice]) -> set[str]:
        """Put these in place of all that the documents had; the offices of both, and note that it was done."""
        gone = select(GivenOffice.office).where(GivenOffice.document.in_(documents))
        offices = set(self._connection.scalars(gone)) | {one.office for one in given}
        self._connection.execute(delete(GivenOffice).where(GivenOffice.document.in_(documents)))
        if given:
            rows = [
                {
                    "document": one.document, "appearance": one.appearance, "office": one.office,
                    "phrase": one.phrase, "day": one.day, "against": one.against,
                }
                for one in given
            ]  # fmt: skip
            self._connection.execute(insert(GivenOffice), rows)
        self._connection.execute(update(Document).where(Document.serial.in_(documents)).values(judged=True))
        return offices

    def of_office(self, office: str) -> list[KeptGivenOffice]:
        """All that give an office to somebody, by day; those whose quotations are no longer listed are left out."""
        rows = self._connection.execute(
            select(
                GivenOffice.appearance,
                GivenOffice.phrase,
                GivenOffice.day,
                GivenOffice.against,
                Appearance.speaker,
                Appearance.name,
                Speaker.id.label("speaker_id"),
                Source.name.label("source"),
                func.coalesce(Document.story, Document.serial).label("story"),
            )
            .join(Appearance, Appearance.serial == GivenOffice.appearance)
            .join(Speaker, Speaker.serial == Appearance.speaker)
            .join(Document, Document.serial == GivenOffice.document)
            .join(Source, Source.serial == Document.source)
            .where(GivenOffice.office == office)
            .order_by(GivenOffice.day, GivenOffice.document, GivenOffice.appearance)
        ).all()
        quoted: dict[int, list[str]] = defaultdict(list)
        appearances = [row.appearance for row in rows]
        for at in range(0, len(appearances), _CHUNK):
            found = self._connection.execute(
                select(Quotation.appearance, Quotation.id)
                .where(Quotation.appearance.in_(appearances[at : at + _CHUNK]), Quotation.listed.is_not(False))
                .order_by(Quotation.rank)
            )
            for appearance, id_ in found:
                quoted[appearance].append(id_)
        return [
            KeptGivenOffice(
                office, row.phrase, row.day, row.against, row.speaker, row.speaker_id, row.name, row.source, row.story,
                tuple(quoted[row.appearance][:_QUOTED]),
            )
            for row in rows
            if quoted[row.appearance]
        ]  # fmt: skip


def judge_again(connection: Connection, speakers: Iterable[int]) -> None:
    """Have documents judged again that name these speakers, or give doubtful offices: the register is another by now.

    ``speakers`` (serials) are those whose own terms may have changed. An office of somebody of whom the register knew
    none is among the doubtful ones.
    """
    again = update(Document).values(judged=False)
    connection.execute(again.where(Document.serial.in_(select(GivenOffice.document))))
    changed = sorted(speakers)
    for first in range(0, len(changed), _CHUNK):
        named = select(Appearance.document).where(Appearance.speaker.in_(changed[first : first + _CHUNK]))
        connection.execute(again.where(Document.serial.in_(named)))
