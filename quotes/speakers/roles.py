"""Titles and descriptions read as offices: "Kyiv's foreign minister" → foreign minister of UA.

A phrase is read flat: places are taken out of it wherever they stand ("top US diplomat", "minister of foreign
affairs of Ukraine"), then words of time ("former", "then-", "-elect"), then adjectives that change nothing. What is
left must be a title of ``words/offices.txt``, as it is or turned round ("speaker of parliament", "parliament
speaker"). Where it is not, the phrase is no office: a president of something unknown is nobody's president.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from quotes.speakers import deciding
from quotes.speakers.deciding import STATE_ONLY, Place
from quotes.speakers.fitting import places_fit, roles_fit
from quotes.speakers.leaders import US_PARTIES
from quotes.speakers.places import COMMON_NOUNS, Word, find_place, split_words, state_of
from quotes.speakers.titles import Title, title_of, title_words

Tense = Literal["current", "former", "incoming"]


@dataclass(frozen=True, slots=True)
class RoleReading:
    """An office as a phrase names it.

    ``roles`` are controlled words of the register, likeliest first, never empty. ``of`` is a code of
    :mod:`quotes.speakers.places`, None where the phrase names no place. ``then``: the office was held at the time
    that is told about, not at the document's ("then-foreign secretary").
    """

    roles: tuple[str, ...]
    of: str | None
    tense: Tense
    then: bool


_TENSES: dict[str, Tense] = {
    **dict.fromkeys(
        "former ex late onetime erstwhile sometime retired ousted deposed toppled previous impeached".split(),
        "former",
    ),
    **dict.fromkeys("elect designate incoming future next".split(), "incoming"),
}
_ARTICLES = {"the", "this", "that"}
_INDEFINITE = {"a", "an", "one", "another", "any", "some", "every", "two", "three", "several", "many"}
_POSSESSIVE = {"his", "her", "its", "their", "our", "my", "your"}
_LEGISLATORS = {"senator", "sen", "representative", "rep", "lawmaker", "legislator", "senate", "house"}  # of a state
_PARTISANS = {"republican", "democrat", "democratic", "libertarian"}
_OWN_COUNTRY = {"country", "nation", "republic", "kingdom", "island", "islands"}
_PREPOSITIONS = {"of", "for", "to", "from", "in", "at", "with"}
# "the US-backed president": the place is not where the office is held
_ORIGINS = {"born", "backed", "led", "based", "educated", "allied"}
_USURPERS = {
    "installed",
    "appointed",
    "imposed",
    "occupied",
}  # "the Russian-installed governor": not the office's holder
_LONGEST = 30  # words
_LONGEST_PHRASE = 250  # characters
_LINKS = ("of", "for", "at", "to", "in")

# adjectives that say nothing of the office
_IDLE = frozenset(
    """
    new current longtime long time serving longest veteran embattled outspoken hardline conservative liberal
    socialist leftist rightist left right wing centrist centre center populist nationalist far hard pro anti western
    democratically popularly newly recently elected appointed own official acting interim caretaker outgoing
    incumbent sitting powerful influential controversial beleaguered charismatic billionaire young youthful elderly
    ageing aging popular reformist moderate autocratic authoritarian federal government career civilian freshman
    retiring female black woman ultra likely eventual presumptive transitional provisional internationally
    recognised recognized disgraced jailed exiled self described unelected term two second third one independent
    ruling co democratic republican communist green senior islamist secular
    """.split()
)
# beside a title these make another office of it, which news must not confuse with the office itself
_BLOCKERS = frozenset(
    """
    state shadow assistant under undersecretary counterpart parliamentary would be wannabe aspiring potential possible
    deputy vice associate honorary fake proclaimed styled rival fellow wife husband son
    daughter junior mock fictional first second private permanent cabinet executive predecessor successor
    """.split()
)
_OTHER_OFFICES = {"minister", "prime", "secretary", "president", "chancellor", "leader", "mayor", "governor"}
_PERSONAL = {"campaign manager", "campaign adviser", "chief of staff", "press secretary", "national security adviser"}
_BOSSES = {"president", "prime minister", "monarch", "foreign minister", "defence minister", "vice president"}
_AIDES = {"spokesperson", "press secretary", "chief of staff", "presidential adviser", "national security adviser"}

_TAIL = re.compile(
    r"\s+(?:who|whom|whose|which|when|where|whether)\b.*|\s+(?P<former>under|until|from\s+\d{4}|between\s+\d{4})\s+.*"
    r"|\s+(?P<then>at\s+th(?:e|at)\s+time)\b.*|\s+(?:since|in|on|during)\s+\d{4}.*"
    r"|\s+in\s+(?:the\s+)?\w[\w.’' -]*\b(?:administration|government|cabinet)$",
    re.DOTALL,
)
_AFFILIATION = re.compile(
    r"\(?(?<![\w-])[RDI]\s?[-‐‑–—]\s?(?P<state>[A-Z][A-Za-z.]*(?:\s[A-Z][A-Za-z.]*)*?)(?:\s?[-‐‑–—]?\s?\d+)?\)?\.?\s*,?\s*$"
)
_TOPIC = re.compile(r"\s(?:for|on|to)\s")
_WITH_TOPIC = {"special envoy", "deputy prime minister", "deputy chief of staff", "commissioner",
               "deputy national security adviser"}  # fmt: skip
_EUROPE_MINISTER = re.compile(
    r"\beurope(?:an)? (?:and foreign )?(?:affairs )?minister\b"
    r"|\bminister (?:of state )?(?:of |for )(?:the )?europe(?:an affairs|an union affairs)?\b",
    re.IGNORECASE,
)
_PRESIDENTIAL_OFFICE = re.compile(r"\boffice of president\b|\bpresident(?: 's)? office\b")
_EXITING = re.compile(r"\bexiting the european union\b", re.IGNORECASE)
_FOREIGN_OFFICE = re.compile(
    r"\bforeign(?:, commonwealth| and commonwealth)(?:,? (?:and|&) development)?\b", re.IGNORECASE
)
_FROM_STATE = ("senator", "representative", "governor")


class _Parts(NamedTuple):
    """A phrase taken apart: its title's words, its places, and what was said of time and of whose it is."""

    rest: list[Word]
    places: list[Place]
    tense: Tense
    then: bool
    own_country: bool


