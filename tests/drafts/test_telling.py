"""A verification in plain words."""

from __future__ import annotations

import pytest

from quotes.drafts.checking import OUTCOMES
from quotes.drafts.telling import (
    OUTCOME_NAMES,
    counts_line,
    outcome_sentence,
    plain_differences,
    searched,
    sentence,
    warnings,
    witnesses,
)
from quotes.matching.records import Coverage
from quotes.wording.comparing import Segment
from tests.drafts.verifications import COVERAGE, on_record, same, verified

OSEI = (("Ada Osei", 2),)


@pytest.mark.parametrize(
    ("verification", "told"),
    [
        (verified("a", given_to=OSEI), "On record, word for word, said by Ada Osei."),
        (
            verified("a", wording="typographic", given_to=OSEI),
            "On record, in the same words (typography and case aside), said by Ada Osei.",
        ),
        (
            verified("a", wording="partial", given_to=OSEI),
            "On record, as part of a longer statement, said by Ada Osei.",
        ),
        (
            verified("a", wording="elided", given_to=OSEI),
            "On record, but for what is marked as cut or put between brackets, said by Ada Osei.",
        ),
        (verified("a", given_to=((None, 1),)), "On record, word for word; no document says who said it."),
        (
            verified("a", speaker="disputed", given_to=(("Ada Osei", 2), ("Bo Rask", 1))),
            "On record, word for word; the documents disagree who said it: Ada Osei (2) and Bo Rask (1).",
        ),
        (
            verified("a", "misattributed", claimed="Bo Rask", given_to=OSEI),
            "On record, word for word, but said by Ada Osei, not by Bo Rask.",
        ),
        (
            verified("a", "disputed", claimed="Bo Rask", given_to=(*OSEI, ("Bo Rask", 1))),
            "On record, word for word, but the documents disagree who said it: Ada Osei (2) and Bo Rask (1).",
        ),
        (
            verified("a", "altered", wording="altered", warnings=("number_changed", "name_changed"), given_to=OSEI),
            "On record in other words only: a number differs; a name differs.",
        ),
        (
            verified("a", "altered", wording="altered", claimed="Bo Rask", speaker="other", given_to=OSEI),
            "On record in other words only: words differ without a mark. The words on record are Ada Osei’s, not Bo "
            "Rask’s.",
        ),
        (
            verified("a", "altered", wording="partial", warnings=("cut_drops_negation",), given_to=OSEI),
            "The words are on record, but not with what they mean here: what is left out has a negation.",
        ),
        (
            verified("a", "not_found", wording="none"),
            "Nothing close to these words is on record; that does not make them false.",
        ),
        (
            verified("a", "not_found", claimed="Bo Rask", warnings=("speaker_unstated",)),
            "On record, but no document says who said it: it cannot be confirmed as Bo Rask’s.",
        ),
        (
            verified("a", "not_found", claimed="Bo Rask", warnings=("too_few_words",), given_to=OSEI),
            "So few words are nobody’s own: they are on record, said by Ada Osei, not by Bo Rask.",
        ),
    ],
)  # fmt: skip
def test_a_sentence_says_what_was_found(verification, told) -> None:
    assert sentence(verification) == told


def test_another_spelling_is_told_as_no_more_than_that() -> None:
    spelling = Segment("substituted", "organised", "organized", "minor", "spelling")
    match = on_record("“We organized”", "Ada Osei", same("We"), spelling)
    told = sentence(verified("We organised", "altered", match, wording="altered", given_to=OSEI))
    assert told == "On record, but words are spelt or contracted otherwise."
    other = Segment("substituted", "marched", "walked", "minor", "word")
    match = on_record("“We organized and walked”", "Ada Osei", same("We"), spelling, other)
    told = sentence(verified("We organised", "altered", match, wording="altered", given_to=OSEI))
    assert told == "On record in other words only: words differ without a mark."


def test_of_many_speakers_three_are_named() -> None:
    many = tuple((name, 1) for name in ("Ann", "Bo", "Cy", "Di", "Ed"))
    assert sentence(verified("a", given_to=many)).endswith("said by Ann, Bo, Cy and 2 more.")


def test_a_warning_that_is_not_known_is_told_as_it_stands() -> None:
    verification = verified("a", warnings=("cut_drops_contrast", "speakers_disagree", "new_kind_of_warning"))
    assert warnings(verification) == ["what is left out has a “but” or the like", "new kind of warning"]


def test_a_short_one_is_not_accused() -> None:
    assert "too few" in outcome_sentence("too_short", verified("a", "misattributed", given_to=OSEI))


def test_reprints_are_told_beside_the_independent_documents() -> None:
    assert witnesses(verified("a", given_to=(("Ada Osei", 1),))) == "1 independent document"
    assert witnesses(verified("a", given_to=OSEI, documents=5)) == "2 independent documents (5 with reprints)"
    assert witnesses(verified("a", "not_found")) == ""


def test_what_was_searched_is_told_with_its_days() -> None:
    days = "published from 2022-02-23 to 2024-12-05"
    assert searched(COVERAGE) == f"Searched: 1,051 documents with 1 quotation, {days}."
    assert searched(Coverage(1, 2, COVERAGE.to, COVERAGE.to)).endswith("published on 2024-12-05.")
    assert searched(Coverage(0, 0, None, None)) == "Searched: 0 documents with 0 quotations."


def test_differences_stand_in_place_without_colours() -> None:
    segments = (
        same("We"),
        Segment("omitted", "", "must", "major", "modal"),
        Segment("ellipsis", "…", "and we will", "minor", "cut"),
        same("help"),
        Segment("bracket", "[Ukraine]", "them", "minor", "bracket"),
        Segment("inserted", "really", "", "minor", "word"),
        Segment("substituted", "today", "tomorrow", "minor", "word"),
        Segment("ellipsis", "…", "", "minor", "cut"),
    )
    told = "We {+must+} …{=and we will=} help [Ukraine]{=them=} [-really-] [-today-]{+tomorrow+} …"
    assert plain_differences(segments) == told


def test_counts_name_the_outcomes_that_there_are() -> None:
    assert counts_line({"altered": 2, "disputed": 0, "confirmed": 1}) == "2 altered, 1 confirmed"
    assert set(OUTCOME_NAMES) == set(OUTCOMES)
