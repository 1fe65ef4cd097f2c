"""Utterances and findings follow the documents, a little at a time, wherever they are broken off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from quotes.consistency.catching_up import CatchUp, catch_up, look_again
from quotes.speakers.register import Office, Registered
from quotes.store import Archive
from tests.consistency.conftest import Telling, findings, report

WORDS = "We can’t allow this to drag on and become a kind of First World War attritional-type stalemate"


class Broken(Exception):
    """Raised in the middle of the work."""


def many(archive: Archive) -> None:
    """Store documents enough for several transactions, with a finding of each kind of words among them."""
    for number in range(45):
        words = " ".join(f"{word}{number}" for word in "ferries harbour sailing morning holiday northern".split())
        archive.save(*report(words, key=str(number)), extractor="one")
    archive.save(*report(WORDS, source="Wire", when="on Tuesday"), extractor="one")
    archive.save(*report(WORDS, "Tomás Quirke", source="Ledger"), extractor="one")
    archive.save(*report(WORDS.replace("First", "Second"), source="Post", when="on Monday"), extractor="one")


def told_of(archive: Archive) -> list[tuple[str, str]]:
    return sorted((finding.id, finding.summary) for finding in findings(archive))


def test_broken_off_after_any_step_the_next_run_goes_on(tmp_path: Path) -> None:
    with Archive.open(str(tmp_path / "whole.sqlite")) as archive:
        many(archive)
    shutil.copy(tmp_path / "whole.sqlite", tmp_path / "broken.sqlite")
    with Archive.open(str(tmp_path / "whole.sqlite")) as archive:
        steps: list[int] = []
        whole = catch_up(archive, watch=lambda done: steps.append(done.documents))
        expected = told_of(archive)
    assert len(steps) >= 5 and whole.documents == 48 and expected
    with Archive.open(str(tmp_path / "broken.sqlite")) as archive:
        for _ in steps:

            def stop(_: CatchUp) -> None:
                raise Broken

            with pytest.raises(Broken):
                catch_up(archive, watch=stop)
        assert catch_up(archive) == CatchUp()
        assert told_of(archive) == expected


def test_broken_off_inside_a_step_nothing_of_it_is_kept(archive: Archive) -> None:
    many(archive)
    with pytest.raises(Broken), archive.looking() as tables:
        tables.grouped(tables.ungrouped(limit=50))
        raise Broken
    assert catch_up(archive).documents == 48


def test_a_second_look_finds_nothing_to_do(archive: Archive, told: Telling) -> None:
    assert told(report(WORDS), report(WORDS, "Tomás Quirke", source="Wire")).opened == 1
    assert catch_up(archive) == CatchUp()


def test_a_finding_is_gone_when_its_document_no_longer_says_so(archive: Archive, told: Telling) -> None:
    wrong, found = report(WORDS, "Tomás Quirke", source="Wire")
    told(report(WORDS), (wrong, found))
    [finding] = findings(archive)
    speaker = found[0].speaker
    assert speaker is not None
    done = told((wrong, [replace(found[0], speaker=replace(speaker, name="Ada Osei"))]))
    assert (done.opened, done.closed) == (0, 1)
    assert findings(archive) == [] and archive.finding(finding.id).gone
    done = told((wrong, found))
    assert (done.opened, done.closed) == (1, 0)
    assert [again.id for again in findings(archive)] == [finding.id]


def test_a_corrected_article_closes_the_wording_conflict(archive: Archive, told: Telling) -> None:
    told(report(WORDS), report(WORDS.replace("First", "Second"), source="Wire"))
    assert len(findings(archive, "wording_conflict")) == 1
    assert told(report(WORDS, source="Wire")).closed == 1
    assert findings(archive, "wording_conflict") == []


def test_more_witnesses_update_a_finding_and_open_none(archive: Archive, told: Telling) -> None:
    told(report(WORDS), report(WORDS, "Tomás Quirke", source="Wire"))
    [before] = findings(archive)
    done = told(report(WORDS, source="Post"))
    assert (done.opened, done.closed) == (0, 0)
    [after] = findings(archive)
    assert after.id == before.id
    assert [reading.witnesses for reading in after.readings] == [2, 1]


def test_merged_speakers_contradict_each_other_no_longer_until_the_merge_is_undone(
    archive: Archive, told: Telling
) -> None:
    told(report(WORDS), report(WORDS, "Tomás Quirke", source="Wire"))
    [quirke] = archive.find_speakers("Tomás Quirke")
    [osei] = archive.find_speakers("Ada Osei")
    decision = archive.merge_speakers(quirke.id, osei.id, who="Ann Lee")
    assert catch_up(archive).closed == 1
    archive.undo_decision(decision.id, who="Ann Lee")
    assert catch_up(archive).opened == 1


def test_a_reviewed_quotation_speaks_for_whom_the_person_named(archive: Archive, told: Telling) -> None:
    told(report(WORDS), report(WORDS, "Tomás Quirke", source="Wire"))
    [osei] = archive.find_speakers("Ada Osei")
    wrong = next(item for item in archive.quotations().items if item.document.source == "Wire")
    archive.review_quotation(wrong.id, speaker=osei.id, who="Ann Lee")
    assert catch_up(archive).closed == 1


def test_a_dismissed_finding_stays_dismissed_until_there_is_new_evidence(archive: Archive, told: Telling) -> None:
    told(report(WORDS), report(WORDS, "Tomás Quirke", source="Wire"))
    [finding] = findings(archive)
    archive.review_finding(finding.id, status="dismissed", who="Ann Lee")
    document, found = report(WORDS, "Tomás Quirke", source="Wire")
    archive.save(document, found, extractor="two")
    catch_up(archive)
    assert archive.finding(finding.id).status == "dismissed"
    told(report(WORDS, "Tomás Quirke", source="Ledger"))
    assert archive.finding(finding.id).status == "open"


@contextmanager
def counted(archive: Archive) -> Iterator[list[str]]:
    """The statements that the archive sends meanwhile."""
    statements: list[str] = []

    def count(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(archive._engine, "before_cursor_execute", count)
    try:
        yield statements
    finally:
        event.remove(archive._engine, "before_cursor_execute", count)


def test_a_document_of_many_quotations_asks_no_more_than_one_of_few(archive: Archive, told: Telling) -> None:
    numbers = []
    for number, size in ((1, 2), (2, 40)):
        words = [f"ferries{number} harbour{place} sailing{number} morning{place} north{place}" for place in range(size)]
        document, [first, *others] = report(words[0], key=str(number), parts=tuple(words[1:]))
        found = [first, *(replace(quotation, continues=None) for quotation in others)]
        archive.save(document, found, extractor="one")
        with counted(archive) as statements:
            assert catch_up(archive).documents == 1
        numbers.append(len(statements))
    assert numbers[1] == numbers[0]


def test_findings_about_roles_follow_the_register(archive: Archive, told: Telling) -> None:
    archive.ensure_register()
    document, found = report(WORDS, "Boris Johnson", source="Wire", published=date(2023, 3, 10))
    assert found[0].speaker is not None
    text = f"{document.text} British Foreign Secretary Boris Johnson left."
    titled = replace(found[0], speaker=replace(found[0].speaker, described=("British Foreign Secretary",)))
    done = told((replace(document, text=text), [titled]))
    assert done.opened == 1
    [finding] = findings(archive)
    assert (finding.kind, finding.severity) == ("role_conflict", "high")
    assert finding.summary == (
        "Wire (10 March 2023) calls Boris Johnson “British Foreign Secretary”, but in the register Boris Johnson was "
        "Foreign Secretary from 13 July 2016 to 9 July 2018; James Cleverly was Foreign Secretary from 6 September "
        "2022 to 13 November 2023."
    )
    assert [(reading.witnesses, len(reading.quotations)) for reading in finding.readings] == [(1, 1), (0, 0), (0, 0)]
    assert told((replace(document, text=text), found)).closed == 1


def registers(to: str) -> list[Registered]:
    """A register that knows until 2024 who came, with a term that ends on a day."""
    office = Office("foreign minister", "GB", "Foreign Secretary", date(2015, 1, 1), date.fromisoformat(to))
    later = Office("mayor", "GB/London", "Mayor", date(2024, 1, 1))
    return [
        Registered("petra-uhl", "person", "Petra Uhl", offices=(office,)),
        Registered("oren-falk", "person", "Oren Falk", offices=(later,)),
    ]


def test_an_end_of_term_that_the_register_learns_later_is_held_against_what_was_read_before(
    archive: Archive, told: Telling
) -> None:
    archive.import_register(registers("2030-01-01"))
    document, found = report(WORDS, "Petra Uhl", published=date(2023, 3, 10))
    assert found[0].speaker is not None
    text = f"{document.text} British Foreign Secretary Petra Uhl left."
    titled = replace(found[0], speaker=replace(found[0].speaker, described=("British Foreign Secretary",)))
    assert told((replace(document, text=text), [titled])).opened == 0
    archive.import_register(registers("2018-07-09"))
    assert look_again(archive).opened == 1
    archive.import_register(registers("2030-01-01"))
    assert look_again(archive).closed == 1
