"""Bytes → text, or the reason why not.

UTF-8 throughout (UTF-16 and UTF-32 where a byte order mark says so). HTML may declare its charset;
Windows-1252 is tried for HTML alone, as browsers do.
"""

from __future__ import annotations

import re

from w3lib.encoding import html_body_declared_encoding, read_bom

from quotes.errors import UnreadableInput

# the first bytes of what is found beside articles; zip is also DOCX, ODT, EPUB
MAGIC = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a zip file (or DOCX, ODT, EPUB)",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ": "xz data",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"{\\rtf": "an RTF document",
}
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SAMPLE = 8192
# one control character in this many bytes still passes for text: a stray backspace
CONTROL_SHARE = 200
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def refuse_binary(data: bytes) -> None:
    """Raise :class:`quotes.errors.UnreadableInput` where the data are no text."""
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            raise UnreadableInput(f"is binary: {name}")
    if read_bom(data)[0]:
        return
    sample = data[:SAMPLE]
    if b"\x00" in data:
        raise UnreadableInput(f"is binary: a zero byte at offset {data.index(0)}")
    if len(CONTROL.findall(sample)) * CONTROL_SHARE > len(sample):
        raise UnreadableInput("is binary: control characters all over")


def decode(data: bytes) -> str:
    """The text of a file, without its byte order mark; everything else untouched, line ends too.

    Raises :class:`quotes.errors.UnreadableInput` that names the first byte that is not of the encoding.
    """
    refuse_binary(data)
    encoding, mark = read_bom(data)
    if encoding and mark:
        return _strict(data[len(mark) :], encoding, skipped=len(mark))
    return _strict(data, "utf-8")


def decode_html(data: bytes) -> str:
    """The text of an HTML page: by its byte order mark, its declared charset, as UTF-8, or as Windows-1252.

    Windows-1252 can read nearly anything, so it is kept from pages that hold UTF-8 sequences: one broken byte
    in a UTF-8 page would turn all its curly quotation marks into "â€œ".
    """
    refuse_binary(data)
    encoding, mark = read_bom(data)
    if encoding and mark:
        return _strict(data[len(mark) :], encoding, skipped=len(mark))
    declared = html_body_declared_encoding(data)
    if declared and declared not in {"utf-8", "cp1252"}:
        return _strict(data, declared)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if UTF8_SEQUENCE.search(data):
            return _strict(data, "utf-8")
        return _strict(data, "cp1252")


def refuse_unstorable(text: str) -> str:
    """The text itself; :class:`quotes.errors.UnreadableInput` if empty or not what a database can keep."""
    if not text.strip():
        raise UnreadableInput("is empty")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"\\u{ord(text[error.start]):04x}"
        raise UnreadableInput(f"holds half of a surrogate pair ({half}) at character {error.start}") from error
    if "\x00" in text:
        raise UnreadableInput(f"holds a zero character at {text.index(chr(0))}")
    return text


def _strict(data: bytes, encoding: str, *, skipped: int = 0) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise UnreadableInput(
            f"is not {encoding.upper()}: byte 0x{byte:02x} at offset {error.start + skipped}"
        ) from error
    except (LookupError, UnicodeError) as error:
        raise UnreadableInput(f"cannot be decoded as {encoding}: {error}") from error
