from __future__ import annotations

import logging
import pickle

import pytest
import spacy

from quotes.errors import ModelNotFound
from quotes.extraction import coreference_weights
from quotes.extraction.coreference import COMPONENT, CoreferenceResolver
from quotes.extraction.coreference_weights import CoreferenceWeights, NewsRules, find_weights
from quotes.extraction.language import load_language

pytestmark = pytest.mark.filterwarnings("ignore:.*W007:UserWarning")
TEXT = (
    "Mary Jones runs a bakery in Leeds. She opened it in March. "
    "Her brother Peter Jones is a doctor. On Monday the shop was closed. "
    "“We are tired,” she said."
)


@pytest.fixture(scope="module")
def nlp():
    return load_language()


@pytest.fixture(scope="module")
def resolver(nlp):
    return CoreferenceResolver.load(nlp)


def token(doc, word, last=False):
    found = [t for t in doc if t.text == word]
    return found[-1 if last else 0]


def chains(doc):
    return [[mention.token_indexes for mention in chain] for chain in doc._.coref_chains]


def test_pronoun_leads_to_the_name_before_it(nlp, resolver):
    doc = nlp("Mary Jones opened a bakery in Leeds. She said it was her dream.")
    assert [span.text for span in resolver.antecedents(doc, token(doc, "She"))][:1] == ["Mary Jones"]


def test_asking_gives_the_chains_of_the_whole_document(nlp, resolver):
    doc = nlp(TEXT)
    she = token(doc, "she", last=True)
    asked = [span.root.i for span in resolver.antecedents(doc, she)]
    resolver.annotate(doc)
    whole = {i for chain in she._.coref_chains for mention in chain for i in mention.token_indexes}
    assert set(asked) <= whole and asked


def test_prepared_tokens_are_answered_from_one_window(nlp, monkeypatch):
    resolver = CoreferenceResolver.load(nlp, None)
    doc = nlp(TEXT)
    pronouns = [t for t in doc if t.lower_ in ("she", "her")]
    runs = []
    annotate = resolver.annotate
    monkeypatch.setattr(resolver, "annotate", lambda part, offset=0: runs.append(part.text) or annotate(part, offset))
    resolver.prepare(doc, pronouns)
    for pronoun in pronouns:
        resolver.antecedents(doc, pronoun)
    assert len(runs) == 1


def test_a_new_document_forgets_the_last_one(nlp, resolver):
    first, second = nlp("Mary Jones sat down. She slept."), nlp("Peter Smith sat down. He slept.")
    assert resolver.antecedents(first, token(first, "She"))[0].text == "Mary Jones"
    assert resolver.antecedents(second, token(second, "He"))[0].text == "Peter Smith"
    assert resolver.antecedents(first, token(first, "She"))[0].doc is first


def test_dates_are_no_antecedents():
    nlp = spacy.blank("en")
    doc = spacy.tokens.Doc(
        nlp.vocab,
        ["Monday", "passed"],
        pos=["PROPN", "VERB"],
        tags=["NNP", "VBD"],
        deps=["nsubj", "ROOT"],
        heads=[1, 1],
    )
    rules = NewsRules()
    rules.initialize(doc)
    assert rules.is_independent_noun(doc[0])
    doc.set_ents([spacy.tokens.Span(doc, 0, 1, label="DATE")])
    rules.initialize(doc)
    assert not rules.is_independent_noun(doc[0])


def test_surname_that_looks_plural_is_one_person():
    nlp = spacy.blank("en")
    doc = spacy.tokens.Doc(nlp.vocab, ["Torres"], tags=["NNPS"], morphs=["Number=Plur"])
    assert NewsRules.has_morph(doc[0], "Number", "Plur")
    doc.set_ents([spacy.tokens.Span(doc, 0, 1, label="PERSON")])
    assert NewsRules.has_morph(doc[0], "Number", "Sing")
    assert not NewsRules.has_morph(doc[0], "Number", "Plur")


def test_rules_of_a_pipeline_leave_coreferees_own_rules_alone(nlp):
    from coreferee.rules import RulesAnalyzerFactory

    shared = RulesAnalyzerFactory.get_rules_analyzer(nlp)
    NewsRules()
    assert type(shared) is not NewsRules
    assert isinstance(shared.male_names, list)


def test_component_fills_whole_documents_when_added_by_hand():
    nlp = load_language(coreference=False)
    nlp.add_pipe(COMPONENT)
    doc = nlp(TEXT)
    assert any(len(chain) > 1 for chain in chains(doc))