@lru_cache(maxsize=65536)
def read_role(phrase: str, *, home: str | None = None, named: bool = False) -> RoleReading | None:
    """The office that a title or description names; None where it names none.

    ``home`` is the country code of the document's outlet: it fills the place that "the prime minister" leaves
    open. With ``named`` the phrase describes somebody whose name stands beside it, and "a former prime minister"
    is read too; without it an indefinite phrase means nobody in particular.

    >>> read_role("Kyiv's foreign minister")
    RoleReading(roles=('foreign minister',), of='UA', tense='current', then=False)
    >>> read_role("the winger") is None
    True
    """
    if len(phrase) > _LONGEST_PHRASE:
        return None
    text = " ".join(phrase.split()).strip(' ,;:"“”')
    tense: Tense = "current"
    then = False
    if tail := _TAIL.search(text):
        text = text[: tail.start()]
        tense = "former" if tail["former"] else "current"
        then = bool(tail["then"])
    state = None
    if text[-1:] in ").,;" or "-" in text or not text.isascii():
        affiliation = _AFFILIATION.search(text)
        if affiliation and (state := state_of(affiliation["state"])):
            text = text[: affiliation.start()].strip(" ,(")
            if not text:
                return RoleReading(_FROM_STATE[:2], state, "current", False)
    reading = _read(text, state, home, named)
    if reading is None and not _may_be_office(split_words(text)):
        return None
    if reading is None and "," in text:
        reading = _read(text.partition(",")[0], state, home, named)
    if reading is None and " and " in text:
        reading = _read_pair(text, state, home, named)
    if reading is None and (topic := _TOPIC.search(text)):
        reading = _read(text[: topic.start()], state, home, named)
        if reading is not None and reading.roles[0] not in _WITH_TOPIC:
            reading = None
    if reading is None or (tense == "current" and not then):
        return reading
    return RoleReading(reading.roles, reading.of, tense, then or reading.then)


def _may_be_office(words: Sequence[Word]) -> bool:
    known = title_words()
    return any(word.text in known or word.text in _PARTISANS for word in words)


def _read_pair(text: str, state: str | None, home: str | None, named: bool) -> RoleReading | None:
    """The first of two offices ("foreign minister and deputy prime minister of Ukraine"), if both are offices."""
    one, _, other = text.partition(" and ")
    if " of " in other and " of " not in one:
        one = f"{one} of {other.rpartition(' of ')[2]}"
    first = _read(one, state, None, named)
    second = _read(other, state, None, True) if first else None
    if first is None or second is None:
        return None
    if first.of is None and second.of is not None:
        return RoleReading(first.roles, second.of, first.tense, first.then)
    return _read(one, state, home, named)


