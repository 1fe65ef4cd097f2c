from __future__ import annotations

import math
import random
import time
from itertools import pairwise

import pytest
import spacy

from quotes.errors import ModelNotFound
from quotes.extraction import Extractor

SENTENCE = "“We are ready for the winter,” Mayor Ada Osei said."


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "“”", "“", '"', "’", "…", "\u00a0", "😀", "\x00"])
def test_a_text_without_words_gives_no_quotation(extractor, text):
    assert extractor.extract(text) == []


def test_a_text_without_quotations_gives_none(extractor):
    assert extractor.extract("The bridge was opened on Monday. Nobody spoke.") == []


@pytest.mark.parametrize(
    "text",
    [
        "“We are ready for the winter",
        "said",
        "“Ready!”",
        "OSEI: Yes.\n\nFALK: No.",
        "“A.”“B.”“C.”",
        "> “",
        "“We are ready,” said",
        "said “We are ready”",
        ": “We are ready.”",
        "“We are ready.” –",
        "“We are ready,” he",
        "“He “said “that “we “are.",
        "Q: \n\nA: \n\nQ: A",
        "according to “the plan”",
        "in the words of “the plan”",
        "“😀😀😀”",
        "“" * 50 + "x" + "”" * 50,
        "1" * 3000,
        "Ada " * 400 + "“said”",
    ],
)
def test_odd_texts_never_raise_and_their_spans_are_in_order(extractor, text):
    found = extractor.extract(text)
    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(q.continues is None or q.continues < number for number, q in enumerate(found))


PIECES = [
    *"“”\"'‘’«»,.?!:—()*-/\n\t",
    *(
        "\n\n",
        "\u00a0",
        " – ",
        "...",
        "\r\n",
        "\u200b",
        "😀",
        "’s",
        "\n> ",
        "OSEI: ",
        "Q: ",
        '12"',
        "6'2\"",
        "(R-Ohio)",
        "1990s",
    ),
    *(
        "Ada Osei",
        "Paul Falk",
        "Mr Falk",
        "Dr.",
        "he",
        "she",
        "it",
        "I",
        "the report",
        "the ministry",
        "who",
        ", a doctor,",
    ),
    *("said", "told reporters", "according to", "in the words of", "wrote on X", "We are ready", "yes", "that", "and"),
]


def test_whatever_stands_beside_whatever_nothing_is_raised_and_every_record_is_sound(extractor):
    rng = random.Random(2)
    texts = ["".join(rng.choice(PIECES) + rng.choice(("", " ")) for _ in range(rng.randint(3, 50))) for _ in range(150)]
    for text, found in zip(texts, extractor.extract_many(texts)):
        assert all(one.end <= other.start for one, other in pairwise(found))
        for number, quotation in enumerate(found):
            assert quotation.text == text[quotation.start : quotation.end]
            assert quotation.continues is None or quotation.continues < number
            if quotation.speaker:
                assert quotation.speaker.name.strip() and "\n" not in quotation.speaker.name
                assert 0 < quotation.speaker.confidence <= 1


def test_many_texts_come_back_in_their_order_whatever_their_length(extractor):
    texts = ["", SENTENCE, "Nothing.", SENTENCE * 3, "“Yes,” said Paul Falk.", "\n"] * 7
    found = list(extractor.extract_many(texts, batch_size=4))
    assert [len(quotations) for quotations in found] == [0, 1, 0, 3, 1, 0] * 7


def test_many_texts_are_read_one_batch_ahead_at_the_most(extractor):
    taken = []

    def texts():
        for number in range(100):
            taken.append(number)
            yield SENTENCE

    results = extractor.extract_many(texts(), batch_size=4)
    next(results)
    assert len(taken) <= 3 * 4


def test_the_model_does_not_read_texts_without_quotation_marks(extractor, monkeypatch):
    read = []
    make_doc = extractor.nlp.make_doc
    monkeypatch.setattr(extractor.nlp, "make_doc", lambda text: read.append(text) or make_doc(text))
    texts = ["The bridge was closed.", "“We close it,” said Ann Lee.", "The mayor’s bridge."]
    assert [len(found) for found in extractor.extract_many(texts)] == [0, 1, 0]
    assert [text for text in read if text] == ["“We close it,” said Ann Lee."]


def test_one_text_and_many_texts_give_the_same(extractor):
    assert list(extractor.extract_many([SENTENCE, SENTENCE])) == [extractor.extract(SENTENCE)] * 2


def test_a_documents_quotations_do_not_depend_on_what_was_extracted_before(extractor):
    alone = extractor.extract("“We will see,” Osei said.")
    after = list(extractor.extract_many([SENTENCE, "“We will see,” Osei said."]))[1]
    assert alone == after
    assert alone[0].speaker is not None
    assert alone[0].speaker.name == "Osei"


