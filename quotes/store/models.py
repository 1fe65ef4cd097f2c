"""The tables, as typed models; ``migrations/`` makes them, and a test holds the two together.

Two kinds of keys: ``id`` is the public one, derived from content (:mod:`quotes.store.derived_ids`), so that it
is the same after every re-ingest; ``serial`` is a small number for joins. A quotation's primary key is its
``rank`` (:mod:`quotes.store.ordering`): its place in the order of all lists, so that every index ends in list
order.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite numbers rows by itself only in a column whose type is spelled INTEGER (which holds 64 bits there)
BigKey = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Base of the models, with names for all constraints, which later migrations need."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Source(Base):
    """An outlet or a collection; with ``kind``, ``location`` and ``settings`` one that `quotes reingest` reads."""

    __tablename__ = "sources"

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str | None] = mapped_column(String(16))
    """Null: nothing reads it; documents name it as theirs."""
    location: Mapped[str | None] = mapped_column(Text)
    settings: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Everything else about how it is read (:class:`quotes.sources.settings.SourceSettings`)."""
    enabled: Mapped[bool] = mapped_column(Boolean, server_default=text("1"))
    read: Mapped[datetime | None] = mapped_column(DateTime)
    """When the last run that read it to its end began to."""
    state: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the last run found there (:class:`quotes.store.records.SourceState`)."""


class Address(Base):
    """What is remembered of an address or a file that a source was read from, so that it need not be read again."""

    __tablename__ = "addresses"

    address: Mapped[str] = mapped_column(Text, primary_key=True)
    first: Mapped[datetime] = mapped_column(DateTime)
    fetched: Mapped[datetime] = mapped_column(DateTime)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    lastmod: Mapped[str | None] = mapped_column(Text)
    """The date of change that the feed or sitemap told."""
    failure: Mapped[str | None] = mapped_column(Text)


class Lock(Base):
    """Who may write what a run writes; a row is there while somebody does, or died doing so."""

    __tablename__ = "locks"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    token: Mapped[str] = mapped_column(String(16))
    """Of the one holder: what was taken over has another."""
    host: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    """Where the process number means something: the machine's boot, and its namespace of processes."""
    pid: Mapped[int] = mapped_column(Integer)
    command: Mapped[str] = mapped_column(Text)
    run: Mapped[int | None] = mapped_column(ForeignKey("runs.serial"))
    started: Mapped[datetime] = mapped_column(DateTime)
    heartbeat: Mapped[datetime] = mapped_column(DateTime)


class Document(Base):
    """One article, whatever its text was at one time or another."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_source_rank", "source", "rank"),
        Index(
            "ix_documents_ungrouped",
            "serial",
            sqlite_where=text("grouped = 0"),
            postgresql_where=text("NOT grouped"),
        ),
        Index(
            "ix_documents_unjudged",
            "serial",
            sqlite_where=text("judged = 0"),
            postgresql_where=text("NOT judged"),
        ),
        Index(
            "ix_documents_uncompared",
            "serial",
            sqlite_where=text("compared = 0"),
            postgresql_where=text("NOT compared"),
        ),
        Index(
            "ix_documents_story",
            "story",
            sqlite_where=text("story IS NOT NULL"),
            postgresql_where=text("story IS NOT NULL"),
        ),
    )

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    source: Mapped[int] = mapped_column(ForeignKey("sources.serial"))
    name: Mapped[str] = mapped_column(Text)
    """The file's name within the source."""
    url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    authors: Mapped[list[str]] = mapped_column(JSON)
    published: Mapped[date | None] = mapped_column(Date)
    rank: Mapped[int] = mapped_column(BigInteger, unique=True)
    """The first of the ranks that are kept for its quotations."""
    grouped: Mapped[bool] = mapped_column(Boolean, server_default=text("0"))
    """Its quotations of now have their utterances; triggers take it back when they change."""
    judged: Mapped[bool] = mapped_column(Boolean, server_default=text("0"))
    """The offices that it gives to people were held against the register; triggers take it back when they change."""
    compared: Mapped[bool] = mapped_column(Boolean, server_default=text("1"))
    """Its versions were compared; triggers take it back when one is added, or quotations of one change."""
    sketch: Mapped[bytes | None] = mapped_column(LargeBinary)
    """A sample of what the text says outside its quotations (:mod:`quotes.store.stories`)."""
    story: Mapped[int | None] = mapped_column(ForeignKey("documents.serial"))
    """The first document of the story that this one reprints; null: its own."""


