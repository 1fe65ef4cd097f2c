"""Joining the trained halves into one pipeline and writing it as data, as small as it goes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from quotes.training.morphology import TagAttributes, add_attribute_ruler

NAME = "quotes_en"


def assemble(parser: Path, ner: Path, attributes: TagAttributes, out: Path, meta: dict[str, Any]) -> Language:
    """Write tok2vec, tagger, parser, attribute_ruler, lemmatizer and ner to ``out`` and return them loaded.

    The entity recogniser keeps a tok2vec of its own: it was trained on other texts. The lemmatizer's tables
    come from spacy-lookups-data and are saved inside. ``meta`` is added to the pipeline's meta.json.
    """
    nlp = spacy.load(parser)
    add_attribute_ruler(nlp, attributes, after="parser")
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(nlp=nlp)
    recogniser = spacy.load(ner)
    recogniser.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=recogniser)
    nlp.config["corpora"] = {}
    nlp.config["training"] = {}
    nlp.config["initialize"] = {}
    nlp.config["paths"] = {}
    nlp.meta.update({"name": NAME, **meta})
    nlp.meta.pop("performance", None)
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
    _drop_words(nlp, out / "vocab" / "strings.json")
    return spacy.load(out)


def _drop_words(nlp: Language, path: Path) -> None:
    """Keep only the strings that the components need: those of the training texts are 0.9 MB of no use."""
    needed = set(spacy.blank("en").vocab.strings)
    for _, component in nlp.pipeline:
        needed.update(getattr(component, "labels", ()))
    ruler: Any = nlp.get_pipe("attribute_ruler")
    for pattern in ruler.patterns:
        needed.update(_strings(pattern))
    strings = [string for string in json.loads(path.read_text(encoding="utf8")) if string in needed]
    path.write_text(json.dumps(sorted(strings), ensure_ascii=False), encoding="utf8")


def _strings(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value, *value.split("|")}
    if isinstance(value, dict):
        return set().union(*(_strings(item) for pair in value.items() for item in pair)) if value else set()
    if isinstance(value, (list, tuple)):
        return set().union(*(_strings(item) for item in value)) if value else set()
    return set()


def folder_size(folder: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
