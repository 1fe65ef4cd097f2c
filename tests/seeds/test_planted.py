"""The planted errors stand where planted.jsonl says, read as the articles give them, and README.md lists them all."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from quotes.extraction import Extractor
from quotes.ingest import ingest
from quotes.store import Archive, FindingRecord
from tests.seeds.test_seed_corpus import ARTICLES, CORPUS, SEEDS, Article, folded

PLANTED: list[dict[str, Any]] = [json.loads(line) for line in (SEEDS / "planted.jsonl").read_text("utf-8").splitlines()]
ERRORS = [row for row in PLANTED if row["kind"] != "none"]
KINDS = {"speaker_conflict", "wording_conflict", "role_conflict", "date_conflict"}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[FindingRecord]:
    with Archive.open(str(tmp_path_factory.mktemp("planted") / "archive.sqlite")) as archive:
        archive.ensure_register()
        ingest([str(CORPUS)], archive)
        return archive.findings(limit=100).items


def has(finding: FindingRecord, row: dict[str, Any]) -> bool:
    """The finding is of the row's kind, and one of its readings is from the row's article and has its words."""
    return finding.kind == row["kind"] and any(
        quotation.document.title == row["title"]
        and (
            folded(row["quotation"]) in folded(quotation.text)
            or folded(quotation.text)[1:-2] in folded(row["quotation"])
        )
        for reading in finding.readings
        for quotation in reading.quotations
    )


def named(row: dict[str, Any]) -> str:
    return f"{row['kind']}-{row['title'][:20]}"


def article_of(row: dict[str, Any]) -> Article:
    [article] = [each for each in ARTICLES if (each.file, each.title) == (row["file"], row["title"])]
    return article


def test_there_are_three_of_each_kind_and_cases_that_are_none() -> None:
    counts = Counter(row["kind"] for row in PLANTED)
    assert set(counts) == KINDS | {"none"}
    assert min(counts.values()) >= 3


@pytest.mark.parametrize("row", PLANTED, ids=named)
def test_the_planted_words_stand_in_their_article(row: dict[str, Any]) -> None:
    assert folded(row["quotation"]) in folded(article_of(row).text)
    assert row["note"]


@pytest.mark.parametrize("row", ERRORS, ids=named)
def test_a_planted_error_is_printed_and_listed_and_has_something_right_beside_it(row: dict[str, Any]) -> None:
    assert row["printed"] and row["right"] and row["printed"] != row["right"]
    if row["kind"] != "date_conflict":
        words = row["printed"].split(", ") if row["kind"] == "role_conflict" else [row["printed"]]
        assert all(word in article_of(row).text for word in words)
    readme = (SEEDS / "README.md").read_text("utf-8")
    paths = [path.relative_to(SEEDS).as_posix() for path in CORPUS.rglob(row["file"])]
    assert any(f"| {row['kind']} | `{path}` | {row['title']} |" in readme for path in paths)


@pytest.mark.parametrize("row", [row for row in ERRORS if row["kind"] == "wording_conflict"], ids=named)
def test_the_right_wording_of_a_planted_one_stands_in_another_article(row: dict[str, Any]) -> None:
    right = folded(row["quotation"].replace(row["printed"], row["right"]))
    assert [article for article in ARTICLES if right in folded(article.text) and article.title != row["title"]]


@pytest.mark.parametrize("row", [row for row in ERRORS if row["kind"] == "speaker_conflict"], ids=named)
def test_the_words_with_a_wrong_speaker_stand_in_another_article_with_the_right_one(row: dict[str, Any]) -> None:
    others = [each for each in ARTICLES if folded(row["quotation"]) in folded(each.text) and each.title != row["title"]]
    assert any(row["right"].split()[-1] in article.text for article in others)
    assert all(row["printed"] not in article.text for article in others)


@pytest.mark.parametrize("row", PLANTED, ids=named)
def test_extraction_gives_a_planted_quotation_the_speaker_that_the_article_gives(
    row: dict[str, Any], extractor: Extractor
) -> None:
    found = [
        quotation
        for quotation in extractor.extract(article_of(row).text)
        if folded(row["quotation"]) in folded(quotation.text)
    ]
    assert found
    if row["speaker"] is not None:
        assert row["speaker"] in {quotation.speaker.name for quotation in found if quotation.speaker}


@pytest.mark.parametrize("row", ERRORS, ids=named)
def test_a_planted_error_is_found(row: dict[str, Any], findings: list[FindingRecord]) -> None:
    assert [finding.summary for finding in findings if has(finding, row)]


def test_nothing_is_found_that_is_not_planted(findings: list[FindingRecord]) -> None:
    assert [finding.summary for finding in findings if not any(has(finding, row) for row in ERRORS)] == []
