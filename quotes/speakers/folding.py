"""Names folded to plain words: the keys that ids and look-ups are made of.

Kept free of libraries whose word lists grow, because ids are derived from :func:`identity_key`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

POSSESSIVE = re.compile(r"(?<=\w)['’ʼ][sS]?$|(?<=\w)['’ʼ][sS](?=\s)")
_ENDING = re.compile(r"(?:iy|yy|yi|ij|ii|yj|y|i)$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)  # "A. Blinken" begins with an initial
_WORDS = re.compile(r"[a-z0-9]+")
_UNSPACED = str.maketrans({"'": "", "`": "", ".": " "})

_SPELLINGS = (
    ("zh", "j"), ("kh", "h"), ("shch", "sch"), ("ck", "k"), ("ph", "f"), ("w", "v"), ("x", "ks"),
    ("ye", "e"), ("yu", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"), ("yo", "o"), ("ie", "e"),
    ("g", "h"), ("y", "i"), ("j", "i"), ("c", "k"),
)  # fmt: skip
DOUBLED = re.compile(r"([a-z])\1+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name in plain lower-case words, without diacritics, possessive and punctuation.

    Initials that stand together are one word.

    >>> fold("J. D. Vance’s")
    'jd vance'
    """
    plain = anyascii(POSSESSIVE.sub("", name.strip())).casefold().translate(_UNSPACED)
    words: list[str] = []
    joining = False
    for word in _WORDS.findall(plain):
        if len(word) == 1 and joining:
            words[-1] += word
        else:
            words.append(word)
            joining = len(word) == 1
    return " ".join(words)


def same_ending(word: str) -> str:
    """A folded word with one way of writing the ending of Slavic names: "zelenskyy" → "zelenski"."""
    return _ENDING.sub("i", word) if len(word) > 3 else word


@lru_cache(maxsize=65536)
def identity_key(name: str, *, person: bool = True) -> str:
    """The folded name that a speaker is known by: equal keys are one speaker.

    A single middle initial does not count ("Antony J. Blinken"); two do ("George H. W. Bush" is not
    "George W. Bush"). Nor does the article of a group ("the White House").

    >>> identity_key("Volodymyr Zelenskyy") == identity_key("Volodymyr Zelensky")
    True
    """
    if not person:
        return fold(_ARTICLE.sub("", name.strip()))
    words = fold(name).split()
    if len(words) > 2:
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    return " ".join(map(same_ending, words))


@lru_cache(maxsize=65536)
def spelling_key(folded: str) -> str:
    """A folded name, folded over the ways of writing Ukrainian and Russian names ("Sybiha" and "Sybiga").

    Coarse: for names that nothing else finds, never for identity.
    """
    for written, sound in _SPELLINGS:
        folded = folded.replace(written, sound)
    return DOUBLED.sub(r"\1", folded)
