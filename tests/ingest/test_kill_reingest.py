"""The nightly run is killed at random moments, again and again: nothing is lost, twice, or by halves."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from quotes.ingest.reingest import reingest
from quotes.store import Archive
from tests.sources.site import Site, running

from .quick import QuickExtractor, varied
from .test_reingest import feed, put

KILLS = 50
PAUSE = 0.005  # seconds of extraction
SEED = 20261125

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its processes by forking")


class Nursery:
    """Real processes that make one run each."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ingest.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        self._number()  # everything is imported

    def start(self, url: str, variant: int, pause: float) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"url": url, "variant": variant, "pause": pause}) + "\n")
        self._process.stdin.flush()
        return self._number()

    def ended(self) -> int:
        """The status of the run that was started last, once it has ended."""
        return self._number()

    def _number(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


@dataclass
class World:
    """What the sources say, and everything that they ever said."""

    folder: Path
    site: Site
    lot: random.Random
    texts: dict[str, str] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)
    numbers: int = 0

    def change(self) -> None:
        """New files, new articles, other texts."""
        for _ in range(2):
            self._file(f"{len(self.texts)}.txt")
        for name in self.lot.sample(sorted(self.texts), 2):
            self._file(name)
        self.numbers += 1
        page = f"/{self.numbers}"
        self.site.tagged(page, self._page(), f'"{self.numbers}"')
        pages = [f"/{number}" for number in range(1, self.numbers + 1)]
        feed(self.site, *pages, tag=f'"feed {self.numbers}"')

    def _file(self, name: str) -> None:
        text = varied(self.lot.randrange(10**9), quotations=3)
        path = self.folder / name
        path.write_text(text)
        # old enough to be remembered, and never the same time twice
        at = time.time() - 10_000 + len(self.ever)
        os.utime(path, (at, at))
        self.texts[name] = text
        self.ever.add(text)

    def _page(self) -> str:
        paragraphs = "".join(f"<p>{line}</p>" for line in varied(self.lot.randrange(10**9)).split("\n\n"))
        return f"<html><body><article><h1>Report {self.numbers}</h1>{paragraphs}</article></body></html>"


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def refuse_halves(path: Path, ever: set[str]) -> None:
    """Every document is whole: one current text, with the quotations that its extractor finds in it, and no others."""
    assert rows(path, "PRAGMA quick_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert rows(path, "SELECT document FROM versions GROUP BY document HAVING sum(current) != 1") == []
    assert rows(path, "SELECT 1 FROM documents WHERE serial NOT IN (SELECT document FROM versions)") == []
    listed: dict[object, set[object]] = {}
    for version, start, end in rows(path, "SELECT version, start, end FROM quotations WHERE listed"):
        listed.setdefault(version, set()).add((start, end))
    for serial, text, extractor in rows(path, "SELECT serial, text, extractor FROM versions WHERE current"):
        assert isinstance(text, str) and isinstance(extractor, str)
        (found,) = QuickExtractor(int(extractor.split()[1])).extract_many([text])
        assert listed.pop(serial, set()) == {(quotation.start, quotation.end) for quotation in found}
    assert listed == {}
    counted = rows(
        path,
        "SELECT name FROM speakers WHERE quotations != "
        "(SELECT count(*) FROM quotations WHERE speaker = speakers.serial AND listed)",
    )
    assert counted == []
    files = "SELECT text FROM versions JOIN documents ON documents.serial = document WHERE url IS NULL"
    texts = [text for (text,) in rows(path, files)]
    assert set(texts) <= ever
    assert len(texts) == len(set(texts))


def whole(archive: Archive) -> dict[str, tuple[str, tuple[tuple[str, str | None], ...]]]:
    """Every document's current version, and its quotations with who spoke."""
    found = {}
    after = None
    while True:
        page = archive.documents(limit=100, after=after)
        for document in page.items:
            quotations = archive.document(document.id).quotations
            said = tuple((item.id, item.speaker.name if item.speaker else None) for item in quotations)
            found[document.id] = (document.version, said)
        after = page.next
        if after is None:
            return found


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    started = Nursery()
    yield started
    started.close()


def test_killed_at_any_moment_the_next_run_goes_on_and_nothing_is_lost(
    archive: Archive, tmp_path: Path, nursery: Nursery
) -> None:
    lot = random.Random(SEED)
    path = tmp_path / "archive.sqlite"
    folder = tmp_path / "post"
    folder.mkdir()
    with running() as site:
        world = World(folder, site, lot)
        world.change()
        put(archive, "post", "folder", folder)
        put(archive, "courier", "feed", site.url("/rss"), robots=False)
        # how long a run takes here, so that kills fall into all of it
        began = time.monotonic()
        nursery.start(archive.url, 0, PAUSE)
        assert nursery.ended() == 0
        usual = time.monotonic() - began
        killed = number = 0
        while killed < KILLS:
            world.change()
            pid = nursery.start(archive.url, number // 6, PAUSE)
            time.sleep(lot.uniform(0, usual))
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            killed += nursery.ended() == signal.SIGKILL
            number += 1
            refuse_halves(path, world.ever)
            assert number < 3 * KILLS
        variant = number // 6 + 1
        nursery.start(archive.url, variant, 0.0)
        assert nursery.ended() == 0
        refuse_halves(path, world.ever)
        assert archive.lock_holder() is None
        latest = archive.runs(limit=200).items
        assert latest[0].state == "finished"
        assert sum(run.state == "interrupted" for run in latest) >= KILLS / 2
        with Archive.open(f"sqlite:///{tmp_path / 'never.sqlite'}") as never:
            put(never, "post", "folder", folder)
            put(never, "courier", "feed", site.url("/rss"), robots=False)
            reingest(never, extractor=QuickExtractor(variant))
            expected = whole(never)
        assert whole(archive) == expected
        assert len(expected) == len(world.texts) + world.numbers
