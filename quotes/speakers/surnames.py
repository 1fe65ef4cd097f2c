"""Surnames so common that one of them alone says nothing of who it is, even beside somebody's country."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def common_surnames() -> frozenset[str]:
    """The surnames, folded."""
    lines = (Path(__file__).parent / "words" / "common_surnames.txt").read_text(encoding="utf8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
