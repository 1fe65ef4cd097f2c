from __future__ import annotations

from dataclasses import replace

import pytest

from quotes.errors import BadValue, NotFound
from quotes.store import Archive, QuotationFilter
from tests.store.samples import ARTICLE, TEXT, article_quotations, quote, retold, short

MONEY, NOBODY = "“We have the money.”", "“Nobody asked us,”"


@pytest.fixture
def ids(filled: Archive) -> dict[str, str]:
    """The ids of the article's quotations by their text."""
    return {item.text: item.id for item in filled.quotations().items}


def speaker_id(archive: Archive, name: str) -> str:
    (speaker,) = archive.find_speakers(name)
    return speaker.id


def speaker_of(archive: Archive, quotation: str) -> str | None:
    speaker = archive.quotation(quotation).quotation.speaker
    return speaker and speaker.name


def in_step(archive: Archive) -> None:
    """The numbers of all speakers are those of their listed quotations."""
    for name in ("Mara Lindqvist", "Oren Falk"):
        for speaker in archive.find_speakers(name):
            page = archive.quotations(QuotationFilter(speaker=speaker.id), limit=500)
            assert speaker.quotations == len(page.items), name


def test_a_person_decides_who_spoke(filled, ids):
    falk = speaker_id(filled, "Falk")
    detail = filled.review_quotation(ids[MONEY], speaker=falk, who="Ann Lee", why="he was there")
    quotation = detail.quotation
    assert quotation.speaker.name == "Oren Falk"
    assert (quotation.method, quotation.confidence) == ("reviewed", 1.0)
    assert quotation.mention is None and quotation.cue is None
    review = detail.review
    assert (review.status, review.speaker.id, review.who, review.note) == ("speaker", falk, "Ann Lee", "he was there")
    assert filled.quotation(ids[MONEY]) == detail
    in_step(filled)
    assert len(filled.quotations(QuotationFilter(speaker="Falk")).items) == 2
    assert len(filled.quotations(QuotationFilter(speaker="Falk", words="money")).items) == 1


def test_a_person_decides_that_nobody_can_be_told(filled, ids):
    quotation = filled.review_quotation(ids[NOBODY], speaker=None, who="Ann").quotation
    assert (quotation.speaker, quotation.method, quotation.confidence) == (None, None, None)
    detail = filled.quotation(ids[NOBODY])
    assert detail.review.status == "nobody" and detail.review.speaker is None
    in_step(filled)


def test_the_decision_holds_when_the_same_is_saved_again(filled, ids):
    filled.review_quotation(ids[MONEY], speaker=speaker_id(filled, "Falk"), who="Ann")
    assert filled.save(ARTICLE, article_quotations(), extractor="one").outcome == "unchanged"
    assert speaker_of(filled, ids[MONEY]) == "Oren Falk"
    in_step(filled)


def test_the_decision_holds_for_another_extractor_that_says_otherwise(filled, ids):
    filled.review_quotation(ids[MONEY], speaker=speaker_id(filled, "Falk"), who="Ann")
    filled.review_quotation(ids[NOBODY], speaker=None, who="Ann")
    others = [replace(q, speaker=article_quotations()[0].speaker) for q in article_quotations()]
    filled.save(ARTICLE, others, extractor="two")
    assert speaker_of(filled, ids[MONEY]) == "Oren Falk" and speaker_of(filled, ids[NOBODY]) is None
    assert speaker_of(filled, ids["“a bold plan”"]) == "Mara Lindqvist"
    in_step(filled)


def test_the_decision_holds_where_the_end_moved(filled, ids):
    filled.review_quotation(ids[MONEY], speaker=speaker_id(filled, "Falk"), who="Ann")
    first, second, *rest = article_quotations()
    shorter = replace(second, end=second.end - 2, text=second.text[:-2])
    filled.save(ARTICLE, [first, shorter, *rest], extractor="two")
    assert filled.quotation(ids[MONEY]).quotation.text == MONEY[:-2]
    assert speaker_of(filled, ids[MONEY]) == "Oren Falk"