class Shingle(Base):
    """A word sequence (a hash) that the documents of a story have outside their quotations."""

    __tablename__ = "shingles"

    hash: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    story: Mapped[int] = mapped_column(ForeignKey("documents.serial"), primary_key=True)


class Version(Base):
    """The text of a document as it stood at one fetch; exactly one of a document's versions is current."""

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("document", "number"),
        Index(
            "uq_versions_current",
            "document",
            unique=True,
            sqlite_where=text("current = 1"),
            postgresql_where=text("current"),
        ),
        # which extractor made what, without reading the texts
        Index("ix_versions_current_extractor_document", "current", "extractor", "document"),
    )

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    document: Mapped[int] = mapped_column(ForeignKey("documents.serial"))
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    extractor: Mapped[str] = mapped_column(Text)
    fetched: Mapped[datetime] = mapped_column(DateTime)
    current: Mapped[bool] = mapped_column(Boolean)
    run: Mapped[int | None] = mapped_column(ForeignKey("runs.serial"))
    """The ingest run that found this text first."""
    previous: Mapped[int | None] = mapped_column(ForeignKey("versions.serial"))
    """The version that was current when this text was found; null of the first."""
    seen: Mapped[datetime | None] = mapped_column(DateTime)
    """When an archive last had this text, where it dates its texts (:mod:`quotes.store.captures`)."""


class Speaker(Base):
    """Somebody (or something) that quotations are attributed to, or whom the register knows."""

    __tablename__ = "speakers"
    __table_args__ = (
        Index("ix_speakers_quotations_name", text("quotations DESC"), "name", "serial"),
        Index("uq_speakers_key", "key", unique=True),
        # of a family of hundreds those who are quoted
        Index("ix_speakers_surname_quotations", "surname", "quotations"),
    )

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(String(8))
    surname: Mapped[str | None] = mapped_column(Text)
    """Folded; of persons only."""
    bare: Mapped[bool] = mapped_column(Boolean)
    """A person of whom only the surname is known."""
    quotations: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    """How many of its quotations are listed; kept in step by every save."""
    key: Mapped[str | None] = mapped_column(Text)
    """That of the register's first entry for this speaker; null for those whom only documents name."""
    fixed: Mapped[bool] = mapped_column(Boolean, server_default=text("0"))
    """The name is the register's or a person's: the forms that documents use do not change it."""
    local: Mapped[bool] = mapped_column(Boolean, server_default=text("0"))
    """Known in one document only: an unnamed source, a surname alone, "the ministry"."""
    survivor: Mapped[int | None] = mapped_column(ForeignKey("speakers.serial"), index=True)
    """Whom this speaker was merged into."""
    moved: Mapped[int | None] = mapped_column(ForeignKey("speakers.serial"))
    """To whom the rules gave what was this speaker's; followed where nothing is left here."""
    gender: Mapped[str | None] = mapped_column(String(8))
    wikidata: Mapped[str | None] = mapped_column(String(16))
    place: Mapped[str | None] = mapped_column(Text)
    """Of organisations: the country they belong to."""


class Entry(Base):
    """A record of a register that describes a speaker; several registers may have the same person."""

    __tablename__ = "entries"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    speaker: Mapped[int] = mapped_column(ForeignKey("speakers.serial"), index=True)
    origin: Mapped[str] = mapped_column(Text)
    """The register: two entries of one origin are never one person."""
    record: Mapped[str] = mapped_column(String(16))
    """A digest, which tells whether another import changes anything."""


