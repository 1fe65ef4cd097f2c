from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.wording.folding import bare, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Don’t go”", "\"Don't go\""),
        ("the long‑term plan", "the long-term plan"),
        ("a plan – a good one", "a plan — a good one"),
        ("10\u00a0000 men", "10 000 men"),
        ("So … we wait", "So ... we wait"),
        ("So… we wait", "So. . . we wait"),
        ("We\nwait\n  here", "We wait here"),
        ("WE WAIT", "we wait"),
        ("caf\u00e9", "cafe\u0301"),
        ("the \ufb01rst", "the first"),
        ("co\u00adoperate", "cooperate"),
        ("we **will not** go", "we will not go"),
        ("we _will_ go", "we will go"),
        ("> We will go\n> home", "We will go home"),
        ("it\\'s over", "it's over"),
    ],
)
def test_these_are_one_text(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [("cafe", "café"), ("We go, now", "We go now"), ("snake_case", "snakecase"), ("2*3", "23"), ("to day", "today")],
)
def test_these_stay_two_texts(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_offsets_lead_back_to_the_original() -> None:
    text = "Well… “we’ll  **not** go”"
    folded = fold(text)
    start = folded.text.index("not")
    first, last = folded.span(start, start + 3)
    assert text[first:last] == "not"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_every_character_of_a_folded_text_has_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)


@given(st.text(max_size=60))
def test_folding_again_changes_only_what_letter_case_does(text: str) -> None:
    once = fold(text).text
    assert len(fold(once).text) <= len(once) + 3 * len(text)


@pytest.mark.parametrize(
    ("quotation", "inner"),
    [
        ("“We go.”", "We go."),
        ("'We go'", "We go"),
        ("“We say ‘no’ to it”", "We say ‘no’ to it"),
        ("“A paragraph that goes on", "A paragraph that goes on"),
        ("We go", "We go"),
        ("“", ""),
    ],
)
def test_the_marks_around_a_quotation_are_left_out(quotation: str, inner: str) -> None:
    assert bare(quotation) == inner
