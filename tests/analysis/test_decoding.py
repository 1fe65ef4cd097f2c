from __future__ import annotations

import itertools

import numpy as np
import pytest

from quotes.analysis.decoding import MAX_SENTENCE, NameTags, relations, sentence_bounds, tree, with_nicknames

TAGS = ("O", *(f"{mark}-{name}" for name in ("ORG", "PERSON") for mark in "BILU"))


def is_tree(heads):
    roots = [word for word, head in enumerate(heads) if head == word]
    if len(roots) != 1:
        return False
    for word in range(len(heads)):
        for _ in heads:
            word = heads[word]
        if word != roots[0]:
            return False
    return True


def weight(scores, heads):
    return sum(scores[word, head] for word, head in enumerate(heads))


@pytest.mark.parametrize("seed", range(40))
def test_every_tree_has_one_root_and_no_cycle(seed):
    random = np.random.default_rng(seed)
    count = int(random.integers(1, 40))
    scores = random.normal(size=(count, count)).astype(np.float32)
    assert is_tree(tree(scores).tolist())


@pytest.mark.parametrize("seed", range(60))
def test_given_its_root_no_tree_is_better(seed):
    random = np.random.default_rng(seed)
    count = int(random.integers(2, 6))
    scores = random.normal(size=(count, count))
    found = tree(scores).tolist()
    root = next(word for word, head in enumerate(found) if word == head)
    others = (h for h in itertools.product(range(count), repeat=count) if h[root] == root and is_tree(h))
    assert weight(scores, found) == pytest.approx(max(weight(scores, heads) for heads in others))


def test_the_best_heads_are_kept_where_they_make_a_tree():
    scores = np.array([[0.0, 5, 0], [0, 5, 0], [0, 5, 0]])
    assert tree(scores).tolist() == [1, 1, 1]


def test_a_cycle_is_broken_where_it_costs_least():
    # 0 and 1 take each other; the root is 2
    scores = np.array([[-9.0, 5, 1], [5, -9, 4], [0, 0, 9]])
    assert tree(scores).tolist() == [1, 2, 2]


def test_of_two_roots_the_surer_one_stays():
    scores = np.array([[9.0, 1, 0], [0, 5, 4], [3, 0, 0]])
    assert tree(scores).tolist() == [0, 2, 0]


def test_a_verb_with_a_subject_has_no_second_one_after_it():
    # "Falk quoted Osei": labels nsubj, dobj, ROOT
    scores = np.array([[5.0, 1, 0], [0, 0, 9], [5, 4, 0]])
    heads = np.array([1, 1, 1])
    assert relations(scores, heads, [0]).tolist() == [0, 2, 1]
    assert relations(scores[1:], heads[1:] - 1, [0]).tolist() == [2, 0]


def bounds(scores, white="", forced=()):
    count = len(scores)
    spaces = np.array([str(i) in white for i in range(count)], dtype=bool)
    breaks = np.array([i in forced for i in range(count)], dtype=bool)
    return sentence_bounds(np.array(scores, dtype=np.float32), spaces, breaks)


def test_sentences_start_at_positive_scores_and_at_forced_words():
    assert bounds([-1, -1, 2, -1, -1], forced=[4]) == [(0, 2), (2, 4), (4, 5)]


def test_white_space_starts_no_sentence_but_the_first():
    assert bounds([5, 5, 5, -1], white="02") == [(0, 4)]
    assert bounds([5, 5], white="01") == [(0, 2)]
    assert bounds([]) == []


def test_a_sentence_without_end_is_cut():
    found = bounds([-1.0] * 2000)
    assert found[-1][1] == 2000
    assert max(end - start for start, end in found) <= MAX_SENTENCE


def names(tags, starts=(), wrong=1.0):
    """Names of scores whose best tags are these."""
    scores = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
    for position, tag in enumerate(tags):
        scores[position, TAGS.index(tag)] = wrong
    at = np.array([i in starts for i in range(len(tags))], dtype=bool)
    return NameTags(TAGS).names(scores, at)


def test_names_are_read_from_their_tags():
    assert names(["O", "U-ORG", "B-PERSON", "I-PERSON", "L-PERSON", "O"]) == [(1, 2, "ORG"), (2, 5, "PERSON")]
    assert names([]) == []


def test_a_name_left_open_is_put_right():
    for tags in (["B-PERSON", "O"], ["B-PERSON", "L-ORG", "O"], ["O", "I-ORG"], ["L-ORG", "L-ORG"], ["O", "B-ORG"]):
        for start, end, label in names(tags):
            assert 0 <= start < end <= len(tags) and label in ("ORG", "PERSON")


def test_no_name_reaches_over_the_start_of_a_sentence():
    tags = ["O", "B-PERSON", "L-PERSON", "O"]
    assert names(tags) == [(1, 3, "PERSON")]
    for start, end, _ in names(tags, starts=[0, 2]):
        assert not start < 2 < end


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_scores_names_are_whole_and_apart(seed):
    random = np.random.default_rng(seed)
    scores = random.normal(size=(60, len(TAGS))).astype(np.float32)
    scores[:, 0] += 1.0
    starts = random.random(60) < 0.2
    end = 0
    for first, last, _ in NameTags(TAGS).names(scores, starts):
        assert end <= first < last <= 60
        assert not starts[first + 1 : last].any()
        end = last


def test_labels_are_those_of_the_tags():
    assert NameTags(TAGS).labels == ("ORG", "PERSON")


def test_a_name_that_begins_inside_its_marks_is_completed():
    words = ["Then", "Robert", "“", "Bobby", "”", "Falk", "left", "“", "Ann", "”"]
    assert with_nicknames([(3, 6, "PERSON"), (8, 9, "PERSON")], words) == [(1, 6, "PERSON"), (8, 9, "PERSON")]
    assert with_nicknames([(1, 2, "PERSON"), (3, 6, "PERSON")], words) == [(1, 2, "PERSON"), (3, 6, "PERSON")]
    assert with_nicknames([(0, 1, "PERSON")], words) == [(0, 1, "PERSON")]
