"""Scores to structures: sentences, trees with one root, names that begin and end."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

# a longer sentence is none: it is cut where a start is likeliest
MAX_SENTENCE = 300
_NEVER = np.float32(-1e9)
_CLOSING = {"“": "”", '"': '"', "‘": "’", "'": "'"}


def sentence_bounds(scores: np.ndarray, white: np.ndarray, forced: np.ndarray) -> list[tuple[int, int]]:
    """Ranges of words that are sentences, all words in order.

    ``scores`` above 0 start a sentence, ``forced`` words always do, white space never; the first word that is none
    begins the first sentence, and white space before it belongs to it.
    """
    count = len(scores)
    if not count:
        return []
    starts = ((scores > 0) | forced) & ~white
    words = np.flatnonzero(~white)
    if len(words):
        starts[: words[0] + 1] = False
    starts[0] = True
    edges = [*np.flatnonzero(starts).tolist(), count]
    bounds: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(edges):
        while end - start > MAX_SENTENCE:
            middle = start + MAX_SENTENCE // 2
            inside = np.where(white[middle : start + MAX_SENTENCE], _NEVER, scores[middle : start + MAX_SENTENCE])
            break_at = middle + int(inside.argmax())
            bounds.append((start, break_at))
            start = break_at
        bounds.append((start, end))
    return bounds


def tree(scores: np.ndarray) -> np.ndarray:
    """The best heads of one sentence, by scores (children × heads, roots on the diagonal): one root, no cycle.

    Each word's best head is taken where these make a tree; else the root is the word that gains most by being one, and
    the rest is a maximum spanning tree (Chu and Liu, 1965; Edmonds, 1967).
    """
    count = len(scores)
    if count == 1:
        return np.zeros(1, dtype=np.int64)
    heads = scores.argmax(axis=1)
    own = np.arange(count)
    roots = np.flatnonzero(heads == own)
    if len(roots) == 1 and _reaches(heads, int(roots[0])):
        return heads
    others = scores.astype(np.float64)
    diagonal = others.diagonal().copy()
    others[own, own] = -np.inf
    gain = diagonal - others.max(axis=1)
    root = int(gain.argmax())
    heads = others.argmax(axis=1)
    heads[root] = root
    if not _reaches(heads, root):
        heads = _spanning(others, root)
    return heads


def _reaches(heads: np.ndarray, root: int) -> bool:
    """Whether the root is above every word."""
    above = heads
    steps = 1
    while steps < len(heads):
        above = above[above]
        steps *= 2
    return bool((above == root).all())


def _cycle(heads: np.ndarray, root: int) -> list[int]:
    """The words of one cycle, or none."""
    seen = np.zeros(len(heads), dtype=np.int64)
    seen[root] = -1
    for first in range(len(heads)):
        word = first
        while seen[word] == 0:
            seen[word] = first + 1
            word = int(heads[word])
        if seen[word] == first + 1:
            members = [word]
            following = int(heads[word])
            while following != word:
                members.append(following)
                following = int(heads[following])
            return members
    return []


def _spanning(scores: np.ndarray, root: int) -> np.ndarray:
    """Heads of the maximum spanning tree from ``root``; the diagonal of ``scores`` (children × heads) is −∞."""
    count = len(scores)
    heads = scores.argmax(axis=1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    # the cycle becomes one word, the last of a smaller problem
    inside = np.zeros(count, dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    members = np.array(cycle)
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, members)]
    small[:-1, -1] = leaving.max(axis=1)
    by_member = leaving.argmax(axis=1)
    entering = scores[np.ix_(members, rest)] - scores[members, heads[members]][:, None]
    small[-1, :-1] = entering.max(axis=0)
    entered = entering.argmax(axis=0)
    solved = _spanning(small, int(np.flatnonzero(rest == root)[0]))
    for position, word in enumerate(rest):
        if word != root:
            head = int(solved[position])
            heads[word] = members[by_member[position]] if head == len(rest) else rest[head]
    above = int(solved[-1])
    heads[members[entered[above]]] = rest[above]
    return heads


def relations(scores: np.ndarray, heads: np.ndarray, subjects: Sequence[int]) -> np.ndarray:
    """Each word's best label by scores (words × labels), but no subject after a head that has one before it.

    "Falk quoted Osei" has one subject: such a second one takes its next best label.
    """
    best = scores.argmax(axis=1)
    words = np.flatnonzero(np.isin(best, subjects))
    has_subject = np.zeros(len(heads), dtype=bool)
    has_subject[heads[words[words < heads[words]]]] = True
    second = words[(words > heads[words]) & has_subject[heads[words]]]
    if len(second):
        others = scores[second]
        others[:, subjects] = -np.inf
        best[second] = others.argmax(axis=1)
    return best


class NameTags:
    """BILUO tags ("O" first), and the best sequence of them that is one of whole names."""

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = tuple(tags)
        kinds = [tag[0] for tag in tags]
        labels = [tag[2:] for tag in tags]
        opening = [kind in "OBU" for kind in kinds]
        closing = [kind in "OLU" for kind in kinds]
        self.opening, self.closing = np.array(opening), np.array(closing)
        follows = [
            [
                opening[after] if closing[before] else not opening[after] and labels[after] == labels[before]
                for after in range(len(tags))
            ]
            for before in range(len(tags))
        ]
        self._follows = np.array(follows)
        self._penalty = np.where(self._follows, np.float32(0), _NEVER)

    @property
    def labels(self) -> tuple[str, ...]:
        """The names' labels, sorted."""
        return tuple(sorted({tag[2:] for tag in self.tags} - {""}))

    def names(self, scores: np.ndarray, starts: np.ndarray) -> list[tuple[int, int, str]]:
        """Ranges of words and their labels, by scores (words × tags); no name reaches over a word of ``starts``."""
        if not len(scores):
            return []
        found = scores.argmax(axis=1)
        before = np.concatenate([[0], found[:-1]])
        right = self._follows[before, found]
        right[starts] &= self.opening[found[starts]] & self.closing[before[starts]]
        # a name that is left open counts as wrong at its end
        ends_open = not self.closing[found[-1]]
        if not right.all() or ends_open:
            wrong = np.flatnonzero(~right).tolist() + ([len(found) - 1] if ends_open else [])
            scores = scores.copy()
            scores[np.ix_(starts, ~self.opening)] = _NEVER
            outside = np.flatnonzero(found == 0)
            done = -1
            for position in wrong:
                if position <= done:
                    continue
                # words that are surely outside hold the stretch that is put right
                left = np.searchsorted(outside, position) - 1
                right_side = np.searchsorted(outside, position, side="right")
                first = int(outside[left]) + 1 if left >= 0 else 0
                last = int(outside[right_side]) if right_side < len(outside) else len(found)
                found[first:last] = self._best(scores[first:last], starts[first:last])
                done = last - 1
        names = []
        begun = 0
        for position in np.flatnonzero(found).tolist():
            tag = self.tags[found[position]]
            if tag[0] in "BU":
                begun = position
            if tag[0] in "LU":
                names.append((begun, position + 1, tag[2:]))
        return names

    def _best(self, scores: np.ndarray, starts: np.ndarray) -> np.ndarray:
        """The best sequence (Viterbi), from outside a name to outside a name."""
        count = len(scores)
        best = np.where(self.opening, scores[0], _NEVER)
        back = np.zeros(scores.shape, dtype=np.int64)
        for position in range(1, count):
            ways = best[:, None] + self._penalty
            if starts[position]:
                ways = np.where(self.closing[:, None], ways, ways + _NEVER)
            back[position] = ways.argmax(axis=0)
            best = ways.max(axis=0) + scores[position]
        best = np.where(self.closing, best, best + _NEVER)
        found = np.zeros(count, dtype=np.int64)
        found[-1] = int(best.argmax())
        for position in range(count - 1, 0, -1):
            found[position - 1] = back[position, found[position]]
        return found


def with_nicknames(names: Sequence[tuple[int, int, str]], words: Sequence[str]) -> list[tuple[int, int, str]]:
    """The names; one that begins inside its marks ("Bobby” Falk" of "Robert “Bobby” Falk") gets one word more."""
    whole: list[tuple[int, int, str]] = []
    for start, end, label in names:
        closing = _CLOSING.get(words[start - 1]) if start > 1 else None
        free = not whole or whole[-1][1] <= start - 2
        if closing in words[start:end] and free and words[start - 2][:1].isupper():
            start -= 2
        whole.append((start, end, label))
    return whole
