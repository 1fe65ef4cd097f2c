"""Who a document's speakers are: whole names, other forms of names, generations, surnames alone."""

from __future__ import annotations

from datetime import date

import pytest

from quotes.extraction.records import Speaker, TextSpan
from quotes.speakers.directory import RegisterDirectory
from quotes.speakers.evidence import Appearing
from quotes.speakers.register import shipped_register
from quotes.speakers.resolution import (
    appearing,
    holds_power,
    identify,
)

from .invented import document, handle, identity, office, person, register

MARIT = person(
    "Marit Ostrova",
    office("foreign minister", "NO", "Foreign Minister", "2018-03-01", "2021-06-30"),
    gender="female",
)
ALEXANDER = person(
    "Alexander Holmgard", office("defence minister", "NO", "Defence Minister", "2018", "2022"), gender="male"
)
ONE = register(MARIT)

JON_OF_NORWAY = person("Jon Varrow", office("foreign minister", "NO", "Foreign Minister", "2018", "2021"), key="jon-no")
JON_OF_NEW_ZEALAND = person(
    "Jon Varrow", office("defence minister", "NZ", "Defence Minister", "2018", "2021"), key="jon-nz"
)
TWINS = register(JON_OF_NORWAY, JON_OF_NEW_ZEALAND)


@pytest.fixture(scope="module")
def shipped() -> RegisterDirectory:
    return RegisterDirectory(shipped_register())


# -- whole names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Marit Ostrova", "MARIT OSTROVA", "Marit Ostrova’s", "Marit Ostrová", "Marit L. Ostrova"]
)
def test_a_whole_name_that_one_person_has_needs_no_evidence(name):
    found = identity(name, ONE, day=None)
    assert handle(found) == "marit-ostrova"
    assert found.evidence[0] == "full name"
    assert found.certainty == 1.0


def test_a_namesake_with_a_trade_is_somebody_else_under_the_same_name():
    found = identity("Marit Ostrova", ONE, described=["a plumber"])
    assert handle(found) is None
    assert found.apart and not found.local
    assert "trade" in found.evidence[1]


def test_a_trade_beside_the_office_rules_nobody_out():
    assert (
        handle(identity("Marit Ostrova", ONE, described=["a plumber", "the Norwegian foreign minister"]))
        == "marit-ostrova"
    )


def test_a_minister_of_another_country_is_somebody_else_under_the_same_name():
    found = identity("Marit Ostrova", ONE, described=["the Bulgarian foreign minister"])
    assert handle(found) is None and found.apart


def test_a_courtesy_title_of_the_other_gender_rules_a_whole_name_out():
    assert identity("Marit Ostrova", ONE, gender="male").apart
    assert not identity("Marit Ostrova", ONE, gender="female").apart


def test_an_unknown_whole_name_is_somebody_of_its_own_across_documents():
    found = identity("Ingvild Raskholm", ONE)
    assert found.known is None
    assert not found.local and not found.apart


def test_of_two_people_of_one_name_a_document_that_says_nothing_decides_for_none():
    found = identity("Jon Varrow", TWINS)
    assert handle(found) is None
    assert found.local and found.apart


@pytest.mark.parametrize(
    "described, whom",
    [
        ("the Norwegian foreign minister", "jon-no"),
        ("Defence Minister", "jon-nz"),
        ("New Zealand’s defence minister", "jon-nz"),
    ],
)
def test_a_title_decides_between_two_people_of_one_name(described, whom):
    assert handle(identity("Jon Varrow", TWINS, described=[described])) == whom


def test_the_country_of_the_document_decides_between_two_people_of_one_name():
    assert handle(identity("Jon Varrow", TWINS, text="Jon Varrow spoke in Oslo.")) == "jon-no"
    assert handle(identity("Jon Varrow", TWINS, text="Jon Varrow spoke in Wellington.")) == "jon-nz"


def test_two_people_of_one_name_whose_countries_are_both_in_the_text_stay_open():
    assert handle(identity("Jon Varrow", TWINS, text="Jon Varrow flew from Norway to New Zealand.")) is None


