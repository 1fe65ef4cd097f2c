"""``quotes runs``: what came of each run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import click

from quotes.cli.options import as_json, database, page_size, page_token
from quotes.cli.printing import console, dump, more
from quotes.sources.durations import brief
from quotes.store import Archive, RunDetail, RunRecord, SourceCounts


@click.group(invoke_without_command=True)
@click.pass_context
def runs(context: click.Context) -> None:
    """Say what came of each run of `quotes ingest` and `quotes reingest`.

    \b
    Examples:
      quotes runs
      quotes runs show last
      quotes runs show ID --json
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@runs.command("list")
@page_size
@page_token
@as_json
@database
def list_(limit: int = 20, after: str | None = None, as_json: bool = False, db: str | None = None) -> None:
    """List runs, the latest first.

    Example: quotes runs list --limit 5
    """
    from rich.table import Table

    with Archive.open(db, create=False) as archive:
        page = archive.runs(limit=limit, after=after)
    if as_json:
        dump(page.as_json())
        return
    if not page.items:
        click.echo("No run yet: `quotes ingest PATH…` or `quotes reingest`.", err=True)
        return
    columns = ("started (UTC)", "took", "new", "changed", "unchanged", "failed", "findings", "command", "id")
    table = Table(*columns, box=None, pad_edge=False)
    for run in page.items:
        counts = run.counts
        numbers = [counts.new, counts.changed, counts.unchanged, counts.failed, counts.findings] if counts else [""] * 5
        table.add_row(f"{run.started:%Y-%m-%d %H:%M}", took(run), *map(str, numbers), run.command, run.id)
    console().print(table)
    more(page.next)


@runs.command()
@click.argument("run", metavar="ID")
@page_size
@page_token
@as_json
@database
def show(run: str, limit: int, after: str | None, as_json: bool, db: str | None) -> None:
    """Show one run (an id, or `last`): counts, sources, time by stage, and what failed, page by page.

    Example: quotes runs show last
    """
    with Archive.open(db, create=False) as archive:
        latest = archive.runs(limit=1).items if run == "last" else []
        record = archive.run(latest[0].id if latest else run)
        failures = archive.failures(record.id, limit=limit, after=after)
    if as_json:
        dump({**record.as_json(), "failures": failures.as_json()["items"], "next": failures.next})
        return
    for line in run_lines(record):
        click.echo(line)
    if failures.items:
        click.echo("failed:")
    for failure in failures.items:
        click.echo(f"  {failure.name}: {failure.reason}")
    more(failures.next)


def took(run: RunRecord) -> str:
    """How long a run took, and that it did not come to its end."""
    if run.finished is None:
        return run.state
    length = brief((run.finished - run.started).total_seconds())
    return length if run.state == "finished" else f"{length}, {run.state}"


def run_lines(run: RunDetail) -> list[str]:
    """A run in lines."""
    end = f" to {run.finished:%H:%M}" if run.finished else ""
    state = "" if run.state == "finished" else f", {run.state}"
    begun = f"{run.started:%Y-%m-%d %H:%M}{end} UTC{_length(run.started, run.finished)}{state}"
    lines = [f"{run.command} [{run.id}]", begun]
    counts = run.counts
    if counts is not None:
        if run.finished is None:
            lines.append("so far:" if run.state == "running" else "when it was last heard of:")
        lines.append(
            f"documents   {counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged, "
            f"{counts.failed} failed, {counts.skipped} left out, {counts.again} read again"
        )
        lines.append(f"quotations  {counts.added} added, {counts.removed} removed")
        lines.append(f"findings    {counts.findings} opened, {counts.findings_closed} closed")
    if run.stages:
        lines.append(f"time        {_stages(run.stages)}")
    if run.sources:
        lines += ["sources", *(f"  {line}" for line in source_lines(run.sources))]
    return lines


def source_lines(sources: Mapping[str, SourceCounts], *, most: int | None = None) -> list[str]:
    """One line a source: what is new of it, or why it could not be read; at most so many, those with news first."""
    order = sorted(sources.items(), key=lambda item: not (item[1].error or item[1].failed or item[1].new))
    width = max((len(name) for name in sources), default=0)
    lines = []
    for name, counts in order[:most]:
        numbers = ", ".join(
            f"{getattr(counts, what)} {what if what != 'skipped' else 'left out'}"
            for what in ("new", "changed", "unchanged", "skipped", "failed")
            if getattr(counts, what) or what in {"new", "unchanged"}
        )
        trouble = f"; {counts.error}" if counts.error else ""
        lines.append(f"{name:<{width}}  {numbers}{trouble} ({brief(counts.seconds)})")
    if most is not None and len(order) > most:
        lines.append(f"… and {len(order) - most} more sources")
    return lines


def stage_words(stages: Mapping[str, float]) -> str:
    """``: reading 1.2, extraction 30.1, …``; nothing for a run without stages."""
    return f": {_stages(stages)}" if stages else ""


def _stages(stages: Mapping[str, float]) -> str:
    return ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in stages.items())


def _length(started: datetime, finished: datetime | None) -> str:
    return f" ({brief((finished - started).total_seconds())})" if finished else ""
