from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event, select

from quotes.errors import BadValue, NotFound
from quotes.store import Archive, NewFinding, NewReading
from quotes.store.models import Finding
from tests.store.disagreeing import KEY, NO, YES, look, report, reprint, speakers, wording


def test_a_new_finding_is_open_and_has_its_evidence_side_by_side(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    assert look(archive, wording((YES, [one]), (NO, [two]))) == (1, 0)
    (finding,) = archive.findings().items
    assert (finding.kind, finding.severity, finding.status) == ("wording_conflict", "high", "open")
    assert [(reading.text, reading.witnesses) for reading in finding.readings] == [(YES, 1), (NO, 1)]
    assert [[q.id for q in reading.quotations] for reading in finding.readings] == [[one], [two]]
    assert finding.readings[1].quotations[0].document.source == "Paper 2"
    assert not finding.changed_since_review and not finding.gone and finding.reviews == ()


def test_the_json_of_a_finding_is_that_of_the_contract(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Oren Falk")
    look(archive, speakers(archive, one, two))
    shown = archive.findings().items[0].as_json()
    assert list(shown)[:6] == ["id", "kind", "severity", "status", "summary", "readings"]
    reading = shown["readings"][0]
    assert list(reading) == ["speaker", "witnesses", "quotations"]
    assert reading["speaker"]["name"] == "Mara Lindqvist"
    assert reading["quotations"] == [archive.quotation(one).quotation.as_json()]


def test_looking_again_finds_the_same(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    before = archive.findings().items
    assert look(archive, wording((YES, [one]), (NO, [two]))) == (0, 0)
    assert archive.findings().items == before


def test_changed_evidence_updates_a_finding_under_its_id(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    id_ = archive.findings().items[0].id
    three = report(archive, 3, "Mara Lindqvist")
    assert look(archive, replace(wording((YES, [one, three]), (NO, [two])), severity="low", summary="Other")) == (0, 0)
    finding = archive.finding(id_)
    assert finding.severity == "low" and finding.summary == "Other" and finding.readings[0].witnesses == 2
    assert finding.majority == 0 and finding.earliest == 0


def test_what_is_no_longer_found_is_gone_and_comes_back_with_its_reviews(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    id_ = archive.findings().items[0].id
    archive.review_finding(id_, status=None, note="ask the desk", who="Ann")
    assert look(archive) == (0, 1)
    assert archive.findings().items == [] and archive.finding(id_).gone
    assert look(archive, about="something else") == (0, 0)
    assert look(archive, wording((YES, [one]), (NO, [two]))) == (1, 0)
    assert [review.note for review in archive.findings().items[0].reviews] == ["ask the desk"]


def test_several_findings_of_one_kind_about_one_thing_are_told_apart(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    first, second = (wording((YES, [one]), (NO, [two]), part=part) for part in ("a", "b"))
    assert look(archive, first, second) == (2, 0)
    assert look(archive, second) == (0, 1)


def test_a_dismissed_finding_stays_dismissed_when_nothing_new_is_there(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    id_ = archive.findings().items[0].id
    assert archive.review_finding(id_, status="dismissed", note="a slip", who="Ann").status == "dismissed"
    look(archive, wording((YES, [one]), (NO, [two])))
    look(archive)
    look(archive, wording((NO, [two]), (YES, [one])))
    assert archive.finding(id_).status == "dismissed"


@pytest.mark.parametrize("words", [YES, NO])
def test_a_dismissed_finding_is_open_again_with_an_independent_document(archive, words):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    id_ = archive.findings().items[0].id
    archive.review_finding(id_, status="dismissed", note="a slip", who="Ann")
    three = report(archive, 3, "Mara Lindqvist", words)
    readings = {YES: [one], NO: [two]}
    readings[words] = [*readings[words], three]
    assert look(archive, wording(*readings.items())) == (1, 0)
    finding = archive.finding(id_)
    assert finding.status == "open" and finding.reopened
    assert [(review.status, review.who) for review in finding.reviews] == [("dismissed", "Ann")]
    archive.review_finding(id_, status="dismissed", who="Ann")
    look(archive, wording(*readings.items()))
    assert archive.finding(id_).status == "dismissed"


def test_a_reprint_of_what_was_there_opens_nothing(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    id_ = archive.findings().items[0].id
    archive.review_finding(id_, status="dismissed", who="Ann")
    three = report(archive, 3, "Mara Lindqvist")
    reprint(archive, 3, of=1)
    assert look(archive, wording((YES, [one, three]), (NO, [two]))) == (0, 0)
    finding = archive.finding(id_)
    assert finding.status == "dismissed" and finding.changed_since_review


def test_a_dismissed_finding_is_open_again_with_a_third_reading(archive):
    one, two, three = (report(archive, n, name) for n, name in enumerate(("Mara Lindqvist", "Oren Falk", "Ada Osei")))
    look(archive, speakers(archive, one, two))
    id_ = archive.findings().items[0].id
    archive.review_finding(id_, status="dismissed", who="Ann")
    reprint(archive, 2, of=1)
    assert look(archive, speakers(archive, one, two, three)) == (1, 0)
    assert archive.finding(id_).status == "open"


def test_a_better_extractor_that_moves_an_end_brings_no_new_reading(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    id_ = archive.findings().items[0].id
    archive.review_finding(id_, status="dismissed", who="Ann")
    longer = NO[:-2] + ", said”"
    assert look(archive, wording((YES, [one]), (longer, [two]))) == (0, 0)
    assert archive.finding(id_).status == "dismissed"


def test_speakers_who_are_one_by_now_bring_no_new_reading(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Oren Falk")
    look(archive, speakers(archive, one, two))
    finding = archive.findings().items[0]
    archive.review_finding(finding.id, status="dismissed", who="Ann")
    three = report(archive, 3, "Maria Lindquist")
    reprint(archive, 3, of=1)
    speaker, survivor = (archive.quotation(id_).quotation.speaker.id for id_ in (one, three))
    archive.merge_speakers(speaker, survivor, who="Ann")
    assert look(archive, speakers(archive, one, two)) == (0, 0)
    finding = archive.finding(finding.id)
    assert finding.status == "dismissed" and finding.readings[0].speaker.name == "Maria Lindquist"


def test_a_confirmed_finding_stays_confirmed_and_says_that_its_evidence_is_another(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    id_ = archive.findings().items[0].id
    archive.review_finding(id_, status="confirmed", who="Ann")
    assert not archive.finding(id_).changed_since_review
    three = report(archive, 3, "Mara Lindqvist")
    look(archive, wording((YES, [one, three]), (NO, [two])))
    assert archive.finding(id_).status == "confirmed" and archive.finding(id_).changed_since_review
    archive.review_finding(id_, status="confirmed", who="Ann")
    assert not archive.finding(id_).changed_since_review


def test_reviews_are_kept_the_latest_first(archive):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    id_ = archive.findings().items[0].id
    archive.review_finding(id_, status="confirmed", note="checked", who="Ann")
    archive.review_finding(id_, status=None, note=" told the paper ", who=" Bo  Lee ")
    finding = archive.review_finding(id_, status="open", who="Ann")
    assert [(review.status, review.note, review.who) for review in finding.reviews] == [
        ("open", "", "Ann"), (None, "told the paper", "Bo Lee"), ("confirmed", "checked", "Ann"),
    ]  # fmt: skip
    assert finding.status == "open" and not finding.reopened


@pytest.mark.parametrize(
    ("review", "message"),
    [
        ({"status": "confirmed", "who": " "}, "say who decides"),
        ({"status": None, "who": "Ann"}, "a note says something"),
        ({"status": "gone", "who": "Ann"}, "bad status 'gone': one of open, confirmed, dismissed"),
        ({"status": "open", "who": "Ann"}, "is open already"),
    ],
)
def test_a_review_that_says_nothing_is_refused(archive, review, message):
    one, two = report(archive, 1, "Mara Lindqvist"), report(archive, 2, "Mara Lindqvist", NO)
    look(archive, wording((YES, [one]), (NO, [two])))
    with pytest.raises(BadValue, match=message):
        archive.review_finding(archive.findings().items[0].id, **review)


def test_a_finding_that_is_not_there_is_not_found(archive):
    with pytest.raises(NotFound, match="no finding 'x'"):
        archive.finding("x")
    with pytest.raises(NotFound, match="no finding 'x'"):
        archive.review_finding("x", status="confirmed", who="Ann")


@pytest.fixture
def several(archive: Archive) -> Archive:
    """Five findings: about two speakers, of all severities and statuses."""
    ids = [report(archive, n, "Mara Lindqvist" if n < 4 else "Oren Falk") for n in range(1, 6)]
    severities = ("low", "high", "medium", "high", "low")
    found = [
        NewFinding(
            "wording_conflict" if n else "version_change", KEY, severity, f"Finding {n}",
            (NewReading(text="x", witnesses=1, quotations=(id_,)),), part=str(n),
        )
        for n, (id_, severity) in enumerate(zip(ids, severities))
    ]  # fmt: skip
    look(archive, *found)
    by_summary = {finding.summary: finding.id for finding in archive.findings().items}
    archive.review_finding(by_summary["Finding 1"], status="dismissed", who="Ann")
    archive.review_finding(by_summary["Finding 4"], status="confirmed", who="Ann")
    return archive


def summaries(archive: Archive, **filters: str) -> str:
    return " ".join(finding.summary.removeprefix("Finding ") for finding in archive.findings(**filters).items)


def test_lists_show_the_open_first_then_the_severe_then_the_new(several):
    assert summaries(several) == "3 2 0 4 1"


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"kind": "version_change"}, "0"),
        ({"status": "open"}, "3 2 0"),
        ({"severity": "high"}, "3 1"),
        ({"speaker": "Falk"}, "3 4"),
        ({"speaker": "Lindqvist", "status": "dismissed"}, "1"),
        ({"speaker": "Nobody Here"}, ""),
        ({"document": "unknown"}, ""),
    ],
)
def test_filters_restrict_together(several, filters, shown):
    assert summaries(several, **filters) == shown


def test_findings_of_a_document_and_of_a_quotation(several):
    part = several.findings().items[0].readings[0].quotations[0]
    assert summaries(several, document=part.document.id) == "3"
    assert summaries(several, quotation=part.id) == "3"
    assert several.quotation(part.id).findings == (several.findings().items[0].id,)


@pytest.mark.parametrize("name", ["kind", "status", "severity"])
def test_a_filter_that_is_no_value_is_quoted(several, name):
    with pytest.raises(BadValue, match=f"bad {name} 'odd': one of "):
        several.findings(**{name: "odd"})


def test_pages_go_on_where_the_one_before_ended(several):
    shown, after = [], None
    while True:
        page = several.findings(limit=2, after=after)
        shown += [finding.summary for finding in page.items]
        after = page.next
        if after is None:
            break
    assert " ".join(shown) == "Finding 3 Finding 2 Finding 0 Finding 4 Finding 1"
    with pytest.raises(BadValue, match="bad page token"):
        several.findings(after="x")
    with pytest.raises(BadValue, match="bad limit"):
        several.findings(limit=0)


def test_a_page_takes_as_many_queries_whatever_its_length(several):
    def statements(limit: int) -> int:
        seen = []
        listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(several._engine, "before_cursor_execute", listen)
        several.findings(limit=limit)
        event.remove(several._engine, "before_cursor_execute", listen)
        return len(seen)

    assert statements(1) == statements(5)


def test_every_finding_has_a_place_of_its_own_in_the_list(several):
    with several._engine.begin() as connection:
        ranks = connection.scalars(select(Finding.rank)).all()
    assert len(set(ranks)) == 5 and all(rank > 0 for rank in ranks)


@pytest.mark.parametrize("readings", [{}, {"text": "x", "role": "minister"}])
def test_a_reading_has_one_label(readings):
    with pytest.raises(ValueError, match="a reading has one of"):
        NewReading(**readings).label  # noqa: B018


def plans(archive: Archive, action) -> dict[str, str]:
    """The query plans of the statements of an action, by their first words."""
    seen: list[tuple[str, object]] = []
    listen = lambda *arguments: seen.append((arguments[2], arguments[3]))  # noqa: E731
    event.listen(archive._engine, "before_cursor_execute", listen)
    action()
    event.remove(archive._engine, "before_cursor_execute", listen)
    with archive._engine.connect() as connection:
        return {
            sql: " | ".join(
                row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)  # type: ignore[arg-type]
            )
            for sql, parameters in seen
            if sql.startswith("SELECT")
        }


def test_a_list_of_one_status_reads_that_status_alone_in_list_order(several):
    page = next(iter(plans(several, lambda: several.findings(status="open")).values()))
    assert "ix_findings_gone_rank (gone=? AND rank>? AND rank<?)" in page and "TEMP B-TREE" not in page


def test_evidence_and_decisions_are_found_by_their_indexes(several):
    part = several.findings().items[0].readings[0].quotations[0]
    for action in (lambda: several.findings(quotation=part.id), lambda: report(several, 1, "Oren Falk")):
        read = {sql: plan for sql, plan in plans(several, action).items() if "evidence" in sql or "reviews" in sql}
        assert read
        for sql, plan in read.items():
            assert "SCAN evidence" not in plan and "SCAN reviews" not in plan, sql
