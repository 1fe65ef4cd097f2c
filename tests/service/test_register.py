"""A register of speakers over HTTP, and what look-ups know from it."""

from __future__ import annotations

import json

import pytest

from quotes.consistency.catching_up import catch_up
from quotes.store import Archive
from service.schemas import Imported, SpeakerInFull, Suggestions
from tests.store.samples import in_office, short

KEY = "open-sesame"
RECORDS = [
    {
        "key": "oren-falk",
        "name": "Oren Falk",
        "aliases": ["Oren J. Falk"],
        "gender": "male",
        "wikidata": "Q42",
        "offices": [{"role": "mayor", "of": "GB/London", "title": "Mayor", "from": "2020-05-04", "to": "2024-05-03"}],
    },
    {"key": "tessa-okafor", "name": "Tessa Okafor"},
]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS)


@pytest.fixture
def client(serve, tmp_path, monkeypatch):
    monkeypatch.setenv("QUOTES_REGISTER", "none")
    url = f"sqlite:///{tmp_path / 'archive.sqlite'}"
    with Archive.open(url) as archive:
        for number, name in enumerate(["Oren Falk", "Andrii Sybiha", "A. Sybiha"], 1):
            archive.save(*short(number, name), extractor="one")
    return serve(DATABASE_URL=url, API_KEY=KEY)


@pytest.fixture
def send(client):
    def post(data, content_type="application/x-ndjson", status=200):
        address = "/api/v1/speakers/import"
        answer = client.post(address, data=data, content_type=content_type, headers={"X-API-Key": KEY})
        assert answer.status_code == status, answer.json
        return answer.json

    return post


def test_an_import_tells_what_it_did(send):
    first = send(LINES)
    Imported.model_validate(first)
    assert first == {"added": 1, "updated": 0, "adopted": 1, "unchanged": 0, "failed": 0, "failures": []}
    assert send(LINES)["unchanged"] == 2


def test_csv_is_taken_by_its_content_type(send, client):
    assert send("name,aliases\nTessa Okafor,T. B. Okafor\n", "text/csv; charset=utf-8")["added"] == 1
    assert client.get("/api/v1/speakers?q=okafor").json["items"][0]["name"] == "Tessa Okafor"


def test_one_person_in_two_registers_is_one_speaker(client):
    headers = {"X-API-Key": KEY}
    for name, lines in (("ours", LINES), ("theirs", '{"key": "q42", "name": "Oren Jon Falk", "wikidata": "Q42"}')):
        address = f"/api/v1/speakers/import?register={name}"
        answer = client.post(address, data=lines, content_type="application/x-ndjson", headers=headers)
        assert answer.status_code == 200
    answers = [client.get(f"/api/v1/quotations?speaker={name}").json for name in ("Oren Falk", "Oren Jon Falk")]
    assert answers[0]["speakers"][0]["id"] == answers[1]["speakers"][0]["id"]


def test_a_bad_line_is_named_and_the_others_are_stored(send):
    answer = send(LINES + '{"nome": "Ann"}\n')
    Imported.model_validate(answer)
    assert (answer["added"], answer["adopted"], answer["failed"]) == (1, 1, 1)
    assert answer["failures"][0]["name"] == "body.jsonl:3"
    assert "'nome'" in answer["failures"][0]["reason"]


@pytest.mark.parametrize("data", ["", "no JSON\n", "[]\n", '{"name": "Ann \\ud800 Lee"}'])
def test_a_body_in_which_nothing_can_be_read_is_refused(send, data):
    answer = send(data, status=400)
    assert set(answer) == {"ok", "status", "error"}
    assert "/" not in answer["error"], "the folder it was kept in is told"


def test_another_content_type_and_too_large_a_body_are_refused(send):
    assert "'text/plain'" in send(LINES, "text/plain", 400)["error"]
    assert "too large" in send(b" " * (1024 * 1024 + 1), status=413)["error"]


def test_a_registered_speaker_is_shown_with_roles_and_sources(send, client):
    send(LINES)
    person = client.get("/api/v1/quotations?speaker=Oren J. Falk").json["speakers"][0]["id"]
    detail = client.get(f"/api/v1/speakers/{person}").json
    SpeakerInFull.model_validate(detail)
    assert (detail["register"], detail["wikidata"], detail["gender"]) == ("oren-falk", "Q42", "male")
    role = {"role": "mayor", "title": "Mayor", "of": "GB/London", "from": "2020-05-04", "to": "2024-05-03"}
    assert {**detail["roles"][0], "place": None} == {**role, "place": None}
    assert detail["sources"] == [{"source": "Wire", "quotations": 1}]


def test_registered_people_without_quotations_are_found_by_name(send, client):
    send(LINES)
    assert [person["name"] for person in client.get("/api/v1/speakers?q=tess").json["items"]] == ["Tessa Okafor"]
    assert "Tessa Okafor" not in {person["name"] for person in client.get("/api/v1/speakers").json["items"]}
    answer = client.get("/api/v1/quotations?speaker=Tessa Okafor").json
    assert (answer["items"], answer["suggestions"]) == ([], [])
    assert "register" in answer["note"] and "Tessa Okafor" in answer["note"]


def test_likely_duplicates_are_suggested_with_their_evidence(client):
    answer = client.get("/api/v1/speakers/suggestions").json
    Suggestions.model_validate(answer)
    assert {answer["items"][0][place]["name"] for place in ("one", "other")} == {"Andrii Sybiha", "A. Sybiha"}
    assert answer["items"][0]["evidence"]
    assert client.get("/api/v1/speakers/suggestions?limit=0").status_code == 400


def test_findings_about_offices_follow_an_import_at_once(send, client, tmp_path):
    with Archive.open(f"sqlite:///{tmp_path / 'archive.sqlite'}") as archive:
        archive.save(*in_office("Petra Uhl"), extractor="one")
        catch_up(archive)
    office = {"role": "foreign minister", "of": "GB", "title": "Foreign Secretary", "from": "2015-01-01"}
    summaries = []
    for to in ("2018-07-09", "2030-01-01"):
        record = {"key": "petra-uhl", "name": "Petra Uhl", "offices": [{**office, "to": to}]}
        later = {"key": "ada-osei", "name": "Ada Osei", "offices": [{**office, "of": "GH", "from": "2024-01-01"}]}
        send(f"{json.dumps(record)}\n{json.dumps(later)}\n")
        summaries.append([item["kind"] for item in client.get("/api/v1/findings").json["items"]])
    assert summaries == [["role_conflict"], []]
