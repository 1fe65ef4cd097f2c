"""The shapes of answers, as OpenAPI tells them.

The store's records give the answers themselves (``as_json``); the tests hold those to the models here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from quotes.store.finding_records import FindingKind, FindingSeverity, FindingStatus

# what a merged speaker's address answers
MOVED: dict[str, Any] = {
    "description": "The speaker was merged into another: `Location` is that one's address",
    "headers": {"Location": {"schema": {"type": "string"}}},
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Failure"}}},
}


class Answer(BaseModel):
    """Base of all answers: the tests refuse keys that are not described here."""

    model_config = ConfigDict(extra="forbid")


class Failure(Answer):
    """What every failure says."""

    ok: Literal[False] = Field(description="Always false")
    status: int = Field(description="The HTTP status")
    error: str = Field(description="What was wrong with what, and what would work")


class TextSpan(Answer):
    """A piece of the version's text."""

    start: int = Field(description="Code points before it")
    end: int
    text: str


class SpeakerName(Answer):
    """Who spoke."""

    id: str
    name: str
    type: Literal["person", "group", "document", "unnamed"]


class DocumentName(Answer):
    """The article that a quotation stands in."""

    id: str
    title: str | None
    url: str | None
    source: str
    published: date | None


class Quotation(Answer):
    """Words between quotation marks, with who said them and where they stand."""

    id: str
    text: str = Field(description="With its quotation marks")
    kind: Literal["direct", "partial"]
    start: int
    end: int
    version: str = Field(description="The version of the document's text that the offsets count in")
    continues: str | None = Field(description="The id of the quotation that this goes on from")
    speaker: SpeakerName | None = Field(description="Null where the text does not say")
    mention: TextSpan | None = Field(description="The words that name the speaker")
    cue: TextSpan | None = Field(description="The words that report it")
    confidence: float | None
    method: str | None = Field(description="The rule that named the speaker")
    document: DocumentName


class QuoteSelector(Answer):
    """W3C Web Annotation: a TextQuoteSelector."""

    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str
    suffix: str


class PositionSelector(Answer):
    """W3C Web Annotation: a TextPositionSelector."""

    type: Literal["TextPositionSelector"]
    start: int
    end: int


class QuotationReview(Answer):
    """A person's decision who spoke a quotation."""

    id: str
    status: Literal["speaker", "nobody", "undone"] = Field(
        description="`speaker` names one; `nobody`: the text does not tell; `undone` gave it back to extraction"
    )
    speaker: SpeakerName | None = Field(description="Null but for the status `speaker`")
    note: str = Field(description="The reason")
    who: str
    made: datetime = Field(description="When (UTC)")
    holds: bool = Field(description="Whether it is the decision that holds")


class QuotationInContext(Quotation):
    """One quotation with the text around it and W3C selectors."""

    prefix: str = Field(description="The text before it")
    suffix: str = Field(description="The text after it")
    selectors: list[QuoteSelector | PositionSelector] = Field(description="W3C Web Annotation selectors")
    siblings: list[Quotation] = Field(description="The other parts of the same continued quotation, in order")
    identity: list[str] = Field(description="What told who the speaker is, the most telling first")
    withdrawn: bool = Field(description="A newer extractor no longer finds it")
    current: bool = Field(description="Whether it stands in the newest version of the document")
    utterance: str | None = Field(description="The id of the utterance that it belongs to")
    findings: list[str] = Field(description="The ids of the findings that it is part of")
    review: QuotationReview | None = Field(description="The decision who spoke it, where one holds")
    reviews: list[QuotationReview] = Field(description="All decisions who spoke it, the latest first")


class Speaker(SpeakerName):
    """A speaker with what the archive has of them."""

    aliases: list[str] = Field(description="The other forms of the name, most used first")
    quotations: int = Field(description="How many quotations")
    first: date | None = Field(description="The earliest publication that quotes them")
    last: date | None = Field(description="The latest one")


class Role(Answer):
    """A role that a speaker of the register holds or held."""

    role: str = Field(description="What is held, in words of the register: `foreign minister`")
    title: str = Field(description="As news writes it: `Secretary of State`")
    of: str | None = Field(description="Where: a country's code (`US`) or an organisation's key (`nato`)")
    place: str | None = Field(description="The same as a name: `United States`")
    from_: date | None = Field(alias="from", description="The first day; null where it is not known")
    to: date | None = Field(description="The last day; null where the role is still held, or its end is not known")


