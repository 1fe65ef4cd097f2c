"""Parameters that requests take, and the shapes of answers as OpenAPI tells them.

The store's records give the answers themselves (``as_json``); the tests hold those to the models here.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from quotes.errors import BadValue

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200


def _calendar_day(given: Any) -> Any:
    # pydantic by itself also takes seconds since 1970 and times of day
    if isinstance(given, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", given):
        raise ValueError("a date is written YYYY-MM-DD")
    return given


Day = Annotated[date, BeforeValidator(_calendar_day)]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Words = Annotated[str, Field(min_length=1, max_length=500)]
Token = Annotated[str, Field(min_length=1, max_length=1000)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


def _no_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


def _optional(description: str, alias: str | None = None) -> Any:
    return Field(None, alias=alias, description=description, json_schema_extra=_no_default)


class Id(BaseModel):
    """The path parameter of one record."""

    id: str = Field(description="The opaque id of the record", max_length=100)


class Query(BaseModel):
    """Base of all query parameters: names that it does not know are refused."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def refuse_unknown(cls, given: Any) -> Any:
        """Raise :class:`BadValue` with the name of a parameter that nothing here reads."""
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for name in given:
            if name not in known:
                taken = f"this address takes {', '.join(known)}" if known else "this address takes none"
                raise BadValue(f"unknown parameter {name!r}: {taken}")
        return given

    @classmethod
    def model_json_schema(cls, *choices: Any, **named: Any) -> dict[str, Any]:
        """The JSON schema of the parameters."""
        if choices or named:
            return super().model_json_schema(*choices, **named)
        return _parameters(cls)


@cache
def _parameters(model: type[Query]) -> dict[str, Any]:
    # flask-openapi3 asks at each request, and pydantic builds it anew: 0.7 of a look-up's 3 ms
    return super(Query, model).model_json_schema()


class Nothing(Query):
    """No parameters at all."""


class PageQuery(Query):
    """Which page of a list."""

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT, description="How many items a page has")
    next: Token | SkipJsonSchema[None] = _optional(
        "The `next` of the page before; the other parameters stay the same"
    )


class PeriodQuery(Query):
    """Documents of a source and a period."""

    source: Name | SkipJsonSchema[None] = _optional("Only documents of this outlet, ministry or folder")
    from_: Day | SkipJsonSchema[None] = _optional("Published on this day or later (YYYY-MM-DD)", alias="from")
    to: Day | SkipJsonSchema[None] = _optional("Published on this day or earlier (YYYY-MM-DD)")

    @model_validator(mode="after")
    def in_order(self) -> PeriodQuery:
        """Raise :class:`BadValue` where the period ends before it begins."""
        if self.from_ and self.to and self.from_ > self.to:
            raise BadValue(f"from={str(self.from_)!r} is after to={str(self.to)!r}")
        return self


class AttributionQuery(Query):
    """Of which kind, and how surely attributed."""

    kind: Literal["direct", "partial"] | SkipJsonSchema[None] = _optional(
        "`direct` (a clause or more) or `partial` (words inside the reporter's sentence)"
    )
    min_confidence: Share | SkipJsonSchema[None] = _optional("Attributed at least this surely (0 to 1)")


class WordsQuery(Query):
    """With which words."""

    q: Words | SkipJsonSchema[None] = _optional(
        'Words that the quotation has, all of them; "between quotation marks" together'
    )


class SpeakerQuery(Query):
    """By whom."""

    speaker: Name | SkipJsonSchema[None] = _optional("A name in any of its forms, or a speaker's id")


# pydantic takes the fields of the last base first: the reference lists them in the order of their use
class SpeakerQuotationsQuery(PageQuery, AttributionQuery, PeriodQuery, WordsQuery):
    """Which quotations of one speaker."""


class QuotationsQuery(SpeakerQuotationsQuery, SpeakerQuery):
    """Which quotations."""


class QuotationQuery(Query):
    """How one quotation is shown."""

    context: int = Field(200, ge=0, le=2000, description="How many characters of text before and after")


class NamesQuery(Query):
    """Whose name."""

    q: Name | SkipJsonSchema[None] = _optional("Beginnings of words of any form of the name")


class TitlesQuery(Query):
    """Under which title."""

    q: Words | SkipJsonSchema[None] = _optional("Words that the title has")


class SpeakersQuery(PageQuery, NamesQuery):
    """Which speakers."""


class DocumentsQuery(PageQuery, PeriodQuery, TitlesQuery):
    """Which documents."""


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


class QuotationInContext(Quotation):
    """One quotation with the text around it and W3C selectors."""

    prefix: str = Field(description="The text before it")
    suffix: str = Field(description="The text after it")
    selectors: list[QuoteSelector | PositionSelector] = Field(description="W3C Web Annotation selectors")
    siblings: list[Quotation] = Field(description="The other parts of the same continued quotation, in order")
    withdrawn: bool = Field(description="A newer extractor no longer finds it")
    current: bool = Field(description="Whether it stands in the newest version of the document")


class Speaker(SpeakerName):
    """A speaker with what the archive has of them."""

    aliases: list[str] = Field(description="The other forms of the name that documents use, most used first")
    quotations: int = Field(description="How many quotations")
    first: date | None = Field(description="The earliest publication that quotes them")
    last: date | None = Field(description="The latest one")


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


class DocumentInFull(Document):
    """A document with its newest text and that text's quotations."""

    text: str
    versions: list[Version]
    items: list[Quotation] = Field(description="The quotations in the text's order")


class RunCounts(Answer):
    """Documents by outcome, and the quotations in those that are new or changed."""

    new: int
    changed: int
    unchanged: int
    failed: int
    quotations: int


class RunFailure(Answer):
    """What a run could not read."""

    name: str
    reason: str


class Run(Answer):
    """One run of `quotes ingest`."""

    id: str
    command: str
    started: datetime
    finished: datetime | None = Field(description="Null while it runs, and after a kill")
    counts: RunCounts | None
    failures: list[RunFailure] = Field(description="The first hundred")


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
    ambiguous: bool = Field(description="Whether that name is more than one speaker's")
    note: str | None = Field(description="What a reader should know about the name that was asked for")


class SpeakerQuotations(Page):
    """A page of one speaker's quotations, newest first."""

    speaker: Speaker
    items: list[Quotation]


class Speakers(Page):
    """A page of speakers, the most quoted first."""

    items: list[Speaker]


class Documents(Page):
    """A page of documents, newest first."""

    items: list[Document]


class Runs(Page):
    """A page of runs, the latest first."""

    items: list[Run]