def _read(text: str, state: str | None, home: str | None, named: bool) -> RoleReading | None:
    if "inister" in text or "INISTER" in text:
        text = _EUROPE_MINISTER.sub("europeminister", text)
    if "xiting" in text:
        text = _EXITING.sub("brexit", text)
    if "ommonwealth" in text:
        text = _FOREIGN_OFFICE.sub("foreign", text)
    words = split_words(text)
    if not _may_be_office(words):
        return None
    parts = _take_apart(words, named)
    if parts is None:
        return None
    if state:
        parts.places.append(Place("", (state,), "of", True))
    if not parts.rest:
        return _only_places(parts)
    title = _title(parts)
    if title is None:
        return None
    decided = deciding.decide(title, parts.places, home=None if parts.own_country else home)
    if decided is None:
        return None
    return RoleReading(decided[0], decided[1], parts.tense, parts.then)


def _take_apart(words: Sequence[Word], named: bool) -> _Parts | None:
    """None where the phrase is indefinite, or too long for a title."""
    if not words or len(words) > _LONGEST:
        return None
    if words[0].text in _INDEFINITE:
        if not named:
            return None
        words = words[1:]
    rest: list[Word] = []
    places: list[Place] = []
    tense: Tense = "current"
    then = own_country = False
    index = 0
    while index < len(words):
        word = words[index]
        text = word.text
        if (place := find_place(words, index)) and not (
            place[1] in COMMON_NOUNS and rest and rest[-1].text not in _PREPOSITIONS | _IDLE
        ):
            count, key, senses = place
            index += count
            while index < len(words) and words[index].text in {"'s", "state"}:
                if words[index].text == "state":
                    if index + 1 < len(words) and words[index + 1].text in _LEGISLATORS:
                        return None
                    if not (states := tuple(code for code in senses if code.startswith("US-"))):
                        break
                    senses = states
                index += 1
            if index < len(words) and words[index].text in _USURPERS:
                return None
            if index < len(words) and words[index].text in _ORIGINS:
                index += 1
                continue
            relation = None
            # "of the Ukrainian armed forces": the preposition belongs to what follows
            if index == len(words) or words[index].text in _PREPOSITIONS or words[index].text == "and":
                while rest and rest[-1].text in _PREPOSITIONS:
                    relation = rest.pop().text
            places.append(Place(key, senses, relation, word.capital))
            continue
        index += 1
        if text in _ARTICLES or text in _POSSESSIVE:
            own_country = own_country or text in _POSSESSIVE
        elif text in _OWN_COUNTRY and index < len(words) and words[index].text == "'s":
            own_country = True
            index += 1
        elif text == "then":
            then = True
        elif new_tense := _TENSES.get(text):
            tense = new_tense
        elif len(text) == 4 and text.isdecimal():  # "the 2012 Republican nominee"
            tense = "former"
        else:
            rest.append(word)
    return _Parts(rest, places, tense, then, own_country)


def _only_places(parts: _Parts) -> RoleReading | None:
    """ "the South Carolina Republican": a party and a state, and no title."""
    if len(parts.places) < 2 or not any(code in US_PARTIES for place in parts.places for code in place.senses):
        return None
    states = [code for place in parts.places for code in place.senses if code.startswith("US-")]
    return RoleReading(_FROM_STATE, states[0], parts.tense, parts.then) if len(states) == 1 else None


def _title(parts: _Parts) -> Title | None:
    rest = [word.text for word in parts.rest]
    if rest[0] == "'s":
        del rest[0]
    if rest and rest[-1] == "'s":
        rest.pop()
    if not rest or rest[-1] in _PREPOSITIONS:
        return None
    if "campaign" in rest[:-1] and rest[rest.index("campaign") + 1] == "'s":
        del rest[rest.index("campaign") + 1]
    if "office" in rest:
        rest = _PRESIDENTIAL_OFFICE.sub("presidential office", " ".join(rest)).split()
    if rest == ["representative"] and not parts.places and parts.rest[0].capital:
        return Title(("representative",), default="US")  # "Representative Jamie Raskin"
    title = _look_up(rest)
    if title is None and not _IDLE.isdisjoint(rest):
        title = _look_up([word for word in rest if word not in _IDLE])
    if title is None and parts.places:  # "Foreign Ministry of Ukraine spokesman"
        title = title_of(" ".join(word for word in rest if word not in _PREPOSITIONS))
    if title is None and "'s" in rest:  # "the foreign ministry's spokesman"
        title = _look_up([word for word in rest if word != "'s"])
    return title or _of_a_person(rest) or _state_office(rest)


