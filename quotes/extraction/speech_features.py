"""What tells reported speech from scare quotes, titles of works, nicknames and words as words: named features.

A learned decision (:mod:`quotes.extraction.ranking`) weighs them; the rules of :mod:`quotes.extraction.reported` are
one of them. Only short spans are in doubt: of the spans of seven words or more that PolNeAR's train part marks, 98 %
report speech.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from quotes.extraction import lexicon
from quotes.extraction.candidates import bucket
from quotes.extraction.cues import verb_kind
from quotes.extraction.findings import LAYOUT_METHODS, Finding
from quotes.extraction.layout import PageLayout, Quoted
from quotes.extraction.reported import SMALL_WORDS, is_reported

WORD = re.compile(r"[^\W_][\w’'\-]*")
CERTAIN_WORDS = 25


def reported_features(quote: Quoted, rule: Finding, chosen: Finding, layout: PageLayout) -> list[str]:
    """The features of one marked span; ``rule`` is what the rules found, ``chosen`` what the ranker made of it."""
    doc = layout.doc
    words = WORD.findall(quote.inner)
    sentence = layout.sentences[quote.sentence]
    paragraph = layout.paragraphs[quote.paragraph]
    count = f"{min(len(words), 7)}" if len(words) < 8 else f"8+{min(len(words) // 8, 3)}"
    case = _case(words)
    before = [doc[i] for i in range(max(paragraph.start, quote.start - 3), quote.start)]
    after = [doc[i] for i in range(quote.end, min(paragraph.end, quote.end + 2))]
    last = before[-1] if before else None
    following = after[0] if after else None
    sign = quote.last_sign if not quote.last_sign.isalnum() else "a"
    alone = not layout.has_words(sentence)
    root = doc[quote.start : quote.end].root
    answer = is_reported(quote, rule, layout)
    shape = f"{count}-{case}"
    share = f"{round(chosen.strength, 1)}"
    found = "none" if chosen.mention is None else chosen.mention.form
    features = [
        "bias",
        f"count={count}",
        f"case={case}",
        f"shape={shape}",
        f"rule={answer}",
        f"rule={answer}&method={rule.method}",
        f"rule={answer}&count={count}",
        f"sign={sign}",
        f"sign={sign}&count={count}",
        f"alone={alone}&count={count}",
        f"share={share}",
        f"found={found}&share={share}",
        f"found={found}&count={count}",
        f"method={rule.method}&count={count}",
        f"chosen={chosen.method}&count={count}",
        f"before={_word(last)}",
        f"before-tag={last.tag_ if last is not None else '^'}",
        f"before-tag={last.tag_ if last is not None else '^'}&case={case}",
        f"after={_word(following)}",
        f"after-tag={following.tag_ if following is not None else '^'}",
        f"after-tag={following.tag_ if following is not None else '^'}&count={count}",
        f"around={last.tag_ if last is not None else '^'}-{following.tag_ if following is not None else '^'}",
        f"root={root.dep_}-{root.tag_}",
        f"root={root.dep_}&head={_word(root.head) if layout.owner[root.head.i] < 0 else 'inside'}",
        f"single={quote.span.single}",
        f"first-tag={doc[quote.start + 1].tag_ if quote.start + 1 < quote.end else ''}",
    ]
    if any(doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"} for i in range(quote.start, quote.end)):
        features.append("finite")
        features.append(f"finite&count={count}")
    if any(token.lower_ in lexicon.NAMING for token in before):
        features.append("named")
    if chosen.cue is not None:
        cue = doc[chosen.cue[0]]
        features += [f"cue-kind={verb_kind(cue)}&count={count}", f"cue-kind={verb_kind(cue)}&case={case}"]
        gap = quote.start - chosen.cue[1] if chosen.cue[1] <= quote.start else chosen.cue[0] - quote.end
        features.append(f"cue-gap={'left' if chosen.cue[1] <= quote.start else 'right'}-{bucket(max(0, gap))}")
    near = layout.quotes[max(0, quote.index - 3) : quote.index + 4]
    others = [other for other in near if other.sentence == quote.sentence and other is not quote]
    features.append(f"beside={min(len(others), 3)}")
    if others:
        longest = max(len(WORD.findall(other.inner)) for other in others)
        features.append(f"beside-longest={min(longest, 8)}&count={count}")
    if layout.times_quoted(quote) > 1:
        features.append(f"again&case={case}")
    if last is not None and following is not None and last.tag_ in {"NNP"} and following.tag_ in {"NNP"}:
        features.append(f"in-name&count={count}")
    return features


def certain(quote: Quoted, rule: Finding) -> bool:
    """Whether layout or length leaves no doubt, so that nothing has to be weighed."""
    if quote.span.layout != "marks" or rule.method in LAYOUT_METHODS | {"paragraphs"}:
        return True
    return len(quote.inner.split()) >= CERTAIN_WORDS


def _case(words: list[str]) -> str:
    heavy = [word for word in words if word.lower() not in SMALL_WORDS]
    if not heavy:
        return "small"
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in heavy)
    if all(word.isupper() for word in heavy):
        return "upper"
    if capitals == len(heavy):
        return "title"
    return "sentence" if words[0][0].isupper() else "mixed" if capitals else "lower"


def _word(token: Token | None) -> str:
    if token is None:
        return "^"
    return token.lemma_.lower() if token.is_alpha else token.text[:1]
