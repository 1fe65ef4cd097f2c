from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from quotes.errors import Moved
from quotes.extraction.records import Quotation, Speaker, TextSpan
from quotes.speakers.register import Registered, read_record
from quotes.store import Archive, IncomingDocument

Says = Callable[..., str]


def person(key: str, name: str, *offices: dict[str, Any], aliases: tuple[str, ...] = ()) -> Registered:
    return read_record({"key": key, "type": "person", "name": name, "aliases": list(aliases), "offices": list(offices)})


def office(role: str, of: str, title: str, from_: str, to: str | None) -> dict[str, Any]:
    return {"role": role, "of": of, "title": title, "from": from_, "to": to}


MINISTER = ("foreign minister", "NO", "Foreign Minister")
OSEI = person("ada-osei", "Ada Osei", office(*MINISTER, "2021-01-01", "2023-06-30"), aliases=("Addie Osei",))
QUIRKE = person("tomas-quirke", "Tomás Quirke", office(*MINISTER, "2023-06-30", None))


@pytest.fixture
def says(archive: Archive) -> Says:
    """Saves a document in which somebody says something; the speaker's id."""
    count = 0

    def save(
        name: str,
        *described: str,
        type_: Any = "person",
        on: date | None = date(2022, 5, 1),
        text: str = "",
        mention: str | None = None,
        method: str = "quote-cue",
    ) -> str:
        nonlocal count
        count += 1
        mention = mention or name
        words = f"“This is statement {count}.”"
        document = IncomingDocument("Wire", f"{count}.txt", f"{words} said {mention}. {text}", published=on)
        place = document.text.index(mention)
        span = TextSpan(place, place + len(mention), mention)
        who = Speaker(name, type_, 0.9, method, span, described)
        quotation = Quotation(0, len(words), words, "direct", None, None, who)
        stored = archive.save(document, [quotation], extractor="one")
        (kept,) = archive.document(stored.document).quotations
        assert kept.speaker is not None
        return kept.speaker.id

    return save


def test_a_registered_person_has_every_form_of_the_name(archive: Archive, says: Says) -> None:
    archive.import_register([OSEI])
    ids = {says("Ada Osei"), says("Addie Osei"), says("Ada K. Osei"), says("ADA OSEI"), says("Ada Osei’s")}
    assert len(ids) == 1
    found = archive.speaker(ids.pop())
    assert (found.name, found.register, found.quotations) == ("Ada Osei", "ada-osei", 5)
    assert [(role.title, role.of, role.place) for role in found.roles] == [("Foreign Minister", "NO", "Norway")]


def test_a_surname_needs_evidence_beside_it(archive: Archive, says: Says) -> None:
    archive.import_register([OSEI])
    ada = says("Ada Osei")
    assert says("Osei", "Norwegian foreign minister") == ada
    assert says("Osei") != ada
    assert says("Osei", "Norwegian foreign minister", on=date(2015, 1, 1)) != ada


def test_surnames_alone_are_one_speaker_a_document(says: Says) -> None:
    assert says("Falk") != says("Falk")


def test_a_surname_alone_is_resolved_once_its_person_turns_up(archive: Archive, says: Says) -> None:
    alone = says("Falk", "Harl’s harbour master")
    full = says("Oren Falk", "harbour master of Harl")
    assert alone != full
    with pytest.raises(Moved) as moved:
        archive.speaker(alone)
    assert moved.value.target == full
    assert archive.speaker(full).quotations == 2


def test_two_people_of_one_name_are_told_apart_by_their_work(archive: Archive, says: Says) -> None:
    butcher = says("David Jones", "a butcher in Leeds")
    sprinter = says("David Jones", "the Welsh sprinter")
    assert butcher != sprinter
    assert says("David Jones", "a butcher") == butcher
    assert says("David Jones", "sprinter") == sprinter
    assert says("David Jones") not in {butcher, sprinter}


def test_a_namesake_of_a_public_figure_is_somebody_else(archive: Archive, says: Says) -> None:
    archive.import_register([OSEI])
    minister = says("Ada Osei", "the Norwegian foreign minister")
    assert says("Ada Osei", "a plumber from Bergen") != minister
    assert says("Ada Osei", "a Canadian senator") != minister


def test_a_role_is_whoever_held_it_on_the_day(archive: Archive, says: Says) -> None:
    archive.import_register([OSEI, QUIRKE])
    phrase = "the Norwegian foreign minister"
    first = says(phrase, type_="unnamed", on=date(2022, 5, 1))
    second = says(phrase, type_="unnamed", on=date(2024, 5, 1))
    assert [archive.speaker(id_).name for id_ in (first, second)] == ["Ada Osei", "Tomás Quirke"]
    (item,) = archive.quotations(limit=1).items
    assert item.method == "quote-cue:role" and item.confidence is not None and item.confidence < 0.9
    assert phrase not in archive.speaker(second).aliases


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("the Norwegian foreign minister", date(2023, 6, 28)),  # the week in which it changed hands
        ("the Norwegian foreign minister", None),
        ("the former Norwegian foreign minister", date(2022, 5, 1)),
        ("a Norwegian minister", date(2022, 5, 1)),
        ("the foreign minister", date(2022, 5, 1)),
    ],
)
def test_a_role_stays_open_where_it_may_be_somebody_elses(
    archive: Archive, says: Says, phrase: str, day: date | None
) -> None:
    archive.import_register([OSEI, QUIRKE])
    found = archive.speaker(says(phrase, type_="unnamed", on=day))
    assert (found.type, found.register) == ("unnamed", None)


