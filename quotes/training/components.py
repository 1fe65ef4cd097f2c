"""Training of the two halves of the pipeline: tagger with parser, and the entity recogniser."""

from __future__ import annotations

import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

# the configs name the readers that this module registers
from quotes.training import corpora as _readers  # noqa: F401

PARTS = ("parser", "ner", "ner_finish")


def train_part(
    part: str, corpora: Path, out: Path, *, steps: int | None = None, start: Path | None = None
) -> Path:
    """Train ``parser``, ``ner`` or ``ner_finish`` by its config file and return the folder of the best weights.

    ``ner_finish`` goes on from the weights in ``start``: few, small updates with more of GUM, as much news and less
    of all else, above all of made-up sentences and swapped names, which had taught the recogniser to take every unknown
    capitalised word for a person (GUM dev PERSON precision 71.5 → 73.4 at equal F1, news dev F1 90.6 → 90.8).
    ``steps`` is the number of updates, in place of the config's (for tests and quick runs). spaCy's own table
    of losses and scores goes to standard output.
    """
    overrides: dict[str, Any] = {"paths.corpora": str(corpora)}
    if start is not None:
        overrides["paths.start"] = str(start)
    if steps is not None:
        overrides |= {
            "training.max_steps": steps,
            "training.eval_frequency": max(1, min(steps // 2, 500)),
            "training.optimizer.learn_rate.total_steps": steps + 1,
            "training.optimizer.learn_rate.warmup_steps": max(1, min(250, steps // 4)),
        }
        if part == "parser" and steps < 1000:
            # a toy corpus has no action 30 times
            overrides["components.parser.min_action_freq"] = 1
    with as_file(files("quotes.training") / "configs" / f"{part}.cfg") as path:
        config = load_config(path, overrides=overrides, interpolate=False)
    # with max_epochs 0 the labels come from the whole corpus; with -1 every epoch reads it (and varies it)
    # anew
    nlp = init_nlp(config)
    nlp.config["training"]["max_epochs"] = -1
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    train(nlp, out, stdout=sys.stdout, stderr=sys.stderr)
    return out / "model-best"
