"""Whether the speaker on record is the one that a claim names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from quotes.matching.records import Claim
from quotes.speakers.comparing import SAFE, likeness
from quotes.speakers.folding import fold
from quotes.speakers.roles import read_role
from quotes.store import Archive
from quotes.store.records import Statement

Whose = Literal["same", "other", "unstated"]

_SIMILAR = 5
_LEADING_ON = frozenset("of the a an for in at to and from with s".split())


@dataclass(slots=True)
class ClaimedSpeaker:
    """Whom a claim names, in the archive's terms.

    ``serials`` are all whom the name may mean. A name that nobody in the archive has may be a role ("the foreign
    secretary"): then ``holders`` has who held it on the claim's day, or on the days of the documents. Or it is a slip
    of the pen: ``similar`` are the ids of those whose name is near.
    """

    name: str
    serials: frozenset[int]
    day: date | None
    similar: frozenset[str] = frozenset()
    holders: dict[date, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: Archive, claim: Claim) -> ClaimedSpeaker | None:
        """The speaker of a claim, None where it names none."""
        if claim.speaker is None:
            return None
        reading = read_role(claim.speaker)
        if reading is not None and reading.of is not None:
            return cls(claim.speaker, frozenset(), claim.on)
        for name in names_in(claim.speaker):
            if serials := archive.speakers_meant(name).serials:
                return cls(claim.speaker, serials, claim.on)
        similar = archive.did_you_mean(claim.speaker, limit=_SIMILAR)
        return cls(claim.speaker, frozenset(), claim.on, frozenset(speaker.id for speaker in similar))

    def look_up_holders(self, archive: Archive, statements: Iterable[Statement]) -> None:
        """Who held the role that the claim names, on the days that matter; nothing where it names a person."""
        if self.serials:
            return
        days = {self.day} if self.day else {statement.published for statement in statements}
        self.holders = archive.holders(self.name, [day for day in days if day])

    def whose(self, statement: Statement, *, relayed: bool = False) -> Whose:
        """Whether the statement is on record as the claimed speaker's.

        "unstated" where the document names nobody, or where somebody else only quotes the words (``relayed``).
        """
        recorded = statement.speaker
        if recorded is None:
            return "unstated"
        if statement.speaker_serial in self.serials:
            return "same"
        day = self.day or statement.published
        if day and statement.speaker_serial in self.holders.get(day, ()):
            return "same"
        if fold(self.name) == fold(recorded.name):
            return "same"
        if recorded.type == "unnamed":
            return "unstated"
        if recorded.id in self.similar:
            return "same"
        # a transliteration that no document of the archive uses
        if not self.serials and recorded.type == "person" and likeness(self.name, recorded.name).score >= SAFE:
            return "same"
        return "unstated" if relayed else "other"


def names_in(speaker: str) -> Iterator[str]:
    """What may be the name in how a claim calls its speaker: all of it, or without a title before or after.

    >>> list(names_in("US Secretary of State Antony Blinken"))[1]
    'Antony Blinken'
    """
    yield speaker
    name = speaker.partition(",")[0].strip()
    if name and name != speaker:
        yield name
    words = name.split()
    for place in range(1, len(words)):
        rest = " ".join(words[place:])
        title = read_role(" ".join(words[:place])) is not None
        if words[place - 1].casefold() in _LEADING_ON:
            continue  # "the secretary general of the United Nations" is not the United Nations
        if words[place][:1].isupper() and (title or len(words) - place == 2):
            yield rest
