"""The shipped register is sound: keys, roles, places, dates, and one holder at a time for what only one can hold."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from quotes.speakers.names import identity_key
from quotes.speakers.register import (
    ROLES,
    Office,
    Registered,
    first_day,
    last_day,
    make_key,
    shipped_register,
    unknown_places,
)

SEEDS = Path(__file__).parents[2] / "seeds"
REGISTER = shipped_register()
PEOPLE = [record for record in REGISTER if record.type == "person"]
BY_KEY = {record.key: record for record in REGISTER}

# in a country, a party or an organisation only one person holds these at a time
SINGLE = {
    "president", "monarch", "crown prince", "prime minister", "chief minister", "foreign minister",
    "defence minister", "finance minister", "interior minister", "homeland security secretary", "justice minister",
    "chief of staff", "national security adviser", "secretary general", "commission president", "council president",
    "high representative", "parliament president", "speaker", "majority leader", "minority leader", "governor",
    "mayor", "opposition leader", "central bank governor", "chief justice", "commander in chief",
    "chief of the general staff", "intelligence chief", "police chief", "director general", "managing director",
    "chief executive", "pope", "first lady",
}  # fmt: skip
HANDOVER = timedelta(days=3)

# different people whom news calls by the same full name
HOMONYMS = {
    "george bush": {"george-w-bush", "george-hw-bush"},
    "david davis": {"david-davis", "david-davis-us"},
    "john kennedi": {"john-f-kennedy", "john-kennedy"},
    "michael rogers": {"michael-rogers-nsa", "mike-rogers", "mike-rogers-alabama"},
    "mike rogers": {"michael-rogers-nsa", "mike-rogers", "mike-rogers-alabama"},
}


def days_surely_held(office: Office) -> tuple[date, date]:
    """The longest span on which the office was held whatever the unknown days are."""
    begins = last_day(office.began) if office.began else date.min
    ends = first_day(office.ended) if office.ended else date.max
    return begins, ends


def holders() -> Iterator[tuple[tuple[str, str], list[tuple[Registered, Office]]]]:
    """Each office that one person holds at a time, with everybody who held it."""
    held: dict[tuple[str, str], list[tuple[Registered, Office]]] = defaultdict(list)
    for person in PEOPLE:
        for office in person.offices:
            if office.role in SINGLE and office.of:
                held[office.role, office.of].append((person, office))
    yield from held.items()


def test_the_register_has_more_people_and_organisations_than_promised():
    kinds = Counter(record.type for record in REGISTER)
    assert kinds["person"] >= 1500
    assert kinds["group"] >= 150
    assert kinds["document"] >= 60


def test_lines_are_sorted_by_key_and_no_key_comes_twice():
    keys = [record.key for record in REGISTER]
    assert keys == sorted(set(keys))


def test_lines_are_plain_objects_without_empty_fields():
    for line in (SEEDS / "speakers.jsonl").read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        assert line == json.dumps(record, ensure_ascii=False)
        assert record.get("offices") != [] and record.get("wikidata") != ""


def test_keys_are_the_folded_name_or_a_longer_one_told_apart():
    for person in PEOPLE:
        words = set(make_key(person.name).split("-"))
        key = set(person.key.split("-"))
        assert key & words, person.key
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", person.key)


def test_names_and_aliases_are_said_once_and_hold_no_title():
    titles = re.compile(r"(Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Baroness|President|Senator|Governor|Mayor|Minister)\.? ")
    for record in REGISTER:
        assert len(set(record.names)) == len(record.names), record.key
        for name in record.names:
            assert name == " ".join(name.split())
            assert record.type != "person" or not titles.match(name), name


def test_a_person_has_a_gender_and_offices_with_controlled_roles_titles_and_a_place():
    for person in PEOPLE:
        assert person.gender in {"male", "female"}, person.key
        for office in person.offices:
            assert office.role in ROLES, person.key
            assert office.title, person.key
            assert office.of or office.role == "activist" or office.began, (person.key, office)


def test_every_organisation_that_an_office_names_is_a_record():
    assert list(unknown_places(REGISTER)) == []
    for person in PEOPLE:
        for office in person.offices:
            if office.of and office.of[0].islower():
                assert BY_KEY[office.of].type in {"group", "document"}, (person.key, office.of)


def test_every_office_says_when_it_began():
    assert [person.key for person in PEOPLE for office in person.offices if office.from_ is None] == []


def test_offices_stand_in_the_order_of_time():
    for person in PEOPLE:
        starts = [office.began or "" for office in person.offices]
        assert starts == sorted(starts), person.key


def test_no_date_lies_after_the_end_of_2025_or_before_anybody_here_held_an_office():
    for person in PEOPLE:
        for office in person.offices:
            assert office.from_ and date(1940, 1, 1) < office.from_ <= date(2025, 12, 31), person.key
            assert office.to is None or office.to <= date(2025, 12, 31), person.key


def test_what_only_one_can_hold_is_held_by_one_at_a_time():
    clashes = []
    for (role, of), held in holders():
        for (one, first), (other, second) in combinations(held, 2):
            begins = max(days_surely_held(first)[0], days_surely_held(second)[0])
            ends = min(days_surely_held(first)[1], days_surely_held(second)[1])
            if begins + HANDOVER < ends:
                clashes.append(f"{role} of {of}: {one.key} and {other.key} from {begins} to {ends}")
    assert clashes == []


def test_no_alias_is_the_name_of_somebody_else():
    names = {identity_key(person.name): person.key for person in PEOPLE}
    clashes = [
        (person.key, alias, names[identity_key(alias)])
        for person in PEOPLE
        for alias in person.aliases
        if names.get(identity_key(alias), person.key) != person.key and identity_key(alias) not in HOMONYMS
    ]
    assert clashes == []


def test_people_share_a_full_name_only_where_they_do_in_life():
    known: dict[str, set[str]] = defaultdict(set)
    for person in PEOPLE:
        for name in person.names:
            known[identity_key(name)].add(person.key)
    shared = {name: keys for name, keys in known.items() if len(keys) > 1}
    unexpected = {name: keys for name, keys in shared.items() if HOMONYMS.get(name) != keys}
    assert unexpected == {}


def test_no_two_records_have_one_wikidata_id():
    ids = Counter(record.wikidata for record in REGISTER if record.wikidata)
    assert [item for item, count in ids.items() if count > 1] == []


@pytest.mark.parametrize(
    ("role", "of", "day", "key"),
    [
        ("president", "US", date(2016, 6, 1), "barack-obama"),
        ("president", "US", date(2021, 1, 21), "joe-biden"),
        ("foreign minister", "US", date(2022, 9, 22), "antony-blinken"),
        ("foreign minister", "GB", date(2022, 9, 22), "james-cleverly"),
        ("foreign minister", "UA", date(2024, 12, 3), "andrii-sybiha"),
        ("foreign minister", "UA", date(2022, 4, 7), "dmytro-kuleba"),
        ("defence minister", "GB", date(2023, 7, 12), "ben-wallace"),
        ("defence minister", "UA", date(2022, 6, 1), "oleksii-reznikov"),
        ("prime minister", "DE", date(2022, 2, 27), "olaf-scholz"),
        ("secretary general", "nato", date(2022, 2, 24), "jens-stoltenberg"),
        ("secretary general", "un", date(2022, 2, 23), "antonio-guterres"),
        ("foreign minister", "LT", date(2024, 11, 10), "gabrielius-landsbergis"),
        ("high representative", "eu", date(2022, 4, 9), "josep-borrell"),
        ("majority leader", "us-senate", date(2016, 3, 1), "mitch-mcconnell"),
        ("justice minister", "US", date(2016, 7, 5), "loretta-lynch"),
    ],
)
def test_who_held_an_office_on_a_day_is_known(role: str, of: str, day: date, key: str):
    found = [
        person.key
        for person in PEOPLE
        if any(office.role == role and office.of == of and office.held_on(day) for office in person.offices)
    ]
    assert found == [key]


def test_everybody_who_is_quoted_in_the_sample_corpus_is_in_the_register():
    known = {identity_key(name, person=record.type == "person") for record in REGISTER for name in record.names}
    rows = re.findall(r"^\| S\d+ \| ([^|]+?) \|", (SEEDS / "STATEMENTS.md").read_text(encoding="utf8"), re.MULTILINE)
    collective = {"leaders of the G20", "NATO heads of state and government"}
    missing = {name for name in rows if name not in collective and not {identity_key(name), name} & known}
    assert {name for name in missing if identity_key(name, person=False) not in known} == set()
    assert rows
