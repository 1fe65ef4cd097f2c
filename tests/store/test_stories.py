"""Reprints are one story; reports that share only what was said are not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest
from alembic.command import downgrade

from quotes.ingest.reading import ReadDocument, read_documents
from quotes.settings import resource_folder
from quotes.store import Archive, IncomingDocument, migration, stories
from tests.store.samples import quote

DAY = date(2024, 3, 5)
QUOTED = (
    "“The harbour belongs to everybody who lives beside it, and nobody will sell one stone of it while I hold this "
    "office, whatever the price and whoever the buyer may be,”"
)
WIRE = (
    "The mayor of Larkfield refused an offer for the old harbour on Tuesday, hours before the council was to meet. "
    f"{QUOTED} Ada Osei told a crowd of some two hundred people who had waited in the rain since morning. The offer "
    "came from a company registered in Lisbon last autumn, whose owners are not known. Dockers blocked the northern "
    "gate for an hour and then went back to their shifts. A vote is due next month, after a hearing to which "
    "fishermen, traders and the ferry line have been invited."
)
OTHER = (
    f"Applause broke out on the quay when Ada Osei took the microphone. {QUOTED} said the mayor, who is up for "
    "election in June and trails in the polls. Her rival, a lawyer named Tomas Quirke, called the speech a show. He "
    "wants to let the land for ninety years, which he says would pay for the sewers, two schools and a bridge, and "
    "asked why the town hall had sat on the letter for a week."
)


def save(archive: Archive, key: str, text: str, published: date | None = DAY, source: str = "Wire") -> str:
    """Save a document with the mayor's words, if it has them; its id."""
    document = IncomingDocument(source, key, text, published=published)
    found = [quote(document, QUOTED, "Ada Osei")] if QUOTED in text else []
    return archive.save(document, found, extractor="one").document


def told(archive: Archive) -> dict[str, int]:
    """The story of each document, by the name of its file."""
    with archive._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, coalesce(story, serial) FROM documents")
        return dict(rows.tuples().all())


def shortened(text: str, sentences: int) -> str:
    return ". ".join(text.split(". ")[:sentences]) + "."


def test_a_document_tells_its_original_and_its_reprints_and_keeps_its_own_text(archive):
    late = save(archive, "late", f"{WIRE} (Agencies)", DAY + timedelta(days=1), source="Late")
    first = save(archive, "wire", f"LARKFIELD, March 5 (Wire) — {WIRE}")
    undated = save(archive, "undated", f"Larkfield: {WIRE}", None, source="Undated")
    alone = save(archive, "other", OTHER, source="Other")
    documents = {id_: archive.document(id_) for id_ in (late, first, undated, alone)}
    originals = {id_: detail.reprint_of.id if detail.reprint_of else None for id_, detail in documents.items()}
    assert originals == {late: first, first: None, undated: first, alone: None}
    reprints = {id_: [other.id for other in detail.reprints] for id_, detail in documents.items()}
    assert reprints == {late: [undated], first: [late, undated], undated: [late], alone: []}
    assert documents[late].text.endswith("(Agencies)")
    shown = documents[late].as_json()
    assert shown["reprint_of"]["id"] == first and [other["id"] for other in shown["reprints"]] == [undated]


def test_a_reprint_is_the_same_story(archive):
    save(archive, "wire", f"LARKFIELD, March 5 (Wire) — {WIRE}")
    save(archive, "paper", f"Larkfield: {WIRE.replace('some two hundred', 'about 200')} (Agencies)", source="Paper")
    assert told(archive) == {"wire": 1, "paper": 1}


@pytest.mark.parametrize("first", ["long", "short"])
def test_a_shortened_reprint_is_the_same_story_whichever_comes_first(archive, first):
    both = {"long": WIRE, "short": "LARKFIELD — " + shortened(WIRE, 3)}
    for key in sorted(both, reverse=first == "short"):
        save(archive, key, both[key])
    assert set(told(archive).values()) == {1}


def test_reports_that_share_what_was_said_are_two_stories(archive):
    save(archive, "wire", WIRE)
    save(archive, "other", OTHER)
    assert told(archive) == {"wire": 1, "other": 2}


def test_reprints_of_reprints_are_one_story(archive):
    longer = WIRE + " The company did not answer letters. Its lawyers said in Lisbon that the offer stands until May."
    for key, text in (("one", shortened(longer, 5)), ("two", longer), ("three", ". ".join(longer.split(". ")[2:]))):
        save(archive, key, text)
    assert set(told(archive).values()) == {1}


@pytest.mark.parametrize("days, stories_", [(30, {1}), (31, {1, 2}), (None, {1})])
def test_a_story_is_printed_within_a_month(archive, days, stories_):
    save(archive, "wire", WIRE)
    save(archive, "again", WIRE, None if days is None else DAY + timedelta(days))
    assert set(told(archive).values()) == stories_


