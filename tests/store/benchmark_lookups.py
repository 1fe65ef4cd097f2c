"""Time the look-ups on a made-up archive: ``python -m tests.store.benchmark_lookups [--quotations N] [--file PATH]``.

Words and speakers are drawn by Zipf's law, as in news: a few of each are everywhere, most are rare. Printed are the
median and the 95th percentile over repeated calls with changing values: wall time, and the CPU time of the
process (which other work on the machine does not change as much).
"""

from __future__ import annotations

import argparse
import itertools
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from quotes.store import Archive, QuotationFilter
from quotes.store.derived_ids import derive
from quotes.store.models import Alias, Document, Quotation, Source, Speaker, Version
from quotes.store.ordering import first_rank

WORDS = 30_000
PER_DOCUMENT = 10
BATCH = 2_000


def build(path: Path, quotations: int) -> None:
    """Fill an archive with documents of ten quotations of twenty words each."""
    chance = random.Random(1)
    people = max(quotations // 10, 10)
    words = [f"w{number}" for number in range(WORDS)]
    word_weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(WORDS)))
    speaker_weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(people)))
    with Archive.open(str(path)) as archive:
        with archive._writing() as connection:
            connection.execute(insert(Source), [{"serial": n, "name": f"Source {n}"} for n in range(1, 21)])
            speakers, aliases = [], []
            for n in range(1, people + 1):
                given, surname = f"First{n}", f"Last{n % (people // 2)}"
                row = {"name": f"{given} {surname}", "surname": surname.lower(), "type": "person", "bare": False}
                speakers.append({"serial": n, "id": derive("s", str(n)), "quotations": 0, **row})
                for form, uses in ((f"{given} {surname}", 1), (surname, 0)):
                    folded = form.lower()
                    aliases.append({"speaker": n, "form": form, "folded": folded, "spelling": folded, "uses": uses})
            connection.execute(insert(Speaker), speakers)
            connection.execute(insert(Alias), aliases)
        serials = range(1, quotations // PER_DOCUMENT + 1)
        for batch in range(0, len(serials), BATCH):
            rows: dict[type, list[dict[str, Any]]] = {Document: [], Version: [], Quotation: []}
            for serial in serials[batch : batch + BATCH]:
                id_ = derive("d", str(serial))
                day = None if serial % 20 == 0 else date(2015, 1, 1) + timedelta(chance.randrange(3600))
                rank, source = first_rank(day, id_), chance.randrange(1, 21)
                rows[Document].append(
                    {
                        "serial": serial,
                        "id": id_,
                        "source": source,
                        "name": str(serial),
                        "url": None,
                        "title": f"Title {serial}",
                        "authors": [],
                        "published": day,
                        "rank": rank,
                    }
                )
                rows[Version].append(
                    {
                        "serial": serial,
                        "id": derive("v", str(serial)),
                        "document": serial,
                        "number": 1,
                        "text": "x" * 3000,
                        "extractor": "made up",
                        "fetched": datetime(2024, 1, 1),
                        "current": True,
                    }
                )
                for number in range(PER_DOCUMENT):
                    text = " ".join(chance.choices(words, cum_weights=word_weights, k=20))
                    speaker = chance.choices(range(1, people + 1), cum_weights=speaker_weights)[0]
                    rows[Quotation].append(
                        {
                            "rank": rank + number * 200,
                            "id": derive("q", str(serial), str(number)),
                            "version": serial,
                            "document": serial,
                            "source": source,
                            "start": number * 200,
                            "end": number * 200 + len(text),
                            "text": text,
                            "kind": "direct",
                            "speaker": speaker,
                            "confidence": 0.9,
                            "method": "cue",
                            "withdrawn": False,
                            "listed": True,
                        }
                    )
            rows[Quotation].sort(key=lambda row: row["rank"])
            with archive._writing() as connection:
                for model, values in rows.items():
                    connection.execute(insert(model), values)
        with archive._writing() as connection:
            connection.exec_driver_sql(
                "UPDATE speakers SET quotations = (SELECT count(*) FROM quotations"
                " WHERE listed = 1 AND speaker = speakers.serial)"
            )


def measure(path: Path, quotations: int, calls: int) -> None:
    """Print a line a kind of look-up."""
    chance = random.Random(2)
    people = max(quotations // 10, 10)

    def word(low: int, high: int) -> str:
        return f"w{chance.randrange(low, high)}"

    def person(low: int, high: int) -> str:
        number = chance.randrange(min(low, people // 2), min(high, people))
        return f"First{number} Last{number % (people // 2)}"

    window = {"from_": date(2018, 1, 1), "to": date(2018, 2, 1)}
    with Archive.open(str(path), create=False) as archive:
        middle = archive.quotations(QuotationFilter(to=date(2018, 1, 1))).next
        some = archive.quotations().items[0]

        def search(**criteria: Any) -> Any:
            return archive.quotations(QuotationFilter(**criteria))

        kinds: dict[str, Callable[[], Any]] = {
            "newest": lambda: search(),
            "a page in the middle": lambda: archive.quotations(after=middle),
            "speaker, often quoted": lambda: search(speaker=person(1, 10)),
            "speaker, seldom quoted": lambda: search(speaker=person(1000, 50_000)),
            "surname of two people": lambda: search(speaker=f"Last{chance.randrange(1, people // 2)}"),
            "days": lambda: search(**window),
            "source": lambda: search(source=f"Source {chance.randrange(1, 21)}"),
            "frequent word": lambda: search(words=word(0, 5)),
            "rare word": lambda: search(words=word(10_000, WORDS)),
            "two frequent words": lambda: search(words=f"{word(0, 20)} {word(0, 20)}"),
            "phrase of frequent words": lambda: search(words=f'"{word(0, 10)} {word(0, 10)}"'),
            "word and days": lambda: search(words=word(0, 50), **window),
            "frequent word, rare speaker": lambda: search(words="w0", speaker=person(1000, 50_000)),
            "speaker, source and days": lambda: search(speaker=person(1, 10), source="Source 3", **window),
            "one quotation": lambda: archive.quotation(some.id),
            "one document": lambda: archive.document(some.document.id),
            "speakers": lambda: archive.speakers(),
            "speakers by beginning": lambda: archive.speakers("last12"),
            "counts": lambda: archive.counts(),
        }
        print(f"{'':30}{'wall p50':>10}{'p95':>8}{'cpu p50':>10}{'p95':>8}   ms")
        for kind, call in kinds.items():
            wall, cpu = [], []
            for _ in range(calls):
                wall_start, cpu_start = time.perf_counter(), time.process_time()
                call()
                wall.append(time.perf_counter() - wall_start)
                cpu.append(time.process_time() - cpu_start)
            figures = [sorted(times)[int(len(times) * share)] * 1000 for times in (wall, cpu) for share in (0.5, 0.95)]
            print(f"{kind:30}{figures[0]:10.1f}{figures[1]:8.1f}{figures[2]:10.1f}{figures[3]:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quotations", type=int, default=1_000_000)
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--file", type=Path, help="keep the archive here and use it again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "archive.sqlite"
        if not path.exists():
            start = time.perf_counter()
            build(path, options.quotations)
            print(f"{options.quotations} quotations made in {time.perf_counter() - start:.0f} s", end=", ")
        print(f"{path.stat().st_size / 1e6:.0f} MB")
        measure(path, options.quotations, options.calls)


if __name__ == "__main__":
    main()
