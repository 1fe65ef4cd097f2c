"""Statements that a claim may come from: found by the terms of their quotations, loaded with all their parts.

The index has the terms of every listed quotation by itself (:func:`quotes.wording.units.index_terms`: pairs of
neighbouring words, and content words). A claim is looked for in three ways, each bounded:

1. by all of its terms at once, which finds what contains it whole, also where thousands do;
2. by its rare terms one by one, which vote for what they stand in: one changed word leaves most terms as they were;
3. by stretches of its common terms together, halved until something has them: an altered claim of a statement that
   was printed hundreds of times, or in the commonest words, has no rare term.

Where a claim spans the parts of a continued quotation, each part has some of the terms; their votes are added up.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from sqlalchemy import Connection, Row, bindparam, func, select
from sqlalchemy.orm import aliased

from quotes.extraction.records import Kind, SpeakerType
from quotes.store.backend import Backend
from quotes.store.models import Document, Quotation, Source, Speaker
from quotes.store.records import SpeakerReference, Statement, StatementPart
from quotes.wording.units import content_words, index_terms, keys

RARE = 64  # a term that more quotations have does not vote by itself
_VOTED = 40  # of those that do not contain the whole claim, the likeliest,
_NEAR_BEST = 0.3  # with this share of the best one's votes,
_TELLING = 4  # and so many terms of the claim,
_SHARED = 0.1  # or this share of a short one's
_TERMS = 32  # of a claim, in one question
_PROBES = 48  # terms that are looked at one by one
_STRETCHES = 24  # questions for common terms together
_SHORT = 7  # words: each is left out in turn
_SCANNED = 2000  # of what a question finds, whatever the speaker
_OWNED = 3000  # quotations of speakers whose own ranks are read at once
_BATCH = 5000
_CHUNK = 500

# built once: building statements costs more than running them
_ranks: Any = bindparam("ranks", expanding=True)
_speakers: Any = bindparam("speakers", expanding=True)
# `listed` in words that keep the planner from an index that begins with it
_LISTED = select(Quotation.rank, Quotation.text).where(
    Quotation.document == bindparam("document"), Quotation.listed.is_not(False)
)
_OWN = select(Quotation.rank).where(Quotation.listed, Quotation.speaker.in_(_speakers)).limit(bindparam("limit"))
_THEIRS = select(Quotation.rank).where(Quotation.rank.in_(_ranks), Quotation.speaker.in_(_speakers))


def _parts() -> Any:
    """All listed quotations of the chains of some ranks, each with the first of its chain."""
    up = select(Quotation.id, Quotation.continues).where(Quotation.rank.in_(_ranks)).cte("up", recursive=True)
    before = aliased(Quotation)
    up = up.union(select(before.id, before.continues).join(up, before.id == up.c.continues))
    chain = select(up.c.id, up.c.id.label("first")).where(up.c.continues.is_(None)).cte("chain", recursive=True)
    after = aliased(Quotation)
    chain = chain.union_all(select(after.id, chain.c.first).join(chain, after.continues == chain.c.id))
    # outer joins keep the planner from beginning at a small table
    return (
        select(
            chain.c.first,
            Quotation.rank,
            Quotation.id,
            Quotation.text,
            Quotation.start,
            Quotation.end,
            Quotation.kind,
            Quotation.version,
            Quotation.document,
            Quotation.speaker,
            Quotation.confidence,
            Quotation.method,
            Quotation.utterance,
            Speaker.id.label("speaker_id"),
            Speaker.name.label("speaker_name"),
            Speaker.type.label("speaker_type"),
            Document.id.label("document_id"),
            Document.published,
            func.coalesce(Document.story, Document.serial).label("story"),
            Source.name.label("source"),
        )
        .select_from(chain)
        .join(Quotation, Quotation.id == chain.c.id)
        .outerjoin(Speaker, Speaker.serial == Quotation.speaker)
        .outerjoin(Document, Document.serial == Quotation.document)
        .outerjoin(Source, Source.serial == Document.source)
        .where(Quotation.listed.is_not(False))
    )


_PARTS = _parts()


# --- keeping the index ---


def terms_of(text: str) -> str:
    """What the index holds of a quotation."""
    return " ".join(index_terms(keys(text)))


def listed(connection: Connection, document: int) -> dict[int, str]:
    """What the index should hold of a document: the ranks and texts of its listed quotations."""
    return dict(connection.execute(_LISTED, {"document": document}).tuples().all())


def keep(connection: Connection, backend: Backend, before: Mapping[int, str], after: Mapping[int, str]) -> None:
    """Bring the index from what :func:`listed` gave before a change to what it gives now."""
    backend.keep_terms(
        connection,
        added=[(rank, terms_of(text)) for rank, text in after.items() if before.get(rank) != text],
        removed=[(rank, terms_of(text)) for rank, text in before.items() if after.get(rank) != text],
    )


def fill(connection: Connection, backend: Backend) -> None:
    """Put all listed quotations into an index that is empty."""
    last = -1
    while True:
        # in plain SQL, since migrations call it: the table may still lack columns of the model
        rows = connection.exec_driver_sql(
            f"SELECT rank, text FROM quotations WHERE rank > {last} AND listed ORDER BY rank LIMIT {_BATCH}"
        ).all()
        if not rows:
            return
        keep(connection, backend, {}, {row.rank: row.text for row in rows})
        last = rows[-1].rank


# --- finding ---


@dataclass(frozen=True, slots=True)
class _Run:
    """A fragment's terms: of every pair of neighbours, and of every word (None for one that says little)."""

    pairs: list[str]
    words: list[str | None]

    @classmethod
    def of(cls, run: Sequence[str], alone: bool) -> _Run:
        words = [index_terms((key,))[0] if content_words((key,)) or (alone and len(run) == 1) else None for key in run]
        return cls([index_terms(pair)[0] for pair in pairwise(run)], words)

    def whole(self) -> list[str]:
        """Terms that tell all of its words."""
        return self.pairs or [word for word in self.words if word]

    def without(self, first: int, beyond: int) -> list[str]:
        """The terms that stay when these words are others."""
        pairs = [term for at, term in enumerate(self.pairs) if at + 1 < first or at >= beyond]
        return pairs + [term for at, term in enumerate(self.words) if term and not first <= at < beyond]


