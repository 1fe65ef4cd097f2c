"""Figures of a finished pipeline on text that it was not trained on.

Trees and tags are measured on the converted test parts of the treebanks, entities on GUM's test part and on the
part of Wikigold that was held out, sentences and news entities on PolNeAR's dev part. PolNeAR's annotation is
CoreNLP's: those figures say how well the pipeline agrees with CoreNLP on unseen articles, not how often it is right.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from quotes.extraction.coreference_weights import CoreferenceWeights, NewsRules
from quotes.training import silver
from quotes.training.antecedents import gum_texts, litbank_texts, load_texts, measure, part_of
from quotes.training.corpora import examples, treebank_passages, wikigold_parts
from quotes.training.entities import joined
from quotes.training.passage import Passage


@dataclass
class Score:
    """Precision, recall and F1, 0…1."""

    precision: float
    recall: float
    f1: float


@dataclass
class Figures:
    """Everything that the model card shows; shares are 0…1, absent parts of the data give empty dictionaries."""

    trees: dict[str, dict[str, float]] = field(default_factory=dict)
    sentences_f1: float | None = None
    entities: dict[str, dict[str, Score]] = field(default_factory=dict)
    coreference: dict[str, dict[str, float]] = field(default_factory=dict)
    words_per_second: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values, four decimals."""
        return _rounded(asdict(self))


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value


def evaluate_pipeline(nlp: Language, data: Path) -> Figures:
    """Tags, trees, sentences, entities and speed. Tests whose files are absent are left out."""
    figures = Figures()
    for name, gum in (("ewt", False), ("gum", True)):
        path = data / name / "test.conllu"
        if path.exists():
            # white space tokens would count as easily parsed words
            scores = _scores(nlp, treebank_passages(path, gum=gum, line_breaks=False))
            figures.trees[f"{name} test"] = _tree_scores(scores)
            if gum:
                passages = list(treebank_passages(path, gum=True))
                figures.entities["gum test"] = _entity_scores(_scores(nlp, passages), passages)
    if (data / "polnear" / "dev").exists():
        passages = [passage for article in silver.passages(data / "polnear" / "dev") for passage in article]
        scores = _scores(nlp, passages)
        figures.trees["polnear dev (silver)"] = _tree_scores(scores)
        figures.sentences_f1 = float(scores["sents_f"])
        figures.entities["polnear dev (silver)"] = _entity_scores(scores, passages)
        figures.words_per_second = _speed(nlp, [passage.text for passage in passages])
    wikigold = data / "ner" / "wikigold.conll.txt"
    if wikigold.exists():
        held_out = list(joined(wikigold_parts(wikigold)[1], 6))
        figures.entities["wikigold held out"] = _entity_scores(_scores(nlp, held_out), held_out)
    return figures


def evaluate_coreference(nlp: Language, weights: CoreferenceWeights, data: Path) -> dict[str, dict[str, float]]:
    """Accuracy on held-out LitBank and on GUM's test part (all genres; news alone)."""
    texts = {}
    if (data / "litbank").exists():
        texts["litbank held out"] = [t for t in litbank_texts(data / "litbank") if part_of(t.name) == "test"]
    gum = data / "gum" / "test.conllu"
    if gum.exists():
        texts["gum test"] = gum_texts(gum)
        texts["gum test, news"] = [text for text in texts["gum test"] if "_news_" in text.name]
    rules = NewsRules()
    found = {}
    for name, part in texts.items():
        if part:
            accuracy = measure(nlp, load_texts(nlp, part, rules), weights, rules)
            found[name] = {
                "accuracy": accuracy.share,
                "resolved": accuracy.resolved_share,
                "pronouns": float(accuracy.pronouns),
            }
    return found


def _scores(nlp: Language, passages: Iterable[Passage]) -> dict[str, Any]:
    return nlp.evaluate(list(examples(nlp, passages)))


def _tree_scores(scores: dict[str, Any]) -> dict[str, float]:
    names = {"tag_acc": "tag", "dep_uas": "uas", "dep_las": "las", "sents_f": "sentences_f1"}
    return {name: float(scores[key]) for key, name in names.items()}


def _entity_scores(scores: dict[str, Any], passages: Iterable[Passage]) -> dict[str, Score]:
    """All together, and by label those that the corpus annotates."""
    annotated = {label for passage in passages for _, _, label in passage.entities}
    found = {"all": Score(scores["ents_p"] or 0.0, scores["ents_r"] or 0.0, scores["ents_f"] or 0.0)}
    for label, values in sorted((scores["ents_per_type"] or {}).items()):
        if label in annotated:
            found[label] = Score(values["p"], values["r"], values["f"])
    return found


def _speed(nlp: Language, texts: list[str]) -> float:
    """Words per second of the whole pipeline in this process, on at most 60,000 words."""
    words, chosen = 0, []
    for text in texts:
        chosen.append(text)
        words += len(text.split())
        if words > 60_000:
            break
    start = time.perf_counter()
    deque(nlp.pipe(chosen), maxlen=0)
    return words / (time.perf_counter() - start)
