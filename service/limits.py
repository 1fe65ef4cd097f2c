"""What no request may have: too large a body, or one parameter twice."""

from __future__ import annotations

from flask import Flask, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from quotes.errors import BadValue

# the addresses that take drafts, as large as files of word processors are
DRAFTS = {"checking.checked", "verdicts.check"}


def init_app(app: Flask) -> None:
    """Check each request before it is answered."""
    app.before_request(_refuse_large_body)
    app.before_request(_refuse_repeated_parameter)


def _refuse_large_body() -> None:
    largest = current_app.config["MAX_DRAFT_LENGTH" if request.endpoint in DRAFTS else "MAX_CONTENT_LENGTH"]
    # Werkzeug checks the length only once a body is read, and reading routes never read one
    if (request.content_length or 0) > largest:
        raise RequestEntityTooLarge
    if request.endpoint in DRAFTS:
        request.max_content_length = largest
        request.max_form_memory_size = current_app.config["MAX_CONTENT_LENGTH"]


def _refuse_repeated_parameter() -> None:
    for name, values in request.args.lists():
        if len(values) > 1:
            given = ", ".join(repr(value) for value in values)
            raise BadValue(f"parameter {name!r} is given {len(values)} times ({given}): once is all it takes")
