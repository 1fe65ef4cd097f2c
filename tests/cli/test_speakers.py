"""``quotes speakers`` and its commands, over a real archive."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.cli.speakers import speakers
from quotes.consistency.catching_up import catch_up
from quotes.store import Archive
from tests.store.samples import in_office, short

SPOKEN = ("Andrii Sybiha", "Andrii Sybiha", "A. Sybiha", "Oren Falk", "Hanna Falk", "Merge Major")
RECORD = {
    "key": "oren-falk",
    "name": "Oren Falk",
    "aliases": ["Oren J. Falk"],
    "wikidata": "Q42",
    "offices": [
        {"role": "mayor", "of": "GB/London", "title": "Mayor", "from": "2020-05-04", "to": "2024-05-03"},
        {"role": "party leader", "of": "labour-party", "title": "Leader", "from": "2024-06-01", "to": None},
    ],
}


@pytest.fixture(autouse=True)
def nobody_registered(monkeypatch):
    monkeypatch.setenv("QUOTES_REGISTER", "none")


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = str(tmp_path / "archive.sqlite")
    with Archive.open(path) as archive:
        for number, name in enumerate(SPOKEN, 1):
            archive.save(*short(number, name, date(2023, 1, number)), extractor="one")
    monkeypatch.setenv("QUOTES_DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def register(tmp_path):
    file = tmp_path / "mayors.jsonl"
    file.write_text(json.dumps(RECORD) + "\n" + json.dumps({"key": "tessa-okafor", "name": "Tessa Okafor"}) + "\n")
    return file


def call(*arguments, code=0, **environment):
    result = CliRunner().invoke(main, ["speakers", *map(str, arguments)], env=environment)
    assert result.exit_code == code, result.output
    return result


def printed(*arguments, **more):
    return json.loads(call(*arguments, "--json", **more).stdout)


def id_of(name):
    return next(item["id"] for item in printed()["items"] if item["name"] == name)


@pytest.mark.parametrize(
    "arguments",
    [("falk",), ("--limit", "5", "falk"), ("falk", "--limit=5"), ("list", "falk"), ("--limit", "5", "list", "falk")],
)
def test_words_without_a_command_list_speakers(path, arguments):
    assert {item["name"] for item in printed(*arguments)["items"]} == {"Oren Falk", "Hanna Falk"}


def test_words_that_are_a_commands_name_are_searched_with_list(path):
    assert [item["name"] for item in printed("list", "merge")["items"]] == ["Merge Major"]
    assert "Missing argument" in call("merge", code=2).stderr


def test_options_may_stand_before_the_command(path):
    assert printed("--db", path, "show", "Oren Falk")["name"] == "Oren Falk"


def test_nobody_found_says_who_may_have_been_meant(path):
    assert "did you mean Andrii Sybiha" in call("Andrii Sybuha").stderr
    assert "did you mean Andrii Sybiha" in call("show", "Andrii Sybuha", code=1).stderr
    result = CliRunner().invoke(main, ["search", "--speaker", "Oren Falq"])
    assert result.exit_code == 0
    assert "did you mean Oren Falk?" in result.stderr


def test_import_then_show_gives_a_speaker_in_full(path, register):
    assert call("import", register).stdout == "2 speakers: 1 added, 0 updated, 1 adopted, 0 unchanged, 0 failed\n"
    output = call("show", "Oren J. Falk").stdout
    assert output.startswith("Oren Falk (person) [")
    assert output.index("Leader") < output.index("Mayor")
    assert "2020-05-04 … 2024-05-03" in output and "2024-06-01 …" in output
    assert "1, published 2023-01-04" in output
    assert "Wire (1)" in output
    assert "https://www.wikidata.org/wiki/Q42" in output
    assert "oren-falk" in output
    shown = printed("show", "Falk, Oren")
    assert shown["roles"][1]["from"] == "2020-05-04" and shown["decisions"] == []


def test_somebody_of_the_register_whom_nobody_quotes_can_be_shown(path, register):
    call("import", register)
    assert printed("show", "Tessa Okafor")["quotations"] == 0
    result = CliRunner().invoke(main, ["search", "--speaker", "Tessa Okafor"])
    assert "Tessa Okafor is in the register, but no document here quotes them." in result.stderr


def test_show_lists_all_whom_an_ambiguous_name_may_mean(path):
    result = call("show", "Falk", code=1)
    assert "'Falk' may be 2 speakers" in result.stderr
    assert "Oren Falk" in result.stdout and "Hanna Falk" in result.stdout
    assert len(printed("show", "Falk", code=1)["items"]) == 2


def test_findings_about_offices_follow_an_import_at_once(path, tmp_path):
    with Archive.open(path) as archive:
        archive.save(*in_office("Petra Uhl"), extractor="one")
        catch_up(archive)
    office = {"role": "foreign minister", "of": "GB", "title": "Foreign Secretary", "from": "2015", "to": "2018-07-09"}
    file = tmp_path / "ministers.jsonl"
    later = {**office, "of": "GH", "from": "2024", "to": None}
    records = [("petra-uhl", "Petra Uhl", office), ("ada-osei", "Ada Osei", later)]
    lines = [json.dumps({"key": key, "name": name, "offices": [held]}) for key, name, held in records]
    file.write_text("\n".join(lines))
    call("import", file)
    with Archive.open(path) as archive:
        assert [finding.kind for finding in archive.findings().items] == ["role_conflict"]


def test_import_names_bad_lines_and_stores_the_others(path, register):
    register.write_text(register.read_text() + '{"name": "Ann Lee", "born": 1970}\n')
    result = call("import", register, code=1)
    assert "1 failed" in result.stdout
    assert "mayors.jsonl:3: " in result.stderr and "'born'" in result.stderr
    counts = printed("import", register, code=1)
    assert (counts["read"], counts["unchanged"], counts["failed"]) == (2, 2, 1)
    assert counts["failures"][0]["name"].endswith("mayors.jsonl:3")


@pytest.mark.parametrize(
    ("name", "text"), [("a.jsonl", ""), ("a.jsonl", "no JSON\n"), ("a.csv", "nome\nAnn\n"), ("a.xlsx", "x")]
)
def test_import_of_nothing_readable_ends_with_code_2(path, tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert name in call("import", tmp_path / name, code=2).stderr
    assert "nowhere.csv" in call("import", tmp_path / "nowhere.csv", code=2).stderr


def test_a_bad_file_does_not_keep_a_good_one_out(path, tmp_path, register):
    (tmp_path / "bad.csv").write_text("nome\nAnn\n")
    result = call("import", tmp_path / "bad.csv", register, code=1)
    assert result.stdout.startswith("2 speakers: 1 added")


def test_one_person_in_two_files_is_one_speaker(path, register, tmp_path):
    (tmp_path / "more.jsonl").write_text('{"key": "q42", "name": "Oren Jon Falk", "wikidata": "Q42"}\n')
    call("import", register, tmp_path / "more.jsonl")
    assert printed("show", "Oren Jon Falk")["id"] == printed("show", "Oren Falk")["id"]


def test_import_of_csv_tells_columns_that_it_does_not_read(path, tmp_path):
    (tmp_path / "mps.csv").write_text("name,shoe size\nTessa Okafor,39\n")
    assert "'shoe size'" in call("import", tmp_path / "mps.csv").stderr


def test_merge_is_kept_and_undone(path):
    # each is called just so, though the other's name is the same in another spelling
    call("merge", "A. Sybiha", "andrii  sybiha", "--who", "an editor", "--why", "one minister")
    shown = printed("show", "A. Sybiha")
    assert (shown["name"], shown["quotations"]) == ("Andrii Sybiha", 3)
    (decision,) = shown["decisions"]
    assert (decision["kind"], decision["who"], decision["why"]) == ("merge", "an editor", "one minister")
    output = call("decisions").stdout
    assert "an editor: one minister" in output and decision["id"] in output
    assert "one minister" in call("show", "Andrii Sybiha").stdout

    assert "Undone: " in call("undo", decision["id"], "--who", "another", "--why", "two people").stdout
    assert printed("show", decision["speaker"]["id"])["name"] == "A. Sybiha"
    assert "another: two people" in call("decisions", decision["speaker"]["id"]).stdout
    assert "undone" in call("undo", decision["id"], code=2).stderr


def test_a_merged_id_is_taken_for_the_survivor(path):
    one = id_of("A. Sybiha")
    call("merge", one, "Andrii Sybiha")
    assert printed("show", one)["name"] == "Andrii Sybiha"


def test_split_by_document_rename_and_alias(path):
    result = CliRunner().invoke(main, ["search", "--speaker", id_of("Andrii Sybiha"), "--json"])
    document = json.loads(result.stdout)["items"][0]["document"]["id"]
    made = printed("split", id_of("Andrii Sybiha"), "--document", document, "--as", "Andrii Sybiha (mayor)")
    assert made["other"]["name"] == "Andrii Sybiha (mayor)"
    assert "--document ID or --form NAME" in call("split", "Oren Falk", code=2).stderr
    assert "is called 'Oren Falck'" in call("rename", "Oren Falk", "Oren Falck").stdout
    assert "'The Fox' is a name of 'Oren Falck'" in call("alias", "add", "Oren Falck", "The Fox").stdout
    assert printed("show", "the fox")["name"] == "Oren Falck"
    kinds = [decision["kind"] for decision in printed("decisions")["items"]]
    assert kinds == ["alias", "rename", "split"]
    first = printed("decisions", "--limit", "2")
    assert len(printed("decisions", "--next", first["next"])["items"]) == 1


def test_an_ambiguous_name_is_an_error_that_lists_the_ids(path):
    result = call("rename", "Falk", "Ann Lee", code=2)
    assert "'Falk' may be 2 speakers" in result.stderr
    assert id_of("Oren Falk") in result.stderr and id_of("Hanna Falk") in result.stderr
    assert "Nobody" in call("merge", "Zappa", "Oren Falk", code=1).stderr
    assert "no decision 'x'" in call("undo", "x", code=1).stderr


def test_who_decides_is_the_option_the_setting_or_the_login_name(path):
    assert printed("rename", "Oren Falk", "Oren A", LOGNAME="login")["who"] == "login"
    assert printed("rename", "Oren A", "Oren B", LOGNAME="login", QUOTES_USER="Ann Lee")["who"] == "Ann Lee"
    assert printed("rename", "Oren B", "Oren C", "--who", "Ben", QUOTES_USER="Ann Lee")["who"] == "Ben"
    assert "who decides" in call("rename", "Oren C", "Oren D", "--who", " ", code=2).stderr


def test_suggest_gives_the_evidence_and_the_command_that_merges(path):
    (pair,) = printed("suggest")["items"]
    assert {pair["one"]["name"], pair["other"]["name"]} == {"A. Sybiha", "Andrii Sybiha"}
    output = call("suggest").stdout
    command = next(line.strip() for line in output.splitlines() if "quotes speakers merge" in line)
    assert pair["evidence"][0] in output
    call(*command.split()[2:])
    assert "No two speakers look like one" in call("suggest").stderr


@pytest.mark.parametrize("command", [(), *((name,) for name in speakers.commands), ("alias", "add")])
def test_every_help_has_an_example(command):
    assert "Example:" in call(*command, "--help").stdout


def test_ingest_and_db_upgrade_take_the_register_in(tmp_path, register, monkeypatch):
    monkeypatch.setenv("QUOTES_REGISTER", str(register))
    monkeypatch.setenv("QUOTES_DATABASE_URL", f"sqlite:///{tmp_path / 'new.sqlite'}")
    (tmp_path / "a.txt").write_text("“It will sail,” said Oren Falk.\n")
    result = CliRunner().invoke(main, ["ingest", "--no-coreference", "--quiet", str(tmp_path / "a.txt")])
    assert result.exit_code == 0, result.output
    assert printed("show", "Oren Falk")["register"] == "oren-falk"
    assert printed("show", "Tessa Okafor")["quotations"] == 0

    register.write_text(register.read_text().replace("Tessa", "Tessie"))
    assert CliRunner().invoke(main, ["db", "upgrade"]).exit_code == 0
    assert printed("show", "Tessie Okafor")["register"] == "tessa-okafor"


def test_a_slow_register_is_told_on_stderr(path, monkeypatch):
    import time

    monkeypatch.setattr("quotes.cli.printing.SECONDS_OF_SILENCE", 0.01)
    monkeypatch.setattr(Archive, "ensure_register", lambda archive: time.sleep(0.2))
    result = CliRunner().invoke(main, ["db", "upgrade"])
    assert "Taking in the register of speakers" in result.stderr
