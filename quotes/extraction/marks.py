"""Spans between quotation marks: which characters open and close, before anything is known of their meaning.

Works on the bare text, line by line (a line is a paragraph: newsroom text has no hard wraps inside one; see
:func:`paragraphs`), so that one odd mark can spoil its own paragraph at most.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from quotes.extraction.spans import MarkedSpan, paragraphs
from quotes.extraction.turns import transcript_turns

OPENING_DOUBLE = "“„«‟"
CLOSING_DOUBLE = "”»"
STRAIGHT = '"＂'
DOUBLES = re.compile(r"[“”„‟«»\"＂]")
SINGLES = re.compile(r"[‘’'‚‹›]")
SIGNED_CLOSE = re.compile(r"[,.!?…][’']")
# how far a closing mark is looked for: a quotation has not 5,000 characters nor 200 apostrophes
REACH = 5_000
MOST_BETWEEN = 200
CURLY_PAIR = re.compile(r"“[^“”]+”")
FEET_BEFORE = re.compile(r"\d ?['’′] ?\d{1,2}(?:\.\d)?[½¼¾]?$")
MEASURED_THING = re.compile(
    r"[ -](?:x\b|by\b|×|wide|long|tall|thick|deep|high|pipe|screen|diameter|barrel|gun|vinyl|nail|monitor|tv\b)",
    re.I,
)
PUNCTUATION_BEFORE_CLOSE = ",.!?…;:-–—%)]*"
REPORTING_CLAUSE = re.compile(r"[,.!?…](?=\s+(?:(?:[A-Z]\w+|[Hh]e|[Ss]he|[Tt]hey) )?(?:said|says|added|told|asked)\b)")
FUNCTION_WORD = re.compile(
    r" (?:to|of|in|on|at|by|for|from|with|and|but|or|as|that|which|who|is|was|were|are|has|had|have|would|will|when"
    r"|while|if|said|says|he|she|they|it|the|a|an)\b"
)
# what may follow an apostrophe that stands before a word: 'em, 'tis, '90s, 'til, 'n'
ELISIONS = re.compile(
    r"(?:\d0s|\d\ds?\b|em\b|til\b|tis\b|twas\b|twere\b|cause\b|bout\b|n\b|cos\b|cuz\b|ere\b|neath\b|round\b)",
    re.I,
)


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
    for match in DOUBLES.finditer(text, start, end):
        at, stop = match.span()
        char = match.group()
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        if char in STRAIGHT and _is_measure(text, at, stop, start, is_open):
            continue
        if char in OPENING_DOUBLE:
            # turned the wrong way only where it cannot open; `“ You know` between spaces may do either
            wrong = after.isspace() or after in ",.;:!?)"
            opens, closes = not wrong or before.isspace(), wrong
        elif char in CLOSING_DOUBLE:
            wrong = (before.isspace() or before in "([—–") and not after.isspace() and after not in ",.;:!?)"
            opens, closes = wrong, not wrong
        else:
            opens, closes = _straight_roles(before, after, at == start)
        is_open = not is_open if char in STRAIGHT else char in OPENING_DOUBLE
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


def _is_measure(text: str, at: int, stop: int, start: int, is_open: bool) -> bool:
    """Inches: 12", 6'2", 5' 10"; but not the mark that closes `in 2016"`."""
    if at == start or not (text[at - 1].isdigit() or text[at - 1] in "½¼¾"):
        return False
    if FEET_BEFORE.search(text[max(start, at - 9) : at]) or MEASURED_THING.match(text, stop):
        return True
    return not is_open


def _pair_doubles(text: str, start: int, end: int) -> list[MarkedSpan]:
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
        if mark.closes:
            if depth and not (same_family and straight):
                depth -= 1
                continue
            spans.append(MarkedSpan(opened.at, mark.end))
            opened = None
        elif mark.opens:
            if not straight and (not same_family or surplus[position] >= 2):
                depth += 1
                continue
            stop = mark.at  # the span before was never closed: it ends before this one
            while stop > opened.end and text[stop - 1].isspace():
                stop -= 1
            if stop > opened.end:
                spans.append(MarkedSpan(opened.at, _sensible_end(text, opened.end, stop), closed=False))
            opened, depth = mark, 0
    if opened is not None and end > opened.end:
        # an article quoted paragraph by paragraph, nothing closing the straight mark: its own quotations are what
        # somebody said
        nested = CURLY_PAIR.finditer(text, opened.end, end) if opened.char in STRAIGHT else ()
        pairs = [MarkedSpan(*match.span()) for match in nested]
        spans.extend(pairs or [MarkedSpan(opened.at, end, closed=False)])
    return spans


