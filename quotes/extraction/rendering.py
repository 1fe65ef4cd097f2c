"""Extracted quotations as JSON, a table, CSV, or the article with its quotations and mentions marked in HTML."""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Callable, Iterable
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotes.extraction.records import Quotation

# id, text, quotations
Extracted = tuple[str, str, list[Quotation]]
COLUMNS = (
    "document",
    "start",
    "end",
    "kind",
    "speaker",
    "type",
    "confidence",
    "method",
    "mention",
    "cue",
    "continues",
    "text",
)

STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.6 Georgia, 'Times New Roman', serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
article { white-space: pre-wrap; border-top: 1px solid #8886; padding-top: 1rem; margin-top: 2rem; }
h2 { font: 600 1rem system-ui, sans-serif; }
.quotation::before, .quotation::after { content: none; }
.quotation { background: #ffe9a8; color: #222; border-radius: 3px; }
.quotation.none { background: #e3e3e3; }
.mention { border-bottom: 3px solid #3b7dd8; }
.cue { border-bottom: 2px dotted #3b7dd8; }
.who { font: 0.72rem system-ui, sans-serif; background: #3b7dd8; color: #fff; border-radius: 3px; padding: 0 .3em;
  margin-left: .25em; white-space: nowrap; }
"""


def as_json(name: str, quotations: Iterable[Quotation]) -> dict[str, object]:
    """One document's object: ``{"id", "quotes": […]}``."""
    return {"id": name, "quotes": [quotation.as_json() for quotation in quotations]}


def write_jsonl(documents: Iterable[Extracted], stream: TextIO) -> None:
    """One object a line, written as soon as its document is done."""
    for name, _text, quotations in documents:
        stream.write(json.dumps(as_json(name, quotations), ensure_ascii=False) + "\n")
        stream.flush()


def write_json(documents: Iterable[Extracted], stream: TextIO) -> None:
    """One array of the same objects."""
    json.dump(
        [as_json(name, quotations) for name, _text, quotations in documents], stream, ensure_ascii=False, indent=1
    )
    stream.write("\n")


def write_csv(documents: Iterable[Extracted], stream: TextIO) -> None:
    """One row a quotation, with a header."""
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for name, _text, quotations in documents:
        for quotation in quotations:
            speaker, mention = quotation.speaker, quotation.speaker and quotation.speaker.mention
            writer.writerow(
                [
                    name,
                    quotation.start,
                    quotation.end,
                    quotation.kind,
                    speaker.name if speaker else "",
                    speaker.type if speaker else "",
                    round(speaker.confidence, 3) if speaker else "",
                    speaker.method if speaker else "",
                    mention.text if mention else "",
                    quotation.cue.text if quotation.cue else "",
                    "" if quotation.continues is None else quotation.continues,
                    quotation.text,
                ]
            )


def write_table(documents: Iterable[Extracted], stream: TextIO) -> None:
    """A table a document, for a person at a terminal."""
    console = Console(file=stream)
    for name, _text, quotations in documents:
        table = Table(title=Text(name), title_justify="left", show_lines=False, expand=False)
        table.add_column("at", justify="right", no_wrap=True)
        table.add_column("speaker")
        table.add_column("", justify="right", no_wrap=True)
        table.add_column("quotation")
        for quotation in quotations:
            speaker = quotation.speaker
            table.add_row(
                str(quotation.start),
                Text(speaker.name if speaker else "—"),
                f"{speaker.confidence:.2f}" if speaker else "",
                Text(("↳ " if quotation.continues is not None else "") + " ".join(quotation.text.split())),
            )
        if quotations:
            console.print(table)
        else:
            console.print(Text(f"{name}: no quotations"))


def write_html(documents: Iterable[Extracted], stream: TextIO) -> None:
    """One self-contained page: every article with its quotations, cues and mentions marked."""
    stream.write(
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Quotations</title><style>{STYLE}</style>\n'
    )
    for name, text, quotations in documents:
        stream.write(f"<article><h2>{html.escape(name)}</h2>{marked_up(text, quotations)}</article>\n")
    stream.write("</html>\n")


def marked_up(text: str, quotations: Iterable[Quotation]) -> str:
    """The text as HTML, its quotations, mentions and cues in elements that nest properly."""
    pieces: dict[tuple[int, int], tuple[str, str]] = {}
    for quotation in quotations:
        speaker = quotation.speaker
        who = f"{speaker.name} ({speaker.confidence:.2f})" if speaker else "no speaker stated"
        name = "quotation" if speaker else "quotation none"
        label = f'<span class="who">{html.escape(speaker.name)}</span>' if speaker else ""
        pieces[(quotation.start, quotation.end)] = (f'<q class="{name}" title="{html.escape(who)}">', f"</q>{label}")
        for part, css in ((speaker and speaker.mention, "mention"), (quotation.cue, "cue")):
            if part and (part.start, part.end) not in pieces:
                pieces[(part.start, part.end)] = (f'<span class="{css}">', "</span>")
    kept: list[tuple[int, int]] = []
    for start, end in sorted(pieces, key=lambda place: (place[0], -place[1])):
        # a mention inside a quotation nests; what would cross an element is left out
        if all(end <= other[0] or start >= other[1] or (other[0] <= start and end <= other[1]) for other in kept):
            kept.append((start, end))
    opened: list[tuple[int, int]] = []
    out: list[str] = []
    at = 0
    for start, end in [*kept, (len(text), len(text))]:
        while opened and opened[-1][1] <= start:
            done = opened.pop()
            out += [html.escape(text[at : done[1]]), pieces[done][1]]
            at = done[1]
        out.append(html.escape(text[at:start]))
        at = start
        if (start, end) in pieces:
            out.append(pieces[(start, end)][0])
            opened.append((start, end))
    return "".join(out)


WRITERS: dict[str, Callable[[Iterable[Extracted], TextIO], None]] = {
    "jsonl": write_jsonl,
    "json": write_json,
    "table": write_table,
    "html": write_html,
    "csv": write_csv,
}
