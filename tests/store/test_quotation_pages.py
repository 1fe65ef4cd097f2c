from __future__ import annotations

from datetime import date, timedelta

import pytest

from quotes.errors import BadValue
from quotes.store import MAX_LIMIT, QuotationFilter
from tests.store.samples import ARTICLE, article_quotations, short


@pytest.fixture(scope="module")
def many(shared_archive):
    """Forty documents on five days and undated, with ties everywhere, one of them with four quotations."""
    day = date(2023, 3, 1)
    for number in range(40):
        published = None if number % 6 == 5 else day + timedelta(days=number % 5)
        speaker = ["Mara Lindqvist", "Oren Falk", None, "Falk"][number % 4]
        document, quotations = short(number, speaker, published, source=f"Wire {number % 3}")
        shared_archive.save(document, quotations, extractor="one")
    shared_archive.save(ARTICLE, article_quotations(), extractor="one")
    return shared_archive


@pytest.mark.parametrize("limit", [1, 3, 7, 44, 500])
@pytest.mark.parametrize(
    "criteria",
    [
        QuotationFilter(),
        QuotationFilter(speaker="Falk"),
        QuotationFilter(speaker="Mara Lindqvist"),
        QuotationFilter(words="nothing new"),
        QuotationFilter(words="nothing", speaker="Falk", kind="direct"),
        QuotationFilter(source="Wire 1", from_=date(2023, 3, 2)),
        QuotationFilter(speaker="Falk", source="Wire 1", to=date(2023, 3, 4), min_confidence=0.5),
    ],
)
def test_pages_show_every_quotation_once_and_in_order(many, all_pages, criteria, limit):
    whole = many.quotations(criteria, limit=500).items
    assert len(whole) > 2
    assert all_pages(many, criteria, limit=limit) == whole


def test_newest_come_first_then_undated_then_by_document_and_place(many):
    items = many.quotations(limit=500).items

    def key(item):
        day = item.document.published
        return (day is None, -day.toordinal() if day else 0, item.document.id, item.start)

    assert len(items) == 44
    assert items == sorted(items, key=key)
    assert items[-1].document.published is None


def test_filters_agree_with_a_plain_reading_of_all_rows(many):
    items = many.quotations(limit=500).items

    def shown(**criteria):
        return many.quotations(QuotationFilter(**criteria), limit=500).items

    low, high = date(2023, 3, 2), date(2023, 3, 4)
    dated = [item for item in items if item.document.published]
    assert shown(from_=low) == [item for item in dated if item.document.published >= low]
    assert shown(to=high) == [item for item in dated if item.document.published <= high]
    assert shown(from_=low, to=low) == [item for item in dated if item.document.published == low]
    assert shown(source="Wire 2") == [item for item in items if item.document.source == "Wire 2"]
    assert shown(kind="partial") == [item for item in items if item.kind == "partial"]
    assert shown(min_confidence=0.95) == [item for item in items if (item.confidence or 0) >= 0.95]
    assert shown(speaker="Oren Falk", source="Wire 1") == [
        item for item in items if item.document.source == "Wire 1" and item.speaker and "Falk" in item.speaker.name
    ]


def test_an_unknown_speaker_or_source_has_no_quotations(many):
    page = many.quotations(QuotationFilter(speaker="Nobody Atall"))
    assert (page.items, page.next, page.speakers) == ([], None, [])
    assert many.quotations(QuotationFilter(source="No such paper")).items == []


def test_the_last_page_has_no_token(many):
    assert many.quotations(limit=44).next is None
    assert many.quotations(limit=43).next is not None


def test_pages_stay_whole_while_documents_are_added(filled):
    whole = filled.quotations().items
    first = filled.quotations(limit=2)
    filled.save(*short(99, "Mara Lindqvist", date(2030, 1, 1)), extractor="one")
    assert first.items + filled.quotations(after=first.next).items == whole


@pytest.mark.parametrize(
    "token",
    ["", "x", "zz zz", "é", "W10", "WyJxdW90YXRpb25zIiwgLTFd", "WyJzcGVha2VycyIsMV0", "bnVsbA", "[" * 5000],
)
def test_a_bad_token_is_quoted_back(many, token):
    with pytest.raises(BadValue, match="bad page token"):
        many.quotations(after=token)


@pytest.mark.parametrize("limit", [0, -1, MAX_LIMIT + 1])
def test_a_page_cannot_be_empty_or_endless(many, limit):
    with pytest.raises(BadValue, match=f"bad limit {limit}"):
        many.quotations(limit=limit)


@pytest.mark.parametrize(
    "criteria, told",
    [
        (QuotationFilter(kind="indirect"), "'indirect'"),  # type: ignore[arg-type]
        (QuotationFilter(min_confidence=1.5), "1.5"),
        (QuotationFilter(from_=date(2023, 2, 1), to=date(2023, 1, 1)), "2023-02-01"),
    ],
)
def test_a_bad_filter_is_quoted_back(many, criteria, told):
    with pytest.raises(BadValue, match=told):
        many.quotations(criteria)


def test_context_and_the_other_parts_of_a_continued_quotation(many):
    first = many.quotations(QuotationFilter(words="bridge")).items[0]
    detail = many.quotation(first.id, context=10)
    assert (detail.prefix, detail.suffix) == ("", " said Mara")
    assert [sibling.text for sibling in detail.siblings] == ["“We have the money.”"]
    back = many.quotation(detail.siblings[0].id, context=5)
    assert [sibling.id for sibling in back.siblings] == [first.id]
    assert back.quotation.continues == first.id
    assert back.prefix == "ist. "
    assert many.quotation(first.id, context=0).suffix == ""
    with pytest.raises(BadValue, match="-1"):
        many.quotation(first.id, context=-1)
