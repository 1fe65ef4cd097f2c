"""Pages of findings, with their readings side by side, and of utterances, with their wordings."""

from __future__ import annotations

from flask import Blueprint, render_template

from quotes.consistency.marking import Piece, marked
from quotes.store import FindingRecord
from service.archive import current_archive
from service.pages import asked, filters
from service.paging import next_url
from service.parameters import FindingsQuery

finding_pages = Blueprint("finding_pages", __name__)

# documents of a reading that a list shows
SHOWN = 3


@finding_pages.get("/findings")
def many() -> str:
    """Findings by kind, status, severity and speaker."""
    query = asked(FindingsQuery)
    found = current_archive().findings(**filters(query), limit=query.limit, after=query.next)
    filtered = filters(query)
    return render_template(
        "findings.html",
        query=query,
        filtered=filtered,
        feed={name: value for name, value in filtered.items() if name in ("speaker", "kind")},
        found=found,
        next_url=next_url(found.next),
        shown=SHOWN,
    )


@finding_pages.get("/findings/<id>")
def one(id: str) -> str:
    """A finding with all its quotations and reviews."""
    return render_template("finding.html", finding=current_archive().finding(id))


@finding_pages.get("/utterances/<id>")
def utterance(id: str) -> str:
    """What somebody said once, with its wordings in all documents."""
    said = current_archive().utterance(id)
    texts = marked([variant.text for variant in said.variants])
    return render_template("utterance.html", said=said, variants=list(zip(said.variants, texts)))


@finding_pages.app_template_filter("side_by_side")
def side_by_side(finding: FindingRecord) -> list[list[Piece]]:
    """What each reading reads, in pieces; those in which wordings differ have a severity."""
    if any(reading.text is None for reading in finding.readings):
        return [[Piece(reading.shown)] for reading in finding.readings]
    return marked([reading.shown for reading in finding.readings])


@finding_pages.app_template_filter("kind_in_words")
def kind_in_words(kind: str) -> str:
    """``speaker_conflict`` as a heading: "Who said it"."""
    return _KINDS[kind]


_KINDS = {
    "speaker_conflict": "Who said it",
    "wording_conflict": "What was said",
    "role_conflict": "In which role",
    "date_conflict": "On which day",
    "version_change": "Changed after publication",
}
