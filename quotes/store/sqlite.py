"""Everything that only SQLite understands: connection settings and full-text search (FTS5).

The index tables ``quotation_words``, ``document_titles`` and ``alias_words`` and the triggers that keep them
in step with the tables are made by ``migrations/versions/0002_words.py``. Their row number is the rank (the
alias's serial), so matches come in list order and a page of a frequent word costs no more than one of a rare
word. ``quotation_words`` holds only listed quotations; its second column ``facets`` holds
``s<speaker serial>`` and ``o<source serial>``, so that "this word by this speaker" is one intersection inside
the index.

``statement_terms`` (:data:`STATEMENT_TERMS`) holds the terms of every listed quotation, as
:func:`quotes.wording.units.index_terms` gives them, and neither texts nor places. SQL could not make the terms:
:mod:`quotes.store.saving` keeps it in step.
"""

from __future__ import annotations

import random
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnClause,
    Connection,
    Engine,
    Integer,
    TableClause,
    bindparam,
    column,
    create_engine,
    event,
    literal_column,
    table,
    text,
)
from sqlalchemy.pool import StaticPool

from quotes.errors import BadValue
from quotes.store.backend import WordMatch

_BUSY_SECONDS = 30
_PRAGMAS = (
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -32000",
    "mmap_size = 268435456",
    # pages in the log before they are moved into the file: a page that several documents change is moved once
    "wal_autocheckpoint = 4000",
)
STATEMENT_TERMS = """
CREATE VIRTUAL TABLE statement_terms USING fts5(
    terms, content = '', detail = none, columnsize = 0, tokenize = 'ascii')
"""
# `tidy` merges as soon as there are two pieces of an index to merge
WORD_INDEXES = ("quotation_words", "document_titles", "alias_words", "statement_terms")
TIDYING = tuple(f"INSERT INTO {name} ({name}, rank) VALUES ('usermerge', 2)" for name in WORD_INDEXES)
_PAGES = 1000  # of an index that are written in one go
_ADD_TERMS = "INSERT INTO statement_terms (rowid, terms) VALUES (?, ?)"
_REMOVE_TERMS = "INSERT INTO statement_terms (statement_terms, rowid, terms) VALUES ('delete', ?, ?)"
_WITH_TERMS = "SELECT rowid FROM statement_terms WHERE statement_terms MATCH ? LIMIT ?"
_PIECE = re.compile(r"[\"“”„«»]([^\"“”„«»]*)(?:[\"“”„«»]|$)|([^\s\"“”„«»]+)")


class SQLite:
    """The :class:`quotes.store.backend.Backend` of SQLite 3.34 and later, with FTS5."""

    def engine(self, url: URL) -> Engine:
        """An engine whose writers begin IMMEDIATE: they wait for each other instead of failing halfway."""
        in_memory = url.database in {None, "", ":memory:"}
        if not in_memory and not Path(str(url.database)).parent.is_dir():
            raise BadValue(f"no folder for the database {str(url.database)!r}: make it first")
        engine = create_engine(url, **({"poolclass": StaticPool} if in_memory else {}))

        @event.listens_for(engine, "connect")
        def configure(connection: Any, _: Any) -> None:
            connection.isolation_level = None  # sqlite3 must not begin or commit by itself
            connection.execute(f"PRAGMA busy_timeout = {1000 * _BUSY_SECONDS}").close()
            _write_ahead(connection)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").close()

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            immediate = connection.get_execution_options().get("immediate")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

        return engine

    def exists(self, url: URL) -> bool:
        """A file that is there and not empty."""
        path = Path(str(url.database))
        return url.database not in {None, "", ":memory:"} and path.is_file() and path.stat().st_size > 0

    def match_quotations(self, words: str, speakers: Sequence[int] | None, source: int | None) -> WordMatch:
        """See :meth:`quotes.store.backend.Backend.match_quotations`."""
        terms = [f"text : ({phrases(words)})"]
        if speakers is not None:
            terms.append(f"facets : ({' OR '.join(f's{speaker}' for speaker in speakers)})")
        if source is not None:
            terms.append(f"facets : o{source}")
        return _match("quotation_words", " AND ".join(terms))

    def match_documents(self, words: str) -> WordMatch:
        """See :meth:`quotes.store.backend.Backend.match_documents`."""
        return _match("document_titles", phrases(words))

    def match_aliases(self, words: str) -> WordMatch:
        """See :meth:`quotes.store.backend.Backend.match_aliases`."""
        return _match("alias_words", phrases(words, beginnings=True))

    def keep_terms(
        self, connection: Connection, added: Iterable[tuple[int, str]], removed: Iterable[tuple[int, str]] = ()
    ) -> None:
        """See :meth:`quotes.store.backend.Backend.keep_terms`."""
        # in order: FTS5 writes out what it holds in memory at every rank that is not above the one before
        for statement, rows in ((_REMOVE_TERMS, sorted(removed)), (_ADD_TERMS, sorted(added))):
            if rows:
                connection.exec_driver_sql(statement, rows)

    def with_terms(self, connection: Connection, wanted: Iterable[str], limit: int) -> Iterator[list[int]]:
        """See :meth:`quotes.store.backend.Backend.with_terms`."""
        # a cursor of the driver's: dozens of these make one look-up, and SQLAlchemy costs more than they do
        cursor = connection.connection.cursor()
        try:
            for terms in wanted:
                yield [rank for rank, in cursor.execute(_WITH_TERMS, (terms, limit))]
        finally:
            cursor.close()

    def tidy(self, connection: Connection) -> bool:
        """See :meth:`quotes.store.backend.Backend.tidy`."""
        driver: Any = connection.connection.dbapi_connection
        more = False
        for name in WORD_INDEXES:
            before = driver.total_changes
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('merge', {_PAGES})")
            more |= driver.total_changes - before > 1  # SQLite's documentation: below two, there was nothing to do
        return more

    def explain(self, connection: Connection, statement: Any) -> list[str]:
        """The lines of EXPLAIN QUERY PLAN."""
        compiled = statement.compile(connection, compile_kwargs={"literal_binds": True})
        return [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {_escape(str(compiled))}"))]


def _write_ahead(connection: Any) -> None:
    """Turn write-ahead logging on, waiting for others at the same file.

    The change of journal mode is the one step for which SQLite does not wait by itself: beside another
    process that opens the same new file it fails at once with "database is locked", whatever the timeout.
    """
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(random.uniform(0.005, 0.03))  # not in step with the other


def _escape(sql: str) -> str:
    return sql.replace(":", "\\:")


def phrases(words: str, *, beginnings: bool = False) -> str:
    """An FTS5 expression for what a person typed: words AND-ed, phrases between quotation marks.

    Every piece becomes a quoted string, so no input is a syntax error or an operator. :class:`BadValue` where
    no piece has a letter or a digit.
    """
    clean = words.replace("\0", " ").encode("utf-8", "ignore").decode()
    pieces = [phrase or word for phrase, word in _PIECE.findall(clean)]
    quoted = [f'"{piece}"' for piece in pieces if any(character.isalnum() for character in piece)]
    if not quoted:
        raise BadValue(f"nothing to look for in {words!r}: give at least one word")
    return " AND ".join(f"{piece}*" if beginnings else piece for piece in quoted)


def _match(name: str, expression: str) -> WordMatch:
    rowid: ColumnClause[int] = column("rowid", Integer)
    index: TableClause = table(name, rowid)
    matching = literal_column(name).op("MATCH")(bindparam(None, expression, unique=True))
    return WordMatch(index, index.c.rowid, matching)
