"""The OpenAPI document and the reference page made from it."""

from __future__ import annotations

import re

from openapi_spec_validator import validate


def test_the_document_is_valid_openapi(client):
    document = client.get("/api/v1/openapi.json").json
    assert document["openapi"].startswith("3.")
    validate(document)


def test_every_route_of_the_api_is_in_the_document(app, client):
    described = client.get("/api/v1/openapi.json").json["paths"]
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/") or rule.rule == "/healthz":
            path = re.sub(r"<(\w+)>", r"{\1}", rule.rule)
            assert {method.lower() for method in rule.methods} - {"head", "options"} == set(described[path])
    assert len(described) == sum(
        rule.rule.startswith("/api/") or rule.rule == "/healthz" for rule in app.url_map.iter_rules()
    )


def test_the_document_names_every_filter_of_quotations(client):
    operation = client.get("/api/v1/openapi.json").json["paths"]["/api/v1/quotations"]["get"]
    assert {parameter["name"] for parameter in operation["parameters"]} == {
        "speaker", "q", "from", "to", "source", "kind", "min_confidence", "limit", "next",
    }  # fmt: skip
    assert {"200", "400", "401"} <= set(operation["responses"])


def test_operation_ids_are_unique(client):
    paths = client.get("/api/v1/openapi.json").json["paths"]
    names = [operation["operationId"] for item in paths.values() for operation in item.values()]
    assert len(names) == len(set(names))


def test_the_reference_page_shows_every_address_and_loads_nothing_from_elsewhere(client):
    page = client.get("/docs").text
    for path in client.get("/api/v1/openapi.json").json["paths"]:
        assert path in page
    assert "min_confidence" in page
    assert not re.findall(r'(?:src|href)="(?!/|#)[^"]*"', page)


def test_every_link_inside_the_reference_page_has_its_target(client):
    page = client.get("/docs").text
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets


# what is sent to these is compared with the archive, and nothing is kept
READ_BY_POST = ("/api/v1/verify", "/api/v1/check")


def operations(document):
    return [(method, path, one) for path, item in document["paths"].items() for method, one in item.items()]


def test_every_writing_operation_declares_the_key_and_what_it_refuses(client):
    described = operations(client.get("/api/v1/openapi.json").json)
    writing = [one for method, path, one in described if method == "post" and path not in READ_BY_POST]
    assert len(writing) == 9
    for operation in writing:
        assert operation["security"] == [{"bearer": []}, {"header": []}], operation["operationId"]
        assert {"200", "400", "401", "403", "413"} <= set(operation["responses"])
        assert operation["requestBody"]["required"] is True


def test_what_is_sent_to_be_compared_needs_a_body_and_no_key(client):
    paths = client.get("/api/v1/openapi.json").json["paths"]
    for path in READ_BY_POST:
        operation = paths[path]["post"]
        assert "security" not in operation
        assert operation["requestBody"]["required"] is True
        assert {"200", "400", "401", "413"} <= set(operation["responses"])
    content = paths["/api/v1/check"]["post"]["requestBody"]["content"]
    assert {"application/json", "multipart/form-data", "text/plain", "text/markdown", "text/html"} < set(content)
    assert all(one["example"] for one in content.values())


def test_every_body_and_decision_has_an_example_that_fits(client):
    document = client.get("/api/v1/openapi.json").json
    schemas = document["components"]["schemas"]
    for name in (
        "MergeBody", "SplitBody", "RenameBody", "AliasBody", "UndoBody", "FindingReviewBody", "QuotationReviewBody",
        "UndoReviewBody", "VerifyBody", "Decision", "SpeakerInFull", "CheckBody",
    ):  # fmt: skip
        example = schemas[name]["example"]
        assert set(example) == set(schemas[name]["properties"]), name
        # `id` and the like speak for themselves; what a request takes does not
        if name.endswith("Body"):
            assert all(field.get("description") for field in schemas[name]["properties"].values()), name
    imported = document["paths"]["/api/v1/speakers/import"]["post"]["requestBody"]["content"]
    assert all(content["example"] for content in imported.values())


def test_every_operation_is_described(client):
    for method, path, operation in operations(client.get("/api/v1/openapi.json").json):
        assert operation["summary"], f"{method} {path}"


def test_the_reference_page_shows_bodies_and_where_the_key_is_needed(client):
    page = client.get("/docs").text
    assert 'href="#MergeBody"' in page
    assert page.count("Needs the key") == 9
    assert 'href="/api/v1/speakers/import"' not in page
