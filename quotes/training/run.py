"""The whole training, step by step: each step leaves a folder and a mark, and a resumed run passes over it."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import spacy

from quotes.errors import TrainingDataMissing
from quotes.extraction.coreference import FOLDER, CoreferenceWeights, NewsRules
from quotes.training import card
from quotes.training.antecedents import (
    AnnotatedText,
    gum_texts,
    litbank_texts,
    load_texts,
    part_of,
    train_coreference,
)
from quotes.training.assembly import assemble, folder_size
from quotes.training.components import PARTS, train_part
from quotes.training.corpora import build_corpora
from quotes.training.evaluation import Figures, evaluate_coreference, evaluate_pipeline
from quotes.training.morphology import tag_attributes
from quotes.training.treebank import read_sentences

VERSION = "1.0.0"
SPACY_VERSIONS = ">=3.8.7,<3.9.0"
_NEEDED = (
    "ewt/train.conllu",
    "ewt/dev.conllu",
    "gum/train.conllu",
    "gum/dev.conllu",
    "polnear/train/corenlp.jsonl.xz",
    "litbank",
)
# what a part's new training makes out of date, beside the part's own steps
_LATER = {"parser": ("pipeline", "coref", "figures"), "ner": ("pipeline", "coref", "figures"), "coref": ("figures",)}
# a quick run shows that everything works; its weights are of no use
_QUICK_STEPS = {"parser": 300, "ner": 300}
_QUICK_EPOCHS = 1


@dataclass
class Training:
    """A training run.

    ``data`` has the layout that :mod:`~quotes.training.corpora` describes, ``out`` becomes the model folder, ``work``
    holds what the steps leave.
    ``steps`` is the number of updates of a network in place of the configs'; ``epochs`` that of coreference.
    """

    data: Path
    out: Path
    work: Path
    log: Callable[[str], None] = print
    resume: bool = False
    steps: dict[str, int] | None = None
    epochs: int | None = None

    @classmethod
    def quick(cls, data: Path, out: Path, work: Path, log: Callable[[str], None], resume: bool) -> Training:
        """A run of some minutes."""
        return cls(data, out, work, log, resume, dict(_QUICK_STEPS), _QUICK_EPOCHS)

    def run(self, only: str | None = None) -> None:
        """Do all steps, or those of one part (``parser``, ``ner``, ``coref``) and what it needs.

        Raises :class:`~quotes.errors.TrainingDataMissing` before anything is done.
        """
        for name in _NEEDED:
            if not (self.data / name).exists():
                raise TrainingDataMissing(
                    f"{str(self.data)!r} has no {name!r}: `quotes train --help` lists what belongs there"
                )
        if importlib.util.find_spec("spacy_lookups_data") is None:
            raise TrainingDataMissing("training needs the package 'spacy-lookups-data': pip install 'quotes[train]'")
        if not self.resume and self.work.exists():
            for mark in self.work.glob("*.done"):
                if only is None or mark.stem.removesuffix("_finish") == only or mark.stem in _LATER[only]:
                    mark.unlink()
        self.work.mkdir(parents=True, exist_ok=True)
        self._step("corpora", self._corpora)
        for part in PARTS:
            if only in (None, part.removesuffix("_finish")):
                self._step(part, partial(self._network, part))
        if only in ("parser", "ner"):
            return
        self._step("pipeline", self._pipeline)
        self._step("coref", self._coreference)
        if only is None:
            self._step("figures", self._figures)

    def _step(self, name: str, work: Callable[[], None]) -> None:
        mark = self.work / f"{name}.done"
        if mark.exists():
            self.log(f"{name}: done before")
            return
        self.log(f"{name}: starting")
        work()
        mark.touch()
        self.log(f"{name}: done")

    def _corpora(self) -> None:
        build_corpora(self.data, self.work / "corpora", self.log)

    def _network(self, part: str) -> None:
        steps = self.steps[part.removesuffix("_finish")] if self.steps else None
        start = self.work / "ner" / "model-best" if part == "ner_finish" else None
        train_part(part, self.work / "corpora", self.work / part, steps=steps, start=start)

    def _pipeline(self) -> None:
        for part in PARTS:
            if not (self.work / part / "model-best").exists():
                raise TrainingDataMissing(
                    f"{str(self.work)!r} has no trained {part!r}: run the training without --only"
                )
        sentences = [s for name in ("ewt", "gum") for s in read_sentences(self.data / name / "train.conllu")]
        assemble(
            self.work / "parser" / "model-best",
            self.work / "ner_finish" / "model-best",
            tag_attributes(sentences),
            self.work / "pipeline",
            card.meta(VERSION),
        )

    def _coreference(self) -> None:
        nlp = spacy.load(self.work / "pipeline")
        rules = NewsRules()
        texts = litbank_texts(self.data / "litbank")
        training = [text for text in texts if part_of(text.name) == "train"]
        choosing: list[AnnotatedText] = [text for text in texts if part_of(text.name) == "dev"]
        choosing += gum_texts(self.data / "gum" / "dev.conllu")
        self.log(f"coreference: {len(training)} documents to train on, {len(choosing)} to choose by")
        weights = train_coreference(
            nlp,
            load_texts(nlp, training, rules),
            load_texts(nlp, choosing or training, rules),
            rules,
            self.log,
            **({} if self.epochs is None else {"max_epochs": self.epochs}),
        )
        weights.to_disk(self.work / FOLDER)

    def _figures(self) -> None:
        nlp = spacy.load(self.work / "pipeline")
        figures = evaluate_pipeline(nlp, self.data)
        figures.coreference = evaluate_coreference(nlp, CoreferenceWeights.from_disk(self.work / FOLDER), self.data)
        self._write(nlp.meta, {name: list(labels) for name, labels in nlp.pipe_labels.items()}, figures)

    def _write(self, meta: dict[str, Any], labels: dict[str, list[str]], figures: Figures) -> None:
        """Put the finished folder in the place of ``out``."""
        finished = self.work / "finished"
        shutil.rmtree(finished, ignore_errors=True)
        shutil.copytree(self.work / "pipeline", finished)
        shutil.copytree(self.work / FOLDER, finished / FOLDER)
        # spaCy would write its own patch release as the lower bound, and warn everybody who has an earlier one
        meta = {**meta, "spacy_version": SPACY_VERSIONS, "performance": figures.as_json()}
        (finished / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
        text = card.model_card(meta, labels, figures, folder_size(finished))
        (finished / "README.md").write_text(text, encoding="utf8")
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(finished, self.out)
        self.log(f"{self.out}: {folder_size(self.out) / 1e6:.1f} MB")
