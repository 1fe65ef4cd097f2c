"""`quotes verify`, on a small archive and on the sample corpus."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.store import Archive
from tests.store.samples import ARTICLE, article_quotations

WORDS = "The bridge will be rebuilt by spring"


@pytest.fixture
def path(tmp_path):
    path = str(tmp_path / "archive.sqlite")
    with Archive.open(path) as archive:
        archive.save(ARTICLE, article_quotations(), extractor="one")
    return path


def verify(*arguments, db, code=0, stdin=None):
    result = CliRunner().invoke(main, ["verify", *arguments, "--db", db], input=stdin)
    assert result.exit_code == code, result.output
    return result


def test_a_confirmed_quotation_is_told_with_its_place_and_exits_0(path):
    output = verify(f"“{WORDS}”", "--speaker", "Lindqvist", db=path).stdout
    assert output.startswith("CONFIRMED  On record, in the same words (typography and case aside), said by Mara ")
    assert "“The bridge will be rebuilt by spring,” said Mara Lindqvist" in output
    assert "2023-01-18 · Harbour Post · Bridge to be rebuilt" in output
    assert "https://post.example/bridge" in output
    assert "Searched: 1 document with 4 quotations, published on 2023-01-18." in output


def test_anything_else_exits_1_and_is_told_in_plain_words(path):
    output = verify(WORDS, "--speaker", "Oren Falk", db=path, code=1).stdout
    assert "SAID BY SOMEBODY ELSE  On record" in output
    assert "said by Mara Lindqvist, not by Oren Falk." in output
    output = verify("The marsh is full of herons", db=path, code=1).stdout
    assert "NOT ON RECORD" in output
    assert "does not make them false" in output


def test_differences_stand_in_place_without_colours(path):
    output = verify("The bridge may be rebuilt by summer", "--speaker", "Mara Lindqvist", db=path, code=1).stdout
    assert "The bridge [-may-]{+will+} be rebuilt by [-summer-]{+spring+}" in output
    assert "\x1b[" not in output


def test_on_a_terminal_differences_are_struck_out_and_underlined(path):
    from rich.console import Console

    from quotes.cli.verdicts import print_verification
    from quotes.matching.records import Claim
    from quotes.matching.verification import verify as verified

    console = Console(force_terminal=True, color_system="truecolor", width=200)
    with Archive.open(path) as archive, console.capture() as capture:
        print_verification(console, verified(archive, Claim("The bridge may be … by spring", "Mara Lindqvist")))
    output = capture.get()
    assert "\x1b[1;9;31mmay\x1b[0m" in output
    assert "\x1b[1;4;32mwill\x1b[0m" in output
    assert "⟨rebuilt⟩" in output
    assert "[-" not in output


def test_json_is_the_contract(path):
    result = verify("The bridge may be rebuilt", "--json", db=path, code=1)
    printed = json.loads(result.stdout)
    assert set(printed) >= {"verdict", "wording", "speaker", "warnings", "matches", "coverage"}
    assert printed["coverage"] == {"documents": 1, "quotations": 4, "from": "2023-01-18", "to": "2023-01-18"}
    (match,) = printed["matches"]
    fields = {"id", "text", "speaker", "document", "version", "start", "end", "prefix", "suffix"}
    assert fields <= set(match["quotation"])
    assert match["differences"][0] | {"about": None} == {
        "kind": "substituted", "claimed": "may", "recorded": "will", "severity": "major", "about": None,
    }  # fmt: skip
    assert result.stderr == ""


def test_a_dash_reads_standard_input(path):
    assert json.loads(verify("-", "--json", db=path, stdin=f"\ufeff{WORDS}\n").stdout)["verdict"] == "confirmed"
    result = verify("-", db=path, code=2, stdin=b"caf\xe9")
    assert "standard input is not UTF-8" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give a TEXT"),
        (("words", "--batch", "-"), "give a TEXT"),
        (("--batch", "-", "--speaker", "x"), "belong to one TEXT"),
        (("words", "--on", "yesterday"), "is not a day"),
        (("words", "--limit", "0"), "--limit"),
        (("",), "needs the words"),
        (("…",), "no word"),
        (("--batch", "no-such-file"), "cannot read 'no-such-file'"),
    ],
)
def test_bad_input_exits_2_and_is_named(path, arguments, told):
    result = verify(*arguments, db=path, code=2, stdin="")
    assert told in result.stderr


def test_an_archive_that_is_not_there_is_told(tmp_path):
    result = verify("words", db=str(tmp_path / "none.sqlite"), code=2)
    assert "no archive at" in result.stderr


BATCH = "\n".join(
    [
        json.dumps({"quotation": WORDS, "speaker": "Mara Lindqvist", "on": "2023-01-18"}),
        "",
        "{not json",
        json.dumps({"quotation": "Nobody asked us", "speaker": "Mara Lindqvist"}),
        json.dumps({"quotation": ""}),
        json.dumps(["Nobody asked us"]),
        json.dumps({"quotation": "Nobody asked us", "day": "2023-01-18"}),
        json.dumps({"quotation": "Nobody asked us"}),
    ]
)


def test_a_batch_answers_each_line_in_order_and_names_bad_ones_in_their_place(path, tmp_path):
    claims = tmp_path / "claims.jsonl"
    claims.write_text(BATCH, encoding="utf8")
    result = verify("--batch", str(claims), db=path, code=1)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer.get("verdict") or answer["line"] for answer in answers] == [
        "confirmed", 3, answers[2]["verdict"], 5, 6, 7, "confirmed",
    ]  # fmt: skip
    assert answers[2]["verdict"] != "confirmed"
    assert answers[1]["error"].startswith("not JSON")
    assert "'day'" in answers[5]["error"]
    assert "4 lines could not be used." in result.stderr


def test_a_batch_in_which_every_line_was_answered_exits_0_whatever_the_verdicts(path):
    lines = json.dumps({"quotation": "The marsh is full of herons"}) + "\n"
    answers = verify("--batch", "-", "--json", db=path, stdin=lines).stdout.splitlines()
    assert [json.loads(answer)["verdict"] for answer in answers] == ["not_found"]


def test_an_answer_of_a_batch_comes_before_the_next_claim_is_read(path):
    code = "from quotes.cli import main; main()"
    command = [sys.executable, "-c", code, "verify", "--batch", "-", "--db", path]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, encoding="utf8"
    ) as process:
        for _ in range(2):
            process.stdin.write(json.dumps({"quotation": WORDS}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["verdict"] == "confirmed"
        process.stdin.close()
    assert process.returncode == 0


def run(*arguments, stdout):
    """`quotes` as a process of its own, with its output somewhere; what it says on stderr."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", "from quotes.cli import main; main()", *arguments]
    return subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, text=True, env=environment)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("arguments", [["verify", "--batch"], ["verify", "--json", WORDS]])
def test_a_full_disk_is_told_as_the_outputs_fault(path, tmp_path, arguments):
    claims = tmp_path / "claims.jsonl"
    claims.write_text(json.dumps({"quotation": WORDS}) + "\n")
    batch = [str(claims)] if "--batch" in arguments else []
    with Path("/dev/full").open("w") as full, run(*arguments, *batch, "--db", path, stdout=full) as process:
        told = process.stderr.read()
    assert told == "Error: the output cannot be written: No space left on device\n"
    assert process.returncode == 2


def test_a_reader_who_has_enough_is_no_fault_of_the_claims(path, tmp_path):
    claims = tmp_path / "claims.jsonl"
    claims.write_text((json.dumps({"quotation": WORDS}) + "\n") * 200)
    with run("verify", "--batch", str(claims), "--db", path, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""


def test_a_role_with_a_day_is_its_holder(sample_database):
    words = "Ukraine’s rightful place is in NATO"
    role = ("--speaker", "the NATO secretary general", "--on")
    verify(words, *role, "2023-04-21", db=sample_database)
    output = verify(words, *role, "2024-12-06", db=sample_database, code=1).stdout
    assert "said by Jens Stoltenberg" in output
    assert "not by the NATO secretary general" in output
