"""What every response carries: security headers, CORS, an entity tag, and a line in the access log."""

from __future__ import annotations

import logging
import time
from urllib.parse import quote

from flask import Flask, Response, current_app, g, request

log = logging.getLogger("service.access")

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"


def init_app(app: Flask) -> None:
    """Hook into each request of the application."""
    app.before_request(_start)
    # Flask runs these in reverse order: the log line comes last and sees the final status
    app.after_request(_write_log)
    app.after_request(_tag)
    app.after_request(_protect)


def _start() -> None:
    g.started = time.perf_counter()


def _protect(response: Response) -> Response:
    page = response.mimetype == "text/html"
    response.headers["Content-Security-Policy"] = PAGE_POLICY if page else DATA_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if request.path.startswith("/api/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, X-API-Key"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _tag(response: Response) -> Response:
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.is_streamed:
        return response
    response.headers.setdefault("Cache-Control", "no-cache")
    if current_app.config["CLOSED_READING"]:
        response.headers["Cache-Control"] = "private, no-cache"
    if response.direct_passthrough:
        return response
    response.add_etag()
    response.make_conditional(request)
    return response


def _write_log(response: Response) -> Response:
    elapsed = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
    query = "?" + request.query_string.decode("latin-1") if request.query_string else ""
    # the path is decoded: quoted again, so that a line feed in it cannot forge a line
    address = quote(request.path) + query.encode("ascii", "backslashreplace").decode()
    length = "-" if response.content_length is None else response.content_length
    line = "%s %s %s %s %s %.1fms"
    log.info(line, request.remote_addr, request.method, address, response.status_code, length, elapsed)
    return response
