"""``python -m tests.benchmarks.claims [--corpus GOLD.jsonl …] [--archive DB] [--claims N] [--seed S] [--errors]``.

Without ``--archive`` an archive is made: the sample corpus, our annotated articles, and with ``../shared`` beside the
checkout its annotated press articles, whose texts are no part of this repository. ``tests/gold/gold.jsonl`` is held out
for what was never said. ``--errors`` lists the wrong answers, and right ones with another wording or without a warning;
``--show`` prints claims without putting them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from quotes.store import Archive
from tests.benchmarks.claims.classes import all_claims
from tests.benchmarks.claims.measuring import Answered, put, rows
from tests.benchmarks.claims.recorded import take_in_gold, take_in_sample

GOLD = Path(__file__).resolve().parents[2] / "gold"
OURS = [GOLD / "wire.jsonl", GOLD / "styles.jsonl"]
HELD_OUT = GOLD / "gold.jsonl"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "eval"


def make_archive(archive: Archive, corpora: Sequence[Path]) -> None:
    """Take in the sample corpus and annotated articles."""
    archive.ensure_register()
    take_in_sample(archive)
    for path in corpora:
        take_in_gold(archive, path)


def print_table(answered: Sequence[Answered]) -> None:
    """Print a line a class."""
    print(f"{'class':44} {'claims':>6} {'right':>6} {'share':>7} {'confirmed':>9} {'wording':>9} {'warned':>9}")
    for row in rows(answered):
        wording, warned = (f"{part}/{of}" if of else "" for part, of in (row.wordings, row.warned))
        print(f"{row.kind:44} {row.number:6} {row.right:6} {row.share:7.3f} {row.confirmed:9} {wording:>9} {warned:>9}")
    times = sorted(one.milliseconds for one in answered)
    print(f"\nedited claims confirmed: {sum(one.grave for one in answered)}")
    print(f"milliseconds, p50 and p95: {times[len(times) // 2]:.1f} and {times[int(len(times) * 0.95)]:.1f}")


def print_error(one: Answered) -> None:
    """Print a claim that was answered wrongly, with what is on record."""
    made, answer = one.made, one.answer
    speaker = f" [{made.speaker}{f', {made.on}' if made.on else ''}]" if made.speaker else ""
    warnings, wanted = " ".join(answer.warnings), " ".join(sorted(made.wordings or made.warnings))
    print(
        f"\n{'' if one.right else '! '}{made.kind}: {answer.verdict} ({answer.wording}, {answer.speaker}) {warnings}"
    )
    print(f"  wanted   {' or '.join(sorted(made.verdicts))} {wanted}")
    print(f"  claimed  {made.quotation!r}{speaker}")
    print(f"  from     {made.source!r}")
    for match in answer.matches[:1]:
        print(f"  matched  {match.quotation.text!r} {match.quotation.speaker and match.quotation.speaker.name}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.claims", description=__doc__)
    parser.add_argument("--corpus", nargs="*", type=Path, metavar="GOLD", help="annotated articles to take in")
    parser.add_argument("--archive", metavar="DB", help="an archive that is there, in place of a made one")
    parser.add_argument("--claims", type=int, default=60, metavar="N", help="claims of each class at most (60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", action="store_true", help="list the wrong answers")
    parser.add_argument("--show", action="store_true", help="print the claims and put none")
    given = parser.parse_args()
    press = [path for path in (SHARED / "polnear_dev.jsonl", SHARED / "articles.jsonl") if path.is_file()]
    corpora = given.corpus if given.corpus is not None else [*OURS, *press]
    with tempfile.TemporaryDirectory() as folder, Archive.open(given.archive or f"{folder}/claims.sqlite") as archive:
        if not given.archive:
            make_archive(archive, corpora)
        claims = all_claims(archive, [HELD_OUT], given.claims, given.seed)
        if given.show:
            for made in claims:
                print(f"{made.kind}\t{'|'.join(sorted(made.verdicts))}\t{made.quotation!r}\t{made.speaker or ''}")
            return
        answered = put(archive, claims)
    if given.errors:
        for one in answered:
            if not one.right or one.right_wording is False or one.warned is False:
                print_error(one)
        print()
    print_table(answered)


if __name__ == "__main__":
    main()
