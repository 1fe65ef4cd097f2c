"""A claim that was made, and what the contract demands for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CONFIRMED = frozenset({"confirmed"})
ALTERED = frozenset({"altered"})
MISATTRIBUTED = frozenset({"misattributed"})
DISPUTED = frozenset({"disputed"})
NOT_FOUND = frozenset({"not_found"})


@dataclass(frozen=True)
class Made:
    """A claim with the verdicts that are right for it.

    ``edited``: something that was said of it is not so; "confirmed" would be a grave error. ``wordings`` and
    ``warnings`` are what the contract asks besides (None, or none: nothing is asked); one of the warnings is enough.
    ``source`` is the recorded text, for people who read the wrong ones.
    """

    kind: str
    quotation: str
    speaker: str | None
    on: date | None
    verdicts: frozenset[str]
    edited: bool
    source: str
    wordings: frozenset[str] | None = None
    warnings: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, str]:
        """The claim as `quotes verify --batch` reads it."""
        given = {"quotation": self.quotation, "speaker": self.speaker, "on": self.on and self.on.isoformat()}
        return {name: value for name, value in given.items() if value}
