"""The table of identities is what its articles say, and holds what its README promises."""
from __future__ import annotations

import importlib.util
import itertools
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_build_identities", HERE / "build_identities.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_build_identities"] = module
    spec.loader.exec_module(module)
    return module


build = load_build()


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf8").splitlines()]


@pytest.fixture(scope="module", params=["identities", "identities_blind"])
def corpus(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def records(corpus: str) -> list[dict[str, Any]]:
    return read(f"{corpus}.jsonl")


@pytest.fixture(scope="module")
def first() -> list[dict[str, Any]]:
    return read("identities.jsonl")


@pytest.fixture(scope="module")
def mentions(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [mention for record in records for mention in record["mentions"]]


def article(body: str, header: str = "a: antony-blinken") -> Any:
    return build.annotate(f"made-up\nsource: A Paper\npublished: 2022-05-01\ntitle: A title\n{header}\n---\n{body}\n")


def test_build_reproduces_the_committed_table(corpus: str) -> None:
    assert build.as_jsonl(list(build.build(HERE / corpus))) == (HERE / f"{corpus}.jsonl").read_text(encoding="utf8")


def test_the_readme_shows_the_counts_of_the_table(records: list[dict[str, Any]]) -> None:
    assert build.table(records) in (HERE / "README.md").read_text(encoding="utf8")


def test_every_record_has_the_fields_of_the_readme(records: list[dict[str, Any]]) -> None:
    for record in records:
        assert list(record) == ["id", "source", "published", "title", "invented", "text", "mentions"]
        assert record["invented"] is True
        assert date(2014, 1, 1) <= date.fromisoformat(record["published"]) <= date(2025, 12, 31), record["id"]
        for mention in record["mentions"]:
            assert list(mention)[:6] == ["quote", "start", "end", "text", "identity", "kinds"]
            assert set(mention) <= {"quote", "start", "end", "text", "identity", "kinds", "note"}


def test_every_offset_points_at_the_words_it_names(records: list[dict[str, Any]]) -> None:
    for record in records:
        text = record["text"]
        for mention in record["mentions"]:
            assert text[mention["start"]:mention["end"]] == mention["text"] == mention["text"].strip() != ""
            quotation = text[mention["quote"]["start"]:mention["quote"]["end"]]
            assert quotation == quotation.strip() != "", record["id"]


def test_every_quotation_has_one_mention_and_none_overlaps_another(records: list[dict[str, Any]]) -> None:
    for record in records:
        quotes = [(m["quote"]["start"], m["quote"]["end"]) for m in record["mentions"]]
        found = sorted(quotes + [(m["start"], m["end"]) for m in record["mentions"]])
        assert quotes == sorted(set(quotes)), record["id"]
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(found)), record["id"]


def test_every_quotation_of_a_text_is_marked(records: list[dict[str, Any]]) -> None:
    for record in records:
        spans = [(m["quote"]["start"], m["quote"]["end"]) for m in record["mentions"]]
        spans += [(m["start"], m["end"]) for m in record["mentions"]]
        for found in re.finditer("[“”\"«»„‟‘]", record["text"]):
            assert any(start <= found.start() < end for start, end in spans), (record["id"], found.start())


def test_a_transcript_has_every_turn_marked(records: list[dict[str, Any]]) -> None:
    for record in records:
        turns = re.findall(r"^[A-Z][A-Z.’' -]*: (?=\S)", record["text"], flags=re.M)
        marked = [m for m in record["mentions"]
                  if m["text"].isupper() and record["text"][m["end"]:m["end"] + 2] == ": "]
        assert len(turns) == len(marked), record["id"]


def test_no_article_and_no_quotation_stands_twice(records: list[dict[str, Any]]) -> None:
    assert len({record["id"] for record in records}) == len({record["text"] for record in records}) == len(records)
    for name in ("gold.jsonl", "styles.jsonl", "wire.jsonl", "desk.jsonl"):
        others = {json.loads(line)["id"] for line in (HERE / name).read_text(encoding="utf8").splitlines()}
        assert not others & {record["id"] for record in records}


def test_no_article_of_the_blind_table_stands_in_the_first() -> None:
    first, blind = read("identities.jsonl"), read("identities_blind.jsonl")
    for field in ("id", "text"):
        assert not {record[field] for record in first} & {record[field] for record in blind}


def test_the_blind_table_is_as_large_as_promised() -> None:
    blind = [mention for record in read("identities_blind.jsonl") for mention in record["mentions"]]
    assert len(blind) >= 200
    assert {kind for m in blind for kind in m["kinds"]} == {name for name, _ in build.KINDS.values()}


def test_the_table_is_as_large_as_promised(first: list[dict[str, Any]]) -> None:
    mentions = [mention for record in first for mention in record["mentions"]]
    assert len(mentions) >= 600
    assert sum(m["identity"].startswith("new:") for m in mentions) >= 100
    assert sum(m["identity"] == "open" for m in mentions) >= 50


def test_every_kind_has_at_least_twelve_mentions(first: list[dict[str, Any]]) -> None:
    mentions = [mention for record in first for mention in record["mentions"]]
    kinds = Counter(kind for mention in mentions for kind in mention["kinds"])
    assert {name for name, _ in build.KINDS.values() if kinds[name] < 12} == set()
    assert set(kinds) <= {name for name, _ in build.KINDS.values()}


def test_identities_are_written_in_one_of_the_forms_of_the_readme(mentions: list[dict[str, Any]]) -> None:
    for mention in mentions:
        assert build.IDENTITY.match(mention["identity"]), mention
        assert ("unnamed source" in mention["kinds"]) == (mention["identity"] == "unnamed")
        assert mention["identity"] == "open" or "surname without evidence" not in mention["kinds"]
        assert mention["identity"] == "open" or "role that changed hands" not in mention["kinds"]
        assert mention["identity"] == "open" or "role without a place" not in mention["kinds"]


def test_an_unknown_person_s_surname_stands_in_each_article_that_has_him(records: list[dict[str, Any]]) -> None:
    spelt_otherwise = {"Oksana Hryhorenko": "Grigorenko", "Yusuf al-Hamdani": "Hamdani",
                       "Lucía Ferrer Montalbán": "Ferrer", "Zhou Meilin": "Meilin",
                       "Zsófia Halmos": "Halmos", "Burak Yalçınkaya": "Yalcinkaya", "Luis Ortega Prado": "Ortega",
                       "Seo Ji-won": "Seo"}
    for record in records:
        for mention in record["mentions"]:
            if mention["identity"].startswith("new:"):
                name = re.sub(r" \(\d\)$", "", mention["identity"][4:])
                words = {name.split()[-1].lower(), spelt_otherwise.get(name, name).lower()}
                assert any(word in record["text"].lower() for word in words), (record["id"], name)


def test_one_unknown_person_speaks_in_half_a_dozen_articles(first: list[dict[str, Any]]) -> None:
    articles: dict[str, set[str]] = defaultdict(set)
    for record in first:
        for mention in record["mentions"]:
            articles[mention["identity"]].add(record["id"])
    assert len(articles["new:Ada Osei"]) >= 7
    assert sum(len(ids) >= 2 for identity, ids in articles.items() if identity.startswith("new:")) >= 20
    assert len(articles["unnamed"]) >= 10


def test_people_of_one_full_name_have_identities_of_their_own(first: list[dict[str, Any]]) -> None:
    mentions = [mention for record in first for mention in record["mentions"]]
    identities = {mention["identity"] for mention in mentions}
    twins = {identity for identity in identities if re.search(r" \(2\)$", identity)}
    assert len(twins) >= 5
    assert {re.sub(r" \(2\)$", "", identity) for identity in twins} <= identities
    assert {"new:David Cameron", "david-cameron", "new:James Cleverly", "james-cleverly"} <= identities


def test_markup_gives_offsets_and_kinds() -> None:
    record = article("⟦a1|“No,”⟧ ⟨a1 sur|BLINKEN⟩ said. ⟨a2|Blinken⟩’s answer: ⟦a2|“Yes.”⟧")
    assert record["text"] == "“No,” BLINKEN said. Blinken’s answer: “Yes.”"
    one, two = record["mentions"]
    assert (one["quote"], one["start"], one["end"]) == ({"start": 0, "end": 5}, 6, 13)
    assert one["kinds"] == ["surname after full name", "capitals"]
    assert (two["text"], two["kinds"], two["identity"]) == ("Blinken", ["possessive"], "antony-blinken")


@pytest.mark.parametrize("body, header, complaint", [
    ("⟦a1|“No,”⟧ Blinken said.", "a: antony-blinken", "without a mention"),
    ("⟦a1|“No,”⟧ ⟨a1|Blinken⟩ said. “Never.”", "a: antony-blinken", "outside every quotation"),
    ("⟦a1|“No,”⟧ ⟨a1 tall|Blinken⟩ said.", "a: antony-blinken", "unknown kinds"),
    ("⟦a1|“No,”⟧ ⟨a1|Blinken⟩ said.", "a: Antony Blinken", "can't be read"),
    ("⟦a1|“No,”⟧ ⟨a1|Blinken⟩ said.", "b: antony-blinken", "no identity"),
    ("⟦a1|“No,”⟧ ⟨a1|Blinken said.", "a: antony-blinken", "never closed"),
    ("⟦a1|“No,”⟧ ⟨a1|Blinken⟩ said, and ⟨a1|he⟩ left.", "a: antony-blinken", "stands twice"),
])
def test_contradictory_markup_is_refused(body: str, header: str, complaint: str) -> None:
    with pytest.raises(build.BadMarkup, match=complaint):
        article(body, header)
