"""Edits that change words without a mark: numbers, negations, modals, names, other words, paraphrase.

Each takes a passage and a source of chance, and gives the words of a claim, or None where the passage allows none.
"""

from __future__ import annotations

import re
from random import Random

from tests.benchmarks.claims import words as lists
from tests.benchmarks.claims.passages import Passage, bare_token, is_content, replaced

LEAST = 6
_AUXILIARIES = frozenset("is are was were will would can could should must might do does did has have had".split())
_WITHOUT = {"can't": "can", "won't": "will", "cannot": "can", "shan't": "shall"}
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NEXT = {"can": "must", "could": "must", "may": "must", "might": "will", "must": "may", "should": "could",
         "will": "might", "would": "might", "shall": "may"}  # fmt: skip


def _each(passage: Passage, chance: Random, least: int = LEAST) -> list[int]:
    """The places of the tokens by chance; none where the passage is too short or was cut by the reporter."""
    if len(passage.words) < least or not passage.untouched:
        return []
    return chance.sample(range(len(passage.tokens)), len(passage.tokens))


def _with(passage: Passage, at: int, token: str | None) -> str:
    tokens = [*passage.tokens[:at], *([token] if token else []), *passage.tokens[at + 1 :]]
    return " ".join(tokens)


def number(passage: Passage, chance: Random) -> str | None:
    """Another digit, or another number word ("three" → "thirty")."""
    for at in _each(passage, chance):
        token = passage.tokens[at]
        match = _NUMBER.search(token)
        if match:
            digits = match.group()
            place = chance.choice([place for place, sign in enumerate(digits) if sign.isdigit()])
            digit = str((int(digits[place]) + chance.randint(1, 8)) % 10)
            digits = digits[:place] + (digit if digit != "0" or place else "9") + digits[place + 1 :]
            if digits != match.group():
                return _with(passage, at, token[: match.start()] + digits + token[match.end() :])
        elif bare_token(token) in lists.TEENS:
            return _with(passage, at, replaced(token, lists.TEENS[bare_token(token)]))
    return None


def number_in_digits(passage: Passage, chance: Random) -> str | None:
    """ "3" for "three": the same number, other characters; no folding of DESIGN.md's list, so altered."""
    for at in _each(passage, chance):
        if bare_token(passage.tokens[at]) in lists.DIGITS_OF:
            return _with(passage, at, replaced(passage.tokens[at], lists.DIGITS_OF[bare_token(passage.tokens[at])]))
    return None


def negation_dropped(passage: Passage, chance: Random) -> str | None:
    """Without "not", "never" or "n’t"."""
    for at in _each(passage, chance, least=5):
        token = passage.tokens[at]
        word = bare_token(token)
        if word in ("not", "never"):
            return _with(passage, at, None)
        if word in _WITHOUT or word.endswith("n't"):
            return _with(passage, at, replaced(token, _WITHOUT.get(word, word[:-3])))
    return None


def negation_added(passage: Passage, chance: Random) -> str | None:
    """With a "not" behind an auxiliary verb, or "n’t" on it."""
    for at in _each(passage, chance, least=5):
        token = passage.tokens[at]
        word = bare_token(token)
        behind = bare_token(passage.tokens[at + 1]) if at + 1 < len(passage.tokens) else "not"
        if word in _AUXILIARIES and token.lower() == word and behind not in ("not", "never", "no", "nothing"):
            short = word not in ("can", "will") and chance.random() < 0.4
            return _with(passage, at, f"{token}n’t" if short else f"{token} not")
    return None


def modal(passage: Passage, chance: Random) -> str | None:
    """ "Must" for "may", "might" for "will" …"""
    for at in _each(passage, chance):
        word = bare_token(passage.tokens[at])
        if word in _NEXT and passage.tokens[at].islower():
            return _with(passage, at, replaced(passage.tokens[at], _NEXT[word]))
    return None


def opposite(passage: Passage, chance: Random) -> str | None:
    """ "Weak" for "strong", "lose" for "win" …"""
    for at in _each(passage, chance):
        word = bare_token(passage.tokens[at])
        if word in lists.OPPOSITES:
            return _with(passage, at, replaced(passage.tokens[at], lists.OPPOSITES[word]))
    return None


def word(passage: Passage, chance: Random) -> str | None:
    """Another word in the place of one that says something."""
    for at in _each(passage, chance):
        if is_content(passage.tokens[at]):
            return _with(passage, at, replaced(passage.tokens[at], chance.choice(lists.PLAIN_WORDS)))
    return None


def word_left_out(passage: Passage, chance: Random) -> str | None:
    """Without one of the words that say something, and without a mark."""
    for at in _each(passage, chance, least=8):
        if 0 < at < len(passage.tokens) - 1 and is_content(passage.tokens[at]):
            return _with(passage, at, None)
    return None


def word_put_in(passage: Passage, chance: Random) -> str | None:
    """With a word that says something more."""
    for at in _each(passage, chance, least=8):
        if at and is_content(passage.tokens[at]):
            return _with(passage, at, f"{chance.choice(lists.PLAIN_WORDS)} {passage.tokens[at]}")
    return None


def name(passage: Passage, chance: Random) -> str | None:
    """Another name in the place of one inside a sentence."""
    for at in _each(passage, chance):
        token = passage.tokens[at]
        inside = at and passage.sentences[at - 1] == passage.sentences[at]
        word = bare_token(token)
        if inside and token[:1].isupper() and word.isalpha() and len(word) > 3 and not token.isupper():
            return _with(passage, at, replaced(token, chance.choice(lists.NAMES_INSTEAD)))
    return None


def paraphrase(passage: Passage, chance: Random) -> str | None:
    """Three synonyms or more, and the halves at a comma turned round where there is one.

    Whether that is still close ("altered") or no longer ("not_found") is open; it is never what was said.
    """
    if len(passage.words) < 8 or not passage.untouched:
        return None
    tokens, changes = list(passage.tokens), 0
    for at, token in enumerate(tokens):
        other = lists.SYNONYMS.get(bare_token(token))
        if other:
            tokens[at] = replaced(token, other)
            changes += 1
    if changes < 3:
        return None
    commas = [at for at, token in enumerate(tokens[:-3]) if token.endswith(",") and at > 2]
    if commas:
        at = chance.choice(commas)
        head, tail = " ".join(tokens[: at + 1]), " ".join(tokens[at + 1 :])
        return f"{tail.rstrip('.,')}, {head.rstrip(',')}"
    return " ".join(tokens)


def shuffled(passage: Passage, chance: Random) -> str | None:
    """All the words in another order, without a mark."""
    if len(passage.words) < 8:
        return None
    tokens = chance.sample(passage.tokens, len(passage.tokens))
    return " ".join(tokens)
