"""Small documents and quotations for the tests of everything that stands on the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quotes.extraction.records import Quotation, Speaker, SpeakerType, TextSpan
from quotes.store import IncomingDocument

TEXT = (
    "“The bridge will be rebuilt by spring,” said Mara Lindqvist. “We have the money.” "
    "Her deputy called it “a bold plan”. “Nobody asked us,” Oren Falk told reporters."
)
ARTICLE = IncomingDocument(
    source="Harbour Post",
    key="bridge.txt",
    text=TEXT,
    title="Bridge to be rebuilt",
    url="https://post.example/bridge",
    authors=("A. Writer",),
    published=date(2023, 1, 18),
)


def quote(
    document: IncomingDocument,
    words: str,
    speaker: str | None = None,
    *,
    type_: SpeakerType = "person",
    confidence: float = 0.9,
    kind: str = "direct",
    continues: int | None = None,
    cue: str | None = None,
    mention: str | None = None,
) -> Quotation:
    """The quotation of these words (with their marks) where they stand first in the document."""

    def span(piece: str) -> TextSpan:
        place = document.text.index(piece)
        return TextSpan(place, place + len(piece), piece)

    who = None
    if speaker is not None:
        who = Speaker(speaker, type_, confidence, "cue", span(mention) if mention else None)
    place = span(words)
    return Quotation(
        place.start,
        place.end,
        words,
        kind,  # type: ignore[arg-type]
        continues,
        span(cue) if cue else None,
        who,
    )


def article_quotations(document: IncomingDocument = ARTICLE) -> list[Quotation]:
    """What an extractor finds in :data:`ARTICLE`."""
    first = quote(
        document,
        "“The bridge will be rebuilt by spring,”",
        "Mara Lindqvist",
        cue="said",
        mention="Mara Lindqvist",
        confidence=0.97,
    )
    return [
        first,
        quote(document, "“We have the money.”", "Mara Lindqvist", continues=0, confidence=0.8),
        quote(document, "“a bold plan”", "the deputy", type_="unnamed", kind="partial", confidence=0.6),
        quote(document, "“Nobody asked us,”", "Oren Falk", confidence=0.95),
    ]


def short(
    number: int,
    speaker: str | None,
    published: date | None = None,
    *,
    words: str = "Nothing new",
    source: str = "Wire",
    type_: SpeakerType = "person",
) -> tuple[IncomingDocument, list[Quotation]]:
    """A numbered document with one quotation."""
    text = f"Report {number}. “{words} {number}.” Nothing else was said."
    document = IncomingDocument(source, f"{number}.txt", text, title=f"Report {number}", published=published)
    return document, [quote(document, f"“{words} {number}.”", speaker, type_=type_)]


def retold(document: IncomingDocument, text: str) -> IncomingDocument:
    """The same document with another text."""
    return replace(document, text=text)


def in_office(
    name: str = "Petra Uhl", office: str = "British Foreign Secretary"
) -> tuple[IncomingDocument, list[Quotation]]:
    """A document of March 2023 that gives somebody an office, and what an extractor finds in it."""
    text = f"“The ferries will sail again by spring,” {office} {name} said."
    document = IncomingDocument("Wire", "office.txt", text, title="Ferries", published=date(2023, 3, 10))
    [quotation] = [quote(document, "“The ferries will sail again by spring,”", name, mention=name)]
    assert quotation.speaker is not None
    return document, [replace(quotation, speaker=replace(quotation.speaker, described=(office,)))]
