"""One page of a list as JSON, with the address of the next one."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from quotes.store import Page


def listing(page: Page[Any]) -> dict[str, Any]:
    """``{"items", "next", "next_url"}``: the last two are null on the last page."""
    return {**page.as_json(), "next_url": next_url(page.next)}


def next_url(token: str | None) -> str | None:
    """The absolute address of this request with another ``next``; None without one."""
    if token is None or request.endpoint is None:
        return None
    parameters = {**(request.view_args or {}), **request.args.to_dict(), "next": token}
    return url_for(request.endpoint, **parameters, _external=True)
