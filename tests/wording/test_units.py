from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.wording.units import content_words, index_terms, keys, units


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We don't know", "We do not know"),
        ("They can’t, won’t", "They cannot, will not"),
        ("I’d say it’s over", "I would say it is over"),
        ("three tanks", "3 tanks"),
        ("twenty-five tanks", "25 tanks"),
        ("three thousand men", "3,000 men"),
        ("two hundred and five", "205"),
        ("12 per cent", "12 percent"),
        ("12%", "12 percent"),
        ("$3bn", "$3 billion"),
        ("2 hundred and seventy", "270"),
        ("the U.S. ... and", "the US ... and"),
        ("the 2nd front", "the second front"),
        ("our defence programme", "our defense program"),
        ("organised labour", "organized labor"),
        ("the travelling theatre", "the traveling theater"),
        ("Kiev", "Kyiv"),
        ("the U.S. and the U.K.", "the US and the UK"),
        ("Pedro Sánchez", "Pedro Sanchez"),
        ("long-term", "long term"),
    ],
)
def test_these_have_the_same_keys(one: str, other: str) -> None:
    assert keys(one) == keys(other)


def test_words_of_two_sentences_are_not_one_number() -> None:
    assert keys("I’d say around sixty. Six more came.") == ["i", "would", "say", "around", "60", "6", "more", "came"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thirteen", "thirty"),
        ("3.5 million", "35 million"),
        ("four hours", "for hours"),
        ("our hour", "or hour"),
        ("Ukraine’s allies", "Ukraine allies"),
        ("million", "billion"),
        ("$5m", "£5m"),
        ("-40 degrees", "40 degrees"),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_units_say_where_they_stand() -> None:
    text = "“They don’t need *twenty-five* tanks…”"
    found = units(text)
    assert all(text[unit.start : unit.end] == unit.text for unit in found)
    assert [unit.text for unit in found] == ["They", "don’t", "don’t", "need", "twenty-five", "tanks"]


@given(st.text(max_size=80))
def test_units_of_anything_lie_in_the_text_in_order(text: str) -> None:
    found = units(text)
    assert all(0 <= unit.start < unit.end <= len(text) and unit.key for unit in found)
    assert [unit.start for unit in found] == sorted(unit.start for unit in found)


def test_the_index_has_pairs_and_content_words_once_each() -> None:
    terms = index_terms(keys("the bridge and the bridge"))
    assert len(terms) == len(set(terms)) == 4  # the bridge, bridge and, and the; bridge


def test_a_word_alone_is_in_the_index_whatever_it_says() -> None:
    assert index_terms(["no"]) and not index_terms([])


def test_content_words_leave_out_what_any_sentence_has() -> None:
    assert content_words(keys("We will not be intimidated by threats")) == 2
