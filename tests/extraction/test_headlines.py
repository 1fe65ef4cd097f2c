"""What a headline quotes: the article tells who said it, or nobody does."""

from __future__ import annotations

import pytest


def test_words_that_stand_in_the_article_again_have_their_speaker_there(speakers):
    text = (
        "‘They left the frame’: museum loses its only painting\n\nThieves broke in on Sunday night.\n\n"
        "‘They left the frame,’ said Ines Quintanilha, who runs it."
    )
    assert speakers(text) == ["Ines Quintanilha", "Ines Quintanilha"]


def test_words_that_the_speaker_of_the_article_quotes_from_another_are_not_his(speakers):
    text = (
        "Head told governors they were ‘not even good furniture’, tribunal hears\n\nThe panel sat on Tuesday.\n\n"
        "‘She said, “You are not even good furniture,”’ Barnaby Craddock said."
    )
    assert speakers(text) == [None, "Barnaby Craddock"]


def test_an_office_that_the_article_gives_to_nobody_stays_open(speakers):
    text = "Allies divided as envoy warns of ‘very cold spring’\n\n‘We met for an hour,’ said Ada Osei, a clerk."
    assert speakers(text) == [None, "Ada Osei"]


def test_an_office_whose_holder_the_article_names_is_given(speakers):
    text = "Mayor: ‘I was wrong about the harbour’\n\n‘We were all wrong,’ said Ada Osei, the mayor."
    assert speakers(text) == ["Ada Osei", "Ada Osei"]


@pytest.mark.parametrize("ending", ["jury told", "inquest told", "court hears"])
def test_the_court_that_is_told_does_not_speak(speakers, ending):
    text = f"Driver ‘laughed and asked for a cigarette’, {ending}\n\n‘He was calm,’ said Ada Osei, a witness."
    assert speakers(text)[-1] == "Ada Osei"
    assert not (speakers(text)[0] or "").startswith(ending.split()[0])


def test_the_office_of_a_lead_is_that_of_whom_the_next_paragraph_introduces(speakers):
    text = (
        "Ex-mayor enters plea\n\nThe former mayor of Laramore told a magistrate on Monday that the case was “not worth "
        "the paper”.\n\nCorwin Abelard, 61, is charged with fraud.\n\n“The roads are good,” the ex-mayor said."
    )
    assert speakers(text)[0] == "Corwin Abelard"


def test_somebody_whom_a_later_sentence_names_has_the_name_from_the_start(speakers):
    text = "“I can’t see his hands,” a woman told the court. The woman, Kendra Maddox, 34, sat in the front row."
    assert speakers(text) == ["Kendra Maddox"]
