"""Records of the register: what is read, what is refused, and when an office was held."""

from __future__ import annotations

import json
from datetime import date

import pytest

from quotes.errors import BadValue
from quotes.speakers.register import (
    Office,
    Registered,
    first_day,
    last_day,
    make_key,
    read_line,
    read_record,
    shipped_register,
    unknown_places,
)

BLINKEN = {
    "key": "antony-blinken",
    "type": "person",
    "name": "Antony Blinken",
    "aliases": ["Antony J. Blinken", "Tony Blinken"],
    "gender": "male",
    "wikidata": "Q7821917",
    "offices": [
        {
            "role": "foreign minister",
            "of": "US",
            "title": "Secretary of State",
            "from": "2021-01-26",
            "to": "2025-01-20",
        }
    ],
}


def test_a_record_is_read_whole():
    record = read_record(BLINKEN)
    assert record.names == ("Antony Blinken", "Antony J. Blinken", "Tony Blinken")
    assert (record.key, record.type, record.gender, record.wikidata) == (
        "antony-blinken",
        "person",
        "male",
        "Q7821917",
    )
    [office] = record.offices
    assert (office.role, office.of, office.title) == ("foreign minister", "US", "Secretary of State")
    assert (office.from_, office.to) == (date(2021, 1, 26), date(2025, 1, 20))


def test_a_record_is_written_as_it_was_read():
    assert read_record(BLINKEN).as_json() == BLINKEN


def test_a_name_is_all_that_a_record_needs():
    assert read_record({"name": "Ada Osei"}) == Registered("ada-osei", "person", "Ada Osei")


def test_an_office_is_held_on_its_first_and_its_last_day_and_on_no_other():
    office = Office.dated("prime minister", "GB", "Prime Minister", "2022-09-06", "2022-10-25")
    assert [office.held_on(date(2022, 9, day)) for day in (5, 6)] == [False, True]
    assert [office.held_on(date(2022, 10, day)) for day in (25, 26)] == [True, False]


def test_a_bare_month_or_year_stands_for_all_its_days():
    office = Office.dated("ambassador", "UA", "Ambassador", "2016", "2021-02", "TR")
    assert (office.from_, office.to) == (date(2016, 1, 1), date(2021, 2, 28))
    assert office.held_on(date(2016, 1, 1)) and office.held_on(date(2021, 2, 28))
    assert not office.held_on(date(2021, 3, 1))
    assert office.as_json()["from"] == "2016"
    assert office.as_json()["to"] == "2021-02"


def test_an_office_without_an_end_is_still_held():
    office = Office.dated("president", "US", "President", "2025-01-20")
    assert office.open_end
    assert office.held_on(date(2026, 6, 1))
    assert not office.held_on(date(2024, 6, 1))


def test_an_office_without_a_beginning_is_open_on_that_side():
    assert Office.dated("mayor", "UA/Kyiv", "Mayor", None, "2014").held_on(date(1999, 1, 1))


def test_the_offices_of_a_day_are_those_held_then():
    person = Registered(
        "a",
        "person",
        "A",
        offices=(
            Office.dated("governor", "US-AR", began="1983", ended="1992"),
            Office.dated("president", "US", began="1993"),
        ),
    )
    assert [office.role for office in person.offices_on(date(1990, 1, 1))] == ["governor"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-05-06T00:00:00", date(2023, 5, 6), date(2023, 5, 6)),
    ],
)
def test_days_months_and_years_are_dates(text: str, first: date, last: date):
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["2023-02-30", "2023-13", "0000", "May 2023", "23", "2023-5-6-7", ""])
def test_what_is_no_date_is_refused_and_quoted(text: str):
    for read in (first_day, last_day):
        with pytest.raises(BadValue, match="bad date") as refused:
            read(text)
        assert repr(text) in str(refused.value)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "country"}, "bad type 'country': one of person, group, document"),
        ({"key": "Antony Blinken"}, "bad key 'Antony Blinken'"),
        ({"gender": "m"}, "bad gender 'm'"),
        ({"wikidata": "7821917"}, "bad wikidata '7821917'"),
        ({"aliases": "Tony Blinken"}, 'bad aliases "Tony Blinken": a list of names'),
        ({"aliases": [3]}, "bad aliases [3]"),
        ({"name": "  "}, "has no 'name'"),
        ({"name": 7}, "bad name 7: text is needed"),
        ({"born": 1962}, "unknown field 'born'"),
        ({"offices": {}}, None),
        ({"offices": "none"}, 'bad offices "none"'),
        ({"offices": [{"role": "boss", "title": "Boss"}]}, "office 1: bad role 'boss'"),
        ({"offices": [{"role": "president", "of": "United States"}]}, "office 1: bad of 'United States'"),
        ({"offices": [{"role": "president", "of": "US", "from": "soon"}]}, "office 1: bad date 'soon'"),
        (
            {"offices": [{"role": "president", "of": "US", "from": "2021", "to": "2020"}]},
            "office 1: ends on '2020', before it begins on '2021'",
        ),
        ({"offices": [{"of": "US"}]}, "office 1: has neither 'role' nor 'title'"),
        ({"offices": [{"role": "president", "since": "2021"}]}, "office 1: unknown field 'since'"),
        ({"offices": ["president"]}, "office 1: is no JSON object"),
    ],
)
def test_a_bad_record_is_refused_by_field_and_value(change: dict[str, object], reason: str | None):
    record = {**BLINKEN, **change}
    if reason is None:
        assert read_record(record).offices == ()
        return
    with pytest.raises(BadValue) as refused:
        read_record(record)
    assert reason in str(refused.value)


def test_a_refusal_names_the_line_and_the_record():
    with pytest.raises(BadValue, match=r"^list\.jsonl:3: 'antony-blinken': bad type"):
        read_line(json.dumps({**BLINKEN, "type": "x"}), "list.jsonl:3")
    with pytest.raises(BadValue, match=r"^list\.jsonl:4: is no JSON"):
        read_line("{", "list.jsonl:4")
    with pytest.raises(BadValue, match=r"^list\.jsonl:5: is no JSON object, but \[\]"):
        read_line("[]", "list.jsonl:5")


def test_an_office_whose_role_nobody_could_read_keeps_its_title():
    record = read_record({"name": "Ada Osei", "offices": [{"title": "Harbour Master", "from": "2020"}]})
    assert (record.offices[0].role, record.offices[0].title) == ("", "Harbour Master")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ursula von der Leyen", "ursula-von-der-leyen"),
        ("J.D. Vance", "jd-vance"),
        ("John F. Kerry", "john-kerry"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Martin O’Malley", "martin-omalley"),
        ("Володимир Зеленський", "volodimir-zelenskiy"),
    ],
)
def test_a_key_is_the_folded_name_without_middle_initials(name: str, key: str):
    assert make_key(name) == key


def test_organisations_keep_every_word_of_their_name_in_the_key():
    assert make_key("Committee B for Trade", person=False) == "committee-b-for-trade"


def test_places_that_no_record_stands_for_are_found():
    group = read_record({"type": "group", "name": "NATO"})
    person = read_record(
        {"name": "Ada Osei", "offices": [{"role": "head", "of": "nato"}, {"role": "head", "of": "harbour-board"}]}
    )
    assert list(unknown_places([group, person])) == [("ada-osei", "harbour-board")]


def test_the_shipped_register_is_read_once_and_handed_out_as_a_list():
    first = shipped_register()
    first.clear()
    assert len(shipped_register()) > 300