def test_component_of_load_language_waits_to_be_asked(nlp):
    assert nlp.get_pipe(COMPONENT).whole_documents is False
    assert nlp(TEXT)._.coref_chains is None


def test_coreference_can_be_switched_off():
    nlp = load_language(coreference=False)
    assert not nlp.has_pipe(COMPONENT)
    nlp.add_pipe(COMPONENT)
    with nlp.select_pipes(disable=[COMPONENT]):
        assert nlp(TEXT)._.coref_chains is None


def test_two_processes_give_the_same_chains_as_one():
    nlp = load_language(coreference=False)
    nlp.add_pipe(COMPONENT)
    texts = [TEXT, "Peter Smith sat down. He slept.", TEXT.upper()]
    one = [chains(doc) for doc in nlp.pipe(texts)]
    two = [chains(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)]
    assert one == two
    assert any(one)


def test_component_survives_pickling_and_bytes(nlp, resolver):
    again = pickle.loads(pickle.dumps(resolver))
    doc = nlp(TEXT)
    she = token(doc, "she", last=True)
    expected = [span.text for span in resolver.antecedents(doc, she)]
    assert [span.text for span in again.antecedents(doc, she)] == expected
    component = nlp.get_pipe(COMPONENT)
    copy = type(component)(CoreferenceResolver(None, nlp.vocab)).from_bytes(component.to_bytes())
    assert [span.text for span in copy.resolver.antecedents(doc, she)] == expected


def test_saved_pipeline_keeps_its_weights(tmp_path):
    nlp = load_language(coreference=False)
    nlp.add_pipe(COMPONENT)
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert chains(again(TEXT)) == chains(nlp(TEXT))


def test_error_is_a_warning_that_names_the_place(nlp, resolver, caplog, monkeypatch):
    doc = nlp(TEXT)

    def fail(document):
        raise ZeroDivisionError("no chains today")

    monkeypatch.setattr(resolver._annotator, "annotate", fail)
    with caplog.at_level(logging.WARNING):
        assert resolver.antecedents(doc, token(doc, "She")) == []
    assert "character 0" in caplog.text and "no chains today" in caplog.text and "Mary Jones" in caplog.text


def test_failed_document_is_left_without_chains(nlp, monkeypatch):
    resolver = CoreferenceResolver.load(nlp, None)
    broken = CoreferenceResolver(resolver.weights, nlp.vocab)

    def fail(document):
        raise ValueError("broken")

    monkeypatch.setattr(broken._annotator, "annotate", fail)
    doc = nlp("Peter Smith sat down. He slept.")
    assert broken.annotate(doc) is False
    assert len(doc._.coref_chains) == 0
    assert all(len(t._.coref_chains) == 0 for t in doc)


def test_pipeline_without_a_parser_says_once_that_pronouns_stay_unresolved(caplog, monkeypatch):
    monkeypatch.setattr(coreference_weights, "_said", set())
    blank = spacy.blank("en")
    with caplog.at_level(logging.WARNING):
        assert find_weights(blank) is None
        assert find_weights(blank) is None
    assert caplog.text.count("pronouns stay unresolved") == 1
    resolver = CoreferenceResolver.load(blank)
    assert not resolver.available
    doc = blank("She slept.")
    assert resolver.antecedents(doc, doc[0]) == []


def test_foreign_pipeline_of_the_same_scheme_takes_our_weights_without_vectors(nlp, monkeypatch):
    foreign = load_language(coreference=False)
    foreign.meta["name"] = "somebody_elses"
    foreign._path = None
    monkeypatch.setattr("quotes.extraction.language.shipped_model", lambda: nlp._path)
    found = find_weights(foreign)
    assert found is not None and found[1] is True
    resolver = CoreferenceResolver.load(foreign)
    doc = foreign("Mary Jones opened a bakery in Leeds. She slept.")
    assert resolver.antecedents(doc, token(doc, "She"))[0].text == "Mary Jones"


def test_weights_read_from_bytes_are_the_weights_written(resolver, tmp_path):
    resolver.weights.to_disk(tmp_path)
    again = CoreferenceWeights.from_disk(tmp_path)
    assert vars(again.features) == vars(resolver.weights.features)
    assert again.network.to_bytes() == resolver.weights.network.to_bytes()


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(ModelNotFound, match="nowhere"):
        CoreferenceWeights.from_disk(tmp_path / "nowhere")
