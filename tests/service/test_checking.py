"""POST /api/v1/check, and the page for it."""

from __future__ import annotations

import io
import threading
import zipfile

import pytest
from lxml import html

from quotes.drafts.reading import LARGEST_TEXT
from quotes.extraction import Extractor
from service import checking
from service.checking import AT_ONCE, DOCX, LONGEST_DRAFT
from service.verdict_schemas import CheckedDraft
from tests.drafts.word import written
from tests.service.test_errors import assert_failure

ADDRESS = "/api/v1/check"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}
KEY = "open-sesame"
DRAFT = (
    "“Grain must leave the harbour,” James Cleverly said.\n\n"
    "“We will keep the bridge closed,” said Antony Blinken.\n\n"
    "“I remember this office well,” said James Cleverly.\n"
)
OUTCOMES = ["confirmed", "altered", "misattributed"]


@pytest.fixture(autouse=True)
def loaded_once(extractor, monkeypatch):
    """The service gets the session's extractor, so that no test loads the model again."""
    monkeypatch.setattr(Extractor, "load", lambda model=None, **options: extractor)


def outcomes(answer):
    assert answer.status_code == 200, answer.text
    return [one["outcome"] for one in answer.json["quotations"]]


def words(element):
    return " ".join(element.text_content().split())


def test_a_draft_as_json_gives_its_quotations_in_order_each_verified(client):
    answer = client.post(ADDRESS, json={"text": DRAFT, "name": "harbour", "published": "2022-09-24"})
    assert outcomes(answer) == OUTCOMES
    assert (answer.json["name"], answer.json["format"], answer.json["published"]) == ("harbour", "text", "2022-09-24")
    assert answer.json["text"] == DRAFT
    assert answer.json["counts"]["misattributed"] == 1
    CheckedDraft.model_validate(answer.json)


@pytest.mark.parametrize(
    ("content_type", "data", "form"),
    [
        ("text/plain", DRAFT.encode(), "text"),
        ("text/plain; charset=utf-16", DRAFT.encode("utf-16"), "text"),
        ("text/markdown", DRAFT.replace("must", "*must*").encode(), "markdown"),
        ("text/html", "".join(f"<p>{line}</p>" for line in DRAFT.split("\n\n")).encode(), "html"),
        ("text/html; charset=windows-1252", DRAFT.replace("\n\n", "<p>").encode("cp1252"), "html"),
        (DOCX, written(*DRAFT.split("\n\n")), "docx"),
        ("application/octet-stream", written(*DRAFT.split("\n\n")), "docx"),
    ],
)
def test_a_file_as_the_body_is_read_by_its_content_type(client, content_type, data, form):
    answer = client.post(f"{ADDRESS}?name=a&published=2022-09-24", data=data, content_type=content_type)
    assert outcomes(answer) == OUTCOMES
    assert (answer.json["format"], answer.json["published"], answer.json["name"]) == (form, "2022-09-24", "a")


def test_a_file_of_a_form_is_read_by_its_name(client):
    file = (io.BytesIO(written(*DRAFT.split("\n\n"))), "texts/a draft.docx")
    answer = client.post(ADDRESS, data={"file": file, "published": "2022-09-24", "min_words": "5"})
    assert outcomes(answer) == OUTCOMES
    assert (answer.json["name"], answer.json["published"]) == ("a draft.docx", "2022-09-24")
    assert answer.json["counts"]["left_out"] == 0
    assert outcomes(client.post(ADDRESS, data={"file": (io.BytesIO(DRAFT.encode()), "draft")})) == OUTCOMES


def test_words_of_a_form_are_read_without_its_carriage_returns(client):
    answer = client.post(ADDRESS, data={"text": DRAFT.replace("\n", "\r\n")}, content_type="multipart/form-data")
    assert answer.json["text"] == DRAFT


def test_the_report_is_a_file_that_a_browser_saves(client):
    answer = client.post(ADDRESS, json={"text": DRAFT}, headers={"Accept": "text/html"})
    assert answer.mimetype == "text/html"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="quotations.html"'
    marks = html.fromstring(answer.text).cssselect(".draft mark")
    assert [mark.get("class") for mark in marks] == OUTCOMES


def test_a_draft_without_quotations_says_so_by_its_counts(client):
    answer = client.post(ADDRESS, json={"text": "Nobody said anything."})
    assert (outcomes(answer), answer.json["counts"]["quotations"]) == ([], 0)


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        ({"json": {}}, "'text' is missing"),
        ({"json": {"text": ""}}, "text=''"),
        ({"json": {"text": "  "}}, "is empty"),
        ({"json": {"text": "—"}}, "no words"),
        ({"data": '{"text": "a\\ud800"}', "content_type": "application/json"}, "valid string"),
        ({"json": {"text": "words", "format": "docx"}}, "format='docx'"),
        ({"json": {"text": "words", "published": "1 May"}}, "published='1 May'"),
        ({"json": {"text": "words", "draft": "x"}}, "unknown field 'draft'"),
        ({"json": {"text": "---\ntitle: x: y\n---\nText", "format": "markdown"}}, "front matter"),
        ({"data": b"words", "content_type": "application/pdf"}, "'application/pdf' is no draft"),
        ({"data": b"words"}, "is no draft"),
        ({"data": b"", "content_type": "text/plain"}, "is empty"),
        ({"data": "“Café”".encode("cp1252"), "content_type": "text/plain"}, "not UTF-8"),
        ({"data": b"words", "content_type": "text/plain; charset=klingon"}, "'klingon'"),
        ({"data": b"words", "content_type": DOCX}, "no Word file"),
        ({"data": b"words", "content_type": "text/plain", "query_string": {"published": "x"}}, "published='x'"),
        ({"data": b"words", "content_type": "text/plain", "query_string": {"on": "x"}}, "unknown parameter 'on'"),
        ({"data": {"published": "2022-09-24"}, "content_type": "multipart/form-data"}, "no draft"),
        ({"data": {"file": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}}, "'a.pdf' is binary: a PDF"),
        ({"data": {"text": "words", "who": "x"}, "content_type": "multipart/form-data"}, "unknown parameter 'who'"),
    ],
)
def test_a_draft_that_cannot_be_read_is_told_in_the_one_shape(client, request_, named):
    answer = client.post(ADDRESS, **request_)
    assert_failure(answer, 400)
    assert named in answer.json["error"]


