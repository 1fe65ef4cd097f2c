"""Notes in which an outlet says that it changed an article: corrections, clarifications, editors' notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.wording.folding import fold
from quotes.wording.units import keys

# of a line, folded: what it begins with, or says anywhere
_BEGINS = re.compile(
    r"\W*(?:(?:correction|clarification|errat(?:um|a)|retraction)s?\s*"
    r"(?:[:.,(|-]|$|\d|appended\b|and clarif|to (?:this|an|our)\b)"
    r"|corrected\s*[:(-]|(?:editor'?s?'?|editorial|publisher'?s?'?) note\b|for the record\s*[:-])"
)
_WHAT = r"(?:article|story|report|piece|post|page|item|dispatch|version|headline|blog)"
_DONE = r"(?:amended|corrected|clarified|revised|edited|changed|updated to (?:correct|clarify|reflect|remove|fix))"
_SAYS = re.compile(
    rf"\bthis {_WHAT} (?:was|has been|is) (?:\w+ )?{_DONE}\b"
    rf"|\b(?:an?|the) (?:earlier|previous|original|first) version of this {_WHAT}\b"
    rf"|\b(?:we|the \w+) (?:regrets?|apologi[sz]es? for) the error\b"
)
_SENTENCE = re.compile(r"[.!?]\W*\s+(?=\S)")
_LONGEST = 160  # code points of a note that a summary quotes


def new_note(older: str, newer: str) -> str | None:
    """The first note that a newer text has and the older one has not, as it is written, cut where it is long."""
    notes = list(_notes(newer))
    there = {tuple(keys(note)) for note in _notes(older)} if notes else set()
    for note in notes:
        if tuple(keys(note)) not in there:
            return note if len(note) <= _LONGEST else f"{note[: _LONGEST - 1].rstrip()}…"
    return None


def _notes(text: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text.splitlines() if not line.isspace() and line]
    for place, line in enumerate(lines):
        folded = fold(line).text
        if _BEGINS.match(folded):
            # a heading of its own: what follows is the note
            following = lines[place + 1 : place + 2] if len(keys(line)) <= 2 else []
            yield " ".join([line, *following])
        elif _SAYS.search(folded):
            sentences = _SENTENCE.split(line)
            yield next((one for one in sentences if _SAYS.search(fold(one).text)), line)