def test_the_decision_goes_with_the_words_where_the_beginning_moved(filled, ids):
    filled.review_quotation(ids[MONEY], speaker=speaker_id(filled, "Falk"), who="Ann", why="he was there")
    first, second, *rest = article_quotations()
    later = replace(second, start=second.start + 4, text=second.text[4:])
    filled.save(ARTICLE, [first, later, *rest], extractor="two")
    new = next(item for item in filled.quotations().items if item.text == later.text)
    assert new.id != ids[MONEY] and new.speaker.name == "Oren Falk" and new.method == "reviewed"
    assert filled.quotation(new.id).review.note == "he was there"
    assert filled.quotation(ids[MONEY]).withdrawn
    in_step(filled)


def test_the_decision_holds_when_the_quotation_was_away_for_a_while(filled, ids):
    filled.review_quotation(ids[MONEY], speaker=speaker_id(filled, "Falk"), who="Ann")
    first, _, *rest = article_quotations()
    filled.save(ARTICLE, [first, *rest], extractor="two")
    in_step(filled)
    filled.save(ARTICLE, article_quotations(), extractor="three")
    assert speaker_of(filled, ids[MONEY]) == "Oren Falk"
    in_step(filled)


def test_the_decision_goes_into_the_next_version_of_the_document(filled, ids):
    filled.review_quotation(ids[MONEY], speaker=speaker_id(filled, "Falk"), who="Ann", why="he was there")
    filled.review_quotation(ids[NOBODY], speaker=None, who="Ann")
    edited = retold(ARTICLE, "CORRECTED. " + TEXT)
    filled.save(edited, article_quotations(edited), extractor="one")
    new = {item.text: item for item in filled.quotations().items}
    assert new[MONEY].id != ids[MONEY]
    assert new[MONEY].speaker.name == "Oren Falk" and new[MONEY].method == "reviewed"
    assert new[NOBODY].speaker is None
    review = filled.quotation(new[MONEY].id).review
    assert (review.who, review.note) == ("Ann", "he was there")
    in_step(filled)
    filled.save(ARTICLE, article_quotations(), extractor="one")  # the old text is back
    assert speaker_of(filled, ids[MONEY]) == "Oren Falk"
    in_step(filled)


def test_a_decision_about_words_that_are_now_reported_otherwise_does_not_go_on(filled, ids):
    falk = filled.quotation(ids[NOBODY]).quotation.speaker.id
    lindqvist = speaker_id(filled, "Lindqvist")
    filled.review_quotation(ids[NOBODY], speaker=lindqvist, who="Ann")
    edited = retold(ARTICLE, TEXT.replace("Oren Falk told reporters", "Mr Falk told the Harbour Post in a letter"))
    said = quote(edited, NOBODY, "Oren Falk", mention="Mr Falk", cue="told the Harbour Post")
    filled.save(edited, [said], extractor="one")
    new = next(item for item in filled.quotations().items if item.text == NOBODY)
    assert new.speaker.id == falk


def test_of_the_same_words_twice_the_one_that_was_decided_keeps_the_decision(archive):
    between = "was said by Ann Bell in the morning of a long day at the port, and much later on the pier"
    text = f"First “we will see” {between} “we will see” again."
    document = retold(ARTICLE, text)

    def found(document):
        first = quote(document, "“we will see”", "Ann Bell")
        place = document.text.rindex("“we will see”")
        return [first, replace(first, start=place, end=place + len(first.text))]

    archive.save(document, found(document), extractor="one")
    _, second = archive.quotations().items
    archive.review_quotation(second.id, speaker=None, who="Ann")
    edited = retold(document, "Corrected. " + text)
    archive.save(edited, found(edited), extractor="one")
    assert [item.speaker is None for item in archive.quotations().items] == [False, True]


def test_undoing_gives_back_what_extraction_says_now(filled, ids):
    filled.review_quotation(ids[MONEY], speaker=speaker_id(filled, "Falk"), who="Ann")
    first, second, *rest = article_quotations()
    surer = replace(second, speaker=replace(second.speaker, confidence=0.99, method="surer"))
    filled.save(ARTICLE, [first, surer, *rest], extractor="two")
    detail = filled.undo_quotation_review(ids[MONEY], who="Bo", why="a slip")
    assert detail.quotation.speaker.name == "Mara Lindqvist"
    assert (detail.quotation.method, round(detail.quotation.confidence, 2)) == ("surer", 0.99)
    assert detail.review is None
    assert [(review.status, review.who, review.holds) for review in detail.reviews] == [
        ("undone", "Bo", False), ("speaker", "Ann", False),
    ]  # fmt: skip
    in_step(filled)
    assert filled.save(ARTICLE, [first, surer, *rest], extractor="two").outcome == "unchanged"
    with pytest.raises(BadValue, match="to undo"):
        filled.undo_quotation_review(ids[MONEY], who="Bo")


