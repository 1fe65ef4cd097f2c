"""A text cut into paragraphs of pieces that are marked alike."""

from __future__ import annotations

from datetime import date

from quotes.extraction import TextSpan
from quotes.store.records import DocumentReference, QuotationRecord
from service.highlighting import paragraphs

DOCUMENT = DocumentReference("d", "Title", None, "Source", date(2023, 1, 1))


def record(text, words, mention=None, cue=None):
    start = text.index(words)

    def span(piece):
        return TextSpan(text.index(piece), text.index(piece) + len(piece), piece) if piece else None

    return QuotationRecord(
        words,
        words,
        "direct",
        start,
        start + len(words),
        "v",
        None,
        None,
        span(mention),
        span(cue),
        None,
        None,
        DOCUMENT,
    )


def test_the_pieces_of_a_paragraph_join_to_its_text():
    text = "Ann said “one ‘two’ three” and “four”."
    quotations = [record(text, "“one ‘two’ three”"), record(text, "‘two’"), record(text, "“four”")]
    (pieces,) = paragraphs(text, quotations)
    assert "".join(piece.text for piece in pieces) == text
    assert [(piece.text, piece.quotation.text) for piece in pieces if piece.quotation] == [
        ("“one ", "“one ‘two’ three”"),
        ("‘two’", "‘two’"),
        (" three”", "“one ‘two’ three”"),
        ("“four”", "“four”"),
    ]


def test_the_chosen_quotation_is_marked_whole_though_another_lies_in_it():
    text = "“one ‘two’ three”"
    outer, inner = record(text, text), record(text, "‘two’")
    (pieces,) = paragraphs(text, [inner, outer], outer)
    assert all(piece.chosen for piece in pieces)
    (pieces,) = paragraphs(text, [inner, outer], inner)
    assert [piece.text for piece in pieces if piece.chosen] == ["‘two’"]


def test_mention_and_cue_of_the_chosen_quotation_are_marked():
    text = "“One,” Ann said."
    chosen = record(text, "“One,”", "Ann", "said")
    (pieces,) = paragraphs(text, [chosen], chosen)
    assert [(piece.text, piece.role) for piece in pieces if piece.role] == [
        ("Ann", "mention"),
        ("said", "cue"),
    ]


def test_a_text_with_empty_lines_is_cut_at_those_only():
    text = "One\nline.\n\nTwo.\n \n\nThree."
    assert ["".join(piece.text for piece in part) for part in paragraphs(text, [])] == [
        "One\nline.",
        "Two.",
        "Three.",
    ]


def test_a_text_without_empty_lines_is_cut_at_each_line_end():
    assert ["".join(piece.text for piece in part) for part in paragraphs("One.\nTwo.\n", [])] == [
        "One.",
        "Two.",
    ]


def test_a_quotation_over_two_paragraphs_is_marked_in_both():
    text = "“One.\n\nTwo.”"
    chosen = record(text, text)
    first, second = paragraphs(text, [chosen], chosen)
    assert [(piece.text, piece.chosen, piece.first) for piece in first] == [("“One.", True, True)]
    assert [(piece.text, piece.chosen, piece.first) for piece in second] == [("Two.”", True, False)]


def test_an_empty_text_has_no_paragraphs():
    assert paragraphs("", []) == []
