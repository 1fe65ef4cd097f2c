from __future__ import annotations

import gzip
import json
import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from quotes.failures import Failure
from quotes.sources.fetching import Fetcher
from quotes.sources.found import FoundDocument, Item, Skipped
from quotes.sources.memory import Forgetful, ToRemember
from quotes.sources.reading import read_source
from quotes.sources.settings import SourceSettings
from tests.sources.conftest import settings_of
from tests.sources.site import Site, answer, article, closed_port, raw, redirect
from tests.sources.test_warc import archive


class Run:
    """What one reading of a source gave; everything is remembered, as after storing it all."""

    def __init__(self, items: list[Item], state: Forgetful) -> None:
        self.documents = [item for item in items if isinstance(item, FoundDocument)]
        self.failures = [(item.name, item.reason) for item in items if isinstance(item, Failure)]
        self.skipped = {item.name: item.reason for item in items if isinstance(item, Skipped)}
        for item in items:
            note = item.to_remember if isinstance(item, FoundDocument) else item
            if isinstance(note, ToRemember):
                state.remember(note.address, note.seen)

    @property
    def urls(self) -> list[str | None]:
        return [item.document.url for item in self.documents]

    @property
    def paths(self) -> list[str]:
        return ["/" + (url or "").split("/", 3)[3] for url in self.urls]


def run(settings: SourceSettings, state: Forgetful | None = None, **options: Any) -> Run:
    state = state if state is not None else Forgetful()
    if settings.on_the_web or settings.kind == "urls":
        with Fetcher(settings, back_off=0.01, stop=options.get("stop", lambda: False)) as fetcher:
            return Run(list(read_source(settings, state, fetcher=fetcher, **options)), state)
    return Run(list(read_source(settings, state, **options)), state)


def feed(site: Site, *items: str, **headers: str) -> None:
    """Items are paths, or whole XML."""
    written = [item if item.startswith("<") else f"<item><link>{site.url(item)}</link></item>" for item in items]
    body = f'<rss version="2.0"><channel><title>C</title>{"".join(written)}</channel></rss>'
    if "tag" in headers:
        site.tagged("/feed", body, headers["tag"], Content_Type="application/rss+xml")
    else:
        site.page("/feed", body, Content_Type="application/rss+xml")


def atom(site: Site, *entries: tuple[str, str]) -> None:
    """Paths with their times of change."""
    written = "".join(
        f'<entry><link href="{site.url(path)}"/><updated>{updated}</updated></entry>' for path, updated in entries
    )
    site.page("/feed", f'<feed xmlns="http://www.w3.org/2005/Atom">{written}</feed>')


def urlset(site: Site, *entries: tuple[str, str | None]) -> str:
    """Paths with their times of change."""
    urls = "".join(
        f"<url><loc>{site.url(path)}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>"
        for path, lastmod in entries
    )
    return f"<urlset>{urls}</urlset>"


def index(site: Site, *entries: tuple[str, str | None]) -> str:
    return urlset(site, *entries).replace("<url>", "<sitemap>").replace("</url>", "</sitemap>").replace(
        "urlset", "sitemapindex"
    )  # fmt: skip


def yesterday(state: Forgetful, days: float = 1) -> None:
    """Let everything that is known have happened so long ago."""
    from dataclasses import replace

    for address, seen in list(state.known.items()):
        back = timedelta(days=days)
        state.known[address] = replace(seen, first=seen.first - back, fetched=seen.fetched - back)


# --- feeds ----------------------------------------------------------------------------------------------------


def test_the_articles_of_a_feed_are_read(site):
    feed(site, "/a?utm_source=rss", "/b")
    site.page("/a?utm_source=rss", article("seven ferries", day="2023-08-01"))
    site.page("/b", article("eight ferries"))
    found = run(settings_of(site.url("/feed")))
    assert found.paths == ["/a", "/b"]
    assert "seven ferries" in found.documents[0].document.text
    assert str(found.documents[0].document.published) == "2023-08-01"
    assert found.documents[0].name == site.url("/a?utm_source=rss")
    assert (found.failures, found.skipped) == ([], {})


