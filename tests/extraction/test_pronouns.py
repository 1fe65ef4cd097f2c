"""Whom "he" and "she" mean."""

from __future__ import annotations

import numpy
import pytest

from quotes.extraction.pronouns import FEATURES, shipped_weights


def test_every_feature_has_a_weight():
    assert shipped_weights().shape == (len(FEATURES),)
    assert numpy.isfinite(shipped_weights()).all()


def test_the_subject_of_the_same_sentence_is_meant(speakers):
    text = "Paul Falk met Kofi Osei in Harlow on Monday.\n\nFalk was tired when he said: “We are ready for the winter.”"
    assert speakers(text) == ["Paul Falk"]


def test_the_pronoun_of_the_other_gender_reaches_over_the_nearest_name(speakers):
    text = "Ada Osei opened the bridge. Paul Falk held the scissors. “We are ready for the winter,” she said."
    assert speakers(text) == ["Ada Osei"]


def test_whoever_spoke_in_the_paragraph_before_goes_on_as_she(speakers):
    text = "“We are ready,” Ada Osei said on Monday.\n\n“It took nine years,” she said."
    assert speakers(text) == ["Ada Osei", "Ada Osei"]


def test_a_description_as_the_subject_is_whom_the_pronoun_means(speakers):
    text = (
        "Chief Minister Naseem Qadir on Sunday dropped his colleague Debashish Falk. Falk wrote to friends.\n\n"
        "The Chief Minister rejected talk of a rift. “A team changes its bowler,” he said."
    )
    assert speakers(text) == ["Naseem Qadir"]


def test_nobody_of_the_wrong_gender_is_given_where_nobody_else_is_named(speakers):
    assert speakers("Mr Paul Falk left the room at noon. “The road is closed for good,” she said.") == [None]


def test_an_open_pronoun_is_less_certain_than_a_clear_one(extract):
    (clear,) = extract("Ada Osei came on Monday. “We are ready for the winter,” she said.")
    (open_,) = extract("Sasha Falk met Robin Osei and Kim Lund in Harlow. “We are ready for the winter,” he said.")
    assert clear.speaker is not None
    assert open_.speaker is None or open_.speaker.confidence < clear.speaker.confidence


@pytest.mark.parametrize("title", ["Soundings", "Hope"])
def test_the_title_of_a_book_is_not_she(speakers, title):
    text = (
        f"Margaret Osei drew maps.\n\nHer memoir, “{title},” came out in 1994. In it she wrote: “The sea is the last "
        "place.”"
    )
    assert speakers(text)[-1] == "Margaret Osei"
