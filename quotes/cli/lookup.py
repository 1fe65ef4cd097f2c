"""``quotes search``, ``quotes speakers`` and ``quotes db``: what the archive holds."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, get_args

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotes.errors import SchemaOutdated
from quotes.extraction.records import Kind
from quotes.store import MAX_LIMIT, Archive, QuotationFilter, QuotationRecord, SpeakerRecord


class Day(click.ParamType):
    """A day, ``2023-01-18``."""

    name = "date"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> date:
        """The day, or a usage error that quotes the value."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day: write it as 2023-01-18", parameter, context)


database = click.option("--db", metavar="URL", help="The archive: an SQLAlchemy URL or the path of an SQLite file.")
page_size = click.option(
    "--limit", type=click.IntRange(1, MAX_LIMIT), default=20, show_default=True, help="Items on a page."
)
page_token = click.option("--next", "after", metavar="TOKEN", help="Go on where the page with this token ended.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _dump(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _console() -> Console:
    # without a terminal lines are not folded, so that they can be searched
    console = Console(highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, emoji=False, markup=False, width=100_000)
    return console


def _more(token: str | None) -> None:
    if token:
        click.echo(f"There is more: add --next {token}", err=True)


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first} … {last}"


def _say_who(name: str, speakers: list[SpeakerRecord]) -> None:
    """Tell on stderr whom a name was taken to mean where that is not plain."""
    if not speakers:
        click.echo(f"Nobody in the archive is known as {name!r}; `quotes speakers` lists who is.", err=True)
    elif len(speakers) > 1:
        click.echo(f"{name!r} may be {len(speakers)} speakers; all of them are shown:", err=True)
        for speaker in speakers:
            click.echo(f"  {speaker.id}  {speaker.name} ({speaker.type}, {speaker.quotations})", err=True)


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
        _say_who(speaker, page.speakers)
    if not known_source:
        click.echo(f"The archive has no source {source!r}.", err=True)
    if as_json:
        _dump(page.as_json())
        return
    if not page.items:
        click.echo("No quotation found.", err=True)
    console = _console()
    for quotation in page.items:
        _print_quotation(console, quotation)
    _more(page.next)


@click.command()
@click.argument("words", nargs=-1)
@page_size
@page_token
@as_json
@database
def speakers(words: tuple[str, ...], limit: int, after: str | None, as_json: bool, db: str | None) -> None:
    """List speakers, the most quoted first.

    WORDS are beginnings of words of their names. Unnamed sources ("a European diplomat") show only where
    WORDS ask for them.

    Example:

        quotes speakers blink
    """
    with Archive.open(db, create=False) as archive:
        page = archive.speakers(" ".join(words) or None, limit=limit, after=after)
    if as_json:
        _dump(page.as_json())
        return
    if not page.items:
        click.echo("No speaker found.", err=True)
        return
    table = Table("name", "type", "quotations", "published", "also", "id", box=None, pad_edge=False)
    for speaker in page.items:
        table.add_row(
            speaker.name,
            speaker.type,
            str(speaker.quotations),
            _days(speaker.first, speaker.last),
            ", ".join(speaker.aliases),
            speaker.id,
        )
    _console().print(table)
    _more(page.next)


@click.group()
def db() -> None:
    """Look after the database.

    Example:

        quotes db status
    """


@db.command()
@database
def upgrade(db: str | None) -> None:
    """Bring the database to this program's schema; all data stay.

    Example:

        quotes db upgrade --db sqlite:///archive.sqlite
    """
    with Archive.open(db, check=False) as archive:
        before, head = archive.revision()
        if before == head:
            click.echo(f"{archive.url} is up to date ({head}).")
            return
        archive.upgrade()
        click.echo(f"{archive.url}: schema {before or 'none'} → {head}.")


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
        _dump({"url": archive.url, **counts.as_json()})
        return
    click.echo(f"{archive.url} (schema {counts.revision})")
    click.echo(f"{counts.documents} documents, {counts.quotations} quotations, {counts.speakers} speakers")
    if days := _days(counts.first, counts.last):
        click.echo(f"published {days}")
