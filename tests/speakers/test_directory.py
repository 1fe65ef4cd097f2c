"""The directory in memory: names, sounds of surnames, holders of offices."""

from __future__ import annotations

from datetime import date

import pytest

from quotes.speakers.comparing import likeness
from quotes.speakers.directory import Known, RegisterDirectory, holders_among, known_from_register
from quotes.speakers.names import identity_key
from quotes.speakers.roles import read_role
from quotes.speakers.searching import search_keys
from quotes.speakers.surnames import common_surnames

from .invented import office, person, register

ASTRID = person(
    "Astrid Holmvik",
    office("secretary general", "nato", "Secretary General of NATO", "2019-01-01", "2023-12-31"),
    aliases=["Asta Holmvik"],
)
EGIL = person("Egil Strande", office("head", "who", "Executive Head", "2019", "2023"))
LIV = person("Liv Aasgard", office("director general", "who", "Director-General", "2019", "2023"))


def holders(phrase, day, *records):
    reading = read_role(phrase)
    assert reading is not None
    return [known.handle for known in register(*records).holders(reading, phrase, date.fromisoformat(day))]


def test_somebody_is_found_by_any_whole_name_once():
    found = list(register(ASTRID).named({identity_key("Astrid Holmvik"), identity_key("asta holmvik")}))
    assert [known.handle for known in found] == ["astrid-holmvik"]


def test_a_surname_is_no_whole_name():
    assert list(register(ASTRID).named({identity_key("Holmvik")})) == []


@pytest.mark.parametrize("name", ["Holmvik", "A. Holmvik", "Astryd Holmvik"])
def test_somebody_is_alike_by_the_sound_of_the_surname(name):
    assert [known.handle for known in register(ASTRID, EGIL).alike(search_keys([name]))] == ["astrid-holmvik"]


def test_an_empty_register_knows_nobody():
    empty = RegisterDirectory([])
    assert list(empty.named({"astrid holmvik"})) == [] == list(empty.alike(search_keys(["Holmvik"])))


def test_an_organisation_is_found_by_name_and_never_by_sound():
    group = person("Holmvik Trust")
    trust = register(type(group)("holmvik-trust", "group", "The Holmvik Trust"))
    assert [known.handle for known in trust.named({identity_key("the Holmvik Trust", person=False)})] == [
        "holmvik-trust"
    ]
    assert list(trust.alike(search_keys(["Holmvik Trust"]))) == []


def test_the_likeliest_role_that_a_phrase_can_name_comes_first():
    assert holders("the WHO chief", "2020-05-05", EGIL, LIV) == ["liv-aasgard"]


def test_where_the_likeliest_role_is_not_held_the_next_is():
    assert holders("the WHO chief", "2020-05-05", EGIL) == ["egil-strande"]


@pytest.mark.parametrize(
    "day, held", [("2018-12-24", 0), ("2018-12-25", 1), ("2020-05-05", 1), ("2024-01-07", 1), ("2024-01-08", 0)]
)
def test_holders_are_looked_for_within_a_week_of_the_day(day, held):
    assert len(holders("the NATO chief", day, ASTRID)) == held


def test_a_holder_of_two_terms_is_one_holder():
    twice = person(
        "Nils Orre",
        office("president", "IS", "President", "2012", "2016-07-31"),
        office("president", "IS", "President", "2016-08-01", "2020"),
    )
    assert holders("the Icelandic president", "2016-08-01", twice) == ["nils-orre"]


def test_known_from_register_takes_the_handle_that_it_is_given():
    known = known_from_register(ASTRID, 42)
    assert (known.handle, known.registered, known.names) == (42, True, ("Astrid Holmvik", "Asta Holmvik"))
    assert known_from_register(ASTRID).handle == "astrid-holmvik"


def test_a_name_that_only_documents_use_is_not_a_given_one():
    known = Known(1, "Astrid Holmvik", "person", names=("Astrid Holmvik", "Asti Holmvik"), given=("Astrid Holmvik",))
    assert known.is_named("asti holmvik") and not known.was_given("asti holmvik")
    assert known.was_given("astrid holmvik")


def test_holders_among_asks_only_the_candidates():
    reading = read_role("the NATO chief")
    assert reading is not None
    assert holders_among([], reading, "the NATO chief", date(2020, 5, 5)) == []


@pytest.mark.parametrize(
    "one, other",
    [("Halvik", "Sindre Halvik"), ("Mohammed al-Harthi", "Muhammad Harthi")],
)
def test_names_that_may_be_one_share_a_search_key(one, other):
    assert search_keys([one]) & search_keys([other])


@pytest.mark.parametrize(
    "one, other", [("Oksana Hrytsai", "Oxana Gritsai"), ("Ivan Holub", "Ivan Golub"), ("Ivan Sahaida", "Ivan Sagaida")]
)
def test_ukrainian_and_russian_spellings_of_a_surname_share_a_search_key(one, other):
    assert likeness(one, other).safe
    assert search_keys([one]) & search_keys([other])


def test_one_person_has_few_search_keys():
    assert 1 <= len(search_keys(["Sindre Halvik"])) <= 4


def test_common_surnames_are_folded_and_rare_ones_are_not_among_them():
    assert {"smith", "kim", "garcia", "obrien"} <= common_surnames()
    assert not {"holmvik", "blinken", "#"} & common_surnames()
    assert all(name == name.lower() for name in common_surnames())
