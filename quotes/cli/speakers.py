"""``quotes speakers``: who is quoted, who they are, and whom the register knows."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from quotes.cli import decisions
from quotes.cli.listing import ListingGroup
from quotes.cli.options import as_json, database, page_size, page_token
from quotes.cli.printing import (
    REGISTER,
    console,
    days,
    dump,
    more,
    print_decisions,
    progress,
    speakers_table,
    term,
    told_if_slow,
)
from quotes.cli.whom import either, in_full, meant, nobody
from quotes.errors import NotFound, QuotesError
from quotes.speakers.importing import read_register_file
from quotes.speakers.register import Registered
from quotes.store import Archive, DecisionRecord, RegisterCounts, SpeakerDetail

SHOWN_FAILURES = 20
SHOWN_DECISIONS = 20
WIKIDATA = "https://www.wikidata.org/wiki/"


@click.group(cls=ListingGroup, options_metavar="", subcommand_metavar="[WORDS… | COMMAND …]")
def speakers() -> None:
    """Who is quoted, who they are, and which names are one person's.

    Without a command this lists speakers, as `quotes speakers list` does, and takes its options.

    \b
    Example:
      quotes speakers blink
      quotes speakers show Blinken
      quotes speakers import mps.csv
      quotes speakers merge "Tony Blinkin" "Antony Blinken" --why "a slip of the pen"
    """


@speakers.command("list")
@click.argument("words", nargs=-1)
@page_size
@page_token
@as_json
@database
def list_(words: tuple[str, ...], limit: int, after: str | None, as_json: bool, db: str | None) -> None:
    """List speakers, the most quoted first (the default command).

    WORDS are beginnings of words of their names. Unnamed sources ("a European diplomat"), and people of the
    register whom no document quotes, show only where WORDS ask for them.

    Example:

        quotes speakers list blink
    """
    asked = " ".join(words)
    with Archive.open(db, create=False) as archive:
        page = archive.speakers(asked or None, limit=limit, after=after)
        similar = archive.did_you_mean(asked) if asked and not page.items and not after else []
    if as_json:
        dump(page.as_json())
        return
    if not page.items:
        click.echo(f"No speaker found; did you mean {either(similar)}?" if similar else "No speaker found.", err=True)
        return
    console().print(speakers_table(page.items))
    more(page.next)


@speakers.command()
@click.argument("speaker", metavar="NAME_OR_ID")
@as_json
@database
def show(speaker: str, as_json: bool, db: str | None) -> None:
    """Show one speaker in full: names, roles, numbers, sources, decisions.

    A name that may be several speakers' lists them, and the exit code is 1.

    Example:

        quotes speakers show Blinken
    """
    with Archive.open(db, create=False) as archive:
        found = meant(archive, speaker)
        if not found:
            raise NotFound(nobody(archive, speaker))
        if len(found) > 1:
            click.echo(f"{speaker!r} may be {len(found)} speakers; `quotes speakers show ID` shows one:", err=True)
            if as_json:
                dump({"items": [one.as_json() for one in found], "next": None})
            else:
                console().print(speakers_table(found))
            sys.exit(NotFound.exit_code)
        detail = in_full(archive, found[0].id)
        made = archive.decisions(detail.id, limit=SHOWN_DECISIONS)
    if as_json:
        dump({**detail.as_json(), "decisions": [decision.as_json() for decision in made.items]})
    else:
        _print_speaker(detail, made.items, made.next is not None)


def _print_speaker(speaker: SpeakerDetail, decisions: Sequence[DecisionRecord], more_decisions: bool) -> None:
    click.echo(f"{speaker.name} ({speaker.type}) [{speaker.id}]")
    table = Table(box=None, pad_edge=False, show_header=False)
    if speaker.aliases:
        table.add_row("also", ", ".join(speaker.aliases))
    for place, office in enumerate(speaker.roles):
        held = " · ".join(part for part in (office.title or office.role, office.place) if part)
        table.add_row("" if place else "roles", f"{held}  {term(office.from_, office.to)}".rstrip())
    published = days(speaker.first, speaker.last)
    table.add_row("quotations", f"{speaker.quotations}{', published ' + published if published else ''}")
    if speaker.sources:
        table.add_row("sources", ", ".join(f"{source.source} ({source.quotations})" for source in speaker.sources))
    if speaker.gender:
        table.add_row("gender", speaker.gender)
    if speaker.wikidata:
        table.add_row("wikidata", WIKIDATA + speaker.wikidata)
    table.add_row("register", speaker.register or "not in it")
    console().print(table)
    if decisions:
        click.echo("decisions")
        print_decisions(decisions, "  ")
    if more_decisions:
        click.echo(f"  … earlier ones: quotes speakers decisions {speaker.id}")


@speakers.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@as_json
@database
def import_(files: tuple[Path, ...], as_json: bool, db: str | None) -> None:
    """Take a register of speakers into the archive: people, organisations, their names and offices.

    A FILE is CSV (with a column `name`), JSON Lines in the form of this program's own register, or FollowTheMoney
    entities, as OpenSanctions and EveryPolitician publish them; .gz is unpacked on the way. A record that is there
    already is updated. Quotations whose speaker turns out to be in it are given to that person. Two records of one FILE
    are two speakers; those of different files, and of the register that ships, are one where the Wikidata id is the
    same, or the name and a country. Findings about offices follow.

    \b
    Exit codes: 0 all read; 1 some lines failed (they are named), the others are stored; 2 nothing could be read.

    \b
    Example:
      quotes speakers import mps.csv peps.ftm.json.gz
    """
    from quotes.consistency.catching_up import look_again

    failures: list[tuple[str, str]] = []
    total = RegisterCounts()
    with Archive.open(db) as archive:
        with told_if_slow(REGISTER):
            archive.ensure_register()  # whom it has already is then joined, not doubled
        with progress("reading") as tell:
            for file in files:
                records = _records(file, failures)
                total += archive.import_register(
                    records,
                    origin=file.name,
                    watch=lambda done: tell(f"{done:,} speakers read"),
                    resolving=lambda done, total: tell(f"{done:,} of {total:,} documents resolved again"),
                )
            look_again(archive)
    counts = asdict(total)
    read = sum(counts.values())
    if as_json:
        named = [{"name": name, "reason": reason} for name, reason in failures]
        dump({"read": read, **counts, "failed": len(failures), "failures": named})
    elif read:
        noun = "speaker" if read == 1 else "speakers"
        told = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
        click.echo(f"{read} {noun}: {told}, {len(failures)} failed")
    _tell_failures(failures)
    if not read:
        click.echo(f"Error: no speaker could be read from {', '.join(file.name for file in files)}", err=True)
        sys.exit(2)
    sys.exit(1 if failures else 0)


def _records(file: Path, failures: list[tuple[str, str]]) -> Iterator[Registered]:
    """The records of a file; what can't be read goes to ``failures`` as name and reason."""
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", UserWarning)
            found = read_register_file(file)
        for warning in told:
            click.echo(f"Warning: {warning.message}", err=True)
        for record in found:
            if isinstance(record, Registered):
                yield record
            else:
                failures.append((record.name, record.reason))
    except QuotesError as error:
        failures.append((file.name, str(error)))
    except OSError as error:
        failures.append((file.name, f"cannot be read: {error.strerror or error}"))


