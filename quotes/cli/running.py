"""What the commands that run for long have in common: how they are stopped, how far they are, what failed."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from quotes.sources.durations import about

if TYPE_CHECKING:
    from quotes.ingest import RunSummary

SHOWN_FAILURES = 20
SECONDS_BETWEEN_LINES = 10.0


class Stopping:
    """Ctrl-C or SIGTERM asks the run to finish what is in work; a second one ends it, and the command, at once."""

    def __init__(self) -> None:
        self.signal: int = signal.SIGINT
        self._asked = threading.Event()
        self._before: dict[int, Any] = {}

    def asked(self) -> bool:
        """Whether the run is to stop."""
        return self._asked.is_set()

    def __enter__(self) -> Stopping:
        # only the main thread may set handlers
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if kind is KeyboardInterrupt:
            click.echo("Stopped at once: the next run goes on from here.", err=True)
            sys.stdout.flush()
            sys.stderr.flush()
            # the usual way out would wait for the threads that the interrupt left behind
            os._exit(128 + self.signal)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if self._asked.is_set():
            raise KeyboardInterrupt
        self.signal = number
        self._asked.set()
        click.echo("\nStopping after the documents in work (once more: at once) …", err=True)


class Estimate:
    """How long what a run is at will take, from the share of it that is done.

    A run is at one thing after the other (reading, renewing, comparing): each is estimated by itself.
    """

    def __init__(self) -> None:
        self._phase = ""
        self._began = time.monotonic()

    def is_new(self, summary: RunSummary) -> bool:
        """Whether the run is at another thing than before."""
        phase = summary.doing.partition(" ")[0]
        if phase == self._phase:
            return False
        self._phase, self._began = phase, time.monotonic()
        return True

    def left(self, share: float) -> str:
        """``, about 12 minutes left``; nothing where it is too early to tell."""
        passed = time.monotonic() - self._began
        if share < 0.02 or share >= 1 or passed < 1:
            return ""
        return f", about {about(timedelta(seconds=passed * (1 - share) / share))} left"


class PlainProgress:
    """A line on stderr every few seconds, for logs."""

    def __init__(self) -> None:
        self._next = time.monotonic() + SECONDS_BETWEEN_LINES
        self._estimate = Estimate()

    def __call__(self, summary: RunSummary, share: float) -> None:
        """Tell the counts so far, if it is time."""
        self._estimate.is_new(summary)
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SECONDS_BETWEEN_LINES
        doing = f" {summary.doing}" if summary.doing else ""
        told = f"{counted(summary)}, {summary.rate:.1f} articles/s{self._estimate.left(share)}"
        click.echo(f"{100 * share:3.0f} %{doing}: {told}", err=True)


@contextlib.contextmanager
def progress(quiet: bool, beginning: str = "loading the model") -> Iterator[Any]:
    """The ``watch`` of the run: a bar on a terminal, lines elsewhere, None for ``--quiet``."""
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        yield PlainProgress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    estimate = Estimate()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(beginning, total=None)

        def show(summary: RunSummary, share: float) -> None:
            if estimate.is_new(summary):
                bar.reset(task)
            doing = f"{summary.doing}: " if summary.doing else ""
            text = f"{doing}{counted(summary)}, {summary.rate:.1f} articles/s"
            bar.update(task, total=1.0, completed=share, description=text)

        yield show


def counted(summary: RunSummary) -> str:
    """``3 new, 0 changed, 12 unchanged, 1 failed``, and what else there is."""
    outcomes = [f"{getattr(summary, outcome)} {outcome}" for outcome in ("new", "changed", "unchanged", "failed")]
    if summary.skipped:
        outcomes.append(f"{summary.skipped} left out")
    if summary.again:
        outcomes.append(f"{summary.again} read again")
    return ", ".join(outcomes)


def tell_line(sentence: str) -> None:
    """Say something on stderr."""
    click.echo(sentence, err=True)


def tell_failures(summary: RunSummary) -> None:
    """The first failures on stderr, and how many more there are."""
    if not summary.failed:
        return
    click.echo(f"{summary.failed} failed:", err=True)
    for failure in summary.failures[:SHOWN_FAILURES]:
        click.echo(f"  {failure.name}: {failure.reason}", err=True)
    if summary.failed > SHOWN_FAILURES:
        click.echo(f"  … and {summary.failed - SHOWN_FAILURES} more (kept with run {summary.run})", err=True)
