"""What extraction costs over the bare spaCy pass, and how many articles a second are ingested.

    python -m tests.benchmarks.extraction_speed [--texts FILE.jsonl[.xz]]... [--rounds 5] [--profile]

Both passes run in one process, with one thread, on the same texts and the same loaded model, in alternating rounds; the
ratio is the median of the rounds' ratios. The bare pass is the model's own components (encoder, tagger, parser,
attribute_ruler, lemmatizer, ner). Without ``--texts`` the texts are this repository's sample and gold corpora. Articles
per second are counted by the ingest run itself (the loading of the model is left out), into a new SQLite file.
"""

from __future__ import annotations

import os

# before numpy is imported: its threads would make the two passes incomparable
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import cProfile
import json
import lzma
import pstats
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from quotes.extraction import Extractor
from quotes.ingest import ReadDocument, ingest, read_documents
from quotes.settings import resource_folder
from quotes.store import Archive

OWN_COMPONENTS = ("quotations", "quotations_coreference")
BATCH = 16


class Round(NamedTuple):
    """Seconds of wall time and of this process's own time, for both passes over all texts."""

    bare: float
    bare_cpu: float
    extraction: float
    extraction_cpu: float


def own_texts() -> list[str]:
    """The sample corpus and the gold corpus of this repository."""
    gold = Path(__file__).resolve().parent.parent / "gold" / "gold.jsonl"
    seeds = read_documents([resource_folder("seeds") / "corpus"])
    return [item.document.text for item in seeds if isinstance(item, ReadDocument)] + texts_of(gold)


def texts_of(path: Path) -> list[str]:
    """The ``text`` of each line of a JSON Lines file, which may be packed with xz."""
    with lzma.open(path, "rt", encoding="utf8") if path.suffix == ".xz" else path.open(encoding="utf8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall seconds and process seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def exhaust(items: Iterable[object]) -> None:
    """Go through an iterator and forget its items, as both passes do."""
    deque(items, maxlen=0)


def rounds(extractor: Extractor, texts: Sequence[str], count: int) -> list[Round]:
    """Alternating passes; the first of a round changes, so that neither always finds a warm cache."""
    nlp = extractor.nlp
    own = [name for name in OWN_COMPONENTS if nlp.has_pipe(name)]

    def bare() -> None:
        with nlp.select_pipes(disable=own):
            exhaust(nlp.pipe(texts, batch_size=BATCH))

    def extraction() -> None:
        exhaust(extractor.extract_many(texts, batch_size=BATCH))

    exhaust(extractor.extract_many(texts[:BATCH]))
    measured = []
    for number in range(count):
        if number % 2:
            one, other = timed(extraction), timed(bare)
            measured.append(Round(*other, *one))
        else:
            measured.append(Round(*timed(bare), *timed(extraction)))
    return measured


def ingest_rate(texts: Sequence[str], jobs: int, model: str | None) -> float:
    """Articles per second of an ingest run into a new archive."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "articles.jsonl"
        lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
        corpus.write_text("\n".join(lines) + "\n", encoding="utf8")
        with Archive.open(str(Path(folder) / "archive.sqlite")) as archive:
            summary = ingest([corpus], archive, jobs=jobs, model=model)
    if summary.failed:
        raise SystemExit(f"{summary.failed} articles failed, the first: {summary.failures[0]}")
    return summary.rate


def profile(extractor: Extractor, texts: Sequence[str], shown: int = 25) -> None:
    """Where the component ``quotations`` spends its time, without the model's own."""
    nlp = extractor.nlp
    component = nlp.get_pipe("quotations")
    with nlp.select_pipes(disable=["quotations"]):
        docs = list(nlp.pipe(texts, batch_size=BATCH))
    profiler = cProfile.Profile()
    profiler.enable()
    for doc in docs:
        component(doc)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(shown)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", action="append", type=Path, metavar="FILE", help="JSON Lines with a text a line")
    parser.add_argument("--limit", type=int, help="only the first so many texts")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--model", help="a spaCy pipeline in place of the shipped one")
    parser.add_argument("--no-ingest", action="store_true", help="leave out articles per second")
    parser.add_argument("--profile", action="store_true", help="also profile the component `quotations`")
    arguments = parser.parse_args()
    texts = [text for path in arguments.texts for text in texts_of(path)] if arguments.texts else own_texts()
    texts = texts[: arguments.limit]
    extractor = Extractor.load(arguments.model)
    words = sum(len(text.split()) for text in texts)
    measured = rounds(extractor, texts, arguments.rounds)
    wall = statistics.median(r.extraction / r.bare for r in measured)
    cpu = statistics.median(r.extraction_cpu / r.bare_cpu for r in measured)
    seconds = statistics.median(r.extraction for r in measured)
    bare_seconds = statistics.median(r.bare for r in measured)
    print(f"{len(texts)} texts, {words} words, {extractor.fingerprint}, {arguments.rounds} rounds")
    print(f"bare spaCy pass             {words / bare_seconds:8.0f} words/s")
    print(f"extraction                  {words / seconds:8.0f} words/s")
    print(f"extraction over bare pass   {wall:8.2f} × wall time, {cpu:.2f} × process time (medians)")
    if not arguments.no_ingest:
        for jobs in (1, 2):
            rate = ingest_rate(texts, jobs, arguments.model)
            print(f"quotes ingest --jobs {jobs}       {rate:8.1f} articles/s")
    if arguments.profile:
        profile(extractor, texts)


if __name__ == "__main__":
    main()
