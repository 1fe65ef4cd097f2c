"""The report as a file of its own, and as CSV."""

from __future__ import annotations

import csv
import io
import re

from lxml import html

from quotes.drafts.checking import CheckedDraft, check
from quotes.drafts.reading import draft_of_text
from quotes.drafts.report import COLUMNS, html_report, paragraphs, write_csv
from quotes.extraction import Extractor
from quotes.store import Archive
from quotes.wording.comparing import Segment
from tests.drafts.verifications import drafted, on_record, same, verified

TEXT = "A <b>draft</b> & more\n\n“We <i>may</i>\n\nhelp,” Osei said.\n\nRask said “no & no”. Then “it”. “Later.”"
MAY = Segment("substituted", "<i>may</i>", "must & will", "major", "modal")


def mixed() -> CheckedDraft:
    altered = verified(
        "We may help", "altered", on_record("“We must & will help,”", "Ada <Osei>", same("We"), MAY, same("help")),
        on_record("“We must”", None), claimed="Ada <Osei>", wording="altered", warnings=("modal_changed",),
        given_to=(("Ada <Osei>", 2),), documents=3,
    )  # fmt: skip
    wrong = verified(
        "no & no", "misattributed", on_record("“no & no”", "Ada <Osei>", url="javascript:alert(1)", title="<u>T</u>"),
        claimed="Bo Rask", speaker="other", given_to=(("Ada <Osei>", 1),),
    )  # fmt: skip
    short = verified("it", "not_found", wording="none")
    found = verified("Later", "confirmed", on_record("“Later.”", "Ada <Osei>", url="https://post.example/a?b=1&c=2"))
    return drafted(
        TEXT,
        ("“We <i>may</i>\n\nhelp,”", "altered", altered),
        ("“no & no”", "misattributed", wrong),
        ("“it”", "too_short", short),
        ("“Later.”", "confirmed", found),
        name="drafts/<a>.txt",
    )


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_report_needs_nothing_from_outside_and_runs_nothing() -> None:
    page = html_report([mixed()])
    tree = html.fromstring(page)
    assert not tree.xpath("//script|//link|//img|//iframe|//object|//form")
    assert not re.search(r"url\(|@import|\bon\w+=", page)
    assert "javascript:" not in page
    assert tree.xpath("//style")
    assert [link.get("href") for link in tree.cssselect("figcaption a")] == ["https://post.example/a?b=1&c=2"]


def test_what_a_draft_and_a_record_hold_never_becomes_markup() -> None:
    page = html_report([mixed()])
    tree = html.fromstring(page)
    assert not tree.xpath("//i[text()='may']|//u|//osei")
    assert not tree.xpath("//b[text()='draft']")
    assert "A <b>draft</b> & more" in tree.text_content()


def test_the_gravest_come_first_and_each_has_its_sentence() -> None:
    tree = html.fromstring(html_report([mixed()]))
    heads = [words(head) for head in tree.cssselect("h3.group")]
    assert heads == ["✗ said by somebody else 1", "≠ altered 1", "· too short to say 1", "✓ confirmed 1", "The draft"]
    told = [words(verdict) for verdict in tree.cssselect(".verdict")]
    assert told[0].startswith("On record, word for word, but said by Ada <Osei>, not by Bo Rask.")
    assert "2 independent documents (3 with reprints)" in told[1]


def test_differences_are_struck_out_and_underlined_in_place() -> None:
    tree = html.fromstring(html_report([mixed()]))
    (line,) = tree.cssselect(".differences")
    assert words(line) == "We <i>may</i> must & will help"
    assert [words(gone) for gone in line.cssselect("del.major")] == ["<i>may</i>"]
    assert [words(there) for there in line.cssselect("ins.major")] == ["must & will"]


def test_what_a_cut_leaves_out_is_shown_beside_it() -> None:
    cut = Segment("ellipsis", "…", "not", "major", "cut")
    altered = verified("go … home", "altered", on_record("“go not home”", None, cut))
    draft = drafted("“go … home”", ("“go … home”", "altered", altered))
    tree = html.fromstring(html_report([draft]))
    assert words(tree.cssselect(".differences")[0]) == "… on record: not"


