"""``quotes versions``: the versions of a document, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotes.cli.options import as_json, database
from quotes.cli.printing import console, dump, told_if_slow
from quotes.consistency.version_differences import VersionDifference, difference
from quotes.consistency.version_findings import in_short, severity_of, whose_words
from quotes.store import Archive, DocumentDetail, VersionRecord
from quotes.store.derived_ids import address_id
from quotes.wording.text_differences import Paragraph

COMPARING = "Comparing what the documents say …"
_SEVERITY = {"high": "bold red", "medium": "yellow", "low": "dim"}
_STYLES = {"same": "", "removed": "red strike", "added": "green underline"}
_PLAIN = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
_KINDS = {
    "reattributed": "other speaker", "reworded": "reworded", "cut": "cut", "removed": "removed", "extended": "extended",
    "added": "added",
}  # fmt: skip


@click.command()
@click.argument("document", metavar="DOCUMENT")
@click.option("--from", "older", type=click.IntRange(1), metavar="N", help="Compare this version …")
@click.option("--to", "newer", type=click.IntRange(1), metavar="N", help="… with this one  [default: the current one].")
@click.option("--diff", is_flag=True, help="Compare the current version with the one that it replaced.")
@as_json
@database
def versions(document: str, older: int | None, newer: int | None, diff: bool, as_json: bool, db: str | None) -> None:
    """List the versions of a document (an id or its address), or show what differs between two of them.

    The list has the number of changes that each made to quotations (`quotes consistency --kind version_change` shows
    them). With --from, --to or --diff the quotations that differ come first, then both texts in one, what is left out
    struck out or as [-words-], what is new underlined or as {+words+}.

    \b
    Example:
      quotes versions 7c2m9k4tq8w3xr5z
      quotes versions https://courier.example/talks --from 1 --to 2
    """
    from quotes.consistency.catching_up import catch_up

    id_ = address_id(document) if "://" in document else document.strip()
    with Archive.open(db, create=False) as archive:
        if older is None and newer is None and not diff:
            archive.document(id_)
            with told_if_slow(COMPARING):
                catch_up(archive)
            _list(archive.document(id_), as_json=as_json)
            return
        found = difference(archive, id_, older=older, newer=newer)
    if as_json:
        dump(found.as_json())
    else:
        print_difference(console(), found)


def _list(document: DocumentDetail, *, as_json: bool) -> None:
    if as_json:
        dump({"items": [version.as_json() for version in document.versions], "next": None})
        return
    printed = console()
    printed.print(_title(document.document.source, document.document.title))
    table = Table("version", "stored (UTC)", "changes", "", "id", box=None, pad_edge=False)
    for version in document.versions:
        changes = str(version.changes) if version.previous is not None else ""
        table.add_row(str(version.number), _minute(version), changes, "current" if version.current else "", version.id)
    printed.print(table)
    if len(document.versions) > 1:
        click.echo(f"quotes versions {document.document.id} --diff   shows what is different now.", err=True)


def print_difference(console: Console, found: VersionDifference) -> None:
    """The changes of quotations, one below another, then both texts in one."""
    document = found.newer.document
    console.print(_title(document.source, document.title))
    for sign, version in (("-", found.older.version), ("+", found.newer.version)):
        console.print(Text(f"{sign} version {version.number}, stored {_minute(version)} UTC", style="dim"))
    if found.note:
        console.print(Text(f"note: {found.note}", style="cyan"))
    console.print()
    for change in found.changes:
        severity = severity_of(change, noted=found.note is not None)
        line = Text(f"{_KINDS[change.kind]} · {severity}", style=_SEVERITY[severity])
        line.append(f"  {in_short(change)}", style="")
        if change.kind != "reattributed":
            line.append(f"  ({whose_words(change)})", style="green")
        console.print(line)
    if not found.changes:
        console.print("No quotation differs.")
    console.print()
    coloured = console.is_terminal and console.color_system is not None
    for line in _lines(found.paragraphs, coloured=coloured):
        console.print(line)
        console.print()


def _lines(paragraphs: tuple[Paragraph, ...], *, coloured: bool) -> Iterator[Text]:
    """The paragraphs that differ, with one before and after; the others are counted."""
    near = {
        place + step
        for place, paragraph in enumerate(paragraphs)
        for step in (-1, 0, 1)
        if paragraph.kind != "same"
    }
    left = 0
    for place, paragraph in enumerate(paragraphs):
        if place not in near:
            left += 1
            continue
        if left:
            yield _unchanged(left)
            left = 0
        yield _paragraph(paragraph, coloured=coloured)
    if left:
        yield _unchanged(left)


def _unchanged(number: int) -> Text:
    return Text(f"… {number} paragraph{'' if number == 1 else 's'} unchanged …", style="dim")


def _paragraph(paragraph: Paragraph, *, coloured: bool) -> Text:
    line = Text(style="dim" if paragraph.kind == "same" else "")
    for run in paragraph.runs:
        words = run.text.rstrip()
        space = " " if len(words) < len(run.text) else ""
        words = " ".join(words.split())
        if coloured:
            line.append(words, style=_STYLES[run.kind])
        else:
            line.append(_PLAIN[run.kind].format(words))
        line.append(space)
    return line


def _title(source: str, title: str | None) -> Text:
    return Text(f"{source}: {title}" if title else source, style="bold")


def _minute(version: VersionRecord) -> str:
    return f"{version.fetched:%Y-%m-%d %H:%M}"
