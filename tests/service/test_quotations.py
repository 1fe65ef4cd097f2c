"""GET /api/v1/quotations and /api/v1/quotations/{id}."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from quotes.extraction import Quotation, Speaker
from quotes.store import Archive, IncomingDocument
from service.schemas import QuotationInContext, Quotations

BLINKENS = ["“The talks go on,”", "“We will keep the bridge open 🌉 & <safe>,”", "“It belongs to everybody.”"]


def texts(answer):
    return [item["text"] for item in answer.json["items"]]


def test_the_list_has_every_quotation_newest_first_and_undated_last(client):
    answer = client.get("/api/v1/quotations")
    assert texts(answer) == [
        "“The talks go on,”",
        "“We will keep the bridge open 🌉 & <safe>,”",
        "“It belongs to everybody.”",
        "“a long night”",
        "“Go home”",
        "“Grain must leave the harbour,”",
        "“Every child should read,”",
        "“I remember this office well,”",
        "“She told me ‘never again’ and left,”",
        "‘never again’",
    ]
    assert answer.json["next"] is None
    assert answer.json["next_url"] is None
    assert answer.json["speakers"] == []
    assert answer.json["ambiguous"] is False
    assert answer.json["note"] is None


def test_the_list_has_the_shape_that_openapi_describes(client):
    Quotations.model_validate(client.get("/api/v1/quotations?speaker=Clinton&limit=1").json)


def test_one_quotation_has_the_shape_of_the_contract(client):
    item = client.get("/api/v1/quotations?q=bridge").json["items"][0]
    assert list(item) == [
        "id", "text", "kind", "start", "end", "version", "continues",
        "speaker", "mention", "cue", "confidence", "method", "document",
    ]  # fmt: skip
    assert item["speaker"]["name"] == "Antony Blinken"
    assert item["mention"]["text"] == "Antony Blinken"
    assert item["cue"]["text"] == "said"
    assert item["document"]["title"] == "Talks <open> at the bridge"
    assert item["document"]["published"] == "2023-01-18"
    assert item["confidence"] == 0.9


def test_a_surname_a_full_name_and_the_id_find_the_same_speaker(client):
    answers = [client.get("/api/v1/quotations?speaker=Blinken")]
    person = answers[0].json["speakers"][0]
    answers += [client.get(f"/api/v1/quotations?speaker={name}") for name in ("Antony Blinken", person["id"])]
    assert [texts(answer) for answer in answers[:2]] == [BLINKENS] * 2
    # an id is exact: "Blinken" alone may be somebody else's
    assert texts(answers[2]) == BLINKENS[1:]
    assert [[whom["id"] for whom in answer.json["speakers"]] for answer in answers] == [[person["id"]]] * 3
    assert not any(answer.json["ambiguous"] for answer in answers)


def test_an_ambiguous_name_gives_both_peoples_quotations_and_says_so(client):
    answer = client.get("/api/v1/quotations?speaker=Clinton")
    assert texts(answer) == ["“Every child should read,”", "“I remember this office well,”"]
    assert answer.json["ambiguous"] is True
    assert {whom["name"] for whom in answer.json["speakers"]} == {"Hillary Clinton", "Bill Clinton"}
    assert "Hillary Clinton" in answer.json["note"]
    assert "'Clinton' may mean" in answer.json["note"]


def test_a_name_of_very_many_people_is_told_in_a_short_sentence(serve, tmp_path):
    text = "“We pay,” said one of the Smiths."
    with Archive.open(f"sqlite:///{tmp_path / 'smiths.sqlite'}") as archive:
        for first in "Ann Ben Carl Dora Eve Finn Greta".split():
            speaker = Speaker(f"{first} Smith", "person", 0.9, "test rule", None)
            document = IncomingDocument("Wire", first, text)
            archive.save(
                document, [Quotation(0, 9, "“We pay,”", "direct", None, None, speaker)], extractor="test"
            )
    answer = serve(DATABASE_URL=f"sqlite:///{tmp_path / 'smiths.sqlite'}").get(
        "/api/v1/quotations?speaker=Smith"
    )
    assert len(answer.json["speakers"]) == len(answer.json["items"]) == 7
    assert "or 2 more" in answer.json["note"]


def test_one_of_two_people_of_a_name_is_asked_for_by_id(client):
    both = client.get("/api/v1/quotations?speaker=Clinton").json["speakers"]
    bill = next(whom["id"] for whom in both if whom["name"] == "Bill Clinton")
    assert texts(client.get(f"/api/v1/quotations?speaker={bill}")) == ["“I remember this office well,”"]


def test_an_unknown_speaker_has_no_quotations_and_a_note(client):
    answer = client.get("/api/v1/quotations?speaker=Zappa")
    assert answer.status_code == 200
    assert answer.json["items"] == []
    assert answer.json["speakers"] == []
    assert "'Zappa'" in answer.json["note"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("q=harbour", ["“Grain must leave the harbour,”"]),
        ('q="the harbour"', ["“Grain must leave the harbour,”"]),
        ('q="harbour the"', []),
        ("q=bridge&speaker=Cleverly", []),
        ("from=2023-01-18&to=2023-01-31&kind=direct", [*BLINKENS[1:], "“Go home”"]),
        ("from=2023-02-01", ["“The talks go on,”"]),
        ("to=2021-05-01", ["“I remember this office well,”"]),
        ("source=Wire&from=2000-01-01", ["“The talks go on,”"]),
        ("kind=partial", ["“a long night”"]),
        ("min_confidence=0.8&speaker=Blinken", BLINKENS[1:]),
        ("min_confidence=0.6&from=2023-02-01", ["“The talks go on,”"]),
    ],
)
def test_a_filter_keeps_only_what_it_says(client, parameters, expected):
    assert texts(client.get(f"/api/v1/quotations?{parameters}")) == expected


def test_paging_by_next_url_gives_every_quotation_once(client, every_item):
    whole = client.get("/api/v1/quotations").json["items"]
    for limit in (1, 3, 4):
        assert every_item(f"/api/v1/quotations?limit={limit}") == whole


def test_next_url_is_absolute_and_keeps_the_filters(client):
    answer = client.get("/api/v1/quotations?speaker=Antony Blinken&from=2023-01-01&limit=1").json
    assert answer["next_url"].startswith("http://localhost/api/v1/quotations?")
    assert "speaker=Antony+Blinken" in answer["next_url"]
    assert "from=2023-01-01" in answer["next_url"]
    assert "next=" + quote(answer["next"], safe="") in answer["next_url"]


def test_one_quotation_comes_with_context_and_selectors_that_find_it(client):
    listed = client.get("/api/v1/quotations?q=bridge").json["items"][0]
    one = client.get(f"/api/v1/quotations/{listed['id']}?context=10").json
    QuotationInContext.model_validate(one)
    assert {key: one[key] for key in listed} == listed
    text = client.get(f"/api/v1/documents/{listed['document']['id']}").json["text"]
    by_words, by_place = one["selectors"]
    assert by_words["type"] == "TextQuoteSelector"
    assert by_words["prefix"] == one["prefix"] == text[listed["start"] - 10 : listed["start"]]
    assert by_words["prefix"] + by_words["exact"] + by_words["suffix"] in text
    assert by_place == {"type": "TextPositionSelector", "start": listed["start"], "end": listed["end"]}
    assert text[by_place["start"] : by_place["end"]] == listed["text"]


def test_the_parts_of_a_continued_quotation_name_each_other(client):
    first, second = client.get("/api/v1/quotations?source=Meridian&speaker=Blinken").json["items"]
    assert second["continues"] == first["id"]
    siblings = client.get(f"/api/v1/quotations/{second['id']}").json["siblings"]
    assert first["id"] in [sibling["id"] for sibling in siblings]


def test_a_quotation_without_a_speaker_says_so_with_null(client):
    item = client.get("/api/v1/quotations?q=home").json["items"][0]
    assert item["speaker"] is None
    assert item["confidence"] is None
    assert item["method"] is None
