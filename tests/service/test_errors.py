"""Every failure has one shape, names what was wrong, and quotes the value."""

from __future__ import annotations

import pytest

API = "/api/v1/"


def assert_failure(answer, status):
    assert answer.status_code == status
    assert answer.mimetype == "application/json"
    assert set(answer.json) == {"ok", "status", "error"}
    assert answer.json["ok"] is False
    assert answer.json["status"] == status
    assert answer.json["error"]


def api_addresses(app, method="GET"):
    return sorted(
        rule.rule.replace("<id>", "no-such-id").replace("<number>", "1")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(API) and method in rule.methods
    )


def test_every_api_route_refuses_an_unknown_parameter_with_its_name(app, client):
    addresses = api_addresses(app)
    assert len(addresses) >= 10
    for address in addresses:
        answer = client.get(f"{address}?sorted_by=name")
        assert_failure(answer, 400)
        assert "'sorted_by'" in answer.json["error"], address


def test_every_api_route_refuses_other_methods_in_the_one_shape(app, client):
    for address in api_addresses(app):
        for method in (client.post, client.put, client.delete):
            answer = method(address)
            assert_failure(answer, 405)
            assert "GET" in answer.headers["Allow"]
    for address in api_addresses(app, "POST"):
        answer = client.put(address)
        assert_failure(answer, 405)
        assert "POST" in answer.headers["Allow"]


def test_every_api_route_refuses_a_large_body_in_the_one_shape(app, client):
    for address in api_addresses(app):
        assert_failure(client.get(address, data=b"x" * (1024 * 1024 + 1)), 413)


def test_every_route_of_one_record_answers_404_for_an_unknown_id(app, client):
    addresses = [address for address in api_addresses(app) if "no-such-id" in address]
    assert len(addresses) == 12
    for address in addresses:
        answer = client.get(address)
        assert_failure(answer, 404)
        assert "no-such-id" in answer.json["error"]


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing", "/api/v2/quotations", "/nothing", "/api/v1/quotations/a/b"]
)
def test_an_unknown_address_answers_404_in_the_one_shape(client, address):
    assert_failure(client.get(address), 404)


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ("limit=0", "limit='0'"),
        ("limit=201", "limit='201'"),
        ("limit=many", "limit='many'"),
        ("from=2023-02-30", "from='2023-02-30'"),
        ("from=1674000000", "from='1674000000'"),
        ("to=18.01.2023", "to='18.01.2023'"),
        ("from=2023-02-02&to=2023-02-01", "from='2023-02-02' is after to='2023-02-01'"),
        ("kind=indirect", "kind='indirect'"),
        ("min_confidence=1.5", "min_confidence='1.5'"),
        ("min_confidence=nan", "min_confidence='nan'"),
        ("speaker=", "speaker=''"),
        ("speaker=" + "x" * 301, "speaker="),
        ("speaker=Blinken&speaker=Lavrov", "'speaker' is given 2 times"),
        ("next=nonsense", "nonsense"),
    ],
)
def test_a_bad_value_is_named_with_its_parameter(client, parameters, named):
    answer = client.get(f"/api/v1/quotations?{parameters}")
    assert_failure(answer, 400)
    assert named in answer.json["error"]


def test_a_long_value_is_not_sent_back_whole(client):
    assert len(client.get("/api/v1/quotations?speaker=" + "x" * 5000).json["error"]) < 300


@pytest.mark.parametrize(
    "words", ['"', '""', "*", "a*", "AND", "NEAR(", "-", "(", "'", "%00", "bridge OR", "q:x", "^"]
)
def test_words_that_a_search_engine_would_take_for_syntax_are_no_failure(client, words):
    answer = client.get("/api/v1/quotations", query_string=f"q={words}")
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert_failure(answer, 400)


def test_a_token_of_another_list_is_refused_or_ends_the_list(client):
    token = client.get("/api/v1/speakers?limit=1").json["next"]
    answer = client.get("/api/v1/quotations", query_string={"next": token})
    assert_failure(answer, 400)


def test_an_unforeseen_failure_has_the_one_shape_and_tells_nothing_of_the_inside(serve, caplog):
    client = serve()
    client.application.extensions["archive"].close()
    del client.application.extensions["archive"]
    assert_failure(client.get("/api/v1/quotations"), 500)
    assert "archive" not in client.get("/api/v1/quotations").json["error"]


def test_a_browser_gets_a_page_that_says_what_was_wrong(client):
    answer = client.get("/speakers/no-such-id", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert "no-such-id" in answer.text


def test_a_browser_at_the_api_gets_json(client):
    assert_failure(client.get("/api/v1/speakers/no-such-id", headers={"Accept": "text/html"}), 404)
