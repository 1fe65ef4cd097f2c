"""The register of public figures and organisations: its records, and the one that ships in ``seeds/speakers.jsonl``.

One object a line, as ``seeds/README.md`` describes. Reading is strict, since a wrong date here gives somebody's
words to another: a record that breaks a rule is refused with the record, the field and the value named.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from anyascii import anyascii

from quotes import settings
from quotes.errors import BadValue
from quotes.speakers.names import fold

if TYPE_CHECKING:
    from quotes.extraction.records import Gender, SpeakerType

ROLES = frozenset(
    {
        "president", "vice president", "monarch", "crown prince", "prime minister", "deputy prime minister",
        "chief minister", "foreign minister", "deputy foreign minister", "europe minister", "defence minister",
        "deputy defence minister", "finance minister", "interior minister", "homeland security secretary",
        "justice minister", "health minister", "energy minister", "economy minister", "trade minister",
        "agriculture minister", "education minister", "environment minister", "minister", "government spokesperson",
        "press secretary", "spokesperson", "chief of staff", "deputy chief of staff", "presidential adviser",
        "national security adviser", "deputy national security adviser", "ambassador", "special envoy",
        "secretary general", "deputy secretary general", "commission president", "council president",
        "high representative", "commissioner", "parliament president", "speaker", "majority leader",
        "minority leader", "senator", "representative", "member of parliament", "governor", "mayor", "party leader",
        "opposition leader", "party chair", "presidential candidate", "vice presidential candidate",
        "campaign manager", "campaign adviser", "central bank governor", "chief justice", "judge", "prosecutor",
        "special counsel", "commander in chief", "chief of the general staff", "military commander",
        "intelligence chief", "police chief", "director general", "managing director", "chief executive", "head",
        "pope", "archbishop", "first lady", "activist", "businessperson", "journalist",
    }
)  # fmt: skip

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# a country, one of its states or nations, a city in it, or the key of an organisation
_PLACE = re.compile(r"[A-Z]{2}|[A-Z]{2}-[A-Z0-9]{1,3}|[A-Z]{2}/\S.*|[a-z0-9]+(?:-[a-z0-9]+)*")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_TYPES = ("person", "group", "document")
_FIELDS = frozenset({"key", "type", "name", "aliases", "gender", "wikidata", "offices", "of"})
_OFFICE_FIELDS = frozenset({"role", "of", "title", "from", "to", "to_place"})


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody held, where, and over which days (both days included).

    ``role`` is one of :data:`ROLES`, or "" where an imported title could not be read (``title`` keeps it).
    ``of`` is a country, state or city ("GB", "US-TX", "UA/Kyiv") or the key of an organisation. ``from_`` is
    None where the beginning is unknown, ``to`` where the office is still held or its end is unknown.
    ``began`` and ``ended`` are the dates as they were written, which may be a bare year or month. An ambassador
    has ``to_place``, the country or organisation that he is sent to.
    """

    role: str
    of: str | None = None
    title: str = ""
    from_: date | None = None
    to: date | None = None
    to_place: str | None = None
    began: str | None = None
    ended: str | None = None

    @classmethod
    def dated(
        cls,
        role: str,
        of: str | None = None,
        title: str = "",
        began: str | None = None,
        ended: str | None = None,
        to_place: str | None = None,
    ) -> Office:
        """An office with its dates as text; :class:`quotes.errors.BadValue` for what is no date or runs backwards.

        >>> Office.dated("prime minister", "GB", began="2019-07-24", ended="2022-09").to
        datetime.date(2022, 9, 30)
        """
        from_ = first_day(began) if began else None
        to = last_day(ended) if ended else None
        if from_ and to and to < from_:
            raise BadValue(f"ends on '{ended}', before it begins on '{began}'")
        return cls(role, of, title, from_, to, to_place, began or None, ended or None)

    @property
    def open_end(self) -> bool:
        """Whether the office is still held, or nobody knows when it ended."""
        return self.to is None

    @property
    def undated(self) -> bool:
        """Whether nothing is known of when it was held (imported lists of titles): weak evidence for any day."""
        return self.from_ is None and self.to is None

    def held_on(self, day: date) -> bool:
        """Whether the office was held on this day; an unknown beginning or end leaves it open on that side."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)

    def as_json(self) -> dict[str, Any]:
        """The office as the register writes it: dates as precise as they were given."""
        written: dict[str, Any] = {"role": self.role, "of": self.of, "title": self.title}
        if self.to_place:
            written["to_place"] = self.to_place
        written["from"] = self.began or (self.from_.isoformat() if self.from_ else None)
        written["to"] = self.ended or (self.to.isoformat() if self.to else None)
        return written


@dataclass(frozen=True, slots=True)
class Registered:
    """A person, organisation or newspaper of the register.

    ``name`` is the form that English news uses most, ``aliases`` the others. ``of`` is the country that an
    organisation belongs to.
    """

    key: str
    type: SpeakerType
    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    wikidata: str | None = None
    offices: tuple[Office, ...] = ()
    of: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    def offices_on(self, day: date) -> tuple[Office, ...]:
        """The offices held on this day."""
        return tuple(office for office in self.offices if office.held_on(day))

    def as_json(self) -> dict[str, Any]:
        """The object that :func:`read_record` reads."""
        written: dict[str, Any] = {"key": self.key, "type": self.type, "name": self.name, "aliases": [*self.aliases]}
        if self.type == "person":
            written["gender"] = self.gender
        if self.wikidata:
            written["wikidata"] = self.wikidata
        if self.of:
            written["of"] = self.of
        if self.offices:
            written["offices"] = [office.as_json() for office in self.offices]
        return written


def shipped_register() -> list[Registered]:
    """The records of ``seeds/speakers.jsonl``, sorted by key.

    :class:`quotes.errors.BadValue` where a line breaks a rule.
    """
    return list(_shipped())


@lru_cache(maxsize=1)
def _shipped() -> tuple[Registered, ...]:
    file = settings.resource_folder("seeds") / "speakers.jsonl"
    with file.open(encoding="utf8") as lines:
        return tuple(read_line(line, f"{file.name}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def read_line(line: str, name: str) -> Registered:
    """One line of the register; :class:`quotes.errors.BadValue` begins with ``name``."""
    try:
        return read_record(json.loads(line))
    except ValueError as error:
        raise BadValue(f"{name}: is no JSON: {error}") from None
    except BadValue as error:
        raise BadValue(f"{name}: {error}") from None


def read_record(data: object) -> Registered:
    """A record from its JSON object.

    Only ``name`` is required: ``type`` is "person" where it is absent, and ``key`` is made of the name.
    :class:`quotes.errors.BadValue` names the record, the field and the value.
    """
    if not isinstance(data, Mapping):
        raise BadValue(f"is no JSON object, but {_shown(data)}")
    label = repr(data.get("key") or data.get("name") or "a record without a name")
    try:
        return _record(data)
    except BadValue as error:
        raise BadValue(f"{label}: {error}") from None


def _record(data: Mapping[str, object]) -> Registered:
    _only(data, _FIELDS)
    name = _text(data, "name")
    if not name:
        raise BadValue("has no 'name'")
    kind = _text(data, "type") or "person"
    if kind not in _TYPES:
        raise BadValue(f"bad type {kind!r}: one of {', '.join(_TYPES)}")
    key = _text(data, "key") or make_key(name, person=kind == "person")
    if not _KEY.fullmatch(key):
        raise BadValue(f"bad key {key!r}: small ASCII letters and digits, words joined by '-'")
    gender = _text(data, "gender")
    if gender not in {None, "male", "female"}:
        raise BadValue(f"bad gender {gender!r}: 'male', 'female' or null")
    wikidata = _text(data, "wikidata")
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        raise BadValue(f"bad wikidata {wikidata!r}: an id such as 'Q42'")
    aliases = data.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias.strip() for alias in aliases):
        raise BadValue(f"bad aliases {_shown(aliases)}: a list of names")
    offices = data.get("offices") or []
    if not isinstance(offices, list):
        raise BadValue(f"bad offices {_shown(offices)}: a list of objects")
    return Registered(
        key,
        cast("SpeakerType", kind),
        name,
        tuple(dict.fromkeys(" ".join(alias.split()) for alias in aliases)),
        cast("Gender | None", gender),
        wikidata,
        tuple(_office(office, place) for place, office in enumerate(offices, 1)),
        _place(data, "of"),
    )


def _office(data: object, place: int) -> Office:
    try:
        if not isinstance(data, Mapping):
            raise BadValue(f"is no JSON object, but {_shown(data)}")
        _only(data, _OFFICE_FIELDS)
        role, title = _text(data, "role") or "", _text(data, "title") or ""
        if role and role not in ROLES:
            raise BadValue(f"bad role {role!r}: not one of the words in quotes.speakers.register.ROLES")
        if not role and not title:
            raise BadValue("has neither 'role' nor 'title'")
        return Office.dated(
            role, _place(data, "of"), title, _text(data, "from"), _text(data, "to"), _place(data, "to_place")
        )
    except BadValue as error:
        raise BadValue(f"office {place}: {error}") from None


def _only(data: Mapping[str, object], fields: frozenset[str]) -> None:
    # a misspelt field would otherwise be lost in silence
    unknown = sorted(str(field) for field in data if field not in fields)
    if unknown:
        raise BadValue(f"unknown field {unknown[0]!r}: the fields are {', '.join(sorted(fields))}")


def _text(data: Mapping[str, object], field: str) -> str | None:
    value = data.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadValue(f"bad {field} {_shown(value)}: text is needed")
    return " ".join(value.split()) or None


def _place(data: Mapping[str, object], field: str) -> str | None:
    place = _text(data, field)
    if place and not _PLACE.fullmatch(place):
        raise BadValue(f"bad {field} {place!r}: 'GB', 'US-TX', 'UA/Kyiv' or an organisation's key")
    return place


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"


def make_key(name: str, *, person: bool = True) -> str:
    """The key that a name gives: folded words joined by "-", without a person's middle initials.

    >>> make_key("Antony J. Blinken")
    'antony-blinken'
    """
    words = fold(name).split()
    if person and len(words) > 2:
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    return "-".join(words) or "unnamed"


def key_of_id(identifier: str) -> str:
    """The key that another register's id gives: its letters in small ASCII, all else as "-".

    >>> key_of_id("NK-7aB_1")
    'nk-7ab-1'
    """
    return "-".join(re.findall(r"[a-z0-9]+", anyascii(identifier).lower())) or "unnamed"


def first_day(text: str) -> date:
    """The first day that a date of a day, month or year stands for; :class:`quotes.errors.BadValue` for others.

    >>> first_day("2021-01")
    datetime.date(2021, 1, 1)
    """
    year, month, day = _date_parts(text)
    return _checked(text, year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day that a date of a day, month or year stands for.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    year, month, day = _date_parts(text)
    month = month or 12
    if not day and 1 <= month <= 12 and year >= 1:
        day = calendar.monthrange(year, month)[1]
    return _checked(text, year, month, day)


def _date_parts(text: str) -> tuple[int, int, int]:
    # exports often carry a time of day, which says nothing here
    match = _DATE.fullmatch(text.strip().partition("T")[0])
    if match is None:
        raise BadValue(f"bad date {text!r}: YYYY, YYYY-MM or YYYY-MM-DD")
    return int(match[1]), int(match[2] or 0), int(match[3] or 0)


def _checked(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue(f"bad date {text!r}: there is no such day") from None


def unknown_places(records: list[Registered]) -> Iterator[tuple[str, str]]:
    """Key and place of every office or organisation whose ``of`` is neither a place nor a key of the records."""
    keys = {record.key for record in records}
    for record in records:
        places = [record.of, *(place for office in record.offices for place in (office.of, office.to_place))]
        for place in places:
            if place and not place[0].isupper() and place not in keys:
                yield record.key, place
