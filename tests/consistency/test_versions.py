"""What an outlet changed after publication is found; what a reader would call the same is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from quotes.consistency.catching_up import CatchUp, catch_up, look_again
from quotes.extraction import Extractor
from quotes.store import Archive
from tests.consistency.changing import TALKS, article, fetched, publish, quotations_in, told, version_changes

BLINKEN = "“We will not sell the three ferries before the winter,” said Antony Blinken"
QUIRKE = "“Nobody asked the fishermen about any of it,” said Tomás Quirke"


def changed(before: str, after: str, text: str = TALKS) -> str:
    assert before in text
    return text.replace(before, after)


def test_another_number_in_a_quotation_is_told_with_the_times_of_both_versions(archive: Archive) -> None:
    publish(archive, TALKS)
    fetched(archive, datetime(2023, 1, 17, 9, 12))
    archive.save(article(changed("three", "four")), quotations_in(changed("three", "four")), extractor="one")
    fetched(archive, datetime(2023, 1, 17, 9, 12), datetime(2023, 1, 17, 11, 40))
    done = catch_up(archive)
    assert (done.versions, done.opened, done.closed) == (1, 1, 0)
    [finding] = version_changes(archive)
    assert finding.summary == (
        "The Harbour Courier changed Antony Blinken’s words between 17 January 2023 09:12 and 11:40 UTC without a "
        "note: “three” became “four”."
    )
    assert (finding.severity, finding.status) == ("high", "open")
    older, newer = finding.readings
    assert older.text == "We will not sell the three ferries before the winter,"
    assert newer.text == "We will not sell the four ferries before the winter,"
    assert [reading.witnesses for reading in finding.readings] == [1, 1]
    before, after = older.quotations[0], newer.quotations[0]
    assert not archive.quotation(before.id).current and archive.quotation(after.id).current
    assert archive.quotation(before.id).findings == archive.quotation(after.id).findings == (finding.id,)


def test_a_dropped_not_is_shown_with_the_words_around_it(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed("will not sell", "will sell"))
    assert told(archive) == [("high", " without a note: “We will not sell the” became “We will sell the”.")]


def test_another_word_of_the_same_meaning_is_of_medium_severity(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed("a plan", "a proposal"))
    assert told(archive) == [("medium", " without a note: “plan” became “proposal”.")]


def test_a_corrected_spelling_is_of_low_severity(archive: Archive) -> None:
    publish(archive, changed("fishermen", "fishemen"))
    publish(archive, TALKS)
    assert [severity for severity, _ in told(archive)] == ["low"]


def test_words_given_to_somebody_else_are_of_high_severity(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed(f"{BLINKEN}", BLINKEN.replace("Antony Blinken", "James Cleverly")))
    [finding] = version_changes(archive)
    assert told(archive) == [
        ("high", " without a note: “We will not sell the three ferries before the winter” was Antony Blinken’s and is "
                 "James Cleverly’s.")
    ]  # fmt: skip
    assert [reading.speaker and reading.speaker.name for reading in finding.readings] == [
        "Antony Blinken", "James Cleverly",
    ]  # fmt: skip


def test_a_quotation_that_is_gone_from_the_text_is_of_medium_severity(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed(f" {QUIRKE}.", ""))
    [finding] = version_changes(archive)
    assert (finding.severity, len(finding.readings)) == ("medium", 1)
    assert " took out Tomás Quirke’s words " in finding.summary
    assert finding.summary.endswith("without a note: “Nobody asked the fishermen about any of it”.")


def test_a_quotation_that_is_new_is_of_low_severity(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, TALKS + "\n“The tide will not wait for them,” said Mara Lindqvist.\n")
    [finding] = version_changes(archive)
    assert (finding.severity, len(finding.readings)) == ("low", 1)
    assert " added Mara Lindqvist’s words " in finding.summary and "without a note" not in finding.summary


def test_a_quotation_that_is_cut_short_tells_what_is_left_out(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed(" before the winter,”", ",”"))
    assert told(archive) == [("medium", " without a note: “before the winter” is left out.")]


def test_a_fuller_quotation_is_of_low_severity(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed("about any of it,”", "about any of it, and they know the tides,”"))
    [finding] = version_changes(archive)
    assert finding.severity == "low" and "gave more of Tomás Quirke’s words" in finding.summary
    assert finding.summary.endswith(": “and they know the tides” is new.")


@pytest.mark.parametrize(
    "text",
    [
        TALKS.replace("\n\n", "\n\n\n").replace(" ", "  "),
        TALKS.replace("“", '"').replace("”", '"').replace("eleven", "11"),
        TALKS.replace("We will not", "We won’t"),
        "Sign up for our newsletter.\n\n" + TALKS + "\nRead more: the ferry in pictures. Share this article.\n",
        TALKS.replace("nobody in the room expected them to end soon", "they may end tonight"),
        "\n\n".join(reversed(TALKS.split("\n\n"))),
        TALKS.replace("plan,” said Ada Osei. “It", "plan. It").replace("good one.”", "good one,” said Ada Osei."),
    ],
    ids=["whitespace", "typography", "a contraction", "boilerplate", "the reporter's own words", "moved", "joined"],
)  # fmt: skip
def test_what_a_reader_calls_the_same_is_no_change(archive: Archive, text: str) -> None:
    publish(archive, TALKS)
    found = quotations_in(_curled(text))
    done = publish(archive, text, found=[replace(one, text=text[one.start : one.end]) for one in found])
    assert done.versions == 1
    assert told(archive) == []


def _curled(text: str) -> str:
    pieces = text.split('"')
    return "".join(piece + ("“" if place % 2 == 0 else "”") for place, piece in enumerate(pieces[:-1])) + pieces[-1]


def test_a_quotation_that_is_now_told_without_marks_is_not_removed(archive: Archive) -> None:
    publish(archive, TALKS)
    quoted = "“Nobody asked the fishermen about any of it,”"
    publish(archive, changed(quoted, quoted.strip("“”")))
    assert told(archive) == []


def test_another_extractor_on_the_same_text_changes_nothing(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed("three", "four"))
    [finding] = version_changes(archive)
    text = changed("three", "four")
    first, *others = quotations_in(text)
    assert first.speaker is not None
    done = publish(
        archive, text, extractor="two", found=[replace(first, speaker=replace(first.speaker, name="Ada Osei")), *others]
    )
    assert done.versions == 1
    assert [again.id for again in version_changes(archive)] == [finding.id]


def test_another_extractor_that_reads_a_changed_text_otherwise_is_no_change_of_the_outlet(archive: Archive) -> None:
    text = TALKS.replace("expected them to end soon", "expected much")
    first, second, *others = quotations_in(text)
    assert first.speaker is not None
    publish(archive, TALKS)
    found = [replace(first, speaker=replace(first.speaker, name="Ada Osei", mention=None)), second, *others[:-1]]
    publish(archive, text, extractor="two", found=found)
    assert told(archive) == []


def test_another_extractor_does_not_hide_that_the_text_names_somebody_else(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed(BLINKEN, BLINKEN.replace("Antony Blinken", "James Cleverly")), extractor="two")
    assert [severity for severity, _ in told(archive)] == ["high"]


def test_a_speaker_whom_a_person_decided_is_no_change_of_the_outlet(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, TALKS + "\nMore soon.\n")
    quotation = archive.quotations().items[0]
    archive.review_quotation(quotation.id, speaker="James Cleverly", new=True, who="Ann Lee")
    assert catch_up(archive).versions == 1
    assert told(archive) == []


def test_what_a_person_decided_of_the_older_version_counts_for_it(archive: Archive) -> None:
    publish(archive, TALKS)
    quotation = archive.quotations().items[0]
    archive.review_quotation(quotation.id, speaker="James Cleverly", new=True, who="Ann Lee")
    publish(archive, changed(BLINKEN, BLINKEN.replace("Antony Blinken", "Mara Lindqvist")))
    assert [text.rpartition(" was ")[2] for _, text in told(archive)] == ["James Cleverly’s and is Mara Lindqvist’s."]


@pytest.mark.parametrize(
    ("note", "quoted"),
    [
        ("Correction: An earlier version gave the wrong number of ferries.", None),
        ("This article was amended on 18 January 2023. Mr Blinken spoke of four ferries.",
         "This article was amended on 18 January 2023"),
        ("Clarification\n\nMr Blinken spoke of four ferries.", "Clarification Mr Blinken spoke of four ferries."),
        ("Editor’s note: the number of ferries has been corrected.", None),
    ],
)  # fmt: skip
def test_a_correction_is_told_and_lowers_the_severity(archive: Archive, note: str, quoted: str | None) -> None:
    publish(archive, TALKS)
    publish(archive, f"{changed('three', 'four')}\n{note}\n")
    assert told(archive) == [("medium", f" with a note (“{quoted or note}”): “three” became “four”.")]


def test_a_correction_that_was_there_before_excuses_nothing(archive: Archive) -> None:
    note = "\nCorrection: An earlier version misspelt the name of the quay.\n"
    publish(archive, TALKS + note)
    publish(archive, changed("three", "four") + note)
    assert [severity for severity, _ in told(archive)] == ["high"]


def test_a_correction_that_comes_later_is_told_and_excuses_nothing(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed("three", "four"))
    publish(archive, changed("three", "four") + "\nCorrection: Mr Blinken spoke of four ferries.\n")
    assert told(archive) == [
        ("high", " without a note: “three” became “four”. A later version has a note (“Correction: Mr Blinken spoke of "
                 "four ferries.”).")
    ]  # fmt: skip


def test_three_versions_have_the_changes_of_each_step(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed("three", "four"))
    publish(archive, changed("three", "five"))
    assert sorted(text.rpartition(": ")[2] for _, text in told(archive)) == [
        "“four” became “five”.", "“three” became “four”.",
    ]  # fmt: skip


def test_back_to_the_old_text_the_finding_is_gone_and_no_other_is_there(archive: Archive) -> None:
    publish(archive, TALKS)
    assert publish(archive, changed("three", "four")).opened == 1
    [finding] = version_changes(archive)
    done = publish(archive, TALKS)
    assert (done.opened, done.closed) == (0, 1)
    assert told(archive) == [] and archive.finding(finding.id).gone
    assert publish(archive, changed("three", "four")).opened == 1
    assert [again.id for again in version_changes(archive)] == [finding.id]


def test_back_to_the_old_words_in_a_third_text_the_finding_is_gone(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed("three", "four"))
    publish(archive, TALKS + "\nThe talks go on.\n")
    assert told(archive) == []


def test_a_page_that_was_cut_off_once_leaves_nothing_behind(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, TALKS[: TALKS.index("A crowd")])
    assert len(told(archive)) == 1
    publish(archive, TALKS + "\nThe talks go on.\n")
    assert told(archive) == []


def test_after_going_back_a_new_text_is_compared_with_the_one_it_replaced(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed("three", "four"))
    publish(archive, TALKS)
    publish(archive, changed("three", "five"))
    assert [text.rpartition(": ")[2] for _, text in told(archive)] == ["“three” became “five”."]
    [document] = archive.documents().items
    assert [(one.number, one.previous) for one in archive.document(document.id).versions] == [(3, 1), (2, 1), (1, None)]


def test_a_live_blog_that_grows_at_the_top_only_adds(archive: Archive) -> None:
    entry = "{0:02}:00 The ferry passed buoy {0}. “We have passed buoy number {0} on our way,” said Mara Lindqvist.\n\n"
    text = TALKS
    publish(archive, text)
    for hour in range(3):
        text = entry.format(hour + 1) + text
        publish(archive, text)
    assert [severity for severity, _ in told(archive)] == ["low"] * 3
    assert all(" added " in finding.summary for finding in version_changes(archive))
    # many at once are one finding
    text = "".join(entry.format(hour) for hour in range(20, 10, -1)) + text
    assert publish(archive, text).opened == 1
    assert any(" added 10 quotations " in finding.summary for finding in version_changes(archive))


def test_a_live_blog_of_many_versions_keeps_its_old_findings(archive: Archive) -> None:
    text = TALKS
    publish(archive, text)
    text = changed("three", "four", text)
    for hour in range(12):
        text = f"{hour:02}:00 The ferry passed buoy {hour}.\n\n{text}"
        publish(archive, text)
    assert [severity for severity, _ in told(archive)] == ["high"]


def test_a_dismissed_change_stays_dismissed_however_often_the_document_is_read(archive: Archive) -> None:
    publish(archive, TALKS)
    text = changed("three", "four")
    publish(archive, text)
    [finding] = version_changes(archive)
    archive.review_finding(finding.id, status="dismissed", who="Ann Lee", note="they said so on the radio")
    first, *others = quotations_in(text)
    publish(archive, text, extractor="two", found=[replace(first, end=first.end - 2, text=first.text[:-2]), *others])
    publish(archive, text, extractor="three")
    publish(archive, text + "\nThe talks go on.\n")
    [again] = version_changes(archive)
    assert (again.id, again.status) == (finding.id, "dismissed")


def test_killed_between_saving_and_comparing_the_next_run_compares(archive: Archive) -> None:
    publish(archive, TALKS)
    text = changed("three", "four")
    archive.save(article(text), quotations_in(text), extractor="one")
    archive.close()
    with Archive.open(archive.url) as again:
        assert catch_up(again).versions == 1
        assert len(told(again)) == 1
        assert catch_up(again) == CatchUp()


def test_after_a_decision_nothing_is_compared_that_a_run_has_only_just_saved(archive: Archive) -> None:
    publish(archive, TALKS)
    text = changed("three", "four")
    archive.save(article(text), quotations_in(text), extractor="one")
    assert look_again(archive).versions == 0
    assert catch_up(archive).versions == 1


def test_a_decision_who_spoke_is_followed_at_once(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed(BLINKEN, BLINKEN.replace("Antony Blinken", "James Cleverly")))
    [finding] = version_changes(archive)
    quotation = finding.readings[0].quotations[0]
    [cleverly] = archive.find_speakers("James Cleverly")
    archive.review_quotation(quotation.id, speaker=cleverly.id, who="Ann Lee")
    assert look_again(archive).closed == 1
    assert told(archive) == []


def test_a_document_with_one_version_is_never_compared(archive: Archive) -> None:
    assert publish(archive, TALKS).versions == 0
    assert publish(archive, TALKS, extractor="two", found=quotations_in(TALKS)[:2]).versions == 0
    archive.review_quotation(archive.quotations().items[0].id, speaker=None, who="Ann Lee")
    assert catch_up(archive).versions == 0


# -- with the extractor -------------------------------------------------------------------------------------------

ARTICLE = (
    "PORT LEWIN — The council put off its vote on the new harbour on Tuesday after Transport Minister Ada Osei called "
    "the plan “a bridge to nowhere”.\n\n"
    "“We have waited eleven years,” said Tomás Quirke, the harbour master. “Another week won’t sink us.”\n\n"
    "“Show me the cargo,” Osei told reporters, “and I will show you the money.”\n"
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Another week won’t", "Another week will", [("high", "“won’t sink us” became “will sink us”.")]),
        ("said Tomás Quirke, the harbour master", "said Mara Lindqvist, the mayor", [
            ("high", "“We have waited eleven years, Another week won’t sink us.” was Tomás Quirke’s and is Mara "
                     "Lindqvist’s."),
        ]),
        ("“a bridge to nowhere”", "“a bridge too far”", [
            ("low", "“a bridge too far”."), ("medium", "“a bridge to nowhere”."),
        ]),
        ("PORT LEWIN — The council", "The council of Port Lewin", []),
        ("cargo,” Osei told reporters, “and I will show you the money.”",
         "cargo, and I will show you the money,” Osei told reporters.", []),
    ],
    ids=["not", "speaker", "partial", "report", "joined"],
)  # fmt: skip
def test_an_article_that_the_extractor_read_twice(
    archive: Archive, extractor: Extractor, before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    for text in (ARTICLE, changed(before, after, ARTICLE)):
        publish(archive, text, extractor=extractor.fingerprint, found=extractor.extract(text))
    shown = [(severity, text.partition(": ")[2]) for severity, text in told(archive)]
    assert sorted(shown) == expected


TWO = (
    "Talks about the ferry went on in Port Lewin on Tuesday, and nobody in the room expected them to end soon.\n\n"
    "Antony Blinken came late and left before anybody else had spoken.\n\n"
    "“We will not sell the three ferries before the winter,” he said.\n\n"
    "James Cleverly had waited for him in the corridor since the morning.\n"
)
_, CAME, SAID, WAITED = TWO.strip().split("\n\n")


@pytest.mark.parametrize(
    "text",
    [
        TWO.replace(f"{SAID}\n\n{WAITED}", f"{WAITED}\n\n{SAID}"),
        TWO.replace(SAID, f"Mara Lindqvist, the mayor, was not there. James Cleverly was.\n\n{SAID}"),
        TWO.replace(f"{CAME}\n\n{SAID}\n\n{WAITED}", f"{WAITED}\n\n{SAID}"),
        TWO.replace(f"{CAME}\n\n{SAID}\n\n{WAITED}", f"{WAITED}\n\n{SAID}\n\n{CAME}"),
    ],
    ids=["moved", "paragraph between", "taken out", "exchanged"],
)
def test_who_he_is_after_paragraphs_are_moved_is_no_word_of_the_outlet(
    archive: Archive, extractor: Extractor, text: str
) -> None:
    spoken = []
    for version in (TWO, text):
        found = extractor.extract(version)
        spoken.append(found[0].speaker and found[0].speaker.name)
        publish(archive, version, extractor=extractor.fingerprint, found=found)
    assert spoken == ["Antony Blinken", "James Cleverly"]
    assert told(archive) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [(CAME, CAME.replace("Antony Blinken", "James Cleverly")), ("he said", "James Cleverly said")],
    ids=["who came", "who said"],
)
def test_another_name_where_it_was_told_who_he_was_is_one(
    archive: Archive, extractor: Extractor, before: str, after: str
) -> None:
    for version in (TWO, TWO.replace(before, after)):
        publish(archive, version, extractor=extractor.fingerprint, found=extractor.extract(version))
    [(severity, text)] = told(archive)
    assert severity in ("high", "medium")
    assert text.endswith("was Antony Blinken’s and is James Cleverly’s.")


def test_somebody_of_whom_the_first_name_alone_is_left_is_no_other_speaker(archive: Archive) -> None:
    publish(archive, TALKS)
    publish(archive, changed("Tomás Quirke", "Tomás"))
    assert told(archive) == []
