"""Transcripts and interviews: which lines are turns, and which only look like one."""

from __future__ import annotations

import pytest

from quotes.extraction.marks import marked_spans
from tests.extraction.marking import check, plain_and_spans


@pytest.mark.parametrize(
    "marking",
    [
        "Jane Doe (Greens): ⟦We waited.⟧\n\nTom Roe (Labour): ⟦Nobody came.⟧\n\nJane Doe (Greens): "
        "⟦No.⟧\n\nRoe: ⟦Yes.⟧",
        "Sen. Jane Doe, D-Iowa: ⟦We waited.⟧\n\nSecretary Roe: ⟦Nobody came.⟧\n\nSen. Jane Doe, D-Iowa: ⟦Why?⟧\n\n"
        "Secretary Roe: ⟦Rain.⟧",
        "Mr. Smith: ⟦We waited.⟧\n\nMs. Roe: ⟦Nobody came.⟧\n\nMr. Smith: ⟦Why?⟧\n\nMs. Roe: ⟦Rain.⟧",
        "THE CHAIR: ⟦Order.⟧\n\nMR. SMITH: ⟦Thank you.⟧\n\nSPEAKER 2: ⟦Go on.⟧\n\nMcDOWELL: ⟦No.⟧\n\nÁLVAREZ: ⟦Yes.⟧",
        "ADA OSEI, CNX ANCHOR: ⟦Good evening.⟧\n\nTOM ROE (voice-over): ⟦It rained.⟧\n\nOSEI: ⟦Thank you.⟧",
    ],
)
def test_labels_with_titles_parties_and_offices(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        "Ada Osei: ⟦Did you wait?⟧\n\nTom Roe: ⟦All night.⟧\n\nAO: ⟦Who came?⟧\n\nTR: ⟦Nobody.⟧",
        "Ada Osei: ⟦Did you wait?⟧\n\nRoe: ⟦All night.⟧\n\nOsei: ⟦Who came?⟧\n\nRoe: ⟦Nobody.⟧",
    ],
)
def test_the_first_turns_of_an_interview_give_the_names_that_are_shortened_after(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        "Q. ⟦Did you wait?⟧\n\nA. ⟦All night.⟧\n\nQ. ⟦Who came?⟧\n\nA. ⟦Nobody.⟧",
        "Here is one exchange.\n\nQ. ⟦Did you wait?⟧\n\nA. ⟦All night.⟧\n\nThe case goes on.\n\nA. Smith wrote this.",
        "**Q: ⟦Did you wait?⟧**\n\nA: ⟦All night.⟧\n\n**Q: ⟦Who came?⟧**\n\nA: ⟦Nobody.⟧",
        "Question: ⟦Did you wait?⟧\n\nAnswer: ⟦All night.⟧",
    ],
)
def test_questions_and_answers(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        "**Osei:** ⟦Did you wait?⟧\n\n**Roe:** ⟦All night.⟧\n\n**Osei:** ⟦Who came?⟧\n\n**Roe:** ⟦Nobody.⟧",
        "**Ada Osei**: ⟦Did you wait?⟧\n\n**Tom Roe**: ⟦All night.⟧\n\n**Ada Osei**: ⟦Why?⟧\n\n**Tom Roe**: ⟦Rain.⟧",
        "[00:01:20] Osei: ⟦Did you wait?⟧\n\n[00:01:31] Roe: ⟦All night.⟧\n\n[00:01:40] Osei: ⟦Who came?⟧\n\n"
        "[00:01:44] Roe: ⟦Nobody.⟧",
    ],
)
def test_labels_in_bold_type_and_after_a_clock(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        "ADA OSEI\n⟦Did you wait?⟧\n\nTOM ROE\n⟦All night.⟧\n\nADA OSEI\n⟦Who came?⟧\n\nTOM ROE\n⟦Nobody.⟧",
        "Ada Osei:\n⟦Did you wait?⟧\n\nTom Roe:\n⟦All night.⟧\n\nAda Osei:\n⟦Who came?⟧\n\nTom Roe:\n⟦Nobody.⟧",
        "**Osei**\n\n⟦Did you wait?⟧\n\n**Roe**\n\n⟦All night.⟧\n\n**Osei**\n\n⟦Who came?⟧\n\n**Roe**\n\n⟦Nobody.⟧",
    ],
)
def test_a_name_on_a_line_of_its_own_labels_the_paragraph_below(marking):
    check(marking)


INTERVIEW = (
    "The bridge builder Tom Roe on rain. By Ada Osei\n\n**Did you wait?**\n\n⟦All night. I was alone.⟧\n\n**Who "
    "was to come?**"
    "\n\n⟦The mayor. She never told me why.⟧\n\n⟦Nor did her “office”.⟧\n\n**Are you sad?**\n\n⟦No.⟧\n\nThe "
    "bridge opens in May."
)


def test_the_answers_to_questions_in_bold_type_are_turns_of_the_one_whom_the_introduction_names():
    check(INTERVIEW)
    text, _ = plain_and_spans(INTERVIEW)
    assert {text[slice(*span.label)] for span in marked_spans(text) if span.label} == {"Tom Roe"}


