"""``quotes consistency``: where the documents disagree, what people say of it, and findings for other programs."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import click

from quotes.cli.listing import ListingGroup
from quotes.cli.options import as_json, database, deciding, page_size, page_token, who, why
from quotes.cli.printing import console, dump, more, progress
from quotes.cli.printing_findings import heading, print_finding, print_in_one_line
from quotes.cli.whom import nobody
from quotes.errors import BadValue
from quotes.store import MAX_LIMIT, Archive, FindingRecord
from quotes.store.finding_records import FindingKind, FindingSeverity, FindingStatus

COMPARING = "Comparing what the documents say …"

of_kind = click.option("--kind", type=click.Choice(get_args(FindingKind)), help="Only findings of this kind.")
of_status = click.option("--status", type=click.Choice(get_args(FindingStatus)), help="Only those of this status.")
of_severity = click.option("--severity", type=click.Choice(get_args(FindingSeverity)), help="Only those this severe.")
of_speaker = click.option("--speaker", metavar="NAME", help="Only those with words of this speaker: a name or an id.")


@contextlib.contextmanager
def _caught_up(db: str | None) -> Iterator[Archive]:
    """The archive, once everything that was saved since is compared."""
    from quotes.consistency.catching_up import catch_up

    with Archive.open(db, create=False) as archive:
        with progress(COMPARING) as tell:
            catch_up(
                archive,
                watch=lambda done: tell(
                    f"{done.documents:,} documents grouped, {done.utterances:,} utterances compared, "
                    f"{done.opened:,} findings opened"
                ),
            )
        yield archive


@click.group(cls=ListingGroup, options_metavar="", subcommand_metavar="[COMMAND …]")
def consistency() -> None:
    """Where the documents disagree: findings, with the evidence side by side.

    Without a command this lists findings, as `quotes consistency list` does, and takes its options. Kinds are
    speaker_conflict (the same words, different speakers), wording_conflict (one statement, wordings that differ in
    what they mean), role_conflict (a role that the speaker did not hold then, or that two people are given),
    date_conflict (one statement, dated to different days) and version_change (words that an outlet changed after it
    had published them; see `quotes versions`). Reprints of one story are one witness.

    Exit codes: 0 done, whether there are findings or not; 1 there is no finding of this id; 2 it could not be done.

    \b
    Example:
      quotes consistency --severity high
      quotes consistency show 7c2m9k4tq8w3xr5z
      quotes consistency dismiss 7c2m9k4tq8w3xr5z --why "the second is a headline"
      quotes consistency export --format csv -o findings.csv
    """


@consistency.command("list")
@of_kind
@of_status
@of_speaker
@of_severity
@page_size
@page_token
@as_json
@database
def list_(
    kind: str | None,
    status: str | None,
    speaker: str | None,
    severity: str | None,
    limit: int,
    after: str | None,
    as_json: bool,
    db: str | None,
) -> None:
    """List findings: open ones first, then confirmed, then dismissed; the most severe first (the default command).

    What was saved since the last time is compared first.

    Example:

        quotes consistency list --kind wording_conflict --status open --speaker Blinken
    """
    with _caught_up(db) as archive:
        page = archive.findings(
            kind=kind, status=status, speaker=speaker, severity=severity, limit=limit, after=after
        )
        if speaker is not None and not archive.find_speakers(speaker):
            click.echo(nobody(archive, speaker), err=True)
    if as_json:
        dump(page.as_json())
        return
    if not page.items:
        click.echo("No finding.", err=True)
    printed = console()
    for finding in page.items:
        if finding.status == "dismissed" and status is None:
            print_in_one_line(printed, finding)
        else:
            print_finding(printed, finding)
    more(page.next)


@consistency.command()
@click.argument("finding", metavar="ID")
@as_json
@database
def show(finding: str, as_json: bool, db: str | None) -> None:
    """Show one finding with all its quotations and reviews.

    Example:

        quotes consistency show 7c2m9k4tq8w3xr5z
    """
    with Archive.open(db, create=False) as archive:
        found = archive.finding(finding)
    if as_json:
        dump(found.as_json())
    else:
        print_finding(console(), found, whole=True)


def _reviewing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every review of a finding takes."""
    for option in reversed((click.argument("finding", metavar="ID"), who, why, as_json, database)):
        command = option(command)
    return command