class SourceCount(Answer):
    """How often a source quotes a speaker."""

    source: str
    quotations: int


class SpeakerInFull(Speaker):
    """A speaker with all that the archive and the register know."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "9y3xq0v5t7c2m8ra",
                "name": "Antony Blinken",
                "type": "person",
                "aliases": ["Blinken", "Tony Blinken"],
                "quotations": 12,
                "first": "2021-02-03",
                "last": "2024-12-19",
                "register": "antony-blinken",
                "wikidata": "Q7821917",
                "gender": "male",
                "roles": [
                    {
                        "role": "foreign minister",
                        "title": "Secretary of State",
                        "of": "US",
                        "place": "United States",
                        "from": "2021-01-26",
                        "to": "2025-01-20",
                    }
                ],
                "sources": [{"source": "Eastbridge Review", "quotations": 12}],
            }
        }
    )

    register_: str | None = Field(alias="register", description="The key in the register; null for others")
    wikidata: str | None = Field(description="The Wikidata id")
    gender: Literal["male", "female"] | None
    roles: list[Role] = Field(description="The latest first")
    sources: list[SourceCount] = Field(description="Who quotes them, and how often")


class Suggestion(Answer):
    """Two speakers who are likely one."""

    one: Speaker = Field(description="The one to be merged")
    other: Speaker = Field(description="The one to stay")
    score: float = Field(description="How likely, 0 to 1")
    evidence: list[str] = Field(description="What speaks for it")


class Decision(Answer):
    """A person's correction of who is who."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "7c2m9k4tq8w3xr5z",
                "kind": "merge",
                "speaker": {"id": "5t8rq1v0y3xc7m2a", "name": "Tony Blinkin", "type": "person"},
                "other": {"id": "9y3xq0v5t7c2m8ra", "name": "Antony Blinken", "type": "person"},
                "details": {},
                "who": "a.writer@newsroom.example",
                "why": "a slip of the pen",
                "made": "2026-11-25T08:30:00+00:00",
                "undone": None,
                "undone_who": None,
                "undone_why": None,
            }
        }
    )

    id: str
    kind: Literal["merge", "split", "rename", "alias"]
    speaker: SpeakerName = Field(description="Whom it is about; of a merge, the one who was merged")
    other: SpeakerName | None = Field(description="Of a merge, the one who stays; of a split, the new one")
    details: dict[str, str | list[str]] = Field(
        description="Of a split `documents` and `forms`; of a new name `name` and `before`; of an alias `form`"
    )
    who: str
    why: str
    made: datetime = Field(description="When (UTC)")
    undone: datetime | None = Field(description="When it was taken back; null while it holds")
    undone_who: str | None
    undone_why: str | None


class Reading(Answer):
    """One of the things that documents say where they disagree: one of `text`, `speaker`, `role` and `date`."""

    text: str | None = Field(None, description="A wording")
    speaker: SpeakerName | None = Field(None, description="Whom the words are given to")
    role: str | None = Field(None, description="The role that somebody is given")
    date_: date | None = Field(None, alias="date", description="The day that the statement is dated to")
    witnesses: int = Field(description="How many independent documents read so; reprints of one story are one")
    quotations: list[Quotation]


class FindingReview(Answer):
    """What a person said of a finding."""

    id: str
    status: FindingStatus | None = Field(description="What was decided; null for a note")
    note: str
    who: str
    made: datetime = Field(description="When (UTC)")


class Finding(Answer):
    """A place where documents disagree."""

    id: str
    kind: FindingKind
    severity: FindingSeverity
    status: FindingStatus
    summary: str = Field(description="The disagreement in a sentence")
    readings: list[Reading] = Field(description="What the documents say, side by side")
    utterance: str | None = Field(description="The id of the utterance that it is about")
    opened: datetime = Field(description="When it was found (UTC)")
    changed: datetime = Field(description="When its evidence was last another (UTC)")
    changed_since_review: bool = Field(description="Whether that was after the decision that holds")
    gone: bool = Field(description="The documents no longer disagree here: lists leave it out")
    reviews: list[FindingReview] = Field(description="The latest first")
    reopened: bool = Field(description="It was dismissed, and has evidence by now that was not there then")
    majority: int | None = Field(description="The place of the reading with the most witnesses, from 0; null for a tie")
    earliest: int | None = Field(description="The place of the reading published first, from 0; null for a tie")


