from __future__ import annotations

from datetime import date, timedelta

import pytest

from quotes.store import ordering
from quotes.store.derived_ids import derive, leading_bits, random_id, same_address
from quotes.store.ordering import PLACES, UNDATED_FROM, date_range, day_of, first_rank, place_ranks

SOME_DAYS = [date(1583, 1, 1), date(1969, 12, 31), date(2023, 1, 18), date(2023, 1, 19), date(2299, 12, 31)]


def test_ranks_tell_their_day_and_newer_days_come_first():
    identifier = derive("x")
    ranks = [first_rank(day, identifier) for day in SOME_DAYS]
    assert [day_of(rank) for rank in ranks] == SOME_DAYS
    assert ranks == sorted(ranks, reverse=True)
    assert first_rank(None, identifier) > ranks[0]
    assert day_of(first_rank(None, identifier)) is None
    assert min(ranks) >= 0 and first_rank(None, "z" * 16) + PLACES <= 1 << 63


def test_days_beyond_the_calendar_still_have_a_rank():
    for day in (date.min, date.max):
        assert 0 <= first_rank(day, derive("x")) < UNDATED_FROM


def test_within_a_day_ranks_go_by_the_id():
    ids = sorted(derive(str(number)) for number in range(200))
    ranks = [first_rank(date(2023, 1, 1), identifier) for identifier in ids]
    assert ranks == sorted(ranks)
    numbers = [leading_bits(identifier, 80) for identifier in ids]
    assert numbers == sorted(numbers)


def test_a_taken_place_of_a_day_leads_to_the_next_and_never_to_another_day():
    last = "z" * 16
    first, second = first_rank(date(2023, 1, 1), last), first_rank(date(2023, 1, 1), last, 1)
    assert day_of(first) == day_of(second) == date(2023, 1, 1)
    assert first != second


@pytest.mark.parametrize("day", SOME_DAYS[1:4])
def test_a_range_of_days_holds_all_ranks_of_its_days_and_no_other(day):
    lowest, beyond = date_range(day, day)
    for identifier in ("0" * 16, "z" * 16):
        rank = first_rank(day, identifier)
        assert lowest <= rank and rank + PLACES <= beyond
        assert not lowest <= first_rank(day + timedelta(days=1), identifier) < beyond
        assert not lowest <= first_rank(day - timedelta(days=1), identifier) < beyond
        assert not lowest <= first_rank(None, identifier) < beyond
    assert date_range(None, None) == (None, None)
    assert date_range(None, day)[1] == date_range(None, None)[1] or date_range(None, day)[1] == UNDATED_FROM


def test_places_follow_the_text_around_those_that_are_taken():
    assert place_ranks(100, [0, 5, 6], set()) == [100, 105, 106]
    assert place_ranks(100, [0, 1, 5], {100, 101, 105}) == [102, 103, 106]
    assert place_ranks(100, [3, 3, 3], set()) == [103, 104, 105]


def test_a_text_longer_than_its_places_still_has_a_rank_for_every_quotation():
    starts = [PLACES - 2, PLACES, PLACES + 500, 3 * PLACES]
    ranks = place_ranks(0, starts, {PLACES - 3})
    assert len(set(ranks)) == 4
    assert all(0 <= rank < PLACES and rank != PLACES - 3 for rank in ranks)


def test_two_documents_of_one_place_do_not_share_ranks(archive, monkeypatch):
    from tests.store.samples import short

    monkeypatch.setattr(ordering, "leading_bits", lambda identifier, bits: (1 << bits) - 1)
    for number in range(4):
        archive.save(*short(number, "Oren Falk", date(2023, 1, 1)), extractor="one")
    assert len({item.id for item in archive.quotations().items}) == 4
    assert {item.document.published for item in archive.quotations().items} == {date(2023, 1, 1)}


def test_ids_are_sixteen_plain_characters():
    for identifier in (derive("a", "b"), derive("\ud800"), random_id()):
        assert len(identifier) == 16 and identifier.isalnum() and identifier == identifier.lower()
    assert derive("a", "b") != derive("ab") != derive("a", "b", "")


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("https://a.example/x", "http://A.example:443/x#top", True),
        ("https://a.example", "https://a.example/", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example/x", "https://a.example/X", False),
        ("https://a.example:8080/x", "https://a.example/x", False),
        ("https://[broken", "https://[broken", True),
        ("not an address", "not another", False),
    ],
)
def test_addresses_are_the_same_when_they_lead_to_one_document(one, other, same):
    assert (same_address(one) == same_address(other)) is same
