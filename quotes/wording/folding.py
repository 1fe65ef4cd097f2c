"""One folding of typography, with a map back to the original: what does not tell two wordings apart.

Folded are, and nothing else:

- quotation marks of all kinds and apostrophes, to ``"`` and ``'``;
- hyphens, dashes and the minus sign, to ``-``;
- every run of spaces, no-break spaces, tabs and line breaks, to one space;
- "…", "...", ". . .", to ``…``;
- letter case; composed and decomposed letters, ligatures and full-width forms (Unicode NFKC);
- soft hyphens, zero-width characters and other format characters, which are dropped;
- Markdown around words: ``*``, ``_``, ``~~``, backticks, a leading ``>`` of each line, backslashes before punctuation.

Punctuation between words stays here; :func:`quotes.wording.units.units` leaves it out. Diacritics stay: "café" is not
"cafe" (a minor difference).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

DOUBLE_MARKS = "\"“”„‟«»〝〞＂″"
SINGLE_MARKS = "'‘’‚‛‹›ʼ`´′＇"
DASHES = "-‐‑‒–—―−﹘﹣－⁃"
_ONE = {
    **dict.fromkeys(DOUBLE_MARKS, '"'),
    **dict.fromkeys(SINGLE_MARKS, "'"),
    **dict.fromkeys(DASHES, "-"),
    "…": "…",
}
_DROPPED = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u180e"}
# emphasis stands at the edge of a word: snake_case and 2*3 keep theirs
_MARKDOWN = re.compile(
    r"(?m)^[ \t]*(?:>[ \t]?)+"
    r"|(?<!\w)(?:\*{1,3}|_{1,3}|~~)(?=\S)"
    r"|(?<=\S)(?:\*{1,3}|_{1,3}|~~)(?!\w)"
    r"|(?<=[^\s\d])\*{1,3}(?=\w)|(?<=\w)\*{1,3}(?=[^\s\d])"
    r"|\\(?=[!-/:-@\[-`{-~])"
)
_DOTS = re.compile(r"\.(?:[\s\u00a0\u202f]?\.){2,}")
# most texts: every character becomes one, so that nothing moves
_SIMPLE = re.compile(r"(?!.*(?:\.\s?\.|\s\s))[\x20-\x29+-=?-\[\]^a-}“”‘’–—…\n\t\u00a0\u2011áéíóúàèçñöüä]*", re.DOTALL)
_TABLE = str.maketrans({**_ONE, "\n": " ", "\t": " ", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``offsets[i]`` is where its character ``i`` begins in the original, and one more for the end."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that became ``text[start:end]``."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]


def fold(text: str) -> Folded:
    """Fold a text; see the module for what that is.

    >>> fold("“Don’t  go…”").text
    '"don\\'t go…"'
    """
    if _SIMPLE.fullmatch(text):
        return Folded(text.translate(_TABLE).lower(), range(len(text) + 1))
    dropped = _dropped(text)
    dots = {match.start(): match.end() for match in _DOTS.finditer(text)}
    letters: list[str] = []
    offsets: list[int] = []
    place, length = 0, len(text)
    while place < length:
        if place in dots:
            _put(letters, offsets, "…", place)
            place = dots[place]
            continue
        character = text[place]
        if place in dropped or character in _DROPPED:
            place += 1
            continue
        after = place + 1
        if character.isspace() or character == "\u00a0":
            if not letters or letters[-1] != " ":
                _put(letters, offsets, " ", place)
            place = after
            continue
        one = _ONE.get(character)
        if one is None and (character > "\x7f" or (after < length and text[after] > "\u02ff")):
            while after < length and unicodedata.combining(text[after]):
                after += 1
            if unicodedata.category(character) == "Cf":
                place = after
                continue
            one = unicodedata.normalize("NFKC", text[place:after]).casefold()
        _put(letters, offsets, character.lower() if one is None else one, place)
        place = after
    offsets.append(length)
    return Folded("".join(letters), tuple(offsets))


def _put(letters: list[str], offsets: list[int], folded: str, place: int) -> None:
    for character in folded:
        letters.append(character)
        offsets.append(place)


def _dropped(text: str) -> set[int]:
    if not any(sign in text for sign in "*_~>\\"):
        return set()
    return {place for match in _MARKDOWN.finditer(text) for place in range(*match.span())}


def bare(text: str) -> str:
    """A quotation without the marks around it and the space inside them; the rest is left as it is."""
    inner = text.strip()
    marks = DOUBLE_MARKS + SINGLE_MARKS
    while len(inner) > 1 and inner[0] in marks and inner[-1] in marks:
        inner = inner[1:-1].strip()
    # a paragraph that goes on in the next has an opening mark alone
    if inner[:1] in set(DOUBLE_MARKS) and not set(inner[1:]) & set(DOUBLE_MARKS):
        inner = inner[1:].strip()
    if inner[-1:] in set(DOUBLE_MARKS) and not set(inner[:-1]) & set(DOUBLE_MARKS):
        inner = inner[:-1].strip()
    return inner
