from __future__ import annotations

import json

import pytest

from quotes.errors import UnreadableInput
from quotes.evaluation import read_gold
from quotes.evaluation.gold import inner_span, pattern_of, same_person, shared


def test_a_gold_line_gives_its_document(tmp_path):
    quote = {"start": 0, "end": 6, "kind": "fragment", "source": [[12, 15]], "speaker": "Ada", "speaker_type": "person"}
    line = {"id": "a", "text": "“Yes,” said Ada.", "quotes": [quote], "other": [{"start": 1, "end": 2}]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line) + "\n\n", encoding="utf8")
    (document,) = read_gold(path)
    assert (document.id, document.other) == ("a", ((1, 2),))
    (quotation,) = document.quotations
    assert (quotation.partial, quotation.source, quotation.ignored) == (True, ((12, 15),), False)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "a", "text": "x"}', '{"id": "a", "text": "x", "quotes": [{"end": 1}]}']
)
def test_a_line_that_is_no_gold_document_is_refused_with_file_and_number(tmp_path, line):
    path = tmp_path / "gold.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf8")
    with pytest.raises(UnreadableInput, match=r"gold\.jsonl', line 2"):
        read_gold(path)


def test_a_file_that_is_missing_is_refused_by_name(tmp_path):
    with pytest.raises(UnreadableInput, match="nowhere"):
        read_gold(tmp_path / "nowhere.jsonl")


def test_spans_are_compared_without_marks_and_outer_punctuation():
    text = "  “(Yes, all!)”  "
    start, end = inner_span(text, 0, len(text))
    assert text[start:end] == "Yes, all"
    assert inner_span("“…”", 0, 3)[0] == inner_span("“…”", 0, 3)[1]


def test_the_overlap_of_two_spans_is_their_intersection_over_their_union():
    assert shared((0, 10), (0, 10)) == 1
    assert shared((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert shared((0, 5), (5, 9)) == 0


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        ("Ada Osei", "Ada Osei", True),
        ("Ada Osei", "Osei", True),
        ("Ada Osei", "A. Osei", True),
        ("Ada Osei", "Mayor Osei", True),
        ("Ada Osei", "Dr Ada Osei", True),
        ("Ada Osei", "Kofi Osei", False),
        ("Ada Osei", "Ada Falk", False),
        ("Ada Osei", "", False),
        ("Zoë O’Neill", "Zoe O'Neill", True),
        ("Ada Osei Jr", "Ada Osei", True),
    ],
)
def test_names_agree_by_surname_and_no_other_given_name(gold, given, same):
    assert same_person(gold, given) is same


@pytest.mark.parametrize(
    ("text", "source", "pattern"),
    [
        ("“We are ready,” Ada said.", "Ada", "quote-X-said"),
        ("“We are ready,” said Ada.", "Ada", "quote-said-X"),
        ("Ada said “We are ready,” twice.", "Ada", "X-said-quote"),
        ("Ada said: “We are ready,”", "Ada", "colon"),
        ("On Monday, Ada said: “We are ready,”", "Ada", "colon"),
        ("“We are ready,” – Ada", "Ada", "dash"),
        ("Ada came in. “We are ready,”", "Ada", "no cue"),
        ("“We are ready,”", None, "unstated"),
        ("It rained.\nADA: “We are ready,”", "ADA", "transcript"),
    ],
)
def test_the_pattern_follows_from_the_places_of_quotation_and_source(tmp_path, text, source, pattern):
    start = text.index("“")
    place = None if source is None else [[text.index(source), text.index(source) + len(source)]]
    quote = {"start": start, "end": text.index("”") + 1, "kind": "direct", "source": place, "speaker": source}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "quotes": [quote]}), encoding="utf8")
    (document,) = read_gold(path)
    assert pattern_of(document, 0) == pattern
