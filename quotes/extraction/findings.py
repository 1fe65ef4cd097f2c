"""What is found for one quotation: its cue and mention, or the quotation that it goes on from."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.extraction.mentions import Mention

# what layout decides, and nothing is weighed against: labels, signatures, an interview's answers
LAYOUT_METHODS = frozenset(["transcript", "dash", "label", "interview"])


@dataclass(slots=True, eq=False)
class Finding:
    """What the text says of one quotation: its clause's cue and mention, or the quotation that it goes on from."""

    cue: tuple[int, int] | None = None
    mention: Mention | None = None
    method: str = "none"
    strength: float = 0.0
    carried: int | None = None  # the speaker is that of this earlier (or later) quotation
    continues: int | None = None


def source_of(findings: list[Finding], index: int) -> Finding:
    """Where a quotation's speaker stands: its own finding or the one that it is carried on from."""
    finding, seen = findings[index], {index}
    while finding.mention is None and finding.carried is not None and finding.carried not in seen:
        seen.add(finding.carried)
        finding = findings[finding.carried]
    return finding
