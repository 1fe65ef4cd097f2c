"""Corrections over HTTP: merge, split, rename, alias, undo, and where merged ids lead."""

from __future__ import annotations

import json
from datetime import date

import pytest

from quotes.speakers.register import Registered
from quotes.store import Archive
from service.access import READING
from service.schemas import Decision, Decisions, SpeakerInFull
from tests.store.samples import short

KEY = "open-sesame"
WITH_KEY = {"X-API-Key": KEY}
WHO = {"who": "an.editor@newsroom.example"}
SPEAKERS = ("Mara Lindqvist", "Mara Lindqvist", "Maria Lindquist", "Oren Falk")


@pytest.fixture
def url(tmp_path):
    url = f"sqlite:///{tmp_path / 'archive.sqlite'}"
    with Archive.open(url) as archive:
        for number, name in enumerate(SPEAKERS, 1):
            archive.save(*short(number, name, date(2023, 1, number)), extractor="one")
    return url


@pytest.fixture
def client(serve, url):
    return serve(DATABASE_URL=url, API_KEY=KEY)


@pytest.fixture
def ids(client):
    return {person["name"]: person["id"] for person in client.get("/api/v1/speakers").json["items"]}


@pytest.fixture
def post(client):
    def send(address, body, status=200):
        # as ASCII: what no text can hold goes as an escape
        data = json.dumps(body)
        answer = client.post(f"/api/v1{address}", data=data, content_type="application/json", headers=WITH_KEY)
        assert answer.status_code == status, answer.json
        if status != 200:
            assert set(answer.json) == {"ok", "status", "error"} and answer.json["status"] == status
        return answer.json

    return send


def test_a_merged_id_leads_to_the_survivor_with_the_query_kept(client, ids, post):
    one, other = ids["Maria Lindquist"], ids["Mara Lindqvist"]
    made = post(f"/speakers/{one}/merge", {"into": other, **WHO, "why": "a slip of the pen"})
    Decision.model_validate(made)
    assert (made["kind"], made["speaker"]["id"], made["other"]["id"]) == ("merge", one, other)
    assert (made["who"], made["why"]) == (WHO["who"], "a slip of the pen")
    assert made["made"].endswith("+00:00") and made["undone"] is None

    for address, target in (
        (f"/api/v1/speakers/{one}", f"/api/v1/speakers/{other}"),
        (
            f"/api/v1/speakers/{one}/quotations?q=nothing&limit=1",
            f"/api/v1/speakers/{other}/quotations?q=nothing&limit=1",
        ),
        (f"/api/v1/speakers/{one}/decisions?limit=7", f"/api/v1/speakers/{other}/decisions?limit=7"),
        (f"/speakers/{one}?q=%22nothing+new%22", f"/speakers/{other}?q=%22nothing+new%22"),
    ):
        answer = client.get(address)
        assert answer.status_code == 308
        assert answer.headers["Location"] == target
        # a browser would keep it for ever, and the merge may be undone
        assert answer.headers["Cache-Control"] == "no-cache"
        assert client.get(address, follow_redirects=True).status_code == 200
    assert client.get(f"/api/v1/speakers/{one}").json["error"].startswith(f"speaker '{one}' is now '{other}'")

    person = client.get(f"/api/v1/speakers/{one}", follow_redirects=True).json
    SpeakerInFull.model_validate(person)
    assert (person["name"], person["quotations"], person["last"]) == ("Mara Lindqvist", 3, "2023-01-03")
    assert "Maria Lindquist" in person["aliases"]
    assert len(client.get(f"/api/v1/quotations?speaker={one}").json["items"]) == 3


def test_an_undone_merge_gives_both_their_own_again(client, ids, post):
    one, other = ids["Maria Lindquist"], ids["Mara Lindqvist"]
    made = post(f"/speakers/{one}/merge", {"into": other, **WHO})
    undone = post(f"/decisions/{made['id']}/undo", {"who": "a second editor", "why": "two people"})
    Decision.model_validate(undone)
    assert (undone["undone_who"], undone["undone_why"]) == ("a second editor", "two people")
    assert client.get(f"/api/v1/speakers/{one}").json["quotations"] == 1
    assert client.get(f"/api/v1/speakers/{other}").json["quotations"] == 2
    assert made["id"] in post(f"/decisions/{made['id']}/undo", WHO, 400)["error"]


def test_a_split_gives_a_documents_quotations_to_a_new_speaker(client, ids, post):
    person = ids["Mara Lindqvist"]
    items = client.get(f"/api/v1/speakers/{person}/quotations").json["items"]
    document = items[0]["document"]["id"]
    made = post(f"/speakers/{person}/split", {"documents": [document], "name": "Mara Lindqvist (mayor)", **WHO})
    assert made["details"] == {"documents": [document], "forms": []}
    new = client.get(f"/api/v1/speakers/{made['other']['id']}").json
    assert (new["name"], new["quotations"]) == ("Mara Lindqvist (mayor)", 1)
    assert client.get(f"/api/v1/speakers/{person}").json["quotations"] == 1
    assert client.get(f"/api/v1/quotations/{items[0]['id']}").json["speaker"]["id"] == new["id"]


