"""Spans between quotation marks: which characters open and close, before anything is known of their meaning.

Works on the bare text, line by line (a line is a paragraph: newsroom text has no hard wraps inside one; see
:func:`paragraphs`), so that one odd mark can spoil its own paragraph at most.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotes.extraction.doubles import CLOSING_DOUBLE, DOUBLES, OPENING_DOUBLE, STRAIGHT, double_spans
from quotes.extraction.singles import single_spans
from quotes.extraction.spans import MarkedSpan, paragraphs
from quotes.extraction.turns import transcript_turns

ALL_DOUBLE = OPENING_DOUBLE + CLOSING_DOUBLE + STRAIGHT
APOSTROPHES_AS_DOUBLE = re.compile(r"[,.?!]''(?=\s|\Z)")
# `called it “a shrug”.` against `called it “a shrug.”`: British papers put the stop of their own sentence outside the
# marks. American headlines stand in single marks too, but none of PolNeAR's (112 in its train part) is annotated
BRITISH_STOP = re.compile(r"[a-z] [“\"][^“”\"\n]{1,200}\w[”\"][.,;]")
AMERICAN_STOP = re.compile(r"[a-z] [“\"][^“”\"\n]{1,200}[.,][”\"]")
LONGEST_HEADLINE = 160
BRITISH_SIGN = re.compile(r"\b(?:Mr|Mrs|Ms|Dr) [A-Z]|£\d")
# `"(CROSSTALK.)` in a transcript that is quoted paragraph by paragraph
DIRECTION = re.compile(
    r"[“\"‘'«]?[(\[](?:[A-Z .,’']+|applause|laughter|laughs|crosstalk|inaudible)[.)\]]+[”\"’'»]?", re.ASCII
)


def _british(text: str) -> bool:
    """Whether single marks are this text's quotation marks: they carry more spans of speech than double marks do."""
    if len(APOSTROPHES_AS_DOUBLE.findall(text)) > 1:
        return False  # its double marks are pairs of apostrophes, and a single one is nested
    doubles = singles = 0
    alone = DOUBLES.search(text) is None
    for start, end in paragraphs(text):
        outer = double_spans(text, start, end)
        held = iter(outer)
        double = next(held, None)
        for span in single_spans(text, start, end, outer):
            inner = text[span.start + 1 : span.end - 1]
            # one word between single marks is a term beside double ones; by itself it may be what somebody said
            singles += span.closed and (" " in inner or (alone and text[span.start] == "‘" and inner.islower()))
            while double is not None and double.start < span.end:
                # a double pair inside of single marks is nested
                doubles += double.closed and not span.start < double.start <= double.end < span.end
                double = next(held, None)
        doubles += double is not None and double.closed
        doubles += sum(rest.closed for rest in held)
    return singles > 0 and singles > 1.5 * doubles


def _british_usage(text: str) -> bool:
    """Whether the stops beside the marks, or else titles without one and pounds, show a British paper."""
    british, american = len(BRITISH_STOP.findall(text)), len(AMERICAN_STOP.findall(text))
    return british > american or (british == american == 0 and BRITISH_SIGN.search(text) is not None)


def _headline_spans(text: str, start: int, end: int) -> list[MarkedSpan]:
    """The single-marked quotations of a British headline above a text in double marks: `Mayor: ‘I was wrong’`."""
    if end - start > LONGEST_HEADLINE or DOUBLES.search(text, start, end):
        return []
    # one word alone is a term there ('yob', 'urban') oftener than somebody's
    spans = single_spans(text, start, end, [])
    return [span for span in spans if span.closed and " " in text[span.start : span.end]]


def marked_spans(text: str, *, apostrophe_pairs: bool = False) -> list[MarkedSpan]:
    """All outermost quotation-marked spans, block quotations and transcript turns, in order, without overlap.

    In a text whose quotation marks are single (British style), double marks count as well; in a text with double
    marks, single ones are nested and give no span, unless a British headline stands in them. ``apostrophe_pairs``
    reads two apostrophes as one double mark, as some text archives write it (after two backticks they always are).
    """
    if apostrophe_pairs and "''" in text:
        return _with_apostrophe_pairs(text)
    found = [span for span in _marked_spans(text) if _has_words(text, span)]
    return found


def _has_words(text: str, span: MarkedSpan) -> bool:
    """False for `""`, for `"(CROSSTALK)"`, and for the value of an HTML attribute that was left in the text."""
    words = text[span.start : span.end]
    return (
        text[span.start - 1 : span.start] != "="
        and any(char.isalnum() for char in words)
        and DIRECTION.fullmatch(words) is None
    )


def _with_apostrophe_pairs(text: str) -> list[MarkedSpan]:
    """Read a copy of equal length in which each pair is a straight mark beside a hair space, on its outer side."""
    shadow = re.sub(r"(?<=\S)''(?!')", '"\u200a', text)
    shadow = re.sub(r"''(?=\S)", '\u200a"', shadow)
    spans = []
    for span in marked_spans(shadow):
        # a mark of the copy that is an apostrophe in the text is one half of a pair
        start = span.start - (text[span.start] == "'" and shadow[span.start - 1 : span.start] == "\u200a")
        end = span.end + (text[span.end - 1] == "'" and shadow[span.end : span.end + 1] == "\u200a")
        spans.append(replace(span, start=start, end=end))
    return spans


def _marked_spans(text: str) -> list[MarkedSpan]:
    found: list[MarkedSpan] = []
    british = _british(text)
    headline = not british and _british_usage(text)
    turns = transcript_turns(text)
    for start, end in paragraphs(text):
        turn = turns.get(start)
        # a turn whose words stand in marks is an ordinary marked span with a label before it
        if turn is not None and text[turn.start] not in ALL_DOUBLE + ("‘'" if british else ""):
            found.append(turn)
            continue
        if text[start] == ">":
            block = _block(text, start, end)
            if block:
                found.append(block)
                continue
        if headline:
            found.extend(_headline_spans(text, start, end) or double_spans(text, start, end))
            headline = False
        elif british:
            found.extend(_british_paragraph(text, start, end))
        else:
            found.extend(double_spans(text, start, end))
    return found


def _british_paragraph(text: str, start: int, end: int) -> list[MarkedSpan]:
    """Single marks first; double marks outside of them; those that lie inside are nested."""
    singles = single_spans(text, start, end, [])
    doubles = double_spans(text, start, end)
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
    inner = double_spans(text, begin, end)
    if inner and inner[0].start == begin:
        return inner[0] if inner[0].end < end else MarkedSpan(begin, end, layout="block")
    return MarkedSpan(begin, end, layout="block")
