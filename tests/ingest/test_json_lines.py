from __future__ import annotations

import io
import json
from datetime import date

import pytest

from quotes.errors import UnreadableInput
from quotes.ingest.json_lines import read_json, read_lines, read_object

LIMIT = 10_000


def lines(data: bytes) -> list[tuple[int, object]]:
    return [
        (number, str(item) if isinstance(item, UnreadableInput) else item)
        for number, item in read_lines(io.BytesIO(data), LIMIT)
    ]


def test_lines_are_numbered_as_an_editor_does_and_blank_ones_passed_over() -> None:
    assert lines(b'{"id": 1}\r\n\n  \n{"id": 2}') == [(1, {"id": 1}), (4, {"id": 2})]


def test_a_broken_line_is_told_and_the_next_is_read() -> None:
    found = lines(b'{"id": 1\n["a"]\n\xff\n{"id": 2}\n')
    assert found[0] == (1, "is not JSON: Expecting ',' delimiter at column 9")
    assert found[1] == (2, "must be a JSON object, not ['a']")
    assert found[2] == (3, "is not UTF-8: byte 0xff at offset 0")
    assert found[3] == (4, {"id": 2})


def test_a_line_over_the_limit_is_passed_over_and_the_next_is_read() -> None:
    found = lines(b'{"text": "' + b"a" * 300_000 + b'"}\n{"id": 2}\n')
    assert found == [
        (1, "is larger than the limit of 10,000 bytes for one document (--limit-size)"),
        (2, {"id": 2}),
    ]


def test_a_line_of_the_very_size_of_the_limit_is_read() -> None:
    line = json.dumps({"text": "a" * (LIMIT - len('{"text": ""}'))}).encode()
    assert len(line) == LIMIT
    assert isinstance(lines(line + b"\n")[0][1], dict)
    assert isinstance(lines(line)[0][1], dict)


def test_a_binary_file_is_one_failure_and_not_one_a_line() -> None:
    with pytest.raises(UnreadableInput, match="is binary"):
        lines(b"\x00\x01\n" * 1000)
    with pytest.raises(UnreadableInput, match="is not UTF-8"):
        lines('{"id": 1}\n'.encode("utf-16"))


def test_deeply_nested_json_is_told_and_ends_nothing() -> None:
    found = list(read_lines(io.BytesIO(b"[" * 200_000 + b'\n{"id": 2}\n'), 1_000_000))
    assert "is not JSON" in str(found[0][1])
    assert found[1] == (2, {"id": 2})


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (b'{"id": 1, "text": "x"}', [1]),
        (b'[{"id": 1}, {"id": 2}]', [1, 2]),
        (b'{"id": 1}\n{"id": 2}\n', [1, 2]),
        (b"[]", []),
    ],
)
def test_a_json_file_is_an_object_or_a_list_or_lines(data: bytes, ids: list[int]) -> None:
    assert [item["id"] for _, item in read_json(io.BytesIO(data), LIMIT)] == ids  # type: ignore[index]


def test_a_broken_json_file_is_told_by_line_and_column() -> None:
    with pytest.raises(UnreadableInput, match="at line 2, column 1"):
        list(read_json(io.BytesIO(b'[{"id": 1},\n'), LIMIT))


def test_all_fields_of_an_object_are_understood() -> None:
    description, text, key = read_object(
        {"id": 7, "url": "http://a.example/x/", "title": " A\n title ", "text": "Words.", "published": "2023-01-18",
         "source": "The Post", "authors": ["Ann Lee", "Bo Rask"]}
    )  # fmt: skip
    assert (text, key) == ("Words.", "7")
    assert description.title == "A title"
    assert description.url == "https://a.example/x"
    assert description.authors == ("Ann Lee", "Bo Rask")
    assert description.published == date(2023, 1, 18)
    assert description.source == "The Post"


def test_a_page_in_an_object_gives_what_the_object_does_not() -> None:
    page = (
        '<html><head><title>Of the page</title><link rel="canonical" href="https://a.example/page"></head><body>'
        "<article><p>“It will sail again next week,” said the minister of ports on Thursday.</p></article>"
    )
    description, text, _ = read_object({"id": "1", "title": "Of the object", "html": page})
    assert text == "“It will sail again next week,” said the minister of ports on Thursday.\n"
    assert description.title == "Of the object"
    assert description.url == "https://a.example/page"


def test_without_id_and_address_a_document_is_known_by_its_text() -> None:
    assert read_object({"text": "Words."})[2] == read_object({"text": "Words.", "title": "x"})[2]
    assert read_object({"text": "Words."})[2] != read_object({"text": "Others."})[2]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": 1}, "has neither 'text' nor 'html'"),
        ({"id": 1, "text": 5}, "'text' must be text, not 5"),
        ({"id": 1, "html": ["<p>"]}, r"'html' must be text, not \['<p>'\]"),
        ({"id": 1.5, "text": "x"}, "'id' must be text or a whole number, not 1.5"),
        ({"id": True, "text": "x"}, "'id' must be text or a whole number, not True"),
        ({"url": 5, "text": "x"}, "'url' must be text, not 5"),
        ({"url": "here", "text": "x"}, "'here' is not a web address"),
        ({"id": 1, "title": {}, "text": "x"}, "'title' must be text, not {}"),
        ({"id": 1, "source": 9, "text": "x"}, "'source' must be text, not 9"),
        ({"id": 1, "published": 20230118, "text": "x"}, "'published' must be text, not 20230118"),
        ({"id": 1, "published": "soon", "text": "x"}, r"'published' is not a day \(YYYY-MM-DD\): 'soon'"),
        ({"id": 1, "authors": ["Ann", 3], "text": "x"}, "'authors' must be text, not 3"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_told_with_its_name_and_value(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason):
        read_object(fields)
