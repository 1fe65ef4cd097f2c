"""Who writes: "I" in a column, and letters and briefs that say something."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "The bridge and I\n\nBy Ada Osei\n\nThe mayor asked for my vote in May. I said, “You had it nine years ago.”",
        "The bridge and I\n\nThe mayor asked for my vote in May. I said, “You had it nine years ago.”\n\nWe never met "
        "again.\n\nAda Osei is a playwright in Harlow.",
    ],
    ids=["a byline", "a note at the end"],
)
def test_i_in_a_column_is_who_signs_it(speakers, text):
    assert speakers(text) == ["Ada Osei"]


def test_i_is_nobody_where_nobody_signs(speakers):
    text = "The bridge and I\n\nThe mayor, Ada Osei, asked for my vote in May. I said, “You had it nine years ago.”"
    assert speakers(text) == [None]


def test_who_is_quoted_above_does_not_sign_the_text(speakers):
    text = (
        "“It is late,” Ada Osei said.\n\nThe mayor asked for my vote in May. I said, “You had it nine years ago.”\n\n"
        "Ada Osei is now the mayor of Harlow."
    )
    assert speakers(text) == ["Ada Osei", None]


@pytest.mark.parametrize("document", ["brief", "letter", "memo"])
def test_what_somebodys_letter_says_is_said_by_its_writer(speakers, document):
    text = f"Ada Osei sued in May. Osei’s {document} said that the reports were “misread statements and allegations.”"
    assert speakers(text) == ["Ada Osei"]


def test_a_report_by_nobody_who_is_named_speaks_for_itself(extract):
    (found,) = extract("Ada Osei sued in May. The council’s letter said that the bridge was “a danger to every boat.”")
    assert found.speaker is not None and found.speaker.type == "document"
