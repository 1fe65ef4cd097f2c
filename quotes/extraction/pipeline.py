"""The steps joined: one document's quotations, and the spaCy component ``quotations``.

Marks come first, from the bare text. Cues and mentions are then read only in the sentences that a quotation touches
and in those around it; that is why they are no components of their own. Rules find who spoke, the learned decisions
weigh that against the other mentions in reach, and the mention chosen leads to a speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from quotes.extraction.appositions import phrases_about
from quotes.extraction.attribution import Attributor
from quotes.extraction.cast import Cast
from quotes.extraction.coreference import CoreferenceResolver
from quotes.extraction.coreference_weights import FEATURES_FILE, CoreferenceWeights
from quotes.extraction.cues import ClauseFinder
from quotes.extraction.decisions import DecisionWeights, SpeakerRanker, find_decisions, reports_speech
from quotes.extraction.findings import Finding, source_of
from quotes.extraction.identity import Answer, Resolver
from quotes.extraction.layout import PageLayout, Quoted
from quotes.extraction.marks import marked_spans
from quotes.extraction.pronoun_weights import FOLDER
from quotes.extraction.records import Kind, Quotation, Speaker, TextSpan
from quotes.extraction.repeats import repeated
from quotes.extraction.spans import MarkedSpan

RECORDS = "quotations"
# a name this unsure is not given: wrong names on PolNeAR dev are then 3.9 % of those given, not 5.2, at 0.96 coverage
ABSTAIN_BELOW = 0.45


def quotations_of(
    doc: Doc,
    coreference: CoreferenceResolver | None = None,
    decisions: DecisionWeights | None = None,
    *,
    apostrophe_pairs: bool = False,
) -> list[Quotation]:
    """The quotations of a tagged and parsed document with named entities, in text order.

    ``coreference`` is asked only for pronouns that the ranker leaves open. Without ``decisions`` the rules decide who
    spoke. ``apostrophe_pairs`` reads two apostrophes as one double mark.
    """
    spans = marked_spans(doc.text, apostrophe_pairs=apostrophe_pairs)
    if not spans:
        return []
    layout = PageLayout(doc, spans)
    clauses = ClauseFinder(layout)
    rules = Attributor(layout, clauses).run()
    findings = rules
    if decisions is not None:
        findings = SpeakerRanker(layout, clauses, rules, decisions.speakers).run()
    again = repeated(layout, findings)
    for index, later in again.items():
        findings[index] = Finding(None, None, "repeated", 0.95, later)
    kept = [quote for quote in layout.quotes if reports_speech(quote, rules, findings, layout, decisions)]
    answers = _answers(layout, findings, kept, coreference, decisions)
    place: dict[int, int] = {}
    records: list[Quotation] = []
    for quote in kept:
        finding = findings[quote.index]
        source = source_of(findings, quote.index)
        speaker = _speaker(layout, finding, source, answers)
        open_ = speaker is None
        if speaker is not None and speaker.confidence < ABSTAIN_BELOW:
            speaker = None
        if open_ and quote.span.layout == "marks" and not quote.full and len(quote.inner.split()) <= 3:
            continue  # nobody's words, as far as can be seen: more often a term than a quotation
        place[quote.index] = len(records)
        continues = place.get(finding.continues) if finding.continues is not None else None
        before = records[continues] if continues is not None else None
        cue = finding.cue or (source.cue if finding.method == "interrupted" else None)
        records.append(
            Quotation(
                start=quote.span.start,
                end=quote.span.end,
                text=quote.text,
                kind=_kind(quote, before, finding),
                continues=continues,
                cue=_text_span(layout, *cue) if cue else None,
                speaker=speaker,
            )
        )
    return records


def _answers(
    layout: PageLayout,
    findings: list[Finding],
    kept: list[Quoted],
    coreference: CoreferenceResolver | None,
    decisions: DecisionWeights | None,
) -> dict[int, Answer | None]:
    """Who each mention means, by its head token, resolved in text order so that the memory of speakers is right."""
    sources = (source_of(findings, quote.index).mention for quote in kept)
    mentions = {mention.head: mention for mention in sources if mention is not None}
    if not mentions:
        return {}
    weights = decisions.pronouns if decisions is not None else None
    cast = Cast(layout.doc, layout.owner)
    resolver = Resolver(layout, cast, coreference, weights)
    answers = {head: resolver.speaker(mentions[head]) for head in sorted(mentions)}
    speaking = {id(answer.person): answer.person for answer in answers.values() if answer and answer.person}
    for person in speaking.values():
        places = (occurrence for occurrence in cast.occurrences if occurrence.person is person)
        person.described = phrases_about(layout.doc, places)
    return answers


def _speaker(
    layout: PageLayout, finding: Finding, source: Finding, answers: dict[int, Answer | None]
) -> Speaker | None:
    """The speaker of one quotation, as sure as the choice of the mention and the answer to whom it means are."""
    mention = source.mention
    answer = answers[mention.head] if mention is not None else None
    if mention is None or answer is None:
        return None
    sure = answer.certainty * finding.strength * (1.0 if source is finding else source.strength)
    method = f"{finding.method}:{answer.how}" if answer.how and source is finding else finding.method
    place, person = _text_span(layout, mention.start, mention.end), answer.person
    described = person.described if person else ()
    return Speaker(answer.name, answer.type, sure, method, place, described, person.gender if person else None)


def _kind(quote: Quoted, before: Quotation | None, finding: Finding) -> Kind:
    """``direct`` for a clause or more; the second part of an interrupted one goes with the first."""
    if quote.span.layout != "marks" or (before is not None and before.kind == "direct"):
        return "direct"
    words = quote.inner.split()
    whole = len(words) > 2 or quote.last_sign in ".?!" or finding.method == "quote-cue"  # “No,” she replied
    return "direct" if quote.full and whole else "partial"


def _stored(record: Quotation) -> dict[str, Any]:
    """A record as the document carries it: its JSON, and what only the speakers' room asks for."""
    stored = record.as_json()
    if record.speaker is not None:
        stored["speaker"] |= {"described": list(record.speaker.described), "gender": record.speaker.gender}
    return stored


