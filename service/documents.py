"""``/api/v1/documents``: the articles that were read."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from service.archive import current_archive
from service.paging import listing
from service.parameters import DocumentsQuery, Id, Nothing
from service.schemas import DocumentInFull, Documents, Failure

api = APIBlueprint(
    "documents",
    __name__,
    url_prefix="/api/v1/documents",
    abp_tags=[Tag(name="documents", description="The articles that were read")],
    abp_responses={400: Failure, 401: Failure},
)


@api.get("", responses={200: Documents})
def many(query: DocumentsQuery) -> dict[str, Any]:
    """Documents, newest first."""
    page = current_archive().documents(
        query.source, query.from_, query.to, query.q, limit=query.limit, after=query.next
    )
    return listing(page)


@api.get("/<id>", responses={200: DocumentInFull, 404: Failure})
def one(path: Id, query: Nothing) -> dict[str, Any]:
    """One document: the text of its newest version, and that version's quotations in order."""
    return current_archive().document(path.id).as_json()
