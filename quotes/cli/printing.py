"""How the commands that look things up print: JSON, tables, and sentences on standard error."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from quotes.store import DecisionRecord, SpeakerRecord

REGISTER = "Taking in the register of speakers …"
SECONDS_OF_SILENCE = 1.0
SECONDS_BETWEEN_LINES = 10.0
SHOWN_NAMES = 4


@contextlib.contextmanager
def told_if_slow(message: str) -> Iterator[None]:
    """Say on stderr what is being done, once it has taken a second."""
    timer = threading.Timer(SECONDS_OF_SILENCE, click.echo, (message,), {"err": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextlib.contextmanager
def progress(beginning: str) -> Iterator[Callable[[str], None]]:
    """Tells how far long work is: in a line that changes on a terminal, in a line now and then elsewhere."""
    if not sys.stderr.isatty():
        following = time.monotonic() + SECONDS_BETWEEN_LINES

        def tell(progress: str) -> None:
            nonlocal following
            if time.monotonic() >= following:
                following = time.monotonic() + SECONDS_BETWEEN_LINES
                click.echo(progress, err=True)

        yield tell
        return
    with Console(stderr=True).status(beginning) as status:
        yield status.update


def dump(value: dict[str, Any]) -> None:
    """Print a JSON object."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def console() -> Console:
    """A console that folds lines on a terminal only: elsewhere they are searched."""
    made = Console(highlight=False, emoji=False, markup=False)
    if not made.is_terminal:
        made = Console(highlight=False, emoji=False, markup=False, width=100_000)
    return made


def more(token: str | None) -> None:
    """Say on stderr how to see the page after this one, if there is one."""
    if token:
        click.echo(f"There is more: add --next {token}", err=True)


def days(first: date | None, last: date | None) -> str:
    """``2023-01-18 … 2023-02-01``, one day alone, or nothing where there is none."""
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first} … {last}"


def term(first: date | None, last: date | None) -> str:
    """The days of an office, either of which may be open: ``2024-10-01 …``."""
    return f"{first or ''} … {last or ''}".strip() if first or last else ""


def speakers_table(speakers: Sequence[SpeakerRecord]) -> Table:
    """A row for each speaker, the id last."""
    table = Table("name", "type", "quotations", "published", "also", "id", box=None, pad_edge=False)
    for speaker in speakers:
        table.add_row(
            speaker.name,
            speaker.type,
            str(speaker.quotations),
            days(speaker.first, speaker.last),
            _some(speaker.aliases),
            speaker.id,
        )
    return table


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    told = ", ".join(names[:SHOWN_NAMES])
    return told if len(names) <= SHOWN_NAMES else f"{told} (+{len(names) - SHOWN_NAMES})"


def decision_sentence(decision: DecisionRecord) -> str:
    """What was decided: ``'Blinken' (id) is 'Antony Blinken' (id)``."""
    speaker = f"{decision.speaker.name!r} ({decision.speaker.id})"
    other = decision.other and f"{decision.other.name!r} ({decision.other.id})"
    details = decision.details
    if decision.kind == "merge":
        return f"{speaker} is {other}"
    if decision.kind == "split":
        parts = [f"document {document}" for document in details.get("documents", ())]
        parts += [f"the form {form!r}" for form in details.get("forms", ())]
        return f"{other} is not {speaker}: {', '.join(parts)}"
    if decision.kind == "rename":
        return f"{details['before']!r} ({decision.speaker.id}) is called {details['name']!r}"
    return f"{details['form']!r} is a name of {speaker}"


def print_decisions(decisions: Sequence[DecisionRecord], indent: str = "") -> None:
    """Two lines for each decision: what, then who, when, why and the id."""
    for decision in decisions:
        click.echo(f"{indent}{decision.kind}: {decision_sentence(decision)}")
        reason = f": {decision.why}" if decision.why else ""
        click.echo(f"{indent}  {decision.made:%Y-%m-%d %H:%M} UTC, {decision.who}{reason} [{decision.id}]")
        if decision.undone:
            reason = f": {decision.undone_why}" if decision.undone_why else ""
            click.echo(f"{indent}  undone {decision.undone:%Y-%m-%d %H:%M} UTC, {decision.undone_who}{reason}")
