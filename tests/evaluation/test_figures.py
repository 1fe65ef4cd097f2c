"""The figures, on small documents and against the shared evaluation script."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from quotes.evaluation import GoldDocument, GoldQuotation, evaluate, read_gold
from quotes.extraction import Quotation, Speaker, TextSpan

GOLD = Path(__file__).resolve().parent.parent / "gold" / "gold.jsonl"
TEXT = "“We are ready for the winter,” Ada Osei said. “It is cold here,” the report said. “Nobody came at all.”"


def gold(*quotations: GoldQuotation) -> GoldDocument:
    return GoldDocument("one", TEXT, quotations)


def place(part: str) -> tuple[int, int]:
    start = TEXT.index(part)
    return start, start + len(part)


def annotated(part: str, source: str | None, speaker: str | None, type_: str, ignored: bool = False) -> GoldQuotation:
    return GoldQuotation(*place(part), (place(source),) if source else (), (), speaker, type_, False, ignored)


def given(part: str, name: str | None, mention: str | None = None, confidence: float = 0.9) -> Quotation:
    words = TextSpan(*place(mention), mention) if mention else None
    speaker = Speaker(name, "person", confidence, "x", words) if name else None
    return Quotation(*place(part), part, "direct", None, None, speaker)


PERSON = annotated("“We are ready for the winter,”", "Ada Osei", "Ada Osei", "person")
REPORT = annotated("“It is cold here,”", "the report", "the report", "document")
NOBODY = annotated("“Nobody came at all.”", None, None, "none")


def figures(document: GoldDocument, *found: Quotation) -> dict:
    return evaluate([(document, list(found))]).as_json()


def test_everything_right_is_one_everywhere():
    result = figures(
        gold(PERSON, REPORT, NOBODY),
        given("“We are ready for the winter,”", "Ada Osei", "Ada Osei"),
        given("“It is cold here,”", "the report", "the report"),
        given("“Nobody came at all.”", None),
    )
    assert result["detection"]["f1"] == result["end_to_end"]["f1"] == result["attribution"] == result["speaker"] == 1
    assert result["wrong_names"] == 0
    assert result["coverage"] == pytest.approx(2 / 3, abs=1e-4)


def test_a_missed_quotation_costs_recall_and_one_too_many_precision():
    result = figures(
        gold(PERSON, NOBODY), given("“We are ready for the winter,”", "Ada Osei"), given("“It is cold here,”", None)
    )
    assert result["detection"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}


def test_a_wrong_name_is_counted_and_silence_is_not():
    wrong = figures(gold(PERSON), given("“We are ready for the winter,”", "Paul Falk"))
    silent = figures(gold(PERSON), given("“We are ready for the winter,”", None))
    assert (wrong["wrong_names"], silent["wrong_names"]) == (1, 0)
    assert wrong["end_to_end"]["f1"] == silent["end_to_end"]["f1"] == 0


def test_a_mention_without_a_name_is_attributed_and_names_nobody():
    nameless = Speaker("", "person", 0.9, "x", TextSpan(*place("Ada Osei"), "Ada Osei"))
    result = figures(gold(PERSON), replace(given("“We are ready for the winter,”", None), speaker=nameless))
    assert (result["attribution"], result["coverage"], result["wrong_names"], result["reliability"]) == (1, 0, 0, [])


def test_a_name_where_the_text_says_none_is_wrong():
    assert figures(gold(NOBODY), given("“Nobody came at all.”", "Ada Osei"))["wrong_names"] == 1


def test_a_surname_alone_is_not_right_where_the_text_has_the_full_name():
    assert figures(gold(PERSON), given("“We are ready for the winter,”", "Osei"))["speaker"] == 0


def test_a_document_as_source_is_right_by_its_mention():
    assert figures(gold(REPORT), given("“It is cold here,”", "it", "the report"))["end_to_end"]["f1"] == 1
    assert figures(gold(REPORT), given("“It is cold here,”", "Ada Osei", "Ada Osei"))["end_to_end"]["f1"] == 0


def test_an_ignored_quotation_counts_neither_way():
    ignored = annotated("“It is cold here,”", "the report", "the report", "document", ignored=True)
    found = given("“We are ready for the winter,”", "Ada Osei")
    for extra in ([], [given("“It is cold here,”", None)]):
        assert figures(gold(PERSON, ignored), found, *extra)["detection"]["f1"] == 1


def test_each_prediction_matches_one_gold_quotation_at_the_most():
    twice = given("“We are ready for the winter,”", "Ada Osei")
    result = figures(gold(PERSON), twice, twice)
    assert result["detection"]["precision"] == 0.5


def test_a_span_that_shares_less_than_four_fifths_does_not_match():
    document = gold(PERSON)
    assert figures(document, given("“We are ready for the", "Ada Osei"))["detection"]["f1"] == 0
    assert figures(document, given("We are ready for the winter", "Ada Osei"))["detection"]["f1"] == 1


def test_nothing_at_all_gives_zeros_and_no_error():
    result = evaluate([]).as_json()
    assert (result["documents"], result["detection"]["f1"], result["wrong_names"]) == (0, 0.0, 0.0)


def test_reliability_says_how_often_a_confidence_was_right():
    result = figures(
        gold(PERSON, REPORT, NOBODY),
        given("“We are ready for the winter,”", "Ada Osei", None, 0.95),
        given("“It is cold here,”", "Ada Osei", None, 0.4),
        given("“Nobody came at all.”", "Ada Osei", None, 0.31),
    )
    assert result["reliability"] == [
        {"from": 0.3, "named": 2, "confidence": 0.355, "right": 0.0},
        {"from": 0.9, "named": 1, "confidence": 0.95, "right": 1.0},
    ]


@pytest.mark.parametrize(
    ("found", "error"),
    [
        ([], "missed"),
        ([given("“We are ready for the winter,”", None)], "no name"),
        ([given("“We are ready for the winter,”", "Paul Falk", "the report")], "wrong mention"),
        ([given("“We are ready for the winter,”", "Paul Falk")], "wrong mention"),
        ([given("“We are ready for the winter,”", "Osei", "Ada Osei")], "wrong name"),
    ],
)
def test_each_error_counts_once_in_its_pattern(found, error):
    result = figures(gold(PERSON, REPORT), *found, given("“It is cold here,”", "the report", "the report"))
    expected = {"missed": 0, "no name": 0, "wrong mention": 0, "wrong name": 0, error: 1}
    assert result["errors"]["quote-X-said"] == expected
    assert sum(sum(row.values()) for row in result["errors"].values()) == 1


def test_a_name_where_the_text_says_none_is_a_wrong_name_and_what_is_in_no_gold_is_extra():
    result = figures(gold(NOBODY), given("“Nobody came at all.”", "Ada Osei"), given("“It is cold here,”", None))
    assert result["errors"]["unstated"]["wrong name"] == 1
    assert result["extra"] == 1


def test_errors_say_what_went_wrong_where():
    result = evaluate(
        [
            (
                gold(PERSON, REPORT),
                [given("“We are ready for the winter,”", "Paul Falk"), given("“Nobody came at all.”", None)],
            )
        ]
    )
    assert [(error["error"], error["start"]) for error in result.errors] == [
        ("wrong speaker", 0),
        ("missed", 46),
        ("not a quotation", 82),
    ]


# -- the same figures as the shared script ------------------------------------------------------------------------


def scored(script: Path, gold_file: Path, predictions: list[list[Quotation]], folder: Path) -> dict:
    """What the shared script prints for these predictions."""
    path = folder / "predicted.jsonl"
    lines = (
        json.dumps({"id": document.id, "quotes": [quotation.as_json() for quotation in found]})
        for document, found in zip(read_gold(gold_file), predictions)
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    done = subprocess.run(
        [sys.executable, str(script), str(gold_file), str(path), "--json"], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def agree(script: Path, gold_file: Path, predictions: list[list[Quotation]], folder: Path) -> dict:
    theirs = scored(script, gold_file, predictions, folder)
    ours = evaluate(zip(read_gold(gold_file), predictions)).as_json()
    common = set(theirs) & set(ours)
    assert common >= {"documents", "gold", "predicted", "detection", "attribution", "speaker", "with_source"}
    assert common >= {"coverage", "wrong_names", "end_to_end"}
    assert {key: ours[key] for key in common} == {key: 0.0 if theirs[key] is None else theirs[key] for key in common}
    return ours


def disturbed(document: GoldDocument, rng: random.Random) -> list[Quotation]:
    """The document's own quotations as an extractor with every kind of error would give them."""
    found = []
    names = [quotation.speaker for quotation in document.quotations if quotation.speaker] or ["Nobody"]
    for quotation in document.quotations:
        if rng.random() < 0.1:
            continue
        start = max(0, quotation.start + rng.choice([0, 0, 0, 1, 7, -3]))
        end = min(len(document.text), max(start + 1, quotation.end + rng.choice([0, 0, 0, -1, -9, 4])))
        name = rng.choice(
            [quotation.speaker, quotation.speaker, (quotation.speaker or "x").split()[-1], rng.choice(names), None, ""]
        )
        places = [*quotation.source, (start, end)]
        a, b = rng.choice(places)
        mention = rng.choice([None, TextSpan(a, b, document.text[a:b])])
        speaker = Speaker(name, "person", rng.random(), "x", mention) if name is not None else None
        found.append(Quotation(start, end, document.text[start:end], "direct", None, None, speaker))
    found += [
        Quotation(a, b, document.text[a:b], "direct", None, None, None) for a, b in document.other if rng.random() < 0.5
    ]
    return sorted(found, key=lambda quotation: quotation.start)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_our_figures_are_the_shared_scripts_on_disturbed_gold(shared_evaluation, tmp_path, seed):
    rng = random.Random(seed)
    predictions = [disturbed(document, rng) for document in read_gold(GOLD)]
    result = agree(shared_evaluation / "score.py", GOLD, predictions, tmp_path)
    assert 0 < result["end_to_end"]["f1"] < 1


def test_our_figures_are_the_shared_scripts_on_what_is_extracted(shared_evaluation, extractor, tmp_path):
    predictions = list(extractor.extract_many([document.text for document in read_gold(GOLD)]))
    result = agree(shared_evaluation / "score.py", GOLD, predictions, tmp_path)
    assert result["detection"]["f1"] > 0.5


def test_our_figures_are_the_shared_scripts_on_its_own_articles(shared_evaluation, extractor, tmp_path):
    gold_file = shared_evaluation / "articles.jsonl"
    predictions = list(extractor.extract_many([document.text for document in read_gold(gold_file)]))
    agree(shared_evaluation / "score.py", gold_file, predictions, tmp_path)
