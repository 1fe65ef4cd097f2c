"""What a title means at its place: "chancellor" in GB and in DE, "leader" of a party and of a country.

:func:`decide` joins a title with the places of its phrase.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from quotes.speakers.leaders import COMMITTEES, LEADERS, PARLIAMENTS, PARTIES, US_PARTIES, Decision, leader_of
from quotes.speakers.places import adjective_of, country_of, within
from quotes.speakers.titles import Title


class Place(NamedTuple):
    """A place in a phrase: its words, what they can mean, the preposition before it, whether it has a capital."""

    key: str
    senses: tuple[str, ...]
    relation: str | None
    capital: bool


_MINISTERS = tuple(
    f"{portfolio} minister"
    for portfolio in (
        "foreign defence finance interior justice health energy economy trade agriculture education environment europe"
    ).split()
)
# offices that only states give, and one at a time: a person's or an unknown word before them changes nothing
STATE_ONLY = frozenset(
    {
        *_MINISTERS, "prime minister", "deputy prime minister", "deputy foreign minister", "deputy defence minister",
        "homeland security secretary", "national security adviser", "deputy national security adviser",
    }
)  # fmt: skip
# offices of a whole country, which a body of it, or an outlet's own country, names as well
NATIONAL = STATE_ONLY | {
    "president", "vice president", "monarch", "crown prince", "first lady", "central bank governor", "chief justice",
    "commander in chief", "chief of the general staff", "chief of staff", "deputy chief of staff",
    "presidential adviser", "speaker", "parliament president", "opposition leader", "minister", "intelligence chief",
    "member of parliament",
}  # fmt: skip
# "the chancellor", of a place that is not said
OPEN_CHANCELLOR = ("prime minister", "finance minister")

SPOKESPEOPLE = {"spokesperson", "press secretary", "government spokesperson"}

# words for a body that are common nouns: the titles that make them the body's name
_NEEDS = {
    "council": {"president"},
    "commission": {"president", "chief", "vice president", "spokesperson", "spokes", "commission president"},
    "house": {"speaker", "majority leader", "minority leader", "leader", "lawmaker"},
    "lords": {"speaker", "leader"},
}
_OF_THE_EU = {"european-commission", "european-external-action-service"}
_RULING_MONARCHS = {"SA", "AE", "QA", "KW", "BH", "OM", "JO", "MA", "BN"}
_CIVIL_SERVANTS = {"IN", "PK", "BD", "NP", "LK"}  # whose foreign secretary is the ministry's first official
_MULTILATERAL = {"un", "nato", "eu", "osce", "who", "iaea", "wto", "un-security-council", "african-union"}


def decide(title: Title, places: Sequence[Place], *, home: str | None) -> Decision | None:
    """The roles that a title means at the places of its phrase, and the place; None where that is no office."""
    name = title.rule or title.roles[0]
    if any((needs := _NEEDS.get(place.key)) and name not in needs for place in places):
        return None
    if name in {"ambassador", "envoy", "special envoy"}:
        return _envoy(title, places, home)
    party = None
    if len(places) > 1 or (places and name in {"senator", "representative", "governor", "member of parliament"}):
        party = next((code for place in places if (code := _sense(place, name, None)) in PARTIES), None)
        if party is not None:
            others = [place for place in places if _sense(place, name, None) != party]
            if any(place.key == "westminster" for place in others):
                return None  # a party's leader at Westminster is not its leader
            if name in {"leader", "party chair", "chief", "nominee", "presidential candidate", "general secretary",
                        "vice presidential candidate", "chair", "spokes", "party leader"}:  # fmt: skip
                return _at_party(title, name, party, others)
            places = others
    found = _one_place(places, name)
    if found == "" and name == "spokes" and "uk-foreign-office" in {place.senses[0] for place in places}:
        # Germany's ministry is called so too
        found, title = places[0].senses[0], Title(("spokesperson",), body="foreign-ministry")
    if found == "":
        return None
    of: str | None = found
    if of is None:
        of = title.default
        if party is not None:
            of = title.default or country_of(party)
        elif home and (of is None or title.rule == "secretary of state") and _fills(title, name):
            of = "GB" if home == "GB" and title.rule else of or home
    elif title.default and (of in within(title.default) or (title.default, of) == ("nato", "eu")):
        of = title.default
    decided = _RULES[title.rule](of, places) if title.rule else _plain(title, of)
    if decided is None or title.body is None or decided[1] is None or not decided[1].isupper():
        return decided
    return decided[0], f"{adjective_of(decided[1]).lower().replace(' ', '-')}-{title.body}"


def _fills(title: Title, name: str) -> bool:
    """Whether the outlet's country says where an office is that names no place."""
    return (
        name in NATIONAL
        or title.rule in {"chancellor", "premier", "secretary of state", "top diplomat"}
        or name == "justice minister"
    )


