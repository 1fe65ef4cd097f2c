"""A quotation without a reporting clause: who speaks in the sentences, quotations and paragraphs beside it."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from quotes.extraction import lexicon
from quotes.extraction.cues import Clause, ClauseFinder
from quotes.extraction.findings import Finding
from quotes.extraction.layout import REPORTER, PageLayout, Paragraph, Quoted, SurfaceSentence
from quotes.extraction.mentions import NAME_TAGS, Mention, can_speak, person_words


def from_clause(clause: Clause, method: str, strength: float) -> Finding:
    """The finding that a reporting clause gives."""
    return Finding((clause.start, clause.end), clause.mention, method, strength)


class Neighbours:
    """Looks around the quotations of one document; ``findings`` are those that the rules have made so far."""

    def __init__(self, layout: PageLayout, finder: ClauseFinder, findings: list[Finding]) -> None:
        self.layout = layout
        self.doc: Doc = layout.doc
        self.finder = finder
        self.findings = findings

    def finding(self, quote: Quoted) -> Finding:
        """No clause of its own: the sentence's subject, the quotation before in the paragraph, the sentence or
        paragraph before."""
        paragraph = self.layout.paragraphs[quote.paragraph]
        sentence = self.layout.sentences[quote.sentence]
        position = paragraph.quotes.index(quote)
        asked = self._asked(quote, paragraph)
        if asked is not None:
            return asked
        alone = not any(self.doc[i].is_alpha for i in sentence.outside)
        if not alone and not (quote.full and quote.start == sentence.start):
            mention = self.sentence_subject(quote)
            if mention is not None:
                return Finding(None, mention, "subject", 0.45)
        if position:
            previous = paragraph.quotes[position - 1]
            between = [i for i in range(previous.end, quote.start) if self.doc[i].is_alpha]
            change = self._subject_between(previous, quote)
            if change is not None and len(between) > 3 and previous.sentence != quote.sentence:
                return Finding(None, change, "sentence-before", 0.6)
            found = self.findings[previous.index]
            if found.method != "none" or found.carried is not None:
                return Finding(
                    None,
                    None,
                    "same-paragraph",
                    0.85 if alone else 0.6,
                    previous.index,
                    previous.index if alone else None,
                )
        if alone or quote.full:
            before = self._sentence_before(quote, paragraph)
            if before:
                return before
        if position + 1 < len(paragraph.quotes):
            following = paragraph.quotes[position + 1]
            found = self.findings[following.index]
            if found.method in {"quote-cue", "quote-verb", "cue-quote", "colon"}:
                return Finding(None, None, "next-in-paragraph", 0.6, following.index)
        leads = not any(self.doc[i].is_alpha for i in range(paragraph.start, quote.start))
        if alone and leads and paragraph.index:
            return self._paragraph_before(paragraph)
        return Finding()

    def _asked(self, quote: Quoted, paragraph: Paragraph) -> Finding | None:
        """`Osei was asked whether she would resign. “No,”`: the sentence before asks her, and these words answer."""
        if not quote.full or any(self.doc[i].is_alpha for i in self.layout.sentences[quote.sentence].outside):
            return None
        index = paragraph.sentences.index(self.layout.sentences[quote.sentence])
        before = paragraph.sentences[:index]
        if not before and paragraph.index:
            before = self.layout.split(self.layout.paragraphs[paragraph.index - 1])
        if not before or before[-1].quotes:
            return None
        for at in before[-1].outside:
            verb = self.doc[at]
            if verb.lemma_.lower() != "ask" or verb.dep_ not in {"ROOT", "conj"}:
                continue
            passive = any(child.dep_ == "auxpass" for child in verb.children)
            asked = [c.i for c in verb.children if c.dep_ in ({"nsubjpass"} if passive else {"dobj", "dative"})]
            if passive and not asked and verb.dep_ == "conj":
                asked = [c.i for c in verb.head.children if c.dep_ in {"nsubj", "nsubjpass"}]
            mention = self.finder.mention(asked[0]) if asked else None
            if mention is not None and self.layout.owner[mention.head] == REPORTER and can_speak(self.doc, mention):
                return Finding(None, mention, "reply", 0.75)
        return None

    def _subject_between(self, previous: Quoted, quote: Quoted) -> Mention | None:
        """A person or group as the subject of a whole sentence between two quotations of one paragraph."""
        paragraph = self.layout.paragraphs[quote.paragraph]
        for sentence in reversed(paragraph.sentences):
            if sentence.start >= quote.start or sentence.end <= previous.end or sentence.quotes:
                continue
            for at in sentence.outside:
                token = self.doc[at]
                if token.dep_ == "nsubj" and (token.tag_ in NAME_TAGS or token.lower_ in {"he", "she"}):
                    return self.finder.mention(at)
                if token.dep_ == "nsubj" and at + 2 < sentence.end and token.lemma_.lower() in lexicon.PERSON_NOUNS:
                    named = self.doc[at + 1].text == "," and self.doc[at + 2].ent_type_ == "PERSON"
                    if named:  # "Another resident, Ada Osei, has brought …"
                        return self.finder.mention(at)
        return None

    def _sentence_before(self, quote: Quoted, paragraph: Paragraph) -> Finding | None:
        """`Osei was unimpressed. “Rubbish.”`: the subject of the sentence before, in the same paragraph."""
        index = paragraph.sentences.index(self.layout.sentences[quote.sentence])
        for sentence in reversed(paragraph.sentences[:index]):
            clauses = [
                c for c in self.finder.clauses(sentence) if c.mention and c.kind in {"verb", "according", "noun"}
            ]
            if clauses:
                return from_clause(clauses[-1], "sentence-before", 0.7)
            for at in sentence.outside:
                token = self.doc[at]
                if token.dep_ in {"nsubj", "nsubjpass"} and (
                    token.tag_ in NAME_TAGS
                    or token.lower_ in {"he", "she", "they"}
                    or token.ent_type_ == "PERSON"
                    or token.lemma_.lower() in lexicon.PERSON_NOUNS
                ):
                    return Finding(None, self.finder.mention(at), "sentence-before", 0.65)
            people = [i for i in sentence.outside if self.doc[i].ent_type_ == "PERSON"]
            if people:
                return Finding(None, self.finder.mention(people[0]), "sentence-before", 0.5)
            break
        return None

    def _answer(self, before: Paragraph) -> Finding | None:
        """An interview whose questions are paragraphs of their own: whoever answered before, else the person whom the
        reporter names most above the question."""
        words = [self.doc[i] for i in range(before.start, before.end) if self.layout.owner[i] < 0]
        signs = [token.text for token in words if token.text.strip("*_ ")]
        if before.quotes or not signs or signs[-1] != "?" or not any(t.lower_ in {"you", "your"} for t in words):
            return None
        named = [e for e in self.doc.ents if e.label_ == "PERSON" and e.end <= before.start]
        named = [e for e in named if self.layout.owner[e.start] < 0]
        if not named:
            return None
        told = Counter(ent[-1].lower_ for ent in named)
        most = max(named, key=lambda ent: (told[ent[-1].lower_], -ent.start))
        return Finding(None, self.finder.mention(most.end - 1), "interview", 0.75)

    def _told_below(self, paragraph: Paragraph) -> Finding:
        """A block quotation that nothing introduces is not the speaker's above it; below it may stand `So wrote Osei in
        a memoir.` or `That is how Osei used to put it.`"""
        doc = self.doc
        if paragraph.index + 1 >= len(self.layout.paragraphs):
            return Finding()
        below = self.layout.split(self.layout.paragraphs[paragraph.index + 1])
        words = [at for at in below[0].outside if not doc[at].is_space] if below else []
        if len(words) < 3 or below[0].start != words[0]:
            return Finding()
        first = doc[words[0]].lower_
        if first in {"so", "thus"} and self.finder.verb_at(words[1]):
            mention = self.finder.object_after(words[2], below[0])
            return Finding((words[1], words[1] + 1), mention, "paragraph-after", 0.8) if mention else Finding()
        if first in {"that", "those", "these"} and doc[words[1]].lemma_ == "be":
            for at in words[2:]:
                mention = self.finder.mention(at)
                somebody = mention.form == "name" or doc[at].lower_ in person_words()
                if doc[at].dep_ == "nsubj" and somebody and can_speak(doc, mention):
                    return Finding(None, mention, "paragraph-after", 0.7)
        return Finding()

    def _introduced(self, sentence: SurfaceSentence) -> Finding | None:
        """`The company, in a statement:` and `The Merchants, a group that Osei founded, put it in their letter to us:`
        above the words: whoever the paragraph begins with, where its verb is not one of saying."""
        doc = self.doc
        words = [at for at in sentence.outside if not doc[at].is_punct and not doc[at].is_space]
        nouns = [at for at in words[:8] if doc[at].pos_ in {"NOUN", "PROPN"} or doc[at].tag_ in NAME_TAGS]
        if not nouns or doc[words[0]].pos_ not in {"DET", "NOUN", "PROPN", "ADJ"} and nouns[0] != words[0]:
            return None
        head = nouns[0]
        while head + 1 in nouns:
            head += 1
        following = doc[head + 1] if head + 1 < sentence.end else None
        if following is None or following.text != "," or any(self.finder.verb_at(at) for at in words):
            return None
        mention = self.finder.mention(head)
        return Finding(None, mention, "paragraph-before", 0.8) if can_speak(doc, mention) else None

    def _paragraph_before(self, paragraph: Paragraph) -> Finding:
        """A paragraph that is all quotation: who spoke in, or was introduced by, the paragraph before."""
        before = self.layout.paragraphs[paragraph.index - 1]
        answer = self._answer(before)
        if answer is not None:
            return answer
        introduced = self.doc[before.end - 1].text == ":"
        if paragraph.quotes[0].span.layout == "block" and not introduced:
            told = self._told_below(paragraph)
            if told.mention is not None or before.quotes:
                return told
        if before.quotes:
            last = before.quotes[-1]
            found = self.findings[last.index]
            tail = [i for i in range(last.end, before.end) if self.doc[i].is_alpha]
            if (found.method != "none" or found.carried is not None) and len(tail) <= 12 and not introduced:
                return Finding(None, None, "carried-on", 0.7, last.index, None)
        sentences = self.layout.split(before)
        if sentences:
            clauses = [
                c for c in self.finder.clauses(sentences[-1]) if c.mention and c.kind in {"verb", "according", "noun"}
            ]
            colon = self.doc[before.end - 1].text == ":"
            if colon and not clauses:
                clauses = [c for c in self.finder.clauses(sentences[-1]) if c.mention]
            if colon:  # "contains a sentence that everybody argued about:" tells of them, not what they say
                clauses = [c for c in clauses if self.doc[c.start].dep_ != "relcl"]
            begun = self._introduced(sentences[-1]) if colon else None
            if begun is not None:
                return begun
            if clauses:
                return from_clause(clauses[-1], "paragraph-before", 0.85 if colon else 0.6)
            for at in sentences[-1].outside:
                token = self.doc[at]
                if token.dep_ in {"nsubj", "nsubjpass"} and (
                    token.tag_ in NAME_TAGS
                    or token.lower_ in {"he", "she", "they"}
                    or (colon and can_speak(self.doc, self.finder.mention(at)))
                ):
                    return Finding(None, self.finder.mention(at), "paragraph-before", 0.7 if colon else 0.45)
            if colon:
                for at in reversed(sentences[-1].outside):
                    if self.doc[at].tag_ in NAME_TAGS:
                        return Finding(None, self.finder.mention(at), "paragraph-before", 0.6)
        return Finding()

    def sentence_subject(self, quote: Quoted) -> Mention | None:
        """The subject of the reporter's sentence around a quotation."""
        sentence = self.layout.sentences[quote.sentence]
        best: int | None = None
        for at in sentence.outside:
            token = self.doc[at]
            if (
                token.dep_ in {"nsubj", "nsubjpass"}
                and token.head.dep_ != "relcl"
                and token.lower_
                not in {
                    "it",
                    "there",
                    "which",
                    "that",
                    "what",
                    "this",
                    "who",
                }
            ):
                if not can_speak(self.doc, self.finder.mention(at)):
                    continue
                if at < quote.start or best is None:
                    best = at
                if at > quote.start:
                    break
        return self.finder.mention(best) if best is not None else None
