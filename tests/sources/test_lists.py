from __future__ import annotations

import pytest

from quotes.errors import UnreadableInput
from quotes.sources.lists import read_list


def test_a_list_has_one_address_a_line():
    reading = read_list(
        "\ufeff# ferries\r\nhttps://courier.example/a\r\n\r\n  courier.example/b#part  # the other\n"
        "//courier.example/c\nhttps://courier.example/a\n".encode()
    )
    assert [entry.link for entry in reading.entries] == [
        "https://courier.example/a",
        "https://courier.example/b#part",
        "https://courier.example/c",
    ]
    assert reading.failures == ()


def test_lines_without_an_address_are_told_by_their_numbers():
    reading = read_list(b"https://courier.example/a\nwords\nmailto:a@b.example\nhttps://courier.example/b c\n")
    assert len(reading.entries) == 1
    assert reading.failures == ("has no web address in lines 2, 3, 4",)
    assert read_list(b"word\n" * 9).failures == ("has no web address in lines 1, 2, 3, 4, 5 and 4 more",)


def test_a_list_that_is_no_text_is_refused():
    with pytest.raises(UnreadableInput, match="is binary"):
        read_list(b"\x00\x01")
