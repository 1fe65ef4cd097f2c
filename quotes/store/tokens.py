"""Opaque tokens that say where a list goes on, and the size of a page."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, TypeVar

from quotes.errors import BadValue

Item = TypeVar("Item")
MAX_LIMIT = 500


def make_token(listing: str, *place: str | int) -> str:
    """A token for the place (the sort key of the last item shown) in a kind of list."""
    data = json.dumps([listing, *place], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def read_token(token: str, listing: str, *types: type) -> list[Any]:
    """The place that :func:`make_token` wrote; :class:`BadValue` for anything else."""
    try:
        padded = token.encode("ascii") + b"=" * (-len(token) % 4)
        data = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        data = None
    if (
        not isinstance(data, list)
        or len(data) != len(types) + 1
        or data[0] != listing
        or any(type(value) is not expected for value, expected in zip(data[1:], types))
        or any(isinstance(value, int) and not 0 <= value < 1 << 63 for value in data[1:])
    ):
        raise BadValue(f"bad page token {token!r}: give the `next` of the page before, unchanged")
    return data[1:]


def check_limit(limit: int) -> None:
    """:class:`BadValue` for a page of no item or of too many."""
    if not 1 <= limit <= MAX_LIMIT:
        raise BadValue(f"bad limit {limit!r}: a page has 1 to {MAX_LIMIT} items")
