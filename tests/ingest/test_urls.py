from __future__ import annotations

import pytest

from quotes.errors import UnreadableInput
from quotes.ingest.urls import canonical_url, host_name, is_front_page

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
    ],
)
def test_the_addresses_of_two_articles_stay_two(address: str) -> None:
    assert canonical_url(address) != ARTICLE


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
