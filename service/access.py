"""Who may read: everybody, or (``CLOSED_READING``) those who show the key."""

from __future__ import annotations

import hmac
from typing import Any

from flask import Flask, current_app, request

from quotes.errors import KeyRequired

SECURITY_SCHEMES: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer KEY"},
    "header": {"type": "apiKey", "name": "X-API-Key", "in": "header", "description": "X-API-Key: KEY"},
    "basic": {"type": "http", "scheme": "basic", "description": "For a browser: the key is the password"},
}

# what is answered without the key: nothing of the archive's content
ALWAYS_OPEN = {"static", "status.healthz", "documentation.openapi_json", "pages.documentation"}


def init_app(app: Flask) -> None:
    """Ask for the key before each request that reads a closed archive."""
    app.before_request(_refuse_strangers)


def given_key() -> bytes | None:
    """The key of this request, from ``Authorization`` (Bearer, or the password of Basic) or ``X-API-Key``."""
    if key := request.headers.get("X-API-Key"):
        # WSGI gives the bytes of headers as Latin-1
        return key.encode("latin-1")
    authorization = request.authorization
    if authorization is None:
        return None
    if authorization.type == "bearer" and authorization.token:
        return authorization.token.encode("latin-1")
    return (authorization.password or "").encode() or None


def has_key() -> bool:
    """Whether this request shows the right key (compared in constant time)."""
    given, right = given_key(), current_app.config["API_KEY"]
    return bool(given and right) and hmac.compare_digest(given or b"", str(right).encode())


def may_read() -> bool:
    """Whether this request may see the archive's content."""
    return not current_app.config["CLOSED_READING"] or has_key()


def _refuse_strangers() -> None:
    # a CORS preflight carries no credentials by design
    if request.method == "OPTIONS" or request.endpoint in ALWAYS_OPEN or may_read():
        return
    raise KeyRequired(
        "this key is not the archive's"
        if given_key()
        else "reading here needs the key: send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'"
    )
