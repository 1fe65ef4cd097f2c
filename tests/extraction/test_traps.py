"""The attribution traps that other quote checkers fell into, one test each."""

from __future__ import annotations

import pytest


def test_a_comma_phrase_after_the_name(speakers):
    assert speakers("“I don’t know,” Hugh Hill, a doctor, said.") == ["Hugh Hill"]
    assert speakers("Hugh Hill, a doctor, said he was “tired of waiting for an answer.”") == ["Hugh Hill"]


def test_a_quotation_over_several_paragraphs_with_no_closing_mark(extract):
    found = extract("Hugh Hill said: “Nobody came.\n\n“Nobody even called.\n\nThe meeting ended at noon.")
    assert [q.text for q in found] == ["“Nobody came.", "“Nobody even called."]
    assert [q.speaker and q.speaker.name for q in found] == ["Hugh Hill", "Hugh Hill"]


def test_the_name_in_the_sentence_before(speakers):
    text = "The mayor’s patience is gone. Ada Osei stood up in the hall. “We are done here and everybody knows it.”"
    assert speakers(text) == ["Ada Osei"]


def test_a_dash_and_a_name_after_the_quotation(speakers):
    assert speakers("“We are ready for the winter.” – Ada Osei") == ["Ada Osei"]


def test_and_from_somebody_with_a_colon(speakers):
    assert speakers("And from Ada Osei: “We are ready for the winter.”") == ["Ada Osei"]


def test_a_transcript_turn(speakers):
    assert speakers("PENCE: We are ready.\n\nKAINE: Are you?\n\nPENCE: Yes, we are.") == ["Pence", "Kaine", "Pence"]


def test_a_pronoun_two_paragraphs_on(speakers):
    text = (
        "Ada Osei led the talks in Harlow on Monday.\n\nThey lasted six hours and ended without a text.\n\n"
        "A second round will follow.\n\n“We need more time,” she said."
    )
    assert speakers(text) == ["Ada Osei"]


def test_a_nickname_between_marks_is_no_quotation(extract):
    found = extract("Robert “Bobby” Falk said: “We are ready for the winter.”")
    assert [q.text for q in found] == ["“We are ready for the winter.”"]


def test_a_nickname_between_marks_does_not_cut_the_name(speakers):
    assert speakers("Robert “Bobby” Falk said: “We are ready for the winter.”") == ["Robert Falk"]


def test_a_title_of_a_work_between_marks(extract):
    found = extract("Ada Osei, whose novel “The Long Winter Road” won a prize, said: “We are ready for the winter.”")
    assert [q.text for q in found] == ["“We are ready for the winter.”"]


def test_a_title_of_a_work_after_wrote(extract):
    found = extract("Ada Osei, who wrote “The Long Winter Road”, said: “We are ready for the winter.”")
    assert [q.text for q in found] == ["“We are ready for the winter.”"]


def test_an_odd_number_of_marks_costs_its_own_paragraph_at_most(extract):
    text = (
        'Ada Osei said: "We are ready.\n\nPaul Falk said: "So are we." He left.\n\n'
        '"We will see," Osei said. "Or not."\n\n"Good," Falk said.'
    )
    found = extract(text)
    assert [q.text for q in found][-4:] == ['"So are we."', '"We will see,"', '"Or not."', '"Good,"']
    assert [q.speaker and q.speaker.name for q in found][-4:] == ["Paul Falk", "Ada Osei", "Ada Osei", "Paul Falk"]


def test_an_inch_sign(extract):
    found = extract('Ada Osei, 6\'2", crossed the bridge. A 12" pipe burst. "It was old," Osei said.')
    assert [q.text for q in found] == ['"It was old,"']
    assert found[0].speaker is not None
    assert found[0].speaker.name == "Ada Osei"


def test_british_single_marks_with_apostrophes_in_them(extract):
    found = extract("‘The ministers’ cars won’t wait,’ Ada Osei said. ‘It’s the workers’ turn.’")
    assert [q.text for q in found] == ["‘The ministers’ cars won’t wait,’", "‘It’s the workers’ turn.’"]
    assert [q.speaker and q.speaker.name for q in found] == ["Ada Osei", "Ada Osei"]


def test_a_mark_opened_curly_and_closed_straight(extract):
    (quotation,) = extract('“We are ready for the winter," Ada Osei said.')
    assert quotation.text == '“We are ready for the winter,"'
    assert quotation.speaker is not None
    assert quotation.speaker.name == "Ada Osei"


def test_a_quotation_inside_a_quotation(extract):
    (quotation,) = extract("“Paul Falk told me ‘never come back’ and left,” Ada Osei said.")
    assert quotation.text == "“Paul Falk told me ‘never come back’ and left,”"
    assert quotation.speaker is not None
    assert quotation.speaker.name == "Ada Osei"


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009"])
def test_no_break_and_thin_spaces(extract, space):
    (quotation,) = extract(f"«{space}We are{space}ready for the winter{space}»,{space}Ada Osei{space}said.")
    assert quotation.text == f"«{space}We are{space}ready for the winter{space}»"
    assert quotation.speaker is not None
    assert quotation.speaker.name == "Ada Osei"


def test_line_wraps(extract):
    text = (
        "“We are ready for the winter and\nfor whatever it brings with it\nnext year,” Ada Osei\nsaid in the hall on "
        "Monday.\n\nThe council agreed and went\nhome early.\n"
    )
    (quotation,) = extract(text)
    assert quotation.text == "“We are ready for the winter and\nfor whatever it brings with it\nnext year,”"
    assert quotation.speaker is not None
    assert quotation.speaker.name == "Ada Osei"


def test_markdown_around_the_marks(speakers):
    assert speakers("*“We are ready for the winter,”* Ada Osei said. **“We are.”**") == ["Ada Osei", "Ada Osei"]


def test_hyphens_and_dashes_of_every_kind_inside_a_quotation(extract):
    quoted = "“A well\u2011known, long\u2010lost — or so they say – bridge\u2026 and so on...”"
    (quotation,) = extract(f"Ada Osei said: {quoted}")
    assert quotation.text == quoted


def test_words_of_somebody_who_is_only_mentioned_inside_the_quotation_are_not_theirs(speakers):
    assert speakers("“Paul Falk said he would come,” Ada Osei said.") == ["Ada Osei"]
