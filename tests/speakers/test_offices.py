"""Offices without a name: who holds them on the document's day, and when that stays open."""

from __future__ import annotations

import pytest

from quotes.speakers.directory import RegisterDirectory
from quotes.speakers.register import shipped_register
from quotes.speakers.resolution import ROLE_CERTAINTY, ambiguous_place, definite

from .invented import handle, identity, office, person, register

MARIT = person(
    "Marit Ostrova",
    office("foreign minister", "NO", "Foreign Minister", "2018-03-01", "2021-06-30"),
    gender="female",
)
ONE = register(MARIT)


@pytest.fixture(scope="module")
def shipped() -> RegisterDirectory:
    return RegisterDirectory(shipped_register())


def by_office(phrase, directory, day="2020-05-05", text=None):
    return identity(phrase, directory, kind="unnamed", day=day, text=text or f"“No,” {phrase} said.")


@pytest.mark.parametrize(
    "phrase",
    ["the Norwegian foreign minister", "Norway’s foreign minister", "Oslo's top diplomat", "Norway's diplomatic chief"],
)
def test_an_office_is_its_holder_on_the_document_s_day(phrase):
    found = by_office(phrase, ONE)
    assert handle(found) == "marit-ostrova"
    assert found.type == "person" and found.by_role
    assert found.certainty == ROLE_CERTAINTY < 0.9


@pytest.mark.parametrize("day", ["2017-05-05", "2024-05-05", None])
def test_an_office_is_nobody_out_of_its_time_or_without_a_day(day):
    found = by_office("the Norwegian foreign minister", ONE, day)
    assert handle(found) is None
    assert found.type == "unnamed" and found.local


@pytest.mark.parametrize(
    "phrase",
    [
        "a Norwegian foreign minister",
        "the former Norwegian foreign minister",
        "the then-Norwegian foreign minister",
        "Norway's ex-foreign minister",
        "the Norwegian deputy foreign minister",
        "the Norwegian foreign minister's spokesman",
        "the Norwegian foreign minister's husband",
        "the Norwegian shadow foreign minister",
        "Norwegian foreign ministers",
        "two Norwegian foreign ministers",
        "the would-be Norwegian foreign minister",
        "the foreign minister",
        "the Swedish foreign minister",
        "a diplomat",
    ],
)
def test_who_is_no_holder_of_the_office_stays_in_the_document(phrase):
    found = by_office(phrase, ONE)
    assert handle(found) is None
    assert found.local


@pytest.mark.parametrize("word", ["incoming", "future"])
def test_who_is_going_to_hold_an_office_is_not_its_holder(word):
    assert handle(by_office(f"the {word} Norwegian foreign minister", ONE)) is None


def test_the_next_holder_of_an_office_is_not_its_holder():
    assert handle(by_office("the next Norwegian foreign minister", ONE)) is None


def test_a_president_elect_is_not_the_president(shipped):
    assert handle(by_office("the president-elect of the United States", shipped, "2020-12-01")) != "donald-trump"


HANDED_OVER = register(
    MARIT, person("Ola Brekke", office("foreign minister", "NO", "Foreign Minister", "2021-07-01", "2023"))
)


@pytest.mark.parametrize(
    "day, whom",
    [
        ("2021-06-20", "marit-ostrova"),
        ("2021-06-27", None),
        ("2021-06-30", None),
        ("2021-07-01", None),
        ("2021-07-04", None),
        ("2021-07-10", "ola-brekke"),
    ],
)
def test_an_office_that_changes_hands_within_the_week_stays_open(day, whom):
    assert handle(by_office("the Norwegian foreign minister", HANDED_OVER, day)) == whom


@pytest.mark.parametrize("day", ["2021-07-03", "2018-02-26"])
def test_an_office_whose_other_holder_is_unknown_stays_open_in_the_week_of_the_change(day):
    assert handle(by_office("the Norwegian foreign minister", ONE, day)) is None


def test_an_office_without_dates_is_no_ground_for_naming_its_holder():
    undated = register(person("Marit Ostrova", office("foreign minister", "NO", "Foreign Minister")))
    assert handle(by_office("the Norwegian foreign minister", undated, "1996-05-05")) is None


