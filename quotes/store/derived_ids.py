"""Ids that are derived from content, so that ingesting the same thing again finds the same rows."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from quotes.extraction.records import Quotation
from quotes.speakers.names import identity_key
from quotes.store.records import IncomingDocument

# Crockford's base 32: no letters that are mistaken for digits, and strings sort as the numbers they stand for
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 16
_MARKS = "\"'“”„‟‘’‚‛«»‹›`"


def _encode(number: int) -> str:
    return "".join(_ALPHABET[number >> shift & 31] for shift in range((_LENGTH - 1) * 5, -1, -5))


def derive(*parts: str) -> str:
    """80 bits of the SHA-256 of the parts, as 16 characters; the same parts always give the same id."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
    return _encode(int.from_bytes(digest[:10], "big"))


def random_id() -> str:
    """An id for what has no content of its own (a run)."""
    return _encode(secrets.randbits(80))


def leading_bits(identifier: str, bits: int) -> int:
    """The first bits of an id as a number: ids in order give numbers in order."""
    number = 0
    for character in identifier:
        number = number << 5 | _ALPHABET.index(character)
    return number >> len(identifier) * 5 - bits


def same_address(url: str) -> str:
    """A URL without what does not tell documents apart.

    That is the scheme, the letter case of the host, the ports 80 and 443, and the fragment.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    query = f"?{parts.query}" if parts.query else ""
    return f"//{host}{port}{parts.path or '/'}{query}"


def document_id(document: IncomingDocument) -> str:
    """From the canonical URL, or from source and key where there is none."""
    if document.url:
        return address_id(document.url)
    return derive("document", "file", document.source, document.key)


def address_id(url: str) -> str:
    """The id of the document at an address."""
    return derive("document", "url", same_address(url))


def version_id(document: str, text: str) -> str:
    """From the document and its text."""
    return derive("version", document, text)


def quotation_ids(version: str, quotations: Sequence[Quotation]) -> list[str]:
    """From the version and the offset of the first character inside the opening mark.

    A better extractor that moves an end keeps the id. Where several begin at one character (a transcript turn
    whose whole text is a quotation) the longest has the plain id and the others are numbered.
    """
    ids = [""] * len(quotations)
    seen: dict[int, int] = {}
    for index in sorted(range(len(quotations)), key=lambda i: (quotations[i].start, -quotations[i].end)):
        quotation = quotations[index]
        inside = quotation.start + (quotation.text[:1] in _MARKS and quotation.text != "")
        number = seen.get(inside, 0)
        seen[inside] = number + 1
        ids[index] = derive("quotation", version, str(inside), *([str(number)] if number else []))
    return ids


def speaker_id(name: str, type_: str, document: str | None = None) -> str:
    """From type and folded name; what is known in one document alone has that document's id in it, too."""
    key = identity_key(name, person=type_ == "person")
    return derive("speaker", type_, key, *([document] if document else []))
