"""What verification takes and gives, with ``as_json`` in the contract's shapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from quotes.errors import BadValue
from quotes.store.records import QuotationRecord, SpeakerReference
from quotes.wording.comparing import Wording
from quotes.wording.differences import Segment

VerdictName = Literal["confirmed", "altered", "misattributed", "disputed", "not_found"]
SpeakerVerdict = Literal["same", "other", "disputed", "unstated"]

LONGEST = 20_000
"""Code points that a claimed quotation may have."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says was said: the words, by whom (a name in any form, an id, or a role), and on which day."""

    quotation: str
    speaker: str | None = None
    on: date | None = None

    @classmethod
    def read(cls, given: Any) -> Claim:
        """A claim from ``{"quotation", "speaker"?, "on"?}``; :class:`BadValue` names the field that is wrong."""
        if not isinstance(given, dict):
            raise BadValue(f'a claim is an object {{"quotation", "speaker"?, "on"?}}, not {_shown(given)}')
        for name in given:
            if name not in ("quotation", "speaker", "on"):
                raise BadValue(f"unknown field {name!r} of a claim: it has quotation, speaker and on")
        quotation = given.get("quotation")
        if not isinstance(quotation, str) or not quotation.strip():
            raise BadValue(f"bad quotation {_shown(quotation)}: a claim needs the words that were said")
        speaker = given.get("speaker")
        if speaker is not None and not isinstance(speaker, str):
            raise BadValue(f"bad speaker {_shown(speaker)}: a name, or nothing")
        for name, text in (("quotation", quotation), ("speaker", speaker or "")):
            if _NO_TEXT.search(text):
                raise BadValue(f"bad {name} {_shown(text)}: a null character or half a surrogate pair is no text")
        return cls(quotation, speaker.strip() or None if speaker else None, _day(given.get("on")))


_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def _day(given: Any) -> date | None:
    if given is None or given == "":
        return None
    if isinstance(given, str) and len(given) == 10:
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise BadValue(f"bad day {_shown(given)}: write it as 2023-01-18")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


@dataclass(frozen=True, slots=True)
class Match:
    """A recorded quotation that a claim may be of.

    ``quotation`` is the part that has most of the claim; ``joined`` are the ids of all parts where it goes on from, or
    into, another. ``prefix`` and ``suffix`` are the text around it.
    """

    quotation: QuotationRecord
    prefix: str
    suffix: str
    wording: Wording
    segments: tuple[Segment, ...]
    score: float
    warnings: tuple[str, ...]
    speaker: SpeakerVerdict
    joined: tuple[str, ...] = ()

    @property
    def differences(self) -> tuple[Segment, ...]:
        """The segments that are not the same on both sides."""
        return tuple(segment for segment in self.segments if segment.kind != "same")

    def as_json(self) -> dict[str, Any]:
        """The match of DESIGN.md, with ``speaker``, ``warnings`` and ``joined`` besides."""
        return {
            "quotation": {**self.quotation.as_json(), "prefix": self.prefix, "suffix": self.suffix},
            "wording": self.wording,
            "differences": [
                {
                    "kind": segment.kind,
                    "claimed": segment.claimed,
                    "recorded": segment.recorded,
                    "severity": segment.severity or "minor",
                    "about": segment.about,
                }
                for segment in self.differences
            ],
            "score": self.score,
            "warnings": list(self.warnings),
            "speaker": self.speaker,
            "joined": list(self.joined),
        }


@dataclass(frozen=True, slots=True)
class SpeakerReading:
    """Whom documents give the words to: in how many documents, and how many of these are independent."""

    speaker: SpeakerReference | None
    witnesses: int
    documents: int

    def as_json(self) -> dict[str, Any]:
        """``{"speaker", "witnesses", "documents"}``."""
        speaker = self.speaker.as_json() if self.speaker else None
        return {"speaker": speaker, "witnesses": self.witnesses, "documents": self.documents}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched: documents, their quotations, the days of publication."""

    documents: int
    quotations: int
    from_: date | None
    to: date | None

    def as_json(self) -> dict[str, Any]:
        """``{"documents", "quotations", "from", "to"}``."""
        return {
            "documents": self.documents,
            "quotations": self.quotations,
            "from": self.from_.isoformat() if self.from_ else None,
            "to": self.to.isoformat() if self.to else None,
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer to a claim.

    ``matches`` are the nearest ones, the best first; ``documents`` counts all that have the words, ``witnesses`` those
    of them that are no reprints of each other, ``readings`` both by speaker. ``otherwise`` counts independent
    documents that have the speaker say it in other words.
    """

    claim: Claim
    verdict: VerdictName
    wording: Wording
    speaker: SpeakerVerdict
    warnings: tuple[str, ...]
    matches: tuple[Match, ...]
    readings: tuple[SpeakerReading, ...]
    witnesses: int
    documents: int
    coverage: Coverage
    otherwise: int = 0

    def as_json(self) -> dict[str, Any]:
        """The answer of DESIGN.md, with ``witnesses``, ``documents``, ``otherwise`` and ``readings`` besides."""
        return {
            "verdict": self.verdict,
            "wording": self.wording,
            "speaker": self.speaker,
            "warnings": list(self.warnings),
            "matches": [match.as_json() for match in self.matches],
            "witnesses": self.witnesses,
            "documents": self.documents,
            "otherwise": self.otherwise,
            "readings": [reading.as_json() for reading in self.readings],
            "coverage": self.coverage.as_json(),
        }
