from __future__ import annotations

import pytest

from quotes.analysis.pieces import SPECIAL, Shape, WordPieces
from quotes.analysis.windows import MAX_PIECES_IN_WINDOW, cut, make_windows

LETTERS = 'abcdefghijklmnopqrstuvwxyz.,“”"'


@pytest.fixture
def cutter():
    return WordPieces([*SPECIAL, *LETTERS, *(f"##{letter}" for letter in LETTERS)])


def ranges(words, **options):
    return cut(words, [1] * len(words), **options)


def test_no_words_make_no_window(cutter):
    assert make_windows([], [], cutter) == []


def test_a_short_text_is_one_window(cutter):
    (window,) = make_windows(["“", "No", ",", "”"], [False, False, False, False], cutter)
    assert (window.start, window.end) == (0, 4)
    assert window.pieces.tolist()[0] == cutter.first
    assert window.pieces.tolist()[-1] == cutter.last
    assert window.firsts.tolist() == [1, 2, 4, 5]
    assert window.shapes.tolist()[2:4] == [Shape.TITLE, Shape.TITLE]


def test_spaces_before_and_after_a_word_are_told(cutter):
    (window,) = make_windows(["a", '"', "b", '"', "\n", "c"], [True, False, False, False, False, False], cutter)
    assert window.spacing[window.firsts].tolist() == [3, 1, 0, 2, 0, 3]


def test_ranges_cover_every_word_once_and_are_short():
    words = ["word"] * 1000
    found = ranges(words, max_words=60)
    assert [start for start, _ in found][1:] == [end for _, end in found][:-1]
    assert (found[0][0], found[-1][1]) == (0, 1000)
    assert max(end - start for start, end in found) <= 60


def test_a_blank_line_is_cut_at_before_a_full_stop():
    words = ["word"] * 6 + ["."] + ["\n\n"] + ["Word"] * 4 + ["stop", "."] + ["Word"] * 30
    assert ranges(words, max_words=15)[0] == (0, 8)


def test_a_full_stop_before_a_capital_is_cut_at_and_an_abbreviation_is_not():
    words = ["word"] * 8 + ["ended", ".", "Then", "Mr", ".", "Smith"] + ["left"] * 30
    assert ranges(words, max_words=15)[0] == (0, 10)


def test_marks_after_the_full_stop_stay_with_their_sentence():
    words = ["word"] * 8 + ["ended", ".", "”", "\n", "Then"] + ["left"] * 30
    assert ranges(words, max_words=15)[0] == (0, 12)


def test_a_wrapped_line_is_no_place_to_cut_where_a_sentence_ends_nearby():
    words = ["word"] * 7 + ["ended", ".", "Then", "it", "\n", "went"] + ["on"] * 30
    assert ranges(words, max_words=14)[0] == (0, 9)


def test_no_window_has_more_pieces_than_the_network_has_positions(cutter):
    words = ["abcdefgh"] * 400
    windows = make_windows(words, [True] * 400, cutter)
    assert max(window.size for window in windows) <= MAX_PIECES_IN_WINDOW + 2 <= 512
    assert windows[-1].end == 400
