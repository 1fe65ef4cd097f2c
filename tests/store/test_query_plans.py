"""The main look-ups go through indexes in list order: nothing is sorted, nothing is read to be thrown away."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event, select

from quotes.store import QuotationFilter
from quotes.store.arrivals import Wanted, _open_findings
from quotes.store.models import Finding, Quotation
from quotes.store.quotations import page_statement
from tests.store.samples import ARTICLE, article_quotations, short

EVERYTHING = QuotationFilter()


@pytest.fixture(scope="module")
def planned(shared_archive):
    archive = shared_archive
    archive.save(ARTICLE, article_quotations(), extractor="one")
    for number in range(30):
        day = date(2023, 1, 1 + number % 28)
        archive.save(*short(number, ["Oren Falk", "Hanna Falk", "Ann Berg"][number % 3], day), extractor="one")

    def plan(criteria=EVERYTHING, *, speakers=None, source=None, after=None, analysed=False):
        statement = page_statement(archive._backend, criteria, speakers=speakers, source=source, limit=51, after=after)
        with archive._engine.connect() as connection:
            if analysed:
                connection.exec_driver_sql("ANALYZE")
            try:
                return archive._backend.explain(connection, statement)
            finally:
                connection.rollback()

    return plan


WINDOW = {"from_": date(2023, 1, 5), "to": date(2023, 1, 9)}


@pytest.mark.parametrize(
    "criteria, scope, index",
    [
        (QuotationFilter(), {}, None),
        (QuotationFilter(), {"after": 1 << 60}, "INTEGER PRIMARY KEY (rowid>?)"),
        (QuotationFilter(**WINDOW), {}, "INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
        (QuotationFilter(), {"speakers": [1]}, "ix_quotations_listed_speaker (listed=? AND speaker=?)"),
        (
            QuotationFilter(**WINDOW),
            {"speakers": [1]},
            "ix_quotations_listed_speaker (listed=? AND speaker=? AND rowid>? AND rowid<?)",
        ),
        (QuotationFilter(), {"speakers": [1], "source": 1}, "ix_quotations_listed_speaker"),
        (QuotationFilter(), {"source": 1}, "ix_quotations_listed_source (listed=? AND source=?)"),
        (QuotationFilter(words="new"), {}, "quotation_words VIRTUAL TABLE INDEX"),
        (QuotationFilter(words="new", **WINDOW), {"after": 1 << 60}, "quotation_words VIRTUAL TABLE INDEX"),
        (QuotationFilter(words="new"), {"speakers": [1, 2], "source": 1}, "quotation_words VIRTUAL TABLE"),
        (QuotationFilter(words="new", kind="direct"), {}, "quotation_words VIRTUAL TABLE INDEX"),
    ],
)
def test_a_page_is_read_from_an_index_without_sorting(planned, criteria, scope, index):
    plan = planned(criteria, **scope)
    assert not [step for step in plan if "TEMP B-TREE" in step], plan
    first = next(step for step in plan if step.startswith(("SCAN", "SEARCH")) and "found" not in step)
    if index is None:
        assert first == "SCAN quotations"  # the table itself lies in list order
    else:
        assert index in first, plan
    joins = [step for step in plan if step.startswith(("SCAN", "SEARCH")) and step != first and "found" not in step]
    assert joins and all(step.startswith("SEARCH") and "PRIMARY KEY" in step for step in joins), plan


def test_people_of_one_surname_are_merged_from_pages_of_each(planned):
    plan = planned(speakers=[1, 2, 3])
    searched = [step for step in plan if "ix_quotations_listed_speaker (listed=? AND speaker=?)" in step]
    assert len(searched) == 3
    assert not any(step.startswith("SCAN quotations") for step in plan), plan


@pytest.mark.parametrize("scope", [{}, {"after": 1 << 60}, {"speakers": [1]}, {"source": 1}])
def test_statistics_do_not_make_it_sort(planned, scope):
    plan = planned(**scope, analysed=True)
    assert not [step for step in plan if "TEMP B-TREE" in step], plan


def test_whom_a_name_means_is_read_from_indexes(archive):
    archive.save(ARTICLE, article_quotations(), extractor="one")
    statements = []

    @event.listens_for(archive._engine, "before_cursor_execute")
    def keep(connection, cursor, statement, parameters, context, many):
        statements.append((statement, parameters))

    archive.find_speakers("Mara Lindqvist")
    archive.speakers()
    event.remove(archive._engine, "before_cursor_execute", keep)
    with archive._engine.connect() as connection:
        for statement, parameters in statements:
            if statement.startswith("BEGIN"):
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            for step in plan:
                assert not step[3].startswith("SCAN") or "ix_speakers_quotations_name" in step[3], step


@pytest.fixture
def arrivals(filled):
    """Plans of what alerts and feeds ask for: statements made of what is wanted."""
    for number in range(30):
        filled.save(*short(number, ["Oren Falk", "Hanna Falk"][number % 2], date(2023, 1, 1)), extractor="one")

    def plan(make, **criteria):
        with filled._engine.connect() as connection:
            wanted = Wanted(connection, filled._backend, **{"serials": None, "words": None, "source": None, **criteria})
            try:
                return filled._backend.explain(connection, make(wanted))
            finally:
                connection.rollback()

    return plan


@pytest.mark.parametrize(
    ("criteria", "index"),
    [
        ({}, "ix_quotations_arrived"),
        ({"serials": [1]}, "ix_quotations_speaker_arrived (speaker=?"),
        ({"words": "new"}, "ix_quotations_arrived"),
        ({"source": "Wire"}, "ix_quotations_arrived"),
    ],
)
@pytest.mark.parametrize("after", [None, (1 << 50, 1 << 50)])
def test_the_latest_are_read_in_their_order_without_sorting(arrivals, criteria, index, after, monkeypatch):
    monkeypatch.setattr("quotes.store.arrivals.FEW", 0)  # as where words or sources are frequent
    plan = arrivals(lambda wanted: wanted.latest(51, after), **criteria)
    assert any(f"quotations USING INDEX {index}" in step for step in plan), plan
    assert not [step for step in plan if "TEMP B-TREE" in step and "MERGE" not in step] or "serials" in criteria, plan


@pytest.mark.parametrize(
    "criteria", [{}, {"serials": [1]}, {"serials": [1, 2]}, {"words": "new"}, {"words": "new", "serials": [1, 2, 3]}]
)
def test_what_came_since_an_alerts_last_delivery_is_read_from_the_order_of_arrival(arrivals, criteria, monkeypatch):
    monkeypatch.setattr("quotes.store.arrivals.FEW", 0)

    def since(wanted):
        came = select(Quotation.rank).where(Quotation.arrived > 1 << 50, Quotation.arrived <= 1 << 60)
        return wanted.restrict(came).order_by(Quotation.arrived, Quotation.rank)

    first = next(step for step in arrivals(since, **criteria) if "quotations" in step)
    assert "arrived>? AND arrived<?" in first, first


def test_the_latest_findings_are_read_in_their_order(filled):
    with filled._engine.connect() as connection:
        statement = _open_findings(connection, "wording_conflict", [1]).order_by(Finding.arrived.desc()).limit(51)
        plan = filled._backend.explain(connection, statement)
    assert "USING INDEX ix_findings_arrived" in plan[0] and not any("TEMP B-TREE" in step for step in plan), plan
