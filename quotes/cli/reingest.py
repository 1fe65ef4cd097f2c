"""``quotes reingest``: the nightly run."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotes import settings
from quotes.cli.options import Day, Duration, waiting
from quotes.cli.running import Stopping, counted, progress, tell_failures, tell_line
from quotes.errors import ArchiveBusy, ArchiveReplaced, BadValue, QuotesError

if TYPE_CHECKING:
    from quotes.alerts.sending import Sent
    from quotes.ingest import RunSummary
    from quotes.ingest.workers import Stop
    from quotes.store import Archive

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
    from quotes.alerts.sending import Sent
    from quotes.cli.printing import REGISTER, told_if_slow
    from quotes.ingest.reingest import Wanted, reingest, to_read, would_do
    from quotes.store import Archive

    if budget is not None and not stale:
        raise BadValue("--budget is the time for --stale: give both, or neither")
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
    with stopping, Archive.open(db, create=not dry_run) as archive:
        if dry_run:
            with progress(quiet, "reading") as watch:
                summary = would_do(archive, wanted, fingerprint=fingerprint, watch=watch, stop=stopping.asked)
        else:
            with telling(archive, sent, stop=stopping.asked):
                to_read(archive, wanted, command="reingest")
                # documents are resolved against it from the first one on
                with contextlib.nullcontext() if quiet else told_if_slow(REGISTER):
                    archive.ensure_register()
                with progress(quiet, "reading") as watch:
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
    if as_json:
        told = {**summary.as_json(), "alerts": sent.as_json()}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif not quiet or summary.failed:
        click.echo("\n".join(summary_lines(summary, dry_run=dry_run)))
        if sent.deliveries or sent.troubles:
            click.echo(sent.in_words())
    if not as_json:
        tell_failures(summary)
        for trouble in sent.troubles:
            tell_line(f"alert {trouble.name!r} [{trouble.alert}] was not taken: {trouble.error}")
    if summary.stopped:
        sys.exit(128 + stopping.signal)
    sys.exit(1 if summary.failed else 0)


@contextlib.contextmanager
def telling(archive: Archive, sent: Sent, *, stop: Stop) -> Iterator[None]:
    """A run inside of this: what it brought is told at its end, also where it fails.

    What the run before left untold (it was killed, or a receiver did not take it) goes out before: who is killed every
    night would tell nobody otherwise.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from quotes.alerts.sending import send_due
    from quotes.ingest.locking import who_holds

    if who_holds(archive) is None:
        send_due(archive, stop=stop, sent=sent)
    try:
        yield
    except (ArchiveBusy, ArchiveReplaced):
        raise
    except QuotesError:
        # what it failed with is told in any case: an archive that fails here, too, has nothing to add to it
        with contextlib.suppress(SQLAlchemyError):
            send_due(archive, stop=stop, sent=sent)
        raise
    send_due(archive, stop=stop, sent=sent)


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