def _later_surplus(marks: list[_Mark]) -> list[int]:
    """For each mark: by how many the marks after it that can only close outnumber those that can only open."""
    surplus = [0] * len(marks)
    for position in range(len(marks) - 2, -1, -1):
        later = marks[position + 1]
        surplus[position] = (
            surplus[position + 1] + (later.closes and not later.opens) - (later.opens and not later.closes)
        )
    return surplus


def _next_curly_closes(marks: list[_Mark]) -> list[bool]:
    """For each mark: whether the next mark after it that is not straight closes."""
    closes = [False] * len(marks)
    for position in range(len(marks) - 2, -1, -1):
        later = marks[position + 1]
        closes[position] = closes[position + 1] if later.char in STRAIGHT else later.closes and not later.opens
    return closes


def _sensible_end(text: str, begin: int, stop: int) -> int:
    """Where an unclosed span before another opening mark ends: where a reporting clause seems to begin."""
    match = REPORTING_CLAUSE.search(text[begin:stop])
    return begin + match.end() if match else stop


def _single_spans(text: str, start: int, end: int, taken: list[MarkedSpan]) -> list[MarkedSpan]:
    """British single marks of one paragraph, apostrophes and possessives told apart; those in ``taken`` are passed."""
    places: list[int] = []
    passed = iter(taken)
    span = next(passed, None)
    for match in SINGLES.finditer(text, start, end):
        at = match.start()
        while span is not None and span.end <= at:
            span = next(passed, None)
        if span is None or at < span.start:
            places.append(at)
    spans: list[MarkedSpan] = []
    index = 0
    while index < len(places):
        at = places[index]
        index += 1
        if not _opens_single(text, at, start, end):
            continue
        close = _closing_single(text, places, index, start, end)
        if close is None:
            if at == start and _speechlike(text, at, end):
                spans.append(MarkedSpan(at, end, closed=False, single=True))
                break
            continue
        spans.append(MarkedSpan(at, close + 1, single=True))
        index = bisect_right(places, close)
    return spans


def _speechlike(text: str, at: int, end: int) -> bool:
    return end - at > 30 and text[at + 1 : at + 2].isupper()


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if after.isspace() or not (before.isspace() or before in '([{—–-/“"…:>*_'):
        return False
    if text[at] in "‘‚‹":
        return not (text[at] == "‘" and ELISIONS.match(text, at + 1) and not _has_later_close(text, at, end))
    if not (after.isalnum() or after in '“"…[(£$€*'):
        return False
    return not ELISIONS.match(text, at + 1)


def _has_later_close(text: str, at: int, end: int) -> bool:
    return SIGNED_CLOSE.search(text, at, min(end, at + REACH)) is not None


def _closing_single(text: str, places: list[int], index: int, start: int, end: int) -> int | None:
    """The mark that closes the one before ``places[index]``: the first firm one, else the last possessive-like one."""
    candidates: list[tuple[int, bool]] = []
    for number in range(index, min(len(places), index + MOST_BETWEEN)):
        at = places[number]
        if text[at] in "‘‚‹" and not (at + 1 < end and text[at + 1].isspace()):
            if text[at] == "‘" and _opens_single(text, at, start, end) and candidates:
                break
            continue
        before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
        if text[at - 2 : at] in {"'n", "’n"}:  # rock 'n' roll
            continue
        if before.isspace() or after.isalnum():
            if (
                text[at] == "'"
                and before.isspace()
                and after.isalnum()
                and candidates
                and not ELISIONS.match(text, at + 1)
            ):
                break
            continue
        firm = before in PUNCTUATION_BEFORE_CLOSE + '“”"' or after in ',.;:!?)”"' or at + 1 >= end
        # workers’ rights; doin’ it: a possessive or an elision, if something firmer follows
        weak = (
            not firm
            and (before in "sS" or text[at - 2 : at] == "in")
            and not (before in "sS" and FUNCTION_WORD.match(text, at + 1))
        )
        if firm or not weak:
            return at
        candidates.append((at, firm))
    return candidates[-1][0] if candidates else None


