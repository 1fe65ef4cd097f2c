"""The table of pairs of names judged by this project, by rigour and by plain string similarity, side by side.

    python -m tests.benchmarks.against_rigour [--mistakes]

Two questions are put for each pair: may the two be one person's name (verdict ``same`` or ``open``), and are they so
safely (``same``)? This project answers by its fixed scores, 0.6 and 0.9. rigour gives no verdict, only aligned parts:
they are added up as its documentation suggests, and the weight of parts left over and the threshold of each question
are those that answer this very table best, which flatters it. The same for rapidfuzz. What is not installed is said.
rigour is no dependency: its own dependency normality needs PyICU, which has no Linux wheel and must be compiled
against libicu, so that `pip install` fails on a machine without a compiler.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from importlib import metadata
from typing import Any, NamedTuple

from quotes.speakers.comparing import OPEN, SAFE, likeness
from quotes.version import VERSION
from tests.speakers.pairs import Pair, read_pairs

Scorer = Callable[[str, str], float]
REPEATS = 3
LEFT_OVER = (0.2, 0.35, 0.5, 0.7, 1.0)  # weights of a part that the other name lacks, tried for rigour


class Judge(NamedTuple):
    """Somebody's scores of all pairs, the thresholds of the two questions, and the microseconds per pair."""

    name: str
    scores: list[float]
    open: float
    safe: float
    cold: float
    warm: float


class Counts(NamedTuple):
    """How often "yes" was right and wrong, and "no" wrong."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def may_be_one(pair: Pair) -> bool:
    """Whether the two names may be one person's."""
    return pair.verdict != "different"


def safely_one(pair: Pair) -> bool:
    """Whether the two are one name without other evidence."""
    return pair.verdict == "same"


def count(pairs: Iterable[Pair], scores: Iterable[float], truth: Callable[[Pair], bool], threshold: float) -> Counts:
    """The answers at a threshold held against the truth."""
    answers = [(score >= threshold, truth(pair)) for pair, score in zip(pairs, scores, strict=True)]
    return Counts(*(answers.count(kind) for kind in ((True, True), (True, False), (False, True))))


def best_threshold(pairs: Sequence[Pair], scores: Sequence[float], truth: Callable[[Pair], bool]) -> tuple[int, float]:
    """The fewest mistakes that a threshold makes, and the threshold."""
    found = []
    for threshold in sorted({*scores, 1.01}):
        counts = count(pairs, scores, truth, threshold)
        found.append((counts.wrong + counts.missed, threshold))
    return min(found)


def timed(score: Scorer, pairs: Sequence[Pair]) -> tuple[list[float], float, float]:
    """The scores, and the microseconds per pair: the first time, and at best of the next times."""
    seconds = []
    scores: list[float] = []
    for _ in range(1 + REPEATS):
        begin = time.perf_counter()
        scores = [score(pair.one, pair.other) for pair in pairs]
        seconds.append(time.perf_counter() - begin)
    return scores, seconds[0] * 1e6 / len(pairs), min(seconds[1:]) * 1e6 / len(pairs)


def own_judge(pairs: Sequence[Pair]) -> Judge:
    """This project, at its own thresholds."""
    scores, cold, warm = timed(lambda one, other: likeness(one, other).score, pairs)
    return Judge(f"quotes {VERSION}", scores, OPEN, SAFE, cold, warm)


def tuned_judge(name: str, scorers: Iterable[Scorer], pairs: Sequence[Pair]) -> Judge:
    """Of several scorers the one that makes the fewest mistakes, each at its best thresholds."""
    judges = []
    for score in scorers:
        scores, cold, warm = timed(score, pairs)
        few, open_ = best_threshold(pairs, scores, may_be_one)
        fewer, safe = best_threshold(pairs, scores, safely_one)
        judges.append((few + fewer, Judge(name, scores, open_, safe, cold, warm)))
    return min(judges, key=lambda found: found[0])[1]


