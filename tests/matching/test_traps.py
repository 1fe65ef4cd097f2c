"""The traps of STYLE.md, 1 to 4 and 6: the tables of trap_cases, and whole answers on an archive."""

from __future__ import annotations

import contextlib
import re

import pytest

from quotes.errors import BadValue
from quotes.extraction.records import Quotation
from quotes.matching.records import Claim
from quotes.matching.verification import verify
from quotes.store import Archive, IncomingDocument
from quotes.wording import folding
from quotes.wording.comparing import Comparison, compare
from tests.matching.conftest import Tell
from tests.matching.trap_cases import (
    ALTERED,
    BRACKETS,
    CUTS,
    EDGES,
    FERRY,
    MINOR,
    NOT_TYPOGRAPHY,
    SAME,
    TYPOGRAPHY,
    Case,
    case,
)

FAITHFUL = {"verbatim", "typographic", "partial", "elided"}


def held(case: Case) -> Comparison:
    found = compare(case.claimed, case.recorded)
    assert found.wording in case.wordings, found
    assert set(found.warnings) == case.warnings, found
    return found


@pytest.mark.parametrize("case", TYPOGRAPHY, ids=lambda case: case.trap)
def test_typography_raises_no_alarm(case: Case) -> None:
    assert held(case).major is False


def test_all_typography_at_once_raises_no_alarm() -> None:
    text = (
        "\"WE'LL KEEP THE\u00a0NIGHT\n    FERRY -- THE *ONLY* ONE WE'VE GOT\u2014UNTIL THE "
        "WELL\u2011PAID INSPECTORS CLOSE IT"
    )
    held(case("all", text, FERRY, "typographic"))


@pytest.mark.parametrize("case", NOT_TYPOGRAPHY, ids=lambda case: case.trap)
def test_what_is_more_than_typography_is_altered(case: Case) -> None:
    held(case)


@pytest.mark.parametrize("case", CUTS, ids=lambda case: case.trap)
def test_a_marked_cut_is_elided_and_warns_where_it_turns_the_meaning(case: Case) -> None:
    assert held(case).major is bool(case.warnings)


def test_parts_in_reverse_order_are_altered() -> None:
    held(
        case(
            "reversed",
            "“they sold the lighthouse … before anybody had asked the town”",
            "“Before anybody had asked the town about it they sold the lighthouse.”",
            "altered",
            "order_changed",
        )
    )


def test_parts_pages_apart_are_no_cut() -> None:
    between = " ".join(f"Then the clerk read item {number} and the room grew warmer." for number in range(60))
    found = compare(
        "“The tax will rise in the spring … and I was glad of the tea.”",
        f"“The tax will rise in the spring. {between} It was late and I was glad of the tea.”",
    )
    assert found.wording not in FAITHFUL or "cut_too_long" in found.warnings


@pytest.mark.parametrize("case", EDGES, ids=lambda case: case.trap)
def test_an_edge_warns_where_it_turns_the_meaning(case: Case) -> None:
    assert held(case).major is bool(case.warnings)


@pytest.mark.parametrize("case", BRACKETS, ids=lambda case: case.trap)
def test_a_bracket_is_marked_and_raises_no_alarm(case: Case) -> None:
    held(case)


@pytest.mark.parametrize(
    ("claimed", "recorded"),
    [
        ("“The pier is [not] safe in a storm.”", "“The pier is safe in a storm.”"),
        ("“The pier is [quite] safe in a storm.”", "“The pier is not safe in a storm.”"),
        ("“They [could] open the gate for him.”", "“They couldn’t open the gate for him.”"),
    ],
)
def test_a_bracket_that_turns_the_meaning_is_major(claimed: str, recorded: str) -> None:
    found = compare(claimed, recorded)
    assert found.major
    assert found.warnings


@pytest.mark.parametrize("case", ALTERED, ids=lambda case: case.trap)
def test_a_changed_word_that_matters_is_altered_and_major(case: Case) -> None:
    assert held(case).major


@pytest.mark.parametrize("case", MINOR, ids=lambda case: case.trap)
def test_a_spelling_or_a_contraction_is_altered_and_minor(case: Case) -> None:
    found = held(case)
    assert {difference.severity for difference in found.differences} == {"minor"}
    assert found.major is False


def test_another_word_is_altered() -> None:
    held(
        case(
            "",
            "“The old keeper opened the window for the children.”",
            "“The old keeper opened the gate for the children.”",
            "altered",
        )
    )


@pytest.mark.parametrize(
    ("claimed", "recorded"),
    [
        ("“The shepherd followed the dog over the hill.”", "“The dog followed the shepherd over the hill.”"),
        ("“Harl attacked Lewin in the spring of that year.”", "“Lewin attacked Harl in the spring of that year.”"),
    ],
)
def test_the_same_words_in_another_order_are_not_the_same_words(claimed: str, recorded: str) -> None:
    assert compare(claimed, recorded).wording == "altered"


@pytest.mark.parametrize(
    ("claimed", "recorded"),
    [
        ("“Nobody asked the glaziers about the putty.”", "“The boats leave at seven in the morning.”"),
        ("“The boats of the island are all painted green.”", "“The morning of the vote was the worst of the year.”"),
    ],
)
def test_words_that_have_little_in_common_are_no_match(claimed: str, recorded: str) -> None:
    assert compare(claimed, recorded).wording == "none"