def _sense(place: Place, name: str, outer: str | None) -> str:
    """Which of a place's senses the title means."""
    senses = place.senses
    if len(senses) == 1:
        return senses[0]
    if outer is not None:
        for code in senses:
            if outer in within(code):
                return code
    if name in {"governor", "senator", "representative", "lawmaker", "premier", "chief minister"}:
        wanted: Callable[[str], bool] = is_region
    elif name in {"mayor", "archbishop", "police chief"}:
        wanted = is_city
    elif name in {"secretary of state", "justice minister"} and place.key != "washington":
        wanted = is_region
    elif place.key == "brussels" and name in {"prime minister", "monarch", "premier", "deputy prime minister"}:
        wanted = "BE".__eq__
    else:
        return senses[0]
    if place.key == "tokyo" and name == "governor":
        wanted = is_city
    return next((code for code in senses if wanted(code)), senses[0])


def is_region(code: str) -> bool:
    """Whether a code is a state, nation or province: "US-TX"."""
    return code[2:3] == "-" and code[:2].isupper()


def is_city(code: str) -> bool:
    """Whether a code is a city: "GB/London"."""
    return code[2:3] == "/"


def _one_place(places: Sequence[Place], name: str) -> str | None:
    """The one place that all places of a phrase name, the innermost; "" where they are of different worlds."""
    found: str | None = None
    for place in places:
        if place.relation == "in" and found is not None:
            continue
        code = _sense(place, name, found)
        if found is None or found == code or found in within(code):
            found = code
        elif code not in within(found):
            return "eu" if name == "commissioner" and {found, code} & {"eu", "european-commission"} else ""
    return found


def _envoy(title: Title, places: Sequence[Place], home: str | None) -> Decision | None:
    """Whose envoy: the place that is not where he is sent."""
    senders = [place for place in places if place.relation not in {"to", "in", "for", "at"}]
    sent_to = [place for place in places if place.relation in {"to", "at", "in"}]
    codes = [_sense(place, "ambassador", None) for place in senders]
    of = next((code for code in codes if code not in _MULTILATERAL), codes[0] if codes else None)
    if title.rule == "ambassador" and of in _MULTILATERAL and not sent_to and of != "eu":
        of = None  # "UN ambassador" is somebody's ambassador to it
    if not senders and home is not None:
        of = home
    if title.rule == "ambassador":
        return ("ambassador",), of
    if title.rule == "envoy":
        by_states = of is not None and of not in _MULTILATERAL
        if (sent_to and of not in _MULTILATERAL - {"eu"}) or (
            by_states and not any(place.relation == "for" for place in places)
        ):
            return ("ambassador", "special envoy"), of
        return ("special envoy", "ambassador"), of
    return title.roles, of


def _at_party(title: Title, name: str, party: str, others: Sequence[Place]) -> Decision | None:
    """An office of a party, of its members in a chamber, or of a party of that kind in another country."""
    of = _one_place(others, name)
    if of == "":
        return None
    if of in {"us-house", "us-senate"} and name == "leader":
        return ("majority leader", "minority leader"), of
    if of is not None and of not in within(party) and of != party:
        if name == "leader" and len(of) == 2:  # "the Israeli Labour leader"
            return ("party leader",), of
        return None
    if title.rule:
        return _RULES[title.rule](party, ())
    return _plain(title, party)


