"""Who a pronoun means: coreferee's English rules and model, run on whole documents or only where a mention
asks.

coreferee (Explosion, MIT licence) keys its weights on the names of spaCy's own pipelines, unpickles them, and
swallows its exceptions. Here its :class:`~coreferee.annotation.Annotator` is built from weights that lie in
a model folder as JSON and msgpack, with English rules of ours on top (:class:`NewsRules`), and an error is
a warning that names the place in the text.

Two ways in:

- the spaCy component ``quotations_coreference`` fills ``doc._.coref_chains`` for whole documents;
- :class:`CoreferenceResolver` answers for single tokens from a window of sentences around them.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy
import srsly
from coreferee.annotation import Annotator
from coreferee.data_model import ChainHolder, FeatureTable
from coreferee.lang.en.language_specific_rules import LanguageSpecificRulesAnalyzer
from coreferee.manager import CorefereeManager
from coreferee.rules import RulesAnalyzerFactory
from coreferee.tendencies import create_thinc_model
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab
from thinc.api import Model

from quotes.errors import ModelNotFound

logger = logging.getLogger(__name__)

FEATURES_FILE = "features.json"
WEIGHTS_FILE = "weights"
FOLDER = "coreference"
COMPONENT = "quotations_coreference"

# coreferee looks five sentences back for what a pronoun means
SENTENCES_BEFORE = 5
# a window goes on for this many sentences, so that the next pronouns find their answer in it
SENTENCES_AFTER = 3
_PERSONS = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_NO_ANTECEDENTS = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"])
# labels without which coreferee's English rules find nothing in a foreign pipeline's analysis
_NEEDED_LABELS = {
    "parser": {"nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj", "relcl"},
    "tagger": {"NNP", "NNPS", "PRP", "PRP$"},
    "ner": {"PERSON"},
}
_NAME_LISTS = (
    "male_names",
    "female_names",
    "exclusively_male_names",
    "exclusively_female_names",
    "animal_words",
    "person_words",
    "exclusively_person_words",
    "exclusively_male_words",
    "exclusively_female_words",
    "avalent_verbs",
)


class NewsRules(LanguageSpecificRulesAnalyzer):  # type: ignore[misc]
    """coreferee's English rules, quicker and with what news needs.

    - Dates, times and amounts are no antecedents ("Monday … she").
    - A person's name is singular also where its surname looks like a plural ("Torres", tagged NNPS).
    - coreferee searches its word lists as lists and computes the same answer for a token many times over; sets and
      answers kept for one document give the same chains in a third less time.
    """

    def __init__(self, *, ignore_vectors: bool = False, vector_width: int = 0) -> None:
        super().__init__()
        shared = RulesAnalyzerFactory.get_rules_analyzer(SimpleNamespace(meta={"lang": "en"}))
        self.__dict__.update(shared.__dict__)
        for name in _NAME_LISTS:
            setattr(self, name, frozenset(getattr(self, name)))
        self._phrases: dict[str, list[list[str]]] = {}
        for phrase in self.blacklisted_phrases:
            words = phrase.lower().split()
            for word in set(words):
                self._phrases.setdefault(word, []).append(words)
        self._ignore_vectors = ignore_vectors
        self._vector_width = vector_width
        self._nouns: dict[int, bool] = {}
        self._names: dict[int, list[Token]] = {}
        self.persons_only = False

    def initialize(self, doc: Doc) -> None:
        """Forget the last document's answers and prepare this one."""
        self.forget()
        super().initialize(doc)
        if self._ignore_vectors:
            zeros = numpy.zeros(self._vector_width, dtype="f")
            for token in doc:
                token._.coref_chains.temp_vector = zeros
                token._.coref_chains.temp_head_vector = zeros

    def forget(self) -> None:
        """Drop the answers that were kept for one document."""
        self._nouns.clear()
        self._names.clear()

    def is_independent_noun(self, token: Token) -> bool:
        """Whether the token heads a noun phrase that a pronoun may mean."""
        answer = self._nouns.get(token.i)
        if answer is None:
            answer = token.ent_type_ not in _NO_ANTECEDENTS and super().is_independent_noun(token)
            self._nouns[token.i] = answer
        return answer

    def is_potential_anaphor(self, token: Token) -> bool:
        """Whether the token is a pronoun to resolve; with :attr:`persons_only` just "he" and "she" in all forms."""
        if self.persons_only and token.lower_ not in _PERSONS:
            return False
        answer: bool = super().is_potential_anaphor(token)
        return answer

    def get_propn_subtree(self, token: Token) -> list[Token]:
        """The words of the name that the token heads."""
        answer = self._names.get(token.i)
        if answer is None:
            answer = super().get_propn_subtree(token)
            self._names[token.i] = answer
        return answer

    def is_token_in_one_of_phrases(self, token: Token, phrases: list[str]) -> bool:
        """Whether the token stands in a phrase that means nobody ("on the other hand")."""
        for words in self._phrases.get(token.lower_, ()):
            start = max(0, token.i - words.index(token.lower_))
            end = token.i + len(words) - words.index(token.lower_)
            if words == [other.lower_ for other in token.doc[start:end]]:
                return True
        return False

    @staticmethod
    def has_morph(token: Token, key: str, value: str | None = None) -> bool:
        """coreferee's test, except that a person is always one person."""
        if key == "Number" and token.tag_ == "NNPS" and token.ent_type_ == "PERSON":
            return value in (None, "Sing")
        values = token.morph.get(key, [])
        return bool(values) if value is None else value in values


