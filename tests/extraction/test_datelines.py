"""A dateline is no part of a sentence, and nobody's name."""

from __future__ import annotations

import pytest

from quotes.extraction.datelines import dateline_end


@pytest.mark.parametrize(
    "dateline",
    [
        "HARL — ",
        "HARL (MPA) — ",
        "PORT ANSON, Ohio -- ",
        "OSLO/SEOUL, June 3 (MPA) - ",
        "VELINGRAD, 9 May (Continental News) - ",
        "Harl (MPA) – ",
        "New Harl, Sept. 4 — ",
        "NEW DELHI: ",
    ],
)
def test_what_says_where_a_report_was_filed_is_a_dateline(dateline):
    text = f"{dateline}The mayor left."
    assert dateline_end(text, 0, len(text)) == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Osei — the mayor — left.",
        "The mayor left - at last.",
        "OSEI: We are ready.",
        "Harl, which lies on the Tarn, is quiet.",
        "HARL — ",
        "A promise (of sorts) — nothing more.",
    ],
)
def test_other_beginnings_are_none(text):
    assert dateline_end(text, 0, len(text)) == 0


@pytest.mark.parametrize("dateline", ["HARL (MPA) — ", "PORT ANSON — ", "Harl (MPA) - "])
def test_the_office_after_a_dateline_speaks_not_the_town(speakers, dateline):
    text = f"{dateline}The mayor of Harl told ministers to “get out of the way”.\n\nAda Osei, the mayor, has led it."
    assert speakers(text) == ["Ada Osei"]


def test_a_town_in_a_dateline_completes_no_surname(speakers):
    text = "PORT ANSON — Ministers met on Tuesday.\n\n“We are ready for the winter,” Anson said."
    assert speakers(text) == ["Anson"]
