"""Annotated passages as arrays: what the network is given, and what it should answer.

Nothing here needs torch.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.training import Example

from quotes.analysis.pieces import WordPieces
from quotes.analysis.windows import MAX_WORDS, Window, make_windows
from quotes.training.augmentation import Augmentation
from quotes.training.corpora import examples, read_passages
from quotes.training.names import NamePool
from quotes.training.passage import Passage

MISSING = -1


@dataclass(frozen=True)
class Labels:
    """The names of all classes, in the order of the network's outputs; ``entities`` are BILUO tags, "O" first."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...]

    @classmethod
    def collect(cls, passages: Iterable[Passage]) -> Labels:
        """Those of the passages, sorted."""
        tags: set[str] = set()
        relations: set[str] = set()
        names: set[str] = set()
        for passage in passages:
            if passage.has_tree:
                tags.update(passage.tags)
                relations.update(passage.relations)
            names.update(label for _, _, label in passage.entities)
        entities = ["O", *(f"{mark}-{name}" for name in sorted(names) for mark in "BILU")]
        return cls(tuple(sorted(tags - {""})), tuple(sorted(relations - {""})), tuple(entities))


@dataclass
class Answers:
    """A window's annotation, an item a word; :data:`MISSING` where nothing is known.

    ``heads`` are words of the window, a root its own; ``sentences`` numbers the sentence of a word that may be a head
    or have one (:data:`MISSING` for white space).
    """

    window: Window
    tags: np.ndarray
    heads: np.ndarray
    relations: np.ndarray
    starts: np.ndarray
    entities: np.ndarray
    sentences: np.ndarray
    weight: float = 1.0


@dataclass
class Numbering:
    """Class names to numbers."""

    labels: Labels
    tags: dict[str, int] = field(init=False)
    relations: dict[str, int] = field(init=False)
    entities: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.tags = {name: number for number, name in enumerate(self.labels.tags)}
        self.relations = {name: number for number, name in enumerate(self.labels.relations)}
        self.entities = {name: number for number, name in enumerate(self.labels.entities)}