class Office(Base):
    """A role that a registered person held over a period; a null day is an open end."""

    __tablename__ = "offices"
    __table_args__ = (Index("ix_offices_role_place", "role", "place"),)

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    speaker: Mapped[int] = mapped_column(ForeignKey("speakers.serial"), index=True)
    role: Mapped[str] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    from_: Mapped[date | None] = mapped_column("from", Date)
    to: Mapped[date | None] = mapped_column(Date)
    at: Mapped[str | None] = mapped_column(Text)
    """Of ambassadors: where they are sent."""
    entry: Mapped[str] = mapped_column(ForeignKey("entries.key"))


class Appearance(Base):
    """A speaker as one document names it, and who that is taken to be.

    ``resolved`` is what the rules found, ``speaker`` what it is after people's decisions (merges, splits).
    """

    __tablename__ = "appearances"
    __table_args__ = (UniqueConstraint("document", "name", "type"),)

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    document: Mapped[int] = mapped_column(ForeignKey("documents.serial"))
    name: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(String(8))
    """As extraction gave it; a role ("the NATO chief") is unnamed here, and may be a person's."""
    folded: Mapped[str] = mapped_column(Text, index=True)
    surname: Mapped[str | None] = mapped_column(Text, index=True)
    described: Mapped[list[str]] = mapped_column(JSON)
    gender: Mapped[str | None] = mapped_column(String(8))
    resolved: Mapped[int] = mapped_column(ForeignKey("speakers.serial"), index=True)
    speaker: Mapped[int] = mapped_column(ForeignKey("speakers.serial"), index=True)
    evidence: Mapped[list[str]] = mapped_column(JSON)


class Decision(Base):
    """What a person decided about speakers; never deleted, at most undone."""

    __tablename__ = "decisions"

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    speaker: Mapped[int] = mapped_column(ForeignKey("speakers.serial"), index=True)
    other: Mapped[int | None] = mapped_column(ForeignKey("speakers.serial"), index=True)
    """The survivor of a merge; the new speaker of a split."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    who: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(DateTime)
    undone: Mapped[datetime | None] = mapped_column(DateTime)
    undone_who: Mapped[str | None] = mapped_column(Text)
    undone_why: Mapped[str | None] = mapped_column(Text)


class Note(Base):
    """A fact about the archive itself, by name (which register it has been given)."""

    __tablename__ = "notes"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Alias(Base):
    """A form of a speaker's name, as documents give it (``uses`` > 0) or as people shorten it."""

    __tablename__ = "aliases"
    __table_args__ = (
        UniqueConstraint("speaker", "form"),
        Index("ix_aliases_folded_speaker", "folded", "speaker"),
        Index("ix_aliases_spelling_speaker", "spelling", "speaker"),
    )

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    speaker: Mapped[int] = mapped_column(ForeignKey("speakers.serial"))
    form: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
    spelling: Mapped[str] = mapped_column(Text)
    """Folded once more, over the ways of writing Cyrillic names in Latin letters."""
    uses: Mapped[int] = mapped_column(Integer)
    given: Mapped[bool] = mapped_column(Boolean, server_default=text("0"))
    """The register or a person gave it: a whole name of this speaker, which identifies."""


class Sound(Base):
    """A key under which people of like-sounding surnames are found (:mod:`quotes.speakers.searching`)."""

    __tablename__ = "sounds"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    speaker: Mapped[int] = mapped_column(ForeignKey("speakers.serial"), primary_key=True)


