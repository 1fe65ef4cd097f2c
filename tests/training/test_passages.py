"""Readers, augmentation and made-up reported speech, on sentences written here."""

from __future__ import annotations

import random

import pytest
import spacy
from spacy.training import Example

from quotes.training import entities, silver
from quotes.training.augmentation import Augmentation, set_line_breaks, set_typography
from quotes.training.corpora import treebank_passages, wikigold_parts
from quotes.training.names import NamePool, blend, swap_names
from quotes.training.passage import Passage
from quotes.training.reported import report_sentences
from quotes.training.treebank import read_sentences
from tests.training.conftest import conllu


@pytest.fixture
def pool():
    return NamePool(["Ada", "Kofi"], ["Melnyk", "Tamm", "Kovalenko"], ["Vilnius", "Bergen"])


@pytest.fixture
def gum(tmp_path):
    path = tmp_path / "gum.conllu"
    path.write_text(conllu(1, entities=True), encoding="utf8")
    return next(iter(treebank_passages(path, gum=True)))


def aligned(passage):
    """The passage as spaCy sees it in training: no token may fall out of line with the tokenizer's."""
    nlp = spacy.blank("en")
    reference = passage.to_doc(nlp.vocab)
    example = Example(nlp.make_doc(reference.text), reference)
    heads, labels = example.get_aligned_parse(projectivize=False)
    return reference, heads, labels


def test_treebank_keeps_its_text_and_paragraphs(gum):
    assert gum.text.startswith("“We won,” said Ann Lee. She lives in Lisbon.")
    assert "\n" in gum.text
    assert gum.text.rstrip().endswith("Bob was very glad.")


def test_gum_mentions_become_names_without_common_nouns(gum):
    assert [(" ".join(gum.words[a:b]), label) for a, b, label in gum.entities] == [
        ("Ann Lee", "PERSON"),
        ("Lisbon", "GPE"),
        ("Bob", "PERSON"),
    ]
    assert ["Monday"] in [gum.words[a:b] for a, b in gum.unlabelled]


def test_entity_over_several_words_is_read(tmp_path):
    path = tmp_path / "gum.conllu"
    path.write_text(conllu(1, entities=True), encoding="utf8")
    first = next(iter(read_sentences(path)))
    assert [(e.start, e.end, e.type) for e in first.entities] == [(6, 8, "person")]


def test_silver_news_keeps_line_breaks_trees_and_names(toy_data):
    (passage,) = next(iter(silver.passages(toy_data / "polnear" / "train")))
    assert passage.text.startswith("“We won,” said Ann Lee.\n\nMayor Bob Ross")
    said = passage.words.index("said")
    assert passage.relations[said] == "ROOT"
    lee = passage.words.index("Lee")
    assert (passage.relations[lee], passage.heads[lee]) == ("nsubj", said)
    names = [(" ".join(passage.words[a:b]), label) for a, b, label in passage.entities]
    assert names == [("Ann Lee", "PERSON"), ("Bob Ross", "PERSON"), ("Lisbon", "GPE")]
    doc, _, labels = aligned(passage)
    assert [t.text for t in doc if t.is_sent_start] == ["“", "Mayor"]
    assert None not in labels


def test_typography_is_set_in_one_style(toy_data):
    (passage,) = next(iter(silver.passages(toy_data / "polnear" / "train")))
    seen = set()
    for seed in range(30):
        copy = Passage(**{**vars(passage), "words": list(passage.words)})
        set_typography(copy, random.Random(seed))
        seen.add(copy.words[0] + copy.words[4])
        aligned(copy)
    assert {"“”", '""'} <= seen


@pytest.mark.parametrize("seed", range(12))
def test_line_breaks_change_no_word_and_no_head(gum, seed):
    changed = set_line_breaks(gum, random.Random(seed))
    assert [w for w in changed.words if w.strip()] == [w for w in gum.words if w.strip()]

    def arcs(passage):
        return [
            (passage.words[i], passage.relations[i], passage.words[passage.heads[i]])
            for i, word in enumerate(passage.words)
            if word.strip()
        ]

    assert arcs(changed) == arcs(gum)
    assert [" ".join(changed.words[a:b]) for a, b, _ in changed.entities] == ["Ann Lee", "Lisbon", "Bob"]
    aligned(changed)


def test_same_person_gets_the_same_new_name(pool):
    passage = Passage()
    blank = [""] * 5
    words = ["Ann", "Lee", "met", "Lee", "Lee"]
    passage.add_sentence(words, [True] * 5, blank, [2] * 5, blank, [(0, 2, "PERSON"), (3, 4, "PERSON")])
    swap_names(passage, pool, random.Random(1))
    assert passage.words[0] in ("Ada", "Kofi")
    assert passage.words[1] == passage.words[3] != "Lee"
    assert passage.words[2] == "met" and passage.words[4] == "Lee"


def test_blended_names_are_new_words_made_of_old_ones():
    assert blend("Kovalenko", "Tamm") is None
    assert blend("Kovalenko", "Jankauskas") == "Kovalas"


