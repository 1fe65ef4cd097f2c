from __future__ import annotations

import pytest

from quotes.analysis.pieces import MAX_PIECES, SPECIAL, Shape, WordPieces, latin_pieces, shape_of

VOCABULARY = [*SPECIAL, "un", "##aff", "##able", "aff", "elysee", "n", "'", "t", "u", ".", "s", "“", "a", "##a"]


@pytest.fixture
def cutter():
    return WordPieces(VOCABULARY)


def spelt(cutter, word):
    return [VOCABULARY[number] for number in cutter(word).pieces]


def test_longest_pieces_come_first(cutter):
    assert spelt(cutter, "unaffable") == ["un", "##aff", "##able"]


def test_case_accents_and_signs_are_as_in_bert(cutter):
    assert spelt(cutter, "Élysée") == ["elysee"]
    assert spelt(cutter, "N't") == ["n", "'", "t"]
    assert spelt(cutter, "U.S.") == ["u", ".", "s", "."]
    assert spelt(cutter, "“") == ["“"]


@pytest.mark.parametrize("word", ["xyz", "unaffx", "漢字", "😀", "", "\u200b", "\x00"])
def test_what_no_piece_spells_is_one_unknown_piece(cutter, word):
    if word:
        assert spelt(cutter, word) == ["[UNK]"]
    else:
        assert len(cutter(word).pieces) == 1


def test_a_word_of_any_length_has_a_bounded_number_of_pieces(cutter):
    assert len(cutter("a" * 5000).pieces) == MAX_PIECES
    assert len(cutter("." * 5000).pieces) == MAX_PIECES


def test_white_space_is_a_piece_whose_shape_tells_breaks(cutter):
    assert {cutter(space).pieces for space in ("  ", "\n", "\n\n", "\t")} == {(cutter.line_break,)}
    shapes = [cutter(space).shape for space in ("  ", "\n", " \n", "\n\n", "\r\n \r\n")]
    assert shapes == [Shape.SPACES, Shape.LINE_BREAK, Shape.LINE_BREAK, Shape.BLANK_LINE, Shape.BLANK_LINE]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("said", Shape.LOWER),
        ("Ann", Shape.TITLE),
        ("O'Neill", Shape.MIXED),
        ("McKay", Shape.MIXED),
        ("NATO", Shape.UPPER),
        ("U.S.", Shape.UPPER),
        ("I", Shape.CAPITAL),
        ("1,000", Shape.DIGITS),
        ("G7", Shape.LETTERS_AND_DIGITS),
        ("“", Shape.PUNCTUATION),
        ("漢字", Shape.OTHER),
        ("😀", Shape.OTHER),
    ],
)
def test_shapes(word, shape):
    assert shape_of(word) is shape


def test_answers_do_not_depend_on_the_cache(cutter):
    assert cutter("Unaffable") == WordPieces(VOCABULARY)("Unaffable") == cutter("Unaffable")
    assert cutter("unaffable").shape != cutter("Unaffable").shape


def test_a_vocabulary_without_the_special_pieces_is_refused():
    with pytest.raises(ValueError, match=r"\[PAD\]"):
        WordPieces(["a", "b"])


def test_other_scripts_leave_the_vocabulary():
    pieces = latin_pieces(["[PAD]", "[unused5]", "[MASK]", "漢", "##и", "said", "##ß", "“", "é", "1"])
    assert pieces == [*SPECIAL, "said", "##ß", "“", "é", "1"]
