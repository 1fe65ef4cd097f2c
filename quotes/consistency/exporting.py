"""Findings for other programs: JSON Lines, CSV (a row a quotation), and schema.org's terms as JSON-LD."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from quotes.store import FindingRecord, QuotationRecord, Reading, ReviewRecord

COLUMNS = (
    "finding", "kind", "severity", "status", "summary", "reading", "reads", "witnesses", "quotation", "text", "speaker",
    "source", "published", "title", "url", "reviewed_by", "reviewed", "note",
)  # fmt: skip
_TYPES = {"person": "Person", "unnamed": "Person", "group": "Organization"}
_SAYS = {
    "speaker_conflict": "The documents give the same words to different speakers.",
    "wording_conflict": "The documents give the same statement in different wordings.",
    "role_conflict": "The documents, or they and the register of offices, disagree who held a role.",
    "date_conflict": "The documents date the same statement to different days.",
    "version_change": "The document reports the words otherwise than an earlier version of it.",
}


def write_json_lines(findings: Iterable[FindingRecord], stream: TextIO) -> None:
    """A finding a line, as ``quotes consistency --json`` shows it."""
    for finding in findings:
        stream.write(json.dumps(finding.as_json(), ensure_ascii=False) + "\n")


def write_csv(findings: Iterable[FindingRecord], stream: TextIO) -> None:
    """A row for each quotation of each reading, with a header.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it: texts come from anywhere.
    """
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for finding in findings:
        decided = decision(finding)
        for number, reading in enumerate(finding.readings, 1):
            for quotation in reading.quotations:
                writer.writerow([_cell(value) for value in _row(finding, number, reading, quotation, decided)])


def _row(
    finding: FindingRecord, number: int, reading: Reading, quotation: QuotationRecord, decided: ReviewRecord | None
) -> list[Any]:
    document = quotation.document
    return [
        finding.id, finding.kind, finding.severity, finding.status, finding.summary, number, reading.shown,
        reading.witnesses, quotation.id, quotation.text, quotation.speaker.name if quotation.speaker else "",
        document.source, document.published or "", document.title or "", document.url or "",
        decided.who if decided else "", decided.made.date() if decided else "", decided.note if decided else "",
    ]  # fmt: skip


def _cell(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def write_schema_org(findings: Iterable[FindingRecord], stream: TextIO) -> None:
    """One JSON-LD document: a Quotation for each quotation, and a ClaimReview for each finding that somebody confirmed.

    A ClaimReview says only that documents disagree, as a person found: it has no rating value, and says nothing of who
    is right.
    """
    graph: dict[str, dict[str, Any]] = {}
    for finding in findings:
        for reading in finding.readings:
            for quotation in reading.quotations:
                graph.setdefault(quotation.id, _quotation(quotation))
        decided = decision(finding)
        if finding.status == "confirmed" and decided is not None:
            graph[finding.id] = _claim_review(finding, decided)
    json.dump({"@context": "https://schema.org", "@graph": list(graph.values())}, stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def decision(finding: FindingRecord) -> ReviewRecord | None:
    """The latest review that decided something."""
    return next((review for review in finding.reviews if review.status is not None), None)


def _name(kind: str, id_: str) -> str:
    return f"urn:quotes:{kind}:{id_}"


def _quotation(quotation: QuotationRecord) -> dict[str, Any]:
    document = quotation.document
    article: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": _name("document", document.id),
        "headline": document.title,
        "url": document.url,
        "datePublished": document.published and document.published.isoformat(),
        "publisher": {"@type": "Organization", "name": document.source},
    }
    shown: dict[str, Any] = {
        "@type": "Quotation",
        "@id": _name("quotation", quotation.id),
        "text": quotation.text,
        "isPartOf": {key: value for key, value in article.items() if value is not None},
    }
    speaker = quotation.speaker
    if speaker is not None and speaker.type in _TYPES:
        shown["spokenByCharacter"] = {
            "@type": _TYPES[speaker.type],
            "@id": _name("speaker", speaker.id),
            "description" if speaker.type == "unnamed" else "name": speaker.name,
        }
    elif speaker is not None:
        shown["isBasedOn"] = {"@type": "CreativeWork", "@id": _name("speaker", speaker.id), "name": speaker.name}
    return shown


def _claim_review(finding: FindingRecord, decided: ReviewRecord) -> dict[str, Any]:
    quotations = [quotation for reading in finding.readings for quotation in reading.quotations]
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "@id": _name("finding", finding.id),
        "claimReviewed": finding.summary,
        "reviewAspect": finding.kind,
        "reviewRating": {"@type": "Rating", "alternateName": f"Confirmed by a person: {_SAYS[finding.kind]}"},
        "author": {"@type": "Person", "name": decided.who},
        "datePublished": decided.made.date().isoformat(),
        "itemReviewed": {
            "@type": "Claim",
            "appearance": [{"@id": _name("quotation", id_)} for id_ in dict.fromkeys(q.id for q in quotations)],
        },
    }
    if decided.note:
        review["reviewBody"] = decided.note
    return review


WRITERS: dict[str, Callable[[Iterable[FindingRecord], TextIO], None]] = {
    "csv": write_csv,
    "jsonl": write_json_lines,
    "schema.org": write_schema_org,
}
