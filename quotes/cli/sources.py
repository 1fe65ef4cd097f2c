"""``quotes sources``: what the nightly run reads."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotes import settings as configuration
from quotes.cli.options import Duration, as_json, database
from quotes.cli.printing import console, dump
from quotes.errors import Conflict
from quotes.store import Archive, ReadSource

if TYPE_CHECKING:
    from quotes.sources.settings import SourceSettings

KINDS = ("folder", "feed", "sitemap", "urls", "jsonlines", "warc")
TRIED = 5
SHOWN_TITLE = 70

named = click.argument("name")


@click.group()
def sources() -> None:
    """Say what `quotes reingest` reads: folders, feeds, sitemaps, lists of addresses, JSON Lines, web archives.

    \b
    Examples:
      quotes sources add courier feed https://courier.example/rss --every 6h
      quotes sources add ministry folder /srv/releases
      quotes sources import sources.toml
      quotes sources test courier
    """


@sources.command("list")
@as_json
@database
def list_(as_json: bool, db: str | None) -> None:
    """List the sources: when each was read, when it is due, and what came of it.

    Example: quotes sources list
    """
    from rich.table import Table

    with Archive.open(db, create=False) as archive:
        found = archive.read_sources()
    if as_json:
        dump({"items": [_as_json(source) for source in found], "next": None})
        return
    if not found:
        click.echo("No sources yet: `quotes sources add NAME feed https://…` or `quotes sources import FILE.toml`.")
        return
    table = Table("name", "kind", "every", "last read (UTC)", "due (UTC)", "documents", "state", "location", box=None)
    for source in found:
        values = source.settings
        table.add_row(
            source.name,
            values["kind"],
            values.get("every", ""),
            f"{source.read:%Y-%m-%d %H:%M}" if source.read else "never",
            _due_words(source),
            str(source.documents),
            _state_words(source),
            values["location"],
        )
    console().print(table)


@sources.command()
@named
@as_json
@database
def show(name: str, as_json: bool, db: str | None) -> None:
    """Show one source: its settings, and what came of it the last time.

    Example: quotes sources show courier
    """
    from quotes.sources.settings import describe, write_sources

    with Archive.open(db, create=False) as archive:
        source = archive.read_source(name)
    if as_json:
        dump(_as_json(source))
        return
    settings = _settings(source)
    click.echo(describe(settings))
    click.echo(f"last read   {f'{source.read:%Y-%m-%d %H:%M} UTC' if source.read else 'never'}")
    click.echo(f"due         {_due_words(source)}")
    click.echo(f"documents   {source.documents} filed under this name")
    click.echo(f"state       {_state_words(source)}")
    if source.state:
        from quotes.cli.runs import source_lines

        click.echo(f"last time   {source_lines({name: source.state.counts})[0].removeprefix(name).strip()}")
    click.echo()
    click.echo(write_sources([settings]).strip())


@sources.command()
@named
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("location")
@click.option("--every", type=Duration(), help="Not due again before (6h, 1d)  [default: due in every run].")
@click.option("--outlet", metavar="NAME", help="File all its documents under this source.")
@click.option("--include", multiple=True, metavar="PATTERN", help="Only such addresses or paths (* and ?); several.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="No such addresses or paths; several.")
@click.option("--max-age", type=Duration(), help="Leave older documents alone (30d).")
@click.option("--limit", type=click.IntRange(1), help="Pages fetched in one run.")
@click.option("--max-time", type=Duration(), help="How long its servers are asked in one run  [default: 2h].")
@click.option("--delay", type=click.FloatRange(0), help="Seconds between requests to one host  [default: 1].")
@click.option("--timeout", type=click.FloatRange(0), help="Seconds of silence that are borne  [default: 30].")
@click.option("--retries", type=click.IntRange(0), help="Tries after the first that fails  [default: 3].")
@click.option("--max-bytes", type=click.IntRange(1), help="Of one page  [default: 10000000].")
@click.option("--user-agent", metavar="TEXT", help="As whom servers are asked.")
@click.option("--no-robots", is_flag=True, help="Read what robots.txt forbids, too.")
@click.option("--allow-private", is_flag=True, help="Read addresses of the local network, too.")
@click.option("--use-feed-text", is_flag=True, help="The text in the feed is the article: fetch no pages.")
@click.option("--disabled", is_flag=True, help="Add it switched off.")
@click.option("--replace", is_flag=True, help="Where there is a source of this name, give it these settings.")
@database
def add(
    name: str,
    kind: str,
    location: str,
    no_robots: bool,
    disabled: bool,
    replace: bool,
    db: str | None,
    **given: Any,
) -> None:
    """Add a source: its NAME, its kind, and its LOCATION (an address or a path).

    \b
    Examples:
      quotes sources add courier feed https://courier.example/rss --every 6h
      quotes sources add post sitemap https://post.example --include '*/politics/*' --max-age 30d
      quotes sources add ministry folder /srv/releases --outlet "Ministry of Ports"
    """
    from quotes.sources.durations import written
    from quotes.sources.settings import SourceSettings, describe, refuse_user

    values: dict[str, Any] = {"name": name, "kind": kind, "location": location}
    if "://" in location:
        refuse_user(location, "LOCATION")
    else:
        values["location"] = str(Path(location).expanduser().absolute())
    for key, value in given.items():
        if value not in (None, (), False):
            values[key] = (
                written(value) if isinstance(value, timedelta) else list(value) if isinstance(value, tuple) else value
            )
    if no_robots:
        values["robots"] = False
    if disabled:
        values["enabled"] = False
    settings = SourceSettings.from_json(values)
    with Archive.open(db) as archive:
        if not replace and any(source.name == name for source in archive.read_sources()):
            raise Conflict(f"there is a source {name!r} already: --replace gives it these settings")
        archive.put_sources([settings.as_json()])
    click.echo(describe(settings))
    if not settings.on_the_web and not Path(settings.location).exists():
        click.echo(f"There is nothing at {settings.location} yet.", err=True)


@sources.command()
@named
@database
def remove(name: str, db: str | None) -> None:
    """Read a source no more; its documents and their quotations stay.

    Example: quotes sources remove courier
    """
    with Archive.open(db, create=False) as archive:
        documents = archive.remove_source(name)
    click.echo(f"{name} is read no more; {documents} documents that are filed under it stay.")


@sources.command()
@named
@database
def enable(name: str, db: str | None) -> None:
    """Switch a source on.

    Example: quotes sources enable courier
    """
    with Archive.open(db, create=False) as archive:
        archive.enable_source(name, True)
    click.echo(f"{name} is read again.")


@sources.command()
@named
@database
def disable(name: str, db: str | None) -> None:
    """Switch a source off; its settings stay.

    Example: quotes sources disable courier
    """
    with Archive.open(db, create=False) as archive:
        archive.enable_source(name, False)
    click.echo(f"{name} is switched off.")


@sources.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@database
def import_(file: Path, db: str | None) -> None:
    """Take in the sources of a TOML FILE: they are as it has them, the others stay as they are.

    \b
    Example: quotes sources import sources.toml, with
      [defaults]
      every = "1d"
      [sources.courier]
      kind = "feed"
      location = "https://courier.example/rss"
    """
    from quotes.sources.settings import read_sources

    given = read_sources(file)
    with Archive.open(db) as archive:
        differed = archive.put_sources(settings.as_json() for settings in given)
    click.echo(f"{len(given)} source{'' if len(given) == 1 else 's'}: {len(differed)} new or changed.")


@sources.command()
@database
def export(db: str | None) -> None:
    """Print all sources as TOML, as `import` reads it.

    Example: quotes sources export > sources.toml
    """
    from quotes.sources.settings import write_sources

    with Archive.open(db, create=False) as archive:
        found = archive.read_sources()
    click.echo(write_sources(map(_settings, found)).rstrip())


@sources.command()
@named
@click.option("--documents", default=TRIED, show_default=True, type=click.IntRange(1), help="How many to read.")
@click.option(
    "--sources",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="TOML file with the source  [default: QUOTES_SOURCES, or none].",
)
@database
def test(name: str, documents: int, file: Path | None, db: str | None) -> None:
    """Read a few documents of a source, show them, and store nothing; exit code 1 where there are none to read.

    Example: quotes sources test courier
    """
    from quotes.errors import NotFound
    from quotes.failures import Failure
    from quotes.ingest.choosing import known_sources, unknown
    from quotes.sources.found import Skipped
    from quotes.sources.memory import Forgetful, ToRemember
    from quotes.sources.reading import read_source
    from quotes.sources.settings import describe

    with Archive.open(db) as archive:
        found = known_sources(archive, file or configuration.sources_file())
    known = {source.settings.name: source.settings for source in found}
    if name not in known:
        raise NotFound(unknown(name, known))
    settings = known[name]
    click.echo(describe(settings))
    read = failed = skipped = 0
    for item in read_source(settings, Forgetful()):
        if isinstance(item, Failure):
            failed += 1
            click.echo(f"  failed: {item.name}: {item.reason}", err=True)
        elif isinstance(item, Skipped):
            skipped += 1
        elif not isinstance(item, ToRemember):
            read += 1
            document = item.document
            title = (document.title or "untitled")[:SHOWN_TITLE]
            words = len(document.text.split())
            click.echo(f"  {document.published or 'undated'}  {document.source}: {title} ({words} words)")
            click.echo(f"    {document.url or item.name}")
        # a source of which every article fails must come to an end, too
        if read >= documents or failed >= 2 * documents:
            break
    click.echo(f"{read} read, {failed} failed, {skipped} left out; nothing was stored.")
    sys.exit(0 if read else 1)


def _settings(source: ReadSource) -> SourceSettings:
    from quotes.sources.settings import SourceSettings

    return SourceSettings.from_json(source.settings)


def _due(source: ReadSource) -> datetime | None:
    """When it is to be read again (UTC), None: in the next run."""
    every = _settings(source).every
    if source.read is None or every is None or (source.state and source.state.failing):
        return None
    return source.read + every


def _due_words(source: ReadSource) -> str:
    if not source.enabled:
        return "switched off"
    due = _due(source)
    if due is None or due <= datetime.now(timezone.utc).replace(tzinfo=None):
        return "in the next run"
    return f"{due:%Y-%m-%d %H:%M}"


def _state_words(source: ReadSource) -> str:
    state = source.state
    if state is None:
        return "not read yet"
    if state.failing:
        times = "" if state.failing == 1 else f" ({state.failing} times)"
        return f"failing since {state.since:%Y-%m-%d}{times}: {state.counts.error}"
    return "ok" if not state.counts.failed else f"{state.counts.failed} documents failed"


def _as_json(source: ReadSource) -> dict[str, Any]:
    due = _due(source)
    return {
        **source.settings,
        "documents": source.documents,
        "read": source.read.replace(tzinfo=timezone.utc).isoformat() if source.read else None,
        "due": due.replace(tzinfo=timezone.utc).isoformat() if due else None,
        "state": source.state.as_json() if source.state else None,
    }
