from __future__ import annotations

import pytest
import spacy

from quotes.errors import ModelNotFound
from quotes.extraction import language
from quotes.extraction.language import cached_language, load_language


def test_unknown_model_is_named_with_what_would_work(monkeypatch):
    with pytest.raises(ModelNotFound, match=r"'en_core_web_nowhere'.*pip"):
        load_language("en_core_web_nowhere")


def test_environment_names_another_model(monkeypatch):
    monkeypatch.setenv("QUOTES_MODEL", "en_of_the_environment")
    with pytest.raises(ModelNotFound, match="en_of_the_environment"):
        load_language()


def test_argument_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("QUOTES_MODEL", "en_of_the_environment")
    with pytest.raises(ModelNotFound, match="en_of_the_argument"):
        load_language("en_of_the_argument")


def test_missing_shipped_model_says_how_to_get_one(monkeypatch, tmp_path):
    monkeypatch.delenv("QUOTES_MODEL", raising=False)
    monkeypatch.setattr(language, "shipped_model", lambda: tmp_path)
    with pytest.raises(ModelNotFound, match="quotes train"):
        load_language()


def test_folder_that_is_no_pipeline_is_refused(tmp_path):
    with pytest.raises(ModelNotFound, match=str(tmp_path)):
        load_language(str(tmp_path))


def test_pipeline_without_a_parser_is_refused_by_name(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelNotFound, match="'tagger'"):
        load_language(str(tmp_path / "blank"))


def test_pipeline_of_another_language_is_refused(tmp_path):
    spacy.blank("de").to_disk(tmp_path / "german")
    with pytest.raises(ModelNotFound, match="'de'"):
        load_language(str(tmp_path / "german"))


def test_excluded_components_are_not_loaded():
    nlp = load_language(exclude=["ner"], coreference=False)
    assert "ner" not in nlp.pipe_names
    assert nlp("Mary slept.").ents == ()


def test_cached_language_is_loaded_once():
    assert cached_language(coreference=False) is cached_language(coreference=False)


def test_shipped_model_reads_news():
    doc = load_language()("“We won,” Mary Jones said.\n\nShe lives in London.")
    assert [sentence.text.strip() for sentence in doc.sents] == ["“We won,” Mary Jones said.", "She lives in London."]
    said = next(token for token in doc if token.text == "said")
    assert said.lemma_ == "say"
    assert [child.text for child in said.children if child.dep_ == "nsubj"] == ["Jones"]
    assert ("Mary Jones", "PERSON") in [(entity.text, entity.label_) for entity in doc.ents]