def test_company_decides_between_two_people_of_one_name():
    lien = person("Dag Morten Lien", office("finance minister", "NO", "Finance Minister", "2018", "2022"))
    crowd = register(JON_OF_NORWAY, JON_OF_NEW_ZEALAND, lien)
    found = identity("Jon Varrow", crowd, beside=["Dag Morten Lien"])
    assert handle(found) == "jon-no"
    assert "beside Dag Morten Lien" in found.evidence


def test_middle_initials_tell_a_son_from_his_father_where_both_have_the_short_name():
    father = person(
        "Henrik P. Q. Aldane", office("president", "IS", "President", "1990", "1994"), aliases=["Henrik Aldane"]
    )
    son = person("Henrik R. Aldane", office("president", "IS", "President", "2016", "2020"), aliases=["Henrik Aldane"])
    both = register(father, son)
    assert handle(identity("Henrik R. Aldane", both, day=None)) == "henrik-aldane"
    assert handle(identity("Henrik P. Q. Aldane", both, day=None)) == father.key


# -- other forms of names -------------------------------------------------------------------------------------------


def test_another_spelling_of_a_first_name_is_the_same_person_without_evidence():
    found = identity("Aleksander Holmgard", register(ALEXANDER), day=None)
    assert handle(found) == "alexander-holmgard"
    assert found.evidence[0] == "name: spelling"
    assert found.certainty < 1


@pytest.mark.parametrize("name", ["Alex Holmgard", "A. Holmgard"])
def test_a_nickname_or_an_initial_alone_is_not_enough(name):
    assert handle(identity(name, register(ALEXANDER))) is None


@pytest.mark.parametrize("name, how", [("Alex Holmgard", "name: nickname"), ("A. Holmgard", "name: initial")])
def test_a_nickname_or_an_initial_with_the_office_is_the_person(name, how):
    found = identity(name, register(ALEXANDER), described=["the Norwegian defence minister"])
    assert handle(found) == "alexander-holmgard"
    assert found.evidence[0] == how
    assert found.certainty == 0.9


def test_a_nickname_with_the_country_in_the_text_is_the_person_where_the_surname_is_rare():
    assert (
        handle(identity("Alex Holmgard", register(ALEXANDER), text="Alex Holmgard left Norway."))
        == "alexander-holmgard"
    )


def test_an_initial_before_a_common_surname_needs_more_than_the_country():
    smiths = register(person("Dana Smith", office("health minister", "AU", "Health Minister", "2018", "2022")))
    assert handle(identity("D. Smith", smiths, text="D. Smith spoke in Australia.")) is None
    assert handle(identity("D. Smith", smiths, described=["the Australian health minister"])) == "dana-smith"


def test_a_nickname_that_two_people_may_have_is_neither_s_without_a_title():
    alexandra = person("Alexandra Holmgard", office("mayor", "NO/Oslo", "Mayor of Oslo", "2018", "2022"))
    both = register(ALEXANDER, alexandra)
    assert handle(identity("Alex Holmgard", both, text="Alex Holmgard spoke in Norway.")) is None
    assert handle(identity("Alex Holmgard", both, described=["the mayor of Oslo"])) == "alexandra-holmgard"


def test_another_first_name_is_another_person_even_with_the_office():
    assert handle(identity("Brita Holmgard", register(ALEXANDER), described=["the Norwegian defence minister"])) is None


def test_a_nickname_with_a_courtesy_title_of_the_other_gender_is_not_the_person():
    found = identity(
        "Alex Holmgard", register(ALEXANDER), described=["the Norwegian defence minister"], gender="female"
    )
    assert handle(found) is None


@pytest.mark.parametrize("name", ["Oksana Gritsai", "Gritsai"])
def test_a_russian_spelling_of_a_ukrainian_minister_s_surname_is_hers(name):
    oksana = register(person("Oksana Hrytsai", office("foreign minister", "UA", "Foreign Minister", "2018", "2022")))
    assert handle(identity(name, oksana, described=["the Ukrainian foreign minister"])) == "oksana-hrytsai"


# -- generations ------------------------------------------------------------------------------------------------------

