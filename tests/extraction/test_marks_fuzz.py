"""Whatever the text: no error, and spans that are ordered, apart and inside it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction.marks import marked_spans, paragraphs

PIECES = st.sampled_from(
    [
        *"“”„‟«»\"＂‘’'‚‹›",
        *" \n\r\t\u00a0\u2028",
        *".,;:!?…—-()[]{}<>=*_/>#",
        *("a", "Ada Osei", "said", "s", "n", "We are ready", "12", "'90s", "OSEI:", "Ada Osei:", "Q: "),
        *("\n\n", "\n> ", "''", "😀", "e\u0301", "İ"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_spans_of_any_text_are_ordered_apart_and_inside_it(text):
    for option in (False, True):
        floor = 0
        for span in marked_spans(text, apostrophe_pairs=option):
            assert floor <= span.start < span.end <= len(text)
            assert any(char.isalnum() for char in text[span.start : span.end])
            if span.label:
                assert floor <= span.label[0] < span.label[1] <= span.start
            floor = span.end


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_paragraphs_of_any_text_are_ordered_and_hold_all_its_characters(text):
    places = list(paragraphs(text))
    assert all(start < end for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert "".join("".join(text[a:b] for a, b in places).split()) == "".join(text.split())
