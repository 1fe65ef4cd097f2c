"""``quotes extract``: quotations of files, without a database."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotes.errors import UnreadableInput

if TYPE_CHECKING:
    from quotes.extraction import Extractor
    from quotes.extraction.rendering import Extracted

TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown"}
FORMATS = ("jsonl", "json", "table", "html", "csv")


@click.command(
    epilog="""\b
Examples:
  quotes extract article.txt
  quotes extract --format jsonl articles/ > quotations.jsonl
  quotes extract --format html article.txt > marked.html
  quotes extract --published 2023-01-18 article.txt
  cat article.txt | quotes extract -
"""
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to print: jsonl (one object a document), json (one array), table, html (the article with its quotations "
    "and mentions marked) or csv (one row a quotation). Default: table on a terminal, else jsonl.",
)
@click.option("--model", help="A spaCy pipeline (package name or folder) in place of the shipped one.")
@click.option("--no-coreference", is_flag=True, help="Leave hard pronouns to salience alone: quicker, less sure.")
@click.option(
    "--apostrophe-pairs",
    is_flag=True,
    help="Read two apostrophes ('') as a double mark, as some text archives write it.",
)
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The texts' day: offices without a name (the NATO chief) become their holders of that day.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
def extract(
    paths: tuple[str, ...],
    form: str | None,
    model: str | None,
    no_coreference: bool,
    apostrophe_pairs: bool,
    published: datetime | None,
    output: Path | None,
) -> None:
    """Find the quotations of text files and say who spoke them.

    A PATH is a text file (UTF-8), a folder of .txt and .md files, or - for standard input. Offsets are code points of
    the file's text. A file that can't be read is named on standard error, the rest goes on, and the exit code is 1.
    """
    from quotes.extraction import Extractor
    from quotes.extraction.rendering import WRITERS

    failures: list[str] = []
    readable = _texts(paths, failures)
    extractor = Extractor.load(model, coreference=not no_coreference, apostrophe_pairs=apostrophe_pairs)
    chosen = form or ("table" if output is None and sys.stdout.isatty() else "jsonl")
    documents = _extracted(readable, extractor, published.date() if published else None)
    if output is None:
        WRITERS[chosen](documents, sys.stdout)
    else:
        with output.open("w", encoding="utf8", newline="") as stream:
            WRITERS[chosen](documents, stream)
    for failure in failures:
        click.echo(f"Error: {failure}", err=True)
    if failures:
        sys.exit(UnreadableInput.exit_code)


def _extracted(
    texts: Iterator[tuple[str, str]], extractor: Extractor, published: date | None
) -> Iterator[Extracted]:
    """Stream documents through the extractor; memory holds one batch, whatever the number of files."""
    from quotes.speakers.completion import completed

    names: list[tuple[str, str]] = []

    def remembered() -> Iterator[str]:
        for name, text in texts:
            names.append((name, text))
            yield text

    for quotations in extractor.extract_many(remembered()):
        name, text = names.pop(0)
        yield name, text, completed(quotations, text, published=published)


def _texts(paths: Iterable[str], failures: list[str]) -> Iterator[tuple[str, str]]:
    """(id, text) of every file; the id is the file's stem, or ``stdin``."""
    for path in paths:
        if path == "-":
            yield from _read("stdin", "-", failures)
            continue
        place = Path(path)
        if place.is_dir():
            files = sorted(p for p in place.rglob("*") if p.suffix.lower() in TEXT_SUFFIXES and p.is_file())
            if not files:
                failures.append(f"no .txt or .md file in the folder {path!r}")
            for file in files:
                yield from _read(file.stem, str(file), failures)
        else:
            yield from _read(place.stem, path, failures)


def _read(name: str, path: str, failures: list[str]) -> Iterator[tuple[str, str]]:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        text = data.decode("utf8")
    except OSError as error:
        failures.append(f"cannot read {path!r}: {error.strerror}")
        return
    except UnicodeDecodeError as error:
        failures.append(f"{path!r} is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}")
        return
    if "\0" in text:
        failures.append(f"{path!r} is not a text file: it has a null character at offset {text.index(chr(0))}")
        return
    yield name, text
