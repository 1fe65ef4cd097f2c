"""Reading can be closed: then it takes the key."""

from __future__ import annotations

import base64

import pytest

from quotes.errors import BadValue
from service import create_app

KEY = "open-sesame-ä"


@pytest.fixture(scope="module")
def closed(serve):
    return serve(API_KEY=KEY, CLOSED_READING=True)


def basic(password):
    return "Basic " + base64.b64encode(f"anyone:{password}".encode()).decode()


def test_a_closed_archive_tells_a_stranger_nothing(closed):
    for rule in closed.application.url_map.iter_rules():
        address = rule.rule.replace("<id>", "x").replace("<path:filename>", "style.css")
        answer = closed.get(address)
        if rule.endpoint in ("static", "pages.documentation", "documentation.openapi_json"):
            assert answer.status_code == 200
        elif rule.endpoint == "status.healthz":
            assert answer.json["archive"] is None
        else:
            assert answer.status_code == 401, address
            assert answer.json == {"ok": False, "status": 401, "error": answer.json["error"]}
            assert "Bearer" in answer.json["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-API-Key": KEY.encode().decode("latin-1")},
        {"Authorization": f"Bearer {KEY}".encode().decode("latin-1")},
        {"Authorization": basic(KEY)},
    ],
)
def test_the_key_opens_it(closed, headers):
    answer = closed.get("/api/v1/quotations", headers=headers)
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]
    assert closed.get("/healthz", headers=headers).json["archive"]["documents"] == 6


@pytest.mark.parametrize(
    "headers",
    [
        {"X-API-Key": "open"},
        {"Authorization": "Bearer open-sesame"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic !!!"},
        {"Authorization": basic("")},
        {"Authorization": 'Digest username="a"'},
        {"X-API-Key": ""},
    ],
)
def test_a_wrong_key_does_not(closed, headers):
    answer = closed.get("/api/v1/quotations", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")


def test_a_browser_is_asked_for_the_key(closed):
    answer = closed.get("/", headers={"Accept": "text/html"})
    assert answer.status_code == 401
    assert answer.mimetype == "text/html"
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")


def test_a_closed_archive_does_not_even_tell_which_addresses_exist(closed):
    assert closed.get("/api/v1/nothing").status_code == 401


def test_openapi_tells_that_the_key_is_needed(closed, client):
    assert closed.get("/api/v1/openapi.json").json["security"]
    assert "security" not in client.get("/api/v1/openapi.json").json


def test_an_open_archive_needs_no_key_although_there_is_one(serve):
    assert serve(API_KEY=KEY).get("/api/v1/quotations").status_code == 200


def test_the_environment_closes_reading(database, monkeypatch):
    monkeypatch.setenv("QUOTES_API_KEY", "k")
    monkeypatch.setenv("QUOTES_CLOSED", "1")
    client = create_app({"DATABASE_URL": database}).test_client()
    assert client.get("/api/v1/quotations").status_code == 401
    assert client.get("/api/v1/quotations", headers={"X-API-Key": "k"}).status_code == 200


def test_closing_without_a_key_is_refused_at_the_start(database):
    with pytest.raises(BadValue, match="QUOTES_API_KEY"):
        create_app({"DATABASE_URL": database, "API_KEY": None, "CLOSED_READING": True})
