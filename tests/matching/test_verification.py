from __future__ import annotations

from datetime import date

import pytest

from quotes.errors import BadValue
from quotes.matching.records import Claim, Verification
from quotes.matching.verification import verify, verify_many
from quotes.store import Archive
from tests.matching.conftest import Tell

FERRY = "“The ferry will not sail before three o’clock, whatever the harbour master promises.”"
PLAIN = FERRY[1:-1]


def verdict(archive: Archive, quotation: str, speaker: str | None = None, on: date | None = None) -> str:
    return verify(archive, Claim(quotation, speaker, on)).verdict


def test_words_on_record_by_the_claimed_speaker_are_confirmed(archive: Archive, tell: Tell) -> None:
    document = tell("Mara Lindqvist", FERRY)
    answer = verify(archive, Claim(PLAIN, "Lindqvist"))
    assert (answer.verdict, answer.wording, answer.speaker, answer.warnings) == ("confirmed", "verbatim", "same", ())
    [match] = answer.matches
    assert match.quotation.document.id == document and match.quotation.text == FERRY
    assert match.prefix.endswith("rain fell on case 1. ") and match.suffix.startswith(" It was late")
    assert (answer.documents, answer.witnesses) == (1, 1)


def test_the_answer_has_the_shape_of_the_contract(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    answer = verify(archive, Claim("The ferry will sail before three o’clock", "Oren Falk")).as_json()
    assert {"verdict", "wording", "speaker", "warnings", "matches", "coverage"} <= answer.keys()
    assert answer["coverage"] == {"documents": 1, "quotations": 1, "from": "2023-05-02", "to": "2023-05-02"}
    [match] = answer["matches"]
    assert {"quotation", "wording", "differences", "score"} <= match.keys()
    shown = {"id", "text", "speaker", "document", "version", "start", "end", "prefix", "suffix"}
    assert shown <= match["quotation"].keys()
    [difference] = match["differences"]
    assert (difference["kind"], difference["claimed"], difference["recorded"]) == ("omitted", "", "not")
    assert difference["severity"] == "major"


def test_words_of_another_are_misattributed(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    answer = verify(archive, Claim(PLAIN, "Oren Falk"))
    assert (answer.verdict, answer.speaker) == ("misattributed", "other")
    assert [reading.speaker and reading.speaker.name for reading in answer.readings] == ["Mara Lindqvist"]


def test_words_that_documents_give_to_two_are_disputed(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    tell("Oren Falk", FERRY, source="Ledger")
    answer = verify(archive, Claim(PLAIN, "Mara Lindqvist"))
    assert (answer.verdict, answer.speaker) == ("disputed", "disputed")
    assert {reading.speaker.name for reading in answer.readings if reading.speaker} == {"Mara Lindqvist", "Oren Falk"}
    unclaimed = verify(archive, Claim(PLAIN))
    assert (unclaimed.verdict, unclaimed.speaker) == ("confirmed", "disputed")


def test_without_a_speaker_the_words_alone_count(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    answer = verify(archive, Claim(PLAIN))
    assert (answer.verdict, answer.speaker) == ("confirmed", "unstated")


def test_words_that_nobody_is_named_for_are_nobodys(archive: Archive, tell: Tell) -> None:
    tell(None, FERRY)
    answer = verify(archive, Claim(PLAIN, "Mara Lindqvist"))
    assert (answer.verdict, answer.wording, answer.speaker) == ("not_found", "verbatim", "unstated")
    assert answer.warnings == ("speaker_unstated",)


def test_altered_words_are_altered_whoever_is_claimed(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    for speaker in (None, "Mara Lindqvist", "Oren Falk"):
        answer = verify(archive, Claim(PLAIN.replace("three", "four"), speaker))
        assert (answer.verdict, answer.warnings) == ("altered", ("number_changed",))


def test_a_short_claim_that_is_only_like_something_is_not_found(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", "“I have never heard a minister say that in all my years in this harbour.”")
    tell("Oren Falk", "“Appeasement will not work.”")
    assert verdict(archive, "I’ve never heard it") == "not_found"
    assert verdict(archive, "I’ve never heard it", "Ada Osei") == "not_found"
    assert verdict(archive, "Appeasement may not work") == "altered"
    assert verdict(archive, "Appeasement will work", "Oren Falk") == "altered"


def test_a_short_part_elsewhere_does_not_make_a_few_words_a_wording_of_the_statement(
    archive: Archive, tell: Tell
) -> None:
    tell("Mara Lindqvist", "“We do not see any link between the fire and the strike,”", "“At all.”")
    assert verdict(archive, "we will see") == "not_found"
    tell("Oren Falk", "“We do not see,”", "“and nobody who lives in this town will tell us what it was.”")
    assert verdict(archive, "we will see") == "altered"


def test_a_cut_that_turns_the_meaning_is_altered(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    answer = verify(archive, Claim("The ferry will … sail before three o’clock", "Mara Lindqvist"))
    assert (answer.verdict, answer.wording, answer.warnings) == ("altered", "elided", ("cut_drops_negation",))


def test_what_is_not_there_is_not_found_and_never_false(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    answer = verify(archive, Claim("The market hall belongs to everybody in this town", "Mara Lindqvist"))
    assert (answer.verdict, answer.wording, answer.matches) == ("not_found", "none", ())
    assert answer.coverage.quotations == 1


def test_an_empty_archive_finds_nothing(archive: Archive) -> None:
    answer = verify(archive, Claim(PLAIN))
    assert (answer.verdict, answer.coverage.documents) == ("not_found", 0)


def test_a_claim_may_run_over_an_interruption(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", "“The ferry will not sail today,”", "“and the boats will stay in the inner harbour.”")
    whole = verify(archive, Claim("The ferry will not sail today, and the boats will stay in the inner harbour."))
    assert (whole.verdict, whole.wording) == ("confirmed", "verbatim")
    assert len(whole.matches[0].joined) == 2
    across = verify(archive, Claim("will not sail today, and the boats will stay", "Lindqvist"))
    assert (across.verdict, across.wording) == ("confirmed", "partial")
    part = verify(archive, Claim("and the boats will stay in the inner harbour"))
    assert (part.verdict, part.wording) == ("confirmed", "typographic")
    assert part.matches[0].quotation.text.startswith("“and the boats")


def test_a_claim_may_have_its_cue_inside(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    assert verdict(archive, "“The ferry will not sail,” she told us, “before three o’clock.”") == "confirmed"


@pytest.mark.parametrize(
    "text", ["“We should” not “sail before three o’clock”", '"We should "not" sail before three o\'clock"']
)
def test_a_word_between_two_pieces_in_marks_is_no_cue(archive: Archive, tell: Tell, text: str) -> None:
    tell("Mara Lindqvist", "“We should sail before three o’clock.”")
    assert verdict(archive, text) == "altered"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("“The ferry will not sail before three o’clock,” said Mara Lindqvist.", ("confirmed", "same")),
        ("Mara Lindqvist, the mayor, told reporters: “The ferry will not sail.”", ("confirmed", "same")),
        ("“The ferry will not sail,” Lindqvist said, “before three o’clock.”", ("confirmed", "same")),
        ("“The ferry will not sail before three o’clock,” said Oren Falk.", ("misattributed", "other")),
        ("“The ferry will sail before three o’clock,” said Mara Lindqvist.", ("altered", "same")),
    ],
)
def test_a_claim_may_be_the_sentence_that_reports_the_words(
    archive: Archive, tell: Tell, sentence: str, expected: tuple[str, str]
) -> None:
    tell("Mara Lindqvist", FERRY)
    answer = verify(archive, Claim(sentence))
    assert (answer.verdict, answer.speaker) == expected


def test_what_is_said_around_nested_marks_counts(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", "“Mr Falk told me that they ‘will never sail to the island again’, and I believed him.”")
    tell("Oren Falk", "“They will never sail to the island again.”")
    claim = "Mr Falk told us that they “will never sail to the island again”, and I believed him."
    assert verdict(archive, claim) == "altered"


def test_a_claim_with_html_in_it_is_read_as_it_was_written(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", "“We can’t sail — not before three o’clock.”")
    for claim in ("&ldquo;We can&rsquo;t <em>sail</em> &mdash; not before", "We canâ€™t sail â€” not before three"):
        assert verdict(archive, claim) == "confirmed"


def test_fragments_of_two_statements_are_not_one(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    tell("Mara Lindqvist", "“Every boat in the inner harbour has been counted twice.”")
    answer = verify(archive, Claim("The ferry will not sail … Every boat in the inner harbour has been counted"))
    assert (answer.verdict, answer.warnings) == ("altered", ("joined_from_several",))
    assert len({match.quotation.document.id for match in answer.matches}) == 2


def test_words_that_the_speaker_quotes_are_not_his(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    tell("Oren Falk", f"“She told me, ‘{PLAIN}’ and went home.”")
    answer = verify(archive, Claim(PLAIN, "Mara Lindqvist"))
    assert (answer.verdict, answer.speaker) == ("confirmed", "same")
    assert verdict(archive, PLAIN, "Oren Falk") == "misattributed"


@pytest.mark.parametrize(
    "name",
    [
        "Antony Blinken", "Blinken", "Tony Blinken", "Secretary Blinken", "US Secretary of State Antony Blinken",
        "Antony Blinken, the US secretary of state",
    ],
)  # fmt: skip
def test_the_claimed_name_may_have_any_form(archive: Archive, tell: Tell, name: str) -> None:
    tell("Antony Blinken", FERRY)
    assert verdict(archive, PLAIN, name) == "confirmed"


def test_a_misspelt_name_is_taken_for_the_one_on_record(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    assert verdict(archive, PLAIN, "Mara Lindquist") == "confirmed"
    assert verdict(archive, PLAIN, "Marta Holm") == "misattributed"


def test_a_role_means_who_held_it_on_the_day(archive: Archive, tell: Tell) -> None:
    tell("James Cleverly", FERRY, published=date(2023, 5, 2))
    assert verdict(archive, PLAIN, "the British foreign secretary", date(2023, 5, 2)) == "confirmed"
    assert verdict(archive, PLAIN, "the foreign secretary") == "confirmed"
    assert verdict(archive, PLAIN, "the British foreign secretary", date(2021, 3, 1)) == "misattributed"
    assert verdict(archive, PLAIN, "the US secretary of state", date(2023, 5, 2)) == "misattributed"


def test_an_office_is_not_the_place_where_it_is_held(archive: Archive, tell: Tell) -> None:
    tell("Ban Ki-moon", FERRY, published=date(2016, 9, 10))
    tell("United Nations", "“Nothing else was said about it on that day.”", type_="group")
    assert verdict(archive, PLAIN, "the Secretary-General of the United Nations", date(2016, 9, 10)) == "confirmed"
    assert verdict(archive, PLAIN, "the President of South Korea", date(2016, 9, 10)) == "misattributed"


def test_reprints_are_one_witness(archive: Archive, tell: Tell) -> None:
    wire = (
        "Number {0}. HARL (MPA) - The harbour authority closed the northern basin on Tuesday after a crane fell "
        "into the water, and divers searched for the driver until dark. {1} The authority said it would stay shut "
        "until engineers had looked at the quay, which was built in 1931 and has been repaired twice since."
    )
    tell("Mara Lindqvist", FERRY, source="Wire", around=wire)
    tell("Mara Lindqvist", FERRY, source="Ledger", around=wire)
    own = "We spoke to the ferry office in edition {0} about the winter timetable of the islands. {1} Tickets rise."
    tell("Mara Lindqvist", FERRY, source="Courier", around=own)
    answer = verify(archive, Claim(PLAIN, "Mara Lindqvist"))
    assert (answer.documents, answer.witnesses) == (3, 2)


def test_a_common_phrase_of_two_people_is_each_ones_own(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", "“We will see about the bridge and the old market, whatever the council says.”")
    tell("Oren Falk", "“We will see when the snow has gone and the roads are open.”")
    assert verdict(archive, "We will see", "Oren Falk") == "confirmed"
    assert verdict(archive, "We will see", "Ada Osei") == "not_found"


def test_words_that_hundreds_said_are_found_by_the_claimed_speaker(archive: Archive, tell: Tell) -> None:
    for number in range(230):
        tell(f"Person Number{number}", "“We have no comment on that matter.”")
    tell("Mara Lindqvist", "“We have no comment on that matter.”")
    assert verdict(archive, "no comment", "Mara Lindqvist") == "confirmed"


@pytest.mark.parametrize("quotation", ["", "  ", "“…”", "— ?!"])
def test_a_quotation_without_a_word_is_refused(archive: Archive, quotation: str) -> None:
    with pytest.raises(BadValue, match="no word"):
        verify(archive, Claim(quotation))


def test_a_quotation_that_is_too_long_is_refused(archive: Archive) -> None:
    with pytest.raises(BadValue, match="too long"):
        verify(archive, Claim("word " * 5000))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ([], "object"),
        ({}, "quotation"),
        ({"quotation": 3}, "quotation 3"),
        ({"quotation": "x", "speaker": 3}, "speaker 3"),
        ({"quotation": "x", "on": "yesterday"}, "'yesterday'"),
        ({"quotation": "x", "on": 20230118}, "20230118"),
        ({"quotation": "x", "by": "y"}, "'by'"),
        ({"quotation": "x \ud800"}, "quotation .*half a surrogate pair"),
        ({"quotation": "x", "speaker": "\udfff"}, "speaker .*half a surrogate pair"),
        ({"quotation": "x", "speaker": "a\0b"}, "speaker .*null character"),
    ],
)
def test_a_bad_claim_is_named(given: object, named: str) -> None:
    with pytest.raises(BadValue, match=named):
        Claim.read(given)


def test_answers_come_in_the_order_of_the_claims(archive: Archive, tell: Tell) -> None:
    tell("Mara Lindqvist", FERRY)
    claims = [Claim(PLAIN), Claim("Something that nobody ever said here"), Claim(PLAIN, "Oren Falk")]
    answers: list[Verification] = list(verify_many(archive, claims))
    assert [answer.claim for answer in answers] == claims
    assert [answer.verdict for answer in answers] == ["confirmed", "not_found", "misattributed"]
