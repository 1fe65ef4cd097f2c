from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from quotes.extraction import Quotation, Speaker, TextSpan
from quotes.extraction.rendering import WRITERS, marked_up

TEXT = "<b>Ada & Co</b> “We’re ready,” Ada Osei said. “Yes,\nall,” it said."


def span(text: str, part: str) -> TextSpan:
    start = text.index(part)
    return TextSpan(start, start + len(part), part)


def quotation(part: str, speaker: Speaker | None, cue: str | None = None, continues: int | None = None) -> Quotation:
    place = span(TEXT, part)
    return Quotation(place.start, place.end, part, "direct", continues, span(TEXT, cue) if cue else None, speaker)


FOUND = [
    quotation("“We’re ready,”", Speaker("Ada Osei", "person", 0.94567, "quote-cue", span(TEXT, "Ada Osei")), "said"),
    quotation("“Yes,\nall,”", None, None, 0),
]


def written(form: str, documents=None) -> str:
    stream = io.StringIO()
    WRITERS[form]([("first", TEXT, FOUND), ("second", "Nothing.", [])] if documents is None else documents, stream)
    return stream.getvalue()


def test_a_line_of_jsonl_has_exactly_the_shape_of_the_contract():
    first, second = (json.loads(line) for line in written("jsonl").splitlines())
    assert first == {
        "id": "first",
        "quotes": [
            {
                "start": 16,
                "end": 30,
                "text": "“We’re ready,”",
                "kind": "direct",
                "continues": None,
                "cue": {"start": 40, "end": 44, "text": "said"},
                "speaker": {
                    "name": "Ada Osei",
                    "type": "person",
                    "confidence": 0.946,
                    "method": "quote-cue",
                    "mention": {"start": 31, "end": 39, "text": "Ada Osei"},
                },
            },
            {
                "start": 46,
                "end": 57,
                "text": "“Yes,\nall,”",
                "kind": "direct",
                "continues": 0,
                "cue": None,
                "speaker": None,
            },
        ],
    }
    assert second == {"id": "second", "quotes": []}


def test_jsonl_keeps_letters_as_they_are():
    assert "“We’re ready,”" in written("jsonl")


def test_json_is_one_array_of_the_same_objects():
    assert json.loads(written("json")) == [json.loads(line) for line in written("jsonl").splitlines()]


def test_csv_has_a_header_and_one_row_a_quotation():
    rows = list(csv.DictReader(io.StringIO(written("csv"), newline="")))
    assert [(row["document"], row["start"], row["speaker"], row["mention"], row["cue"]) for row in rows] == [
        ("first", "16", "Ada Osei", "Ada Osei", "said"),
        ("first", "46", "", "", ""),
    ]
    assert [row["text"] for row in rows] == ["“We’re ready,”", "“Yes,\nall,”"]
    assert [row["continues"] for row in rows] == ["", "0"]


def test_a_table_names_every_document_and_shows_a_quotation_on_one_line():
    table = written("table")
    assert "Ada Osei" in table
    assert "0.95" in table
    assert "↳ “Yes, all,”" in table
    assert "second: no quotations" in table


def test_brackets_in_a_text_are_no_styles_of_the_table():
    text = "“It is [red]hot[/red] [/] here,” it read."
    found = [Quotation(0, 33, text[:33], "direct", None, None, None)]
    assert "[red]hot[/red]" in written("table", [("[bold]x", text, found)])


class Elements(HTMLParser):
    """Checks that elements close in the order in which they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        if tag not in {"meta", "!doctype"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_well_formed_and_escapes_the_article():
    page = written("html", [("<script>", TEXT, FOUND)])
    elements = Elements()
    elements.feed(page)
    assert elements.open == []
    assert "script" not in elements.seen and "b" not in elements.seen
    assert "&lt;b&gt;Ada &amp; Co&lt;/b&gt;" in page
    assert "&lt;script&gt;" in page


def test_html_marks_quotation_mention_and_cue_and_names_the_speaker():
    marked = marked_up(TEXT, FOUND)
    assert '<q class="quotation" title="Ada Osei (0.95)">“We’re ready,”</q><span class="who">Ada Osei</span>' in marked
    assert '<span class="mention">Ada Osei</span> <span class="cue">said</span>' in marked
    assert '<q class="quotation none" title="no speaker stated">' in marked


def test_html_without_its_elements_is_the_article():
    marked = re.sub(r'<span class="who">.*?</span>', "", marked_up(TEXT, FOUND))
    assert (
        re.sub(r"</?(?:q|span)[^<>]*>", "", marked).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        == TEXT
    )


def test_a_mention_inside_a_quotation_is_nested_in_it():
    text = "“ADA: Yes,” it read."
    found = [Quotation(0, 11, text[:11], "direct", None, None, Speaker("Ada", "person", 1, "x", TextSpan(1, 4, "ADA")))]
    assert '“<span class="mention">ADA</span>: Yes,”</q>' in marked_up(text, found)


def test_a_name_with_marks_in_it_cannot_break_out_of_its_attribute():
    speaker = Speaker('"><script>', "person", 1, "x", None)
    page = marked_up("“Yes,” it read.", [Quotation(0, 6, "“Yes,”", "direct", None, None, speaker)])
    elements = Elements()
    elements.feed(page)
    assert set(elements.seen) == {"q", "span"}


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_every_format_writes_documents_without_quotations(form):
    assert "Traceback" not in written(form, [("empty", "", [])])
    if form != "json":
        written(form, [])


def test_each_line_is_written_as_soon_as_its_document_is_done():
    stream = io.StringIO()

    def documents():
        yield "first", TEXT, FOUND
        assert stream.getvalue().count("\n") == 1
        yield "second", TEXT, FOUND

    WRITERS["jsonl"](documents(), stream)
    assert stream.getvalue().count("\n") == 2