def like(
    connection: Connection,
    backend: Backend,
    runs: Sequence[Sequence[str]],
    *,
    speakers: Sequence[int] | None,
    limit: int,
) -> list[Statement]:
    """See :meth:`quotes.store.archive.Archive.statements_like`."""
    written = [_Run.of(run, alone=len(runs) == 1) for run in runs if run]
    if not any(run.whole() for run in written) or (speakers is not None and not speakers) or limit < 1:
        return []
    asked = _Asked(connection, backend, speakers)
    whole = asked.whole(written, runs, limit)
    found = dict.fromkeys(whole)
    if len(whole) < limit:
        votes = _votes(asked, written, found=bool(whole))
        scores = {rank: sum(by.values()) for rank, by in votes.items()}
        near = _NEAR_BEST * max(scores.values(), default=0)
        terms = sum(len(run.pairs) + sum(map(bool, run.words)) for run in written)
        least = min(_TELLING, terms * _SHARED)
        likely = [rank for rank, score in scores.items() if score >= near and len(votes[rank]) >= least]
        for rank in asked.theirs(sorted(likely, key=lambda rank: (-scores[rank], rank))):
            if len(found) >= min(limit, len(whole) + _VOTED):
                break
            found[rank] = None
    else:
        votes = {}
    return _load(connection, list(found), speakers, whole=set(whole), votes=votes)[:limit]


class _Asked:
    """The index, and whose quotations count."""

    def __init__(self, connection: Connection, backend: Backend, speakers: Sequence[int] | None) -> None:
        self._connection = connection
        self._backend = backend
        self._speakers = speakers
        self._own: set[int] | None = None
        if speakers is not None:
            own = connection.scalars(_OWN, {"speakers": list(speakers), "limit": _OWNED + 1}).all()
            self._own = set(own) if len(own) <= _OWNED else None

    def first(self, wanted: Iterable[str], limit: int) -> Iterator[list[int]]:
        """For each of these (terms with spaces between) some ranks, at most so many."""
        if self._own is None:
            yield from self._backend.with_terms(self._connection, wanted, limit)
            return
        for ranks in self._backend.with_terms(self._connection, wanted, _SCANNED):
            yield [rank for rank in ranks if rank in self._own][:limit]

    def theirs(self, ranks: Sequence[int]) -> Iterable[int]:
        """Those of the ranks, in their order, that are the speakers'."""
        if self._speakers is None:
            return ranks
        ranks = ranks[:_SCANNED]
        own = self._own
        if own is None:
            own = set(self._connection.scalars(_THEIRS, {"ranks": ranks, "speakers": list(self._speakers)}))
        return [rank for rank in ranks if rank in own]

    def whole(self, written: Sequence[_Run], runs: Sequence[Sequence[str]], limit: int) -> list[int]:
        """Ranks of quotations with all terms of all runs."""
        wanted = _spread([term for run in written for term in run.whole()], _TERMS)
        if self._speakers is None:
            return next(iter(self.first([_together(wanted)], limit)))
        ranks = next(iter(self._backend.with_terms(self._connection, [_together(wanted)], _SCANNED)))
        found = list(self.theirs(ranks))
        if len(ranks) < _SCANNED or len(found) >= limit:
            return found[:limit]
        # a common phrase: the index of words knows whose they are
        said = [key for run in runs for key in run]
        match = self._backend.match_quotations(
            " ".join([key for key in said if content_words((key,))] or said), self._speakers, None
        )
        more = select(match.key).select_from(match.table).where(match.condition).order_by(match.key).limit(limit)
        return list(dict.fromkeys([*found, *self._connection.scalars(more)]))[:limit]


