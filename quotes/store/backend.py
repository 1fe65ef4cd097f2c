"""What the store asks of a database beyond plain SQL; SQLite is the only one so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, ColumnElement, Connection, Engine, FromClause, make_url
from sqlalchemy.exc import ArgumentError

from quotes import settings
from quotes.errors import BadValue


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Rows whose words match: select from ``table`` where ``condition`` holds.

    ``key`` is their number, which gives the order of the list.
    """

    table: FromClause
    key: ColumnElement[int]
    condition: ColumnElement[bool]


class Backend(Protocol):
    """The differences between databases, in one place each."""

    def engine(self, url: URL) -> Engine:
        """An engine with the database's own settings; the option ``immediate=True`` marks writers."""

    def exists(self, url: URL) -> bool:
        """Whether there is a database at all."""

    def match_quotations(self, words: str, speakers: Sequence[int] | None, source: int | None) -> WordMatch:
        """Listed quotations with these words, of these speakers and this source (serials); keyed by rank.

        Raises :class:`BadValue` where ``words`` have no letter or digit.
        """

    def match_documents(self, words: str) -> WordMatch:
        """Documents whose title has these words; keyed by rank."""

    def match_aliases(self, words: str) -> WordMatch:
        """Aliases in which every one of the words begins a word; keyed by the alias's serial."""

    def keep_terms(
        self, connection: Connection, added: Iterable[tuple[int, str]], removed: Iterable[tuple[int, str]] = ()
    ) -> None:
        """Put rows (rank, terms with spaces between) into the index of statements, after those that leave it.

        What is removed must be what was added, term for term.
        """

    def with_terms(self, connection: Connection, wanted: Iterable[str], limit: int) -> Iterator[list[int]]:
        """For each of these (terms with spaces between) the first ranks that have all of them, in list order."""

    def tidy(self, connection: Connection) -> bool:
        """Bring what many small changes left of the indexes a step together; whether there may be more to do.

        A look-up in an index of thirty pieces takes four times as long as in one of three.
        """

    def explain(self, connection: Connection, statement: Any) -> list[str]:
        """How the database will look the statement up, one step a line."""


def database_url(location: str | None) -> URL:
    """An SQLAlchemy URL, a plain path of an SQLite file, or None for the settings' database."""
    location = location or settings.database_url()
    if "://" not in location:
        return URL.create("sqlite", database=str(Path(location).expanduser().absolute()))
    try:
        return make_url(location)
    except (ArgumentError, ValueError) as error:
        raise BadValue(f"bad database URL {location!r}: {error}") from None


def backend_for(url: URL) -> Backend:
    """The backend of the URL's database; :class:`BadValue` for one that is not supported."""
    from quotes.store.sqlite import SQLite

    if url.drivername in {"sqlite", "sqlite+pysqlite"}:
        return SQLite()
    shown = url.render_as_string(hide_password=True)
    raise BadValue(f"cannot use the database {shown!r}: this version keeps its archive in SQLite")
