"""A draft against the archive: its quotations are found as an article's are, and each is verified with its speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

from quotes.drafts.reading import Draft
from quotes.errors import QuotesError
from quotes.extraction.records import Quotation, Speaker
from quotes.extraction.spans import paragraphs
from quotes.matching.records import LONGEST, Claim, Verification
from quotes.matching.verification import verify
from quotes.speakers.completion import completed
from quotes.store import Archive
from quotes.wording.folding import bare
from quotes.wording.units import units

Outcome = Literal["misattributed", "altered", "disputed", "not_found", "too_short", "confirmed"]
# the gravest first: the order of every report
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
MATCHES = 3
# of one word or two nobody can say whose they are, or that they are not on record
TOO_SHORT = 2


class TooManyQuotations(QuotesError):
    """A draft has more quotations than whoever asked was willing to wait for."""

    status = 413


class Extracts(Protocol):
    """What finds the quotations of a text: :class:`quotes.extraction.Extractor`, or one that threads share."""

    def extract(self, text: str) -> list[Quotation]:
        """The quotations of one text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation of a draft and what the archive has of it.

    ``continues`` and ``together`` are places in the draft's list of checked quotations. ``together`` names those whose
    joined words were verified instead of this one's alone, because they are on record only so; else it is empty.
    ``paragraph`` counts from 1. ``outcome`` is the verdict, or ``too_short``.
    """

    quotation: Quotation
    continues: int | None
    paragraph: int
    outcome: Outcome
    together: tuple[int, ...]
    verification: Verification

    @property
    def speaker(self) -> Speaker | None:
        """Whom the draft names, in full where the draft or the register says so."""
        return self.quotation.speaker

    def as_json(self) -> dict[str, Any]:
        """The object in ``quotations`` of a checked draft."""
        return {
            "start": self.quotation.start,
            "end": self.quotation.end,
            "text": self.quotation.text,
            "kind": self.quotation.kind,
            "continues": self.continues,
            "paragraph": self.paragraph,
            "speaker": self.speaker.as_json() if self.speaker else None,
            "outcome": self.outcome,
            "together": list(self.together),
            "verification": self.verification.as_json(),
        }


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft with its quotations in the order of its text; ``left_out`` counts those that were too short to be asked
    for."""

    draft: Draft
    quotations: tuple[CheckedQuotation, ...]
    left_out: int = 0

    @property
    def confirmed(self) -> bool:
        """Whether every quotation is; a draft without quotations is, too."""
        return all(checked.outcome == "confirmed" for checked in self.quotations)

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many quotations have each outcome, the gravest first; also those that none has."""
        outcomes = [checked.outcome for checked in self.quotations]
        return {outcome: outcomes.count(outcome) for outcome in OUTCOMES}

    def by_outcome(self) -> dict[Outcome, list[CheckedQuotation]]:
        """The quotations of each outcome that any has, the gravest first."""
        groups = {
            outcome: [checked for checked in self.quotations if checked.outcome == outcome] for outcome in OUTCOMES
        }
        return {outcome: group for outcome, group in groups.items() if group}

    def as_json(self) -> dict[str, Any]:
        """``{"name", "format", "title", "published", "text", "quotations", "counts"}``; offsets count ``text``."""
        draft = self.draft
        return {
            "name": draft.name,
            "format": draft.format,
            "title": draft.title,
            "published": draft.published.isoformat() if draft.published else None,
            "text": draft.text,
            "quotations": [checked.as_json() for checked in self.quotations],
            "counts": {"quotations": len(self.quotations), **self.counts, "left_out": self.left_out},
        }


def check(
    draft: Draft,
    archive: Archive,
    extractor: Extracts,
    *,
    min_words: int = 0,
    limit: int = MATCHES,
    most: int | None = None,
    watch: Callable[[int, int], None] | None = None,
) -> CheckedDraft:
    """Find the draft's quotations and verify each, with the speaker whom the draft gives and the day of the draft.

    A surname is taken for the full name that the draft or the register gives; with a day, an office for its holder.
    Statements of fewer than ``min_words`` words are left out. ``limit`` is the number of matches kept of each.
    ``watch`` is called with the number of quotations that are verified, and of all. A draft with more than ``most``
    raises :class:`TooManyQuotations`.
    """
    extracted = extractor.extract(draft.text)
    if most is not None and len(extracted) > most:
        raise TooManyQuotations(f"the draft has {len(extracted):,} quotations: {most:,} are the most")
    found = completed(extracted, draft.text, published=draft.published)
    statements = [statement for statement in _statements(found) if _length(found, statement) >= min_words]
    kept = sorted(index for statement in statements for index in statement)
    places = {index: place for place, index in enumerate(kept)}
    starts = [start for start, _ in paragraphs(draft.text)]
    checker = _Checker(archive, draft, limit)
    checked: dict[int, CheckedQuotation] = {}
    for statement in statements:
        before: int | None = None
        for index, (outcome, joined, verification) in zip(statement, checker.statement(found, statement)):
            checked[index] = CheckedQuotation(
                quotation=found[index],
                continues=before,
                paragraph=max(1, bisect_right(starts, found[index].start)),
                outcome=outcome,
                together=tuple(places[part] for part in statement) if joined else (),
                verification=verification,
            )
            before = places[index]
        if watch:
            watch(len(checked), len(kept))
    return CheckedDraft(draft, tuple(checked[index] for index in kept), len(found) - len(kept))


class _Checker:
    """Verifies one draft's statements; what the draft repeats (its headline's words) is asked for once."""

    def __init__(self, archive: Archive, draft: Draft, limit: int) -> None:
        self._archive = archive
        self._published = draft.published
        self._limit = limit
        self._known: dict[Claim, Verification] = {}

    def statement(
        self, quotations: Sequence[Quotation], parts: Sequence[int]
    ) -> Iterator[tuple[Outcome, bool, Verification]]:
        """Of each part the outcome, whether it is that of the joined words, and the verification."""
        alone = [self._verify(quotations[part].text, quotations[part].speaker) for part in parts]
        together = None
        joined_words = " ".join(bare(quotations[part].text) for part in parts)
        unsure = any(verification.verdict != "confirmed" for verification in alone)
        if len(parts) > 1 and unsure and len(joined_words) <= LONGEST:
            speaker = next((quotations[part].speaker for part in parts if quotations[part].speaker), None)
            together = self._verify(joined_words, speaker)
        short = _length(quotations, parts) <= TOO_SHORT
        for verification in alone:
            joined = together is not None and _says_more(together, verification)
            told = together if joined and together is not None else verification
            unclear = short and told.verdict not in ("confirmed", "disputed")
            yield "too_short" if unclear else told.verdict, joined, told

    def _verify(self, words: str, speaker: Speaker | None) -> Verification:
        verification = self._ask(words, speaker.name if speaker else None)
        if speaker and verification.speaker in ("other", "disputed") and self._is_nobodys_name(speaker, verification):
            return self._ask(words, None)
        return verification

    def _is_nobodys_name(self, speaker: Speaker, verification: Verification) -> bool:
        """Whether the draft calls the speaker "a diplomat", "a report", "the village": no other name contradicts that.

        "The NATO chief" is somebody's, on the draft's day or on those of the documents.
        """
        if speaker.type == "person" or (
            speaker.type == "group" and self._archive.speakers_meant(speaker.name).serials
        ):
            return False
        published = {match.quotation.document.published for match in verification.matches}
        days = [self._published] if self._published else [day for day in published if day]
        return not any(self._archive.holders(speaker.name, days).values())

    def _ask(self, words: str, speaker: str | None) -> Verification:
        claim = Claim(bare(words), speaker, self._published)
        if claim not in self._known:
            self._known[claim] = verify(self._archive, claim, limit=self._limit)
        return self._known[claim]


def _says_more(together: Verification, alone: Verification) -> bool:
    """Whether a part's own verdict gives way to that of the joined words, all of which are on record.

    What the part by itself leaves out, or is too short for, is in the others. Words that are on record only with
    changes are told where they stand, part by part.
    """
    if alone.verdict == "confirmed" or together.verdict in ("altered", "not_found"):
        return False
    if together.verdict == "confirmed" or alone.verdict in ("altered", "not_found"):
        return True
    return alone.verdict == "misattributed" and together.verdict == "disputed"


def _statements(quotations: Sequence[Quotation]) -> list[list[int]]:
    """The quotations that go on from one another, by index, in the order of the text; without those of no word."""
    root: dict[int, int] = {}
    statements: dict[int, list[int]] = {}
    for index, quotation in enumerate(quotations):
        before = quotation.continues
        root[index] = root[before] if before is not None and before in root else index
        if units(bare(quotation.text)):
            statements.setdefault(root[index], []).append(index)
    return list(statements.values())


def _length(quotations: Sequence[Quotation], statement: Sequence[int]) -> int:
    """How many words a statement has."""
    words = (word for index in statement for word in quotations[index].text.split())
    return sum(any(character.isalnum() for character in word) for word in words)