def _review(
    finding: str, status: str | None, who: str | None, note: str, as_json: bool, db: str | None
) -> None:
    with Archive.open(db, create=False) as archive:
        reviewed = archive.review_finding(finding, status=status, note=note, who=deciding(who))
    if as_json:
        dump(reviewed.as_json())
        return
    console().print(heading(reviewed))
    click.echo(reviewed.summary)
    if status in {"confirmed", "dismissed"}:
        click.echo(f"quotes consistency reopen {reviewed.id}   takes it back.")


@consistency.command()
@_reviewing
def confirm(finding: str, who: str | None, why: str, as_json: bool, db: str | None) -> None:
    """Confirm a finding: the documents do disagree.

    Example:

        quotes consistency confirm 7c2m9k4tq8w3xr5z --why "heard the recording: it is 'million'"
    """
    _review(finding, "confirmed", who, why, as_json, db)


@consistency.command()
@_reviewing
def dismiss(finding: str, who: str | None, why: str, as_json: bool, db: str | None) -> None:
    """Dismiss a finding. It stays dismissed unless a reading, or an independent document, turns up that it has not now.

    Example:

        quotes consistency dismiss 7c2m9k4tq8w3xr5z --why "two speeches"
    """
    _review(finding, "dismissed", who, why, as_json, db)


@consistency.command()
@_reviewing
def reopen(finding: str, who: str | None, why: str, as_json: bool, db: str | None) -> None:
    """Take a confirmation or a dismissal back.

    Example:

        quotes consistency reopen 7c2m9k4tq8w3xr5z --why "the recording is another day's"
    """
    _review(finding, "open", who, why, as_json, db)


@consistency.command()
@_reviewing
@click.argument("words", metavar="[TEXT]", nargs=-1)
def note(
    words: tuple[str, ...], finding: str, who: str | None, why: str, as_json: bool, db: str | None
) -> None:
    """Add a note to a finding, which decides nothing. Its text is TEXT, or that of --why.

    Example:

        quotes consistency note 7c2m9k4tq8w3xr5z "asked the desk on Monday"
    """
    _review(finding, None, who, " ".join(words) or why, as_json, db)


@consistency.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "jsonl", "schema.org"]),
    default="jsonl",
    show_default=True,
    help="A row a quotation, a line a finding, or one JSON-LD document.",
)
@click.option(
    "--status",
    type=click.Choice([*get_args(FindingStatus), "any"]),
    default="confirmed",
    show_default=True,
    help="Only those of this status.",
)
@of_kind
@of_speaker
@of_severity
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file  [default: standard output]"
)
@database
def export(
    format_: str,
    status: str,
    kind: str | None,
    speaker: str | None,
    severity: str | None,
    output: Path | None,
    db: str | None,
) -> None:
    """Write findings for other programs, the confirmed ones unless --status says otherwise.

    schema.org is JSON-LD: a Quotation for each quotation, and a ClaimReview for each confirmed finding, which says that
    documents disagree, and not who is right.

    Example:

        quotes consistency export --format schema.org -o findings.jsonld
    """
    from quotes.consistency.exporting import WRITERS

    filters = {"kind": kind, "status": None if status == "any" else status, "speaker": speaker, "severity": severity}
    written = io.StringIO(newline="")
    with _caught_up(db) as archive:
        WRITERS[format_](_all(archive, filters), written)
    if output is None:
        # as bytes: a CSV's line ends are its own
        click.echo(written.getvalue().encode(), nl=False)
        return
    try:
        output.write_bytes(written.getvalue().encode())
    except OSError as error:
        raise BadValue(f"cannot write {str(output)!r}: {error.strerror or error}") from None


def _all(archive: Archive, filters: dict[str, str | None]) -> Iterator[FindingRecord]:
    after = None
    while True:
        page = archive.findings(**filters, limit=MAX_LIMIT, after=after)  # type: ignore[arg-type]
        yield from page.items
        after = page.next
        if after is None:
            return
