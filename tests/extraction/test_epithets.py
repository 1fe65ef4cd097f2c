"""Descriptions, pronouns and replies that lead to a speaker, and what leads to none."""

from __future__ import annotations

import pytest


def test_then_before_an_office_belongs_to_it(speakers):
    assert speakers("In 2015 then-Secretary of State John Kerry said it was “a good deal for all”.") == ["John Kerry"]


@pytest.mark.parametrize("age, name", [(24, "Sione Vaka"), (31, "Teague Hale")])
def test_an_age_means_whoever_has_it(speakers, age, name):
    text = f"Sione Vaka, 24, scored. Teague Hale, 31, missed. “I heard my mum,” grinned the {age}-year-old."
    assert speakers(text) == [name]


def test_a_nationality_is_no_name(speakers):
    text = (
        "Iker Zubel insists he still has the dressing room.\n\nThe Spaniard, whose side have not scored, was booed.\n\n"
        "“I don’t hear it,” he told reporters."
    )
    assert speakers(text) == ["Iker Zubel"]


def test_an_epithet_means_the_one_person_whom_its_paragraph_names(speakers):
    text = (
        "Wes Pinnock laughed it off.\n\nThe winner came from teenager Ola Tuck, who came on late. “My dad cried,” the "
        "youngster said."
    )
    assert speakers(text) == ["Ola Tuck"]


def test_a_name_around_a_nickname_that_is_capitalised_is_one(speakers):
    text = "They waited for Oleh “The Crane” Danyliuk to rise. “I only stand up straight,” joked the Ukrainian."
    assert speakers(text) == ["Oleh Danyliuk"]


def test_the_reply_is_that_of_whoever_was_asked(speakers):
    assert speakers("Ada Osei asked Paul Falk whether it was funny. “No, ma’am,” came the reply.") == ["Paul Falk"]
    text = "Paul Falk left. Ada Osei was asked whether she would resign.\n\n“Over a bridge? No.”"
    assert speakers(text) == ["Ada Osei"]


def test_the_witness_who_replies_is_not_who_asks(speakers):
    text = (
        "Adam Whitlock gave evidence on Monday. Suresh Pillai, for the service, asked whether Mr Whitlock had given "
        "the address. ‘I’ve lived there for years,’ the witness replied."
    )
    assert speakers(text) == ["Adam Whitlock"]


def test_the_witness_of_a_deposition_is_the_one_without_a_label(speakers):
    text = (
        "From the deposition of Silas Obermeyer. Candace Rountree appears for the plaintiffs.\n\n"
        "MS. ROUNTREE: What did you blend?\n\nTHE WITNESS: Sweet mix.\n\nMS. ROUNTREE: Did you taste it?\n\n"
        "THE WITNESS: I always taste it."
    )
    assert speakers(text) == ["Candace Rountree", "Silas Obermeyer"] * 2


@pytest.mark.parametrize("group", ["The trust", "The coast guard", "The ministry"])
def test_it_is_the_body_that_spoke_before(speakers, group):
    assert speakers(f"{group} said its boats were ready.\n\n“No faults were found,” it added.") == [group]


def test_a_pronoun_that_means_nobody_named_is_the_noun_before_it(extract):
    (quotation,) = extract("A spokesman for the harbour left early. Of the rest he said only: “Ministers come and go.”")
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.type) == ("A spokesman for the harbour", "unnamed")


@pytest.mark.parametrize(
    "text",
    [
        "“Shame!” rang out from the dark of the back rows.",
        "ADVERTISEMENT found “no sugars, no sweeteners, no metals” in it.",
    ],
)
def test_what_cannot_speak_does_not(speakers, text):
    assert set(speakers(text)) <= {None}


def test_a_term_is_that_of_the_one_who_is_said_to_use_it(extract):
    text = "Officials ordered 9,000 people to leave with what Chief Ada Osei called “whatever fits in the car”."
    assert [q.speaker and q.speaker.name for q in extract(text)] == ["Ada Osei"]


def test_a_colon_above_a_block_introduces_whom_the_paragraph_begins_with(speakers):
    text = "“No,” said Ada Osei.\n\nThe company, in a statement:\n\n> We are grateful to everybody who came."
    assert speakers(text) == ["Ada Osei", "The company"]
