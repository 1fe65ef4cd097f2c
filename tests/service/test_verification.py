"""POST /api/v1/verify, and the page for it."""

from __future__ import annotations

import pytest
from lxml import html

from service.verdict_schemas import Verification
from tests.service.test_errors import assert_failure

ADDRESS = "/api/v1/verify"
BROWSER = {"Accept": "text/html"}
KEY = "open-sesame"


def verify(client, code=200, address=ADDRESS, **body):
    answer = client.post(address, json=body)
    assert answer.status_code == code, answer.json
    return answer.json


def page(client, code=200, **parameters):
    answer = client.get("/verify", query_string=parameters, headers=BROWSER)
    assert answer.status_code == code, answer.text
    return html.fromstring(answer.text)


def words(element):
    return " ".join(element.text_content().split())


def test_a_quotation_is_confirmed_with_its_document_context_and_coverage(client):
    answer = verify(client, quotation="Grain must leave the harbour", speaker="Cleverly")
    assert (answer["verdict"], answer["speaker"], answer["witnesses"]) == ("confirmed", "same", 1)
    quotation = answer["matches"][0]["quotation"]
    assert quotation["document"]["source"] == "Courier"
    assert quotation["suffix"].startswith(" Cleverly told")
    assert answer["coverage"] == {"documents": 6, "quotations": 10, "from": "2021-05-01", "to": "2023-02-01"}
    assert quotation["id"] == client.get(f"/api/v1/quotations/{quotation['id']}").json["id"]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ({"quotation": "Grain must leave the harbour", "speaker": "Bill Clinton"}, "misattributed"),
        ({"quotation": "Grain must not leave the harbour", "speaker": "James Cleverly"}, "altered"),
        ({"quotation": "The herons came back to the marsh"}, "not_found"),
        ({"quotation": "We will keep the bridge open. It belongs to everybody.", "speaker": None}, "altered"),
    ],
)
def test_other_verdicts_have_the_described_shape(client, claim, verdict):
    answer = verify(client, **claim)
    assert answer["verdict"] == verdict
    Verification.model_validate(answer)


def test_differences_are_told_with_kind_and_severity(client):
    (match,) = verify(client, quotation="Grain might leave the harbour", speaker="Cleverly")["matches"]
    assert match["differences"] == [
        {"kind": "substituted", "claimed": "might", "recorded": "must", "severity": "major", "about": "modal"}
    ]


def test_limit_says_how_many_matches(client):
    assert len(verify(client, address=f"{ADDRESS}?limit=1", quotation="the harbour")["matches"]) <= 1
    assert_failure(client.post(f"{ADDRESS}?limit=0", json={"quotation": "the harbour"}), 400)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "'quotation' is missing"),
        ({"quotation": ""}, "quotation=''"),
        ({"quotation": "  "}, "quotation='  '"),
        ({"quotation": 5}, "quotation=5"),
        ({"quotation": "…"}, "no word"),
        ({"quotation": "x" * 20_001}, "quotation='xxx"),
        ({"quotation": "words", "on": "yesterday"}, "on='yesterday'"),
        ({"quotation": "words", "speaker": ["x"]}, "speaker=['x']"),
        ({"quotation": "words", "who": "x"}, "unknown field 'who'"),
        (["words"], "no JSON object"),
    ],
)
def test_a_bad_claim_is_told_by_its_field(client, body, named):
    answer = client.post(ADDRESS, json=body)
    assert_failure(answer, 400)
    assert named in answer.json["error"]


def test_half_a_character_is_told(client):
    answer = client.post(ADDRESS, data='{"quotation": "a\\ud800"}', content_type="application/json")
    assert_failure(answer, 400)
    assert "valid string" in answer.json["error"]


def test_a_claim_that_is_no_json_is_told(client):
    assert_failure(client.post(ADDRESS, data="quotation=words"), 400)
    assert_failure(client.post(ADDRESS, data="{", content_type="application/json"), 400)
    assert_failure(client.post(ADDRESS, data=b"x" * (1024 * 1024 + 1), content_type="application/json"), 413)


def test_verifying_needs_no_key_where_reading_is_open_and_the_key_where_it_is_closed(serve):
    body = {"quotation": "Grain must leave the harbour"}
    assert serve(API_KEY=None).post(ADDRESS, json=body).status_code == 200
    closed = serve(API_KEY=KEY, CLOSED_READING=True)
    assert_failure(closed.post(ADDRESS, json=body), 401)
    assert_failure(closed.post(ADDRESS, json=body, headers={"X-API-Key": "wrong"}), 401)
    assert closed.post(ADDRESS, json=body, headers={"X-API-Key": KEY}).status_code == 200


def test_the_page_has_a_form_and_says_nothing_before_it_is_asked(client):
    tree = page(client)
    fields = [field.get("name") for field in tree.cssselect("form textarea, form input")]
    assert fields == ["quotation", "speaker", "on"]
    assert not tree.cssselect(".verdict")


def test_the_page_tells_the_verdict_in_words_with_the_place_on_record(client):
    tree = page(client, quotation="Grain must leave the harbour", speaker="Cleverly", on="")
    assert words(tree.cssselect("#verdict")[0]) == "✓ confirmed"
    assert "said by James Cleverly" in words(tree.cssselect(".verdict")[0])
    link = tree.cssselect(".on-record blockquote a")[0]
    assert link.text == "“Grain must leave the harbour,”"
    assert client.get(link.get("href")).status_code == 200
    assert "javascript:" not in html.tostring(tree).decode()


def test_the_page_shows_differences_in_place(client):
    tree = page(client, quotation="Grain might leave the harbour")
    assert words(tree.cssselect("#verdict")[0]) == "≠ altered"
    line = tree.cssselect(".differences")[0]
    assert (words(line.cssselect("del.major")[0]), words(line.cssselect("ins.major")[0])) == ("might", "must")


def test_the_page_asks_whether_another_name_was_meant(client):
    tree = page(client, quotation="Grain must leave the harbour", speaker="James Cleverley")
    assert "Did you mean James Cleverly ?" in words(tree).replace("Cleverly?", "Cleverly ?")


def test_what_is_asked_for_never_becomes_markup(client):
    claim = {"quotation": "</textarea><script>x</script> words", "speaker": '"><b>'}
    text = client.get("/verify", query_string=claim).text
    assert "<script" not in text
    assert "<b>" not in text


def test_a_bad_day_on_the_page_is_told(client):
    assert "on=" in words(page(client, 400, quotation="words", on="yesterday"))
    assert "no word" in words(page(client, 400, quotation="…"))


def test_verdicts_are_styled_by_this_service(client):
    style = next(link.get("href") for link in page(client).cssselect("link") if "verdicts" in link.get("href"))
    answer = client.get(style)
    assert answer.mimetype == "text/css"
    assert ".misattributed" in answer.text
