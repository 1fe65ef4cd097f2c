from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
import trustme

from quotes.sources import connecting
from quotes.sources.addresses import is_public
from quotes.sources.fetching import Fetcher, FetchFailed, RefusedByRobots
from tests.sources.conftest import settings_of
from tests.sources.site import answer, closed_port, raw, redirect, running

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def test_a_page_is_fetched_with_what_its_headers_say(site, fetcher):
    site.page("/a", "Grüße", Content_Type="text/html; charset=ISO-8859-1", ETag='"7"', Last_Modified="Tue, 1 Aug 2023")
    got = fetcher().get(site.url("/a#part"))
    assert (got.status, got.body, got.content_type, got.charset) == (200, "Grüße".encode(), "text/html", "cp1252")
    assert (got.etag, got.last_modified, got.final_url) == ('"7"', "Tue, 1 Aug 2023", site.url("/a"))
    assert got.url == site.url("/a#part")


def test_it_says_who_asks(site, fetcher):
    site.page("/a", "x")
    fetcher(user_agent="Courier/1.0 (ann@courier.example)").get(site.url("/a"))
    headers = site.asked[0].headers
    assert headers["User-Agent"] == "Courier/1.0 (ann@courier.example)"
    assert headers["Host"] == site.address.removeprefix("http://")
    assert set(headers["Accept-Encoding"].split(", ")) == {"gzip", "deflate"}


def test_what_has_not_changed_is_not_sent_again(site, fetcher):
    site.tagged("/a", "x", '"1"')
    first = fetcher().get(site.url("/a"))
    again = fetcher().get(site.url("/a"), etag=first.etag, last_modified="Tue, 01 Aug 2023 00:00:00 GMT")
    assert (again.status, again.body) == (304, None)
    assert site.asked[1].headers["If-Modified-Since"] == "Tue, 01 Aug 2023 00:00:00 GMT"
    assert fetcher().get(site.url("/a"), etag='"0"').body == b"x"


@pytest.mark.parametrize("tag", [b'"gr\xfc\xdfe"', b'"' + b"x" * 2000 + b'"'])
def test_a_tag_that_cannot_be_sent_back_is_not_kept(site, fetcher, tag):
    site.pages["/a"] = raw(HEAD + b"ETag: " + tag + b"\r\nContent-Length: 1\r\n\r\nx")
    assert fetcher().get(site.url("/a")).etag is None


def test_not_modified_without_a_condition_is_no_answer(site, fetcher):
    site.page("/a", b"", status=304)
    with pytest.raises(FetchFailed, match="answers 304") as told:
        fetcher().get(site.url("/a"))
    assert not told.value.temporary


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_what_is_not_to_be_had_is_not_asked_for_again(site, fetcher, status):
    site.page("/a", "no", status=status)
    with pytest.raises(FetchFailed, match=f"/a answers {status}") as told:
        fetcher(retries=3).get(site.url("/a"))
    assert not told.value.temporary and told.value.http_status == status
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again(site, fetcher, status):
    site.several("/a", answer("no", status=status), answer("no", status=status), answer("yes"))
    assert fetcher(retries=2).get(site.url("/a")).body == b"yes"


def test_after_the_retries_it_may_work_later(site, fetcher):
    site.page("/a", "no", status=500)
    with pytest.raises(FetchFailed, match="answers 500 Internal Server Error") as told:
        fetcher(retries=2).get(site.url("/a"))
    assert told.value.temporary and not told.value.whole_host
    assert len(site.asked) == 3


def test_pauses_between_retries_grow(site, fetcher):
    site.page("/a", "no", status=503)
    with pytest.raises(FetchFailed):
        fetcher(retries=2, back_off=0.1).get(site.url("/a"))
    first, second, third = (asked.at for asked in site.asked)
    assert second - first > 0.07 and third - second > 0.14


