"""FollowTheMoney entities, as OpenSanctions and its EveryPolitician publish them, as records of the register.

An entity is ``{"id", "schema", "properties": {name: [values]}}``. Who held which position stands in entities of
their own (Occupancy: holder, post, dates; Position: name, country), or, in ``targets.nested.json``, inside the
person. Properties as the FollowTheMoney model documents them: https://followthemoney.tech/explorer/
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quotes.errors import BadValue
from quotes.speakers.register import ROLES, Office, Registered, key_of_id
from quotes.speakers.roles import read_role

if TYPE_CHECKING:
    from quotes.extraction.records import Gender

PERSON = frozenset({"Person"})
GROUPS = frozenset({"LegalEntity", "Organization", "PublicBody", "Company"})
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_COUNTRY = re.compile(r"[a-z]{2}(-[a-z0-9]{1,3})?")
# two-letter codes of the model that are no country of ISO 3166
_BODIES = {"eu": "eu", "un": "un", "zz": None}
_GENDERS: dict[str, Gender] = {"male": "male", "female": "female"}


def is_entity(data: object) -> bool:
    """Whether a JSON value has the shape of an entity."""
    return (
        isinstance(data, dict)
        and isinstance(data.get("id"), str)
        and isinstance(data.get("schema"), str)
        and isinstance(data.get("properties"), dict)
    )


class Occupancies:
    """The positions of a file and who held them, gathered before its people are read."""

    def __init__(self) -> None:
        self._positions: dict[str, tuple[str, str | None]] = {}
        self._held: dict[str, list[tuple[str, str | None, str | None]]] = defaultdict(list)

    def add(self, entity: Any) -> None:
        """Keep a Position or Occupancy, and nothing else; :class:`quotes.errors.BadValue` for a bad date."""
        if not is_entity(entity):
            return
        if entity["schema"] == "Position":
            self._positions[entity["id"]] = _position(entity)
        elif entity["schema"] == "Occupancy":
            properties = entity["properties"]
            dates = _dates(properties)
            if dates is None:
                return
            Office.dated("", began=dates[0], ended=dates[1])  # tells a bad date where its line is known
            for holder in _texts(properties, "holder"):
                for post in _texts(properties, "post"):
                    self._held[holder].append((post, *dates))

    def offices(self, holder: str) -> Iterator[Office]:
        """The offices of a person, by the id of his entity."""
        for post, began, ended in self._held.get(holder, ()):
            title, country = self._positions.get(post, ("", None))
            if title:
                yield _office(title, country, began, ended)


def read_entity(entity: Mapping[str, Any], occupancies: Occupancies) -> Registered:
    """A person or group from its entity.

    The key is made of the entity's id, which stays when a name changes. ``position`` texts give offices without
    dates, where no occupancy has the same title. :class:`quotes.errors.BadValue` where the entity has no name.
    """
    properties = entity["properties"]
    caption = entity.get("caption")
    names = _texts(properties, "name")
    if isinstance(caption, str) and caption.strip() and caption != entity["id"]:
        names.insert(0, " ".join(caption.split()))
    if not names:
        raise BadValue(f"{entity['id']!r} has no name")
    person = entity["schema"] in PERSON
    # without a caption the order says nothing, and English news writes Latin letters
    name = names[0] if caption else next((each for each in names if each.isascii()), names[0])
    aliases = dict.fromkeys([*names, *_texts(properties, "alias")])
    aliases.pop(name, None)
    wikidata = [entity["id"], *_texts(properties, "wikidataId")]
    genders = {gender.lower() for gender in _texts(properties, "gender")}
    countries = [_country(code) for code in _texts(properties, "country")]
    return Registered(
        key=key_of_id(entity["id"]),
        type="person" if person else "group",
        name=name,
        aliases=tuple(alias for alias in aliases if not person or not _is_part(alias, name)),
        gender=_GENDERS.get(genders.pop()) if person and len(genders) == 1 else None,
        wikidata=next((each for each in wikidata if _WIKIDATA.fullmatch(each)), None),
        offices=tuple(_offices(entity, occupancies)) if person else (),
        of=countries[0] if not person and len(countries) == 1 else None,
    )


def _offices(entity: Mapping[str, Any], occupancies: Occupancies) -> list[Office]:
    offices = list(occupancies.offices(entity["id"]))
    properties = entity["properties"]
    for occupancy in _nested(properties, "positionOccupancies"):
        dates = _dates(occupancy["properties"])
        if dates is None:
            continue
        for post in _nested(occupancy["properties"], "post"):
            title, country = _position(post)
            if title:
                offices.append(_office(title, country, *dates))
    titles = {office.title.casefold() for office in offices}
    countries = [code for code in map(_country, _texts(properties, "country")) if code]
    home = countries[0] if len(countries) == 1 else None
    for title in _texts(properties, "position"):
        if title.casefold() not in titles:
            offices.append(_office(title, home, None, None))
    return sorted(dict.fromkeys(offices), key=lambda office: office.began or "")


def _office(title: str, country: str | None, began: str | None, ended: str | None) -> Office:
    role, of = role_of(title, country)
    return Office.dated(role, of, title, began, ended)


@lru_cache(maxsize=65536)
def role_of(title: str, home: str | None) -> tuple[str, str | None]:
    """The controlled word and the place that a title means, ("", ``home``) where it cannot be read.

    ``home`` is the country that the source gives for the position.
    """
    if title.lower() in ROLES:
        return title.lower(), home
    reading = read_role(title, home=home)
    if reading is None or reading.tense == "former":
        return "", home
    return reading.roles[0], reading.of or home


def _position(entity: Mapping[str, Any]) -> tuple[str, str | None]:
    """A position's name and country."""
    names = _texts(entity["properties"], "name")
    countries = _texts(entity["properties"], "country")
    return (names[0] if names else "", _country(countries[0]) if len(countries) == 1 else None)


def _dates(properties: Mapping[str, Any]) -> tuple[str | None, str | None] | None:
    """The first beginning and the last end; None for an office that ended nobody knows when."""
    starts, ends = _texts(properties, "startDate"), _texts(properties, "endDate")
    began, ended = min(starts, default=None), max(ends, default=None)
    if ended is None and "ended" in _texts(properties, "status"):
        # surely held when it began, and not for ever
        return (began, began) if began else None
    return began, ended


def _country(code: str) -> str | None:
    code = code.lower()
    if code in _BODIES:
        return _BODIES[code]
    return code.upper() if _COUNTRY.fullmatch(code) else None


def _is_part(alias: str, name: str) -> bool:
    """Whether an alias is one bare word of the name, which is a surname and no alias."""
    words = alias.split()
    return len(words) == 1 and alias.casefold() in name.casefold().split()


def _texts(properties: Mapping[str, Any], name: str) -> list[str]:
    values = properties.get(name)
    if not isinstance(values, list):
        values = [values]
    return [" ".join(value.split()) for value in values if isinstance(value, str) and value.strip()]


def _nested(properties: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    values = properties.get(name)
    return [value for value in values if is_entity(value)] if isinstance(values, list) else []
