from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quotes.errors import NotFound, UnreadableInput
from quotes.store import Archive, IncomingDocument, QuotationFilter
from tests.store.samples import ARTICLE, TEXT, article_quotations, quote, retold, short


def everything(archive: Archive) -> list[dict]:
    return [item.as_json() for item in archive.quotations(limit=500).items]


def test_a_new_document_is_saved_with_its_quotations(archive):
    saved = archive.save(ARTICLE, article_quotations(), extractor="one")
    assert (saved.outcome, saved.quotations) == ("new", 4)
    assert archive.counts().quotations == 4


def test_a_stored_quotation_is_the_text_at_its_offsets(filled):
    text = filled.document(filled.quotations().items[0].document.id).text
    assert text == TEXT
    for item in filled.quotations().items:
        assert text[item.start : item.end] == item.text


def test_a_quotation_has_the_shape_of_the_contract(filled):
    item = filled.quotations(QuotationFilter(words="bridge")).items[0].as_json()
    start = TEXT.index("Mara")
    assert item == {
        "id": item["id"],
        "text": "“The bridge will be rebuilt by spring,”",
        "kind": "direct",
        "start": 0,
        "end": 39,
        "version": item["version"],
        "continues": None,
        "speaker": {"id": item["speaker"]["id"], "name": "Mara Lindqvist", "type": "person"},
        "mention": {"start": start, "end": start + 14, "text": "Mara Lindqvist"},
        "cue": {"start": 40, "end": 44, "text": "said"},
        "confidence": 0.97,
        "method": "cue",
        "document": {
            "id": item["document"]["id"],
            "title": "Bridge to be rebuilt",
            "url": "https://post.example/bridge",
            "source": "Harbour Post",
            "published": "2023-01-18",
        },
    }


def test_a_quotation_without_speaker_has_neither_confidence_nor_method(archive):
    archive.save(*short(1, None), extractor="one")
    item = archive.quotations().items[0].as_json()
    assert (item["speaker"], item["mention"], item["confidence"], item["method"]) == (None,) * 4


def test_saving_the_same_thing_twice_changes_nothing(filled):
    before = everything(filled), filled.counts(), filled.speakers()
    saved = filled.save(ARTICLE, article_quotations(), extractor="one")
    assert saved.outcome == "unchanged"
    assert (everything(filled), filled.counts(), filled.speakers()) == before


def test_ids_are_the_same_in_another_archive(filled, tmp_path):
    with Archive.open(str(tmp_path / "other.sqlite")) as other:
        other.save(*short(1, "Someone Else"), extractor="one")
        other.save(ARTICLE, article_quotations(), extractor="one")
        ids = [item.id for item in other.quotations(QuotationFilter(source="Harbour Post")).items]
    assert ids == [item.id for item in filled.quotations().items]


def test_a_better_extractor_keeps_the_ids_and_corrects_what_it_says(filled):
    before = {item.text: item.id for item in filled.quotations().items}
    first, second, _, last = article_quotations()
    shortened = replace(second, end=second.end - 1, text=second.text[:-1])
    other_speaker = quote(ARTICLE, "“Nobody asked us,”", "Hanna Falk")
    saved = filled.save(ARTICLE, [first, shortened, other_speaker], extractor="two")
    assert saved.outcome == "changed"
    after = {item.text: item for item in filled.quotations().items}
    assert after["“We have the money."].id == before["“We have the money.”"]
    assert after["“Nobody asked us,”"].id == before["“Nobody asked us,”"]
    assert after["“Nobody asked us,”"].speaker.name == "Hanna Falk"
    assert last.speaker.name == "Oren Falk"
    assert [s.quotations for s in filled.find_speakers("Hanna Falk")] == [1]
    assert filled.find_speakers("Oren Falk") == []


def test_what_a_newer_extractor_no_longer_finds_is_withdrawn_and_may_come_back(filled):
    quotations = article_quotations()
    gone = next(item for item in filled.quotations().items if item.kind == "partial")
    filled.save(ARTICLE, quotations[:2] + quotations[3:], extractor="two")
    assert gone.id not in {item.id for item in filled.quotations().items}
    assert filled.quotations(QuotationFilter(words="bold")).items == []
    assert filled.quotation(gone.id).withdrawn
    filled.save(ARTICLE, quotations, extractor="three")
    assert filled.quotations(QuotationFilter(words="bold")).items == [gone]
    assert not filled.quotation(gone.id).withdrawn


def test_a_newer_extractor_that_finds_the_same_leaves_the_document_unchanged(filled):
    assert filled.save(ARTICLE, article_quotations(), extractor="two").outcome == "unchanged"
    assert filled.unchanged([ARTICLE], "two") == [True]


