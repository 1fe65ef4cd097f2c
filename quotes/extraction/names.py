"""Words of a person's name: without titles, folded for comparison, and the gender that they suggest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from spacy.tokens import Doc

from quotes.extraction import lexicon

Gender = Literal["male", "female"]
POSSESSIVE = re.compile(r"[’']s?$")


def fold(word: str) -> str:
    """Lower case without diacritics, full stops and possessive endings, for comparing name words."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return POSSESSIVE.sub("", flat).lower().replace(".", "").replace("’", "'")


def name_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a name without the titles before it and the suffix after it; initials and particles are kept."""
    kept = [
        word
        for word in (POSSESSIVE.sub("", w) if w[-2:] in {"’s", "'s"} else w for w in words)
        if word.strip("’',-–\"“”()") and word[0] not in '“"‘'  # a nickname: Robert “Bobby” Falk
    ]
    while len(kept) > 1 and kept[0].lower().rstrip(".") in lexicon.TITLES:
        kept.pop(0)
    # "Prosecutor Graciela Tolosa", but not "Baker Mayfield"
    while len(kept) > 2 and kept[0].lower() in lexicon.PERSON_NOUNS:
        kept.pop(0)
    while len(kept) > 1 and kept[-1].lower().rstrip(".,") in lexicon.SUFFIXES:
        kept.pop()
    if len(kept) == 1 and kept[0].lower().rstrip(".") in lexicon.TITLES - {
        "king",
        "major",
        "chancellor",
        "foreign",
        "field",
    }:
        return ()
    return tuple(_case(word) for word in kept)


def name_in(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    """The name words of these tokens as written: a hyphenated surname is one word."""
    return name_words(doc[start:end].text.split())


def _case(word: str) -> str:
    """PENCE in a transcript is Pence; McCain, initials and US stay."""
    if len(word) > 2 and word.isupper() and word.replace("-", "").replace("’", "").replace("'", "").isalpha():
        return re.sub(r"[^\W_]+", lambda part: part.group().capitalize(), word)
    return word.strip(',;:"“”‘*_')


def same_given_name(a: str, b: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names ``a`` (of ``other``) and ``b`` (of ``one``) agree: the same, an initial, or a middle name."""
    if a == b or a in {fold(w) for w in one[:-1]} or b in {fold(w) for w in other[:-1]}:
        return True
    return min(len(a), len(b)) == 1 and a[0] == b[0]


def given_gender(word: str) -> Gender | None:
    """The gender that a given name suggests, if it is in the project's list."""
    folded = fold(word)
    male, female = folded in lexicon.MALE_NAMES, folded in lexicon.FEMALE_NAMES
    if male == female:
        return None
    return "male" if male else "female"


def likely_gender(word: str) -> Gender | None:
    """A weak hint where the list has no name: most given names in -a are women's (Graciela, Oksana; but Mustafa)."""
    known = given_gender(word)
    if known is None and len(word) > 3 and fold(word).endswith(("a", "ette", "elle", "ine")):
        return "female"
    return known


def noun_gender(word: str) -> Gender | None:
    """The gender of "spokeswoman", "father" …; none for most nouns."""
    if word in lexicon.MALE:
        return "male"
    return "female" if word in lexicon.FEMALE or word.endswith("woman") else None
