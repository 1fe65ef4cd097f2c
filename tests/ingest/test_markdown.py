from __future__ import annotations

from datetime import date

import pytest

from quotes.errors import UnreadableInput
from quotes.ingest.markdown import read_markdown


def test_front_matter_describes_the_document() -> None:
    description, text = read_markdown(
        '---\ntitle: "Bridges: a debate"\nauthors: [Ann Lee, Bo Rask]\ndate: 2023-05-04\n'
        "url: http://post.example/bridges/?utm_source=x\nsource: The Post\nlayout: post\n---\nThe bridge stays.\n"
    )
    assert description.title == "Bridges: a debate"
    assert description.authors == ("Ann Lee", "Bo Rask")
    assert description.published == date(2023, 5, 4)
    assert description.url == "https://post.example/bridges"
    assert description.source == "The Post"
    assert text == "The bridge stays.\n"


def test_the_first_heading_is_the_title_where_front_matter_gives_none() -> None:
    description, text = read_markdown("# The *long* bridge\n\nIt stays.\n")
    assert description.title == "The long bridge"
    assert text == "The long bridge\n\nIt stays.\n"


def test_markup_is_taken_off_and_quotation_marks_are_left_as_they_are() -> None:
    _, text = read_markdown(
        '**Ann:** "We *never* [agreed](http://a.example)," she\nsaid & left -- twice...\n\n'
        "* “One,” said Bo.\n* Two\n\n![a picture](x.png)\n\n<!-- a note -->\n\n<div>Block <b>text</b></div>\n"
    )
    assert text == ('Ann: "We never agreed," she said & left -- twice...\n\n“One,” said Bo.\n\nTwo\n\nBlock text\n')


def test_block_quotations_keep_their_mark_one_paragraph_a_line() -> None:
    _, text = read_markdown("She wrote:\n\n> We shall stay\n> as long as needed.\n>\n> And longer.\n\nHe left.\n")
    assert text == "She wrote:\n\n> We shall stay as long as needed.\n\n> And longer.\n\nHe left.\n"


def test_broken_front_matter_is_told_by_its_line() -> None:
    with pytest.raises(UnreadableInput, match=r"not YAML: line 3: .*quote a value that has a colon"):
        read_markdown("---\nauthor: Ann Lee\ntitle: Bridges: a debate\n---\nText.\n")


def test_front_matter_that_could_build_objects_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="front matter is not YAML"):
        read_markdown("---\ntitle: !!python/object/apply:os.getcwd []\n---\nText.\n")


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    description, text = read_markdown("One.\n\n---\n\nTwo.\n")
    assert description.title is None
    assert text == "One.\n\nTwo.\n"


@pytest.mark.parametrize(
    "day", ["2023-05-04T23:30:00-05:00", "4 May 2023", "May 4, 2023", "Thu, 04 May 2023 10:00:00 GMT"]
)
def test_days_are_understood_as_people_write_them(day: str) -> None:
    assert read_markdown(f'---\ndate: "{day}"\n---\nText.\n')[0].published == date(2023, 5, 4)


@pytest.mark.parametrize("day", ["yesterday", "04/05/2023", "2023-13-01"])
def test_a_day_that_is_none_or_two_is_refused(day: str) -> None:
    with pytest.raises(UnreadableInput, match="'date' is not a day"):
        read_markdown(f'---\ndate: "{day}"\n---\nText.\n')
