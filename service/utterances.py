"""``/api/v1/utterances``: what somebody said once, in all its reports."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from service.archive import current_archive
from service.parameters import Id, Nothing
from service.schemas import Failure, Utterance

api = APIBlueprint(
    "utterances",
    __name__,
    url_prefix="/api/v1/utterances",
    abp_tags=[Tag(name="utterances", description="The same words in several documents")],
    abp_responses={400: Failure, 401: Failure},
)


@api.get("/<id>", responses={200: Utterance, 404: Failure})
def one(path: Id, query: Nothing) -> dict[str, Any]:
    """One utterance: its wordings with their quotations, who is said to have spoken, and the earliest report.

    `GET /quotations/{id}` names the utterance that a quotation belongs to.
    """
    return current_archive().utterance(path.id).as_json()
