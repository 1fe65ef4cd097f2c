"""Who may read: everybody, or (``CLOSED_READING``) those who show the key. Who may write: those who show it, always."""

from __future__ import annotations

import hmac
from typing import Any

from flask import Flask, current_app, request

from quotes.errors import KeyRequired, WritingClosed

SECURITY_SCHEMES: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer KEY"},
    "header": {"type": "apiKey", "name": "X-API-Key", "in": "header", "description": "X-API-Key: KEY"},
    "basic": {"type": "http", "scheme": "basic", "description": "For a browser: the key is the password"},
}

# what writing takes: a browser sends a password that it knows with any site's form, and these two it does not
WRITING: list[dict[str, list[Any]]] = [{"bearer": []}, {"header": []}]

# what is answered without the key: nothing of the archive's content
ALWAYS_OPEN = {"static", "status.healthz", "documentation.openapi_json", "pages.documentation"}

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# what is sent to these is compared with the archive, and nothing is kept
READING = {"verification.verified", "checking.checked", "verdicts.check"}
HOW = "send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'"


def init_app(app: Flask) -> None:
    """Ask for the key before each request that writes, or reads a closed archive."""
    app.before_request(_refuse_strangers)


def given_key(*, password: bool = True) -> bytes | None:
    """The key of this request, from ``Authorization`` (Bearer, or the password of Basic) or ``X-API-Key``."""
    if key := request.headers.get("X-API-Key"):
        # WSGI gives the bytes of headers as Latin-1
        return key.encode("latin-1")
    authorization = request.authorization
    if authorization is None:
        return None
    if authorization.type == "bearer" and authorization.token:
        return authorization.token.encode("latin-1")
    return (authorization.password or "").encode() or None if password else None


def has_key(*, password: bool = True) -> bool:
    """Whether this request shows the right key (compared in constant time)."""
    given, right = given_key(password=password), current_app.config["API_KEY"]
    return bool(given and right) and hmac.compare_digest(given or b"", str(right).encode())


def may_read() -> bool:
    """Whether this request may see the archive's content."""
    return not current_app.config["CLOSED_READING"] or has_key()


def _refuse_strangers() -> None:
    # a method that an address does not take is told as such: it has no rule
    if request.method not in SAFE_METHODS and request.url_rule is not None and request.endpoint not in READING:
        _refuse_writing()
    # a CORS preflight carries no credentials by design
    if request.method == "OPTIONS" or request.endpoint in ALWAYS_OPEN or may_read():
        return
    raise KeyRequired("this key is not the archive's" if given_key() else f"reading here needs the key: {HOW}")


def _refuse_writing() -> None:
    if not current_app.config["API_KEY"]:
        raise WritingClosed(
            "writing is off, since this service has no key: set QUOTES_API_KEY, start it again, "
            "and send the key as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'"
        )
    if not has_key(password=False):
        given = given_key(password=False)
        raise KeyRequired("this key is not the archive's" if given else f"writing needs the key: {HOW}")
