"""What extraction gives: plain values, offsets in code points of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

SpeakerType = Literal["person", "group", "document", "unnamed"]
Gender = Literal["male", "female"]
Kind = Literal["direct", "partial"]


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A piece of the text: ``text == document[start:end]``."""

    start: int
    end: int
    text: str

    def as_json(self) -> dict[str, Any]:
        """``{"start", "end", "text"}``."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke, as far as one document says.

    ``name`` is the fullest form that the document gives, without title; ``confidence`` in 0…1; ``method`` says which
    rule decided; ``mention`` is the words in the text that name the speaker (absent where the layout does, as in
    a transcript without marks). ``described`` are the titles and appositions that the document gives to this person
    ("US Secretary of State"), ``gender`` is what it tells of it; they are for the speakers' room, not for JSON.
    """

    name: str
    type: SpeakerType
    confidence: float
    method: str
    mention: TextSpan | None
    described: tuple[str, ...] = ()
    gender: Gender | None = None

    def as_json(self) -> dict[str, Any]:
        """The ``speaker`` object of ``quotes extract --format jsonl``."""
        return {
            "name": self.name,
            "type": self.type,
            "confidence": round(self.confidence, 3),
            "method": self.method,
            "mention": self.mention.as_json() if self.mention else None,
        }


@dataclass(frozen=True, slots=True)
class Quotation:
    """One span between quotation marks (marks included), a block quotation or a transcript turn.

    ``continues`` is the index, in the document's list of quotations, of the one that this goes on from.
    """

    start: int
    end: int
    text: str
    kind: Kind
    continues: int | None
    cue: TextSpan | None
    speaker: Speaker | None

    def as_json(self) -> dict[str, Any]:
        """The object in ``quotes`` of ``quotes extract --format jsonl``."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "continues": self.continues,
            "cue": self.cue.as_json() if self.cue else None,
            "speaker": self.speaker.as_json() if self.speaker else None,
        }
