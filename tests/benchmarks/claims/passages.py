"""A recorded text as the edits see it: tokens between spaces, sentences, and what a piece of it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.benchmarks.claims import words as lists
from tests.benchmarks.claims.recorded import Recorded, Said, words_of

_SENTENCE_ENDS = re.compile(r"[.!?…]['\"”’)]*$")
_CUT_BY_THE_REPORTER = re.compile(r"[\[\]…]|\.\.|\. \.")


@dataclass(frozen=True)
class Passage:
    """A part of a statement (or its parts joined) that claims are made from."""

    text: str
    said: Said
    recorded: Recorded

    @cached_property
    def tokens(self) -> list[str]:
        return self.text.split()

    @cached_property
    def words(self) -> list[str]:
        return words_of(self.text)

    @cached_property
    def untouched(self) -> bool:
        """The reporter has neither cut nor put in anything."""
        return _CUT_BY_THE_REPORTER.search(self.text) is None

    @cached_property
    def sentences(self) -> list[int]:
        """For each token, the number of its sentence."""
        numbers, number = [], 0
        for token in self.tokens:
            numbers.append(number)
            number += _SENTENCE_ENDS.search(token) is not None
        return numbers

    @cached_property
    def broken_off(self) -> bool:
        """It is one part of a sentence that goes on in the next, or began before: "…, but" may stand there."""
        parts = self.said.parts
        if self.text not in parts:
            return False
        at = parts.index(self.text)
        behind = parts[at + 1][:1] if at + 1 < len(parts) else ""
        return behind.islower() or bool(at and self.text[:1].islower())

    def beside(self, start: int, end: int) -> tuple[list[str], list[str]]:
        """Tokens of the same sentences that a piece leaves out before and behind it."""
        first, last = self.sentences[start], self.sentences[end - 1]
        before = [token for token, number in zip(self.tokens[:start], self.sentences) if number == first]
        behind = [token for token, number in zip(self.tokens[end:], self.sentences[end:]) if number == last]
        return before, behind


def bare_token(token: str) -> str:
    """The word or number of a token, marks and apostrophes folded, or "" (a dash).

    >>> bare_token("“Can’t,”"), bare_token("—"), bare_token("well-known")
    ("can't", '', 'well-known')
    """
    found = words_of(token)
    return found[0] if len(found) == 1 else "-".join(found)


def says(tokens: Sequence[str]) -> set[str]:
    """What words that change a meaning stand here: negation, modal, condition, contrast, and "nearly" one of them.

    >>> sorted(says("it might not work if".split()))
    ['condition', 'modal', 'negation']
    """
    found = set()
    for word in (word for token in tokens for word in words_of(token)):
        if word in lists.NEGATIONS or word.endswith("n't"):
            found.add("negation")
        elif word in lists.MODALS:
            found.add("modal")
        elif word in lists.CONDITIONS:
            found.add("condition")
        elif word in lists.CONTRASTS:
            found.add("contrast")
        elif (
            word.endswith(("'ll", "'d"))
            or word in lists.NEARLY
            or word in lists.NEARLY_MODALS
            or word in lists.NEARLY_CONDITIONS
            or word in lists.NEARLY_CONTRASTS
        ):
            found.add("nearly")
    return found


def is_content(token: str) -> bool:
    """A plain word in small letters that says something by itself."""
    word = bare_token(token)
    return (
        word.isalpha()
        and len(word) >= 4
        and token[:1].islower()
        and word not in lists.FUNCTION_WORDS
        and not says([token])
    )


def is_number(token: str) -> bool:
    """Digits, or a number word."""
    word = bare_token(token)
    return any(sign.isdigit() for sign in word) or word in lists.TEENS or word in lists.DIGITS_OF


def replaced(token: str, word: str) -> str:
    """The token with another word in the place of its own, marks kept.

    >>> replaced("“Three,”", "thirty"), replaced("war.", "peace")
    ('“Thirty,”', 'peace.')
    """
    match = re.search(r"[A-Za-z0-9$£€%][\w$£€%'’.,-]*[\w%]|[A-Za-z0-9]", token)
    if match is None:
        return token
    if match.group()[0].isupper():
        word = word[0].upper() + word[1:]
    return token[: match.start()] + word + token[match.end() :]
