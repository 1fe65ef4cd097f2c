"""The words that report a quotation: before it, after it, between its parts."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“We are ready for the winter,” Ada Osei said.", "said"),
        ("“We are ready for the winter,” said Ada Osei.", "said"),
        ("“We are ready for the winter,” says Ada Osei, 43.", "says"),
        ("Ada Osei said: “We are ready for the winter.”", "said"),
        ("Ada Osei replied, “We are ready for the winter.”", "replied"),
        ("Ada Osei told reporters on Monday: “We are ready for the winter.”", "told"),
        ("“Are we ready for the winter?” Ada Osei asked.", "asked"),
        ("“We are ready for the winter!” shouted Ada Osei.", "shouted"),
        ("“We are ready for the winter,” Ada Osei told Paul Falk.", "told"),
        ("Paul Falk was told by Ada Osei: “We are ready for the winter.”", "told"),
        ("“We are ready for the winter,” Ada Osei tweeted.", "tweeted"),
        ("Ada Osei tweeted: “We are ready for the winter.”", "tweeted"),
        ("“We are ready for the winter,” Ada Osei wrote on X.", "wrote"),
        ("On X, Ada Osei wrote: “We are ready for the winter.”", "wrote"),
        ("Ada Osei posted on X: “We are ready for the winter.”", "posted"),
        ("According to Ada Osei, the town is “ready for every winter that may come.”", "According to"),
        ("The town is “ready for every winter that may come,” according to Ada Osei.", "according to"),
        ("In the words of Ada Osei, the town is “ready for every winter that may come.”", "In the words of"),
        ("Ada Osei described the town as “ready for every winter that may come.”", "described"),
        ("Ada Osei: “We are ready for the winter.”", ":"),
        ("And from Ada Osei: “We are ready for the winter.”", ":"),
        ("“We are ready for the winter.” – Ada Osei", "–"),
        ("“We are ready for the winter.” — Ada Osei", "—"),
        ("“We are ready for the winter.”\n\n— Ada Osei, mayor of Harlow", "—"),
    ],
)
def test_the_cue_and_the_speaker_are_found(extract, text, cue):
    (quotation,) = extract(text)
    assert quotation.speaker is not None
    assert quotation.speaker.name == "Ada Osei"
    assert quotation.speaker.type == "person"
    assert quotation.cue is not None
    assert quotation.cue.text == cue
    assert 0 < quotation.speaker.confidence <= 1


def test_a_cue_between_two_parts_reports_both_and_the_second_continues_the_first(extract):
    first, second = extract("“We are ready,” Mayor Ada Osei said, “and we have been for weeks.”")
    assert (first.continues, second.continues) == (None, 0)
    assert first.cue == second.cue
    assert first.speaker is not None and second.speaker is not None
    assert first.speaker.name == second.speaker.name == "Ada Osei"


def test_a_sentence_after_the_cue_continues_the_one_before_it(extract):
    first, second = extract("“We are ready,” Mayor Ada Osei said. “We have been for weeks.”")
    assert second.continues == 0
    assert second.cue is None
    assert second.speaker is not None and first.speaker is not None
    assert second.speaker.name == "Ada Osei"
    assert second.speaker.mention == first.speaker.mention


def test_one_cue_reports_two_partial_quotations_of_its_sentence(extract):
    found = extract("Mayor Ada Osei said the city was “tired of promises” and “ready for something new.”")
    assert [q.speaker and q.speaker.name for q in found] == ["Ada Osei", "Ada Osei"]
    assert {q.cue and q.cue.text for q in found} == {"said"}


def test_each_of_two_speakers_in_one_paragraph_keeps_the_own_cue(extract):
    found = extract("“Will you stay?” Ada Osei asked. “I will,” Paul Falk replied. “Good,” Osei said.")
    assert [q.cue and q.cue.text for q in found] == ["asked", "replied", "said"]
    assert [q.speaker and q.speaker.name for q in found] == ["Ada Osei", "Paul Falk", "Ada Osei"]
    assert [q.continues for q in found] == [None, None, None]


def test_the_one_who_is_asked_or_told_is_not_the_speaker(speakers):
    assert speakers("“Will you stay?” Ada Osei asked Paul Falk.") == ["Ada Osei"]
    assert speakers("Ada Osei told Paul Falk: “We are ready for the winter.”") == ["Ada Osei"]
    assert speakers("Speaking after Paul Falk, Ada Osei said: “We are ready for the winter.”") == ["Ada Osei"]
    assert speakers("“We are ready,” Ada Osei said in an interview with Paul Falk.") == ["Ada Osei"]


def test_somebody_quoted_by_somebody_else_is_the_speaker(speakers):
    assert speakers("“We are ready for the winter,” Paul Falk quoted Ada Osei as saying.") == ["Ada Osei"]


def test_a_dash_with_a_name_signs_words_without_closing_punctuation(speakers):
    assert speakers("“We are ready for the winter” – Ada Osei, mayor of Harlow") == ["Ada Osei"]


def test_a_colon_at_the_end_of_a_paragraph_announces_the_next_one(speakers):
    assert speakers("Ada Osei wrote:\n\n> We will rebuild the bridge before the winter comes.") == ["Ada Osei"]
    assert speakers("Then Ada Osei took the floor and said:\n\n“We are ready for the winter.”") == ["Ada Osei"]


@pytest.mark.parametrize(
    "text", ["{}, Ada Osei said.", "{}, said Ada Osei.", "Ada Osei said: {}.", "{} – so Ada Osei said."]
)
@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "«»", "„“"])
def test_the_kind_of_marks_does_not_matter_to_the_attribution(speakers, text, marks):
    quoted = f"{marks[0]}We are ready for the winter{marks[1]}"
    assert speakers(text.format(quoted)) == ["Ada Osei"]


def test_from_somebody_before_a_colon_is_the_speaker(speakers):
    text = "James Falk said “it will pass”. The moral of it, from a press officer of my acquaintance: “Metaphors age.”"
    assert speakers(text)[1] == "a press officer"
