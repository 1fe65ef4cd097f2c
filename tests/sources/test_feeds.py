from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from quotes.errors import UnreadableInput
from quotes.sources.feeds import read_feed

AT = "https://courier.example/feeds/all"


def rss(items: str, *, head: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
      xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
      <channel><title>The Courier</title><link>https://courier.example/</link>{head}{items}</channel></rss>""".encode()


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)  # type: ignore[misc]


def test_an_rss_feed_gives_its_items():
    reading = read_feed(
        rss("""<item><title>Ferries &amp; quays</title><link>https://courier.example/a</link>
        <pubDate>Tue, 01 Aug 2023 10:00:00 +0200</pubDate><dc:creator>Ann Lee</dc:creator>
        <description>A teaser.</description></item>
        <item><link>/b</link><content:encoded><![CDATA[<p>“All of it,” she said.</p>]]></content:encoded></item>"""),
        AT,
    )
    first, second = reading.entries
    assert (first.link, first.title, first.authors) == ("https://courier.example/a", "Ferries & quays", ("Ann Lee",))
    # the day of publication is not a day of change: nothing tells whether the article has changed
    assert (first.published, first.updated, first.lastmod) == (utc(2023, 8, 1, 8), None, None)
    assert (first.text, first.whole) == ("A teaser.", False)
    assert (second.link, second.published) == ("https://courier.example/b", None)
    assert (second.text, second.whole) == ("<p>“All of it,” she said.</p>", True)
    assert (reading.failures, reading.title) == ((), "The Courier")


