"""A large archive in SQLite: ``python -m tests.benchmarks.archive_at_scale [--quotations 1000000] [--keep FILE]``.

Made-up news (:mod:`tests.benchmarks.made_up_news`) is put into an archive in bulk: the same rows and indexes that
:meth:`quotes.store.Archive.save` makes, but for the resolution of the speakers, whose names are taken as they are.
Printed are the seconds of a thousand more quotations through ``Archive.save``, the size of the file, the times of
look-ups, of the candidates of claims and of whole verifications (median and 95th percentile; wall time, and CPU time,
which other work on the machine changes less), how often the statement of a claim was among the candidates, and the same
claims by a scan with rapidfuzz and by plain queries of SQLite's full-text index over the same rows.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, insert

from quotes.extraction.records import Quotation as Extracted
from quotes.speakers.names import identity_key, surname_key
from quotes.store import (
    Archive,
    IncomingDocument,
    QuotationFilter,
    Statement,
    derived_ids,
    saving_speakers,
    statements,
    stories,
)
from quotes.store.models import Appearance, Document, Quotation, Source, Version
from quotes.store.ordering import first_rank, place_ranks
from quotes.wording.units import keys
from tests.benchmarks.made_up_news import News, Wording

BATCH = 2000  # documents
SAVED = 1000  # quotations
NEWCOMERS = 0.2  # share of them whose speaker nobody has quoted before
CLAIMS = 200  # of each kind
SCANNED = 5  # claims that rapidfuzz looks for
EXTRACTOR = "made up"


# --- building ---


class Building:
    """Puts documents into an archive in bulk."""

    def __init__(self, archive: Archive, news: News) -> None:
        self._archive = archive
        self._ranks: set[int] = set()
        self._documents = self._versions = self._appearances = 0
        with archive._writing() as connection:
            connection.execute(
                insert(Source), [{"serial": n, "name": name} for n, name in enumerate(news.sources, 1)]
            )
            self._sources = {name: n for n, name in enumerate(news.sources, 1)}
            ids = {derived_ids.derive("speaker", name): name for name in news.people}
            serials = saving_speakers.ensure(
                connection, [saving_speakers.NewSpeaker(id_, name, "person") for id_, name in ids.items()]
            )
        self._speakers = {name: serials[id_] for id_, name in ids.items()}

    def add(self, articles: Sequence[tuple[IncomingDocument, list[Extracted]]]) -> int:
        """Store documents; the number of their quotations."""
        rows: dict[type, list[dict[str, Any]]] = {Document: [], Version: [], Appearance: [], Quotation: []}
        for document, quotations in articles:
            self._add(rows, document, quotations)
        rows[Quotation].sort(key=lambda row: row["rank"])
        with self._archive._writing() as connection:
            for model, values in rows.items():
                connection.execute(insert(model), values)
            listed = {row["rank"]: row["text"] for row in rows[Quotation]}
            statements.keep(connection, self._archive._backend, {}, listed)
            for row in rows[Document]:
                stories.assign(connection, row["serial"])
        return len(rows[Quotation])

    def _add(
        self, rows: dict[type, list[dict[str, Any]]], document: IncomingDocument, quotations: list[Extracted]
    ) -> None:
        serial = self._documents = self._documents + 1
        id_ = derived_ids.document_id(document)
        rank, attempt = first_rank(document.published, id_), 0
        while rank in self._ranks:
            attempt += 1
            rank = first_rank(document.published, id_, attempt)
        self._ranks.add(rank)
        source = self._sources[document.source]
        version = derived_ids.version_id(id_, document.text)
        rows[Document].append({
            "serial": serial, "id": id_, "source": source, "name": document.key, "url": document.url,
            "title": document.title, "authors": [], "published": document.published, "rank": rank,
        })  # fmt: skip
        rows[Version].append({
            "serial": serial, "id": version, "document": serial, "number": 1, "text": document.text,
            "extractor": EXTRACTOR, "fetched": datetime(2025, 1, 1), "current": True,
        })  # fmt: skip
        appearing: dict[str, int] = {}
        for quotation in quotations:
            if quotation.speaker and quotation.speaker.name not in appearing:
                name = quotation.speaker.name
                self._appearances += 1
                appearing[name] = self._appearances
                speaker = self._speakers[name]
                rows[Appearance].append({
                    "serial": self._appearances, "document": serial, "name": name, "type": "person",
                    "folded": identity_key(name), "surname": surname_key(name)[0], "described": [], "gender": None,
                    "resolved": speaker, "speaker": speaker, "evidence": ["full name"],
                })  # fmt: skip
        ids = derived_ids.quotation_ids(version, quotations)
        places = place_ranks(rank, (quotation.start for quotation in quotations), set())
        for one, quotation, place in zip(ids, quotations, places):
            speaker_ = quotation.speaker
            mention = speaker_.mention if speaker_ else None
            rows[Quotation].append({
                "rank": place, "id": one, "version": serial, "document": serial, "source": source,
                "start": quotation.start, "end": quotation.end, "text": quotation.text, "kind": quotation.kind,
                "continues": None if quotation.continues is None else ids[quotation.continues],
                "mention_start": mention and mention.start, "mention_end": mention and mention.end,
                "mention_text": mention and mention.text,
                "speaker": self._speakers[speaker_.name] if speaker_ else None,
                "appearance": appearing[speaker_.name] if speaker_ else None,
                "confidence": speaker_ and speaker_.confidence, "method": speaker_ and speaker_.method,
                "withdrawn": False, "listed": True,
            })  # fmt: skip

    def finish(self) -> None:
        """Count what each speaker has."""
        with self._archive._writing() as connection:
            connection.exec_driver_sql(
                "UPDATE speakers SET quotations = (SELECT count(*) FROM quotations"
                " WHERE listed = 1 AND speaker = speakers.serial)"
            )
            connection.exec_driver_sql(
                "UPDATE aliases SET uses = coalesce((SELECT quotations FROM speakers"
                " WHERE speakers.serial = aliases.speaker AND speakers.name = aliases.form), 0)"
            )


def build(path: Path, quotations: int) -> None:
    """Make the archive."""
    news = News(quotations)
    articles = news.articles()
    done, begun = 0, time.perf_counter()
    with Archive.open(str(path)) as archive:
        building = Building(archive, news)
        while batch := list(islice(articles, BATCH)):
            done += building.add(batch)
            if done // 100_000 != (done - BATCH * 7) // 100_000:
                print(f"  {done} quotations, {time.perf_counter() - begun:.0f} s", flush=True)
        building.finish()
        archive.tidy()  # as at the end of `quotes ingest`
    print(f"{done} quotations made in {time.perf_counter() - begun:.0f} s", flush=True)


# --- measuring ---


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asked, and the printed words that it was made from (None: nobody said it)."""

    text: str
    speaker: str | None
    printed: str | None

    def among(self, found: Sequence[Statement]) -> bool:
        """Whether one of the statements has the words that it was made from."""
        wanted = f" {' '.join(keys(self.printed or ''))} "
        return any(wanted in f" {' '.join(keys(' '.join(part.text for part in one.parts)))} " for one in found)


