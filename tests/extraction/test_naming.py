"""The name that is given: the fullest form in the document, without titles."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("mention", ["Austin", "Mr Austin", "Mr. Austin", "Secretary Austin", "Lloyd Austin"])
def test_every_later_form_of_a_name_means_the_person_who_was_introduced(extract, mention):
    text = f"Defence Secretary Lloyd Austin arrived on Monday. “We will not rest,” {mention} said."
    (quotation,) = extract(text)
    assert quotation.speaker is not None
    assert quotation.speaker.name == "Lloyd Austin"


def test_the_fullest_form_may_stand_after_the_quotation(speakers):
    assert speakers("“We are ready for the winter,” Osei said.\n\nAda Osei is the mayor of Harlow.") == ["Ada Osei"]


def test_a_surname_that_nobody_completes_is_given_without_its_title(speakers):
    assert speakers("Mr Osei said: “We are ready for the winter.”") == ["Osei"]
    assert speakers("“We are ready for the winter,” Dr. Falk said.") == ["Falk"]


def test_two_people_keep_their_own_names_however_often_they_alternate(speakers):
    text = (
        "Paul Falk and Ada Osei met on Monday. “We are ready for the winter,” Falk said. “So are we,” Osei said. "
        "“Then we agree,” said Falk. “We do,” Ms Osei said."
    )
    assert speakers(text) == ["Paul Falk", "Ada Osei", "Paul Falk", "Ada Osei"]


def test_a_title_with_a_gender_picks_among_people_of_one_surname(speakers):
    text = (
        "Ada Osei met her brother Kofi Osei on Monday. “We are ready,” Kofi Osei said. "
        "“So are we,” Ada Osei said. “Good,” Mr Osei said. “Good,” Ms Osei said."
    )
    assert speakers(text) == ["Kofi Osei", "Ada Osei", "Kofi Osei", "Ada Osei"]


@pytest.mark.parametrize("name", ["Marisol de la Fuente", "Jan van der Berg", "Mary O’Neill", "John F. Falk"])
def test_particles_initials_and_apostrophes_stay_in_a_name(speakers, name):
    assert speakers(f"“We are ready for the winter,” {name} said.") == [name]


def test_a_hyphenated_surname_stays_whole(speakers):
    assert speakers("“We are ready for the winter,” Jean-Claude Falk-Osei said.") == ["Jean-Claude Falk-Osei"]


def test_no_break_spaces_in_a_name_are_plain_in_the_name_and_kept_in_the_mention(extract):
    (quotation,) = extract("“We are ready for the winter,” Ada\u00a0Osei said.")
    assert quotation.speaker is not None and quotation.speaker.mention is not None
    assert quotation.speaker.name == "Ada Osei"
    assert quotation.speaker.mention.text == "Ada\u00a0Osei"


def test_a_possessive_ending_is_no_part_of_the_name(speakers):
    assert speakers("Ada Osei’s answer: “We are ready for the winter.”") == ["Ada Osei"]
