"""The archive that the current application answers from."""

from __future__ import annotations

from flask import Response, current_app, request

from quotes.consistency.catching_up import look_again
from quotes.store import Archive


def current_archive() -> Archive:
    """The archive that ``create_app`` opened."""
    archive: Archive = current_app.extensions["archive"]
    return archive


def findings_follow(response: Response) -> Response:
    """After a decision who is who, or who spoke, and after an import: findings that rest on it are looked at again."""
    if request.method == "POST" and response.status_code == 200:
        look_again(current_archive())
    return response
