"""The spaCy pipes of the shipped model: ``encoder``, then ``tagger``, ``parser`` and ``ner``, which read its vectors.

``encoder`` leaves a vector for each word in ``doc.tensor`` (half precision); the others need nothing else. They carry
the names of spaCy's own pipes, whose place they take: what reads ``token.tag_``, ``token.dep_``, ``doc.sents`` or
``doc.ents`` sees no difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import raise_error
from spacy.vocab import Vocab

from quotes.analysis.decoding import NameTags, relations, sentence_bounds, tree, with_nicknames
from quotes.analysis.network import ArcScorer, Arrays, Encoder, Linear
from quotes.analysis.pieces import WordPieces
from quotes.analysis.weights import pack, unpack
from quotes.analysis.windows import MAX_WORDS, make_windows

CONFIG_FILE = "cfg"
WEIGHTS_FILE = "weights.npz"
SPACE_TAG, SPACE_RELATION, ROOT = "_SP", "dep", "ROOT"
_SUBJECTS = ("nsubj", "nsubjpass")
# words that the encoder takes from a stream of documents before it gives the first one back
_WORDS_AT_ONCE = 4000
Scorer = Callable[..., dict[str, Any]]
Self = TypeVar("Self", bound="ModelPipe")


class ModelPipe:
    """A pipe with settings (JSON) and arrays, which it keeps together on disk and in bytes."""

    def __init__(self, vocab: Vocab, name: str, scorer: Scorer | None = None) -> None:
        self.vocab = vocab
        self.name = name
        self.scorer = scorer
        self.settings: dict[str, Any] = {}
        self.arrays: Arrays = {}
        self._handle_error: Callable[..., None] = raise_error

    def set_up(self, settings: dict[str, Any], arrays: Arrays) -> None:
        """Take settings and weights."""
        self.settings, self.arrays = settings, arrays
        if arrays:
            self._prepare()

    def _prepare(self) -> None:
        raise NotImplementedError

    def annotate(self, doc: Doc) -> None:
        """Write what the pipe finds into the document."""
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document. Raises :class:`ValueError` where the pipe has no weights."""
        if not self.arrays:
            raise ValueError(f"the component {self.name!r} has no weights: load it with a trained pipeline")
        if len(doc):
            self.annotate(doc)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Annotate a stream, document by document."""
        for doc in stream:
            try:
                yield self(doc)
            except Exception as error:
                self._handle_error(self.name, self, [doc], error)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the pipe can say."""
        return tuple(self.settings.get("labels", ()))

    def score(self, examples: Iterable[Example], **options: Any) -> dict[str, Any]:
        """Scores by the pipe's scorer, as spaCy's own pipes give them."""
        return {} if self.scorer is None else self.scorer(examples, **{"labels": self.labels, **options})

    def set_error_handler(self, handler: Callable[..., None]) -> None:
        """What to do with documents that fail in a stream."""
        self._handle_error = handler

    def get_error_handler(self) -> Callable[..., None]:
        """What is done with documents that fail in a stream."""
        return self._handle_error

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Write ``cfg`` and ``weights.npz``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.settings, ensure_ascii=False, sort_keys=True)
        (folder / CONFIG_FILE).write_text(text + "\n", encoding="utf8")
        (folder / WEIGHTS_FILE).write_bytes(pack(self.arrays))

    def from_disk(self: Self, path: str | Path, exclude: Iterable[str] = ()) -> Self:
        """Read what :meth:`to_disk` wrote."""
        folder = Path(path)
        settings = json.loads((folder / CONFIG_FILE).read_text(encoding="utf8"))
        self.set_up(settings, unpack((folder / WEIGHTS_FILE).read_bytes()))
        return self

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Settings and weights in one string."""
        data: bytes = srsly.msgpack_dumps({"settings": self.settings, "weights": pack(self.arrays)})
        return data

    def from_bytes(self: Self, data: bytes, exclude: Iterable[str] = ()) -> Self:
        """The inverse of :meth:`to_bytes`."""
        parts = srsly.msgpack_loads(data)
        self.set_up(parts["settings"], unpack(parts["weights"]))
        return self


class EncoderPipe(ModelPipe):
    """Fills ``doc.tensor``: words × width, float16. Settings: ``vocabulary``, ``heads``."""

    def __init__(self, vocab: Vocab, name: str, max_words: int = MAX_WORDS) -> None:
        super().__init__(vocab, name)
        self.max_words = max_words

    def _prepare(self) -> None:
        self._encoder = Encoder(self.arrays, self.settings["heads"])
        self._cutter = WordPieces(self.settings["vocabulary"])

    def annotate(self, doc: Doc) -> None:
        """Encode one document."""
        self._encode([doc])

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Encode a stream, several documents at once: small ones fill the matrices together."""
        waiting: list[Doc] = []
        words = 0
        for doc in stream:
            waiting.append(doc)
            words += len(doc)
            if words >= _WORDS_AT_ONCE or len(waiting) >= batch_size:
                yield from self._encoded(waiting)
                waiting, words = [], 0
        yield from self._encoded(waiting)

    def _encoded(self, docs: list[Doc]) -> Iterator[Doc]:
        try:
            self._encode([doc for doc in docs if len(doc)])
        except Exception:
            # one by one, so that only the document that fails is lost
            yield from super().pipe(docs)
        else:
            yield from docs

    def _encode(self, docs: list[Doc]) -> None:
        if not self.arrays:
            raise ValueError(f"the component {self.name!r} has no weights: load it with a trained pipeline")
        windows = [
            make_windows([token.text for token in doc], doc.to_array(["SPACY"]).tolist(), self._cutter, self.max_words)
            for doc in docs
        ]
        vectors = iter(self._encoder([window for own in windows for window in own]))
        for doc, own in zip(docs, windows):
            doc.tensor = np.concatenate([next(vectors) for _ in own]).astype(np.float16)


