"""The shipped model's pipes, on whatever text there is."""

from __future__ import annotations

import random

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import load_model_from_config

from quotes.extraction.language import shipped_model

NEWS = (
    "“We won,” Mary Jones said.\n\nShe lives in London. The minister, Bob Ross, told reporters on Monday that"
    " 300 people had left Lisbon.\n"
)


@pytest.fixture(scope="module")
def nlp():
    return spacy.load(shipped_model())


def reading(doc: Doc) -> list[tuple]:
    return [(t.text, t.tag_, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_, t.lemma_) for t in doc]


def check(doc: Doc) -> None:
    """Every token is annotated; every sentence is a tree with one root; names are inside sentences."""
    assert all(token.tag_ and token.dep_ and token.ent_iob_ for token in doc)
    ends = set()
    for sentence in doc.sents:
        ends.add(sentence.end)
        roots = [token for token in sentence if token.head == token]
        assert len(roots) == 1 and roots[0].dep_ == "ROOT"
        assert all(sentence.start <= token.head.i < sentence.end for token in sentence)
        assert sum(token.dep_ == "ROOT" for token in sentence) == 1
    for entity in doc.ents:
        assert not ends & set(range(entity.start + 1, entity.end))
        assert not entity[0].is_space and not entity[-1].is_space


def test_pipes_have_the_names_and_labels_that_others_ask_for(nlp):
    assert nlp.pipe_names == ["encoder", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
    assert {"NNP", "VBD", "_SP"} <= set(nlp.get_pipe("tagger").labels)
    assert {"nsubj", "ccomp", "ROOT"} <= set(nlp.get_pipe("parser").labels)
    assert {"PERSON", "ORG", "GPE", "DATE"} <= set(nlp.get_pipe("ner").labels)


def test_news_is_read(nlp):
    doc = nlp(NEWS)
    check(doc)
    assert [sentence.text.strip()[:12] for sentence in doc.sents] == ["“We won,” Ma", "She lives in", "The minister"]
    names = [(entity.text, entity.label_) for entity in doc.ents]
    for name in (("Mary Jones", "PERSON"), ("London", "GPE"), ("Bob Ross", "PERSON"), ("Lisbon", "GPE")):
        assert name in names
    said = next(token for token in doc if token.text == "said")
    assert [child.text for child in said.children if child.dep_ == "nsubj"] == ["Jones"]
    assert [child.text for child in said.children if child.dep_ == "ccomp"] == ["won"]
    assert doc.tensor.shape[0] == len(doc)


def test_a_blank_line_ends_a_sentence_and_a_wrapped_line_does_not(nlp):
    doc = nlp("Council approves budget\n\nThe council approved its budget\nfor the next year on Monday.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Council approves budget",
        "The council approved its budget\nfor the next year on Monday.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "  \n Hello",
        "😀",
        "😀 “No,” 😀 said.",
        "\u200b\u200b",
        "\x00\x01\x02",
        "\r\n\r\nHi there.\r\n",
        "\t\t“Hm”\t",
        "漢字かな",
        "a" * 3000,
        "word " * 1500,
        "\n" * 500,
        "a\n\n" * 300,
        "x. " * 700,
        "“" * 700,
        "Mr.\xa0\xa0\xa0X",
        "Ann\nLee\n\nBob\nRoss",
    ],
)
def test_any_text_is_read(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    check(doc)


@pytest.mark.parametrize("seed", range(8))
def test_noise_is_read(nlp, seed):
    chance = random.Random(seed)
    characters = [chr(chance.randrange(1, 0x3000)) for _ in range(600)]
    check(nlp("".join(chance.choice(characters + [" ", "\n", "“", "a", "."] * 200) for _ in range(800))))


def test_a_long_text_is_read_whole(nlp):
    doc = nlp(NEWS * 60)
    check(doc)
    assert len(list(doc.sents)) >= 180


def test_the_same_text_is_read_the_same_alone_and_among_others(nlp):
    texts = [NEWS, "", "Hello.", NEWS[:60], "x " * 700, NEWS]
    alone = [reading(nlp(text)) for text in texts]
    assert alone == [reading(doc) for doc in nlp.pipe(texts)]
    assert alone == [reading(doc) for doc in nlp.pipe(texts, batch_size=2)]
    assert alone[0] == alone[-1]


def test_bytes_and_disk_keep_everything(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    from_bytes = load_model_from_config(nlp.config).from_bytes(nlp.to_bytes())
    expected = reading(nlp(NEWS))
    assert reading(spacy.load(tmp_path / "model")(NEWS)) == expected
    assert reading(from_bytes(NEWS)) == expected
    for name in ("encoder", "tagger", "parser", "ner"):
        # not their bytes: zip files differ from one version of Python to the next
        places = [folder / name / "weights.npz" for folder in (tmp_path / "model", shipped_model())]
        with np.load(places[0]) as written, np.load(places[1]) as shipped:
            assert sorted(written) == sorted(shipped)
            assert all(np.array_equal(written[part], shipped[part]) for part in shipped)


def test_several_processes_read_the_same(nlp):
    texts = [NEWS, "Hello.", NEWS]
    assert [reading(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == [
        reading(nlp(text)) for text in texts
    ]


def test_pipes_are_scored_as_spacys_own(nlp):
    text = " ".join(NEWS.split())
    example = Example(nlp.make_doc(text), nlp(text))
    scores = nlp.evaluate([example])
    for name in ("tag_acc", "dep_uas", "dep_las", "sents_f", "ents_f"):
        assert scores[name] == 1.0


def test_a_pipe_without_the_encoder_says_what_is_missing(nlp):
    with (
        pytest.raises(ValueError, match="'tagger' needs the vectors of 'encoder'"),
        nlp.select_pipes(disable="encoder"),
    ):
        nlp("Hello.")


def test_a_pipe_without_weights_says_so():
    blank = spacy.blank("en")
    blank.add_pipe("quotes_encoder", name="encoder")
    with pytest.raises(ValueError, match="'encoder' has no weights"):
        blank("Hello.")


def test_an_empty_pipe_is_saved_and_loaded_empty(tmp_path):
    blank = spacy.blank("en")
    blank.add_pipe("quotes_tagger", name="tagger")
    blank.to_disk(tmp_path / "blank")
    assert spacy.load(tmp_path / "blank").get_pipe("tagger").labels == ()


def test_names_do_not_need_the_parser(nlp):
    with nlp.select_pipes(enable=["encoder", "ner"]):
        doc = nlp("Mary Jones lives in London.")
    assert ("Mary Jones", "PERSON") in [(entity.text, entity.label_) for entity in doc.ents]


def test_a_document_that_fails_does_not_take_its_batch_along(nlp, monkeypatch):
    encoder = nlp.get_pipe("encoder")
    encode = encoder._encode

    def failing(docs):
        if any(doc.text == "Bad." for doc in docs):
            raise RuntimeError("no")
        encode(docs)

    failed = []
    monkeypatch.setattr(encoder, "_encode", failing)
    monkeypatch.setattr(encoder, "_handle_error", lambda name, pipe, docs, error: failed.extend(docs))
    docs = [nlp.make_doc(text) for text in ("Good.", "Bad.", "Better.")]
    assert [doc.text for doc in encoder.pipe(docs)] == ["Good.", "Better."]
    assert [doc.text for doc in failed] == ["Bad."]


def test_spans_of_a_read_document_keep_their_vectors(nlp):
    doc = nlp(NEWS)
    part = Span(doc, 2, 6).as_doc()
    assert (part.tensor == doc.tensor[2:6]).all()
