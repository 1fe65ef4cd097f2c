"""The benchmark of a large archive: the news that it makes up, the rows that it puts in, and its table."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise

import pytest

from quotes.store import Archive
from quotes.wording.units import keys
from tests.benchmarks import archive_at_scale
from tests.benchmarks.archive_at_scale import Building, Claim
from tests.benchmarks.conftest import table
from tests.benchmarks.made_up_news import News
from tests.store.samples import short


@pytest.fixture(scope="module")
def articles():
    return list(News(1500).articles())


def test_the_news_are_always_the_same_for_one_seed(articles):
    assert list(islice(News(1500).articles(), 20)) == articles[:20]
    assert next(News(1500, seed=2).articles()) != articles[0]
    assert News(1500, seed=2).people == News(1500).people


def test_quotations_and_mentions_stand_where_they_say(articles):
    for document, quotations in articles:
        for quotation in quotations:
            assert document.text[quotation.start : quotation.end] == quotation.text
            if quotation.speaker and (mention := quotation.speaker.mention):
                assert document.text[mention.start : mention.end] == quotation.speaker.name
            if quotation.continues is not None:
                assert quotations[quotation.continues].end < quotation.start


def test_some_pairs_of_words_are_everywhere_and_most_are_rare(articles):
    pairs: Counter[tuple[str, str]] = Counter()
    for _, quotations in articles:
        for quotation in quotations:
            words = keys(quotation.text)
            pairs.update(set(pairwise(words)))
    number = sum(len(quotations) for _, quotations in articles)
    assert abs(number / 1500 - 1) < 0.2
    assert pairs.most_common(1)[0][1] > 0.03 * number
    assert sum(count < 64 for count in pairs.values()) > 0.9 * len(pairs)


def test_some_statements_and_some_stories_are_printed_again(articles):
    texts = Counter(quotation.text for _, quotations in articles for quotation in quotations)
    assert texts.most_common(1)[0][1] > 5
    bodies = Counter(document.text.partition("— ")[2][:150] for document, _ in articles)
    assert sum(count > 1 for count in bodies.values()) > 3


def test_what_is_put_in_in_bulk_is_what_saving_makes(articles, tmp_path):
    """But for the order in which names were first met, and what resolution notes of it."""
    some = articles[:40]

    def rows(archive: Archive) -> dict[str, list]:
        queries = {
            "documents": "SELECT id, rank, published, sketch, story IS NULL FROM documents ORDER BY id",
            "versions": "SELECT id, number, text, current FROM versions ORDER BY id",
            "quotations": "SELECT quotations.id, rank, start, quotations.end, text, continues, listed, speakers.name"
            " FROM quotations LEFT JOIN speakers ON speakers.serial = quotations.speaker ORDER BY rank",
            "shingles": "SELECT hash FROM shingles ORDER BY hash",
            "terms": "SELECT term, doc FROM temp.held ORDER BY term",
        }
        with archive._engine.connect() as connection:
            connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, statement_terms, row)")
            return {name: connection.exec_driver_sql(query).all() for name, query in queries.items()}

    with Archive.open(str(tmp_path / "bulk.sqlite")) as bulk, Archive.open(str(tmp_path / "saved.sqlite")) as saved:
        building = Building(bulk, News(1500))
        building.add(some)
        building.finish()
        for document, quotations in some:
            saved.save(document, quotations, extractor="made up")
        assert rows(bulk) == rows(saved)


def test_a_claim_is_found_where_a_statement_has_the_words_that_it_was_made_from(archive_of_two):
    statement = archive_of_two.statements_like([keys("We are ready for winter")])
    assert Claim("ready for winters", None, "ready for winter").among(statement)
    assert not Claim("ready for summer", None, "ready for summer").among(statement)


@pytest.fixture
def archive_of_two(tmp_path):
    with Archive.open(str(tmp_path / "two.sqlite")) as archive:
        archive.save(*short(1, "Ada Osei", words="We are ready for winter"), extractor="one")
        archive.save(*short(2, "Ada Osei"), extractor="one")
        yield archive


def test_all_figures_are_printed(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(archive_at_scale, "SAVED", 30)
    monkeypatch.setattr(archive_at_scale, "SCANNED", 1)
    kept = tmp_path / "kept.sqlite"
    monkeypatch.setattr("sys.argv", ["", "--quotations", "900", "--claims", "4", "--keep", str(kept)])
    archive_at_scale.main()
    printed = capsys.readouterr().out
    rows = table(printed)
    assert kept.exists() and "quotations made in" in printed and "saved in" in printed
    kinds = {"look-up: all of these", "candidates: whole", "candidates: never said", "verify: all of these"}
    assert kinds | {"FTS5: the words as a phrase", "rapidfuzz: partial_ratio of all"} <= rows.keys()
    assert all(float(figure) >= 0 for kind in kinds for figure in rows[kind][:4])
    assert rows["candidates: whole"][4].endswith("100.0%")
    assert "× the verification’s median" in rows["rapidfuzz: ratio of all"][4]
    archive_at_scale.main()
    assert "quotations made in" not in capsys.readouterr().out
