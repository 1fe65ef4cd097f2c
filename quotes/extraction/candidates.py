"""The mentions that a quotation's speaker is looked for among, with what the text shows of each as named features.

A learned ranker (:mod:`quotes.extraction.ranking`) weighs the features. They are strings, so that the weights can be
read by a person: where the mention stands, how it is built, what its verb is and how the quotation lies to both. The
family of features is that of O'Keefe et al. (2012) and Almeida et al. (2014): distance, sequence, syntax between cue
and mention, and the speaker of the quotation before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from quotes.extraction import lexicon
from quotes.extraction.cues import Clause, ClauseFinder, verb_kind
from quotes.extraction.findings import Finding
from quotes.extraction.layout import PageLayout, Quoted, SurfaceSentence
from quotes.extraction.mentions import NAME_TAGS, NOTICES, Mention, age_at, can_speak, is_platform, mention_at, type_of

SENTENCES_BACK = 3
PARAGRAPH_SENTENCES = 4
FARTHEST = 300  # tokens within one sentence beyond which nothing between is looked at
_PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "who", "him", "her", "them", "his", "their", "one"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
_NO_SPEAKERS = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL"])
# what words are, and not who says them: "A shorter sentence gave less trouble: “…”"
_WORDING = frozenset("sentence paragraph line phrase passage wording word".split())
PARTY = re.compile(r"(?:[DRI]|Dem|Rep|Ind|Con|Lab|Lib Dem)(?:\.|[-–]| ?$)", re.A)
STATE = re.compile(r"[A-Z][A-Za-z]{0,5}\.?")
_STEPS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 45, 70)


def bucket(number: int) -> str:
    """A distance in tokens as one of a dozen steps."""
    return str(bisect_left(_STEPS, number))


@dataclass(slots=True, eq=False)
class Candidate:
    """A mention with where it was found, its reporting clause (if any) and its features for one quotation."""

    mention: Mention
    zone: str
    clause: Clause | None = None
    features: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Described:
    """What is true of a mention whichever quotation asks."""

    mention: Mention
    sentence: SurfaceSentence
    clause: Clause | None
    verb: Token | None
    features: list[str]


class CandidateFinder:
    """Candidates and their features for the quotations of one laid-out document."""

    def __init__(self, layout: PageLayout, finder: ClauseFinder, rules: list[Finding]) -> None:
        self.layout = layout
        self.doc = layout.doc
        self.finder = finder
        self.rules = rules
        self._described: dict[int, list[_Described]] = {}
        self._relations: dict[int, str] = {}

    # -- which mentions ---------------------------------------------------------------------------------------

    def candidates(self, quote: Quoted, previous: Mention | None, following: Mention | None) -> list[Candidate]:
        """The mentions in reach with their features.

        ``previous`` is the mention that the quotation before was attributed to, ``following`` the one that the rules
        give to the next: each is a candidate too, wherever it stands.
        """
        described: dict[int, tuple[_Described, str]] = {}
        for zone, sentence in self._zones(quote):
            for item in self._mentions(sentence):
                described.setdefault(item.mention.head, (item, zone))
        rule = self.rules[quote.index]
        for mention, zone in ((previous, "before"), (following, "after"), (rule.mention, "rule")):
            if mention is not None and mention.head not in described:
                described[mention.head] = (self._describe(mention, self._sentence_of(mention), None), f"far-{zone}")
        shared = self._quote_features(quote)
        found: list[Candidate] = []
        ordered = sorted(described.values(), key=lambda pair: pair[0].mention.start)
        for position, (item, zone) in enumerate(ordered):
            candidate = Candidate(item.mention, zone, item.clause)
            candidate.features = self._features(quote, item, zone, ordered, position, previous, following, shared)
            found.append(candidate)
        return found

    def nobody(self, quote: Quoted) -> list[str]:
        """The features of the answer that the text does not say who spoke."""
        return ["nobody", *(f"nobody&{feature}" for feature in self._quote_features(quote))]

    def _zones(self, quote: Quoted) -> Iterator[tuple[str, SurfaceSentence]]:
        layout = self.layout
        paragraph = layout.paragraphs[quote.paragraph]
        sentence = layout.sentences[quote.sentence]
        index = paragraph.sentences.index(sentence)
        yield "same", sentence
        for distance, other in enumerate(reversed(paragraph.sentences[max(0, index - SENTENCES_BACK) : index]), 1):
            yield f"back{distance}", other
        if index + 1 < len(paragraph.sentences):
            yield "next", paragraph.sentences[index + 1]
        if paragraph.index and index < 2:
            before = layout.split(layout.paragraphs[paragraph.index - 1])
            for distance, other in enumerate(reversed(before[-PARAGRAPH_SENTENCES:]), 1):
                yield f"paragraph-back{min(distance, 3)}", other
        if index + 1 == len(paragraph.sentences) and paragraph.index + 1 < len(layout.paragraphs):
            after = layout.split(layout.paragraphs[paragraph.index + 1])
            if after:
                yield "paragraph-next", after[0]

    def _sentence_of(self, mention: Mention) -> SurfaceSentence:
        paragraph = self.layout.paragraphs[self.layout.paragraph_of[mention.head]]
        for sentence in self.layout.split(paragraph):
            if sentence.start <= mention.head < sentence.end:
                return sentence
        return SurfaceSentence(mention.start, mention.end, paragraph.index)

    def _mentions(self, sentence: SurfaceSentence) -> list[_Described]:
        known = self._described.get(sentence.start)
        if known is not None:
            return known
        clauses: dict[int, Clause] = {}
        order = {"verb": 0, "according": 0, "judging": 1, "noun": 2, "wishing": 3}
        for clause in self.finder.clauses(sentence):
            if clause.mention is not None:
                kept = clauses.get(clause.mention.head)
                if kept is None or order[clause.kind] < order[kept.kind]:
                    clauses[clause.mention.head] = clause
        mentions: dict[int, Mention] = {c.mention.head: c.mention for c in clauses.values() if c.mention}
        covered = -1
        for at in sentence.outside:
            if not self._may_head(at):
                continue
            mention = mention_at(self.doc, at, self.layout.owner)
            if mention.head in mentions or mention.end <= covered:
                continue
            if self._may_speak(mention) and not self.finder.listens(mention, sentence):
                mentions[mention.head] = mention
                covered = max(covered, mention.end)
        found = [
            self._describe(mention, sentence, clauses.get(head)) for head, mention in sorted(mentions.items())
        ]
        self._described[sentence.start] = found
        return found

    def _may_head(self, at: int) -> bool:
        token = self.doc[at]
        if token.text in NOTICES or self._is_party(at):
            return False
        if token.lower_ in _PRONOUNS:
            return token.lower_ not in {"his", "their", "her"} or token.dep_ == "poss"
        if token.lower_ == "another":
            return token.dep_ in _SUBJECTS
        if token.lower_ == "old" and age_at(self.doc, at) is not None:
            return True
        if token.lower_ in {"year", "years"} and age_at(self.doc, at) is not None:
            return False  # its last word stands for it
        if token.pos_ not in {"NOUN", "PROPN"} and token.tag_ not in NAME_TAGS:
            return False
        return token.dep_ != "compound" or token.tag_ in NAME_TAGS

    def _is_party(self, at: int) -> bool:
        """The party and state behind a lawmaker's name: "Paul Ryan, R-Wis.,", "Cia Price (D-Newport News)"."""
        doc = self.doc
        before = doc[max(0, at - 6) : at]
        opened = [t.i for t in before if t.text in {"(", ","}]
        if not opened or opened[-1] == 0 or doc[opened[-1] - 1].tag_ not in NAME_TAGS | {"POS"}:
            return False
        label = doc[opened[-1] + 1 : at + 1].text
        if ")" in label:
            return False
        return PARTY.match(label) is not None or (doc[opened[-1]].text == "(" and STATE.fullmatch(label) is not None)

    def _may_speak(self, mention: Mention) -> bool:
        token = self.doc[mention.head]
        if mention.form == "pronoun" or mention.form == "name":
            return token.ent_type_ not in _NO_SPEAKERS and not is_platform(self.doc, mention)
        return token.dep_ in _SUBJECTS and token.lemma_.lower() not in _WORDING or can_speak(self.doc, mention)

    # -- what is true of a mention by itself ------------------------------------------------------------------

    def _describe(self, mention: Mention, sentence: SurfaceSentence, clause: Clause | None) -> _Described:
        doc = self.doc
        head = doc[mention.head]
        verb = self._verb_of(mention)
        kind = type_of(doc, mention)
        features = [f"form={mention.form}", f"type={kind}", f"form-type={mention.form}-{kind}", f"dep={head.dep_}"]
        if mention.form == "pronoun":
            features.append(f"pronoun={head.lower_}")
        elif mention.form == "noun":
            features.append(f"noun={head.lemma_.lower()}")
            features.append(f"article={doc[mention.start].lower_ if mention.start < mention.head else ''}")
            features.append(f"speaks={can_speak(doc, mention)}")
        features.append(f"entity={head.ent_type_}")
        if clause is not None:
            features.append(f"clause={clause.kind}")
            features.append(f"clause-form={clause.kind}-{mention.form}")
        else:
            features.append("clause=none")
        if verb is not None:
            lemma = verb.lemma_.lower()
            features += [
                f"verb={lemma}",
                f"verb-kind={_kind_of(verb)}",
                f"verb-tag={verb.tag_}",
                f"verb-dep={verb.dep_}",
                f"dep-kind={head.dep_}-{_kind_of(verb)}",
            ]
            if any(child.dep_ == "neg" for child in verb.children):
                features.append("negated")
            if any(child.dep_ == "auxpass" for child in verb.children):
                features.append("passive")
        else:
            features.append(f"head={head.head.lemma_.lower()}")
            features.append(f"dep-head-dep={head.dep_}-{head.head.dep_}")
        before = doc[mention.start - 1] if mention.start > sentence.start else None
        after = doc[mention.end] if mention.end < sentence.end else None
        features.append(f"word-before={_word(before)}")
        features.append(f"word-after={_word(after)}")
        if before is None:
            features.append("opens-sentence")
        elif before.text in {"(", "["}:
            features.append("bracketed")  # "Price (D-Newport News) said"
        if head.dep_ in {"poss"} or (after is not None and after.tag_ == "POS"):
            features.append("possessive")
        return _Described(mention, sentence, clause, verb, features)

    def _verb_of(self, mention: Mention) -> Token | None:
        """The verb whose subject (or agent) the mention is by the parse, else a verb right beside it."""
        head = self.doc[mention.head]
        for at in range(mention.start, mention.end):
            token = self.doc[at]
            if token.dep_ in _SUBJECTS and token.head.pos_ in {"VERB", "AUX"}:
                return token.head
        if head.dep_ == "pobj" and head.head.dep_ == "agent":
            return head.head.head
        for at in (mention.end, mention.start - 1):
            if 0 <= at < len(self.doc) and self.layout.owner[at] < 0 and verb_kind(self.doc[at]):
                return self.doc[at]
        return None

    # -- what lies between mention and quotation --------------------------------------------------------------

    def _quote_features(self, quote: Quoted) -> list[str]:
        """What is true of the quotation, whoever spoke."""
        layout, doc = self.layout, self.doc
        sentence = layout.sentences[quote.sentence]
        paragraph = layout.paragraphs[quote.paragraph]
        words = len(quote.inner.split())
        alone = not layout.has_words(sentence)
        shape = f"{'full' if quote.full else 'part'}-{min(words, 12) // 4}"
        before = doc[quote.start - 1] if quote.start > paragraph.start else None
        after = doc[quote.end] if quote.end < paragraph.end else None
        rule = self.rules[quote.index]
        return [
            f"shape={shape}",
            f"sign={quote.last_sign if not quote.last_sign.isalnum() else 'a'}",
            f"before={_sign(before)}",
            f"after={_sign(after)}",
            f"alone={alone}",
            f"rule-method={rule.method}",
            f"leads={quote.start == paragraph.start}",
            f"first={paragraph.quotes[0] is quote}",
        ]

    def _features(
        self,
        quote: Quoted,
        item: _Described,
        zone: str,
        ordered: list[tuple[_Described, str]],
        position: int,
        previous: Mention | None,
        following: Mention | None,
        shared: list[str],
    ) -> list[str]:
        mention = item.mention
        side = "left" if mention.start < quote.start else "right"
        place = f"{zone}-{side}"
        features = list(item.features)
        features.append(f"place={place}")
        features += [f"{place}&{feature}" for feature in shared]
        features += [f"{place}&{feature}" for feature in item.features[:4]]
        kind = _kind_of(item.verb) if item.verb is not None else "none"
        features.append(f"{place}&kind={kind}")
        features.append(f"{place}&clause={item.clause.kind if item.clause else ''}")
        if zone == "same":
            features += self._within(quote, item, side, kind)
        elif item.verb is not None:
            features.append(f"{zone}&verb={item.verb.lemma_.lower()}")
        rank = self._rank(quote, ordered, position, zone)
        features.append(f"{place}&rank={rank}")
        features.append(f"{place}&rank={rank}&form={mention.form}&kind={kind}")
        features += self._rule_features(quote, mention)
        features += self._sequence_features(quote, mention, previous, following)
        return features

    def _within(self, quote: Quoted, item: _Described, side: str, kind: str) -> list[str]:
        """Mention and quotation in one sentence: distances, what is between, the way up the tree."""
        doc, mention, owner = self.doc, item.mention, self.layout.owner
        begin, end = (mention.end, quote.start) if side == "left" else (quote.end, mention.start)
        if end - begin > FARTHEST:
            return [f"{side}&out-of-reach"]
        between = [i for i in range(begin, end) if owner[i] < 0]
        words = [i for i in between if not doc[i].is_punct and not doc[i].is_space]
        features = [f"{side}&distance={bucket(len(words))}", f"{side}&kind={kind}&distance={bucket(len(words))}"]
        if any(owner[i] >= 0 for i in range(begin, end)):
            features.append(f"{side}&over-quotation")
        commas = sum(doc[i].text in {",", ";", "—", "–"} for i in between)
        features.append(f"{side}&commas={min(commas, 3)}")
        verbs = [i for i in words if doc[i].pos_ == "VERB"]
        features.append(f"{side}&verbs={min(len(verbs), 3)}&kind={kind}")
        if verbs:
            nearest = doc[verbs[-1] if side == "left" else verbs[0]]
            features.append(f"{side}&nearest-verb={nearest.lemma_.lower()}")
            features.append(f"{side}&nearest-kind={_kind_of(nearest)}")
            if item.verb is not None:
                features.append(f"{side}&own-verb-nearest={nearest.i == item.verb.i}&kind={kind}")
        if item.verb is not None:
            gap = quote.start - item.verb.i if item.verb.i < quote.start else item.verb.i - quote.end
            lies = "left" if item.verb.i < quote.start else "right"
            if owner[item.verb.i] < 0:
                features.append(f"verb-{lies}&mention-{side}&gap={bucket(gap)}&kind={kind}")
                features.append(f"verb-{lies}&mention-{side}&verb={item.verb.lemma_.lower()}")
        touching = words[-1] if side == "left" and words else words[0] if words else None
        features.append(f"{side}&touching={_word(doc[touching] if touching is not None else None)}")
        features.append(f"path={self._path(quote, item)}")
        return features

    def _path(self, quote: Quoted, item: _Described) -> str:
        """How the tree leads from the quotation up to the mention's verb: labels, at most five."""
        if item.verb is None:
            return "no-verb"
        token = self.doc[quote.start : quote.end].root
        labels: list[str] = []
        for _ in range(5):
            if token.i == item.verb.i:
                return "-".join(labels) or "self"
            if token.head.i == token.i:
                break
            labels.append(token.dep_)
            token = token.head
        return "up" if token.i != item.verb.i and self._reaches(item.verb, quote) else "apart"

    def _reaches(self, verb: Token, quote: Quoted) -> bool:
        """The other way: the verb hangs below the quotation, as a parenthesis does."""
        return any(quote.start <= ancestor.i < quote.end for ancestor in verb.ancestors)

    def _rank(self, quote: Quoted, ordered: list[tuple[_Described, str]], position: int, zone: str) -> str:
        """How many candidates of the zone stand nearer to the quotation, on the same side."""
        mention = ordered[position][0].mention
        begin, end = mention.start, quote.start
        if mention.start >= quote.start:
            begin, end = quote.end - 1, mention.start
        nearer = sum(its_zone == zone and begin < other.mention.start < end for other, its_zone in ordered)
        return str(min(nearer, 4))

    def _rule_features(self, quote: Quoted, mention: Mention) -> list[str]:
        rule = self.rules[quote.index]
        if rule.mention is None:
            return [f"rule-none&{rule.method}"]
        same = rule.mention.head == mention.head
        return [f"rule={same}", f"rule={same}&{rule.method}", f"rule={same}&{rule.method}&{round(rule.strength, 1)}"]

    def _sequence_features(
        self, quote: Quoted, mention: Mention, previous: Mention | None, following: Mention | None
    ) -> list[str]:
        features = []
        if previous is not None and quote.index:
            relation = self._relation(self.layout.quotes[quote.index - 1], quote)
            same = "same" if previous.head == mention.head else self._likeness(previous, mention)
            features += [f"previous={same}", f"previous={same}&{relation}"]
            rule = self.rules[quote.index]
            features.append(f"previous={same}&{relation}&rule={rule.method}")
            if rule.carried is not None or rule.continues is not None:
                features.append(f"previous={same}&rule-carries")
        else:
            features.append("no-previous")
        if following is not None and quote.index + 1 < len(self.layout.quotes):
            relation = self._relation(quote, self.layout.quotes[quote.index + 1])
            same = "same" if following.head == mention.head else "other"
            features += [f"following={same}", f"following={same}&{relation}"]
        return features

    def _likeness(self, one: Mention, other: Mention) -> str:
        """Whether another mention has the same last word: the speaker named again."""
        return "word" if self.doc[one.head].lower_ == self.doc[other.head].lower_ else "other"

    def _relation(self, first: Quoted, second: Quoted) -> str:
        """How two neighbouring quotations lie: one sentence, one paragraph, paragraphs apart; what is between."""
        if second.index not in self._relations:
            self._relations[second.index] = self._relate(first, second)
        return self._relations[second.index]

    def _relate(self, first: Quoted, second: Quoted) -> str:
        gap = sum(self.doc[i].is_alpha for i in range(first.end, second.start))
        alone = "words" if self.layout.has_words(self.layout.sentences[second.sentence]) else "alone"
        if first.sentence == second.sentence:
            return f"sentence-{bucket(gap)}-{'full' if second.full else 'part'}"
        if first.paragraph == second.paragraph:
            return f"paragraph-{bucket(gap)}-{alone}-{'full' if second.full else 'part'}"
        closed = "closed" if first.span.closed else "open"
        return f"apart{min(second.paragraph - first.paragraph, 3)}-{closed}-{alone}-{bucket(gap)}"


def _kind_of(verb: Token) -> str:
    return verb_kind(verb) or ("be" if verb.lemma_ in lexicon.NOT_CUES else "other")


def _word(token: Token | None) -> str:
    if token is None:
        return "^"
    return token.lemma_.lower() if token.is_alpha else token.text[:2]


def _sign(token: Token | None) -> str:
    if token is None:
        return "^"
    if token.is_alpha:
        return token.lower_ if token.lower_ in {"that", "as", "a", "the", "of", "his", "her", "and", "to"} else "a"
    return token.text[:1]
