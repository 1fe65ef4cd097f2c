"""Registers of invented people, and documents that name them, as short as a test wants them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from quotes.speakers.directory import Directory, RegisterDirectory
from quotes.speakers.evidence import Appearing, DocumentView
from quotes.speakers.register import Office, Registered, make_key
from quotes.speakers.resolution import Identity, identify


def office(
    role: str,
    of: str | None,
    title: str = "",
    began: str | None = None,
    ended: str | None = None,
    to: str | None = None,
) -> Office:
    return Office.dated(role, of, title or role.title(), began, ended, to)


def person(
    name: str, *offices: Office, aliases: Sequence[str] = (), gender: str | None = None, key: str | None = None
) -> Registered:
    return Registered(key or make_key(name), "person", name, tuple(aliases), gender, None, offices)  # type: ignore[arg-type]


def register(*records: Registered) -> RegisterDirectory:
    return RegisterDirectory(records)


def document(text: str = "", day: str | None = "2020-05-05") -> DocumentView:
    return DocumentView(text, date.fromisoformat(day) if day else None)


def identity(
    name: str,
    directory: Directory,
    *,
    described: Sequence[str] = (),
    gender: str | None = None,
    kind: str = "person",
    text: str | None = None,
    day: str | None = "2020-05-05",
    beside: Sequence[str] = (),
) -> Identity:
    """The identity of one speaker of a document; ``beside`` are people whom it names besides."""
    appearances = [Appearing(name, kind, tuple(described), gender)]  # type: ignore[arg-type]
    appearances += [Appearing(other, "person") for other in beside]
    return identify(appearances, document(text if text is not None else f"{name} spoke.", day), directory)[0]


def handle(found: Identity) -> object:
    """Who it is in the directory; None for somebody who is not in it, or not for sure."""
    return found.known.handle if found.known else None
