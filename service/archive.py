"""The archive that the current application answers from."""

from __future__ import annotations

from flask import current_app

from quotes.store import Archive


def current_archive() -> Archive:
    """The archive that ``create_app`` opened."""
    archive: Archive = current_app.extensions["archive"]
    return archive
