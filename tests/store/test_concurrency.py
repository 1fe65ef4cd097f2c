from __future__ import annotations

import multiprocessing
import sqlite3
import threading
import time
from datetime import date

from quotes.store import Archive, QuotationFilter
from tests.store.samples import short

DOCUMENTS = 40


def write(path: str, first: int, count: int) -> None:
    with Archive.open(path) as archive:
        for number in range(first, first + count):
            archive.save(*short(number, "Oren Falk", date(2023, 1, 1)), extractor="one")


def read(path: str, problems: multiprocessing.Queue) -> None:
    deadline = time.monotonic() + 100
    try:
        with Archive.open(path, create=False) as archive:
            seen = 0
            while seen < DOCUMENTS and time.monotonic() < deadline:
                page = archive.quotations(QuotationFilter(speaker="Falk"), limit=500)
                counted = page.speakers[0].quotations if page.speakers else 0
                # one transaction a call: the count and the rows are of one moment
                if counted != len(page.items) or len(page.items) < seen:
                    problems.put(f"{counted} counted, {len(page.items)} shown, {seen} before")
                seen = len(page.items)
    except Exception as error:  # told to the test, which fails
        problems.put(repr(error))


def test_one_process_reads_while_two_write(tmp_path):
    path = str(tmp_path / "archive.sqlite")
    Archive.open(path).close()
    context = multiprocessing.get_context("spawn")
    problems = context.Queue()
    half = DOCUMENTS // 2
    processes = [
        context.Process(target=write, args=(path, 0, half)),
        context.Process(target=read, args=(path, problems)),
    ]
    for process in processes:
        process.start()
    write(path, half, half)
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    assert problems.empty()
    with Archive.open(path) as archive:
        assert archive.counts().quotations == DOCUMENTS


def test_threads_share_one_archive(archive):
    errors = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 8):
                archive.save(*short(number, "Oren Falk", date(2023, 1, 1)), extractor="one")
                archive.quotations(QuotationFilter(words="new", speaker="Falk"))
        except Exception as error:  # told to the test, which fails
            errors.append(error)

    threads = [threading.Thread(target=work, args=(8 * n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert archive.find_speakers("Falk")[0].quotations == archive.counts().quotations == 48


def test_two_processes_that_open_a_new_archive_make_one_schema(tmp_path):
    path = str(tmp_path / "archive.sqlite")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write, args=(path, n, 1)) for n in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    with Archive.open(path) as archive:
        assert archive.counts().documents == 2


def test_opening_a_new_archive_waits_for_another_that_is_making_it(tmp_path):
    # the change to write-ahead logging fails at once while another writes the file, whatever the timeout
    path = tmp_path / "archive.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA user_version = 1")
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(1.5, other.rollback)
    release.start()
    with Archive.open(str(path)) as archive:
        assert archive.counts().documents == 0
    release.join()
    other.close()


def test_the_file_is_kept_as_asked_for(archive, tmp_path):
    with archive._engine.connect() as connection:
        asked = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        ]
    assert asked == ["wal", 1, 1, 30000]
    archive.save(*short(1, "Oren Falk"), extractor="one")
    plain = sqlite3.connect(tmp_path / "archive.sqlite")
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