class Variant(Answer):
    """One wording of an utterance."""

    text: str
    witnesses: int = Field(description="How many independent documents have it")
    quotations: list[Quotation]


class Utterance(Answer):
    """What somebody said once, in all its reports."""

    id: str
    speakers: list[SpeakerName] = Field(description="To whom the documents give it")
    text: str = Field(description="The fullest wording")
    variants: list[Variant] = Field(description="The wordings, the one with the most witnesses first")
    earliest: Quotation = Field(description="The one that was published first")
    witnesses: int = Field(description="How many independent documents have it; reprints of one story are one")
    documents: int
    findings: list[str] = Field(description="The ids of the findings about it")


class Document(DocumentName):
    """A document as lists show it."""

    authors: list[str]
    version: str = Field(description="The newest version")
    quotations: int = Field(description="How many quotations the newest version has")


class Version(Answer):
    """One text of a document."""

    id: str
    number: int = Field(description="1 is the first")
    fetched: datetime = Field(description="When it was stored (UTC)")
    extractor: str = Field(description="The program and model that found its quotations")
    current: bool
    previous: int | None = Field(description="The number of the version that was current before it; null of the first")
    changes: int = Field(description="How many findings there are about what it changed")


class DocumentInFull(Document):
    """A document with its newest text and that text's quotations."""

    text: str
    versions: list[Version]
    reprint_of: DocumentName | None = Field(description="The original, of which this is a reprint")
    reprints: list[DocumentName] = Field(description="Other reprints of the same story: all are one witness")
    items: list[Quotation] = Field(description="The quotations in the text's order")


class VersionInFull(Version):
    """One text of a document with its quotations, of which lists show those of the newest only."""

    document: DocumentName
    text: str
    items: list[Quotation] = Field(description="The quotations in the text's order")


class WordingPiece(Answer):
    """A place where two wordings of a quotation differ."""

    older: str = Field(description="Empty for what was put in")
    newer: str = Field(description="Empty for what was left out")
    severity: Literal["minor", "major"]
    about: str | None = Field(description="What changes: a `negation`, a `number`, a `name`, `spelling` …")


class VersionChange(Answer):
    """A quotation that one version has otherwise than another."""

    kind: Literal["reattributed", "reworded", "cut", "removed", "extended", "added"]
    severity: FindingSeverity
    summary: str = Field(description="The change in a few words")
    older: list[Quotation] = Field(description="The parts of the older version's; none of what was added")
    newer: list[Quotation] = Field(description="The parts of the newer version's; none of what was removed")
    differences: list[WordingPiece]


class TextRun(Answer):
    """Words in a row; those of one paragraph that are not `added`, joined, are the older text's."""

    kind: Literal["same", "added", "removed"]
    text: str
    older: int | None = Field(description="Where it begins in the older text; null where it is not there")
    newer: int | None = Field(description="Where it begins in the newer text; null where it is not there")


class TextParagraph(Answer):
    """A paragraph of two versions."""

    kind: Literal["same", "changed", "added", "removed"]
    runs: list[TextRun]


class VersionDifference(Answer):
    """Two versions of a document side by side; typography and white space do not count."""

    document: DocumentName
    older: Version
    newer: Version
    note: str | None = Field(description="A correction or an editor's note that only the newer text has")
    changes: list[VersionChange] = Field(description="What was changed in the quotations")
    paragraphs: list[TextParagraph] = Field(description="Both texts, in the order of the newer")


class RunCounts(Answer):
    """What a run did; a file of several documents that is as it was counts as one."""

    new: int = Field(description="Documents")
    changed: int = Field(description="Documents with another text or description")
    unchanged: int
    failed: int
    quotations: int = Field(description="Those of new and changed documents")
    findings: int = Field(description="Findings that it opened")
    skipped: int = Field(description="Documents that a source's settings or robots.txt leave out")
    again: int = Field(description="Stored documents whose quotations were extracted anew")
    added: int = Field(description="Quotations whose words their document had not before")
    removed: int = Field(description="Quotations whose words their document has no longer")
    findings_closed: int = Field(description="Findings about which documents no longer disagree")


