"""The classes of claims, each with what DESIGN.md demands for it, and the claims of every class from an archive.

Where the contract leaves two answers open, both are right; the edit's docstring says why. Warnings are asked for as
DESIGN.md and the issue name them, any one of those given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from quotes.store import Archive
from tests.benchmarks.claims import attributed, changed, kept, unsaid
from tests.benchmarks.claims.made import ALTERED, CONFIRMED, NOT_FOUND, Made
from tests.benchmarks.claims.passages import Passage, says
from tests.benchmarks.claims.recorded import Recorded, Said, words_of

Edit = Callable[[Passage, Random], "str | None"]
_SAME = frozenset({"verbatim", "typographic"})
_WITHIN = _SAME | {"partial"}


@dataclass(frozen=True)
class Class:
    """A class of edits. ``on_record``: the words of the claim stand somewhere as they are; otherwise they must not."""

    kind: str
    edit: Edit
    verdicts: frozenset[str]
    edited: bool
    wordings: frozenset[str] | None = None
    warnings: frozenset[str] = frozenset()
    on_record: bool = False


def _kept(kind: str, edit: Edit, *wordings: str, on_record: bool = True) -> Class:
    return Class(kind, edit, CONFIRMED, False, frozenset(wordings), on_record=on_record)


def _edited(
    kind: str, edit: Edit, *warnings: str, verdicts: frozenset[str] = ALTERED, on_record: bool = False
) -> Class:
    return Class(kind, edit, verdicts, True, None, frozenset(warnings), on_record)


EDITS = (
    _kept("as printed", kept.whole, "verbatim"),
    _kept("typography", kept.typography, *_SAME, "partial"),
    _kept("part", kept.part, "partial", *_SAME),
    Class("part, more left out", kept.open_part, CONFIRMED | ALTERED, False, on_record=True),
    _kept("marked cut", kept.marked_cut, "elided", on_record=False),
    _kept("bracket", kept.bracket, "elided", *_SAME, on_record=False),
    Class("punctuation inside", kept.punctuation, CONFIRMED | ALTERED, False, on_record=True),
    _edited("contraction", kept.contraction),
    _edited("spelling", kept.spelling),
    _edited("marked cut: negation", kept.cut_negation, "cut_drops_negation"),
    _edited("marked cut: only “not”", kept.cut_only_negation, "cut_drops_negation"),
    _edited("marked cut: modal", kept.cut_modal, "cut_drops_modal", "cut_drops_negation"),
    _edited("marked cut: condition", kept.cut_condition, "cut_drops_condition"),
    _edited("marked cut: contrast", kept.cut_contrast, "cut_drops_contrast"),
    _edited("edge: negation before", kept.edge_negation, "cut_drops_negation", on_record=True),
    _edited("edge: negation behind", kept.edge_negation_behind, "cut_drops_negation", on_record=True),
    Class("edge: before a negation", kept.edge_before_negation, CONFIRMED | ALTERED, False, on_record=True),
    _edited("edge: modal", kept.edge_modal, "cut_drops_modal", on_record=True),
    _edited("edge: condition", kept.edge_condition, "cut_drops_condition", on_record=True),
    _edited("edge: contrast", kept.edge_contrast, "cut_drops_contrast", on_record=True),
    _edited("bracket: meaning", kept.bracket_changes, "bracket_changes_meaning", "negation_changed", "number_changed",
            "cut_drops_negation", "cut_drops_modal"),
    _edited("parts turned round", kept.reversed_parts, "order_changed"),
    _edited("number", changed.number, "number_changed"),
    _edited("number in digits", changed.number_in_digits),
    _edited("negation dropped", changed.negation_dropped, "negation_changed", "cut_drops_negation"),
    _edited("negation added", changed.negation_added, "negation_changed"),
    _edited("modal", changed.modal, "modal_changed"),
    _edited("opposite word", changed.opposite),
    _edited("word exchanged", changed.word),
    _edited("word left out", changed.word_left_out),
    _edited("word put in", changed.word_put_in),
    _edited("name", changed.name, "name_changed"),
    _edited("paraphrase by rules", changed.paraphrase, verdicts=ALTERED | NOT_FOUND),
    _edited("words shuffled", changed.shuffled, verdicts=ALTERED | NOT_FOUND),
)  # fmt: skip


def all_claims(archive: Archive, held_out: Sequence[Path], number: int, seed: int) -> Iterator[Made]:
    """At most ``number`` claims of every class, the same ones for the same archive and seed."""
    recorded = Recorded.of(archive)
    singles = [Passage(part, said, recorded) for said in recorded.statements for part in said.parts]
    singles = list({" ".join(passage.words): passage for passage in singles}.values())
    speakers = attributed.Speakers(archive, recorded)
    for each in EDITS:
        yield from islice(_of_class(each, singles, Random(f"{seed} {each.kind}")), number)
    chance = Random(f"{seed} joined parts")
    yield from islice(_over_joints(recorded, chance), number)
    chance = Random(f"{seed} speakers")
    made: dict[str, list[Made]] = {}
    for passage in chance.sample(singles, len(singles)):
        if passage.broken_off:
            continue
        for claim in attributed.claims(passage, speakers, chance):
            made.setdefault(claim.kind, []).append(claim)
    for kind in sorted(made):
        yield from made[kind][:number]
    chance = Random(f"{seed} unsaid")
    several: list[Iterable[Made]] = [
        unsaid.joined(singles, chance),
        unsaid.paraphrases(recorded, chance),
        unsaid.held_out(held_out, recorded, chance),
        unsaid.hand_written(recorded, chance),
        unsaid.by_chance(singles, chance),
    ]
    for claims in several:
        yield from islice(claims, number)


def _of_class(each: Class, passages: Sequence[Passage], chance: Random) -> Iterator[Made]:
    for passage in chance.sample(passages, len(passages)):
        if passage.broken_off and each.verdicts == CONFIRMED:
            continue
        text = each.edit(passage, chance)
        if text is None or not text.strip():
            continue
        found = passage.recorded.having(words_of(text))
        if bool(found) != each.on_record:
            continue
        speaker = _speaker(passage, found or passage.recorded.having(passage.words)) if chance.random() < 0.5 else None
        yield Made(
            each.kind, text, speaker, None, each.verdicts, each.edited, passage.text, each.wordings, each.warnings
        )


def _speaker(passage: Passage, saying: Sequence[Said]) -> str | None:
    """The speaker on record, for claims whose words alone are at issue: a person whom all that have them name."""
    ids = {said.speaker.id if said.speaker else None for said in saying}
    speaker = passage.said.speaker
    usable = speaker is not None and speaker.type == "person" and " " in speaker.name and len(ids) == 1
    return speaker.name if speaker is not None and usable else None


def _over_joints(recorded: Recorded, chance: Random) -> Iterator[Made]:
    """Claims that run over the joint of two parts that go on from each other.

    The mark before the cue is the reporter's: it is kept, left out, or a full stop.
    """
    for said in chance.sample(recorded.statements, len(recorded.statements)):
        if len(said.parts) < 2:
            continue
        at = chance.randrange(len(said.parts) - 1)
        left, right = said.parts[at].split(), said.parts[at + 1].split()
        if chance.random() < 0.5:
            left, right = left[-chance.randint(3, 8) :], right[: chance.randint(3, 8)]
        head, tail = " ".join(left), " ".join(right)
        if head.endswith(",") and chance.random() < 0.6:
            head = head[:-1] + ("." if tail[:1].isupper() else "")
        text = f"{head} {tail}".rstrip(",;:—–- ")
        cut = Passage(text, said, recorded)
        if not cut.untouched or len(cut.words) < kept.LEAST or not _clean(said, at, len(left), len(right)):
            continue
        saying = [said, *recorded.having(words_of(head)), *recorded.having(words_of(tail))]
        speaker = _speaker(Passage(text, said, recorded), saying)
        yield Made("over joined parts", text, speaker, None, CONFIRMED, False, " | ".join(said.parts), _WITHIN)


def _clean(said: Said, at: int, left: int, right: int) -> bool:
    """Nothing that changes the meaning is left out of the sentences, nor stands beside the piece."""
    joined = Passage(" ".join(said.parts), said, Recorded([]))
    start = sum(len(part.split()) for part in said.parts[: at + 1]) - left
    before, behind = joined.beside(start, start + left + right)
    outside = joined.tokens[max(0, start - 1) : start] + joined.tokens[start + left + right : start + left + right + 1]
    return not says(before + behind + outside)