def test_the_time_that_a_server_asks_for_is_kept(site, fetcher):
    site.several("/a", answer("no", status=429, Retry_After="1"), answer("yes"))
    assert fetcher().get(site.url("/a")).body == b"yes"
    assert site.asked[1].at - site.asked[0].at >= 0.95


def test_a_long_wait_is_left_to_the_next_run_for_the_whole_host(site, fetcher):
    site.page("/a", "no", status=429, Retry_After="3600")
    site.page("/b", "yes")
    one = fetcher(retries=5)
    for path in ("/a", "/b"):
        with pytest.raises(FetchFailed) as told:
            one.get(site.url(path))
        assert told.value.temporary and told.value.whole_host and told.value.retry_after == pytest.approx(3600, abs=5)
    assert site.paths() == ["/a"]


def test_a_host_that_asks_for_time_has_it_without_retries_too(site, fetcher):
    site.several("/a", answer("no", status=429, Retry_After="1"), answer("yes"))
    one = fetcher(retries=0)
    with pytest.raises(FetchFailed, match="answers 429"):
        one.get(site.url("/a"))
    assert one.get(site.url("/a")).body == b"yes"
    assert site.asked[1].at - site.asked[0].at >= 0.95


def test_retry_after_may_be_a_date(site, fetcher):
    at = format_datetime(datetime.now(timezone.utc) + timedelta(hours=2), usegmt=True)
    site.page("/a", "no", status=503, Retry_After=at)
    with pytest.raises(FetchFailed, match=r"to be asked again in 7,[12]") as told:
        fetcher().get(site.url("/a"))
    assert told.value.retry_after == pytest.approx(7200, abs=5)


def test_one_host_is_asked_no_more_often_than_the_settings_say(site, fetcher):
    one = fetcher(delay=0.15)
    for path in ("/a", "/b"):
        site.page(path, "x")
        one.get(site.url(path))
    assert site.asked[1].at - site.asked[0].at >= 0.15
    began = time.monotonic()
    one.get(site.url("/a").replace("127.0.0.1", "127.0.0.2"))
    assert time.monotonic() - began < 0.14


def test_the_fetchers_of_one_run_keep_their_turns_together(site, fetcher):
    turns: dict[str, float] = {}
    site.page("/a", "no", status=429, Retry_After="3600")
    with pytest.raises(FetchFailed, match="answers 429"):
        fetcher(turns=turns).get(site.url("/a"))
    with pytest.raises(FetchFailed, match="wants to be left alone"):
        fetcher(turns=turns).get(site.url("/b"))
    assert site.paths() == ["/a"]


def test_redirects_are_followed(site, fetcher):
    site.pages["/a"] = redirect("/b", 301)
    site.pages["/b"] = redirect(site.url("/c?x=1#part"), 307)
    site.page("/c?x=1", "here")
    got = fetcher().get(site.url("/a"))
    assert (got.body, got.url, got.final_url) == (b"here", site.url("/a"), site.url("/c?x=1"))


def test_a_circle_of_redirects_is_told(site, fetcher):
    site.pages["/a"] = redirect("/b")
    site.pages["/b"] = redirect("/a")
    with pytest.raises(FetchFailed, match=r"in a circle of redirects, back to .*/a"):
        fetcher().get(site.url("/a"))
    assert site.paths() == ["/a", "/b"]


def test_redirects_have_an_end(site, fetcher):
    for number in range(20):
        site.pages[f"/{number}"] = redirect(f"/{number + 1}")
    with pytest.raises(FetchFailed, match="more than 10 redirects") as told:
        fetcher().get(site.url("/0"))
    assert not told.value.temporary and len(site.asked) == 11


def test_a_cookie_lasts_for_the_redirects_of_one_address(site, fetcher):
    def consent(handler):
        with_cookie = "seen=1" in (handler.headers.get("Cookie") or "")
        (answer("the article") if with_cookie else redirect("/a", Set_Cookie="seen=1; Path=/"))(handler)

    site.pages["/a"] = consent
    one = fetcher()
    assert one.get(site.url("/a")).body == b"the article"
    assert one.get(site.url("/a")).body == b"the article"
    assert [asked.headers.get("Cookie") for asked in site.asked] == [None, "seen=1", None, "seen=1"]