class Quotation(Base):
    """One span of a version with its attribution."""

    __tablename__ = "quotations"
    __table_args__ = (
        # a row's rank follows in every SQLite index by itself, so these give list order without sorting
        Index("ix_quotations_listed_speaker", "listed", "speaker"),
        Index("ix_quotations_listed_source", "listed", "source"),
        Index("ix_quotations_version", "version"),
        Index("ix_quotations_document", "document"),
        Index("ix_quotations_continues", "continues"),
        # the latest of a speaker; deletions of speakers look here, too: `listed` comes first in the index above
        Index("ix_quotations_speaker_arrived", "speaker", "arrived"),
    )

    rank: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    version: Mapped[int] = mapped_column(ForeignKey("versions.serial"))
    document: Mapped[int] = mapped_column(ForeignKey("documents.serial"))
    source: Mapped[int] = mapped_column(ForeignKey("sources.serial"))
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(8))
    continues: Mapped[str | None] = mapped_column(ForeignKey("quotations.id", deferrable=True, initially="DEFERRED"))
    cue_start: Mapped[int | None] = mapped_column(Integer)
    cue_end: Mapped[int | None] = mapped_column(Integer)
    cue_text: Mapped[str | None] = mapped_column(Text)
    mention_start: Mapped[int | None] = mapped_column(Integer)
    mention_end: Mapped[int | None] = mapped_column(Integer)
    mention_text: Mapped[str | None] = mapped_column(Text)
    speaker: Mapped[int | None] = mapped_column(ForeignKey("speakers.serial"))
    appearance: Mapped[int | None] = mapped_column(ForeignKey("appearances.serial"), index=True)
    confidence: Mapped[float | None] = mapped_column(Float)
    method: Mapped[str | None] = mapped_column(Text)
    withdrawn: Mapped[bool] = mapped_column(Boolean)
    """The newest extractor no longer finds it."""
    listed: Mapped[bool] = mapped_column(Boolean)
    """It is not withdrawn, and its version is the current one."""
    utterance: Mapped[int | None] = mapped_column(ForeignKey("utterances.serial"), index=True)
    arrived: Mapped[int] = mapped_column(BigInteger, server_default="0", index=True)
    """When the document first had these words, as :mod:`quotes.store.arriving` counts."""


class Utterance(Base):
    """What somebody said once: the quotations, in all documents, of the same words."""

    __tablename__ = "utterances"
    __table_args__ = (
        Index(
            "ix_utterances_unchecked",
            "serial",
            sqlite_where=text("checked = 0"),
            postgresql_where=text("NOT checked"),
        ),
    )

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    checked: Mapped[bool] = mapped_column(Boolean, server_default=text("0"))
    """Its findings are those of its quotations of now; triggers take it back when these change."""
    survivor: Mapped[int | None] = mapped_column(ForeignKey("utterances.serial"))
    """The earlier utterance that this turned out to be a part of; the id leads there."""


class Finding(Base):
    """A place where documents disagree; its id comes from its kind and what it is about."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_gone_rank", "gone", "rank"),)

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    severity: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(10))
    rank: Mapped[int] = mapped_column(BigInteger)
    """Its place in lists: the open before the confirmed before the dismissed, high severity first, then the newest."""
    summary: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text, index=True)
    """The key of what was looked at when it was found (an utterance's id, a document's id)."""
    utterance: Mapped[int | None] = mapped_column(ForeignKey("utterances.serial"), index=True)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """The readings: what each reads (`text`, `speaker` as an id, `role`, `date`), `witnesses`, `quotations` as ids."""
    digest: Mapped[str] = mapped_column(String(16))
    """Of the evidence: another one says that it has changed."""
    opened: Mapped[datetime] = mapped_column(DateTime)
    changed: Mapped[datetime] = mapped_column(DateTime)
    """When the evidence was last another."""
    gone: Mapped[bool] = mapped_column(Boolean, server_default=text("0"))
    """The documents no longer disagree here; lists leave it out, and if they do again it is back with its reviews."""
    arrived: Mapped[int] = mapped_column(BigInteger, server_default=text("0"), index=True)
    """When it was opened, or opened again for other evidence, as :mod:`quotes.store.arriving` counts."""


class Evidence(Base):
    """That a quotation is part of a finding."""

    __tablename__ = "evidence"

    finding: Mapped[int] = mapped_column(ForeignKey("findings.serial"), primary_key=True)
    quotation: Mapped[str] = mapped_column(ForeignKey("quotations.id"), primary_key=True, index=True)


class GivenOffice(Base):
    """An office that a document gives to somebody, as of its day, which the register contradicts or knows nobody in.

    What the register confirms is not kept.
    """

    __tablename__ = "given_offices"
    __table_args__ = (Index("ix_given_offices_office_day", "office", "day"),)

    document: Mapped[int] = mapped_column(ForeignKey("documents.serial"), primary_key=True)
    appearance: Mapped[int] = mapped_column(ForeignKey("appearances.serial"), primary_key=True, index=True)
    office: Mapped[str] = mapped_column(Text, primary_key=True)
    """Role and place: "foreign minister of GB"."""
    phrase: Mapped[str] = mapped_column(Text)
    """As the document has it."""
    day: Mapped[date] = mapped_column(Date)
    against: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the register has against it; null where it knows nobody in that office."""


