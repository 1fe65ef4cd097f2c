from __future__ import annotations

from datetime import date

import pytest
from lxml import html  # type: ignore[import-untyped]

from quotes.errors import UnreadableInput
from quotes.ingest.decoding import decode_html
from quotes.ingest.html import read_html
from quotes.settings import resource_folder

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Minister says the ferry will sail | The Harbour Post</title>
<link rel="canonical" href="http://www.harbourpost.example/world/ferry?cid=77&amp;utm_source=x#top">
<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="Jane Miller">
<meta property="article:published_time" content="2023-05-04T10:00:00Z">
<meta property="article:modified_time" content="2023-06-01T10:00:00Z"></head><body>
<nav><ul><li><a href="/a">World</a></li><li><a href="/b">Sport</a></li></ul></nav><article>
<h1>Minister says the ferry will sail</h1>"""
FOOT = """</article><div class="comments"><p>A reader: “I never liked that ferry, and I never will.”</p></div>
<footer><p>All rights reserved. Terms and conditions apply.</p></footer></body></html>"""
OPENING = "<p>The minister of ports said on Thursday that the ferry would sail again, whatever the weather.</p>"


def article(body: str, head: str = HEAD) -> str:
    return read_html(head + OPENING + body + FOOT)[1]


def test_a_page_describes_its_article() -> None:
    description, _ = read_html(HEAD + OPENING + FOOT)
    assert description.title == "Minister says the ferry will sail"
    assert description.source == "The Harbour Post"
    assert description.authors == ("Jane Miller",)
    assert description.published == date(2023, 5, 4)


def test_the_canonical_address_keeps_the_parameter_that_names_the_article() -> None:
    assert read_html(HEAD + OPENING + FOOT)[0].url == "https://www.harbourpost.example/world/ferry?cid=77"


def test_a_canonical_address_that_is_the_site_itself_is_not_believed() -> None:
    head = HEAD.replace("/world/ferry?cid=77&amp;utm_source=x#top", "/")
    assert read_html(head + OPENING + FOOT)[0].url is None


def test_a_relative_canonical_address_is_joined_to_the_shared_one() -> None:
    head = HEAD.replace("http://www.harbourpost.example/world/ferry?cid=77&amp;utm_source=x#top", "/world/ferry")
    shared = '<meta property="og:url" content="https://harbourpost.example/share/9"></head>'
    assert (
        read_html(head.replace("</head>", shared) + OPENING + FOOT)[0].url == "https://harbourpost.example/world/ferry"
    )


def test_paragraphs_stand_apart_and_navigation_comments_and_footer_are_gone() -> None:
    text = article("<p>“It <em>will</em> sail,”<br>she said.</p><p>“No.”</p><p>“No.”</p>")
    assert text.endswith("whatever the weather.\n\n“It will sail,”\nshe said.\n\n“No.”\n\n“No.”\n")
    assert "Sport" not in text
    assert "never liked" not in text
    assert "rights" not in text


def test_block_quotations_become_lines_with_a_mark() -> None:
    text = article(
        "<blockquote><p>We have kept our word.</p><p>We<br>shall again.</p></blockquote><p>She left the room.</p>"
    )
    assert text.endswith("\n\n> We have kept our word.\n\n> We shall again.\n\nShe left the room.\n")


def test_quotation_elements_get_the_marks_that_a_browser_draws() -> None:
    text = article("<p>She added: <q>Nobody wants <q>the old days</q> <b>back</b></q>. The room was silent then.</p>")
    assert "She added: “Nobody wants ‘the old days’ back”. The room was silent then." in text


def test_lists_and_tables_keep_their_words() -> None:
    text = article(
        "<ul><li>“First,” said Mary Kane.</li><li>Second.</li></ul>"
        "<table><tr><th>Year</th><th>Boats</th></tr><tr><td>2022</td><td>10</td></tr></table>"
    )
    assert "\n\n- “First,” said Mary Kane.\n\n- Second.\n\n" in text
    assert "Year | Boats\n\n2022 | 10" in text


def test_text_in_a_plain_division_is_kept() -> None:
    words = (
        "“I have seen the ferry,” said Jones, who spoke for an hour in the harbour office and left by the back door."
    )
    assert words in article(f"<div>{words}</div>")


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><head><title>x</title></head></html>", "<"])
def test_a_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(UnreadableInput, match=r"no article|not HTML"):
        read_html(page)


def test_broken_markup_is_read_as_far_as_a_browser_would() -> None:
    text = article("<p>“We stay,” <b>said Ann Lee<p>“We go,” said Bo Rask</div></table><p>The end of it came soon.")
    for words in ("“We stay,” said Ann Lee", "“We go,” said Bo Rask", "The end of it came soon."):
        assert words in text


def test_elements_nested_a_thousand_deep_end_nothing() -> None:
    try:
        assert "whatever the weather" in article("<div>" * 5000 + "deep" + "</div>" * 5000)
    except UnreadableInput as error:
        assert str(error)


PAGES = sorted(resource_folder("seeds").glob("corpus/*/*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_paragraph_of_a_sample_page_is_lost(path) -> None:  # type: ignore[no-untyped-def]
    tree = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for day in tree.xpath("//time"):
        day.drop_tree()  # trafilatura drops a day at the end of a paragraph
    described = {"byline", "meta", "dateline"}
    paragraphs = [
        " ".join(p.text_content().split())
        for p in tree.xpath("//article//p | //main//p")
        if not described & set(p.get("class", "").split()) and p.getparent().tag not in {"footer", "aside"}
    ]
    found = " ".join(read_html(decode_html(path.read_bytes()))[1].split())
    assert paragraphs
    assert [words for words in paragraphs if words not in found] == []


@pytest.mark.parametrize(
    "between",
    [
        '<p>Read more: <a href="/x">Minister “deeply sorry” over ferry delays</a></p>',
        '<p><strong>RELATED: <a href="/x">Seven held after raid on market stalls.</a></strong></p>',
        '<p><em><a href="/y">“We will not pay,” says mayor of Lewin</a></em></p>',
        '<div><a href="/y">School roofs to be mended by the spring</a></div>',
        '<div class="share">1,204 shares</div><span>17 Comments</span>',
        "<p>Last updated 7 minutes ago</p>",
        "<p>Updated: 5:32 am</p>",
        "<p>4 min read</p>",
        "<p>Listen to this article 7 min</p>",
        '<p>Comments (23)</p><a href="#comments">9 comments</a>',
        "<p><strong>READ MORE: “We will not pay,” says mayor of Lewin</strong></p>",
        '<p><strong>READ MORE |</strong> <a href="/x">School roofs to be mended</a></p>',
        '<p>Also: <a href="/x">Minister “deeply sorry”</a> | <a href="/y">Port strike enters third week</a></p>',
    ],
)
def test_what_a_site_puts_between_the_paragraphs_is_not_the_article(between: str) -> None:
    after = "<p>“It will sail,” said Ann Lee, who had come late to the meeting in the harbour office.</p>"
    assert article(between + after) == article(after)


@pytest.mark.parametrize(
    "paragraph",
    [
        '<p><a href="/x">“We will not pay for it,” said Ann Lee on Tuesday evening.</a></p>',
        '<p>The <a href="/x">minister of ports</a> said nothing</p>',
        '<p>Related news: she said <a href="/x">in a letter</a> that “seven ferries” would sail.</p>',
        "<p>“I have read 17 comments,” she said.</p>",
        '<p><a href="/x">Ann Lee</a>, <a href="/y">Bo Rask</a> and <a href="/z">Mary Kane</a> were there</p>',
        "<p>Updated figures: 17 views were heard on 5 May</p>",
    ],
)
def test_a_paragraph_with_a_link_or_a_linked_sentence_is_the_article(paragraph: str) -> None:
    words = " ".join(html.fromstring(paragraph).text_content().split())
    assert words in article(paragraph)


def test_a_writer_who_is_a_link_is_the_author() -> None:
    head = HEAD.replace('<meta name="author" content="Jane Miller">', "")
    byline = '<p class="byline author"><a rel="author" href="/by/bo">Bo Rask</a></p>'
    assert read_html(head + byline + OPENING + FOOT)[0].authors == ("Bo Rask",)