def _tell_failures(failures: Sequence[tuple[str, str]]) -> None:
    for name, reason in failures[:SHOWN_FAILURES]:
        click.echo(f"  {name}: {reason}", err=True)
    if len(failures) > SHOWN_FAILURES:
        click.echo(f"  … and {len(failures) - SHOWN_FAILURES} more", err=True)


@speakers.command()
@page_size
@as_json
@database
def suggest(limit: int, as_json: bool, db: str | None) -> None:
    """List pairs of speakers who are likely one person, with what speaks for it.

    The second of a pair is the one to keep: the command under it merges them.

    Example:

        quotes speakers suggest --limit 10
    """
    with Archive.open(db, create=False) as archive:
        pairs = archive.suggest_merges(limit=limit)
    if as_json:
        dump({"items": [pair.as_json() for pair in pairs], "next": None})
        return
    if not pairs:
        click.echo("No two speakers look like one.", err=True)
    for pair in pairs:
        one, other = pair.one, pair.other
        click.echo(f"{pair.score:.2f}  {one.name} ({one.quotations}) = {other.name} ({other.quotations})?")
        click.echo(f"      {'; '.join(pair.evidence)}")
        click.echo(f"      quotes speakers merge {one.id} {other.id}")


def _add_commands() -> None:
    commands: tuple[Any, ...] = (
        decisions.merge,
        decisions.split,
        decisions.rename,
        decisions.alias,
        decisions.decisions,
        decisions.undo,
    )
    for command in commands:
        speakers.add_command(command)


_add_commands()
