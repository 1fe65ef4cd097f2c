"""Who is meant by shortened names, lent surnames, initials, offices and descriptions."""

from __future__ import annotations

import pytest

from quotes.extraction.cast import one_edit
from quotes.extraction.names import given_gender, mended, name_words


def test_a_brother_who_is_introduced_by_his_given_name_has_the_surname_of_the_family(speakers):
    text = "Yolanda Falk runs the inn with her brother Marcus, a surveyor. “We are full,” Marcus said."
    assert speakers(text) == ["Marcus Falk"]


def test_a_mother_between_commas_has_the_surname_of_her_son(speakers):
    text = "Outside court Mr Falk’s mother, Carol, wept. Paul Falk was 22. “He went out for milk,” Carol said."
    assert speakers(text) == ["Carol Falk"]


def test_the_first_of_a_couple_has_the_surname_of_the_second_in_later_sentences_too(speakers):
    text = (
        "Hector and Mariam Lindqvist have won their case. The court took two hours. “We feel about twelve,” Hector "
        "said. “I feel older,” Mrs Lindqvist said."
    )
    assert speakers(text) == ["Hector Lindqvist", "Mariam Lindqvist"]


def test_a_surname_alone_is_not_the_relative_who_only_borrows_it(speakers):
    text = (
        "Margaret Osei retired in May. Her husband, Walter, taught physics. “I drew the map by hand,” Osei said. "
        "“I never could,” Walter said."
    )
    assert speakers(text) == ["Margaret Osei", "Walter Osei"]


def test_a_title_of_courtesy_finds_the_daughter_among_one_surname(speakers):
    text = (
        "Sir Douglas Breck owns most of the island. His daughter Lorna runs the hotel. "
        "“It saved his life,” Ms Breck said."
    )
    assert speakers(text) == ["Lorna Breck"]


def test_a_family_name_that_comes_first_is_completed(speakers):
    text = "Secretary General Ban Ki-moon arrived on Monday. “We must act,” Ban said."
    assert speakers(text) == ["Ban Ki-moon"]


def test_the_first_of_two_surnames_is_completed(speakers):
    text = "María Fernanda Ortiz Salcedo, an engineer, came in May. “They argued about the graves,” Ms. Ortiz said."
    assert speakers(text) == ["María Fernanda Ortiz Salcedo"]


def test_a_nickname_between_marks_does_not_break_a_name(speakers):
    text = "Del. Roberta “Berta” Falk was there. “We are ready for the winter,” Falk said."
    assert speakers(text) == ["Roberta Falk"]


def test_a_short_form_of_a_given_name_is_the_same_person(speakers):
    text = "Robert C. Osei gave a party. “We are ready for the winter,” Bobby Osei said."
    assert speakers(text) == ["Robert C. Osei"]


def test_a_surname_with_one_letter_wrong_is_the_person_of_the_document(speakers):
    text = "Orla Brannigan votes for the first time. “We are ready for the winter,” Branigan said."
    assert speakers(text) == ["Orla Brannigan"]
    assert one_edit("brannigan", "branigan") and not one_edit("falk", "osei")


def test_a_verb_before_the_name_is_no_given_name(speakers):
    text = "Kofi Ellis disliked the plan. Said Ellis: “We are ready for the winter, and so are they.”"
    assert speakers(text) == ["Kofi Ellis"]


def test_the_verb_of_a_headline_is_no_surname(speakers):
    text = (
        "Ada Osei Scolds Bank Chief At Hearing\n\nSenator Ada Osei was angry. “We are ready for the winter,” Osei said."
    )
    assert speakers(text) == ["Ada Osei"]


def test_letters_in_the_wrong_encoding_are_mended_in_a_name():
    assert mended("FranÃ§ois") == "François"
    assert mended("FranÃ\x83Â§ois") == "François"
    assert mended("Ångström") == "Ångström"


def test_marks_of_mail_and_markdown_are_no_part_of_a_name():
    assert name_words(['">Osei']) == ("Osei",)