def answers(example: Example, cutter: WordPieces, numbering: Numbering, weight: float = 1.0) -> Iterator[Answers]:
    """An example's windows with their annotation, brought to the pipeline's own tokens.

    Windows are cut between gold sentences where these are known, so that no head is out of sight.
    """
    doc = example.predicted
    words = [token.text for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    white = [word.isspace() for word in words]
    has_tree = example.reference.has_annotation("DEP")
    count = len(words)
    tags = np.full(count, MISSING)
    heads = np.full(count, MISSING)
    relations = np.full(count, MISSING)
    starts = np.full(count, MISSING)
    sentences = np.full(count, MISSING)
    if has_tree:
        gold_heads, gold_relations = example.get_aligned_parse(projectivize=False)
        for position, (tag, start) in enumerate(
            zip(example.get_aligned("TAG", as_string=True), example.get_aligned_sent_starts())
        ):
            if white[position]:
                continue
            tags[position] = numbering.tags.get(tag or "", MISSING)
            head = gold_heads[position]
            if head is not None and not white[head]:
                heads[position] = head
                relations[position] = numbering.relations.get(gold_relations[position] or "", MISSING)
            if start is not None:
                starts[position] = int(start is True or start == 1)
        sentences = np.where(white, MISSING, np.cumsum(starts == 1))
        # a token of ours may join words of two gold sentences
        stray = (heads != MISSING) & (sentences[heads] != sentences)
        heads[stray], relations[stray] = MISSING, MISSING
        _forget_breaks_inside_sentences(words, starts)
    entities = np.array(
        [MISSING if tag is None else numbering.entities.get(tag, MISSING) for tag in _biluo(example, white)]
    )
    cuts = [int(position) for position in np.flatnonzero(starts == 1)] if has_tree else None
    for begin, end in _stretches(count, cuts):
        for window in make_windows(words[begin:end], spaces[begin:end], cutter):
            first, last = begin + window.start, begin + window.end
            inside = (heads[first:last] >= first) & (heads[first:last] < last)
            yield Answers(
                window,
                tags[first:last],
                np.where(inside, heads[first:last] - first, MISSING),
                np.where(inside, relations[first:last], MISSING),
                starts[first:last],
                entities[first:last],
                sentences[first:last],
                weight,
            )


def _forget_breaks_inside_sentences(words: Sequence[str], starts: np.ndarray) -> None:
    """CoreNLP reads a headline and the paragraph below it as one sentence: nothing is to be learnt from that."""
    for position in range(1, len(words)):
        if words[position - 1].count("\n") > 1 and starts[position] == 0:
            starts[position] = MISSING


def _biluo(example: Example, white: Sequence[bool]) -> list[str | None]:
    """The entity tags of the words, as if white space inside a name were not there."""
    tags: list[str | None] = list(example.get_aligned_ner())
    for position, tag in enumerate(tags):
        if white[position] or tag in ("", "-"):
            tags[position] = None
    return tags


def _stretches(count: int, starts: Sequence[int] | None) -> Iterator[tuple[int, int]]:
    """Ranges of whole sentences of at most :data:`MAX_WORDS` words (a longer sentence stands alone)."""
    if not starts:
        yield 0, count
        return
    begin = 0
    bounds = [*(position for position in starts if position), count]
    for position, end in enumerate(bounds):
        following = bounds[position + 1] if position + 1 < len(bounds) else None
        if following is None or following - begin > MAX_WORDS:
            yield begin, end
            begin = end


@dataclass(frozen=True)
class Source:
    """A corpus file, how much of it an epoch takes (1.0: all, 2.0: all twice), and what a word of it weighs."""

    stem: str
    share: float
    weight: float = 1.0
    names: float = 0.35


class Reader:
    """Epochs of annotated windows, shuffled and varied anew each time."""

    def __init__(self, folder: Path, cutter: WordPieces, labels: Labels, seed: int = 0) -> None:
        self.cutter = cutter
        self.labels = labels
        self._folder = folder
        self._numbering = Numbering(labels)
        self._random = random.Random(seed)
        self._nlp: Language = spacy.blank("en")
        self._pool = NamePool(**json.loads((folder / "names.json").read_text(encoding="utf8")))
        self._passages: dict[str, list[Passage]] = {}

    @classmethod
    def of(cls, folder: Path, stems: Sequence[str], cutter: WordPieces, seed: int = 0) -> Reader:
        """A reader whose labels are those of some files."""
        read = {stem: read_passages(folder / f"{stem}.spacy") for stem in stems}
        reader = cls(
            folder, cutter, Labels.collect(passage for passages in read.values() for passage in passages), seed
        )
        reader._passages = read
        return reader

    def passages(self, stem: str) -> list[Passage]:
        """A file's passages, read once."""
        if stem not in self._passages:
            self._passages[stem] = read_passages(self._folder / f"{stem}.spacy")
        return self._passages[stem]

    def epoch(self, sources: Sequence[Source]) -> Iterator[Answers]:
        """One epoch's windows in random order of their passages."""
        chosen: list[tuple[Passage, Source]] = []
        for source in sources:
            passages = self.passages(source.stem)
            drawn = int(source.share) * passages
            drawn += self._random.sample(passages, round(source.share % 1 * len(passages)))
            chosen += [(passage, source) for passage in drawn]
        self._random.shuffle(chosen)
        for passage, source in chosen:
            varied = Augmentation(names=source.names, invented_places=0.5).apply(passage, self._pool, self._random)
            for example in examples(self._nlp, [varied]):
                yield from answers(example, self.cutter, self._numbering, source.weight)

    def plain(self, stem: str) -> Iterator[Answers]:
        """A file's windows as they are."""
        for example in examples(self._nlp, self.passages(stem)):
            yield from answers(example, self.cutter, self._numbering)


def batches(windows: Iterable[Answers], pieces: int, pool: int = 400) -> Iterator[list[Answers]]:
    """Windows of similar length together, at most ``pieces`` a batch, padding included; ``pool`` are sorted at once."""
    random_ = random.Random(0)
    waiting: list[Answers] = []

    def packed() -> list[list[Answers]]:
        made: list[list[Answers]] = []
        batch: list[Answers] = []
        for item in sorted(waiting, key=lambda answer: answer.window.size):
            if batch and item.window.size * (len(batch) + 1) > pieces:
                made.append(batch)
                batch = []
            batch.append(item)
        made.append(batch)
        random_.shuffle(made)
        return made

    for item in windows:
        waiting.append(item)
        if len(waiting) == pool:
            yield from packed()
            waiting = []
    if waiting:
        yield from packed()
