"""Drafts in the formats of newsrooms, read whole."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest

from quotes.drafts.reading import Draft, dated, draft_of_text, read_draft
from quotes.drafts.word_files import LARGEST_XML
from quotes.errors import UnreadableInput
from tests.drafts.word import saved, with_body, with_footnote, written, zipped


def read(data: bytes | str, name: str = "draft") -> Draft:
    return read_draft(data.encode() if isinstance(data, str) else data, name)


def paragraphs(draft: Draft) -> list[str]:
    return [line for line in draft.text.split("\n") if line]


def test_a_text_file_is_left_as_it_is() -> None:
    text = "A *headline*\r\n\r\n“We’re ready,” she said…\r\n"
    draft = read("\ufeff" + text, "a.txt")
    assert (draft.text, draft.format, draft.title) == (text, "text", "A *headline*")


def test_emphasis_inside_a_quotation_of_markdown_is_taken_off() -> None:
    draft = read("“Appeasement will **not** work,” he _said_.\n", "a.md")
    assert paragraphs(draft) == ["“Appeasement will not work,” he said."]


def test_front_matter_gives_the_day_and_a_headline_that_is_checked_too() -> None:
    draft = read('---\ntitle: "‘Strength will work’, says Sybiha"\ndate: 2024-11-20\n---\nHe said so.\n', "a.md")
    assert draft.published == date(2024, 11, 20)
    assert paragraphs(draft) == ["‘Strength will work’, says Sybiha", "He said so."]


def test_a_headline_of_front_matter_that_is_also_a_heading_stands_once() -> None:
    draft = read("---\ntitle: One line\n---\n# One line\n\nText.\n", "a.md")
    assert paragraphs(draft) == ["One line", "Text."]


def test_the_day_that_a_person_gives_wins_over_the_drafts_own() -> None:
    draft = read("---\ndate: 2024-11-20\n---\nText.\n", "a.md")
    assert dated(draft, date(2022, 1, 1)).published == date(2022, 1, 1)
    assert dated(draft, None).published == date(2024, 11, 20)


HTML = """<!doctype html><html><head><title>Harbour vote</title>
<meta property="article:published_time" content="2023-01-18T09:00:00Z"><style>p { color: red }</style></head>
<body><nav><a href="/">“Home”</a></nav>
<h1>Harbour   vote</h1>
<div>&ldquo;We&rsquo;ve waited <em>eleven</em>
years,&rdquo; said Tom&aacute;s&nbsp;Quirke&hellip; <del>“Struck out.”</del><ins>“Put in.”</ins></div>
<p hidden>“Hidden.”</p><p style="display: none">“Hidden too.”</p><script>"code"</script>
<blockquote><p>Show me the cargo.<br>Then the money.</p><footer>— Ada Osei</footer></blockquote>
He wrote <q>a bridge <q>to</q> nowhere</q>.<br><br>Second<table><tr><td>“In a cell”</td><td>Osei</td></tr></table>
</body></html>"""


def test_an_html_draft_is_read_whole_with_entities_and_without_what_is_struck_out() -> None:
    draft = read(HTML)
    assert (draft.format, draft.title, draft.published) == ("html", "Harbour vote", date(2023, 1, 18))
    assert paragraphs(draft) == [
        "Harbour vote",
        "“We’ve waited eleven years,” said Tomás\u00a0Quirke… “Put in.”",
        "> Show me the cargo. Then the money.",
        "— Ada Osei",
        "He wrote “a bridge ‘to’ nowhere”.",
        "Second",
        "“In a cell”",
        "Osei",
    ]


def test_of_a_saved_page_the_one_main_part_is_read_and_of_a_fragment_all() -> None:
    page = "<html><body><p>“Elsewhere”</p><main><p>“Here”</p></main></body></html>"
    assert paragraphs(read(page, "a.html")) == ["“Here”"]
    assert paragraphs(read("<p>“One”</p> and <b>“two”</b>", "a.html")) == ["“One”", "and “two”"]
    assert paragraphs(read("<body>“Words”<main></main></body>", "a.html")) == ["“Words”"]


def test_an_html_draft_that_declares_an_encoding_is_read_by_it() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?><html><meta charset="iso-8859-1"><p>Café “ouvert”</p></html>'
    assert "Café" in read(page.replace("“", "&ldquo;").replace("”", "&rdquo;").encode("latin-1"), "a.html").text


def test_smart_quotes_that_word_splits_over_runs_are_one_paragraph() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("“", "Appeasement will", " ", "not", " work,", "”", " Sybiha said."):
        paragraph.add_run(piece).bold = piece == "not"
    draft = read(saved(document), "a.docx")
    assert (draft.format, draft.published) == ("docx", None)
    assert paragraphs(draft) == ["“Appeasement will not work,” Sybiha said."]


def test_of_tracked_changes_the_new_words_are_read_and_the_old_ones_not() -> None:
    xml = """
    <w:p><w:r><w:t xml:space="preserve">“We must </w:t></w:r>
      <w:del w:id="1"><w:r><w:delText>not </w:delText></w:r></w:del>
      <w:ins w:id="2"><w:r><w:t xml:space="preserve">and we </w:t></w:r></w:ins>
      <w:moveFrom w:id="3"><w:r><w:t>moved </w:t></w:r></w:moveFrom>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>
      <w:hyperlink><w:r><w:t>will</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:t>”</w:t></w:r></w:p>"""
    assert paragraphs(read(with_body(xml), "a.docx")) == ["“We must and we will‑”"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    xml = """
    <w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">“We must </w:t></w:r></w:p>
    <w:p><w:r><w:t>and we will.”</w:t></w:r></w:p>"""
    assert paragraphs(read(with_body(xml), "a.docx")) == ["“We must and we will.”"]


def test_tables_content_controls_and_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>“Boxed”</w:t></w:r></w:p></w:txbxContent>"
    xml = f"""
    <w:sdt><w:sdtContent><w:p><w:r><w:t>“Controlled”</w:t></w:r></w:p></w:sdtContent></w:sdt>
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>“Left”</w:t></w:r></w:p></w:tc>
      <w:tc><w:p><w:r><w:t>right</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
    <w:p><w:r><w:t>Before</w:t></w:r>
      <w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>
      </mc:AlternateContent></w:r><w:r><w:t xml:space="preserve"> after</w:t></w:r></w:p>"""
    assert paragraphs(read(with_body(xml), "a.docx")) == ["“Controlled”", "“Left”", "right", "Before after", "“Boxed”"]


def test_footnotes_come_after_the_text() -> None:
    assert paragraphs(read(with_footnote("Text.", "“Noted,” he said."))) == ["Text.", "“Noted,” he said."]


def test_a_paragraph_in_words_style_for_quotations_is_a_block_quotation() -> None:
    document = docx.Document()
    document.add_paragraph("One man chose this war.", style="Quote")
    document.add_paragraph("Blinken said so.")
    document.core_properties.title = " A  draft "
    draft = read(saved(document))
    assert paragraphs(draft) == ["> One man chose this war.", "Blinken said so."]
    assert draft.title == "A draft"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n ", "is empty"),
        ("a.txt", "“…”\n—\n".encode(), "no words"),
        ("a.md", b"---\ntitle: x: y\n---\nText", "front matter"),
        ("a.md", b"![](a.png)\n", "no words"),
        ("a.html", b"<html><body><script>words</script></body></html>", "no words"),
        ("a.html", b"<!-- only a remark -->", "no words"),
        ("a.docx", written(), "no words"),
        ("a.docx", written("Words.")[:-40], "no Word file"),
        ("a.docx", b"Not a zip file", "no Word file"),
        ("a.docx", zipped(a="b"), "no Word file"),
        ("a", zipped(a="b"), "no Word file"),
        ("a.docx", zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(100), "an old Office document"),
        ("a.pdf", b"%PDF-1.7 words", "a PDF"),
        ("a.txt", "“Café”".encode("cp1252"), "not UTF-8"),
        ("a.jsonl", b"{}", "JSON Lines"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_never_passes_for_a_draft_without_quotations(
    name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableInput, match=reason):
        read_draft(data, name)


def test_a_word_file_that_unpacks_to_very_much_is_not_unpacked() -> None:
    stream = io.BytesIO(written("Words."))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/more.xml", bytes(LARGEST_XML))
    assert len(stream.getvalue()) < 200_000
    with pytest.raises(UnreadableInput, match="bytes of XML"):
        read_draft(stream.getvalue(), "a.docx")


def test_html_whose_words_the_parser_would_drop_is_refused() -> None:
    assert read("<div>" * 200 + "“Words”", "a.html").text == "“Words”\n"
    with pytest.raises(UnreadableInput, match="inside one another"):
        read("First words.<p>" + "<div>" * 50_000 + "“Words”", "a.html")


def test_a_pasted_half_of_a_character_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        draft_of_text("words \ud800", "pasted")


def test_pasted_markup_is_read_by_the_format_that_is_named() -> None:
    assert draft_of_text("We *must*", "pasted", format="markdown").text == "We must\n"
    assert draft_of_text("We <b>must</b>", "pasted", format="html").text == "We must\n"
    assert draft_of_text("We <b>must</b>", "pasted").text == "We <b>must</b>"