def _votes(asked: _Asked, written: Sequence[_Run], *, found: bool) -> dict[int, dict[str, float]]:
    """By rank, the terms of a claim that are known to stand in a quotation, and how telling each is.

    ``found``: the whole claim stands somewhere.
    """
    votes: dict[int, dict[str, float]] = defaultdict(dict)

    def count(ranks: list[int], terms: Sequence[str]) -> None:
        worth = 20 - math.log2(len(ranks) + 1)  # out of a million quotations
        for rank in ranks:
            by = votes[rank]
            for term in terms:
                if by.get(term, 0) < worth:
                    by[term] = worth

    terms = [term for run in written for term in (*run.pairs, *run.words) if term]
    probes = _spread(list(dict.fromkeys(terms)), _PROBES)
    common: set[str] = set()
    for term, ranks in zip(probes, asked.first(probes, RARE)):
        if len(ranks) < RARE:
            count(ranks, (term,))
        else:
            common.add(term)
    left = _STRETCHES
    waiting = [stretch for run in written for stretch in _stretches(run, common)]
    if not found:
        waiting += _one_wrong(written)
    while waiting and left > 0:
        asked_now, waiting = waiting[:left], waiting[left:]
        left -= len(asked_now)
        for stretch, ranks in zip(asked_now, asked.first(map(_together, asked_now), RARE)):
            if ranks:
                count(ranks, stretch)
            elif len(stretch) > 5:
                waiting += [stretch[: (len(stretch) + 1) // 2], stretch[len(stretch) // 2 :]]
    return votes


def _stretches(run: _Run, common: set[str]) -> Iterator[list[str]]:
    """Neighbouring pairs that are all common."""
    stretch: list[str] = []
    for pair in [*run.pairs, ""]:
        if pair in common:
            stretch.append(pair)
        else:
            if len(stretch) > 1:
                yield stretch
            stretch = []


def _one_wrong(written: Sequence[_Run]) -> Iterator[list[str]]:
    """Of a short claim what is left of it when a word is wrong or missing, or two are ("can't" is two)."""
    if sum(len(run.words) for run in written) > _SHORT:
        return
    for wrong in (1, 2):
        for number, run in enumerate(written):
            others = [term for other in (*written[:number], *written[number + 1 :]) for term in other.whole()]
            for place in range(len(run.words) + 1 - wrong):
                terms = run.without(place, place + wrong)
                if len(terms) + len(others) > 1:
                    yield [*others, *terms]


def _together(terms: Iterable[str]) -> str:
    return " ".join(terms)


def _spread(terms: Sequence[str], number: int) -> list[str]:
    """So many of the terms, evenly from all of them."""
    if len(terms) <= number:
        return list(terms)
    return [terms[at * len(terms) // number] for at in range(number)]


# --- loading ---


def _load(
    connection: Connection,
    ranks: Sequence[int],
    speakers: Sequence[int] | None,
    *,
    whole: set[int],
    votes: dict[int, dict[str, float]],
) -> list[Statement]:
    """The statements of these quotations, those that contain the whole claim before those that were voted for."""
    chains: dict[str, list[Row[Any]]] = defaultdict(list)
    for first in range(0, len(ranks), _CHUNK):
        seen = set(chains)
        for row in connection.execute(_PARTS, {"ranks": ranks[first : first + _CHUNK]}):
            if row.first not in seen:
                chains[row.first].append(row)
    order = {rank: place for place, rank in enumerate(ranks)}

    def likeliest(rows: list[Row[Any]]) -> tuple[bool, float, int]:
        by: dict[str, float] = {}
        for row in rows:
            by.update(votes.get(row.rank, {}))
        place = min(order.get(row.rank, len(order)) for row in rows)
        return not any(row.rank in whole for row in rows), -sum(by.values()), place

    statements = [statement(rows) for rows in sorted(chains.values(), key=likeliest)]
    if speakers is None:
        return statements
    return [one for one in statements if one.speaker_serial in speakers]


def load(connection: Connection, ranks: Sequence[int]) -> list[Statement]:
    """The statements that these quotations belong to, each once."""
    return _load(connection, ranks, None, whole=set(), votes={})


def statement(rows: Iterable[Row[Any]]) -> Statement:
    """The statement that these rows of :data:`_PARTS` make."""
    rows = sorted(rows, key=lambda row: (row.start, -row.end))
    first = rows[0]
    said = next((row for row in rows if row.speaker is not None), first)
    speaker = None
    if said.speaker is not None:
        speaker = SpeakerReference(said.speaker_id, said.speaker_name, cast(SpeakerType, said.speaker_type))
    return Statement(
        parts=tuple(
            StatementPart(row.id, row.rank, row.text, row.start, row.end, cast(Kind, row.kind)) for row in rows
        ),
        speaker=speaker,
        speaker_serial=said.speaker,
        confidence=said.confidence,
        method=said.method,
        document=first.document_id,
        document_serial=first.document,
        version_serial=first.version,
        story=first.story,
        source=first.source,
        published=first.published,
        utterance=next((row.utterance for row in rows if row.utterance is not None), None),
    )
