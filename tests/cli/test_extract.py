from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.extraction import Extractor

ARTICLE = "Mayor Ada Osei spoke first.\n\n“We are ready for the winter,” she said. 😀\n\n“So are we,” said Paul Falk.\n"


@pytest.fixture(autouse=True)
def loaded_once(extractor, monkeypatch):
    """The commands get the session's extractor, so that each call does not load the model again."""
    load = Extractor.load
    monkeypatch.setattr(Extractor, "load", lambda model=None, **options: load(model, **options) if model else extractor)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "winter.txt"
    path.write_text(ARTICLE, encoding="utf8")
    return path


def call(*arguments, code=0, stdin=None):
    result = CliRunner().invoke(main, ["extract", *map(str, arguments)], input=stdin)
    assert result.exit_code == code, result.output
    return result


def test_a_file_gives_one_json_line_named_by_its_stem(article):
    result = call("--format", "jsonl", article)
    (line,) = result.stdout.splitlines()
    document = json.loads(line)
    assert document["id"] == "winter"
    assert [(q["text"], q["speaker"]["name"]) for q in document["quotes"]] == [
        ("“We are ready for the winter,”", "Ada Osei"),
        ("“So are we,”", "Paul Falk"),
    ]
    assert all(ARTICLE[q["start"] : q["end"]] == q["text"] for q in document["quotes"])
    assert result.stderr == ""


def test_jsonl_is_the_format_where_output_is_no_terminal(article):
    assert call(article).stdout == call("--format", "jsonl", article).stdout


def test_offsets_count_carriage_returns_and_a_byte_order_mark(tmp_path):
    text = "\ufeff" + ARTICLE.replace("\n", "\r\n")
    (tmp_path / "windows.txt").write_bytes(text.encode())
    document = json.loads(call(tmp_path / "windows.txt").stdout)
    assert [text[q["start"] : q["end"]] for q in document["quotes"]] == [q["text"] for q in document["quotes"]]
    assert len(document["quotes"]) == 2


def test_a_folder_gives_its_text_and_markdown_files_in_order(tmp_path, article):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.md").write_text("**“Yes,”** said Paul Falk.", encoding="utf8")
    (tmp_path / "b.text").write_text("Nothing.", encoding="utf8")
    (tmp_path / "data.json").write_text("{}", encoding="utf8")
    lines = [json.loads(line) for line in call(tmp_path).stdout.splitlines()]
    assert [(line["id"], len(line["quotes"])) for line in lines] == [("b", 0), ("a", 1), ("winter", 2)]


def test_a_dash_reads_standard_input():
    document = json.loads(call("-", stdin=ARTICLE).stdout)
    assert document["id"] == "stdin"
    assert len(document["quotes"]) == 2


def test_a_bad_file_is_named_and_the_rest_goes_on_with_exit_code_1(tmp_path, article):
    (tmp_path / "latin.txt").write_bytes("“Café”".encode("cp1252"))
    (tmp_path / "binary.txt").write_bytes(b"PK\x00\x01")
    missing = tmp_path / "missing.txt"
    result = call(tmp_path / "latin.txt", missing, tmp_path / "binary.txt", article, code=1)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["winter"]
    latin, gone, binary = result.stderr.splitlines()
    assert "latin.txt" in latin and "not UTF-8" in latin and "0x93" in latin
    assert "missing.txt" in gone and "No such file" in gone
    assert "binary.txt" in binary and "null character" in binary


def test_a_folder_without_texts_is_a_failure_that_names_it(tmp_path):
    result = call(tmp_path, code=1)
    assert "no .txt or .md file" in result.stderr and str(tmp_path) in result.stderr


def test_a_model_that_is_not_installed_ends_with_its_name_and_exit_code_2(article):
    result = call("--model", "en_core_web_nowhere", article, code=2)
    assert result.stderr.startswith("Error: ")
    assert "en_core_web_nowhere" in result.stderr
    assert result.stdout == ""


def test_without_a_path_the_command_says_how_it_is_used():
    result = call(code=2)
    assert "PATH" in result.stderr


def test_an_unknown_format_is_refused_with_those_that_exist(article):
    assert "'jsonl', 'json', 'table', 'html', 'csv'" in call("--format", "xml", article, code=2).stderr


def test_csv_prints_a_row_a_quotation(article):
    rows = list(csv.DictReader(io.StringIO(call("--format", "csv", article).stdout, newline="")))
    assert [(row["document"], row["speaker"]) for row in rows] == [("winter", "Ada Osei"), ("winter", "Paul Falk")]


def test_table_and_html_name_the_speakers(article):
    assert "Paul Falk" in call("--format", "table", article).stdout
    assert '<span class="who">Paul Falk</span>' in call("--format", "html", article).stdout


def test_json_prints_one_array(article):
    assert [document["id"] for document in json.loads(call("--format", "json", article, article).stdout)] == [
        "winter"
    ] * 2


def test_output_goes_to_a_file_where_one_is_named(tmp_path, article):
    result = call("-o", tmp_path / "out.jsonl", article)
    assert result.stdout == ""
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf8"))["id"] == "winter"


def test_the_installed_command_extracts_in_a_process_of_its_own(article):
    done = subprocess.run(
        [sys.executable, "-c", "from quotes.cli import main; main()", "extract", str(article)],
        capture_output=True,
        text=True,
        encoding="utf8",
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stderr == ""
    assert len(json.loads(done.stdout)["quotes"]) == 2


def named(text, tmp_path, *arguments):
    """The speakers' objects of a text's quotations."""
    (tmp_path / "news.txt").write_text(text, encoding="utf8")
    return [q["speaker"] for q in json.loads(call(*arguments, tmp_path / "news.txt").stdout)["quotes"]]


@pytest.mark.parametrize("arguments", [(), ("--published", "2022-07-01")])
def test_a_surname_with_its_office_is_completed_from_the_register(tmp_path, arguments):
    (speaker,) = named("“We will not wait,” Secretary of State Blinken said on Tuesday.", tmp_path, *arguments)
    assert (speaker["name"], speaker["type"]) == ("Antony Blinken", "person")


def test_a_surname_is_not_completed_with_an_office_that_it_had_years_later(tmp_path):
    text = "“We will not wait,” Secretary of State Blinken said on Tuesday."
    assert named(text, tmp_path, "--published", "2010-07-01")[0]["name"] == "Blinken"


def test_a_dated_text_has_its_offices_named(tmp_path):
    text = "“We will not wait,” the NATO chief said. “Nor will we,” said a NATO official."
    chief, official = named(text, tmp_path, "--published", "2022-07-01")
    assert (chief["name"], chief["type"]) == ("Jens Stoltenberg", "person")
    assert "role" in chief["method"] and chief["confidence"] < official["confidence"]
    assert chief["mention"]["text"] == "the NATO chief"
    assert (official["name"], official["type"]) == ("a NATO official", "unnamed")


def test_an_undated_text_keeps_its_offices_unnamed(tmp_path):
    (chief,) = named("“We will not wait,” the NATO chief said.", tmp_path)
    assert (chief["name"], chief["type"]) == ("the NATO chief", "unnamed")
    assert "role" not in chief["method"]


def test_the_day_decides_who_holds_an_office(tmp_path):
    text = "“We will not wait,” the NATO chief said."
    assert named(text, tmp_path, "--published", "2025-07-01")[0]["name"] == "Mark Rutte"
    assert named(text, tmp_path, "--published", "2024-10-02")[0]["name"] == "the NATO chief"


def test_a_bad_day_is_refused_with_the_form_that_works(article):
    assert "%Y-%m-%d" in call("--published", "1 July", article, code=2).stderr