def _span(doc: Doc, place: Quotation | TextSpan | MarkedSpan, label: str = "", number: int = 0) -> Span:
    """The tokens that touch these characters."""
    span = doc.char_span(place.start, place.end, label=label, alignment_mode="expand", span_id=number)
    assert span is not None  # "expand" finds tokens for any place inside the text
    return span


def _text_span(layout: PageLayout, start: int, end: int) -> TextSpan:
    begin = layout.doc[start].idx
    stop = layout.doc[end - 1].idx + len(layout.doc[end - 1])
    return TextSpan(begin, stop, layout.text[begin:stop])


# -- the component ----------------------------------------------------------------------------------------------


class QuotationsComponent:
    """Fills ``doc.spans["quotations"]`` (also ``"quotation_cues"`` and ``"quotation_mentions"``).

    Each span of ``"quotations"`` has its kind as label and, as ``span._``: ``speaker`` (the name or None),
    ``speaker_type``, ``mention`` and ``cue`` (spans or None), ``confidence``, ``method`` and ``record``
    (:class:`~quotes.extraction.records.Quotation` as JSON, with exact offsets).
    """

    def __init__(
        self,
        vocab: Vocab,
        coreference: CoreferenceResolver | None,
        decisions: DecisionWeights | None,
        apostrophe_pairs: bool,
    ) -> None:
        self.vocab = vocab
        self.coreference = coreference
        self.decisions = decisions
        self.apostrophe_pairs = apostrophe_pairs

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        records = quotations_of(doc, self.coreference, self.decisions, apostrophe_pairs=self.apostrophe_pairs)
        doc.user_data[RECORDS] = [_stored(record) for record in records]
        quotations: list[Span] = []
        cues: list[Span] = []
        mentions: list[Span] = []
        for number, record in enumerate(records):
            quotations.append(_span(doc, record, record.kind, number))
            if record.cue:
                cues.append(_span(doc, record.cue))
            if record.speaker and record.speaker.mention:
                mentions.append(_span(doc, record.speaker.mention, record.speaker.type))
        doc.spans["quotations"] = quotations
        doc.spans["quotation_cues"] = cues
        doc.spans["quotation_mentions"] = mentions
        return doc

    def to_disk(self, path: str | Path, exclude: object = ()) -> None:
        """Save the weights, so that a pipeline that is saved with this component decides in the same way."""
        if self.coreference is not None and self.coreference.weights is not None:
            self.coreference.weights.to_disk(Path(path))
        if self.decisions is not None:
            self.decisions.to_disk(Path(path) / FOLDER)

    def from_disk(self, path: str | Path, exclude: object = ()) -> QuotationsComponent:
        """Load what :meth:`to_disk` saved; where it saved nothing, what the pipeline has stays."""
        if (Path(path) / FEATURES_FILE).exists():
            self.coreference = CoreferenceResolver(CoreferenceWeights.from_disk(Path(path)), self.vocab)
        if (Path(path) / FOLDER).exists():
            self.decisions = DecisionWeights.from_disk(Path(path) / FOLDER)
        return self

    def to_bytes(self, exclude: object = ()) -> bytes:
        """All weights in one msgpack string; empty parts for what there is none of."""
        coreference = self.coreference.to_bytes() if self.coreference is not None else b""
        decisions = self.decisions.to_bytes() if self.decisions is not None else b""
        data: bytes = srsly.msgpack_dumps([coreference, decisions])
        return data

    def from_bytes(self, data: bytes, exclude: object = ()) -> QuotationsComponent:
        """The inverse of :meth:`to_bytes`."""
        coreference, decisions = srsly.msgpack_loads(data)
        if coreference:
            self.coreference = CoreferenceResolver.from_bytes(coreference, self.vocab)
        if decisions:
            self.decisions = DecisionWeights.from_bytes(decisions)
        return self


