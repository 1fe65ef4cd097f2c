"""Reported speech or not: scare quotes, titles of works, nicknames and words as words stand between marks as well.

Only short spans are in doubt: of the spans of seven words or more that PolNeAR's train part marks, 98 % report speech.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from quotes.extraction import lexicon
from quotes.extraction.findings import LAYOUT_METHODS, Finding
from quotes.extraction.layout import PageLayout, Quoted
from quotes.extraction.mentions import NAME_TAGS

SMALL_WORDS = frozenset("a an the of and or for in on at to with from by as but nor vs v is".split())
BRACKETED = re.compile(r"[(\[][A-Z .,’']+[.)\]]+$")
# the clause stands right beside the quotation, and nothing but words follows it
ADJACENT = {"cue-quote", "colon", "transcript", "dash", "label"}
# the speaker comes from a neighbouring sentence or quotation: the words stand for themselves
FROM_NEIGHBOURS = {"same-paragraph", "sentence-before", "carried-on", "paragraph-before"}
MAKING = {"write", "read", "sing", "publish", "release"}
# what may be the last word before the title of a work or a programme
BEFORE_TITLE = {"DET", "ADP", "ADJ", "NOUN", "PROPN", "PART"}
# after the thing that bears the words: "a village called “…”", "a binder labelled “…”"
_FEW_WORDS = 4
_WORDS = {"word", "term", "phrase", "expression", "name"}
_AFTER_THING = {"called", "labeled", "labelled", "marked", "stamped"}
ANSWERS = {"yes", "no", "never", "absolutely", "nothing", "shame", "rubbish", "correct", "order"}


def is_reported(quote: Quoted, finding: Finding, layout: PageLayout) -> bool:
    """Whether these words are somebody's, as far as length, case, neighbours and the clause found tell."""
    if quote.span.layout != "marks" or finding.method in LAYOUT_METHODS | {"paragraphs"}:
        return True
    words = re.findall(r"[^\W_][\w’'\-]*", quote.inner)
    if not words or BRACKETED.fullmatch(quote.inner.strip()):
        return False
    before = _before(quote, layout)
    if _named(before) and finding.method not in ADJACENT and _title(words):
        return False  # "she wrote in her memoir, “A Rope of Sand”"
    if len(words) > 8 or quote.index > 0 and finding.continues is not None and quote.full and len(words) > 3:
        return True
    doc = layout.doc
    last = before[-1] if before else None
    following = doc[quote.end] if quote.end < len(doc) else None
    if last is not None and _nickname(last.tag_, following, words):
        return False
    if _named(before) and finding.method not in ADJACENT:
        return False
    if _title(words) and _is_work(finding, layout, last, len(words)):
        return False
    sentence = layout.sentences[quote.sentence]
    alone = not any(doc[i].is_alpha for i in sentence.outside)
    if finding.method == "none" and finding.carried is None:
        return len(words) > 3 or (alone and quote.last_sign in ".?!,")
    if finding.method == "subject" and len(words) <= 3:
        modifies = (
            following is not None and following.pos_ in {"NOUN", "PROPN", "ADJ"} and layout.owner[following.i] < 0
        )
        determined = last is not None and (last.pos_ in {"DET", "ADJ"} or last.tag_ in {"POS", "PRP$"})
        return not (modifies or determined or _title(words))
    return finding.method != "wish" or len(words) > 1


def is_example(quote: Quoted, layout: PageLayout) -> bool:
    """Whether these are words as words: "terms such as “revenge” and “mood”"."""
    before = _before(quote, layout)
    if before and before[-1].lower_ in {"and", "or"} and quote.index:
        beside = layout.quotes[quote.index - 1]
        return beside.end == quote.start - 1 and is_example(beside, layout)
    return (
        len(quote.inner.split()) <= _FEW_WORDS
        and [token.lower_ for token in before[1:]] == ["such", "as"]
        and before[0].lemma_.lower() in _WORDS
    )


def _before(quote: Quoted, layout: PageLayout) -> list[Token]:
    return [layout.doc[i] for i in range(max(0, quote.start - 3), quote.start)]


def _is_work(finding: Finding, layout: PageLayout, last: Token | None, words: int) -> bool:
    """Whether capitalised words after this token are the title of a work or a programme, or a term."""
    unsigned = last is not None and last.text not in {",", ":"}
    if words > 1 and unsigned and finding.cue and layout.doc[finding.cue[0]].lemma_ in MAKING:
        return True  # "who wrote “The Long Winter Road”"
    if finding.method in ADJACENT | FROM_NEIGHBOURS:
        return False
    if finding.method == "quote-cue":  # "On MSNBC's “Morning Joe,” she said"
        return words > 1 and last is not None and last.pos_ in {"ADP", "PART", "PROPN"}
    if words == 1 and finding.method in {"cue-before", "governing"}:
        return False
    return words > 1 or last is None or last.pos_ in BEFORE_TITLE


def _nickname(tag_before: str, following: Token | None, words: list[str]) -> bool:
    """`Robert “Bobby” Scott`, `Oleh “The Crane” Danyliuk`: a name before and after."""
    if following is None or tag_before not in NAME_TAGS or following.tag_ not in NAME_TAGS:
        return False
    short = len(words) <= 3 and following.text[:1].isupper() and words[0][:1].isupper()
    return short or (len(words) >= 2 and words[0].lower() == "the")


def _named(before: list[Token]) -> bool:
    """`titled “…”`, `the word “…”`, `so-called “…”`, `nicknamed “…”`."""
    if not before:
        return False
    lowered = [token.lower_ for token in before]
    if lowered[-1] in lexicon.NAMING - {"called", "labeled", "labelled", "dubbed"}:
        return True
    if lowered[-1] in _AFTER_THING and len(lowered) > 1 and before[-2].tag_ in {"NN", "NNS", "NNP"}:
        return True
    return (
        lowered[-1] == ","
        and len(lowered) > 1
        and lowered[-2] in lexicon.NAMING
        or "so-called" in lowered[-2:]
        or lowered[-3:] == ["so", "-", "called"]
    )


def _title(words: list[str]) -> bool:
    """All but the small words are capitalised (or numbers), as in the title of a work or a programme."""
    heavy = [word for word in words if word.lower() not in SMALL_WORDS]
    capital = bool(heavy) and all(word[0].isupper() or word[0].isdigit() for word in heavy)
    return capital and not (len(words) == 1 and words[0].lower() in ANSWERS)
