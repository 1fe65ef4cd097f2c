from __future__ import annotations

import pytest

from quotes.consistency.marking import marked


def shown(*texts: str) -> list[str]:
    """The texts with ``[major]`` and ``(minor)`` differences."""
    marks = {None: "{}", "major": "[{}]", "minor": "({})"}
    return ["".join(marks[piece.severity].format(piece.text) for piece in pieces) for pieces in marked(texts)]


def test_a_word_that_only_one_wording_has_is_marked_there():
    assert shown("“We will build it, by spring.”", "“We will not build it, by spring.”") == [
        "“We will build it, by spring.”",
        "“We will [not] build it, by spring.”",
    ]


def test_other_words_are_marked_in_both():
    assert shown("It cost four million.", "It cost three million.") == [
        "It cost [four] million.",
        "It cost [three] million.",
    ]


def test_of_three_wordings_the_first_has_all_that_another_has_otherwise():
    wordings = ("We need four new ships by May.", "We need five new ships by May.", "We need four new ships by June.")
    assert shown(*wordings) == [
        "We need [four] new ships by [May].",
        "We need [five] new ships by May.",
        "We need four new ships by [June].",
    ]


@pytest.mark.parametrize(
    ("one", "other", "marked_"),
    [
        ("They do need it now, and soon.", "They don’t need it now, and soon.", "They [don’t] need it now, and soon."),
        ("I fear that it can’t do it. It won’t do.", "I fear that it won’t do it. It won’t do.",
         "I fear that it [won’t] do it. It won’t do."),
        ("We can wait for them all.", "We cannot wait for them all.", "We [cannot] wait for them all."),
    ],
)  # fmt: skip
def test_a_contraction_is_marked_where_it_differs(one, other, marked_):
    assert shown(one, other)[1] == marked_


def test_typography_is_not_marked():
    assert shown("“We don’t know”", '"We don\'t know."') == ["“We don’t know”", '"We don\'t know."']


@pytest.mark.parametrize("texts", [[], ["Alone here."], ["Nothing at all alike", "Wholly different words here now"]])
def test_what_cannot_be_compared_is_left_unmarked(texts):
    assert shown(*texts) == texts


@pytest.mark.parametrize(
    "texts", [("Kept here … and there it stays", "Kept here for long and there it stays"), ("a b c d e", "d e a b c")]
)
def test_the_pieces_joined_are_the_text(texts):
    assert ["".join(piece.text for piece in pieces) for pieces in marked(texts)] == list(texts)
