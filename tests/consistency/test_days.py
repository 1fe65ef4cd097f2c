"""The day that a sentence gives to a quotation."""

from __future__ import annotations

from datetime import date

import pytest

from quotes.consistency.days import Reported, day_given
from quotes.extraction.records import TextSpan

WEDNESDAY = date(2023, 1, 18)


def given(text: str, cue: str = "said", mention: str = "", published: date | None = WEDNESDAY) -> date | None:
    """The day given to the first quotation between curly marks, with the last such cue and mention of the text."""
    start = text.index("“")
    end = text.index("”", start) + 1
    at = text.rindex(cue)
    named = text.rfind(mention) if mention else -1
    part = Reported(
        start, end, TextSpan(at, at + len(cue), cue),
        TextSpan(named, named + len(mention), mention) if named >= 0 else None,
    )  # fmt: skip
    found = day_given(text, [part], published)
    return None if found is None else found.day


@pytest.mark.parametrize(
    "text",
    [
        "“It is over,” Ada Osei said on Tuesday.",
        "“It is over,” Ada Osei said Tuesday.",
        "“It is over,” she said late on Tuesday after talks.",
        "“It is over,” she said on Tuesday evening.",
        "“It is over,” she said in a statement on Tuesday.",
        "“It is over,” she said at a news conference in Port Lewin on Tuesday, two days before the vote.",
        "“It is over,” said Ada Osei on Tuesday.",
        "“It is over,” said Ada Osei, the transport minister, on Tuesday.",
        "“It is over,” she said on Tuesday, January 17.",
        "“It is over,” she said on 17 January.",
        "“It is over,” she said on Jan. 17 in Warsaw.",
        "“It is over,” she said on January 17, 2023.",
        "“It is over,” she said on 17 January 2023.",
        "“It is over,” she said on the 17th of January.",
        "“It is over,” she said on 2023-01-17.",
        "“It is over,” she said yesterday.",
        "“It is over,” she said last night.",
        "On Tuesday, Ada Osei said: “It is over.”",
        "On Tuesday Ada Osei said the plan was “over and done.”",
        "Late on Tuesday Ada Osei said:\n\n“It is over.”",
        "Speaking in Warsaw on Tuesday, Ada Osei said: “It is over.”",
        "In a statement on 17 January, the ministry said “it is over.”",
        "Ada Osei on Tuesday said the plan was “over and done.”",
        "Nobody came on Monday. “It is over,” she said on Tuesday. The vote is on Friday.",
    ],
)
def test_the_day_of_the_saying_is_read(text: str) -> None:
    assert given(text, mention="Ada Osei") == date(2023, 1, 17)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“It is over,” she told reporters on Tuesday.", "told"),
        ("“It is over,” she told the Port Lewin council in a closed session on Tuesday.", ""),
        ("“It is over,” Ada Osei told the United Nations on Tuesday.", "told"),
        ("On Tuesday Ada Osei told reporters: “It is over.”", "told"),
    ],
)
def test_hearers_may_stand_between_the_cue_and_the_day(text: str, cue: str) -> None:
    # "closed" might be a verb: the sentence is left alone rather than read wrong
    assert given(text, "told", "Ada Osei") == (date(2023, 1, 17) if cue else None)


@pytest.mark.parametrize(
    "text",
    [
        "“It is over,” she said, after the attack on Tuesday.",
        "“It is over,” she said, and left on Tuesday.",
        "She said the tanks would arrive on Tuesday and that it was “over and done.”",
        "“It is over,” she said in an interview published on Tuesday.",
        "“It is over,” she said of Tuesday’s vote.",
        "“It is over,” she said on the eve of Tuesday’s vote.",
        "“It is over,” she said before Tuesday.",
        "“It is over,” she said between Monday and Tuesday.",
        "“It is over,” she said. The vote is on Tuesday.",
        "The vote was on Tuesday. “It is over,” she said.",
        "Nobody came on Tuesday.\n\n“It is over,” she said.",
        "On Tuesday the council met and its members voted, when she said: “It is over.”",
        "She said “the talks on Tuesday are over.”",
        "“It is over,” she said on Tuesday, 16 January.",  # which was a Monday
        "“It is over,” she said on 31 February.",
        "“It is over,” she said on Monday and on Tuesday.",
        "“It is over,” she said on Thursday.",  # six days back, or tomorrow's paper
        "“It is over,” she said on 25 January 2023.",  # to come
        "“It is over,” she said last Tuesday.",
        "“It is over,” she said last week.",
    ],
)
def test_where_the_sentence_does_not_surely_date_the_saying_there_is_no_day(text: str) -> None:
    assert given(text) is None