def test_frequent_questions_in_bold_type_are_no_interview():
    check(
        "**Is the bridge open?**\n\nIt is, from nine to five.\n\n**Who may cross it?**\n\nAnybody with a ticket.\n\n"
        "**What does a ticket cost?**\n\nFour crowns."
    )


# -- what stands between turns ------------------------------------------------------------------------------------


def test_stage_directions_headings_and_notes_are_no_turns():
    check(
        "SMITH: ⟦We waited.⟧\n\n(CROSSTALK)\n\nROE: ⟦Nobody came.⟧\n\n[applause]\n\n2:04 p.m.\n\nSMITH: ⟦Right.⟧\n\n"
        "NOTE: This is a rush transcript.\n\nUPDATE: It was corrected.\n\nEDITOR'S NOTE: Nothing else."
    )


def test_the_further_paragraphs_of_a_long_turn_are_spans_with_its_label():
    marking = (
        "SMITH: ⟦We waited all night.⟧\n\n⟦And then we went home, I think.⟧\n\nROE: ⟦I see.⟧\n\nSMITH: ⟦You do?⟧\n\n"
        "(LAUGHTER)\n\nROE: ⟦I do.⟧\n\nAt this point the lamp fell.\n\nSMITH: ⟦The lamp!⟧\n\nROE: ⟦I saw it.⟧"
    )
    check(marking)
    text, _ = plain_and_spans(marking)
    assert text[slice(*marked_spans(text)[1].label)] == "SMITH"


def test_a_reporters_paragraph_between_turns_keeps_its_own_quotations():
    check(
        "Q. ⟦How many?⟧\n\nA. ⟦Two.⟧\n\nQ. ⟦Boats?⟧\n\nA. ⟦Yes.⟧\n\nHis lawyer said it was ⟦“unfair”⟧ to him.\n\n"
        "Q. ⟦Whose boats?⟧\n\nA. ⟦Mine.⟧"
    )


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON: The mayor left.\n\nNEW DELHI: The minister came.\n\nLONDON (Wire): Nobody spoke.",
        "9:30 The doors open.\n\n10:15: The doors shut.\n\nNoon: lunch.",
        "What we know: The bridge fell.\n\nWhat we don't know: Why.\n\nWhat's next: An inquiry.\n\nWhat we "
        "know: Three died.",
        "Name: Ada Osei\n\nAge: 41\n\nHome: Ambry\n\nFamily: Two sons",
        "Ward One: Osei 200, Roe 100\n\nWard Two: Osei 50, Roe 300",
        "Dagny Osei: the woman who waits\n\nShe waited.\n\nNobody came.",
    ],
)
def test_datelines_times_headings_and_lists_are_no_turns(text):
    check(text)


def test_a_headline_that_begins_with_a_speakers_name_is_no_turn():
    check(
        "Ada Osei: the woman who waits\n\nTom Roe met her in May.\n\nTom Roe: ⟦Did you wait?⟧\n\nAda Osei: ⟦I did.⟧\n\n"
        "TR: ⟦Who came?⟧\n\nAO: ⟦Nobody.⟧"
    )


PLAIN_INTERVIEW = (
    "Ada Osei built her first house at 26. We met in her office.\n\nDid you build the henhouse?\n\n"
    "⟦I did. It’s the best thing I’ve done.⟧\n\nWhat did your teacher say?\n\n⟦He told us, “Look.” I cried.⟧\n\n"
    "⟦I hated him, of course.⟧\n\nWould you do it again?\n\n⟦I’d have a bigger gutter.⟧\n\n"
    "What are you working on?\n\n⟦A crematorium. My mother is pleased.⟧"
)


def test_an_interview_that_lost_its_bold_type_keeps_its_answers():
    check(PLAIN_INTERVIEW)


@pytest.mark.parametrize(
    "text",
    [
        # a reporter's questions to the reader
        "Do you need a visa?\n\nVisitors do.\n\nCan you work?\n\nThey can.\n\nWill you pay?\n\nTaxes apply.\n\n"
        "Do you qualify?\n\nMost do.",
        # an opinion piece that asks nobody in particular
        "I went to Rome.\n\nWhy go?\n\nI like it.\n\nWho would not?\n\nI would.\n\nWhere else?\n\nI know nowhere.\n\n"
        "When?\n\nI went in May.",
    ],
)
def test_paragraphs_that_ask_the_reader_are_no_interview(text):
    check(text)


def test_a_paragraph_goes_on_with_the_turn_before_where_nothing_stands_between_turns():
    turns = "\n\n".join(f"OSEI: ⟦Number {n}.⟧\n\nROE: ⟦Yes.⟧" for n in range(4))
    check(f"ROE: ⟦There were many.⟧\n\n⟦In the past 12 months there were 21 incidents.⟧\n\n{turns}")


def test_a_short_aside_between_turns_is_the_reporters():
    turns = "\n\n".join(f"OSEI: ⟦Number {n}.⟧\n\nROE: ⟦Yes.⟧" for n in range(4))
    check(f"ROE: ⟦It paid for the roof.⟧\n\nIt also sold 200,000 copies.\n\n{turns}")
