"""The table of pairs of names: what two names alone let one say.

``same``: one name, safely. ``open``: they may be one person's, and something else must say so (a surname alone, a
nickname, a son's and a father's name). ``different``: two people, or nothing in the names says otherwise.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal, NamedTuple, cast

TABLE = Path(__file__).with_name("name_pairs.csv")
Verdict = Literal["same", "open", "different"]


class Pair(NamedTuple):
    kind: str
    one: str
    other: str
    verdict: Verdict


def read_pairs() -> list[Pair]:
    """All pairs of the table, by kind."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Pair(r["kind"], r["one"], r["other"], cast(Verdict, r["verdict"])) for r in csv.DictReader(file)]
