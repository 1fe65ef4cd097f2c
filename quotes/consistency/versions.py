"""What an outlet changed in the quotations of a document between two versions of it.

The two may have been read by two extractors, which find other quotations and speakers in one text. So a quotation
counts as removed only where its words are no longer in the text at all, between marks or not, and as added only where
they were not in it before; where the words stand, or in which order, says nothing. It counts as given to another
speaker where one extractor read both, or where the text around it names somebody else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from quotes.consistency.parties import may_be_one_voice
from quotes.store.parties import Party
from quotes.store.records import QuotationRecord, VersionDetail
from quotes.wording.comparing import Comparison, compare
from quotes.wording.differences import Severity
from quotes.wording.folding import bare
from quotes.wording.fragments import passage
from quotes.wording.units import content_words, keys
from quotes.wording.vocabulary import FUNCTION_WORDS

ChangeKind = Literal["reattributed", "reworded", "cut", "removed", "extended", "added"]

# an attribution that is weaker says nothing against another
SURE_ENOUGH = 0.5
SURE = 0.8
_REVIEWED = "reviewed"
_FEWEST = 2  # content words that two wordings share, and of words that are given to another speaker
_SHARED = 0.4  # of the content words of the shorter wording
_NEAREST = 5  # wordings that one is compared with
_ALMOST_EQUAL = 0.81  # of words that are given to somebody else, too
_AROUND = 240  # code points on both sides of a quotation that may name its speaker
_SPELLING = ("spelling", "contraction", "punctuation")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Said:
    """Quotations of a version that go on from each other.

    ``text`` is without marks; ``run`` is its keys between spaces, ``runs`` are those of its parts.
    """

    parts: tuple[QuotationRecord, ...]
    text: str
    keys: tuple[str, ...]
    run: str
    runs: tuple[str, ...]

    @property
    def attributed(self) -> QuotationRecord | None:
        """The first part that has a speaker."""
        return next((part for part in self.parts if part.speaker is not None), None)

    @property
    def content(self) -> frozenset[str]:
        """Its words that say something by themselves."""
        return frozenset(self.keys) - FUNCTION_WORDS


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of two wordings: what each has, "" where it has nothing; ``severity`` is None where they are alike."""

    older: str
    newer: str
    severity: Severity | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed.

    ``older`` is None of what was added, ``newer`` of what was removed. ``cut`` and ``extended`` are of the same words,
    fewer or more of them. ``pieces`` run through both wordings, where they differ. ``major``: the change of words
    changes the meaning; of other speakers, both are sure.
    """

    kind: ChangeKind
    older: Said | None
    newer: Said | None
    pieces: tuple[Piece, ...] = ()
    major: bool = False


class Text:
    """A version as it is compared: what is said in it, and all its words."""

    def __init__(self, version: VersionDetail) -> None:
        self.version = version
        self.said = said_in(version)
        whole = " ".join(" ".join(_paragraph(paragraph)) for paragraph in _EMPTY_LINE.split(version.text))
        self._words = "\n".join([f" {whole} ", *(said.run for said in self.said)])
        self.by_run: dict[str, list[Said]] = defaultdict(list)
        for said in self.said:
            self.by_run[said.run].append(said)

    def has(self, said: Said) -> bool:
        """Whether all parts of it stand here, between marks or not."""
        return said.run in self._words or all(run in self._words for run in said.runs)

    def introduces(self, quotation: QuotationRecord) -> str:
        """The keys of the nearest line, up to its own, that has the last word of the speaker's name: "" for none."""
        assert quotation.speaker is not None
        name = _run(keys(quotation.speaker.name)[-1:])
        text = self.version.text
        end = text.find("\n", quotation.end)
        upto = (_run(_paragraph(line)) for line in reversed(text[: end if end >= 0 else len(text)].split("\n")))
        return next((line for line in upto if name in line), "")

    def lines_of(self, quotation: QuotationRecord) -> frozenset[str]:
        """The keys of the lines in which a quotation and its mention stand, and of those between them."""
        places = [quotation.start, quotation.end]
        if quotation.mention is not None:
            places += [quotation.mention.start, quotation.mention.end]
        text = self.version.text
        end = text.find("\n", max(places))
        whole = text[text.rfind("\n", 0, min(places)) + 1 : end if end >= 0 else len(text)]
        return frozenset(_run(_paragraph(line)) for line in whole.split("\n"))

    @cached_property
    def lines(self) -> frozenset[str]:
        """The keys of its lines, each between spaces; "" is one of them."""
        return frozenset(["", *(_run(_paragraph(line)) for line in self.version.text.split("\n"))])

    def around(self, said: Said) -> str:
        """The keys of what stands around it in its paragraphs, and outside of quotations, between spaces."""
        text = list(self.version.text)
        for quotation in self.version.quotations:
            text[quotation.start : quotation.end] = " " * (quotation.end - quotation.start)
        outside = "".join(text)
        found: list[str] = []
        for part in said.parts:
            before = _EMPTY_LINE.split(outside[max(part.start - _AROUND, 0) : part.start])[-1]
            after = _EMPTY_LINE.split(outside[part.end : part.end + _AROUND])[0]
            found += (*keys(before), *keys(after))
        return _run(found)


