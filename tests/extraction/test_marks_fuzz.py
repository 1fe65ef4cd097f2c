"""Whatever the text: no error, and spans that are ordered, apart and inside it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction.marks import marked_spans, paragraphs
from quotes.extraction.spans import unwrapped

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
                assert 0 <= span.label[0] < span.label[1] <= span.start
            floor = span.end


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_paragraphs_of_any_text_are_ordered_and_hold_all_its_characters(text):
    places = list(paragraphs(text))
    assert all(start < end for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert "".join("".join(text[a:b] for a, b in places).split()) == "".join(text.split())


PAIRS = ["“”", '""', "‘’", "''", "«»", "„“", "»«"]
WORDS = st.lists(
    st.sampled_from("we waited all night for the mayor’s boat and nobody’s come it rained don’t ask me again".split()),
    min_size=3,
    max_size=12,
).map(lambda words: " ".join(words).capitalize())
REPORTS = st.sampled_from([" she said.", " Ms Osei told the board.", " said Paul Falk, who left.", " he added."])
BREAKS = st.sampled_from([" ", "\n\n", "\n"])
REPORTED = st.lists(st.tuples(WORDS, st.sampled_from(",?!"), REPORTS, BREAKS), min_size=1, max_size=8)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PAIRS), REPORTED)
def test_a_text_with_so_many_well_formed_quotations_has_so_many_spans(pair, reports):
    quoted = [pair[0] + words + sign + pair[1] for words, sign, _, _ in reports]
    text = "".join(span + report + gap for span, (_, _, report, gap) in zip(quoted, reports))
    if pair == "''":
        text, quoted = text.replace("’", "'"), [span.replace("’", "'") for span in quoted]
    assert [text[span.start : span.end] for span in marked_spans(text)] == quoted


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_unwrapped_text_has_the_same_paragraphs(text):
    assert list(paragraphs(unwrapped(text))) == list(paragraphs(text))