def vectors(doc: Doc, name: str) -> np.ndarray:
    """The encoder's vectors, float32. Raises :class:`ValueError` where the document has none."""
    if doc.tensor.shape[0] != len(doc):
        raise ValueError(f"the component {name!r} needs the vectors of 'encoder', which must come before it")
    return np.asarray(doc.tensor, dtype=np.float32)


def white_space(doc: Doc) -> np.ndarray:
    """Which tokens are white space."""
    return np.array([token.is_space for token in doc], dtype=bool)


class TaggerPipe(ModelPipe):
    """Sets ``token.tag``. Settings: ``labels``."""

    def _prepare(self) -> None:
        self._scores = Linear(self.arrays, "tag")
        self._numbers = np.array([self.vocab.strings.add(label) for label in self.labels], dtype=np.uint64)
        self._space = self.labels.index(SPACE_TAG)

    def annotate(self, doc: Doc) -> None:
        """Tag each word; white space has a tag of its own."""
        scores = self._scores(vectors(doc, self.name))
        scores[:, self._space] = -np.inf
        found = scores.argmax(axis=1)
        found[white_space(doc)] = self._space
        doc.from_array(["TAG"], self._numbers[found][:, None])


class ParserPipe(ModelPipe):
    """Sets ``token.head``, ``token.dep`` and with them the sentences. Settings: ``labels``."""

    def _prepare(self) -> None:
        self._arcs = ArcScorer(self.arrays)
        self._start = Linear(self.arrays, "start")
        self._numbers = np.array([self.vocab.strings.add(label) for label in self.labels], dtype=np.uint64)
        self._root = self.labels.index(ROOT)
        self._space = self.labels.index(SPACE_RELATION)
        self._subjects = [number for number, label in enumerate(self.labels) if label in _SUBJECTS]

    def annotate(self, doc: Doc) -> None:
        """Find sentences, then each one's tree. White space hangs on the word before it."""
        words = vectors(doc, self.name)
        white = white_space(doc)
        starts = self._start(words)[:, 0]
        bounds = sentence_bounds(starts, white, _after_blank_lines(doc))
        parts = self._arcs(words)
        heads = np.arange(len(doc))
        spaces = bool(white.any())
        for start, end in bounds:
            scores = parts.scores(start, end)
            if spaces and white[start:end].any():
                heads[start:end] = start + _tree_with_spaces(scores, white[start:end])
            else:
                heads[start:end] = start + tree(scores)
        scores = self._arcs.relations(parts, heads)
        scores[:, self._root] = -np.inf
        found = relations(scores, heads, self._subjects)
        found[white] = self._space
        own = np.arange(len(doc))
        found[heads == own] = self._root
        # spaCy reads a negative distance from the bits of an unsigned number
        relative = (heads - own).astype(np.int64).view(np.uint64)
        columns: Any = np.stack([relative, self._numbers[found]], axis=1)
        doc.from_array(["HEAD", "DEP"], columns)


