"""Archives of documents that quote each other's speakers, as short as a test wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from quotes.consistency.catching_up import CatchUp, catch_up
from quotes.extraction.records import Quotation, Speaker, SpeakerType, TextSpan
from quotes.store import Archive, FindingRecord, IncomingDocument

TUESDAY = date(2023, 1, 17)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive in a file of its own."""
    with Archive.open(str(tmp_path / "archive.sqlite")) as archive:
        yield archive


def report(
    words: str,
    speaker: str | None = "Ada Osei",
    *,
    source: str = "Harbour Post",
    key: str = "a",
    published: date | None = TUESDAY,
    cue: str = "said",
    when: str = "",
    type_: SpeakerType = "person",
    method: str = "quote-cue",
    confidence: float = 0.95,
    parts: tuple[str, ...] = (),
    story: str = "",
) -> tuple[IncomingDocument, list[Quotation]]:
    """A document that quotes these words, and what an extractor finds in it; ``parts`` are quotations that go on.

    Each has a text of its own around them, so that no two are reprints of each other, unless they share a ``story``.
    """
    own = story or f"{source} {key}"
    filler = " ".join(f"{own} sentence {number} about {own} and number {number * 7}." for number in range(12))
    quoted = f"“{words}”"
    said = f"{cue} {when}".strip()
    text = f"{filler}\n\n{quoted} {speaker or 'somebody'} {said}."
    spans = [quoted]
    for part in parts:
        text += f" “{part}”"
        spans.append(f"“{part}”")
    quotations = []
    for number, span in enumerate(spans):
        start = text.index(span)
        at = text.index(f" {cue}", text.index(quoted) + len(quoted)) + 1
        who = None
        if speaker is not None:
            who = Speaker(speaker, type_, confidence, method, None)
        quotations.append(
            Quotation(start, start + len(span), span, "direct", number - 1 if number else None,
                      TextSpan(at, at + len(cue), cue) if number == 0 else None, who)
        )  # fmt: skip
    return IncomingDocument(source, key, text, title=f"{source} {key}", published=published), quotations


Telling = Callable[..., CatchUp]


@pytest.fixture
def told(archive: Archive) -> Telling:
    """Stores reports and catches up."""

    def tell(*reports: tuple[IncomingDocument, list[Quotation]]) -> CatchUp:
        for document, quotations in reports:
            archive.save(document, quotations, extractor="one")
        return catch_up(archive)

    return tell


def findings(archive: Archive, kind: str | None = None) -> list[FindingRecord]:
    """The findings of an archive, in list order."""
    return archive.findings(kind=kind).items


def utterances(archive: Archive) -> dict[str, set[str]]:
    """Which documents (by key) share an utterance: by the utterance's id."""
    found: dict[str, set[str]] = {}
    with archive.looking() as tables:
        serials = dict.fromkeys(range(1, 200))
        for serial, statements in tables.said(serials).items():
            found[str(serial)] = {statement.document for statement in statements}
    return found


def groups(archive: Archive) -> list[int]:
    """How many documents each utterance has, the largest first."""
    return sorted((len(documents) for documents in utterances(archive).values()), reverse=True)
