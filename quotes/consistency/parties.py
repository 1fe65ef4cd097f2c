"""Whether two speakers may be one voice: one name in two spellings, a ministry and its minister, who printed it."""

from __future__ import annotations

from quotes.speakers.comparing import OPEN, likeness
from quotes.speakers.folding import fold
from quotes.speakers.places import country_of, place_of
from quotes.store.parties import Party


def may_be_one_voice(one: Party, other: Party) -> bool:
    """Whether the words of one may be the other's, so that giving them to both is no contradiction.

    Two people are two voices, unless their names may be one name. A person and a group, or two groups, are two voices
    only where the register has both in different countries; whoever is unnamed, and what prints somebody's words, may
    be anybody.
    """
    types = {one.known.type, other.known.type}
    if not types <= {"person", "group"}:
        return True
    if types == {"person"}:
        mine = (one.known.name, *one.known.names)
        return any(_may_be_one_name(a, b) for a in mine for b in (other.known.name, *other.known.names))
    homes, others = _homes(one), _homes(other)
    return not homes or not others or bool(homes & others)


def _may_be_one_name(one: str, other: str) -> bool:
    """Whether two people's names may be one's: "Leanne" may be Leanne Pocock, as "Pocock" may."""
    words, others = fold(one).split(), fold(other).split()
    if min(len(words), len(others)) == 1 and (set(words) <= set(others) or set(others) <= set(words)):
        return True
    return likeness(one, other).score >= OPEN


def _homes(party: Party) -> set[str]:
    """The countries and organisations that somebody speaks for, as far as the register or the name tells."""
    if party.known.type == "person":
        places = {office.of for office in party.known.offices if office.of}
    else:
        places = {place for place in (party.key, party.place, place_of(party.known.name)) if place}
    return places | {home for place in places if (home := country_of(place))}
