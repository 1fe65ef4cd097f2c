"""Documents parsed once and read by several extractors, each step with its own time.

The benchmarks compare ways to read the same parses. Parsing each time anew would take most of the time and make the
differences noise; so the model's own components run once over every text, and what is compared runs over copies.
"""

from __future__ import annotations

import os

# before numpy is imported: its threads would make the steps' times incomparable
os.environ.setdefault("OMP_NUM_THREADS", "1")

import importlib.metadata
import math
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quotes.evaluation import Figures, GoldDocument
from quotes.extraction import Extractor, Quotation
from tests.benchmarks.extraction_speed import BATCH, OWN_COMPONENTS

OWN_GOLD = Path(__file__).resolve().parent.parent / "gold" / "gold.jsonl"
Component = Callable[[Doc], Doc]


class Parses:
    """What the model's own components made of each text, and the processor time that they took."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.seconds = 0.0
        self._documents: dict[str, bytes] = {}

    def parse(self, texts: Iterable[str]) -> None:
        """Parse the texts that were not parsed before, as a bare spaCy pass would."""
        new = [text for text in dict.fromkeys(texts) if text not in self._documents]
        own = [name for name in OWN_COMPONENTS if self.nlp.has_pipe(name)]
        with self.nlp.select_pipes(disable=own):
            begun = time.process_time()
            docs = list(self.nlp.pipe(new, batch_size=BATCH))
            self.seconds += time.process_time() - begun
        self._documents.update((text, doc.to_bytes()) for text, doc in zip(new, docs))

    def copy(self, text: str, nlp: Language) -> Doc:
        """A parse of its own for one reader, in the reader's vocabulary."""
        return Doc(nlp.vocab).from_bytes(self._documents[text])


class _Replay:
    """In the place of an extractor's pipeline: parses from the store, then the components that are to be measured."""

    def __init__(self, parses: Parses, nlp: Language, components: Sequence[Component]) -> None:
        self.parses = parses
        self.nlp = nlp
        self.components = components
        self.seconds = 0.0

    def pipe(self, pieces: Iterable[tuple[str, Any]], *, as_tuples: bool, batch_size: int) -> Iterator[tuple[Doc, Any]]:
        """As ``Language.pipe`` with ``as_tuples``."""
        assert as_tuples
        read = list(pieces)
        self.parses.parse(text for text, _ in read)
        for text, context in read:
            doc = self.parses.copy(text, self.nlp)
            begun = time.process_time()
            for component in self.components:
                doc = component(doc)
            self.seconds += time.process_time() - begun
            yield doc, context


def read_parses(
    extractor: Extractor,
    documents: Sequence[GoldDocument],
    parses: Parses,
    components: Sequence[Component] | None = None,
    rounds: int = 3,
) -> tuple[list[list[Quotation]], float]:
    """The quotations of each document, and the seconds of processor time that they took beyond the bare pass.

    What runs are the extractor's own components, or ``components`` in their place. The time is that of the fastest
    round: the first one also loads what is loaded at its first use, and all share the machine with others.
    """
    nlp = extractor.nlp
    if components is None:
        components = [nlp.get_pipe(name) for name in nlp.pipe_names if name in OWN_COMPONENTS]
    least = math.inf
    try:
        for _ in range(rounds):
            extractor.nlp = replay = _Replay(parses, nlp, components)  # type: ignore[assignment]
            found = list(extractor.extract_many([document.text for document in documents]))
            least = min(least, replay.seconds)
    finally:
        extractor.nlp = nlp
    return found, least


def fastest(works: Sequence[Callable[[], object]], rounds: int = 3) -> list[float]:
    """Seconds of processor time of each work, in its fastest round; they take turns, since all share the machine."""
    seconds = [math.inf] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            begun = time.process_time()
            work()
            seconds[place] = min(seconds[place], time.process_time() - begun)
    return seconds


def figure_rows(figures: Figures) -> list[tuple[str, float]]:
    """The figures of issue and README, in their order, with the names that ``quotes evaluate`` gives them."""
    values = figures.as_json()
    return [
        ("detection F1", values["detection"]["f1"]),
        ("attribution", values["attribution"]),
        ("with_source F1", values["with_source"]["f1"]),
        ("speaker", values["speaker"]),
        ("end_to_end F1", values["end_to_end"]["f1"]),
        ("coverage", values["coverage"]),
        ("wrong names", values["wrong_names"]),
    ]


def versions(extractor: Extractor, *packages: str) -> str:
    """With what, and when, figures were measured."""
    others = [f"{package} {importlib.metadata.version(package)}" for package in packages]
    return ", ".join(
        [
            date.today().isoformat(),
            extractor.fingerprint,
            f"spaCy {spacy.__version__}",
            *others,
            f"Python {platform.python_version()}",
        ]
    )
