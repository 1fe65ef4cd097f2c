"""UD trees of ours, written as `form/lemma/UPOS/TAG/head/relation`, and the ClearNLP trees that must come of them."""

from __future__ import annotations

import pytest

from quotes.training.clearnlp import to_clearnlp
from quotes.training.treebank import Word


def words(*rows: str) -> list[Word]:
    result = []
    for index, row in enumerate(rows, 1):
        form, lemma, upos, tag, head, relation = row.split("/")
        result.append(Word(index, form, lemma, upos, tag, "", int(head), relation))
    return result


def converted(*rows: str) -> list[str]:
    """Each word as `form relation head`."""
    tree = words(*rows)
    assert to_clearnlp(tree)
    return [f"{w.form} {w.relation} {tree[w.head - 1].form if w.head else '-'}" for w in tree]


def test_verb_of_saying_after_a_quotation_heads_the_sentence():
    assert converted(
        "“/“/PUNCT/``/2/punct",
        "Go/go/VERB/VB/0/root",
        ",/,/PUNCT/,/2/punct",
        "”/”/PUNCT/''/2/punct",
        "she/she/PRON/PRP/6/nsubj",
        "said/say/VERB/VBD/2/parataxis",
        "././PUNCT/./2/punct",
    ) == [
        "“ punct Go",
        "Go ccomp said",
        ", punct Go",
        "” punct Go",
        "she nsubj said",
        "said ROOT -",
        ". punct said",
    ]


def test_speaker_behind_the_verb_of_saying_stays_its_subject():
    tree = converted(
        "Go/go/VERB/VB/0/root",
        ",/,/PUNCT/,/1/punct",
        "said/say/VERB/VBD/1/parataxis",
        "Ann/Ann/PROPN/NNP/3/nsubj",
        "Lee/Lee/PROPN/NNP/4/flat",
        "././PUNCT/./1/punct",
    )
    assert tree[2:5] == ["said ROOT -", "Ann compound Lee", "Lee nsubj said"]


def test_cue_between_two_parts_stays_a_parenthesis():
    tree = converted(
        "Go/go/VERB/VB/0/root",
        ",/,/PUNCT/,/4/punct",
        "she/she/PRON/PRP/4/nsubj",
        "said/say/VERB/VBD/1/parataxis",
        ",/,/PUNCT/,/4/punct",
        "and/and/CCONJ/CC/7/cc",
        "return/return/VERB/VB/1/conj",
    )
    assert tree[0] == "Go ROOT -"
    assert tree[3] == "said parataxis Go"


def test_names_hang_on_their_last_word():
    assert converted(
        "Mary/Mary/PROPN/NNP/4/nsubj", "Ann/Ann/PROPN/NNP/1/flat", "Lee/Lee/PROPN/NNP/1/flat", "ran/run/VERB/VBD/0/root"
    ) == ["Mary compound Lee", "Ann compound Lee", "Lee nsubj ran", "ran ROOT -"]


def test_copula_heads_and_takes_the_subject():
    assert converted(
        "It/it/PRON/PRP/4/nsubj", "is/be/AUX/VBZ/4/cop", "not/not/PART/RB/4/advmod", "right/right/ADJ/JJ/0/root"
    ) == ["It nsubj is", "is ROOT -", "not neg is", "right acomp is"]


def test_predicate_noun_is_an_attribute():
    assert (
        converted(
            "She/she/PRON/PRP/4/nsubj", "is/be/AUX/VBZ/4/cop", "a/a/DET/DT/4/det", "doctor/doctor/NOUN/NN/0/root"
        )[3]
        == "doctor attr is"
    )


def test_predicate_phrase_hangs_by_its_preposition():
    tree = converted(
        "She/she/PRON/PRP/5/nsubj",
        "is/be/AUX/VBZ/5/cop",
        "at/at/ADP/IN/5/case",
        "the/the/DET/DT/5/det",
        "office/office/NOUN/NN/0/root",
    )
    assert tree == ["She nsubj is", "is ROOT -", "at prep is", "the det office", "office pobj at"]


def test_prepositions_head_their_nouns():
    assert converted(
        "He/he/PRON/PRP/2/nsubj",
        "spoke/speak/VERB/VBD/0/root",
        "to/to/ADP/IN/4/case",
        "reporters/reporter/NOUN/NNS/2/obl",
    )[2:] == ["to prep spoke", "reporters pobj to"]


def test_according_to_is_a_chain_of_prepositions():
    tree = converted(
        "According/accord/VERB/VBG/3/case",
        "to/to/ADP/IN/1/fixed",
        "Lee/Lee/PROPN/NNP/6/obl",
        ",/,/PUNCT/,/3/punct",
        "it/it/PRON/PRP/6/nsubj",
        "rained/rain/VERB/VBD/0/root",
    )
    assert tree[:3] == ["According prep rained", "to prep According", "Lee pobj to"]


def test_by_in_a_passive_is_the_agent():
    tree = converted(
        "He/he/PRON/PRP/3/nsubj:pass",
        "was/be/AUX/VBD/3/aux:pass",
        "seen/see/VERB/VBN/0/root",
        "by/by/ADP/IN/5/case",
        "Ann/Ann/PROPN/NNP/3/obl:agent",
    )
    assert tree == ["He nsubjpass seen", "was auxpass seen", "seen ROOT -", "by agent seen", "Ann pobj by"]


def test_conjuncts_form_a_chain():
    tree = converted(
        "Ann/Ann/PROPN/NNP/0/root",
        ",/,/PUNCT/,/3/punct",
        "Bob/Bob/PROPN/NNP/1/conj",
        "and/and/CCONJ/CC/5/cc",
        "Eve/Eve/PROPN/NNP/1/conj",
    )
    assert tree == ["Ann ROOT -", ", punct Ann", "Bob conj Ann", "and cc Bob", "Eve conj Bob"]


def test_gerund_after_a_preposition_is_its_complement():
    tree = converted(
        "He/he/PRON/PRP/2/nsubj",
        "left/leave/VERB/VBD/0/root",
        "without/without/SCONJ/IN/4/mark",
        "speaking/speak/VERB/VBG/2/advcl",
    )
    assert tree[2:] == ["without prep left", "speaking pcomp without"]


@pytest.mark.parametrize(
    ("relation", "label"),
    [
        ("acl:relcl", "relcl"),
        ("nmod:poss", "poss"),
        ("obj", "dobj"),
        ("iobj", "dative"),
        ("compound:prt", "prt"),
        ("obl:unmarked", "npadvmod"),
    ],
)
def test_labels_are_renamed(relation, label):
    assert converted("x/x/NOUN/NN/2/" + relation, "y/y/VERB/VBD/0/root")[0] == f"x {label} y"


def test_a_cycle_is_refused():
    assert not to_clearnlp(words("a/a/NOUN/NN/2/obj", "b/b/VERB/VBD/1/conj"))
    assert not to_clearnlp(words("a/a/NOUN/NN/0/root", "b/b/VERB/VBD/3/conj", "c/c/VERB/VBD/2/conj"))
