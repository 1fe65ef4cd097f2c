"""The benchmark of claims: its edits do what they say, on an archive of one invented article."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from quotes.extraction.records import SpeakerType
from quotes.store import Archive, IncomingDocument
from tests.benchmarks.claims import attributed, changed, kept
from tests.benchmarks.claims.classes import EDITS, Edit, all_claims
from tests.benchmarks.claims.measuring import put, rows
from tests.benchmarks.claims.passages import Passage, says
from tests.benchmarks.claims.recorded import Recorded, Said, words_of
from tests.store.samples import quote

TEXT = (
    "The ferry is not safe in winter, and the council should sell it if nobody pays, but we have three boats in Harl."
)


def passage(text: str = TEXT) -> Passage:
    said = Said((text,), None, "d", None)
    return Passage(text, said, Recorded([said]))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    opened = Archive.open(str(tmp_path / "archive.sqlite"))
    person: SpeakerType = "person"
    text = f"“{TEXT}” said Ada Osei. “The gate stays open all night for the pilots,” said Tomas Quirke of the harbour."
    document = IncomingDocument("Harl Echo", "1.txt", text)
    quotations = [
        quote(document, f"“{TEXT}”", "Ada Osei", type_=person),
        quote(document, "“The gate stays open all night for the pilots,”", "Tomas Quirke", type_=person),
    ]
    opened.save(document, quotations, extractor="one")
    return opened


@pytest.mark.parametrize(
    ("edit", "dropped"),
    [
        (kept.cut_negation, "negation"),
        (kept.cut_only_negation, "negation"),
        (kept.cut_modal, "modal"),
        (kept.cut_condition, "condition"),
        (kept.cut_contrast, "contrast"),
    ],
)
def test_a_cut_that_turns_the_meaning_drops_what_it_says_and_keeps_the_order(edit: Edit, dropped: str) -> None:
    made = [text for seed in range(40) if (text := edit(passage(), Random(seed)))]
    assert made
    for text in made:
        kept_words, words = words_of(text), iter(words_of(TEXT))
        assert all(word in words for word in kept_words)
        lost = words_of(TEXT)
        for word in kept_words:
            lost.remove(word)
        assert dropped in says(lost)


def test_a_harmless_cut_or_part_loses_nothing_that_turns_the_meaning() -> None:
    harmless = passage("We came by train in the morning and the whole carriage was full of wet dogs")
    for edit in (kept.marked_cut, kept.part):
        for seed in range(60):
            text = edit(harmless, Random(seed))
            assert text is not None
            assert set(words_of(text)) <= set(harmless.words)


@pytest.mark.parametrize(
    ("edit", "given", "made"),
    [
        (kept.edge_negation, "The ferry is not safe in a hard winter.", "safe in a hard winter."),
        (kept.edge_negation_behind, "The boats in the harbour were not there.", "The boats in the harbour were"),
        (kept.edge_condition, "We will sell the boats if they sink.", "We will sell the boats"),
        (changed.negation_dropped, "They couldn’t open the gate tonight.", "They could open the gate tonight."),
        (changed.number, "We have lost three boats this winter.", "We have lost thirty boats this winter."),
        (changed.number_in_digits, "We have lost three boats this winter.", "We have lost 3 boats this winter."),
        (changed.modal, "The council may close the old school.", "The council must close the old school."),
        (kept.contraction, "They don’t open the gate at night.", "They do not open the gate at night."),
        (kept.spelling, "The defence of the island matters.", "The defense of the island matters."),
        (kept.typography, "Boats leave", None),
    ],
)  # fmt: skip
def test_an_edit_makes_what_it_says(edit: Edit, given: str, made: str | None) -> None:
    assert edit(passage(given), Random(1)) == made


def test_an_edited_claim_is_nowhere_on_record_as_it_stands(archive: Archive) -> None:
    with archive:
        recorded = Recorded.of(archive)
        edited = {each.kind for each in EDITS if not each.on_record}
        claims = list(all_claims(archive, [], 20, seed=3))
    assert {"negation dropped", "number", "wrong speaker", "right speaker", "as printed"} <= {
        one.kind for one in claims
    }
    assert not any(recorded.having(words_of(claim.quotation)) for claim in claims if claim.kind in edited)


def test_the_same_seed_makes_the_same_claims_and_the_table_counts_them(archive: Archive) -> None:
    with archive:
        claims = list(all_claims(archive, [], 5, seed=3))
        assert claims == list(all_claims(archive, [], 5, seed=3))
        table = rows(put(archive, claims))
    assert table[-1].kind == "all"
    assert table[-1].number == len(claims) == sum(row.number for row in table[:-1])


def test_a_misspelt_name_has_one_slip_in_the_surname() -> None:
    names = {attributed.misspelt("Ada Osei", Random(seed)) for seed in range(30)}
    assert len(names) > 2
    assert "Ada Osei" not in names
    assert all(name.startswith("Ada ") for name in names)
