"""The statements that a claim may come from: found whole, in part, changed, over several parts, by speaker."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from alembic.command import downgrade

from quotes.store import Archive, IncomingDocument, RunCounts, migration
from quotes.store.statements import terms_of
from quotes.wording.units import keys
from tests.store.samples import ARTICLE, article_quotations, quote, retold, short

WINTER = "We will keep the harbour open through the winter because the islands depend on it"


def texts(archive: Archive, *runs: str, **options) -> list[str]:
    found = archive.statements_like([keys(run) for run in runs], **options)
    return [" ".join(part.text for part in one.parts) for one in found]


def said(number: int, words: str, speaker: str | None = "Ann Berg", published: date | None = None):
    """A document that quotes these words."""
    text = f"Report {number}. “{words}” That was all."
    document = IncomingDocument("Wire", f"said-{number}", text, published=published)
    return document, [quote(document, f"“{words}”", speaker)]


def serial(archive: Archive, name: str) -> int:
    """The serial by which a speaker is asked for."""
    found = archive.statements_like([keys(WINTER)])
    return next(one.speaker_serial for one in found if one.speaker and one.speaker.name == name)


@pytest.fixture
def printed(archive) -> Archive:
    """The statement about the harbour in 300 documents, among a hundred other statements."""
    for number in range(300):
        archive.save(*said(number, WINTER + "."), extractor="one")
    for number in range(100):
        archive.save(*short(number, "Oren Falk", words="We will keep the promise we made to"), extractor="one")
    return archive


@pytest.mark.parametrize(
    "claim",
    [
        WINTER,
        WINTER.upper(),
        "keep the harbour open through the winter",
        "the islands depend",
        "harbor",
    ],
)
def test_a_claim_that_stands_in_a_statement_is_found(archive, claim):
    archive.save(*said(1, WINTER), extractor="one")
    archive.save(*short(2, "Oren Falk"), extractor="one")
    assert texts(archive, claim) == [f"“{WINTER}”"]


def test_a_claim_of_fragments_is_found(archive):
    archive.save(*said(1, WINTER), extractor="one")
    assert texts(archive, "We will keep the harbour open", "the islands depend on it") == [f"“{WINTER}”"]


@pytest.mark.parametrize(
    "claim",
    [
        "We will keep the harbour closed through the winter because the islands depend on it",
        "We will not keep the harbour open this winter because the islands depend on it",
        "We shall keep our harbour open in the winter, for all the islands depend on it",
        "the islands rely on it",
        "because the islands depended on it",
    ],
)
def test_a_claim_with_other_words_is_found(archive, claim):
    archive.save(*said(1, WINTER), extractor="one")
    archive.save(*short(2, "Oren Falk", words="We will meet again in the spring"), extractor="one")
    assert texts(archive, claim)[0] == f"“{WINTER}”"


@pytest.mark.parametrize(
    "claim",
    [
        WINTER,
        "We will keep the harbour closed through the winter because the islands depend on it",
        "We will keep the harbour open through the winter because the islands live by it",
        "keep the harbour closed",
        "the islands rely on it",
    ],
)
def test_a_statement_that_is_printed_everywhere_is_found_among_others(printed, claim):
    assert texts(printed, claim, limit=20)[0] == f"“{WINTER}.”"


def test_of_what_is_printed_everywhere_no_more_comes_than_is_asked_for(printed):
    assert len(texts(printed, WINTER, limit=20)) == 20
    assert len(texts(printed, WINTER)) == 200


def test_the_likeliest_comes_first(archive):
    archive.save(*said(1, "We will keep the harbour open in the summer"), extractor="one")
    archive.save(*said(2, WINTER), extractor="one")
    archive.save(*said(3, "Nobody will keep the harbour open"), extractor="one")
    found = texts(archive, "We will keep the harbour open through the winter, I promise")
    assert found[0] == f"“{WINTER}”" and len(found) == 3


def test_parts_that_go_on_from_each_other_are_one_statement(filled):
    for claim in ("The bridge will be rebuilt by spring", "We have the money", "rebuilt by spring. We have the money"):
        statement = filled.statements_like([keys(claim)])[0]
        assert [part.text for part in statement.parts] == [
            "“The bridge will be rebuilt by spring,”",
            "“We have the money.”",
        ]
        assert [part.start for part in statement.parts] == [0, 61]


def test_a_statement_says_whose_it_is_and_where_it_stands(filled):
    statement = filled.statements_like([keys("bridge will be rebuilt")])[0]
    detail = filled.quotation(statement.parts[0].id)
    assert statement.speaker == detail.quotation.speaker and statement.confidence == 0.97
    assert statement.document == detail.document.id and statement.story == statement.document_serial
    assert (statement.source, statement.published) == ("Harbour Post", date(2023, 1, 18))


def test_two_parts_of_a_claim_need_not_stand_in_the_printed_order_of_common_words(printed):
    text = "“We will keep the harbour open,” she said. “We will keep the promise that we made.”"
    document = IncomingDocument("Post", "two", text)
    first = quote(document, "“We will keep the harbour open,”", "Ann Berg")
    second = quote(document, "“We will keep the promise that we made.”", "Ann Berg", continues=0)
    printed.save(document, [first, second], extractor="one")
    found = texts(printed, "We will keep the harbour open. We will keep the promise that we made")
    assert found[0] == "“We will keep the harbour open,” “We will keep the promise that we made.”"


def test_only_the_statements_of_some_speakers(archive):
    archive.save(*said(1, WINTER, "Ann Berg"), extractor="one")
    archive.save(*said(2, WINTER, "Oren Falk"), extractor="one")
    archive.save(*said(3, WINTER, None), extractor="one")
    falk = serial(archive, "Oren Falk")
    for claim in (WINTER, WINTER.replace("islands", "isles")):
        found = archive.statements_like([keys(claim)], speakers=[falk])
        assert [one.speaker.name for one in found] == ["Oren Falk"]
    assert archive.statements_like([keys(WINTER)], speakers=[]) == []


def test_of_a_phrase_that_many_use_that_of_a_rare_speaker_is_found(archive, monkeypatch):
    monkeypatch.setattr("quotes.store.statements._SCANNED", 20)
    for number in range(60):
        archive.save(*said(number, "No comment", "Ann Berg", date(2024, 1, 1)), extractor="one")
    archive.save(*said(60, WINTER, "Oren Falk"), extractor="one")
    archive.save(*said(61, "I have no comment today", "Oren Falk", date(2001, 1, 1)), extractor="one")
    falk = serial(archive, "Oren Falk")
    assert texts(archive, "No comment", speakers=[falk]) == ["“I have no comment today”"]
    monkeypatch.setattr("quotes.store.statements._OWNED", 0)
    assert texts(archive, "No comment", speakers=[falk]) == ["“I have no comment today”"]


def test_nothing_is_found_for_nothing(filled):
    assert filled.statements_like([]) == filled.statements_like([[]]) == []
    assert texts(filled, "zebra") == []


def test_only_what_is_listed_is_found(filled):
    filled.save(retold(ARTICLE, ARTICLE.text.replace("spring", "autumn")), [], extractor="one")
    assert texts(filled, "The bridge will be rebuilt by spring") == []
    filled.save(ARTICLE, article_quotations(), extractor="one")
    assert texts(filled, "Nobody asked us") == ["“Nobody asked us,”"]
    filled.save(ARTICLE, article_quotations()[:3], extractor="two")
    assert texts(filled, "Nobody asked us") == []


def test_a_quotation_whose_end_moves_is_found_by_its_new_words(filled):
    moved = article_quotations()
    moved[3] = quote(ARTICLE, "“Nobody asked us,” Oren Falk told reporters.", "Oren Falk")
    filled.save(ARTICLE, moved, extractor="two")
    assert texts(filled, "told reporters") == ["“Nobody asked us,” Oren Falk told reporters."]
    filled.save(ARTICLE, article_quotations(), extractor="three")
    assert texts(filled, "told reporters") == []
    assert texts(filled, "Nobody asked us") == ["“Nobody asked us,”"]


def test_a_document_that_gets_another_day_is_found_again(filled):
    filled.save(replace(ARTICLE, published=date(2020, 2, 2)), article_quotations(), extractor="one")
    assert texts(filled, "Nobody asked us") == ["“Nobody asked us,”"]


def test_the_index_holds_what_is_listed_and_nothing_else_after_changes(archive):
    archive.save(ARTICLE, article_quotations(), extractor="one")
    archive.save(replace(ARTICLE, published=date(2020, 2, 2)), article_quotations()[:2], extractor="two")
    archive.save(retold(ARTICLE, "Nothing is left."), [], extractor="two")
    archive.save(*short(1, "Oren Falk"), extractor="one")
    archive.save(ARTICLE, article_quotations(), extractor="three")
    with archive._engine.connect() as connection:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, statement_terms, row)")
        held = dict(connection.exec_driver_sql("SELECT term, doc FROM held").tuples().all())
        rows = connection.exec_driver_sql("SELECT text FROM quotations WHERE listed").scalars().all()
    expected: dict[str, int] = {}
    for text in rows:
        for term in terms_of(text).split():
            expected[term] = expected.get(term, 0) + 1
    assert held == expected and len(rows) == 5


def test_after_a_run_the_index_is_of_fewer_pieces(archive):
    def pieces() -> int:
        with archive._engine.connect() as connection:
            return connection.exec_driver_sql("SELECT count(DISTINCT segid) FROM statement_terms_idx").scalar_one()

    run = archive.start_run("test")
    for number in range(35):
        archive.save(*short(number, "Oren Falk"), extractor="one", run=run)
    before = pieces()
    archive.finish_run(run, RunCounts())
    assert before > pieces() == 1
    assert len(texts(archive, "Nothing new")) == 35


def test_an_upgrade_fills_the_index(filled):
    with filled._writing() as connection:
        downgrade(migration.configuration(connection), "0003")
    filled.upgrade()
    assert texts(filled, "Nobody asked us") == ["“Nobody asked us,”"]


def test_quotations_in_their_places(filled):
    items = filled.quotations().items
    found = filled.in_place([item.id for item in items] + ["nobody"], context=8)
    assert list(found) != [] and {one.quotation.id for one in found.values()} == {item.id for item in items}
    plan = next(one for one in found.values() if one.quotation.text == "“a bold plan”")
    assert (plan.prefix, plan.suffix) == ("lled it ", ". “Nobod")
    assert filled.in_place([]) == {}
