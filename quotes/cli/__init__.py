"""The command line ``quotes``: one module a family of commands, imported only when it is called."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import sys
from typing import Any

import click

from quotes.errors import QuotesError
from quotes.version import VERSION

# command → module of quotes.cli that holds it: `quotes --help` stays quick because nothing heavy is imported
COMMANDS = {
    "extract": "extract",
    "ingest": "ingest",
    "reingest": "reingest",
    "sources": "sources",
    "runs": "runs",
    "search": "lookup",
    "verify": "verify",
    "check": "check",
    "speakers": "speakers",
    "consistency": "consistency",
    "review": "review",
    "alerts": "alerts",
    "versions": "versions",
    "db": "lookup",
    "serve": "serve",
    "demo": "serve",
    "train": "train",
    "train-attribution": "train_attribution",
    "evaluate": "evaluate",
}

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class LazyGroup(click.Group):
    """A group whose commands are found by :data:`COMMANDS`, and whose errors are one line on stderr."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Names in the order of a first day's work."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Import the module of one command; its attribute has the command's name."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"quotes.cli.{COMMANDS[name]}")
        command: click.Command = getattr(module, name.replace("-", "_"))
        return command

    def invoke(self, context: click.Context) -> Any:
        """Turn the project's own errors, of a full disk and of a database that fails, into ``Error: …`` and a code."""
        try:
            return super().invoke(context)
        except QuotesError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(error.exit_code)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _FULL:
                click.echo(f"Error: the output cannot be written: {error.strerror}", err=True)
                _write_no_more()
                sys.exit(2)
            # not imported here, so that a command without a database starts quickly
            if "sqlalchemy" not in sys.modules:
                raise
            from quotes.store.trouble import trouble_of

            trouble = trouble_of(error)
            if trouble is None:
                raise
            click.echo(f"Error: the database cannot be used: {trouble}", err=True)
            sys.exit(2)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="quotes")
def main() -> None:
    """Find quotations in English news, say who spoke them, keep them, look them up."""


def _write_no_more() -> None:
    """Let what is still to be written to a full output go nowhere: its last flush would tell of it once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