@pytest.mark.parametrize(
    "phrase, whom",
    [("the Korean leader", None), ("the Congolese president", None), ("the North Korean leader", "kim-jong-un")],
)
def test_an_adjective_of_two_countries_means_neither(shipped, phrase, whom):
    assert ambiguous_place(phrase) == (whom is None)
    assert handle(by_office(phrase, shipped, "2022-07-01")) == whom


def test_georgia_is_the_country_or_the_state_as_the_office_has_it(shipped):
    assert handle(by_office("the president of Georgia", shipped, "2022-07-01")) == "salome-zourabichvili"
    assert handle(by_office("the governor of Georgia", shipped, "2022-07-01")) == "brian-kemp"


ENVOYS = register(
    person("Vera Lundal", office("ambassador", "NO", "Ambassador to the United Nations", "2018", "2022", to="un")),
    person("Tor Vikane", office("ambassador", "NO", "Ambassador to Germany", "2018", "2022", to="DE")),
)


@pytest.mark.parametrize(
    "phrase, whom",
    [
        ("Norway's UN ambassador", "vera-lundal"),
        ("Norway's ambassador to the United Nations", "vera-lundal"),
        ("Norway's ambassador in Berlin", "tor-vikane"),
        ("the Norwegian ambassador to Germany", "tor-vikane"),
        ("the Norwegian ambassador to France", None),
        ("the Norwegian ambassador", None),
        ("the German ambassador to Norway", None),
    ],
)
def test_an_ambassador_is_known_by_where_he_is_sent(phrase, whom):
    assert handle(by_office(phrase, ENVOYS)) == whom


def test_an_ambassador_who_is_sent_nowhere_in_particular_is_nobody():
    only = register(
        person("Vera Lundal", office("ambassador", "NO", "Ambassador to the United Nations", "2018", "2022", to="un"))
    )
    assert (
        handle(by_office("the Norwegian ambassador", only, text="“No,” the Norwegian ambassador in Harl said.")) is None
    )


@pytest.mark.parametrize(
    "phrase", ["the Tarvanian foreign secretary", "Tarvania's foreign secretary", "the foreign secretary of Tarvania"]
)
def test_an_office_of_an_unknown_place_is_not_the_british_one(shipped, phrase):
    assert handle(by_office(phrase, shipped, "2022-10-20")) is None


@pytest.mark.parametrize("phrase", ["the Tarvanian foreign secretary", "Tarvania's foreign secretary"])
def test_an_office_of_an_unknown_place_is_not_the_british_one_in_a_text_about_britain(shipped, phrase):
    text = f"“No,” {phrase} told reporters in London. Britain did not comment."
    assert handle(by_office(phrase, shipped, "2022-10-20", text)) is None


def test_an_unknown_country_s_taoiseach_is_not_the_irish_one(shipped):
    assert handle(by_office("the Kestravian taoiseach", shipped, "2022-10-20")) is None


def test_the_mayor_of_london_in_ontario_is_not_london_s(shipped):
    assert handle(by_office("the mayor of London, Ontario", shipped, "2022-10-20")) != "sadiq-khan"


def test_a_foreign_secretary_without_a_place_is_british_where_the_text_is_about_britain(shipped):
    assert (
        handle(by_office("the foreign secretary", shipped, "2022-10-20", "“No,” the foreign secretary said.")) is None
    )
    text = "“No,” the foreign secretary told MPs in London."
    assert handle(by_office("the foreign secretary", shipped, "2022-10-20", text)) == "james-cleverly"


def test_an_unnamed_speaker_whose_words_are_a_known_whole_name_is_that_person():
    found = identity("Marit Ostrova", ONE, kind="unnamed")
    assert handle(found) == "marit-ostrova"
    assert found.type == "person"
    assert handle(identity("Senior Official", ONE, kind="unnamed")) is None


@pytest.mark.parametrize(
    "phrase, one", [("the pope", True), ("a senator", False), ("Any minister", False), ("several mayors", False)]
)
def test_definite_tells_one_holder_from_any(phrase, one):
    assert definite(phrase) is one
