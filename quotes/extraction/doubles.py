"""Pairs of double marks in one paragraph: curly, straight, low, angle marks, and the ``…'' of old wire services."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from quotes.extraction.spans import MarkedSpan

OPENING_DOUBLE = "“„«‟"
CLOSING_DOUBLE = "”»"
STRAIGHT = '"＂'
SIGNS_OF_INCHES = '"＂”'
BACKTICKS = "``"
DOUBLES = re.compile(r"[“”„‟«»\"＂]")
# where two backticks open, two apostrophes close; elsewhere they are too often nested single marks
WITH_BACKTICKS = re.compile(r"``|''|[“”„‟«»\"＂]")
# a quotation holds three others at most
NEAR = 8
CURLY_PAIR = re.compile(r"“[^“”]+”")
FEET_BEFORE = re.compile(r"\d ?['’′] ?\d{1,2}(?:\.\d)?[½¼¾]?$")
MEASURED_THING = re.compile(
    r"[ -](?:x\b|by\b|×|wide|long|tall|thick|deep|high|pipe|screen|diameter|barrel|gun|vinyl|nail|monitor|tv\b)",
    re.I,
)
# `“Nobody came, she said. It was cold.`: a cue that ends its sentence, so that the mark before it is lost
_TITLED = r"(?:Mr|Mrs|Ms|Dr)\.? [A-Z]\w+"
CUE_INSIDE = re.compile(rf"[,?!](?=\s(?:(?:he|she|they|{_TITLED}) (?:said|says|added)|said {_TITLED})[.,;])")
# `“Let’s go.’ Osei was in the hall`: opened double, closed single
CLOSED_BY_SINGLE = re.compile(r"(?:[^‘’]|\B‘(?=\w)[^‘’]*[^‘’\s]’(?!\w)|\b’\w)*?[,.!?…]’(?=\s)")
SPACED_DOTS = re.compile(r"[ \u00a0](?:…|\.\.)")
REPORTING_CLAUSE = re.compile(r"[,.!?…](?=\s+(?:(?:[A-Z]\w+|[Hh]e|[Ss]he|[Tt]hey) )?(?:said|says|added|told|asked)\b)")


@dataclass(slots=True)
class _Mark:
    """One mark with what its surroundings allow: it may open, may close, or both."""

    at: int
    end: int
    char: str
    opens: bool
    closes: bool


def _double_marks(text: str, start: int, end: int) -> list[_Mark]:
    marks: list[_Mark] = []
    is_open = False  # as a reader would count, for inch signs
    pattern = WITH_BACKTICKS if text.find(BACKTICKS, start, end) >= 0 else DOUBLES
    for match in pattern.finditer(text, start, end):
        at, stop = match.span()
        char = match.group()
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        if char in SIGNS_OF_INCHES and _is_measure(text, match, start, end, is_open):
            continue
        if len(char) == 2:
            opens = char == BACKTICKS
            closes = not opens
        elif char in OPENING_DOUBLE:
            # turned the wrong way only where it cannot open; `“ You know` between spaces may do either
            wrong = after.isspace() or after in ",.;:!?)"
            glued = char == "“" and at > start and (before.isalnum() or before in ",.!?…")  # `voters!“After his rally`
            opens, closes = not wrong or before.isspace(), wrong or glued
        elif char in CLOSING_DOUBLE:
            wrong = (before.isspace() or before in "([—–") and not after.isspace() and after not in ",.;:!?)"
            dots = before.isspace() and SPACED_DOTS.match(text, stop) is not None
            opens, closes = wrong or dots, not wrong
        else:
            opens, closes = _straight_roles(before, after, at == start)
            # `accused them of"squabbling like boys"`: the state decides, if the next mark can close it
            opens = opens or (before.isalpha() and after.isalpha() and _next_closes(text, stop, end))
        is_open = not is_open if char in STRAIGHT else char in OPENING_DOUBLE or char == BACKTICKS
        if marks and marks[-1].end == at and opens and marks[-1].opens and text.rfind(marks[-1].char, stop, end) < 0:
            marks.pop()  # `"“You` with one closing mark: a slip of the pen, not a nested quotation
        marks.append(_Mark(at, stop, char, opens, closes))
    return marks


def _straight_roles(before: str, after: str, first: bool) -> tuple[bool, bool]:
    """Whether a straight mark between these two characters may open, and may close."""
    if before.isspace():
        return True, after.isspace() and not first
    if after.isspace():
        return False, True
    if before.isalnum():
        return False, True
    if before in ".,!?…":
        return after.isalnum(), True  # `said."And then`: both, the state decides
    return True, before not in "([{/=" and not after.isalnum() or before in "—–-"


def _is_measure(text: str, match: re.Match[str], start: int, end: int, is_open: bool) -> bool:
    """Inches: 12", 6'2", 5' 10"; but not the mark that closes `in 2016"`."""
    at, stop = match.span()
    if at == start or not (text[at - 1].isdigit() or text[at - 1] in "½¼¾"):
        return False
    feet = FEET_BEFORE.search(text[max(start, at - 9) : at]) is not None
    if match.group() not in STRAIGHT:  # a curly mark after feet: `“He’s 6’2” tall,” she said`
        return feet and _next_closes(text, stop, end)
    return feet or MEASURED_THING.match(text, stop) is not None or not is_open or _next_closes(text, stop, end)