@pytest.mark.parametrize("target", ["ftp://courier.example/a", "file:///etc/passwd", "data:text/html,x"])
def test_a_redirect_leads_only_to_the_web(site, fetcher, target):
    site.pages["/a"] = redirect(target)
    with pytest.raises(FetchFailed, match=r"/a leads to .*no (web )?address"):
        fetcher().get(site.url("/a"))


@pytest.mark.parametrize("url", ["", "x", "ftp://a.example/", "http://", "http://[", "https://u:p@a.example/", "//a/b"])
def test_what_is_no_address_is_refused(fetcher, url):
    with pytest.raises(FetchFailed, match=r"address|user name"):
        fetcher().get(url)


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "::127.0.0.1", "no address",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_the_own_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1"])
def test_this_machine_is_not_asked_unless_it_is_allowed(site, fetcher, host):
    site.page("/a", "secret")
    url = site.url("/a").replace("127.0.0.1", host)
    with pytest.raises(FetchFailed, match=r"not of the public internet|no web address") as told:
        fetcher(allow_private=False).get(url)
    assert not told.value.temporary and site.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(site, fetcher, monkeypatch):
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    site.pages["/a"] = redirect(site.url("/secret").replace("127.0.0.1", "127.0.0.2"))
    site.page("/secret", "secret")
    with pytest.raises(
        FetchFailed, match=r"/a leads to http://127.0.0.2:\d+/secret, which is not fetched: '127.0.0.2'"
    ):
        fetcher(allow_private=False).get(site.url("/a"))
    assert site.paths() == ["/a"]


def resolving(monkeypatch, resolve):
    """Look-ups of names give what ``resolve`` says; those of numbers are left alone."""
    real = socket.getaddrinfo

    def look_up(host, port, *rest, **options):
        if not host.endswith(".example"):
            return real(host, port, *rest, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in resolve(host)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_a_name_is_checked_by_the_address_that_it_leads_to(site, fetcher, monkeypatch):
    """DNS rebinding: each look-up gives another address, and what was looked up is what is connected to."""
    port = int(site.address.rpartition(":")[2])
    looked_up = []

    def resolve(host):
        looked_up.append(host)
        return [f"127.0.0.{len(looked_up)}"]

    resolving(monkeypatch, resolve)
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    site.page("/a", "x", Connection="close")
    one = fetcher(allow_private=False)
    assert one.get(f"http://courier.example:{port}/a").body == b"x"
    assert looked_up == ["courier.example"]
    assert site.asked[0].headers["Host"] == f"courier.example:{port}"
    with pytest.raises(FetchFailed, match=r"'courier.example' is 127.0.0.2, which is not of the public internet"):
        one.get(f"http://courier.example:{port}/a")


def test_of_several_addresses_only_the_public_ones_are_tried(site, fetcher, monkeypatch):
    port = int(site.address.rpartition(":")[2])
    resolving(monkeypatch, lambda host: ["127.0.0.2", "127.0.0.1"])
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    connected = []

    def page(handler):
        connected.append(handler.connection.getsockname()[0])
        answer("x")(handler)

    site.pages["/a"] = page
    fetcher(allow_private=False).get(f"http://courier.example:{port}/a")
    assert connected == ["127.0.0.1"]


def test_a_certificate_is_checked_against_the_name_though_an_address_is_connected_to(monkeypatch, tmp_path):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("courier.example").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    resolving(monkeypatch, lambda host: ["127.0.0.1"])
    names = []
    context.sni_callback = lambda connection, name, context: names.append(name)
    with running(context) as site, Fetcher(settings_of(site.address, robots=False, retries=0)) as one:
        site.page("/a", "secure")
        port = site.address.rpartition(":")[2]
        assert one.get(f"https://courier.example:{port}/a").body == b"secure"
        assert names == ["courier.example"]
        with pytest.raises(FetchFailed, match="has no valid certificate"):
            one.get(f"https://other.example:{port}/a")


def test_a_name_that_nobody_has_is_told(fetcher):
    with pytest.raises(FetchFailed, match=r"name 'nobody.invalid' cannot be resolved") as told:
        fetcher(retries=0).get("http://nobody.invalid/a")
    assert told.value.temporary


def test_a_port_that_nobody_listens_on_is_told(fetcher):
    with pytest.raises(FetchFailed, match=r"cannot be connected to: .*refused") as told:
        fetcher(retries=1).get(f"http://127.0.0.1:{closed_port()}/")
    assert told.value.temporary


def test_a_server_that_says_nothing_is_given_up(site, fetcher):
    site.pages["/a"] = lambda handler: time.sleep(0.5)
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"sent nothing for 0.1 seconds") as told:
        fetcher(timeout=0.1, retries=0).get(site.url("/a"))
    assert told.value.temporary and time.monotonic() - began < 0.4


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_server_that_sends_a_byte_now_and_then_is_given_up(site, fetcher, where):
    drops = [b"X-A: 1\r\n"] * 60 if where == "headers" else [b"\r\n", *[b"x"] * 60]
    site.pages["/a"] = raw(HEAD, *drops, pause=0.05)
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"took longer than 0.4 seconds in all") as told:
        fetcher(timeout=0.1, retries=0).get(site.url("/a"))
    assert told.value.temporary and time.monotonic() - began < 1


