"""Atom feeds over HTTP: what is in them, in which order, and that they are valid."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timezone
from xml.etree import ElementTree

import feedparser
import pytest

from quotes.store import Archive
from service.atom import Entry, Feed, written
from tests.service.conftest import EXTRACTOR, documents
from tests.store.disagreeing import NO, YES, look, report, speakers, wording
from tests.store.samples import retold, short

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/feeds/quotations.atom", "/feeds/findings.atom"]


@pytest.fixture
def database_of_my_own(tmp_path):
    """An archive that a test may change: its path, with Oren Falk and Hanna Berg."""
    path = tmp_path / "own.sqlite"
    with Archive.open(str(path)) as archive:
        for number, name in enumerate(("Oren Falk", "Hanna Berg", "Oren Falk")):
            archive.save(*short(number, name, words=f"Word{number} and"), extractor=EXTRACTOR)
    return path


@pytest.fixture
def own(serve, database_of_my_own):
    return serve(DATABASE_URL=f"sqlite:///{database_of_my_own}")


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.data)
    check(root)
    parsed = feedparser.parse(answer.data)
    assert not parsed.bozo
    return parsed


def check(root):
    """What RFC 4287 demands of a feed and its entries."""
    assert root.tag == f"{ATOM}feed"
    assert len(root.findall(f"{ATOM}author")) == 1
    ids = []
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        ids.append(element.findtext(f"{ATOM}id"))
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", ids[-1])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated"))
        for link in element.findall(f"{ATOM}link"):
            assert link.get("href").startswith(("http://", "https://"))
    assert len(ids) == len(set(ids))


def texts(parsed):
    return [entry.title for entry in parsed.entries]


def test_the_latest_quotations_come_first_whatever_their_day(client):
    parsed = read(client, "/feeds/quotations.atom")
    stored = [q.text for document, quotations in documents() for q in quotations]
    assert len(parsed.entries) == len(stored)
    assert parsed.entries[-1].title.endswith(" ".join(stored[0].split()))
    entry = parsed.entries[-1]
    assert entry.author == "Antony Blinken" and "/quotations/" in entry.link
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://meridian.example/bridge"]
    assert "&lt;safe&gt;" in entry.content[0].value and "Meridian" in entry.content[0].value


def test_an_address_that_is_none_of_the_web_is_no_link(client):
    entries = read(client, "/feeds/quotations.atom?source=Courier").entries
    assert len(entries) == 3
    assert not any(link.rel == "via" for entry in entries for link in entry.links)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/feeds/quotations.atom?q=Grain", ["James Cleverly: “Grain must leave the harbour,”"]),
        ("/feeds/quotations.atom?q=grain&speaker=Cleverly&source=Courier",
         ["James Cleverly: “Grain must leave the harbour,”"]),
        ("/feeds/quotations.atom?q=grain&speaker=Clinton", []),
        ("/feeds/quotations.atom?source=Nowhere", []),
        ("/feeds/quotations.atom?speaker=Nemo", []),
        ("/feeds/quotations.atom?speaker=Clinton",
         ["Hillary Clinton: “Every child should read,”", "Bill Clinton: “I remember this office well,”"]),
        ("/feeds/findings.atom", []),
    ],
)  # fmt: skip
def test_filters_restrict_a_feed(client, address, expected):
    assert texts(read(client, address)) == expected


def test_a_feed_goes_on_where_its_next_link_leads(own):
    found, address = [], "/feeds/quotations.atom?limit=1"
    while address:
        parsed = read(own, address)
        assert len(parsed.entries) == 1
        found += texts(parsed)
        address = next((link.href for link in parsed.feed.links if link.rel == "next"), None)
    assert found == ["Oren Falk: “Word2 and 2.”", "Hanna Berg: “Word1 and 1.”", "Oren Falk: “Word0 and 0.”"]


def test_a_speakers_feed_has_the_speakers_quotations(own, database_of_my_own):
    with Archive.open(str(database_of_my_own)) as archive:
        falk, berg = (archive.find_speakers(name)[0] for name in ("Falk", "Berg"))
        address = f"/feeds/speakers/{falk.id}.atom"
        parsed = read(own, address)
        assert parsed.feed.title == "Quotations of Oren Falk · Quotes"
        assert texts(parsed) == ["Oren Falk: “Word2 and 2.”", "Oren Falk: “Word0 and 0.”"]
        archive.merge_speakers(falk.id, berg.id, who="Ann")
    moved = own.get(f"{address}?limit=2")
    assert moved.status_code == 308 and moved.headers["Location"] == f"/feeds/speakers/{berg.id}.atom?limit=2"
    assert len(read(own, moved.headers["Location"]).entries) == 2
    assert own.get("/feeds/speakers/nobody.atom").status_code == 404


def test_a_feed_answers_304_until_something_comes(own, database_of_my_own, monkeypatch):
    later = datetime(2100, 1, 1, tzinfo=timezone.utc)
    monkeypatch.setattr("service.feeds.now", lambda: later.replace(tzinfo=None))
    first = own.get("/feeds/quotations.atom")
    for condition in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        assert own.get("/feeds/quotations.atom", headers=condition).status_code == 304
    with Archive.open(str(database_of_my_own)) as archive:
        document, quotations = short(2, "Oren Falk", words="Word2 and")
        archive.save(document, quotations, extractor="another")
        moved = [replace(q, start=q.start + 6, end=q.end + 6) for q in quotations]
        archive.save(retold(document, "Later " + document.text), moved, extractor="another")
        # read again, and changed around the same words: no news
        again = read(own, "/feeds/quotations.atom")
        assert [entry.updated for entry in again.entries] == [
            entry.updated for entry in feedparser.parse(first.data).entries
        ]
        archive.save(*short(9, "Hanna Berg"), extractor="another")
    tagged = own.get("/feeds/quotations.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert tagged.status_code == 200 and "Nothing new 9" in tagged.text


def test_in_the_second_of_the_last_arrival_there_is_no_date_to_ask_by(own):
    assert "Last-Modified" not in own.get("/feeds/quotations.atom").headers


def test_the_latest_findings_are_a_feed_without_those_that_are_dismissed(own, database_of_my_own):
    with Archive.open(str(database_of_my_own)) as archive:
        ids = [report(archive, 11, "Mara Lindqvist"), report(archive, 12, "Mara Lindqvist", NO)]
        ids.append(report(archive, 13, "Oren Falk"))
        look(archive, wording((YES, ids[:1]), (NO, ids[1:2])), speakers(archive, ids[0], ids[2]))
        parsed = read(own, "/feeds/findings.atom?limit=1")
        assert texts(parsed) == ["The same words, two speakers"]
        following = next(link.href for link in parsed.feed.links if link.rel == "next")
        assert texts(read(own, following)) == ["The same statement in two wordings"]
        (entry,) = read(own, "/feeds/findings.atom?kind=wording_conflict").entries
        assert "We will not build the bridge by spring" in entry.content[0].value and "/findings/" in entry.link
        assert texts(read(own, "/feeds/findings.atom?speaker=Falk")) == ["The same words, two speakers"]
        archive.review_finding(archive.findings(kind="speaker_conflict").items[0].id, status="dismissed", who="Ann")
    assert texts(read(own, "/feeds/findings.atom")) == ["The same statement in two wordings"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/feeds/quotations.atom?speeker=x", "unknown parameter 'speeker'"),
        ("/feeds/quotations.atom?limit=1000", "limit='1000'"),
        ("/feeds/quotations.atom?next=x", "bad page token"),
        ("/feeds/quotations.atom?q=%E2%80%A6", "nothing to look for"),
        ("/feeds/findings.atom?kind=quarrel", "kind='quarrel'"),
        ("/feeds/findings.atom?next=x", "bad page token"),
    ],
)
def test_a_bad_parameter_is_refused_by_name(client, address, told):
    answer = client.get(address)
    assert answer.status_code == 400 and told in answer.json["error"]


def test_a_closed_archive_asks_for_the_key(serve):
    closed = serve(API_KEY="key", CLOSED_READING=True)
    for address in FEEDS:
        assert closed.get(address).status_code == 401
        answer = closed.get(address, headers={"Authorization": "Bearer key"})
        assert answer.status_code == 200 and "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feeds/quotations.atom"),
        ("/?speaker=Blinken&q=bridge&kind=direct", "/feeds/quotations.atom?speaker=Blinken&amp;q=bridge"),
        ("/findings?kind=wording_conflict&status=open", "/feeds/findings.atom?kind=wording_conflict"),
    ],
)
def test_pages_lead_feed_readers_to_their_feed(client, page, feed):
    links = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]*)"', client.get(page).text)
    assert [set(re.split(r"[?]|&amp;", link)) for link in links] == [set(re.split(r"[?]|&amp;", feed))]
    assert client.get(links[0].replace("&amp;", "&")).status_code == 200


def test_a_speakers_page_leads_to_the_speakers_feed(own, database_of_my_own):
    with Archive.open(str(database_of_my_own)) as archive:
        (falk,) = archive.find_speakers("Falk")
    assert f'href="/feeds/speakers/{falk.id}.atom"' in own.get(f"/speakers/{falk.id}").text


def test_what_xml_cannot_say_does_not_break_a_feed():
    moment = datetime(2026, 1, 1)
    nasty = "a\x00b\x0b\ud800 ]]> & <script> \ufffe\r\n“\U0001f309”"
    entry = Entry("x", nasty, nasty, nasty, moment, moment, "http://q.example/1", "http://a.example/<x> y")
    data = written(Feed(nasty, "http://q.example/f?a=1&b=2", "http://q.example/", [entry]))
    root = ElementTree.fromstring(data)
    check(root)
    assert b"<script>" not in data
    (told,) = root.findall(f"{ATOM}entry")
    assert [link.get("rel") for link in told.findall(f"{ATOM}link")] == ["alternate"]
    assert not feedparser.parse(data).bozo


def test_an_empty_feed_is_valid_and_always_the_same(empty_client):
    for address in FEEDS:
        assert read(empty_client, address).entries == []
        assert empty_client.get(address).data == empty_client.get(address).data


def test_ids_are_the_same_under_another_host(own):
    one, other = (own.get("/feeds/quotations.atom", base_url=base) for base in ("http://a.example", "https://b.example"))
    ids = [[entry.id for entry in feedparser.parse(answer.data).entries] for answer in (one, other)]
    assert ids[0] == ids[1]
