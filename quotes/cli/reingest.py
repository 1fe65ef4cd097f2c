"""``quotes reingest``: the nightly run."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotes import settings
from quotes.cli.options import Day, Duration, waiting
from quotes.cli.running import Stopping, counted, progress, tell_failures, tell_line

if TYPE_CHECKING:
    from quotes.ingest import RunSummary

SHOWN_SOURCES = 40


@click.command(
    epilog="""\b
Examples:
  quotes reingest                                    all sources that are due
  quotes reingest --stale --budget 2h                … then stored documents that an older version read
  quotes reingest --source courier --since 2026-11-01
  quotes reingest --sources /etc/quotes/sources.toml --jobs 2 --quiet
  quotes reingest --dry-run

\b
Every night, from cron:
  15 2 * * *  quotes reingest --stale --budget 2h --quiet

\b
Exit codes: 0 done; 1 some documents or sources failed, the others are stored; 2 could not run
(no sources, another run is writing the archive, the database fails);
130 or 143 stopped by Ctrl-C or SIGTERM: the next run goes on from there.
"""
)
@click.option(
    "--sources",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="TOML file of sources to take in first  [default: QUOTES_SOURCES, or none].",
)
@click.option("--source", "names", multiple=True, metavar="NAME", help="Only this source, due or not; several times.")
@click.option("--since", type=Day(), help="Leave out what a source dates earlier.")
@click.option("--stale", is_flag=True, help="Extract stored documents anew that another version read, newest first.")
@click.option("--budget", type=Duration(), help="Time for --stale (90m, 2h); the rest is for the next run.")
@click.option("--dry-run", is_flag=True, help="Read the sources, say what would be done, and write nothing.")
@click.option("--force", is_flag=True, help="Read sources that are not due, and all that is in them.")
@click.option("--jobs", "-j", default=1, show_default=True, type=click.IntRange(1), help="Processes that extract.")
@click.option("--db", metavar="URL", help="Database  [default: QUOTES_DATABASE_URL, or a file of the user's]")
@click.option("--model", metavar="NAME", help="spaCy pipeline to use instead of the shipped one.")
@click.option("--no-coreference", is_flag=True, help="Leave hard pronouns to salience alone: quicker, less sure.")
@click.option("--apostrophe-pairs", is_flag=True, help="Read two apostrophes ('') as a double mark.")
@waiting
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--quiet", "-q", is_flag=True, help="No progress, and no summary where nothing failed.")
def reingest(
    file: Path | None,
    names: tuple[str, ...],
    since: date | None,
    stale: bool,
    budget: timedelta | None,
    dry_run: bool,
    force: bool,
    jobs: int,
    db: str | None,
    model: str | None,
    no_coreference: bool,
    apostrophe_pairs: bool,
    wait: timedelta | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read every source that is due, and bring the archive up to date: one command for every night.

    New documents are added, changed ones get a new version, and what has not changed is left alone. What was said is
    compared again where it needs to be. A source that fails is told, and the others go on. `quotes sources` says which
    sources there are, `quotes runs` what came of each night.
    """
    from quotes.alerts.sending import Sent, send_due
    from quotes.cli.printing import REGISTER, told_if_slow
    from quotes.ingest.reingest import Wanted, reingest, to_read, would_do
    from quotes.store import Archive

    wanted = Wanted(
        sources=names,
        file=file or settings.sources_file(),
        since=since,
        force=force,
        stale=stale,
        budget=budget,
    )
    def fingerprint() -> str:
        from quotes.extraction import Extractor

        return Extractor.load(
            model, coreference=not no_coreference, apostrophe_pairs=apostrophe_pairs
        ).fingerprint

    stopping = Stopping()
    sent = Sent()
    with Archive.open(db, create=not dry_run) as archive:
        to_read(archive, wanted)
        if dry_run:
            with stopping, progress(quiet, "reading") as watch:
                summary = would_do(archive, wanted, fingerprint=fingerprint, watch=watch, stop=stopping.asked)
        else:
            # documents are resolved against it from the first one on
            with told_if_slow(REGISTER):
                archive.ensure_register()
            with stopping, progress(quiet, "reading") as watch:
                summary = reingest(
                    archive,
                    wanted,
                    model=model,
                    coreference=not no_coreference,
                    apostrophe_pairs=apostrophe_pairs,
                    jobs=jobs,
                    watch=watch,
                    stop=stopping.asked,
                    wait=wait,
                    tell=tell_line,
                )
            sent = send_due(archive, stop=stopping.asked)
    if as_json:
        told = {**summary.as_json(), "alerts": sent.as_json()}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif not quiet or summary.failed:
        click.echo("\n".join(summary_lines(summary, dry_run=dry_run)))
        if sent.deliveries or sent.troubles:
            click.echo(sent.in_words())
    if not as_json:
        tell_failures(summary)
    if summary.stopped:
        sys.exit(128 + stopping.signal)
    sys.exit(1 if summary.failed else 0)


def summary_lines(summary: RunSummary, *, dry_run: bool = False) -> list[str]:
    """What a run did, for a person: sources, documents, quotations, findings, time by stage."""
    from quotes.cli.runs import source_lines, stage_words

    lines = ["Nothing was written. A run would find:"] if dry_run else []
    if summary.sources:
        lines += source_lines(summary.sources, most=SHOWN_SOURCES)
    else:
        lines.append("No source is due." if not summary.again else "No source was due.")
    lines.append(f"{summary.documents} document{'' if summary.documents == 1 else 's'}: {counted(summary)}")
    if dry_run:
        if summary.outdated:
            lines.append(f"{summary.outdated} stored documents were read by another version (--stale)")
        return lines
    if summary.added or summary.removed:
        lines.append(f"quotations: {summary.added} added, {summary.removed} removed")
    if summary.findings or summary.findings_closed:
        lines.append(
            f"findings: {summary.findings} opened, {summary.findings_closed} closed: see `quotes consistency`"
        )
    left = summary.outdated - summary.again
    if left > 0:
        lines.append(f"{left} stored documents are still to be read again (--stale)")
    lines.append(f"{summary.seconds:.1f} seconds{stage_words(summary.stages)} [run {summary.run}]")
    if summary.stopped:
        lines.append("Stopped before the end: the next run goes on from here.")
    return lines
