"""Speakers as identity looks at them: what extraction took for somebody else, or for less than the text says."""

from __future__ import annotations

from datetime import date

import pytest

from quotes.extraction.records import Speaker, TextSpan
from quotes.speakers.evidence import DocumentView
from quotes.speakers.mention_reading import reconsidered, title_and_surname
from quotes.speakers.resolution import appearing

from .invented import office, person, register

MARIT = person(
    "Marit Ostrova",
    office("foreign minister", "NO", "Foreign Minister", "2018-03-01", "2021-06-30"),
    gender="female",
)
ONE = register(MARIT)


def spoken(name, mention, text, *, kind="person", method="quote-cue", described=()):
    start = text.index(mention)
    return Speaker(name, kind, 0.9, method, TextSpan(start, start + len(mention), mention), tuple(described))


def looked_at(speaker, text, directory, day="2020-05-05"):
    return reconsidered(speaker, DocumentView(text, date.fromisoformat(day) if day else None), directory)


def test_an_office_that_the_person_named_before_does_not_hold_is_taken_from_him():
    text = "Ada Osei, the mayor of Port Lewin, waved. “No,” the Norwegian foreign minister told her."
    speaker = spoken(
        "Ada Osei",
        "the Norwegian foreign minister",
        text,
        method="quote-cue:role",
        described=["the mayor of Port Lewin"],
    )
    found = looked_at(speaker, text, ONE)
    assert (found.name, found.type, found.described) == ("the Norwegian foreign minister", "unnamed", ())


def test_an_office_stays_with_its_holder_and_with_whom_the_document_says_holds_it():
    text = "Ada Osei spoke. “No,” the Norwegian foreign minister told her."
    by_register = spoken("Marit Ostrova", "the Norwegian foreign minister", text, method="quote-cue:role")
    by_document = spoken(
        "Ada Osei",
        "the Norwegian foreign minister",
        text,
        method="quote-cue:role",
        described=["Norway's foreign minister"],
    )
    assert looked_at(by_register, text, ONE) is by_register
    assert looked_at(by_document, text, ONE) is by_document


def test_an_office_without_a_place_stays_with_the_person_named_before():
    text = "Ada Osei waved. “No,” the foreign minister said. Norway waited."
    speaker = spoken("Ada Osei", "the foreign minister", text, method="quote-cue:role")
    assert looked_at(speaker, text, ONE) is speaker


@pytest.mark.parametrize(
    "phrase, parted",
    [
        ("former Norwegian foreign minister Ostrova", ("former Norwegian foreign minister", "Ostrova")),
        ("House Speaker von der Halm", ("House Speaker", "von der Halm")),
        ("Prime Minister", None),
        ("Mayor of Oslo", None),
        ("the mayor", None),
        ("a neighbour of Ostrova", None),
    ],
)
def test_a_title_and_a_surname_are_parted_where_both_are_there(phrase, parted):
    assert title_and_surname(phrase) == parted


def test_a_title_with_a_surname_that_was_taken_for_a_description_is_a_person():
    text = "“No,” said former Norwegian foreign minister Ostrova."
    phrase = "former Norwegian foreign minister Ostrova"
    found = looked_at(spoken(phrase, phrase, text, kind="unnamed"), text, ONE, "2024-05-05")
    assert (found.name, found.type, found.described) == ("Ostrova", "person", ("former Norwegian foreign minister",))


def test_a_namesake_in_the_article_gives_way_to_the_one_who_holds_the_office():
    senator = person("Rolf Dahlen", office("senator", "US-OH", "Senator", "2015"))
    speaker_of_the_house = person("Mads Dahlen", office("speaker", "us-house", "Speaker of the House", "2019"))
    both = register(senator, speaker_of_the_house)
    text = "Senator Rolf Dahlen spoke. “No,” House Speaker Dahlen said."
    taken = spoken("Rolf Dahlen", "House Speaker Dahlen", text, described=["Senator", "House Speaker"])
    assert looked_at(taken, text, both).name == "Dahlen"
    assert looked_at(taken, text, both).described == ("House Speaker",)
    assert looked_at(taken, text, register(senator)) is taken
    assert looked_at(taken, text, both, None) is taken


BANK = "the governor of the Bank"


def test_a_role_is_taken_to_the_end_of_what_it_is_of():
    text = "“Rates stay,” the governor of the Bank of England said."
    assert looked_at(spoken(BANK, BANK, text, kind="unnamed"), text, ONE).name == "the governor of the Bank of England"


@pytest.mark.parametrize("rest", ["", " Inflation is high.", " The year was hard."])
def test_a_role_ends_with_its_sentence(rest):
    text = f"“Rates stay,” said the governor of the Bank of England.{rest}"
    assert looked_at(spoken(BANK, BANK, text, kind="unnamed"), text, ONE).name == "the governor of the Bank of England"


def test_a_role_of_an_unknown_body_is_left_as_extraction_has_it():
    text = "“Rates stay,” the governor of the Bank of Harl said."
    speaker = spoken(BANK, BANK, text, kind="unnamed")
    assert looked_at(speaker, text, ONE) is speaker


def test_a_speaker_without_a_mention_is_left_alone():
    speaker = Speaker("Ada Osei", "person", 1.0, "turn", None)
    assert looked_at(speaker, "ADA OSEI: No.", ONE) is speaker


@pytest.mark.parametrize(
    "mention, gender",
    [
        ("Mr Ostrova", "male"),
        ("Mrs. Ostrova", "female"),
        ("Dame Marit Ostrova", "female"),
        ("Ostrova", None),
        ("Dr Ostrova", None),
    ],
)
def test_only_a_title_of_courtesy_tells_gender(mention, gender):
    speaker = Speaker("Ostrova", "person", 1.0, "quote-cue", TextSpan(0, len(mention), mention), gender="male")
    assert appearing(speaker).gender == gender


@pytest.mark.parametrize(
    ("name", "mention", "after", "seen"),
    [
        ("Arne H.W. Varrow", "Arne W. Varrow", " said.", "Arne W. Varrow"),
        ("Arne Varrow", "Arne Varrow", " Jr. said.", "Arne Varrow Jr."),
        ("Arne Varrow", "Sonia Varrow", " said.", "Sonia Varrow"),
        ("Arne Varrow", "Mr. Varrow", " said.", "Arne Varrow"),
        ("Arne Varrow", "Harbour Varrow", " said.", "Arne Varrow"),
    ],
)
def test_a_mention_that_names_another_of_the_family_is_that_one_s(name, mention, after, seen):
    speaker = spoken(name, mention, f"“Yes,” {mention}{after}")
    assert looked_at(speaker, f"“Yes,” {mention}{after}", register()).name == seen
