"""Checked drafts as a report that stands by itself (one HTML file), and as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from quotes.drafts import telling
from quotes.drafts.checking import CheckedDraft, CheckedQuotation, Outcome
from quotes.version import VERSION

TEMPLATES = Path(__file__).resolve().parent / "templates"

# beside the colour: what tells the outcomes apart in print and to who sees no colours
SIGNS: dict[Outcome, str] = {
    "misattributed": "✗",
    "altered": "≠",
    "disputed": "±",
    "not_found": "?",
    "too_short": "·",
    "confirmed": "✓",
}
COLUMNS = (
    "draft",
    "paragraph",
    "start",
    "end",
    "quotation",
    "speaker",
    "confidence",
    "outcome",
    "verdict",
    "wording",
    "warnings",
    "explanation",
    "differences",
    "on_record",
    "recorded_speaker",
    "source",
    "published",
    "title",
    "url",
    "id",
    "independent_documents",
    "documents",
)
_EMPTY_LINES = re.compile(r"\r?\n[^\S\n]*\r?\n\s*")
_LINE_ENDS = re.compile(r"[\r\n]+")
# a spreadsheet takes a cell that begins so for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a draft's text; ``checked`` is the quotation that it belongs to, ``last`` ends that one."""

    text: str
    checked: CheckedQuotation | None = None
    number: int = 0
    last: bool = False


def write_html(drafts: Sequence[CheckedDraft], stream: TextIO) -> None:
    """One page with all drafts, which needs no other file, no script and no network."""
    stream.write(html_report(drafts))


def html_report(drafts: Sequence[CheckedDraft]) -> str:
    """The same as a text."""
    style = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "verdicts.css"))
    return _environment().get_template("report.html").render(drafts=drafts, style=Markup(style), version=VERSION)


def write_csv(drafts: Sequence[CheckedDraft], stream: TextIO) -> None:
    """One row a quotation under :data:`COLUMNS`; what a spreadsheet would take for a formula has a ``'`` before it."""
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for draft in drafts:
        for checked in draft.quotations:
            writer.writerow([_harmless(value) for value in _row(draft, checked)])


def _row(draft: CheckedDraft, checked: CheckedQuotation) -> list[Any]:
    verification, speaker = checked.verification, checked.speaker
    match = verification.matches[0] if verification.matches else None
    row = [
        draft.draft.name,
        checked.paragraph,
        checked.quotation.start,
        checked.quotation.end,
        checked.quotation.text,
        speaker.name if speaker else "",
        round(speaker.confidence, 3) if speaker else "",
        checked.outcome,
        verification.verdict,
        verification.wording,
        " ".join(verification.warnings),
        telling.outcome_sentence(checked.outcome, verification),
    ]
    if match is None:
        row += [""] * 8
    else:
        document = match.quotation.document
        row += [
            telling.plain_differences(match.segments),
            match.quotation.text,
            match.quotation.speaker.name if match.quotation.speaker else "",
            document.source,
            document.published or "",
            document.title or "",
            document.url or "",
            match.quotation.id,
        ]
    return [*row, verification.witnesses, verification.documents]


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def paragraphs(checked: CheckedDraft) -> list[list[Piece]]:
    """The draft's text with its quotations marked: paragraphs of pieces, without the empty lines between.

    ``number`` counts the quotations from 1. Of quotations that overlap, the later one is marked from where the first
    ends.
    """
    text = checked.draft.text
    border = _EMPTY_LINES if _EMPTY_LINES.search(text) else _LINE_ENDS
    pieces: list[Piece] = []
    at = 0
    for number, quotation in enumerate(checked.quotations, 1):
        start, end = max(at, quotation.quotation.start), quotation.quotation.end
        pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start : max(start, end)], quotation, number, True))
        at = max(start, end)
    pieces.append(Piece(text[at:]))
    result: list[list[Piece]] = [[]]
    for piece in pieces:
        lines = border.split(piece.text)
        for place, words in enumerate(lines):
            if place:
                result.append([])
            last = piece.last and place == len(lines) - 1
            if words or last:
                result[-1].append(Piece(words, piece.checked, piece.number, last))
    return [pieces for pieces in result if any(piece.text.strip() or piece.checked for piece in pieces)]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _in_words
    environment.tests["web_address"] = _is_web_address
    furnish(environment)
    return environment


def furnish(environment: Environment) -> None:
    """Give an environment what the templates of verdicts call, beside ``day`` and ``web_address``."""
    environment.filters.update(
        outcome_name=lambda outcome: telling.OUTCOME_NAMES[outcome],
        sign=lambda outcome: SIGNS[outcome],
        warnings=telling.warnings,
        capitalised=lambda words: words[:1].upper() + words[1:],
        witnesses=telling.witnesses,
        searched=telling.searched,
        counted=telling.counted,
        marked_up=paragraphs,
    )
    environment.globals.update(outcome_sentence=telling.outcome_sentence)


def _in_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "undated"


def _is_web_address(address: str | None) -> bool:
    return bool(address) and urlsplit(address).scheme in ("http", "https")
