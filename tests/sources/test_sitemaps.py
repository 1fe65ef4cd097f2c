from __future__ import annotations

import gzip
from datetime import datetime, timezone

import pytest

from quotes.errors import UnreadableInput
from quotes.sources import sitemaps
from quotes.sources.entries import told_time
from quotes.sources.sitemaps import read_sitemap

AT = "https://courier.example/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*locations: str) -> bytes:
    urls = "".join(f"<url><loc>{location}</loc></url>" for location in locations)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{urls}</urlset>'.encode()


def links(data: bytes) -> list[str]:
    return [entry.link for entry in read_sitemap(data, AT).reading.entries]


def test_a_sitemap_gives_addresses_and_the_times_of_change():
    data = f"""<urlset {NAMESPACE}><url><loc> https://courier.example/a?x=1&amp;y=2 </loc>
    <lastmod>2023-08-02T10:00:00+02:00</lastmod></url><url><loc>/b</loc><lastmod>soon</lastmod></url></urlset>"""
    first, second = read_sitemap(data.encode(), AT).reading.entries
    assert (first.link, first.updated) == (
        "https://courier.example/a?x=1&y=2",
        datetime(2023, 8, 2, 8, tzinfo=timezone.utc),
    )
    assert (second.link, second.updated) == ("https://courier.example/b", None)


def test_a_news_sitemap_gives_titles_and_days():
    data = f"""<urlset {NAMESPACE} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>
    <image:image><image:loc>https://courier.example/picture.jpg</image:loc><image:title>No</image:title></image:image>
    <loc>https://courier.example/a</loc><news:news><news:publication><news:name>Courier</news:name></news:publication>
    <news:publication_date>2023-08-01</news:publication_date><news:title>Ferries  sail</news:title></news:news>
    </url></urlset>"""
    (entry,) = read_sitemap(data.encode(), AT).reading.entries
    assert (entry.link, entry.title) == ("https://courier.example/a", "Ferries sail")
    assert (entry.published, entry.updated) == (datetime(2023, 8, 1, tzinfo=timezone.utc), None)


def test_an_index_gives_further_sitemaps():
    data = f"""<sitemapindex {NAMESPACE}><sitemap><loc>https://courier.example/1.xml.gz</loc>
    <lastmod>2023-08</lastmod></sitemap><sitemap><loc>2.xml</loc></sitemap></sitemapindex>"""
    sitemap = read_sitemap(data.encode(), AT)
    assert [entry.link for entry in sitemap.further] == [
        "https://courier.example/1.xml.gz",
        "https://courier.example/2.xml",
    ]
    assert sitemap.further[0].updated == datetime(2023, 8, 1, tzinfo=timezone.utc)
    assert sitemap.reading.entries == ()


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(urlset("https://courier.example/a")),
        urlset("https://courier.example/a").decode().encode("utf-16"),
        b"<urlset><url><loc>https://courier.example/a</loc></url></urlset>",
        b"\xef\xbb\xbf  <urlset><url><loc><![CDATA[https://courier.example/a]]></loc></url></urlset>",
        b"https://courier.example/a\n",
    ],
)
def test_sitemaps_in_other_forms_are_read(data):
    if data.startswith(b"\xff\xfe"):
        data = data.replace("UTF-8".encode("utf-16-le"), "UTF-16".encode("utf-16-le"))
    assert links(data) == ["https://courier.example/a"]


def test_a_sitemap_that_is_cut_off_gives_what_can_be_read():
    data = urlset(*(f"https://courier.example/{number}" for number in range(9)))
    reading = read_sitemap(data[: data.index(b"/5<")], AT).reading
    assert [entry.link[-1] for entry in reading.entries][:5] == ["0", "1", "2", "3", "4"]
    assert "is broken (" in reading.failures[0]


def test_entries_without_an_address_are_counted():
    reading = read_sitemap(urlset("https://courier.example/a", "ftp://courier.example/b", "", "x" * 5000), AT).reading
    assert len(reading.entries) == 1
    assert reading.failures == ("has 3 entries without a web address",)


def test_there_is_a_limit_to_the_entries(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_ENTRIES", 3)
    reading = read_sitemap(urlset(*(f"https://courier.example/{number}" for number in range(9))), AT).reading
    assert len(reading.entries) == 3
    assert reading.failures == ("names more than 3 addresses; the others are not read",)


def test_there_is_a_limit_to_what_a_packed_sitemap_unpacks_to(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_BYTES", 1_000_000)
    with pytest.raises(UnreadableInput, match="is larger than 1,000,000 bytes when unpacked"):
        read_sitemap(gzip.compress(b" " * 9_000_000), AT)


def test_entities_and_files_named_in_a_sitemap_are_left_alone(tmp_path):
    (tmp_path / "secret").write_text("https://secret.example/")
    data = f"""<!DOCTYPE urlset [<!ENTITY file SYSTEM "{(tmp_path / "secret").as_uri()}"><!ENTITY a "aaaaaaaaaa">]>
    <urlset><url><loc>&file;</loc></url><url><loc>https://courier.example/a</loc></url></urlset>"""
    assert links(data.encode()) == ["https://courier.example/a"]


@pytest.mark.parametrize(
    "data, told",
    [
        (b"", "is empty, not a sitemap"),
        (b"just words here", "is not a sitemap"),
        (b'<rss version="2.0"></rss>', 'is a feed, not a sitemap: kind = "feed" reads it'),
        (b"<html><body></body></html>", "is a page, not a sitemap"),
        (b"<a><b/></a>", "its first element is <a>"),
        (b"<", "is not a sitemap"),
        (b"\x1f\x8bbroken", "is gzipped, and damaged"),
        (b"\x00\x01\x02\x00", "is binary"),
    ],
)
def test_what_is_no_sitemap_is_told(data, told):
    with pytest.raises(UnreadableInput) as error:
        read_sitemap(data, AT)
    assert told in str(error.value)


@pytest.mark.parametrize(
    "text, time",
    [
        ("2023", (2023, 1, 1)),
        ("2023-08", (2023, 8, 1)),
        ("2023-08-02", (2023, 8, 2)),
        ("2023-08-02T10:00Z", (2023, 8, 2, 10)),
        ("2023-08-02T10:00:00+0200", (2023, 8, 2, 8)),
        ("2023-08-02T10:00:00.1234567+02:00", (2023, 8, 2, 8)),
        ("2023-08-02 10:00:00", (2023, 8, 2, 10)),
    ],
)
def test_times_are_read_as_utc(text, time):
    assert told_time(text) == datetime(*time, tzinfo=timezone.utc)


@pytest.mark.parametrize("text", ["", None, "soon", "2023-13-01", "20", "0001-01-01T00:00:00+23:00", "9" * 50])
def test_what_is_no_time_is_none(text):
    assert told_time(text) is None
