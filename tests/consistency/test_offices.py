"""Offices that documents give to people who did not hold them."""

from __future__ import annotations

from datetime import date

import pytest

from quotes.consistency.offices import Contradiction, contradiction, given_roles
from quotes.speakers.directory import RegisterDirectory
from quotes.speakers.evidence import DocumentView
from quotes.speakers.names import identity_key
from tests.speakers.invented import office, person

HORIZON = date(2024, 12, 31)
REGISTER = RegisterDirectory(
    [
        person("Marit Halvik", office("foreign minister", "NO", "Foreign Minister", "2015-01-01", "2018-06-30"),
               office("prime minister", "NO", "Prime Minister", "2018-07-01", "2022-01-31")),
        person("Sindre Moe", office("foreign minister", "NO", "Foreign Minister", "2018-07-01", "2023-12-31")),
        person("Ada Lindqvist", office("defence minister", "NO", "Defence Minister", "2018-07-01")),
        person("Josip Grant", office("president", "US", "President of the United States", "2009-01-20", "2017-01-20")),
        person("Nadia Cole", office("foreign minister", "GB", "Foreign Secretary", "2016-07-13", "2018-07-09")),
        person("Ruth Amberley", office("foreign minister", "GB", "Foreign Secretary", "2021-09-15", "2024-07-05")),
        person("Hugh Pell", office("defence minister", "GB", "Defence Secretary", "2021-09-15", "2024-07-05")),
    ]
)  # fmt: skip


def found(name: str, phrase: str, text: str, day: date = date(2023, 3, 10)) -> Contradiction | None:
    """What the register has against the phrase that the text gives to a person of this name."""
    view = DocumentView(text, day)
    given = given_roles(name, [phrase], text, day, view=view)
    if not given:
        return None
    same = list(REGISTER.named([identity_key(name)]))
    holders = REGISTER.holders(given[0].reading, phrase, day)
    return contradiction(
        name, given[0], same[0] if same else None, holders, day, countries=view.countries, horizon=HORIZON
    )


def test_an_office_of_years_ago_is_found_with_the_term_and_with_who_held_it_then() -> None:
    against = found("Nadia Cole", "Foreign Secretary", "Foreign Secretary Nadia Cole said “no.” Britain waits.")
    assert against is not None and against.held is not None and against.holder is not None
    assert against.held.to == date(2018, 7, 9)
    assert against.holder.name == "Ruth Amberley"


def test_an_apposition_is_read_as_a_title_is() -> None:
    text = "OSLO - Marit Halvik, the Norwegian foreign minister, said “no.”"
    against = found("Marit Halvik", "the Norwegian foreign minister", text)
    assert against is not None and against.holder is not None and against.holder.name == "Sindre Moe"


def test_an_office_that_somebody_else_holds_is_found_for_one_who_never_had_it() -> None:
    text = "OSLO - Norwegian Foreign Minister Ada Lindqvist said “no.”"
    against = found("Ada Lindqvist", "Norwegian Foreign Minister", text)
    assert against is not None and against.held is None
    assert against.holder is not None and against.holder.name == "Sindre Moe"


def test_somebody_whom_the_register_lacks_is_found_beside_its_holder() -> None:
    text = "OSLO - Norwegian Foreign Minister Petra Uhl said “no.”"
    against = found("Petra Uhl", "Norwegian Foreign Minister", text)
    assert against is not None and against.holder is not None and against.holder.name == "Sindre Moe"


def test_prime_minister_alone_is_read_by_the_countries_of_the_text() -> None:
    text = "OSLO - Prime Minister Marit Halvik said “no.” Norway waits."
    assert found("Marit Halvik", "Prime Minister", text, date(2023, 3, 10)) is not None
    assert found("Marit Halvik", "Prime Minister", "Prime Minister Marit Halvik said “no.”") is None


@pytest.mark.parametrize(
    ("name", "phrase", "text"),
    [
        ("Sindre Moe", "Norwegian Foreign Minister", "Norwegian Foreign Minister Sindre Moe said “no.”"),
        ("Nadia Cole", "Foreign Secretary", "Britain waits. Former Foreign Secretary Nadia Cole said “no.”"),
        ("Nadia Cole", "Foreign Secretary", "Britain waits. The former Foreign Secretary Nadia Cole said “no.”"),
        ("Nadia Cole", "Foreign Secretary", "Britain waits. In 2017, Foreign Secretary Nadia Cole said “no.”"),
        ("Nadia Cole", "former Foreign Secretary", "Britain waits. former Foreign Secretary Nadia Cole said “no.”"),
        ("Nadia Cole", "then-Foreign Secretary", "Britain waits. then-Foreign Secretary Nadia Cole said “no.”"),
        ("Nadia Cole", "foreign secretary", "Britain waits. Nadia Cole, foreign secretary at the time, said “no.”"),
        ("Nadia Cole", "Foreign Secretary", "Britain: Nadia Cole said “no.” Foreign Secretary Ruth Amberley sat."),
        ("Petra Uhl", "acting Norwegian Foreign Minister", "acting Norwegian Foreign Minister Petra Uhl said “no.”"),
        ("Petra Uhl", "Norwegian Deputy Foreign Minister", "Norwegian Deputy Foreign Minister Petra Uhl said “no.”"),
        ("Petra Uhl", "British Defence Minister", "British Defence Minister Petra Uhl said “no.”"),
        ("Petra Uhl", "the Norwegian spokesman", "Petra Uhl, the Norwegian spokesman, said “no.”"),
        ("Josip Grant", "US President", "US President Josip Grant said “no.”"),
        ("S. Moe", "Norwegian Foreign Minister", "Norwegian Foreign Minister S. Moe said “no.”"),
        ("Moe", "Norwegian Foreign Minister", "Norwegian Foreign Minister Moe said “no.”"),
    ],
)  # fmt: skip
def test_what_is_right_or_past_or_unsure_is_no_contradiction(name: str, phrase: str, text: str) -> None:
    assert found(name, phrase, text) is None


def test_titles_linger_for_some_weeks() -> None:
    text = "Norwegian Foreign Minister Marit Halvik said “no.”"
    assert found("Marit Halvik", "Norwegian Foreign Minister", text, date(2018, 8, 1)) is None
    assert found("Marit Halvik", "Norwegian Foreign Minister", text, date(2018, 9, 1)) is not None


def test_around_a_handover_nobody_is_the_holder_for_sure() -> None:
    text = "Norwegian Foreign Minister Petra Uhl said “no.”"
    assert found("Petra Uhl", "Norwegian Foreign Minister", text, date(2018, 7, 20)) is None


def test_a_register_that_ends_before_the_document_contradicts_nobody_new() -> None:
    text = "Norwegian Defence Minister Petra Uhl said “no.”"
    assert found("Petra Uhl", "Norwegian Defence Minister", text, date(2024, 3, 1)) is not None
    assert found("Petra Uhl", "Norwegian Defence Minister", text, date(2025, 3, 1)) is None
