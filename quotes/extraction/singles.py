"""British single marks in one paragraph, told from apostrophes, possessives and elisions."""

from __future__ import annotations

import re
from bisect import bisect_right

from quotes.extraction.spans import MarkedSpan

SINGLES = re.compile(r"[‘’'‚‹›]")
CLOSED_SOON = re.compile(r"[^‘’]{3,60}[^\W_s]’(?!\w)")
SIGNED_CLOSE = re.compile(r"[,.!?…][’']")
# how far a closing mark is looked for: a quotation has not 5,000 characters nor 200 apostrophes
REACH = 5_000
MOST_BETWEEN = 200
PUNCTUATION_BEFORE_CLOSE = ",.!?…;:-–—%)]*"
OPENS_NEXT = re.compile(r"\s*[‘'](?=\w)")
REOPENED = re.compile(r"[.!?] +‘(?=[A-Z])")
SPACED_DOTS = re.compile(r"[ \u00a0](?:…|\.\.)")
SENTENCE_END = re.compile(r"[.!?] +[A-Z]")
# doin’, nothin’, an’, o’: a word that lost its end, and none that ends so by itself
DROPPED = re.compile(
    r"\b(?:an|o|ol|th|wi|(?!(?:with|marg|orig|virg|coff|cous|bullet|prote|rob|rabb|pump|muff|cab|bas|beg)in)[a-z]+(?<!a)in)$"
)
FUNCTION_WORD = re.compile(
    r" (?:to|of|in|on|at|by|for|from|with|but|as|that|which|who|is|was|were|are|has|had|have|would|will|when"
    r"|while|if|said|says|he|she|they|it|the|a|an)\b"
)
# what may follow an apostrophe that stands before a word: 'em, 'tis, '90s, 'til, 'n'
ELISIONS = re.compile(
    r"(?:\d0s|\d\ds?\b|em\b|til\b|tis\b|twas\b|twere\b|cause\b|bout\b|n\b|cos\b|cuz\b|ere\b|neath\b|round\b)",
    re.I,
)


def single_spans(text: str, start: int, end: int, taken: list[MarkedSpan]) -> list[MarkedSpan]:
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
    curly = text.find("‘", start, end) >= 0
    spans: list[MarkedSpan] = []
    index = 0
    while index < len(places):
        at = places[index]
        index += 1
        if not _opens_single(text, at, start, end) or (curly and text[at] == "’" and at > start):
            continue  # the ’Ammers: where ‘ opens, its counterpart before a word is an apostrophe
        close = _closing_single(text, places, index, start, end)
        limit = close if close is not None else min(end, at + REACH)
        again = REOPENED.search(text, at + 1, limit) if text[at] == "‘" else None
        if again and not ELISIONS.match(text, again.end()) and text[at + 1 : at + 2].isupper():
            # ‘We waited. ‘Nobody came,’ she said: the mark at the end of a lost paragraph is lost too
            spans.append(MarkedSpan(at, again.start() + 1, closed=False, single=True))
            index = bisect_right(places, again.end() - 2)
            continue
        if close is None:
            if _never_closed(text, at, start, end):
                spans.append(MarkedSpan(at, end, closed=False, single=True))
                break
            continue
        spans.append(MarkedSpan(at, close + 1, single=True))
        index = bisect_right(places, close)
    return spans


def _never_closed(text: str, at: int, start: int, end: int) -> bool:
    """Whether an opening mark that nothing closes begins a paragraph's speech: at its start, or after a cue where a
    curly mark, or another at the start of the next paragraph, leaves no doubt."""
    if end - at <= 30 or not text[at + 1 : at + 2].isupper():
        return False
    if at == start:
        return True
    after_cue = text[max(start, at - 2) : at].rstrip()[-1:] in {",", ".", ":", "?", "!"}
    goes_on = OPENS_NEXT.match(text, end) is not None
    return after_cue and (goes_on or text[at] == "‘")


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] == "‘" and SPACED_DOTS.match(text, at + 1):
        return before.isspace()  # ‘ … we waited,’ she said
    if after.isspace() or not (before.isspace() or before in '([{—–-/“"…:>*_'):
        return False
    if text[at] in "‘‚‹":
        return not (text[at] == "‘" and ELISIONS.match(text, at + 1) and not _has_later_close(text, at, end))
    if after in "’'" and ELISIONS.match(text, at + 2):
        return True  # ''Tis no use,' he said
    if not (after.isalnum() or after in '“"…[(£$€*#@'):
        return False
    return not ELISIONS.match(text, at + 1)


def _has_later_close(text: str, at: int, end: int) -> bool:
    """Whether words after an opening curly mark are closed, though they could be an elision's: ‘47 per cent’."""
    return (
        SIGNED_CLOSE.search(text, at, min(end, at + REACH)) is not None
        or CLOSED_SOON.match(text, at + 1, end) is not None
    )


def _closing_single(text: str, places: list[int], index: int, start: int, end: int) -> int | None:
    """The mark that closes the one before ``places[index]``: the first firm one, else the likeliest of those that look
    like a possessive or an elision."""
    candidates: list[int] = []
    for number in range(index, min(len(places), index + MOST_BETWEEN)):
        at = places[number]
        if text[at] in "‘‚‹" and not _ends_here(text, at, end):
            if text[at] == "‘" and _opens_single(text, at, start, end) and candidates:
                break
            continue
        before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
        if text[at - 2 : at] in {"'n", "’n"}:  # rock 'n' roll
            continue
        if _signed(text, at, before, after):
            return at
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
        if after in ",.;!?" and number + 1 < len(places) and places[number + 1] == at + 2:
            following = text[at + 3] if at + 3 < end else " "
            if not following.isalnum():
                continue  # the neighbours’,’ he said: the mark after the comma closes
        if before in PUNCTUATION_BEFORE_CLOSE + '“”"' or after in ',.;:!?)”"' or at + 1 >= end:
            return at
        # workers’ rights; doin’ it: a possessive or an elision, if something firmer follows
        possessive = before in "sS"
        if not possessive and not DROPPED.search(text, max(start, at - 12), at):
            return at
        if possessive and FUNCTION_WORD.match(text, at + 1):
            return at
        candidates.append(at)
    return _likeliest(text, candidates, places[index - 1])


def _signed(text: str, at: int, before: str, after: str) -> bool:
    """Whether a comma or a stop before the mark makes it close though a space or its absence speaks against it:
    `that advice, ’ he said`, `paranoia,’Clinton said`."""
    if text[at] not in "’'":
        return False
    if before in ",.!?…" and after.isalpha():
        return not ELISIONS.match(text, at + 1)
    return text[at] == "’" and before.isspace() and after.isspace() and text[at - 2] in ",.!?…"


def _ends_here(text: str, at: int, end: int) -> bool:
    """Whether an opening mark stands where it can only close, as the second of ‚…‘ does."""
    return at + 1 >= end or text[at + 1].isspace() or (text[at + 1] in ",.;:!?)" and text[at - 1] not in " (")


def _likeliest(text: str, candidates: list[int], opened: int) -> int | None:
    """Nothing firm follows: the first before "and", else the last before its sentence ends."""
    if not candidates:
        return None
    for at in candidates:
        if text.startswith((" and ", " or "), at + 1):
            return at
    stop = SENTENCE_END.search(text, opened, candidates[-1])
    inside = [at for at in candidates if stop is None or at < stop.start()]
    return inside[-1] if inside else candidates[0]