def rigour_scorers() -> list[Scorer]:
    """rigour's analysis, its pairing of symbols and its distance of the rest, for each weight of what is left over.

    Raises ImportError where rigour is not installed.
    """
    from rigour.names import NameTypeTag, analyze_names, compare_parts, pair_symbols

    def scorer(left_over: float) -> Scorer:
        def pairing(one: Any, other: Any, symbols: Any) -> float:
            taken = {part.index for found in symbols for part in found.qps}
            given = {part.index for found in symbols for part in found.rps}
            rest = compare_parts(
                [part for part in one.parts if part.index not in taken],
                [part for part in other.parts if part.index not in given],
            )
            total = weights = 0.0
            for found in (*symbols, *rest):
                weight = 1.0 if found.qps and found.rps else left_over
                total += weight * (1.0 if found.symbol else found.score)
                weights += weight
            return total / weights if weights else 0.0

        def score(one: str, other: str) -> float:
            names = [analyze_names(NameTypeTag.PER, [name], infer_initials=True) for name in (one, other)]
            return max(
                (pairing(a, b, symbols) for a in names[0] for b in names[1] for symbols in pair_symbols(a, b)),
                default=0.0,
            )

        return score

    return [scorer(weight) for weight in LEFT_OVER]


def rapidfuzz_scorers() -> list[Scorer]:
    """String similarity of names in lower case. Raises ImportError where rapidfuzz is not installed."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import JaroWinkler

    def lowered(function: Callable[[str, str], float], top: float) -> Scorer:
        return lambda one, other: function(one.casefold(), other.casefold()) / top

    return [lowered(fuzz.token_sort_ratio, 100), lowered(fuzz.token_set_ratio, 100), lowered(fuzz.WRatio, 100),
            lowered(JaroWinkler.similarity, 1)]  # fmt: skip


RIVALS = {"rigour": rigour_scorers, "rapidfuzz": rapidfuzz_scorers}


def rows(pairs: Sequence[Pair], judges: Sequence[Judge]) -> Iterable[list[str]]:
    """The table: by kind precision and recall of "may be one", then the totals of both questions and the time."""
    yield ["may be one: P R", "pairs", *(judge.name for judge in judges)]
    kinds = list(dict.fromkeys(pair.kind for pair in pairs))
    for kind in [*kinds, ""]:
        places = [i for i, pair in enumerate(pairs) if kind in ("", pair.kind)]
        some = [pairs[i] for i in places]
        cells = [count(some, [judge.scores[i] for i in places], may_be_one, judge.open) for judge in judges]
        yield [kind or "all", str(len(some)), *(f"{cell.precision:.3f} {cell.recall:.3f}" for cell in cells)]
    safe = [count(pairs, judge.scores, safely_one, judge.safe) for judge in judges]
    others = sum(not safely_one(pair) for pair in pairs)
    yield ["safely one: P R", str(len(pairs)), *(f"{cell.precision:.3f} {cell.recall:.3f}" for cell in safe)]
    yield ["false 'same'", str(others), *(f"{cell.wrong / others:.4f}" for cell in safe)]
    yield ["right of three", str(len(pairs)), *(f"{accuracy(pairs, judge):.4f}" for judge in judges)]
    yield ["thresholds", "", *(f"{judge.open:.2f} {judge.safe:.2f}" for judge in judges)]
    yield ["µs first, again", "", *(f"{judge.cold:.0f} {judge.warm:.1f}" for judge in judges)]


def verdict(score: float, judge: Judge) -> str:
    """What a score says at a judge's thresholds."""
    return "same" if score >= judge.safe else "open" if score >= judge.open else "different"


def accuracy(pairs: Sequence[Pair], judge: Judge) -> float:
    """The share of pairs with the right one of three verdicts."""
    return sum(verdict(s, judge) == p.verdict for p, s in zip(pairs, judge.scores, strict=True)) / len(pairs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mistakes", action="store_true", help="list this project's wrong verdicts")
    options = parser.parse_args(arguments)
    pairs = read_pairs()
    judges = [own_judge(pairs)]
    for name, scorers in RIVALS.items():
        try:
            judges.append(tuned_judge(f"{name} {metadata.version(name)}", scorers(), pairs))
        except (ImportError, metadata.PackageNotFoundError):
            print(f"{name} is not installed: pip install {name}")
    print(f"nameparser {metadata.version('nameparser')}, anyascii {metadata.version('anyascii')}")
    for row in rows(pairs, judges):
        print(f"{row[0]:22}{row[1]:>6}" + "".join(f"{cell:>18}" for cell in row[2:]))
    if options.mistakes:
        for pair, score in zip(pairs, judges[0].scores, strict=True):
            if verdict(score, judges[0]) != pair.verdict:
                print(f"{pair.kind}: {pair.one} | {pair.other}: {pair.verdict}, scored {score}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
