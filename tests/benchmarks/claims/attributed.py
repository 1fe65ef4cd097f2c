"""Claims with recorded words and a speaker: the right one in many forms, a wrong one, one of two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from quotes.store import Archive
from quotes.store.records import OfficeRecord, SpeakerReference
from tests.benchmarks.claims.kept import part
from tests.benchmarks.claims.made import CONFIRMED, DISPUTED, MISATTRIBUTED, Made
from tests.benchmarks.claims.passages import Passage
from tests.benchmarks.claims.recorded import Recorded, words_of
from tests.benchmarks.claims.words import FUNCTION_WORDS

_NOBODY = ("Zebedee Quint", "Ottoline Farrowgate", "Casimir Threlkeld", "Philomena Oxtoby", "Hyram Vossberg")
_FAMILY_NAME_FIRST = {"Lin", "Nguyen", "Nguyễn", "Park", "Kim", "Li", "Wang", "Xi", "Chen", "Ban"}
_LEADING = (
    "foreign minister",
    "defence minister",
    "prime minister",
    "president",
    "secretary general",
    "interior minister",
)
_INSIDE = re.compile(r"[“”\"«»]|(?<!\w)[‘']\w[^‘’']*[’'](?!\w)")


class Speakers:
    """Whom an archive quotes, and what else it calls them."""

    def __init__(self, archive: Archive, recorded: Recorded) -> None:
        self.archive = archive
        self.people = recorded.people()
        self._details: dict[str, tuple[tuple[str, ...], tuple[OfficeRecord, ...]]] = {}
        self._surnames: dict[str, set[str]] = {}
        for person in self.people:
            for name in (person.name, *self.of(person)[0]):
                self._surnames.setdefault(name.split()[-1].lower(), set()).add(person.id)

    def of(self, person: SpeakerReference) -> tuple[tuple[str, ...], tuple[OfficeRecord, ...]]:
        """Other forms of the name, and offices."""
        if person.id not in self._details:
            detail = self.archive.speaker(person.id)
            self._details[person.id] = (detail.aliases, detail.roles)
        return self._details[person.id]

    def surname(self, person: SpeakerReference) -> str | None:
        """The last word of the name, where no other speaker who is quoted has it."""
        surname = person.name.split()[-1]
        if person.name.split()[0] in _FAMILY_NAME_FIRST:
            return None
        known = self._surnames.get(surname.lower(), set()) | {
            found.id
            for found in self.archive.speakers(surname, limit=20).items
            if surname.lower() in found.name.lower()
        }
        return surname if known == {person.id} else None

    def other(self, than: set[str], chance: Random) -> SpeakerReference | None:
        """Somebody else, with another surname."""
        surnames = {person.name.split()[-1] for person in self.people if person.id in than}
        others = [one for one in self.people if one.id not in than and one.name.split()[-1] not in surnames]
        return chance.choice(others) if others else None


def claims(passage: Passage, speakers: Speakers, chance: Random) -> Iterator[Made]:
    """Every claim about who said this that the passage allows."""
    text = passage.text if chance.random() < 0.6 else part(passage, chance) or passage.text
    words = words_of(text)
    if len(words) < 4:
        return
    having = passage.recorded.having(words)
    on_record = {said.speaker.id: said.speaker for said in having if said.speaker}
    if not having or any(said.speaker is None or _INSIDE.search(" ".join(said.parts)) for said in having):
        return  # whose words a quotation inside a quotation is, is another question

    def made(kind: str, speaker: str, verdicts: frozenset[str], on: bool = False, edited: bool = False) -> Made:
        day = passage.said.published if on else None
        return Made(kind, text, speaker, day, verdicts, edited, passage.text)

    def sentence(kind: str, speaker: str, verdicts: frozenset[str], edited: bool = False) -> Made:
        """The words as an article has them, with who said so behind or before."""
        said = text.rstrip(".,;:—–- ")
        written = chance.choice((f"“{said},” said {speaker}.", f"{speaker} told reporters: “{said}.”"))
        return Made(kind, written, None, None, verdicts, edited, passage.text)

    if len(on_record) == 1:
        [person] = on_record.values()
        if person.type == "person" and " " in person.name:
            yield from _right(person, passage, speakers, chance, made)
            yield sentence("right speaker: in a reporting sentence", person.name, CONFIRMED)
        wrong = speakers.other(set(on_record), chance)
        if wrong and person.type in ("person", "group"):
            yield made("wrong speaker", wrong.name, MISATTRIBUTED, edited=True)
            yield sentence("wrong speaker: in a reporting sentence", wrong.name, MISATTRIBUTED, edited=True)
            yield made("wrong speaker: of nobody in the archive", chance.choice(_NOBODY), MISATTRIBUTED, edited=True)
    elif all(person.type == "person" for person in on_record.values()):
        # issue 5 lets a phrase of fewer than five content words raise no finding: two people may well have said it
        common = sum(word not in FUNCTION_WORDS for word in words) < 5
        for person in on_record.values():
            if common:
                yield made("a common phrase of two speakers", person.name, DISPUTED | CONFIRMED)
            else:
                yield made("one of two speakers on record", person.name, DISPUTED, edited=True)
        third = speakers.other(set(on_record), chance)
        if third:
            yield made("neither of two speakers on record", third.name, MISATTRIBUTED, edited=True)


def _right(
    person: SpeakerReference, passage: Passage, speakers: Speakers, chance: Random, made: Callable[..., Made]
) -> Iterator[Made]:
    yield made("right speaker", person.name, CONFIRMED)
    surname = speakers.surname(person)
    if surname:
        yield made("right speaker: surname alone", surname, CONFIRMED)
    aliases, offices = speakers.of(person)
    forms = [alias for alias in aliases if " " in alias]
    if forms:
        yield made("right speaker: another form of the name", chance.choice(forms), CONFIRMED)
    # a slip in a name may be forgiven or not; it must not lead to somebody else
    yield made("right speaker: misspelt", misspelt(person.name, chance), CONFIRMED | MISATTRIBUTED)
    day = passage.said.published
    if day is None:
        return
    for office in offices:
        held = (office.from_ is None or office.from_ <= day) and (office.to is None or day <= office.to)
        if held and office.role in _LEADING and office.place and office.from_:
            yield made("right speaker: office and name", f"{office.title} {person.name}", CONFIRMED)
            yield made("right speaker: office, with the day", _phrase(office), CONFIRMED, on=True)


def _phrase(office: OfficeRecord) -> str:
    place = office.place or ""
    if place in office.title:
        return f"the {office.title}"
    return f"the {office.title} of {'the ' if place.startswith('United') else ''}{place}"


def misspelt(name: str, chance: Random) -> str:
    """One letter of the surname left out, doubled or exchanged with its neighbour."""
    given, _, surname = name.rpartition(" ")
    at = chance.randint(1, max(1, len(surname) - 2))
    slips = (
        surname[:at] + surname[at + 1 :],
        surname[: at + 1] + surname[at:],
        surname[:at] + surname[at + 1 : at + 2] + surname[at : at + 1] + surname[at + 2 :],
    )
    changed = [slip for slip in slips if slip != surname] or [surname + "e"]
    return f"{given} {chance.choice(changed)}"
