"""Who did something, and when, as the tables keep it."""

from __future__ import annotations

from datetime import datetime, timezone

from quotes.errors import BadValue

_LONGEST = 300  # of a name, in code points


def now() -> datetime:
    """The time in UTC, to the second."""
    return datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0)


def signed(who: str) -> str:
    """The name of the person who decides; :class:`quotes.errors.BadValue` where there is none."""
    who = " ".join(who.split())
    if not who:
        raise BadValue("say who decides: a name or an e-mail address")
    return who[:_LONGEST]