def test_a_place_after_in_is_nobody(speakers):
    text = (
        "Mayor Paul de Falk called it “a bad day for us”. At a news conference in Chelsea, the mayor also spoke of "
        "the winter. “We are ready for the snow,” the mayor said."
    )
    assert speakers(text)[-1] == "Paul de Falk"


def test_a_compatriot_is_the_person_of_whom_the_text_speaks(speakers):
    text = "Veronika Falk pulled out on Monday. “My head is ready but my body is not,” the Hungarian wrote."
    assert speakers(text) == ["Veronika Falk"]


def test_a_congressman_is_the_representative_of_that_state(speakers):
    text = (
        "Rep. Adam Osei, D-Calif., met Rep. Paul Falk, D-Ohio, on Monday. “We are ready for the winter,” "
        "the California congressman said."
    )
    assert speakers(text) == ["Adam Osei"]


def test_a_description_in_front_of_the_name_is_remembered(speakers):
    text = (
        "The visiting judge, Trinh Bao Chau, bent down and sneezed. Roland Falk had grown the leek. "
        "“I am allergic to them,” said the judge."
    )
    assert speakers(text) == ["Trinh Bao Chau"]


def test_a_name_right_after_the_noun_is_the_speaker(speakers):
    assert speakers("“You knew that he had misheard,” recalled the soprano Siobhán O’Farrelly.") == [
        "Siobhán O’Farrelly"
    ]


def test_the_office_in_a_headline_is_its_holder(speakers):
    text = "Governor says “no end” to inflation fight\n\nCentral bank governor Ingrid Falk spoke on Monday."
    assert speakers(text) == ["Ingrid Falk"]


def test_initials_in_an_interview_are_the_only_person_who_has_them(speakers):
    text = (
        "Sam Oyelaran meets the goalkeeper Jelena Brankovic.\n\nSO: Who was your hero?\n\nJB: My grandmother.\n\n"
        "SO: Why?\n\nJB: She drove a train."
    )
    assert speakers(text) == ["Sam Oyelaran", "Jelena Brankovic", "Sam Oyelaran", "Jelena Brankovic"]


def test_the_chair_of_a_transcript_is_who_is_said_to_be_chair(speakers):
    text = (
        "Present: Ruth Abernethy (Chair), Callum Nairn.\n\nTHE CHAIR: Good morning to you.\n\nCALLUM NAIRN: Good "
        "morning.\n\nTHE CHAIR: Were the boats told?"
    )
    assert speakers(text) == ["Ruth Abernethy", "Callum Nairn", "Ruth Abernethy"]


def test_the_younger_of_one_surname_is_the_son(speakers):
    text = (
        "Graham Falk praised the design. His son, Conor Falk, drives a night bus. “Dad rang me every morning,” the "
        "younger Falk said."
    )
    assert speakers(text) == ["Conor Falk"]


def test_the_elder_brother_is_the_one_with_more_years(speakers):
    text = "Darren Falk, 27, and Shane Falk, 24, were jailed. “I see him every night,” the elder brother said."
    assert speakers(text) == ["Darren Falk"]


def test_two_people_who_were_joined_are_behind_they(speakers):
    text = (
        "Ms. Osei and Mr. Falk wrote a letter in May. Ada Osei and Paul Falk sit for Harlow. “It is wrong,” they wrote."
    )
    assert speakers(text) == ["Ada Osei and Paul Falk"]


def test_an_abbreviation_is_given_in_full_where_the_text_does(speakers):
    text = "The International Monetary Fund met in May. “Growth is weak,” the IMF said in a statement."
    assert speakers(text) == ["International Monetary Fund"]


@pytest.mark.parametrize(
    ("name", "gender"), [("Temitope", None), ("Bridget", "female"), ("Mykola", "male"), ("Thuy-Anh", "female")]
)
def test_a_gender_is_told_only_where_a_list_agrees(name, gender):
    assert given_gender(name) in (gender, None)
    assert given_gender("Bridget") == "female"