def test_a_new_name_and_an_alias_find_the_speaker(client, ids, post):
    person = ids["Oren Falk"]
    post(f"/speakers/{person}/rename", {"name": "Oren Falck", **WHO})
    made = post(f"/speakers/{person}/aliases", {"alias": "The Harbour Fox", **WHO})
    Decision.model_validate(made)
    assert client.get("/api/v1/quotations?speaker=the harbour fox").json["speakers"][0]["name"] == "Oren Falck"
    assert client.get("/api/v1/quotations?speaker=Oren Falk").json["speakers"][0]["id"] == person


def test_decisions_are_listed_latest_first_for_all_and_for_one(client, ids, post, every_item_of):
    falk, mara = ids["Oren Falk"], ids["Mara Lindqvist"]
    post(f"/speakers/{falk}/rename", {"name": "Oren Falck", **WHO})
    post(f"/speakers/{ids['Maria Lindquist']}/merge", {"into": mara, **WHO})
    everything = client.get("/api/v1/decisions").json
    Decisions.model_validate(everything)
    assert [decision["kind"] for decision in everything["items"]] == ["merge", "rename"]
    assert every_item_of(client, "/api/v1/decisions?limit=1") == everything["items"]
    assert [d["kind"] for d in client.get(f"/api/v1/speakers/{mara}/decisions").json["items"]] == ["merge"]
    assert [d["kind"] for d in client.get(f"/api/v1/speakers/{falk}/decisions").json["items"]] == ["rename"]


def test_what_contradicts_the_register_is_a_conflict(serve, url, ids, post):
    with Archive.open(url) as archive:
        archive.import_register([Registered("oren-falk", "person", "Oren Falk")])
    told = post(f"/speakers/{ids['Oren Falk']}/merge", {"into": ids["Mara Lindqvist"], **WHO}, 409)
    assert "register" in told["error"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"into": "x"}, "'who' is missing"),
        (WHO, "'into' is missing"),
        ({"into": 7, **WHO}, "into=7"),
        ({"into": "", **WHO}, "into=''"),
        ({"into": "x", "because": "?", **WHO}, "unknown field 'because': this address takes into, who, why"),
        ({"into": "x", "who": "\ud800"}, "who="),
        ({"into": "x", "who": "a\0"}, "who="),
        ({"into": "x", "who": "   "}, "who='   '"),
        (["into"], "no JSON object"),
        (None, "no JSON object"),
        ("into", "Invalid JSON"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_with_the_fields_name(ids, post, body, named):
    assert named in post(f"/speakers/{ids['Oren Falk']}/merge", body, 400)["error"]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'{"into": ', b"[" * 100_000])
def test_a_body_that_is_no_json_is_refused(client, ids, data):
    address = f"/api/v1/speakers/{ids['Oren Falk']}/merge"
    answer = client.post(address, data=data, content_type="application/json", headers=WITH_KEY)
    assert answer.status_code == 400
    assert "no JSON object" in answer.json["error"]
    answer = client.post(address, data=b"into=x&who=y", headers=WITH_KEY)
    assert answer.status_code == 400
    assert "application/json" in answer.json["error"]


def test_unknown_records_are_named(ids, post):
    falk = ids["Oren Falk"]
    assert "'nobody'" in post("/speakers/nobody/rename", {"name": "Ann Lee", **WHO}, 404)["error"]
    assert "'nobody'" in post(f"/speakers/{falk}/merge", {"into": "nobody", **WHO}, 404)["error"]
    assert "'nothing'" in post(f"/speakers/{falk}/split", {"documents": ["nothing"], **WHO}, 404)["error"]
    assert "'nothing'" in post("/decisions/nothing/undo", WHO, 404)["error"]
    assert "documents" in post(f"/speakers/{falk}/split", WHO, 400)["error"]


def writing_addresses(app):
    return sorted(
        rule.rule.replace("<id>", "no-such-id")
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint not in READING
    )


def test_writing_without_a_configured_key_says_how_to_set_one(serve, url):
    client = serve(DATABASE_URL=url, API_KEY=None)
    addresses = writing_addresses(client.application)
    assert len(addresses) == 9
    for address in addresses:
        for headers in ({}, WITH_KEY):
            answer = client.post(address, json=WHO, headers=headers)
            assert answer.status_code == 403
            assert answer.json == {"ok": False, "status": 403, "error": answer.json["error"]}
            assert "QUOTES_API_KEY" in answer.json["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-API-Key": "open"},
        {"X-API-Key": ""},
        {"Authorization": "Bearer open-sesam"},
        {"Authorization": "Bearer"},
        # the right key, as a browser sends it with any site's form
        {"Authorization": "Basic YW55b25lOm9wZW4tc2VzYW1l"},
    ],
)
def test_writing_takes_the_right_key_whether_reading_is_open_or_closed(serve, url, headers):
    for closed in (False, True):
        client = serve(DATABASE_URL=url, API_KEY=KEY, CLOSED_READING=closed)
        for address in writing_addresses(client.application):
            answer = client.post(address, json={"into": "x", **WHO}, headers=headers)
            assert answer.status_code == 401, address
            assert answer.json == {"ok": False, "status": 401, "error": answer.json["error"]}
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_key_as_a_bearer_token_lets_write(client, ids):
    headers = {"Authorization": f"Bearer {KEY}"}
    address = f"/api/v1/speakers/{ids['Oren Falk']}/rename"
    assert client.post(address, json={"name": "Oren Falck", **WHO}, headers=headers).status_code == 200


def test_another_sites_page_that_has_the_key_may_write(client):
    preflight = client.options("/api/v1/decisions/x/undo")
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
