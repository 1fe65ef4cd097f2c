from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import BadValue
from quotes.sources.durations import in_words, read_duration, written
from quotes.sources.settings import USER_AGENT, SourceSettings, describe, read_sources, write_sources

WRITTEN = """
[defaults]
delay = 2
exclude = ["*/sport/*"]

[sources.courier]
kind = "feed"
location = "https://courier.example/rss"
every = "6h"
outlet = "The Courier"

[sources."Ministry of Ports"]
kind = "folder"
location = "releases"
delay = 0.5
max_age = "30d"
"""


def written_to(folder: Path, text: str) -> Path:
    file = folder / "sources.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_of_sources_is_read(tmp_path):
    courier, ministry = read_sources(written_to(tmp_path, WRITTEN))
    assert (courier.name, courier.kind, courier.location) == ("courier", "feed", "https://courier.example/rss")
    assert (courier.every, courier.delay, courier.exclude) == (timedelta(hours=6), 2.0, ("*/sport/*",))
    assert (courier.outlet, courier.user_agent, courier.robots) == ("The Courier", USER_AGENT, True)
    assert (ministry.name, ministry.delay, ministry.max_age) == ("Ministry of Ports", 0.5, timedelta(days=30))


def test_paths_are_relative_to_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ann")
    text = "".join(
        f'[sources.{name}]\nkind = "folder"\nlocation = "{path}"\n'
        for name, path in (("a", "x/y"), ("b", "/srv/x"), ("c", "~/x"))
    )
    assert [source.location for source in read_sources(written_to(tmp_path, text))] == [
        str(tmp_path / "x" / "y"),
        "/srv/x",
        "/home/ann/x",
    ]


SOURCE = '[sources.a]\nkind = "feed"\nlocation = "https://a.example/rss"\n'


@pytest.mark.parametrize(
    "text, told",
    [
        ("[sources.a", "is not TOML: "),
        ("[source.a]", r"there is no table \[source\]; sources are tables of the form \[sources.NAME\]"),
        ("sources = 1", r"'sources' must be made of tables, \[sources.NAME\], not 1"),
        ("[sources]\na = 1", r"\[sources.a\] must be a table, not 1"),
        ("defaults = 1", r"'defaults' must be a table"),
        ('[defaults]\nkind = "feed"', r"\[defaults\]: 'kind' is each source's own"),
        ("[defaults]\ndelay = -1", r"\[defaults\]: 'delay' must be a number from 0 to 3600, not -1"),
        ("[sources.a]\n", r"\[sources.a\]: 'kind' is missing \(one of folder, feed, sitemap, urls, jsonlines, warc\)"),
        ('[sources.a]\nkind = "feed"', r"\[sources.a\]: 'location' is missing"),
        (SOURCE + "dealy = 1", r"\[sources.a\]: there is no key 'dealy'; did you mean 'delay'\?"),
        (SOURCE + 'name = "b"', "'name' is not a key: the name is that of the table"),
        (SOURCE + 'every = "often"', "'every' must be a span of time such as '30m', '6h', '1d' or '2w', not 'often'"),
        (SOURCE + "every = 6", "'every' must be a span of time such as '6h' or '1d', not 6"),
        (SOURCE + 'every = "0h"', "'every' must be longer than nothing"),
        (SOURCE + 'robots = "no"', "'robots' must be true or false, not 'no'"),
        (SOURCE + "retries = 1.5", "'retries' must be a whole number from 0 to 20, not 1.5"),
        (SOURCE + "retries = true", "'retries' must be a whole number from 0 to 20, not True"),
        (SOURCE + "delay = nan", "'delay' must be a number from 0 to 3600, not nan"),
        (SOURCE + "limit = 0", "'limit' must be a whole number from 1 to 1,000,000, not 0"),
        (SOURCE + 'include = "x"', r"'include' must be a list of patterns such as \['\*/politics/\*'\], not 'x'"),
        (SOURCE + 'outlet = " "', "'outlet' must be text, not ' '"),
        (SOURCE + 'user_agent = "Zeitung für alle"', "'user_agent' must be printable ASCII"),
        (SOURCE + 'user_agent = "x\\r\\nHost: b"', "'user_agent' must be printable ASCII"),
        (SOURCE.replace("feed", "rss"), "'kind' must be one of folder, feed, .*, not 'rss'"),
        (SOURCE.replace("https://a.example/rss", "feeds/a.xml"), r"'location' must be an address \(https://…\)"),
        (
            SOURCE.replace("https://a.example/rss", "ftp://a.example/x"),
            "must be an address .*, not 'ftp://a.example/x'",
        ),
        (SOURCE.replace("feed", "urls").replace("https", "ftp"), "must be a path, or an address of http or https, not"),
        (SOURCE.replace("https://", "https://me:secret@"), "'location' has a user name or a password in it"),
        (SOURCE.replace("https://a.example/rss", "https://"), "'location' is not a web address: 'https://'"),
        (SOURCE.replace("https://a.example/rss", "https://["), "'location' is not a web address"),
        (SOURCE.replace("feed", "warc"), "'location' must be a path for the kind 'warc'.*fetch the file first"),
        (SOURCE.replace("sources.a", 'sources." "'), "a source's name must be 1 to 100 printable characters"),
    ],
)
def test_what_is_wrong_is_told_with_file_table_and_key(tmp_path, text, told):
    file = written_to(tmp_path, text)
    with pytest.raises(BadValue, match=told) as error:
        read_sources(file)
    assert str(file) in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(BadValue, match=r"none.toml' cannot be read: No such file"):
        read_sources(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'a = "\xe9"')
    with pytest.raises(BadValue, match=r"latin.toml' is not TOML"):
        read_sources(tmp_path / "latin.toml")


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(
    st.builds(
        SourceSettings,
        name=NAMES,
        kind=st.sampled_from(["folder", "warc", "jsonlines", "urls"]),
        location=NAMES.map(lambda name: str(Path(f"/srv/{name}"))),
        every=st.none() | st.integers(1, 10**7).map(lambda seconds: timedelta(seconds=seconds)),
        enabled=st.booleans(),
        delay=st.floats(0, 3600),
        include=st.lists(NAMES, max_size=3).map(tuple),
        max_age=st.none() | st.integers(1, 10**6).map(lambda minutes: timedelta(minutes=minutes)),
        limit=st.none() | st.integers(1, 10**6),
        max_time=st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
        outlet=st.none() | NAMES,
        use_feed_text=st.booleans(),
    )
)
def test_settings_come_back_from_json_and_toml_as_they_were(tmp_path_factory, settings):
    assert SourceSettings.from_json(settings.as_json()) == settings
    file = written_to(tmp_path_factory.getbasetemp(), write_sources([settings]))
    assert read_sources(file) == [settings]


