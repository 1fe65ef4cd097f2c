"""``/feeds``: the latest quotations and findings as Atom, in the order in which they came into the archive."""

from __future__ import annotations

from datetime import timedelta, timezone

from flask import Blueprint, Response, request, url_for
from markupsafe import Markup

from quotes.store import FindingRecord, QuotationRecord
from quotes.store.alert_records import Arrived
from quotes.store.signatures import now
from service.archive import current_archive
from service.atom import TYPE, Entry, Feed, written
from service.pages import asked, filters, in_words
from service.paging import next_url
from service.parameters import FindingFeedQuery, PageQuery, Query, QuotationFeedQuery

feeds = Blueprint("feeds", __name__)

TITLE_LENGTH = 120


@feeds.get("/feeds/quotations.atom")
def quotations() -> Response:
    """The latest quotations: with some words, of a speaker, of a source."""
    query = asked(QuotationFeedQuery)
    found = current_archive().latest_quotations(
        speaker=query.speaker, words=query.q, source=query.source, limit=query.limit, after=query.next
    )
    told = [part for part in (query.speaker, query.q, query.source) if part]
    title = f"Quotations: {', '.join(told)}" if told else "The latest quotations"
    page = url_for("pages.search", **filters(query), _external=True)
    return _answer(title, query, page, [_quotation(each) for each in found.items], found.next)


@feeds.get("/feeds/speakers/<id>.atom")
def speaker(id: str) -> Response:
    """The latest quotations of one speaker."""
    query = asked(PageQuery)
    archive = current_archive()
    person = archive.speaker(id)
    found = archive.latest_quotations(speaker=person.id, limit=query.limit, after=query.next)
    page = url_for("pages.speaker", id=person.id, _external=True)
    entries = [_quotation(each) for each in found.items]
    return _answer(f"Quotations of {person.name}", query, page, entries, found.next, id=id)


@feeds.get("/feeds/findings.atom")
def findings() -> Response:
    """The latest findings, without those that somebody has dismissed: of a kind, with words of a speaker."""
    query = asked(FindingFeedQuery)
    found = current_archive().latest_findings(
        kind=query.kind, speaker=query.speaker, limit=query.limit, after=query.next
    )
    told = [part for part in ((query.kind or "").replace("_", " "), query.speaker) if part]
    title = f"Where the documents disagree: {', '.join(told)}" if told else "Where the documents disagree"
    page = url_for("finding_pages.many", **filters(query), _external=True)
    return _answer(title, query, page, [_finding(each) for each in found.items], found.next)


def _answer(
    title: str, query: Query, page: str, entries: list[Entry], following: str | None, **place: str
) -> Response:
    address = url_for(request.endpoint or "feeds.quotations", **place, **filters(query), _external=True)
    feed = Feed(f"{title} · Quotes", address, page, entries, next_url(following))
    response = Response(written(feed), content_type=f"{TYPE}; charset=utf-8")
    # a second in which more may come is not over: whoever asks by this date alone would miss it
    if entries and now() - feed.updated > timedelta(seconds=2):
        response.last_modified = feed.updated.replace(tzinfo=timezone.utc)
    return response


def _quotation(arrived: Arrived[QuotationRecord]) -> Entry:
    quotation, document = arrived.item, arrived.item.document
    who = quotation.speaker.name if quotation.speaker else None
    words = " ".join(quotation.text.split())
    title = words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1] + "…"
    where = " · ".join(part for part in (in_words(document.published), document.source, document.title) if part)
    said = Markup("<p>— {}</p>").format(who or "the text does not say who")
    html = Markup("<blockquote><p>{}</p></blockquote>{}<p>{}</p>").format(words, said, where)
    return Entry(
        id=f"quotation {quotation.id}",
        title=f"{who}: {title}" if who else title,
        html=html,
        author=who or document.source,
        published=arrived.at,
        updated=arrived.at,
        link=url_for("pages.quotation", id=quotation.id, _external=True),
        via=document.url,
    )


def _finding(arrived: Arrived[FindingRecord]) -> Entry:
    finding = arrived.item
    readings = Markup("").join(
        Markup("<li>{} ({} {})</li>").format(
            reading.shown, reading.witnesses, "witness" if reading.witnesses == 1 else "witnesses"
        )
        for reading in finding.readings
    )
    html = Markup("<p>{}</p><ul>{}</ul><p>{}, {}, {}</p>").format(
        finding.summary, readings, finding.kind.replace("_", " "), finding.severity, finding.status
    )
    return Entry(
        id=f"finding {finding.id}",
        title=finding.summary,
        html=html,
        author="Quotes",
        published=min(finding.opened, arrived.at),
        updated=max(arrived.at, finding.changed),
        link=url_for("finding_pages.one", id=finding.id, _external=True),
    )
