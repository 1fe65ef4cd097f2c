"""What documents disagree about in one utterance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quotes.store import Archive
from tests.consistency.conftest import Telling, findings, report

WORDS = "We can’t allow this to drag on and become a kind of First World War attritional-type stalemate"
WEDNESDAY = date(2023, 1, 18)
FRIDAY = date(2023, 1, 20)


# -- speakers -----------------------------------------------------------------------------------------------------


def test_the_same_words_given_to_two_people_are_a_speaker_conflict(archive: Archive, told: Telling) -> None:
    done = told(
        report(WORDS),
        report(WORDS, source="Wire", published=WEDNESDAY),
        report(WORDS, "Tomás Quirke", source="Ledger", published=FRIDAY),
    )
    assert (done.opened, done.closed) == (1, 0)
    [finding] = findings(archive)
    assert (finding.kind, finding.severity) == ("speaker_conflict", "high")
    readings = [(reading.shown, reading.witnesses) for reading in finding.readings]
    assert readings == [("Ada Osei", 2), ("Tomás Quirke", 1)]
    assert finding.summary == (
        "The same words are given to Ada Osei by Harbour Post and Wire (2 independent reports) and to Tomás Quirke by "
        "Ledger (one independent report). The earliest report, of 17 January 2023, has Ada Osei."
    )


def test_a_part_of_the_words_is_enough_if_it_is_long_enough(archive: Archive, told: Telling) -> None:
    told(report(WORDS), report("a kind of First World War attritional-type stalemate", "Tomás Quirke", source="Wire"))
    assert len(findings(archive, "speaker_conflict")) == 1


@pytest.mark.parametrize(
    "other",
    [
        report(WORDS, "A. Osei", source="Wire"),  # may be her
        report(WORDS, "Osei", source="Wire"),
        report(WORDS, None, source="Wire"),
        report(WORDS, "a diplomat", source="Wire", type_="unnamed"),
        report(WORDS, "The Ledger", source="Wire", type_="document"),  # which printed it
        report(WORDS, "the Ministry of Transport", source="Wire", type_="group"),  # which may be hers
        report(WORDS, "Tomás Quirke", source="Wire", confidence=0.45),
        report(WORDS, "Tomás Quirke", source="Wire", method="quote-cue:pronoun"),
        report(WORDS, "Tomás Quirke", source="Wire", method="ranked-back1"),
        report(WORDS, "Tomás Quirke", source="Wire", method="label"),  # who may read it out
        report(f"She said it well: “{WORDS}.” I liked that", "Tomás Quirke", source="Wire"),
        report("We can’t allow this to drag on", "Tomás Quirke", source="Wire"),  # four words of anybody's
        report("Nobody wants a world war, a stalemate that we can’t allow to drag on", "Tomás Quirke", source="Wire"),
    ],
    ids=lambda told: f"{told[1][0].speaker and told[1][0].speaker.name} {told[1][0].text[:12]}",
)
def test_what_may_be_one_voice_or_is_not_sure_is_no_speaker_conflict(
    archive: Archive, told: Telling, other: tuple
) -> None:
    told(report(WORDS), other)
    assert findings(archive, "speaker_conflict") == []


def test_a_common_phrase_said_by_two_people_is_no_conflict(archive: Archive, told: Telling) -> None:
    told(report("No comment"), report("No comment", "Tomás Quirke", source="Wire"))
    told(report("We will see what happens", key="b"), report("We will see what happens", "Tomás Quirke", key="c"))
    assert findings(archive) == []


def test_a_document_that_gives_the_words_to_both_witnesses_for_neither(archive: Archive, told: Telling) -> None:
    document, [quotation] = report(WORDS, source="Wire")
    text = f"{document.text} “{WORDS},” Tomás Quirke said."
    assert quotation.speaker is not None
    again = replace(quotation, start=text.rindex("“"), end=text.rindex("”") + 1, text=f"“{WORDS},”",
                    speaker=replace(quotation.speaker, name="Tomás Quirke"))  # fmt: skip
    told(report(WORDS), (replace(document, text=text), [quotation, again]))
    assert findings(archive) == []


def test_reprints_of_one_story_are_one_witness_and_lower_the_severity(archive: Archive, told: Telling) -> None:
    told(
        report(WORDS, story="One story of the wire"),
        report(WORDS, story="One story of the wire", source="Wire"),
        report(WORDS, "Tomás Quirke", story="One story of the wire", source="Ledger"),
    )
    [finding] = findings(archive, "speaker_conflict")
    assert finding.severity == "medium"
    assert [reading.witnesses for reading in finding.readings] == [1, 1]


# -- wordings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong", "severity"),
    [
        ("First", "Second", "high"),
        ("can’t", "can", "high"),
        ("can’t allow", "can … allow", "high"),
        ("can’t", "won’t", "medium"),
        ("World", "Punic", "medium"),
    ],
)
def test_wordings_that_contradict_each_other_are_a_wording_conflict(
    archive: Archive, told: Telling, right: str, wrong: str, severity: str
) -> None:
    told(
        report(WORDS),
        report(WORDS, source="Wire"),
        report(WORDS.replace(right, wrong), source="Ledger", published=FRIDAY),
    )
    [finding] = findings(archive)
    assert (finding.kind, finding.severity) == ("wording_conflict", severity)
    assert [reading.witnesses for reading in finding.readings] == [2, 1]
    assert wrong in (finding.readings[1].text or "")


def test_the_summary_tells_which_sources_have_what_and_what_most_and_the_earliest_have(
    archive: Archive, told: Telling
) -> None:
    told(
        report(WORDS, published=WEDNESDAY),
        report(WORDS, source="Wire"),
        report(WORDS.replace("First", "Second"), source="Ledger", published=FRIDAY),
    )
    [finding] = findings(archive)
    assert finding.summary == (
        "Ada Osei’s words differ: “kind of First World War” in Wire and Harbour Post (2 independent reports) but “kind "
        "of Second World War” in Ledger (one independent report). Most reports have “kind of First World War”. The "
        "earliest report, of 17 January 2023, has “kind of First World War”."
    )


@pytest.mark.parametrize(
    "other",
    [
        WORDS.replace("can’t", "cannot"),
        WORDS.replace("kind of", "kind of a"),
        WORDS.replace("World War", "World War’s"),
        WORDS.replace("We can’t", "We can’t, we can’t"),
        "a kind of First World War attritional-type stalemate",
        "allow this to drag on and become a kind of First World War attritional-type stalemate",
        "We can’t allow this to drag on and become … stalemate",
        "drag on and become a kind of First World War attritional-type stalemate, and not in 3 years",
    ],
)
def test_another_spelling_a_cut_or_a_part_is_no_wording_conflict(archive: Archive, told: Telling, other: str) -> None:
    told(report(WORDS), report(other, source="Wire"))
    assert findings(archive) == []


def test_a_part_that_leaves_out_the_difference_witnesses_for_neither_wording(archive: Archive, told: Telling) -> None:
    told(
        report(WORDS),
        report(WORDS.replace("First", "Second"), source="Ledger"),
        report("We can’t allow this to drag on and become a kind of", source="Wire"),
    )
    [finding] = findings(archive)
    assert [reading.witnesses for reading in finding.readings] == [1, 1]


def test_a_formula_that_is_filled_in_each_time_is_no_wording_conflict(archive: Archive, told: Telling) -> None:
    words = "The ferry to the northern islands carried {} hundred passengers on a holiday morning"
    told(*(report(words.format(number), key=str(number)) for number in range(2, 6)))
    assert len(findings(archive)) == 1
    told(*(report(words.format(number), key=str(number)) for number in range(6, 9)))
    assert findings(archive) == []


def test_two_people_who_word_it_differently_are_no_wording_conflict(archive: Archive, told: Telling) -> None:
    told(report(WORDS), report(WORDS.replace("First", "Second"), "Tomás Quirke", source="Wire"))
    assert findings(archive) == []


# -- days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "severity"), [("on Monday", "low"), ("on 13 January", "medium"), ("on 3 March 2022", "high")]
)
def test_an_utterance_dated_to_two_days_is_a_date_conflict(
    archive: Archive, told: Telling, when: str, severity: str
) -> None:
    told(report(WORDS, when="on Tuesday"), report(WORDS, source="Wire", when=when, published=WEDNESDAY))
    [finding] = findings(archive)
    assert (finding.kind, finding.severity) == ("date_conflict", severity)
    assert {reading.shown for reading in finding.readings} >= {"2023-01-17"}


@pytest.mark.parametrize("when", ["on Tuesday", "on 17 January", "yesterday", "", "before Monday", "on Thursday"])
def test_one_day_in_other_words_or_no_sure_day_is_no_date_conflict(archive: Archive, told: Telling, when: str) -> None:
    told(report(WORDS, when="on Tuesday"), report(WORDS, source="Wire", when=when, published=WEDNESDAY))
    assert findings(archive) == []


def test_other_words_of_the_same_days_are_not_dated_against_each_other(archive: Archive, told: Telling) -> None:
    other = "We cannot allow that to drag on and become some kind of First World War stalemate"
    told(report(WORDS, when="on Monday"), report(other, source="Wire", when="on Tuesday"))
    assert findings(archive, "date_conflict") == []


def test_both_days_are_told_with_their_words(archive: Archive, told: Telling) -> None:
    told(report(WORDS, when="on Tuesday"), report(WORDS, source="Wire", when="on Monday", published=WEDNESDAY))
    [finding] = findings(archive)
    assert finding.summary == (
        "Reports date Ada Osei’s words to different days: 17 January 2023 by Harbour Post (“Tuesday”, one independent "
        "report) and 16 January 2023 by Wire (“Monday”, one independent report). They are neighbours, which time zones "
        "may explain."
    )


def test_days_of_more_than_one_occasion_may_be_those_of_two_speeches(archive: Archive, told: Telling) -> None:
    told(report(WORDS, when="on Tuesday"), report(WORDS, source="Wire", when="on 3 January", published=WEDNESDAY))
    [finding] = findings(archive)
    assert finding.summary.endswith(" Unless they were said twice, one is wrong.")
