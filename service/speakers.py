"""``/api/v1/speakers``: who is quoted."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from service.archive import current_archive
from service.paging import listing
from service.quotations import criteria
from service.schemas import (
    Failure,
    Id,
    Nothing,
    Speaker,
    SpeakerQuotations,
    SpeakerQuotationsQuery,
    Speakers,
    SpeakersQuery,
)

api = APIBlueprint(
    "speakers",
    __name__,
    url_prefix="/api/v1/speakers",
    abp_tags=[Tag(name="speakers", description="Who is quoted")],
    abp_responses={400: Failure, 401: Failure},
)


@api.get("", responses={200: Speakers})
def many(query: SpeakersQuery) -> dict[str, Any]:
    """Speakers, the most quoted first."""
    return listing(current_archive().speakers(query.q, limit=query.limit, after=query.next))


@api.get("/<id>", responses={200: Speaker, 404: Failure})
def one(path: Id, query: Nothing) -> dict[str, Any]:
    """One speaker, with the other forms of the name and how often and since when they are quoted."""
    return current_archive().speaker(path.id).as_json()


@api.get("/<id>/quotations", responses={200: SpeakerQuotations, 404: Failure})
def quotations(path: Id, query: SpeakerQuotationsQuery) -> dict[str, Any]:
    """The quotations of one speaker, newest first."""
    archive = current_archive()
    speaker = archive.speaker(path.id)
    page = archive.quotations(criteria(query, speaker.id), limit=query.limit, after=query.next)
    return {"speaker": speaker.as_json(), **listing(page)}
