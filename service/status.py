"""Whether the service works, and what the archive holds."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from quotes.version import VERSION
from service.access import may_read
from service.archive import current_archive
from service.parameters import Nothing
from service.schemas import Failure, Health

api = APIBlueprint(
    "status",
    __name__,
    abp_tags=[Tag(name="status", description="The service and its archive")],
    abp_responses={400: Failure},
)


@api.get("/healthz", responses={200: Health, 503: Failure}, operation_id="healthz")
@api.get("/api/v1/healthz", responses={200: Health, 503: Failure}, operation_id="healthz_v1")
def healthz(query: Nothing) -> dict[str, Any]:
    """Whether the service can read its archive, and what that holds.

    Of a closed archive the counts are told only to those who show the key.
    """
    counts = current_archive().counts()
    return {"ok": True, "version": VERSION, "archive": counts.as_json() if may_read() else None}
