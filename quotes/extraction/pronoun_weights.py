"""The weights by which the candidates for a pronoun are compared, and the features that they weigh.

A sum over the features and a small hidden layer beside it, which lets features speak together ("the subject of a main
clause", "of unknown gender", "in the sentence before"). Learned from annotated coreference
(``quotes/training/pronouns.py``), kept as JSON.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import Any

import numpy

from quotes.extraction.language import shipped_model

# where a model keeps what was learned of attribution, and the file of the pronouns in it
FOLDER, PRONOUNS = "attribution", "pronouns.json"
Vector = numpy.ndarray

BASE = (
    *("same_sentence", "sentence_1", "sentence_2", "sentence_3_4", "sentence_far"),
    *("paragraph_0", "paragraph_1", "paragraph_2", "paragraph_3_4", "paragraph_far", "tokens"),
    *("nearest", "second", "third", "nearest_agreeing", "only_agreeing", "only_agreeing_near"),
    *("subject", "reports", "possessive", "object", "quoted_only", "full_name", "clause_subject", "described"),
    *("opens_paragraph", "opens_sentence", "first_in_own_paragraph", "in_last_sentence_before"),
    *("mentions", "share", "topic", "introduced", "headline"),
    *("gender_agrees", "gender_conflicts", "gender_unknown", "no_person"),
    *("last_reporter", "last_reporter_near", "last_subject"),
    *("chain", "chain_near", "chain_subject", "chain_paragraph_before"),
    *("after_in_sentence", "same_clause", "owner_in_sentence", "only_quoted_between"),
    *("own_paragraph_names_nobody_1", "own_paragraph_names_nobody_2"),
    *("subject_here", "subject_before", "reporter_goes_on", "chain_goes_on", "only_here"),
    *("main_subject", "last_main", "last_main_here", "last_main_before", "reporter_here", "reporter_is_main"),
    *("in_own_words", "no_subject_between", "introduced_here", "one_main_between", "named_after", "asked"),
    *("nobody", "nobody_noun_near", "nobody_noun_subject", "nobody_no_agreeing_near", "nobody_no_agreeing"),
)
# every feature has a double for pronouns that are the subject of a verb of saying, which are what quotations need
FEATURES = (*BASE, *(f"says_{name}" for name in BASE))
INDEX = {name: index for index, name in enumerate(FEATURES)}


@dataclass(frozen=True)
class PronounWeights:
    """``linear`` is (features,), ``rows`` (features, hidden), ``bias`` and ``head`` (hidden,)."""

    linear: Vector
    rows: Vector
    bias: Vector
    head: Vector

    @classmethod
    def of(cls, linear: Vector) -> PronounWeights:
        """Weights without a hidden layer."""
        return cls(linear, numpy.zeros((len(linear), 0)), numpy.zeros(0), numpy.zeros(0))

    def sums(self, matrix: Vector) -> Vector:
        """One sum a row of features; shape ``(..., features)`` gives ``(...,)``."""
        found: Vector = matrix @ self.linear
        if self.head.size:
            found = found + numpy.maximum(matrix @ self.rows + self.bias, 0) @ self.head
        return found


def read_weights(text: str) -> PronounWeights:
    """The weights in the JSON of :func:`write_weights`: 0 for features that it lacks.

    A file without a hidden layer has one number a feature. Raises ``KeyError`` or ``ValueError`` for anything else.
    """
    content = json.loads(text)
    bias, head = (numpy.array(content.get(name, []), dtype=float) for name in ("bias", "head"))
    table = numpy.zeros((len(FEATURES), 1 + len(head)))
    for name, values in content["weights"].items():
        if name in INDEX:
            table[INDEX[name]] = values
    return PronounWeights(table[:, 0], table[:, 1:], bias, head)


def write_weights(weights: PronounWeights, **about: Any) -> str:
    """JSON with the weights of each feature by its name, after what there is to say ``about`` them."""
    table = numpy.concatenate([weights.linear[:, None], weights.rows], axis=1)
    rows = {name: _rounded(row) for name, row in zip(FEATURES, table)}
    content = {**about, "bias": _rounded(weights.bias), "head": _rounded(weights.head), "weights": rows}
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in content.items() if name != "weights"]
    table_lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    return "{\n" + ",\n".join([*lines, f' "weights": {{\n{table_lines}\n }}']) + "\n}\n"


def _rounded(values: Vector) -> list[float]:
    return [round(float(value), 4) for value in values]


@functools.lru_cache(maxsize=1)
def shipped_weights() -> PronounWeights:
    """The weights that ship with the package."""
    return read_weights((shipped_model() / FOLDER / PRONOUNS).read_text(encoding="utf8"))