def test_an_atom_feed_gives_its_entries():
    reading = read_feed(
        b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Ferries</title>
        <id>tag:courier.example,2023:1</id><link rel="self" href="https://courier.example/api/1"/>
        <link rel="alternate" href="../a"/><published>2023-08-01T08:00:00Z</published>
        <updated>2023-08-02T10:00:00+02:00</updated><author><name>Ann Lee</name></author>
        <content type="html">&lt;p&gt;All&lt;/p&gt;</content></entry></feed>""",
        AT,
    )
    (entry,) = reading.entries
    assert (entry.link, entry.authors, entry.text, entry.whole) == (
        "https://courier.example/a",
        ("Ann Lee",),
        "<p>All</p>",
        True,
    )
    assert (entry.published, entry.updated) == (utc(2023, 8, 1, 8), utc(2023, 8, 2, 8))
    assert entry.lastmod == "2023-08-02T08:00:00+00:00"


@pytest.mark.parametrize(
    "feed",
    [
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<item><title>A</title><link>https://courier.example/a</link></item></rdf:RDF>",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        "<item><title>A</title><link>https://courier.example/a</link></item></rdf:RDF>",
        '<rss version="0.91"><channel><item><title>A</title><link>https://courier.example/a</link></item></channel></rss>',
        '<rss version="2.0"><channel><item><title>A</title>'
        '<guid isPermaLink="true">https://courier.example/a</guid></item></channel></rss>',
    ],
)
def test_older_forms_of_rss_are_read(feed):
    assert [entry.link for entry in read_feed(feed.encode(), AT).entries] == ["https://courier.example/a"]


def test_a_json_feed_gives_its_items():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Courier",
        "items": [
            {
                "id": "1",
                "url": "https://courier.example/a",
                "title": "Ferries",
                "content_html": "<p>All</p>",
                "date_published": "2023-08-01T10:00:00.123+02:00",
                "date_modified": "2023-08-02",
                "authors": [{"name": "Ann Lee"}],
            },
            {"id": "https://courier.example/b", "content_text": "a < b\n\nc", "author": {"name": "Bo"}},
            {"id": 3},
            "no item",
        ],
    }
    reading = read_feed(json.dumps(feed).encode(), AT)
    first, second = reading.entries
    assert (first.link, first.title, first.text, first.whole) == (
        "https://courier.example/a",
        "Ferries",
        "<p>All</p>",
        True,
    )
    assert (first.published, first.updated, first.authors) == (utc(2023, 8, 1, 8), utc(2023, 8, 2), ("Ann Lee",))
    assert (second.link, second.text) == ("https://courier.example/b", "<p>a &lt; b</p><p>c</p>")
    assert reading.failures == ("has 2 of 4 items without the address of an article",)


def test_the_links_that_a_forwarder_has_replaced_are_taken():
    feed = rss("<item><link>https://feeds.example/~r/1</link>"
               "<feedburner:origLink>https://courier.example/a</feedburner:origLink></item>")  # fmt: skip
    assert read_feed(feed, AT).entries[0].link == "https://courier.example/a"


def test_items_that_come_twice_are_one():
    item = "<item><link>https://courier.example/a</link></item>"
    assert len(read_feed(rss(item * 3), AT).entries) == 1


def test_a_broken_feed_gives_what_can_be_read_and_says_so():
    whole = rss("".join(f"<item><title>{n}</title><link>https://courier.example/{n}</link></item>" for n in range(5)))
    reading = read_feed(whole[: whole.index(b"<title>4")], AT)
    assert [entry.link[-1] for entry in reading.entries[:4]] == ["0", "1", "2", "3"]
    assert any("is broken (" in failure and "items of it can be read" in failure for failure in reading.failures)


def test_items_without_an_address_are_counted():
    reading = read_feed(
        rss("<item><title>A</title></item><item><link>mailto:a@b.example</link></item>"
            "<item><link>https://courier.example/c</link></item>"),
        AT,
    )  # fmt: skip
    assert len(reading.entries) == 1
    assert reading.failures == ("has 2 of 3 items without the address of an article",)


@pytest.mark.parametrize("date", ["yesterday", "32 Foo 2023", "", "0000-00-00", "9999-99-99T99:99:99Z"])
def test_a_date_that_is_none_is_no_date(date):
    (entry,) = read_feed(rss(f"<item><link>https://a.example/a</link><pubDate>{date}</pubDate></item>"), AT).entries
    assert entry.published is None or entry.published.year > 1900


@pytest.mark.parametrize(
    "data, told",
    [
        (b"", "is empty, not a feed"),
        (b"words", "is not a feed"),
        (b"<?xml version='1.0'?><urlset></urlset>", "is not a feed"),
        (b"{}", "is not a feed: JSON without a list 'items'"),
        (b"{broken", "is not a feed: not JSON that can be read"),
        (b"{" * 100_000, "is not a feed: not JSON"),
        (b"<!DOCTYPE html><html><body>consent</body></html>", "is a page, not a feed"),
        (
            b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>',
            "it names https://courier.example/rss.xml as its feed: use that as location",
        ),
    ],
)
def test_what_is_no_feed_is_told(data, told):
    with pytest.raises(UnreadableInput) as error:
        read_feed(data, AT)
    assert told in str(error.value)


def test_a_name_of_a_file_is_not_opened(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_bytes(rss("<item><link>https://courier.example/a</link></item>"))
    with pytest.raises(UnreadableInput, match="is not a feed"):
        read_feed(str(file).encode(), AT)


def test_entities_are_not_blown_up():
    bomb = (
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + ']><rss version="2.0"><channel><item><title>&j;</title><link>https://a.example/a</link></item></channel></rss>'
    )
    (entry,) = read_feed(bomb.encode(), AT).entries
    assert len(entry.title or "") < 10_000


def test_what_many_feeds_do_wrong_is_read_for_what_is_meant():
    data = (
        '<rss version="2.0"><channel><title>Courier</title>'
        "<item><link>https://a.example/x?a=1&b=2</link>"
        "<title>Tom & Jerry&rsquo;s caf&eacute;\x0b&nbsp;&nosuch;</title></item>"
        "<item><link><![CDATA[https://a.example/y?a=1&b=2]]></link><title>x &amp; &#233;</title></item></channel></rss>"
    )
    reading = read_feed(data.encode(), "https://a.example/rss")
    assert reading.failures == ()
    assert [(entry.link, entry.title) for entry in reading.entries] == [
        ("https://a.example/x?a=1&b=2", "Tom & Jerry’s café &nosuch;"),
        ("https://a.example/y?a=1&b=2", "x & é"),
    ]


def test_a_feed_that_ends_in_the_middle_is_still_told():
    data = b'<rss version="2.0"><channel><item><link>https://a.example/x</link></item><item><link>https://a.exa'
    reading = read_feed(data, "https://a.example/rss")
    assert reading.entries[0].link == "https://a.example/x"
    assert reading.failures[0].startswith("is broken (")
