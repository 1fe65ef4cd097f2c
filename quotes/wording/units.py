"""A text as the words that are compared: each with a key under which its variants are equal, and its place.

Equal keys: "defence" and "defense", "don't" and "do not", "three" and "3", "per cent" and "percent". What the
difference was is told from the units' texts (:mod:`quotes.wording.differences`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from quotes.wording.folding import fold
from quotes.wording.numbers import digits_of, joined_number
from quotes.wording.spelling import spelling
from quotes.wording.vocabulary import CONTRACTIONS, FUNCTION_WORDS, SUFFIXES, WHOSE_S_IS_A_VERB

_WORD = re.compile(
    r"(?P<number>(?:(?<![\w.,])-)?[$€£¥]?\d+(?:[.,]\d+)*(?P<scale>(?:m|bn|tn|k)\b)?)(?P<ordinal>(?:st|nd|rd|th)\b)?"
    r"|(?P<letters>\b(?:(?:[^\W\d_]\.)+[^\W\d_]\b\.?|(?:[^\W\d_]\.){2,}))"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<sign>[%&])"
)
_ENDS = re.compile(r"[.!?;:…]")
_SCALES = {"m": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}
_SIGNS = {"%": "percent", "&": "and"}
_ALPHABET = "0123456789abcdefghijklmnopqrstuv"
_PAIRS = tuple(a + b for a in _ALPHABET for b in _ALPHABET)


@dataclass(frozen=True, slots=True)
class Unit:
    """One word: ``text == original[start:end]``; the two units of "don't" share its text and place."""

    key: str
    text: str
    start: int
    end: int


def units(text: str) -> tuple[Unit, ...]:
    """The words of a text in order, without punctuation.

    >>> [unit.key for unit in units("They don’t need twenty-five tanks.")]
    ['they', 'do', 'not', 'need', '25', 'tanks']
    """
    found: list[Unit] = []
    folded = fold(text)
    for match in _WORD.finditer(folded.text):
        start, end = folded.span(*match.span())
        for key in _keys(match):
            found.append(Unit(key, text[start:end], start, end))
    return tuple(_numbers(found, text))


def _keys(match: re.Match[str]) -> tuple[str, ...]:
    if number := match["number"]:
        if match["ordinal"]:
            return (digits_of(number, ordinal=True),)
        if scale := match["scale"]:
            return digits_of(number.removesuffix(scale)), _SCALES[scale]
        return (digits_of(number),)
    if letters := match["letters"]:
        return (letters.replace(".", ""),)
    if sign := match["sign"]:
        return (_SIGNS[sign],)
    return word_keys(match["word"])


@lru_cache(maxsize=100_000)
def word_keys(word: str) -> tuple[str, ...]:
    """The keys of one folded word: mostly one, two of a contraction."""
    if word in CONTRACTIONS:
        return CONTRACTIONS[word]
    if "'" in word:
        host, _, ending = word.rpartition("'")
        if ending == "s" and host in WHOSE_S_IS_A_VERB:
            return spelling(host), "is"
        if ending == "t" and host.endswith("n"):
            return spelling(host[:-1]), "not"
        if ending in SUFFIXES:
            return spelling(host), SUFFIXES[ending]
        return (spelling(host) + "'" + ending,)
    return (spelling(word),)


def _numbers(found: list[Unit], text: str) -> list[Unit]:
    """Words that make one number as one unit ("twenty-five"), "per cent" as "percent"."""
    result: list[Unit] = []
    place = 0
    while place < len(found):
        unit = found[place]
        if unit.key == "per" and place + 1 < len(found) and found[place + 1].key == "cent":
            last = found[place + 1]
            result.append(Unit("percent", text[unit.start : last.end], unit.start, last.end))
            place += 2
            continue
        number = joined_number([other.key for other in found[place : place + 8]])
        if number is not None and number[1] > 1:
            number = joined_number(_together(found[place : place + number[1]], text))
        if number is None:
            result.append(unit)
            place += 1
            continue
        key, length = number
        last = found[place + length - 1]
        result.append(Unit(key, text[unit.start : last.end], unit.start, last.end))
        place += length
    return result


def _together(found: Sequence[Unit], text: str) -> list[str]:
    """The keys up to the end of a sentence: "twenty. Five more" is no number."""
    length = next(
        (place for place, (one, other) in enumerate(pairwise(found), 1) if _ENDS.search(text, one.end, other.start)),
        len(found),
    )
    return [unit.key for unit in found[:length]]


def keys(text: str) -> list[str]:
    """The keys of a text's units."""
    return [unit.key for unit in units(text)]


def content_words(keys: Sequence[str]) -> int:
    """How many of the keys are not function words."""
    return sum(key not in FUNCTION_WORDS for key in keys)


def index_terms(keys: Sequence[str]) -> list[str]:
    """What the index holds of a run of keys: its pairs of neighbours and its content words, as hashes, once each.

    A hash has 30 bits: of some millions of pairs few are mistaken, and what is found is compared anyway.
    """
    terms = dict.fromkeys(_term(f"{one} {other}") for one, other in pairwise(keys))
    terms.update(dict.fromkeys(_term(key) for key in keys if key not in FUNCTION_WORDS or len(keys) == 1))
    return list(terms)


def _term(words: str) -> str:
    number = crc32(words.encode())
    return _PAIRS[number & 1023] + _PAIRS[number >> 10 & 1023] + _PAIRS[number >> 20 & 1023]
