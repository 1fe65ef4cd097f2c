"""The shapes of verifications and of checked drafts, as OpenAPI tells them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from service.schemas import Answer, Quotation, SpeakerName, TextSpan

Verdict = Literal["confirmed", "altered", "misattributed", "disputed", "not_found"]
Wording = Literal["verbatim", "typographic", "partial", "elided", "altered", "none"]
Whose = Literal["same", "other", "disputed", "unstated"]


class MatchedQuotation(Quotation):
    """A recorded quotation with the text around it."""

    prefix: str = Field(description="The text before it")
    suffix: str = Field(description="The text after it")


class Difference(Answer):
    """Where a claim and the record differ."""

    kind: Literal["substituted", "inserted", "omitted", "ellipsis", "bracket"]
    claimed: str = Field(description="The claim's words; empty for an omission")
    recorded: str = Field(description="The record's words; empty for an insertion")
    severity: Literal["minor", "major"] = Field(
        description="Major: a negation, a number, a name, a modal verb or the polarity of a word changes"
    )
    about: str | None = Field(description="What changes: `negation`, `number`, `spelling` and the like")


class Match(Answer):
    """A recorded quotation that the claim may be of."""

    quotation: MatchedQuotation
    wording: Wording
    differences: list[Difference] = Field(description="From the left to the right of the claim")
    score: float = Field(description="How near, 0 to 1")
    warnings: list[str] = Field(description="What changes the meaning")
    speaker: Whose = Field(description="Whether its speaker is the claimed one")
    joined: list[str] = Field(description="Ids of all parts, where it goes on from, or into, another quotation")


class SpeakerReading(Answer):
    """Whom documents give the words to."""

    speaker: SpeakerName | None
    witnesses: int = Field(description="Independent documents: reprints of one story are one")
    documents: int


class Coverage(Answer):
    """What was searched."""

    documents: int
    quotations: int
    from_: date | None = Field(alias="from", description="The earliest publication")
    to: date | None = Field(description="The latest publication")


class Verification(Answer):
    """The answer to a claim."""

    verdict: Verdict = Field(description="`not_found` is not false: `coverage` says what was searched")
    wording: Wording = Field(
        description="`typographic`: marks, dashes, spaces, case and closing punctuation aside; `partial`: a run of a "
        "recorded statement; `elided`: with marked cuts or brackets; `altered`: words differ without a mark"
    )
    speaker: Whose
    warnings: list[str] = Field(description="What changes the meaning: `cut_drops_negation`, `number_changed` …")
    matches: list[Match] = Field(description="The nearest first")
    witnesses: int = Field(description="Independent documents that have the words")
    documents: int = Field(description="Documents that have them, with reprints")
    otherwise: int = Field(description="Independent documents that have the same speaker say it in other words")
    readings: list[SpeakerReading] = Field(description="The same by speaker")
    coverage: Coverage


class DraftSpeaker(Answer):
    """Whom a draft names, in full where the draft or the register says so."""

    name: str
    type: Literal["person", "group", "document", "unnamed"]
    confidence: float
    method: str = Field(description="The rule that named the speaker")
    mention: TextSpan | None


class CheckedQuotation(Answer):
    """A quotation of a draft and what the archive has of it."""

    start: int = Field(description="Code points of the draft's `text` before it")
    end: int
    text: str = Field(description="With its quotation marks")
    kind: Literal["direct", "partial"]
    continues: int | None = Field(description="The place in this list of the quotation that it goes on from")
    paragraph: int = Field(description="Of the text, from 1")
    speaker: DraftSpeaker | None = Field(description="Null where the draft does not say")
    outcome: Literal["misattributed", "altered", "disputed", "not_found", "too_short", "confirmed"] = Field(
        description="The verdict; `too_short` for one or two words that are not confirmed"
    )
    together: list[int] = Field(
        description="Places of the quotations whose joined words were verified instead, since they are on record so"
    )
    verification: Verification


class DraftCounts(Answer):
    """How many quotations have which outcome."""

    quotations: int
    misattributed: int
    altered: int
    disputed: int
    not_found: int
    too_short: int
    confirmed: int
    left_out: int = Field(description="Shorter than `min_words`")


class CheckedDraft(Answer):
    """A draft with its quotations, each verified."""

    model_config = ConfigDict(extra="forbid")

    name: str
    format: Literal["text", "markdown", "html", "docx"]
    title: str | None
    published: date | None = Field(description="The day that was given, or the draft's own")
    text: str = Field(description="Its words, without markup: what the offsets count")
    quotations: list[CheckedQuotation] = Field(description="In the order of the text")
    counts: DraftCounts