def test_a_role_that_extraction_gave_to_somebody_of_another_country_goes_to_its_holder(
    archive: Archive, says: Says
) -> None:
    archive.import_register([OSEI])
    mention = "the Norwegian foreign minister"
    id_ = says("Hanna Falk", "Denmark’s prime minister", mention=mention, method="quote-cue:role")
    assert archive.speaker(id_).register == "ada-osei"


def test_generic_groups_and_documents_stay_in_their_document(says: Says) -> None:
    assert says("the ministry", type_="group") != says("the ministry", type_="group")
    assert says("a report", type_="document") != says("a report", type_="document")
    assert says("the Harl Gazette", type_="document") == says("The Harl Gazette", type_="document")
    assert says("NATO", type_="group") == says("Nato", type_="group")


def test_a_document_that_is_read_again_keeps_its_speakers(archive: Archive, says: Says) -> None:
    says("Oren Falk", "the harbour master")
    before = archive.quotations().items[0]
    document = archive.document(before.document.id)
    incoming = IncomingDocument("Wire", "1.txt", document.text, published=date(2022, 5, 1))
    who = Speaker("Oren Falk", "person", 0.95, "quote-cue", before.mention, ("the harbour master",))
    again = Quotation(before.start, before.end, before.text, "direct", None, None, who)
    assert archive.save(incoming, [again], extractor="two").outcome == "changed"
    assert archive.save(incoming, [again], extractor="two").outcome == "unchanged"
    after = archive.quotations().items[0]
    assert (after.id, after.speaker) == (before.id, before.speaker)


def test_a_register_that_comes_later_takes_in_what_is_there(archive: Archive, says: Says) -> None:
    named, nickname = says("Ada Osei"), says("Addie Osei")
    assert named != nickname
    counts = archive.import_register([OSEI])
    assert (counts.added, counts.adopted) == (0, 1)
    assert archive.speaker(named).quotations == 2
    with pytest.raises(Moved) as moved:
        archive.speaker(nickname)
    assert moved.value.target == named


def test_importing_a_register_again_changes_nothing_and_a_new_one_updates(archive: Archive) -> None:
    assert archive.import_register([OSEI, QUIRKE]).added == 2
    assert archive.import_register([OSEI, QUIRKE]).unchanged == 2
    before = archive.speakers("Ada Osei").items[0].id
    changed = replace(OSEI, aliases=("Adwoa Osei",), offices=())
    assert archive.import_register([changed, QUIRKE]).updated == 1
    after = archive.speaker(before)
    assert after.roles == () and "Adwoa Osei" in after.aliases


def test_two_registers_that_know_one_person_make_one_speaker(archive: Archive) -> None:
    archive.import_register([OSEI, QUIRKE], origin="ours")
    other = [
        replace(OSEI, key="q1", name="Ada Osei", aliases=("Ada Adjoa Osei",), wikidata="Q1"),
        person("q2", "Tomás Quirke", office("senator", "CL", "Senator", "2001-01-01", None)),
    ]
    counts = archive.import_register(other, origin="theirs")
    assert (counts.added, counts.updated) == (1, 1)
    (ada,) = archive.speakers("osei").items
    assert "Ada Adjoa Osei" in ada.aliases and archive.speaker(ada.id).wikidata == "Q1"
    assert [role.title for role in archive.speaker(ada.id).roles] == ["Foreign Minister"]
    assert len(archive.speakers("quirke").items) == 2
    assert archive.import_register(other, origin="theirs").unchanged == 2
    assert archive.import_register([OSEI, QUIRKE], origin="ours").unchanged == 2


def test_the_shipped_register_is_taken_in_once(archive: Archive) -> None:
    archive.ensure_register()
    blinken = archive.speakers("blinken").items[0]
    assert archive.speaker(blinken.id).register == "antony-blinken"
    assert archive.counts().speakers == 0
    archive.ensure_register()


def test_no_register_is_taken_in_where_the_settings_want_none(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTES_REGISTER", "none")
    archive.ensure_register()
    assert archive.speakers("blinken").items == []


def test_slips_of_the_pen_find_the_name_that_was_meant(archive: Archive, says: Says) -> None:
    says("Antonia Quirke")
    says("Oren Falk")
    for slip in ("Quirk", "Qiurke", "Antonia Quirje", "antonia quirkee", "Antonai Quirke"):
        assert [speaker.name for speaker in archive.did_you_mean(slip)] == ["Antonia Quirke"], slip
    assert archive.did_you_mean("Nobody Else") == []
    assert archive.did_you_mean("x") == []


def test_likely_duplicates_are_suggested_with_their_evidence(archive: Archive, says: Says) -> None:
    says("Robert Quirke", "mayor of Harl")
    says("Bob Quirke", "the mayor of Harl")
    says("Oren Falk")
    suggestions = archive.suggest_merges()
    pairs = [{s.one.name, s.other.name} for s in suggestions]
    assert pairs in ([{"Robert Quirke", "Bob Quirke"}], [])
    if suggestions:
        assert json.dumps(suggestions[0].as_json())