@lru_cache(maxsize=8192)
def _paragraph(text: str) -> tuple[str, ...]:
    """The keys of a paragraph; most are the same in all versions of a document."""
    return tuple(keys(text))


def _run(found: Iterable[str]) -> str:
    return f" {' '.join(found)} "


def said_in(version: VersionDetail) -> list[Said]:
    """The quotations of a version, those that go on from each other joined; quotations inside others are left out."""
    first: dict[str, str] = {}
    chains: dict[str, list[QuotationRecord]] = {}
    reach = -1
    for quotation in version.quotations:
        if quotation.end <= reach:
            continue
        reach = quotation.end
        start = first.get(quotation.continues or "", quotation.id)
        first[quotation.id] = start
        chains.setdefault(start, []).append(quotation)
    return [_said(tuple(chain)) for chain in chains.values()]


def _said(parts: tuple[QuotationRecord, ...]) -> Said:
    texts = [bare(part.text) for part in parts]
    runs = [_paragraph(text) for text in texts]
    joined = tuple(key for run in runs for key in run)
    return Said(parts, " ".join(texts), joined, _run(joined), tuple(map(_run, runs)))


def changes(
    older: Text, newer: Text, parties: Mapping[str, Party], *, before: Sequence[Text] = ()
) -> list[Change]:
    """What was changed, in the order of the newer text, what is no longer there last.

    What stood in a version ``before`` the older one already is back, and no change.
    """
    pairs = [
        (one, other)
        for run, several in older.by_run.items()
        for other in newer.by_run.get(run, ())
        for one in several
    ]
    left = [said for said in older.said if said.run not in newer.by_run and said.keys]
    new = [said for said in newer.said if said.run not in older.by_run and said.keys]
    gone = [said for said in left if not newer.has(said)]
    fresh = [said for said in new if not older.has(said)]
    found: list[Change] = []

    def anothers(one: Said, other: Said) -> bool:
        return _other_voice(one, other, parties) and _told_by_the_text(one, other, older, newer)

    matched = _matched(left, new, gone, fresh, anothers)
    for one, other, comparison in matched:
        pairs.append((one, other))
        back = any(text.has(other) for text in before)
        if not back and (change := _reworded(one, other, comparison)) is not None:
            found.append(change)
    # the same words, with other ends
    placed = {id(said) for one, other, _ in matched for said in (one, other)}
    pairs += [
        (one, other)
        for one in left
        for other in new
        if id(one) not in placed and id(other) not in placed and (one.run in other.run or other.run in one.run)
    ]
    found += _reattributed(pairs, older, newer, parties, before)
    found += [
        Change("added", None, said)
        for said in fresh
        if id(said) not in placed and not any(text.has(said) for text in before)
    ]
    found += [Change("removed", said, None) for said in gone if id(said) not in placed]
    return sorted(found, key=_place)


def _place(change: Change) -> tuple[bool, int]:
    said = change.newer or change.older
    assert said is not None
    return change.newer is None, said.parts[0].start


# -- other words --------------------------------------------------------------------------------------------------

Match = tuple[Said, Said, Comparison]


def _matched(
    left: Sequence[Said],
    new: Sequence[Said],
    gone: Sequence[Said],
    fresh: Sequence[Said],
    anothers: Callable[[Said, Said], bool],
) -> list[Match]:
    """Which new wording stands for which old one, each once; the most alike first.

    ``anothers``: whether the outlet gives the new one to somebody else, who then likely said something else.
    """
    is_gone, is_fresh = {id(said) for said in gone}, {id(said) for said in fresh}
    candidates: list[tuple[float, int, int, Comparison]] = []
    contents = [said.content for said in new]
    for place, one in enumerate(left):
        words = one.content
        near: list[tuple[int, int, int]] = []
        for at, other in enumerate(new):
            # what stands in both texts was neither changed, nor is it what was changed
            if not (
                (id(one) in is_gone and (id(other) in is_fresh or other.run in one.run))
                or (id(other) in is_fresh and one.run in other.run)
            ):
                continue
            shared = len(words & contents[at])
            if shared >= _FEWEST and shared >= _SHARED * min(len(words), len(contents[at])):
                near.append((-shared, abs(place - at), at))
        for _, distance, at in sorted(near)[:_NEAREST]:
            comparison = _beside(one, new[at])
            if comparison.wording == "none":
                continue
            if comparison.score < _ALMOST_EQUAL and anothers(one, new[at]):
                continue
            candidates.append((comparison.score - 0.001 * min(distance, 50), place, at, comparison))
    found: list[Match] = []
    taken: set[tuple[str, int]] = set()
    for _, place, at, comparison in sorted(candidates, key=lambda candidate: (-candidate[0], *candidate[1:3])):
        if ("older", place) not in taken and ("newer", at) not in taken:
            taken |= {("older", place), ("newer", at)}
            found.append((left[place], new[at], comparison))
    return found


