"""GET /api/v1/documents and /documents/{id}."""

from __future__ import annotations

import pytest

from service.schemas import DocumentInFull, Documents


def test_documents_are_listed_newest_first_and_undated_last(client, every_item):
    answer = client.get("/api/v1/documents").json
    Documents.model_validate(answer)
    assert [item["published"] for item in answer["items"]] == [
        "2023-02-01", "2023-01-18", "2022-09-23", "2021-06-01", "2021-05-01", None,
    ]  # fmt: skip
    assert every_item("/api/v1/documents?limit=2") == answer["items"]


@pytest.mark.parametrize(
    ("parameters", "titles"),
    [
        ("source=Courier", ["Grain leaves", "A school", "A letter"]),
        ("source=Courier&from=2021-06-01", ["Grain leaves", "A school"]),
        ("to=2021-05-31", ["A letter"]),
        ("q=talks", ["Talks <open> at the bridge"]),
        ("q=talks&source=Courier", []),
    ],
)
def test_documents_are_filtered_by_source_days_and_title(client, parameters, titles):
    answer = client.get(f"/api/v1/documents?{parameters}").json
    assert [item["title"] for item in answer["items"]] == titles


def test_one_document_has_its_text_and_its_quotations_in_order(client):
    listed = client.get("/api/v1/documents?source=Meridian").json["items"][0]
    one = client.get(f"/api/v1/documents/{listed['id']}").json
    DocumentInFull.model_validate(one)
    assert {key: one[key] for key in listed} == listed
    assert one["authors"] == ["A. Writer"]
    assert one["quotations"] == len(one["items"]) == 4
    places = [item["start"] for item in one["items"]]
    assert places == sorted(places)
    for item in one["items"]:
        assert one["text"][item["start"] : item["end"]] == item["text"]