BRANDVIKS = register(
    person("Carl Brandvik", office("senator", "US-OH", "Senator", "2010"), key="the-father"),
    person("Carl Brandvik Jr.", office("governor", "US-OH", "Governor", "2010"), key="the-son"),
)


@pytest.mark.parametrize(
    "name, whom",
    [
        ("Carl Brandvik", "the-father"),
        ("Carl Brandvik Jr.", "the-son"),
        ("Carl Brandvik, Jr", "the-son"),
        ("Carl Brandvik III", None),
    ],
)
def test_a_generation_is_part_of_a_name(name, whom):
    assert handle(identity(name, BRANDVIKS, day=None)) == whom


def test_an_unknown_son_is_not_taken_for_his_father():
    alone = register(person("Carl Brandvik", office("senator", "US-OH", "Senator", "2010")))
    assert handle(identity("Carl Brandvik Jr.", alone, text="Carl Brandvik Jr. spoke in Ohio.")) is None


def test_a_generation_that_the_text_gives_beside_the_name_is_put_back():
    speaker = Speaker(
        "Carl Brandvik", "person", 1.0, "quote-cue", TextSpan(0, 13, "Carl Brandvik"), ("Jr.", "the owner")
    )
    assert appearing(speaker) == Appearing("Carl Brandvik Jr.", "person", ("the owner",), None)


# -- surnames alone --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "described, day, whom",
    [
        ("Norwegian Foreign Minister", "2020-05-05", "marit-ostrova"),
        ("Foreign Minister", "2020-05-05", "marit-ostrova"),
        ("Norwegian Foreign Minister", "2010-05-05", None),
        ("Norwegian Foreign Minister", "2024-05-05", None),
        ("Norwegian Foreign Minister", "2021-07-20", "marit-ostrova"),
        ("former Norwegian Foreign Minister", "2024-05-05", "marit-ostrova"),
        ("then-Norwegian Foreign Minister", "2024-05-05", "marit-ostrova"),
        ("former Norwegian Foreign Minister", "2017-05-05", None),
        ("Norwegian Foreign Minister", None, "marit-ostrova"),
        ("Swedish Foreign Minister", "2020-05-05", None),
    ],
)
def test_a_surname_with_a_title_is_the_person_in_the_days_of_the_office(described, day, whom):
    assert handle(identity("Ostrova", ONE, described=[described], day=day, text=f"{described} Ostrova spoke.")) == whom


@pytest.mark.parametrize(
    "described",
    [
        "a Norwegian singer",
        "Norwegian Health Minister",
        "the Norwegian ambassador",
        "a spokesman for the Norwegian foreign minister",
        "the Norwegian company's chief executive",
        "a lawyer in Oslo",
    ],
)
def test_a_surname_whose_description_fits_no_office_is_not_the_minister(described):
    assert (
        handle(identity("Ostrova", ONE, described=[described], text=f"Ostrova, {described}, spoke in Norway.")) is None
    )


def test_a_surname_alone_is_nobody_and_stays_in_its_document():
    found = identity("Ostrova", ONE)
    assert handle(found) is None
    assert found.local


def test_a_surname_in_a_text_about_the_country_is_its_minister_while_in_office():
    assert handle(identity("Ostrova", ONE, text="Ostrova spoke in Oslo.")) == "marit-ostrova"
    assert handle(identity("Ostrova", ONE, text="Ostrova spoke in Oslo.", day="2024-05-05")) is None
    assert handle(identity("Ostrova", ONE, text="Ostrova spoke in Sofia.")) is None


def test_a_common_surname_in_a_text_about_the_country_is_nobody():
    smiths = register(person("Dana Smith", office("health minister", "AU", "Health Minister", "2018", "2022")))
    assert handle(identity("Smith", smiths, text="Smith spoke in Australia.")) is None
    assert handle(identity("Smith", smiths, described=["Australian Health Minister"])) == "dana-smith"


def test_a_surname_beside_somebody_of_the_same_government_is_the_minister():
    lien = person("Dag Morten Lien", office("finance minister", "NO", "Finance Minister", "2018", "2021"))
    both = register(MARIT, lien)
    assert (
        handle(identity("Ostrova", both, text="Ostrova met Dag Morten Lien.", beside=["Dag Morten Lien"]))
        == "marit-ostrova"
    )
    assert handle(identity("Ostrova", both, beside=["Dag Morten Lien"], day="2024-05-05")) is None