def test_offsets_are_code_points_of_the_text_as_given(extractor):
    text = "\ufeff😀👩‍👩‍👧\r\n\r\n“We are\u00a0ready,” 𝒜da said.\r\n\r\n“So are we,” said\u2003Paul Falk.\t"
    first, second = extractor.extract(text)
    assert (text[first.start : first.end], first.text) == ("“We are\u00a0ready,”",) * 2
    assert (text[second.start : second.end], second.text) == ("“So are we,”",) * 2
    assert second.speaker is not None and second.speaker.mention is not None
    assert text[second.speaker.mention.start : second.speaker.mention.end] == "Paul Falk"


def test_spaces_around_and_windows_line_ends_change_nothing_but_offsets(extractor):
    text = f"{SENTENCE}\n\n“It took nine years,” she said."
    plain = [(q.text, q.speaker and q.speaker.name) for q in extractor.extract(text)]
    windows = extractor.extract("  \r\n" + text.replace("\n", "\r\n") + " \r\n ")
    assert [(q.text, q.speaker and q.speaker.name) for q in windows] == plain
    assert [name for _, name in plain] == ["Ada Osei", "Ada Osei"]


# long, and quickly read: few words of many letters
FILLER = f"{'Ha' * 60} {'ho' * 60}.\n\n"


def test_a_text_longer_than_one_piece_keeps_its_offsets_and_continuations(extractor):
    speech = "Ada Osei said: “Nobody came.\n\n“Nobody called.”\n\n"
    text = speech + FILLER * 1250 + speech
    assert len(text) > 300_000
    found = extractor.extract(text)
    assert [q.text for q in found] == ["“Nobody came.", "“Nobody called.”"] * 2
    assert [text[q.start : q.end] for q in found] == [q.text for q in found]
    assert [q.continues for q in found] == [None, 0, None, 2]
    assert [q.speaker and q.speaker.name for q in found] == ["Ada Osei"] * 4


def test_the_time_for_a_documents_quotations_grows_with_their_number_not_with_its_square(extractor):
    def seconds(count: int) -> float:
        with extractor.nlp.select_pipes(disable=["quotations"]):
            doc = extractor.nlp("\n\n".join([SENTENCE] * count))
        component = extractor.nlp.get_pipe("quotations")
        fastest = math.inf
        for _ in range(3):  # a garbage collection takes longer than the 50
            begun = time.process_time()
            component(doc)
            fastest = min(fastest, time.process_time() - begun)
        return fastest

    seconds(5)
    # 8 times as many; a square would make it up to 64 times as much
    assert seconds(400) < 20 * seconds(50)


def test_a_text_of_one_endless_word_is_cut_without_loss(extractor, monkeypatch):
    monkeypatch.setattr("quotes.extraction.extractor._PIECE", 400)
    text = "x" * 1500 + f" {SENTENCE}"
    assert [text[q.start : q.end] for q in extractor.extract(text)] == ["“We are ready for the winter,”"]


@pytest.mark.parametrize("size", [120, 200, 333])
def test_pieces_of_any_size_give_the_quotations_of_the_whole(extractor, monkeypatch, size):
    text = "\n\n".join(f"“Answer number {number} is ready,” Ada Osei said." for number in range(12))
    whole = [(q.start, q.end, q.text) for q in extractor.extract(text)]
    monkeypatch.setattr("quotes.extraction.extractor._PIECE", size)
    assert [(q.start, q.end, q.text) for q in extractor.extract(text)] == whole
    assert len(whole) == 12


def test_the_fingerprint_names_model_version_and_rules(extractor):
    meta = extractor.nlp.meta
    assert extractor.fingerprint.startswith(f"{meta['name']} {meta['version']} rules ")


def test_a_model_that_is_not_installed_is_an_error_that_quotes_its_name():
    with pytest.raises(ModelNotFound, match="en_core_web_nowhere"):
        Extractor.load("en_core_web_nowhere")


def test_a_model_from_the_environment_is_loaded_in_place_of_the_shipped_one(monkeypatch):
    monkeypatch.setenv("QUOTES_MODEL", "/no/such/model")
    with pytest.raises(ModelNotFound, match="/no/such/model"):
        Extractor.load()


def test_a_pipeline_without_a_parser_is_refused_by_name(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelNotFound, match="'tagger'"):
        Extractor.load(str(tmp_path / "blank"))


def test_a_pipeline_of_another_language_is_refused(tmp_path):
    spacy.blank("de").to_disk(tmp_path / "german")
    with pytest.raises(ModelNotFound, match="'de'"):
        Extractor.load(str(tmp_path / "german"))