class Review(Base):
    """What a person decided about a finding or about a quotation's attribution; never changed or deleted.

    The latest one holds. ``status`` of a finding's: confirmed, dismissed, open, null for a note; of a quotation's:
    speaker, nobody, undone.
    """

    __tablename__ = "reviews"

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    finding: Mapped[int | None] = mapped_column(ForeignKey("findings.serial"), index=True)
    quotation: Mapped[str | None] = mapped_column(ForeignKey("quotations.id"), index=True)
    status: Mapped[str | None] = mapped_column(String(10))
    speaker: Mapped[int | None] = mapped_column(ForeignKey("speakers.serial"), index=True)
    note: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(DateTime)
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Of a finding's: what there was when it was decided. Of a quotation's: what extraction says of the speaker, kept
    in step by every save, so that the review can be undone."""


class Run(Base):
    """One run of ``ingest`` or ``reingest``; ``finished`` stays null when it was killed.

    ``counts`` are written now and then while it runs.
    """

    __tablename__ = "runs"

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    command: Mapped[str] = mapped_column(Text)
    started: Mapped[datetime] = mapped_column(DateTime)
    finished: Mapped[datetime | None] = mapped_column(DateTime)
    counts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    stages: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Seconds by stage."""
    sources: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Counts by source."""


class Failure(Base):
    """Something that a run could not read."""

    __tablename__ = "failures"

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    run: Mapped[int] = mapped_column(ForeignKey("runs.serial"), index=True)
    name: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class Alert(Base):
    """What somebody wants to be told of."""

    __tablename__ = "alerts"

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(Text)
    watches: Mapped[str] = mapped_column(String(10))
    speaker: Mapped[str | None] = mapped_column(String(16))
    """The id that was meant when it was made, which may lead to another by now."""
    called: Mapped[str | None] = mapped_column(Text)
    """The speaker's name then."""
    words: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(16))
    """Of findings."""
    made: Mapped[datetime] = mapped_column(DateTime)


class AlertChannel(Base):
    """Where an alert is delivered to, and how far (:mod:`quotes.store.alerts`)."""

    __tablename__ = "alert_channels"

    serial: Mapped[int] = mapped_column(Integer, primary_key=True)
    alert: Mapped[int] = mapped_column(ForeignKey("alerts.serial"), index=True)
    by: Mapped[str] = mapped_column(String(8))
    address: Mapped[str] = mapped_column(Text)
    secret: Mapped[str | None] = mapped_column(Text)
    allow_private: Mapped[bool] = mapped_column(Boolean)
    cursor: Mapped[int] = mapped_column(BigInteger)
    """Everything up to this arrival (of runs: this serial) has been told."""
    batch: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The delivery that was begun: its `id`, and `upto`, where the cursor is after it."""
    turn: Mapped[str | None] = mapped_column(String(16))
    turned: Mapped[datetime | None] = mapped_column(DateTime)
    """When the process whose `turn` it is took it."""
    sent: Mapped[datetime | None] = mapped_column(DateTime)
    failing: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    since: Mapped[datetime | None] = mapped_column(DateTime)
    error: Mapped[str | None] = mapped_column(Text)
    again: Mapped[datetime | None] = mapped_column(DateTime)
