"""Speakers among very many: ``python -m tests.benchmarks.speakers_at_scale [--people 100000] [--file PATH]``.

A made-up register (:mod:`tests.benchmarks.made_up_register`) is imported beside the shipped one, and documents that
quote some thousands of its people are saved. Printed are the import's seconds, the size of the database, the median and
the 95th percentile of each kind of look-up (wall time, and the CPU time of the process, which other work on the machine
does not change as much), and what a document costs with and without the large register, beside its extraction.
"""

from __future__ import annotations

import argparse
import json
import random
import string
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from quotes.errors import QuotesError
from quotes.extraction import Extractor
from quotes.extraction.records import Quotation, Speaker, TextSpan
from quotes.ingest.reading import ReadDocument, read_documents
from quotes.settings import resource_folder
from quotes.speakers.evidence import DocumentView
from quotes.speakers.importing import read_register_file
from quotes.speakers.register import Registered
from quotes.speakers.resolution import appearing, identify
from quotes.store import Archive, IncomingDocument, QuotationFilter
from quotes.store.known import StoredDirectory
from tests.benchmarks.made_up_register import otherwise, records

QUOTED = 4000  # people of the register who are quoted
SPEAKERS = 5  # in one document
EXTRACTED = 20  # articles


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of one kind of call, sorted: wall time and CPU time."""

    wall: list[float]
    cpu: list[float]

    @classmethod
    def of(cls, call: Callable[[Any], object], values: Sequence[Any]) -> Times:
        """Call it once with each of the values."""
        wall, cpu = [], []
        for value in values:
            wall_start, cpu_start = time.perf_counter(), time.process_time()
            call(value)
            wall.append(time.perf_counter() - wall_start)
            cpu.append(time.process_time() - cpu_start)
        return cls(sorted(wall), sorted(cpu))

    def at(self, share: float) -> tuple[float, float]:
        """Wall and CPU milliseconds within which this share of the calls ended."""
        place = min(int(len(self.wall) * share), len(self.wall) - 1)
        return self.wall[place] * 1000, self.cpu[place] * 1000


def write_register(path: Path, people: int) -> None:
    """Write the made-up register as JSON Lines."""
    with path.open("w", encoding="utf8") as file:
        for record in records(people):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def load(archive: Archive, path: Path) -> float:
    """Import a register file beside the shipped one, reading included; seconds."""
    start = time.perf_counter()
    archive.ensure_register()
    archive.import_register(record for record in read_register_file(path) if isinstance(record, Registered))
    return time.perf_counter() - start


def documents(
    names: Sequence[str], number: int, seed: int, source: str = "Wire"
) -> Iterator[tuple[IncomingDocument, list[Quotation]]]:
    """Made-up documents that quote :data:`SPEAKERS` of these people each."""
    chance = random.Random(seed)
    for count in range(number):
        pieces: list[str] = []
        places: list[tuple[int, str, int, str]] = []
        length = 0
        for speaker in chance.sample(names, min(SPEAKERS, len(names))):
            quote = f"“Nothing {chance.randrange(10_000)} has been decided yet.”"
            sentence = f"{quote} {speaker} said on Tuesday, after talks that went on until late. "
            places.append((length, quote, length + len(quote) + 1, speaker))
            pieces.append(sentence)
            length += len(sentence)
        day = date(2015, 1, 1) + timedelta(chance.randrange(3500))
        document = IncomingDocument(source, f"{seed}-{count}", "".join(pieces), title="Talks go on", published=day)
        quotations = [
            Quotation(
                start,
                start + len(quote),
                quote,
                "direct",
                None,
                None,
                Speaker(speaker, "person", 0.9, "cue", TextSpan(at, at + len(speaker), speaker)),
            )
            for start, quote, at, speaker in places
        ]
        yield document, quotations


def save_all(archive: Archive, made: Sequence[tuple[IncomingDocument, list[Quotation]]]) -> Times:
    """Save documents, one after another."""
    return Times.of(lambda item: archive.save(item[0], item[1], extractor="made up"), made)


def resolve_all(archive: Archive, made: Sequence[tuple[IncomingDocument, list[Quotation]]]) -> Times:
    """Find out whose the quotations of documents are, without storing it."""

    def resolve(item: tuple[IncomingDocument, list[Quotation]]) -> None:
        document, quotations = item
        with archive._engine.begin() as connection:
            view = DocumentView(document.text, document.published)
            speakers = [quotation.speaker for quotation in quotations if quotation.speaker]
            identify([appearing(speaker) for speaker in speakers], view, StoredDirectory(connection))

    return Times.of(resolve, made)


def extraction_seconds(articles: int = EXTRACTED) -> float:
    """Seconds of extraction for an article of the sample, one at a time."""
    extractor = Extractor.load()
    texts = [
        item.document.text
        for item in read_documents([resource_folder("seeds") / "corpus"])
        if isinstance(item, ReadDocument)
    ][: articles + 1]
    extractor.extract(texts[0])
    start = time.perf_counter()
    for text in texts[1:]:
        extractor.extract(text)
    return (time.perf_counter() - start) / max(len(texts) - 1, 1)


class Questions:
    """What is asked of an archive with a made-up register: changing names of each kind."""

    def __init__(self, archive: Archive, register: Sequence[dict[str, Any]], quoted: Sequence[str], calls: int) -> None:
        self._archive = archive
        self._calls = calls
        self._chance = random.Random(2)
        self._quoted = quoted
        self._people = [record for record in register if record["type"] == "person" and record["name"].isascii()]
        families = Counter(_family(record["name"]) for record in self._people)
        ranked = [name for name, _ in families.most_common()]
        self._common, self._rare = ranked[:100], ranked[len(ranked) // 2 :]
        self._ids = [speaker.id for name in quoted[:200] for speaker in archive.find_speakers(name)][:calls]

    def _some(self, choose: Callable[[], str]) -> list[str]:
        return [choose() for _ in range(self._calls)]

    def _name(self) -> str:
        return str(self._chance.choice(self._people)["name"])

    def _initial(self) -> str:
        name = self._name()
        return f"{name[0]}. {_family(name)}"

    def _otherwise(self) -> str:
        while True:
            name = self._name()
            if (other := otherwise(name)) is not None:
                return other

    def _slip(self) -> str:
        name = self._name()
        at = self._chance.randrange(1, len(name) - 1)
        kind = self._chance.randrange(4)
        letter = self._chance.choice(string.ascii_lowercase)
        if kind == 0:
            return name[:at] + name[at + 1 :]
        if kind == 1:
            return name[:at] + letter + name[at:]
        if kind == 2:
            return name[:at] + letter + name[at + 1 :]
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]

    def _beginning(self, letters: int) -> Callable[[], str]:
        def choose() -> str:
            return self._chance.choice(self._name().split())[:letters].lower()

        return choose

    def kinds(self) -> dict[str, tuple[Callable[[str], object], list[str]]]:
        """For each kind of look-up: the call, and the values to make it with."""
        archive = self._archive
        find = archive.find_speakers
        quoted_surnames = [_family(name) for name in self._quoted]
        return {
            "find_speakers: full name": (find, self._some(self._name)),
            "find_speakers: full name, quoted": (find, self._some(lambda: self._chance.choice(self._quoted))),
            "find_speakers: common surname": (find, self._some(lambda: self._chance.choice(self._common))),
            "find_speakers: rare surname": (find, self._some(lambda: self._chance.choice(self._rare))),
            "find_speakers: initial and surname": (find, self._some(self._initial)),
            "find_speakers: other spelling": (find, self._some(self._otherwise)),
            "find_speakers: a slip (nobody)": (find, self._some(self._slip)),
            "did_you_mean": (archive.did_you_mean, self._some(self._slip)),
            "speakers: 1 letter": (archive.speakers, self._some(self._beginning(1))),
            "speakers: 2 letters": (archive.speakers, self._some(self._beginning(2))),
            "speakers: 3 letters": (archive.speakers, self._some(self._beginning(3))),
            "speakers: 5 letters": (archive.speakers, self._some(self._beginning(5))),
            "speakers: two beginnings": (
                archive.speakers,
                self._some(lambda: " ".join(word[:2] for word in self._name().split()[-2:])),
            ),
            "speaker(id)": (archive.speaker, self._some(lambda: self._chance.choice(self._ids))),
            "quotations(speaker=full name)": (self._quotations, self._some(lambda: self._chance.choice(self._quoted))),
            "quotations(speaker=surname)": (self._quotations, self._some(lambda: self._chance.choice(quoted_surnames))),
        }

    def _quotations(self, name: str) -> object:
        try:
            return self._archive.quotations(QuotationFilter(speaker=name))
        except QuotesError:
            return None  # nobody: that was a look-up, too


def _family(name: str) -> str:
    return name.rpartition(" ")[2]


def print_times(kind: str, times: Times) -> None:
    """A line of the table."""
    (wall, cpu), (slow_wall, slow_cpu) = times.at(0.5), times.at(0.95)
    print(f"{kind:36}{wall:10.2f}{slow_wall:8.2f}{cpu:10.2f}{slow_cpu:8.2f}", flush=True)


def measure(path: Path, people: int, calls: int, saves: int) -> tuple[Times, Times]:
    """Print import, size and look-ups; the times of saving and resolving a document of :data:`SPEAKERS` speakers."""
    register = list(records(people))
    chance = random.Random(3)
    names = sorted({record["name"] for record in register if record["type"] == "person"})
    quoted = chance.sample(names, min(QUOTED, len(names)))
    fresh = not path.exists()
    with Archive.open(str(path)) as archive:
        if fresh:
            with tempfile.TemporaryDirectory() as folder:
                lines = Path(folder) / "register.jsonl"
                write_register(lines, people)
                cpu = time.process_time()
                seconds = load(archive, lines)
            cpu = time.process_time() - cpu
            print(f"{people} people imported in {seconds:.1f} s ({cpu:.1f} s of CPU time), {_size(path):.0f} MB")
            batches = [quoted[first : first + SPEAKERS] for first in range(0, len(quoted), SPEAKERS)]
            for number, batch in enumerate(batches):
                save_all(archive, list(documents(batch, 3, 1000 + number)))
        print(f"{archive.counts().quotations} quotations, {_size(path):.0f} MB")
        print(f"{'':36}{'wall p50':>10}{'p95':>8}{'cpu p50':>10}{'p95':>8}   ms")
        for kind, (call, values) in Questions(archive, register, quoted, calls).kinds().items():
            print_times(kind, Times.of(call, values))
        made = _new_documents(quoted, names, saves)
        resolving = resolve_all(archive, made)
        saving = save_all(archive, made)
    return saving, resolving


def _new_documents(
    quoted: Sequence[str], names: Sequence[str], number: int
) -> list[tuple[IncomingDocument, list[Quotation]]]:
    """Documents as they come: half of the speakers have been quoted before, the others have not."""
    seed = random.randrange(1 << 40)  # another run on a kept file saves others
    chance = random.Random(4)
    some = [*chance.sample(list(quoted), min(200, len(quoted))), *chance.sample(list(names), min(200, len(names)))]
    return list(documents(list(dict.fromkeys(some)), number, seed, "New wire"))


def without_register(quoted: Sequence[str], made: Sequence[tuple[IncomingDocument, list[Quotation]]]) -> Times:
    """Times of saving the same documents into an archive of the same quotations without any register."""
    with tempfile.TemporaryDirectory() as folder, Archive.open(f"{folder}/small.sqlite") as archive:
        save_all(archive, list(documents(quoted, 300, 7)))
        return save_all(archive, made)


def _size(path: Path) -> float:
    return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*")) / 1e6


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--calls", type=int, default=500)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--file", type=Path, help="keep the archive here and use it again")
    parser.add_argument("--no-extraction", action="store_true", help="leave out extraction, which loads the model")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "archive.sqlite"
        saving, resolving = measure(path, options.people, options.calls, options.saves)
    register = list(records(options.people))
    names = sorted({record["name"] for record in register if record["type"] == "person"})
    quoted = random.Random(3).sample(names, min(QUOTED, len(names)))
    small = without_register(quoted, _new_documents(quoted, names, options.saves))
    print_times(f"save, {SPEAKERS} speakers", saving)
    print_times("save without a register", small)
    print_times("resolution alone", resolving)
    ratios = (a / b for a, b in zip(saving.at(0.5), small.at(0.5), strict=True))
    shown = ", ".join(f"{ratio:.2f} ×" for ratio in ratios)
    print(f"save with the register, over without: {shown} (wall, CPU; medians)")
    if not options.no_extraction:
        seconds = extraction_seconds() * 1000
        print(f"extraction of an article {seconds:.0f} ms; resolution is {resolving.at(0.5)[0] / seconds:.1%} of that")


if __name__ == "__main__":
    main()