def _british(text: str) -> bool:
    """Whether single marks are this text's quotation marks: they carry more spans of speech than double marks do."""
    doubles = singles = 0
    for start, end in paragraphs(text):
        spans = _pair_doubles(text, start, end)
        doubles += sum(span.closed for span in spans)
        for span in _single_spans(text, start, end, spans):
            inner = text[span.start + 1 : span.end - 1]
            singles += span.closed and (" " in inner)
    return singles > 0 and singles > 1.5 * doubles


def marked_spans(text: str, *, apostrophe_pairs: bool = False) -> list[MarkedSpan]:
    """All outermost quotation-marked spans, block quotations and transcript turns, in order, without overlap.

    In a text whose quotation marks are single (British style), double marks count as well; in a text with double
    marks, single ones are read as nested or as a headline's and give no span. ``apostrophe_pairs`` reads two
    apostrophes as one double mark, as some text archives write it.
    """
    if apostrophe_pairs and "''" in text:
        return _with_apostrophe_pairs(text)
    found = [span for span in _marked_spans(text) if _has_words(text, span)]
    return found


def _has_words(text: str, span: MarkedSpan) -> bool:
    """False for `""` and for the value of an HTML attribute that was left in the text."""
    return text[span.start - 1 : span.start] != "=" and any(c.isalnum() for c in text[span.start : span.end])


def _with_apostrophe_pairs(text: str) -> list[MarkedSpan]:
    """Read a copy of equal length in which each pair is a straight mark beside a hair space, on its outer side."""
    shadow = re.sub(r"(?<=\S)''(?!')", '"\u200a', text)
    shadow = re.sub(r"''(?=\S)", '\u200a"', shadow)
    return [
        replace(
            span,
            start=span.start - (shadow[span.start - 1 : span.start] == "\u200a" != text[span.start - 1 : span.start]),
            end=span.end + (shadow[span.end : span.end + 1] == "\u200a" != text[span.end : span.end + 1]),
        )
        for span in marked_spans(shadow)
    ]


def _marked_spans(text: str) -> list[MarkedSpan]:
    found: list[MarkedSpan] = []
    british = _british(text)
    turns = transcript_turns(text)
    for start, end in paragraphs(text):
        turn = turns.get(start)
        # a turn whose words stand in marks is an ordinary marked span with a label before it
        if turn is not None and text[turn.start] not in OPENING_DOUBLE + CLOSING_DOUBLE + STRAIGHT:
            found.append(turn)
            continue
        if text[start] == ">":
            block = _block(text, start, end)
            if block:
                found.append(block)
                continue
        if british:
            found.extend(_british_paragraph(text, start, end))
        else:
            found.extend(_pair_doubles(text, start, end))
    return found


def _british_paragraph(text: str, start: int, end: int) -> list[MarkedSpan]:
    """Single marks first; double marks outside of them; those that lie inside are nested."""
    singles = _single_spans(text, start, end, [])
    doubles = _pair_doubles(text, start, end)
    kept = [s for s in singles if not any(d.start < s.start and s.end <= d.end and d.closed for d in doubles)]
    kept += [d for d in doubles if not any(s.start < d.end and d.start < s.end for s in kept)]
    return sorted(kept, key=lambda span: span.start)


def _block(text: str, start: int, end: int) -> MarkedSpan | None:
    """A Markdown block quotation on one line; marks around its words are taken with it."""
    begin = start
    while begin < end and text[begin] in "> \t":
        begin += 1
    if begin >= end or end - begin < 8:
        return None
    inner = _pair_doubles(text, begin, end)
    if inner and inner[0].start == begin:
        return inner[0] if inner[0].end < end else MarkedSpan(begin, end, layout="block")
    return MarkedSpan(begin, end, layout="block")
