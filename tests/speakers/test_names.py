from __future__ import annotations

import pytest

from quotes.speakers import NameQuery, fold, identity_key, name_forms, spelling_key, surname_key


@pytest.mark.parametrize(
    "name, folded",
    [
        ("Antony Blinken’s", "antony blinken"),
        ("ANTONY  BLINKEN", "antony blinken"),
        ("Søren Ødegård", "soren odegard"),
        ("Łukasz Straße", "lukasz strasse"),
        ("O’Brien", "obrien"),
        ("O'Brien's", "obrien"),
        ("the Joneses’", "the joneses"),
        ("J. D. Vance", "jd vance"),
        ("J.D. Vance", "jd vance"),
        ("Ban Ki-moon", "ban ki moon"),
        ("Ban Ki\u2011moon", "ban ki moon"),
        ("Mara\u00a0Lindqvist", "mara lindqvist"),
        ("Андрій Сибіга", "andriy sibiga"),
        ("—", ""),
        ("", ""),
    ],
)
def test_folding_keeps_only_plain_words(name, folded):
    assert fold(name) == folded


@pytest.mark.parametrize(
    "one, other",
    [
        ("Antony Blinken", "Antony J. Blinken"),
        ("Antony Blinken", "antony blinken’s"),
        ("J.D. Vance", "JD Vance"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy"),
        ("Andrii Sybiha", "Andriy Sybiha"),
        ("Ban Ki-moon", "Ban Ki Moon"),
    ],
)
def test_names_of_one_person(one, other):
    assert identity_key(one) == identity_key(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("George W. Bush", "George H. W. Bush"),
        ("Robert Kennedy", "Robert Kennedy Jr."),
        ("Hillary Clinton", "Bill Clinton"),
        ("Blinken", "Antony Blinken"),
        ("Kim Li", "Kim Ly"),
    ],
)
def test_names_of_two_people(one, other):
    assert identity_key(one) != identity_key(other)


def test_the_article_of_a_group_does_not_count_but_that_of_a_person_is_an_initial():
    assert identity_key("the White House", person=False) == identity_key("White House", person=False)
    assert identity_key("The Hague", person=False) == "hague"
    assert identity_key("A. Blinken") == "a blinken"


@pytest.mark.parametrize(
    "name, surname, alone",
    [
        ("Antony Blinken", "blinken", False),
        ("Blinken", "blinken", True),
        ("Mr. Blinken", "blinken", True),
        ("Secretary of State Antony Blinken", "blinken", False),
        ("British Foreign Secretary James Cleverly", "cleverli", False),
        ("Ursula von der Leyen", "von der leyen", False),
        ("von der Leyen", "von der leyen", True),
        ("Lloyd J. Austin III", "austin", False),
        ("Robert F. Kennedy Jr.", "kennedi", False),
        ("Xi Jinping", "xi", False),
        ("Kim Jong Un", "kim", False),
        ("President Xi", "xi", True),
        ("Blinken, Antony", "blinken", False),
    ],
)
def test_surnames(name, surname, alone):
    assert surname_key(name) == (surname, alone)


def test_forms_are_the_name_the_surname_and_its_last_word():
    assert name_forms("Ursula von der Leyen", person=True) == {
        "ursula von der leyen": "Ursula von der Leyen",
        "von der leyen": "von der Leyen",
        "leyen": "Leyen",
    }
    assert name_forms("Robert F. Kennedy Jr.", person=True) == {
        "robert kennedi jr": "Robert F. Kennedy Jr.",
        "kennedi": "Kennedy",
        "robert kennedi": "Robert F. Kennedy",
    }
    assert name_forms("Falk", person=True) == {"falk": "Falk"}
    assert name_forms("the White House", person=False) == {"white house": "the White House"}


@pytest.mark.parametrize(
    "asked, stored",
    [
        ("Secretary Blinken", "Antony Blinken"),
        ("blinken", "Antony Blinken"),
        ("Antony J. Blinken", "Antony Blinken"),
        ("Blinken, Antony", "Antony Blinken"),
        ("Mr. Austin", "Lloyd Austin"),
        ("Lloyd Austin", "Lloyd J. Austin III"),
        ("President Zelenskyy", "Volodymyr Zelensky"),
        ("Xi", "Xi Jinping"),
        ("Chancellor Olaf Scholz’s", "Olaf Scholz"),
        ("Peña", "Enrique Pena"),
    ],
)
def test_a_query_meets_one_of_the_forms(asked, stored):
    assert set(NameQuery.of(asked).folded) & set(name_forms(stored, person=True))


def test_other_ways_of_writing_a_name_meet_in_its_spelling():
    assert spelling_key("sybiga") == spelling_key("sybiha")
    assert spelling_key("yermak") == spelling_key("ermak")
    assert spelling_key("kuleba") != spelling_key("kuleva")


def test_an_initial_stands_for_a_first_name():
    query = NameQuery.of("A. Blinken")
    assert (query.initial, query.surname) == ("a", "blinken")
    assert NameQuery.of("Antony Blinken").initial is None


@pytest.mark.parametrize("name", ["", "—", "\0", "…", "’s", "Mr.", "Jr.", "(", "a" * 9999, "\ud800", "李强", "😀"])
def test_odd_names_are_no_error(name):
    NameQuery.of(name)
    assert name_forms(name, person=True)
    surname_key(name)