def claims(connection: Connection, wording: Wording, number: int, seed: int) -> dict[str, list[Claim]]:
    """Claims of each kind, made from quotations of documents drawn evenly."""
    chance = random.Random(seed)
    last = connection.exec_driver_sql("SELECT max(serial) FROM documents").scalar_one()
    made: dict[str, list[Claim]] = defaultdict(list)

    def drawn(least: int) -> tuple[str | None, list[str]]:
        while True:
            rows = connection.exec_driver_sql(
                "SELECT speakers.name, quotations.text FROM quotations LEFT JOIN speakers"
                " ON speakers.serial = quotations.speaker WHERE document = ? AND +listed = 1",
                (chance.randint(1, last),),
            ).all()
            for speaker, text in chance.sample(rows, len(rows)):
                if len(words := text.strip("“”,.").split()) >= least:
                    return speaker, words

    for _ in range(number):
        speaker, words = drawn(4)
        made["whole"].append(_claim(words, speaker, words))
        speaker, words = drawn(9)
        length = chance.randint(4, 8)
        start = chance.randrange(len(words) - length + 1)
        made["partial"].append(_claim(words[start : start + length], speaker, words[start : start + length]))
        speaker, words = drawn(8)
        changed = list(words)
        for word in wording.some(1 if len(words) < 14 else 2):
            changed[chance.randrange(len(words))] = str(word)
        made["altered"].append(_claim(changed, speaker, words))
        speaker, words = drawn(9)
        start = chance.randrange(len(words) - 4)
        changed = words[start : start + 5]
        changed[chance.randrange(5)] = str(wording.some(1)[0])
        made["altered, five words"].append(_claim(changed, speaker, words[start : start + 5]))
        speaker, words = drawn(8)
        made["never said"].append(_claim(wording.sentences([len(words)])[0], speaker, None))
    return made


