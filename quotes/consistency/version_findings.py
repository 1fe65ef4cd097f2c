"""Findings about what an outlet changed in a document, in plain words.

Severity is high where words are given to somebody else, or changed in what they mean; medium where they are other words
or fewer, or are gone; low where only the spelling is another, or words were added. With a correction or an editor's
note that the older text had not, it is one step lower.

What was changed and is back in the current text is no finding: the outlet says again what it said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from quotes.consistency import telling
from quotes.consistency.corrections import new_note
from quotes.consistency.versions import Change, Piece, Said, Text, changes, given_to_voice_of, only_spelling
from quotes.consistency.wordings import in_context
from quotes.store.finding_records import FindingSeverity, NewFinding, NewReading
from quotes.store.records import VersionDetail
from quotes.store.versions import DocumentVersions, History

# versions of one document that are compared with each other: findings about earlier ones stay as they are
LONGEST_PATH = 9
# more quotations than these that one version adds (or removes) are one finding
MANY = 5
_SHOWN = 50  # quotations of one finding
_LONGEST = 70  # code points of words in a summary
_LOWER: dict[FindingSeverity, FindingSeverity] = {"high": "medium", "medium": "low", "low": "low"}


def compare_versions(tables: DocumentVersions, documents: Sequence[int]) -> tuple[list[str], list[NewFinding]]:
    """Compare the versions of these documents; the keys of what was looked at, and what was found."""
    about: list[str] = []
    found: list[NewFinding] = []
    for document in documents:
        history = tables.history(document, longest=LONGEST_PATH)
        about += [*history.left, *(version.version.id for version in history.path[1:])]
        found += findings_of(history)
    return about, found


def findings_of(history: History) -> list[NewFinding]:
    """What was changed from version to version, as far as it is not back in the current one."""
    texts = [Text(version) for version in history.path]
    found: list[NewFinding] = []
    for place, (older, newer) in enumerate(pairwise(texts)):
        made = changes(older, newer, history.parties, before=texts[:place])
        if place + 2 < len(texts):
            made = [change for change in made if not _is_back(change, texts[-1], history)]
        found += _findings(made, older.version, newer.version, texts[-1].version)
    return found


def _is_back(change: Change, current: Text, history: History) -> bool:
    if change.kind == "reattributed":
        older, newer = _both(change)
        return given_to_voice_of(current, newer, older, history.parties) and not given_to_voice_of(
            current, newer, newer, history.parties
        )
    if change.older is None:
        return change.newer is not None and not current.has(change.newer)
    return current.has(change.older) and (change.newer is None or not current.has(change.newer))


def _both(change: Change) -> tuple[Said, Said]:
    assert change.older is not None and change.newer is not None
    return change.older, change.newer


def severity_of(change: Change, *, noted: bool = False) -> FindingSeverity:
    """How grave a change is; ``noted``: the newer text tells of a correction."""
    severity: FindingSeverity
    if change.kind == "reattributed":
        severity = "high" if change.major else "medium"
    elif change.kind == "added" or only_spelling(change):
        severity = "low"
    elif change.major:
        severity = "high"
    else:
        severity = "low" if change.kind == "extended" else "medium"
    return _LOWER[severity] if noted else severity


def _findings(
    made: Sequence[Change], older: VersionDetail, newer: VersionDetail, current: VersionDetail
) -> list[NewFinding]:
    if not made:
        return []
    note = new_note(older.text, newer.text)
    later = new_note(older.text, current.text) if note is None and current is not newer else None
    by_kind: dict[str, list[Change]] = defaultdict(list)
    for change in made:
        by_kind[change.kind].append(change)
    found: list[NewFinding] = []
    for kind, several in by_kind.items():
        if kind in ("added", "removed") and len(several) > MANY:
            found.append(_of_many(several, older, newer, note))
        else:
            found += [_of_one(change, older, newer, note) for change in several]
    if later is not None:
        # what was changed in silence was, whatever is admitted afterwards
        told = f" A later version has a note ({_quoted(later, longest=200)})."
        found = [replace(finding, summary=finding.summary + told) for finding in found]
    return found


def _of_one(change: Change, older: VersionDetail, newer: VersionDetail, note: str | None) -> NewFinding:
    said = change.newer or change.older
    assert said is not None
    return NewFinding(
        "version_change",
        newer.version.id,
        severity_of(change, noted=note is not None),
        _summary(change, older, newer, note),
        _readings(change),
        part=f"{change.kind} {said.parts[0].id}",
    )


def _of_many(several: Sequence[Change], older: VersionDetail, newer: VersionDetail, note: str | None) -> NewFinding:
    kind = several[0].kind
    verb = "added" if kind == "added" else "took out"
    return NewFinding(
        "version_change",
        newer.version.id,
        severity_of(several[0], noted=note is not None),
        f"{newer.document.source} {verb} {len(several)} quotations {_when(older, newer)}"
        f"{_noted(note, kind == 'added')}.",
        tuple(reading for change in several[:_SHOWN] for reading in _readings(change)),
        part=kind,
    )


def _readings(change: Change) -> tuple[NewReading, ...]:
    return tuple(_reading(change, said) for said in (change.older, change.newer) if said is not None)


def _reading(change: Change, said: Said) -> NewReading:
    quotations = tuple(part.id for part in said.parts)
    if change.kind == "reattributed":
        assert said.attributed is not None and said.attributed.speaker is not None
        return NewReading(speaker=said.attributed.speaker.id, witnesses=1, quotations=quotations)
    return NewReading(text=said.text, witnesses=1, quotations=quotations)


# -- in words -----------------------------------------------------------------------------------------------------


def _summary(change: Change, older: VersionDetail, newer: VersionDetail, note: str | None) -> str:
    source = newer.document.source
    when = _when(older, newer)
    noted = _noted(note, change.kind in ("added", "extended"))
    if change.kind == "reattributed":
        return f"{source} gave words to another speaker {when}{noted}: {in_short(change)}."
    verbs = {"added": "added", "removed": "took out", "cut": "cut", "extended": "gave more of"}
    return f"{source} {verbs.get(change.kind, 'changed')} {whose_words(change)} {when}{noted}: {in_short(change)}."


def in_short(change: Change) -> str:
    """What was changed, without who said it: "“three” became “four”"; of what was added or removed, the words."""
    if change.kind == "reattributed":
        one, other = _both(change)
        return f"{_quoted(other.text)} was {_name(one)}’s and is {_name(other)}’s"
    if change.pieces:
        return telling_difference(change.pieces)
    said = change.newer or change.older
    assert said is not None
    return _quoted(said.text)


def telling_difference(pieces: Sequence[Piece]) -> str:
    """The first of the gravest differences, and how many more of these there are: "“three” became “four”"."""
    differing = [place for place, piece in enumerate(pieces) if piece.severity is not None]
    differing = [place for place in differing if pieces[place].severity == "major"] or differing
    place = differing[0]
    piece = pieces[place]
    if piece.about == "cut":
        told = f"{_quoted(piece.older or piece.newer)} is {'left out' if piece.older else 'new'}"
    else:
        before, after = piece.older, piece.newer
        if not before or not after:
            one = pieces[place - 1] if place else Piece("", "")
            other = pieces[place + 1] if place + 1 < len(pieces) else Piece("", "")
            before = in_context(one.older, piece.older, other.older)
            after = in_context(one.newer, piece.newer, other.newer)
        told = f"{_quoted(before)} became {_quoted(after)}"
    more = len(differing) - 1
    return told + (f", and {more} more difference{'' if more == 1 else 's'}" if more else "")


def _when(older: VersionDetail, newer: VersionDetail) -> str:
    """ "between 17 January 2023 09:12 and 11:40 UTC"."""
    first, last = older.version.fetched, newer.version.fetched
    if _minute(first) == _minute(last):
        return f"at {_minute(last)} UTC"
    until = f"{last:%H:%M}" if first.date() == last.date() else _minute(last)
    return f"between {_minute(first)} and {until} UTC"


def _minute(when: datetime) -> str:
    return f"{telling.day(when.date())} {when:%H:%M}"


def _noted(note: str | None, harmless: bool) -> str:
    """What nobody expects a note of (words that were added) is told without it."""
    if note is None:
        return "" if harmless else " without a note"
    return f" with a note ({_quoted(note, longest=200)})"


def whose_words(change: Change) -> str:
    """ "Antony Blinken’s words"."""
    named = [said for said in (change.newer, change.older) if said is not None and said.attributed is not None]
    return f"{_name(named[0])}’s words" if named else "words that it quotes"


def _name(said: Said) -> str:
    assert said.attributed is not None and said.attributed.speaker is not None
    return said.attributed.speaker.name


def _quoted(words: str, *, longest: int = _LONGEST) -> str:
    words = " ".join(words.split()).rstrip(" ,;")
    if len(words) > longest:
        words = words[: longest - 1].rstrip() + "…"
    return f"“{words}”"