def test_an_unchanged_feed_is_not_sent_again_and_nothing_is_fetched(site):
    changed = "<atom:updated>2023-08-01T10:00:00Z</atom:updated>"
    feed(site, f'<item xmlns:atom="http://www.w3.org/2005/Atom"><link>/a</link>{changed}</item>', tag='"1"')
    site.page("/a", article())
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    assert run(settings, state).paths == ["/a"]
    asked = len(site.asked)
    again = run(settings, state)
    assert (again.documents, again.skipped) == ([], {site.url("/feed"): "not modified"})
    assert site.paths()[asked - 1 :] == ["/feed"] or site.paths()[-1] == "/feed"


def test_an_article_that_changes_while_its_feed_stays_as_it_is_is_seen(site):
    feed(site, "<item><link>/a</link><pubDate>Tue, 01 Aug 2023 10:00:00 GMT</pubDate></item>", tag='"1"')
    site.page("/a", article())
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    run(settings, state)
    site.page("/a", article("eight ferries"))
    yesterday(state)
    assert "eight ferries" in run(settings, state).documents[0].document.text


def test_where_all_are_said_to_have_changed_each_night_each_has_its_turn(site):
    for number in range(6):
        site.page(f"/{number}", article(f"{number} ferries"))
    state, settings = Forgetful(), settings_of(site.url("/feed"), limit=2)
    read = []
    for night in range(1, 7):
        atom(site, *((f"/{number}", f"2023-08-0{night}T10:00:00Z") for number in range(6)))
        read.append(run(settings, state).paths)
        yesterday(state)
    assert read == [["/0", "/1"], ["/2", "/3"], ["/4", "/5"]] * 2
    # and what is new comes before all of them
    site.page("/new", article("new ferries"))
    atom(site, ("/new", "2023-08-01T10:00:00Z"), *((f"/{number}", "2023-08-08T10:00:00Z") for number in range(6)))
    assert run(settings, state).paths == ["/new", "/0"]


def test_articles_with_the_same_time_of_change_are_not_fetched_again(site):
    atom(site, ("/a", "2023-08-01T10:00:00Z"), ("/b", "2023-08-01T10:00:00Z"))
    site.page("/a", article("seven ferries"))
    site.page("/b", article("eight ferries"))
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    assert run(settings, state).paths == ["/a", "/b"]
    atom(site, ("/a", "2023-08-02T10:00:00Z"), ("/b", "2023-08-01T10:00:00Z"))
    site.page("/a", article("nine ferries"))
    site.asked.clear()
    again = run(settings, state)
    assert again.paths == ["/a"] and "nine ferries" in again.documents[0].document.text
    assert again.skipped == {site.url("/b"): "not modified"}
    assert site.paths() == ["/feed", "/a"]


def test_where_no_time_of_change_is_told_articles_are_asked_for_with_their_tags(site):
    feed(site, "/a", "/b")
    site.tagged("/a", article("seven ferries"), '"1"')
    site.tagged("/b", article("eight ferries"), '"1"')
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    run(settings, state)
    assert run(settings, state).skipped == dict.fromkeys((site.url("/a"), site.url("/b")), "looked at not long ago")
    yesterday(state)
    site.tagged("/b", article("changed without a word"), '"2"')
    again = run(settings, state)
    assert (again.paths, again.skipped) == (["/b"], {site.url("/a"): "not modified"})


def test_what_was_not_stored_is_read_again(site):
    """A run that is killed has remembered nothing of what it had not stored."""
    feed(site, "<item><link>/a</link><pubDate>Tue, 01 Aug 2023 10:00:00 GMT</pubDate></item>", tag='"1"')
    site.page("/a", article(), ETag='"1"')
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    with Fetcher(settings) as fetcher:
        items = list(read_source(settings, state, fetcher=fetcher))
    assert state.known == {}
    assert [type(item) for item in items] == [FoundDocument, ToRemember]
    assert run(settings, state).paths == ["/a"]


def test_while_an_article_fails_for_now_the_feed_is_read_again(site):
    feed(site, "<item><link>/a</link><pubDate>Tue, 01 Aug 2023 10:00:00 GMT</pubDate></item>", tag='"1"')
    site.page("/a", "no", status=503)
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    assert run(settings, state).failures == [(site.url("/a"), "answers 503 Service Unavailable")]
    site.page("/a", article())
    assert run(settings, state).paths == ["/a"]


def test_what_is_gone_is_told_once_and_tried_again_after_a_week(site):
    feed(site, "/a", "/b")
    site.page("/b", "gone", status=410)
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    assert run(settings, state).failures == [
        (site.url("/a"), "answers 404 Not Found"),
        (site.url("/b"), "answers 410 Gone"),
    ]
    again = run(settings, state)
    assert again.failures == [] and again.skipped[site.url("/a")] == "failed before: answers 404 Not Found"
    yesterday(state, 8)
    site.page("/a", article())
    assert run(settings, state).paths == ["/a"]