def _plain(title: Title, of: str | None) -> Decision | None:
    """A title that names its role itself."""
    role = title.roles[0]
    if of is None:
        return (title.roles, None) if role not in {"chief executive", "head"} else None
    if of in PARTIES and role not in {"presidential candidate", "vice presidential candidate"}:
        if role in {"party leader", "campaign manager", "campaign adviser"} or role in SPOKESPEOPLE:
            return title.roles, COMMITTEES.get(of, of)
        return leader_of(of, title.roles) if role in {"president", "secretary general"} else None
    if role == "justice minister" and of.startswith("US-"):
        return ("justice minister", "prosecutor"), of
    if role == "archbishop" and of == "GB/Canterbury":
        return title.roles, "church-of-england"
    if role == "senator" or role == "representative":
        return None if is_city(of) else (title.roles, of)
    if role == "mayor":
        return (title.roles, of) if is_city(of) or of in {"SG", "LU", "US-DC"} else None
    if role == "governor" and is_city(of):
        return ("mayor", "governor"), of
    if role == "military commander" and of.islower() and of != "nato":
        return (*title.roles, "head"), of
    if role == "chief executive" and len(of) == 2:
        return (("chief minister",), of) if of in {"HK", "MO"} else None
    if role == "governor" and of.islower():
        return leader_of(of, ()) if of != "federal-reserve" else None
    if role == "foreign minister" and of == "eu":
        return ("high representative", "foreign minister"), "eu"
    if role == "foreign minister" and of in _CIVIL_SERVANTS and title.default == "GB":
        return ("deputy foreign minister",), of
    if role == "president" and of.startswith(("ES-", "DE-", "BE-", "IQ-")):
        return ("president", "chief minister"), of
    if role in {"president", "director general", "managing director", "chief executive", "secretary general"}:
        if role == "president" and (is_region(of) or is_city(of)) and not of.startswith(("GE-", "MD-", "CY-", "BA-")):
            return None
        if of.islower() and role != "secretary general":
            return leader_of(of, title.roles)
    if role in {"commission president", "council president", "parliament president"} and of == "eu":
        return title.roles, {"commission president": "european-commission"}.get(role, "eu")
    if role == "vice president" and of == "european-commission":
        return ("commissioner", "vice president"), of
    if role == "commander in chief" and of == "US" and title.default is None:
        return ("chief of the general staff", *title.roles), of
    if role == "monarch" and of.startswith("GB-"):
        return title.roles, "GB"
    if role in STATE_ONLY and of.islower() and of != "holy-see":
        return title.roles, country_of(of) or of
    if role == "member of parliament" and of.islower() and of != "european-parliament":
        return title.roles, country_of(of)
    if role == "first lady" and not of.isupper():
        return title.roles, country_of(of)
    return title.roles, of


