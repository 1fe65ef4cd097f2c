"""A sitemap → its entries, or the sitemaps that it names (sitemaps.org, and Google's form for news).

trafilatura's reader is not used: it drops the times of change, which is what spares a nightly run from fetching
everything again, and the limits here are for hostile files, too.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from quotes.errors import UnreadableInput
from quotes.sources.entries import Entry, Reading, told_time
from quotes.sources.lists import read_list

# what the protocol allows of one file, unpacked
MOST_BYTES = 52_428_800
MOST_ENTRIES = 50_000
# sitemaps that are read below one index, and indexes inside each other
MOST_FILES = 500
DEEPEST = 4
MAX_ADDRESS = 4_096


@dataclass(frozen=True, slots=True)
class Sitemap:
    """``further``: the sitemaps that an index names; ``reading``: the articles of a sitemap."""

    further: tuple[Entry, ...]
    reading: Reading


def read_sitemap(data: bytes, address: str) -> Sitemap:
    """A sitemap or an index that came from ``address``: XML, also gzipped, or a plain list of addresses.

    What is broken gives what can be read of it, and a failure; raises :class:`quotes.errors.UnreadableInput` where
    that is nothing.
    """
    data = _unpacked(data)
    if not data.strip():
        raise UnreadableInput("is empty, not a sitemap")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n\x00\xff\xfe")[:1]
    if start != b"<":
        return _plain(data, address)
    failures: list[str] = []
    further: dict[str, Entry] = {}
    entries: dict[str, Entry] = {}
    root: str | None = None
    left_out = 0
    parser = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=False,
    )
    try:
        for event, element in parser:
            name = _name(element)
            if root is None:
                root = name
                if root not in {"urlset", "sitemapindex"}:
                    raise UnreadableInput(_is_no_sitemap(root))
            if event != "end" or name not in {"url", "sitemap"}:
                continue
            entry = _entry(element, address)
            # lxml keeps what it has read; its parents keep it, too
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            if entry is None:
                left_out += 1
                continue
            (further if name == "sitemap" else entries).setdefault(entry.link, entry)
            if len(entries) + len(further) >= MOST_ENTRIES:
                failures.append(f"names more than {MOST_ENTRIES:,} addresses; the others are not read")
                break
    except etree.XMLSyntaxError as error:
        failures.append(_broken(error.msg, len(entries) + len(further)))
    else:
        if len(parser.error_log) and not failures:
            failures.append(_broken(parser.error_log[0].message, len(entries) + len(further)))
    if root is None or (failures and not entries and not further):
        raise UnreadableInput("is not a sitemap: " + (failures[0] if failures else "no element in it"))
    if left_out:
        failures.append(f"has {left_out} entries without a web address")
    return Sitemap(tuple(further.values()), Reading(tuple(entries.values()), tuple(failures)))


def _plain(data: bytes, address: str) -> Sitemap:
    """The protocol also allows one address a line."""
    reading = read_list(data)
    if not reading.entries:
        raise UnreadableInput("is not a sitemap (XML, or one address a line)")
    return Sitemap((), reading)


def _unpacked(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        whole = unpack.decompress(data, MOST_BYTES + 1)
    except zlib.error as error:
        raise UnreadableInput(f"is gzipped, and damaged: {error}") from error
    if len(whole) > MOST_BYTES:
        raise UnreadableInput(f"is larger than {MOST_BYTES:,} bytes when unpacked")
    return whole


def _entry(element: etree._Element, address: str) -> Entry | None:
    found: dict[str, str] = {}
    for child in element.iter():
        # <image:loc> and <video:…> are of pictures; the article's own are direct children, those of news one deeper
        if child.getparent() is element or _name(child.getparent()) == "news":
            name = _name(child)
            if child.text and name not in found:
                found[name] = child.text.strip()
    link = found.get("loc", "")
    try:
        link = urljoin(address, link) if link else ""
    except ValueError:
        return None
    if not link.lower().startswith(("http://", "https://")) or len(link) > MAX_ADDRESS:
        return None
    return Entry(
        link,
        " ".join(found.get("title", "").split()) or None,
        told_time(found.get("publication_date")),
        told_time(found.get("lastmod")),
    )


def _name(element: etree._Element | None) -> str:
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2].lower()


def _is_no_sitemap(root: str) -> str:
    if root in {"rss", "feed", "rdf"}:
        return 'is a feed, not a sitemap: kind = "feed" reads it'
    if root == "html":
        return "is a page, not a sitemap"
    return f"is not a sitemap: its first element is <{root[:40]}>, not <urlset> or <sitemapindex>"


def _broken(told: str | None, read: int) -> str:
    return f"is broken ({' '.join((told or 'XML').split())[:200]}); {read} addresses of it can be read"