def test_a_weekday_is_the_last_one_up_to_the_day_of_the_document() -> None:
    assert given("“It is over,” she said on Wednesday.") == WEDNESDAY
    assert given("“It is over,” she said on Friday.") == date(2023, 1, 13)


def test_a_day_without_its_year_is_the_last_one_up_to_the_document() -> None:
    assert given("“It is over,” she said on 30 December.") == date(2022, 12, 30)


def test_a_day_of_many_months_ago_needs_its_year() -> None:
    assert given("“It is over,” she said on 20 March.") is None
    assert given("“It is over,” she said on 20 March 2022.") == date(2022, 3, 20)


def test_an_undated_document_dates_a_statement_only_by_a_whole_date() -> None:
    assert given("“It is over,” she said on Tuesday.", published=None) is None
    assert given("“It is over,” she said on 17 January.", published=None) is None
    assert given("“It is over,” she said on 17 January 2023.", published=None) == date(2023, 1, 17)


def test_the_words_that_date_it_are_told() -> None:
    text = "“It is over,” she said on Tuesday\nevening."
    at = text.index("said")
    found = day_given(text, [Reported(0, 14, TextSpan(at, at + 4, "said"))], WEDNESDAY)
    assert found is not None and found.words == "Tuesday evening"


def test_two_days_for_one_statement_are_none() -> None:
    assert given("On Monday, Ada Osei said on Tuesday: “It is over.”", mention="Ada Osei") is None


def test_initials_and_short_forms_end_no_sentence() -> None:
    text = "On Jan. 17, U.S. Sen. J. D. Quirke said: “It is over.”"
    assert given(text, mention="U.S. Sen. J. D. Quirke") == date(2023, 1, 17)


def introduced(text: str, speaker: str = "Ada Osei") -> date | None:
    """The day of the first quotation, whose cue is the last "told" or "said", by this speaker."""
    start = text.index("“")
    at = max(text.rfind("told"), text.rfind("said"))
    part = Reported(start, text.index("”") + 1, TextSpan(at, at + 4, text[at : at + 4]))
    found = day_given(text, [part], WEDNESDAY, speaker=speaker)
    return None if found is None else found.day


@pytest.mark.parametrize(
    "text",
    [
        "Nothing will come of it, Ada Osei said Tuesday after a trip to Oslo.\n\n“It is over,” Osei told reporters.",
        "Ada Osei, the transport minister, spoke late on Tuesday, hours after the vote. She was brief.\n\n"
        "“It is over,” Osei told the council.",
        "Osei spoke to the council on Tuesday. “It is over,” she told it.",
        "Everybody remembers her answer on 17 January, after the vote. “It is over,” Osei told reporters that day.",
    ],
)
def test_a_sentence_before_may_say_when_the_speaker_spoke(text: str) -> None:
    assert introduced(text) == date(2023, 1, 17)


@pytest.mark.parametrize(
    "text",
    [
        "Tomás Quirke said on Tuesday that it was late.\n\n“It is over,” Osei told reporters.",
        "Ada Osei said on Tuesday that it was late.\n\n“It is over,” Osei told reporters last year.",
        "Ada Osei said on Tuesday that it was late.\n\n“It is over,” Osei had told reporters.",
        "Ada Osei said on Tuesday that it was late.\n\nThe sea was calm.\n\n“It is over,” Osei told reporters.",
        "Ada Osei said the vote on Tuesday was late.\n\n“It is over,” Osei told reporters.",
    ],
)
def test_what_was_said_before_of_others_or_of_another_time_is_not_taken(text: str) -> None:
    assert introduced(text) is None