def test_a_courtesy_title_rules_a_surname_out():
    assert handle(identity("Ostrova", ONE, described=["Norwegian Foreign Minister"], gender="male")) is None


def test_a_surname_with_another_trade_is_not_the_minister():
    assert (
        handle(identity("Ostrova", ONE, described=["a plumber"], text="Ostrova, a plumber, lives in Oslo, Norway."))
        is None
    )


def test_a_surname_that_two_ministers_of_one_country_have_stays_open():
    other = person("Pavel Ostrova", office("health minister", "NO", "Health Minister", "2018", "2022"), gender="male")
    both = register(MARIT, other)
    assert handle(identity("Ostrova", both, text="Ostrova spoke in Norway.")) is None
    assert handle(identity("Ostrova", both, text="Ostrova spoke in Norway.", described=["Minister"])) is None
    assert handle(identity("Ostrova", both, text="Ostrova spoke in Norway.", gender="male")) == "pavel-ostrova"
    assert handle(identity("Ostrova", both, described=["Norwegian Health Minister"])) == "pavel-ostrova"


def test_a_title_that_two_bearers_of_a_surname_hold_needs_the_country():
    twins = register(
        MARIT, person("Pavel Ostrova", office("foreign minister", "BG", "Foreign Minister", "2018", "2022"))
    )
    assert handle(identity("Ostrova", twins, described=["Foreign Minister"])) is None
    assert (
        handle(identity("Ostrova", twins, described=["Foreign Minister"], text="Ostrova spoke in Sofia."))
        == "pavel-ostrova"
    )


def test_a_first_lady_s_surname_in_a_text_about_her_country_is_not_enough():
    wife = person("Ada Rundqvist", office("first lady", "SE", "First Lady", "2018", "2022"))
    assert not holds_power(next(iter(register(wife).named({"ada rundqvist"}))), date(2020, 5, 5))
    assert handle(identity("Rundqvist", register(wife), text="Rundqvist spoke in Sweden.")) is None


def test_clinton_is_nobody_until_the_document_says_which(shipped):
    assert handle(identity("Clinton", shipped, text="Clinton spoke.", day="2016-05-05")) is None
    assert (
        handle(identity("Clinton", shipped, described=["former Secretary of State"], day="2016-05-05"))
        == "hillary-clinton"
    )
    assert handle(identity("Clinton", shipped, described=["former President"], day="2016-05-05")) == "bill-clinton"


# -- mononyms --------------------------------------------------------------------------------------------------------

QUELO = person("Quelo", office("president", "BR", "President", "2018", "2022"), aliases=["Rui Quelo da Fonte"])


def test_a_name_of_one_word_that_the_register_gives_is_a_whole_name():
    found = identity("Quelo", register(QUELO))
    assert handle(found) == "quelo"
    assert found.evidence == ("name",)


def test_a_whole_name_with_the_same_word_is_not_the_mononym_s_bearer():
    assert handle(identity("Ana Quelo", register(QUELO))) is None


def test_a_mononym_with_a_trade_is_not_its_bearer():
    assert handle(identity("Quelo", register(QUELO), described=["a plumber"])) is None


def test_a_title_of_somebody_else_beats_a_mononym():
    mayor = person("Ana Quelo", office("mayor", "BR/Rio de Janeiro", "Mayor", "2018", "2022"))
    assert handle(identity("Quelo", register(QUELO, mayor), described=["the mayor of Rio de Janeiro"])) == "ana-quelo"


# -- a whole document ------------------------------------------------------------------------------------------------


def test_identities_come_in_the_order_of_the_speakers():
    names = ["Ingvild Raskholm", "Marit Ostrova", "Ingvild Raskholm"]
    found = identify([Appearing(name, "person") for name in names], document(), ONE)
    assert [handle(one) for one in found] == [None, "marit-ostrova", None]


def test_a_document_without_speakers_has_no_identities():
    assert identify([], document(), ONE) == []
