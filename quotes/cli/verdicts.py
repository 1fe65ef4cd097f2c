"""How a verdict prints: a word in colour, a sentence, the differences in place, and where it is on record."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from quotes.drafts.checking import Outcome
from quotes.drafts.telling import OUTCOME_NAMES, outcome_sentence, plain_differences, searched, warnings, witnesses
from quotes.errors import BadValue, NotFound
from quotes.matching.records import Match, Verification
from quotes.store import Archive
from quotes.wording.comparing import Segment

COLOURS: dict[Outcome, str] = {
    "confirmed": "bold green",
    "altered": "bold red",
    "misattributed": "bold red",
    "disputed": "bold yellow",
    "not_found": "bold magenta",
    "too_short": "bold",
}
# characters around a quotation that a terminal shows
CONTEXT = 60


def archive_to_ask(db: str | None) -> Archive:
    """The archive; one that does not exist is bad input (exit code 2), since 1 says that something is not confirmed."""
    try:
        return Archive.open(db, create=False)
    except NotFound as error:
        raise BadValue(str(error)) from None


def print_verification(console: Console, verification: Verification) -> None:
    """All of one verification: verdict, differences, every match, and what was searched."""
    print_verdict(console, verification.verdict, verification)
    for match in verification.matches:
        console.print()
        print_match(console, match)
    console.print()
    console.print(Text(searched(verification.coverage), style="dim"))


def print_verdict(console: Console, outcome: Outcome, verification: Verification, indent: str = "") -> None:
    """The verdict's word and sentence, how many documents bear it out, and the warnings."""
    line = Text(indent)
    line.append(OUTCOME_NAMES[outcome].upper(), style=COLOURS[outcome])
    line.append(f"  {outcome_sentence(outcome, verification)}")
    console.print(line)
    if outcome != "too_short" and (told := witnesses(verification)):
        console.print(Text(f"{indent}{told}"))
    for told in warnings(verification):
        console.print(Text(f"{indent}Warning: {told}", style="yellow"))


def print_match(console: Console, match: Match, indent: str = "  ") -> None:
    """One match: the claim with its differences, the recorded words in their place, who, when, where."""
    quotation, document = match.quotation, match.quotation.document
    if any(segment.kind != "same" for segment in match.segments):
        console.print(Text(indent).append_text(differences(match.segments, coloured=_coloured(console))))
    console.print(_in_place(match, indent))
    if quotation.speaker:
        who = Text(f"{indent}— {quotation.speaker.name}", style="green")
        who.append(f", confidence {quotation.confidence:.2f}", style="dim")
    else:
        who = Text(f"{indent}— the text does not say who", style="dim")
    console.print(who)
    where = [str(document.published or "undated"), document.source, document.title or ""]
    console.print(Text(indent + " · ".join(part for part in where if part)))
    parts = [document.url or "", f"[{quotation.id}]"]
    console.print(Text(indent + "  ".join(part for part in parts if part), style="dim"))


def differences(segments: Sequence[Segment], *, coloured: bool) -> Text:
    """A claim with its differences: struck out and underlined, or as ``[-claimed-]{+on record+}`` without colours."""
    if not coloured:
        return Text(plain_differences(segments))
    parts: list[Text] = []
    for segment in segments:
        if segment.kind == "same":
            parts.append(Text(segment.claimed))
        elif segment.kind in ("ellipsis", "bracket"):
            cut = Text(segment.claimed, style="yellow")
            parts.append(cut.append(f" ⟨{segment.recorded}⟩", style="italic dim") if segment.recorded else cut)
        else:
            strong = "bold " if segment.severity == "major" else ""
            if segment.claimed:
                parts.append(Text(segment.claimed, style=f"{strong}red strike"))
            if segment.recorded:
                parts.append(Text(segment.recorded, style=f"{strong}green underline"))
    return Text(" ").join(part for part in parts if part)


def _in_place(match: Match, indent: str) -> Text:
    before = " ".join(match.prefix.split())[-CONTEXT:]
    after = " ".join(match.suffix.split())[:CONTEXT]
    line = Text(indent)
    line.append(f"…{before} " if before else "", style="dim")
    line.append(" ".join(match.quotation.text.split()), style="bold")
    line.append(f" {after}…" if after else "", style="dim")
    return line


def _coloured(console: Console) -> bool:
    return console.is_terminal and console.color_system is not None