def test_a_page_without_an_article_is_a_failure(site):
    feed(site, "/a")
    site.page("/a", "<html><body><nav>Home</nav></body></html>")
    assert run(settings_of(site.url("/feed"))).failures == [
        (site.url("/a"), "no article found in the page, only 'Home'")
    ]


def test_an_article_that_leads_to_the_front_page_is_gone(site):
    feed(site, "/a")
    site.pages["/a"] = redirect("/")
    site.page("/", article())
    ((name, reason),) = run(settings_of(site.url("/feed"))).failures
    assert name == site.url("/a") and "leads to the front page of 127.0.0.1" in reason


def test_two_addresses_of_one_article_are_read_once(site):
    feed(site, "/a?utm_source=x", "/a", "/a/amp", "/old", "/new")
    page = article(head=f'<link rel="canonical" href="{site.url("/new")}">')
    site.page("/a?utm_source=x", article())
    site.page("/new", page)
    site.page("/old", page)
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    found = run(settings, state)
    assert found.paths == ["/a", "/new"]
    assert found.skipped == {site.url("/new"): f"is the article {found.urls[1]}, which is read already"}
    assert site.paths() == ["/feed", "/a?utm_source=x", "/old", "/new"]


def test_after_a_redirect_an_article_is_known_by_its_last_address(site):
    feed(site, "/r/1")
    site.pages["/r/1"] = redirect("/a?utm_medium=feed")
    site.page("/a?utm_medium=feed", article())
    assert run(settings_of(site.url("/feed"))).paths == ["/a"]


def test_what_robots_txt_forbids_is_left_alone(site):
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\n")
    feed(site, "/private", "/a")
    site.page("/a", article())
    found = run(settings_of(site.url("/feed")))
    assert (found.paths, found.skipped, found.failures) == (["/a"], {site.url("/private"): "robots.txt"}, [])


def test_a_feed_that_robots_txt_forbids_is_a_failure(site):
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n")
    ((name, reason),) = run(settings_of(site.url("/feed"))).failures
    assert name == site.url("/feed")
    assert reason == "is not allowed to robots by the site's robots.txt (robots = false reads it anyway)"


def test_patterns_choose_articles(site):
    feed(site, "/politics/a", "/politics/live/b", "/sport/c")
    site.page("/politics/a", article())
    settings = settings_of(site.url("/feed"), include=("/politics/*",), exclude=("*/live/*",))
    found = run(settings)
    assert found.paths == ["/politics/a"]
    assert set(found.skipped.values()) == {"excluded"}
    assert site.paths() == ["/feed", "/politics/a"]


def test_old_articles_are_left_alone(site):
    now = datetime.now(timezone.utc)
    atom(site, ("/new", now.isoformat()), ("/old", (now - timedelta(days=40)).isoformat()))
    site.page("/new", article(day="2023-08-01"))
    found = run(settings_of(site.url("/feed"), max_age=timedelta(days=30)))
    # the feed says that it is new, and the page that it is old
    assert found.skipped == {site.url("/new"): "older than 30 days", site.url("/old"): "older than 30 days"}
    since = run(settings_of(site.url("/feed")), since=now - timedelta(days=2))
    assert since.paths == ["/new"] and since.skipped[site.url("/old")].startswith("older than 20")


def test_a_limit_leaves_the_rest_for_the_next_run(site):
    feed(site, *(f"/{number}" for number in range(5)), tag='"1"')
    for number in range(5):
        site.page(f"/{number}", article(f"{number} ferries"))
    state, settings = Forgetful(), settings_of(site.url("/feed"), limit=2)
    runs = [run(settings, state) for _ in range(3)]
    assert [found.paths for found in runs] == [["/0", "/1"], ["/2", "/3"], ["/4"]]
    assert runs[0].skipped[site.url("/feed")] == "the rest waits for the next run (limit = 2)"


def test_newest_articles_come_first(site):
    atom(site, ("/a", "2023-08-01T10:00:00Z"), ("/b", "2023-08-03T10:00:00Z"), ("/c", "2023-08-02T10:00:00Z"))
    for path in "abc":
        site.page(f"/{path}", article(path))
    assert run(settings_of(site.url("/feed"))).paths == ["/b", "/c", "/a"]