def _beside(older: Said, newer: Said) -> Comparison:
    """The shorter of two wordings compared with the longer."""
    shorter, longer = (newer, older) if len(newer.keys) <= len(older.keys) else (older, newer)
    return compare(shorter.text, longer.text)


def _reworded(older: Said, newer: Said, comparison: Comparison) -> Change | None:
    """How the words differ; None where only typography does."""
    newer_is_shorter = len(newer.keys) <= len(older.keys)
    longer = passage(older.text if newer_is_shorter else newer.text)
    edges = [longer.written(0, comparison.first), longer.written(comparison.last, len(longer.units))]
    if not comparison.differences and not any(edges):
        return None
    pieces = [
        Piece(segment.recorded, segment.claimed, segment.severity, segment.about)
        if newer_is_shorter
        else Piece(segment.claimed, segment.recorded, segment.severity, segment.about)
        for segment in comparison.segments
    ]

    def edge(words: str) -> Piece:
        return Piece(words, "", "minor", "cut") if newer_is_shorter else Piece("", words, "minor", "cut")

    for words, place in zip(edges, (0, len(pieces) + 1)):
        if words:
            pieces.insert(place, edge(words))
    kind: ChangeKind = "reworded"
    if not comparison.differences:
        kind = "cut" if newer_is_shorter else "extended"
    return Change(kind, older, newer, tuple(pieces), comparison.major)


def only_spelling(change: Change) -> bool:
    """Whether nothing but the way of writing a word differs."""
    differing = [piece for piece in change.pieces if piece.severity is not None]
    return bool(differing) and all(piece.about in _SPELLING and piece.severity == "minor" for piece in differing)


# -- other speakers -----------------------------------------------------------------------------------------------


def _reattributed(
    pairs: Sequence[tuple[Said, Said]], older: Text, newer: Text, parties: Mapping[str, Party], before: Sequence[Text]
) -> list[Change]:
    found: dict[str, Change] = {}
    settled: set[str] = set()
    for one, other in pairs:
        if content_words(other.keys) < _FEWEST or other.run in settled:
            continue
        if not _other_voice(one, other, parties):
            # of words that are there twice, one still has its speaker
            settled.add(other.run)
            found.pop(other.run, None)
        elif _told_by_the_text(one, other, older, newer) and not any(
            given_to_voice_of(text, other, other, parties) for text in before
        ):
            sure = all(said.attributed and (said.attributed.confidence or 0) >= SURE for said in (one, other))
            found.setdefault(other.run, Change("reattributed", one, other, (), sure and _people(one, other)))
    return list(found.values())


def given_to_voice_of(text: Text, words: Said, speaker: Said, parties: Mapping[str, Party]) -> bool:
    """Whether a version has these words, by whom ``speaker`` is said to be by."""
    return any(
        said.attributed is not None and not _other_voice(said, speaker, parties)
        for said in text.by_run.get(words.run, ())
    )


def _people(*several: Said) -> bool:
    return all(
        said.attributed is not None and said.attributed.speaker is not None and said.attributed.speaker.type == "person"
        for said in several
    )


def _other_voice(one: Said, other: Said, parties: Mapping[str, Party]) -> bool:
    """Whether the two are surely enough two speakers'."""
    first, second = one.attributed, other.attributed
    if first is None or second is None or first.speaker is None or second.speaker is None:
        return False
    if min(first.confidence or 0, second.confidence or 0) < SURE_ENOUGH:
        return False
    party, another = parties.get(first.speaker.id), parties.get(second.speaker.id)
    if party is None or another is None or party.known.handle == another.known.handle:
        return False
    return not may_be_one_voice(party, another)


def _told_by_the_text(one: Said, other: Said, older: Text, newer: Text) -> bool:
    """Whether it is the outlet that gives the words to another speaker, and not another extractor, or a person.

    Where "he" said it, or the same "Clinton", or a line is as it was, the outlet has said so only if it took out what
    told who that was, and put something else there: what is moved, or stands between, is no word about the speaker.
    """
    first, second = one.attributed, other.attributed
    assert first is not None and second is not None
    decided = {first.method == _REVIEWED, second.method == _REVIEWED}
    if decided == {True}:
        return True
    mention = _run(keys(second.mention.text)) if second.mention else None
    if decided == {True, False} or older.version.version.extractor != newer.version.version.extractor:
        return mention is not None and mention not in older.around(one)
    before = _run(keys(first.mention.text)) if first.mention else None
    by_pronoun = (second.method or "").partition(":")[2] == "pronoun"
    if mention not in (None, before) and not by_pronoun and not newer.lines_of(second) <= older.lines:
        return True
    return older.introduces(first) not in newer.lines and newer.introduces(second) not in older.lines
