"""Which spans between marks report somebody's words, and which are titles, terms, nicknames and scare quotes."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “landmark roof” leaked again.",
        "He was the “father” of the party.",
        "A “smart” bridge opened on Monday.",
        "The word “bridge” appears twice in the text.",
        "Her film “The Long Winter Road” opened on Friday.",
        "Their song “Winter” reached number one.",
        "The cafe was called “The Green Door” until 2019.",
        "Known as “the Hammer”, he ran the port for years.",
        "She read the novel “A Bridge of Ice” on the train.",
    ],
    ids=[
        "so-called",
        "scare quote",
        "adjective",
        "word as a word",
        "film",
        "song",
        "name of a place",
        "nickname",
        "novel",
    ],
)
def test_words_that_nobody_spoke_are_no_quotation(extract, text):
    assert extract(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“We are ready for the winter,” Ada Osei said.",
        "Ada Osei said the bridge was “a danger to every child in this town.”",
        "“No,” Ada Osei replied.",
        "Ada Osei called the plan “nonsense”.",
        "“The road is closed for good.”",
        "“Will you stay?” a reporter asked.",
        "Critics called the plan “a gift to the rich.”",
        "Ada Osei said she was “ready”.",
    ],
)
def test_words_that_somebody_spoke_are_a_quotation(extract, text):
    (quotation,) = extract(text)
    assert quotation.text in text


def test_a_title_between_two_quotations_is_left_out_and_the_rest_is_counted_without_it(extract):
    found = extract(
        "“We are ready for the winter,” Ada Osei said. Her film “The Long Winter Road” opened on Friday. "
        "“Come and see it,” she said."
    )
    assert [q.text for q in found] == ["“We are ready for the winter,”", "“Come and see it,”"]
    assert all(q.continues in (None, 0) for q in found)


def test_a_sentence_of_its_own_is_direct_and_words_inside_the_reporters_sentence_are_partial(extract):
    found = extract(
        "“We are ready for the winter,” Ada Osei said. She called the bridge “a danger to every child”. "
        "Paul Falk said: “It is safe.”"
    )
    assert [q.kind for q in found] == ["direct", "partial", "direct"]


def test_the_second_part_of_an_interrupted_sentence_is_as_direct_as_the_first(extract):
    found = extract("“We are ready,” Mayor Ada Osei said, “and have been for weeks.”")
    assert [q.kind for q in found] == ["direct", "direct"]


def test_a_complete_answer_of_one_word_is_direct(extract):
    (quotation,) = extract("“No,” Ada Osei replied.")
    assert quotation.kind == "direct"
