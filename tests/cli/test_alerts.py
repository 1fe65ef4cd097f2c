"""``quotes alerts``, over a real archive and a real HTTP server."""

from __future__ import annotations

import json
import sys

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.cli.alerts import alerts
from quotes.errors import ModelNotFound
from quotes.store import Archive
from tests.alerts.receiver import receiving
from tests.store.samples import short


@pytest.fixture(autouse=True)
def archive(tmp_path, monkeypatch):
    monkeypatch.setenv("QUOTES_REGISTER", "none")
    for name in ("QUOTES_SMTP_URL", "QUOTES_MAIL_FROM", "QUOTES_WEBHOOK_SECRET"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "archive.sqlite"
    monkeypatch.setenv("QUOTES_DATABASE_URL", f"sqlite:///{path}")
    with Archive.open(str(path)) as archive:
        for number, name in enumerate(("Oren Falk", "Hanna Berg", "Ann Berg")):
            archive.save(*short(number, name), extractor="one")
        yield archive


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


def call(*arguments, code=0):
    result = CliRunner().invoke(main, ["alerts", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


def add(*arguments):
    return json.loads(call("add", *arguments, "--json").stdout)


def test_an_alert_is_added_listed_sent_and_removed(archive, receiver):
    shown = call("add", "--speaker", "Falk", "--webhook", receiver.url, "--allow-private").stdout
    assert shown.startswith("quotations by Oren Falk [") and "quotes alerts test" in shown
    assert "nothing sent yet" in call().stdout
    (listed,) = json.loads(call("list", "--json").stdout)["items"]
    assert listed["speaker"]["name"] == "Oren Falk" and listed["channels"][0]["address"] == receiver.url
    archive.save(*short(9, "Oren Falk"), extractor="one")
    assert call("pending").stdout.startswith(f"1 for {receiver.url}: quotations by Oren Falk")
    assert json.loads(call("pending", "--json").stdout)["items"][0]["items"] == 1
    assert call("send").stdout == "alerts: 1 delivery with 1 item\n"
    assert json.loads(call("send", "--json").stdout) == {"deliveries": 0, "items": 0, "more": False, "failed": []}
    assert "last sent 20" in call("show", listed["id"]).stdout
    assert call("test", listed["id"]).stdout == f"webhook {receiver.url}: taken\n"
    assert [post.told.get("test") for post in receiver.posts] == [None, True]
    assert "Removed" in call("remove", listed["id"]).stdout
    assert "No alert yet" in call().stderr


def test_trouble_with_a_receiver_is_told_and_is_exit_code_1(archive, receiver):
    made = add("--speaker", "Falk", "--webhook", receiver.url, "--name", "Falk")
    archive.save(*short(9, "Oren Falk"), extractor="one")
    assert "not of the public internet" in call("send", code=1).stderr
    assert "FAILING, once since" in call().stdout and "--allow-private" in call("show", "Falk").stdout
    assert "not taken" in call("test", made["id"], code=1).stderr
    assert ", not before" in call("pending").stdout
    assert json.loads(call("send", "--all", "--json", code=1).stdout)["failed"][0]["by"] == "webhook"


def test_the_secret_is_never_shown(archive, receiver):
    add("--speaker", "Falk", "--webhook", receiver.url, "--secret", "blue harbour")
    for shown in (call(), call("list", "--json"), call("pending", "--json")):
        assert "blue harbour" not in shown.stdout
    assert json.loads(call("list", "--json").stdout)["items"][0]["channels"][0]["signed"] is True


@pytest.mark.parametrize(
    ("options", "watches", "kind", "name"),
    [
        (["--findings"], "findings", None, "findings"),
        (["--findings", "wording_conflict"], "findings", "wording_conflict", "wording conflicts"),
        (["--findings", "--speaker", "Falk"], "findings", None, "findings about Oren Falk"),
        (["--failures"], "failures", None, "runs that fail"),
        (["--words", '"air defence"'], "quotations", None, 'quotations with "air defence"'),
        (["--source", "Wire", "--name", "the wire"], "quotations", None, "the wire"),
    ],
)
def test_an_alert_watches_quotations_findings_or_failed_runs(options, watches, kind, name):
    made = add(*options, "--email", "desk@example.org")
    assert (made["watches"], made["kind"], made["name"]) == (watches, kind, name)


MAIL = ["--email", "desk@example.org"]


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        ([], 2, "say what to watch"),
        (MAIL, 2, "say what to watch"),
        (["--speaker", "Falk"], 2, "say where to deliver to"),
        (["--speaker", "Oren Falq", *MAIL], 1, "did you mean Oren Falk"),
        (["--speaker", "Berg", *MAIL], 2, "may be 2 speakers"),
        (["--source", "Nowhere", *MAIL], 1, "no source 'Nowhere'"),
        (["--words", "…", *MAIL], 2, "nothing to look for"),
        (["--failures", "--speaker", "Falk", *MAIL], 2, "--failures stands alone"),
        (["--findings", "--words", "x", *MAIL], 2, "only --speaker restricts"),
        (["--findings", "quarrel", *MAIL], 2, "wording_conflict"),
        (["--words", "x", "--webhook", "hooks.example"], 2, "'hooks.example' is no web address"),
        (["--words", "x", "--email", "desk"], 2, "'desk' is not an e-mail address"),
        (["--words", "x", "--secret", "y", *MAIL], 2, "give --webhook URL"),
    ],
)
def test_what_cannot_be_an_alert_is_refused_with_the_reason(options, code, told):
    assert told in call("add", *options, code=code).stderr
    assert json.loads(call("list", "--json").stdout)["items"] == []


@pytest.mark.parametrize("command", ["show", "remove", "test"])
def test_an_id_that_is_none_is_told(command):
    assert "no alert 'x'" in call(command, "x", code=1).stderr


def test_a_name_that_two_alerts_have_is_not_enough():
    ids = [add("--words", "x", *MAIL, "--name", "twin")["id"] for _ in range(2)]
    told = call("remove", "twin", code=2).stderr
    assert all(id_ in told for id_ in ids)


@pytest.mark.parametrize("command", [[], *([name] for name in alerts.commands)])
def test_every_help_has_an_example(command):
    assert "Example:" in call(*command, "--help").stdout


@pytest.fixture
def paper(tmp_path, monkeypatch):
    """A source with one article, read without a language model."""
    from tests.ingest.quick import QuickExtractor

    monkeypatch.setattr("quotes.ingest.reingest.workers_for", lambda *_: quick_workers(QuickExtractor()))
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("“The ferry sails at dawn,” said Oren Falk. Nothing else is known of the matter.")
    source = CliRunner().invoke(main, ["sources", "add", "paper", "folder", str(folder)])
    assert source.exit_code == 0, source.output
    return folder


def reingest(*arguments, code=0):
    result = CliRunner().invoke(main, ["reingest", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


def test_the_nightly_run_sends_what_is_due_at_its_end(archive, receiver, paper):
    add("--speaker", "Falk", "--webhook", receiver.url, "--allow-private")
    result = reingest("--quiet", "--json")
    assert json.loads(result.stdout)["alerts"] == {"deliveries": 1, "items": 1, "more": False, "failed": []}
    assert receiver.texts == [["“The ferry sails at dawn,”"]]
    receiver.answers = [500]
    (paper / "two.txt").write_text("“The ferry sails at noon,” said Oren Falk. Nothing else is known of the matter.")
    assert "1 not taken: see `quotes alerts`" in reingest().output


def test_a_quiet_night_says_which_receiver_did_not_take_what_was_due(archive, receiver, paper):
    made = add("--speaker", "Falk", "--webhook", receiver.url, "--allow-private", "--name", "Falk")
    receiver.answers = [500]
    told = reingest("--quiet")
    assert told.stdout == ""
    assert told.stderr.startswith(f"alert 'Falk' [{made['id']}] was not taken: {receiver.url} answers 500")
    assert len(told.stderr.splitlines()) == 1


def test_a_night_that_cannot_load_its_model_is_on_record_and_told_that_night(archive, receiver, paper, monkeypatch):
    def missing(*_):
        raise ModelNotFound("there is no model 'en_core_web_xl'")

    monkeypatch.setattr("quotes.ingest.reingest.workers_for", missing)
    add("--failures", "--webhook", receiver.url, "--allow-private")
    for night in (1, 2):
        assert "Error: there is no model" in reingest("--quiet", code=2).stderr
        (run,) = receiver.posts[-1].told["items"]
        assert len(receiver.posts) == night
        assert (run["state"], run["finished"]) == ("interrupted", None)
        assert run["failures"] == [{"name": "reingest", "reason": "there is no model 'en_core_web_xl'"}]
    assert "reingest: there is no model" in CliRunner().invoke(main, ["runs", "show", "last"]).stdout


def test_a_slip_in_the_file_of_sources_is_told_that_night_and_one_of_the_command_line_is_not(
    archive, receiver, paper, tmp_path
):
    add("--failures", "--webhook", receiver.url, "--allow-private")
    file = tmp_path / "sources.toml"
    file.write_text('[sources.ministry]\nkind = "fedd"\nlocation = "https://ministry.example/rss"\n')
    error = reingest("--sources", file, code=2).stderr
    ((failure,),) = [post.told["items"][0]["failures"] for post in receiver.posts]
    assert error.replace(str(file), file.name) == f"Error: {failure['reason']}\n" and "'fedd'" in error
    reingest("--source", "papre", code=2)
    assert len(receiver.posts) == 1


def test_the_next_night_tells_of_one_that_was_killed_before_it_begins_itself(archive, receiver, paper, monkeypatch):
    add("--failures", "--webhook", receiver.url, "--allow-private")
    add("--speaker", "Falk", "--webhook", receiver.url, "--allow-private")
    run = archive.start_run("reingest")
    archive.save(*short(9, "Oren Falk"), extractor="one", run=run)

    def killed(*_, **__):
        assert sorted(len(post.told["items"]) for post in receiver.posts) == [1, 1]
        raise KeyboardInterrupt

    monkeypatch.setattr("quotes.ingest.reingest.reingest", killed)
    monkeypatch.setattr("os._exit", sys.exit)  # the command ends its process with it, which here is pytest's
    reingest(code=130)
    assert len(receiver.posts) == 2


def quick_workers(extractor):
    from quotes.ingest.workers import InProcess

    return InProcess(extractor)