@pytest.mark.parametrize(
    "answered",
    [
        HEAD + b"Content-Length: 100\r\n\r\nonly this",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n40\r\nonly this",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nno number\r\n",
        HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + gzip.compress(b"word " * 999)[:-20],
        b"this is not HTTP\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"",
    ],
)
def test_what_breaks_off_is_asked_for_again_and_then_told(site, fetcher, answered):
    site.pages["/a"] = raw(answered)
    with pytest.raises(FetchFailed, match="broke off") as told:
        fetcher(retries=1).get(site.url("/a"))
    assert told.value.temporary and len(site.asked) == 2
    site.several("/a", raw(answered), answer("whole"))
    assert fetcher(retries=1).get(site.url("/a")).body == b"whole"


def test_what_is_too_large_is_not_read_to_its_end(site, fetcher):
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x" * 100_000)
            sent.append(1)

    site.pages["/a"] = endless
    with pytest.raises(FetchFailed, match=r"is larger than 200,000 bytes \(max_bytes\)") as told:
        fetcher(max_bytes=200_000).get(site.url("/a"))
    assert not told.value.temporary and len(sent) < 500
    site.page("/b", b"x" * 200_001)
    with pytest.raises(FetchFailed, match="is larger"):
        fetcher(max_bytes=200_000).get(site.url("/b"))
    assert len(fetcher(max_bytes=200_001).get(site.url("/b")).body) == 200_001


def test_it_is_the_unpacked_size_that_counts(site, fetcher):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    site.page("/a", bomb, Content_Encoding="gzip")
    with pytest.raises(FetchFailed, match="is larger than 200,000 bytes"):
        fetcher(max_bytes=200_000).get(site.url("/a"))


@pytest.mark.parametrize(
    "coding, pack",
    [
        ("gzip", gzip.compress),
        ("x-gzip", lambda data: gzip.compress(data[:1000]) + gzip.compress(data[1000:]) + b"\0" * 9),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", lambda data: data),
    ],
)
def test_packed_pages_are_unpacked(site, fetcher, coding, pack):
    words = b"one two three " * 20_000
    site.page("/a", pack(words), Content_Encoding=coding)
    assert fetcher().get(site.url("/a")).body == words


