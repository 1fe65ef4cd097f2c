"""Variety at training time: each epoch sees the passages with other typography, line breaks and names.

Applied to a copy of a passage, in this order: names, typography, line breaks, case. The shares are those of
passages that are changed. They were chosen by reasoning, not tuned.
"""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass

from quotes.training.names import NamePool, swap_names
from quotes.training.passage import Passage

# (opening, closing) marks of a passage that is re-set; straight and curly are the usual ones in news
_MARKS = ((('"', '"'), 10), (("“", "”"), 10), (("‘", "’"), 2), (("«", "»"), 1))
_DASHES = ("--", "—", "–", "-")
_CHARACTERS = {"straight": ("’", "'"), "curly": ("'", "’")}


@dataclass(frozen=True)
class Augmentation:
    """Shares of passages that are changed in each way.

    ``invented_places`` is the share of replaced places that get a made-up name: without it a recogniser takes every
    unknown name for a person's.
    """

    names: float = 0.35
    typography: float = 0.5
    line_breaks: float = 0.3
    lower_case: float = 0.03
    invented_places: float = 0.0

    def apply(self, passage: Passage, pool: NamePool, random_: random.Random) -> Passage:
        """A changed copy (or the passage itself where the draw changes nothing)."""
        names, typography, breaks, lower = (random_.random() for _ in range(4))
        changed = copy.deepcopy(passage)
        if names < self.names:
            swap_names(changed, pool, random_, self.invented_places)
        if typography < self.typography:
            set_typography(changed, random_)
        if breaks < self.line_breaks:
            changed = set_line_breaks(changed, random_)
        if lower < self.lower_case:
            changed.words = [word.lower() for word in changed.words]
        return changed


def set_typography(passage: Passage, random_: random.Random) -> None:
    """Re-set the passage's quotation marks, apostrophes, dashes and ellipses in one style, in place.

    Quotation marks are known by their tags (`` and ''); a passage without tags has only its apostrophes
    re-set.
    """
    (opening, closing) = random_.choices([marks for marks, _ in _MARKS], [weight for _, weight in _MARKS])[0]
    straight = opening == '"' or random_.random() < 0.1
    dash = random_.choice(_DASHES)
    ellipsis = random_.choice(["...", "…"])
    old, new = _CHARACTERS["straight" if straight else "curly"]
    for position, (word, tag) in enumerate(zip(passage.words, passage.tags)):
        if tag == "``" and len(word) <= 2:
            passage.words[position] = opening
        elif tag == "''" and len(word) <= 2:
            passage.words[position] = closing
        elif tag in (":", "NFP") and word in _DASHES:
            passage.words[position] = dash
        elif word in ("...", "…"):
            passage.words[position] = ellipsis
        elif old in word:
            passage.words[position] = word.replace(old, new)


def set_line_breaks(passage: Passage, random_: random.Random) -> Passage:
    """The passage without its line breaks, with each sentence in a paragraph, or wrapped at a column."""
    way = random_.choice(["none", "paragraphs", "lines", "wrapped"])
    bare = _without_breaks(passage)
    if way == "none":
        return bare
    if way == "wrapped":
        width = random_.randint(50, 90)
        return _with_breaks(bare, _wrapped(bare, width), "\n")
    starts = [
        position
        for position, starts in enumerate(bare.sentence_starts)
        if starts and position and bare.spaces[position - 1] and random_.random() < 0.6
    ]
    return _with_breaks(bare, starts, "\n\n" if way == "paragraphs" else "\n")


def _wrapped(passage: Passage, width: int) -> list[int]:
    """Positions of tokens before which a line of ``width`` characters ends."""
    positions, column = [], 0
    for position, word in enumerate(passage.words):
        if column + len(word) > width and position and passage.spaces[position - 1]:
            positions.append(position)
            column = 0
        column += len(word) + passage.spaces[position]
    return positions


def _without_breaks(passage: Passage) -> Passage:
    """Each line break becomes a space."""
    keep = [tag != "_SP" for tag in passage.tags]
    if all(keep) or not any(keep):
        return passage
    moved, count = [], 0
    for kept in keep:
        moved.append(count if kept else max(count - 1, 0))
        count += kept
    spaces = [
        space or (position + 1 < len(keep) and not keep[position + 1]) for position, space in enumerate(passage.spaces)
    ]
    bare = Passage(has_tree=passage.has_tree, has_entities=passage.has_entities)
    for position, kept in enumerate(keep):
        if kept:
            bare.words.append(passage.words[position])
            bare.spaces.append(spaces[position])
            bare.tags.append(passage.tags[position])
            bare.heads.append(moved[passage.heads[position]])
            bare.relations.append(passage.relations[position])
            bare.sentence_starts.append(passage.sentence_starts[position])
    bare.entities = [
        (moved[start], moved[end - 1] + 1, label)
        for start, end, label in passage.entities
        if keep[start] and moved[end - 1] >= moved[start]
    ]
    bare.unlabelled = [(moved[start], moved[end - 1] + 1) for start, end in passage.unlabelled if keep[start]]
    if passage.tags[0] == "_SP" and bare.words:
        bare.sentence_starts[0] = True
    return bare


def _with_breaks(passage: Passage, positions: list[int], line_break: str) -> Passage:
    """Put a line break in the place of the space before each of the positions."""
    before = set(positions)
    moved, shift = [], 0
    for position in range(len(passage.words)):
        shift += position in before
        moved.append(position + shift)
    broken = Passage(has_tree=passage.has_tree, has_entities=passage.has_entities)
    for position, word in enumerate(passage.words):
        if position in before:
            broken.spaces[-1] = False
            broken.words.append(line_break)
            broken.spaces.append(False)
            broken.tags.append("_SP" if passage.has_tree else "")
            broken.heads.append(len(broken.words) - 2)
            broken.relations.append("dep" if passage.has_tree else "")
            broken.sentence_starts.append(False)
        broken.words.append(word)
        broken.spaces.append(passage.spaces[position])
        broken.tags.append(passage.tags[position])
        broken.heads.append(moved[passage.heads[position]])
        broken.relations.append(passage.relations[position])
        broken.sentence_starts.append(passage.sentence_starts[position])
    broken.entities = [(moved[start], moved[end - 1] + 1, label) for start, end, label in passage.entities]
    broken.unlabelled = [(moved[start], moved[end - 1] + 1) for start, end in passage.unlabelled]
    return broken
