"""How findings look: on a terminal their readings side by side, what differs in colour; elsewhere one below another."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotes.consistency.marking import marked
from quotes.store import FindingRecord, QuotationRecord, QuotationReview, Reading, ReviewRecord

BESIDE_EACH_OTHER = 3  # readings; more are too narrow
NARROWEST = 26  # columns of a reading
SHOWN_DOCUMENTS = 3
_SEVERITY = {"high": "bold red", "medium": "yellow", "low": "dim"}
_DIFFERS = {"major": "bold red", "minor": "yellow"}
_DONE = {"confirmed": "confirmed", "dismissed": "dismissed", "open": "opened again", None: "note"}


def print_finding(console: Console, finding: FindingRecord, *, whole: bool = False) -> None:
    """A finding with its evidence; ``whole`` shows every quotation, and all reviews."""
    console.print(heading(finding))
    console.print(Text(finding.summary, style="bold"))
    readings = [_reading(finding, number, texts, whole) for number, texts in enumerate(_texts(finding))]
    width = max(len(readings), 1)
    if console.is_terminal and width <= BESIDE_EACH_OTHER and console.width >= width * NARROWEST:
        table = Table(show_header=False, expand=True, show_lines=False)
        for _ in readings:
            table.add_column(ratio=1, overflow="fold")
        table.add_row(*readings)
        console.print(table)
    else:
        for reading in readings:
            console.print(reading)
    reviews = finding.reviews if whole else finding.reviews[:1]
    for review in reviews:
        console.print(_review(review))
    if finding.reopened:
        console.print(Text("open again: it has evidence that was not there when it was dismissed", style="yellow"))
    elif finding.changed_since_review:
        console.print(Text("the evidence has changed since it was reviewed", style="yellow"))
    if finding.gone:
        console.print(Text("gone: the documents no longer disagree here", style="yellow"))
    console.print()


def heading(finding: FindingRecord) -> Text:
    """``wording conflict · high · open [id]``."""
    line = Text(finding.kind.replace("_", " "), style=_SEVERITY[finding.severity])
    line.append(f" · {finding.severity} · {finding.status}", style="")
    return line.append(f"  [{finding.id}]", style="dim")


def print_in_one_line(console: Console, finding: FindingRecord) -> None:
    """A finding that nobody need look at."""
    console.print(Text.assemble(heading(finding), " ", finding.summary, style="dim"))


def _texts(finding: FindingRecord) -> list[Text]:
    """What the readings read, with the differences between wordings."""
    if any(reading.text is None for reading in finding.readings):
        return [Text(reading.shown, style="bold") for reading in finding.readings]
    texts = []
    for pieces in marked([" ".join(reading.shown.split()) for reading in finding.readings]):
        text = Text()
        for piece in pieces:
            text.append(piece.text, style=_DIFFERS[piece.severity] if piece.severity else "")
        texts.append(text)
    return texts


def _reading(finding: FindingRecord, number: int, shown: Text, whole: bool) -> Text:
    reading = finding.readings[number]
    if not reading.quotations:
        return Text.assemble("• ", shown, "\n", ("  in the register", "cyan"))
    told = [f"{reading.witnesses} witness{'' if reading.witnesses == 1 else 'es'}"]
    told += ["most"] if finding.majority == number else []
    told += ["first"] if finding.earliest == number else []
    text = Text.assemble(("• " if len(finding.readings) > 1 else ""), shown, "\n", (f"  {', '.join(told)}", "cyan"))
    documents = reading.by_document if whole else reading.by_document[:SHOWN_DOCUMENTS]
    for quotations in documents:
        text.append("\n").append_text(_report(reading, quotations))
    if left := len(reading.by_document) - len(documents):
        text.append(f"\n  … and {left} more document{'' if left == 1 else 's'}", style="dim")
    return text


def _report(reading: Reading, quotations: Sequence[QuotationRecord]) -> Text:
    """The quotations of one document."""
    quotation = quotations[0]
    document = quotation.document
    where = [str(document.published or "undated"), document.source, document.title]
    line = Text("  " + " · ".join(part for part in where if part))
    if reading.speaker is None:
        line.append(f" — {quotation.speaker.name if quotation.speaker else 'nobody named'}", style="green")
    line.append("".join(f"  [{part.id}]" for part in quotations), style="dim")
    if reading.text is None:
        words = " ".join(" ".join(part.text.split()) for part in quotations)
        line.append(f"\n    {words}", style="italic")
    return line


def _review(review: ReviewRecord) -> Text:
    note = f": {review.note}" if review.note else ""
    return Text(f"{_DONE[review.status]} {review.made:%Y-%m-%d %H:%M} UTC, {review.who}{note}", style="cyan")


def review_sentence(review: QuotationReview) -> str:
    """What was decided who spoke a quotation."""
    if review.status == "undone":
        return "the decision is undone"
    return f"{review.speaker.name} ({review.speaker.id}) said it" if review.speaker else "nobody can tell who said it"
