"""``/api/v1/findings``: where documents disagree, and what people say of it."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from service.access import WRITING
from service.archive import current_archive
from service.bodies import FindingReviewBody
from service.paging import listing
from service.parameters import FindingsQuery, Id, Nothing
from service.schemas import Failure, Finding, Findings

api = APIBlueprint(
    "findings",
    __name__,
    url_prefix="/api/v1/findings",
    abp_tags=[Tag(name="findings", description="Where documents disagree, with the evidence side by side")],
    abp_responses={400: Failure, 401: Failure},
)

REVIEWED: dict[Any, Any] = {200: Finding, 403: Failure, 404: Failure, 413: Failure}


@api.get("", responses={200: Findings})
def many(query: FindingsQuery) -> dict[str, Any]:
    """Findings: open ones first, then confirmed, then dismissed; the most severe first, then the newest.

    Reprints of one story are one witness. What was saved since the last `quotes ingest` or `quotes consistency` is
    compared by the next.
    """
    return listing(
        current_archive().findings(
            kind=query.kind,
            status=query.status,
            severity=query.severity,
            speaker=query.speaker,
            document=query.document,
            quotation=query.quotation,
            limit=query.limit,
            after=query.next,
        )
    )


@api.get("/<id>", responses={200: Finding, 404: Failure})
def one(path: Id, query: Nothing) -> dict[str, Any]:
    """One finding with all its quotations and reviews; also one that is gone, which lists leave out."""
    return current_archive().finding(path.id).as_json()


@api.post("/<id>/review", responses=REVIEWED, security=WRITING)
def review(path: Id, query: Nothing, body: FindingReviewBody) -> dict[str, Any]:
    """Confirm, dismiss or open a finding again, or add a note; all reviews are kept.

    A dismissed finding stays dismissed unless it gets a reading, or an independent document, that it has not now.
    """
    return current_archive().review_finding(path.id, status=body.status, note=body.note, who=body.who).as_json()
