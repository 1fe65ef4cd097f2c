"""One article that is published again and again, for the tests of its versions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import update

from quotes.consistency.catching_up import CatchUp, catch_up
from quotes.extraction.records import Quotation, Speaker, TextSpan
from quotes.store import Archive, FindingRecord, IncomingDocument
from quotes.store.models import Version

TALKS = (
    "Talks about the ferry went on in Port Lewin on Tuesday, and nobody in the room expected them to end soon.\n\n"
    "“We will not sell the three ferries before the winter,” said Antony Blinken, who had come late.\n\n"
    "“The harbour has waited eleven years for a plan,” said Ada Osei. “It can wait another week for a good one.”\n\n"
    "A crowd had gathered at the old quay. “Nobody asked the fishermen about any of it,” said Tomás Quirke.\n"
)
_QUOTED = re.compile(r"“[^“”]+”")
_SAID = re.compile(r" (said|told reporters) ((?:[A-ZÁ][\wá]+ ?)+)|(?: ((?:[A-ZÁ][\wá]+ )+)(said|told reporters))")


def quotations_in(text: str) -> list[Quotation]:
    """What stands between double marks, by whoever "said" follows them, or that it goes on from."""
    found: list[Quotation] = []
    end = 0
    for match in _QUOTED.finditer(text):
        said = _SAID.match(text, match.end())
        between = text[end : match.start()]
        continues = len(found) - 1 if found and not said and "\n" not in between and len(between) < 40 else None
        speaker, cue = (found[continues].speaker, None) if continues is not None else (None, None)
        if said is not None:
            name = (said[2] or said[3]).strip()
            at = text.index(name, said.start())
            speaker = Speaker(name, "person", 0.95, "quote-cue", TextSpan(at, at + len(name), name))
            verb = said[1] or said[4]
            cue = TextSpan(text.index(verb, said.start()), text.index(verb, said.start()) + len(verb), verb)
        found.append(Quotation(match.start(), match.end(), match[0], "direct", continues, cue, speaker))
        end = match.end()
    return found


def article(text: str, *, title: str = "The ferry talks") -> IncomingDocument:
    """The article with this text, always under one address."""
    return IncomingDocument(
        "The Harbour Courier", "talks.html", text, title=title, url="https://courier.example/talks",
        published=date(2023, 1, 17),
    )  # fmt: skip


def publish(
    archive: Archive, text: str, *, extractor: str = "one", found: Sequence[Quotation] | None = None
) -> CatchUp:
    """Save the article with this text, as a nightly run does, and catch up."""
    archive.save(article(text), quotations_in(text) if found is None else found, extractor=extractor)
    return catch_up(archive)


def fetched(archive: Archive, *times: datetime) -> None:
    """Say when the versions were fetched, by their numbers."""
    with archive._writing() as connection:
        for number, when in enumerate(times, 1):
            connection.execute(update(Version).where(Version.number == number).values(fetched=when))


def version_changes(archive: Archive) -> list[FindingRecord]:
    """The findings about versions, in list order."""
    return archive.findings(kind="version_change").items


def told(archive: Archive) -> list[tuple[str, str]]:
    """Severity of each and what its summary tells after the time, in list order."""
    return [(finding.severity, finding.summary.partition(" UTC")[2]) for finding in version_changes(archive)]


def without_speaker(quotation: Quotation) -> Quotation:
    """The same quotation, by nobody."""
    return replace(quotation, speaker=None)
