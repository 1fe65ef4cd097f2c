"""``quotes check``: every quotation of a draft against the archive."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
from rich.console import Console
from rich.text import Text

from quotes.cli.options import Day, as_json, database
from quotes.cli.printing import console, told_if_slow
from quotes.cli.verdicts import archive_to_ask, print_match, print_verdict
from quotes.errors import BadValue, UnreadableInput
from quotes.failures import clean

if TYPE_CHECKING:
    from quotes.drafts.checking import CheckedDraft, CheckedQuotation
    from quotes.drafts.reading import Draft

FORMATS = ("text", "markdown", "html", "docx")
MODEL = "Loading the language model …"
UNREADABLE = 2


@click.command(
    epilog="""\b
Examples:
  quotes check draft.docx
  quotes check draft.md --published 2023-01-18 --html report.html
  quotes check drafts/*.md --csv quotations.csv
  cat draft.md | quotes check - --as markdown --json

\b
Without colours, [-words-] are the draft's, {+words+} the record's in their place, and {=words=} what the record
has where the draft marks a cut (…) or has [brackets].

\b
Exit codes: 0 every quotation is confirmed; 1 some are not; 2 a draft could not be read (the others are checked).
"""
)
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT…")
@click.option(
    "--published",
    type=Day(),
    metavar="DAY",
    help="The drafts' day: offices (the NATO chief) become their holders of that day.  [default: the draft's own]",
)
@click.option(
    "--as", "form", type=click.Choice(FORMATS), help="The drafts' format.  [default: by ending, or by first bytes]"
)
@click.option(
    "--min-words", type=click.IntRange(0), default=0, show_default=True, help="Leave out quotations of fewer words."
)
@click.option(
    "--html", "html_file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report as one HTML page."
)
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), metavar="FILE", help="Write a row a quotation.")
@as_json
@click.option("--model", metavar="NAME", help="spaCy pipeline to use instead of the shipped one.")
@database
def check(
    drafts: tuple[str, ...],
    published: date | None,
    form: Any,
    min_words: int,
    html_file: Path | None,
    csv_file: Path | None,
    as_json: bool,
    model: str | None,
    db: str | None,
) -> None:
    """Verify every quotation of drafts, and report the gravest first.

    A DRAFT is a text, Markdown, HTML or Word file (.docx), or - for standard input. Its quotations are found as in an
    article, with the speaker whom the draft gives, and each is looked for in the archive. Words that are said by
    somebody else or are altered come first, then those whose speaker is disputed, those that are not on record, those
    of one or two words of which nothing can be said, and those that are confirmed.

    --json prints {"name", "text", "quotations", "counts"} of one draft; of several {"drafts": […], "failures": […]}.
    FILE may be - for standard output. Tracked deletions of a Word file are left out.
    """
    from quotes.drafts.checking import check as checked_against

    if sum((as_json, html_file == Path("-"), csv_file == Path("-"))) > 1:
        raise click.UsageError("standard output takes one of --json, --html - and --csv -")
    failures: list[tuple[str, str]] = []
    readable = list(_read(drafts, form, published, failures))
    checked: list[CheckedDraft] = []
    with archive_to_ask(db) as archive:
        if readable:
            from quotes.extraction import Extractor

            with told_if_slow(MODEL):
                extractor = Extractor.load(model)
            with _progress(len(readable)) as watch:
                for draft in readable:
                    watch(draft.name, 0, 0)
                    told = partial(watch, draft.name)
                    checked.append(checked_against(draft, archive, extractor, min_words=min_words, watch=told))
    _write(checked, failures, html_file, csv_file, as_json, alone=len(drafts) == 1)
    for name, reason in failures:
        click.echo(f"Error: {name}: {reason}", err=True)
    if failures:
        sys.exit(UNREADABLE)
    sys.exit(0 if all(draft.confirmed for draft in checked) else 1)


def _read(
    names: Sequence[str], form: Any, published: date | None, failures: list[tuple[str, str]]
) -> Iterator[Draft]:
    from quotes.drafts.reading import dated, read_draft

    for name in names:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            yield dated(read_draft(data, "stdin" if name == "-" else clean(name), format=form), published)
        except OSError as error:
            failures.append((clean(name), f"cannot be read: {error.strerror}"))
        except UnreadableInput as error:
            failures.append((clean(name), str(error)))


def _write(
    checked: Sequence[CheckedDraft],
    failures: Sequence[tuple[str, str]],
    html_file: Path | None,
    csv_file: Path | None,
    as_json: bool,
    *,
    alone: bool,
) -> None:
    from quotes.drafts.report import write_csv, write_html

    if html_file is not None and checked:
        with _written(html_file) as stream:
            write_html(checked, stream)
    if csv_file is not None and checked:
        with _written(csv_file) as stream:
            write_csv(checked, stream)
    if as_json:
        if not alone:
            told = [{"name": name, "reason": reason} for name, reason in failures]
            value: dict[str, Any] = {"drafts": [draft.as_json() for draft in checked], "failures": told}
        elif checked:
            value = checked[0].as_json()
        else:
            return
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
    elif Path("-") not in (html_file, csv_file):
        printed = console()
        for draft in checked:
            _print_draft(printed, draft)


@contextlib.contextmanager
def _written(file: Path) -> Iterator[TextIO]:
    if file == Path("-"):
        yield sys.stdout
        return
    try:
        with file.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    except OSError as error:
        raise BadValue(f"cannot write {str(file)!r}: {error.strerror}") from None


def _print_draft(printed: Console, checked: CheckedDraft) -> None:
    from quotes.drafts.telling import counted, counts_line, searched

    head = Text(checked.draft.name, style="bold")
    number = len(checked.quotations)
    head.append(f": {counted(number, 'quotation')}", style="default")
    if number:
        head.append(f": {counts_line(checked.counts)}")
    if checked.left_out:
        head.append(f"; {checked.left_out} shorter left out")
    printed.print(head)
    for group in checked.by_outcome().values():
        for quotation in group:
            _print_quotation(printed, quotation)
    if number:
        printed.print()
        printed.print(Text(searched(checked.quotations[0].verification.coverage), style="dim"))
    printed.print()


def _print_quotation(printed: Console, checked: CheckedQuotation) -> None:
    verification = checked.verification
    printed.print()
    line = Text(f"{' '.join(checked.quotation.text.split())}", style="bold")
    line.append(f"  paragraph {checked.paragraph}", style="dim")
    printed.print(line)
    speaker = checked.speaker
    if speaker is None:
        printed.print(Text("  — the draft does not say who", style="dim"))
    else:
        who = Text(f"  — {speaker.name}")
        printed.print(who.append(f", confidence {speaker.confidence:.2f}", style="dim"))
    print_verdict(printed, checked.outcome, verification, "  ")
    if checked.together:
        printed.print(Text("  with the words that it goes on from, or into", style="dim"))
    # what is confirmed needs no evidence on a screen; the HTML report has it
    if verification.matches and checked.outcome not in ("confirmed", "too_short"):
        print_match(printed, verification.matches[0], "    ")


@contextlib.contextmanager
def _progress(drafts: int) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal; elsewhere the name of each draft as its turn comes, where there are several."""
    if not sys.stderr.isatty():
        yield lambda name, done, total: click.echo(f"checking {name}", err=True) if drafts > 1 and not total else None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(name: str, done: int, total: int) -> None:
            told = f"{name}: {done} of {total} quotations" if total else f"{name}: finding quotations"
            bar.update(task, total=total or None, completed=done, description=told)

        yield show
