"""The sample corpus is readable, says what STATEMENTS.md lists and errs only where README.md admits it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import trafilatura

SEEDS = Path(__file__).parents[2] / "seeds"
CORPUS = SEEDS / "corpus"
FIELDS = {"url", "title", "text", "published", "source"}


class Article(NamedTuple):
    file: str
    title: str
    text: str
    published: date
    source: str


class Statement(NamedTuple):
    id: str
    speaker: str
    date: str
    parts: tuple[str, ...]


def folded(text: str) -> str:
    """Lower case, one kind of quotation mark, no Markdown emphasis, single spaces."""
    marks = {ord(mark): "'" for mark in "‘’“”\""}
    return " ".join(text.translate({**marks, ord("*"): None}).lower().split())


def articles() -> Iterator[Article]:
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            published = date.fromisoformat(record["published"])
            yield Article(path.name, record["title"], record["text"], published, record["source"])
    for path in sorted(CORPUS.glob("*/*.html")):
        page = path.read_text("utf-8")
        body, document = trafilatura.extract(page), trafilatura.extract_metadata(page)
        assert body and document.title and document.date and document.sitename, path.name
        published = date.fromisoformat(document.date)
        yield Article(path.name, document.title, body, published, document.sitename)
    for path in sorted(CORPUS.glob("*/*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        meta = dict(re.findall(r'^(\w+): "?(.*?)"?$', front, flags=re.MULTILINE))
        yield Article(path.name, meta["title"], body, date.fromisoformat(meta["date"]), meta["source"])
    for path in sorted(CORPUS.glob("*/*.txt")):
        body, published = path.read_text("utf-8"), date.fromisoformat(path.name[:10])
        yield Article(path.name, body.splitlines()[0], body, published, path.parent.name)


def statements() -> list[Statement]:
    lines = (SEEDS / "STATEMENTS.md").read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if re.match(r"\| S\d\d ", line)]
    return [
        Statement(number, speaker, made, tuple(folded(part) for part in words.split(" / ")))
        for number, speaker, made, _occasion, words in rows
    ]


ARTICLES = list(articles())
STATEMENTS = statements()


def with_words(words: str) -> list[Article]:
    return [article for article in ARTICLES if folded(words) in folded(article.text)]


def test_there_are_at_least_36_articles_by_at_least_seven_outlets() -> None:
    assert len(ARTICLES) >= 36
    assert len({article.source for article in ARTICLES}) >= 7


def test_every_form_that_ingest_reads_is_there() -> None:
    assert len(list(CORPUS.glob("*/*.html"))) >= 6
    assert len(list(CORPUS.glob("*/*.md"))) >= 4
    assert len(list(CORPUS.glob("*/*.txt"))) >= 4


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_json_lines_have_the_fields_of_an_article_and_addresses_that_cannot_exist(path: Path) -> None:
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert all(set(record) == FIELDS and all(record.values()) for record in records)
    assert {urlsplit(record["url"]).hostname for record in records} == {f"{path.stem}.example"}
    assert len({record["url"] for record in records}) == len(records)
    assert len({record["source"] for record in records}) == 1


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.html")), ids=lambda path: path.stem)
def test_html_pages_give_author_and_canonical_address_and_lose_their_boilerplate(path: Path) -> None:
    page = path.read_text("utf-8")
    meta, body = trafilatura.extract_metadata(page), trafilatura.extract(page)
    assert body and meta.author
    assert urlsplit(meta.url).hostname == f"{path.parent.name}.example"
    assert "<nav" in page or 'id="topbar"' in page
    assert not re.search("newsletter|cookies|never sleeps|media enquiries|Consular", body)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.file)
def test_articles_are_short_and_from_the_years_of_the_corpus(article: Article) -> None:
    assert 100 <= len(article.text.split()) <= 360
    assert 2022 <= article.published.year <= 2024


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.id)
def test_a_listed_statement_stands_in_an_article_and_never_before_it_was_made(statement: Statement) -> None:
    for part in statement.parts:
        quoting = with_words(part)
        assert quoting, f"{statement.id}: {part!r} stands in no article"
        if len(part.split()) > 2:
            assert all(article.published.isoformat() >= statement.date for article in quoting), statement.id


def test_ten_statements_are_reported_by_two_outlets_or_more() -> None:
    shared = [statement.id for statement in STATEMENTS
              if len({article.source for part in statement.parts for article in with_words(part)}) >= 2]
    assert len(shared) >= 10


@pytest.mark.parametrize("surname", ["Blinken", "Cleverly", "Sybiha"])
def test_the_three_ministers_are_quoted_at_least_six_times_over_several_articles(surname: str) -> None:
    said = [statement for statement in STATEMENTS if statement.speaker.endswith(surname)]
    parts = [part for statement in said for part in statement.parts]
    places = [(part, article.title, article.source) for part in parts for article in with_words(part)]
    assert len(places) >= 6
    assert len({place[1:] for place in places}) >= 3


def test_a_wire_story_is_reprinted_by_two_more_outlets() -> None:
    opening = "responsibility for the war in Ukraine rested with Russian President Vladimir Putin alone"
    assert {article.source for article in with_words(opening)} == {
        "Meridian Wire", "The Larkfield Ledger", "Lakeside Tribune"}


def test_the_altered_statement_stands_only_where_the_readme_documents_it() -> None:
    planted = "a kind of Second World War attritional-type stalemate"
    [article] = with_words(planted)
    readme = (SEEDS / "README.md").read_text("utf-8")
    assert f"`corpus/{article.file}` | {article.title} |" in readme
    assert "| Second World War | First World War |" in readme
    assert len(with_words(planted.replace("Second", "First"))) >= 3


def test_the_misattributed_statement_stands_only_where_the_readme_documents_it() -> None:
    [article] = with_words("Reznikov")
    assert 'weapons, weapons, and weapons," then-Defense Minister Oleksii Reznikov said' in article.text
    readme = (SEEDS / "README.md").read_text("utf-8")
    assert f"`corpus/{article.file}` | {article.title} |" in readme
    assert "| Oleksii Reznikov | Dmytro Kuleba |" in readme