def _look_up(rest: Sequence[str]) -> Title | None:
    """A title as it stands, or turned round at one of its prepositions."""
    title = title_of(" ".join(rest))
    if title is not None:
        return title
    for link in _LINKS:
        if link in rest:
            for index in range(1, len(rest) - 1):
                if rest[index] == link and (title := title_of(" ".join((*rest[index + 1 :], *rest[:index])))):
                    return title
    return None


def _of_a_person(rest: list[str]) -> Title | None:
    """An aide of an office-holder, or a post that people give: "the prime minister's spokesman", "Trump's campaign
    manager", "campaign manager for Hillary Clinton"."""
    if "'s" in rest:
        index = len(rest) - 1 - rest[::-1].index("'s")
        boss, post = rest[:index], rest[index + 1 :]
    else:
        index = next((at for at, word in enumerate(rest) if word in {"for", "to", "of"}), -1)
        if index < 1:
            return None
        boss, post = rest[index + 1 :], rest[:index]
    if not boss or len(boss) > 6 or boss[-1] == "campaign":
        return None
    if boss == ["presidential", "office"]:
        boss = ["president"]
    elif boss[-1] == "office" and _look_up(boss) is None:
        boss = [word for word in boss[:-1] if word != "'s"]
    title = _look_up(post) or _look_up([word for word in post if word not in _IDLE])
    if title is None:
        return None
    holder = _look_up(boss) or _look_up([word for word in boss if word not in _IDLE])
    if holder is None:  # "spokesman for President Zelensky"
        holder = next((known for end in (2, 1) if end < len(boss) and (known := title_of(" ".join(boss[:end])))), None)
    if holder is not None:
        if title.rule == "adviser":
            return Title(("presidential adviser",)) if {"president", "chief of staff"} & {*holder.roles} else None
        if title.rule == "spokes":
            title = Title(("spokesperson", "press secretary", "government spokesperson"))
        if not title.roles or title.roles[0] not in _AIDES or not _BOSSES.intersection(holder.roles):
            return None
        return Title(title.roles, default=holder.default)
    if len(boss) > 3 or not (title.roles or title.rule == "secretary of state"):
        return None
    if not title.roles:
        return title if "'s" in rest else None
    by_possession = "'s" in rest and title.roles[0] in STATE_ONLY
    return title if by_possession or title.roles[0] in _PERSONAL else None


def _state_office(rest: list[str]) -> Title | None:
    """An office that only states give, behind words that are not known ("Trump campaign manager"), or a minister of
    something unknown ("digital transformation minister")."""
    if "'s" in rest:
        return None
    link = next((at for at, word in enumerate(rest) if word in {"of", "to", "for"}), 0)
    turned = [*rest[link + 1 :], *rest[:link]] if link and rest[-1] == "campaign" else rest
    for start in range(1, min(4, len(turned))):
        if turned[start - 1] in _BLOCKERS or turned[start - 1] == "and":
            break
        title = title_of(" ".join(turned[start:]))
        if title and title.roles and (title.roles[0] in STATE_ONLY or title.roles[0].startswith("campaign ")):
            return title
    if not _BLOCKERS.isdisjoint(rest):
        return None
    turned = rest
    if rest[0] == "minister" and len(rest) > 2 and rest[1] in {"of", "for"}:
        turned = [*rest[2:], "minister"]
    elif rest[:3] == ["secretary", "of", "state"] and len(rest) > 4 and rest[3] == "for":
        return Title(("minister",), default="GB")
    if "commissioner" in {rest[0], rest[-1]}:
        return Title((), rule="commissioner")  # of trade, of whatever: an office of the EU alone
    if turned[-1] == "minister" and 2 <= len(turned) <= 8 and _OTHER_OFFICES.isdisjoint(turned[:-1]):
        return Title(("minister",))
    return None


def strength(reading: RoleReading, role: str, of: str | None) -> float:
    """How well an office of the register fits a reading.

    1.0 for the office itself, under any of the names that news gives it; 0.5 where the phrase names no place, or a
    larger or smaller one ("US senator" and a senator of "US-VT"); 0.0 where it is another office.
    """
    if not roles_fit(reading.roles, reading.of, role, of):
        return 0.0
    return places_fit(reading.of, role, of)


def same_office(reading: RoleReading, role: str, of: str | None) -> bool:
    """Whether an office of the register may be the one that a phrase names (see :func:`strength`)."""
    return strength(reading, role, of) > 0
