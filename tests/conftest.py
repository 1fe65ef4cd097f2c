"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.extraction import Extractor

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """An extractor with the shipped model (or the one that QUOTES_MODEL names), loaded once for all tests."""
    return Extractor.load()


@pytest.fixture(scope="session")
def shared_evaluation() -> Path:
    """The folder of the shared evaluation script and gold, which lies beside some checkouts."""
    folder = CHECKOUT.parent / "shared" / "eval"
    if not (folder / "score.py").is_file():
        pytest.skip("no folder ../shared/eval beside this checkout")
    return folder
