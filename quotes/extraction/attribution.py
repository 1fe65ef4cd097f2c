"""Which reporting clause a quotation belongs to, and where there is none, whose words it goes on with.

A cascade, the surest constructions first: each leaves its name as the attribution's ``method`` and a strength, which
is an estimate of ours and not learned (`quotes evaluate` prints how far it can be believed). O'Keefe et al. (2012)
and Muzny et al. (2017) describe the same family of sieves.
"""

from __future__ import annotations

from spacy.tokens import Doc

from quotes.extraction import lexicon
from quotes.extraction.cues import Clause, ClauseFinder
from quotes.extraction.findings import Finding
from quotes.extraction.layout import FINAL, REPORTER, PageLayout, Quoted
from quotes.extraction.mentions import NAME_TAGS, Mention, can_speak
from quotes.extraction.neighbours import Neighbours, from_clause
from quotes.extraction.turns import TURN

_TERMING = frozenset("call describe label dub term brand characterize characterise denounce".split())
DASHES = {"—", "–", "-", "―", "--", "~"}


class Attributor:
    """Attributes all quotations of one laid-out document."""

    def __init__(self, layout: PageLayout, finder: ClauseFinder) -> None:
        self.layout = layout
        self.doc: Doc = layout.doc
        self.finder = finder
        self.findings: list[Finding] = [Finding() for _ in layout.quotes]
        self.neighbours = Neighbours(layout, finder, self.findings)

    def run(self) -> list[Finding]:
        """One finding a quotation, in order."""
        for quote in self.layout.quotes:
            found = self._label(quote) or self._own_clause(quote)
            if found is not None:
                self.findings[quote.index] = found
        for quote in self.layout.quotes:
            self._join(quote)
        for quote in self.layout.quotes:
            if self.findings[quote.index].method == "none":
                self.findings[quote.index] = self.neighbours.finding(quote)
        for quote in self.layout.quotes:
            if self.findings[quote.index].method == "none":
                self._cue_after_paragraphs(quote)
        return self.findings

    # -- a label or a dash ----------------------------------------------------------------------------------

    def _label(self, quote: Quoted) -> Finding | None:
        """A transcript turn, or `“…” – Name` in the same paragraph or as the next one."""
        return self._turn(quote) or self._dash(quote)

    def _turn(self, quote: Quoted) -> Finding | None:
        label = quote.span.label
        opening = len(quote.text) - len(quote.text.lstrip("“\"‘'"))
        inside = TURN.match(quote.text, opening)
        # a transcript quoted paragraph by paragraph: `"PENCE: Well, look …`; all in capitals it is a banner
        if label is None and inside and not quote.inner.isupper():
            label = (quote.span.start + inside.start("name"), quote.span.start + inside.end("name"))
        if label is None:
            return None
        start, end = self.layout.tokens(*label)
        cue = (end, end + 1)
        mention_end = next((at for at in range(start + 1, end) if self.doc[at].text == "("), end)
        office = self.doc[start].text == "The"
        if office and mention_end + 2 < end and self.doc[end - 1].text[0] == ")":  # "):" is one token
            start, mention_end = mention_end + 1, end - 1  # "The Prime Minister (Ada Osei): …"
            office = False
        head = mention_end - 1
        while head > start and not self.doc[head].is_alpha:
            head -= 1
        return Finding(cue, Mention(start, mention_end, head, "noun" if office else "name"), "transcript", 0.95)

    def _dash(self, quote: Quoted) -> Finding | None:
        after = [i for i in self.layout.gap_after(quote) if not self.doc[i].is_space]
        paragraph = self.layout.paragraphs[quote.paragraph]
        ended = quote.last_sign in FINAL + "," or quote.start == paragraph.start
        if len(after) > 1 and self.doc[after[0]].text in DASHES and ended:
            mention = self._signature(after[1:])
            if mention:
                return Finding((after[0], after[0] + 1), mention, "dash", 0.9)
        if quote.end < paragraph.end or paragraph.index + 1 >= len(self.layout.paragraphs):
            return None
        following = self.layout.paragraphs[paragraph.index + 1]
        if self.doc[following.start].text not in DASHES or following.quotes or following.end - following.start > 20:
            return None
        mention = self._signature(list(range(following.start + 1, following.end)))
        return Finding((following.start, following.start + 1), mention, "dash", 0.85) if mention else None

    def _signature(self, tokens: list[int]) -> Mention | None:
        """A name right after the dash, up to a comma."""
        kept: list[int] = []
        for at in tokens:
            token = self.doc[at]
            if token.is_space or (token.is_punct and token.text not in {"-", ".", "’", "'", "@"}):
                break
            kept.append(at)
        while kept and self.doc[kept[-1]].is_punct:
            kept.pop()
        if not kept or len(kept) > 12:
            return None
        words = [self.doc[at] for at in kept]
        name = all(word.text[:1].isupper() or word.lower_ in lexicon.PARTICLES or word.is_punct for word in words)
        if (name and len(kept) <= 8) or words[0].text.startswith("@"):
            mention = self.finder.mention(kept[-1])
            return Mention(min(kept[0], mention.start), mention.end, mention.head, "name")
        if any(word.tag_ in {"VBD", "VBZ", "MD", "VBP"} for word in words):
            return None
        if words[0].text[:1].isupper() or words[0].lower_ in {"a", "an", "the", "one", "another"}:
            nouns = [at for at in kept if self.doc[at].pos_ in {"NOUN", "PROPN"}]
            following = [at for at in nouns if at + 1 not in nouns]
            return self.finder.mention(following[0]) if following else None
        return None

    # -- a clause in the same sentence ----------------------------------------------------------------------

    def _own_clause(self, quote: Quoted) -> Finding | None:
        sentence = self.layout.sentences[quote.sentence]
        clauses = self.finder.clauses(sentence)
        before = [i for i in self.layout.gap_before(quote) if not self.doc[i].is_space]
        after = [i for i in self.layout.gap_after(quote) if not self.doc[i].is_space]
        left = self._inner(clauses, before) or self._left_adjacent(quote, before, clauses)
        right = self._right_adjacent(quote, after, clauses)
        if left and (not right or left.strength >= right.strength):
            return left
        if right:
            return right
        governing = self._governing(quote, clauses, before)
        if governing:
            return governing
        later = [c for c in clauses if c.first >= quote.end and c.mention and (c.kind in {"verb", "according"})]
        if later and quote.last_sign not in ".":
            return from_clause(later[0], "clause-after", 0.6)
        return None

    def _right_adjacent(self, quote: Quoted, after: list[int], clauses: list[Clause]) -> Finding | None:
        """`“…,” he said`, `“…,” said Blinken`, `“…,” according to X`."""
        rest = [i for i in after if not self.doc[i].is_punct]
        if not rest:
            return None
        if quote.last_sign not in ",?!—–-…." and not (after and self.doc[after[0]].text in {",", "—", "–"}):
            return None
        for clause in clauses:
            if clause.first < quote.end or clause.mention is None or clause.first > after[-1]:
                continue
            between = [i for i in rest if i < clause.first]
            gap = len(between)
            if clause.kind in {"verb", "according"}:
                if (
                    all(
                        self.doc[i].pos_ in {"ADV", "CCONJ", "DET", "PART", "ADJ", "AUX"}
                        or self.doc[i].tag_ in {"RB", "CC"}
                        for i in between
                    )
                    and gap <= 4
                ):
                    return from_clause(clause, "quote-cue", 0.95)
                if gap <= 8:
                    return from_clause(clause, "quote-cue", 0.7)
            if (
                clause.kind == "judging"
                and gap == 0
                and quote.last_sign in ",?!"
                and clause.mention.end <= clause.start
            ):
                return from_clause(clause, "quote-cue", 0.8)
            break
        if quote.last_sign in ",?!":
            return self._reply(quote, rest) or self._unknown_verb(quote, rest)
        return None

    def _unknown_verb(self, quote: Quoted, rest: list[int]) -> Finding | None:
        """A verb that no list has, right after the quotation: `“…,” he harrumphed`."""
        for at in rest[:6]:
            token = self.doc[at]
            if token.tag_ in {"VBD", "VBZ"} and token.lemma_ not in lexicon.NOT_CUES:
                sentence = self.layout.sentences[quote.sentence]
                mention = self.finder.subject(token, sentence)
                if any(child.dep_ == "auxpass" for child in token.children):
                    return None
                if mention and (self.doc[mention.head].lower_ == "it" or not can_speak(self.doc, mention)):
                    return None  # `“Shame!” rang out from the back rows`
                if mention and quote.end <= mention.start <= quote.end + 12:
                    return Finding((at, at + 1), mention, "quote-verb", 0.75)
                return None
        return None

    def _left_adjacent(self, quote: Quoted, before: list[int], clauses: list[Clause]) -> Finding | None:
        """`Blinken said: “…`, `he told reporters that “…`, `Blinken: “…”`."""
        if not before:
            return None
        words = [i for i in before if not self.doc[i].is_punct]
        ends_colon = self.doc[before[-1]].text == ":"
        mine = [c for c in clauses if before[0] <= c.start < quote.start]
        if ends_colon:
            for clause in mine:  # "Falk recalled her only comment: “…”"
                owned = clause.kind == "noun" and clause.mention is not None and clause.mention.end <= clause.start
                if owned and not any(i >= clause.end for i in words):
                    return from_clause(clause, "colon-noun", 0.9)
        with_mention = [c for c in mine if c.mention is not None]
        saying = [c for c in with_mention if c.kind != "wishing"]
        if any(c.kind in {"verb", "judging"} for c in saying):
            # "called Mr. Obama’s remarks “a wake-up call”": the noun is what the verb is about
            saying = [c for c in saying if c.kind != "noun"]
        for clause in reversed(saying or with_mention):
            gap = len([i for i in words if i >= clause.end])
            if clause.kind in {"verb", "according"}:
                signed = self.doc[before[-1]].text in {",", ":"} or self.doc[before[-1]].lower_ == "that"
                if ends_colon:
                    return from_clause(clause, "colon", 0.96)
                if gap <= 1 or signed and gap <= 6:
                    return from_clause(clause, "cue-quote", 0.96)
                return from_clause(clause, "cue-before", 0.8 if gap <= 12 else 0.65)
            if clause.kind == "noun" and (ends_colon or gap <= 2):
                return from_clause(clause, "cue-noun", 0.8)
            if clause.kind == "judging":
                return from_clause(clause, "colon" if ends_colon else "cue-before", 0.72 if gap <= 10 else 0.6)
            if clause.kind == "wishing":
                return from_clause(clause, "colon" if ends_colon else "wish", 0.5)
        if ends_colon:
            return self._bare_colon(before, quote)
        return None

    def _bare_colon(self, before: list[int], quote: Quoted) -> Finding | None:
        """`Blinken: “…”`, `And from the mayor: “…”`, and a sentence whose subject is quoted after a colon."""
        words = [i for i in before[:-1] if not self.doc[i].is_punct]
        if not words:
            return None
        opening = {"and", "but", "then", "this", "also"}
        for place in range(len(before) - 1):
            earlier = [self.doc[i] for i in before[:place]]
            # `And from the mayor: “…”`, `The moral of it, from a press officer: “…”`
            if self.doc[before[place]].lower_ == "from" and (
                all(t.lower_ in opening or t.is_punct for t in earlier) or earlier[-1].text == ","
            ):
                mention = self.finder.object_after(before[place] + 1, self.layout.sentences[quote.sentence])
                if len(earlier) > 1 and earlier[-1].text == "," and earlier[-2].lower_ == "one":
                    mention = self.finder.mention(earlier[-2].i)  # "A second one, from a larger country: “…”"
                if mention:
                    return Finding((before[-1], before[-1] + 1), mention, "label", 0.85)
        if len(words) <= 8 and not any(self.doc[i].pos_ in {"VERB", "AUX"} for i in words):
            names = [i for i in words if self.doc[i].tag_ in NAME_TAGS or self.doc[i].pos_ in {"NOUN", "PROPN", "PRON"}]
            if names:
                poss = [c.i for c in self.doc[names[-1]].children if c.dep_ == "poss" and self.layout.owner[c.i] < 0]
                of = next((i for i in words if self.doc[i].lower_ in {"of", "for"} and i > names[0]), None)
                # `Leader of bankrupt council: “…”`: who leads it speaks
                last = max((i for i in names if of is None or i < of), default=names[-1])
                head = poss[0] if poss else last
                first = self.doc[names[0]]
                if not poss and first.tag_ in NAME_TAGS and names[0] == words[0]:
                    # `Darkwah, the mayor, on hearing of this: “…”`: the run of capitals that it begins with
                    head = names[0]
                    while head + 1 in names and self.doc[head + 1].tag_ in NAME_TAGS:
                        head += 1
                label = self.finder.mention(head)
                if label.form != "noun" or can_speak(self.doc, label) or poss:
                    return Finding((before[-1], before[-1] + 1), label, "label", 0.85)
                return None  # "Then, after a while: “…”"
        noun = self.doc[words[-1]]
        if noun.lower_ in lexicon.SIGNS and noun.dep_ in {"pobj", "dobj"}:  # "kept it by the till with a sign: “…”"
            return Finding((before[-1], before[-1] + 1), self.finder.mention(words[-1]), "sign", 0.8)
        mention = self.neighbours.sentence_subject(quote)
        return Finding((before[-1], before[-1] + 1), mention, "colon", 0.7) if mention else None

    def _reply(self, quote: Quoted, rest: list[int]) -> Finding | None:
        """`Osei asked him whether he was ready. “No,” came the reply`: whoever was asked."""
        doc = self.doc
        words = [doc[at].lower_ for at in rest[:3]]
        if words[:1] not in (["came"], ["was"]) or words[-1] not in {"reply", "answer", "response", "retort"}:
            return None
        for at in range(quote.start - 1, max(-1, quote.start - 60), -1):
            if self.layout.owner[at] != REPORTER or doc[at].lemma_.lower() not in lexicon.ASKING:
                continue
            asked = [child.i for child in doc[at].children if child.dep_ in {"dobj", "dative", "nsubjpass"}]
            mention = self.finder.mention(asked[0]) if asked else None
            if mention is not None and can_speak(doc, mention):
                return Finding((rest[0], rest[0] + 1), mention, "reply", 0.75)
            break
        return Finding((rest[0], rest[0] + 1), None, "reply", 0.5)

    def _inner(self, clauses: list[Clause], before: list[int]) -> Finding | None:
        """`ordered them to leave with what one commander called “…”`: the term is the commander's, not the sentence's.

        Of "what he called" and "what the writers called" annotators mostly give the sentence's subject instead.
        """
        for clause in reversed(clauses):
            if clause.mention is None or clause.start not in before or self.doc[clause.start].lemma_ not in _TERMING:
                continue
            if clause.mention.form != "name" and self.doc[clause.mention.start].lower_ not in {"one", "a", "an"}:
                continue
            what = clause.mention.start - 1
            if what in before and self.doc[what].lower_ == "what" and clause.mention.end <= clause.start:
                return from_clause(clause, "inner", 0.85)
        return None

    def _governing(self, quote: Quoted, clauses: list[Clause], before: list[int]) -> Finding | None:
        """The clause that governs a partial quotation: up the tree, else the nearest before it in the sentence."""
        by_start = {clause.start: clause for clause in clauses if clause.mention}
        token = self.doc[quote.start : quote.end].root
        for _ in range(8):
            if token.head.i == token.i:
                break
            token = token.head
            if token.i in by_start and self.layout.owner[token.i] < 0:
                clause = by_start[token.i]
                if clause.kind == "wishing" and any(c.kind in {"verb", "according"} for c in by_start.values()):
                    continue
                return from_clause(clause, "governing", 0.8 if clause.kind != "wishing" else 0.5)
        earlier = [c for c in clauses if c.start < quote.start and c.mention]
        if earlier:
            verbs = [c for c in earlier if c.kind in {"verb", "according"}] or earlier
            return from_clause(verbs[-1], "clause-before", 0.6 if verbs[-1].kind != "wishing" else 0.4)
        return None

    # -- joining parts and paragraphs -----------------------------------------------------------------------

    def _join(self, quote: Quoted) -> None:
        """Set ``continues``: interrupted by its cue, or over a paragraph break, or the next in the same speech."""
        if quote.index == 0:
            return
        previous = self.layout.quotes[quote.index - 1]
        mine, its = self.findings[quote.index], self.findings[previous.index]
        if previous.paragraph == quote.paragraph:
            gap = [i for i in range(previous.end, quote.start) if not self.doc[i].is_space and not self.doc[i].is_punct]
            if previous.sentence == quote.sentence:
                shared = mine.mention is not None and its.mention is not None and mine.mention.head == its.mention.head
                if (shared and its.method in {"quote-cue", "quote-verb"} and len(gap) <= 14) or (
                    mine.method == "none" and its.method != "none"
                ):
                    mine.continues = previous.index
                    if (
                        its.method in {"quote-cue", "quote-verb"}
                        and mine.method in {"none", "cue-before", "governing", "clause-before", "cue-quote"}
                        and len(gap) <= 14
                    ):
                        self.findings[quote.index] = Finding(
                            its.cue, its.mention, "interrupted", its.strength, None, previous.index
                        )
            elif mine.method == "none" and len(gap) <= 25:
                mine.continues = previous.index
            return
        if not self._goes_on(previous.index):
            return
        named = mine.mention is not None and (mine.mention.form != "pronoun" or mine.method == "transcript")
        if not (named and mine.strength >= 0.7):
            self.findings[quote.index] = Finding(None, None, "paragraphs", 0.9, previous.index, previous.index)

    def _cue_after_paragraphs(self, quote: Quoted) -> None:
        """Paragraphs that nothing closes and nobody is found for speak with the one after them that has a cue."""
        at = quote.index
        while self._goes_on(at):
            at += 1
            if self.findings[at].mention is not None:
                self.findings[quote.index] = Finding(
                    None, None, "paragraphs", 0.85, at, self.findings[quote.index].continues
                )
                self.findings[at].continues = at - 1
                return

    def _goes_on(self, index: int) -> bool:
        """Whether no mark closes this quotation and the next paragraph opens with another."""
        if index + 1 >= len(self.layout.quotes):
            return False
        quote, following = self.layout.quotes[index], self.layout.quotes[index + 1]
        return (
            not quote.span.closed
            and quote.span.layout == "marks"
            and following.paragraph - quote.paragraph == 1
            and following.start == self.layout.paragraphs[following.paragraph].start
            and quote.end >= self.layout.paragraphs[quote.paragraph].end
        )