def _claim(words: Sequence[str], speaker: str | None, printed: Sequence[str] | None) -> Claim:
    return Claim(" ".join(words), speaker, None if printed is None else " ".join(printed))


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one kind of call, sorted."""

    wall: list[float]
    cpu: list[float]

    @classmethod
    def of(cls, call: Callable[[Any], object], values: Sequence[Any]) -> Times:
        """Call it once with each of the values."""
        wall, cpu = [], []
        for value in values:
            wall_start, cpu_start = time.perf_counter(), time.process_time()
            call(value)
            wall.append(1000 * (time.perf_counter() - wall_start))
            cpu.append(1000 * (time.process_time() - cpu_start))
        return cls(sorted(wall), sorted(cpu))

    def at(self, share: float) -> tuple[float, float]:
        """Wall and CPU time within which this share of the calls ended."""
        place = min(int(len(self.wall) * share), len(self.wall) - 1)
        return self.wall[place], self.cpu[place]


def show(kind: str, times: Times, more: str = "") -> None:
    """A line of the table."""
    (wall, cpu), (slow_wall, slow_cpu) = times.at(0.5), times.at(0.95)
    print(f"{kind:36}{wall:10.2f}{slow_wall:10.2f}{cpu:10.2f}{slow_cpu:10.2f}  {more}", flush=True)


def heading() -> None:
    """The first line of the table."""
    print(f"{'':36}{'wall p50':>10}{'p95':>10}{'cpu p50':>10}{'p95':>10}   ms")


def save_more(archive: Archive, quotations_: int, wanted: int) -> tuple[float, float, int, int]:
    """Save new documents with so many quotations; wall and CPU seconds, documents, quotations."""
    # another run on a kept file saves others
    articles = News(quotations_, seed=int(time.time()), newcomers=NEWCOMERS).articles()
    batch: list[tuple[IncomingDocument, list[Extracted]]] = []
    quotations = 0
    while quotations < wanted:
        batch.append(next(articles))
        quotations += len(batch[-1][1])
    wall, cpu = time.perf_counter(), time.process_time()
    for document, found in batch:
        archive.save(document, found, extractor=EXTRACTOR)
    return time.perf_counter() - wall, time.process_time() - cpu, len(batch), quotations


def look_ups(archive: Archive, news: News, number: int) -> None:
    """Time pages of quotations by speaker, by words, by days."""
    chance = random.Random(5)
    counts = archive.speakers(limit=500).items
    often = [speaker.name for speaker in counts[:20]]
    seldom = news.people[len(news.people) // 3 :]
    words = [str(word) for word in news.wording.some(5000)]
    rare = [word for word, count in Counter(words).items() if count == 1]
    window = {"from_": date(2018, 1, 1), "to": date(2018, 2, 1)}
    kinds: dict[str, Callable[[], dict[str, Any]]] = {
        "newest": dict,
        "speaker, often quoted": lambda: {"speaker": chance.choice(often)},
        "speaker, seldom quoted": lambda: {"speaker": chance.choice(seldom)},
        "days": lambda: dict(window),
        "source and days": lambda: {"source": chance.choice(news.sources), **window},
        "frequent word": lambda: {"words": chance.choice(words[:200])},
        "rare word": lambda: {"words": chance.choice(rare)},
        "two words": lambda: {"words": f"{chance.choice(words)} {chance.choice(words)}"},
        "word and speaker": lambda: {"words": chance.choice(words), "speaker": chance.choice(often)},
    }
    every: list[QuotationFilter] = []
    for kind, make in kinds.items():
        asked = [QuotationFilter(**make()) for _ in range(number)]
        every += asked
        show(f"look-up: {kind}", Times.of(archive.quotations, asked))
    show("look-up: all of these", Times.of(archive.quotations, every))


def candidates(archive: Archive, made: dict[str, list[Claim]]) -> None:
    """Time the candidates of the claims."""

    def ask(claim: Claim) -> list[Statement]:
        return archive.statements_like([keys(claim.text)])

    for kind, some in made.items():
        times = Times.of(ask, some)
        answers = [ask(claim) for claim in some]
        more = f"{sum(map(len, answers)) / len(some):.0f} candidates"
        if some[0].printed is not None:
            found = sum(claim.among(answer) for claim, answer in zip(some, answers)) / len(some)
            more += f", the statement among them {found:.1%}"
        show(f"candidates: {kind}", times, more)
    every = [claim for some in made.values() for claim in some]
    random.Random(6).shuffle(every)
    show("candidates: all of these", Times.of(ask, every))


def rivals(archive: Archive, made: dict[str, list[Claim]]) -> Iterator[tuple[str, Times]]:
    """The same claims by a scan with rapidfuzz, and by plain queries of the full-text index."""
    every = [claim for some in made.values() for claim in some]
    random.Random(7).shuffle(every)
    with archive._engine.connect() as connection:
        query = "SELECT rowid FROM quotation_words WHERE quotation_words MATCH ?"

        def phrase(claim: Claim) -> object:
            words = " ".join(word for word in claim.text.split())
            return connection.exec_driver_sql(f"{query} LIMIT 50", (f'text : "{words}"',)).all()

        def any_word(claim: Claim) -> object:
            words = " OR ".join(f'"{word}"' for word in claim.text.split())
            return connection.exec_driver_sql(f"{query} ORDER BY bm25(quotation_words) LIMIT 50",
                                              (f"text : ({words})",)).all()  # fmt: skip

        yield "FTS5: the words as a phrase", Times.of(phrase, every[:200])
        yield "FTS5: any of the words, bm25", Times.of(any_word, every[: 4 * SCANNED])
        texts = [row[0] for row in connection.exec_driver_sql("SELECT text FROM quotations WHERE listed = 1")]
    for scorer, number in ((fuzz.ratio, SCANNED), (fuzz.partial_ratio, SCANNED // 2)):

        def scan(claim: Claim, scorer: Any = scorer) -> object:
            return process.extract(claim.text, texts, scorer=scorer, limit=50)

        yield f"rapidfuzz: {scorer.__name__} of all", Times.of(scan, every[: number or 1])


def verifier(archive: Archive) -> Callable[[Claim], object] | None:
    """Whole verification, where this program has it."""
    with suppress(ImportError):
        from quotes.matching.records import Claim as Asked
        from quotes.matching.verification import verify

        return lambda claim: verify(archive, Asked(claim.text, claim.speaker))
    return None


def measure(path: Path, quotations: int, number: int) -> None:
    """Print all figures of an archive that is there."""
    news = News(quotations)
    with Archive.open(str(path), create=False) as archive:
        wall, cpu, documents, saved = save_more(archive, quotations, SAVED)
        print(f"{saved} quotations of {documents} documents saved in {wall:.2f} s ({cpu:.2f} s of CPU time)")
        print(f"{archive.counts().quotations} quotations, {archive.counts().documents} documents, {size(path):.0f} MB")
        heading()
        look_ups(archive, news, number)
        with archive._engine.connect() as connection:
            made = claims(connection, news.wording, number, seed=3)
        candidates(archive, made)
        every = [claim for some in made.values() for claim in some]
        random.Random(6).shuffle(every)
        ours, whole = verifier(archive), "verification"
        if ours is None:
            ours, whole = (lambda claim: archive.statements_like([keys(claim.text)])), "candidates"
        else:
            for kind, some in made.items():
                show(f"verify: {kind}", Times.of(ours, some))
            show("verify: all of these", Times.of(ours, every))
        own = Times.of(ours, every)
        for kind, times in rivals(archive, made):
            show(kind, times, f"{times.at(0.5)[0] / own.at(0.5)[0]:.1f} × the {whole}’s median")


def size(path: Path) -> float:
    """Megabytes of the database."""
    return sum(Path(f"{path}{end}").stat().st_size for end in ("", "-wal") if Path(f"{path}{end}").exists()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quotations", type=int, default=1_000_000)
    parser.add_argument("--claims", type=int, default=CLAIMS, help="of each kind")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the archive here and use it again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "archive.sqlite"
        if not path.exists():
            build(path, options.quotations)
        measure(path, options.quotations, options.claims)


if __name__ == "__main__":
    main()