def test_toml_leaves_out_what_is_as_by_default():
    text = write_sources([SourceSettings("courier", "feed", "https://courier.example/rss", every=timedelta(days=1))])
    assert text == '[sources.courier]\nkind = "feed"\nlocation = "https://courier.example/rss"\nevery = "1d"\n'


def test_settings_of_the_database_that_are_wrong_are_told():
    with pytest.raises(BadValue, match="source: 'delay' must be a number"):
        SourceSettings.from_json({"name": "a", "kind": "feed", "location": "https://a.example", "delay": "x"})


def test_a_source_is_described_in_one_sentence():
    source = SourceSettings(
        "courier",
        "feed",
        "https://courier.example/rss",
        every=timedelta(hours=6),
        exclude=("*/sport/*",),
        max_age=timedelta(days=14),
        outlet="The Courier",
    )
    assert describe(source) == (
        "courier: the articles of the feed https://courier.example/rss, every 6 hours, 1 s between requests to"
        " one host, as robots.txt allows, without */sport/*, nothing older than 2 weeks, filed under The Courier."
    )
    assert describe(SourceSettings("old", "folder", "/srv/old", enabled=False)) == (
        "old: the documents in /srv/old, in every run; switched off."
    )


NOW = datetime(2026, 11, 25, 3, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "every, ago, due",
    [
        (None, timedelta(seconds=1), True),
        (timedelta(days=1), None, True),
        (timedelta(days=1), timedelta(hours=22), False),
        # a nightly job that began a little earlier than yesterday
        (timedelta(days=1), timedelta(hours=23, minutes=58), True),
        (timedelta(hours=1), timedelta(minutes=50), False),
        (timedelta(hours=1), timedelta(minutes=55), True),
    ],
)
def test_a_source_is_due_after_its_time(every, ago, due):
    source = SourceSettings("a", "folder", "/srv", every=every)
    assert source.due(NOW - ago if ago else None, NOW) is due


def test_a_source_that_is_switched_off_is_never_due():
    assert not SourceSettings("a", "folder", "/srv", enabled=False).due(None, NOW)


@pytest.mark.parametrize(
    "text, seconds, words",
    [
        ("90s", 90, "1 minute 30 seconds"),
        ("30m", 1800, "30 minutes"),
        ("6h", 21600, "6 hours"),
        ("1d 12h", 129600, "1 day 12 hours"),
        (" 2W ", 1209600, "2 weeks"),
        ("10d", 864000, "10 days"),
    ],
)
def test_spans_of_time_are_read_and_told(text, seconds, words):
    span = read_duration(text)
    assert (span, in_words(span)) == (timedelta(seconds=seconds), words)
    assert read_duration(written(span)) == span


@pytest.mark.parametrize("text", ["", "6", "h", "-1d", "1 month", "1d!", "0s", "99999999w"])
def test_what_is_no_span_of_time_is_refused(text):
    with pytest.raises(ValueError, match="must be"):
        read_duration(text)