def test_another_text_is_another_version_and_lists_show_only_the_newest(filled):
    old = filled.quotations(QuotationFilter(words="spring")).items[0]
    changed = retold(ARTICLE, TEXT.replace("spring", "autumn"))
    quotations = article_quotations(retold(ARTICLE, TEXT))
    quotations[0] = quote(changed, "“The bridge will be rebuilt by autumn,”", "Mara Lindqvist")
    saved = filled.save(changed, quotations, extractor="one")
    assert saved.outcome == "changed"
    assert filled.counts().quotations == 4
    assert filled.quotations(QuotationFilter(words="spring")).items == []
    assert len(filled.quotations(QuotationFilter(words="autumn")).items) == 1
    kept = filled.quotation(old.id)
    assert (kept.quotation.text, kept.current, kept.withdrawn) == (old.text, False, False)
    assert kept.suffix.startswith(" said Mara")
    assert [version.current for version in filled.document(saved.document).versions] == [True, False]


def test_a_text_that_returns_brings_its_quotations_back_under_their_ids(filled):
    before = everything(filled)
    filled.save(retold(ARTICLE, "All was retracted."), [], extractor="one")
    assert everything(filled) == []
    assert filled.speakers().items == []
    assert filled.save(ARTICLE, article_quotations(), extractor="one").outcome == "changed"
    assert everything(filled) == before
    assert len(filled.document(before[0]["document"]["id"]).versions) == 2


def test_a_document_is_known_by_its_address_whatever_its_source_and_scheme(filled):
    again = replace(ARTICLE, source="Mirror", key="other", url="http://POST.example:80/bridge#top")
    assert filled.save(again, article_quotations(), extractor="one").outcome == "unchanged"
    assert filled.counts().documents == 1


def test_files_of_one_name_in_two_sources_are_two_documents(archive):
    for source in ("East", "West"):
        archive.save(*short(1, None, source=source), extractor="one")
    assert archive.counts().documents == 2
    assert [record.name for record in archive.sources()] == ["East", "West"]


def test_unchanged_asks_for_text_description_and_extractor(filled):
    other_title = replace(ARTICLE, title="Bridge to be rebuilt, minister says")
    less_known = replace(ARTICLE, title=None, authors=(), published=None)
    documents = [ARTICLE, retold(ARTICLE, TEXT + "!"), other_title, less_known, short(9, None)[0]]
    assert filled.unchanged(documents, "one") == [True, False, False, True, False]
    assert filled.unchanged(documents, "two") == [False] * 5
    assert filled.unchanged([], "one") == []


def test_a_corrected_day_moves_the_quotations_in_lists(filled):
    filled.save(*short(1, "Oren Falk", date(2023, 6, 1)), extractor="one")
    assert filled.quotations().items[0].document.title == "Report 1"
    before = {item.id for item in filled.quotations().items}
    later = replace(ARTICLE, published=date(2024, 1, 1))
    assert filled.save(later, article_quotations(), extractor="one").outcome == "changed"
    items = filled.quotations().items
    assert {item.id for item in items} == before
    assert items[-1].document.title == "Report 1"
    assert len(filled.quotations(QuotationFilter(words="bridge", from_=date(2024, 1, 1))).items) == 1
    assert filled.find_speakers("Mara Lindqvist")[0].last == date(2024, 1, 1)


def test_what_a_source_no_longer_tells_of_a_document_stays(filled):
    less_known = replace(ARTICLE, title=None, authors=(), published=None)
    filled.save(less_known, article_quotations(), extractor="one")
    record = filled.documents().items[0]
    assert (record.title, record.authors, record.published) == (
        "Bridge to be rebuilt",
        ("A. Writer",),
        date(2023, 1, 18),
    )


def test_a_speaker_is_called_by_the_form_that_documents_use_most(spoken):
    archive = spoken("Mara J. Lindqvist", "Mara Lindqvist", "Mara Lindqvist")
    assert [(s.name, s.aliases) for s in archive.speakers().items] == [
        ("Mara Lindqvist", ("Mara J. Lindqvist", "Lindqvist"))
    ]


def test_a_text_that_is_no_unicode_is_refused_and_leaves_nothing(archive):
    broken = IncomingDocument("Wire", "1.json", "He said \ud83d nothing.")
    with pytest.raises(UnreadableInput, match="surrogate"):
        archive.save(broken, [], extractor="one")
    assert archive.counts().documents == 0


def test_a_save_that_fails_halfway_leaves_nothing(archive):
    wrong = replace(article_quotations()[1], continues=7)
    with pytest.raises(IndexError):
        archive.save(ARTICLE, [wrong], extractor="one")
    assert archive.counts().documents == 0
    assert archive.speakers().items == []


def test_quotations_that_begin_at_one_character_have_ids_of_their_own(archive):
    document = IncomingDocument("Wire", "turn.txt", "FALK: Nobody asked us. Nobody.")
    turn, part = quote(document, "Nobody asked us. Nobody."), quote(document, "Nobody asked us.")
    archive.save(document, [turn, part], extractor="one")
    ids = {item.text: item.id for item in archive.quotations().items}
    assert len(set(ids.values())) == 2
    archive.save(document, [turn], extractor="two")
    assert archive.quotations().items[0].id == ids["Nobody asked us. Nobody."]


def test_a_version_remembers_the_text_before_it_and_an_unknown_id_is_not_found(filled):
    with pytest.raises(NotFound, match="'nope'"):
        filled.quotation("nope")
    with pytest.raises(NotFound, match="'nope'"):
        filled.document("nope")
    with pytest.raises(NotFound, match="'nope'"):
        filled.speaker("nope")
