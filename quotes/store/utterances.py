"""What grouping and the looking for conflicts ask of the tables, inside one transaction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, insert, select, update

from quotes.extraction.records import TextSpan
from quotes.store import derived_ids, findings, statements
from quotes.store.backend import Backend
from quotes.store.finding_records import NewFinding, Turnover
from quotes.store.given_offices import GivenOffices
from quotes.store.models import Document, Quotation, Utterance, Version
from quotes.store.parties import Party, load_parties
from quotes.store.records import Statement
from quotes.store.versions import DocumentVersions
from quotes.wording.units import content_words, index_terms
from quotes.wording.units import keys as keys_of

_CHUNK = 500
_WINDOW = 5  # words that stand together in what shares much of a statement
_STEP = 4  # words from one such window to the next, at least: each costs some tenths of a millisecond
_WINDOWS = 8  # of a statement, in one question
_SHORT = 12  # words of a statement that may have no window within one of its clauses
_FOUND = 40  # of what a question finds
_AROUND = 700  # code points before and after a quotation, in which its day may be told
# statements of one utterance that are looked at, the newest and the oldest: more are reprints of reprints
_LOOKED_AT = 300

_CLAUSE_END = re.compile(r"[.,;:!?…—–]['’”\"]*\s+|\s[-–—]+\s|—")

_values: Any = bindparam("values", expanding=True)
_UNGROUPED = select(Document.serial).where(~Document.grouped).order_by(Document.serial).limit(bindparam("limit"))
_UNCHECKED = (
    select(Utterance.serial, Utterance.id)
    .where(~Utterance.checked)
    .order_by(Utterance.serial)
    .limit(bindparam("limit"))
)
# `listed` in words that keep the planner from an index that begins with it
_OF_DOCUMENTS = select(Quotation.rank).where(Quotation.document.in_(_values), Quotation.listed.is_not(False))
_numbered = (
    select(
        Quotation.rank,
        Quotation.utterance,
        func.row_number().over(partition_by=Quotation.utterance, order_by=Quotation.rank).label("newest"),
        func.row_number().over(partition_by=Quotation.utterance, order_by=Quotation.rank.desc()).label("oldest"),
    )
    .where(Quotation.utterance.in_(_values), Quotation.listed.is_not(False))
    .subquery()
)
_OF_UTTERANCES = select(_numbered.c.rank).where((_numbered.c.newest <= _LOOKED_AT) | (_numbered.c.oldest <= _LOOKED_AT))
_offset = case((Quotation.start > _AROUND, Quotation.start - _AROUND), else_=0)
_PLACES = (
    select(
        Quotation.id,
        Quotation.start,
        Quotation.end,
        Quotation.cue_start,
        Quotation.cue_end,
        Quotation.cue_text,
        Quotation.mention_start,
        Quotation.mention_end,
        Quotation.mention_text,
        func.substr(Version.text, _offset + 1, Quotation.end - _offset + _AROUND).label("around"),
        _offset.label("offset"),
    )
    .join(Version, Version.serial == Quotation.version)
    .where(Quotation.rank.in_(_values), Quotation.cue_start.is_not(None))
)
_rows = Quotation.__table__
_JOIN = (
    update(Quotation.__table__)  # type: ignore[arg-type]
    .where(_rows.c.rank == bindparam("_rank"))
    .values(utterance=bindparam("_utterance"))
)


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation in a window of its text: all offsets are those in the window."""

    text: str
    start: int
    end: int
    cue: TextSpan
    mention: TextSpan | None


