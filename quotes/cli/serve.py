"""``quotes serve`` and ``quotes demo``: the archive over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from quotes import settings

LISTENING = (
    click.option(
        "--host", default="127.0.0.1", show_default=True, help="Address to listen on (0.0.0.0: all)."
    ),
    click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=8000,
        show_default=True,
        help="Port to listen on; 0 takes a free one.",
    ),
    click.option(
        "--threads",
        type=click.IntRange(1, 256),
        default=8,
        show_default=True,
        help="Requests answered at once.",
    ),
)


def listening(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where to listen."""
    for option in reversed(LISTENING):
        command = option(command)
    return command


@click.command()
@listening
@click.option(
    "--db", metavar="URL", help="The archive's database.  [default: QUOTES_DATABASE_URL, or the user's own]"
)
def serve(host: str, port: int, threads: int, db: str | None) -> None:
    """Answer over HTTP: pages at /, JSON at /api/v1, its reference at /docs.

    Reading is open, or needs QUOTES_API_KEY where QUOTES_CLOSED=1. Ctrl-C stops it.

    Example: quotes serve --port 8080
    """
    _serve(host, port, threads, db)


@click.command()
@listening
@click.option(
    "--db",
    metavar="URL",
    help="Database of the sample corpus.  [default: demo.sqlite in the user's data folder]",
)
@click.option("--once", "--no-serve", is_flag=True, help="Load the sample corpus, and start no service.")
@click.pass_context
def demo(context: click.Context, host: str, port: int, threads: int, db: str | None, once: bool) -> None:
    """Load the sample corpus into a database of its own, then serve it.

    Its articles were written for this program; outlets and details are invented. A second start is quick:
    what is loaded is not read again.

    Example: quotes demo --port 0
    """
    from quotes.cli.ingest import ingest

    database = db or f"sqlite:///{demo_database()}"
    click.echo(f"Loading the sample corpus into {database}")
    corpus = settings.resource_folder("seeds") / "corpus"
    try:
        context.invoke(ingest, paths=(str(corpus),), db=database)
    except SystemExit as end:
        # 0: all is loaded, 1: all that can be read is; else it was stopped
        if end.code not in (0, 1):
            raise
    if not once:
        _serve(host, port, threads, database, EXAMPLES)


def demo_database() -> Path:
    """The SQLite file of the sample corpus, beside the user's own archive."""
    return settings.default_database().with_name("demo.sqlite")


EXAMPLES = (
    "{url}/api/v1/quotations?speaker=Blinken",
    "{url}/api/v1/quotations?speaker=Cleverly&from=2022-09-01",
    "{url}/api/v1/quotations?speaker=Sybiha",
    "{url}/api/v1/findings?kind=speaker_conflict",
)


def _serve(host: str, port: int, threads: int, db: str | None, examples: tuple[str, ...] = ()) -> None:
    from service import create_app
    from service.server import Server, log_requests

    log_requests()
    # a name that was mistyped must not become an empty archive; the user's own may still be empty
    server = Server(create_app({"DATABASE_URL": db, "CREATE_DATABASE": db is None}), host, port, threads)
    click.echo(f"Quotes answers at {server.url}/ (API: {server.url}/docs). Ctrl-C stops it.")
    if examples:
        click.echo("Try:")
        for example in examples:
            click.echo(f"  curl -s '{example.format(url=server.url)}'")
    server.run()
    click.echo("Stopped.")