def _leader(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of is None or is_city(of):
        return None
    if of.islower():
        if of in US_PARTIES:
            return ("party leader", "majority leader", "minority leader"), of
        if of in {"us-house", "us-senate"}:
            return ("majority leader",), of
        if of in PARTIES:
            return tuple(role for role in LEADERS[of][0] if role != "party chair"), LEADERS[of][1]
        if of in {"uk-parliament", "house-of-lords"}:
            return ("minister",), "GB"
        return leader_of(of, ())
    if is_region(of):
        return ("chief minister", "governor", "president", "head"), of
    if of in _RULING_MONARCHS:
        return ("monarch", "crown prince", "prime minister", "president"), of
    return ("president", "prime minister", *(("head", "monarch") if of in {"IR", "KP"} else ())), of


def _chief(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of is not None and is_region(of) and of[:2] in {"RU", "UA", "BA"}:
        return ("governor", "head", "president"), of
    return leader_of(of, ()) if of is not None and of.islower() else None


def _chair(of: str | None, places: Sequence[Place]) -> Decision | None:
    return _party_chair(of, places) if of in PARTIES else _chief(of, places)


def _party_chair(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of in US_PARTIES or of in COMMITTEES:
        return ("party chair",), COMMITTEES.get(of, of)
    if of is None or not (of in PARTIES or of.isupper()):
        return None
    return (("party chair",) if of in PARTIES and country_of(of) == "GB" else ("party chair", "party leader")), of


def _chancellor(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of is None:
        return OPEN_CHANCELLOR, None
    if of == "GB":
        return ("finance minister",), of
    return (("prime minister",), of) if of in {"DE", "AT", "CH"} else None


def _premier(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of is not None and is_region(of):
        return ("chief minister", "governor"), of
    return None if of is not None and not of.isupper() else (("prime minister",), of)


def _secretary_of_state(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of is None or of == "US":
        return ("foreign minister",), "US"
    if of in {"GB", "GB-SCT", "GB-WLS", "GB-NIR"}:
        return ("minister",), "GB"
    if of.startswith("US-"):
        return ("minister",), of
    if of == "holy-see":
        return ("prime minister", "foreign minister"), of
    return ("foreign minister",), country_of(of) or of


def _secretary(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of in {"russian-security-council", "supreme-national-security-council"}:
        return ("national security adviser",), country_of(of)
    if of in {"GB-SCT", "GB-WLS", "GB-NIR"}:
        return ("minister",), "GB"
    if of is not None and of in LEADERS and LEADERS[of][1] in {"US", "GB"} and of not in PARTIES:
        return LEADERS[of]
    return None


def _treasurer(of: str | None, places: Sequence[Place]) -> Decision | None:
    return (("finance minister",), of) if of == "AU" else None


def _chief_adviser(of: str | None, places: Sequence[Place]) -> Decision | None:
    return (("prime minister",), of) if of == "BD" else _adviser(of, places)


def _top_diplomat(of: str | None, places: Sequence[Place]) -> Decision | None:
    if len(places) > 1 and any(place.relation in {"in", "to", "at"} for place in places):
        return ("ambassador",), of  # "the top US diplomat in Kyiv"
    return _plain(Title(("foreign minister",)), of)


def _prince(of: str | None, places: Sequence[Place]) -> Decision | None:
    return (("crown prince",), "GB") if of == "GB-WLS" else None


def _high_representative(of: str | None, places: Sequence[Place]) -> Decision | None:
    return ("high representative",), of if of not in {None, *_OF_THE_EU} else "eu"


def _spokes(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of == "white-house":
        return ("press secretary", "spokesperson"), of
    if any(place.key.startswith(("downing", "no ", "number ")) for place in places):
        return _government_spokes(of, places)
    if of is not None and (is_region(of) or is_city(of)):
        return ("spokesperson",), of
    if of is not None and of.isupper():
        return ("spokesperson", "government spokesperson", "press secretary"), of
    return ("spokesperson", "press secretary"), COMMITTEES.get(of or "", of)


def _government_spokes(of: str | None, places: Sequence[Place]) -> Decision | None:
    return ("government spokesperson", "spokesperson", "press secretary"), of


def _adviser(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of == "white-house" or (of is not None and len(of) == 2 and of.isupper()):
        return ("presidential adviser", "national security adviser"), of
    return None


def _commissioner(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of in {"eu", "european-commission"}:
        return ("commissioner",), "european-commission"
    if of in {"ohchr", "unhcr"}:
        return ("head",), of
    return (("police chief",), of) if of in {"metropolitan-police", "nypd"} else None


def _speaker(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of is None or of == "european-parliament":
        return ("speaker", "parliament president"), of
    return None if is_city(of) else (("speaker",), "us-house" if of == "us-congress" else of)


def _representative(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of in {"US", "us-house"} or (of or "").startswith("US-"):
        return ("representative",), of
    return None


def _lawmaker(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of in {"US", "us-house", "us-senate", "us-congress"} or of in US_PARTIES or (of or "").startswith("US-"):
        return ("representative", "senator"), of
    if of is None or not (of.isupper() or is_region(of)):
        return None
    return ("member of parliament", "senator", "representative"), of


def _member(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of in {"us-congress", "us-house"}:
        return ("representative", "senator"), of
    return (("member of parliament",), of) if of in {*PARLIAMENTS, "uk-parliament", "european-parliament"} else None


def _strategist(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of in {"white-house", "US"}:
        return ("presidential adviser",), of
    return (("campaign adviser",), of) if of is None or of in US_PARTIES else None


def _communications(of: str | None, places: Sequence[Place]) -> Decision | None:
    return (("press secretary", "spokesperson"), of) if of == "white-house" else None


def _nominee(of: str | None, places: Sequence[Place]) -> Decision | None:
    return (("presidential candidate",), of) if of in US_PARTIES else None


def _general_secretary(of: str | None, places: Sequence[Place]) -> Decision | None:
    if of is None or is_city(of) or is_region(of):
        return None
    return (("secretary general", "party leader") if of in _MULTILATERAL else ("party leader", "secretary general")), of


def _minister(of: str | None, places: Sequence[Place]) -> Decision | None:
    return (("minister", *_MINISTERS), of) if of is not None and not of.islower() else None


def _known_for(role: str) -> Callable[[str | None, Sequence[Place]], Decision | None]:
    return lambda of, places: ((role,), of) if of is not None else None


_RULES: dict[str, Callable[[str | None, Sequence[Place]], Decision | None]] = {
    "leader": _leader,
    "chief": _chief,
    "chair": _chair,
    "party chair": _party_chair,
    "chancellor": _chancellor,
    "premier": _premier,
    "secretary of state": _secretary_of_state,
    "secretary": _secretary,
    "top diplomat": _top_diplomat,
    "prince": _prince,
    "treasurer": _treasurer,
    "chief adviser": _chief_adviser,
    "high representative": _high_representative,
    "spokes": _spokes,
    "spokes of the government": _government_spokes,
    "adviser": _adviser,
    "commissioner": _commissioner,
    "speaker": _speaker,
    "representative": _representative,
    "lawmaker": _lawmaker,
    "nominee": _nominee,
    "member": _member,
    "strategist": _strategist,
    "communications": _communications,
    "general secretary": _general_secretary,
    "minister": _minister,
    "activist": _known_for("activist"),
    "businessperson": _known_for("businessperson"),
    "journalist": _known_for("journalist"),
}
