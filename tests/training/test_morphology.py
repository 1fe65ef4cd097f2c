"""Part of speech, morphology and lemma from tag, word and relation, as the attribute ruler gives them."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from quotes.extraction.language import shipped_model
from quotes.training.morphology import Attributes, TagAttributes, add_attribute_ruler

BY_TAG = {
    "RB": Attributes("ADV", ""),
    "TO": Attributes("PART", ""),
    "VBD": Attributes("VERB", "Tense=Past"),
    "VBZ": Attributes("VERB", ""),
}
DEGREE = ("badly", "early", "fast", "late", "soon")
BY_WORD = {("RB", form): Attributes("ADV", "Degree=Pos") for form in DEGREE}
BY_WORD |= {("RB", "never"): Attributes("ADV", "PronType=Neg"), ("RB", "n't"): Attributes("PART", "")}


@pytest.fixture(scope="module")
def ruled():
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")
    add_attribute_ruler(nlp, TagAttributes(BY_TAG, BY_WORD), after="tagger")
    ruler = nlp.get_pipe("attribute_ruler")

    def one(form, tag, dep="dep"):
        (token,) = ruler(Doc(nlp.vocab, [form], tags=[tag], heads=[0], deps=[dep]))
        return token.pos_, str(token.morph), token.lemma_

    return one


@pytest.fixture(scope="module")
def patterns():
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")
    add_attribute_ruler(nlp, TagAttributes(BY_TAG, BY_WORD), after="tagger")
    return nlp.get_pipe("attribute_ruler").patterns


@pytest.mark.parametrize(
    ("form", "tag", "dep", "pos", "morph", "lemma"),
    [
        ("quietly", "RB", "advmod", "ADV", "", ""),
        ("Late", "RB", "advmod", "ADV", "Degree=Pos", ""),
        ("never", "RB", "neg", "ADV", "PronType=Neg", ""),
        ("n’t", "RB", "neg", "PART", "", "not"),
        ("n't", "RB", "neg", "PART", "", "not"),
        ("late", "VBD", "ROOT", "VERB", "Tense=Past", ""),
        ("to", "TO", "aux", "PART", "", ""),
        ("had", "VBD", "aux", "AUX", "Tense=Past", "have"),
        ("had", "VBD", "ROOT", "VERB", "Tense=Past", "have"),
        ("got", "VBD", "auxpass", "AUX", "Tense=Past", ""),
        ("was", "VBD", "ROOT", "AUX", "Tense=Past", "be"),
        ("’s", "VBZ", "ROOT", "AUX", "", "be"),
        ("’s", "POS", "case", "", "", ""),
        ("\n", "RB", "dep", "SPACE", "", ""),
    ],
)
def test_word_and_relation_win_over_the_tag(ruled, form, tag, dep, pos, morph, lemma):
    assert ruled(form, tag, dep) == (pos, morph, lemma)


def test_many_alike_words_are_one_pattern_with_a_predicate_and_few_have_none(patterns):
    alike = [pattern["patterns"] for pattern in patterns if pattern["attrs"] == {"POS": "ADV", "MORPH": "Degree=Pos"}]
    assert alike == [[[{"LOWER": {"IN": list(DEGREE)}, "TAG": "RB"}]]]
    few = [pattern["patterns"] for pattern in patterns if pattern["attrs"] == {"POS": "PART"}]
    assert [[{"LOWER": "n't", "TAG": "RB"}], [{"LOWER": "n’t", "TAG": "RB"}]] in few


def test_the_shipped_ruler_is_as_lean_as_the_training_makes_it():
    ruler = spacy.load(shipped_model(), exclude=["encoder", "parser", "ner", "lemmatizer"]).get_pipe("attribute_ruler")
    tokens = [token for row in ruler.patterns for pattern in row["patterns"] for token in pattern]
    predicates = {str(value) for token in tokens for value in token.values() if isinstance(value, dict)}
    # spaCy tries each on every token: with 199 patterns and 150 predicates it was a fifth of the whole pass
    assert len(tokens) < 180 and len(predicates) < 20
