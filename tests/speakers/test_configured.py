"""Which register the program works with."""

from __future__ import annotations

import json

import pytest

from quotes.errors import BadValue
from quotes.speakers.configured import configured_directory, configured_register, register_digest
from quotes.speakers.names import identity_key
from quotes.speakers.register import shipped_register


@pytest.fixture(autouse=True)
def read_anew():
    configured_directory.cache_clear()
    yield
    configured_directory.cache_clear()


def test_the_shipped_register_is_the_default_and_has_a_digest(monkeypatch):
    monkeypatch.delenv("QUOTES_REGISTER", raising=False)
    records, digest = configured_register(), register_digest()
    assert [record.key for record in records] == [record.key for record in shipped_register()]
    assert digest is not None and len(digest) == 64


def test_none_means_no_register(monkeypatch):
    monkeypatch.setenv("QUOTES_REGISTER", "None")
    assert (configured_register(), register_digest()) == ([], None)
    assert list(configured_directory().named({identity_key("Antony Blinken")})) == []


def test_a_file_takes_the_shipped_register_s_place_and_another_content_gives_another_digest(monkeypatch, tmp_path):
    file = tmp_path / "ours.jsonl"
    monkeypatch.setenv("QUOTES_REGISTER", str(file))
    file.write_text(json.dumps({"name": "Marit Ostrova"}), encoding="utf8")
    records, first = configured_register(), register_digest()
    assert [record.name for record in records] == ["Marit Ostrova"]
    file.write_text(json.dumps({"name": "Marit Ostrova", "gender": "female"}), encoding="utf8")
    assert register_digest() != first


def test_a_file_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("QUOTES_REGISTER", str(tmp_path / "nowhere.jsonl"))
    with pytest.raises(BadValue, match=r"nowhere\.jsonl"):
        configured_register()


def test_a_line_that_can_t_be_used_is_named(monkeypatch, tmp_path):
    file = tmp_path / "ours.jsonl"
    file.write_text('{"name": "Marit Ostrova"}\n{"name": "Ola Brekke", "gender": "tall"}\n', encoding="utf8")
    monkeypatch.setenv("QUOTES_REGISTER", str(file))
    with pytest.raises(BadValue, match=r"ours\.jsonl.*2.*tall"):
        configured_register()
