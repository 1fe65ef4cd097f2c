"""Which statements are one utterance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from quotes.consistency.catching_up import catch_up
from quotes.errors import Moved
from quotes.store import Archive, QuotationDetail
from tests.consistency.conftest import Telling, findings, groups, report

WORDS = "We can’t allow this to drag on and become a kind of First World War attritional-type stalemate"
SUMMER = date(2023, 7, 1)


@pytest.mark.parametrize(
    "other",
    [
        WORDS,
        WORDS.upper(),
        "We can't allow this to drag on and become a kind of First World War attritional-type stalemate",
        "a kind of First World War attritional-type stalemate",
        "We can’t allow this to … become a kind of First World War attritional-type stalemate",
        "We cannot allow this to drag on and become a kind of [great] war attritional-type stalemate",
        WORDS + ", and we will not allow it",
    ],
)
def test_the_same_words_whole_or_in_part_are_one_utterance(archive: Archive, told: Telling, other: str) -> None:
    told(report(WORDS), report(other, source="Wire"))
    assert groups(archive) == [2]


def test_whoever_is_said_to_have_spoken_the_same_words_does_not_part_them(archive: Archive, told: Telling) -> None:
    told(report(WORDS), report(WORDS, "Tomás Quirke", source="Wire"), report(WORDS, None, source="Post"))
    assert groups(archive) == [3]


def test_other_words_of_the_same_days_are_one_utterance_of_one_speaker(archive: Archive, told: Telling) -> None:
    other = "We cannot allow that to drag on and become some kind of First World War stalemate"
    others = "Nobody should allow such a war to drag on and turn into some kind of First World War stalemate again"
    told(report(WORDS), report(others, "Tomás Quirke", source="Post"), report(other, source="Wire"))
    assert groups(archive) == [2, 1]


def test_a_wrong_name_does_not_part_a_long_statement_from_one_with_a_wrong_word(
    archive: Archive, told: Telling
) -> None:
    told(report(WORDS, "Tomás Quirke"), report(WORDS.replace("First", "Second"), source="Wire"),
         report(WORDS, source="Post"))  # fmt: skip
    assert groups(archive) == [3]


def test_other_words_on_another_day_are_another_utterance(archive: Archive, told: Telling) -> None:
    other = "We cannot allow that to drag on and become some kind of First World War stalemate"
    told(report(WORDS), report(other, source="Wire", published=SUMMER))
    assert groups(archive) == [1, 1]


def test_all_but_equal_words_are_one_utterance_on_any_day(archive: Archive, told: Telling) -> None:
    other = WORDS.replace("First", "Second")
    told(report(WORDS), report(other, source="Wire", published=SUMMER))
    assert groups(archive) == [2]


def test_an_undated_document_may_be_of_any_day(archive: Archive, told: Telling) -> None:
    other = "We cannot allow that to drag on and become some kind of First World War stalemate"
    told(report(WORDS), report(other, source="Wire", published=None))
    assert groups(archive) == [2]


def test_a_phrase_that_many_use_stays_alone(archive: Archive, told: Telling) -> None:
    told(report("We will see what happens"), report("We will see what happens", source="Wire"))
    assert groups(archive) == [1, 1]


def test_a_short_statement_joins_where_it_is_equal_and_the_speaker_is_the_same(
    archive: Archive, told: Telling
) -> None:
    told(report("Show everybody the cargo manifest"), report("Show everybody the cargo manifest", source="Wire"),
         report("Show everybody the cargo manifest", "Tomás Quirke", source="Post"))  # fmt: skip
    assert groups(archive) == [2, 1]


def test_a_statement_with_an_interruption_is_compared_as_one(archive: Archive, told: Telling) -> None:
    told(
        report("We can’t allow this to drag on", parts=(WORDS.partition("drag on ")[2],)),
        report(WORDS, source="Wire"),
    )
    assert groups(archive) == [2]


@pytest.mark.parametrize("interrupted_first", [True, False])
def test_a_short_statement_with_an_interruption_is_found_in_either_order(
    archive: Archive, told: Telling, interrupted_first: bool
) -> None:
    reports = [
        report("Appeasement will not work,", parts=("Strength will work.",)),
        report("Appeasement will not work. Strength will work.", source="Wire"),
    ]
    told(reports[not interrupted_first])
    told(reports[interrupted_first])
    assert groups(archive) == [2]


def test_a_formula_that_is_filled_in_with_other_names_is_not_one_utterance(archive: Archive, told: Telling) -> None:
    told(
        report("Sunniva Aalto in Turku, thank you. Now, the ferries."),
        report("Sunniva Aalto, Grigor Petrossian, thank you.", source="Wire"),
    )
    assert groups(archive) == [1, 1]
    assert findings(archive) == []


def test_two_statements_of_one_document_are_two_unless_they_are_equal(archive: Archive, told: Telling) -> None:
    document, [quotation] = report(WORDS)
    second = "“become a kind of First World War attritional-type stalemate,”"
    text = f"{document.text} {second} she said. “{WORDS}” was all."
    found = [
        replace(quotation, start=start, end=start + len(words), text=words)
        for words, start in ((quotation.text, quotation.start), (second, text.index(second)),
                             (f"“{WORDS}”", text.rindex(f"“{WORDS}”")))
    ]  # fmt: skip
    told((replace(document, text=text), found))
    first, other, again = (quotation.utterance for quotation in of_documents(archive))
    assert first == again != other


def test_a_new_document_writes_its_own_quotations_alone(archive: Archive, told: Telling) -> None:
    told(report(WORDS), report("Nobody in the harbour has slept for a whole week now", source="Wire"))
    before = [quotation.utterance for quotation in of_documents(archive)]
    done = told(report(WORDS, source="Post"))
    assert done.documents == 1
    assert [quotation.utterance for quotation in of_documents(archive)][:2] == before


def test_the_same_documents_in_another_archive_have_the_same_utterances(
    tmp_path: Path, archive: Archive, told: Telling
) -> None:
    reports = [report(WORDS), report(WORDS, source="Wire")]
    told(*reports)
    with Archive.open(str(tmp_path / "other.sqlite")) as other:
        for document, quotations in reports:
            other.save(document, quotations, extractor="one")
        catch_up(other)
        ids = [[quotation.utterance for quotation in of_documents(each)] for each in (archive, other)]
    assert ids[0] == ids[1] != [None, None]


def of_documents(archive: Archive) -> list[QuotationDetail]:
    """All quotations, in the order in which their documents were stored and of their texts."""
    with archive.looking() as tables:
        several = tables.statements_of(range(1, 10)).values()
    return [archive.quotation(part.id) for found in several for statement in found for part in statement.parts]


STALEMATE = "a kind of First World War attritional-type stalemate"
REPORTS = {
    "later, in part": lambda: report(STALEMATE, source="Courier", published=date(2023, 5, 10)),
    "altered": lambda: report(
        f"We can’t allow this to drag on and become {STALEMATE.replace('First', 'Second')}", source="Tribune"
    ),
    "another's": lambda: report(f"We can’t allow this to drag on and become {STALEMATE}", "Oren Falk", source="Post"),
    "first": lambda: report(f"We can’t allow this to drag on and become {STALEMATE}", source="Wire"),
}


@pytest.mark.parametrize("order", permutations(REPORTS))
def test_the_order_of_reading_does_not_matter(archive: Archive, told: Telling, order: tuple[str, ...]) -> None:
    for name in order:
        told(REPORTS[name]())
    assert {finding.kind for finding in findings(archive)} == {"wording_conflict", "speaker_conflict"}
    pages = archive.quotations().items
    utterances = {archive.quotation(quotation.id).utterance for quotation in pages}
    assert len(pages) == 4 and len(utterances) == 1


def test_an_utterance_that_was_found_to_be_part_of_another_leads_there(archive: Archive, told: Telling) -> None:
    told(REPORTS["later, in part"]())
    told(REPORTS["altered"]())
    before = {archive.quotation(quotation.id).utterance or "" for quotation in archive.quotations().items}
    assert len(before) == 2
    told(REPORTS["first"]())
    [after] = {archive.quotation(quotation.id).utterance or "" for quotation in archive.quotations().items}
    [gone] = before - {after}
    with pytest.raises(Moved) as moved:
        archive.utterance(gone)
    assert moved.value.target == after and archive.utterance(after).documents == 3
