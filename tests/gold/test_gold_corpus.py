"""The gold corpus is what its articles say, and holds what its README promises."""
from __future__ import annotations

import importlib.util
import itertools
import json
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_build", HERE / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_build"] = module
    spec.loader.exec_module(module)
    return module


build = load_build()


def committed(corpus: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / corpus).read_text(encoding="utf8").splitlines()]


@pytest.fixture(scope="module", params=["gold.jsonl", "styles.jsonl", "wire.jsonl", "desk.jsonl"])
def records(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return committed(request.param)


@pytest.fixture(scope="module")
def traps_corpus() -> list[dict[str, Any]]:
    return committed("gold.jsonl")


def article(tmp_path: Path, body: str) -> Any:
    path = tmp_path / "made_up.txt"
    path.write_text("style: test\na: person Ama Osei\nb: group The board\n---\n" + body, encoding="utf8")
    return build.annotate(build.read_article(path))


@pytest.mark.parametrize("corpus", list(build.CORPORA), ids=lambda path: path.name)
def test_build_reproduces_the_committed_jsonl(corpus: Path) -> None:
    assert build.as_jsonl(list(build.build(build.CORPORA[corpus]))) == corpus.read_text(encoding="utf8")


def test_the_readme_shows_the_counts_of_the_corpora(traps_corpus: list[dict[str, Any]]) -> None:
    readme = (HERE / "README.md").read_text(encoding="utf8")
    assert build.tables(traps_corpus) in readme
    for corpus in ("styles.jsonl", "wire.jsonl", "desk.jsonl"):
        lines = build.tables(committed(corpus)).splitlines()
        assert lines[0] in readme and lines[-1] in readme


def test_every_offset_points_at_the_words_it_names(records: list[dict[str, Any]]) -> None:
    for record in records:
        text = record["text"]
        for span in record["quotes"] + record["other"]:
            assert text[span["start"]:span["end"]] == span["text"], record["id"]
        for quote in record["quotes"]:
            for start, end in quote["source"] or []:
                assert text[start:end].strip() == text[start:end] != "", record["id"]


def test_no_span_overlaps_another_and_no_mention_lies_in_a_quotation(records: list[dict[str, Any]]) -> None:
    for record in records:
        spans = sorted((span["start"], span["end"]) for span in record["quotes"] + record["other"])
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans)), record["id"]
        for quote in record["quotes"]:
            for start, end in quote["source"] or []:
                assert not any(other["start"] < end and start < other["end"] for other in record["quotes"])


def test_a_named_speaker_stands_in_the_article(records: list[dict[str, Any]]) -> None:
    for record in records:
        words = set(re.findall(r"\w+", record["text"].lower()))
        for quote in record["quotes"]:
            if quote["speaker_type"] == "person":
                assert set(re.findall(r"\w+", quote["speaker"].lower())) <= words, quote["speaker"]


def test_a_quotation_continues_an_earlier_one_of_the_same_speaker(records: list[dict[str, Any]]) -> None:
    for record in records:
        for number, quote in enumerate(record["quotes"]):
            if quote["pattern"] in ("split", "continued"):
                assert "continues" in quote, quote["text"]
            if "continues" in quote:
                assert quote["continues"] < number
                assert record["quotes"][quote["continues"]]["speaker"] == quote["speaker"]


def test_a_quotation_has_a_source_just_where_it_has_a_speaker(records: list[dict[str, Any]]) -> None:
    for record in records:
        for quote in record["quotes"]:
            unstated = quote["speaker_type"] == "none"
            assert (quote["speaker"] is None) == (quote["source"] is None) == unstated
            assert quote["kind"] in ("direct", "fragment")


def test_the_corpus_is_as_large_as_promised(traps_corpus: list[dict[str, Any]]) -> None:
    assert len({record["id"] for record in traps_corpus}) == len(traps_corpus) >= 34
    assert sum(len(record["quotes"]) for record in traps_corpus) >= 300
    assert sum(len(record["other"]) for record in traps_corpus) >= 40
    assert all(120 <= len(record["text"].split()) <= 450 for record in traps_corpus)


