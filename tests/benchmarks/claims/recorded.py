"""What an archive has on record, and where the words of a claim stand in it.

Words are compared in the plainest way that is enough here: small letters and digits in the order of the text. A claim
that this finds on record is not used as an edited one, so that "edited" is never a matter of opinion.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from quotes.extraction.records import Quotation, Speaker, TextSpan
from quotes.ingest import ingest
from quotes.settings import resource_folder
from quotes.store import Archive, IncomingDocument
from quotes.store.records import QuotationFilter, QuotationRecord, SpeakerReference

MARKS = "\"“”„‟«»‘’'"
_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*(?:'[a-z]+)*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters: "don't" and "1,000" are one, "First-World" two.

    >>> words_of("“We don’t owe $1,000 — not yet,”")
    ['we', "don't", 'owe', '1,000', 'not', 'yet']
    """
    return _WORD.findall(text.lower().replace("’", "'").replace("‘", "'"))


def bare(text: str) -> str:
    """A quotation without its outer marks.

    >>> bare("“We ‘think’ so,”")
    'We ‘think’ so,'
    """
    text = text.strip()
    if text[:1] in MARKS:
        text = text[1:]
    if text[-1:] in MARKS:
        text = text[:-1]
    return text.strip()


@dataclass(frozen=True)
class Said:
    """A statement on record: its parts as the articles print them, without marks; one speaker or none."""

    parts: tuple[str, ...]
    speaker: SpeakerReference | None
    document: str
    published: date | None

    @property
    def words(self) -> list[str]:
        """The words of all parts."""
        return words_of(" ".join(self.parts))


class Recorded:
    """All statements of an archive."""

    def __init__(self, statements: Sequence[Said]) -> None:
        self.statements = tuple(statements)
        self._lines = [f" {' '.join(said.words)} " for said in self.statements]

    @classmethod
    def of(cls, archive: Archive) -> Recorded:
        """Read every listed quotation of an archive."""
        return cls(list(_statements(_listed(archive))))

    def having(self, words: Sequence[str]) -> list[Said]:
        """The statements in which these words stand one after another."""
        line = f" {' '.join(words)} "
        return [said for said, text in zip(self.statements, self._lines) if line in text]

    def with_all(self, pieces: Sequence[Sequence[str]]) -> list[Said]:
        """The statements that have several runs of words, one after another with anything between them."""
        found = []
        for said, text in zip(self.statements, self._lines):
            at = 0
            for piece in pieces:
                at = text.find(f" {' '.join(piece)} ", at)
                if at < 0:
                    break
                at += len(" ".join(piece)) + 1
            else:
                found.append(said)
        return found

    def neighbours(self, words: Sequence[str]) -> set[tuple[str, str]]:
        """The words before and after these, wherever they stand ("" at an end)."""
        line, found = f" {' '.join(words)} ", set()
        for text in self._lines:
            at = text.find(line)
            while at >= 0:
                before, after = text[:at].split(), text[at + len(line) :].split()
                found.add((before[-1] if before else "", after[0] if after else ""))
                at = text.find(line, at + 1)
        return found

    def people(self) -> list[SpeakerReference]:
        """The people who are quoted with a name of two words or more, each once, in the order of the archive."""
        named = {
            said.speaker.id: said.speaker
            for said in self.statements
            if said.speaker and said.speaker.type == "person" and " " in said.speaker.name
        }
        return list(named.values())


def _listed(archive: Archive) -> Iterator[QuotationRecord]:
    after = None
    while True:
        page = archive.quotations(QuotationFilter(), limit=100, after=after)
        yield from page.items
        after = page.next
        if after is None:
            return


def _statements(listed: Iterable[QuotationRecord]) -> Iterator[Said]:
    quotations = {quotation.id: quotation for quotation in listed}
    chains: dict[str, list[QuotationRecord]] = {}
    for quotation in sorted(quotations.values(), key=lambda one: (one.version, one.start)):
        first = quotation
        while first.continues in quotations:
            first = quotations[first.continues]
        chains.setdefault(first.id, []).append(quotation)
    for chain in chains.values():
        speaker = next((one.speaker for one in chain if one.speaker), None)
        document = chain[0].document
        yield Said(tuple(bare(one.text) for one in chain), speaker, document.id, document.published)


def take_in_sample(archive: Archive) -> None:
    """Ingest the sample corpus, extraction included: its claims are taken from what is stored."""
    ingest([str(resource_folder("seeds") / "corpus")], archive)


def take_in_gold(archive: Archive, path: Path) -> None:
    """Save the articles of a gold file with their annotated quotations and speakers, so that extraction has no part."""
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        day = _DAY.search(record["id"])
        document = IncomingDocument(
            source=path.stem,
            key=record["id"],
            text=record["text"],
            title=record["text"].strip().splitlines()[0][:200],
            published=date.fromisoformat(day.group()) if day else None,
        )
        archive.save(document, list(_annotated(record)), extractor="gold")


def _annotated(record: dict[str, Any]) -> Iterator[Quotation]:
    text, before = record["text"], None
    place = -1
    for item in sorted(record["quotes"], key=lambda item: int(item["start"])):
        if item.get("ignore"):
            continue
        place += 1
        start, end = item["start"], item["end"]
        if start and text[start - 1] in MARKS and text[start] not in MARKS:
            start -= 1
        if end < len(text) and text[end] in MARKS and text[end - 1] not in MARKS:
            end += 1
        goes_on = before is not None and _goes_on(item, before, text)
        yield Quotation(
            start,
            end,
            text[start:end],
            "partial" if item["kind"] == "fragment" else "direct",
            place - 1 if goes_on else None,
            None,
            _speaker(item, text),
        )
        before = item


def _goes_on(item: dict[str, Any], before: dict[str, Any], text: str) -> bool:
    if "continues" in item:
        return True
    same = item.get("attribution") is not None and item.get("attribution") == before.get("attribution")
    return same and "\n\n" not in text[before["end"] : item["start"]] and item["kind"] != "fragment"


def _speaker(item: dict[str, Any], text: str) -> Speaker | None:
    if not item["speaker"] or item["speaker_type"] == "none":
        return None
    mention = None
    if item.get("source"):
        start, end = item["source"][0]
        mention = TextSpan(start, end, text[start:end])
    return Speaker(item["speaker"], item["speaker_type"], 1.0, "gold", mention)
