"""Who spoke, where somebody tells what another said, and where an office of the same name is another's."""

from __future__ import annotations

import pytest


def name_of(extractor, text: str, number: int = 0) -> str | None:
    speaker = extractor.extract(text)[number].speaker
    return speaker.name if speaker else None


@pytest.mark.parametrize(
    "text",
    [
        "Paul Roe told the inquiry that Ada Osei had said: “Do what you like.”",
        "Roe said Ada Osei had told him that the plan was “dead on arrival”.",
        "Paul Roe met Ada Osei. The court heard that Osei then shouted: “You will pay.”",
        "Officials met on Monday. Paul Roe told reporters that the mayor, Ada Osei, had said “we will fight this”.",
    ],
)
def test_words_that_somebody_passes_on_are_whose_they_were(extractor, text):
    assert name_of(extractor, text) == "Ada Osei"


def test_a_pronoun_in_what_somebody_tells_may_still_mean_him(extractor):
    text = "Paul Roe gave evidence. Roe said he had told the officer: “You will pay.”"
    assert name_of(extractor, text) == "Paul Roe"


CLEVER = (
    "Paul Roe has used a visit to Washington to urge Britain’s allies to move faster.\n\n"
    "The Foreign Secretary, speaking on Tuesday beside his American counterpart, said: “We can’t allow this.”\n\n"
    "“Now is the time,” Mr Roe told reporters.\n\n"
    "Adam Osei, the US Secretary of State, was warm. “You’ll hear more announcements,” Mr Osei said."
)


def test_the_foreign_secretary_is_not_the_secretary_of_state(extractor):
    assert name_of(extractor, CLEVER) == "Paul Roe"
    assert name_of(extractor, CLEVER, 2) == "Adam Osei"


def test_where_something_was_posted_did_not_say_it(extractor):
    text = "The teachers’ union on X accused the board of “hiding behind a binder”."
    speaker = extractor.extract(text)[0].speaker
    assert speaker is None or speaker.name != "X"


@pytest.mark.parametrize(
    "text",
    [
        "He kept a binder labeled “Landscaping” in his office, Ada Osei said.",
        "“It was cold,” Ada Osei wrote in her memoir, “A Rope of Sand”. “But one goes on.”",
    ],
)
def test_labels_and_titles_of_books_report_nobodys_words(extractor, text):
    found = [quote.text for quote in extractor.extract(text)]
    assert "“Landscaping”" not in found and "“A Rope of Sand”" not in found


def test_councillors_are_titled_coun_in_british_papers(extractor):
    text = "Coun Paul Roe apologised. Asked whether it would be rebuilt, Coun Roe replied: “Yes. I said so.”"
    assert name_of(extractor, text) == "Paul Roe"


def test_a_school_district_speaks_as_a_group(extractor):
    speaker = extractor.extract("The district called the findings “deeply troubling” and promised to act.")[0].speaker
    assert speaker is not None and (speaker.name, speaker.type) == ("The district", "group")


def test_a_sentence_does_not_say_its_words(extractor):
    text = "A shorter sentence of the same paragraph gave less trouble: “Ukraine’s future is in NATO.”"
    assert name_of(extractor, text) is None


def test_one_of_several_is_no_room_and_no_country(extractor):
    text = "Talks collapsed “in about the time it takes to boil a kettle”, according to one of those in the room."
    assert name_of(extractor, text) == "one of those in the room"
    assert name_of(extractor, "A second one, from a larger country: “That is a shrug.”") == "A second one"
