"""How an office that was read fits one of the register."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.speakers.deciding import NATIONAL, OPEN_CHANCELLOR, SPOKESPEOPLE, is_city, is_region
from quotes.speakers.places import country_of, within

_UNION_ROLES = {"commission president", "council president", "parliament president", "high representative"}
# held in a region or a city, where news may name the country alone
_REGIONAL = {
    "governor", "senator", "representative", "majority leader", "minority leader", "mayor", "police chief",
    "archbishop", "presidential candidate", "prosecutor",
}  # fmt: skip
_PRESIDING = {"speaker", "parliament president"}
_HEADS = {"head", "chief executive", "director general", "managing director", "secretary general", "party leader",
          "party chair", "president", "intelligence chief", "police chief", "central bank governor"}  # fmt: skip
# bodies of state whose head is known by the country: "Iran's supreme leader"
_OF_STATE = {"iranian-supreme-leadership", "kp-state-affairs-commission"}
# a country has one, and so has many a body in it: they are not the same
_OFTEN_OF_BODIES = {"president", "vice president", "head"}
_OFFICES_OF_STATE = {"white-house", "kremlin", "ukrainian-presidential-office", "palestinian-authority"}
_CHANCELLORS = {"prime minister": {"DE", "AT"}, "finance minister": {"GB"}}


def roles_fit(roles: Sequence[str], at: str | None, role: str, of: str | None) -> bool:
    """Whether an office's role is one of those that were read, or one that news calls so."""
    if role in roles:
        # "the chancellor" alone is a prime minister in two countries and a finance minister in one
        return at is not None or tuple(roles) != OPEN_CHANCELLOR or of in _CHANCELLORS[role]
    if role in SPOKESPEOPLE:
        return not SPOKESPEOPLE.isdisjoint(roles)
    if role in _PRESIDING and not _PRESIDING.isdisjoint(roles):
        return True
    if {role, *roles} >= {"foreign minister", "high representative"}:
        return "eu" in {at, of}
    # the head of an organisation, whatever its bearer is called there (NATO's committees have heads of their own)
    if (
        of is not None
        and of == at
        and of.islower()
        and of != "nato"
        and role in _HEADS
        and not _HEADS.isdisjoint(roles)
    ):
        return role == "head" or "head" in roles
    return False


def places_fit(at: str | None, role: str, of: str | None) -> float:
    """1.0 for one place, 0.5 where one is unknown or lies within the other, 0.0 for different ones."""
    if at == of:
        return 1.0 if at is not None else 0.5
    if at is None or of is None:
        return 0.5
    inner, outer = (at, of) if of in within(at) else (of, at)
    if outer not in within(inner):
        # a senator of a state, and an office that the register keeps by the chamber
        both = {at, of} & {"us-senate", "us-house"} and {"US"} & {country_of(at)} & {country_of(of)}
        return 0.5 if both and role in _REGIONAL else 0.0
    if inner in _OF_STATE or (role in _UNION_ROLES and outer == "eu"):
        return 1.0
    if is_region(inner) or is_city(inner):
        return 0.5 if role in _REGIONAL else 0.0
    if role in _OFTEN_OF_BODIES:
        return 0.5 if inner in _OFFICES_OF_STATE else 0.0
    return 1.0 if role in NATIONAL and role != "intelligence chief" else 0.5