def test_every_pattern_and_trap_occurs_at_least_three_times(traps_corpus: list[dict[str, Any]]) -> None:
    quotes = [quote for record in traps_corpus for quote in record["quotes"] if not quote.get("ignore")]
    patterns = Counter(quote["pattern"] for quote in quotes)
    traps = Counter(trap for quote in quotes for trap in quote["traps"])
    others = Counter(other["pattern"] for record in traps_corpus for other in record["other"])
    assert {name for name in build.PATTERNS if patterns[name] < 3} == set()
    assert {name for name in build.TRAPS if traps[name] < 3} == set()
    assert {name for name in build.OTHERS if others[name] < 3} == set()


def test_every_trap_of_whole_articles_occurs_at_least_twice(traps_corpus: list[dict[str, Any]]) -> None:
    articles = Counter(trap for record in traps_corpus for trap in record["traps"])
    assert {name for name in build.DOCUMENT_TRAPS if articles[name] < 2} == set()


def test_the_corpus_of_styles_is_as_varied_as_promised() -> None:
    records = committed("styles.jsonl")
    styles = Counter(record["style"] for record in records)
    assert len({record["id"] for record in records}) == len(records) >= 21
    assert sum(len(record["quotes"]) for record in records) >= 200
    assert len(styles) >= 12
    assert not {record["id"] for record in records} & {record["id"] for record in committed("gold.jsonl")}


def test_the_corpus_of_wire_copy_is_as_large_and_varied_as_promised() -> None:
    records = committed("wire.jsonl")
    assert len({record["id"] for record in records}) == len(records) >= 28
    assert sum(len(record["quotes"]) for record in records) >= 300
    assert sum(len(record["other"]) for record in records) >= 15
    assert len({record["style"] for record in records}) >= 15
    names = [(HERE / corpus).read_text(encoding="utf8") for corpus in ("gold.jsonl", "styles.jsonl")]
    for record in records:
        assert all(json.dumps(record["id"]) not in corpus for corpus in names)


def test_the_corpus_of_desk_copy_is_as_large_and_varied_as_promised() -> None:
    records = committed("desk.jsonl")
    quotes = [quote for record in records for quote in record["quotes"]]
    assert len({record["id"] for record in records}) == len(records) >= 63
    assert len(quotes) >= 650
    assert len({record["style"] for record in records}) >= 20
    assert sum("same-surname" in quote["traps"] for quote in quotes) >= 120
    assert sum("role-mention" in quote["traps"] for quote in quotes) >= 12
    others = [record["id"] for corpus in ("gold.jsonl", "styles.jsonl", "wire.jsonl") for record in committed(corpus)]
    assert not {record["id"] for record in records} & set(others)


def test_markup_gives_offsets_in_the_plain_text(tmp_path: Path) -> None:
    record = article(tmp_path, "⟦a1 quote-X-said|“No,”⟧ ⟨a1|Osei⟩ said.")
    assert record["text"] == "“No,” Osei said.\n"
    (quote,) = record["quotes"]
    assert (quote["start"], quote["end"], quote["source"]) == (0, 5, [[6, 10]])
    assert (quote["speaker"], quote["traps"]) == ("Ama Osei", ["surname"])


@pytest.mark.parametrize("body, complaint", [
    ("⟦a1 quote-X-said|No,⟧ ⟨a1|Osei⟩ said.", "begin with a mark"),
    ("⟦a1 quote-X-said|“No,⟧ ⟨a1|Osei⟩ said.", "end with a mark"),
    ("⟦a1 quote-X-said|“No,”⟧ Osei said.", "no mention 'a1'"),
    ("⟦a1 shouted|“No,”⟧ ⟨a1|Osei⟩ said.", "unknown pattern"),
    ("⟦a1 quote-X-said|“No,”⟧ ⟨a1|Osei⟩ said. “Never.”", "outside every span"),
    ("⟦a1 quote-X-said|“No,”⟧ ⟨a1|Osei⟩ said. ⟨b1|The board⟩ met.", "without a quotation"),
    ("⟦a1 quote-X-said|“No,”⟧ ⟨a1|Osei⟩, not ⟨b1|the board⟩: ⟦+b1 split|“Yes.”⟧", "from somebody else"),
    ("⟦a1 quote-X-said|“No,”⟧ ⟨a1|Osei said.", "never closed"),
])
def test_contradictory_markup_is_refused(tmp_path: Path, body: str, complaint: str) -> None:
    with pytest.raises(build.BadMarkup, match=complaint):
        article(tmp_path, body)
