from __future__ import annotations

import gzip
import io
from datetime import datetime, timezone

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from quotes.failures import Failure
from quotes.sources.warc import ArchivedPage, read_warc


def archive(*pages: tuple[str, bytes], packed: bool = True, **headers: str) -> list[bytes]:
    """One WARC file in pieces: a record for each page."""
    pieces = []
    for url, body in pages:
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=packed, warc_version="1.1")
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2023-08-01T10:00:00Z", **headers},
        )
        writer.write_record(record)
        pieces.append(out.getvalue())
    return pieces


def response(answer: bytes, kind: str = "response", url: str = "https://courier.example/a", more: str = "") -> bytes:
    """A record as its bytes, not packed."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-08-01T10:00:00Z\r\n{more}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def page(body: bytes, headers: str = "", status: str = "200 OK", type_: str = "text/html") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {type_}\r\n{headers}\r\n".encode() + body


def read(data: bytes, max_bytes: int = 1_000_000) -> list[ArchivedPage | Failure]:
    return list(read_warc(io.BytesIO(data), "crawl.warc", max_bytes=max_bytes))


def names(found: list[ArchivedPage | Failure]) -> list[str]:
    return [item.url if isinstance(item, ArchivedPage) else item.reason for item in found]


PAGES = [(f"https://courier.example/{n}", f"<p>page {n}</p>".encode() * 50) for n in range(5)]


@pytest.mark.parametrize("packed", [True, False])
def test_the_pages_of_an_archive_are_read(packed):
    found = read(b"".join(archive(*PAGES, packed=packed)))
    assert [(item.url, item.body) for item in found if isinstance(item, ArchivedPage)] == PAGES
    first = found[0]
    assert isinstance(first, ArchivedPage)
    assert first.name == "crawl.warc: https://courier.example/0"
    assert (first.charset, first.fetched) == ("utf-8", datetime(2023, 8, 1, 10, tzinfo=timezone.utc))


def test_an_archive_packed_as_one_piece_is_read():
    data = gzip.compress(b"".join(archive(*PAGES, packed=False)))
    assert names(read(data)) == [url for url, _ in PAGES]


def test_what_is_no_page_is_passed_over():
    data = b"".join(
        [
            response(b"software: x\r\n", kind="warcinfo"),
            response(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            response(page(b"not here", status="404 Not Found")),
            response(page(b"", status="301 Moved", headers="Location: /b\r\n")),
            response(page(b"\xff\xd8\xff", type_="image/jpeg")),
            response(page(b""), kind="revisit"),
            response(page(b"<p>here</p>", type_="application/xhtml+xml; charset=utf-8")),
        ]
    )
    (found,) = read(data)
    assert isinstance(found, ArchivedPage) and found.body == b"<p>here</p>"


def test_pages_are_unpacked_as_they_were_sent():
    chunked = b"5\r\n<p>he\r\n6\r\nre</p>\r\n0\r\n\r\n"
    data = response(page(chunked, headers="Transfer-Encoding: chunked\r\n")) + response(
        page(gzip.compress(b"<p>here</p>"), headers="Content-Encoding: gzip\r\n")
    )
    assert [item.body for item in read(data) if isinstance(item, ArchivedPage)] == [b"<p>here</p>"] * 2


@pytest.mark.parametrize("packed", [True, False])
def test_after_a_broken_record_reading_goes_on(packed, capfd):
    pieces = archive(*PAGES, packed=packed)
    if packed:
        pieces[1] = pieces[1][:40] + b"\xff" * 40 + pieces[1][80:]
    else:
        pieces[1] = pieces[1].replace(b"Content-Length: ", b"Content-Length: 9x", 1)
    found = read(b"".join(pieces))
    assert [item.url[-1] for item in found if isinstance(item, ArchivedPage)] == ["0", "2", "3", "4"]
    failures = [item for item in found if isinstance(item, Failure)]
    assert failures[0].name == "crawl.warc"
    assert failures[0].reason.startswith("has a broken record at byte ")
    assert not packed or f"at byte {len(pieces[0]):,}: " in failures[0].reason
    assert len(failures) == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_off_gives_what_is_whole(packed):
    data = b"".join(archive(*PAGES, packed=packed))
    found = read(data[:-60])
    assert [item.url[-1] for item in found if isinstance(item, ArchivedPage)] == ["0", "1", "2", "3"]
    assert isinstance(found[-1], Failure) and "in the middle of it" in found[-1].reason


def test_rubbish_between_and_after_records_costs_no_page(capfd):
    pieces = archive(*PAGES)
    found = read(b"rubbish".join(pieces) + b"rubbish")
    assert sum(isinstance(item, Failure) for item in found) == len(pieces)
    assert {item.url for item in found if isinstance(item, ArchivedPage)} == {url for url, _ in PAGES}
    assert capfd.readouterr() == ("", "")


def test_a_page_that_is_too_large_is_told_and_the_next_one_read():
    data = b"".join(archive(("https://courier.example/large", b"x" * 100_000), PAGES[0]))
    large, small = read(data, max_bytes=10_000)
    assert large == Failure("crawl.warc: https://courier.example/large", "is larger than 10,000 bytes (max_bytes)")
    assert isinstance(small, ArchivedPage)


def test_a_page_that_the_crawler_cut_is_told():
    (found,) = read(response(page(b"<p>he"), more="WARC-Truncated: length\r\n"))
    assert found == Failure("crawl.warc: https://courier.example/a", "was cut by the crawler (length)")


def test_an_address_between_angles_is_read_without_them():
    assert names(read(response(page(b"x"), url="<https://a.example/>"))) == ["https://a.example/"]


@pytest.mark.parametrize("data", [b"", b"words", b"\x1f\x8b\x08broken", gzip.compress(b"words"), b"WARC/1.0\r\n"])
def test_what_is_no_archive_is_one_failure(data):
    (found,) = read(data)
    assert isinstance(found, Failure)
