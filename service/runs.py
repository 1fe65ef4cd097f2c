"""``/api/v1/runs``: how the archive was filled, night by night."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from service.archive import current_archive
from service.paging import listing
from service.parameters import Id, Nothing, PageQuery
from service.schemas import Failure, RunFailures, RunInFull, Runs

api = APIBlueprint(
    "runs",
    __name__,
    url_prefix="/api/v1/runs",
    abp_tags=[Tag(name="runs", description="How the archive was filled")],
    abp_responses={400: Failure, 401: Failure},
)


@api.get("", responses={200: Runs}, operation_id="runs")
def many(query: PageQuery) -> dict[str, Any]:
    """Runs of `quotes ingest` and `quotes reingest`, the latest first, with what each could not read."""
    return listing(current_archive().runs(limit=query.limit, after=query.next))


@api.get("/<id>", responses={200: RunInFull, 404: Failure}, operation_id="run")
def one(path: Id, query: Nothing) -> dict[str, Any]:
    """One run with its sources."""
    return current_archive().run(path.id).as_json()


@api.get("/<id>/failures", responses={200: RunFailures, 404: Failure}, operation_id="run_failures")
def failures(path: Id, query: PageQuery) -> dict[str, Any]:
    """What a run could not read, in the order of its happening."""
    return listing(current_archive().failures(path.id, limit=query.limit, after=query.next))
