from __future__ import annotations

from datetime import date

import pytest

from quotes.errors import BadValue
from tests.store.samples import ARTICLE, TEXT, article_quotations, short


@pytest.fixture
def several(filled):
    for number in range(9):
        day = None if number == 4 else date(2023, 2, 1 + number % 3)
        filled.save(*short(number, "Oren Falk", day, source=f"Wire {number % 2}"), extractor="one")
    return filled


def titles(page):
    return [record.title for record in page.items]


def test_documents_come_newest_first_and_undated_last(several):
    days = [record.published for record in several.documents().items]
    assert days[-1] is None
    assert days[:-1] == sorted(days[:-1], reverse=True)
    assert len(days) == 10


def test_document_pages_show_every_document_once(several):
    shown, after = [], None
    while True:
        page = several.documents(limit=3, after=after)
        shown += titles(page)
        after = page.next
        if after is None:
            break
    assert shown == titles(several.documents(limit=500))


def test_documents_are_filtered_by_source_day_and_words_of_the_title(several):
    assert set(titles(several.documents(source="Wire 1"))) == {f"Report {n}" for n in (1, 3, 5, 7)}
    assert titles(several.documents(words="BRIDGE rebuilt")) == ["Bridge to be rebuilt"]
    assert titles(several.documents(source="Wire 0", words="report 2")) == ["Report 2"]
    assert titles(several.documents(words="report", source="Harbour Post")) == []
    assert titles(several.documents(to=date(2023, 1, 31))) == ["Bridge to be rebuilt"]
    assert len(titles(several.documents(from_=date(2023, 2, 3), to=date(2023, 2, 3)))) == 3
    assert titles(several.documents(source="No such paper")) == []
    with pytest.raises(BadValue, match="2023-02-02"):
        several.documents(from_=date(2023, 2, 2), to=date(2023, 2, 1))
    with pytest.raises(BadValue, match=r"'\?'"):
        several.documents(after="?")


def test_one_document_has_its_text_and_its_quotations_in_order(several):
    id_ = several.documents(words="bridge").items[0].id
    detail = several.document(id_)
    assert detail.text == TEXT
    assert detail.document.quotations == len(detail.quotations) == 4
    starts = [quotation.start for quotation in detail.quotations]
    assert starts == sorted(starts)
    assert detail.as_json()["authors"] == ["A. Writer"]
    assert detail.as_json()["items"][1]["continues"] == detail.quotations[0].id
    assert [version.extractor for version in detail.versions] == ["one"]


def test_a_new_title_is_found_and_the_old_one_is_not(several):
    from dataclasses import replace

    several.save(replace(ARTICLE, title="Ferry sold"), article_quotations(), extractor="one")
    assert titles(several.documents(words="ferry")) == ["Ferry sold"]
    assert titles(several.documents(words="bridge")) == []


def test_counts_and_sources_tell_what_the_archive_holds(several, archive):
    counts = several.counts()
    assert (counts.documents, counts.quotations, counts.speakers) == (10, 13, 2)
    assert (counts.first, counts.last) == (date(2023, 1, 18), date(2023, 2, 3))
    assert [(source.name, source.documents) for source in several.sources()] == [
        ("Harbour Post", 1),
        ("Wire 0", 5),
        ("Wire 1", 4),
    ]


def test_an_empty_archive_counts_nothing(archive):
    counts = archive.counts()
    assert (counts.documents, counts.quotations, counts.first, counts.last) == (0, 0, None, None)
    assert archive.quotations().items == archive.speakers().items == archive.documents().items == []