@dataclass(frozen=True)
class CoreferenceWeights:
    """A feature table, a network and the width of the vectors that it was trained with."""

    features: FeatureTable
    network: Model
    vector_width: int

    @classmethod
    def from_disk(cls, folder: Path) -> CoreferenceWeights:
        """Read a folder that :meth:`to_disk` wrote. Raises :class:`ModelNotFound` where it is none."""
        try:
            features = (folder / FEATURES_FILE).read_bytes()
            network = (folder / WEIGHTS_FILE).read_bytes()
        except OSError as error:
            raise ModelNotFound(f"no coreference weights in {str(folder)!r}: {error.strerror}") from error
        return cls._from_parts(json.loads(features), network)

    @classmethod
    def from_bytes(cls, data: bytes) -> CoreferenceWeights:
        """The inverse of :meth:`to_bytes`."""
        parts = srsly.msgpack_loads(data)
        return cls._from_parts(parts["features"], parts["network"])

    @classmethod
    def _from_parts(cls, features: dict[str, Any], network: bytes) -> CoreferenceWeights:
        model = create_thinc_model().from_dict(_with_params(srsly.msgpack_loads(network), "f4"))
        return cls(FeatureTable(**features["features"]), model, int(features["vector_width"]))

    def _as_json(self) -> dict[str, Any]:
        return {"vector_width": self.vector_width, "features": dict(vars(self.features))}

    def _network_bytes(self) -> bytes:
        data: bytes = srsly.msgpack_dumps(_with_params(srsly.msgpack_loads(self.network.to_bytes()), "f2"))
        return data

    def to_disk(self, folder: Path) -> None:
        """Write ``features.json`` and ``weights`` (thinc's msgpack, its numbers in half precision)."""
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self._as_json(), ensure_ascii=False, indent=1)
        (folder / FEATURES_FILE).write_text(text + "\n", encoding="utf8")
        (folder / WEIGHTS_FILE).write_bytes(self._network_bytes())

    def to_bytes(self) -> bytes:
        """Everything in one msgpack string."""
        data: bytes = srsly.msgpack_dumps({"features": self._as_json(), "network": self._network_bytes()})
        return data

    def annotator(self, vocab: Vocab, *, ignore_vectors: bool = False) -> Annotator:
        """A coreferee annotator with :class:`NewsRules`. ``vocab`` gives words' vectors, if it has any."""
        # coreferee measures similarity with the tensors of a pipeline without vectors, as it was trained to
        warnings.filterwarnings("ignore", message=r"\[W007\]")
        pipeline = SimpleNamespace(vocab=vocab, meta={"lang": "en"})
        annotator = Annotator(pipeline, pipeline, self.features, self.network)
        rules = NewsRules(ignore_vectors=ignore_vectors, vector_width=self.vector_width)
        annotator.rules_analyzer = rules
        annotator.tendencies_analyzer.rules_analyzer = rules
        return annotator


