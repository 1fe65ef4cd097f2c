"""``quotes evaluate``: how well extraction does on a gold corpus."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.table import Table


@click.command(
    epilog="""\b
Examples:
  quotes evaluate tests/gold/gold.jsonl
  quotes evaluate --errors 20 gold.jsonl
  quotes evaluate --json gold.jsonl > before.json
  quotes evaluate --compare before.json --model en_core_web_lg gold.jsonl
"""
)
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", help="A spaCy pipeline (package name or folder) in place of the shipped one.")
@click.option("--no-coreference", is_flag=True, help="Without coreference.")
@click.option("--errors", type=int, default=0, metavar="N", help="Also list the first N errors.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a gold file.")
@click.option(
    "--compare",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What --json printed before: the tables show where figures and errors changed, pattern by pattern.",
)
def evaluate(
    gold: tuple[Path, ...], model: str | None, no_coreference: bool, errors: int, as_json: bool, compare: Path | None
) -> None:
    """Extract from the texts of a GOLD file and compare: figures, errors by pattern, and what a confidence is worth.

    GOLD is JSON Lines, a document a line: {"id", "text", "quotes": [{"start", "end", "kind", "source", "speaker",
    "speaker_type"}], "other": [...]}, offsets in code points.
    """
    from rich.console import Console

    from quotes.evaluation import evaluate as evaluate_pairs
    from quotes.evaluation import read_gold
    from quotes.extraction import Extractor

    if as_json and compare:
        raise click.UsageError("--compare prints tables: leave out --json")
    earlier = _earlier(compare, gold) if compare else {}
    corpora = [(path, read_gold(path)) for path in gold]
    extractor = Extractor.load(model, coreference=not no_coreference)
    console = Console(highlight=False)
    for path, documents in corpora:
        begun = time.perf_counter()
        found = extractor.extract_many([document.text for document in documents])
        result = evaluate_pairs(zip(documents, found))
        seconds = time.perf_counter() - begun
        figures = result.as_json()
        if as_json:
            click.echo(
                json.dumps({"file": path.name, "extractor": extractor.fingerprint, **figures}, ensure_ascii=False)
            )
            continue
        before = earlier.get(path.name, figures)
        console.print(f"[bold]{path.name}[/bold]  {extractor.fingerprint}  ({seconds:.1f} s)")
        if before is not figures:
            console.print(f"before → now; before: {before['extractor']}", markup=False)
        console.print(_figures_table(figures, before))
        console.print(_patterns_table(figures, before))
        console.print(_errors_table(figures, before))
        console.print(_reliability_table(figures))
        for error in result.errors[:errors]:
            text = " ".join(error["text"].split())
            console.print(
                f"{error['error']}: {error['document'][:40]} @{error['start']} gold {error['gold']!r} "
                f"found {error['found']!r} ({error['method']}) {text[:90]}",
                markup=False,
            )


def _earlier(path: Path, gold: tuple[Path, ...]) -> dict[str, dict[str, Any]]:
    """What ``--json`` printed of each gold file, by file name."""
    try:
        records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]
        figures = {record["file"]: record for record in records if record["errors"] and record["extractor"]}
    except (ValueError, KeyError, TypeError) as error:
        raise click.UsageError(f"{str(path)!r} is not what `quotes evaluate --json` prints ({error!r})") from error
    for file in gold:
        if file.name not in figures:
            raise click.UsageError(f"{str(path)!r} has no figures of {file.name!r}")
    return figures


def _change(before: object, now: object) -> str:
    return f"{now}" if before == now else f"{before} → {now}"


def _figures_table(figures: dict[str, Any], before: dict[str, Any]) -> Table:
    from rich.table import Table

    table = Table("figure", "F1", "precision", "recall")
    for name in ("detection", "with_source", "end_to_end"):
        cells = (f"{figures[name][part]:.4f}" for part in ("f1", "precision", "recall"))
        old = (f"{before[name][part]:.4f}" for part in ("f1", "precision", "recall"))
        table.add_row(name, *map(_change, old, cells))
    for name in ("attribution", "speaker", "coverage", "wrong_names"):
        table.add_row(name, _change(f"{before[name]:.4f}", f"{figures[name]:.4f}"))
    return table


def _patterns_table(figures: dict[str, Any], before: dict[str, Any]) -> Table:
    from rich.table import Table

    table = Table("pattern", "gold", "found", "right speaker")
    empty: dict[str, Any] = {"gold": 0, "found": 0.0, "right": 0.0}
    for name in dict.fromkeys([*figures["patterns"], *before["patterns"]]):
        row, old = (side["patterns"].get(name, empty) for side in (figures, before))
        shares = (_change(f"{old[part]:.3f}", f"{row[part]:.3f}") for part in ("found", "right"))
        table.add_row(name, _change(old["gold"], row["gold"]), *shares)
    return table


def _errors_table(figures: dict[str, Any], before: dict[str, Any]) -> Table:
    """What is wrong with each pattern's quotations; at the end, what is no quotation at all."""
    from rich.table import Table

    from quotes.evaluation.figures import ERRORS

    table = Table("pattern", *ERRORS, "extra")
    for name in dict.fromkeys([*figures["errors"], *before["errors"]]):
        row, old = (side["errors"].get(name, {}) for side in (figures, before))
        table.add_row(name, *(_change(old.get(kind, 0), row.get(kind, 0)) for kind in ERRORS))
    table.add_row("(not in gold)", *[""] * len(ERRORS), _change(before["extra"], figures["extra"]))
    return table


def _reliability_table(figures: dict[str, Any]) -> Table:
    """How often the names were right that were given with a confidence from here to the next row's."""
    from rich.table import Table

    table = Table("confidence from", "named", "mean confidence", "right")
    for row in figures["reliability"]:
        table.add_row(f"{row['from']:.1f}", str(row["named"]), f"{row['confidence']:.3f}", f"{row['right']:.3f}")
    return table
