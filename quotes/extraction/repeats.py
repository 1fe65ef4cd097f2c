"""A headline's quotation whose words stand in the article again: who spoke there spoke here.

A headline names nobody, or an office without a name (`Gamekeeper ‘knew at once’`); the article gives the same words
with their speaker.
"""

from __future__ import annotations

import re

from quotes.extraction.findings import Finding, source_of
from quotes.extraction.layout import PageLayout, Quoted
from quotes.extraction.mentions import Mention

_NESTED = re.compile(r"(?<!\w)[“\"‘'][^“”\"‘’]{2,}[”\"’'](?!\w)")
# one word alone must be as long as this to be the same one
_LONG_WORD = 5


def repeated(layout: PageLayout, findings: list[Finding]) -> dict[int, int]:
    """Headline quotations by number, and the number of the quotation in the article that repeats their words.

    Those to which the headline itself gives somebody by name or with a pronoun are left out.
    """
    found: dict[int, int] = {}
    headline = layout.headline
    for quote in headline.quotes if headline is not None else ():
        mention = source_of(findings, quote.index).mention
        if mention is not None and _names_somebody(layout, mention):
            continue
        words = f" {' '.join(_words(quote))} "
        if len(words.split()) < 2 and len(words.strip()) < _LONG_WORD:
            continue
        for later in layout.quotes[quote.index + 1 :]:
            if later.paragraph == quote.paragraph or source_of(findings, later.index).mention is None:
                continue
            if words in f" {' '.join(_words(later, nested=False))} ":
                found[quote.index] = later.index
                break
    return found


def _names_somebody(layout: PageLayout, mention: Mention) -> bool:
    words = layout.doc[mention.start : mention.end]
    named = mention.form == "name" and not words.text.isupper() and "PERSON" in {token.ent_type_ for token in words}
    return named or mention.form == "pronoun"


def _words(quote: Quoted, nested: bool = True) -> list[str]:
    """The words in small letters; without ``nested`` those that the speaker quotes from somebody else are left out."""
    words = quote.inner if nested else _NESTED.sub(" | ", quote.text[1:-1])
    return re.findall(r"[^\W_]+|\|", words.lower().replace("’", "").replace("'", ""))
