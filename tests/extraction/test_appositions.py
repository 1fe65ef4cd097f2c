"""What the text calls a speaker, as whole phrases for the speakers' room."""

from __future__ import annotations

import pytest


@pytest.fixture
def described(extract):
    """The phrases about the speaker of the last quotation of a text."""
    return lambda text: extract(text)[-1].speaker.described


@pytest.mark.parametrize(
    "text, phrases",
    [
        ("“We are ready,” said Lena Varrow, the mayor of Port Lewin.", ("the mayor of Port Lewin",)),
        ("“We are ready,” US Secretary of State Lena Varrow said.", ("US Secretary of State",)),
        ("“We are ready,” said former Tarvanian prime minister Lena Varrow.", ("former Tarvanian prime minister",)),
        ("“We are ready,” said then-foreign minister Lena Varrow.", ("then-foreign minister",)),
        ("The Tarvanian foreign minister, Lena Varrow, said: “We are ready.”", ("The Tarvanian foreign minister",)),
        ("“We are ready,” said Paul Falk, 45, a miner from Harl.", ("a miner",)),
        ("“We are ready,” said Lena Varrow, who chairs the town council.", ("who chairs the town council",)),
        ("Lena Varrow — the mayor of Port Lewin — waved. “We are ready,” Varrow said.", ("the mayor of Port Lewin",)),
        ("“We are ready,” said Dag Lien, a spokesman for Mayor Lena Varrow.", ("a spokesman for Mayor Lena Varrow",)),
    ],
)
def test_a_title_or_an_apposition_is_kept_whole(described, text, phrases):
    assert described(text) == phrases


@pytest.mark.parametrize(
    "text",
    [
        "“We are ready,” said Lena Varrow on Monday. The mayor was away.",
        "“We are ready,” said Lena Varrow, who chaired the town council until May.",
        "“We are ready,” said Mr Varrow, smiling at the crowd.",
        "“We are ready,” said Lena Varrow, Dag Lien, a plumber, and others.",
    ],
)
def test_what_is_past_or_of_others_or_no_office_is_no_description(described, text):
    assert described(text) == ()


def test_what_was_said_before_describes_who_speaks_by_surname(described):
    assert described("Lena Varrow, a plumber, spoke first. “We are ready,” said Varrow.") == ("a plumber",)


def test_a_title_inside_a_quotation_is_one_too(described):
    assert described("“Mayor Lena Varrow is ready,” said Dag Lien. “I am,” Varrow said.") == ("Mayor",)


def test_people_keep_their_own_descriptions(extract):
    text = "Lena Varrow, a teacher, sat down. “No,” said Varrow.\n\nDag Lien, a plumber, stood. “Yes,” said Lien."
    assert [quotation.speaker.described for quotation in extract(text)] == [("a teacher",), ("a plumber",)]


@pytest.mark.parametrize("name", ["Carl Brandvik Jr.", "Carl Brandvik, Jr., the owner."])
def test_a_generation_beside_the_name_is_kept(described, name):
    assert "Jr." in described(f"“We are ready,” said {name}")


def test_a_phrase_stands_once_however_often_it_is_said(described):
    text = "Mayor Lena Varrow rose. Mayor Lena Varrow sat. “We are ready,” Mayor Lena Varrow said."
    assert described(text) == ("Mayor",)


def test_no_more_than_eight_phrases_are_kept(described):
    jobs = "a miner, a plumber, a baker, a butcher, a teacher, a nurse, a banker, a singer, a sailor, a lawyer".split(
        ", "
    )
    text = " ".join(f"Lena Varrow, {job}, spoke." for job in jobs) + " “We are ready,” said Varrow."
    assert described(text) == tuple(jobs[:8])


@pytest.mark.parametrize("name", ["Varrow", "Lena Varrow"])
def test_the_country_after_a_titled_name_is_kept(described, name):
    assert any("Ghana" in phrase for phrase in described(f"“We are ready,” said President {name} of Ghana."))


@pytest.mark.parametrize("party", ["Lena Varrow (D-Ohio)", "Lena Varrow, R-Texas,"])
def test_a_party_and_a_state_behind_the_name_are_kept(described, party):
    assert any("-" in phrase for phrase in described(f"“We are ready,” Sen. {party} said."))


def test_an_aide_s_title_is_not_the_boss_s(described):
    text = "“We are ready,” said Dag Lien, a spokesman for Mayor Lena Varrow. “So am I,” said Varrow."
    assert described(text) == ("Mayor",)


def test_a_line_break_does_not_end_a_phrase(described):
    assert described("“We are ready,” said Lena Varrow, mayor of Port\nLewin.") == ("mayor of Port Lewin",)


def test_a_kinsman_beside_the_speaker_is_no_description(described):
    assert described("“We are ready,” said Lena Varrow, her husband beside her.") == ()
