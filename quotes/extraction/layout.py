"""How quotations lie in the text: paragraphs, and sentences as a reader sees them.

The parser's sentences break inside quotations and around their cues. Here a quotation is one item of the reporter's
sentence: ``“We waited. Nobody came,” he said, adding: “It was cold.”`` is one sentence with two quotations.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc

from quotes.extraction.datelines import dateline_end
from quotes.extraction.lexicon import SAYING
from quotes.extraction.spans import MarkedSpan, paragraphs

FINAL = ".?!…"
# the owner of a token: the number of its quotation, or one of these
REPORTER, DATELINE = -1, -2
_CLOSERS = "”\"’'»)]*_ \u00a0"


@dataclass(slots=True, eq=False)
class Quoted:
    """A marked span in its place: ``start``/``end`` tokens, ``paragraph`` and ``sentence`` by index."""

    index: int
    span: MarkedSpan
    start: int
    end: int
    text: str
    paragraph: int = -1
    sentence: int = -1

    @property
    def inner(self) -> str:
        """The words without marks."""
        return self.text.strip("“”„‟\"«»‘’'‚‹›`>* \u00a0")

    @property
    def plain(self) -> str:
        """The words in lower case, without marks and outer signs."""
        return self.inner.strip(" ,.!?").lower()

    @property
    def last_sign(self) -> str:
        """The last character before the closing mark."""
        stripped = self.text.rstrip(_CLOSERS + "“„")
        return stripped[-1] if stripped else ""

    @property
    def full(self) -> bool:
        """Whether the words begin like a sentence."""
        return self.inner[:1].isupper() or self.inner[:1].isdigit() or self.inner[:1] in "…[.$£€("


@dataclass(slots=True, eq=False)
class SurfaceSentence:
    """Tokens ``start``…``end`` (with the quotations in them); ``outside`` are the reporter's own tokens."""

    start: int
    end: int
    paragraph: int
    quotes: list[Quoted] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    words: int | None = None  # how many of them, counted when asked for


@dataclass(slots=True, eq=False)
class Paragraph:
    """Tokens ``start``…``end`` of one line after its dateline, with its quotations and sentences."""

    index: int
    start: int
    end: int
    quotes: list[Quoted] = field(default_factory=list)
    sentences: list[SurfaceSentence] = field(default_factory=list)


