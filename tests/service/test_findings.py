"""Findings, utterances and reviews over HTTP, and their pages."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import insert, update

from quotes.store import Archive
from quotes.store.models import Finding as FindingRow
from quotes.store.models import Quotation, Utterance
from service.schemas import Finding, Findings, QuotationInContext
from service.schemas import Utterance as UtteranceAnswer
from tests.store.disagreeing import NO, YES, look, report, speakers, wording

KEY = "open-sesame"
WITH_KEY = {"X-API-Key": KEY}
WHO = "an.editor@newsroom.example"


@pytest.fixture
def url(tmp_path):
    """The URL of an archive in which a wording and a speaker are in dispute."""
    url = f"sqlite:///{tmp_path / 'archive.sqlite'}"
    with Archive.open(url) as archive:
        ids = [report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)]
        ids.append(report(archive, 3, "Oren Falk"))
        look(archive, wording((YES, ids[:1]), (NO, ids[1:2])), speakers(archive, ids[0], ids[2]))
        with archive._writing() as connection:
            connection.execute(insert(Utterance).values(serial=1, id="said"))
            connection.execute(update(Quotation).values(utterance=1))
            connection.execute(update(FindingRow).values(utterance=1))
    return url


@pytest.fixture
def client(serve, url):
    return serve(DATABASE_URL=url, API_KEY=KEY)


@pytest.fixture
def post(client):
    def send(address, body, status=200):
        answer = client.post(f"/api/v1{address}", json=body, headers=WITH_KEY)
        assert answer.status_code == status, answer.json
        return answer.json

    return send


@pytest.fixture
def ids(client):
    return {item["kind"]: item["id"] for item in client.get("/api/v1/findings").json["items"]}


@pytest.fixture
def quotation(client):
    """The id of the quotation of Oren Falk."""
    return client.get("/api/v1/quotations?speaker=Falk").json["items"][0]["id"]


def test_findings_are_listed_in_the_contracts_shape(client):
    page = client.get("/api/v1/findings").json
    Findings.model_validate(page)
    wording_, speaker = page["items"]
    assert list(wording_)[:6] == ["id", "kind", "severity", "status", "summary", "readings"]
    assert [list(reading) for reading in wording_["readings"]] == [["text", "witnesses", "quotations"]] * 2
    assert [reading["speaker"]["name"] for reading in speaker["readings"]] == ["Mara Lindqvist", "Oren Falk"]
    assert wording_["utterance"] == "said"


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("kind=speaker_conflict", ["speaker_conflict"]),
        ("severity=high&status=open", ["wording_conflict"]),
        ("speaker=Falk", ["speaker_conflict"]),
        ("status=confirmed", []),
    ],
)
def test_filters_restrict_the_list(client, query, kinds):
    assert [item["kind"] for item in client.get(f"/api/v1/findings?{query}").json["items"]] == kinds


def test_pages_go_on(client, every_item_of):
    assert len(every_item_of(client, "/api/v1/findings?limit=1")) == 2


@pytest.mark.parametrize("query", ["kind=odd", "status=gone", "severity=huge", "odd=1", "next=x", "limit=0"])
def test_what_no_filter_takes_is_refused(client, query):
    answer = client.get(f"/api/v1/findings?{query}")
    assert answer.status_code == 400 and set(answer.json) == {"ok", "status", "error"}


def test_one_finding_is_that_of_the_list(client, ids):
    one = client.get(f"/api/v1/findings/{ids['speaker_conflict']}").json
    Finding.model_validate(one)
    assert one == client.get("/api/v1/findings").json["items"][1]


def test_a_finding_is_reviewed(client, ids, post):
    id_ = ids["speaker_conflict"]
    made = post(f"/findings/{id_}/review", {"status": "dismissed", "note": "a headline", "who": WHO})
    Finding.model_validate(made)
    assert made["status"] == "dismissed"
    assert [(review["status"], review["note"], review["who"]) for review in made["reviews"]] == [
        ("dismissed", "a headline", WHO)
    ]
    assert client.get(f"/api/v1/findings/{id_}").json == made
    post(f"/findings/{id_}/review", {"note": "asked", "who": WHO})
    assert post(f"/findings/{id_}/review", {"status": "open", "who": WHO})["status"] == "open"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"status": "dismissed"}, "who"),
        ({"status": "gone", "who": WHO}, "status"),
        ({"who": WHO}, "a note says something"),
        ({"status": "open", "who": WHO}, "open already"),
        ({"status": "open", "who": WHO, "why": "x"}, "unknown field 'why'"),
    ],
)
def test_a_review_that_says_nothing_is_refused(ids, post, body, named):
    assert named in post(f"/findings/{ids['wording_conflict']}/review", body, 400)["error"]


def test_reviewing_takes_the_key(client, ids, quotation):
    for address in (f"findings/{ids['wording_conflict']}/review", f"quotations/{quotation}/review"):
        answer = client.post(f"/api/v1/{address}", json={"status": "confirmed", "who": WHO})
        assert answer.status_code == 401 and set(answer.json) == {"ok", "status", "error"}


def test_a_person_decides_over_http_who_spoke(client, post, quotation):
    body = {"speaker": "Mara Lindqvist", "who": WHO, "why": "heard it"}
    made = post(f"/quotations/{quotation}/review", body)
    QuotationInContext.model_validate(made)
    assert made["speaker"]["name"] == "Mara Lindqvist" and made["method"] == "reviewed" and made["confidence"] == 1
    assert made["review"]["note"] == "heard it"
    assert client.get(f"/api/v1/quotations/{quotation}").json == made
    assert len(client.get("/api/v1/quotations?speaker=Lindqvist").json["items"]) == 3
    nobody = post(f"/quotations/{quotation}/review", {"speaker": None, "who": WHO})
    assert nobody["speaker"] is None and nobody["review"]["status"] == "nobody"
    undone = post(f"/quotations/{quotation}/review/undo", {"who": WHO})
    assert undone["speaker"]["name"] == "Oren Falk" and undone["review"] is None
    assert [review["status"] for review in undone["reviews"]] == ["undone", "nobody", "speaker"]
    assert "undo" in post(f"/quotations/{quotation}/review/undo", {"who": WHO}, 400)["error"]


def test_a_person_whom_the_archive_does_not_know_may_be_named(client, post, quotation):
    body = {"speaker": "Ada Osei", "new": True, "parts": True, "who": WHO}
    assert post(f"/quotations/{quotation}/review", body)["speaker"]["name"] == "Ada Osei"
    assert "known already" in post(f"/quotations/{quotation}/review", body, 400)["error"]
    post(f"/quotations/{quotation}/review/undo", {"who": WHO, "parts": True})


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        ({"who": WHO}, 400, "speaker"),
        ({"speaker": "Nemo", "who": WHO}, 404, "no speaker 'Nemo'"),
        ({"speaker": None}, 400, "who"),
    ],
)
def test_a_decision_that_names_nobody_is_refused(post, quotation, body, status, named):
    assert named in post(f"/quotations/{quotation}/review", body, status)["error"]


def test_an_utterance_has_its_wordings_and_the_earliest_report(client, ids):
    said = client.get("/api/v1/utterances/said").json
    UtteranceAnswer.model_validate(said)
    assert said["text"] == NO.strip("“”")
    assert [(variant["text"], variant["witnesses"]) for variant in said["variants"]] == [
        (YES.strip("“”"), 2), (NO.strip("“”"), 1),
    ]  # fmt: skip
    assert said["earliest"]["document"]["title"] == "Report 1"
    assert (said["witnesses"], said["documents"]) == (3, 3)
    assert {speaker["name"] for speaker in said["speakers"]} == {"Mara Lindqvist", "Oren Falk"}
    assert sorted(said["findings"]) == sorted(ids.values())


def test_a_quotation_names_its_utterance_and_findings(client, ids, quotation):
    detail = client.get(f"/api/v1/quotations/{quotation}").json
    assert detail["utterance"] == "said" and detail["findings"] == [ids["speaker_conflict"]]


# -- pages --------------------------------------------------------------------------------------------------------


def test_the_page_of_findings_shows_the_readings_side_by_side(client, ids):
    page = client.get("/findings").text
    assert "The same statement in two wordings" in page and "The same words, two speakers" in page
    assert re.search(r'will <mark class="differs major">not</mark> build', page)
    assert f'href="/findings/{ids["wording_conflict"]}"' in page
    assert page.count('class="reading"') == 4


def test_the_page_takes_the_filters(client):
    page = client.get("/findings?kind=speaker_conflict&speaker=Falk&status=").text
    assert page.count('class="reading"') == 2 and '<option value="speaker_conflict" selected>' in page
    assert "Nothing is found" in client.get("/findings?status=confirmed").text
    assert 'rel="next"' in client.get("/findings?limit=1").text


def test_the_page_of_a_finding_shows_its_reviews(client, ids, post):
    id_ = ids["wording_conflict"]
    assert "Nobody has yet said" in client.get(f"/findings/{id_}").text
    post(f"/findings/{id_}/review", {"status": "confirmed", "note": "<heard>", "who": WHO})
    page = client.get(f"/findings/{id_}").text
    assert "Confirmed: &lt;heard&gt;" in page and WHO in page and "/utterances/said" in page


def test_the_page_of_an_utterance_marks_its_wordings(client):
    page = client.get("/utterances/said").text
    assert "2 wordings" in page and '<mark class="differs major">not</mark>' in page and "<dd>3</dd>" in page


def test_pages_of_quotations_and_documents_lead_to_their_findings(client, ids, quotation, post):
    page = client.get(f"/quotations/{quotation}").text
    assert f'href="/findings/{ids["speaker_conflict"]}"' in page and "/utterances/said" in page
    document = client.get(f"/api/v1/quotations/{quotation}").json["document"]["id"]
    post(f"/quotations/{quotation}/review", {"speaker": "Oren Falk", "who": WHO})
    assert ">reviewed</span>" in client.get(f"/quotations/{quotation}").text
    assert f'href="/findings?document={document}"' in client.get(f"/documents/{document}").text
    assert 'class="reading"' in client.get(f"/findings?document={document}").text
    post(f"/quotations/{quotation}/review", {"speaker": None, "who": WHO, "why": "unclear"})
    assert "nobody can tell who said this (unclear)" in client.get(f"/quotations/{quotation}").text


@pytest.mark.parametrize("address", ["/findings/no-such-id", "/utterances/no-such-id"])
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404
    assert client.get(f"/api/v1{address}").json["status"] == 404


def test_a_page_without_findings_says_how_they_are_found(serve, tmp_path):
    assert "quotes consistency" in serve(DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite'}").get("/findings").text
