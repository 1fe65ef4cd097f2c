"""``quotes search`` and ``quotes db``: what the archive holds."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import click
from rich.console import Console
from rich.text import Text

from quotes.cli.options import Day, as_json, database, page_size, page_token
from quotes.cli.printing import REGISTER, console, days, dump, more, told_if_slow
from quotes.cli.whom import say_who
from quotes.errors import SchemaOutdated
from quotes.extraction.records import Kind
from quotes.store import Archive, QuotationFilter, QuotationRecord


def _print_quotation(console: Console, quotation: QuotationRecord) -> None:
    document = quotation.document
    console.print(Text(" ".join(quotation.text.split()), style="bold"))
    who = Text("  — ")
    if quotation.speaker:
        who.append(quotation.speaker.name, style="green")
        if quotation.speaker.type != "person":
            who.append(f" ({quotation.speaker.type})")
        who.append(f", confidence {quotation.confidence:.2f}", style="dim")
    else:
        who.append("the text does not say who", style="dim")
    console.print(who)
    where = [str(document.published or "undated"), document.source, document.title or ""]
    console.print(Text("  " + " · ".join(part for part in where if part)))
    console.print(Text("".join(f"  {part}" for part in (document.url, f"[{quotation.id}]") if part), style="dim"))
    console.print()


@click.command()
@click.argument("words", nargs=-1)
@click.option("--speaker", metavar="NAME", help="Who spoke: a name in any form, or an id.")
@click.option("--from", "from_", type=Day(), help="First day of publication.")
@click.option("--to", type=Day(), help="Last day of publication.")
@click.option("--source", metavar="NAME", help="The outlet or collection.")
@click.option("--kind", type=click.Choice(get_args(Kind)), help="Whole clauses, or words inside a sentence.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only attributions at least as sure as this.")
@page_size
@page_token
@as_json
@database
def search(
    words: tuple[str, ...],
    speaker: str | None,
    from_: date | None,
    to: date | None,
    source: str | None,
    kind: Any,
    min_confidence: float | None,
    limit: int,
    after: str | None,
    as_json: bool,
    db: str | None,
) -> None:
    """Look quotations up, newest first.

    A quotation must have all WORDS; words between quotation marks must stand together. Letter case and
    accents do not matter.

    Example:

        quotes search '"air defence"' missiles --speaker Blinken --from 2023-01-01
    """
    criteria = QuotationFilter(
        speaker=speaker,
        words=" ".join(words) or None,
        from_=from_,
        to=to,
        source=source,
        kind=kind,
        min_confidence=min_confidence,
    )
    with Archive.open(db, create=False) as archive:
        page = archive.quotations(criteria, limit=limit, after=after)
        known_source = source is None or source in {record.name for record in archive.sources()}
        if speaker is not None:
            say_who(archive, speaker, page.speakers)
    if not known_source:
        click.echo(f"The archive has no source {source!r}.", err=True)
    if as_json:
        dump(page.as_json())
        return
    if not page.items:
        click.echo("No quotation found.", err=True)
    printed = console()
    for quotation in page.items:
        _print_quotation(printed, quotation)
    more(page.next)


@click.group()
def db() -> None:
    """Look after the database.

    Example:

        quotes db status
    """


@db.command()
@database
def upgrade(db: str | None) -> None:
    """Bring the database to this program's schema, and take in the register of speakers; all data stay.

    Example:

        quotes db upgrade --db sqlite:///archive.sqlite
    """
    with Archive.open(db, check=False) as archive:
        before, head = archive.revision()
        if before == head:
            click.echo(f"{archive.url} is up to date ({head}).")
        else:
            archive.upgrade()
            click.echo(f"{archive.url}: schema {before or 'none'} → {head}.")
        with told_if_slow(REGISTER):
            archive.ensure_register()


@db.command()
@as_json
@database
def status(as_json: bool, db: str | None) -> None:
    """Say where the database is, its schema and what it holds; exit code 2 where the schema is old.

    Example:

        quotes db status --json
    """
    with Archive.open(db, create=False, check=False) as archive:
        revision, head = archive.revision()
        if revision != head:
            raise SchemaOutdated(
                f"{archive.url!r} has schema {revision!r}, this program needs {head!r}: run `quotes db upgrade`"
            )
        counts = archive.counts()
    if as_json:
        dump({"url": archive.url, **counts.as_json()})
        return
    click.echo(f"{archive.url} (schema {counts.revision})")
    click.echo(f"{counts.documents} documents, {counts.quotations} quotations, {counts.speakers} speakers")
    if published := days(counts.first, counts.last):
        click.echo(f"published {published}")
