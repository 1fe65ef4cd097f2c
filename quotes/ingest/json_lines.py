"""JSON Lines and JSON: one object a document.

``{"id" | "url", "title", "text" | "html", "published", "source"}``; ``authors`` (a list) and ``author`` are
understood too. With ``html`` the page gives what the object does not. An object with neither ``id`` nor
``url`` is known by a digest of its text: its place in the file may move, and a changed text is another
document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import IO, Any

from w3lib.encoding import read_bom

from quotes.errors import UnreadableInput
from quotes.ingest.decoding import decode, refuse_binary, refuse_unstorable
from quotes.ingest.fields import Description, describe, shown
from quotes.ingest.html import read_html
from quotes.ingest.paths import too_large

# a JSON file is parsed whole; what is larger can be had as JSON Lines, which are read line by line
WHOLE_FILE = 64_000_000
PIECE = 1 << 16


def read_lines(stream: IO[bytes], limit: int) -> Iterator[tuple[int, dict[str, Any] | UnreadableInput]]:
    """The number of each line that is not blank, and its object or what is wrong with it.

    A line over ``limit`` bytes is passed over without being held in memory. Raises
    :class:`quotes.errors.UnreadableInput` where the file as a whole is no text.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(PIECE)) and not rest.endswith(b"\n"):
                pass
            yield number, UnreadableInput(too_large(limit))
            continue
        if number == 1:
            refuse_binary(line)
            if (read_bom(line)[0] or "utf-8") != "utf-8":
                raise UnreadableInput("is not UTF-8: JSON Lines are read as that alone")
        try:
            text = decode(line).strip()
            if text:
                yield number, _object(_parse(text))
        except UnreadableInput as error:
            yield number, error


def read_json(stream: IO[bytes], limit: int) -> Iterator[tuple[int, dict[str, Any] | UnreadableInput]]:
    """The objects of a JSON file (one, or a list), numbered from 1, or what is wrong with each.

    A file with a further value after the first is read as JSON Lines, which many of that name are.
    Raises :class:`quotes.errors.UnreadableInput` where the file as a whole cannot be read.
    """
    largest = max(limit, WHOLE_FILE)
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise UnreadableInput(f"is larger than {largest:,} bytes: give it as JSON Lines (.jsonl), one document a line")
    text = decode(data)
    if not text.strip():
        raise UnreadableInput("is empty")
    try:
        value = _parse(text)
    except _FurtherValue:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                try:
                    yield number, _object(_parse(line))
                except UnreadableInput as error:
                    yield number, error
        return
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        try:
            yield number, _object(item)
        except UnreadableInput as error:
            yield number, error


def read_object(fields: dict[str, Any]) -> tuple[Description, str, str]:
    """Description, text and key of an object; :class:`quotes.errors.UnreadableInput` names a wrong field."""
    description = describe(fields)
    key = _key(fields)
    text, page = fields.get("text"), fields.get("html")
    for name, value in (("text", text), ("html", page)):
        if value is not None and not isinstance(value, str):
            raise UnreadableInput(f"{name!r} must be text, not {shown(value)}")
    if text is not None and (text.strip() or page is None):
        return description, text, key or _digest(text)
    if page is None:
        raise UnreadableInput("has neither 'text' nor 'html'")
    found, text = read_html(page)
    return (
        Description(
            title=description.title or found.title,
            url=description.url or found.url,
            source=description.source or found.source,
            authors=description.authors or found.authors,
            published=description.published or found.published,
        ),
        text,
        key or _digest(text),
    )


class _FurtherValue(UnreadableInput):
    """A JSON text goes on after its value."""


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        kind = _FurtherValue if error.msg == "Extra data" else UnreadableInput
        place = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise kind(f"is not JSON: {error.msg} at {place}") from error
    except (RecursionError, ValueError) as error:
        raise UnreadableInput(f"is not JSON that can be read: {error}") from error


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UnreadableInput(f"must be a JSON object, not {shown(value)}")
    return value


def _key(fields: dict[str, Any]) -> str | None:
    value = fields.get("id")
    if value is None:
        url = fields.get("url")
        return url.strip() or None if isinstance(url, str) else None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise UnreadableInput(f"'id' must be text or a whole number, not {shown(value)}")
    key = str(value).strip()
    return refuse_unstorable(key) if key else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
