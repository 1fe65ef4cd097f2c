"""Whatever comes over the network ends in entries, pages or a named failure."""

from __future__ import annotations

import gzip
import io

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quotes.errors import QuotesError
from quotes.failures import Failure
from quotes.sources.entries import Entry
from quotes.sources.feeds import read_feed
from quotes.sources.lists import read_list
from quotes.sources.pages import read_fed_text, read_page
from quotes.sources.robots import Rules
from quotes.sources.sitemaps import read_sitemap
from quotes.sources.warc import ArchivedPage, read_warc
from tests.sources.site import article
from tests.sources.test_feeds import AT, rss
from tests.sources.test_sitemaps import urlset
from tests.sources.test_warc import PAGES, archive

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

FEED = rss(
    "<item><title>A &amp; b</title><link>https://courier.example/a</link>"
    "<pubDate>Tue, 01 Aug 2023 10:00:00 GMT</pubDate><description><![CDATA[<p>x</p>]]></description>"
    "<guid isPermaLink='false'>1</guid></item>" * 2
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A'
    b'</div></title><link href="/a"/><updated>2023-08-01T10:00:00Z</updated>'
    b"<author><name>B</name></author></entry></feed>"
)
JSON = b'{"items": [{"url": "https://courier.example/a", "date_modified": "2023-08-01", "authors": [{"name": "B"}]}]}'
SITEMAP = urlset("https://courier.example/a", "https://courier.example/b")
WARC = b"".join(archive(*PAGES[:3], packed=False))
PACKED = b"".join(archive(*PAGES[:3]))
PAGE = article().encode()
ROBOTS = b"User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 1.5\nRequest-rate: 1/5s\nSitemap: /sitemap.xml\n"


@st.composite
def damaged(draw: st.DrawFn, *wholes: bytes) -> bytes:
    """One of the files with a few places overwritten, cut out, doubled or filled with something else."""
    data = draw(st.sampled_from(wholes))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        middle = draw(
            st.one_of(
                st.binary(max_size=20),
                st.just(data[start:end] * 2),
                st.sampled_from(
                    [b"", b"<", b">", b"&", b"]]>", b"\x00", b"\xff\xfe", b"]", b'"', b"%", b"://[", b"9" * 30]
                ),
            )
        )
        data = data[:start] + middle + data[end:]
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


def check_entries(entries: tuple[Entry, ...]) -> None:
    assert all(entry.link.lower().startswith(("http://", "https://")) for entry in entries)


@quick
@given(damaged(FEED, ATOM, JSON, PAGE) | st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(b"{" + b'"a":[' * 5000)
def test_feeds(data):
    try:
        reading = read_feed(data, AT, "application/xml")
    except QuotesError as error:
        assert str(error)
    else:
        check_entries(reading.entries)


@quick
@given(damaged(SITEMAP, gzip.compress(SITEMAP), FEED) | st.binary(max_size=200))
@example(b"<urlset>" + b"<url>" * 100_000)
@example(b"<?xml version='1.0' encoding='no-such'?><urlset/>")
def test_sitemaps(data):
    try:
        sitemap = read_sitemap(data, AT)
    except QuotesError as error:
        assert str(error)
    else:
        check_entries((*sitemap.further, *sitemap.reading.entries))


@quick
@given(damaged(WARC, PACKED, gzip.compress(WARC)) | st.binary(max_size=200))
@example(b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a\r\nContent-Length: -5\r\n\r\n")
def test_web_archives(data):
    for item in read_warc(io.BytesIO(data), "crawl.warc", max_bytes=100_000):
        assert isinstance(item, (ArchivedPage, Failure))
        assert not isinstance(item, Failure) or (item.name and item.reason)


@quick
@given(damaged(ROBOTS) | st.binary(max_size=200), st.text(max_size=20))
@example(b"User-agent: *\nDisallow: /" + b"*a" * 2000 + b"$\nCrawl-delay: 1e999\n", "a" * 2000)
def test_rules_for_robots(data, path):
    rules = Rules(data)
    assert rules.allows(f"https://courier.example/{path}", "Quotes/1") in {True, False}
    assert 0 <= rules.delay("Quotes/1") < float("inf")
    assert all(rules.sitemaps)


@quick
@given(damaged(b"https://courier.example/a\n# b\ncourier.example/c #d\n") | st.binary(max_size=200))
def test_lists(data):
    try:
        check_entries(read_list(data).entries)
    except QuotesError as error:
        assert str(error)


@quick
@given(damaged(PAGE), st.sampled_from([None, "utf-8", "cp1252", "utf-16", "idna", "rot13", "base64"]))
def test_pages(data, charset):
    for read in (
        lambda: read_page(data, AT, charset=charset, entry=None, outlet=None, name="courier"),
        lambda: read_fed_text(Entry(AT, text=data.decode("latin-1")), outlet=None, name="courier"),
    ):
        try:
            document = read()
        except QuotesError as error:
            assert str(error)
        else:
            assert document.text.strip() and document.url == AT
