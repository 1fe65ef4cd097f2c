"""Verifications made by hand, for the tests of how they are told and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from quotes.drafts.checking import CheckedDraft, CheckedQuotation, Outcome
from quotes.drafts.reading import Draft
from quotes.extraction.records import Quotation, Speaker
from quotes.matching.records import Claim, Coverage, Match, SpeakerReading, Verification
from quotes.store.records import DocumentReference, QuotationRecord, SpeakerReference
from quotes.wording.comparing import Segment

COVERAGE = Coverage(1051, 1, date(2022, 2, 23), date(2024, 12, 5))


def reference(name: str) -> SpeakerReference:
    """The speaker of this name."""
    return SpeakerReference(name.lower().replace(" ", "-"), name, "person")


def same(words: str) -> Segment:
    """A run of equal words."""
    return Segment("same", words, words)


def on_record(words: str, speaker: str | None, *segments: Segment, url: str | None = None, **more: Any) -> Match:
    """A match with the quotation of these words."""
    quotation = QuotationRecord(
        "q1", words, "direct", 10, 10 + len(words), "v1", None, reference(speaker) if speaker else None, None, None,
        0.9 if speaker else None, "test" if speaker else None,
        DocumentReference("d1", more.get("title", "A title"), url, "The Post", date(2023, 1, 18)),
    )  # fmt: skip
    wording = more.get("wording", "altered" if segments else "verbatim")
    return Match(quotation, "Before ", " after", wording, segments or (same(words),), 0.9, (), "same")


def verified(
    words: str,
    verdict: Any = "confirmed",
    *matches: Match,
    claimed: str | None = None,
    wording: Any = "verbatim",
    speaker: Any = "same",
    warnings: tuple[str, ...] = (),
    given_to: tuple[tuple[str | None, int], ...] = (),
    documents: int | None = None,
) -> Verification:
    """A verification of the words; ``given_to`` are speakers with their witnesses."""
    readings = tuple(SpeakerReading(reference(name) if name else None, number, number) for name, number in given_to)
    witnesses = sum(number for _, number in given_to)
    return Verification(
        Claim(words, claimed), verdict, wording, speaker, warnings, matches, readings, witnesses,
        witnesses if documents is None else documents, COVERAGE,
    )  # fmt: skip


def drafted(text: str, *quotations: tuple[str, Outcome, Verification], name: str = "a.txt") -> CheckedDraft:
    """A checked draft: each quotation by its words as they stand in the text, its outcome and its verification."""
    checked = []
    for words, outcome, verification in quotations:
        start = text.index(words)
        speaker = verification.claim.speaker
        quotation = Quotation(
            start, start + len(words), words, "direct", None, None,
            Speaker(speaker, "person", 0.5, "test", None) if speaker else None,
        )  # fmt: skip
        checked.append(CheckedQuotation(quotation, None, 1, outcome, (), verification))
    return CheckedDraft(Draft(name, text, "text"), tuple(checked))
