"""Who a pronoun means: coreferee's English rules and model, run on whole documents or only where a mention
asks.

coreferee swallows its exceptions; here an error is a warning that names the place in the text. Two ways in:

- the spaCy component ``quotations_coreference`` fills ``doc._.coref_chains`` for whole documents;
- :class:`CoreferenceResolver` answers for single tokens from a window of sentences around them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import srsly
from coreferee.data_model import ChainHolder
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from quotes.extraction.coreference_weights import (
    FEATURES_FILE,
    PERSONAL_PRONOUNS,
    CoreferenceWeights,
    NewsRules,
    find_weights,
    narrow,
)

logger = logging.getLogger(__name__)

COMPONENT = "quotations_coreference"

# coreferee looks five sentences back for what a pronoun means
SENTENCES_BEFORE = 5
# a window goes on for this many sentences, so that the next pronouns find their answer in it
SENTENCES_AFTER = 3


@dataclass(frozen=True)
class _Window:
    """Chains of the tokens ``start``..``end``, each chain the mentions' token positions in the document."""

    start: int
    end: int
    persons_only: bool
    chains: dict[int, list[list[int]]]


class CoreferenceResolver:
    """Antecedents on demand: annotates a window of sentences about the token asked for, and keeps it.

    Windows are kept for the document that was asked about last. With no weights (:attr:`available` is False)
    every answer is empty.
    """

    def __init__(self, weights: CoreferenceWeights | None, vocab: Vocab, *, ignore_vectors: bool = False) -> None:
        self.weights = weights
        self.vocab = vocab
        self.ignore_vectors = ignore_vectors
        self._annotator = None if weights is None else weights.annotator(vocab, ignore_vectors=ignore_vectors)
        self._doc: Doc | None = None
        self._sentences: list[Span] = []
        self._windows: list[_Window] = []

    @classmethod
    def load(cls, nlp: Language, path: str | Path | None = None) -> CoreferenceResolver:
        """The resolver for a pipeline: its component's, else with the weights of :func:`find_weights`."""
        if path is None and nlp.has_pipe(COMPONENT):
            component = nlp.get_pipe(COMPONENT)
            if isinstance(component, CoreferenceComponent):
                return component.resolver
        found = find_weights(nlp, path)
        if found is None:
            return cls(None, nlp.vocab)
        return cls(found[0], nlp.vocab, ignore_vectors=found[1])

    @property
    def available(self) -> bool:
        """Whether there are weights at all."""
        return self._annotator is not None

    def annotate(self, doc: Doc, offset: int = 0) -> bool:
        """Fill ``doc._.coref_chains`` of a whole document; False (and no chains) where coreferee fails.

        ``offset`` is the document's place in a larger text, for the warning.
        """
        if self._annotator is None or not len(doc):
            _no_chains(doc)
            return False
        tensor = doc.tensor
        if self.weights is not None and not self.ignore_vectors:
            doc.tensor = narrow(tensor, self.weights.vector_width)
        try:
            self._annotator.annotate(doc)
        except Exception as error:
            logger.warning(
                "coreference failed at character %d (%r): %s: %s",
                offset,
                doc.text[:60],
                type(error).__name__,
                error,
            )
            _no_chains(doc)
            return False
        finally:
            doc.tensor = tensor
        return True

    def antecedents(self, doc: Doc, token: Token) -> list[Span]:
        """What a pronoun means: the other mentions of its chain that name somebody, nearest first.

        Proper names come before descriptions ("the minister"), mentions before the pronoun before later ones.
        A span is a noun phrase without what follows its head; for "they" it may reach over several names. An
        empty list where nothing is found.
        """
        if self._annotator is None:
            return []
        window = self._window(doc, token)
        found = []
        for positions in window.chains.get(token.i, []):
            if token.i not in positions:
                head = doc[positions[0]]
                if head.pos_ != "PRON" and head.tag_ not in ("PRP", "PRP$"):
                    found.append(positions)
        found.sort(key=lambda p: (doc[p[0]].pos_ != "PROPN", p[0] > token.i, abs(p[0] - token.i)))
        return [_phrase(doc, positions) for positions in found]

    def prepare(self, doc: Doc, tokens: Iterable[Token]) -> None:
        """Annotate at once all stretches of text that the tokens need: windows that meet become one run.

        Cheaper than asking one by one when many tokens of a document are known beforehand.
        """
        if self._annotator is None:
            return
        self._turn_to(doc)
        tokens = list(tokens)
        persons_only = all(token.lower_ in PERSONAL_PRONOUNS for token in tokens)
        needed: list[list[int]] = []
        for sentence in sorted({self._sentence_index(token) for token in tokens}):
            first = max(0, sentence - SENTENCES_BEFORE)
            if needed and first <= needed[-1][1]:
                needed[-1][1] = sentence
            else:
                needed.append([first, sentence])
        for first, last in needed:
            self._annotate_sentences(first, last, persons_only)

    def _turn_to(self, doc: Doc) -> None:
        if self._doc is not doc:
            self._doc, self._sentences, self._windows = doc, list(doc.sents), []

    def _sentence_index(self, token: Token) -> int:
        low, high = 0, len(self._sentences) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._sentences[middle].start <= token.i:
                low = middle
            else:
                high = middle - 1
        return low

    def _window(self, doc: Doc, token: Token) -> _Window:
        self._turn_to(doc)
        sentence = self._sentence_index(token)
        first = max(0, sentence - SENTENCES_BEFORE)
        start, end = self._sentences[first].start, self._sentences[sentence].end
        person = token.lower_ in PERSONAL_PRONOUNS
        for window in self._windows:
            if window.start <= start and end <= window.end and (person or not window.persons_only):
                return window
        return self._annotate_sentences(first, min(sentence + SENTENCES_AFTER, len(self._sentences) - 1), person)

    def _annotate_sentences(self, first: int, last: int, persons_only: bool) -> _Window:
        """Annotate a stretch of sentences. ``persons_only`` leaves "it" and "they" alone, which saves a fifth."""
        assert self._doc is not None and self._annotator is not None
        self._annotator.rules_analyzer.persons_only = persons_only
        start, end = self._sentences[first].start, self._sentences[last].end
        part = self._doc[start:end].as_doc()
        chains: dict[int, list[list[int]]] = {}
        if self.annotate(part, offset=self._doc[start].idx):
            for chain in part._.coref_chains:
                mentions = [[start + position for position in mention.token_indexes] for mention in chain]
                for mention in mentions:
                    if len(mention) == 1:
                        chains.setdefault(mention[0], []).extend(mentions)
        self._annotator.rules_analyzer.persons_only = False
        window = _Window(start, end, persons_only, chains)
        self._windows.append(window)
        return window

    def to_bytes(self) -> bytes:
        """The weights, or an empty string."""
        if self.weights is None:
            return b""
        data: bytes = srsly.msgpack_dumps({"weights": self.weights.to_bytes(), "ignore_vectors": self.ignore_vectors})
        return data

    @classmethod
    def from_bytes(cls, data: bytes, vocab: Vocab) -> CoreferenceResolver:
        """The inverse of :meth:`to_bytes`."""
        if not data:
            return cls(None, vocab)
        parts = srsly.msgpack_loads(data)
        weights = CoreferenceWeights.from_bytes(parts["weights"])
        return cls(weights, vocab, ignore_vectors=parts["ignore_vectors"])

    def __reduce__(self) -> tuple[Any, ...]:
        return _resolver_from_bytes, (self.to_bytes(), self.vocab)


