from __future__ import annotations

from datetime import date

import pytest

from quotes.errors import BadValue, NotFound
from quotes.store import QuotationFilter
from tests.store.samples import short


def names(archive, name):
    return sorted(speaker.name for speaker in archive.find_speakers(name))


def quoted(archive, name):
    return [item.id for item in archive.quotations(QuotationFilter(speaker=name), limit=500).items]


@pytest.mark.parametrize(
    "name",
    [
        "Lindqvist",
        "lindqvist",
        "LINDQVIST",
        "Mara Lindqvist",
        "Mara J. Lindqvist",
        "M. Lindqvist",
        "Ms. Lindqvist",
        "Prime Minister Mara Lindqvist",
        "Lindqvist's",
        "Mara Lindqvist’s",
        "Lindqvist, Mara",
        "  mara   lindqvist ",
        "Mára Lindqvíst",
    ],
)
def test_every_form_of_a_name_gives_the_same_quotations(spoken, name):
    archive = spoken("Mara Lindqvist", "Mara J. Lindqvist", "Lindqvist", "Oren Falk")
    person = next(speaker for speaker in archive.speakers().items if speaker.quotations == 2)
    assert names(archive, name) == [person.name]
    assert len(quoted(archive, name)) == 3
    # an id is exact: the surname alone may be somebody else's
    assert len(quoted(archive, person.id)) == 2 and set(quoted(archive, person.id)) < set(quoted(archive, name))


def test_an_ambiguous_surname_gives_all_people_of_that_name(spoken):
    archive = spoken("Oren Falk", "Hanna Falk", "Falk", "Mara Lindqvist")
    page = archive.quotations(QuotationFilter(speaker="Falk"))
    assert len(page.items) == 3
    assert sorted(speaker.name for speaker in page.speakers) == ["Hanna Falk", "Oren Falk"]


def test_a_full_name_means_only_its_person_where_the_surname_is_ambiguous(spoken):
    archive = spoken("Oren Falk", "Hanna Falk", "Falk")
    page = archive.quotations(QuotationFilter(speaker="Oren Falk"))
    assert [item.speaker.name for item in page.items] == ["Oren Falk"]
    assert [speaker.name for speaker in page.speakers] == ["Oren Falk"]
    alone = next(speaker for speaker in archive.speakers().items if speaker.name == "Falk")
    assert len(quoted(archive, alone.id)) == 1


def test_a_surname_that_no_document_completes_is_found_by_itself(spoken):
    archive = spoken("Falk")
    assert names(archive, "Falk") == ["Falk"]
    assert names(archive, "Mr Falk") == ["Falk"]
    assert names(archive, "Oren Falk") == []


def test_somebody_who_is_no_longer_quoted_does_not_make_a_name_ambiguous(spoken):
    archive = spoken("Oren Falk", "Hanna Falk")
    document, quotations = short(2, "Oren Falk", date(2023, 5, 1))
    archive.save(document, quotations, extractor="two")
    assert names(archive, "Falk") == ["Oren Falk"]
    assert archive.find_speakers("Falk")[0].quotations == 2


def test_slavic_endings_are_one_person_and_other_spellings_are_found(spoken):
    archive = spoken("Petro Halytskyi", "Petro Halytsky", "Petro Halytskiy")
    assert len(archive.speakers().items) == 1
    assert len(quoted(archive, "Halytskyy")) == 3
    assert names(archive, "Galytsky") == names(archive, "Halytsky")


@pytest.mark.parametrize("name", ["Halyta", "Galyta", "Andrii Halyta", "Andriy Galyta", "Minister Galyta"])
def test_a_full_name_in_two_spellings_is_one_speaker(spoken, name):
    archive = spoken("Andrii Halyta", "Andriy Galyta", "Halyta", "Petro Halyna", "Andrii Hale", "Andrii Gale")
    assert names(archive, name) == ["Andrii Halyta"]
    assert len(quoted(archive, name)) == 3


def test_one_name_taken_for_a_person_and_for_a_group_is_one_answer(spoken):
    archive = spoken("Mara Lindqvist", "Mara Lindqvist", "Lindqvist")
    spoken("Mara Lindqvist", type_="group")
    person = archive.speakers().items[0]
    for name in ("Mara Lindqvist", "Lindqvist", person.id):
        assert [(s.name, s.type) for s in archive.find_speakers(name)] == [("Mara Lindqvist", "person")]
        assert len(quoted(archive, name)) == (2 if name == person.id else 4)


