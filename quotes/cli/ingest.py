"""``quotes ingest``: read documents into the archive, show how far it is, say what came of it."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from quotes.ingest import RunSummary

SHOWN_FAILURES = 20
SECONDS_BETWEEN_LINES = 10.0
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
Exit codes: 0 all read; 1 some documents failed, the others are stored; 2 could not run;
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
        with stopping, _progress(quiet) as watch:
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
            )
    if as_json:
        click.echo(json.dumps(summary.as_json(), ensure_ascii=False, indent=2))
    elif not quiet:
        click.echo(_summary_lines(summary))
    if not as_json:
        _tell_failures(summary)
    if summary.stopped:
        sys.exit(128 + stopping.signal)
    sys.exit(1 if summary.failed else 0)


class Stopping:
    """Ctrl-C or SIGTERM asks the run to finish what is in work; a second Ctrl-C ends it at once."""

    def __init__(self) -> None:
        self.signal: int = signal.SIGINT
        self._asked = threading.Event()
        self._before: dict[int, Any] = {}

    def asked(self) -> bool:
        """Whether the run is to stop."""
        return self._asked.is_set()

    def __enter__(self) -> Stopping:
        # only the main thread may set handlers
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, *_error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if self._asked.is_set():
            raise KeyboardInterrupt
        self.signal = number
        self._asked.set()
        click.echo("\nStopping after the documents in work (once more: at once) …", err=True)


class PlainProgress:
    """A line on stderr every few seconds, for logs."""

    def __init__(self) -> None:
        self._next = time.monotonic() + SECONDS_BETWEEN_LINES

    def __call__(self, summary: RunSummary, share: float) -> None:
        """Tell the counts so far, if it is time."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SECONDS_BETWEEN_LINES
        click.echo(f"{100 * share:3.0f} %: {_counts(summary)}, {summary.rate:.1f} articles/s", err=True)


@contextlib.contextmanager
def _progress(quiet: bool) -> Iterator[Any]:
    """The ``watch`` of the run: a bar on a terminal, lines elsewhere, None for ``--quiet``."""
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        yield PlainProgress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("loading the model", total=None)

        def show(summary: RunSummary, share: float) -> None:
            text = f"{_counts(summary)}, {summary.rate:.1f} articles/s"
            progress.update(task, total=1.0, completed=share, description=text)

        yield show


def _counts(summary: RunSummary) -> str:
    outcomes = ("new", "changed", "unchanged", "failed")
    return ", ".join(f"{getattr(summary, outcome)} {outcome}" for outcome in outcomes)


def _summary_lines(summary: RunSummary) -> str:
    noun = "document" if summary.documents == 1 else "documents"
    lines = [
        f"{summary.documents} {noun}: {_counts(summary)}",
        f"{summary.quotations} quotation{'' if summary.quotations == 1 else 's'} in what is new or changed",
        f"{summary.seconds:.1f} seconds, {summary.rate:.1f} articles per second",
    ]
    if summary.findings:
        opened = "1 finding" if summary.findings == 1 else f"{summary.findings} findings"
        lines.insert(2, f"{opened} opened: see `quotes consistency`")
    if summary.stopped:
        lines.append("Stopped before the end: the same command goes on from here.")
    return "\n".join(lines)


def _tell_failures(summary: RunSummary) -> None:
    """The first failures on stderr, and how many more there are."""
    if not summary.failed:
        return
    click.echo(f"{summary.failed} failed:", err=True)
    for failure in summary.failures[:SHOWN_FAILURES]:
        click.echo(f"  {failure.name}: {failure.reason}", err=True)
    if summary.failed > SHOWN_FAILURES:
        click.echo(f"  … and {summary.failed - SHOWN_FAILURES} more (kept with run {summary.run})", err=True)
