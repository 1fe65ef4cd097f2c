"""Speakers of whom many have a name that begins so, met in the order of their list.

The index of words knows who they are, but not their order, and to sort tens of thousands takes longer than to read the
list until a page is full. Plain words are compared here; what may be read in two ways the index of words decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from quotes.store.backend import WordMatch
from quotes.store.models import Alias, Speaker

_AT_ONCE = 200  # forms that are read together to be compared
_FITTING = 20  # that fit: to read more than the page needs is to walk on far
_MARKS = re.compile("[\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]+")
_COLUMNS = (Speaker.serial, Alias.serial, Alias.form)


def plain_words(words: str) -> list[str] | None:
    """The words in small ASCII letters without diacritics; None where there is anything else among them."""
    plain = _plain(words).lower().split()
    return plain if plain and all(word.isascii() and word.isalnum() for word in plain) else None


def in_list_order(
    connection: Connection,
    match: WordMatch,
    words: Sequence[str] | None,
    *,
    conditions: Iterable[ColumnElement[bool]],
    order: Iterable[Any],
    number: int,
) -> list[int]:
    """The serials of the first ``number`` speakers, in this order, one of whose forms matches.

    Where so many match that the page is soon full, ``words`` (those of the match, from :func:`plain_words`) spare it
    the list of all matches. The forms of those who were merged into a speaker count, too.
    """
    likely = Alias.serial.in_(select(match.key).select_from(match.table).where(match.condition))
    begin_so = None
    if words is not None:
        begin_so, likely = _Beginnings(connection, match, words), Alias.serial.is_not(None)
    # outer joins keep the planner from starting at the forms
    merged = (
        select(Speaker.survivor, Alias.serial, Alias.form)
        .select_from(Speaker)
        .outerjoin(Alias, Alias.speaker == Speaker.serial)
        .where(Speaker.survivor > 0, likely)
    )
    rows = connection.execute(merged).all()
    roots = begin_so.among(rows) if begin_so else {row[0] for row in rows}
    statement = (
        select(*_COLUMNS)
        .select_from(Speaker)
        .outerjoin(Alias, Alias.speaker == Speaker.serial)
        .where(*conditions, or_(likely, Speaker.serial.in_(sorted(roots))) if roots else likely)
        .order_by(*order)
    )
    found: dict[int, None] = {}
    with connection.execute(statement) as result:
        for batch in result.partitions(_AT_ONCE if begin_so else _FITTING):
            fitting = begin_so.among(batch) | roots if begin_so else None
            found.update((serial, None) for serial, _, _ in batch if fitting is None or serial in fitting)
            if len(found) >= number:
                break
    return list(found)[:number]


class _Beginnings:
    """Whether forms of names have words that begin so, as the index of words would say."""

    def __init__(self, connection: Connection, match: WordMatch, words: Sequence[str]) -> None:
        self._connection = connection
        self._match = match
        self._patterns = [re.compile(rf"(?<![0-9a-z]){word}") for word in words]

    def among(self, rows: Sequence[Any]) -> set[int]:
        """Of rows of a speaker's serial, a form's serial and the form: the speakers to whom it applies."""
        speakers: set[int] = set()
        open_: dict[int, int] = {}
        for speaker, alias, form in rows:
            plain = form.lower() if form.isascii() else _plain(form).lower()
            if not plain.isascii():
                open_[alias] = speaker
            elif all(pattern.search(plain) for pattern in self._patterns):
                speakers.add(speaker)
        if open_:
            match = self._match
            known = select(match.key).select_from(match.table).where(match.condition, match.key.in_(sorted(open_)))
            speakers.update(open_[alias] for alias in self._connection.scalars(known))
        return speakers


def _plain(text: str) -> str:
    """Without the diacritics that the index of words leaves out."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text))