def test_too_much_is_refused_with_413(client, serve, monkeypatch):
    assert_failure(client.post(ADDRESS, json={"text": "word " * (LONGEST_DRAFT // 5 + 1)}), 413)
    assert LONGEST_DRAFT < LARGEST_TEXT
    assert_failure(client.post(ADDRESS, data="word " * (LARGEST_TEXT // 5 + 1), content_type="text/plain"), 413)
    monkeypatch.setattr(checking, "MOST_QUOTATIONS", 2)
    answer = client.post(ADDRESS, json={"text": DRAFT})
    assert_failure(answer, 413)
    assert "3 quotations: 2 are the most" in answer.json["error"]
    small = serve(MAX_DRAFT_LENGTH=1000)
    answer = small.post(ADDRESS, data=b"x" * 1001, content_type="text/plain")
    assert_failure(answer, 413)


def test_a_word_file_may_be_larger_than_other_bodies(client):
    stream = io.BytesIO(written(*DRAFT.split("\n\n")))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/media/noise.bin", bytes(2 * 1024 * 1024), compress_type=zipfile.ZIP_STORED)
    assert len(stream.getvalue()) > 2 * 1024 * 1024
    assert outcomes(client.post(ADDRESS, data=stream.getvalue(), content_type=DOCX)) == OUTCOMES


def test_checking_needs_no_key_where_reading_is_open_and_the_key_where_it_is_closed(serve):
    assert serve(API_KEY=None).post(ADDRESS, json={"text": DRAFT}).status_code == 200
    closed = serve(API_KEY=KEY, CLOSED_READING=True)
    assert_failure(closed.post(ADDRESS, json={"text": DRAFT}), 401)
    assert closed.post("/check", data={"text": DRAFT}, headers=BROWSER).status_code == 401
    assert closed.post(ADDRESS, json={"text": DRAFT}, headers={"X-API-Key": KEY}).status_code == 200


def test_the_model_is_loaded_once_however_many_drafts_come_at_the_same_time(serve, extractor, monkeypatch):
    loads = []
    monkeypatch.setattr(Extractor, "load", lambda model=None: loads.append(model) or extractor)
    app = serve(MODEL="a model").application
    answers = []

    def post():
        answers.append(outcomes(app.test_client().post(ADDRESS, json={"text": DRAFT})))

    threads = [threading.Thread(target=post) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == ["a model"]
    assert answers == [OUTCOMES] * AT_ONCE


def test_more_drafts_than_may_wait_are_sent_away_and_look_ups_are_not(serve):
    client = serve()
    waiting = client.application.extensions["drafts"]
    for _ in range(AT_ONCE):
        waiting.acquire()
    assert_failure(client.post(ADDRESS, json={"text": DRAFT}), 503)
    assert client.get("/api/v1/quotations").status_code == 200
    waiting.release()
    assert outcomes(client.post(ADDRESS, json={"text": DRAFT})) == OUTCOMES
    assert outcomes(client.post(ADDRESS, json={"text": DRAFT})) == OUTCOMES


def post_page(client, code=200, **fields):
    answer = client.post("/check", data=fields, content_type="multipart/form-data", headers=BROWSER)
    assert answer.status_code == code, answer.text
    return answer


def test_the_page_shows_the_report_of_a_pasted_draft(client):
    answer = post_page(client, text=DRAFT, published="", format="")
    tree = html.fromstring(answer.text)
    assert words(tree.cssselect("h3.group")[0]) == "✗ said by somebody else 1"
    assert [mark.get("class") for mark in tree.cssselect(".draft mark")] == OUTCOMES
    assert client.get(tree.cssselect(".on-record blockquote a")[0].get("href")).status_code == 200
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not tree.xpath("//*[@style]|//style|//script")


def test_the_page_takes_a_file_and_gives_the_report_as_one(client):
    file = (io.BytesIO(written(*DRAFT.split("\n\n"))), "draft.docx")
    tree = html.fromstring(post_page(client, file=file, text="").text)
    assert [mark.get("class") for mark in tree.cssselect(".draft mark")] == OUTCOMES
    saved = post_page(client, text=DRAFT, file_wanted="1")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert "<style>" in saved.text


def test_what_was_pasted_is_not_lost_with_an_error(client):
    tree = html.fromstring(post_page(client, 400, text="</textarea><b>words", published="yesterday").text)
    assert "published='yesterday'" in words(tree.cssselect(".notice")[0])
    assert tree.cssselect("textarea")[0].text.strip() == "</textarea><b>words"
    assert "no draft" in words(html.fromstring(post_page(client, 400, text=" ").text))


def test_the_page_before_it_is_used_has_the_form_and_keeps_the_rules_of_pages(client):
    tree = html.fromstring(client.get("/check", headers=BROWSER).text)
    assert tree.cssselect("form[method=post] textarea[name=text]")
    assert tree.cssselect("form input[type=file][name=file]")
    for control in tree.cssselect("input, select, textarea"):
        assert any(parent.tag == "label" for parent in control.iterancestors())
