"""A full disk, a locked database, a file that may not be written: told plainly, and the next run goes on."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import event

from quotes.cli import main
from quotes.errors import ArchiveUnusable
from quotes.ingest import RunSummary
from quotes.ingest.reingest import reingest
from quotes.store import Archive

from .conftest import contents
from .quick import QuickExtractor, write_varied
from .test_reingest import put


@pytest.fixture
def source(archive: Archive, tmp_path: Path) -> Path:
    path = write_varied(tmp_path / "post.jsonl", range(30), quotations=4)
    put(archive, "post", "jsonlines", path)
    return path


def with_pragma(archive: Archive, pragma: str) -> None:
    """Let the next connections of an archive have it."""
    archive.close()

    @event.listens_for(archive._engine, "connect")
    def configure(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA {pragma}").close()


def whole(source: Path, path: Path) -> dict[str, list[str]]:
    """What an archive holds that read the source without any trouble."""
    with Archive.open(f"sqlite:///{path}") as archive:
        put(archive, "post", "jsonlines", source)
        reingest(archive, extractor=QuickExtractor())
        return contents(archive)


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(archive: Archive, tmp_path: Path, source: Path) -> None:
    url = archive.url
    with archive._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with_pragma(archive, f"max_page_count = {pages + 20}")
    with pytest.raises(ArchiveUnusable, match=r"database or disk is full \(\d+ documents were read and stored") as full:
        reingest(archive, extractor=QuickExtractor())
    assert full.value.exit_code == 2
    archive.close()
    with Archive.open(url) as again:
        stored = again.counts().documents
        assert 0 < stored < 30
        (run,) = again.runs().items
        assert run.state == "interrupted"
        # runs are shown over HTTP: they need not say where the archive is
        assert run.failures == () or run.failures[0].reason.startswith("the archive cannot be used any more: database")
        summary = reingest(again, extractor=QuickExtractor())
        assert (summary.new, summary.unchanged, summary.failed) == (30 - stored, stored, 0)
        assert contents(again) == whole(source, tmp_path / "whole.sqlite")


def test_a_run_waits_for_another_writer_of_some_seconds(archive: Archive, tmp_path: Path, source: Path) -> None:
    other = sqlite3.connect(tmp_path / "archive.sqlite", isolation_level=None, check_same_thread=False)
    begun = False

    def watch(summary: RunSummary, _share: float) -> None:
        nonlocal begun
        if summary.new == 5 and not begun:
            begun = True
            other.execute("BEGIN IMMEDIATE")
            threading.Timer(1.5, other.rollback).start()

    summary = reingest(archive, extractor=QuickExtractor(), watch=watch)
    assert begun
    assert (summary.new, summary.failed) == (30, 0)
    other.close()


def test_a_writer_that_does_not_end_is_told_and_the_next_run_goes_on(
    archive: Archive, tmp_path: Path, source: Path
) -> None:
    url = archive.url
    with_pragma(archive, "busy_timeout = 50")
    other = sqlite3.connect(tmp_path / "archive.sqlite", isolation_level=None)

    def watch(summary: RunSummary, _share: float) -> None:
        if summary.new == 5 and not other.in_transaction:
            other.execute("BEGIN IMMEDIATE")

    with pytest.raises(ArchiveUnusable, match=r"database is locked \(5 documents were read and stored"):
        reingest(archive, extractor=QuickExtractor(), watch=watch)
    other.rollback()
    other.close()
    with Archive.open(url) as again:
        assert again.counts().documents == 5
        summary = reingest(again, extractor=QuickExtractor())
        assert (summary.new, summary.unchanged) == (25, 5)


def test_an_archive_that_may_not_be_written_is_told(archive: Archive, source: Path) -> None:
    url = archive.url
    with_pragma(archive, "query_only = ON")
    with pytest.raises(ArchiveUnusable, match="readonly database"):
        reingest(archive, extractor=QuickExtractor())
    with Archive.open(url) as again:
        assert reingest(again, extractor=QuickExtractor()).new == 30


def test_a_damaged_database_is_the_runs_trouble_and_not_that_of_its_documents(
    archive: Archive, tmp_path: Path, source: Path
) -> None:
    with archive._engine.begin() as connection:
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'documents'").scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    url = archive.url
    archive.close()
    with (tmp_path / "archive.sqlite").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    with Archive.open(url) as damaged, pytest.raises(ArchiveUnusable, match="malformed"):
        reingest(damaged, extractor=QuickExtractor())
    told = CliRunner().invoke(main, ["reingest", "--db", url])
    assert told.exit_code == 2 and "malformed" in told.stderr and isinstance(told.exception, SystemExit)


@pytest.mark.parametrize("other", [True, False])
def test_a_database_that_is_removed_or_replaced_during_a_run_is_told(
    archive: Archive, tmp_path: Path, source: Path, other: bool
) -> None:
    copy = tmp_path / "copy.sqlite"
    with Archive.open(str(copy)) as before:
        put(before, "post", "jsonlines", source)

    def watch(summary: RunSummary, _share: float) -> None:
        if summary.new == 5:
            for path in tmp_path.glob("archive.sqlite*"):
                path.unlink()
            if other:
                copy.rename(tmp_path / "archive.sqlite")

    with pytest.raises(ArchiveUnusable, match="was removed or replaced while the run was writing it"):
        reingest(archive, extractor=QuickExtractor(), watch=watch)
    url = archive.url
    archive.close()
    with Archive.open(url) as again:
        put(again, "post", "jsonlines", source)
        assert reingest(again, extractor=QuickExtractor()).new == 30
        assert contents(again) == whole(source, tmp_path / "whole.sqlite")