def test_reported_speech_has_the_speaker_as_subject_of_its_verb(gum, pool):
    made = list(report_sentences([gum] * 60, pool, random.Random(3)))
    assert made
    orders = set()
    for passage in made:
        doc, _, labels = aligned(passage)
        assert None not in labels
        for sentence in doc.sents:
            assert sentence.root.dep_ == "ROOT"
            if sentence.text.startswith("“"):
                (speaker,) = [child for child in sentence.root.children if child.dep_ == "nsubj"]
                (clause,) = [child for child in sentence.root.children if child.dep_ == "ccomp"]
                assert clause.i < speaker.i or clause.i < sentence.root.i
                orders.add("inverted" if sentence.root.i < speaker.i else "straight")
    assert orders == {"inverted", "straight"}


def test_names_in_reported_speech_are_entities(gum, pool):
    names = set()
    for passage in report_sentences([gum] * 60, pool, random.Random(5)):
        names |= {passage.words[b - 1] for a, b, label in passage.entities if label == "PERSON"}
    assert names & {"Melnyk", "Tamm", "Kovalenko"}


def test_wikigold_parts_share_nothing(tmp_path):
    path = tmp_path / "wikigold.txt"
    path.write_text("".join(f"Word{i} O\n\n" for i in range(400)), encoding="utf8")
    train, held_out = wikigold_parts(path)
    assert (len(train), len(held_out)) == (320, 80)
    assert not {p.words[0] for p in train} & {p.words[0] for p in held_out}


def test_wikigold_leaves_buildings_and_numbers_open(tmp_path):
    path = tmp_path / "wikigold.txt"
    path.write_text(
        "Ann I-PER\nLee I-PER\nleft O\nTower I-LOC\nBridge I-LOC\nin O\n1999 O\nfor O\nParis I-LOC\n", encoding="utf8"
    )
    (passage,) = entities.wikigold_sentences(path)
    assert passage.entities == [(0, 2, "PERSON"), (8, 9, "GPE")]
    doc = passage.to_doc(spacy.blank("en").vocab)
    assert [t.text for t in doc if t.ent_iob_ == ""] == ["Tower", "Bridge", "1999"]


def test_re3d_descriptions_stay_open_and_pronouns_are_no_names(tmp_path):
    folder = tmp_path / "UK_Government"
    folder.mkdir()
    description = "the B-Person\nIraqi I-Person\nMinister I-Person\n"
    rows = f"He B-Person\nmet O\n{description}Minister B-Person\nOmar I-Person\nHaddad I-Person\n"
    (folder / "a.conll").write_text(rows, encoding="utf8")
    (tmp_path / "BBC_Online").mkdir()
    (tmp_path / "BBC_Online" / "b.conll").write_text("Bob B-Person\n", encoding="utf8")
    (passage,) = entities.re3d_sentences(tmp_path)
    assert [(passage.words[a:b], label) for a, b, label in passage.entities] == [(["Omar", "Haddad"], "PERSON")]
    assert (2, 5) in passage.unlabelled
    assert not any(start == 0 for start, _ in passage.unlabelled)


def test_augmentation_leaves_the_original_alone(gum, pool):
    before = (list(gum.words), list(gum.heads))
    for seed in range(5):
        Augmentation(1.0, 1.0, 1.0, 1.0, 1.0).apply(gum, pool, random.Random(seed))
    assert (gum.words, gum.heads) == before


def test_silver_sentences_end_at_a_blank_line():
    text = "Budget passed\n\nIt was late."
    rows = [
        [0, 6, "Budget", "budget", "NN", "O", 2, "nsubj"],
        [7, 13, "passed", "pass", "VBD", "O", 5, "dep"],
        [15, 17, "It", "it", "PRP", "O", 5, "nsubj"],
        [18, 21, "was", "be", "VBD", "O", 5, "cop"],
        [22, 26, "late", "late", "JJ", "O", 0, "root"],
        [26, 27, ".", ".", ".", "O", None, None],
    ]
    headline, below = silver._paragraphs(text, rows)
    assert [(row[2], row[6], row[7]) for row in headline] == [("Budget", 2, "nsubj"), ("passed", 0, "root")]
    assert [(row[2], row[6]) for row in below] == [("It", 3), ("was", 3), ("late", 0), (".", None)]
    assert list(silver._paragraphs(text[:13], rows[:2])) == [rows[:2]]


def test_other_names_are_made_up_too_but_no_titles():
    passage = Passage()
    words = ["Secretary", "Ann", "Lee", "of", "Zogby", "reads", "Rusalka", "and", "Rusalka"]
    tags = ["NNP", "NNP", "NNP", "IN", "NNP", "VBZ", "NNP", "CC", "NNP"]
    passage.add_sentence(words, [True] * 9, tags, [5] * 9, ["dep"] * 9, [(1, 3, "PERSON"), (4, 5, "ORG")])
    pool = NamePool(["Ada"], ["Melnyk", "Kovalenko"], ["Vilnius", "Bergen", "Kaunas"])
    swap_names(passage, pool, random.Random(1), invented_places=1.0)
    assert passage.words[0] == "Secretary"
    assert passage.words[4] != "Zogby"
    assert passage.words[6] == passage.words[8] != "Rusalka"
