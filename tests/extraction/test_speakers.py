"""From the mention beside the cue to the speaker: persons, groups, documents, unnamed sources, nobody."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "mention",
    [
        "Ada Osei",
        "Mayor Ada Osei",
        "Dr. Ada Osei",
        "Ms Ada Osei",
        "British Foreign Secretary Ada Osei",
        "Former U.S. President Ada Osei",
        "Sen. Ada Osei (D-Ohio)",
        "Ada Osei, 43,",
        "Ada Osei, a doctor,",
        "Ada Osei, a doctor from Harlow,",
        "Ada Osei, who has led the council since 2019,",
        "Ada Osei, the mayor, whose term ends in May and who lost her seat,",
    ],
)
@pytest.mark.parametrize("text", ["“We are ready for the winter,” {} said.", "{} said: “We are ready for the winter.”"])
def test_titles_roles_and_phrases_between_commas_do_not_hide_the_name(speakers, text, mention):
    assert speakers(text.format(mention)) == ["Ada Osei"]


def test_a_name_in_apposition_to_a_role_is_the_speaker(speakers):
    assert speakers("“We are ready for the winter,” the German foreign minister, Paul Falk, said.") == ["Paul Falk"]
    assert speakers("“We are ready,” the ministry’s spokeswoman, Ada Osei, said.") == ["Ada Osei"]


def test_the_owner_of_a_role_is_not_the_speaker(speakers):
    assert speakers("“We are ready for the winter,” Ada Osei’s lawyer, Paul Falk, said.") == ["Paul Falk"]


def test_a_role_means_the_person_who_was_introduced_with_it(extract):
    text = (
        "Paul Falk, the German foreign minister, arrived in Harlow on Monday. "
        "“We are ready for the winter,” the minister said."
    )
    (quotation,) = extract(text)
    assert quotation.speaker is not None and quotation.speaker.mention is not None
    assert quotation.speaker.name == "Paul Falk"
    assert quotation.speaker.mention.text == "the minister"


def test_a_pronoun_means_the_person_before_it_who_agrees_in_gender(speakers):
    text = "Ada Osei met Paul Falk on Monday. “We are ready for the winter,” {} said."
    assert speakers(text.format("she")) == ["Ada Osei"]
    assert speakers(text.format("he")) == ["Paul Falk"]


def test_a_pronoun_that_means_nobody_in_the_text_is_given_no_speaker(extract):
    (quotation,) = extract("“We are ready for the winter,” he said.")
    assert quotation.speaker is None
    assert quotation.cue is not None


def test_a_pronoun_is_the_mention_and_its_person_the_name(extract):
    (quotation,) = extract("Ada Osei is the mayor of Harlow. She said: “We are ready for the winter.”")
    assert quotation.speaker is not None and quotation.speaker.mention is not None
    assert (quotation.speaker.name, quotation.speaker.mention.text) == ("Ada Osei", "She")


@pytest.mark.parametrize("coreference", [True, False])
def test_pronouns_are_resolved_with_and_without_coreference(extractor, coreference):
    if not coreference:
        extractor = type(extractor).load(coreference=False)
        assert extractor.fingerprint.endswith("without coreference")
    (quotation,) = extractor.extract("Ada Osei arrived on Monday. “We are ready for the winter,” she said.")
    assert quotation.speaker is not None
    assert quotation.speaker.name == "Ada Osei"


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        ("the White House", "group"),
        ("the foreign ministry", "group"),
        ("police", "group"),
        ("two officials", "group"),
        ("residents", "group"),
        ("the report", "document"),
        ("the statement", "document"),
        ("the letter", "document"),
        ("a European diplomat", "unnamed"),
        ("one resident", "unnamed"),
        ("a senior official", "unnamed"),
    ],
)
def test_groups_documents_and_unnamed_sources_are_told_apart(extract, mention, kind):
    (quotation,) = extract(f"“The road is closed for good,” {mention} said.")
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.type) == (mention, kind)


def test_an_unnamed_source_with_a_relative_clause_is_still_the_source(extract):
    (quotation,) = extract("A senior official, who asked not to be named, said: “The road is closed for good.”")
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.type) == ("A senior official", "unnamed")


def test_two_people_of_one_surname_are_told_apart_by_given_name_and_title(speakers):
    text = (
        "Hector Lindqvist and his wife Mariam Lindqvist run the inn. “We are full,” Mr Lindqvist said. "
        "“We are closed,” Mrs Lindqvist said. “We are open,” Hector Lindqvist said."
    )
    assert speakers(text) == ["Hector Lindqvist", "Mariam Lindqvist", "Hector Lindqvist"]


def test_the_first_of_two_joint_speakers_is_named(speakers):
    assert speakers("“We are ready,” Ada Osei and Paul Falk said in a joint statement.") in (
        ["Ada Osei"],
        ["Ada Osei and Paul Falk"],
    )


def test_either_of_two_joint_speakers_is_named_in_full(speakers):
    (speaker,) = speakers("“We built it ourselves,” Hector and Mariam Lindqvist said.")
    assert speaker in {"Hector Lindqvist", "Mariam Lindqvist"}


# -- carried on from a neighbour ----------------------------------------------------------------------------------


def test_the_subject_of_the_sentence_before_speaks_where_the_quotation_stands_alone(speakers):
    assert speakers("Ada Osei was unimpressed. “This is rubbish and you know it.”") == ["Ada Osei"]


def test_the_speaker_of_the_paragraph_before_goes_on(speakers):
    text = "Mayor Ada Osei opened the bridge on Monday.\n\n“We are ready,” Osei said.\n\n“It took nine years.”"
    assert speakers(text) == ["Ada Osei", "Ada Osei"]


def test_a_speaker_who_is_carried_on_is_less_certain_than_the_one_beside_the_cue(extract):
    first, second = extract("Mayor Ada Osei came.\n\n“We are ready,” Osei said.\n\n“It took nine years.”")
    assert first.speaker is not None and second.speaker is not None
    assert second.speaker.confidence < first.speaker.confidence


def test_all_paragraphs_of_a_quotation_have_the_speaker_who_introduced_it(extract):
    found = extract("Ada Osei said: “Nobody came to the meeting.\n\n“Nobody even called.\n\n“We went home.”")
    assert [q.speaker and q.speaker.name for q in found] == ["Ada Osei"] * 3
    assert [q.continues for q in found] == [None, 0, 1]


def test_all_paragraphs_of_a_quotation_have_the_speaker_who_is_named_after_it(extract):
    found = extract("“Nobody came to the meeting.\n\n“Nobody even called.\n\n“We went home,” Ada Osei said.")
    assert [q.speaker and q.speaker.name for q in found] == ["Ada Osei"] * 3
    assert [q.continues for q in found] == [None, 0, 1]


def test_a_quotation_without_any_name_near_it_is_given_no_speaker(speakers):
    assert speakers("“The road is closed for good.”") == [None]
    assert speakers("It rained all day in Harlow.\n\n“The road is closed for good.”\n\nIt went on raining.") == [None]


# -- transcripts --------------------------------------------------------------------------------------------------


def test_the_label_of_a_turn_is_its_speaker_by_the_fullest_name(extract):
    found = extract("Mayor Ada Osei met Paul Falk.\n\nOSEI: We are ready.\n\nFALK: Are you?\n\nOSEI: Yes, we are.")
    assert [q.text for q in found] == ["We are ready.", "Are you?", "Yes, we are."]
    assert [q.speaker and q.speaker.name for q in found] == ["Ada Osei", "Paul Falk", "Ada Osei"]
    assert [q.speaker and q.speaker.mention and q.speaker.mention.text for q in found] == ["OSEI", "FALK", "OSEI"]


def test_a_label_in_capitals_gives_a_name_in_ordinary_case(speakers):
    assert speakers("ADA OSEI: We are ready.\n\nPAUL FALK: Are you?\n\nADA OSEI: Yes.") == [
        "Ada Osei",
        "Paul Falk",
        "Ada Osei",
    ]


def test_the_noun_points_back_to_a_source_that_was_introduced_without_a_name(extract):
    text = (
        "James Falk spoke in Harlow.\n\nA European diplomat, who asked not to be named, said the mood had changed. "
        "“Everybody waited for somebody else to go first,” the diplomat said."
    )
    (quotation,) = extract(text)
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.type) == ("A European diplomat", "unnamed")
