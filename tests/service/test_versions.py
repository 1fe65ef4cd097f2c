"""The versions of a document over HTTP, and as a page."""

from __future__ import annotations

import pytest

from quotes.consistency.catching_up import catch_up
from quotes.store import Archive, IncomingDocument
from service.schemas import Finding, VersionDifference, VersionInFull, Versions
from tests.consistency.changing import TALKS, article, quotations_in
from tests.service.test_pages import page, words

NEWER = TALKS.replace("three", "four").replace("in Port Lewin on Tuesday", "in Port <b>Lewin</b> on Tuesday")
LATEST = NEWER.split("A crowd")[0] + "Correction: Mr Blinken spoke of four ferries.\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory, serve):
    """A client of a service over an archive in which one article was changed twice, and another never."""
    path = tmp_path_factory.mktemp("versions") / "archive.sqlite"
    with Archive.open(str(path)) as archive:
        for text in (TALKS, NEWER, LATEST):
            archive.save(article(text), quotations_in(text), extractor="one")
        archive.save(IncomingDocument("Wire", "a.txt", "One text.", title="Once"), [], extractor="one")
        catch_up(archive)
    return serve(DATABASE_URL=f"sqlite:///{path}")


@pytest.fixture
def document(client):
    """The address of the article in the API, under which its versions are."""
    id_ = client.get("/api/v1/documents?source=The Harbour Courier").json["items"][0]["id"]
    return f"/api/v1/documents/{id_}"


def test_versions_are_listed_newest_first(client, document):
    answer = client.get(f"{document}/versions").json
    Versions.model_validate(answer)
    assert [(one["number"], one["previous"], one["current"], one["changes"]) for one in answer["items"]] == [
        (3, 2, True, 1), (2, 1, False, 1), (1, None, False, 0),
    ]  # fmt: skip
    assert answer["items"] == client.get(document).json["versions"]


def test_an_old_version_has_its_text_and_quotations(client, document):
    answer = client.get(f"{document}/versions/1").json
    VersionInFull.model_validate(answer)
    assert answer["text"] == TALKS and len(answer["items"]) == 4
    for item in answer["items"]:
        assert TALKS[item["start"] : item["end"]] == item["text"]


def test_the_difference_is_of_the_current_version_and_the_one_before_by_default(client, document):
    answer = client.get(f"{document}/diff").json
    VersionDifference.model_validate(answer)
    assert (answer["older"]["number"], answer["newer"]["number"]) == (2, 3)
    assert answer["note"] == "Correction: Mr Blinken spoke of four ferries."
    assert [(change["kind"], change["severity"]) for change in answer["changes"]] == [("removed", "low")]


def test_any_two_versions_are_compared(client, document):
    answer = client.get(f"{document}/diff?from=1&to=2").json
    VersionDifference.model_validate(answer)
    [change] = answer["changes"]
    assert change["differences"] == [{"older": "three", "newer": "four", "severity": "major", "about": "number"}]
    assert [paragraph["kind"] for paragraph in answer["paragraphs"]] == ["changed", "changed", "same", "same"]


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/versions/9", 404, "no version 9 of document"),
        ("/versions/0", 400, "number"),
        ("/versions/x", 400, "number"),
        ("/diff?from=1&to=9", 404, "no version 9"),
        ("/diff?from=2&to=2", 400, "compared with itself"),
        ("/diff?from=first", 400, "from"),
        ("/diff?older=1", 400, "unknown parameter 'older'"),
    ],
)
def test_what_is_not_there_is_named(client, document, address, status, message):
    answer = client.get(document + address)
    assert answer.status_code == status and answer.json["ok"] is False
    assert message in answer.json["error"]


def test_changes_are_findings_like_others(client):
    [removed, reworded] = sorted(
        client.get("/api/v1/findings?kind=version_change").json["items"], key=lambda one: len(one["readings"])
    )
    Finding.model_validate(reworded)
    assert [reading["text"] for reading in reworded["readings"]] == [
        "We will not sell the three ferries before the winter,", "We will not sell the four ferries before the winter,",
    ]  # fmt: skip
    assert [reading["quotations"][0]["speaker"]["name"] for reading in removed["readings"]] == ["Tomás Quirke"]
    tree = page(client, f"/findings/{reworded['id']}")
    assert "Changed after publication" in words(tree) and "without a note: “three” became “four”" in words(tree)
    assert tree.cssselect("a[href$='/versions']")


def test_the_page_shows_two_versions_in_one_text(client, document):
    tree = page(client, document.replace("/api/v1", "") + "/versions?from=1&to=2")
    assert [element.text_content().strip() for element in tree.cssselect(".article del")] == ["Lewin", "three"]
    assert [element.text_content().strip() for element in tree.cssselect(".article ins")] == ["<b>Lewin</b>", "four"]
    # both are inside quotations, each in that of its version
    old, new = (tree.cssselect(f".article {name} a")[0].get("href") for name in ("del", "ins"))
    assert old != new
    for address, shown in ((old, "three"), (new, "four")):
        assert shown in page(client, address).cssselect(".spoken blockquote")[0].text_content()
    assert "“three” became “four”" in words(tree)


def test_the_documents_page_leads_to_its_versions(client, document):
    address = document.replace("/api/v1", "")
    link = page(client, address).cssselect(".lead a[href$='/versions']")[0]
    assert link.text_content() == "the newest of 3 versions"
    tree = page(client, link.get("href"))
    assert "Correction: Mr Blinken spoke of four ferries." in words(tree)
    assert [link.text_content() for link in tree.cssselect("ol a.aside")] == ["what it changed"] * 2


def test_the_page_of_a_document_with_one_version_says_so(client):
    id_ = client.get("/api/v1/documents?source=Wire").json["items"][0]["id"]
    assert "There is one version" in words(page(client, f"/documents/{id_}/versions"))
