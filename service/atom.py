"""Atom feeds (RFC 4287): entries in, XML out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from urllib.parse import urlsplit
from xml.etree import ElementTree

TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
# what ids are derived from: another one would make every entry new to every reader
_IDS = uuid.UUID("5f0e7c1c-6d9b-4a55-9d6e-7f3a5c2b8e10")
# XML 1.0 has no way to write these, not even escaped
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_ADDRESS = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f\x7f]")
_NEVER = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``id`` is the record's; ``html`` its content; ``link`` a page of ours, ``via`` what it is taken from.

    ``author`` is a name; times are UTC without saying so.
    """

    id: str
    title: str
    html: str
    author: str
    published: datetime
    updated: datetime
    link: str
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; ``link`` is the page with the same for people, ``following`` the address of older entries."""

    title: str
    address: str
    link: str
    entries: Sequence[Entry]
    following: str | None = None

    @property
    def updated(self) -> datetime:
        """When the feed last changed: the latest of its entries."""
        return max((entry.updated for entry in self.entries), default=_NEVER)


def urn(kind: str, name: str) -> str:
    """The id of a feed or an entry: the same wherever and whenever it is asked for."""
    return f"urn:uuid:{uuid.uuid5(_IDS, f'{kind} {name}')}"


def written(feed: Feed) -> bytes:
    """The feed as XML."""
    root = ElementTree.Element("feed", xmlns=NAMESPACE)
    address = urlsplit(feed.address)
    # one feed over http and https; the archives of two hosts have two
    _text(root, "id", urn("feed", f"{address.netloc}{address.path}?{address.query}"))
    _text(root, "title", feed.title)
    _text(root, "updated", _time(feed.updated))
    _author(root, "Quotes")
    _link(root, "self", feed.address, TYPE)
    _link(root, "alternate", feed.link, "text/html")
    if feed.following:
        _link(root, "next", feed.following, TYPE)
    for entry in feed.entries:
        element = ElementTree.SubElement(root, "entry")
        _text(element, "id", urn("entry", entry.id))
        _text(element, "title", " ".join(entry.title.split()))
        _text(element, "updated", _time(entry.updated))
        _text(element, "published", _time(entry.published))
        _author(element, entry.author)
        _link(element, "alternate", entry.link, "text/html")
        if entry.via and is_address(entry.via):
            _link(element, "via", entry.via)
        _text(element, "content", entry.html).set("type", "html")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def is_address(address: str) -> bool:
    """Whether an address that a document gives may become a link: of the web, and without what addresses have not."""
    if _NO_ADDRESS.search(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = _NO_XML.sub("\ufffd", text)
    return element


def _author(parent: ElementTree.Element, name: str) -> None:
    _text(ElementTree.SubElement(parent, "author"), "name", " ".join(name.split()))


def _link(parent: ElementTree.Element, relation: str, address: str, type_: str | None = None) -> None:
    given = {"rel": relation, "href": _NO_XML.sub("\ufffd", address)}
    ElementTree.SubElement(parent, "link", {**given, "type": type_} if type_ else given)


def _time(moment: datetime) -> str:
    return moment.replace(tzinfo=timezone.utc, microsecond=0).isoformat().replace("+00:00", "Z")
