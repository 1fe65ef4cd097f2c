"""Groups and documents: which names are one across documents, which only in theirs."""

from __future__ import annotations

import pytest

from quotes.speakers.directory import Known
from quotes.speakers.organisations import is_proper
from quotes.speakers.register import Registered

from .invented import handle, identity, register

NATO = Registered("nato", "group", "NATO", ("North Atlantic Treaty Organization",))
COURIER = Registered("harl-courier", "document", "The Harl Courier", ("Harl Courier",))
BOTH = register(NATO, COURIER)


@pytest.mark.parametrize(
    "name",
    [
        "NATO", "Nato", "the FBI", "U.N.", "Greenwater Alliance", "Scotland Yard", "Médecins Sans Frontières",
        "the Bank of Harl", "the Supreme Court of Kestravia", "the Treaty of Harl", "Harl Police", "Smith and Jones",
    ],
)  # fmt: skip
def test_a_name_of_one_organisation_is_proper(name):
    assert is_proper(name)


@pytest.mark.parametrize(
    "name",
    [
        "the ministry", "the Ministry", "the Ministry of Defence", "Supreme Court", "the Home Office", "police",
        "NATO officials", "the FBI report", "the Kestravian foreign ministry", "EU leaders", "a report", "", "…",
    ],
)  # fmt: skip
def test_a_name_that_says_only_what_it_is_is_generic(name):
    assert not is_proper(name)


@pytest.mark.parametrize("name", ["eBay", "iRobot"])
def test_a_company_with_a_small_first_letter_is_proper(name):
    assert is_proper(name)


@pytest.mark.parametrize(
    "name, kind, whom",
    [
        ("Nato", "group", "nato"),
        ("the North Atlantic Treaty Organization", "group", "nato"),
        ("Harl Courier", "document", "harl-courier"),
        ("the Harl Courier", "group", "harl-courier"),
    ],
)
def test_a_registered_organisation_or_paper_is_known_by_any_of_its_names(name, kind, whom):
    found = identity(name, BOTH, kind=kind)
    assert handle(found) == whom
    assert found.type == ("group" if whom == "nato" else "document")


@pytest.mark.parametrize("name", ["the ministry", "NATO officials", "the Defence Ministry"])
def test_a_generic_group_stays_in_its_document(name):
    found = identity(name, BOTH, kind="group")
    assert handle(found) is None and found.local


def test_an_unknown_proper_group_is_one_across_documents():
    found = identity("Greenwater Alliance", BOTH, kind="group")
    assert found.known is None and not found.local


class Archive:
    """A directory of what documents brought, without a register."""

    def __init__(self, *known):
        self.known = known

    def named(self, keys):
        return [known for known in self.known if any(known.is_named(key) for key in keys)]

    def alike(self, keys):
        return []

    def holders(self, reading, phrase, day):
        return []


def test_a_group_is_not_a_document_of_the_same_name():
    group = Known(1, "Harl Voice", "group", names=("Harl Voice",))
    assert handle(identity("the Harl Voice", Archive(group), kind="group")) == 1
    assert handle(identity("Harl Voice", Archive(group), kind="document")) is None


def test_a_group_is_not_a_person_of_the_same_name():
    somebody = Known(1, "Morgan Stanley", "person", names=("Morgan Stanley",))
    assert handle(identity("Morgan Stanley", Archive(somebody), kind="group")) is None
