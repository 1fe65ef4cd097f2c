from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from quotes.sources.memory import Seen, seen_again, unchanged, why_not_again

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=timezone.utc)


def known(*, days: float, fetched: float, lastmod: str | None = None, failure: str | None = None) -> Seen:
    """An address that was first seen, and last asked for, so many days ago."""
    return Seen(NOW - timedelta(days=days), NOW - timedelta(days=fetched), lastmod=lastmod, failure=failure)


def test_what_has_not_been_seen_is_fetched():
    assert why_not_again(None, None, NOW) is None


def test_a_told_time_of_change_decides():
    before = known(days=30, fetched=30, lastmod="2026-10-26")
    assert why_not_again(before, "2026-10-26", NOW) == "not modified"
    assert why_not_again(before, "2026-11-24", NOW) is None


@pytest.mark.parametrize(
    "days, fetched, again",
    [
        (0.2, 0.2, False),  # read this evening
        (1, 1, True),  # read last night for the first time
        (3, 1, True),  # known for two days then: the half of it is a day
        (5, 1, False),
        (5, 2, True),
        (400, 60, False),
        (400, 89, False),
        (4000, 91, True),  # never longer than a quarter of a year
    ],
)
def test_where_nothing_tells_of_changes_an_article_is_looked_at_more_rarely_with_age(days, fetched, again):
    reason = why_not_again(known(days=days, fetched=fetched), None, NOW)
    assert reason == (None if again else "looked at not long ago")


def test_what_failed_is_left_alone_for_a_week_unless_it_changes():
    before = known(days=6, fetched=6, lastmod="a", failure="answers 404")
    assert why_not_again(before, "a", NOW) == "failed before: answers 404"
    assert why_not_again(before, "b", NOW) is None
    assert why_not_again(known(days=8, fetched=8, lastmod="a", failure="answers 404"), "a", NOW) is None


def test_the_first_time_is_kept():
    before = known(days=9, fetched=3, failure="answers 404")
    after = seen_again(before, NOW, etag='"1"', lastmod="x")
    assert (after.first, after.fetched, after.etag, after.failure) == (before.first, NOW, '"1"', None)
    later = unchanged(after, NOW + timedelta(days=1), lastmod="y")
    assert (later.first, later.etag, later.lastmod) == (before.first, '"1"', "y")
