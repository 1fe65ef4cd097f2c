"""``POST /api/v1/speakers/import``: a newsroom's own register of speakers, as the body of a request."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import request
from flask_openapi3 import APIBlueprint, Tag

from quotes.errors import BadValue, QuotesError
from quotes.speakers.importing import read_register_file
from quotes.speakers.register import Registered
from service.access import WRITING
from service.archive import current_archive, findings_follow
from service.parameters import ImportQuery
from service.schemas import Failure, Imported

api = APIBlueprint(
    "register",
    __name__,
    url_prefix="/api/v1/speakers",
    abp_tags=[Tag(name="register", description="Whom the archive knows beside the documents")],
    abp_responses={400: Failure, 401: Failure, 403: Failure, 413: Failure},
)
api.after_request(findings_follow)

# content type → the suffix by which the reader knows the format
SUFFIXES = {
    "text/csv": ".csv",
    "application/x-ndjson": ".jsonl",
    "application/ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/x-jsonlines": ".jsonl",
    "application/json": ".json",
}
TOLD_FAILURES = 100

_LINES = (
    '{"name": "Ada Osei", "aliases": ["Ada K. Osei"], "offices": [{"role": "minister", "of": "GH", "from": "2021"}]}\n'
    '{"type": "group", "name": "Harbour Board"}\n'
)
_CONTENT: dict[str, Any] = {
    "application/x-ndjson": {"schema": {"type": "string"}, "example": _LINES},
    "text/csv": {"schema": {"type": "string"}, "example": "name,aliases\nAda Osei,Ada K. Osei\n"},
    "application/json": {"schema": {"type": "string"}, "example": _LINES},
}


@api.post(
    "/import",
    responses={200: Imported},
    security=WRITING,
    openapi_extensions={"requestBody": {"required": True, "content": _CONTENT}},
)
def import_register(query: ImportQuery) -> dict[str, Any]:
    """Take speakers into the register: a body of JSON Lines, CSV, or FollowTheMoney entities, by its content type.

    A record of a known key is updated. Lines that can't be read are told in `failures`, the others are stored;
    400 where none can be. Findings about offices follow. Large files are imported with `quotes speakers import FILE`:
    a body is 1 MB at most.
    """
    suffix = SUFFIXES.get(request.mimetype)
    if suffix is None:
        raise BadValue(f"Content-Type {request.mimetype!r} is no register of speakers: {', '.join(_CONTENT)}")
    failures: list[dict[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"body{suffix}"
        file.write_bytes(request.get_data(cache=False))
        archive = current_archive()
        archive.ensure_register()
        counts = asdict(archive.import_register(_records(file, failures), origin=query.register_ or "http"))
    if not any(counts.values()):
        reason = f": {failures[0]['name']}: {failures[0]['reason']}" if failures else ""
        raise BadValue(f"the body has no speaker that can be read{reason}")
    return {**counts, "failed": len(failures), "failures": failures[:TOLD_FAILURES]}


def _records(file: Path, failures: list[dict[str, str]]) -> Iterator[Registered]:
    # failures name the file and the line; in which folder it lies is nobody's business
    place = f"{file.parent}{os.sep}"
    try:
        for record in read_register_file(file):
            if isinstance(record, Registered):
                yield record
            else:
                failures.append({"name": record.name.replace(place, ""), "reason": record.reason.replace(place, "")})
    except QuotesError as error:
        failures.append({"name": file.name, "reason": str(error).replace(place, "")})
