"""GET /api/v1/speakers, /speakers/{id} and /speakers/{id}/quotations."""

from __future__ import annotations

from service.schemas import SpeakerInFull, SpeakerQuotations, Speakers


def test_the_most_quoted_speaker_comes_first(client):
    answer = client.get("/api/v1/speakers").json
    Speakers.model_validate(answer)
    numbers = [person["quotations"] for person in answer["items"]]
    assert numbers == sorted(numbers, reverse=True)
    assert answer["items"][0]["name"] in {"Antony Blinken", "James Cleverly"}


def test_speakers_are_searched_by_the_beginnings_of_their_names(client):
    names = {person["name"] for person in client.get("/api/v1/speakers?q=clin").json["items"]}
    assert names == {"Hillary Clinton", "Bill Clinton"}


def test_paging_gives_every_speaker_once(client, every_item):
    whole = client.get("/api/v1/speakers").json["items"]
    assert every_item("/api/v1/speakers?limit=1") == whole
    assert len({person["id"] for person in whole}) == len(whole)


def test_one_speaker_has_numbers_and_days(client):
    listed = client.get("/api/v1/speakers?q=cleverly").json["items"][0]
    person = client.get(f"/api/v1/speakers/{listed['id']}").json
    SpeakerInFull.model_validate(person)
    assert person["name"] == "James Cleverly"
    assert person["quotations"] == 2
    assert person["first"] == person["last"] == "2022-09-23"
    assert person["sources"] == [{"source": "Courier", "quotations": 1}, {"source": "Wire", "quotations": 1}]
    assert person["register"] is None and person["roles"] == []


def test_a_speakers_quotations_take_the_lists_filters(client, every_item):
    person = client.get("/api/v1/speakers?q=cleverly").json["items"][0]["id"]
    answer = client.get(f"/api/v1/speakers/{person}/quotations?q=grain").json
    SpeakerQuotations.model_validate(answer)
    assert answer["speaker"]["name"] == "James Cleverly"
    assert [item["text"] for item in answer["items"]] == ["“Grain must leave the harbour,”"]
    assert len(every_item(f"/api/v1/speakers/{person}/quotations?limit=1")) == 2
    assert client.get(f"/api/v1/speakers/{person}/quotations?source=Wire&from=2000-01-01").json["items"] == []


def test_a_speakers_quotations_are_not_filtered_by_another_speaker(client):
    person = client.get("/api/v1/speakers?q=cleverly").json["items"][0]["id"]
    answer = client.get(f"/api/v1/speakers/{person}/quotations?speaker=Blinken")
    assert answer.status_code == 400
    assert "'speaker'" in answer.json["error"]
