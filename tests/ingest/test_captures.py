"""Web archives: several captures of one address are the history of its document."""

from __future__ import annotations

import io
import itertools
import os
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from quotes.ingest.reingest import Wanted, reingest, would_do
from quotes.store import Archive
from tests.sources.site import article, running

from .test_reingest import LONG_AGO, counts, night, put

ADDRESS = "https://courier.example/ferry"
Capture = tuple[str, str]


def warc(path: Path, *captures: Capture, address: str = ADDRESS, title: str = "Ferries", sunk: str = "us") -> None:
    """A file of captures of one page: the day of August 2023, and the words that stand in the page."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for day, words in captures:
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                address,
                "response",
                payload=io.BytesIO(article(words, title=title).replace("sink us", f"sink {sunk}").encode()),
                http_headers=http,
                warc_headers_dict={"WARC-Date": f"2023-08-{day}T10:00:00Z"},
            )
            writer.write_record(record)
    os.utime(path, (LONG_AGO, LONG_AGO))


def history(archive: Archive) -> list[str]:
    """The versions of the only document, the first one first: number, day, words; * is the current one."""
    (document,) = archive.documents().items
    return [
        f"{one.version.number} {one.version.fetched:%d} {one.text.split(' said on Tuesday that ')[1].split()[0]}"
        + ("*" if one.version.current else "")
        for one in archive.versions(document.id)
    ]


def path_of(archive: Archive) -> list[int]:
    """The numbers of the versions that led to the current one."""
    (document,) = archive.documents().items
    versions = {one.version.number: one.version for one in archive.versions(document.id)}
    path = [next(number for number, version in versions.items() if version.current)]
    while (before := versions[path[0]].previous) is not None:
        path.insert(0, before)
    return path


def stated(archive: Archive) -> list[str]:
    return sorted(quotation.text for quotation in archive.quotations().items)


def test_captures_of_one_address_are_versions_in_the_order_of_their_times(archive: Archive, tmp_path: Path) -> None:
    warc(tmp_path / "a.warc.gz", ("03", "nine"), ("01", "seven"), ("02", "eight"), ("04", "nine"))
    put(archive, "courier", "warc", tmp_path / "a.warc.gz")
    assert counts(would_do(archive, fingerprint=lambda: "")) == (1, 2, 1, 0)
    summary = night(archive)
    assert (summary.new, summary.failed) == (1, 0)
    assert history(archive) == ["1 01 seven", "2 02 eight", "3 03 nine*"]
    assert path_of(archive) == [1, 2, 3]
    assert counts(night(archive, force=True)) == (0, 0, 4, 0)
    assert counts(would_do(archive, Wanted(force=True), fingerprint=lambda: "")) == (0, 0, 4, 0)
    assert history(archive) == ["1 01 seven", "2 02 eight", "3 03 nine*"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_older_archive_that_is_read_later_makes_no_old_text_current(
    archive: Archive, tmp_path: Path, order: tuple[int, ...]
) -> None:
    files: list[list[Capture]] = [[("01", "seven")], [("02", "eight"), ("05", "nine")], [("06", "ten")]]
    for number in order:
        warc(tmp_path / f"{number}.warc.gz", *files[number])
        put(archive, f"courier-{number}", "warc", tmp_path / f"{number}.warc.gz")
        assert night(archive).failed == 0
    assert history(archive) == ["1 01 seven", "2 02 eight", "3 05 nine", "4 06 ten*"]
    assert path_of(archive) == [1, 2, 3, 4]
    assert all(quotation.document.url == ADDRESS for quotation in archive.quotations().items)
    assert len(stated(archive)) == 2


def test_a_text_that_stood_before_and_after_another_stays_the_current_one(archive: Archive, tmp_path: Path) -> None:
    warc(tmp_path / "newer.warc.gz", ("01", "seven"), ("09", "seven"))
    warc(tmp_path / "older.warc.gz", ("05", "eight"))
    put(archive, "newer", "warc", tmp_path / "newer.warc.gz")
    night(archive)
    put(archive, "older", "warc", tmp_path / "older.warc.gz")
    assert counts(night(archive)) == (0, 1, 1, 0)
    assert history(archive) == ["1 01 seven*", "2 05 eight"]
    assert path_of(archive) == [1]


def test_two_processes_put_captures_in_the_same_order(archive: Archive, tmp_path: Path) -> None:
    days = [f"{day:02}" for day in range(1, 20)]
    warc(tmp_path / "a.warc.gz", *((day, f"number-{int(day) % 5}-{day}") for day in days))
    put(archive, "courier", "warc", tmp_path / "a.warc.gz")
    summary = reingest(archive, Wanted(), jobs=2, coreference=False)
    assert (summary.new, summary.changed, summary.failed) == (1, 18, 0)
    assert [line.split()[1].rstrip("*") for line in history(archive)] == days
    assert path_of(archive) == list(range(1, 20))


def test_a_page_that_is_read_on_the_web_is_newer_than_any_archive_of_it(archive: Archive, tmp_path: Path) -> None:
    with running() as site:
        site.page("/ferry", article("ten"))
        (tmp_path / "list.txt").write_text(site.url("/ferry"))
        warc(tmp_path / "a.warc.gz", ("01", "seven"), ("02", "eight"), address=site.url("/ferry"))
        put(archive, "a-live", "urls", tmp_path / "list.txt")
        put(archive, "b-archive", "warc", tmp_path / "a.warc.gz")
        assert night(archive).failed == 0
    assert [line.split()[2] for line in history(archive)] == ["seven", "eight", "ten*"]
    assert path_of(archive) == [1, 2, 3]


def test_the_archive_is_read_first_and_the_page_on_the_web_is_still_the_current_one(
    archive: Archive, tmp_path: Path
) -> None:
    with running() as site:
        site.page("/ferry", article("ten"))
        (tmp_path / "list.txt").write_text(site.url("/ferry"))
        warc(tmp_path / "a.warc.gz", ("01", "seven"), address=site.url("/ferry"))
        put(archive, "a-archive", "warc", tmp_path / "a.warc.gz")
        put(archive, "b-live", "urls", tmp_path / "list.txt")
        assert counts(night(archive)) == (1, 1, 0, 0)
    assert [line.split()[2] for line in history(archive)] == ["seven", "ten*"]


def test_the_title_of_an_older_capture_does_not_replace_that_of_now(archive: Archive, tmp_path: Path) -> None:
    for name, day, title in (("newer", "09", "Ferries sail"), ("older", "01", "Will ferries sail?")):
        warc(tmp_path / f"{name}.warc.gz", (day, "seven"), (day, "eight"), title=title)
        put(archive, name, "warc", tmp_path / f"{name}.warc.gz")
        night(archive)
    (document,) = archive.documents().items
    assert document.title == "Ferries sail"


def test_what_changed_between_captures_is_told_with_their_times(archive: Archive, tmp_path: Path) -> None:
    # the newer file first
    for name, day, sunk in (("newer", "09", "the council"), ("older", "01", "the whole town")):
        warc(tmp_path / f"{name}.warc.gz", (day, "seven"), sunk=sunk)
        put(archive, name, "warc", tmp_path / f"{name}.warc.gz")
        night(archive)
    (finding,) = archive.findings().items
    assert finding.kind == "version_change"
    assert "between 1 August 2023 10:00 and 9 August 2023 10:00 UTC" in finding.summary
    assert "“whole town” became “council”" in finding.summary


def test_the_front_page_in_a_web_archive_is_no_article(archive: Archive, tmp_path: Path) -> None:
    warc(tmp_path / "a.warc.gz", ("01", "seven"), ("02", "eight"), address="https://courier.example/")
    put(archive, "courier", "warc", tmp_path / "a.warc.gz")
    summary = night(archive)
    assert (counts(summary), summary.skipped) == ((0, 0, 0, 0), 2)