def _after_blank_lines(doc: Doc) -> np.ndarray:
    """Words after an empty line: a sentence never reaches over one."""
    forced = np.zeros(len(doc), dtype=bool)
    for token in doc:
        if token.is_space and token.text.count("\n") > 1 and token.i + 1 < len(doc):
            forced[token.i + 1] = True
    return forced


def _tree_with_spaces(scores: np.ndarray, white: np.ndarray) -> np.ndarray:
    """Heads of a sentence some of whose tokens are white space; a sentence of nothing else has its first as root."""
    words = np.flatnonzero(~white)
    count = len(white)
    if not len(words):
        return np.zeros(count, dtype=np.int64)
    heads = np.maximum(np.arange(count) - 1, 0)
    heads[: words[0]] = words[0]
    # white space after white space hangs on the same word
    for position in range(int(words[0]) + 1, count):
        if white[position] and white[position - 1]:
            heads[position] = heads[position - 1]
    heads[words] = words[tree(scores[np.ix_(words, words)])]
    return heads


class NamesPipe(ModelPipe):
    """Sets ``doc.ents``. Settings: ``tags`` (BILUO, "O" first)."""

    def _prepare(self) -> None:
        self._scores = Linear(self.arrays, "entity")
        self._tags = NameTags(self.settings["tags"])

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of names."""
        return self._tags.labels if self.arrays else ()

    def annotate(self, doc: Doc) -> None:
        """Find names; white space inside one does not end it, the end of a sentence does."""
        words = np.flatnonzero(~white_space(doc))
        scores = self._scores(vectors(doc, self.name)[words])
        if doc.has_annotation("SENT_START"):
            starts = np.array([doc[i].is_sent_start is True for i in words.tolist()], dtype=bool)
        else:
            starts = np.zeros(len(words), dtype=bool)
        found = with_nicknames(self._tags.names(scores, starts), [doc[i].text for i in words.tolist()])
        names = [Span(doc, int(words[start]), int(words[end - 1]) + 1, label=label) for start, end, label in found]
        doc.set_ents(names, default="outside")


@Language.factory("quotes_encoder", default_config={"max_words": MAX_WORDS}, assigns=["doc.tensor"])
def make_encoder(nlp: Language, name: str, max_words: int) -> EncoderPipe:
    """The factory ``quotes_encoder``. ``max_words``: the longest stretch of text that is read at once."""
    return EncoderPipe(nlp.vocab, name, max_words)


@Language.factory(
    "quotes_tagger",
    default_config={"scorer": {"@scorers": "spacy.tagger_scorer.v1"}},
    requires=["doc.tensor"],
    assigns=["token.tag"],
    default_score_weights={"tag_acc": 1.0},
)
def make_tagger(nlp: Language, name: str, scorer: Scorer | None) -> TaggerPipe:
    """The factory ``quotes_tagger``."""
    return TaggerPipe(nlp.vocab, name, scorer)


@Language.factory(
    "quotes_parser",
    default_config={"scorer": {"@scorers": "spacy.parser_scorer.v1"}},
    requires=["doc.tensor"],
    assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"],
    default_score_weights={"dep_uas": 0.5, "dep_las": 0.5, "sents_f": 0.0},
)
def make_parser(nlp: Language, name: str, scorer: Scorer | None) -> ParserPipe:
    """The factory ``quotes_parser``."""
    return ParserPipe(nlp.vocab, name, scorer)


@Language.factory(
    "quotes_ner",
    default_config={"scorer": {"@scorers": "spacy.ner_scorer.v1"}},
    requires=["doc.tensor"],
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_score_weights={"ents_f": 1.0},
)
def make_names(nlp: Language, name: str, scorer: Scorer | None) -> NamesPipe:
    """The factory ``quotes_ner``."""
    return NamesPipe(nlp.vocab, name, scorer)


__all__ = ["EncoderPipe", "ModelPipe", "NamesPipe", "ParserPipe", "TaggerPipe"]
