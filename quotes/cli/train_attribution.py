"""``quotes train-attribution``: the learned decisions from a gold file."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

import click

from quotes.errors import TrainingDataMissing


@click.command(
    "train-attribution",
    epilog="""\b
Examples:
  quotes train-attribution polnear_train.jsonl --out attribution
  quotes train-attribution newsroom_gold.jsonl --model en_core_web_lg --out attribution
""",
)
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", help="A spaCy pipeline (package name or folder) in place of the shipped one.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("attribution"),
    show_default=True,
    help="Folder for the weights: put it into the model's folder under this name, and that model uses them.",
)
def train_attribution(gold: tuple[Path, ...], model: str | None, out: Path) -> None:
    """Learn from GOLD files who spoke, and which words between marks are nobody's.

    GOLD has the form of `quotes evaluate`: quotations with the place of their source, and other spans between marks.
    Needs the package scipy; 840 articles take about ten minutes. What is learned fits the pipeline that read them.
    """
    if importlib.util.find_spec("scipy") is None:
        raise TrainingDataMissing("learning who spoke needs the package 'scipy': pip install scipy")
    from quotes.extraction.language import load_language
    from quotes.training.attribution import train_attribution as run

    def log(message: str) -> None:
        click.echo(f"{time.strftime('%H:%M:%S')} {message}")

    weights = run(load_language(model, coreference=False), gold, log)
    weights.to_disk(out)
    log(f"{out}: {sum(path.stat().st_size for path in out.iterdir()) / 1e6:.1f} MB")