def test_undoing_a_decision_that_was_changed_gives_back_what_extraction_says(filled, ids):
    filled.review_quotation(ids[MONEY], speaker=speaker_id(filled, "Falk"), who="Ann")
    filled.review_quotation(ids[MONEY], speaker=None, who="Ann")
    assert speaker_of(filled, ids[MONEY]) is None
    filled.undo_quotation_review(ids[MONEY], who="Ann")
    assert speaker_of(filled, ids[MONEY]) == "Mara Lindqvist"
    in_step(filled)


def test_the_decision_follows_a_merge_and_its_undoing(filled, ids):
    falk, lindqvist = speaker_id(filled, "Falk"), speaker_id(filled, "Lindqvist")
    filled.review_quotation(ids[MONEY], speaker=falk, who="Ann")
    merge = filled.merge_speakers(falk, lindqvist, who="Ann")
    assert speaker_of(filled, ids[MONEY]) == "Mara Lindqvist"
    assert filled.quotation(ids[MONEY]).review.speaker.id == lindqvist
    filled.save(ARTICLE, article_quotations(), extractor="two")
    in_step(filled)
    filled.undo_decision(merge.id, who="Ann")
    assert speaker_of(filled, ids[MONEY]) == "Oren Falk"
    in_step(filled)


def test_what_moves_the_names_of_a_document_does_not_move_what_was_decided(filled, ids):
    filled.review_quotation(ids[MONEY], speaker=speaker_id(filled, "Falk"), who="Ann")
    filled.save(*short(1, "Maria Lindquist"), extractor="one")
    filled.merge_speakers(speaker_id(filled, "Mara Lindqvist"), speaker_id(filled, "Maria Lindquist"), who="Ann")
    assert [speaker_of(filled, id_) for id_ in ids.values()][:2] == ["Maria Lindquist", "Oren Falk"]
    in_step(filled)


def test_a_decision_takes_the_id_of_a_merged_speaker_for_its_survivor(filled, ids):
    falk, lindqvist = speaker_id(filled, "Falk"), speaker_id(filled, "Lindqvist")
    filled.merge_speakers(falk, lindqvist, who="Ann")
    assert filled.review_quotation(ids[MONEY], speaker=falk, who="Ann").quotation.speaker.id == lindqvist


def test_a_decision_may_be_about_all_parts_of_a_statement(filled, ids):
    falk = speaker_id(filled, "Falk")
    first = "“The bridge will be rebuilt by spring,”"
    filled.review_quotation(ids[MONEY], speaker=falk, parts=True, who="Ann")
    assert [speaker_of(filled, ids[part]) for part in (first, MONEY)] == ["Oren Falk"] * 2
    in_step(filled)
    filled.undo_quotation_review(ids[first], parts=True, who="Ann")
    assert [speaker_of(filled, ids[part]) for part in (first, MONEY)] == ["Mara Lindqvist"] * 2
    in_step(filled)


def test_a_decision_may_name_a_person_whom_the_archive_does_not_know(filled, ids):
    filled.review_quotation(ids[MONEY], speaker="Ada  Osei", new=True, who="Ann")
    assert speaker_of(filled, ids[MONEY]) == "Ada Osei"
    assert filled.find_speakers("Osei")[0].quotations == 1
    with pytest.raises(BadValue, match=r"'oren falk' is known already: Oren Falk \("):
        filled.review_quotation(ids[MONEY], speaker="oren falk", new=True, who="Ann")
    filled.save(*short(1, "Ada Osei"), extractor="one")
    assert [person.quotations for person in filled.find_speakers("Ada Osei")] == [2]


def test_what_is_not_there_is_not_found(filled, ids):
    with pytest.raises(NotFound, match="no quotation 'x'"):
        filled.review_quotation("x", speaker=None, who="Ann")
    with pytest.raises(NotFound, match="no speaker 'x'"):
        filled.review_quotation(ids[MONEY], speaker="x", who="Ann")
    with pytest.raises(BadValue, match="say who decides"):
        filled.review_quotation(ids[MONEY], speaker=None, who="")
    assert filled.quotation(ids[MONEY]).reviews == ()
