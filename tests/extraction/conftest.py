from __future__ import annotations

from collections.abc import Callable

import pytest

from quotes.extraction import Extractor, Quotation


@pytest.fixture
def extract(extractor: Extractor) -> Callable[[str], list[Quotation]]:
    """The quotations of a text; each must be the text between its offsets."""

    def of(text: str) -> list[Quotation]:
        found = extractor.extract(text)
        for quotation in found:
            mention = quotation.speaker.mention if quotation.speaker else None
            for part in (quotation, quotation.cue, mention):
                assert part is None or part.text == text[part.start : part.end]
        return found

    return of


@pytest.fixture
def speakers(extract: Callable[[str], list[Quotation]]) -> Callable[[str], list[str | None]]:
    """The speakers' names of a text's quotations, in order; None where the text does not say."""

    def of(text: str) -> list[str | None]:
        return [quotation.speaker.name if quotation.speaker else None for quotation in extract(text)]

    return of
