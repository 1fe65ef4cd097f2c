"""Bodies that requests have: JSON objects whose fields are checked by name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from quotes.errors import BadValue
from quotes.matching.records import LONGEST
from service.parameters import Day


def _storable(text: str) -> str:
    # JSON can write what is no character ("\ud800"), and a database keep none of it
    if any("\ud800" <= character <= "\udfff" or character == "\0" for character in text):
        raise ValueError("a null character or half a surrogate pair is no text")
    return text


def _told(text: str) -> str:
    if not text.strip():
        raise ValueError("it must not be empty")
    return text


Id = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_storable)]
Name = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_storable), AfterValidator(_told)]
Words = Annotated[
    str, Field(min_length=1, max_length=LONGEST), AfterValidator(_storable), AfterValidator(_told)
]
Reason = Annotated[str, Field(max_length=2000), AfterValidator(_storable)]

WHO = Field(description="Who decides: a name or an e-mail address, kept with the decision")
PARTS = Field(False, description="So it is with the other parts of the same statement")
WHY = Field("", description="The reason, kept with the decision")


class Body(BaseModel):
    """Base of all bodies: fields that it does not know are refused."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def refuse_unknown(cls, given: Any) -> Any:
        """Raise :class:`BadValue` where there is no JSON object, or with the name of a field that is unknown."""
        known = ", ".join(cls.model_fields)
        if not request.is_json:
            raise BadValue(f"the body must be JSON, sent with 'Content-Type: application/json': an object with {known}")
        if not isinstance(given, dict):
            raise BadValue(f"the body is no JSON object: it must be one with {known}")
        for name in given:
            if name not in cls.model_fields:
                raise BadValue(f"unknown field {name[:100]!r}: this address takes {known}")
        return given


def _example(**fields: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"example": fields})


class MergeBody(Body):
    """Into whom a speaker is merged."""

    model_config = _example(into="03h5313hq2yp1e2z", who="a.writer@newsroom.example", why="one press conference")

    into: Id = Field(description="The id of the speaker who stays; of two, the one whom the register knows")
    who: Name = WHO
    why: Reason = WHY


class SplitBody(Body):
    """Which quotations of a speaker are somebody else's. At least one of `documents` and `forms` names some."""

    model_config = _example(
        documents=["zdfjhjb9xevpf7sf"], forms=[], name="David Davis (Texas)", who="a.writer@newsroom.example", why=""
    )

    documents: list[Id] = Field([], max_length=500, description="Ids of documents that mean somebody else")
    forms: list[Name] = Field([], max_length=500, description="Forms of the name that are somebody else's")
    name: Name | None = Field(None, description="What the other speaker is called; by default as the documents do")
    who: Name = WHO
    why: Reason = WHY


class RenameBody(Body):
    """What a speaker is called."""

    model_config = _example(name="Andrii Sybiha", who="a.writer@newsroom.example", why="as the ministry writes it")

    name: Name = Field(description="The name that lists and quotations show")
    who: Name = WHO
    why: Reason = WHY


class AliasBody(Body):
    """Another name of a speaker."""

    model_config = _example(alias="Lula", who="a.writer@newsroom.example", why="")

    alias: Name = Field(description="A form of the name; documents that use it are resolved again")
    who: Name = WHO
    why: Reason = WHY


class FindingReviewBody(Body):
    """What a person says of a finding."""

    model_config = _example(status="dismissed", note="two speeches", who="a.writer@newsroom.example")

    status: Literal["confirmed", "dismissed", "open"] | None = Field(
        None, description="What it is from now on; null, or left out, adds a note and decides nothing"
    )
    note: Reason = Field("", description="The reason, or the note, kept with the review")
    who: Name = WHO


class QuotationReviewBody(Body):
    """Who spoke a quotation."""

    model_config = _example(
        speaker="03h5313hq2yp1e2z", new=False, parts=True, who="a.writer@newsroom.example", why="not his deputy"
    )

    speaker: Name | None = Field(
        description="The speaker's id, or a name that is one speaker's alone; null where nobody can be told"
    )
    new: bool = Field(False, description="`speaker` is the name of a person whom the archive does not know yet")
    parts: bool = PARTS
    who: Name = WHO
    why: Reason = WHY


class UndoReviewBody(Body):
    """Who takes a decision about a quotation back."""

    model_config = _example(parts=True, who="a.writer@newsroom.example", why="his deputy after all")

    parts: bool = PARTS
    who: Name = WHO
    why: Reason = WHY


class UndoBody(Body):
    """Who takes a decision back."""

    model_config = _example(who="a.writer@newsroom.example", why="two people after all")

    who: Name = WHO
    why: Reason = WHY


class VerifyBody(Body):
    """What somebody is said to have said."""

    model_config = _example(quotation="One man chose this war. One man can end it", speaker="Blinken", on="2022-09-23")

    quotation: Words = Field(description="The words, with or without marks; … and [brackets] mark cuts and inserts")
    speaker: Name | None = Field(None, description="Who is said to have said it: a name in any form, a role, or an id")
    on: Day | None = Field(None, description="The day of the claim (YYYY-MM-DD), by which a role is somebody's")


class CheckBody(Body):
    """A draft as text."""

    model_config = _example(
        text="“One man chose this war,” Antony Blinken said.", format="text", published="2022-09-23", name="draft",
        min_words=0,
    )  # fmt: skip

    text: str = Field(min_length=1, description="The draft")
    format: Literal["text", "markdown", "html"] = Field("text", description="How it is written")
    published: Day | None = Field(None, description="Its day (YYYY-MM-DD), by which a role is somebody's")
    name: Name = Field("draft", description="What the answer calls it")
    min_words: int = Field(0, ge=0, le=1000, description="Leave out quotations of fewer words")
