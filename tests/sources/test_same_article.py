"""Several addresses that say that they are one article, and pages that stand in an article's place."""

from __future__ import annotations

import pytest

from quotes.sources.memory import Forgetful
from tests.sources.conftest import settings_of
from tests.sources.site import answer, article, redirect
from tests.sources.test_reading import feed, run, yesterday


def canonical(site, path: str) -> str:
    return f'<link rel="canonical" href="{site.url(path)}">'


def test_the_second_page_of_an_article_never_becomes_its_text(site):
    feed(site, "/ferry", "/ferry?page=2")
    site.tagged("/ferry", article("seven ferries", head=canonical(site, "/ferry")), '"1"')
    second = []

    def page(handler):
        second.append(article(f"{len(second)} buses", head=canonical(site, "/ferry")))
        answer(second[-1])(handler)

    site.pages["/ferry?page=2"] = page
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    assert run(settings, state).paths == ["/ferry"]
    for _ in range(12):
        yesterday(state)
        assert run(settings, state).documents == []
    # once a week it is looked whether it still says so
    assert len(second) == 2


def test_of_two_pages_that_name_a_third_the_same_one_stays_the_article(site):
    feed(site, "/print/7", "/mobile/7")
    for path, words in (("/print/7", "seven ferries"), ("/mobile/7", "eight ferries")):
        site.page(path, article(words, head=canonical(site, "/ferry-7")))
    state, settings = Forgetful(), settings_of(site.url("/feed"))
    texts = []
    for _ in range(20):
        texts += [found.document.text for found in run(settings, state).documents]
        yesterday(state)
    assert len(texts) > 3 and all("seven ferries" in text for text in texts)
    assert 1 < site.paths().count("/mobile/7") < 5


def test_a_template_that_names_the_section_on_every_page_makes_no_one_document_of_all(site):
    paths = [f"/news/ferry-number-{number}-sails" for number in range(4)]
    feed(site, *paths)
    for path in paths:
        site.page(path, article(path, head=canonical(site, "/news")))
    assert run(settings_of(site.url("/feed"))).paths == paths


@pytest.mark.parametrize("gate", ["/login?next=/ferry", "/account/sign-in", "/consent", "/error", "/en/404"])
def test_what_an_article_leads_to_in_its_place_is_not_stored(site, gate):
    feed(site, "/ferry")
    site.pages["/ferry"] = redirect(gate)
    site.page(gate, article("seven cookies"))
    found = run(settings_of(site.url("/feed")))
    ((name, reason),) = found.failures
    assert name == site.url("/ferry") and reason.endswith("which is a page to log in or to agree, or of an error")


def test_an_article_about_a_login_is_one(site):
    feed(site, "/r/1", "/login")
    site.pages["/r/1"] = redirect("/news/login-for-all")
    site.page("/news/login-for-all", article())
    site.page("/login", article())
    assert run(settings_of(site.url("/feed"))).paths == ["/news/login-for-all", "/login"]
