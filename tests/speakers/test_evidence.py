"""What a document says for and against somebody: titles in their days, places, company, descriptions."""

from __future__ import annotations

from datetime import date

import pytest

from quotes.speakers.directory import Known, known_from_register
from quotes.speakers.evidence import LIKELY, SURE, Appearing, countries, offices_at, support

from .invented import document, office, person

HALVIK = known_from_register(
    person(
        "Sindre Halvik",
        office("health minister", "NO", "Health Minister", "2018-01-01", "2019-12-31"),
        office("mayor", "NO/Oslo", "Mayor of Oslo", "2022-01-01"),
        gender="male",
    )
)
FALK = Known(7, "Paul Falk", "person", names=("Paul Falk",), described=("a butcher in Oslo",))


def points(*described, day="2019-05-05", known=HALVIK, text=""):
    return support(Appearing("Halvik", "person", described), known, document(text, day)).points


def test_a_title_with_its_place_in_its_days_is_sure():
    assert points("the Norwegian health minister") == SURE


def test_a_title_without_its_place_is_half_as_much():
    assert points("Health Minister") == SURE / 2


def test_a_title_out_of_its_days_is_worth_little():
    assert points("the Norwegian health minister", day="2010-05-05") < LIKELY / 2
    assert points("the Norwegian health minister", day="2021-05-05") < LIKELY / 2


def test_news_goes_on_using_a_title_for_some_weeks():
    assert points("the Norwegian health minister", day="2020-02-10") == SURE
    assert points("the Norwegian health minister", day="2020-03-10") < SURE


def test_a_former_office_counts_whenever_it_was_held_before():
    assert points("the former Norwegian health minister", day="2025-05-05") == SURE
    assert points("the former Norwegian health minister", day="2015-05-05") < LIKELY


def test_an_incoming_office_counts_before_it_begins():
    assert points("the incoming mayor of Oslo", day="2021-12-01") == SURE
    assert points("the incoming mayor of Oslo", day="2024-12-01") < LIKELY


def test_an_undated_document_takes_any_office():
    assert points("the Norwegian health minister", day=None) == SURE
    assert offices_at(HALVIK, None) == HALVIK.offices


def test_several_titles_do_not_add_up():
    assert points("the Norwegian health minister", "Norway's health minister") == SURE


def test_offices_at_gives_those_of_the_day():
    assert [o.title for o in offices_at(HALVIK, date(2019, 5, 5))] == ["Health Minister"]
    assert offices_at(HALVIK, date(2021, 1, 1)) == ()


def test_the_other_gender_speaks_against():
    appearance = Appearing("Halvik", "person", ("the Norwegian health minister",), "female")
    assert support(appearance, HALVIK, document()).against == "gender: female"


@pytest.mark.parametrize(
    "described, against",
    [
        ("a plumber", True),
        ("a sprinter", True),
        ("a retired plumber", False),
        ("a lawyer", False),
        ("the Swedish health minister", True),
        ("the Norwegian finance minister", False),
    ],
)
def test_work_and_offices_elsewhere_speak_against_an_official(described, against):
    found = support(Appearing("Halvik", "person", (described,)), HALVIK, document(day="2019-05-05"))
    assert (found.against is not None) is against


def test_a_fitting_office_outweighs_strange_work():
    found = support(Appearing("Halvik", "person", ("a plumber", "Health Minister")), HALVIK, document(day="2019-05-05"))
    assert found.against is None


def test_the_country_in_the_text_counts_only_in_the_days_of_an_office():
    assert points(text="He spoke in Oslo.") == 0.5
    assert points(text="He spoke in Oslo.", day="2021-05-05") == 0
    assert points(text="He spoke in Sofia.") == 0


def test_the_title_elsewhere_in_the_text_counts_more_with_the_country():
    assert points(text="The Health Minister left.") == 0.5
    assert points(text="The Health Minister left Norway.") == LIKELY


@pytest.mark.parametrize(
    "text", ["It rained in Bergen's harbour, Norway’s wettest.", "the norwegian Government", "Norwegians met."]
)
def test_a_country_is_found_in_its_forms(text):
    assert ("NO" in document(text).countries) == ("Norw" in text)


def test_words_are_found_whatever_their_case():
    assert document("The HEALTH minister").says("Health Minister")
    assert not document("The health").says("Health Minister")


def test_the_countries_of_a_city_s_office_count_as_its_country():
    assert countries(HALVIK) == {"NO"}


def described(*phrases):
    return support(Appearing("Paul Falk", "person", phrases), FALK, document())


def test_one_description_in_common_is_evidence_for_people_whom_no_register_has():
    assert described("a butcher").points == LIKELY
    assert described("an Oslo butcher").points == SURE


def test_work_that_does_not_meet_speaks_against_a_namesake():
    assert described("a sprinter").against
    assert described("a retired sprinter").against is None


def test_another_country_speaks_against_a_namesake():
    assert described("a Canadian").against == "place: CA"
    assert described("a Norwegian").against is None


def test_the_same_work_in_another_country_is_no_evidence_for_a_namesake():
    found = described("a Canadian butcher")
    assert found.points < LIKELY and found.against


def test_no_description_is_neither_for_nor_against():
    assert (described().points, described().against) == (0.0, None)


def test_words_that_say_nothing_are_no_common_description():
    assert described("a man").points == 0
    man = Known(8, "Paul Falk", "person", names=("Paul Falk",), described=("a local man",))
    assert support(Appearing("Paul Falk", "person", ("the man",)), man, document()).points == 0
