"""What the store takes and gives: plain values, with ``as_json`` in the contract's shapes."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime, timezone
from typing import Any, Generic, Literal, TypeVar

from quotes.extraction.records import Kind, SpeakerType, TextSpan

Outcome = Literal["new", "changed", "unchanged"]
Item = TypeVar("Item")


def _as_json(value: Any) -> Any:
    if isinstance(value, (Record, TextSpan)):
        return value.as_json()
    if isinstance(value, datetime):  # before `date`, which it is, too; the tables keep UTC without saying so
        return value.replace(tzinfo=timezone.utc).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_as_json(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Record:
    """A value that JSON shows field by field, under the names of the fields."""

    def as_json(self) -> dict[str, Any]:
        """The fields in their order: days as ``2023-01-18``, times with their offset, records as objects."""
        return {field.name: _as_json(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class IncomingDocument:
    """A document as a source gives it, before extraction.

    Its identity is ``url`` (the canonical one), or ``source`` and ``key`` (the file's name within the source)
    where it has none. ``text`` is stored untouched: the offsets of its quotations count its code points. ``captured``
    (UTC): when an archive took the text, which may be long ago; None: it is the text of now.
    """

    source: str
    key: str
    text: str
    title: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    captured: datetime | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What :meth:`Archive.save` did: the ids, and whether anything in the archive differs from before.

    ``quotations`` is the number of quotations that the document has now; ``added`` and ``removed`` count those whose
    words it had not, or no longer has.
    """

    document: str
    version: str
    outcome: Outcome
    quotations: int
    added: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class QuotationFilter:
    """Which quotations to list; what is None does not restrict.

    ``speaker`` is a name in any form or a speaker's id; ``words`` are AND-ed, "words between quotation marks"
    must stand together; ``from_`` and ``to`` are days of publication, both included; ``source`` is its name.
    ``min_confidence`` (0…1) leaves out quotations without an attribution.
    """

    speaker: str | None = None
    words: str | None = None
    from_: date | None = None
    to: date | None = None
    source: str | None = None
    kind: Kind | None = None
    min_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class SpeakerReference(Record):
    """The speaker as a quotation shows it."""

    id: str
    name: str
    type: SpeakerType


@dataclass(frozen=True, slots=True)
class DocumentReference(Record):
    """The document as a quotation shows it; ``source`` is the source's name."""

    id: str
    title: str | None
    url: str | None
    source: str
    published: date | None


@dataclass(frozen=True, slots=True)
class QuotationRecord(Record):
    """A stored quotation: ``text == version text[start:end]``, marks included.

    ``continues`` is the id of the quotation that it goes on from. ``confidence`` and ``method`` belong to the
    attribution and are None without a speaker.
    """

    id: str
    text: str
    kind: Kind
    start: int
    end: int
    version: str
    continues: str | None
    speaker: SpeakerReference | None
    mention: TextSpan | None
    cue: TextSpan | None
    confidence: float | None
    method: str | None
    document: DocumentReference

    def as_json(self) -> dict[str, Any]:
        """The quotation object of DESIGN.md, the same wherever JSON shows a quotation."""
        confidence = None if self.confidence is None else round(self.confidence, 3)
        return {**Record.as_json(self), "confidence": confidence}


@dataclass(frozen=True, slots=True)
class StatementPart:
    """One quotation of a statement: ``text`` with its marks, offsets as in :class:`QuotationRecord`."""

    id: str
    rank: int
    text: str
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Statement:
    """Quotations of one version that go on from each other, in the order of the text; the listed ones only.

    The speaker (and the serial, confidence and method of the attribution) are those of the first part that has one.
    ``source`` is the source's name. Documents of one ``story`` are reprints of each other: one witness.
    """

    parts: tuple[StatementPart, ...]
    speaker: SpeakerReference | None
    speaker_serial: int | None
    confidence: float | None
    method: str | None
    document: str
    document_serial: int
    version_serial: int
    story: int
    source: str
    published: date | None
    utterance: int | None


@dataclass(frozen=True, slots=True)
class QuotationInPlace:
    """A quotation with the text before and after it."""

    quotation: QuotationRecord
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class SpeakerRecord(Record):
    """A speaker with what is listed of it.

    ``aliases`` are the other forms of its name, most used first; ``quotations`` counts those of the newest
    versions; ``first`` and ``last`` are days of publication (None where all its documents are undated).
    """

    id: str
    name: str
    type: SpeakerType
    aliases: tuple[str, ...]
    quotations: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class SpeakersMeant:
    """Whom a name may mean: the ``people`` to show, and the ``serials`` that hold their quotations."""

    people: tuple[SpeakerRecord, ...]
    serials: frozenset[int]


@dataclass(frozen=True, slots=True)
class OfficeRecord(Record):
    """A role that a registered speaker held; ``of`` is a country's code or an organisation's key, ``place`` its name.

    ``from_`` and ``to`` are days, None where they are open or unknown.
    """

    role: str
    title: str
    of: str | None
    place: str | None
    from_: date | None
    to: date | None

    def as_json(self) -> dict[str, Any]:
        """``{"role", "title", "of", "place", "from", "to"}``."""
        return {name.rstrip("_"): value for name, value in Record.as_json(self).items()}


@dataclass(frozen=True, slots=True)
class SourceCount(Record):
    """How many listed quotations of a speaker a source has."""

    source: str
    quotations: int


@dataclass(frozen=True, slots=True)
class SpeakerDetail(SpeakerRecord):
    """A speaker in full: what lists show, the register's facts, and the sources.

    ``register`` is the key in the register, None for those whom only documents name. ``roles`` come latest first,
    ``sources`` the one with the most quotations first.
    """

    register: str | None
    wikidata: str | None
    gender: str | None
    roles: tuple[OfficeRecord, ...]
    sources: tuple[SourceCount, ...]


@dataclass(frozen=True, slots=True)
class DecisionRecord(Record):
    """A person's correction: ``kind`` is merge (``speaker`` into ``other``), split (``other`` from ``speaker``),
    rename or alias; ``details`` has the names, documents or forms. ``undone`` is None while it holds. Times are UTC.
    """

    id: str
    kind: str
    speaker: SpeakerReference
    other: SpeakerReference | None
    details: dict[str, Any]
    who: str
    why: str
    made: datetime
    undone: datetime | None
    undone_who: str | None
    undone_why: str | None


@dataclass(frozen=True, slots=True)
class Suggestion(Record):
    """Two speakers who may be one, how likely (0…1), and why."""

    one: SpeakerRecord
    other: SpeakerRecord
    score: float
    evidence: tuple[str, ...]


@dataclass(slots=True)
class RegisterCounts:
    """What taking in a register did; ``adopted`` are speakers of documents who were found in it."""

    added: int = 0
    updated: int = 0
    adopted: int = 0
    unchanged: int = 0

    def __add__(self, other: RegisterCounts) -> RegisterCounts:
        return RegisterCounts(
            self.added + other.added,
            self.updated + other.updated,
            self.adopted + other.adopted,
            self.unchanged + other.unchanged,
        )


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list; ``next`` is an opaque token for the page after it, None on the last."""

    items: list[Item]
    next: str | None = None

    def as_json(self) -> dict[str, Any]:
        """``{"items", "next"}``."""
        return {"items": [item.as_json() for item in self.items], "next": self.next}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class QuotationPage(Page[QuotationRecord]):
    """A page of quotations and the people that the filter's ``speaker`` was taken to mean.

    ``speakers`` is empty where the filter names none or nobody by that name is known; two or more say that
    the name is ambiguous (a "Blinken" of whom no document gives the first name is not listed beside the only
    Blinken of the archive, though his quotations are).
    """

    speakers: list[SpeakerRecord] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DocumentRecord(Record):
    """A document as lists show it; ``quotations`` counts those of its newest version."""

    id: str
    title: str | None
    url: str | None
    source: str
    published: date | None
    authors: tuple[str, ...]
    version: str
    quotations: int


@dataclass(frozen=True, slots=True)
class VersionRecord(Record):
    """One text of a document; ``fetched`` is when it was stored (UTC); ``extractor`` made its quotations.

    ``previous`` is the number of the version that was current before it; ``changes`` is the number of findings about
    what it changed.
    """

    id: str
    number: int
    fetched: datetime
    extractor: str
    current: bool
    previous: int | None
    changes: int


@dataclass(frozen=True, slots=True)
class VersionDetail:
    """A version with its text, and its quotations in order, which lists show only while it is the current one."""

    version: VersionRecord
    document: DocumentReference
    text: str
    quotations: tuple[QuotationRecord, ...]

    def as_json(self) -> dict[str, Any]:
        """The version's object with ``document``, ``text`` and ``items`` (its quotations)."""
        return {
            **self.version.as_json(),
            "document": self.document.as_json(),
            "text": self.text,
            "items": [quotation.as_json() for quotation in self.quotations],
        }


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """A document with the text of its newest version, that version's quotations in order, and all versions.

    ``versions`` come newest first. ``reprint_of`` is the original of its story, None where it is that itself;
    ``reprints`` are the other reprints of it, the first published first.
    """

    document: DocumentRecord
    text: str
    quotations: list[QuotationRecord]
    versions: list[VersionRecord]
    reprint_of: DocumentReference | None
    reprints: list[DocumentReference]

    def as_json(self) -> dict[str, Any]:
        """The document's object with ``text``, ``versions``, ``reprint_of``, ``reprints``, ``items`` (quotations)."""
        return {
            **self.document.as_json(),
            "quotations": len(self.quotations),
            "text": self.text,
            "versions": [version.as_json() for version in self.versions],
            "reprint_of": self.reprint_of and self.reprint_of.as_json(),
            "reprints": [document.as_json() for document in self.reprints],
            "items": [quotation.as_json() for quotation in self.quotations],
        }


@dataclass(frozen=True, slots=True)
class QuotationReview(Record):
    """A person's decision who spoke a quotation: ``speaker`` is None where nobody can be told, and where it was undone.

    ``holds``: it is the latest one of its quotation, and not an undoing.
    """

    id: str
    status: Literal["speaker", "nobody", "undone"]
    speaker: SpeakerReference | None
    note: str
    who: str
    made: datetime
    holds: bool


@dataclass(frozen=True, slots=True)
class QuotationDetail:
    """A quotation in its place.

    ``prefix`` and ``suffix`` are the text before and after it; ``siblings`` are the other parts of the same
    continued quotation, in order. ``identity`` is what told whose name the speaker's is, the most telling first
    ("full name", "role: US Secretary of State"). ``withdrawn``: a newer extractor no longer finds it; ``current``: its
    version is the newest. ``utterance`` and ``findings`` are ids; ``reviews`` come latest first.
    """

    quotation: QuotationRecord
    prefix: str
    suffix: str
    document: DocumentRecord
    siblings: list[QuotationRecord]
    identity: tuple[str, ...]
    withdrawn: bool
    current: bool
    utterance: str | None
    findings: tuple[str, ...]
    reviews: tuple[QuotationReview, ...]

    @property
    def review(self) -> QuotationReview | None:
        """The decision who spoke it, where one holds."""
        return next((review for review in self.reviews if review.holds), None)

    def as_json(self) -> dict[str, Any]:
        """The quotation's object with the fields above under their names, and the ``review`` that holds."""
        return {
            **self.quotation.as_json(),
            "prefix": self.prefix,
            "suffix": self.suffix,
            "siblings": [sibling.as_json() for sibling in self.siblings],
            "identity": list(self.identity),
            "withdrawn": self.withdrawn,
            "current": self.current,
            "utterance": self.utterance,
            "findings": list(self.findings),
            "review": _as_json(self.review),
            "reviews": _as_json(self.reviews),
        }


@dataclass(frozen=True, slots=True)
class SourceRecord(Record):
    """A source that documents are of, and their number."""

    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class ArchiveCounts:
    """What an archive holds: newest versions' quotations, speakers with a name, days of publication."""

    documents: int
    quotations: int
    speakers: int
    first: date | None
    last: date | None
    revision: str

    def as_json(self) -> dict[str, Any]:
        """``{"documents", "quotations", "speakers", "from", "to", "revision"}``."""
        return {
            "documents": self.documents,
            "quotations": self.quotations,
            "speakers": self.speakers,
            "from": _as_json(self.first),
            "to": _as_json(self.last),
            "revision": self.revision,
        }
