"""Parameters that requests take in their addresses, checked and told as OpenAPI."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from quotes.errors import BadValue
from quotes.matching.records import LONGEST
from quotes.store.finding_records import FindingKind, FindingSeverity, FindingStatus

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


class FindingKindQuery(Query):
    """Of which kind."""

    kind: FindingKind | SkipJsonSchema[None] = _optional("Only findings of this kind")
    status: FindingStatus | SkipJsonSchema[None] = _optional("Only findings of this status")
    severity: FindingSeverity | SkipJsonSchema[None] = _optional("Only findings of this severity")


class EvidenceQuery(Query):
    """With what evidence."""

    document: Token | SkipJsonSchema[None] = _optional("Only findings that quote this document, by its id")
    quotation: Token | SkipJsonSchema[None] = _optional("Only findings that this quotation is part of, by its id")


class FindingsQuery(PageQuery, EvidenceQuery, SpeakerQuery, FindingKindQuery):
    """Which findings."""


class SourceQuery(Query):
    """Of which source."""

    source: Name | SkipJsonSchema[None] = _optional("Only documents of this outlet, ministry or folder")


class QuotationFeedQuery(PageQuery, SourceQuery, WordsQuery, SpeakerQuery):
    """Which of the latest quotations."""


class OneKindQuery(Query):
    """Of which kind."""

    kind: FindingKind | SkipJsonSchema[None] = _optional("Only findings of this kind")


class FindingFeedQuery(PageQuery, SpeakerQuery, OneKindQuery):
    """Which of the latest findings."""


class NamesQuery(Query):
    """Whose name."""

    q: Name | SkipJsonSchema[None] = _optional("Beginnings of words of any form of the name")


class TitlesQuery(Query):
    """Under which title."""

    q: Words | SkipJsonSchema[None] = _optional("Words that the title has")


class SpeakersQuery(PageQuery, NamesQuery):
    """Which speakers."""


class ImportQuery(Query):
    """Which register."""

    register_: Name | SkipJsonSchema[None] = _optional(
        "The register's name, the same each time: two records of one register are two speakers; "
        "those of two are one where the Wikidata id is the same, or the name and a country",
        alias="register",
    )


class SuggestionsQuery(Query):
    """How many pairs."""

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT, description="How many pairs")


class DocumentsQuery(PageQuery, PeriodQuery, TitlesQuery):
    """Which documents."""


class VersionPath(Id):
    """The path parameters of one version of a document."""

    number: int = Field(description="The version's number, from 1", ge=1, le=10**9)


Number = Annotated[int, Field(ge=1, le=10**9)]


class VersionsQuery(Query):
    """Which two versions are compared."""

    from_: Number | SkipJsonSchema[None] = _optional(
        "The older version's number; by default the one that the newer replaced", alias="from"
    )
    to: Number | SkipJsonSchema[None] = _optional("The newer version's number; by default the current one")


class MatchesQuery(Query):
    """How much of the evidence."""

    limit: int = Field(10, ge=1, le=LARGEST_LIMIT, description="How many matches")


class ClaimQuery(Query):
    """What somebody is said to have said, as the page's form sends it."""

    quotation: Annotated[str, Field(min_length=1, max_length=LONGEST)] | SkipJsonSchema[None] = _optional("The words")
    speaker: Name | SkipJsonSchema[None] = _optional("A name in any of its forms, a role, or a speaker's id")
    on: Day | SkipJsonSchema[None] = _optional("The day of the claim (YYYY-MM-DD)")


class DraftQuery(Query):
    """What a file with a draft does not say itself."""

    published: Day | SkipJsonSchema[None] = _optional(
        "The draft's day (YYYY-MM-DD), by which a role is somebody's; by default the draft's own"
    )
    format: Literal["text", "markdown", "html", "docx"] | SkipJsonSchema[None] = _optional(
        "How it is written; by default as the content type or the file's name says"
    )
    name: Name | SkipJsonSchema[None] = _optional("What the answer calls it")
    min_words: int = Field(0, ge=0, le=1000, description="Leave out quotations of fewer words")