class RunFailure(Answer):
    """What a run could not read."""

    name: str
    reason: str


class RunStages(Answer):
    """Where the time of a run went, in seconds; runs of older versions say nothing."""

    reading: float = Field(0, description="Reading sources, and comparing with what is stored")
    extraction: float = 0
    storing: float = 0
    grouping: float = Field(0, description="Finding out which statements are one utterance")
    findings: float = Field(0, description="Comparing utterances and roles")


class RunSource(Answer):
    """What a run found in one source."""

    new: int
    changed: int
    unchanged: int
    skipped: int
    failed: int
    added: int
    removed: int
    seconds: float
    error: str | None = Field(description="Why it could not be read (to its end)")


class Run(Answer):
    """One run of `quotes ingest` or `quotes reingest`."""

    id: str
    command: str
    started: datetime
    finished: datetime | None = Field(description="Null while it runs, and after a kill")
    counts: RunCounts | None = Field(description="While it runs and after a kill: what it had done a little before")
    failures: list[RunFailure] = Field(description="The first hundred; `/runs/{id}/failures` has all")
    state: Literal["running", "finished", "stopped", "interrupted"] = Field(
        description="`stopped`: asked to end before it had read everything; `interrupted`: killed, or failed as a whole"
    )
    stages: RunStages


class RunInFull(Run):
    """One run with its sources."""

    sources: dict[str, RunSource] = Field(description="By name")


class ImportFailure(Answer):
    """A line that could not be read."""

    name: str = Field(description="`body.jsonl` and the line")
    reason: str


class Imported(Answer):
    """What an import did, in numbers of speakers."""

    added: int
    updated: int
    adopted: int = Field(description="Speakers of documents who were found in it")
    unchanged: int
    failed: int = Field(description="Lines that could not be read")
    failures: list[ImportFailure] = Field(description="The first hundred")


class ArchiveCounts(Answer):
    """What the archive holds."""

    documents: int
    quotations: int
    speakers: int
    from_: date | None = Field(alias="from", description="The earliest publication")
    to: date | None = Field(description="The latest publication")
    revision: str = Field(description="The revision of the database's schema")


class Health(Answer):
    """The service works."""

    ok: Literal[True]
    version: str = Field(description="Of the program")
    archive: ArchiveCounts | None = Field(description="Null where reading is closed and no key was shown")


class Page(Answer):
    """One page of a list."""

    next: str | None = Field(description="Opaque token of the next page; null on the last")
    next_url: str | None = Field(description="Absolute address of the next page; null on the last")


class Quotations(Page):
    """A page of quotations, newest first, and whom the name was taken to mean."""

    items: list[Quotation]
    speakers: list[Speaker] = Field(description="Those that `speaker` was taken to mean")
    suggestions: list[Speaker] = Field(description="Who may have been meant where the name is nobody's")
    ambiguous: bool = Field(description="Whether that name is more than one speaker's")
    note: str | None = Field(description="What a reader should know about the name that was asked for")


class SpeakerQuotations(Page):
    """A page of one speaker's quotations, newest first."""

    speaker: SpeakerInFull
    items: list[Quotation]


class Speakers(Page):
    """A page of speakers, the most quoted first."""

    items: list[Speaker]


class Suggestions(Page):
    """Pairs of speakers who are likely one; there is one page of them."""

    items: list[Suggestion]


class Decisions(Page):
    """A page of decisions, the latest first."""

    items: list[Decision]


class Findings(Page):
    """A page of findings: open ones first, then confirmed, then dismissed."""

    items: list[Finding]


class Versions(Page):
    """The versions of a document, the newest first; there is one page of them."""

    items: list[Version]


class Documents(Page):
    """A page of documents, newest first."""

    items: list[Document]


class Runs(Page):
    """A page of runs, the latest first."""

    items: list[Run]


class RunFailures(Page):
    """A page of what a run could not read, in the order of its happening."""

    items: list[RunFailure]
