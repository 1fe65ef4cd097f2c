"""Words to word pieces, with what an uncased vocabulary loses: capitals, digits and the spaces around a word.

The vocabulary is BERT's (Devlin et al., 2019): greedy longest match from the left (WordPiece; Wu et al., 2016) on the
lower-cased word without accents. spaCy's tokenizer has made the words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

PAD, UNKNOWN, FIRST, LAST, BREAK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused0]"
SPECIAL = (PAD, UNKNOWN, FIRST, LAST, BREAK)
# a web address has dozens of pieces, of which the first few say all that matters
MAX_PIECES = 8
# longer words are no words; BERT's own limit is 100
_MAX_CHARACTERS = 100
# the cache is emptied when it holds this many words: hours of news, some tens of megabytes
_MAX_CACHED = 200_000
_LAST_LATIN = 0x24F


class Shape(IntEnum):
    """What a word looks like; the network has a learnt vector for each."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    CAPITAL = 3  # one capital letter alone
    MIXED = 4
    DIGITS = 5
    LETTERS_AND_DIGITS = 6
    PUNCTUATION = 7
    OTHER = 8
    SPACES = 9
    LINE_BREAK = 10
    BLANK_LINE = 11
    EDGE = 12  # the pieces that open and close a window


@dataclass(frozen=True)
class WordInput:
    """A word as the network takes it: the numbers of its pieces, and its shape."""

    pieces: tuple[int, ...]
    shape: int


def shape_of(word: str) -> Shape:
    """The shape of a word, or of the white space that spaCy makes a token."""
    if word.isspace() or not word:
        breaks = word.count("\n") or word.count("\r")
        return Shape.SPACES if not breaks else Shape.LINE_BREAK if breaks == 1 else Shape.BLANK_LINE
    letters = [character for character in word if character.isalpha()]
    digits = any(character.isdigit() for character in word)
    if not letters:
        if digits:
            return Shape.DIGITS
        return (
            Shape.OTHER
            if any(character.isalnum() or ord(character) > 0x2FFF for character in word)
            else (Shape.PUNCTUATION)
        )
    if digits:
        return Shape.LETTERS_AND_DIGITS
    upper = sum(letter.isupper() for letter in letters)
    if not upper:
        return Shape.LOWER if any(letter.islower() for letter in letters) else Shape.OTHER
    if upper == len(letters):
        return Shape.CAPITAL if upper == 1 else Shape.UPPER
    return Shape.TITLE if upper == 1 and letters[0].isupper() else Shape.MIXED


def latin_pieces(vocabulary: Iterable[str]) -> list[str]:
    """The special pieces, then those of a BERT vocabulary that English news can need: letters of Latin script only."""
    kept = [
        piece
        for piece in vocabulary
        if piece not in SPECIAL
        and not (piece.startswith("[unused") or piece == "[MASK]")
        and all(not character.isalpha() or ord(character) <= _LAST_LATIN for character in piece)
    ]
    return [*SPECIAL, *kept]


class WordPieces:
    """Cuts words into pieces by a vocabulary, whose order numbers them. Answers are kept by word."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._numbers = {piece: number for number, piece in enumerate(self.vocabulary)}
        missing = [piece for piece in SPECIAL if piece not in self._numbers]
        if missing:
            raise ValueError(f"the vocabulary of word pieces lacks {missing[0]!r}")
        self.pad, self.unknown, self.first, self.last, self.line_break = (self._numbers[piece] for piece in SPECIAL)
        self._longest = max(len(piece.removeprefix("##")) for piece in self.vocabulary)
        self._cache: dict[str, WordInput] = {}

    def __call__(self, word: str) -> WordInput:
        """The word as the network takes it: one piece at least, :data:`MAX_PIECES` at most."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= _MAX_CACHED:
                self._cache.clear()
            shape = shape_of(word)
            if shape in (Shape.SPACES, Shape.LINE_BREAK, Shape.BLANK_LINE):
                pieces = [self.line_break]
            else:
                pieces = self._cut(word)
            found = self._cache[word] = WordInput(tuple(pieces[:MAX_PIECES]), int(shape))
        return found

    def _cut(self, word: str) -> list[int]:
        if len(word) > _MAX_CHARACTERS:
            word = word[:_MAX_CHARACTERS]
        pieces: list[int] = []
        for part in _parts(word):
            pieces += self._pieces(part)
        return pieces or [self.unknown]

    def _pieces(self, part: str) -> list[int]:
        pieces: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(min(len(part), start + self._longest), start, -1):
                number = self._numbers.get(prefix + part[start:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            pieces.append(number)
            start = end
        return pieces


def _parts(word: str) -> list[str]:
    """The word in lower case without accents, every sign of punctuation apart."""
    parts, current = [], ""
    for character in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(character)
        if category == "Mn" or category in ("Cc", "Cf"):
            continue
        if category.startswith(("P", "S", "Z")):
            if current:
                parts.append(current)
                current = ""
            if not category.startswith("Z"):
                parts.append(character)
        else:
            current += character
    return [*parts, current] if current else parts
