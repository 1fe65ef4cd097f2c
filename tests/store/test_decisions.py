from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from quotes.errors import BadValue, Conflict, Moved, NotFound
from quotes.speakers.register import read_record
from quotes.store import Archive, QuotationFilter
from tests.store.samples import short

WHO = {"who": "Ruth Editor", "why": "they are one"}
Spoken = Callable[..., Archive]


def ids(archive: Archive) -> dict[str, str]:
    return {speaker.name: speaker.id for speaker in archive.speakers(limit=100).items}


def said_by(archive: Archive, id_: str) -> int:
    return len(archive.quotations(QuotationFilter(speaker=id_)).items)


def again(archive: Archive, number: int, name: str, extractor: str = "two") -> None:
    archive.save(*short(number, name, date(2023, 5, 1), type_="person"), extractor=extractor)


def test_a_merged_speaker_leads_to_the_survivor_who_has_all(spoken: Spoken) -> None:
    archive = spoken("Oren Falk", "Oren Falk", "Orrin Fawlk")
    one, other = ids(archive)["Orrin Fawlk"], ids(archive)["Oren Falk"]
    decision = archive.merge_speakers(one, other, **WHO)
    assert (decision.kind, decision.who, decision.why) == ("merge", "Ruth Editor", "they are one")
    assert decision.other is not None and (decision.speaker.id, decision.other.id) == (one, other)
    with pytest.raises(Moved) as moved:
        archive.speaker(one)
    assert moved.value.target == other
    survivor = archive.speaker(other)
    assert (survivor.quotations, said_by(archive, other), said_by(archive, one)) == (3, 3, 3)
    assert "Orrin Fawlk" in survivor.aliases
    assert [speaker.id for speaker in archive.find_speakers("Orrin Fawlk")] == [other]
    assert list(ids(archive)) == ["Oren Falk"]


def test_a_merge_holds_after_a_re_ingest_and_for_new_documents(spoken: Spoken) -> None:
    archive = spoken("Oren Falk", "Orrin Fawlk")
    one, other = ids(archive)["Orrin Fawlk"], ids(archive)["Oren Falk"]
    archive.merge_speakers(one, other, **WHO)
    again(archive, 2, "Orrin Fawlk")
    spoken("Orrin Fawlk")
    assert (archive.speaker(other).quotations, said_by(archive, other)) == (3, 3)


def test_an_undone_merge_gives_each_his_own_back(spoken: Spoken) -> None:
    archive = spoken("Oren Falk", "Orrin Fawlk")
    one, other = ids(archive)["Orrin Fawlk"], ids(archive)["Oren Falk"]
    decision = archive.merge_speakers(one, other, **WHO)
    again(archive, 2, "Orrin Fawlk")
    spoken("Orrin Fawlk")
    undone = archive.undo_decision(decision.id, who="Ruth Editor", why="two after all")
    assert undone.undone is not None and undone.undone_who == "Ruth Editor"
    assert (archive.speaker(one).quotations, archive.speaker(other).quotations) == (2, 1)
    assert (said_by(archive, one), said_by(archive, other)) == (2, 1)
    assert [item.undone_why for item in archive.decisions().items] == ["two after all"]
    with pytest.raises(BadValue, match="was undone"):
        archive.undo_decision(decision.id, **WHO)


def test_merges_in_a_row_can_be_undone_in_any_order(spoken: Spoken) -> None:
    archive = spoken("Ada Osei", "Oren Falk", "Mara Lindqvist")
    a, b, c = (ids(archive)[name] for name in ("Ada Osei", "Oren Falk", "Mara Lindqvist"))
    first = archive.merge_speakers(a, b, **WHO)
    archive.merge_speakers(b, c, **WHO)
    assert archive.speaker(c).quotations == 3
    archive.undo_decision(first.id, **WHO)
    assert (archive.speaker(a).quotations, archive.speaker(c).quotations) == (1, 2)
    with pytest.raises(Moved):
        archive.speaker(b)


def test_a_split_takes_documents_away_for_good(spoken: Spoken) -> None:
    archive = spoken("Oren Falk", "Oren Falk", "Oren Falk")
    one = ids(archive)["Oren Falk"]
    document = archive.quotations().items[0].document.id
    decision = archive.split_speaker(one, documents=[document], name="Oren Falk (of Leeds)", **WHO)
    assert decision.other is not None
    other = decision.other.id
    assert (archive.speaker(one).quotations, archive.speaker(other).quotations) == (2, 1)
    assert archive.speaker(other).name == "Oren Falk (of Leeds)"
    for number in (1, 2, 3):
        again(archive, number, "Oren Falk")
    assert (said_by(archive, one), said_by(archive, other)) == (2, 1)
    archive.undo_decision(decision.id, **WHO)
    assert archive.speaker(one).quotations == 3
    with pytest.raises(Moved) as moved:
        archive.speaker(other)
    assert moved.value.target == one


