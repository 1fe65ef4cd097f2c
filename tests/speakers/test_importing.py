"""Registers from files: CSV, JSON Lines, FollowTheMoney; a bad line is named and the rest goes on."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import BadValue
from quotes.failures import Failure
from quotes.speakers.follow_the_money import role_of
from quotes.speakers.importing import RegisterWarning, read_register_file
from quotes.speakers.register import Registered, shipped_register


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    data = text if isinstance(text, bytes) else text.encode("utf8")
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def lines(*objects: object) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


def read(path: Path) -> tuple[list[Registered], list[Failure]]:
    items = list(read_register_file(path))
    return (
        [item for item in items if isinstance(item, Registered)],
        [item for item in items if isinstance(item, Failure)],
    )


# --- CSV

TABLE = """\
name,aliases,type,key,gender,wikidata,role,of,title,from,to
Ada Osei,Ada B. Osei; Minister Ada,person,ada-osei,female,Q42,minister,GB,Transport Minister,2019-07-24,2022
Tomás Quirke,Tomas Quirke|Tom Quirke,,,m,,mayor,GB/Port Lewin,Mayor of Port Lewin,2020,
Ada Osei,Ada Ofori,person,ada-osei,,,foreign minister,GB,Foreign Secretary,2022,
Port Lewin Council,,group,,,,,GB,,,
"""


def test_a_csv_has_one_row_an_office_and_the_rows_of_one_key_are_joined(tmp_path: Path):
    records, failures = read(write(tmp_path, "people.csv", TABLE.replace(",GB,,,\n", ",,,,\n")))
    assert failures == []
    ada, tomas, council = records
    assert (ada.key, ada.name, ada.gender, ada.wikidata) == ("ada-osei", "Ada Osei", "female", "Q42")
    assert ada.aliases == ("Ada B. Osei", "Minister Ada", "Ada Ofori")
    assert [(office.role, office.title, office.ended) for office in ada.offices] == [
        ("minister", "Transport Minister", "2022"),
        ("foreign minister", "Foreign Secretary", None),
    ]
    assert (tomas.key, tomas.gender, tomas.aliases) == ("tomas-quirke", "male", ("Tomas Quirke", "Tom Quirke"))
    assert tomas.offices[0].of == "GB/Port Lewin"
    assert (council.type, council.key) == ("group", "port-lewin-council")


def test_a_bad_row_of_a_csv_is_named_and_the_rest_is_read(tmp_path: Path):
    path = write(
        tmp_path,
        "people.csv",
        "name,gender,role,of,from\n"
        "Ada Osei,female,president,GB,soon\n"
        ",female,president,GB,2020\n"
        "\n"
        "Tomás Quirke,male,,GB,2020\n"
        "Lena Orsk,x,president,GB,2020\n"
        "Jo Lind,female,president,GB,2020,more\n"
        "Davit Helm,male,president,GB,2020\n"
        "Davit Helm,female,,,\n",
    )
    records, failures = read(path)
    assert [record.name for record in records] == ["Davit Helm"]
    assert records[0].gender == "male"
    assert [(failure.name.rpartition(":")[2], failure.reason) for failure in failures] == [
        ("2", "'ada-osei': office 1: bad date 'soon': YYYY, YYYY-MM or YYYY-MM-DD"),
        ("3", "has no name"),
        ("5", "has a 'of' without a 'role' or 'title'"),
        ("6", "'lena-orsk': bad gender 'x': 'male', 'female' or null"),
        ("7", "has 6 cells, the first line has 5"),
        ("9", "gender 'female', where another row of 'davit-helm' has 'male'"),
    ]
    assert failures[0].name == f"{path}:2"


def test_half_of_a_surrogate_pair_is_a_failure_of_its_line(tmp_path: Path):
    data = '{"name": "Ann \\ud800 Lee"}\n{"name": "Ada Osei"}\n'
    records, failures = read(write(tmp_path, "people.jsonl", data))
    assert [record.name for record in records] == ["Ada Osei"]
    assert failures[0].name.endswith("people.jsonl:1") and "surrogate" in failures[0].reason


def test_columns_that_are_not_read_are_named_in_a_warning(tmp_path: Path):
    path = write(tmp_path, "people.csv", "name,party,Born\nAda Osei,Harbour,1970\n")
    with pytest.warns(RegisterWarning, match="columns that are not read: 'party', 'born'"):
        records, failures = read(path)
    assert [record.name for record in records] == ["Ada Osei"] and failures == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_may_be_separated_by_commas_semicolons_or_tabs_and_begin_with_a_byte_order_mark(
    tmp_path: Path, separator: str
):
    text = "\ufeffID,Name,Aliases\nn-1,Ada Osei,Ada Ofori|Ada B. Osei\n".replace(",", separator)
    records, failures = read(write(tmp_path, "people.csv", text))
    assert failures == []
    assert (records[0].key, records[0].aliases) == ("n-1", ("Ada Ofori", "Ada B. Osei"))


def test_a_cell_may_hold_the_separator_and_line_breaks_between_marks(tmp_path: Path):
    records, failures = read(write(tmp_path, "people.csv", 'name,title\n"Osei, Ada","Minister\nfor Harbours"\nAda,\n'))
    assert failures == []
    assert records[0].name == "Osei, Ada"
    assert records[0].offices[0].title == "Minister for Harbours"


def test_a_csv_row_in_another_encoding_is_named_and_the_rest_is_read(tmp_path: Path):
    path = write(tmp_path, "people.csv", b"name\nTom\xe1s Quirke\nAda Osei\n")
    records, failures = read(path)
    assert [record.name for record in records] == ["Ada Osei"]
    assert failures == [Failure(f"{path}:2", "is no UTF-8")]


def test_a_csv_without_names_is_refused_with_its_columns(tmp_path: Path):
    path = write(tmp_path, "people.csv", "person,party\nAda Osei,Harbour\n")
    with pytest.raises(BadValue, match=r"people\.csv' has no column 'name'.*'person', 'party'"):
        read_register_file(path)
    with pytest.raises(BadValue, match="has the column 'role' twice"):
        read_register_file(write(tmp_path, "twice.csv", "name,role,role\n"))


def test_an_office_in_other_words_keeps_its_title(tmp_path: Path):
    records, _ = read(write(tmp_path, "people.csv", "name,role,of\nAda Osei,Keeper of the Sluice,GB\n"))
    [office] = records[0].offices
    assert (office.title, office.of) == ("Keeper of the Sluice", "GB")


# --- our own format


def test_json_lines_of_the_registers_own_format_are_read(tmp_path: Path):
    path = write(
        tmp_path, "own.jsonl", "".join(json.dumps(record.as_json()) + "\n" for record in shipped_register()[:50])
    )
    records, failures = read(path)
    assert failures == []
    assert records == shipped_register()[:50]


def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path):
    path = write(
        tmp_path,
        "own.jsonl",
        lines({"name": "Ada Osei"}).encode()
        + b"{not json\n\n"
        + lines({"name": "Lena Orsk", "gender": "x"}, {"name": "Ada Osei"}, 7).encode()
        + b'{"name": "Tom\xe1s Quirke"}\n'
        + lines({"name": "Davit Helm"}).encode(),
    )
    records, failures = read(path)
    assert [record.name for record in records] == ["Ada Osei", "Davit Helm"]
    assert [failure.name for failure in failures] == [f"{path}:{number}" for number in (2, 4, 5, 6, 7)]
    assert failures[0].reason.startswith("is no JSON")
    assert failures[1].reason == "'Lena Orsk': bad gender 'x': 'male', 'female' or null"
    assert failures[2].reason == "key 'ada-osei' comes twice: it is on line 1 already"
    assert failures[3].reason == "is no JSON object, but 7"
    assert failures[4].reason.startswith("is no UTF-8")


@pytest.mark.parametrize("name", ["own.jsonl.gz", "own.json", "own.ndjson", "OWN.JSONL"])
def test_json_lines_have_several_suffixes_and_may_be_compressed(tmp_path: Path, name: str):
    records, failures = read(write(tmp_path, name, lines({"name": "Ada Osei"})))
    assert [record.key for record in records] == ["ada-osei"] and failures == []


def test_an_empty_file_has_no_records(tmp_path: Path):
    assert read(write(tmp_path, "empty.jsonl", "")) == ([], [])


def test_a_damaged_compressed_file_is_a_failure_after_what_could_be_read(tmp_path: Path):
    whole = gzip.compress(lines(*({"name": f"Person {number} Osei{number}"} for number in range(9999))).encode())
    path = tmp_path / "own.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    records, failures = read(path)
    assert records
    assert [failure.name for failure in failures] == [str(path)]
    assert "is damaged" in failures[0].reason


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("people.xlsx", "PK", r"people\.xlsx' is of a kind that is not read \(\.xlsx\): give a CSV"),
        ("people", "Ada Osei", r"no suffix"),
        ("list.json", "[\n{}]\n", "is one JSON document"),
        ("list.json", '[{"name": "Ada Osei"}]\n', "is one JSON document"),
        ("popolo.json", '{"persons": []}\n', "is one JSON document"),
        ("pretty.json", '{\n  "name": "Ada Osei"\n}\n', "is one JSON document"),
        ("people.csv.gz", "party\n", "has no column 'name'"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_would_work(tmp_path: Path, name: str, text: str, reason: str):
    with pytest.raises(BadValue, match=reason) as refused:
        read_register_file(write(tmp_path, name, text))
    assert "a CSV with a column 'name'" in str(refused.value)


def test_a_file_that_is_not_there_or_not_what_its_suffix_says_is_refused(tmp_path: Path):
    with pytest.raises(BadValue, match="does not exist"):
        read_register_file(tmp_path / "nowhere.csv")
    with pytest.raises(BadValue, match="is not a file"):
        read_register_file(tmp_path)
    path = tmp_path / "plain.csv.gz"
    path.write_text("name\nAda Osei\n", encoding="utf8")
    with pytest.raises(BadValue, match="cannot be read"):
        read_register_file(path)


# --- FollowTheMoney


@pytest.fixture
def no_role_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation whose role reader is not there."""
    monkeypatch.setitem(sys.modules, "quotes.speakers.roles", None)
    role_of.cache_clear()
    yield
    role_of.cache_clear()


