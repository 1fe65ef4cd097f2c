"""``quotes ingest``: read documents into the archive, show how far it is, say what came of it."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from quotes.cli.options import waiting
from quotes.cli.running import Stopping, counted, progress, tell_failures, tell_line

if TYPE_CHECKING:
    from quotes.ingest import RunSummary

SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(k|m|g)?b?", re.IGNORECASE)
FACTORS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}


class ByteSize(click.ParamType):
    """``5000000``, ``500k``, ``5MB``."""

    name = "size"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> int:
        """Bytes; a usage error for anything else."""
        match = SIZE.fullmatch(str(value).strip())
        size = int(float(match[1]) * FACTORS[(match[2] or "").lower()]) if match else 0
        if size < 1:
            self.fail(f"{value!r} is not a size such as 5000000, 500k or 5MB", parameter, context)
        return size


@click.command(
    epilog="""\b
Examples:
  quotes ingest articles/
  quotes ingest news.jsonl.gz pages.zip --source "The Harbour Courier"
  quotes ingest crawl.tar.gz --jobs 4 --db sqlite:///archive.sqlite
  quotes ingest articles/ --json --quiet | jq .failures

\b
Exit codes: 0 all read; 1 some documents failed, the others are stored; 2 could not run
(another run is writing the archive, or the database fails);
130 stopped by Ctrl-C: what was finished is stored, and the next run goes on from there.
"""
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--source", metavar="NAME", help="Source of documents that name none  [default: folder or file]")
@click.option("--jobs", "-j", default=1, show_default=True, type=click.IntRange(1), help="Processes that extract.")
@click.option("--db", metavar="URL", help="Database  [default: QUOTES_DATABASE_URL, or a file of the user's]")
@click.option("--model", metavar="NAME", help="spaCy pipeline to use instead of the shipped one.")
@click.option("--no-coreference", is_flag=True, help="Leave hard pronouns to salience alone: quicker, less sure.")
@click.option("--apostrophe-pairs", is_flag=True, help="Read two apostrophes ('') as a double mark.")
@click.option("--limit-size", type=ByteSize(), default="5MB", show_default=True, help="Largest document; others fail.")
@waiting
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; failures are still told.")
def ingest(
    paths: tuple[str, ...],
    source: str | None,
    jobs: int,
    db: str | None,
    model: str | None,
    no_coreference: bool,
    apostrophe_pairs: bool,
    limit_size: int,
    wait: timedelta | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find the quotations of documents and keep them in the archive.

    A PATH is a text, Markdown, HTML, JSON Lines or JSON file, a folder of them, or a .tar, .tar.gz, .zip of
    them; .gz, .bz2 and .xz are unpacked on the way. What is stored already and has not changed is skipped.
    What cannot be read is listed with its reason, kept with the run, and the rest goes on.

    A line of JSON Lines: {"id" or "url", "title", "text" or "html", "published", "source", "author"}.
    """
    from quotes.cli.printing import REGISTER, told_if_slow
    from quotes.ingest import ingest as run
    from quotes.store import Archive

    stopping = Stopping()
    with Archive.open(db) as archive:
        # documents are resolved against it from the first one on
        with contextlib.nullcontext() if quiet else told_if_slow(REGISTER):
            archive.ensure_register()
        with stopping, progress(quiet) as watch:
            summary = run(
                paths,
                archive,
                model=model,
                coreference=not no_coreference,
                apostrophe_pairs=apostrophe_pairs,
                jobs=jobs,
                source=source,
                limit_size=limit_size,
                watch=watch,
                stop=stopping.asked,
                wait=wait,
                tell=tell_line,
            )
    if as_json:
        click.echo(json.dumps(summary.as_json(), ensure_ascii=False, indent=2))
    elif not quiet:
        click.echo(_summary_lines(summary))
    if not as_json:
        tell_failures(summary)
    if summary.stopped:
        sys.exit(128 + stopping.signal)
    sys.exit(1 if summary.failed else 0)


def _summary_lines(summary: RunSummary) -> str:
    noun = "document" if summary.documents == 1 else "documents"
    lines = [
        f"{summary.documents} {noun}: {counted(summary)}",
        f"{summary.quotations} quotation{'' if summary.quotations == 1 else 's'} in what is new or changed",
        f"{summary.seconds:.1f} seconds, {summary.rate:.1f} articles per second",
    ]
    if summary.findings:
        opened = "1 finding" if summary.findings == 1 else f"{summary.findings} findings"
        lines.insert(2, f"{opened} opened: see `quotes consistency`")
    if summary.stopped:
        lines.append("Stopped before the end: the same command goes on from here.")
    return "\n".join(lines)
