"""The Flask application: configuration, the archive it answers from, and its blueprints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask.json.provider import DefaultJSONProvider
from flask_openapi3 import Info, OpenAPI

from quotes import settings
from quotes.errors import BadValue
from quotes.store import Archive
from quotes.version import VERSION
from service import (
    access,
    checking,
    decisions,
    documentation,
    documents,
    errors,
    feeds,
    finding_pages,
    findings,
    limits,
    pages,
    quotations,
    register,
    responses,
    run_pages,
    runs,
    speakers,
    status,
    utterances,
    verdict_pages,
    verification,
    version_pages,
)
from service.schemas import Failure

DESCRIPTION = (
    "Quotations found in news articles: who said what, when, and in whose report. Offsets are Unicode code "
    "points of the version's text. Lists are read page by page: follow `next_url` until it is null. Writing takes "
    "the key: `Authorization: Bearer KEY` or `X-API-Key: KEY`."
)


class Json(DefaultJSONProvider):
    """JSON with keys in their order and “…” as it stands: shorter, and readable with curl."""

    sort_keys = False
    ensure_ascii = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """What a body says; :class:`ValueError` also for one that is nested too deep to be read."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            raise ValueError("nested too deep") from None


def create_app(config: Mapping[str, Any] | None = None) -> OpenAPI:
    """Build the application, a Flask app.

    ``config`` overrides what the environment says (:mod:`quotes.settings`):

    - ``DATABASE_URL``: the archive's database; None is the default one
    - ``CREATE_DATABASE``: whether an SQLite file that does not exist yet is made (by default, yes)
    - ``API_KEY``: the key that writing asks for, and a closed archive; None: nobody writes
    - ``CLOSED_READING``: True asks for the key before anything is read
    - ``MAX_CONTENT_LENGTH``: the largest body that a request may have, in bytes
    - ``MAX_DRAFT_LENGTH``: the same of a draft to be checked, which may be a Word file with pictures
    - ``MODEL``: the spaCy pipeline that finds a draft's quotations; None is the settings' or the shipped one

    and any setting of Flask. Raises :class:`~quotes.errors.BadValue` where reading is closed without a key,
    and what :meth:`quotes.store.Archive.open` raises.
    """
    app = OpenAPI(
        "service",
        info=Info(title="Quotes", version=VERSION, description=DESCRIPTION),
        security_schemes=access.SECURITY_SCHEMES,
        validation_error_status=400,
        validation_error_model=Failure,
        validation_error_callback=errors.refuse_bad_parameter,
        doc_ui=False,
    )
    app.config.from_mapping(
        DATABASE_URL=None,
        CREATE_DATABASE=True,
        API_KEY=settings.api_key(),
        CLOSED_READING=settings.closed_reading(),
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_DRAFT_LENGTH=10 * 1024 * 1024,
        MODEL=None,
    )
    app.config.from_mapping(config or {})
    app.json = Json(app)
    if app.config["CLOSED_READING"]:
        if not app.config["API_KEY"]:
            raise BadValue("QUOTES_CLOSED asks readers for a key, but QUOTES_API_KEY names none")
        app.openapi_extensions["security"] = [{name: []} for name in access.SECURITY_SCHEMES]

    app.extensions["archive"] = Archive.open(app.config["DATABASE_URL"], create=app.config["CREATE_DATABASE"])
    errors.init_app(app)
    responses.init_app(app)
    limits.init_app(app)
    access.init_app(app)
    checking.init_app(app)
    rooms = (quotations, verification, checking, utterances, findings, speakers, decisions, register, documents)
    for room in (*rooms, runs, status, documentation):
        app.register_api(room.api)
    app.register_blueprint(pages.pages)
    app.register_blueprint(verdict_pages.pages)
    app.register_blueprint(finding_pages.finding_pages)
    app.register_blueprint(feeds.feeds)
    app.register_blueprint(run_pages.run_pages)
    app.register_blueprint(version_pages.version_pages)
    verdict_pages.init_app(app)
    documentation.init_app(app)
    return app
