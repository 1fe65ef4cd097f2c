"""``quotes verify``: whether somebody said something, as far as the archive knows."""

from __future__ import annotations

import codecs
import contextlib
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from quotes.cli.options import Day, as_json, database
from quotes.cli.printing import console, dump
from quotes.cli.verdicts import archive_to_ask, print_verification
from quotes.errors import BadValue
from quotes.store import Archive

MOST_MATCHES = 100
SECONDS_BETWEEN_LINES = 10.0
BYTE_ORDER_MARK = codecs.BOM_UTF8


@click.command(
    epilog="""\b
Examples:
  quotes verify "One man chose this war. One man can end it" --speaker Blinken
  quotes verify "appeasement will not work" --speaker "the Ukrainian foreign minister" --on 2024-11-13
  pbpaste | quotes verify - --json
  quotes verify --batch claims.jsonl > answers.jsonl

\b
A line of --batch: {"quotation": "…", "speaker": "…", "on": "2023-01-18"}, the last two optional. A line that
cannot be used gives {"error": "…", "line": 3} in its place, and the rest goes on.

\b
Without colours, [-words-] are the claim's, {+words+} the record's in their place, and {=words=} what the record
has where the claim marks a cut (…) or has [brackets].

\b
Exit codes: 0 confirmed; 1 anything else (of --batch: 0 every line was answered, 1 some could not be used);
2 bad input.
"""
)
@click.argument("text", required=False)
@click.option("--speaker", metavar="NAME", help="Who is said to have said it: a name in any form, a role, or an id.")
@click.option("--on", type=Day(), metavar="DAY", help="The day of the claim, by which a role is somebody's.")
@click.option("--batch", metavar="FILE", help="Verify each line of a JSON Lines file; - is standard input.")
@click.option(
    "--limit", type=click.IntRange(1, MOST_MATCHES), default=10, show_default=True, help="Matches shown of each claim."
)
@as_json
@database
def verify(
    text: str | None,
    speaker: str | None,
    on: date | None,
    batch: str | None,
    limit: int,
    as_json: bool,
    db: str | None,
) -> None:
    """Say whether TEXT is on record, in which words, and who said it.

    TEXT is the quotation with or without its marks; - reads standard input. It is confirmed where the record has the
    same words (typography, case and punctuation aside), also as a part of more, or with marked cuts that leave the
    meaning, and gives them to the speaker who is claimed. Not found is not false: the answer says what was searched.
    """
    if (text is None) == (batch is None):
        raise click.UsageError("give a TEXT to verify, or a file of claims with --batch")
    if batch is not None and (speaker is not None or on is not None):
        raise click.UsageError("--speaker and --on belong to one TEXT; the lines of --batch have their own")
    with archive_to_ask(db) as archive:
        if batch is not None:
            sys.exit(_verify_batch(archive, batch, limit))
        sys.exit(_verify_one(archive, _words(text or ""), speaker, on, limit, as_json))


def _verify_one(
    archive: Archive, words: str, speaker: str | None, on: date | None, limit: int, as_json: bool
) -> int:
    from quotes.matching.records import Claim
    from quotes.matching.verification import verify as verified

    claim = Claim.read({"quotation": words, "speaker": speaker, "on": on.isoformat() if on else None})
    verification = verified(archive, claim, limit=limit)
    if as_json:
        dump(verification.as_json())
    else:
        print_verification(console(), verification)
    return 0 if verification.verdict == "confirmed" else 1


def _verify_batch(archive: Archive, file: str, limit: int) -> int:
    from quotes.matching.records import Claim
    from quotes.matching.verification import verify as verified

    failed = 0
    watch = _Watch()
    with _opened(file) as stream:
        for number, line in _lines(stream):
            try:
                answer = verified(archive, Claim.read(_parsed(line)), limit=limit).as_json()
            except BadValue as error:
                answer = {"error": str(error), "line": number}
                failed += 1
            click.echo(json.dumps(answer, ensure_ascii=False))
            sys.stdout.flush()
            watch()
    if failed:
        click.echo(f"{failed} line{'' if failed == 1 else 's'} could not be used.", err=True)
    return 1 if failed else 0


class _Watch:
    """Tells on stderr every few seconds how many claims are verified."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._next = self._begun + SECONDS_BETWEEN_LINES
        self._done = 0

    def __call__(self) -> None:
        self._done += 1
        now = time.monotonic()
        if now >= self._next:
            self._next = now + SECONDS_BETWEEN_LINES
            rate = self._done / (now - self._begun)
            click.echo(f"{self._done:,} claims verified, {rate:.0f} a second", err=True)


def _words(text: str) -> str:
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValue(f"standard input is not UTF-8: {error.reason} at byte {error.start}") from None


@contextlib.contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    if file == "-":
        yield sys.stdin.buffer
        return
    with contextlib.ExitStack() as opened:
        try:
            stream = opened.enter_context(Path(file).open("rb"))
        except OSError as error:
            raise BadValue(f"cannot read {file!r}: {error.strerror}") from None
        # what goes wrong from here on is mostly the output's
        yield stream


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that have something on them, with their numbers."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadValue(f"not UTF-8: {error.reason} at byte {error.start} of the line") from None
    except (ValueError, RecursionError) as error:
        raise BadValue(f"not JSON: {error}") from None