def test_a_form_of_the_name_can_be_split_off(spoken: Spoken) -> None:
    archive = spoken("Oren Falk", "Oren J. Falk Jr.", "Mara Lindqvist")
    names = ids(archive)
    archive.merge_speakers(names["Oren J. Falk Jr."], names["Oren Falk"], **WHO)
    decision = archive.split_speaker(names["Oren Falk"], forms=["Oren J. Falk Jr."], **WHO)
    assert decision.other is not None
    assert archive.speaker(names["Oren Falk"]).quotations == 1
    spoken("Oren J. Falk Jr.")
    assert archive.speaker(decision.other.id).quotations == 2


def test_a_new_name_stays_whatever_documents_say(spoken: Spoken) -> None:
    archive = spoken("Oren Falk")
    one = ids(archive)["Oren Falk"]
    decision = archive.rename_speaker(one, "Oren Falk-Hansen", **WHO)
    spoken("Oren Falk", "Oren Falk")
    assert archive.speaker(one).name == "Oren Falk-Hansen"
    assert [speaker.id for speaker in archive.find_speakers("Falk-Hansen")] == [one]
    archive.undo_decision(decision.id, **WHO)
    spoken("Oren Falk")
    assert archive.speaker(one).name == "Oren Falk"


def test_an_alias_resolves_documents_that_are_there_and_those_to_come(spoken: Spoken) -> None:
    archive = spoken("Oren Falk", "Red Fox Falk")
    one = ids(archive)["Oren Falk"]
    decision = archive.add_alias(one, "Red Fox Falk", **WHO)
    assert archive.speaker(one).quotations == 2
    spoken("Red Fox Falk")
    assert archive.speaker(one).quotations == 3
    archive.undo_decision(decision.id, **WHO)
    assert archive.speaker(one).quotations == 1


def test_what_cannot_be_decided_is_said(spoken: Spoken) -> None:
    archive = spoken("Oren Falk", "Mara Lindqvist")
    one, other = ids(archive)["Oren Falk"], ids(archive)["Mara Lindqvist"]
    with pytest.raises(NotFound, match="nobody"):
        archive.merge_speakers("nobody", other, **WHO)
    with pytest.raises(BadValue, match="one speaker already"):
        archive.merge_speakers(one, one, **WHO)
    with pytest.raises(BadValue, match="who decides"):
        archive.merge_speakers(one, other, who=" ")
    with pytest.raises(BadValue, match="documents, or the forms"):
        archive.split_speaker(one, **WHO)
    with pytest.raises(NotFound, match="no document"):
        archive.split_speaker(one, documents=["none"], **WHO)
    with pytest.raises(BadValue, match="rename the speaker instead"):
        (item,) = archive.quotations(QuotationFilter(speaker=one)).items
        archive.split_speaker(one, documents=[item.document.id], **WHO)
    with pytest.raises(BadValue, match="no name"):
        archive.rename_speaker(one, " ", **WHO)
    with pytest.raises(NotFound, match="no decision"):
        archive.undo_decision("none", **WHO)


def test_two_entries_of_the_register_are_not_merged_by_hand(archive: Archive) -> None:
    records: list[Any] = [{"key": "ada-osei", "name": "Ada Osei"}, {"key": "oren-falk", "name": "Oren Falk"}]
    archive.import_register(read_record(record) for record in records)
    found = {speaker.name: speaker.id for speaker in archive.speakers("o").items}
    with pytest.raises(Conflict, match="register"):
        archive.merge_speakers(found["Ada Osei"], found["Oren Falk"], **WHO)


def test_decisions_come_latest_first_in_pages_and_by_speaker(spoken: Spoken) -> None:
    archive = spoken("Oren Falk", "Mara Lindqvist")
    one = ids(archive)["Oren Falk"]
    for name in ("A Falk", "B Falk", "C Falk"):
        archive.rename_speaker(one, name, **WHO)
    first = archive.decisions(limit=2)
    assert [item.details["name"] for item in first.items] == ["C Falk", "B Falk"]
    second = archive.decisions(limit=2, after=first.next)
    assert [item.details["name"] for item in second.items] == ["A Falk"] and second.next is None
    assert len(archive.decisions(one).items) == 3
    assert archive.decisions(ids(archive)["Mara Lindqvist"]).items == []
    with pytest.raises(Conflict, match="renamed again"):
        archive.undo_decision(second.items[0].id, **WHO)
