"""Whom "he" and "she" mean."""

from __future__ import annotations

import json

import numpy
import pytest

from quotes.extraction.language import shipped_model
from quotes.extraction.people import Person
from quotes.extraction.pronoun_weights import (
    FEATURES,
    FOLDER,
    PRONOUNS,
    PronounWeights,
    read_weights,
    shipped_weights,
    write_weights,
)
from quotes.extraction.pronouns import lean_of


def test_every_feature_has_weights():
    shipped = shipped_weights()
    hidden = len(shipped.head)
    assert shipped.linear.shape == (len(FEATURES),)
    assert shipped.rows.shape == (len(FEATURES), hidden) and shipped.bias.shape == (hidden,)
    assert all(numpy.isfinite(part).all() for part in (shipped.linear, shipped.rows, shipped.bias, shipped.head))
    # every feature has its line, so that none was added after the training
    file = shipped_model() / FOLDER / PRONOUNS
    assert set(json.loads(file.read_text(encoding="utf8"))["weights"]) == set(FEATURES)


def test_weights_are_the_same_after_writing_and_reading():
    shipped = shipped_weights()
    again = read_weights(write_weights(shipped))
    matrix = numpy.eye(len(FEATURES))
    assert numpy.allclose(again.sums(matrix), shipped.sums(matrix), atol=1e-3)


def test_weights_without_a_hidden_layer_are_read():
    found = read_weights('{"weights": {"subject": 2.0}}')
    row = numpy.array([float(name == "subject") for name in FEATURES])
    assert found.sums(row) == 2.0 and PronounWeights.of(row).sums(row) == 1.0


def test_a_given_name_is_not_outvoted_by_one_noun_beside_it():
    # "spokesman Hope Lund" and "the man, Hillary Osei, said": a slip or another's noun
    hope = Person(("Mary", "Lund"), lean=4.0)
    assert abs(lean_of(hope)) < 1
    assert lean_of(Person(("Paul", "Lund"), lean=4.0)) == 4.0


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lund leads the council. Vera Osei, who ran against her, said so on Monday.\n\n“Lund is our best debater "
        "and our clearest voice,” she said.",
        "Vera Osei said the town had waited too long because of Lund. Ada Lund was not there.\n\nOsei was angry. “Ada "
        "Lund has had nine years,” she said.",
    ],
    ids=["the rival", "the critic"],
)
def test_nobody_is_the_speaker_of_words_that_name_her(speakers, text):
    assert speakers(text) == ["Vera Osei"]


def test_whoever_is_named_right_after_the_pronoun_is_the_hearer(speakers):
    text = (
        "Paul Falk met Kofi Lund of Harlow Radio at the quay on Monday. Falk said the boats were late.\n\n“It is the "
        "third time this winter,” he told Lund."
    )
    assert speakers(text) == ["Paul Falk"]


def test_the_subject_of_the_main_clause_goes_on_not_that_of_what_it_reports(speakers):
    text = (
        "Councillor Paul Falk dismissed the idea that he was ignoring his ward because Kofi Lund won it.\n\n“It was "
        "almost a split decision,” he said."
    )
    assert speakers(text) == ["Paul Falk"]


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
