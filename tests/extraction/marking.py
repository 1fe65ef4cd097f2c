"""Expected spans written into the text: ``⟦“We waited,”⟧ she said.``"""

from __future__ import annotations

from quotes.extraction.marks import marked_spans


def plain_and_spans(marking: str) -> tuple[str, list[str]]:
    """The text without the brackets, and what stands in them."""
    spans, plain, begun = [], "", 0
    for char in marking:
        if char == "⟦":
            begun = len(plain)
        elif char == "⟧":
            spans.append((begun, len(plain)))
        else:
            plain += char
    return plain, [plain[start:end] for start, end in spans]


def check(marking: str) -> None:
    """The spans of the text are those in brackets, in this order and no others."""
    text, expected = plain_and_spans(marking)
    assert [text[span.start : span.end] for span in marked_spans(text)] == expected