def test_a_host_in_trouble_is_left_alone_for_the_rest_of_the_run(site):
    feed(site, *(f"/{number}" for number in range(9)))
    for number in range(9):
        site.page(f"/{number}", "no", status=500)
    found = run(settings_of(site.url("/feed"), retries=0))
    # the last page, too, tells that it is not only the first ones
    assert site.paths() == ["/feed", "/0", "/1", "/2", "/8"]
    assert len(found.failures) == 4 and len(found.skipped) == 5
    assert "failed 4 times in succession" in found.skipped[site.url("/7")]


def test_a_host_that_has_had_enough_is_left_alone_at_once(site):
    feed(site, "/a", "/b", "/c")
    site.page("/a", "no", status=429, Retry_After="3600")
    found = run(settings_of(site.url("/feed")))
    assert found.failures == [(site.url("/a"), "answers 429 Too Many Requests, to be asked again in 3,600 seconds")]
    assert site.paths() == ["/feed", "/a"] and len(found.skipped) == 2


@pytest.mark.parametrize(
    "set_up, told",
    [
        (lambda site: None, "answers 404 Not Found"),
        (lambda site: site.page("/feed", "no", status=500), "answers 500 Internal Server Error"),
        (lambda site: site.page("/feed", "x" * 2000), "is larger than 1,000 bytes (max_bytes)"),
        (lambda site: site.page("/feed", "words"), "is not a feed"),
        (lambda site: site.page("/feed", article()[:900]), "is a page, not a feed"),
        (
            lambda site: site.pages.update({"/feed": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rs")}),
            "broke off",
        ),
        (lambda site: site.pages.update({"/feed": redirect("/feed")}), "leads in a circle of redirects"),
    ],
)
def test_a_feed_that_cannot_be_read_is_one_failure(site, set_up, told):
    set_up(site)
    ((name, reason),) = run(settings_of(site.url("/feed"), max_bytes=1000)).failures
    assert name == site.url("/feed") and told in reason


def test_a_server_that_is_down_is_one_failure():
    location = f"http://127.0.0.1:{closed_port()}/feed"
    ((name, reason),) = run(settings_of(location, robots=False)).failures
    assert name == location and "cannot be connected to" in reason


def test_a_broken_feed_gives_what_it_has(site):
    feed(site, "/a", "/b")
    site.page("/a", article())
    site.page("/feed", f'<rss version="2.0"><channel><item><link>{site.url("/a")}</link></item><item><li')
    found = run(settings_of(site.url("/feed")))
    assert found.paths == ["/a"]
    assert found.failures[0][0] == site.url("/feed") and "is broken" in found.failures[0][1]


WHOLE = (
    "<description>&lt;p&gt;The harbour office said that seven ferries would sail again this week, after a long storm"
    " that kept them in port.&lt;/p&gt;&lt;p&gt;“We have waited eleven years,” said Tomás Quirke.&lt;/p&gt;"
    "</description>"
)
CONTENT = WHOLE.replace("description", "content:encoded")


def with_text(site: Site, text: str) -> None:
    site.page(
        "/feed",
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<item><link>{site.url('/a')}</link><title>Ferries</title>{text}</item></channel></rss>",
    )


def test_the_text_in_a_feed_is_taken_where_the_settings_say_so(site):
    with_text(site, WHOLE)
    found = run(settings_of(site.url("/feed"), use_feed_text=True))
    assert found.paths == ["/a"] and "“We have waited" in found.documents[0].document.text
    assert site.paths() == ["/feed"]


def test_else_it_is_taken_only_where_the_article_cannot_be_had(site):
    with_text(site, CONTENT)
    site.page("/a", "subscribers only", status=403)
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    assert "seven ferries would sail again this week" in run(settings, state).documents[0].document.text
    with_text(site, WHOLE)
    # a summary is no article
    assert run(settings).failures == [(site.url("/a"), "answers 403 Forbidden")]


def test_the_text_of_a_feed_does_not_follow_that_of_the_page(site):
    """The two differ, and would look as if the outlet had changed its article."""
    with_text(site, CONTENT)
    site.page("/a", article("seven ferries"))
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    run(settings, state)
    yesterday(state)
    site.page("/a", "gone", status=404)
    again = run(settings, state)
    assert (again.documents, again.failures) == ([], [(site.url("/a"), "answers 404 Not Found")])


def test_a_run_that_is_stopped_begins_nothing_further(site):
    feed(site, "/a", "/b", "/c", tag='"1"')
    for path in "abc":
        site.page(f"/{path}", article(path))
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    found = run(settings, state, stop=lambda: "/a" in site.paths())
    assert (found.paths, found.failures) == (["/a"], [])
    assert run(settings, state).paths == ["/b", "/c"]


def test_without_a_fetcher_one_is_made(site):
    feed(site, "/a")
    site.page("/a", article())
    state = Forgetful()
    assert Run(list(read_source(settings_of(site.url("/feed")), state)), state).paths == ["/a"]


# --- sitemaps -------------------------------------------------------------------------------------------------


def test_the_articles_of_sitemaps_below_an_index_are_read(site):
    site.page("/sitemap.xml", index(site, ("/1.xml.gz", "2023-08-01"), ("/2.xml", "2023-08-02")))
    site.page("/1.xml.gz", gzip.compress(urlset(site, ("/a", "2023-08-01")).encode()), Content_Type="application/gzip")
    site.page("/2.xml", urlset(site, ("/b", "2023-08-02"), ("/c", "2023-08-03")))
    for path in "abc":
        site.page(f"/{path}", article(path))
    state, settings = Forgetful(), settings_of(site.url("/sitemap.xml"), "sitemap")
    assert run(settings, state).paths == ["/c", "/b", "/a"]
    site.page("/sitemap.xml", index(site, ("/1.xml.gz", "2023-08-01"), ("/2.xml", "2023-08-04")))
    site.page("/2.xml", urlset(site, ("/b", "2023-08-04"), ("/c", "2023-08-03")))
    site.asked.clear()
    assert run(settings, state).paths == ["/b"]
    assert site.paths() == ["/sitemap.xml", "/2.xml", "/b"]


def test_sitemaps_that_name_each_other_are_read_once(site):
    site.page("/1.xml", index(site, ("/2.xml", None), ("/1.xml", None)))
    site.page("/2.xml", index(site, ("/1.xml", None), ("/3.xml", None)))
    site.page("/3.xml", urlset(site, ("/a", None)))
    site.page("/a", article())
    found = run(settings_of(site.url("/1.xml"), "sitemap"))
    assert found.paths == ["/a"] and found.failures == []
    assert site.paths() == ["/1.xml", "/2.xml", "/3.xml", "/a"]


def test_indexes_without_end_are_told(site):
    for number in range(9):
        site.page(f"/{number}.xml", index(site, (f"/{number + 1}.xml", None)))
    found = run(settings_of(site.url("/0.xml"), "sitemap"))
    assert found.failures == [(site.url("/4.xml"), "is an index more than 4 deep; what it names is not read")]


def test_sitemaps_without_number_are_told(site, monkeypatch):
    from quotes.sources import web

    monkeypatch.setattr(web, "MOST_FILES", 3)
    site.page("/sitemap.xml", index(site, *((f"/{number}.xml", None) for number in range(9))))
    for number in range(9):
        site.page(f"/{number}.xml", urlset(site))
    found = run(settings_of(site.url("/sitemap.xml"), "sitemap"))
    assert found.failures[-1] == (site.url("/sitemap.xml"), "names more than 3 sitemaps; the others are not read")
    assert len(site.paths()) == 3


def test_one_broken_sitemap_does_not_keep_the_others(site):
    site.page("/sitemap.xml", index(site, ("/1.xml", None), ("/2.xml", None), ("/3.xml", None)))
    site.page("/1.xml", "<html>sorry</html>")
    site.page("/3.xml", urlset(site, ("/a", None)))
    site.page("/a", article())
    found = run(settings_of(site.url("/sitemap.xml"), "sitemap"))
    assert found.paths == ["/a"]
    assert found.failures == [
        (site.url("/1.xml"), "is a page, not a sitemap"),
        (site.url("/2.xml"), "answers 404 Not Found"),
    ]


def test_the_sitemaps_of_a_site_are_those_that_its_robots_txt_names(site):
    site.page("/robots.txt", f"Sitemap: {site.url('/news.xml')}\nSitemap: /more.xml\nUser-agent: *\nDisallow: /x\n")
    site.page("/news.xml", urlset(site, ("/a", None)))
    site.page("/more.xml", urlset(site, ("/b", None)))
    site.page("/a", article("a"))
    site.page("/b", article("b"))
    assert run(settings_of(site.url("/"), "sitemap")).paths == ["/a", "/b"]
    del site.pages["/robots.txt"]
    site.page("/sitemap.xml", urlset(site, ("/b", None)))
    assert run(settings_of(site.url(""), "sitemap")).paths == ["/b"]


def test_a_sitemap_without_times_is_read_in_full_each_time(site):
    """Its articles may change while it does not."""
    site.tagged("/sitemap.xml", urlset(site, ("/a", None)), '"1"')
    site.page("/a", article("seven ferries"))
    state, settings = Forgetful(), settings_of(site.url("/sitemap.xml"), "sitemap")
    run(settings, state)
    yesterday(state)
    site.page("/a", article("eight ferries"))
    assert "eight ferries" in run(settings, state).documents[0].document.text


# --- lists of addresses, and files ----------------------------------------------------------------------------


def test_the_addresses_of_a_list_are_read(site, tmp_path):
    listed = f"# ferries\n{site.url('/a')}\n\n{site.url('/b')}  # the other\nwords\n"
    (tmp_path / "list.txt").write_text(listed)
    site.page("/list.txt", listed, Content_Type="text/plain")
    for path in "ab":
        site.page(f"/{path}", article(path))
    for location in (str(tmp_path / "list.txt"), site.url("/list.txt")):
        found = run(settings_of(location, "urls"))
        assert found.paths == ["/a", "/b"]
        assert found.failures == [(location, "has no web address in line 5")]


@pytest.mark.parametrize("kind", ["urls", "folder", "jsonlines", "warc"])
def test_a_path_that_does_not_exist_is_a_failure(tmp_path, kind):
    ((name, reason),) = run(settings_of(str(tmp_path / "none"), kind)).failures
    assert name == str(tmp_path / "none") and reason in {"does not exist", "No such file or directory"}


def settled(path: Path) -> Path:
    """As if it had been written an hour ago."""
    then = time.time() - 3600
    os.utime(path, (then, then))
    return path


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return settled(path)


def keys(found: Run) -> list[str]:
    return [item.document.key for item in found.documents]


def test_a_folder_is_read_and_what_has_not_changed_is_not_opened(tmp_path):
    for name in ("a.txt", "b/c.txt", "d.html"):
        write(tmp_path / name, article() if name.endswith("html") else "Ferries\n\n“We sail,” said Ann Lee.\n")
    state, settings = Forgetful(), settings_of(str(tmp_path), "folder")
    found = run(settings, state)
    assert keys(found) == ["a.txt", "d.html", "b/c.txt"]
    assert found.documents[0].document.source == "courier"
    again = run(settings, state)
    assert again.documents == [] and set(again.skipped.values()) == {"not modified"} and len(again.skipped) == 3
    write(tmp_path / "a.txt", "Ferries\n\n“We sail today,” said Ann Lee.\n")
    assert keys(run(settings, state)) == ["a.txt"]


def test_a_file_that_was_written_just_now_is_read_again(tmp_path):
    """Another text of the same length in the same tick of the clock would not be seen."""
    (tmp_path / "a.txt").write_text("“We sail,” said Ann Lee.\n")
    state, settings = Forgetful(), settings_of(str(tmp_path), "folder")
    assert len(run(settings, state).documents) == len(run(settings, state).documents) == 1


def test_a_file_is_remembered_after_its_documents(tmp_path):
    lines = "".join(json.dumps({"id": str(n), "text": f"“We sail {n},” said Ann Lee."}) + "\n" for n in range(3))
    write(tmp_path / "a.jsonl", lines + "broken\n")
    write(tmp_path / "b.jsonl", lines)
    items = list(read_source(settings_of(str(tmp_path), "folder"), Forgetful()))
    assert [type(item).__name__ for item in items] == [
        *["FoundDocument"] * 3, "Failure", "ToRemember", *["FoundDocument"] * 3, "ToRemember",
    ]  # fmt: skip
    assert isinstance(items[4], ToRemember) and (items[4].seen.failure or "").startswith("is not JSON")


def test_a_broken_file_is_told_once(tmp_path):
    write(tmp_path / "a.html", "<html></html>")
    state, settings = Forgetful(), settings_of(str(tmp_path), "folder")
    assert run(settings, state).failures == [(str(tmp_path / "a.html"), "no article found in the page")]
    again = run(settings, state)
    assert again.failures == []
    assert "failed before, and has not changed" in again.skipped[str(tmp_path / "a.html")]


def test_patterns_choose_files(tmp_path):
    for name in ("a.txt", "b/c.txt", "b/d.md"):
        write(tmp_path / name, "“We sail,” said Ann Lee.\n")
    found = run(settings_of(str(tmp_path), "folder", include=("b/*",), exclude=("*.md",)))
    assert keys(found) == ["b/c.txt"] and set(found.skipped.values()) == {"excluded"}


def test_documents_are_filed_under_the_outlet(tmp_path):
    rows = [{"id": "1", "text": "“We sail,” said Ann Lee.", "source": "Other"}, {"id": "2", "text": "“No,” said Bo."}]
    write(tmp_path / "news.txt", "".join(json.dumps(row) + "\n" for row in rows))
    location = str(tmp_path / "news.txt")
    assert [item.document.source for item in run(settings_of(location, "jsonlines")).documents] == ["Other", "courier"]
    named = run(settings_of(location, "jsonlines", outlet="The Courier")).documents
    assert [item.document.source for item in named] == ["The Courier"] * 2


def test_json_lines_are_fetched(site):
    rows = [{"id": str(n), "text": f"“We sail {n},” said Ann Lee.", "published": f"20{20 + n}-01-01"} for n in range(3)]
    body = "".join(json.dumps(row) + "\n" for row in rows) + "broken\n"
    site.tagged("/news.jsonl.gz", gzip.compress(body.encode()), '"1"', Content_Type="application/gzip")
    state, settings = Forgetful(), settings_of(site.url("/news.jsonl.gz"), "jsonlines")
    found = run(settings, state)
    assert keys(found) == ["0", "1", "2"] and found.documents[0].document.source == "courier"
    assert found.failures[0][0] == site.url("/news.jsonl.gz") + ":4"
    assert run(settings, state).skipped == {site.url("/news.jsonl.gz"): "not modified"}
    old = run(settings_of(site.url("/news.jsonl.gz"), "jsonlines", max_age=timedelta(days=1)))
    assert old.documents == [] and len(old.skipped) == 3


def test_the_pages_of_web_archives_are_read(tmp_path):
    pages = [(f"https://courier.example/{n}?utm_source=x", article(f"{n} ferries").encode()) for n in range(3)]
    pages.append(("https://courier.example/none", b"<html></html>"))
    write(tmp_path / "2023" / "crawl.warc.gz", b"".join(archive(*pages)))
    write(tmp_path / "crawl.warc", b"".join(archive(pages[0], packed=False)))
    write(tmp_path / "notes.txt", "not an archive")
    state, settings = Forgetful(), settings_of(str(tmp_path), "warc", exclude=("*/2*",))
    found = run(settings, state)
    assert found.paths == ["/0", "/1", "/0"]
    assert found.documents[0].fetched == datetime(2023, 8, 1, 10, tzinfo=timezone.utc)
    assert found.failures == [
        (f"{tmp_path}/2023/crawl.warc.gz: https://courier.example/none", "no article found in the page")
    ]
    again = run(settings, state)
    assert again.documents == [] and len(again.skipped) == 2
    late = run(settings, Forgetful(), since=datetime(2024, 1, 1, tzinfo=timezone.utc))
    assert late.documents == [] and set(late.skipped.values()) == {"excluded", "older than 2024-01-01"}


def test_a_run_over_files_that_is_stopped_remembers_only_what_was_read(tmp_path):
    for name in "abc":
        write(tmp_path / f"{name}.txt", f"“We sail {name},” said Ann Lee.\n")
    calls: list[int] = []
    stop: Callable[[], bool] = lambda: bool(calls.append(1)) or len(calls) > 1  # noqa: E731
    state, settings = Forgetful(), settings_of(str(tmp_path), "folder")
    assert keys(run(settings, state, stop=stop)) == ["a.txt"]
    assert keys(run(settings, state)) == ["b.txt", "c.txt"]


def test_slow_pages_are_failures_that_may_work_later(site):
    feed(site, "/a", "/b")
    site.pages["/a"] = lambda handler: time.sleep(0.3)
    site.pages["/b"] = answer(article())
    found = run(settings_of(site.url("/feed"), timeout=0.1, retries=0))
    assert found.paths == ["/b"]
    assert found.failures == [(site.url("/a"), "sent nothing for 0.1 seconds")]