def entity(schema: str, id: str, caption: str | None = None, **properties: list[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": id, "schema": schema, "properties": properties}
    return {**made, "caption": caption} if caption else made


ADA = entity(
    "Person",
    "Q42",
    "Ada Osei",
    name=["Ada Osei", "Ада Осей", "Osei"],
    alias=["Ada Ofori"],
    weakAlias=["Duckie"],
    gender=["female"],
    country=["gb"],
)
HELD = entity(
    "Occupancy", "o-1", holder=["Q42"], post=["p-1"], startDate=["2019-07-24"], endDate=["2022"], status=["ended"]
)
POST = entity("Position", "p-1", name=["president"], country=["gb"])


def test_people_of_followthemoney_get_the_positions_that_occupancies_join(tmp_path: Path):
    # the post stands after who held it, and both after the person
    records, failures = read(write(tmp_path, "entities.ftm.json", lines(ADA, HELD, POST)))
    assert failures == []
    [ada] = records
    assert (ada.key, ada.type, ada.name, ada.gender, ada.wikidata) == ("q42", "person", "Ada Osei", "female", "Q42")
    assert ada.aliases == ("Ада Осей", "Ada Ofori")
    [office] = ada.offices
    assert (office.role, office.of, office.title) == ("president", "GB", "president")
    assert (office.from_, office.to) == (date(2019, 7, 24), date(2022, 12, 31))


def test_the_nested_form_gives_the_same(tmp_path: Path):
    nested = json.loads(json.dumps(ADA))
    nested["properties"]["positionOccupancies"] = [
        {**HELD, "properties": {**HELD["properties"], "post": [POST], "holder": ["Q42"]}}
    ]
    flat, _ = read(write(tmp_path, "flat.json.gz", lines(POST, HELD, ADA)))
    deep, failures = read(write(tmp_path, "targets.nested.json", lines(nested)))
    assert failures == []
    assert deep == flat


def test_organisations_become_groups_and_other_entities_are_passed_over(tmp_path: Path):
    path = write(
        tmp_path,
        "entities.jsonl",
        lines(
            entity("PublicBody", "nk-1", "Harbour Board", name=["Harbour Board"], alias=["HB"], country=["gb"]),
            entity("Company", "nk-2", name=["Quirke Lines"], country=["gb", "fr"]),
            entity("Address", "a-1", full=["1 Quay"]),
            entity("Sanction", "s-1", entity=["nk-2"]),
            entity("Vessel", "v-1", name=["Sluice"]),
        ),
    )
    records, failures = read(path)
    assert failures == []
    assert [(record.key, record.type, record.name, record.aliases, record.of) for record in records] == [
        ("nk-1", "group", "Harbour Board", ("HB",), "GB"),
        ("nk-2", "group", "Quirke Lines", (), None),
    ]


def test_an_office_that_ended_nobody_knows_when_is_not_held_for_ever(tmp_path: Path):
    ended = entity("Occupancy", "o-1", holder=["Q42"], post=["p-1"], startDate=["2019"], status=["ended"])
    undated = entity("Occupancy", "o-2", holder=["Q42"], post=["p-1"], status=["ended"])
    records, _ = read(write(tmp_path, "entities.jsonl", lines(POST, ended, undated, ADA)))
    [office] = records[0].offices
    assert office.held_on(date(2019, 6, 1)) and not office.held_on(date(2024, 6, 1))


def test_position_texts_on_a_person_are_offices_without_dates(tmp_path: Path):
    person = entity("Person", "nk-7", "Ada Osei", position=["president", "Keeper of the Sluice"], country=["gb"])
    records, _ = read(write(tmp_path, "entities.jsonl", lines(person)))
    assert [(office.title, office.undated) for office in records[0].offices] == [
        ("president", True),
        ("Keeper of the Sluice", True),
    ]
    assert records[0].offices[0].role == "president"


def test_titles_are_read_into_roles_and_places(tmp_path: Path):
    post = entity("Position", "p-1", name=["Minister of Foreign Affairs of Ukraine"], country=["ua"])
    records, _ = read(write(tmp_path, "entities.jsonl", lines(ADA, HELD, post)))
    assert [(office.role, office.of) for office in records[0].offices] == [("foreign minister", "UA")]


def test_a_bad_entity_is_named_and_the_rest_is_read(tmp_path: Path):
    path = write(
        tmp_path,
        "entities.jsonl",
        lines(
            ADA,
            {**HELD, "properties": {**HELD["properties"], "startDate": ["lately"]}},
            entity("Person", "nk-9"),
            {"id": "x"},
        )
        + "{\n",
    )
    records, failures = read(path)
    assert [record.name for record in records] == ["Ada Osei"]
    assert [(failure.name.rpartition(":")[2], failure.reason.partition(":")[0]) for failure in failures] == [
        ("2", "bad date 'lately'"),
        ("3", "'nk-9' has no name"),
        ("4", "is no FollowTheMoney entity"),
        ("5", "is no JSON"),
    ]


def test_without_a_caption_the_name_in_latin_letters_is_taken(tmp_path: Path):
    person = entity("Person", "nk-3", name=["Ада Осей", "Ada Osei"])
    records, _ = read(write(tmp_path, "entities.jsonl", lines(person)))
    assert (records[0].name, records[0].aliases) == ("Ada Osei", ("Ада Осей",))
