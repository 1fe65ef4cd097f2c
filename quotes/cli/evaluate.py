"""``quotes evaluate``: how well extraction does on a gold corpus."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  quotes evaluate tests/gold/gold.jsonl
  quotes evaluate --errors 20 gold.jsonl
  quotes evaluate --json --model en_core_web_lg gold.jsonl
"""
)
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", help="A spaCy pipeline (package name or folder) in place of the shipped one.")
@click.option("--no-coreference", is_flag=True, help="Without coreference.")
@click.option("--errors", type=int, default=0, metavar="N", help="Also list the first N errors.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a gold file.")
def evaluate(gold: tuple[Path, ...], model: str | None, no_coreference: bool, errors: int, as_json: bool) -> None:
    """Extract from the texts of a GOLD file and compare: detection, attribution, wrong names, by pattern.

    GOLD is JSON Lines, a document a line: {"id", "text", "quotes": [{"start", "end", "kind", "source", "speaker",
    "speaker_type"}], "other": [...]}, offsets in code points.
    """
    from rich.console import Console
    from rich.table import Table

    from quotes.evaluation import evaluate as compare
    from quotes.evaluation import read_gold
    from quotes.extraction import Extractor

    corpora = [(path, read_gold(path)) for path in gold]
    extractor = Extractor.load(model, coreference=not no_coreference)
    console = Console(highlight=False)
    for path, documents in corpora:
        begun = time.perf_counter()
        found = extractor.extract_many([document.text for document in documents])
        result = compare(zip(documents, found))
        seconds = time.perf_counter() - begun
        figures = result.as_json()
        if as_json:
            click.echo(
                json.dumps({"file": path.name, "extractor": extractor.fingerprint, **figures}, ensure_ascii=False)
            )
            continue
        console.print(f"[bold]{path.name}[/bold]  {extractor.fingerprint}  ({seconds:.1f} s)")
        table = Table("figure", "F1", "precision", "recall")
        for name in ("detection", "with_source", "end_to_end"):
            row = figures[name]
            table.add_row(name, f"{row['f1']:.4f}", f"{row['precision']:.4f}", f"{row['recall']:.4f}")
        for name in ("attribution", "speaker", "coverage", "wrong_names"):
            table.add_row(name, f"{figures[name]:.4f}", "", "")
        console.print(table)
        patterns = Table("pattern", "gold", "found", "right speaker")
        for name, row in figures["patterns"].items():
            patterns.add_row(name, str(row["gold"]), f"{row['found']:.3f}", f"{row['right']:.3f}")
        console.print(patterns)
        reliability = Table("confidence from", "named", "right")
        for row in figures["reliability"]:
            reliability.add_row(f"{row['from']:.1f}", str(row["named"]), f"{row['right']:.3f}")
        console.print(reliability)
        for error in result.errors[:errors]:
            text = " ".join(error["text"].split())
            console.print(
                f"{error['error']}: {error['document'][:40]} @{error['start']} gold {error['gold']!r} "
                f"found {error['found']!r} ({error['method']}) {text[:90]}",
                markup=False,
            )
