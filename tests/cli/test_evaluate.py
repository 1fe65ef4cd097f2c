from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.extraction import Extractor

TEXT = "“We are ready for the winter,” Ada Osei said."
GOLD = {
    "id": "one",
    "text": TEXT,
    "quotes": [
        {
            "start": 0,
            "end": 30,
            "kind": "direct",
            "source": [[31, 39]],
            "speaker": "Ada Osei",
            "speaker_type": "person",
        }
    ],
    "other": [],
}


@pytest.fixture(autouse=True)
def loaded_once(extractor, monkeypatch):
    monkeypatch.setattr(Extractor, "load", lambda model=None, **options: extractor)


@pytest.fixture
def gold(tmp_path):
    def write(*documents):
        path = tmp_path / "gold.jsonl"
        path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf8")
        return path

    return write


def call(*arguments, code=0):
    result = CliRunner().invoke(main, ["evaluate", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


def test_json_gives_one_object_a_file_with_all_figures(gold, extractor):
    path = gold(GOLD)
    lines = [json.loads(line) for line in call("--json", path, path).stdout.splitlines()]
    assert len(lines) == 2
    assert (lines[0]["file"], lines[0]["extractor"]) == ("gold.jsonl", extractor.fingerprint)
    assert lines[0]["end_to_end"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert lines[0]["patterns"] == {"quote-X-said": {"gold": 1, "found": 1.0, "right": 1.0}}


def test_the_table_shows_figures_patterns_and_reliability(gold):
    output = call(gold(GOLD)).stdout
    for words in ("detection", "end_to_end", "wrong_names", "quote-X-said", "confidence from", "(not in gold)"):
        assert words in output


def test_errors_are_listed_where_asked_for(gold):
    wrong = {**GOLD, "quotes": [{**GOLD["quotes"][0], "speaker": "Paul Falk", "source": None}]}
    output = " ".join(call("--errors", "5", gold(wrong)).stdout.split())
    assert "wrong speaker: one @0 gold 'Paul Falk' found 'Ada Osei'" in output


def test_a_line_that_is_no_gold_document_is_named_with_its_number(gold):
    result = call(gold(GOLD, {"id": "two"}), code=1)
    assert "gold.jsonl" in result.stderr and "line 2" in result.stderr


def words(output):
    """Without the table's lines, a blank between two words."""
    return " ".join(output.replace("│", " ").split())


def test_two_results_are_compared_pattern_by_pattern(gold, tmp_path):
    path, before = gold(GOLD), tmp_path / "before.json"
    record = json.loads(call("--json", path).stdout)
    record["errors"]["quote-X-said"]["wrong mention"] = 1
    record["patterns"]["quote-X-said"]["right"] = record["end_to_end"]["f1"] = 0.0
    record |= {"extra": 2, "extractor": "an older one"}
    before.write_text(json.dumps(record) + "\n", encoding="utf8")
    output = words(call("--compare", before, path).stdout)
    assert "before → now; before: an older one" in output
    assert "end_to_end 0.0000 → 1.0000 1.0000 1.0000" in output
    assert "quote-X-said 1 1.000 0.000 → 1.000 " in output
    assert "quote-X-said 0 0 1 → 0 0" in output
    assert "(not in gold) 2 → 0" in output
    assert "detection 1.0000 1.0000 1.0000" in output  # unchanged: without an arrow


def test_a_file_to_compare_with_must_have_the_figures(gold, tmp_path):
    path, before = gold(GOLD), tmp_path / "before.json"
    for content, message in (
        ("{}\n", "quotes evaluate --json"),
        ("no JSON", "quotes evaluate --json"),
        ("", "gold.jsonl"),
    ):
        before.write_text(content, encoding="utf8")
        assert message in call("--compare", before, path, code=2).stderr
    assert "--json" in call("--json", "--compare", before, path, code=2).stderr