def test_a_coding_that_was_not_asked_for_is_told(site, fetcher):
    site.page("/a", b"x", Content_Encoding="br")
    with pytest.raises(FetchFailed, match="packed as 'br'"):
        fetcher().get(site.url("/a"))
    site.page("/b", b"no gzip at all", Content_Encoding="gzip")
    with pytest.raises(FetchFailed, match="packed as gzip, and damaged"):
        fetcher(retries=0).get(site.url("/b"))


def test_a_run_that_is_stopped_does_not_wait(site, fetcher):
    site.page("/a", "no", status=503, Retry_After="60")
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="stopped") as told:
        fetcher(stop=lambda: bool(site.asked)).get(site.url("/a"))
    assert told.value.temporary and time.monotonic() - began < 1


def test_robots_txt_is_obeyed_and_read_once(site, fetcher):
    site.page("/robots.txt", "User-agent: *\nDisallow: /private/\nAllow: /private/but-this\n")
    for path in ("/private/a", "/private/but-this", "/b"):
        site.page(path, "x")
    one = fetcher(robots=True)
    with pytest.raises(RefusedByRobots, match=r"/private/a is not allowed to robots") as told:
        one.get(site.url("/private/a"))
    assert not told.value.temporary
    one.get(site.url("/b"))
    one.get(site.url("/private/but-this"))
    assert site.paths(robots=True) == ["/robots.txt", "/b", "/private/but-this"]


def test_rules_for_this_program_go_before_those_for_all(site, fetcher):
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: quotes\nDisallow: /a\n")
    site.page("/a", "x")
    site.page("/b", "x")
    assert fetcher(robots=True).get(site.url("/b")).body == b"x"
    with pytest.raises(RefusedByRobots):
        fetcher(robots=True).get(site.url("/a"))
    with pytest.raises(RefusedByRobots):
        fetcher(robots=True, user_agent="Other/1").get(site.url("/b"))
    assert fetcher(robots=False).get(site.url("/a")).body == b"x"


def test_the_target_of_a_redirect_is_checked_against_robots_txt_too(site, fetcher):
    site.page("/robots.txt", "User-agent: *\nDisallow: /b\n")
    site.pages["/a"] = redirect("/b")
    with pytest.raises(RefusedByRobots, match=r"/a leads to .*/b, which is not allowed to robots"):
        fetcher(robots=True).get(site.url("/a"))
    assert "/b" not in site.paths()


def test_the_delay_that_a_site_asks_for_is_kept(site, fetcher):
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.2\n")
    one = fetcher(robots=True)
    for path in ("/a", "/b"):
        site.page(path, "x")
        one.get(site.url(path))
    assert site.asked[2].at - site.asked[1].at >= 0.2


def test_a_very_long_delay_lets_one_page_a_run_through(site, fetcher):
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 86400\n")
    site.page("/a", "x")
    one = fetcher(robots=True)
    assert one.get(site.url("/a")).body == b"x"
    with pytest.raises(FetchFailed, match=r"wants to be left alone for another 86,[34]") as told:
        one.get(site.url("/a"))
    assert told.value.temporary and told.value.whole_host


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_robots_txt_everything_is_allowed(site, fetcher, status):
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n", status=status)
    site.page("/a", "x")
    assert fetcher(robots=True).get(site.url("/a")).body == b"x"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_while_robots_txt_cannot_be_had_nothing_is_fetched(site, fetcher, status):
    site.page("/robots.txt", "no", status=status)
    site.page("/a", "x")
    one = fetcher(robots=True)
    with pytest.raises(FetchFailed, match=rf"robots.txt \(the rules for robots\) answers {status}.*until") as told:
        one.get(site.url("/a"))
    assert told.value.temporary and told.value.whole_host
    site.page("/robots.txt", "")
    assert one.get(site.url("/a")).body == b"x"


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>Not found</body></html>", b"\xff\xfe\x00garbage\x00", b"x" * 10**6]
)
def test_a_robots_txt_without_rules_allows_everything(site, fetcher, content):
    site.page("/robots.txt", content)
    site.page("/a", "x")
    assert fetcher(robots=True).get(site.url("/a")).body == b"x"
