from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import UnreadableInput
from quotes.ingest.urls import canonical_url, host_name, is_front_page, is_section_of, same_site

ARTICLE = "https://post.example/world/grain"


@pytest.mark.parametrize(
    "address",
    [
        "https://post.example/world/grain/",
        "http://post.example/world/grain",
        "HTTPS://Post.Example:443/world/grain",
        "http://post.example:80/world/./x/../grain",
        "https://post.example/world/grain#comments",
        "https://reader:secret@post.example/world/grain",
        "https://post.example/world/grain?utm_source=mail&utm_campaign=x&fbclid=1&gclid=2",
        "https://post.example./world/%67rain",
        "//post.example/world/grain",
        "post.example/world/grain",
        "  https://post.example/world/grain\n",
        "https://post.example/world/grain?mkt_tok=1&gbraid=2&ref_src=x&_hsenc=y&msclkid=z&at_campaign=rss",
        "https://post.example/world/grain;jsessionid=0A1B?utm_id=1",
        "https://post.example/world/grain/amp",
        "https://post.example/world/grain/amp/",
        "https://post.example/amp/world/grain",
        "https://post.example/world/grain.amp",
        "https://post.example/world/grain?amp",
        "https://post.example/world/grain?amp=1&utm_source=x",
        "https://post.example/world/grain/?outputType=amp",
        "https://post-example.cdn.ampproject.org/c/s/post.example/world/grain?amp=1",
        "https://cdn.ampproject.org/v/s/post.example/world/grain/amp?usqp=mq331AQ&amp_js_v=0.1",
        "https://www.google.com/amp/s/post.example/world/grain",
        "https://www.google.co.uk/amp/post.example/world/grain.amp",
        "https://post-example.bing-amp.com/c/s/post.example/world/grain",
    ],
)
def test_the_addresses_of_one_article_are_one(address: str) -> None:
    assert canonical_url(address) == ARTICLE


@pytest.mark.parametrize(
    "address",
    [
        "https://post.example/world/grain?id=77",
        "https://post.example/world/grain?cid=5",
        "https://post.example/world/grain?page=2",
        "https://post.example/World/grain",
        "https://post.example/world/grain.html",
        "https://www.post.example/world/grain",
        "https://post.example:8080/world/grain",
        "https://post.example/world/grain?id=amp",
        "https://post.example/world/grain/amplifiers",
        "https://post.example/world/amp/grain",
        "https://post.example/world/grain?output=pdf",
        "https://www.google.com/search/post.example/world/grain",
        "https://www.google.com/amp/",
    ],
)
def test_the_addresses_of_two_articles_stay_two(address: str) -> None:
    assert canonical_url(address) != ARTICLE


@pytest.mark.parametrize(
    "address, canonical",
    [
        ("https://amp.post.example/grain", "https://www.post.example/grain"),
        ("https://amp.post.co.uk/grain", "https://www.post.co.uk/grain"),
        ("https://amp.news.post.co.uk/grain", "https://news.post.co.uk/grain"),
        ("https://amp.example/grain", "https://amp.example/grain"),
        ("https://post.example/grain.amp.html", "https://post.example/grain.html"),
        ("https://post.example/amp", "https://post.example/"),
        ("https://post.example/a/..;jsessionid=1/b", "https://post.example/b"),
        ("https://post.example/a/..amp", "https://post.example/a"),
        ("https://cdn.ampproject.org/amp/s/post.example/a", "https://post.example/a"),
        (
            "https://cdn.ampproject.org" + "/c/s/cdn.ampproject.org" * 400 + "/c/s/post.example/a",
            "https://post.example/a",
        ),
        ("https://www-post-example.cdn.ampproject.org/c/s/www.post.example/a", "https://www.post.example/a"),
        ("https://post.example/%7eann/%e2%82%ac/a%2fb/€", "https://post.example/~ann/%E2%82%AC/a%2Fb/%E2%82%AC"),
        ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
    ],
)
def test_an_address_has_one_form(address: str, canonical: str) -> None:
    assert canonical_url(address) == canonical


@given(
    st.lists(st.sampled_from(["amp", "/", "?", "&", ".amp", ".html", "www.", "google.com", "/amp/s/", "a.example",
                              "cdn.ampproject.org", "/c/s/", "=1", ";jsessionid=1", "//", "%2F", "é", "x", "."]),
             max_size=12)
)  # fmt: skip
def test_the_canonical_form_of_a_canonical_form_is_itself(parts: list[str]) -> None:
    try:
        canonical = canonical_url("https://" + "".join(parts))
    except UnreadableInput:
        return
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("https://www.post.co.uk/a", "https://m.post.co.uk/b", True),
        ("https://post.co.uk/a", "https://courier.co.uk/a", False),
        ("https://post.example/a", "https://www.post.example/a", True),
        ("https://post.example/a", "https://courier.example/a", False),
        ("https://ann.github.io/a", "https://bo.github.io/a", False),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/b", True),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8001/a", False),
        ("http://127.0.0.1/a", "http://10.0.0.1/a", False),
    ],
)
def test_hosts_of_one_registered_name_are_one_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


def test_the_order_of_parameters_does_not_matter() -> None:
    assert canonical_url("https://a.example/?b=2&a=1") == canonical_url("https://a.example/?a=1&utm_id=9&b=2")


def test_a_canonical_address_is_its_own_canonical_address() -> None:
    for address in (
        ARTICLE,
        "https://a.example/?q=a%20b&x=",
        "http://[::1]:80/ä ö/",
        "https://münchen.example",
    ):
        assert canonical_url(canonical_url(address)) == canonical_url(address)


@pytest.mark.parametrize(
    "address", ["", "no address", "mailto:a@b.example", "ftp://a.example/x", "https://", "http://["]
)
def test_what_is_no_web_address_is_refused_with_its_words(address: str) -> None:
    with pytest.raises(UnreadableInput, match="is not a web address"):
        canonical_url(address)


def test_a_site_itself_is_no_article() -> None:
    assert is_front_page(canonical_url("http://post.example"))
    assert not is_front_page(canonical_url("http://post.example/?p=12"))


def test_the_host_names_a_source_without_www() -> None:
    assert host_name("https://www.post.example/a") == "post.example"


@pytest.mark.parametrize(
    ("url", "page", "is_so"),
    [
        ("/news", "/news/ferry-will-sail", True),
        ("/news", "/news/world/1234567", True),
        ("/live", "/live/12345678/page/2", True),
        ("/news/ferry-will-sail", "/news/ferry-will-sail/print", False),
        ("/news/ferry-will-sail", "/news/ferry-will-sail/page/2", False),
        ("/news/ferry-will-sail", "/news/ferry-will-sail/single-page", False),
        ("/news/ferry-will-sail", "/news/ferry-will-sail/print-version/2", False),
        ("/news/ferry-sails", "/news/ferry-will-sail", False),
        ("/news/ferry-will-sail", "/news/ferry-will-sail", False),
        ("/read?id=7", "/read/ferry-will-sail", False),
    ],
)
def test_a_section_is_told_from_another_view_of_an_article(url: str, page: str, is_so: bool) -> None:
    assert is_section_of(f"https://a.example{url}", f"https://a.example{page}") is is_so


def test_an_address_of_great_length_is_none() -> None:
    with pytest.raises(UnreadableInput, match="it has 10,025 characters"):
        canonical_url("https://post.example/" + "a/" * 5_002)
