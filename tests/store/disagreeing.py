"""Documents that disagree, for the tests of everything that stands on findings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from quotes.store import Archive, IncomingDocument, NewFinding, NewReading
from quotes.store.findings import store_findings
from quotes.store.models import Document
from tests.store.samples import quote

YES, NO = "“We will build the bridge by spring.”", "“We will not build the bridge by spring.”"
KEY = "the bridge"


def report(archive: Archive, number: int, speaker: str | None, words: str = YES, *, extractor: str = "one") -> str:
    """Save a numbered document in which a speaker says the words; the quotation's id."""
    text = f"Report {number} begins. {words} said {speaker}. It ends."
    published = date(2023, 5, 1 + number)
    document = IncomingDocument(f"Paper {number}", f"{number}.txt", text, title=f"Report {number}", published=published)
    saved = archive.save(document, [quote(document, words, speaker, cue="said")], extractor=extractor)
    return archive.document(saved.document).quotations[0].id


def reprint(archive: Archive, number: int, of: int) -> None:
    """Make one numbered document a reprint of another."""
    with archive._writing() as connection:
        first = connection.scalar(select(Document.serial).where(Document.name == f"{of}.txt"))
        connection.execute(update(Document).where(Document.name == f"{number}.txt").values(story=first))


def wording(*readings: tuple[str, list[str]], severity: str = "high", part: str = "") -> NewFinding:
    """A wording conflict with a reading for each text and its quotations."""
    return NewFinding(
        kind="wording_conflict",
        about=KEY,
        part=part,
        severity=severity,  # type: ignore[arg-type]
        summary="The same statement in two wordings",
        readings=tuple(NewReading(text=text, witnesses=len(ids), quotations=tuple(ids)) for text, ids in readings),
    )


def speakers(archive: Archive, *ids: str) -> NewFinding:
    """A speaker conflict with a reading for each quotation's speaker."""
    readings = []
    for id_ in ids:
        speaker = archive.quotation(id_).quotation.speaker
        assert speaker is not None
        readings.append(NewReading(speaker=speaker.id, witnesses=1, quotations=(id_,)))
    return NewFinding("speaker_conflict", KEY, "medium", "The same words, two speakers", tuple(readings))


def look(archive: Archive, *found: NewFinding, about: str = KEY) -> tuple[int, int]:
    """Store what a look at the bridge found: how many findings are newly open, and how many gone."""
    with archive._writing() as connection:
        turnover = store_findings(connection, [about], found)
    return len(turnover.opened), len(turnover.closed)
