"""Pairs of speakers who are likely one person, for somebody to decide on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from sqlalchemy import Connection, or_, select

from quotes.speakers.comparing import blocking_keys, likeness
from quotes.speakers.directory import Known
from quotes.speakers.evidence import Appearing, DocumentView, support
from quotes.speakers.names import surname_key
from quotes.store.known import StoredDirectory
from quotes.store.models import Appearance, Decision, Document, Source, Speaker
from quotes.store.records import SpeakerRecord, Suggestion
from quotes.store.speakers import records_of

_LEAST = 0.6  # of likeness, for names that nothing else speaks for
_FAMILY = 60  # larger blocks hold names so common that likeness says little
_LOOKED_AT = 20_000  # the most quoted speakers
_NO_FIRST_NAME = 0.3  # likeness of a surname alone to a whole name


def likely(connection: Connection, *, limit: int) -> list[Suggestion]:
    """See :meth:`quotes.store.archive.Archive.suggest_merges`."""
    rows = connection.execute(
        select(Speaker.serial, Speaker.name)
        .where(Speaker.type == "person", Speaker.survivor.is_(None), Speaker.quotations > 0)
        .order_by(Speaker.quotations.desc(), Speaker.serial)
        .limit(_LOOKED_AT)
    ).all()
    blocks: dict[str, list[int]] = defaultdict(list)
    for serial, name in rows:
        for key in blocking_keys(name):
            blocks[key].append(serial)
    _join_registered(connection, blocks)
    pairs = {
        tuple(sorted(pair)) for block in blocks.values() if 1 < len(block) <= _FAMILY for pair in combinations(block, 2)
    }
    refused = _told_apart(connection)
    directory = StoredDirectory(connection)
    known = {k.handle: k for k in directory.load({serial for pair in pairs for serial in pair})}
    context = _Context(connection, known)
    scored: list[tuple[float, int, tuple[int, int], tuple[str, ...]]] = []
    for pair in pairs:
        one, other = (known.get(serial) for serial in pair)
        if one is None or other is None or pair in refused or one.registered and other.registered:
            continue
        score, evidence = context.weigh(one, other)
        if score >= _LEAST:
            scored.append((score, one.quotations + other.quotations, (pair[0], pair[1]), evidence))
    scored.sort(key=lambda item: (-round(item[0], 2), -item[1], item[2]))
    scored = scored[:limit]
    records = records_of(connection, {serial for item in scored for serial in item[2]})
    return [
        Suggestion(*_survivor_last(records[a], records[b], known[a], known[b]), round(score, 2), evidence)
        for score, _, (a, b), evidence in scored
    ]


def _survivor_last(
    one: SpeakerRecord, other: SpeakerRecord, known_one: Known, known_other: Known
) -> tuple[SpeakerRecord, SpeakerRecord]:
    """The one to be merged away first: not the registered one, else the less quoted."""
    first = (known_one.registered, len(known_one.name.split()) > 1, one.quotations)
    second = (known_other.registered, len(known_other.name.split()) > 1, other.quotations)
    return (one, other) if first <= second else (other, one)


def _join_registered(connection: Connection, blocks: dict[str, list[int]]) -> None:
    """Registered people without quotations, who may be whom documents name otherwise."""
    quoted = {serial for block in blocks.values() for serial in block}
    surnames = set(blocks)
    for first in range(0, len(surnames), 500):
        chunk = sorted(surnames)[first : first + 500]
        rows = connection.execute(
            select(Speaker.serial, Speaker.name).where(
                Speaker.surname.in_(chunk), Speaker.key.is_not(None), Speaker.quotations == 0
            )
        )
        for serial, name in rows:
            if serial not in quoted:
                for key in blocking_keys(name):
                    if key in blocks:
                        blocks[key].append(serial)


def _told_apart(connection: Connection) -> set[tuple[int, int]]:
    """Pairs that somebody split, or whose merge somebody undid."""
    rows = connection.execute(
        select(Decision.speaker, Decision.other).where(
            Decision.other.is_not(None),
            or_(Decision.kind == "split", Decision.undone.is_not(None)),
        )
    )
    return {(min(row), max(row)) for row in map(tuple, rows)}


class _Context:
    """Sources and descriptions of the speakers that are compared, loaded at once."""

    def __init__(self, connection: Connection, known: Iterable[object]) -> None:
        serials = [serial for serial in known if isinstance(serial, int)]
        self.sources: dict[int, set[str]] = defaultdict(set)
        self.described: dict[int, dict[str, None]] = defaultdict(dict)
        for first in range(0, len(serials), 500):
            rows = connection.execute(
                select(Appearance.speaker, Appearance.described, Source.name)
                .join(Document, Document.serial == Appearance.document)
                .join(Source, Source.serial == Document.source)
                .where(Appearance.speaker.in_(serials[first : first + 500]))
            )
            for speaker, described, source in rows:
                self.sources[speaker].add(source)
                self.described[speaker].update(dict.fromkeys(described))

    def weigh(self, one: Known, other: Known) -> tuple[float, tuple[str, ...]]:
        """How likely two speakers are one, and why; 0 where something rules it out."""
        best = max(
            ((like := likeness(a, b)).score, like.how)
            for a in dict.fromkeys((one.name, *one.names))
            for b in dict.fromkeys((other.name, *other.names))
        )
        score, how = best
        bare = surname_key(one.name)[1] or surname_key(other.name)[1]
        if how == "different" and not bare:
            return 0.0, ()
        evidence = [f"names: {how}" if how != "different" else "one surname"]
        if bare:
            score = min(score, _NO_FIRST_NAME)
        if one.gender and other.gender and one.gender != other.gender:
            return 0.0, ()
        first, second = (one, other) if not one.registered else (other, one)
        serial = first.handle
        assert isinstance(serial, int)
        appearing = Appearing(first.name, "person", tuple(self.described[serial]), first.gender)
        found = support(appearing, second, DocumentView(""))
        if found.against is not None:
            return 0.0, ()
        if found.points:
            score += min(0.4, 0.2 * found.points)
            evidence.extend(found.evidence)
        common = self.sources[serial] & self.sources[_serial(second)]
        if common:
            score += 0.05
            evidence.append(f"both in {', '.join(sorted(common)[:3])}")
        return min(score, 0.99), tuple(evidence)


def _serial(known: Known) -> int:
    assert isinstance(known.handle, int)
    return known.handle
