"""``POST /api/v1/check``: the quotations of a draft against the archive."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from threading import BoundedSemaphore
from typing import Any

from flask import Response, current_app, make_response, request
from flask_openapi3 import APIBlueprint, OpenAPI, Tag
from pydantic import ValidationError
from werkzeug.datastructures import FileStorage

from quotes.drafts.checking import CheckedDraft, check
from quotes.drafts.reading import Draft, DraftFormat, TooMuchText, dated, draft_of_text, read_draft
from quotes.drafts.report import html_report
from quotes.drafts.sharing import SharedExtractor
from quotes.errors import BadValue, QuotesError, UnreadableInput
from service.archive import current_archive
from service.bodies import CheckBody
from service.errors import refuse_bad_parameter
from service.parameters import DraftQuery
from service.schemas import Failure
from service.verdict_schemas import CheckedDraft as CheckedDraftAnswer

api = APIBlueprint(
    "checking",
    __name__,
    url_prefix="/api/v1",
    abp_tags=[Tag(name="checking", description="The quotations of a draft against the archive")],
    abp_responses={400: Failure, 401: Failure, 413: Failure, 503: Failure},
)

# a thousand words take half a second: this much may keep others waiting for a quarter of a minute
LONGEST_DRAFT = 200_000
MOST_QUOTATIONS = 1000
# drafts that are read or wait; more would take all threads from those who look something up
AT_ONCE = 4

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# content type → format; None: by the file's name or first bytes
FORMATS: dict[str, DraftFormat | None] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/html": "html",
    DOCX: "docx",
    "application/octet-stream": None,
}
# fields of a form beside the options: the pasted draft, and the button that asks for the report as a file
NO_OPTIONS = ("text", "file_wanted")
_EXAMPLE = "“One man chose this war,” Antony Blinken said.\n"
_FILE: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "published": {"type": "string", "format": "date"},
        "format": {"enum": ["text", "markdown", "html", "docx"]},
        "name": {"type": "string"},
        "min_words": {"type": "integer"},
    },
}
_CONTENT: dict[str, Any] = {
    "application/json": {
        "schema": {"$ref": "#/components/schemas/CheckBody"},
        "example": CheckBody.model_config["json_schema_extra"]["example"],  # type: ignore[index]
    },
    "multipart/form-data": {"schema": _FILE, "example": {"file": "draft.docx", "published": "2022-09-23"}},
    "text/plain": {"schema": {"type": "string"}, "example": _EXAMPLE},
    "text/markdown": {"schema": {"type": "string"}, "example": _EXAMPLE},
    "text/html": {"schema": {"type": "string"}, "example": f"<p>{_EXAMPLE}</p>"},
    DOCX: {"schema": {"type": "string", "format": "binary"}, "example": "the bytes of a Word file"},
}


class DraftTooLong(QuotesError):
    """A draft has more text than is checked while others wait."""

    status = 413


class TooManyDrafts(QuotesError):
    """Other drafts are being checked, and more wait already."""

    status = 503


def init_app(app: OpenAPI) -> None:
    """Keep one extractor for all requests; it is loaded by the first draft."""
    # flask-openapi3 describes the bodies that it reads itself, and this one is one way of several
    app.components_schemas["CheckBody"] = CheckBody.model_json_schema()
    app.extensions["extractor"] = SharedExtractor(app.config["MODEL"])
    app.extensions["drafts"] = BoundedSemaphore(AT_ONCE)


@api.post(
    "/check",
    responses={200: CheckedDraftAnswer},
    openapi_extensions={"requestBody": {"required": True, "content": _CONTENT}},
)
def checked(query: DraftQuery) -> Response | dict[str, Any]:
    """Verify every quotation of a draft: a JSON object with its text, or the file itself (text, Markdown, HTML, DOCX).

    The parameters are for a file; in JSON and in multipart/form-data they are fields. `Accept: text/html` gives the
    report as an HTML file. Needs no key where reading is open.
    """
    result = check_now(query)
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        return report_file(result)
    return result.as_json()


def check_now(query: DraftQuery) -> CheckedDraft:
    """Read and check the request's draft.

    Raises :class:`BadValue` that says what is wrong with it, :class:`DraftTooLong`, or :class:`TooManyDrafts` where
    others wait already.
    """
    waiting: BoundedSemaphore = current_app.extensions["drafts"]
    if not waiting.acquire(blocking=False):
        raise TooManyDrafts("other drafts are being checked: try again in half a minute")
    try:
        draft, min_words = _asked_draft(query)
        if len(draft.text) > LONGEST_DRAFT:
            raise DraftTooLong(
                f"the draft has {len(draft.text):,} characters of text: {LONGEST_DRAFT:,} are the most over HTTP; "
                "`quotes check FILE` takes longer ones"
            )
        extractor: SharedExtractor = current_app.extensions["extractor"]
        return check(draft, current_archive(), extractor, min_words=min_words, most=MOST_QUOTATIONS)
    finally:
        waiting.release()


def report_file(result: CheckedDraft) -> Response:
    """The report as a file to keep: pages of this service may not have its inline style."""
    response = make_response(html_report([result]))
    response.headers["Content-Disposition"] = 'attachment; filename="quotations.html"'
    return response


def _asked_draft(query: DraftQuery) -> tuple[Draft, int]:
    """The draft that the request has, in whichever way, and ``min_words``."""
    if request.mimetype == "multipart/form-data":
        return _from_form(query)
    if request.mimetype in FORMATS:
        name = query.name or "draft"
        return _read(_body(), name, query.format or FORMATS[request.mimetype], query), query.min_words
    if not request.is_json:
        known = ", ".join(("application/json", "multipart/form-data", *FORMATS))
        raise BadValue(f"Content-Type {request.mimetype!r} is no draft: {known}")
    try:
        body = CheckBody.model_validate(request.get_json())
    except ValidationError as error:
        refuse_bad_parameter(error)
    try:
        draft = draft_of_text(body.text, body.name, format=body.format)
    except UnreadableInput as error:
        raise BadValue(f"the draft {error}") from None
    return dated(draft, body.published), body.min_words


def _from_form(query: DraftQuery) -> tuple[Draft, int]:
    fields = {name: value for name, value in request.form.items() if value.strip() and name not in NO_OPTIONS}
    try:
        options = DraftQuery.model_validate({**query.model_dump(exclude_unset=True, mode="json"), **fields})
    except ValidationError as error:
        refuse_bad_parameter(error)
    file = request.files.get("file")
    if file is not None and file.filename:
        name = options.name or _last_part(file.filename)
        return _read(file.read(), name, options.format or _format_of(file), options), options.min_words
    text = request.form.get("text", "")
    if not text.strip():
        raise BadValue("there is no draft: send it as 'file', or its words as 'text'")
    # a form sends its lines with carriage returns
    data = text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")
    return _read(data, options.name or "pasted draft", options.format or "text", options), options.min_words


def _read(data: bytes, name: str, form: DraftFormat | None, options: DraftQuery) -> Draft:
    try:
        return dated(read_draft(data, name, format=form), options.published)
    except TooMuchText as error:
        raise DraftTooLong(f"{name!r} {error}") from None
    except UnreadableInput as error:
        raise BadValue(f"{name!r} {error}") from None


def _body() -> bytes:
    """The body as UTF-8, whichever charset its content type names."""
    data = request.get_data(cache=False)
    charset = request.mimetype_params.get("charset", "utf-8")
    if not request.mimetype.startswith("text/") or charset.lower() in ("utf-8", "utf8"):
        return data
    try:
        # with a byte order mark, so that an HTML page's own declaration does not count
        return b"\xef\xbb\xbf" + data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError) as error:
        raise BadValue(f"the body is not of the charset {charset!r} that its content type names: {error}") from None


def _format_of(file: FileStorage) -> DraftFormat | None:
    # browsers know few types: the name's ending tells more than text/plain
    ending = PurePosixPath(file.filename or "").suffix
    return None if ending else FORMATS.get(file.mimetype)


def _last_part(name: str) -> str:
    return PureWindowsPath(name).name or "draft"
