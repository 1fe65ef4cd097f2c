from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from quotes.errors import UnreadableInput
from quotes.sources.entries import Entry
from quotes.sources.pages import decode_page, read_fed_text, read_page
from quotes.store.records import IncomingDocument
from tests.sources.site import article

AT = "https://www.courier.example/world/ferries?utm_source=rss"


def read(page: str, at: str = AT, entry: Entry | None = None, outlet: str | None = None) -> IncomingDocument:
    return read_page(page.encode(), at, charset=None, entry=entry, outlet=outlet, name="courier feed")


def test_a_page_is_known_by_the_address_that_it_came_from():
    document = read(article())
    assert document.url == document.key == "https://www.courier.example/world/ferries"
    assert "“We have waited eleven years,” said Tomás Quirke" in document.text
    assert document.title == "Ferries will sail"


@pytest.mark.parametrize(
    "named, url",
    [
        ("https://courier.example/world/2023/ferries", "https://courier.example/world/2023/ferries"),
        ("/world/2023/ferries?utm_id=1", "https://www.courier.example/world/2023/ferries"),
        ("ferries-2", "https://www.courier.example/world/ferries-2"),
        # another site: a syndicated copy, or a template that somebody took over
        ("https://other.example/world/ferries", "https://www.courier.example/world/ferries"),
        ("https://www.courier.example/", "https://www.courier.example/world/ferries"),
        ("mailto:desk@courier.example", "https://www.courier.example/world/ferries"),
    ],
)
def test_its_own_word_for_its_address_holds_on_its_site(named, url):
    assert read(article(head=f'<link rel="canonical" href="{named}">')).url == url


def test_an_amp_page_names_the_page_that_it_is_of():
    page = article(head='<link rel="canonical" href="https://www.courier.example/world/ferries">')
    assert read(page, "https://m.courier.example/amp/x-123").url == "https://www.courier.example/world/ferries"
    assert read(article(), "https://cdn.ampproject.org/c/s/www.courier.example/a/amp").url == (
        "https://www.courier.example/a"
    )


def test_what_the_page_does_not_state_the_feed_does():
    entry = Entry(AT, "Told by the feed", datetime(2023, 8, 1, 10, tzinfo=timezone.utc), authors=("Ann Lee",))
    document = read(article(title=""), entry=entry)
    assert (document.title, document.published, document.authors) == (
        "Told by the feed",
        date(2023, 8, 1),
        ("Ann Lee",),
    )
    document = read(article(day="2023-07-30"), entry=entry)
    assert (document.title, document.published) == ("Ferries will sail", date(2023, 7, 30))


def test_the_time_of_a_change_is_not_the_day_of_publication():
    entry = Entry(AT, updated=datetime(2023, 8, 1, 10, tzinfo=timezone.utc))
    assert read(article(), entry=entry).published is None


def test_a_page_is_filed_under_its_outlet():
    named = article(head='<meta property="og:site_name" content="The Courier">')
    assert read(article()).source == "courier.example"
    assert read(named).source == "The Courier"
    assert read(named, outlet="Courier (web)").source == "Courier (web)"


@pytest.mark.parametrize(
    "page, told",
    [
        (b"", "is not HTML"),
        (b"<html><body></body></html>", "no article found"),
        (b"%PDF-1.7 words", "is binary: a PDF"),
        (b"\x00\x01\x02", "is binary"),
    ],
)
def test_a_page_without_an_article_is_told(page, told):
    with pytest.raises(UnreadableInput, match=told):
        read_page(page, AT, charset=None, entry=None, outlet=None, name="courier")


WORDS = "“Grüße” – naïve"


@pytest.mark.parametrize(
    "body, header, declared",
    [
        (WORDS.encode(), "utf-8", None),
        (WORDS.encode(), None, None),
        # a server that says the wrong thing of all its pages
        (WORDS.encode(), "cp1252", None),
        (WORDS.encode(), "cp1252", "windows-1252"),
        (WORDS.encode("cp1252"), "utf-8", None),
        (WORDS.encode("cp1252"), "cp1252", "utf-8"),
        (WORDS.encode("cp1252"), None, None),
        (WORDS.encode("cp1252"), "no-such-charset", None),
        (WORDS.encode("utf-16"), "utf-8", None),
        (b"\xef\xbb\xbf" + WORDS.encode(), "cp1252", None),
        ("“Grüße” – naïve".encode("mac-roman"), "mac-roman", None),
    ],
)
def test_pages_are_decoded_by_what_they_are(body, header, declared):
    if declared:
        body = f'<meta charset="{declared}">'.encode() + body
    assert decode_page(body, header).endswith(WORDS)


def test_the_text_of_a_feed_is_a_document_of_the_article():
    entry = Entry(
        AT,
        "Ferries will sail",
        datetime(2023, 8, 1, 10, tzinfo=timezone.utc),
        text="<p>The harbour office said that seven ferries would sail again this week.</p>"
        "<p>“We have waited eleven years,” said Tomás Quirke, the harbour master.</p>",
        whole=True,
    )
    document = read_fed_text(entry, outlet=None, name="courier feed")
    assert document.url == "https://www.courier.example/world/ferries"
    assert (document.title, document.source, document.published) == (
        "Ferries will sail",
        "courier feed",
        date(2023, 8, 1),
    )
    assert "“We have waited eleven years,” said Tomás Quirke" in document.text
    with pytest.raises(UnreadableInput, match="no article"):
        read_fed_text(Entry(AT), outlet=None, name="courier feed")
