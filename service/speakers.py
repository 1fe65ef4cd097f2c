"""``/api/v1/speakers``: who is quoted, and who may be one."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from quotes.store import Page
from service.archive import current_archive
from service.paging import listing
from service.parameters import Id, Nothing, SpeakerQuotationsQuery, SpeakersQuery, SuggestionsQuery
from service.quotations import criteria
from service.schemas import MOVED, Failure, SpeakerInFull, SpeakerQuotations, Speakers, Suggestions

api = APIBlueprint(
    "speakers",
    __name__,
    url_prefix="/api/v1/speakers",
    abp_tags=[Tag(name="speakers", description="Who is quoted")],
    abp_responses={400: Failure, 401: Failure},
)


@api.get("", responses={200: Speakers})
def many(query: SpeakersQuery) -> dict[str, Any]:
    """Speakers, the most quoted first; `q` also finds people of the register whom no document quotes."""
    return listing(current_archive().speakers(query.q, limit=query.limit, after=query.next))


@api.get("/suggestions", responses={200: Suggestions})
def suggestions(query: SuggestionsQuery) -> dict[str, Any]:
    """Pairs of speakers who are likely one, with what speaks for it; the likeliest and most quoted first.

    `one` is the one to merge into `other`.
    """
    return listing(Page(current_archive().suggest_merges(limit=query.limit)))


@api.get("/<id>", responses={200: SpeakerInFull, 308: MOVED, 404: Failure})
def one(path: Id, query: Nothing) -> dict[str, Any]:
    """One speaker in full: names, roles, numbers, days and sources.

    The id of a speaker who was merged into another answers 308 with the other's address.
    """
    return current_archive().speaker(path.id).as_json()


@api.get("/<id>/quotations", responses={200: SpeakerQuotations, 308: MOVED, 404: Failure})
def quotations(path: Id, query: SpeakerQuotationsQuery) -> dict[str, Any]:
    """The quotations of one speaker, newest first."""
    archive = current_archive()
    speaker = archive.speaker(path.id)
    page = archive.quotations(criteria(query, speaker.id), limit=query.limit, after=query.next)
    return {"speaker": speaker.as_json(), **listing(page)}