def test_segments_show_the_claim_from_left_to_right_and_what_was_cut() -> None:
    found = compare("“The harbour … belongs to everybody.”", "“The harbour of this town belongs to everybody.”")
    [cut] = [segment for segment in found.segments if segment.kind == "ellipsis"]
    assert cut.recorded.strip() == "of this town"
    assert [segment.kind for segment in found.segments] == ["same", "ellipsis", "same"]


# verify() on an archive


@pytest.mark.parametrize("text", ["", " \n\n ", "“”", "…"])
def test_a_document_without_text_verifies_nothing(archive: Archive, text: str) -> None:
    spans = [Quotation(0, len(text), text, "direct", None, None, None)] if text in ("“”", "…") else []
    archive.save(IncomingDocument("Harbour Post", "empty.txt", text), spans, extractor="one")
    found = verify(archive, Claim("“The boats leave at seven in the morning.”"))
    assert (found.verdict, found.wording, found.matches) == ("not_found", "none", ())
    assert found.coverage.documents == 1


@pytest.mark.parametrize("quotation", ["", "  ", "“”", "…", "“ … ”", "[...]", "—"])
def test_a_claim_without_a_word_is_never_confirmed(archive: Archive, tell: Tell, quotation: str) -> None:
    tell("Ada Osei", "“Well … the boats leave at seven – I think.”")
    with contextlib.suppress(BadValue):  # refused, or
        assert verify(archive, Claim(quotation)).verdict == "not_found"


def test_words_of_the_article_outside_its_quotations_verify_nothing(archive: Archive, tell: Tell) -> None:
    tell("Ada Osei", "“The boats leave at seven in the morning.”")
    assert verify(archive, Claim("“The council met in the customs house”")).verdict == "not_found"


@pytest.mark.parametrize(
    "recorded",
    [
        "‘I’ve told the lads’ wives that we’ll be late,’",
        "\"I've told the lads' wives that we'll be late.\"",
        "“I’ve told the lads’ wives that we’ll be late",
        "I’ve told the lads’ wives that we’ll be late.",
        "« I’ve told the lads’ wives that we’ll be late »",
    ],
)
def test_whatever_marks_an_outlet_uses_a_claim_finds_the_words(archive: Archive, tell: Tell, recorded: str) -> None:
    tell("Isla Mouat", recorded)
    found = verify(archive, Claim("I’ve told the lads’ wives that we’ll be late.", speaker="Isla Mouat"))
    assert found.verdict == "confirmed"
    assert found.wording in SAME


def test_a_claim_of_two_paragraphs_finds_the_quotation_over_both(archive: Archive, tell: Tell) -> None:
    tell("Ada Osei", "“The gate was shut at nine.\n", "“Nobody told the pilot about it, and he waited.”")
    found = verify(archive, Claim("The gate was shut at nine. Nobody told the pilot about it, and he waited."))
    assert found.verdict == "confirmed"


REPORT = (
    "HARL (Coast Wire) — The town will keep its ferry through the winter, the council decided on Monday after a long "
    "and noisy meeting in the customs house. {1} said Ada Osei, who chairs the council. The vote was eleven to four. "
    "Fares will rise by a tenth in March, and the last boat will leave at ten instead of midnight, as it has since "
    "the war."
)
WORDS = "“We have kept the ferry for ninety winters and we will keep it for this one,”"


def test_twenty_reprints_of_a_wire_story_are_one_witness(archive: Archive, tell: Tell) -> None:
    for number in range(20):
        tell("Ada Osei", WORDS, source=f"Paper {number}", around=REPORT)
    found = verify(archive, Claim(WORDS, speaker="Ada Osei"))
    assert (found.verdict, found.documents, found.witnesses) == ("confirmed", 20, 1)


def test_a_report_of_its_own_is_another_witness(archive: Archive, tell: Tell) -> None:
    tell("Ada Osei", WORDS, source="Coast Wire", around=REPORT)
    own = "I sat at the back with the fishermen. {1} said the chair, Ada Osei, and somebody dropped a thermos."
    tell("Ada Osei", WORDS, source="Harl Echo", around=own)
    assert verify(archive, Claim(WORDS)).witnesses == 2


def test_reprints_of_a_wrong_name_do_not_outvote_the_right_one(archive: Archive, tell: Tell) -> None:
    tell("Ada Osei", WORDS, source="Harl Echo", around="I sat at the back. {1} said the chair, and a thermos fell.")
    for number in range(5):
        tell("Tomas Quirke", WORDS, source=f"Paper {number}", around=REPORT)
    found = verify(archive, Claim(WORDS, speaker="Ada Osei"))
    assert found.verdict == "disputed"
    named = {
        reading.speaker.name: (reading.witnesses, reading.documents) for reading in found.readings if reading.speaker
    }
    assert named == {"Ada Osei": (1, 1), "Tomas Quirke": (1, 5)}


def test_the_folding_says_what_it_folds_and_does_not_promise_word_for_word() -> None:
    told = folding.__doc__ or ""
    for folded in ("quotation marks", "dashes", "spaces", "…", "letter case", "Markdown"):
        assert re.search(folded, told, re.IGNORECASE), folded
    assert not re.search("word for word|verbatim", told, re.IGNORECASE)