def _with_params(message: dict[str, Any], kind: str) -> dict[str, Any]:
    """thinc's form of a network, its parameters in another precision."""
    params = [
        {name: None if value is None else value.astype(f"<{kind}") for name, value in node.items()}
        for node in message["params"]
    ]
    return {**message, "params": params}


def narrow(tensor: numpy.ndarray, width: int) -> numpy.ndarray:
    """The first ``width`` numbers of each word's vector, where there are more: a network for all would be ten times as
    large and no better."""
    if not width or tensor.ndim != 2 or tensor.shape[1] <= width:
        return tensor
    return numpy.asarray(tensor[:, :width], dtype="f")


def find_weights(nlp: Language, path: str | Path | None = None) -> tuple[CoreferenceWeights, bool] | None:
    """The weights for a pipeline, and whether its vectors must be ignored; None where nothing fits (logged
    once).

    In this order: those of ``path``; those in the pipeline's own folder; coreferee's own for an installed
    ``en_core_web_*`` (``python -m coreferee install en``); this project's, without vectors, where the
    pipeline's labels are those that coreferee's English rules know.
    """
    if path is not None:
        return CoreferenceWeights.from_disk(Path(path)), False
    own = getattr(nlp, "_path", None)
    if own is not None and (Path(own) / FOLDER / FEATURES_FILE).exists():
        return CoreferenceWeights.from_disk(Path(own) / FOLDER), False
    name = f"{nlp.meta.get('lang')}_{nlp.meta.get('name')}"
    foreign = _coreferee_weights(nlp)
    if foreign is not None:
        return foreign, False
    from quotes.extraction.language import shipped_model

    folder = shipped_model() / FOLDER
    missing = _missing_labels(nlp)
    if missing:
        _say_once(f"pronouns stay unresolved: the pipeline {name!r} has no {missing}, which coreference needs")
        return None
    if not (folder / FEATURES_FILE).exists():
        _say_once(f"pronouns stay unresolved: no coreference weights for the pipeline {name!r}")
        return None
    return CoreferenceWeights.from_disk(folder), True


def _coreferee_weights(nlp: Language) -> CoreferenceWeights | None:
    """coreferee's own installed weights for this pipeline's name and version, where there are any."""
    try:
        # it reports a pipeline that it doesn't know on standard output
        with contextlib.redirect_stdout(io.StringIO()):
            annotator = CorefereeManager.get_annotator(nlp)
    except Exception as error:
        logger.debug("coreferee has no weights for %s: %s", nlp.meta.get("name"), error)
        return None
    features = annotator.tendencies_analyzer.feature_table
    return CoreferenceWeights(features, annotator.thinc_ensemble, nlp.vocab.vectors_length)


def _missing_labels(nlp: Language) -> str:
    """What the pipeline lacks ("a parser", "the parser label 'relcl'"), or an empty string."""
    for pipe, labels in _NEEDED_LABELS.items():
        if not nlp.has_pipe(pipe):
            return f"component {pipe!r}"
        absent = labels - set(getattr(nlp.get_pipe(pipe), "labels", ()))
        if absent:
            return f"{pipe} label {min(absent)!r}"
    return ""


_said: set[str] = set()


def _say_once(message: str) -> None:
    if message not in _said:
        _said.add(message)
        logger.warning(message)


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
        persons_only = all(token.lower_ in _PERSONS for token in tokens)
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
        person = token.lower_ in _PERSONS
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
