"""The pages, as a person without JavaScript sees them."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from lxml import html as parser

from quotes.extraction import Quotation
from quotes.speakers.register import Office, Registered
from quotes.store import Archive, IncomingDocument
from service.pages import percent
from tests.store.samples import short
from tests.store.test_stories import WIRE

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


def page(client, address):
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/html"
    return parser.fromstring(answer.text)


def results(tree):
    return [quote.text_content() for quote in tree.cssselect(".result blockquote")]


def words(tree):
    return " ".join(tree.text_content().split())


def the_id(client, query):
    return client.get(f"/api/v1/quotations?{query}").json["items"][0]["id"]


def test_the_first_page_shows_the_newest_quotations_and_the_most_quoted(client):
    tree = page(client, "/")
    assert results(tree)[0] == "“The talks go on,”"
    assert "Antony Blinken" in [link.text for link in tree.cssselect(".people a")]
    assert tree.cssselect("form[role=search] input[name=speaker]")


@pytest.mark.parametrize(("share", "shown"), [(None, ""), (0.454, "45%"), (0.97, "97%"), (0.997, "99%"), (1.0, "99%")])
def test_no_attribution_is_shown_as_certain(share, shown):
    assert percent(share) == shown


def test_a_search_by_speaker_and_words_shows_who_when_and_where(client):
    tree = page(client, "/?speaker=Cleverly&q=grain&from=&to=&source=&kind=")
    assert results(tree) == ["“Grain must leave the harbour,”"]
    assert "James Cleverly" in words(tree)
    assert "23 September 2022" in words(tree)
    assert "Courier" in words(tree)
    assert "90% sure" in words(tree)
    assert tree.cssselect("input[name=speaker]")[0].value == "Cleverly"


def test_an_ambiguous_name_offers_each_person_as_a_choice(client):
    tree = page(client, "/?speaker=Clinton")
    choices = tree.cssselect(".notice .people a")
    assert {link.text for link in choices} == {"Hillary Clinton", "Bill Clinton"}
    assert len(results(tree)) == 2
    chosen = page(client, choices[0].get("href"))
    assert len(results(chosen)) == 1


def test_a_name_that_nobody_has_offers_similar_ones(client):
    tree = page(client, "/?speaker=Chelsea Clinton")
    assert "Nobody by the name of “Chelsea Clinton”" in words(tree)
    assert {link.text for link in tree.cssselect(".notice .people a")} == {"Hillary Clinton", "Bill Clinton"}


def test_a_name_with_a_slip_of_the_pen_leads_to_whom_it_means(client):
    tree = page(client, "/?speaker=Antony Blinkin")
    assert "Did you mean" in words(tree)
    (link,) = tree.cssselect(".notice .people a")
    assert link.text == "Antony Blinken"
    assert results(page(client, link.get("href")))


def test_a_search_without_result_says_what_was_searched_and_what_to_leave_out(client):
    tree = page(client, "/?speaker=Blinken&q=harbour")
    assert "Nothing found" in words(tree)
    assert "6 documents were searched" in words(tree)
    wider = {link.text for link in tree.cssselect(".notice a")}
    assert "everything that Antony Blinken said" in wider


def test_an_empty_archive_says_how_to_fill_it(empty_client):
    assert "quotes ingest" in words(page(empty_client, "/"))


def test_the_pages_of_a_search_lead_to_every_quotation(client):
    seen, address = [], "/?limit=4"
    while address:
        tree = page(client, address)
        seen += results(tree)
        following = tree.cssselect("a[rel=next]")
        address = following[0].get("href") if following else None
    assert len(seen) == len(set(seen)) == 10


def test_the_way_back_to_the_newest_keeps_all_that_was_asked_for(client):
    asked = "/?kind=direct&from=2022-01-01&min_confidence=0.1"
    later = page(client, f"{asked}&limit=1").cssselect(".pager a[rel=next]")[0].get("href")
    back = page(client, later).cssselect(".pager a:not([rel])")[0].get("href")
    assert results(page(client, back)) == results(page(client, asked))
    assert {"kind=direct", "from=2022-01-01", "min_confidence=0.1"} == set(back.partition("?")[2].split("&"))


def test_a_quotation_stands_highlighted_in_its_article(client):
    tree = page(client, f"/quotations/{the_id(client, 'q=bridge')}")
    assert (
        "".join(mark.text for mark in tree.cssselect(".article mark"))
        == "“We will keep the bridge open 🌉 & <safe>,”"
    )
    assert tree.cssselect(".article #here")
    assert [link.text for link in tree.cssselect(".article a.other")] == [
        "“It belongs to everybody.”",
        "“a long night”",
        "“Go home”",
    ]
    assert [piece.text for piece in tree.cssselect(".article .mention")] == ["Antony Blinken"]
    assert [piece.text for piece in tree.cssselect(".article .cue")] == ["said"]
    assert tree.cssselect("a.original")[0].get("href") == "https://meridian.example/bridge"


def test_each_other_quotation_of_the_article_leads_to_its_own_page(client):
    tree = page(client, f"/quotations/{the_id(client, 'q=bridge')}")
    for link in tree.cssselect(".article a.other"):
        assert link.text in "".join(page(client, link.get("href")).cssselect("mark")[0].itertext())


def test_an_address_that_is_no_web_address_does_not_become_a_link(client):
    text = client.get(f"/quotations/{the_id(client, 'q=grain')}").text
    assert "javascript:" not in text


@pytest.mark.parametrize(
    "where", ["/?q=bridge", "/?speaker=<script>alert(1)</script>", "/?q=%22%3E%3Cscript%3E"]
)
def test_what_texts_and_parameters_hold_never_becomes_markup(client, where):
    text = client.get(where).text
    assert "<script" not in text
    assert "<safe>" not in text
    assert "<open>" not in text


def test_a_speakers_page_has_numbers_and_quotations(client):
    person = client.get("/api/v1/speakers?q=cleverly").json["items"][0]["id"]
    tree = page(client, f"/speakers/{person}")
    assert tree.cssselect("h1")[0].text == "James Cleverly"
    assert len(results(tree)) == 2
    assert results(page(client, f"/speakers/{person}?q=grain")) == ["“Grain must leave the harbour,”"]
    assert "no quotation here" in words(page(client, f"/speakers/{person}?q=zebra"))


def test_a_documents_page_marks_all_its_quotations(client):
    document = client.get("/api/v1/documents?source=Meridian").json["items"][0]["id"]
    tree = page(client, f"/documents/{document}")
    assert len(tree.cssselect(".article a.other")) == 4
    assert "A. Writer" in words(tree)
    assert "4 quotations" in words(tree)


def test_a_reprints_page_leads_to_its_original_and_back(serve, tmp_path):
    url = f"sqlite:///{tmp_path / 'story.sqlite'}"
    with Archive.open(url) as archive:
        ids = [
            archive.save(IncomingDocument(source, "wire", WIRE, title, published=day), [], extractor="one").document
            for source, title, day in (("Wire", "An offer", date(2024, 3, 5)), ("Paper", "Mayor", date(2024, 3, 6)))
        ]
    client = serve(DATABASE_URL=url)
    reprint, original = page(client, f"/documents/{ids[1]}"), page(client, f"/documents/{ids[0]}")
    assert "A reprint of An offer (Wire, 5 March 2024)." in words(reprint)
    assert "Reprinted as Mayor (Paper, 6 March 2024)." in words(original)
    assert reprint.cssselect(".notice a")[0].get("href") == f"/documents/{ids[0]}"


@pytest.fixture
def registered(serve, tmp_path):
    """A client over an archive with a registered and quoted mayor, a registered minister, and a merged slip."""
    url = f"sqlite:///{tmp_path / 'registered.sqlite'}"
    offices = (
        Office.dated("mayor", "GB/London", "Mayor of London", "2016-05-09", "2024-05-03"),
        Office.dated("party leader", None, "Leader", "2024-06-01"),
    )
    with Archive.open(url) as archive:
        for number, name in enumerate(["Oren Falk", "Oren Falk", "Oran Falk"], 1):
            archive.save(*short(number, name), extractor="one")
        mayor = Registered("oren-falk", "person", "Oren Falk", ("Oren J. Falk",), "male", "Q42", offices)
        archive.import_register([mayor, Registered("tessa-okafor", "person", "Tessa Okafor")])
        slip = next(person for person in archive.speakers().items if person.name == "Oran Falk")
        survivor = archive.find_speakers("Oren Falk")[0]
        made = archive.merge_speakers(slip.id, survivor.id, who="<b>An editor</b>", why="a slip")
        archive.add_alias(survivor.id, "The Fox", who="Ben")
    return serve(DATABASE_URL=url), survivor.id, slip.id, made.id


def test_a_registered_speakers_page_has_roles_names_sources_and_decisions(registered):
    client, mayor, _, _ = registered
    tree = page(client, f"/speakers/{mayor}")
    text = words(tree)
    roles = [" ".join(item.text_content().split()) for item in tree.cssselect(".roles li")]
    assert roles[0] == "Leader from 1 June 2024"
    assert roles[1].startswith("Mayor of London") and roles[1].endswith("from 9 May 2016 to 3 May 2024")
    assert "Oren J. Falk" in text and "The Fox" in text
    assert tree.cssselect('a[href="https://www.wikidata.org/wiki/Q42"]')
    assert tree.cssselect(f'.data a[href="/speakers/{mayor}?source=Wire"]')[0].text == "Wire"
    decisions = [" ".join(item.text_content().split()) for item in tree.cssselect(".decisions li")]
    assert decisions[0].startswith("“The Fox” is a name of Oren Falk")
    assert decisions[1].startswith("“Oran Falk” is Oren Falk")
    assert decisions[1].endswith(", <b>An editor</b>: a slip")


def test_an_undone_decision_is_shown_as_undone(registered):
    client, _, slip, merge = registered
    with Archive.open(client.application.config["DATABASE_URL"]) as archive:
        archive.undo_decision(merge, who="Ann", why="two people")
    undone = page(client, f"/speakers/{slip}").cssselect(".decisions li")[0]
    assert undone.cssselect("s")
    assert "by Ann: two people" in words(undone)


def test_the_page_of_a_merged_speaker_leads_on(registered):
    client, mayor, slip, _ = registered
    answer = client.get(f"/speakers/{slip}?q=nothing", headers=BROWSER)
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"/speakers/{mayor}?q=nothing"


def test_a_registered_speaker_whom_nobody_quotes_is_said_to_be_so(registered):
    client = registered[0]
    assert "The register knows this name" in words(page(client, "/?speaker=Tessa Okafor"))
    person = client.get("/api/v1/speakers?q=okafor").json["items"][0]["id"]
    assert "The register knows Tessa Okafor, but no document here quotes them" in words(
        page(client, f"/speakers/{person}")
    )


def test_every_link_on_a_registered_speakers_page_leads_somewhere(registered):
    client, mayor, _, _ = registered
    for link in page(client, f"/speakers/{mayor}").cssselect("main a[href]"):
        address = link.get("href")
        if address.startswith("/"):
            assert client.get(address, headers=BROWSER, follow_redirects=True).status_code == 200, address


def test_a_bad_day_on_a_page_is_told_with_its_name(client):
    answer = client.get("/?from=yesterday", headers=BROWSER)
    assert answer.status_code == 400
    assert "from='yesterday'" in html.unescape(answer.text)


def test_every_page_is_labelled_for_people_who_hear_it(client):
    addresses = [
        "/",
        "/?speaker=Clinton",
        "/?speaker=Zappa",
        "/docs",
        f"/quotations/{the_id(client, 'q=grain')}",
    ]
    for address in addresses:
        tree = page(client, address)
        assert tree.get("lang") == "en"
        assert len(tree.cssselect("h1")) == 1
        assert tree.cssselect("main#main")
        assert tree.cssselect("title")[0].text
        for control in tree.cssselect("input, select"):
            assert any(parent.tag == "label" for parent in control.iterancestors())
        names = re.findall(r' id="([^"]+)"', client.get(address).text)
        assert len(names) == len(set(names))


def test_every_link_on_the_pages_leads_somewhere(client):
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 150:
            continue
        seen.add(address)
        answer = client.get(address, headers=BROWSER)
        assert answer.status_code == 200, address
        if answer.mimetype == "text/html":
            links = [
                link.get("href") for link in parser.fromstring(answer.text).cssselect("a[href], link[href]")
            ]
            waiting += [link.split("#")[0] for link in links if link.startswith("/")]
    assert len(seen) > 20


@pytest.fixture
def changed(serve, tmp_path):
    """Save texts of one document one after another; gives a client and the id of the first text's quotation."""

    def make(*saves):
        url = f"sqlite:///{tmp_path / 'changed.sqlite'}"
        with Archive.open(url) as archive:
            for number, (text, quotations) in enumerate(saves):
                document = IncomingDocument("Wire", "a.txt", text, title="A story")
                archive.save(document, quotations, extractor=f"test {number}")
                if number == 0:
                    first = archive.quotations().items[0].id
        return serve(DATABASE_URL=url), first

    return make


def test_a_quotation_of_an_earlier_version_is_shown_where_it_stood(changed):
    before, after = "Ann spoke. “We pay,” she said.", "Ann spoke, but nothing of it is certain."
    client, first = changed(
        (before, [Quotation(11, 20, "“We pay,”", "direct", None, None, None)]), (after, [])
    )
    assert client.get(f"/api/v1/quotations/{first}").json["current"] is False
    tree = page(client, f"/quotations/{first}")
    assert "earlier version" in words(tree)
    assert words(tree.cssselect(".article")[0]) == before
    assert tree.cssselect(".article mark")[0].text == "“We pay,”"


def test_a_quotation_that_a_newer_extractor_does_not_find_keeps_its_page(changed):
    text = "Ann spoke. “We pay,” she said."
    client, first = changed((text, [Quotation(11, 20, "“We pay,”", "direct", None, None, None)]), (text, []))
    assert client.get("/api/v1/quotations").json["items"] == []
    assert client.get(f"/api/v1/quotations/{first}").json["withdrawn"] is True
    tree = page(client, f"/quotations/{first}")
    assert "no longer takes these words for a quotation" in words(tree)
    assert tree.cssselect(".article mark")[0].text == "“We pay,”"
