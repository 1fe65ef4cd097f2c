"""The verification of a claim: candidates from the index, each compared, one verdict with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quotes.errors import BadValue
from quotes.matching.claimed import ClaimedSpeaker
from quotes.matching.records import LONGEST, Claim, Coverage, Match, SpeakerVerdict, Verification
from quotes.matching.verdicts import Found, Judgement, judge, readings, witnesses
from quotes.store import Archive
from quotes.store.records import QuotationInPlace, Statement
from quotes.wording.comparing import Comparison, compare
from quotes.wording.folding import bare
from quotes.wording.fragments import Passage, inside_marks, passage
from quotes.wording.reported import as_written, reported
from quotes.wording.units import content_words, keys

MATCHES = 10
CONTEXT = 60
_CANDIDATES = 200
# candidates that do not contain the claim and are compared word by word
_COMPARED = 24
# and where others do contain it
_BESIDE = 10
# an altered wording that must be the same statement
_NEAR = 0.75
# fragments that stand in one statement, though not as the claim has them
_IN_ONE = {"order_changed", "cut_too_long"}
_NOT_ON_RECORD = {"altered", "not_found"}
_BY_CHANCE = 2
# words of a fragment that is looked for by itself
_FRAGMENT = 4


def verify(archive: Archive, claim: Claim, *, limit: int = MATCHES) -> Verification:
    """Whether the words are on record, word for word, and as whose; with the nearest matches, at most ``limit``.

    Raises :class:`quotes.errors.BadValue` for a quotation without a word or of more than :data:`LONGEST` characters.
    """
    if len(claim.quotation) > LONGEST:
        raise BadValue(f"a quotation of {len(claim.quotation):,} characters is too long: at most {LONGEST:,}")
    written = replace(claim, quotation=as_written(claim.quotation))
    if not passage(written.quotation).units:
        raise BadValue(f"no word in the quotation {claim.quotation!r}")
    found, judgement = _looked_for(archive, written)
    if judgement.verdict in _NOT_ON_RECORD and (sentence := reported(written.quotation)) is not None:
        # the words that it quotes, as its speaker's
        inside = replace(written, quotation=sentence.words, speaker=claim.speaker or sentence.speaker)
        found_inside, judged_inside = _looked_for(archive, inside)
        if judged_inside.verdict != "not_found" and not _has_more(found, sentence.words):
            claim, found, judgement = replace(claim, speaker=inside.speaker), found_inside, judged_inside
    return _answer(archive, claim, found, judgement, limit)


def _has_more(found: Sequence[Found], words: str) -> bool:
    """Whether the record has more of the claim than these words of it: what stands around them was said, too.

    A word or two may be there by chance: a transcript has the speaker's name.
    """
    same = (part.claimed for one in found[:1] for part in one.comparison.segments if part.kind == "same")
    return sum(len(keys(text)) for text in same) > len(keys(words)) + _BY_CHANCE


def _looked_for(archive: Archive, claim: Claim) -> tuple[list[Found], Judgement]:
    """What is near a claim, the best first, and the verdict on it."""
    words = passage(claim.quotation)
    runs = fragments(words)
    speaker = ClaimedSpeaker.of(archive, claim)
    statements = archive.statements_like(runs, limit=_CANDIDATES)
    if speaker and len(statements) >= _CANDIDATES and speaker.serials:
        # words that hundreds have said: the claimed speaker may not be among those found first
        own = archive.statements_like(runs, speakers=sorted(speaker.serials), limit=_CANDIDATES)
        known = {statement.parts[0].id for statement in statements}
        statements += [statement for statement in own if statement.parts[0].id not in known]
    found = with_speaker(archive, compared(claim.quotation, statements), speaker)
    judgement = judge(found, claim.quotation)
    if len(runs) > 1 and judgement.wording in ("none", "altered") and not {*judgement.warnings} & _IN_ONE:
        found, judgement = _stitched(archive, runs, words, speaker) or (found, judgement)
    return found, judgement


def verify_many(archive: Archive, claims: Iterable[Claim], *, limit: int = MATCHES) -> Iterator[Verification]:
    """The verifications of claims, in order."""
    for claim in claims:
        yield verify(archive, claim, limit=limit)


def fragments(words: Passage) -> list[list[str]]:
    """The keys of a claim between its marked cuts and without its bracketed words."""
    runs: list[list[str]] = [[]]
    for place, key in enumerate(words.keys):
        if place in words.cuts or words.bracketed[place]:
            runs.append([])
        if not words.bracketed[place]:
            runs[-1].append(key)
    return [run for run in runs if run] or [list(words.keys)]


def compared(claimed: str, statements: Iterable[Statement]) -> list[Found]:
    """The statements that are near the claim, the best first; whose they are is left open."""
    found: list[Found] = []
    cache: dict[tuple[str, ...], tuple[Comparison, bool, bool]] = {}
    far, limit = 0, _COMPARED
    for statement in statements:
        texts = tuple(part.text for part in statement.parts)
        if texts not in cache:
            if far >= limit:
                continue
            cache[texts] = _compare(claimed, texts)
            far += cache[texts][0].wording in ("altered", "none")
        comparison, whole, relayed = cache[texts]
        if comparison.wording != "none":
            found.append(Found(statement, joined_text(texts), comparison, None, whole, relayed))
            if found[-1].on_record:
                limit = _BESIDE
    return sorted(found, key=lambda one: one.order)


def with_speaker(archive: Archive, found: Sequence[Found], speaker: ClaimedSpeaker | None) -> list[Found]:
    """The same with whose they are, seen from the claim; again the best first."""
    if speaker is None:
        return list(found)
    speaker.look_up_holders(archive, (one.statement for one in found))
    told = [replace(one, whose=speaker.whose(one.statement, relayed=one.relayed)) for one in found]
    return sorted(told, key=lambda one: one.order)


def joined_text(texts: Sequence[str]) -> str:
    """The parts of a statement as one text without marks."""
    return " ".join(map(bare, texts))


def _compare(claimed: str, texts: Sequence[str]) -> tuple[Comparison, bool, bool]:
    """The claim beside a statement's joined parts.

    With whether it is the whole of the statement or of one part, and whether the words are quoted there from another.
    """
    text = joined_text(texts)
    joined = compare(claimed, text)
    relayed = joined.last > 0 and inside_marks(passage(text), joined.first, joined.last)
    if len(texts) == 1 or joined.wording in ("verbatim", "typographic", "none"):
        return joined, joined.wording in ("verbatim", "typographic"), relayed
    for part in texts:
        alone = compare(claimed, part)
        if alone.wording in ("altered", "none"):
            continue
        whole = alone.wording in ("verbatim", "typographic")
        if joined.wording != alone.wording and not whole:
            continue
        # what the part before it says of it still counts
        before = (w for w in joined.warnings if w in ("cut_drops_negation", "cut_drops_modal"))
        warnings = tuple(dict.fromkeys((*alone.warnings, *before)))
        if joined.wording not in ("partial", "elided"):
            return alone, whole, False
        return replace(alone, warnings=warnings, first=joined.first, last=joined.last), whole, relayed
    return joined, False, relayed


def _stitched(
    archive: Archive, runs: Sequence[Sequence[str]], words: Passage, speaker: ClaimedSpeaker | None
) -> tuple[list[Found], Judgement] | None:
    """A claim whose fragments are on record, but in different statements."""
    texts = _texts(words)
    found: list[Found] = []
    for run, text in zip(runs, texts):
        if len(run) < _FRAGMENT and not content_words(run) > 1:
            continue
        near = with_speaker(archive, compared(text, archive.statements_like([run], limit=_COMPARED)), speaker)
        contained = [one for one in near if one.comparison.wording not in ("altered", "none")]
        if not contained:
            return None
        found.extend(contained[:MATCHES])
    if len({one.statement.parts[0].id for one in found}) < 2:
        return None
    whose = {one.whose for one in found}
    verdict: SpeakerVerdict = "unstated"
    if "same" in whose or "other" in whose:
        verdict = "disputed" if whose >= {"same", "other"} else "same" if "same" in whose else "other"
    return found, Judgement("altered", "altered", verdict, ("joined_from_several",), tuple(found))


def _texts(words: Passage) -> list[str]:
    """The original text of each of :func:`fragments`."""
    texts: list[str] = []
    start = None
    for place in range(len(words.units) + 1):
        ends = place == len(words.units) or place in words.cuts or words.bracketed[place]
        if ends and start is not None:
            texts.append(words.written(start, place))
            start = None
        if place < len(words.units) and not words.bracketed[place] and start is None:
            start = place
    return texts


def _answer(
    archive: Archive, claim: Claim, found: Sequence[Found], judgement: Judgement, limit: int
) -> Verification:
    counted = judgement.counted
    first = {id(one) for one in counted}
    shown = [*counted, *(one for one in found if id(one) not in first)][:limit]
    best = [_best_part(one) for one in shown]
    places = archive.in_place([part for part in best if part], context=CONTEXT)
    matches = [_match(one, places[part]) for one, part in zip(shown, best) if part in places]
    statements = [one.statement for one in counted]
    return Verification(
        claim=claim,
        verdict=judgement.verdict,
        wording=judgement.wording,
        speaker=judgement.speaker,
        warnings=judgement.warnings,
        matches=tuple(matches),
        readings=readings(counted),
        witnesses=witnesses(statements),
        documents=len({statement.document for statement in statements}),
        coverage=coverage(archive),
        otherwise=_otherwise(found, judgement),
    )


def _otherwise(found: Sequence[Found], judgement: Judgement) -> int:
    """How many independent documents have the same speaker say what was confirmed, but in other words that matter."""
    if judgement.verdict != "confirmed":
        return 0
    stories = {one.statement.story for one in judgement.counted}
    speakers = {one.statement.speaker_serial for one in judgement.counted}
    return witnesses(
        [
            one.statement
            for one in found
            if one.comparison.wording == "altered"
            and one.comparison.major
            and one.comparison.score >= _NEAR
            and one.statement.speaker_serial in speakers
            and one.statement.story not in stories
        ]
    )


def coverage(archive: Archive) -> Coverage:
    """What the archive holds, as an answer tells it."""
    counts = archive.coverage()
    return Coverage(counts.documents, counts.quotations, counts.first, counts.last)


def _best_part(one: Found) -> str:
    """The id of the part of the statement that has most of what was compared."""
    parts = one.statement.parts
    if len(parts) == 1:
        return parts[0].id
    start = 0
    best, most = parts[0].id, -1
    for part in parts:
        end = start + len(passage(part.text).units)
        common = min(end, one.comparison.last) - max(start, one.comparison.first)
        if common > most:
            best, most = part.id, common
        start = end
    return best


def _match(one: Found, place: QuotationInPlace) -> Match:
    parts = one.statement.parts
    return Match(
        quotation=place.quotation,
        prefix=place.prefix,
        suffix=place.suffix,
        wording=one.comparison.wording,
        segments=one.comparison.segments,
        score=one.comparison.score,
        warnings=one.comparison.warnings,
        speaker=one.whose or "unstated",
        joined=tuple(part.id for part in parts) if len(parts) > 1 else (),
    )