class PageLayout:
    """Paragraphs, sentences and quotations of one document, by token."""

    def __init__(self, doc: Doc, spans: list[MarkedSpan]) -> None:
        self.doc = doc
        self.text = doc.text  # kept, since spaCy puts a document's text together anew at each call
        self._starts = [token.idx for token in doc]
        self.owner = [REPORTER] * len(doc)
        self._quoted: Counter[str] = Counter()
        self.quotes: list[Quoted] = []
        for index, span in enumerate(spans):
            start, end = self.tokens(span.start, span.end)
            self.quotes.append(Quoted(index, span, start, end, self.text[span.start : span.end]))
            for token in range(start, end):
                self.owner[token] = index
        self.paragraphs: list[Paragraph] = []
        self.sentences: list[SurfaceSentence] = []
        self.paragraph_of = [-1] * len(doc)
        self._lay_out()

    def _lay_out(self) -> None:
        for index, (begin, stop) in enumerate(paragraphs(self.text)):
            first, end = self.tokens(begin, stop)
            filed = dateline_end(self.text, begin, stop)
            start = self.tokens(filed, stop)[0] if filed > begin else first
            paragraph = Paragraph(index, start, end)
            self.paragraphs.append(paragraph)
            for token in range(first, end):
                self.paragraph_of[token] = index
            if self.owner[first] == REPORTER:
                self.owner[first:start] = [DATELINE] * (start - first)
        for quote in self.quotes:
            quote.paragraph = self.paragraph_of[quote.start]
            self.paragraphs[quote.paragraph].quotes.append(quote)
        for paragraph in self.paragraphs:
            if paragraph.quotes:
                self.split(paragraph)

    def split(self, paragraph: Paragraph) -> list[SurfaceSentence]:
        """The sentences of a paragraph; those of paragraphs without quotations are found when asked for."""
        if paragraph.sentences:
            return paragraph.sentences
        doc, at = self.doc, paragraph.start
        sentence = SurfaceSentence(at, at, paragraph.index)
        waiting = 0
        while at < paragraph.end:
            owner = self.owner[at]
            if owner >= 0:
                at += 1
                # several quotations may share a token: `“A.”“B.”`
                while waiting < len(paragraph.quotes) and paragraph.quotes[waiting].start < at:
                    quote = paragraph.quotes[waiting]
                    sentence.quotes.append(quote)
                    at = max(at, quote.end)
                    waiting += 1
                ends = self._ends_after(sentence.quotes[-1], paragraph)
            else:
                sentence.outside.append(at)
                token = doc[at]
                at += 1
                ends = token.text in {".", "?", "!", "…", "..."} and (
                    at >= paragraph.end or not doc[at].text[:1].islower()
                )
                while ends and at < paragraph.end and doc[at].text in {")", "]", "*"}:
                    sentence.outside.append(at)
                    at += 1
            if ends or at >= paragraph.end:
                sentence.end = at
                for quote in sentence.quotes:
                    quote.sentence = len(self.sentences)
                self.sentences.append(sentence)
                paragraph.sentences.append(sentence)
                sentence = SurfaceSentence(at, at, paragraph.index)
        return paragraph.sentences

    def _ends_after(self, quote: Quoted, paragraph: Paragraph) -> bool:
        """Whether the reporter's sentence ends with this quotation."""
        if quote.end >= paragraph.end:
            return True
        following = self.doc[quote.end]
        if following.is_space:
            return quote.end + 1 >= paragraph.end
        sign = quote.last_sign
        if quote.span.layout != "marks":
            return True
        if following.text[0].islower() or sign not in FINAL:
            return False
        if self.owner[quote.end] >= 0:
            return True
        if following.is_punct and following.text not in {"(", "[", "*"} and not following.is_quote:
            return False
        if sign == "." or sign == "…":
            # `“… told us.” Smith said` occurs, but a name and its verb must come at once
            return not self._reports_at_once(quote.end, paragraph.end, 3)
        return not self._reports_at_once(quote.end, paragraph.end, 16)

    def _reports_at_once(self, start: int, end: int, reach: int) -> bool:
        """Whether a verb of saying comes within ``reach`` tokens, before anything but a name or a noun phrase."""
        for at in range(start, min(end, start + reach)):
            token = self.doc[at]
            if token.lemma_.lower() in SAYING and token.tag_ in {"VBD", "VBZ", "VBP"}:
                rest = [self.doc[i].text for i in range(at + 1, min(end, at + 3))]
                # "He said the road was closed." is a sentence of its own; "he said." ends one
                return not rest or rest[0] in {".", ",", ":", ";"} or reach > 3 or len(rest) > 1 and rest[1] in {"."}
            if token.text in {".", ":", ";"} or self.owner[at] >= 0:
                return False
        return False

    @property
    def headline(self) -> Paragraph | None:
        """The first line, where it is a headline: others follow, and no full stop ends it."""
        if len(self.paragraphs) < 2:
            return None
        first = self.paragraphs[0]
        return None if self.doc[first.end - 1].text.endswith(".") else first

    def gap_before(self, quote: Quoted) -> list[int]:
        """The reporter's tokens of the same sentence between the quotation before (if any) and this one."""
        sentence = self.sentences[quote.sentence]
        position = sentence.quotes.index(quote)
        floor = sentence.quotes[position - 1].end if position else sentence.start
        return [i for i in sentence.outside if floor <= i < quote.start]

    def gap_after(self, quote: Quoted) -> list[int]:
        """The reporter's tokens of the same sentence between this quotation and the next (if any)."""
        sentence = self.sentences[quote.sentence]
        position = sentence.quotes.index(quote)
        ceiling = sentence.quotes[position + 1].start if position + 1 < len(sentence.quotes) else sentence.end
        return [i for i in sentence.outside if quote.end <= i < ceiling]

    def has_words(self, sentence: SurfaceSentence) -> bool:
        """Whether the reporter has words of his own in the sentence."""
        if sentence.words is None:
            sentence.words = sum(self.doc[i].is_alpha for i in sentence.outside)
        return sentence.words > 0

    def times_quoted(self, quote: Quoted) -> int:
        """How many of the document's quotations are these words, whatever their case and outer signs."""
        if not self._quoted:
            self._quoted.update(other.plain for other in self.quotes)
        return self._quoted[quote.plain]

    def tokens(self, begin: int, stop: int) -> tuple[int, int]:
        """The tokens that touch these characters, as a half-open range of at least one."""
        first = max(0, bisect_right(self._starts, begin) - 1)
        if first < len(self._starts) and self._starts[first] + len(self.doc[first]) <= begin:
            first += 1
        return first, max(first + 1, bisect_left(self._starts, stop))
