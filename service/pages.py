"""Plain pages for people: search, a quotation in its article, a speaker, a document, the API's reference."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, render_template, request
from markupsafe import Markup, escape
from pydantic import ValidationError

from quotes.store.records import OfficeRecord, SpeakerRecord
from service.archive import current_archive
from service.documentation import chapters, objects, specification
from service.errors import refuse_bad_parameter
from service.highlighting import paragraphs
from service.paging import next_url
from service.parameters import Query, QuotationsQuery, SpeakerQuotationsQuery
from service.quotations import criteria

# characters around a quotation whose whole text is no longer the document's
CONTEXT = 2000
SHOWN_DECISIONS = 5

pages = Blueprint("pages", __name__)

Asked = TypeVar("Asked", bound=Query)


@pages.get("/")
def search() -> str:
    """Search by speaker, words, days, source and kind."""
    query = asked(QuotationsQuery)
    archive = current_archive()
    found = archive.quotations(criteria(query, query.speaker), limit=query.limit, after=query.next)
    filtered = filters(query)
    unknown = query.speaker if query.speaker and not found.speakers else None
    meant = archive.did_you_mean(unknown) if unknown else []
    return render_template(
        "search.html",
        query=query,
        filtered=filtered,
        feed={name: value for name, value in filtered.items() if name in ("speaker", "q", "source")},
        narrowed={name: value for name, value in filtered.items() if name != "speaker"},
        found=found,
        next_url=next_url(found.next),
        # counting takes a while in a large archive, and only these two states show it
        counts=archive.counts() if not (filtered and found.items) else None,
        sources=archive.sources(),
        prominent=[] if filtered else archive.speakers(limit=12).items,
        meant=meant,
        similar=_similar(unknown) if unknown and not meant else [],
    )


@pages.get("/quotations/<id>")
def quotation(id: str) -> str:
    """A quotation in its article, with the words that name the speaker, and the other quotations."""
    archive = current_archive()
    detail = archive.quotation(id, context=CONTEXT)
    article = None
    if detail.current:
        document = archive.document(detail.document.id)
        # a withdrawn quotation is no longer among the document's own
        others = [other for other in document.quotations if other.id != detail.quotation.id]
        article = paragraphs(document.text, [*others, detail.quotation], detail.quotation)
    return render_template(
        "quotation.html", detail=detail, quotation=detail.quotation, article=article, context=CONTEXT
    )


@pages.get("/speakers/<id>")
def speaker(id: str) -> str:
    """A speaker: who it is, other forms of the name, numbers, what people decided, quotations."""
    query = asked(SpeakerQuotationsQuery)
    archive = current_archive()
    person = archive.speaker(id)
    found = archive.quotations(criteria(query, person.id), limit=query.limit, after=query.next)
    return render_template(
        "speaker.html",
        speaker=person,
        decisions=archive.decisions(person.id, limit=SHOWN_DECISIONS).items,
        query=query,
        filtered=filters(query),
        found=found,
        next_url=next_url(found.next),
        sources=archive.sources(),
    )


@pages.get("/documents/<id>")
def document(id: str) -> str:
    """A document with all its quotations marked."""
    detail = current_archive().document(id)
    article = paragraphs(detail.text, detail.quotations)
    speakers = {quote.speaker.id: quote.speaker for quote in detail.quotations if quote.speaker}
    return render_template(
        "document.html",
        detail=detail,
        article=article,
        speakers=list(speakers.values()),
        findings=current_archive().findings(document=id, limit=1).items,
    )


@pages.get("/docs")
def documentation() -> str:
    """The API's reference, rendered from its OpenAPI document."""
    spec = specification()
    return render_template("documentation.html", spec=spec, chapters=chapters(spec), objects=objects(spec))


@pages.app_template_test("web_address")
def is_web_address(address: str | None) -> bool:
    """Whether an address may become a link: ``javascript:`` and the like from a page's metadata may not."""
    return bool(address) and urlsplit(address).scheme in ("http", "https")


@pages.app_template_filter("day")
def in_words(day: date | None) -> str:
    """``18 January 2023``."""
    return f"{day.day} {day:%B %Y}" if day else "undated"


@pages.app_template_filter("term")
def term(office: OfficeRecord) -> str:
    """The days of an office in words: "from 26 January 2021 to 20 January 2025"; either may be open."""
    parts = ((word, day) for word, day in (("from", office.from_), ("to", office.to)) if day)
    return " ".join(f"{word} {in_words(day)}" for word, day in parts)


@pages.app_template_filter("percent")
def percent(share: float | None) -> str:
    """``97%``; never ``100%``, since what was learned is never certain."""
    return "" if share is None else f"{min(share, 0.99):.0%}"


@pages.app_template_filter("code")
def code(sentence: str) -> Markup:
    """A sentence with ``<code>`` for what it has between backticks."""
    marked = [
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(sentence.split("`"))
    ]
    return Markup("").join(marked)


def asked(model: type[Asked]) -> Asked:
    """The form's fields, checked as the API checks them; a browser sends those that are left empty too."""
    try:
        return model.model_validate({name: value for name, value in request.args.items() if value.strip()})
    except ValidationError as error:
        refuse_bad_parameter(error)


def filters(query: Query) -> dict[str, Any]:
    """What was asked for, as parameters of an address."""
    return query.model_dump(by_alias=True, exclude={"limit", "next"}, exclude_none=True)


def _similar(name: str) -> list[SpeakerRecord]:
    """Speakers who share a word with a name that nobody has."""
    archive = current_archive()
    found: dict[str, SpeakerRecord] = {}
    for word in name.split()[:4]:
        found |= {person.id: person for person in archive.speakers(word, limit=5).items}
    return list(found.values())[:8]