def test_a_page_that_reprints_many_stories_does_not_make_them_one(archive):
    parts = [" ".join(f"{word}{number}" for word in WIRE.replace(QUOTED, "").split()) for number in range(12)]
    save(archive, "page", " ".join(parts))
    for number, part in enumerate(parts):
        save(archive, f"part {number}", part)
    assert len(set(told(archive).values())) == 13


def test_what_an_agency_writes_under_every_report_makes_none_the_same(archive):
    line = "This report was written by our staff and may not be copied, sold or printed without leave in writing."
    for number in range(40):
        save(archive, f"{number}", " ".join(f"{word}{number}" for word in WIRE.split()[:25]) + f". {line}")
    found = told(archive)
    # the first dozen short texts are mistaken for each other at worst: until then nobody can know that it is in all
    assert len({found[f"{number}"] for number in range(stories.COMMON, 40)}) == 40 - stories.COMMON


def test_of_a_very_short_text_only_the_same_words_are_the_same_story(archive):
    save(archive, "one", f"{QUOTED} Ada Osei told reporters in Larkfield on Tuesday.")
    save(archive, "two", f"{QUOTED} Ada Osei told reporters in Larkfield on Tuesday.")
    brief = "The mayor of Larkfield refused an offer for the harbour on Tuesday, hours before the council met."
    save(archive, "three", f"{brief} {QUOTED}")
    save(archive, "four", f"{brief} {QUOTED}", source="Paper")
    found = told(archive)
    assert found["one"] != found["two"] and found["three"] == found["four"]


def test_a_text_without_other_words_is_a_story_of_its_own(archive):
    save(archive, "one", QUOTED)
    save(archive, "two", QUOTED)
    assert len(set(told(archive).values())) == 2


def test_a_document_whose_text_changes_leaves_the_story(archive):
    save(archive, "wire", WIRE)
    save(archive, "paper", WIRE)
    save(archive, "paper", OTHER)
    assert told(archive) == {"wire": 1, "paper": 2}
    save(archive, "third", OTHER)
    assert told(archive)["third"] == 2


def test_a_document_that_others_followed_keeps_its_story(archive):
    save(archive, "wire", WIRE)
    save(archive, "paper", WIRE)
    save(archive, "wire", OTHER)
    save(archive, "third", WIRE)
    assert set(told(archive).values()) == {1}


def test_a_document_that_gets_its_day_leaves_a_story_of_another_month(archive):
    save(archive, "wire", WIRE)
    save(archive, "old", WIRE, None)
    assert told(archive)["old"] == 1
    save(archive, "old", WIRE, DAY - timedelta(400))
    assert told(archive)["old"] == 2


def test_saving_again_changes_nothing(archive):
    def rows() -> list[tuple]:
        with archive._engine.connect() as connection:
            return connection.exec_driver_sql("SELECT * FROM shingles ORDER BY hash, story").all()

    save(archive, "wire", WIRE)
    save(archive, "paper", WIRE)
    before = rows(), told(archive)
    save(archive, "paper", WIRE)
    archive.save(replace(IncomingDocument("Wire", "wire", WIRE, published=DAY)), [], extractor="two")
    assert told(archive) == before[1]
    archive.save(
        document := IncomingDocument("Wire", "wire", WIRE, published=DAY), [quote(document, QUOTED)], extractor="one"
    )
    assert set(before[0]) <= set(rows()) and told(archive) == before[1]


def test_an_upgrade_finds_the_stories_of_what_is_there(archive):
    save(archive, "wire", WIRE)
    save(archive, "paper", WIRE)
    with archive._writing() as connection:
        downgrade(migration.configuration(connection), "0003")
    archive.upgrade()
    assert told(archive) == {"wire": 1, "paper": 1}


def test_a_sketch_is_packed_without_loss():
    kept = stories.sketch(WIRE * 3, [])
    assert stories.unpacked(stories.packed(kept)) == kept


def test_the_reprints_of_the_sample_corpus_are_found_and_no_others(archive, extractor):
    for item in read_documents([resource_folder("seeds") / "corpus"]):
        assert isinstance(item, ReadDocument)
        archive.save(item.document, extractor.extract(item.document.text), extractor="one")
    with archive._engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT coalesce(story, documents.serial), sources.name, published FROM documents"
            " JOIN sources ON sources.serial = documents.source"
        ).all()
    by_story: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for story, source, published in rows:
        by_story[story].add((source, published))
    several = [sorted(documents) for documents in by_story.values() if len(documents) > 1]
    assert sorted(several) == [
        [("Lakeside Tribune", "2022-09-23"), ("Meridian Wire", "2022-09-22"), ("The Larkfield Ledger", "2022-09-23")],
        [("Lakeside Tribune", "2024-06-07"), ("Meridian Wire", "2024-06-06")],
        [("Lakeside Tribune", "2024-11-14"), ("Meridian Wire", "2024-11-13")],
        [("Meridian Wire", "2023-01-17"), ("The Larkfield Ledger", "2023-01-18")],
    ]
