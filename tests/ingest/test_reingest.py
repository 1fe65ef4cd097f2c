from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import BadValue
from quotes.ingest.reingest import Wanted, reingest, would_do
from quotes.ingest.summary import RunSummary
from quotes.sources.settings import SourceSettings
from quotes.store import Archive, QuotationFilter
from tests.sources.site import Site, article, closed_port, running

from .conftest import contents
from .quick import QuickExtractor, write_varied

LONG_AGO = time.time() - 3600


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as started:
        yield started


def put(archive: Archive, name: str, kind: str, location: str | Path, **values: Any) -> None:
    """A source of the tests' machine, without pauses."""
    quick = {"delay": 0, "timeout": 2.0, "retries": 0, "allow_private": True}
    given = {"name": name, "kind": kind, "location": str(location), **quick, **values}
    archive.put_sources([SourceSettings.from_json(given).as_json()])


def write(path: Path, text: str, *, at: float = LONG_AGO) -> None:
    """A file that was last written a while ago."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    os.utime(path, (at, at))


def say(words: str, name: str = "Ann Lee") -> str:
    return f"The council met\n\n“{words}” said {name}, who had come late.\n"


def night(archive: Archive, *names: str, variant: int = 0, **wanted: Any) -> RunSummary:
    return reingest(archive, Wanted(sources=names, **wanted), extractor=QuickExtractor(variant))


def counts(summary: RunSummary) -> tuple[int, int, int, int]:
    return summary.new, summary.changed, summary.unchanged, summary.failed


def feed(site: Site, *paths: str, tag: str | None = None) -> None:
    items = "".join(f"<item><link>{site.url(path)}</link><title>{path}</title></item>" for path in paths)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    if tag:
        site.tagged("/rss", body, tag, Content_Type="application/rss+xml")
    else:
        site.page("/rss", body, Content_Type="application/rss+xml")


def test_a_night_adds_what_is_new_and_leaves_alone_what_is_not(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "post"
    for number in range(5):
        write(folder / f"{number}.txt", say(f"We meet {number} times,"))
    put(archive, "post", "folder", folder)
    first = night(archive)
    assert counts(first) == (5, 0, 0, 0)
    assert (first.added, first.removed) == (5, 0)
    before = contents(archive)
    extractor = QuickExtractor()
    write(folder / "5.txt", say("We meet no more,"))
    second = reingest(archive, extractor=extractor)
    assert counts(second) == (1, 0, 5, 0)
    assert len(extractor.texts) == 1
    assert before.items() <= contents(archive).items()
    assert archive.sources()[0].name == "post"


def test_a_changed_text_is_a_new_version_and_its_quotations_are_counted(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "post"
    text = say("We stay,") + say("We pay,", "Bo Rask")
    write(folder / "a.txt", text)
    write(folder / "b.txt", say("Not me,"))
    put(archive, "post", "folder", folder)
    night(archive)
    write(folder / "a.txt", text.replace("We stay", "We go"), at=LONG_AGO + 60)
    summary = night(archive)
    assert counts(summary) == (0, 1, 1, 0)
    assert (summary.added, summary.removed) == (1, 1)
    changed = next(item for item in archive.documents().items if archive.document(item.id).text != say("Not me,"))
    assert len(archive.document(changed.id).versions) == 2


def test_a_source_that_fails_does_not_stop_the_others_and_is_due_again(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "good" / "a.txt", say("We stay,"))
    put(archive, "a gone", "folder", tmp_path / "gone", every="1d")
    put(archive, "b closed", "feed", f"http://127.0.0.1:{closed_port()}/rss", every="1d")
    put(archive, "good", "folder", tmp_path / "good", every="1d")
    summary = night(archive)
    assert counts(summary) == (1, 0, 0, 2)
    reasons = sorted(failure.reason for failure in summary.failures)
    assert "cannot be connected to" in reasons[0]
    assert reasons[1] == "does not exist"
    states = {source.name: source.state for source in archive.read_sources()}
    assert [states[name].failing for name in ("a gone", "b closed", "good")] == [1, 1, 0]  # type: ignore[union-attr]
    assert archive.read_source("a gone").read is None
    record = archive.run(summary.run)
    assert record.sources["good"].new == 1
    assert record.sources["a gone"].error == "does not exist"
    # the next night: what was read is not due yet, what failed is tried again
    write(tmp_path / "gone" / "a.txt", say("We are here,"))
    summary = night(archive)
    assert set(summary.sources) == {"a gone", "b closed"}
    assert counts(summary) == (1, 0, 0, 1)
    state = archive.read_source("b closed").state
    assert state is not None
    assert state.failing == 2
    assert archive.read_source("a gone").state.failing == 0  # type: ignore[union-attr]


def test_whatever_a_reader_raises_is_that_sources_failure(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotes.ingest import reingest as module

    real = module.read_source

    def read(settings: SourceSettings, *given: Any, **named: Any) -> Iterator[Any]:
        items = real(settings, *given, **named)
        if settings.name == "a":
            yield next(items)
            raise RuntimeError("of all things")
        yield from items

    monkeypatch.setattr(module, "read_source", read)
    for name in ("a", "b"):
        for number in range(3):
            write(tmp_path / name / f"{number}.txt", say(f"We are {name}{number},"))
        put(archive, name, "folder", tmp_path / name)
    summary = night(archive)
    assert counts(summary) == (4, 0, 0, 1)
    assert summary.failures[0].reason == "cannot be read any further: RuntimeError: of all things"
    monkeypatch.undo()
    assert counts(night(archive)) == (2, 0, 4, 0)


def test_a_source_is_read_when_it_is_due_or_asked_for(archive: Archive, tmp_path: Path) -> None:
    for name in ("daily", "always", "off"):
        write(tmp_path / name / "a.txt", say(f"It is {name},"))
        every = {"every": "1d"} if name == "daily" else {}
        put(archive, name, "folder", tmp_path / name, enabled=name != "off", **every)
    assert set(night(archive).sources) == {"daily", "always"}
    assert set(night(archive).sources) == {"always"}
    assert set(night(archive, "daily").sources) == {"daily"}
    assert set(night(archive, force=True).sources) == {"daily", "always"}
    with archive._writing() as connection:
        connection.exec_driver_sql("UPDATE sources SET read = datetime(read, '-23 hours') WHERE name = 'daily'")
    assert set(night(archive).sources) == {"daily", "always"}
    with pytest.raises(BadValue, match="'off' is switched off"):
        night(archive, "off")
    with pytest.raises(BadValue, match="no source 'dayly'; did you mean 'daily'"):
        night(archive, "dayly")


def test_without_any_source_there_is_nothing_to_do(archive: Archive) -> None:
    with pytest.raises(BadValue, match="quotes sources add"):
        night(archive)
    assert archive.runs().items == []


def test_a_file_of_sources_is_taken_in_first_and_wins(archive: Archive, tmp_path: Path) -> None:
    for name in ("old", "new", "other"):
        write(tmp_path / name / "a.txt", say(f"It is {name},"))
    put(archive, "post", "folder", tmp_path / "old")
    put(archive, "other", "folder", tmp_path / "other")
    file = tmp_path / "sources.toml"
    file.write_text('[sources.post]\nkind = "folder"\nlocation = "new"\n')
    summary = night(archive, file=file)
    assert set(summary.sources) == {"post", "other"}
    assert archive.read_source("post").settings["location"] == str(tmp_path / "new")
    file.write_text('[sources.post]\nkind = "fodder"\nlocation = "new"\n')
    with pytest.raises(BadValue, match=r"sources\.toml: \[sources\.post\]: 'kind' must be one of"):
        night(archive, file=file)


def test_a_dry_run_says_the_same_and_writes_nothing(archive: Archive, tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "post"
    write(folder / "a.txt", say("We stay,"))
    write(folder / "b.txt", say("We pay,"))
    put(archive, "post", "folder", folder)
    night(archive)
    write(folder / "a.txt", say("We go,"), at=LONG_AGO + 60)
    write(folder / "c.txt", say("We come,"))
    write(folder / "empty.txt", "")
    site.page("/one", article())
    feed(site, "/one")
    file = tmp_path / "sources.toml"
    file.write_text(
        f'[sources.courier]\nkind = "feed"\nlocation = "{site.url("/rss")}"\ndelay = 0\nallow_private = true\n'
    )
    path = tmp_path / "archive.sqlite"
    before = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    wanted = Wanted(file=file, stale=True)
    told = would_do(archive, wanted, fingerprint=lambda: "quick 1")
    assert counts(told) == (2, 1, 1, 1)
    assert told.outdated == 2
    assert set(told.sources) == {"courier", "post"}
    assert (path.read_bytes(), Path(f"{path}-wal").read_bytes()) == before
    assert counts(night(archive, file=file)) == (2, 1, 1, 1)


def test_an_article_is_asked_for_again_until_it_is_stored(archive: Archive, site: Site) -> None:
    site.tagged("/good", article(), '"1"')
    site.tagged("/bad", article("unbearable ferries"), '"1"')
    feed(site, "/good", "/bad", tag='"feed 1"')
    put(archive, "courier", "feed", site.url("/rss"))
    assert counts(night(archive)) == (1, 0, 0, 1)
    site.asked.clear()
    # the feed is as it was, but an article of it is not on record
    assert counts(night(archive)) == (0, 0, 1, 1)
    assert "/bad" in site.paths()
    assert "/good" not in site.paths()
    site.tagged("/bad", article("bearable ferries"), '"2"')
    assert counts(night(archive)) == (1, 0, 1, 0)


def test_a_file_is_read_again_until_all_of_it_is_stored(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "post"
    write(folder / "a.txt", say("These are unbearable words,"))
    write(folder / "b.txt", say("We stay,"))
    put(archive, "post", "folder", folder)
    assert counts(night(archive)) == (1, 0, 0, 1)
    assert counts(night(archive)) == (0, 0, 1, 1)

    class Bearing(QuickExtractor):
        def extract_many(self, texts: Any, *, batch_size: int = 1) -> Any:
            return super().extract_many([text.replace("unbearable", "bearable  ") for text in texts])

    assert counts(reingest(archive, extractor=Bearing())) == (1, 0, 1, 0)


def test_a_feed_is_asked_politely_and_its_changed_article_is_a_version(archive: Archive, site: Site) -> None:
    site.page("/one", article("seven ferries"))
    put(archive, "courier", "sitemap", site.url("/map.xml"))

    def sitemap(day: str) -> None:
        site.page("/map.xml", f'<urlset><url><loc>{site.url("/one")}</loc><lastmod>{day}</lastmod></url></urlset>')

    sitemap("2026-11-01")
    assert counts(night(archive)) == (1, 0, 0, 0)
    site.asked.clear()
    assert counts(night(archive)) == (0, 0, 1, 0)
    assert "/one" not in site.paths()
    sitemap("2026-11-02")
    site.page("/one", article("eight ferries"))
    summary = night(archive)
    assert counts(summary) == (0, 1, 0, 0)
    assert summary.added == summary.removed == 0
    assert len(archive.document(archive.documents().items[0].id).versions) == 2


def test_one_article_of_two_sources_is_one_document(archive: Archive, site: Site) -> None:
    site.page("/one", article())
    site.page("/one?utm_source=map", article("a few more ferries"))
    site.page("/map.xml", f"<urlset><url><loc>{site.url('/one')}?utm_source=map</loc></url></urlset>")
    feed(site, "/one")
    put(archive, "feed", "feed", site.url("/rss"))
    put(archive, "map", "sitemap", site.url("/map.xml"))
    night(archive)
    summary = night(archive, force=True)
    assert summary.failed == 0
    assert archive.counts().documents == 1
    (document,) = archive.documents().items
    assert len(archive.document(document.id).versions) == 1


def test_stale_documents_are_renewed_newest_first_as_long_as_there_is_time(archive: Archive, tmp_path: Path) -> None:
    path = write_varied(tmp_path / "post.jsonl", range(6))
    lines = path.read_text().splitlines()
    path.write_text("".join(line.replace("2023-05-04", f"2023-05-0{n + 1}") + "\n" for n, line in enumerate(lines)))
    put(archive, "post", "jsonlines", path)
    night(archive)
    before = contents(archive)
    slow = QuickExtractor(1, pause=0.05)
    summary = reingest(archive, Wanted(stale=True, budget=timedelta(seconds=0.12)), extractor=slow)
    assert 1 <= summary.again < 6
    assert summary.outdated == 6
    assert slow.texts[0].startswith("Report 5 ")
    assert counts(summary) == (0, 0, 6, 0)
    rest = QuickExtractor(1)
    summary = reingest(archive, Wanted(stale=True), extractor=rest)
    assert summary.again == 6 - len(slow.texts)
    assert set(rest.texts).isdisjoint(slow.texts)
    assert night(archive, stale=True, variant=1).again == 0
    assert set(contents(archive)) == set(before)


def test_without_stale_another_extractor_leaves_unchanged_documents_alone(archive: Archive, tmp_path: Path) -> None:
    put(archive, "post", "jsonlines", write_varied(tmp_path / "post.jsonl", range(3)))
    night(archive)
    extractor = QuickExtractor(1)
    # the file as a whole is as it was
    assert counts(reingest(archive, extractor=extractor)) == (0, 0, 1, 0)
    assert counts(reingest(archive, Wanted(force=True), extractor=extractor)) == (0, 0, 3, 0)
    assert extractor.texts == []


def test_renewing_does_not_bring_an_older_text_back(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "post"
    write(folder / "a.txt", say("We stay,"))
    put(archive, "post", "folder", folder)
    night(archive)
    (old,) = archive.as_stored(archive.outdated("quick 1"))
    write(folder / "a.txt", say("We go,"), at=LONG_AGO + 60)
    night(archive)
    saved = archive.save(old, [], extractor="quick 1", again=True)
    assert saved.outcome == "unchanged"
    assert [item.text for item in archive.quotations().items] == ["“We go,”"]


def test_since_leaves_out_what_a_source_dates_earlier(archive: Archive, site: Site) -> None:
    for path in ("/old", "/new"):
        site.page(path, article(f"{path} ferries"))
    entries = {"/old": "2026-10-01", "/new": "2026-11-20"}
    urls = "".join(f"<url><loc>{site.url(p)}</loc><lastmod>{day}</lastmod></url>" for p, day in entries.items())
    site.page("/map.xml", f"<urlset>{urls}</urlset>")
    put(archive, "courier", "sitemap", site.url("/map.xml"))
    summary = night(archive, since=date(2026, 11, 1))
    assert (summary.new, summary.skipped) == (1, 1)
    assert "/old" not in site.paths()


def test_a_run_is_kept_with_stages_and_sources(archive: Archive, tmp_path: Path) -> None:
    put(archive, "post", "jsonlines", write_varied(tmp_path / "post.jsonl", range(20)))
    summary = night(archive)
    record = archive.run(summary.run)
    assert record.state == "finished"
    assert record.counts == summary.counts
    assert set(record.stages) == {"reading", "extraction", "storing", "grouping", "findings"}
    assert record.stages["storing"] > 0
    assert sum(record.stages.values()) == pytest.approx(summary.seconds, rel=0.2)
    assert record.sources["post"].new == 20
    assert record.command == "reingest"


def test_a_run_that_is_stopped_says_so_and_the_next_goes_on(archive: Archive, tmp_path: Path) -> None:
    for name, first in (("a", 0), ("b", 100)):
        put(archive, name, "jsonlines", write_varied(tmp_path / f"{name}.jsonl", range(first, first + 40)), every="1d")
    stopped = False

    def watch(summary: RunSummary, _share: float) -> None:
        nonlocal stopped
        stopped = summary.new >= 10

    summary = reingest(archive, extractor=QuickExtractor(), watch=watch, stop=lambda: stopped)
    assert summary.stopped
    assert summary.sources["a"].error == "stopped before its end"
    stored = archive.counts().documents
    assert 10 <= stored < 40
    assert archive.runs().items[0].state == "stopped"
    summary = night(archive)
    assert archive.runs().items[0].state == "finished"
    assert (summary.new, summary.unchanged, summary.failed) == (80 - stored, stored, 0)


def test_progress_never_goes_back_while_sources_are_read(archive: Archive, tmp_path: Path) -> None:
    for number, name in enumerate("abc"):
        path = write_varied(tmp_path / f"{name}.jsonl", range(20 * number, 20 * number + 20))
        put(archive, name, "jsonlines", path)
    for _ in range(2):  # the first without, the second with what the first one tells
        shares: list[float] = []
        doing: list[str] = []

        def watch(summary: RunSummary, share: float, shares: list[float] = shares, doing: list[str] = doing) -> None:
            if summary.doing.startswith("reading"):
                shares.append(share)
                doing.append(summary.doing)

        reingest(archive, Wanted(force=True), extractor=QuickExtractor(), watch=watch)
        assert shares == sorted(shares)
        assert 0 < shares[0] < shares[-1] <= 1
        assert list(dict.fromkeys(doing)) == [f"reading {name} ({n} of 3)" for n, name in enumerate("abc", 1)]


def test_a_search_finds_what_the_night_brought(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "post" / "a.txt", say("The quay is ours,", "Mary Kane"))
    put(archive, "post", "folder", tmp_path / "post")
    night(archive)
    found = archive.quotations(QuotationFilter(speaker="Kane", words="quay")).items
    assert [item.document.source for item in found] == ["post"]
