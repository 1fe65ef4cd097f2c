"""A text with its quotations marked: overlapping spans cut into pieces that follow one another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from quotes.store import QuotationRecord


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is marked alike throughout.

    ``quotation`` is the innermost quotation that it belongs to; ``chosen`` says that it lies in the one that
    the reader asked for; ``role`` is "mention" or "cue" where it names or reports that one; ``first`` opens
    its quotation.
    """

    text: str
    quotation: QuotationRecord | None = None
    chosen: bool = False
    role: str | None = None
    first: bool = False


def paragraphs(
    text: str, quotations: Iterable[QuotationRecord], chosen: QuotationRecord | None = None
) -> list[list[Piece]]:
    """Cut the text into paragraphs of pieces; joined they give the text again, less the empty lines between.

    A text that has empty lines is cut at those, any other at each line end.
    """
    spans = sorted(quotations, key=lambda quotation: (quotation.start, -quotation.end))
    roles = []
    if chosen is not None:
        roles = [(span, role) for span, role in ((chosen.mention, "mention"), (chosen.cue, "cue")) if span]
    breaks = list(re.finditer(r"\n[^\S\n]*\n\s*" if re.search(r"\n[^\S\n]*\n", text) else r"\n+", text))
    starts = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(text)]
    cuts = {offset for span in spans for offset in (span.start, span.end)}
    cuts |= {offset for span, _ in roles for offset in (span.start, span.end)}

    result = []
    for start, end in zip(starts, ends, strict=True):
        edges = [start, *sorted(cut for cut in cuts if start < cut < end), end]
        pieces = []
        for left, right in pairwise(edges):
            if left == right:
                continue
            around = [span for span in spans if span.start <= left and right <= span.end]
            inner = around[-1] if around else None
            pieces.append(
                Piece(
                    text[left:right],
                    inner,
                    chosen is not None and any(span.id == chosen.id for span in around),
                    next((role for span, role in roles if span.start <= left and right <= span.end), None),
                    inner is not None and inner.start == left,
                )
            )
        if pieces:
            result.append(pieces)
    return result
