"""``/api/v1/quotations``: what was said, by whom, where."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from quotes.errors import BadValue, NotFound
from quotes.store import QuotationDetail, QuotationFilter, QuotationPage
from service.access import WRITING
from service.archive import current_archive, findings_follow
from service.bodies import QuotationReviewBody, UndoReviewBody
from service.paging import listing
from service.parameters import Id, Nothing, QuotationQuery, QuotationsQuery, SpeakerQuotationsQuery
from service.schemas import Failure, QuotationInContext, Quotations

api = APIBlueprint(
    "quotations",
    __name__,
    url_prefix="/api/v1/quotations",
    abp_tags=[Tag(name="quotations", description="What was said, by whom, in whose report")],
    abp_responses={400: Failure, 401: Failure},
)
api.after_request(findings_follow)


REVIEWED: dict[Any, Any] = {200: QuotationInContext, 403: Failure, 404: Failure, 413: Failure}

# how many people a sentence names; all of them are in `speakers`
NAMED = 5


@api.get("", responses={200: Quotations})
def many(query: QuotationsQuery) -> dict[str, Any]:
    """Quotations, newest first.

    A name in any of its forms finds the speaker; an ambiguous one finds all whom it may mean, and says so.
    """
    page = current_archive().quotations(criteria(query, query.speaker), limit=query.limit, after=query.next)
    return {**listing(page), **whom(page, query.speaker)}


@api.get("/<id>", responses={200: QuotationInContext, 404: Failure})
def one(path: Id, query: QuotationQuery) -> dict[str, Any]:
    """One quotation with the text around it and W3C selectors.

    Its id stays the same when the same text is read again, also by a better extractor. One that a newer
    extractor or a newer version of the document no longer has is still answered here, and says so.
    """
    detail = current_archive().quotation(path.id, context=query.context)
    return shown(detail)


@api.post("/<id>/review", responses=REVIEWED, security=WRITING)
def review(path: Id, query: Nothing, body: QuotationReviewBody) -> dict[str, Any]:
    """Decide who spoke a quotation, or that nobody can be told. The last decision holds; all are kept.

    It holds when the document is read again, also by another extractor, and in the document's next version where the
    words stand as they did.
    """
    archive = current_archive()
    speaker = body.speaker
    if speaker is not None and not body.new:
        speaker = _one_speaker(speaker)
    return shown(
        archive.review_quotation(
            path.id, speaker=speaker, new=body.new, parts=body.parts, who=body.who, why=body.why
        )
    )


@api.post("/<id>/review/undo", responses=REVIEWED, security=WRITING)
def undo_review(path: Id, query: Nothing, body: UndoReviewBody) -> dict[str, Any]:
    """Take the decision who spoke a quotation back: the speaker is the one of extraction again."""
    archive = current_archive()
    return shown(archive.undo_quotation_review(path.id, parts=body.parts, who=body.who, why=body.why))


def shown(detail: QuotationDetail) -> dict[str, Any]:
    """A quotation in its place with its selectors."""
    return {**detail.as_json(), "selectors": selectors(detail)}


def _one_speaker(name: str) -> str:
    """The id of the one speaker whom an id or a name means; an error that says who may be meant otherwise."""
    found = current_archive().find_speakers(name)
    if not found:
        raise NotFound(f"no speaker {name!r}; /api/v1/speakers?q= searches the names")
    if len(found) > 1:
        names = ", ".join(f"{speaker.name} ({speaker.id})" for speaker in found[:NAMED])
        raise BadValue(f"{name!r} may mean {names}: give an id")
    return found[0].id


def criteria(query: SpeakerQuotationsQuery, speaker: str | None) -> QuotationFilter:
    """The store's filter for the parameters of a list of quotations."""
    return QuotationFilter(
        speaker=speaker,
        words=query.q,
        from_=query.from_,
        to=query.to,
        source=query.source,
        kind=query.kind,
        min_confidence=query.min_confidence,
    )


def whom(page: QuotationPage, name: str | None) -> dict[str, Any]:
    """Whom the name was taken to mean, or who may have been meant, for a program and as a sentence."""
    note = None
    similar = current_archive().did_you_mean(name, limit=NAMED) if name and not page.speakers else []
    if similar:
        names = " or ".join(f"{speaker.name} ({speaker.id})" for speaker in similar)
        note = f"nobody by the name of {name!r} is quoted here; did you mean {names}?"
    elif name and not page.speakers:
        note = f"nobody by the name of {name!r} is quoted here; /api/v1/speakers?q= searches the names"
    elif name and not any(speaker.quotations for speaker in page.speakers):
        names = " and ".join(speaker.name for speaker in page.speakers[:NAMED])
        note = f"the register knows {names}, but no document here quotes them"
    elif name and len(page.speakers) > 1:
        names = ", ".join(f"{speaker.name} ({speaker.id})" for speaker in page.speakers[:NAMED])
        if len(page.speakers) > NAMED:
            names += f" or {len(page.speakers) - NAMED} more"
        note = f"{name!r} may mean {names}: the quotations of all of them are listed; an id asks for one"
    return {
        "speakers": [speaker.as_json() for speaker in page.speakers],
        "ambiguous": len(page.speakers) > 1,
        "suggestions": [speaker.as_json() for speaker in similar],
        "note": note,
    }


def selectors(detail: QuotationDetail) -> list[dict[str, Any]]:
    """Where the quotation stands, as W3C Web Annotation selectors (offsets in code points)."""
    quotation = detail.quotation
    return [
        {
            "type": "TextQuoteSelector",
            "exact": quotation.text,
            "prefix": detail.prefix,
            "suffix": detail.suffix,
        },
        {"type": "TextPositionSelector", "start": quotation.start, "end": quotation.end},
    ]
