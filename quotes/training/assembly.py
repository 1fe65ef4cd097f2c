"""The trained network as a spaCy pipeline, written as data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language

from quotes.analysis.components import ModelPipe
from quotes.training.morphology import TagAttributes, add_attribute_ruler

NAME = "quotes_en"
# the parameters that each pipe takes, by the beginning of their names; all others are the encoder's
_HEADS = {
    "tagger": ("tag.",),
    "parser": ("start.", "arc", "root.", "label"),
    "ner": ("entity.",),
}


def read_network(folder: Path) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """The parameters and the description (``sizes``, ``labels``, ``vocabulary``) that fine-tuning left."""
    from safetensors.numpy import load_file

    description: dict[str, Any] = json.loads((folder / "network.json").read_text(encoding="utf8"))
    return load_file(folder / "network.safetensors"), description


def assemble(
    parameters: dict[str, np.ndarray],
    description: dict[str, Any],
    attributes: TagAttributes,
    out: Path,
    meta: dict[str, Any],
) -> Language:
    """Write encoder, tagger, parser, attribute_ruler, lemmatizer and ner to ``out`` and return them loaded.

    The lemmatizer's tables come from spacy-lookups-data and are saved inside. ``meta`` is added to the pipeline's
    meta.json.
    """
    labels = description["labels"]
    settings: dict[str, dict[str, Any]] = {
        "encoder": {"heads": description["sizes"]["heads"], "vocabulary": list(description["vocabulary"])},
        "tagger": {"labels": labels["tags"]},
        "parser": {"labels": labels["relations"]},
        "ner": {"tags": labels["entities"]},
    }
    parts: dict[str, dict[str, np.ndarray]] = {name: {} for name in settings}
    for name, array in parameters.items():
        owner = next((part for part, starts in _HEADS.items() if name.startswith(starts)), "encoder")
        parts[owner][name] = array
    nlp = spacy.blank("en")
    for name in ("encoder", "tagger", "parser"):
        _add(nlp, name, settings[name], parts[name])
    add_attribute_ruler(nlp, attributes, after="parser")
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(nlp=nlp)
    _add(nlp, "ner", settings["ner"], parts["ner"])
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


def _add(nlp: Language, name: str, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
    pipe: ModelPipe = nlp.add_pipe(f"quotes_{name}", name=name)  # type: ignore[assignment]
    pipe.set_up(settings, arrays)


def _drop_words(nlp: Language, path: Path) -> None:
    """Keep only the strings that the components need, none of other texts."""
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
