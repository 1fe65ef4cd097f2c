"""The commands of ``quotes speakers`` that correct who is who. Each is a decision: kept, and undone by its id."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import click

from quotes.cli.options import as_json, database, deciding, page_size, page_token, who, why
from quotes.cli.printing import decision_sentence, dump, more, print_decisions
from quotes.cli.whom import one_speaker
from quotes.store import Archive, DecisionRecord


def decision(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every decision takes."""
    for option in reversed((who, why, as_json, database)):
        command = option(command)
    return command


@contextlib.contextmanager
def archive_of(db: str | None) -> Iterator[Archive]:
    """The archive that a decision is about; findings that rest on it are looked at again afterwards."""
    from quotes.consistency.catching_up import look_again

    with Archive.open(db, create=False) as archive:
        yield archive
        look_again(archive)


def _tell(made: DecisionRecord, as_json: bool) -> None:
    if as_json:
        dump(made.as_json())
        return
    click.echo(f"Decided: {decision_sentence(made)}.")
    click.echo(f"quotes speakers undo {made.id}   takes it back.")


@click.command()
@click.argument("speaker", metavar="A")
@click.argument("into", metavar="B")
@decision
def merge(speaker: str, into: str, who: str | None, why: str, as_json: bool, db: str | None) -> None:
    """Decide that A and B are one speaker: B stays, A's quotations become B's, and A's id leads to B.

    A and B are names in any form, or ids. Of two speakers of whom the register knows one, that one is B.

    Example:

        quotes speakers merge "Tony Blinkin" "Antony Blinken" --why "a slip of the pen"
    """
    with archive_of(db) as archive:
        one, other = one_speaker(archive, speaker), one_speaker(archive, into)
        made = archive.merge_speakers(one.id, other.id, who=deciding(who), why=why)
    _tell(made, as_json)


@click.command()
@click.argument("speaker", metavar="A")
@click.option("--document", "documents", multiple=True, metavar="ID", help="A document that means somebody else.")
@click.option("--form", "forms", multiple=True, metavar="NAME", help="A form of the name that is somebody else's.")
@click.option("--as", "name", metavar="NAME", help="What the other speaker is called  [default: as documents do]")
@decision
def split(
    speaker: str,
    documents: tuple[str, ...],
    forms: tuple[str, ...],
    name: str | None,
    who: str | None,
    why: str,
    as_json: bool,
    db: str | None,
) -> None:
    """Decide that some of A's quotations are another speaker's: those of documents, or under forms of the name.

    Both options can be given more than once. What is split off gets an id of its own.

    Example:

        quotes speakers split "David Davis" --document 0h5313hq2yp1e2z9 --as "David Davis (Texas)"
    """
    if not documents and not forms:
        raise click.UsageError("say which quotations are somebody else's: --document ID or --form NAME")
    with archive_of(db) as archive:
        one = one_speaker(archive, speaker)
        made = archive.split_speaker(
            one.id, documents=documents, forms=forms, name=name, who=deciding(who), why=why
        )
    _tell(made, as_json)


@click.command()
@click.argument("speaker", metavar="A")
@click.argument("name", metavar="NAME")
@decision
def rename(speaker: str, name: str, who: str | None, why: str, as_json: bool, db: str | None) -> None:
    """Decide that A is called NAME, whatever documents write.

    Example:

        quotes speakers rename Sybiga "Andrii Sybiha" --why "as the ministry writes it"
    """
    with archive_of(db) as archive:
        made = archive.rename_speaker(one_speaker(archive, speaker).id, name, who=deciding(who), why=why)
    _tell(made, as_json)


@click.group()
def alias() -> None:
    """Names that a speaker is also known by.

    Example:

        quotes speakers alias add "Luiz Inácio Lula da Silva" Lula
    """


@alias.command()
@click.argument("speaker", metavar="A")
@click.argument("form", metavar="NAME")
@decision
def add(speaker: str, form: str, who: str | None, why: str, as_json: bool, db: str | None) -> None:
    """Decide that NAME is A's: documents that use it are resolved again.

    Example:

        quotes speakers alias add "Luiz Inácio Lula da Silva" Lula
    """
    with archive_of(db) as archive:
        made = archive.add_alias(one_speaker(archive, speaker).id, form, who=deciding(who), why=why)
    _tell(made, as_json)


@click.command()
@click.argument("speaker", metavar="[A]", required=False)
@page_size
@page_token
@as_json
@database
def decisions(speaker: str | None, limit: int, after: str | None, as_json: bool, db: str | None) -> None:
    """List decisions, the latest first; with A only those about that speaker.

    Example:

        quotes speakers decisions Blinken
    """
    with Archive.open(db, create=False) as archive:
        id_ = one_speaker(archive, speaker).id if speaker else None
        page = archive.decisions(id_, limit=limit, after=after)
    if as_json:
        dump(page.as_json())
        return
    if not page.items:
        click.echo("No decision yet.", err=True)
    print_decisions(page.items)
    more(page.next)


@click.command()
@click.argument("decision", metavar="DECISION")
@decision
def undo(decision: str, who: str | None, why: str, as_json: bool, db: str | None) -> None:
    """Take a decision back, by its id; it stays on record as undone.

    Example:

        quotes speakers undo 7c2m9k4tq8w3xr5z --why "two people after all"
    """
    with archive_of(db) as archive:
        undone = archive.undo_decision(decision, who=deciding(who), why=why)
    if as_json:
        dump(undone.as_json())
    else:
        click.echo(f"Undone: {decision_sentence(undone)}.")
