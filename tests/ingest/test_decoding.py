from __future__ import annotations

import codecs

import pytest

from quotes.errors import UnreadableInput
from quotes.ingest.decoding import decode, decode_html, refuse_unstorable

TEXT = "“Nein,” said Müller.\r\n"


def test_utf8_is_read_untouched_but_for_its_byte_order_mark() -> None:
    assert decode(TEXT.encode()) == TEXT
    assert decode(codecs.BOM_UTF8 + TEXT.encode()) == TEXT


def test_utf16_is_read_where_its_byte_order_mark_says_so() -> None:
    assert decode(TEXT.encode("utf-16")) == TEXT


def test_a_wrong_encoding_is_told_with_the_byte_and_its_place() -> None:
    with pytest.raises(UnreadableInput, match="is not UTF-8: byte 0x93 at offset 4"):
        decode("abc “x”".encode("cp1252"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"PK\x03\x04....", "a zip file"),
        (b"words\x00words", "a zero byte at offset 5"),
        (bytes(range(1, 9)) * 9, "control characters"),
    ],
)
def test_binary_data_are_told_for_what_they_are(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=f"is binary: {reason}"):
        decode(data)


def test_html_is_read_in_the_charset_that_it_declares() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body>Zażółć</body></html>'
    assert decode_html(page.encode("iso-8859-2")) == page


def test_html_without_a_charset_may_be_windows_1252() -> None:
    assert decode_html("<p>“Yes”</p>".encode("cp1252")) == "<p>“Yes”</p>"


def test_one_broken_byte_does_not_turn_a_utf8_page_into_windows_1252() -> None:
    with pytest.raises(UnreadableInput, match="byte 0xff at offset"):
        decode_html("<p>“Yes”".encode() + b"\xff</p>")


def test_what_a_database_cannot_keep_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"half of a surrogate pair \(\\ud83d\) at character 3"):
        refuse_unstorable("abc\ud83d")
    with pytest.raises(UnreadableInput, match="is empty"):
        refuse_unstorable(" \n\t")
    assert refuse_unstorable("a 😀") == "a 😀"
