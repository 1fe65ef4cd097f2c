"""Reporting clauses: a cue (verb of saying, "according to", colon, dash …) with the mention that it belongs to."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from quotes.extraction import lexicon
from quotes.extraction.layout import PageLayout, SurfaceSentence
from quotes.extraction.mentions import NAME_TAGS, Mention, age_at, can_speak, mention_at

CueKind = Literal["verb", "judging", "wishing", "according", "noun"]
SUBJECTS = {"nsubj", "expl"}
CLIMBS = {
    "conj",
    "advcl",
    "xcomp",
    "pcomp",
    "ccomp",
    "aux",
    "dep",
    "parataxis",
    "acl",
    "prep",
    "acomp",
    "attr",
}
# verbs whose subject speaks whatever it is: "The clip says …", "63 percent said …"
SAYS_OF_ANYTHING = {"say", "state", "read", "note", "report", "add", "declare"}
# third-person forms that the tagger takes for plural nouns in headline-like sentences
PRESENT_FORMS = {
    "says",
    "tells",
    "writes",
    "notes",
    "adds",
    "asks",
    "explains",
    "continues",
    "argues",
    "warns",
    "claims",
    "tweets",
    "jokes",
    "states",
    "reads",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """Cue tokens ``start``…``end`` and the mention (absent where the clause has no subject of its own)."""

    start: int
    end: int
    kind: CueKind
    mention: Mention | None

    @property
    def first(self) -> int:
        """The first token of cue or mention."""
        return min(self.start, self.mention.start) if self.mention else self.start

    @property
    def last(self) -> int:
        """The last token of cue or mention."""
        return max(self.end, self.mention.end) if self.mention else self.end


class ClauseFinder:
    """Finds the reporting clauses in the reporter's own words of one surface sentence."""

    def __init__(self, layout: PageLayout) -> None:
        self.layout = layout
        self.doc: Doc = layout.doc
        self.owner = layout.owner
        self._known: dict[int, list[Clause]] = {}

    def clauses(self, sentence: SurfaceSentence) -> list[Clause]:
        """All clauses of the sentence in order of their cues."""
        known = self._known.get(sentence.start)
        if known is None:
            known = [clause for at in sentence.outside for clause in self._at(at, sentence)]
            self._known[sentence.start] = known
        return known

    def verb_at(self, at: int) -> bool:
        """Whether a verb of saying stands at this token."""
        return verb_kind(self.doc[at]) == "verb"

    def _at(self, at: int, sentence: SurfaceSentence) -> list[Clause]:
        token = self.doc[at]
        lower = token.lower_
        if lower == "according" and at + 1 < len(self.doc) and self.doc[at + 1].lower_ == "to":
            mention = self.object_after(at + 2, sentence)
            return [Clause(at, at + 2, "according", mention)] if mention else []
        if (
            lower == "words"
            and self.doc[at - 1].lower_ == "the"
            and at + 1 < len(self.doc)
            and self.doc[at + 1].lower_ == "of"
        ):
            mention = self.object_after(at + 2, sentence)
            return [Clause(max(sentence.start, at - 2), at + 2, "according", mention)] if mention else []
        kind = verb_kind(token)
        if kind:
            mention = self.subject(token, sentence)
            if mention is not None and self.listens(mention, sentence):
                return []
            if (
                mention is not None
                and not can_speak(self.doc, mention)
                and not (
                    token.lemma_.lower() in SAYS_OF_ANYTHING
                    and self.doc[mention.head].ent_type_ not in {"DATE", "TIME"}
                )
            ):
                mention = None
            return [Clause(at, at + 1, kind, mention)]
        if token.tag_ in {"NN", "NNS"} and token.lemma_.lower() in lexicon.CUE_NOUNS:
            holder = self._possessor(token, sentence)
            if holder:
                return [Clause(at, at + 1, "noun", holder)]
        return []

    def listens(self, mention: Mention, sentence: SurfaceSentence) -> bool:
        """`Driver ‘laughed’ after crash, jury told`: at the end of a headline the court is told, it does not tell."""
        if self.doc[mention.head].lower_ not in lexicon.COURTS:
            return False
        rest = [self.doc[at].lower_ for at in sentence.outside if at >= mention.end and self.doc[at].is_alpha]
        return rest in (["told"], ["hears"], ["heard"])

    def _possessor(self, noun: Token, sentence: SurfaceSentence) -> Mention | None:
        """ "Osei's answer", "a statement from Osei", "the claim by Osei"."""
        for child in noun.children:
            if child.dep_ == "poss" and self.owner[child.i] < 0:
                return self.mention(child.i)
        after = noun.i + 1
        if after < sentence.end and self.doc[after].lower_ in {"from", "by"}:
            return self.object_after(after + 1, sentence)
        return None

    def object_after(self, at: int, sentence: SurfaceSentence) -> Mention | None:
        """The noun phrase that begins at this token."""
        for i in range(at, min(at + 14, sentence.end)):
            token = self.doc[i]
            if self.owner[i] >= 0 or token.text in {",", ";", ":"}:
                return None
            if token.lower_ == "one" and i + 1 < sentence.end and self.doc[i + 1].lower_ == "of":
                return self.mention(i)  # "according to one of those in the room"
            if token.like_num and age_at(self.doc, i) is not None:
                return self.mention(i)
            if token.pos_ in {"NOUN", "PROPN", "PRON"} or token.tag_ in NAME_TAGS:
                following = self.doc[i + 1] if i + 1 < sentence.end else None
                if (
                    following is not None
                    and self.owner[i + 1] < 0
                    and (
                        following.pos_ in {"NOUN", "PROPN"}
                        or following.tag_ in NAME_TAGS | {"POS", "HYPH"}
                        or following.text == "-"
                    )
                ):
                    continue
                return self.mention(i)
        return None

    def mention(self, head: int) -> Mention:
        """The mention of a head token."""
        return mention_at(self.doc, head, self.owner)

    def subject(self, verb: Token, sentence: SurfaceSentence, depth: int = 0) -> Mention | None:
        """Who says it: by the parse, across conjunction and participle, else by position."""
        owner = self.owner
        if verb.lemma_ == "quote":  # "Falk quoted Osei as saying …"
            following = self.doc[verb.i : min(verb.i + 10, sentence.end)]
            passed_on = any(a.lower_ == "as" and b.tag_ == "VBG" for a, b in itertools.pairwise(following))
            for child in verb.children:
                if passed_on and child.dep_ == "dobj" and owner[child.i] < 0:
                    return self.mention(child.i)
        at = verb.i - 1
        written = at >= sentence.start and owner[at] < 0 and self.doc[at].lemma_.lower() in lexicon.DOCUMENTS
        if written and verb.lower_ in {"reading", "saying"}:
            return self.mention(at)  # "put up a sign reading “…”"
        passive = False
        beside = self._beside(verb, sentence)
        if beside is not None:
            return self.mention(beside)
        for child in verb.children:
            if child.dep_ in {"nsubjpass"}:
                passive = True
            if child.dep_ in SUBJECTS and owner[child.i] < 0 and sentence.start <= child.i < sentence.end:
                return self._real(child, verb, sentence)
        if passive or any(child.dep_ == "auxpass" for child in verb.children):
            agent = self._agent(verb, sentence)
            if agent or verb.lemma_ not in {"quote", "hear", "cite", "report", "call", "ask"}:
                return agent
            if verb.lemma_ == "quote":
                for child in verb.children:
                    if child.dep_ == "nsubjpass" and owner[child.i] < 0:
                        return self.mention(child.i)
            return None
        if verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.lemma_ in lexicon.JUDGING:
            agent = self._agent(verb, sentence)  # "his voice, described by one colleague as “warm”"
            if agent is not None:
                return agent
        inverted = self._inverted(verb, sentence)
        if inverted:
            return inverted
        head = verb.head
        if depth < 4 and head.i != verb.i and sentence.start <= head.i < sentence.end and owner[head.i] < 0:
            if verb.dep_ in {"relcl", "acl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
                return self.mention(head.i)
            if verb.dep_ in CLIMBS and head.pos_ in {"VERB", "AUX", "ADP", "ADJ", "NOUN", "SCONJ", "PART"}:
                found = (
                    self.subject(head, sentence, depth + 1)
                    if head.pos_ in {"VERB", "AUX"}
                    else self._through(head, sentence, depth)
                )
                if found and self.doc[found.head].lower_ != "it":  # "it was too early to tell" is nobody
                    return found
        return self._left_of(verb, sentence)

    def _beside(self, verb: Token, sentence: SurfaceSentence) -> int | None:
        """The noun right before a verb of saying that stands between commas, whatever the parse says: "Councils,
        the judge wrote, …"."""
        at = verb.i - 1
        if verb.tag_ not in {"VBD", "VBZ"} or at < sentence.start or self.owner[at] >= 0:
            return None
        token = self.doc[at]
        if token.lower_ not in {"he", "she", "they", "we", "i"} and token.pos_ not in {"NOUN", "PROPN"}:
            return None
        closing = self.doc[verb.i + 1] if verb.i + 1 < sentence.end else None
        if token.pos_ == "NOUN" and (closing is None or closing.text not in {",", ":"}):
            return None
        start = self.mention(at).start - 1
        return at if start >= sentence.start and self.owner[start] < 0 and self.doc[start].text == "," else None

    def _through(self, head: Token, sentence: SurfaceSentence, depth: int) -> Mention | None:
        up = head.head
        if up.i == head.i or self.owner[up.i] >= 0 or not sentence.start <= up.i < sentence.end:
            return None
        if up.pos_ in {"VERB", "AUX"} and depth < 3:
            return self.subject(up, sentence, depth + 1)
        return None

    def _real(self, subject: Token, verb: Token, sentence: SurfaceSentence) -> Mention | None:
        """The noun behind a relative pronoun; nobody behind "it" and "there"."""
        if subject.lower_ in {"who", "which", "that"} and subject.tag_ in {"WP", "WDT", "IN", "DT"}:
            when = verb.head.ent_type_ in {"DATE", "TIME"}  # "a note after two days that read"
            if verb.dep_ == "relcl" and self.owner[verb.head.i] < 0 and not when:
                return self.mention(verb.head.i)
            for at in range(subject.i - 1, sentence.start - 1, -1):
                if self.owner[at] >= 0:
                    return None
                if self.doc[at].pos_ in {"NOUN", "PROPN"} and self.doc[at].ent_type_ not in {"DATE", "TIME"}:
                    return self.mention(at)
            return None
        if subject.lower_ in {"there", "what"}:
            return None
        return self.mention(subject.i)

    def _agent(self, verb: Token, sentence: SurfaceSentence) -> Mention | None:
        for at in range(verb.i + 1, min(verb.i + 6, sentence.end)):
            if self.doc[at].lower_ == "by" and self.owner[at] < 0:
                return self.object_after(at + 1, sentence)
        return None

    def _inverted(self, verb: Token, sentence: SurfaceSentence) -> Mention | None:
        """ "…," said James Cleverly: a noun phrase right after a verb that comes right after a quotation."""
        before = verb.i - 1
        while before >= sentence.start and (
            self.doc[before].text in {",", "—", "–", "-"} or self.doc[before].pos_ == "ADV"
        ):
            before -= 1
        if before >= sentence.start and self.owner[before] < 0 and self.doc[before].text not in {";"}:
            return None
        if before < sentence.start and not sentence.quotes:
            return None
        return self.object_after(verb.i + 1, sentence)

    def _left_of(self, verb: Token, sentence: SurfaceSentence) -> Mention | None:
        """The parse gives no subject: the noun phrase before the verb, past comma phrases and adverbs."""
        depth = 0
        at = verb.i - 1
        while at >= sentence.start and self.owner[at] < 0:
            token = self.doc[at]
            if token.text in {",", "—", "–", ")"}:
                if depth == 0 and self._comma_phrase(at, sentence) is not None:
                    at = self._comma_phrase(at, sentence) or at
                    depth += 1
                    continue
                return None
            if (
                token.tag_ in NAME_TAGS
                or token.pos_ in {"NOUN", "PROPN"}
                or token.lower_ in {"he", "she", "they", "we", "i", "who"}
            ):
                if token.lower_ == "who":
                    at -= 1
                    while at >= sentence.start and self.doc[at].is_punct:
                        at -= 1
                    continue
                return self.mention(self._with_preposition(at, sentence))
            if token.pos_ in {"ADV", "AUX", "PART"} or token.tag_ in {"MD", "RB"}:
                at -= 1
                continue
            return None
        return None

    def _with_preposition(self, at: int, sentence: SurfaceSentence) -> int:
        """The noun that an of-phrase belongs to whose last word this is: "the former treasurer of Brill County"."""
        for _ in range(3):
            token = self.doc[at]
            noun = token.head.head
            inside = sentence.start <= noun.i < token.head.i < at and self.owner[noun.i] < 0
            if token.dep_ != "pobj" or token.head.lower_ not in {"of", "for", "at", "from"} or not inside:
                break
            if noun.pos_ not in {"NOUN", "PROPN"}:
                break
            at = noun.i
        return at

    def _comma_phrase(self, comma: int, sentence: SurfaceSentence) -> int | None:
        """The token before the comma that opens the phrase closed by this one: "Hugh Hill, a doctor, said"."""
        for at in range(comma - 1, max(sentence.start, comma - 30), -1):
            if self.owner[at] >= 0:
                return None
            if (
                self.doc[at].text in {",", "—", "–", "("}
                and at > sentence.start
                and (self.doc[at - 1].tag_ in NAME_TAGS or self.doc[at - 1].pos_ in {"NOUN", "PROPN"})
            ):
                return at - 1
        return None


def verb_kind(token: Token) -> Literal["verb", "judging", "wishing"] | None:
    """Whether this token is a verb of saying, of judging, of wish and thought, or none of them."""
    if token.lower_ in PRESENT_FORMS and token.tag_ in {"NNS", "VBZ"}:
        return "verb" if token.tag_ == "VBZ" or token.dep_ not in {"dobj", "pobj", "nsubj", "attr"} else None
    if not token.tag_.startswith("VB") and not (
        token.tag_ in {"NN", "JJ", "NNP"} and token.lower_ in {"tweeted", "said", "wrote", "told"}
    ):
        return None
    lemma = token.lemma_.lower()
    if lemma in lexicon.NOT_CUES:
        return None
    if token.lower_ in {"said", "told", "wrote", "tweeted"}:
        return "verb"
    if lemma in lexicon.JUDGING:
        return "judging"
    if lemma in {
        "think",
        "believe",
        "laugh",
        "smile",
        "begin",
        "start",
        "end",
        "open",
        "close",
        "go",
        "hold",
        "meet",
    }:
        return "wishing"
    if lemma in lexicon.SAYING:
        return "verb"
    return "wishing" if lemma in lexicon.WISHING else None