class UtteranceTables:
    """The tables as the consistency room uses them; made by :meth:`quotes.store.archive.Archive.looking`."""

    def __init__(self, connection: Connection, backend: Backend) -> None:
        self._connection = connection
        self._backend = backend
        self.offices = GivenOffices(connection)
        self.versions = DocumentVersions(connection)

    # -- grouping ---------------------------------------------------------------------------------------------

    def ungrouped(self, *, limit: int) -> list[int]:
        """Documents (serials) with quotations that grouping has not seen, the oldest first."""
        return list(self._connection.scalars(_UNGROUPED, {"limit": limit}))

    def statements_of(self, documents: Collection[int]) -> dict[int, list[Statement]]:
        """The listed statements of these documents, in the order of their texts."""
        found: dict[int, list[Statement]] = {document: [] for document in documents}
        for statement in self._load(self._connection.scalars(_OF_DOCUMENTS, {"values": list(documents)}).all()):
            found[statement.document_serial].append(statement)
        for several in found.values():
            several.sort(key=lambda statement: (statement.parts[0].start, -statement.parts[0].end))
        return found

    def sharing(self, wordings: Sequence[tuple[str, Sequence[str]]]) -> list[list[Statement]]:
        """For each of these statements (text and its units' keys) those on record that share a run of words with it.

        Quicker and blinder than :meth:`quotes.store.archive.Archive.statements_like`: it finds what has
        :data:`_WINDOW` words in a row in common, at most :data:`_FOUND` of each.
        """
        questions = [_question(text, keys) for text, keys in wordings]
        asked = [question for question in questions if question]
        answers = iter(self._backend.with_terms(self._connection, asked, _FOUND))
        ranks = [next(answers) if question else [] for question in questions]
        for place, found in enumerate(ranks):
            if len(found) == _FOUND:  # a common phrase: first what has all of the words
                whole = " ".join(index_terms(wordings[place][1])[:32])
                ranks[place] = list(dict.fromkeys([*next(iter(self._asked([whole]))), *found]))
        by_rank = {
            part.rank: statement
            for statement in self._load(list(dict.fromkeys(rank for found in ranks for rank in found)))
            for part in statement.parts
        }
        result: list[list[Statement]] = []
        for found in ranks:
            near = {id(statement): statement for rank in found if (statement := by_rank.get(rank))}
            result.append(list(near.values()))
        return result

    def _asked(self, questions: Iterable[str]) -> Iterable[list[int]]:
        return self._backend.with_terms(self._connection, questions, _FOUND)

    def _load(self, ranks: Sequence[int]) -> list[Statement]:
        return statements.load(self._connection, ranks)

    def open_utterances(self, first: Sequence[str]) -> tuple[list[int], list[int]]:
        """Utterances that begin with these quotations (ids): the serials of all, and of those that are new.

        One that is there already (its first document was read again) is taken as it is.
        """
        ids = [utterance_id(quotation) for quotation in first]
        known = self._utterances(ids)
        new = [id_ for id_ in ids if id_ not in known]
        if new:
            self._connection.execute(insert(Utterance), [{"id": id_} for id_ in new])
            known.update(self._utterances(new))
        return [known[id_] for id_ in ids], [known[id_] for id_ in new]

    def _utterances(self, ids: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for at in range(0, len(ids), _CHUNK):
            rows = self._connection.execute(
                select(Utterance.id, func.coalesce(Utterance.survivor, Utterance.serial)).where(
                    Utterance.id.in_(ids[at : at + _CHUNK])
                )
            )
            found.update(rows.tuples().all())
        return found

    def join(self, utterances: Mapping[int, int]) -> None:
        """Give quotations (ranks) to their utterances."""
        if utterances:
            rows = [{"_rank": rank, "_utterance": serial} for rank, serial in utterances.items()]
            self._connection.execute(_JOIN, rows)

    def unite(self, parts: Mapping[int, int]) -> None:
        """Make utterances part of earlier ones (part → whole): these get the quotations, and the ids lead to them."""
        for part, whole in parts.items():
            self._connection.execute(update(Quotation).where(Quotation.utterance == part).values(utterance=whole))
            self._connection.execute(
                update(Utterance)
                .where((Utterance.serial == part) | (Utterance.survivor == part))
                .values(survivor=whole, checked=False)
            )

    def grouped(self, documents: Sequence[int]) -> None:
        """Note that these documents' quotations have their utterances."""
        self._connection.execute(update(Document).where(Document.serial.in_(documents)).values(grouped=True))

    # -- checking ---------------------------------------------------------------------------------------------

    def unchecked(self, *, limit: int) -> dict[int, str]:
        """Utterances whose findings may be others by now: ids by serial."""
        return dict(self._connection.execute(_UNCHECKED, {"limit": limit}).tuples().all())

    def said(self, utterances: Collection[int]) -> dict[int, list[Statement]]:
        """The listed statements of these utterances, at most twice :data:`_LOOKED_AT` of each; the newest first."""
        found: dict[int, list[Statement]] = defaultdict(list)
        ranks = self._connection.scalars(_OF_UTTERANCES, {"values": list(utterances)}).all()
        for statement in self._load(ranks):
            if (utterance := statement.utterance) is not None and utterance in utterances:
                found[utterance].append(statement)
        for several in found.values():
            several.sort(key=lambda statement: statement.parts[0].rank)
        return found

    def places(self, several: Iterable[Statement]) -> dict[str, Place]:
        """The quotations of these statements that have a cue, by id, in their texts."""
        ranks = [part.rank for statement in several for part in statement.parts]
        found: dict[str, Place] = {}
        for at in range(0, len(ranks), _CHUNK):
            for row in self._connection.execute(_PLACES, {"values": ranks[at : at + _CHUNK]}):
                cue = TextSpan(row.cue_start - row.offset, row.cue_end - row.offset, row.cue_text)
                mention = None
                if row.mention_start is not None:
                    mention = TextSpan(row.mention_start - row.offset, row.mention_end - row.offset, row.mention_text)
                if cue.start >= 0 and cue.end <= len(row.around):
                    inside = mention is not None and mention.start >= 0 and mention.end <= len(row.around)
                    found[row.id] = Place(
                        row.around, row.start - row.offset, row.end - row.offset, cue, mention if inside else None
                    )
        return found

    def parties(self, speakers: Collection[int]) -> dict[int, Party]:
        """Speakers by serial."""
        return load_parties(self._connection, speakers)

    def checked(self, utterances: Collection[int]) -> None:
        """Note that the findings of these utterances are those of now."""
        serials = sorted(utterances)
        for at in range(0, len(serials), _CHUNK):
            self._connection.execute(
                update(Utterance).where(Utterance.serial.in_(serials[at : at + _CHUNK])).values(checked=True)
            )

    def store_findings(self, about: Collection[str], found: Sequence[NewFinding], turnover: Turnover) -> None:
        """See :func:`quotes.store.findings.store_findings`."""
        findings.store_findings(self._connection, about, found, turnover)


def utterance_id(first: str) -> str:
    """From the first quotation, so that the same documents in the same order give the same."""
    return derived_ids.derive("utterance", first)


def _question(text: str, keys: Sequence[str]) -> str:
    """Pairs of neighbours of some windows of a statement: what has all those of one window is found.

    Of a short one its clauses are asked for, too: another report may have it in two, around its cue.
    """
    if len(keys) < 2 or content_words(keys) < 2:
        return ""
    # pairs alone: single words are in so many rows that they only slow the search down
    questions = [" ".join(window) for window in _windows(keys)]
    if len(keys) <= _SHORT:
        clauses = [keys_of(clause) for clause in _CLAUSE_END.split(text)]
        questions += [" ".join(_pairs(clause)) for clause in clauses if content_words(clause) >= 2]
    # FTS5 binds terms that stand beside each other more tightly than OR
    return " OR ".join(dict.fromkeys(filter(None, questions)))


def _pairs(keys: Sequence[str]) -> list[str]:
    return [index_terms(pair)[0] for pair in pairwise(keys)]


def _windows(keys: Sequence[str]) -> Iterator[list[str]]:
    """The pairs of the windows that say most, spread over the statement."""
    pairs = _pairs(keys)
    if len(keys) <= _WINDOW:
        yield pairs
        return
    places = range(len(keys) - _WINDOW + 1)
    content = [content_words((key,)) for key in keys]
    step = max(_STEP, -(-len(places) // _WINDOWS))
    chosen = {
        max(places[at : at + step], key=lambda place: (sum(content[place : place + _WINDOW]), -place))
        for at in range(0, len(places), step)
    }
    for place in sorted(chosen):
        if sum(content[place : place + _WINDOW]) >= 2:
            yield pairs[place : place + _WINDOW - 1]
