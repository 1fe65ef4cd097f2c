"""coreferee's English rules and network as this project uses them.

coreferee (Explosion, MIT licence) keys its weights on the names of spaCy's own pipelines, and unpickles them. Here its
:class:`~coreferee.annotation.Annotator` is built from weights that lie in a model folder as JSON and msgpack, with
English rules of ours on top (:class:`NewsRules`).
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy
import srsly
from coreferee.annotation import Annotator
from coreferee.data_model import FeatureTable
from coreferee.lang.en.language_specific_rules import LanguageSpecificRulesAnalyzer
from coreferee.manager import CorefereeManager
from coreferee.rules import RulesAnalyzerFactory
from coreferee.tendencies import create_thinc_model
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab
from thinc.api import Model

from quotes.errors import ModelNotFound

logger = logging.getLogger(__name__)

FEATURES_FILE = "features.json"
WEIGHTS_FILE = "weights"
FOLDER = "coreference"

PERSONAL_PRONOUNS = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
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
        if self.persons_only and token.lower_ not in PERSONAL_PRONOUNS:
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