def _next_closes(text: str, stop: int, end: int) -> bool:
    """Whether the mark after this place can do nothing but close: then the one before it did not."""
    for following in islice(DOUBLES.finditer(text, stop, end), NEAR):
        at = following.start()
        if FEET_BEFORE.search(text[max(stop, at - 9) : at]) and at + 1 < end and text[at + 1] != ",":
            continue
        before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
        opens = before.isspace() or before in "([—–-" or following.group() in OPENING_DOUBLE
        return not opens and (after.isspace() or after in ",.;:!?)]—–")
    return False


def double_spans(text: str, start: int, end: int) -> list[MarkedSpan]:
    """Outermost spans of one paragraph. Marks inside an open span nest if closing marks are left for both."""
    marks = _double_marks(text, start, end)
    surplus = _later_surplus(marks)
    closed_by_curly = _next_curly_closes(marks)
    spans: list[MarkedSpan] = []
    opened: _Mark | None = None
    depth, inner = 0, False
    for position, mark in enumerate(marks):
        if opened is None:
            if mark.opens or not mark.closes or mark.at == start:
                opened, depth, inner = mark, 0, False
            continue
        straight = mark.char in STRAIGHT
        same_family = straight == (opened.char in STRAIGHT)
        if straight and not same_family and (inner or (mark.opens and not mark.closes and closed_by_curly[position])):
            inner = not inner  # a straight pair inside curly marks
            continue
        if mark.closes and not (mark.opens and mark.char in OPENING_DOUBLE and closed_by_curly[position]):
            if depth and not (same_family and straight):
                depth -= 1
                continue
            spans.append(MarkedSpan(opened.at, mark.end))
            opened = None
        elif mark.opens:
            if not straight and (not same_family or (surplus[position] >= 2 and _closed_soon(marks, position))):
                depth += 1
                continue
            stop = mark.at  # the span before was never closed: it ends before this one
            while stop > opened.end and text[stop - 1].isspace():
                stop -= 1
            if stop > opened.end:
                spans.append(MarkedSpan(opened.at, _sensible_end(text, opened.end, stop), closed=False))
            opened, depth = mark, 0
    if opened is not None and end > opened.end:
        spans.extend(_to_the_end(text, opened, end))
    return spans


def _to_the_end(text: str, opened: _Mark, end: int) -> list[MarkedSpan]:
    """What a mark that nothing closes leaves of its paragraph: all of it, or up to where the closing mark was lost."""
    if opened.char in STRAIGHT:
        # an article quoted paragraph by paragraph: its own quotations are what somebody said
        nested = [MarkedSpan(*match.span()) for match in CURLY_PAIR.finditer(text, opened.end, end)]
        if nested:
            return nested
    lost = CUE_INSIDE.search(text, opened.end, end)
    if lost is None and opened.char not in STRAIGHT:
        lost = CLOSED_BY_SINGLE.match(text, opened.end, end)
    return [MarkedSpan(opened.at, lost.end() if lost else end, closed=False)]


def _later_surplus(marks: list[_Mark]) -> list[int]:
    """For each mark: by how many the marks after it that can only close outnumber those that can only open."""
    surplus = [0] * len(marks)
    for position in range(len(marks) - 2, -1, -1):
        later = marks[position + 1]
        surplus[position] = (
            surplus[position + 1] + (later.closes and not later.opens) - (later.opens and not later.closes)
        )
    return surplus


def _closed_soon(marks: list[_Mark], position: int) -> bool:
    """Whether the marks right after this one close both it and the one that it stands in: in a line of many
    paragraphs, a surplus far on says nothing of this place."""
    depth = 2
    for later in marks[position + 1 : position + 1 + NEAR]:
        depth += (later.opens and not later.closes) - (later.closes and not later.opens)
        if depth == 0:
            return True
    return False


def _next_curly_closes(marks: list[_Mark]) -> list[bool]:
    """For each mark: whether the next mark after it that is not straight closes."""
    closes = [False] * len(marks)
    for position in range(len(marks) - 2, -1, -1):
        later = marks[position + 1]
        closes[position] = closes[position + 1] if later.char in STRAIGHT else later.closes and not later.opens
    return closes


def _sensible_end(text: str, begin: int, stop: int) -> int:
    """Where an unclosed span before another opening mark ends: at a single mark that closes nothing else, or where a
    reporting clause seems to begin."""
    single = CLOSED_BY_SINGLE.match(text, begin, stop)
    if single:
        return single.end()
    match = REPORTING_CLAUSE.search(text[begin:stop])
    return begin + match.end() if match else stop
