"""Every failure in one shape, ``{"ok": false, "status": 404, "error": "…"}``, or a page for a browser."""

from __future__ import annotations

from typing import NoReturn

from flask import Flask, Response, jsonify, make_response, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from quotes.errors import BadValue, Moved, QuotesError

# where Werkzeug's own sentence talks to a person at a browser ("check your spelling")
SENTENCES = {
    404: "nothing is at this address",
    405: "this address does not take this method",
    413: "the body is too large",
    500: "the service failed on this request; its log has the reason",
}


def init_app(app: Flask) -> None:
    """Answer the project's own errors, HTTP's and unforeseen ones alike."""
    app.register_error_handler(Moved, _lead_on)
    app.register_error_handler(QuotesError, lambda error: failure(error.status, str(error)))
    app.register_error_handler(HTTPException, _http_failure)


def wants_page() -> bool:
    """A browser outside ``/api`` gets a page; everybody else JSON."""
    if request.path.startswith("/api/"):
        return False
    best = request.accept_mimetypes.best_match(["application/json", "text/html"])
    return best == "text/html"


def failure(status: int, error: str) -> Response:
    """The one error shape, as JSON or as a page."""
    if wants_page():
        response = make_response(render_template("error.html", status=status, error=error), status)
    else:
        response = jsonify(ok=False, status=status, error=error)
        response.status_code = status
    if status == 401:
        # a browser asks its user by this; programs send the key in either header
        writing = request.method not in ("GET", "HEAD")
        scheme = 'Bearer realm="Quotes"' if writing else 'Basic realm="Quotes: the key is the password"'
        response.headers["WWW-Authenticate"] = scheme
    return response


def refuse_bad_parameter(error: ValidationError) -> NoReturn:
    """Raise :class:`BadValue` that names the first parameter that does not fit, and its value."""
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "missing":
        raise BadValue(f"{name!r} is missing")
    reason = first["msg"].removeprefix("Value error, ")
    raise BadValue(f"{name}={shown(first['input'])}: {reason[0].lower()}{reason[1:]}" if name else reason)


def shown(value: object) -> str:
    """A value as a message quotes it, cut where it is long."""
    return repr(value) if len(str(value)) <= 100 else repr(str(value)[:100] + "…")


def _lead_on(error: Moved) -> Response:
    """To the same address with the id that the old one leads to; undoing a merge ends this, so it is not kept."""
    arguments = {**(request.view_args or {}), "id": error.target}
    address = url_for(request.endpoint or "pages.search", **arguments)
    query = request.query_string.decode("latin-1")
    response = failure(308, str(error))
    response.headers["Location"] = f"{address}?{query}" if query else address
    response.headers["Cache-Control"] = "no-cache"
    return response


def _http_failure(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    sentence = SENTENCES.get(status, error.description or error.name)
    if status in (404, 405):
        sentence = f"{sentence}: {request.method} {request.path}"
    response = failure(status, sentence)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response
