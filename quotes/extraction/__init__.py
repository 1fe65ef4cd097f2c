"""Text → quotations with their speakers.

>>> from quotes.extraction import Extractor
>>> extractor = Extractor.load()
>>> [q.speaker.name for q in extractor.extract("“We are ready,” Mayor Ada Osei said.")]
['Ada Osei']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotes.extraction.records import Quotation, Speaker, TextSpan

if TYPE_CHECKING:
    from quotes.extraction.extractor import Extractor

__all__ = ["Extractor", "Quotation", "Speaker", "TextSpan"]


def __getattr__(name: str) -> Any:
    """Import the extractor, and spaCy with it (two seconds), only when it is asked for: a look-up needs neither."""
    if name == "Extractor":
        from quotes.extraction.extractor import Extractor

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
