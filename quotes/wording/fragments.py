"""A quotation as it is compared: its words, and where its writer marked a cut or put words between brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from quotes.wording.folding import bare, fold
from quotes.wording.units import Unit, units
from quotes.wording.vocabulary import FUNCTION_WORDS

_DOTS = r"(?:…|\.(?:[\s\u00a0\u202f]?\.){2,3})"
_CUT = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|\[(?:snip|cut|inaudible)\]|{_DOTS}")
_NOTHING = re.compile(r"\[\s*(?:sic|applause|laughter|laughs|pauses?|cheers)\s*\]", re.IGNORECASE)
_BRACKET = re.compile(r"\[([^\[\]]{1,300})\]")
_JOINER = "\u2060"  # folding drops it, so that "[W]e" is one word
_STRIPPED = re.compile(r"[^\w']+")

SENTENCE = 2
CLAUSE = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotation's words with what stands between them.

    ``text`` is it without its outer marks; the units' offsets count in it. ``cuts`` are the places of marked cuts: the
    index of the unit after each (``len(units)`` at the end). ``bracketed`` has for each unit the number of the bracket
    that it stands in, 0 for none. ``breaks`` has for each unit what stands before it: :data:`SENTENCE`,
    :data:`CLAUSE` or 0.
    """

    text: str
    units: tuple[Unit, ...]
    keys: tuple[str, ...]
    faces: tuple[str, ...]
    """The units as they are written, typography folded."""
    cuts: frozenset[int]
    bracketed: tuple[int, ...]
    breaks: tuple[int, ...]

    def written(self, first: int, last: int) -> str:
        """The original text of the units from ``first`` to before ``last``."""
        return self.text[self.units[first].start : self.units[last - 1].end] if first < last else ""


@lru_cache(maxsize=1024)
def passage(text: str) -> Passage:
    """Read a quotation, with or without its marks."""
    inner = bare(text)
    cut_at = [match.start() for match in _CUT.finditer(inner)]
    plain = _blanked(_NOTHING, _blanked(_CUT, inner))
    brackets: list[tuple[int, int]] = []
    letters = list(plain)
    for match in _BRACKET.finditer(plain):
        start, end = match.span()
        before = plain[start - 1 : start].isalpha()
        after = plain[end : end + 1].isalpha()
        letters[start] = _JOINER if before or after else " "
        letters[end - 1] = _JOINER if after or before else " "
        # "[W]e" and "[t]he" change a capital only
        if not (after and not before and len(match[1]) == 1):
            brackets.append((start, end))
    found = units("".join(letters))
    numbers = [
        next((n for n, (start, end) in enumerate(brackets, 1) if unit.start < end and start < unit.end), 0)
        for unit in found
    ]
    found = tuple(Unit(unit.key, inner[unit.start : unit.end], unit.start, unit.end) for unit in found)
    cuts = {sum(unit.start < place for unit in found) for place in cut_at}
    return Passage(
        inner,
        found,
        tuple(unit.key for unit in found),
        tuple(_face(unit.text) for unit in found),
        frozenset(cuts),
        tuple(numbers),
        _breaks(inner, found),
    )


def without_brackets_of(record: Passage, claim: Passage) -> Passage:
    """The claim with those of its brackets read as plain words that the record has, too.

    A bracket that the record itself has is no licence of the claim's to write something else between it.
    """
    if not any(claim.bracketed) or not any(record.bracketed):
        return claim
    theirs = {key for key, bracket in zip(record.keys, record.bracketed) if bracket and key not in FUNCTION_WORDS}
    common = {bracket for key, bracket in zip(claim.keys, claim.bracketed) if bracket and key in theirs}
    bracketed = tuple(0 if bracket in common else bracket for bracket in claim.bracketed)
    return replace(claim, bracketed=bracketed) if common else claim


@lru_cache(maxsize=65536)
def _face(written: str) -> str:
    return _STRIPPED.sub("", fold(written.replace("[", "").replace("]", "")).text)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)


_SENTENCE_END = re.compile(r"[.!?…]|\n\s*\n")
_CLAUSE_END = re.compile(r"[,;:—–()\[\]\"“”]|\s-+\s")


def _breaks(text: str, found: tuple[Unit, ...]) -> tuple[int, ...]:
    breaks: list[int] = []
    end = 0
    for place, unit in enumerate(found):
        between = text[end : unit.start] if place else "."
        if _SENTENCE_END.search(between):
            breaks.append(SENTENCE)
        else:
            breaks.append(CLAUSE if _CLAUSE_END.search(between) else 0)
        end = max(end, unit.end)
    return tuple(breaks)


def inside_marks(text: Passage, first: int, last: int) -> bool:
    """Whether units of a quotation stand between quotation marks of its own: words that its speaker quotes.

    ``first`` is the first of them, ``last`` one after the last.
    """
    if first >= last or (first == 0 and last == len(text.units)):
        return False
    start, end = text.units[first].start, text.units[last - 1].end
    before, after = text.text[:start], text.text[end:]
    if before.count("“") > before.count("”") and "”" in after:
        return True
    if before.count('"') % 2 and '"' in after:
        return True
    opened = before.rfind("‘")
    # an apostrophe has a letter after it
    return opened >= 0 and not _CLOSING.search(before[opened:]) and _CLOSING.search(after) is not None


_CLOSING = re.compile(r"’(?!\w)")
