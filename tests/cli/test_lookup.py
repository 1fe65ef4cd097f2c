from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.store import Archive
from tests.store.samples import ARTICLE, article_quotations, short
from tests.store.test_migrations import build_first_schema


@pytest.fixture
def path(tmp_path):
    path = str(tmp_path / "archive.sqlite")
    with Archive.open(path) as archive:
        archive.save(ARTICLE, article_quotations(), extractor="one")
        archive.save(*short(1, "Hanna Falk", date(2023, 4, 1)), extractor="one")
    return path


def call(*arguments, code=0):
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == code, result.output
    return result


def test_search_prints_text_speaker_date_source_and_link(path):
    output = call("search", "bridge", "--db", path).stdout
    assert "“The bridge will be rebuilt by spring,”" in output
    assert "Mara Lindqvist" in output
    assert "2023-01-18 · Harbour Post · Bridge to be rebuilt" in output
    assert "https://post.example/bridge" in output


def test_search_prints_the_contract_as_json(path):
    result = call("search", "--speaker", "Lindqvist", "--json", "--db", f"sqlite:///{path}")
    printed = json.loads(result.stdout)
    with Archive.open(path) as archive:
        expected = [item.as_json() for item in archive.quotations().items if item.speaker]
    assert printed == {
        "items": [item for item in expected if item["speaker"]["name"] == "Mara Lindqvist"],
        "next": None,
    }
    assert result.stderr == ""


def test_search_goes_on_where_a_page_ended(path):
    first = json.loads(call("search", "--limit", "3", "--json", "--db", path).stdout)
    assert len(first["items"]) == 3
    second = json.loads(call("search", "--next", first["next"], "--json", "--db", path).stdout)
    assert (len(second["items"]), second["next"]) == (2, None)
    assert f"--next {first['next']}" in call("search", "--limit", "3", "--db", path).stderr


def test_search_filters(path):
    def texts(*options):
        return [item["text"] for item in json.loads(call("search", *options, "--json", "--db", path).stdout)["items"]]

    assert texts("--kind", "partial") == ["“a bold plan”"]
    assert texts("--min-confidence", "0.96") == ["“The bridge will be rebuilt by spring,”"]
    assert texts("--from", "2023-03-01") == ["“Nothing new 1.”"]
    assert len(texts("--to", "2023-03-01", "--source", "Harbour Post")) == 4
    assert texts("the", '"bridge will"') == ["“The bridge will be rebuilt by spring,”"]
    assert texts("bridge", "nothing") == []


def test_search_says_that_a_name_is_ambiguous(path):
    result = call("search", "--speaker", "Falk", "--json", "--db", path)
    assert len(json.loads(result.stdout)["items"]) == 2
    assert "'Falk' may be 2 speakers" in result.stderr
    assert "Oren Falk" in result.stderr and "Hanna Falk" in result.stderr


def test_search_says_who_is_unknown(path):
    assert "Nobody in the archive is known as 'Zed'" in call("search", "--speaker", "Zed", "--db", path).stderr
    assert "no source 'Zed'" in call("search", "--source", "Zed", "--db", path).stderr
    assert "No quotation found" in call("search", "missile", "--db", path).stderr


@pytest.mark.parametrize(
    "options, told",
    [
        (("--next", "zz"), "'zz'"),
        (("--from", "2023-13-01"), "'2023-13-01'"),
        (("--from", "yesterday"), "'yesterday'"),
        (("--limit", "0"), "0"),
        (("--kind", "long"), "'long'"),
        (("--min-confidence", "2"), "2"),
        (("--from", "2023-02-01", "--to", "2023-01-01"), "2023-02-01"),
        (("—",), "'—'"),
    ],
)
def test_a_bad_value_is_quoted_and_ends_with_code_2(path, options, told):
    assert told in call("search", *options, "--db", path, code=2).stderr


def test_an_archive_that_does_not_exist_is_told_and_not_made(tmp_path):
    path = tmp_path / "none.sqlite"
    assert "quotes ingest" in call("search", "x", "--db", str(path), code=1).stderr
    assert not path.exists()


def test_speakers_are_listed_with_their_numbers(path):
    output = call("speakers", "--db", path).stdout
    assert output.index("Mara Lindqvist") < output.index("Oren Falk")
    printed = json.loads(call("speakers", "fal", "--json", "--db", path).stdout)
    assert {item["name"] for item in printed["items"]} == {"Oren Falk", "Hanna Falk"}
    assert printed["items"][0]["aliases"] == ["Falk"]
    assert "No speaker found" in call("speakers", "zz", "--db", path).stderr


def test_db_upgrade_brings_an_old_archive_up_to_date(tmp_path):
    path = tmp_path / "old.sqlite"
    build_first_schema(path)
    assert "quotes db upgrade" in call("search", "--db", str(path), code=2).stderr
    assert "quotes db upgrade" in call("db", "status", "--db", str(path), code=2).stderr
    assert "0001 → " in call("db", "upgrade", "--db", str(path)).stdout
    assert "up to date" in call("db", "upgrade", "--db", str(path)).stdout
    assert "“Cats sleep.”" in call("search", "cats", "--db", str(path)).stdout


def test_db_status_says_what_the_archive_holds(path):
    output = call("db", "status", "--db", path).stdout
    assert "2 documents, 5 quotations, 3 speakers" in output
    assert "2023-01-18 … 2023-04-01" in output
    assert json.loads(call("db", "status", "--json", "--db", path).stdout)["quotations"] == 5


@pytest.mark.parametrize("command", [("search",), ("speakers",), ("db",), ("db", "upgrade"), ("db", "status")])
def test_every_help_has_an_example(command):
    assert "Example:" in call(*command, "--help").stdout
