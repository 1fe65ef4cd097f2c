"""Names completed from a register: what changes in the quotations of one document, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quotes.extraction.records import Quotation, Speaker, TextSpan
from quotes.speakers.completion import completed
from quotes.speakers.directory import RegisterDirectory
from quotes.speakers.register import shipped_register

from .invented import office, person, register

MARIT = register(
    person(
        "Marit Ostrova", office("foreign minister", "NO", "Foreign Minister", "2018", "2021"), aliases=["Mari Ostrova"]
    )
)


def quotation(text, name, mention, *, kind="person", described=(), method="quote-cue"):
    start = text.index(mention)
    speaker = Speaker(name, kind, 0.8, method, TextSpan(start, start + len(mention), mention), tuple(described))
    return Quotation(0, 5, text[:5], "direct", None, None, speaker)


def finished(found, text, day="2020-05-05"):
    (one,) = completed([found], text, published=date.fromisoformat(day) if day else None, directory=MARIT)
    return one


SURNAME = "“No,” Norwegian Foreign Minister Ostrova said."
OFFICE = "“No,” the Norwegian foreign minister said."


def test_a_surname_with_its_title_gets_the_whole_name_and_nothing_else_changes():
    before = quotation(SURNAME, "Ostrova", "Ostrova", described=["Norwegian Foreign Minister"])
    after = finished(before, SURNAME)
    assert after.speaker.name == "Marit Ostrova"
    assert after.speaker.confidence == pytest.approx(0.8 * 0.9)
    assert replace(after, speaker=before.speaker) == before
    assert replace(after.speaker, name="Ostrova", confidence=0.8) == before.speaker


def test_a_surname_out_of_its_title_s_time_stays_a_surname():
    before = quotation(SURNAME, "Ostrova", "Ostrova", described=["Norwegian Foreign Minister"])
    assert finished(before, SURNAME, "2010-05-05") == before


def test_a_surname_with_its_title_is_completed_in_an_undated_text():
    before = quotation(SURNAME, "Ostrova", "Ostrova", described=["Norwegian Foreign Minister"])
    assert finished(before, SURNAME, None).speaker.name == "Marit Ostrova"


@pytest.mark.parametrize("name", ["Marit Ostrova", "Mari Ostrova", "Marit K. Ostrova", "Ada Osei"])
def test_a_whole_name_stays_as_the_document_writes_it(name):
    text = f"“No,” {name} said."
    before = quotation(text, name, name)
    assert finished(before, text) == before


def test_an_office_becomes_its_holder_with_less_confidence_and_a_method_that_says_so():
    after = finished(
        quotation(OFFICE, "the Norwegian foreign minister", "the Norwegian foreign minister", kind="unnamed"), OFFICE
    )
    assert (after.speaker.name, after.speaker.type, after.speaker.method) == (
        "Marit Ostrova",
        "person",
        "quote-cue:role",
    )
    assert after.speaker.confidence == pytest.approx(0.8 * 0.7)
    assert after.speaker.mention.text == "the Norwegian foreign minister"


def test_an_office_in_an_undated_text_stays_unnamed():
    before = quotation(OFFICE, "the Norwegian foreign minister", "the Norwegian foreign minister", kind="unnamed")
    assert finished(before, OFFICE, None) == before


def test_the_method_says_role_only_once():
    text = "Ada Osei waved. “No,” the Norwegian foreign minister said."
    taken = quotation(text, "Ada Osei", "the Norwegian foreign minister", method="quote-cue:role")
    after = finished(taken, text)
    assert (after.speaker.name, after.speaker.method) == ("Marit Ostrova", "quote-cue:role")


def test_quotations_without_a_speaker_keep_their_places():
    nobody = Quotation(0, 5, OFFICE[:5], "direct", None, None, None)
    office_s = quotation(OFFICE, "the Norwegian foreign minister", "the Norwegian foreign minister", kind="unnamed")
    after = completed([nobody, office_s, nobody], OFFICE, published=date(2020, 5, 5), directory=MARIT)
    assert [one.speaker and one.speaker.name for one in after] == [None, "Marit Ostrova", None]


def test_no_quotations_give_none():
    assert completed([], "Nothing.", directory=MARIT) == []


def test_the_configured_register_is_asked_by_default():
    text = "“No,” the NATO chief said."
    found = quotation(text, "the NATO chief", "the NATO chief", kind="unnamed")
    (after,) = completed([found], text, published=date(2022, 7, 1))
    assert after.speaker.name == "Jens Stoltenberg"


ICELAND = register(
    person("Lena Varrow", office("president", "IS", "President of Iceland", "2018", "2022"), gender="female")
)


@pytest.fixture
def names(extract):
    return lambda text: [
        one.speaker.name for one in completed(extract(text), text, published=date(2020, 5, 5), directory=ICELAND)
    ]


@pytest.fixture
def extract(extractor):
    return extractor.extract


def test_a_title_of_courtesy_decides_whether_the_text_s_surname_is_hers(names):
    assert names("“We are ready,” said Ms. Varrow in Reykjavik, Iceland.") == ["Lena Varrow"]
    assert names("“We are ready,” said Mr. Varrow in Reykjavik, Iceland.") == ["Varrow"]


def test_a_whole_name_in_the_text_keeps_its_surname_from_the_register_s_namesake(names):
    assert names("Erik Varrow met the press in Iceland. “We are ready,” said Varrow.") == ["Erik Varrow"]


def test_a_president_of_another_country_is_not_completed_to_a_namesake(names):
    assert names("“We are ready,” said President Varrow of Ghana.") == ["Varrow"]


@pytest.fixture(scope="module")
def shipped():
    return RegisterDirectory(shipped_register())


@pytest.fixture
def with_the_shipped_register(extract, shipped):
    return lambda text, day: [
        one.speaker.name for one in completed(extract(text), text, published=date.fromisoformat(day), directory=shipped)
    ]


@pytest.mark.parametrize(
    "text, day, name",
    [
        ("“No,” said Ukraine's President Zelenskyy.", "2022-07-01", "Volodymyr Zelensky"),
        ("“No,” President Bush said in Washington.", "2006-07-01", "George W. Bush"),
        ("“No,” then-US president Bush said.", "2022-07-01", "Bush"),
        ("“No,” said former US secretary of state Rice.", "2022-07-01", "Condoleezza Rice"),
        ("“No,” said Johnson, the US House speaker.", "2024-02-01", "Mike Johnson"),
        ("“No,” Miss Truss said in London.", "2022-07-01", "Liz Truss"),
        ("“No,” said Lisa Kuleba, a singer, in Kyiv, Ukraine.", "2022-07-01", "Lisa Kuleba"),
        ("“No,” said Stoltenberg, a Norwegian painter.", "2022-07-01", "Stoltenberg"),
    ],
)
def test_a_surname_of_the_news_is_completed_where_the_text_says_whose_it_is(with_the_shipped_register, text, day, name):
    assert with_the_shipped_register(text, day) == [name]


@pytest.mark.parametrize(
    "text, name",
    [
        ("“No,” said Kuleba, a Ukrainian singer, in Kyiv.", "Kuleba"),
        ("“No,” said Truss, a farmer from Kent, England.", "Truss"),
        ("Ukrainian Health Minister Kuleba spoke in Kyiv. “No,” Kuleba said.", "Kuleba"),
    ],
)
def test_a_surname_that_the_text_describes_otherwise_is_not_completed(with_the_shipped_register, text, name):
    assert with_the_shipped_register(text, "2022-07-01") == [name]


@pytest.mark.parametrize("rest", [" Inflation is high.", " The year was hard."])
def test_an_office_at_the_end_of_a_sentence_is_named_whatever_follows(with_the_shipped_register, rest):
    text = f"“Rates stay,” said the governor of the Bank of England.{rest}"
    assert with_the_shipped_register(text, "2022-07-01") == ["Andrew Bailey"]
