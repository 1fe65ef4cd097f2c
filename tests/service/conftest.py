"""A small archive of our own, in a real SQLite file, and a client of the service over it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quotes.extraction import Quotation, Speaker, TextSpan
from quotes.store import Archive, IncomingDocument, RunCounts
from service import create_app

EXTRACTOR = "test 1"


def span(text: str, words: str, after: int = 0) -> TextSpan:
    """The first place of the words in the text."""
    start = text.index(words, after)
    return TextSpan(start, start + len(words), words)


def quoted(
    text: str,
    words: str,
    speaker: str | None = None,
    mention: str | None = None,
    cue: str | None = None,
    **more: Any,
) -> Quotation:
    """The quotation of these words, as extraction would give it."""
    place = span(text, words)
    named = None
    if speaker:
        named = Speaker(
            speaker,
            more.get("type", "person"),
            more.get("confidence", 0.9),
            "test rule",
            span(text, mention) if mention else None,
        )
    return Quotation(
        place.start,
        place.end,
        words,
        more.get("kind", "direct"),
        more.get("continues"),
        span(text, cue) if cue else None,
        named,
    )


BRIDGE = """Antony Blinken opened the talks on Monday.

“We will keep the bridge open 🌉 & <safe>,” Blinken said. “It belongs to everybody.”

A guard called it “a long night” for the town. Nobody said who wrote “Go home” on the wall."""
HARBOUR = "James Cleverly spoke in the harbour. “Grain must leave the harbour,” Cleverly told reporters."
OFFICE = "Bill Clinton wrote a letter. “I remember this office well,” Bill Clinton wrote."
SCHOOL = "Hillary Clinton visited a school. “Every child should read,” Hillary Clinton said."
BRIEF = "“The talks go on,” Blinken said."
NESTED = "“She told me ‘never again’ and left,” James Cleverly said."


def documents() -> list[tuple[IncomingDocument, list[Quotation]]]:
    """The archive's documents with their quotations."""
    return [
        (
            IncomingDocument(
                "Meridian",
                "bridge.txt",
                BRIDGE,
                title="Talks <open> at the bridge",
                url="https://meridian.example/bridge",
                authors=("A. Writer",),
                published=date(2023, 1, 18),
            ),
            [
                quoted(
                    BRIDGE,
                    "“We will keep the bridge open 🌉 & <safe>,”",
                    "Antony Blinken",
                    "Antony Blinken",
                    "said",
                ),
                quoted(BRIDGE, "“It belongs to everybody.”", "Antony Blinken", continues=0),
                quoted(
                    BRIDGE,
                    "“a long night”",
                    "a guard",
                    "A guard",
                    type="unnamed",
                    kind="partial",
                    confidence=0.5,
                ),
                quoted(BRIDGE, "“Go home”"),
            ],
        ),
        (
            IncomingDocument(
                "Courier",
                "harbour.txt",
                HARBOUR,
                title="Grain leaves",
                url="javascript:alert(1)",
                published=date(2022, 9, 23),
            ),
            [
                quoted(
                    HARBOUR, "“Grain must leave the harbour,”", "James Cleverly", "Cleverly", "told reporters"
                )
            ],
        ),
        (
            IncomingDocument("Courier", "office.txt", OFFICE, title="A letter", published=date(2021, 5, 1)),
            [quoted(OFFICE, "“I remember this office well,”", "Bill Clinton", "Bill Clinton", "wrote")],
        ),
        (
            IncomingDocument("Courier", "school.txt", SCHOOL, title="A school", published=date(2021, 6, 1)),
            [quoted(SCHOOL, "“Every child should read,”", "Hillary Clinton", "Hillary Clinton", "said")],
        ),
        (
            IncomingDocument("Wire", "brief.txt", BRIEF, published=date(2023, 2, 1)),
            [quoted(BRIEF, "“The talks go on,”", "Blinken", "Blinken", "said", confidence=0.7)],
        ),
        (
            IncomingDocument("Wire", "nested.txt", NESTED, title="Never again"),
            [
                quoted(
                    NESTED,
                    "“She told me ‘never again’ and left,”",
                    "James Cleverly",
                    "James Cleverly",
                    "said",
                ),
                quoted(NESTED, "‘never again’"),
            ],
        ),
    ]


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of an archive with :func:`documents` and one ingest run."""
    path = tmp_path_factory.mktemp("archive") / "quotes.sqlite"
    with Archive.open(f"sqlite:///{path}") as archive:
        run = archive.start_run("quotes ingest articles")
        total = 0
        for document, quotations in documents():
            total += archive.save(document, quotations, extractor=EXTRACTOR, run=run).quotations
        archive.fail(run, "broken.html", "no text in it")
        archive.finish_run(run, RunCounts(new=len(documents()), failed=1, quotations=total))
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def serve(database: str) -> Callable[..., FlaskClient]:
    """Make a client of a service over the archive with a configuration of one's own."""

    def make(**config: Any) -> FlaskClient:
        given = {"DATABASE_URL": database, "API_KEY": None, "CLOSED_READING": False, **config}
        return create_app(given).test_client()

    return make


@pytest.fixture(scope="session")
def client(serve: Callable[..., FlaskClient]) -> FlaskClient:
    """A client of the open service."""
    return serve()


@pytest.fixture(scope="session")
def app(client: FlaskClient) -> Flask:
    """The application of the open service."""
    return client.application


@pytest.fixture
def empty_client(serve: Callable[..., FlaskClient], tmp_path: Path) -> FlaskClient:
    """A client of a service over an archive without documents."""
    return serve(DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite'}")


@pytest.fixture
def every_item(client: FlaskClient, every_item_of: Any) -> Callable[[str], list[dict[str, Any]]]:
    """Read the items of all pages from an address on, by ``next_url``."""
    return lambda address: every_item_of(client, address)


@pytest.fixture
def every_item_of() -> Callable[[FlaskClient, str], list[dict[str, Any]]]:
    """The same, of any client."""

    def read(client: FlaskClient, address: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        following: str | None = address
        while following:
            answer = client.get(following)
            assert answer.status_code == 200, answer.json
            items += answer.json["items"]
            assert (answer.json["next"] is None) == (answer.json["next_url"] is None)
            following = answer.json["next_url"]
        return items

    return read
