"""``POST /api/v1/verify``: whether somebody said something, as far as the archive knows."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from quotes.matching.records import Claim
from quotes.matching.verification import verify
from service.archive import current_archive
from service.bodies import VerifyBody
from service.parameters import MatchesQuery
from service.schemas import Failure
from service.verdict_schemas import Verification

api = APIBlueprint(
    "verification",
    __name__,
    url_prefix="/api/v1",
    abp_tags=[Tag(name="verification", description="Whether it was said, and by whom")],
    abp_responses={400: Failure, 401: Failure, 413: Failure},
)


@api.post("/verify", responses={200: Verification})
def verified(query: MatchesQuery, body: VerifyBody) -> dict[str, Any]:
    """Verify a quotation: a verdict, the nearest matches with their differences, and what was searched.

    Needs no key where reading is open. A quotation that is not found may still have been said.
    """
    claim = Claim(body.quotation, body.speaker, body.on)
    return verify(current_archive(), claim, limit=query.limit).as_json()
