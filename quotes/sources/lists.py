"""A list of addresses → its entries: one a line, ``#`` begins a comment."""

from __future__ import annotations

from quotes.errors import UnreadableInput
from quotes.ingest.decoding import decode
from quotes.ingest.urls import canonical_url
from quotes.sources.entries import Entry, Reading

MOST_NAMED = 5


def read_list(data: bytes) -> Reading:
    """The addresses of a list, each once, in its order; lines that are none are told with their numbers.

    Raises :class:`quotes.errors.UnreadableInput` where the data are no text.
    """
    entries: dict[str, Entry] = {}
    wrong: list[int] = []
    for number, line in enumerate(decode(data).splitlines(), start=1):
        text = line.strip()
        # a "#" inside an address begins its fragment; a comment stands apart
        text = "" if text.startswith("#") else text.partition(" #")[0].partition("\t#")[0].strip()
        if not text:
            continue
        try:
            if any(character.isspace() for character in text):
                raise UnreadableInput("more than one word")
            canonical_url(text)
        except UnreadableInput:
            wrong.append(number)
            continue
        if text.startswith("//"):
            text = "https:" + text
        elif "://" not in text:
            text = "https://" + text
        entries.setdefault(text, Entry(text))
    failures = []
    if wrong:
        lines = ", ".join(str(number) for number in wrong[:MOST_NAMED])
        more = f" and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else ""
        failures.append(f"has no web address in {'line' if len(wrong) == 1 else 'lines'} {lines}{more}")
    return Reading(tuple(entries.values()), tuple(failures))
