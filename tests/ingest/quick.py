"""An extractor for tests of runs: real quotations by a regular expression, without a model, and quick."""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from quotes.extraction.records import Quotation, Speaker, TextSpan

QUOTED = re.compile(r"“[^”]*”")
SAID = re.compile(r" (said|asked) ((?:[A-Z]\w+ ?)+\b)")


class QuickExtractor:
    """``“Words,” said Ann Lee`` is hers.

    ``variant`` makes another extractor of it, with other results: by its number some quotations are missed, some have
    no speaker, some a longer end and another confidence. ``pause``: seconds for each text. A text with "unbearable"
    fails.
    """

    def __init__(self, variant: int = 0, *, pause: float = 0.0) -> None:
        self.fingerprint = f"quick {variant}"
        self.variant = variant
        self.pause = pause
        self.texts: list[str] = []

    def extract_many(self, texts: Iterable[str], *, batch_size: int = 1) -> Iterator[list[Quotation]]:
        for text in texts:
            time.sleep(self.pause)
            self.texts.append(text)
            if "unbearable" in text:
                raise ValueError("these words are unbearable")
            yield list(self._quotations(text))

    def _quotations(self, text: str) -> Iterator[Quotation]:
        for number, match in enumerate(QUOTED.finditer(text)):
            lot = (number * 7 + self.variant * 13 + len(text)) % 11 if self.variant else 1
            if lot == 0:
                continue
            said = SAID.match(text, match.end())
            speaker = cue = None
            if said and lot != 5:
                mention = TextSpan(said.start(2), said.end(2), said[2])
                speaker = Speaker(said[2], "person", 0.9 - lot / 100, f"rule {lot}", mention)
                cue = TextSpan(said.start(1), said.end(1), said[1])
            yield Quotation(match.start(), match.end(), match[0], "direct", None, cue, speaker)


NOUNS = "bridge quay ferry school budget harbour council winter market tunnel border treaty river union".split()
VERBS = "rebuild close defend sell repair open paint measure forget inspect borrow finish".split()
SPEAKERS = ("Ann Lee", "Bo Rask", "Mary Kane", "Davit Helm", "Ines Ortega", "Paul Adeyemi")


def varied(number: int, quotations: int = 2) -> str:
    """An invented article whose statements are nobody else's: none is like one of another number."""
    lot = random.Random(number)
    said = []
    for _ in range(quotations):
        words = [f"{lot.choice(VERBS)} the {lot.choice(NOUNS)} {lot.randrange(10_000)}" for _ in "ab"]
        said.append(f"“We will {words[0]} and {words[1]},” said {lot.choice(SPEAKERS)}, who had come late.")
    return "\n\n".join([f"Report {number} from the {lot.choice(NOUNS)}", *said]) + "\n"


def write_varied(path: Path, numbers: Iterable[int], quotations: int = 2) -> Path:
    """A file of JSON Lines with such articles, last written a while ago."""
    rows = [{"id": f"report-{n}", "text": varied(n, quotations), "published": "2023-05-04"} for n in numbers]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    an_hour_ago = time.time() - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))
    return path
