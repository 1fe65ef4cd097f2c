"""One extractor for many threads."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from quotes.extraction.records import Quotation

if TYPE_CHECKING:
    from quotes.extraction import Extractor


class SharedExtractor:
    """An extractor that is loaded when it is first needed (two seconds), and then works on one text at a time.

    A spaCy pipeline is not made for several threads at once, and they would not be quicker.
    """

    def __init__(self, model: str | None = None) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._extractor: Extractor | None = None

    def extract(self, text: str) -> list[Quotation]:
        """The quotations of one text; :class:`quotes.errors.ModelNotFound` where there is no such model."""
        with self._lock:
            if self._extractor is None:
                from quotes.extraction import Extractor

                self._extractor = Extractor.load(self._model)
            return self._extractor.extract(text)
