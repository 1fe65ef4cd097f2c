"""Two pages for people: verify a quotation, and check a draft."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, make_response, render_template, request, url_for
from pydantic import ValidationError

from quotes.drafts.report import TEMPLATES, furnish
from quotes.errors import QuotesError
from quotes.matching.records import Claim
from quotes.matching.verification import verify as verified
from service.archive import current_archive
from service.checking import check_now, report_file
from service.errors import refuse_bad_parameter
from service.parameters import ClaimQuery, DraftQuery

# the report's own templates: a verdict looks alike on a page and in a file
pages = Blueprint("verdicts", __name__, template_folder=str(TEMPLATES))


def init_app(app: Flask) -> None:
    """Give the templates what those of the report call."""
    furnish(app.jinja_env)


@pages.get("/verify")
def verify() -> str:
    """Whether words are on record, and whose they are; the form's fields are the address's parameters."""
    try:
        query = ClaimQuery.model_validate({name: value for name, value in request.args.items() if value.strip()})
    except ValidationError as error:
        refuse_bad_parameter(error)
    archive = current_archive()
    verification = None
    if query.quotation:
        verification = verified(archive, Claim(query.quotation, query.speaker, query.on))
    unknown = query.speaker if query.speaker and not archive.find_speakers(query.speaker) else None
    return render_template(
        "verify.html",
        query=query,
        verification=verification,
        meant=archive.did_you_mean(unknown) if unknown else [],
        address=_address,
    )


@pages.route("/check", methods=["GET", "POST"])
def check() -> Response | str:
    """Paste or upload a draft, and read the report; as a file where the form asks for it."""
    if request.method != "POST":
        return render_template("check.html", checked=None, error=None, asked={}, address=_address)
    asked = {name: request.form.get(name, "") for name in ("text", "published", "format")}
    try:
        result = check_now(DraftQuery(min_words=0))
    except QuotesError as error:
        # what was pasted is not lost with an error
        page = render_template("check.html", checked=None, error=str(error), asked=asked, address=_address)
        return make_response(page, error.status)
    if "file_wanted" in request.form:
        return report_file(result)
    return render_template("check.html", checked=result, error=None, asked=asked, address=_address)


@pages.get("/verdicts.css")
def style() -> Response:
    """The style of verdicts, which the report has inside."""
    response = make_response((TEMPLATES / "verdicts.css").read_text(encoding="utf-8"))
    response.mimetype = "text/css"
    return response


def _address(quotation: str) -> str:
    return url_for("pages.quotation", id=quotation)
