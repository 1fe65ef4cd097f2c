"""Claims of what nobody in the archive said: held-out quotations, sentences of ours, words by chance, paraphrases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from tests.benchmarks.claims.kept import CUTS
from tests.benchmarks.claims.made import ALTERED, NOT_FOUND, Made
from tests.benchmarks.claims.passages import Passage
from tests.benchmarks.claims.recorded import Recorded, bare, words_of

HERE = Path(__file__).parent
_RUN = 5  # words in common that make a held-out quotation too like one on record


def held_out(paths: Sequence[Path], recorded: Recorded, chance: Random) -> Iterator[Made]:
    """Quotations of annotated articles that the archive does not have; none shares five words in a row with it."""
    texts = [
        bare(item["text"])
        for path in paths
        for line in path.read_text("utf-8").splitlines()
        for item in json.loads(line)["quotes"]
    ]
    for text in chance.sample(texts, len(texts)):
        words = words_of(text)
        if len(words) >= _RUN and not any(
            recorded.having(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)
        ):
            yield Made("never said: of other articles", text, None, None, NOT_FOUND, True, "")


def hand_written(recorded: Recorded, chance: Random) -> Iterator[Made]:
    """The lines of never_said.txt."""
    lines = (HERE / "never_said.txt").read_text("utf-8").splitlines()
    for line in chance.sample(lines, len(lines)):
        assert not recorded.having(words_of(line)), line
        yield Made("never said: sentences of ours", line, None, None, NOT_FOUND, True, "")


def by_chance(passages: Sequence[Passage], chance: Random) -> Iterator[Made]:
    """Eight to sixteen words of the archive, drawn one by one."""
    every = [word for passage in passages for word in passage.words]
    while True:
        text = " ".join(chance.choice(every) for _ in range(chance.randint(8, 16)))
        yield Made("never said: words by chance", text, None, None, NOT_FOUND, True, "")


def paraphrases(recorded: Recorded, chance: Random) -> Iterator[Made]:
    """The hand-written ones of paraphrases.jsonl: close or not is open, said they never were."""
    rows = [json.loads(line) for line in (HERE / "paraphrases.jsonl").read_text("utf-8").splitlines()]
    for row in chance.sample(rows, len(rows)):
        if recorded.having(words_of(row["of"])):
            yield Made("paraphrase by hand", row["text"], row["speaker"], None, ALTERED | NOT_FOUND, True, row["of"])


def joined(passages: Sequence[Passage], chance: Random) -> Iterator[Made]:
    """The beginning of one quotation and the end of another article's, with the sign of a cut between them.

    Each half is on record, the whole is not: "altered" and "not_found" are both right.
    """
    usable = [passage for passage in passages if passage.untouched and len(passage.tokens) >= 8]
    for _ in range(10_000 if len(usable) > 1 else 0):  # in a small archive there may be no two that fit
        one, other = chance.sample(usable, 2)
        if one.said.document == other.said.document:
            continue
        head = " ".join(one.tokens[: chance.randint(4, 7)]).rstrip(",;:—–- ")
        tail = " ".join(other.tokens[-chance.randint(4, 7) :])
        with_both = {id(said) for said in one.recorded.having(words_of(head))} & {
            id(said) for said in one.recorded.having(words_of(tail))
        }
        if with_both:
            continue
        yield Made(
            "parts of two quotations", head + chance.choice(CUTS) + tail, None, None, ALTERED | NOT_FOUND, True,
            f"{one.text} | {other.text}",
        )  # fmt: skip
