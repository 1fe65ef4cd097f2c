"""What each part of extraction earns: the figures in full, without each part by turns, and with the rules alone.

    python -m tests.benchmarks.ablation [--model NAME] [GOLD.jsonl]...

A part is what ``Extractor.load`` can leave out: each of its switches that is on by default. All rows read the same
parses of the model's own components; ``beyond`` is the processor time that a row took after them, and ``over bare`` is
parsing and extraction together as a multiple of parsing. Without GOLD the gold corpus of this repository is read.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Sequence
from pathlib import Path

from quotes.evaluation import GoldDocument, evaluate, read_gold
from quotes.extraction import Extractor
from tests.benchmarks.parses import OWN_GOLD, Parses, figure_rows, read_parses, versions

Options = dict[str, bool]
NAME_WIDTH = 32


def parts() -> list[str]:
    """The switches of ``Extractor.load`` that are on by default."""
    return [name for name, given in inspect.signature(Extractor.load).parameters.items() if given.default is True]


def variants(parts: Sequence[str]) -> list[tuple[str, Options]]:
    """A name for each row, and what it switches off."""
    rows: list[tuple[str, Options]] = [("everything", {})]
    rows += [(f"without {part.replace('_', ' ')}", {part: False}) for part in parts]
    rows.append(("rules alone", dict.fromkeys(parts, False)))
    return rows


class Ablation:
    """Gold corpora, parsed once, that every variant reads."""

    def __init__(self, model: str | None, corpora: dict[str, list[GoldDocument]]) -> None:
        self.model = model
        self.corpora = corpora
        self.full = Extractor.load(model)
        self.parses = {name: Parses(self.full.nlp) for name in corpora}

    def row(self, options: Options) -> dict[str, list[tuple[str, str]]]:
        """For each corpus the figures of a variant and its time, as they are printed."""
        extractor = Extractor.load(self.model, **options) if options else self.full
        return {name: self._cells(extractor, documents, self.parses[name]) for name, documents in self.corpora.items()}

    def _cells(self, extractor: Extractor, documents: list[GoldDocument], parses: Parses) -> list[tuple[str, str]]:
        found, seconds = read_parses(extractor, documents, parses)
        cells = [(name, f"{value:.4f}") for name, value in figure_rows(evaluate(zip(documents, found)))]
        return [
            *cells,
            ("beyond, s", f"{seconds:.2f}"),
            ("over bare", f"{(parses.seconds + seconds) / parses.seconds:.2f} ×"),
        ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each gold file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[OWN_GOLD], metavar="GOLD")
    parser.add_argument("--model", help="a spaCy pipeline in place of the shipped one")
    options = parser.parse_args(arguments)
    ablation = Ablation(options.model, {str(path): read_gold(path) for path in options.gold})
    print(versions(ablation.full))
    rows = [(name, ablation.row(off)) for name, off in variants(parts())]
    for path in options.gold:
        documents, parses = ablation.corpora[str(path)], ablation.parses[str(path)]
        print(f"\n{path.name}: {len(documents)} documents, bare pass {parses.seconds:.2f} s")
        for number, (name, cells) in enumerate(rows):
            row = cells[str(path)]
            if not number:
                print(" " * NAME_WIDTH + "".join(f"  {heading}" for heading, _ in row))
            print(f"{name:{NAME_WIDTH}}" + "".join(f"  {value:>{len(heading)}}" for heading, value in row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