def _resolver_from_bytes(data: bytes, vocab: Vocab) -> CoreferenceResolver:
    return CoreferenceResolver.from_bytes(data, vocab)


def _phrase(doc: Doc, positions: list[int]) -> Span:
    """The entity about a mention's head, or its noun phrase up to the head; over all heads of a coordination."""
    first, last = doc[positions[0]], doc[positions[-1]]
    spans = []
    for token in (first, last):
        entity = next((e for e in doc.ents if e.start <= token.i < e.end), None) if token.ent_type_ else None
        if entity is not None:
            spans.append((entity.start, entity.end))
        else:
            left = [child.left_edge.i for child in token.lefts if child.dep_ not in ("punct", "cc")]
            spans.append((min([token.i, *left]), token.i + 1))
    return doc[spans[0][0] : spans[-1][1]]


def _no_chains(doc: Doc) -> None:
    doc._.coref_chains = ChainHolder()
    for token in doc:
        token._.coref_chains = ChainHolder()


class CoreferenceComponent:
    """The spaCy component: chains for whole documents, or (``whole_documents`` off) only a resolver at hand."""

    def __init__(self, resolver: CoreferenceResolver, whole_documents: bool = True) -> None:
        self.resolver = resolver
        self.whole_documents = whole_documents

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the document unless the component is there for asking only."""
        if self.whole_documents:
            self.resolver.annotate(doc)
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Annotate a stream, document by document: coreferee has no batches."""
        return map(self, docs)

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """The weights, so that another process needs no files."""
        return self.resolver.to_bytes()

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> CoreferenceComponent:
        """Take weights from :meth:`to_bytes`."""
        self.resolver = CoreferenceResolver.from_bytes(data, self.resolver.vocab)
        return self

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Save the weights beside the pipeline's other components."""
        if self.resolver.weights is not None:
            self.resolver.weights.to_disk(Path(path))

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> CoreferenceComponent:
        """Load what :meth:`to_disk` saved; a folder that is absent leaves the weights as they are."""
        if (Path(path) / FEATURES_FILE).exists():
            weights = CoreferenceWeights.from_disk(Path(path))
            self.resolver = CoreferenceResolver(weights, self.resolver.vocab)
        return self


@Language.factory(
    COMPONENT,
    default_config={"path": None, "whole_documents": True},
    requires=["token.tag", "token.dep", "token.pos", "token.morph", "doc.ents", "doc.sents"],
    assigns=["doc._.coref_chains", "token._.coref_chains"],
)
def make_coreference(nlp: Language, name: str, path: str | None, whole_documents: bool) -> CoreferenceComponent:
    """The factory ``quotations_coreference``. ``path``: a folder of weights instead of the pipeline's own."""
    found = find_weights(nlp, path)
    weights, ignore_vectors = (None, False) if found is None else found
    resolver = CoreferenceResolver(weights, nlp.vocab, ignore_vectors=ignore_vectors)
    return CoreferenceComponent(resolver, whole_documents)


__all__ = [
    "COMPONENT",
    "CoreferenceComponent",
    "CoreferenceResolver",
    "CoreferenceWeights",
    "NewsRules",
    "find_weights",
]
