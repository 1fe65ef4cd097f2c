"""``/api/v1/documents``: the articles that were read."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from quotes.consistency.version_differences import difference
from service.archive import current_archive
from service.paging import listing
from service.parameters import DocumentsQuery, Id, Nothing, VersionPath, VersionsQuery
from service.schemas import DocumentInFull, Documents, Failure, VersionDifference, VersionInFull, Versions

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


@api.get("/<id>/versions", responses={200: Versions, 404: Failure})
def versions(path: Id, query: Nothing) -> dict[str, Any]:
    """The versions of a document, the newest first: each is a text that it had."""
    found = current_archive().document(path.id).versions
    return {"items": [version.as_json() for version in found], "next": None, "next_url": None}


@api.get("/<id>/versions/<number>", responses={200: VersionInFull, 404: Failure})
def version(path: VersionPath, query: Nothing) -> dict[str, Any]:
    """One version with its text and quotations, of which lists show those of the current version only."""
    return current_archive().versions(path.id, [path.number])[0].as_json()


@api.get("/<id>/diff", responses={200: VersionDifference, 404: Failure})
def diff(path: Id, query: VersionsQuery) -> dict[str, Any]:
    """What differs between two versions: in the quotations, and word by word in the texts.

    Typography and white space do not count. Compared are the two that are asked for; what `quotes consistency` finds
    (`/findings?kind=version_change`) leaves out what is back in the current version.
    """
    return difference(current_archive(), path.id, older=query.from_, newer=query.to).as_json()
