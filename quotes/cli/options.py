"""Options and values that several commands take."""

from __future__ import annotations

import getpass
from datetime import date, timedelta
from typing import Any

import click

from quotes import settings
from quotes.errors import BadValue
from quotes.store import MAX_LIMIT


class Day(click.ParamType):
    """A day, ``2023-01-18``."""

    name = "date"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> date:
        """The day, or a usage error that quotes the value."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day: write it as 2023-01-18", parameter, context)


class Duration(click.ParamType):
    """A span of time, ``30m``, ``2h``, ``1d 12h``."""

    name = "duration"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> timedelta:
        """The span, or a usage error that quotes the value."""
        from quotes.sources.durations import read_duration

        if isinstance(value, timedelta):
            return value
        try:
            return read_duration(str(value))
        except ValueError as error:
            self.fail(str(error), parameter, context)


database = click.option("--db", metavar="URL", help="The archive: an SQLAlchemy URL or the path of an SQLite file.")
page_size = click.option(
    "--limit", type=click.IntRange(1, MAX_LIMIT), default=20, show_default=True, help="Items on a page."
)
page_token = click.option("--next", "after", metavar="TOKEN", help="Go on where the page with this token ended.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
waiting = click.option(
    "--wait", type=Duration(), help="Wait so long (30m, 2h) for another run that is writing the archive."
)
who = click.option("--who", metavar="NAME", help="Who decides.  [default: QUOTES_USER, or the login name]")
why = click.option("--why", metavar="TEXT", default="", help="The reason, kept with the decision.")


def deciding(who: str | None) -> str:
    """The name that a decision is kept under: the one given, ``QUOTES_USER``, or the login name."""
    if who is not None:
        return who
    if user := settings.user():
        return user
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as containers have; KeyError before Python 3.13
        raise BadValue("this machine has no name for you: say who decides with --who, or set QUOTES_USER") from None
