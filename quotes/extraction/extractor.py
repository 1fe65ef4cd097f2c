"""Texts in, quotations out: the model loaded once, texts batched through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from typing import Any

from spacy.language import Language

from quotes.extraction.language import load_language
from quotes.extraction.marks import marked_spans
from quotes.extraction.pipeline import QuotationsComponent, records_of
from quotes.extraction.records import Quotation, Speaker, TextSpan
from quotes.extraction.spans import unwrapped

# raised whenever the rules change what is extracted, so that stored extractions can be told from new ones
RULES = "5"
# spaces that newsrooms' systems leave in text and that the model has not seen; one code point each, so offsets stay
PLAIN = {ord(char): " " for char in "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"} | {ord("―"): "—"}
# a longer text goes through in pieces, parted between paragraphs: the parser's memory grows with a text's length
_PIECE = 300_000


class Extractor:
    """Finds and attributes the quotations of texts with one language model.

    ``fingerprint`` names model and rules: a stored extraction with another fingerprint is out of date.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        meta = nlp.meta
        component = nlp.get_pipe("quotations")
        assert isinstance(component, QuotationsComponent)
        self._apostrophe_pairs = component.apostrophe_pairs
        options = "" if component.coreference else " without coreference"
        options += "" if component.decisions else " without learned decisions"
        options += " with apostrophe pairs" if component.apostrophe_pairs else ""
        name = meta["name"] if meta["lang"] in meta["name"].split("_") else f"{meta['lang']}_{meta['name']}"
        self.fingerprint = f"{name} {meta['version']} rules {RULES}{options}"

    @classmethod
    def load(
        cls,
        model: str | None = None,
        *,
        coreference: bool = True,
        learned: bool = True,
        apostrophe_pairs: bool = False,
    ) -> Extractor:
        """An extractor with the shipped model, or with the spaCy pipeline of this name or folder.

        Without ``learned`` the rules alone say who spoke and whether words in marks are reported speech.
        ``apostrophe_pairs`` reads ``''`` as a double mark, as some text archives write it.
        Raises :class:`~quotes.errors.ModelNotFound`.
        """
        nlp = load_language(model, coreference=coreference)
        if not nlp.has_pipe("quotations"):
            config = {"coreference": coreference, "learned": learned, "apostrophe_pairs": apostrophe_pairs}
            nlp.add_pipe("quotations", config=config)
        return cls(nlp)

    def extract(self, text: str) -> list[Quotation]:
        """The quotations of one text, in order; offsets are code points of ``text``."""
        return next(self.extract_many([text]))

    def extract_many(self, texts: Iterable[str], *, batch_size: int = 16) -> Iterator[list[Quotation]]:
        """The quotations of each text, in the order of the texts; reads ahead one batch at the most.

        The model reads only texts that have quotation marks, blocks or turns of a transcript.
        """
        for_model, for_result = tee(texts)
        pieces = ((self._to_read(plain), (begin, last)) for text in for_model for plain, begin, last in _pieces(text))
        docs = self.nlp.pipe(pieces, as_tuples=True, batch_size=batch_size)
        for text in for_result:
            found: list[Quotation] = []
            for doc, (begin, last) in docs:
                base = len(found)
                found.extend(_quotation(record, text, begin, base) for record in records_of(doc))
                if last:
                    break
            yield found


    def _to_read(self, plain: str) -> str:
        """The text for the model, which need not read one without marks: of newspapers that is an article in six."""
        # the component looks for them again: half a millisecond an article, beside a hundred for the model
        return plain if marked_spans(plain, apostrophe_pairs=self._apostrophe_pairs) else ""


def _pieces(text: str) -> Iterator[tuple[str, int, bool]]:
    """The text as the model shall see it, in pieces of bounded length with their offset; the last is marked."""
    plain = unwrapped(text.translate(PLAIN))
    begin = 0
    while len(plain) - begin > _PIECE:
        cut = plain.rfind("\n", begin + 1, begin + _PIECE)
        if cut < 0:
            cut = plain.rfind(" ", begin + 1, begin + _PIECE)
        cut = cut if cut > begin else begin + _PIECE
        yield plain[begin:cut], begin, False
        begin = cut
    yield plain[begin:], begin, True


def _quotation(record: dict[str, Any], text: str, begin: int, base: int) -> Quotation:
    speaker = record["speaker"]
    start, end = record["start"] + begin, record["end"] + begin
    return Quotation(
        start=start,
        end=end,
        text=text[start:end],
        kind=record["kind"],
        continues=None if record["continues"] is None else record["continues"] + base,
        cue=_span(record["cue"], text, begin),
        speaker=speaker
        and Speaker(
            speaker["name"],
            speaker["type"],
            speaker["confidence"],
            speaker["method"],
            _span(speaker["mention"], text, begin),
            tuple(speaker.get("described", ())),
            speaker.get("gender"),
        ),
    )


def _span(record: dict[str, Any] | None, text: str, begin: int) -> TextSpan | None:
    if record is None:
        return None
    start, end = record["start"] + begin, record["end"] + begin
    return TextSpan(start, end, text[start:end])
