"""Training of the learned decisions on a gold file, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotes.cli import main
from quotes.errors import TrainingDataMissing
from quotes.extraction.decisions import DecisionWeights
from quotes.extraction.language import load_language
from quotes.training.attribution import Article, speaker_choices, train_attribution
from quotes.training.ranker import Options

GOLD = Path(__file__).parent.parent / "gold" / "gold.jsonl"


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """The first articles of our gold corpus."""
    path = tmp_path_factory.mktemp("gold") / "few.jsonl"
    path.write_text("\n".join(GOLD.read_text(encoding="utf8").splitlines()[:8]) + "\n", encoding="utf8")
    return path


def test_the_command_writes_weights_that_extraction_loads(few, tmp_path):
    result = CliRunner().invoke(main, ["train-attribution", str(few), "--out", str(tmp_path / "attribution")])
    assert result.exit_code == 0, result.output
    assert "who spoke:" in result.output and "reported speech:" in result.output
    weights = DecisionWeights.from_disk(tmp_path / "attribution")
    assert "rule=True" in weights.speakers.index
    assert "rule=True" in weights.reported.index


def test_what_the_gold_calls_the_source_is_the_right_choice(few):
    from quotes.evaluation.gold import read_gold

    nlp = load_language(coreference=False)
    document = read_gold(few)[0]
    article = Article.read(document, nlp(document.text))
    choices = list(speaker_choices(article))
    assert choices and all(any(choice.right) for choice in choices)
    assert all(len(choice.items) == len(choice.right) for choice in choices)
    assert all(not choice.right[-1] or not any(choice.right[:-1]) for choice in choices)


def test_gold_without_an_attribution_is_refused(tmp_path):
    path = tmp_path / "empty.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "It rained.", "quotes": []}) + "\n", encoding="utf8")
    with pytest.raises(TrainingDataMissing, match="no attributed quotation in 1 gold documents"):
        train_attribution(load_language(coreference=False), [path], lambda message: None, Options(epochs=1))


def test_without_scipy_the_command_says_what_to_install(few, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["train-attribution", str(few), "--out", str(tmp_path / "attribution")])
    assert result.exit_code != 0 and "pip install scipy" in result.output
    assert not (tmp_path / "attribution").exists()
