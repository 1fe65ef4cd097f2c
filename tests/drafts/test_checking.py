"""Drafts against the sample corpus, end to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from quotes.drafts.checking import OUTCOMES, CheckedDraft, check
from quotes.drafts.reading import draft_of_text
from quotes.extraction import Extractor
from quotes.matching.records import Claim
from quotes.matching.verification import verify
from quotes.store import Archive

Checks = Callable[..., CheckedDraft]


@pytest.fixture(scope="module")
def archive(sample_database: str) -> Iterator[Archive]:
    with Archive.open(sample_database, create=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def checked(archive: Archive, extractor: Extractor) -> Checks:
    """Check a draft that is given as Markdown, by default of the day on which the sample ends."""

    def run(text: str, published: str = "2024-12-06", **options: object) -> CheckedDraft:
        draft = draft_of_text(f"---\ndate: {published}\n---\n{text}", "draft.md", format="markdown")
        return check(draft, archive, extractor, **options)  # type: ignore[arg-type]

    return run


def outcomes(draft: CheckedDraft) -> list[tuple[str, str]]:
    return [(one.quotation.text, one.outcome) for one in draft.quotations]


def test_words_with_markdowns_emphasis_inside_are_confirmed(checked: Checks) -> None:
    draft = checked("“Appeasement will **not** work,” _Andrii Sybiha_ said.\n")
    assert outcomes(draft) == [("“Appeasement will not work,”", "confirmed")]
    assert draft.confirmed
    assert draft.quotations[0].verification.readings[0].speaker.name == "Andrii Sybiha"


def test_the_names_of_a_draft_that_gives_surnames_are_completed(checked: Checks) -> None:
    draft = checked("Foreign Secretary James Cleverly spoke. “He has left the chamber,” Cleverly said.\n", "2022-09-23")
    assert draft.quotations[0].speaker.name == "James Cleverly"
    assert draft.quotations[0].outcome == "confirmed"


def test_words_of_somebody_else_are_misattributed(checked: Checks) -> None:
    draft = checked("“Peace on our continent has been shattered,” said Liz Truss.\n")
    assert outcomes(draft) == [("“Peace on our continent has been shattered,”", "misattributed")]
    assert draft.quotations[0].verification.matches[0].quotation.speaker.name == "Jens Stoltenberg"


def test_a_role_is_its_holder_on_the_drafts_day(checked: Checks) -> None:
    words = "“Ukraine’s rightful place is in NATO,” the NATO secretary general said in Kyiv.\n"
    assert checked(words, "2023-04-21").quotations[0].outcome == "confirmed"
    later = checked(words, "2024-12-06").quotations[0]
    assert (later.speaker.name, later.outcome) == ("Mark Rutte", "misattributed")


def test_a_speaker_without_a_name_contradicts_nobody(checked: Checks) -> None:
    draft = checked("“Peace on our continent has been shattered,” a senior diplomat said.\n")
    assert draft.quotations[0].outcome == "confirmed"
    assert draft.quotations[0].verification.claim.speaker is None


def test_a_changed_word_is_shown_where_it_stands(checked: Checks) -> None:
    draft = checked("“Whether we like it or not, people demand to see gratitude,” Ben Wallace said.\n")
    (altered,) = draft.quotations
    assert altered.outcome == "altered"
    differences = altered.verification.matches[0].differences
    assert [(segment.claimed, segment.recorded) for segment in differences] == [("demand", "want")]


def test_a_cut_that_swallows_not_is_altered(checked: Checks) -> None:
    draft = checked("“I am here today … to start a war,” Antony Blinken said.\n")
    assert outcomes(draft) == [("“I am here today … to start a war,”", "altered")]
    assert "cut_drops_negation" in draft.quotations[0].verification.warnings


def test_words_that_nobody_said_are_not_found_and_what_was_searched_is_told(
    checked: Checks, archive: Archive
) -> None:
    draft = checked("“We have never seen so many herons on this river,” said Mara Quill, a fisherman.\n")
    assert outcomes(draft) == [("“We have never seen so many herons on this river,”", "not_found")]
    assert draft.quotations[0].verification.coverage.documents == archive.counts().documents


def test_a_part_whose_meaning_hangs_on_the_one_before_is_confirmed_together(
    checked: Checks, archive: Archive
) -> None:
    words = "“be a simple, quick, decisive breakthrough.”"
    assert verify(archive, Claim(words, "James Cleverly")).verdict == "altered"
    draft = checked(f"“There might not,” James Cleverly said, {words}\n")
    second = draft.quotations[1]
    assert (second.outcome, second.continues, second.together) == ("confirmed", 0, (0, 1))
    assert draft.confirmed


def test_a_change_is_told_of_the_part_that_has_it(checked: Checks) -> None:
    draft = checked("“Appeasement will work,” Andrii Sybiha said. “Strength will work.”\n")
    first, second = draft.quotations
    assert (first.outcome, first.together) == ("altered", ())
    assert "negation_changed" in first.verification.warnings
    assert (second.outcome, second.together) == ("confirmed", ())


def test_a_part_that_is_not_on_record_takes_no_verdict_from_the_other(checked: Checks) -> None:
    draft = checked("“The herons are back,” Andrii Sybiha said. “Appeasement will not work. Strength will work.”\n")
    assert [outcome for _, outcome in outcomes(draft)] == ["not_found", "confirmed"]


def test_a_scare_quote_is_too_short_to_say_and_still_not_confirmed(checked: Checks) -> None:
    draft = checked("James Cleverly called the herons “wonderfully odd”.\n")
    assert outcomes(draft) == [("“wonderfully odd”", "too_short")]
    assert not draft.confirmed
    assert draft.quotations[0].verification.verdict == "not_found"


def test_shorter_statements_are_left_out_where_that_is_asked_for(checked: Checks) -> None:
    text = "James Cleverly called it “odd”. “We have,” Volodymyr Zelensky said, “freedom to protect.”\n"
    draft = checked(text, min_words=4)
    assert [one.quotation.text for one in draft.quotations] == ["“We have,”", "“freedom to protect.”"]
    assert draft.left_out == 1
    assert draft.quotations[1].continues == 0
    assert draft.as_json()["counts"]["left_out"] == 1


def test_a_draft_without_quotations_has_none_and_is_no_failure(checked: Checks) -> None:
    draft = checked("Nobody said anything.\n")
    assert (draft.quotations, draft.confirmed) == ((), True)


def test_marks_around_no_words_are_left_out(checked: Checks) -> None:
    assert [one.quotation.text for one in checked("Ben Wallace wrote: “…” and then: “You know, we’re not Amazon.”\n")
            .quotations] == ["“You know, we’re not Amazon.”"]  # fmt: skip


def test_what_a_draft_repeats_is_the_same_each_time(checked: Checks) -> None:
    draft = checked("“Strength will work,” Andrii Sybiha said.\n\nLater: “Strength will work,” Andrii Sybiha said.\n")
    first, second = draft.quotations
    assert first.verification is second.verification
    assert (first.paragraph, second.paragraph) == (1, 2)


def test_json_has_the_text_that_offsets_count_and_every_outcome(checked: Checks) -> None:
    text = "A *report*.\n\n“Strength will work,” Andrii Sybiha said. “Appeasement won’t,” he said.\n"
    value = checked(text).as_json()
    assert list(value) == ["name", "format", "title", "published", "text", "quotations", "counts"]
    assert value["published"] == "2024-12-06"
    for quotation in value["quotations"]:
        assert value["text"][quotation["start"] : quotation["end"]] == quotation["text"]
        assert quotation["speaker"]["name"] == "Andrii Sybiha"
        assert quotation["verification"]["coverage"]["documents"] > 0
    assert list(value["counts"]) == ["quotations", *OUTCOMES, "left_out"]
    assert value["counts"]["quotations"] == 2


def test_progress_tells_how_many_are_verified(checked: Checks) -> None:
    told: list[tuple[int, int]] = []
    text = "“Strength will work,” Andrii Sybiha said.\n\n“You know, we’re not Amazon,” Ben Wallace said.\n"
    checked(text, watch=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_the_sample_corpus_confirms_itself(archive: Archive, extractor: Extractor) -> None:
    """Every quotation of an archived article is on record, as its own article gives it."""
    detail = archive.document(archive.documents("Meridian Wire", date(2023, 1, 1)).items[-1].id)
    draft = draft_of_text(detail.text, "article.txt")
    result = check(draft, archive, extractor)
    assert len(result.quotations) >= 5
    assert {one.outcome for one in result.quotations} <= {"confirmed", "disputed"}
