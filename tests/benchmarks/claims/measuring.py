"""Claims put to ``verify``, and the figures by class."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.matching.records import Claim, Verification
from quotes.matching.verification import verify
from quotes.store import Archive
from tests.benchmarks.claims.made import Made


@dataclass(frozen=True)
class Answered:
    """A claim with the program's answer, and the milliseconds that it took."""

    made: Made
    answer: Verification
    milliseconds: float

    @property
    def right(self) -> bool:
        """The verdict is one that the contract allows."""
        return self.answer.verdict in self.made.verdicts

    @property
    def right_wording(self) -> bool | None:
        """The wording is one that the contract allows; None where it asks for none."""
        return None if self.made.wordings is None else self.answer.wording in self.made.wordings

    @property
    def warned(self) -> bool | None:
        """One of the warnings is there; None where none is asked for."""
        return bool(self.made.warnings & set(self.answer.warnings)) if self.made.warnings else None

    @property
    def grave(self) -> bool:
        """An edited claim was confirmed."""
        return self.made.edited and self.answer.verdict == "confirmed" and not self.right


def put(archive: Archive, claims: Iterable[Made]) -> list[Answered]:
    """Verify each claim."""
    answered = []
    for made in claims:
        start = time.perf_counter()
        answer = verify(archive, Claim(made.quotation, made.speaker, made.on))
        answered.append(Answered(made, answer, 1000 * (time.perf_counter() - start)))
    return answered


@dataclass(frozen=True)
class Row:
    """A class of claims: how many, and how many of them were answered rightly."""

    kind: str
    number: int
    right: int
    confirmed: int
    wordings: tuple[int, int]
    warned: tuple[int, int]
    grave: int

    @property
    def share(self) -> float:
        """Of the claims of the class, those with a right verdict (0…1)."""
        return self.right / self.number if self.number else 1.0


def _row(kind: str, of: Sequence[Answered]) -> Row:
    def both(values: Iterable[bool | None]) -> tuple[int, int]:
        asked = [value for value in values if value is not None]
        return sum(asked), len(asked)

    return Row(
        kind,
        len(of),
        sum(one.right for one in of),
        sum(one.answer.verdict == "confirmed" for one in of),
        both(one.right_wording for one in of),
        both(one.warned for one in of),
        sum(one.grave for one in of),
    )


def rows(answered: Sequence[Answered]) -> list[Row]:
    """A row a class, in the order in which they were put, and "all" at the end."""
    kinds = dict.fromkeys(one.made.kind for one in answered)
    table = [_row(kind, [one for one in answered if one.made.kind == kind]) for kind in kinds]
    return [*table, _row("all", answered)]