def test_the_drafts_text_has_each_quotation_marked_with_its_outcome_in_words_and_a_sign() -> None:
    tree = html.fromstring(html_report([mixed()]))
    marks = tree.cssselect(".draft mark")
    assert [(mark.get("class"), words(mark)) for mark in marks] == [
        ("altered", "“We <i>may</i>"),
        ("altered", "help,”"),
        ("misattributed", "“no & no”"),
        ("too_short", "“it”"),
        ("confirmed", "“Later.”"),
    ]
    links = tree.cssselect(".draft a.number")
    assert [words(link) for link in links] == [
        "altered: ≠1", "said by somebody else: ✗2", "too short to say: ·3", "confirmed: ✓4",
    ]  # fmt: skip


def test_every_link_inside_the_report_has_its_target_once() -> None:
    page = html_report([mixed(), mixed()])
    targets = re.findall(r' id="([^"]+)"', page)
    assert len(targets) == len(set(targets))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(targets)


def test_a_draft_without_quotations_is_not_shown_as_verified() -> None:
    tree = html.fromstring(html_report([drafted("Nothing was said.")]))
    assert "No quotations were found in this draft" in words(tree.cssselect(".lead")[0])


def test_several_drafts_have_a_list_of_contents() -> None:
    tree = html.fromstring(html_report([mixed(), drafted("Nothing.", name="b.txt")]))
    assert [link.text for link in tree.cssselect(".contents a")] == ["drafts/<a>.txt", "b.txt"]


def test_the_report_is_for_print_and_for_dark_rooms_too() -> None:
    page = html_report([mixed()])
    assert "@media print" in page
    assert "prefers-color-scheme: dark" in page
    assert '<html lang="en">' in page
    assert page.startswith("<!doctype html>")


def test_the_pieces_of_the_text_give_the_text_again() -> None:
    text = "Head\n\n“One,” he said.\nSame paragraph. “Two”\n\n\n“Three”"
    draft = drafted(text, *((words, "confirmed", verified(words)) for words in ("“One,”", "“Two”", "“Three”")))
    pieces = paragraphs(draft)
    assert ["".join(piece.text for piece in paragraph) for paragraph in pieces] == [
        "Head", "“One,” he said.\nSame paragraph. “Two”", "“Three”",
    ]  # fmt: skip


def test_quotations_that_overlap_are_both_marked_and_no_text_is_twice() -> None:
    text = "> She said “no” twice."
    outer, inner = "She said “no” twice.", "“no”"
    draft = drafted(text, (outer, "not_found", verified(outer)), (inner, "confirmed", verified(inner)))
    (pieces,) = paragraphs(draft)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.number for piece in pieces if piece.last] == [1, 2]


def rows(*drafts: CheckedDraft) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv(drafts, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_csv_has_a_row_a_quotation() -> None:
    first, second, short, found = rows(mixed())
    assert list(first) == list(COLUMNS)
    assert first["quotation"] == "“We <i>may</i>\n\nhelp,”"
    assert first["differences"] == "We [-<i>may</i>-]{+must & will+} help"
    assert (first["outcome"], first["warnings"], first["independent_documents"]) == ("altered", "modal_changed", "2")
    assert (second["speaker"], second["recorded_speaker"]) == ("Bo Rask", "Ada <Osei>")
    assert (short["outcome"], short["verdict"], short["on_record"]) == ("too_short", "not_found", "")
    assert found["published"] == "2023-01-18"


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    formula = '=HYPERLINK("https://evil.example")'
    match = on_record("-1+1 “x”", "@SUM(A1)", title="+1")
    draft = drafted(
        formula, (formula, "misattributed", verified(formula, "misattributed", match, claimed="=cmd")), name="=a.txt"
    )
    (row,) = rows(draft)
    assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@"))]
    assert (row["quotation"], row["speaker"], row["start"]) == (f"'{formula}", "'=cmd", "0")


def test_a_real_draft_gives_a_report(sample_database: str, extractor: Extractor) -> None:
    text = "“Peace on our continent has been shattered,” said Liz Truss.\n\n"
    text += "“You know, we’re not eBay,” said Ben Wallace.\n"
    with Archive.open(sample_database) as archive:
        checked = check(draft_of_text(text, "draft.txt"), archive, extractor)
    tree = html.fromstring(html_report([checked]))
    assert [mark.get("class") for mark in tree.cssselect(".draft mark")] == ["misattributed", "altered"]
    assert [words(there) for there in tree.cssselect(".altered .on-record ins")][:1] == ["Amazon"]
    assert [row["recorded_speaker"] for row in rows(checked)] == ["Jens Stoltenberg", "Ben Wallace"]