def test_a_short_name_does_not_find_one_that_only_sounds_like_it(spoken):
    assert names(spoken("Anna Hill"), "Gill") == []


def test_initials_choose_among_people_of_one_surname(spoken):
    archive = spoken("Oren Falk", "Hanna Falk")
    assert names(archive, "H. Falk") == ["Hanna Falk"]
    assert names(archive, "O. J. Falk") == ["Oren Falk"]
    assert names(archive, "Z. Falk") == []


def test_a_group_is_found_with_and_without_its_article(spoken):
    archive = spoken("the Harbour Board", type_="group")
    assert names(archive, "Harbour Board") == names(archive, "The harbour board") == ["the Harbour Board"]
    assert names(archive, "Board") == []


def test_a_person_and_a_group_of_one_name_are_two_speakers(spoken):
    archive = spoken("Washington")
    spoken("Washington", type_="group")
    assert len(archive.find_speakers("Washington")) == 2


def test_unnamed_sources_never_merge_and_are_listed_only_when_asked_for(spoken):
    archive = spoken("a senior diplomat", "a senior diplomat", type_="unnamed")
    spoken("Oren Falk")
    assert [speaker.name for speaker in archive.speakers().items] == ["Oren Falk"]
    diplomats = archive.speakers("diplomat").items
    assert len(diplomats) == 2
    assert len(quoted(archive, diplomats[0].id)) == 1
    assert archive.counts().speakers == 1


def test_speakers_are_listed_by_the_number_of_their_quotations(spoken):
    archive = spoken("Oren Falk", "Mara Lindqvist", "Oren Falk", published=date(2023, 5, 1))
    spoken("Oren Falk", published=date(2022, 1, 1))
    spoken("Oren Falk", published=None)
    first, second = archive.speakers().items
    assert (first.name, first.quotations, first.first, first.last) == (
        "Oren Falk",
        4,
        date(2022, 1, 1),
        date(2023, 5, 1),
    )
    assert (second.quotations, second.first) == (1, date(2023, 5, 1))
    assert first.aliases == ("Falk",)
    assert archive.speaker(first.id).as_json().items() >= first.as_json().items()


def test_a_speaker_quoted_only_in_undated_documents_has_no_days(spoken):
    speaker = spoken("Oren Falk", published=None).speakers().items[0]
    assert (speaker.first, speaker.last) == (None, None)


def test_speaker_pages_show_everybody_once(spoken):
    archive = spoken(*(f"Ann{chr(97 + i // 3)} Berg{chr(97 + i % 7)}" for i in range(30)))
    everybody = archive.speakers(limit=500).items
    shown, after = [], None
    while True:
        page = archive.speakers(limit=4, after=after)
        shown += page.items
        after = page.next
        if after is None:
            break
    assert shown == everybody
    assert len(everybody) > 20


def test_words_are_beginnings_of_words_of_any_form(spoken):
    archive = spoken("Mara Lindqvist", "Martin Berg", "Oren Falk")
    assert sorted(s.name for s in archive.speakers("mar").items) == ["Mara Lindqvist", "Martin Berg"]
    assert [s.name for s in archive.speakers("lind mar").items] == ["Mara Lindqvist"]
    assert archive.speakers("vist").items == []


@pytest.mark.parametrize("name", ["", " ", "—", "'", "x" * 5000, "\0", "Mr.", "%", "_ _"])
def test_a_name_that_is_none_means_nobody(spoken, name):
    archive = spoken("Oren Falk")
    assert archive.find_speakers(name) == []
    assert archive.quotations(QuotationFilter(speaker=name)).items == []


def test_an_unknown_id_is_not_found_and_a_bad_token_is_quoted(archive):
    with pytest.raises(NotFound, match="'zzz'"):
        archive.speaker("zzz")
    with pytest.raises(BadValue, match="'zzz'"):
        archive.speakers(after="zzz")


def test_hundreds_of_people_of_one_surname_are_all_meant(archive, all_pages):
    given = [f"{a}{b}{c}o" for a in "bdfgk" for b in "aeiou" for c in "lmnrstvxz"][:205]
    for number, name in enumerate(given):
        archive.save(*short(number, f"{name.title()} Falk", date(2023, 1, 1 + number % 28)), extractor="one")
    items = all_pages(archive, QuotationFilter(speaker="Falk"), limit=100)
    assert len(items) == len(given) > 200
    assert items == all_pages(archive, limit=100)
