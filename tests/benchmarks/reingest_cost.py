"""What a night costs in which nothing has changed, how extraction scales with processes, and whether memory stays flat.

    python -m tests.benchmarks.reingest_cost [--documents 200] [--jobs 1] [--scaling 120] [--rounds 3]

Made-up articles in a folder of text files are read by `quotes reingest` as a command of its own: for the first time,
again, and again with --force (every file is opened and compared). Then --scaling articles are read by one process and
by two, in alternating rounds into new archives; articles a second are counted by the run, without the loading of the
model. 0 leaves a part out. The contract is asked of 5,000 documents.
"""

from __future__ import annotations

import os

# one thread a process, as two processes on two cores have
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from quotes.ingest import ingest
from quotes.store import Archive
from tests.benchmarks.made_up_articles import write_folder, write_lines

PROGRAM = [sys.executable, "-c", "from quotes.cli import main; main()"]
SAMPLES = 10
LARGEST_SHARE = 0.02
LEAST_SCALING = 1.8


class Memory(NamedTuple):
    """Memory in MB when so many documents were stored: of the run itself, and with its workers.

    It is what the processes hold themselves; the pages of the database, which the system lends them as long as nobody
    else needs the room, are not among it.
    """

    documents: int
    run: float
    all: float


class Night(NamedTuple):
    """Wall seconds of the command, its summary, and memory on the way."""

    seconds: float
    summary: dict[str, Any]
    memory: list[Memory]


def night(database: Path, *options: str, every: int = 0) -> Night:
    """One `quotes reingest`; ``every`` so many documents its memory is looked at."""
    command = [*PROGRAM, "reingest", "--db", str(database), "--json", *options]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    memory: list[Memory] = []
    while every and process.poll() is None:
        stored = _stored(database)
        if stored >= (len(memory) + 1) * every:
            memory.append(Memory(stored, held(process.pid), held_with_children(process.pid)))
        time.sleep(0.2)
    out, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Night(time.perf_counter() - began, json.loads(out), memory)


def held(pid: int) -> float:
    """MB that a process holds itself; 0 where it is gone, or where the system does not tell (it is read from /proc)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon")), 0.0)


def held_with_children(pid: int) -> float:
    """The same of a process and of those that it started."""
    total = held(pid)
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
        if parent == pid:
            total += held(int(status.parent.name))
    return total


def _stored(database: Path) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        return int(connection.execute("SELECT coalesce(max(serial), 0) FROM documents").fetchone()[0])


def articles_a_second(corpus: Path, jobs: int) -> float:
    """Of an ingest into a new archive, without the loading of the model."""
    with tempfile.TemporaryDirectory() as folder, Archive.open(str(Path(folder) / "archive.sqlite")) as archive:
        archive.ensure_register()
        return ingest([corpus], archive, jobs=jobs).rate


def print_nights(documents: int, jobs: int) -> None:
    """The first night, and two in which nothing has changed."""
    with tempfile.TemporaryDirectory() as folder:
        database, articles = Path(folder) / "archive.sqlite", Path(folder) / "articles"
        write_folder(articles, documents)
        add = [*PROGRAM, "sources", "add", "articles", "folder", str(articles), "--db", str(database)]
        subprocess.run(add, check=True, stdout=subprocess.DEVNULL)
        first = night(database, "--jobs", str(jobs), every=max(1, documents // SAMPLES))
        again = night(database, "--jobs", str(jobs))
        forced = night(database, "--jobs", str(jobs), "--force")
    stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in first.summary["stages"].items())
    rate = f"{first.summary['rate']:.1f} a second"
    print(f"first night: {first.summary['new']} new, {first.seconds:.1f} s ({rate}; {stages})")
    for name, other in (("nothing changed", again), ("nothing changed, all files opened (--force)", forced)):
        share = other.seconds / first.seconds
        goal = f"   goal {LARGEST_SHARE:.1%}" if other is again else ""
        print(f"{name}: {other.summary['unchanged']} unchanged, {other.seconds:.2f} s, {share:.2%} of the first{goal}")
    for sample in first.memory:
        workers = f", with its workers {sample.all:.0f} MB" if jobs > 1 else ""
        print(f"memory at {sample.documents} documents: {sample.run:.0f} MB{workers}")
    if len(first.memory) > 2:
        early, late = first.memory[1], first.memory[-1]
        print(f"growth from {early.documents} documents on: {late.all - early.all:+.0f} MB")


def print_scaling(documents: int, rounds: int) -> None:
    """Articles a second by one process and by two."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "articles.jsonl"
        write_lines(corpus, documents, seed=2)
        rates: dict[int, list[float]] = {1: [], 2: []}
        for number in range(rounds):
            for jobs in (1, 2) if number % 2 == 0 else (2, 1):
                rates[jobs].append(articles_a_second(corpus, jobs))
    ratio = statistics.median(two / one for one, two in zip(rates[1], rates[2], strict=True))
    shown = "; ".join(f"{one:.1f} and {two:.1f}" for one, two in zip(rates[1], rates[2], strict=True))
    print(f"articles a second by one process and by two: {shown}: {ratio:.2f} ×   goal {LEAST_SCALING} ×")
    print(f"({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end)")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200, help="of the nights (5000)")
    parser.add_argument("--jobs", type=int, default=1, help="processes that extract in the first night")
    parser.add_argument("--scaling", type=int, default=120, help="documents for one process and for two")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if given.documents:
        print_nights(given.documents, given.jobs)
    if given.scaling:
        print_scaling(given.scaling, given.rounds)


if __name__ == "__main__":
    main()