@Language.factory(
    "quotations",
    requires=["token.tag", "token.dep", "token.lemma", "doc.ents"],
    default_config={"coreference": True, "learned": True, "apostrophe_pairs": False},
)
def make_quotations(
    nlp: Language, name: str, coreference: bool, learned: bool, apostrophe_pairs: bool
) -> QuotationsComponent:
    """The factory behind ``nlp.add_pipe("quotations")``; without ``learned`` the rules decide alone."""
    resolver = CoreferenceResolver.load(nlp) if coreference else None
    available = resolver if resolver is not None and resolver.available else None
    return QuotationsComponent(nlp.vocab, available, find_decisions(nlp) if learned else None, apostrophe_pairs)


@Language.factory("quotation_marks", default_config={"apostrophe_pairs": False})
def make_quotation_marks(nlp: Language, name: str, apostrophe_pairs: bool) -> QuotationMarksComponent:
    """The factory behind ``nlp.add_pipe("quotation_marks")``: needs no model at all."""
    return QuotationMarksComponent(apostrophe_pairs)


class QuotationMarksComponent:
    """Fills ``doc.spans["quotation_marks"]`` with every marked span, reported speech or not, labelled by layout."""

    def __init__(self, apostrophe_pairs: bool) -> None:
        self.apostrophe_pairs = apostrophe_pairs

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        doc.spans["quotation_marks"] = [
            _span(doc, span, span.layout) for span in marked_spans(doc.text, apostrophe_pairs=self.apostrophe_pairs)
        ]
        return doc


def _record(span: Span) -> dict[str, Any]:
    records = span.doc.user_data.get(RECORDS, [])
    return records[span.id] if span.id < len(records) else {}


def _speaker_field(span: Span, name: str) -> Any:
    return (_record(span).get("speaker") or {}).get(name)


def _place(span: Span, place: dict[str, Any] | None) -> Span | None:
    if place is None:
        return None
    return span.doc.char_span(place["start"], place["end"], alignment_mode="expand")


def records_of(doc: Doc) -> Iterator[dict[str, Any]]:
    """The JSON records that the component left on a document."""
    yield from doc.user_data.get(RECORDS, [])


Span.set_extension("record", getter=_record, force=True)
Span.set_extension("speaker", getter=lambda span: _speaker_field(span, "name"), force=True)
Span.set_extension("speaker_type", getter=lambda span: _speaker_field(span, "type"), force=True)
Span.set_extension("confidence", getter=lambda span: _speaker_field(span, "confidence"), force=True)
Span.set_extension("method", getter=lambda span: _speaker_field(span, "method"), force=True)
Span.set_extension("mention", getter=lambda span: _place(span, _speaker_field(span, "mention")), force=True)
Span.set_extension("cue", getter=lambda span: _place(span, _record(span).get("cue")), force=True)
