"""GET /healthz and /api/v1/healthz; what every response carries."""

from __future__ import annotations

import logging

import pytest

from service.schemas import Health


@pytest.mark.parametrize("address", ["/healthz", "/api/v1/healthz"])
def test_health_tells_what_the_archive_holds(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    Health.model_validate(answer.json)
    assert answer.json["ok"] is True
    assert answer.json["archive"]["documents"] == 6
    assert answer.json["archive"]["quotations"] == 10
    assert answer.json["archive"]["from"] == "2021-05-01"


def test_an_answer_that_the_client_has_is_not_sent_again(client):
    first = client.get("/api/v1/quotations")
    again = client.get("/api/v1/quotations", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    other = client.get("/api/v1/quotations?limit=1", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_head_has_the_headers_of_get_and_no_body(client):
    got, head = client.get("/api/v1/speakers"), client.head("/api/v1/speakers")
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_another_sites_page_may_read_the_api(client):
    answer = client.get("/api/v1/quotations", headers={"Origin": "https://newsroom.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    preflight = client.options("/api/v1/quotations")
    assert "X-API-Key" in preflight.headers["Access-Control-Allow-Headers"]


def test_a_page_may_load_nothing_from_elsewhere_and_run_no_script(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert client.get("/").headers["X-Content-Type-Options"] == "nosniff"


def test_each_request_is_one_line_in_the_access_log(client, caplog):
    with caplog.at_level(logging.INFO, logger="service.access"):
        client.get("/api/v1/quotations?speaker=Blinken&limit=1")
        client.get("/no%0Ahere")
    first, second = [record.getMessage() for record in caplog.records if record.name == "service.access"]
    assert first.startswith("127.0.0.1 GET /api/v1/quotations?speaker=Blinken&limit=1 200 ")
    assert " /no%0Ahere 404 " in second
    assert "\n" not in second
