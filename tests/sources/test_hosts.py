"""No host, and no source, holds up the others."""

from __future__ import annotations

import time
from datetime import timedelta

from quotes.failures import Failure
from quotes.sources.hosts import Hosts
from quotes.sources.memory import Forgetful
from quotes.sources.reading import read_source
from tests.sources.conftest import settings_of
from tests.sources.site import answer, article, raw
from tests.sources.test_reading import feed, run


def test_a_few_broken_pages_at_the_top_do_not_keep_the_others_from_being_read(site):
    feed(site, *(f"/{number}" for number in range(12)))
    for number in range(12):
        if number < 7:
            site.page(f"/{number}", "no", status=500)
        else:
            site.page(f"/{number}", article(f"{number} ferries"))
    found = run(settings_of(site.url("/feed"), retries=0))
    assert sorted(found.paths) == ["/10", "/11", "/7", "/8", "/9"]
    assert len(found.failures) == 7


def test_pages_that_are_gone_between_failures_show_that_the_host_answers(site):
    feed(site, *(f"/{number}" for number in range(12)))
    for number in range(0, 12, 2):
        site.page(f"/{number}", "no", status=500)
    assert len(run(settings_of(site.url("/feed"), retries=0)).failures) == 12


def test_sitemaps_of_a_host_in_trouble_are_left_alone_for_the_rest_of_the_run(site):
    places = "".join(f"<sitemap><loc>{site.url(f'/{number}.xml')}</loc></sitemap>" for number in range(30))
    site.page("/sitemap.xml", f"<sitemapindex>{places}</sitemapindex>", Content_Type="application/xml")
    for number in range(30):
        site.page(f"/{number}.xml", "no", status=503)
    found = run(settings_of(site.url("/sitemap.xml"), "sitemap", retries=0))
    assert len(site.paths()) == 5
    assert found.failures[-1][1].endswith("failed 4 times in succession")


def test_sources_of_one_run_know_of_each_other_that_a_host_is_in_trouble(site):
    hosts = Hosts()
    site.page("/feed", "no", status=429, Retry_After="3600")
    first = list(read_source(settings_of(site.url("/feed")), Forgetful(), hosts=hosts))
    second = list(read_source(settings_of(site.url("/feed?2")), Forgetful(), hosts=hosts))
    assert isinstance(first[0], Failure) and isinstance(second[0], Failure)
    assert second[0].reason.endswith("answers no further requests now")
    assert site.paths() == ["/feed"]


def test_a_source_whose_servers_take_too_long_leaves_the_rest_for_the_next_run(site):
    feed(site, *(f"/{number}" for number in range(9)), tag='"1"')
    for number in range(9):
        site.pages[f"/{number}"] = lambda handler: (time.sleep(0.3), answer(article())(handler))[1]
    state, settings = Forgetful(), settings_of(site.url("/feed"), max_time=timedelta(seconds=0.8))
    found = run(settings, state)
    assert 2 <= len(found.documents) <= 3
    (failure,) = found.failures
    assert failure == (site.url("/feed"), "took 1 second (max_time), and the rest waits for the next run")
    # the next run goes on where this one ended
    later = run(settings, state)
    assert later.documents and not set(later.paths) & set(found.paths)


def test_an_answer_that_takes_too_long_in_all_is_not_asked_for_again_at_once(site):
    feed(site, "/slow", "/a")
    site.page("/a", article())
    site.pages["/slow"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", *[b"x"] * 20, pause=0.1)
    found = run(settings_of(site.url("/feed"), retries=3, timeout=0.2))
    assert [reason for _, reason in found.failures] == ["took longer than 0.8 seconds in all"]
    assert found.paths == ["/a"]
    assert site.paths() == ["/feed", "/slow", "/a"]
