"""Keys under which the ways of writing one foreign name in Latin letters are equal.

Each tradition has its own: what is one name in Ukrainian ("Sybiha", "Sybiga") is two in English ("Hale", "Gale").
They are coarse, and used only where a name shows signs of the tradition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quotes.speakers.folding import DOUBLED, spelling_key
from quotes.speakers.parsing import family_names

_SLAVIC_ENDINGS = re.compile(
    r"(?:sk[iay]|ska|skaia|skaya|tski|ck[ia]|enko|enka|chuk|shyn|iuk|yuk|ov|ev|ova|eva|yev|iev|yn|iv|ko|yk|ych|ich|vic|chenko|yshyn)$"
)
_SLAVIC = (  # what French, German and Belarusian spellings do, before those of spelling_key
    ("tsch", "ch"), ("tch", "ch"), ("dzh", "j"), ("ousk", "ovsk"), ("ou", "u"), ("tsi", "ti"), ("tsy", "ti"),
    ("dzi", "di"), ("chenk", "shenk"),
)  # fmt: skip
_ARABIC = (
    ("ph", "f"), ("gh", "k"), ("kh", "k"), ("dh", "d"), ("th", "t"), ("sh", "c"), ("ch", "c"), ("ck", "k"), ("dj", "j"),
    ("q", "k"), ("g", "k"), ("v", "w"), ("aa", "a"), ("ee", "i"), ("ie", "i"), ("oo", "u"), ("ou", "u"), ("ei", "ai"),
    ("ay", "ai"), ("ey", "ai"), ("o", "u"), ("y", "i"), ("e", "a"),
)  # fmt: skip
_KOREAN = (
    ("sh", "s"), ("ch", "j"), ("ck", "k"), ("ae", "e"), ("ai", "e"), ("eo", "o"), ("eu", "o"), ("oo", "o"), ("ou", "o"),
    ("ee", "i"), ("u", "o"), ("g", "k"), ("d", "t"), ("b", "p"), ("r", "l"), ("hn", "n"), ("oh", "o"),
)  # fmt: skip
_CHINESE = (
    ("hs", "x"), ("sh", "x"), ("tz", "z"), ("ts", "z"), ("zh", "j"), ("ch", "j"), ("c", "z"), ("q", "j"), ("k", "g"),
    ("t", "d"), ("p", "b"), ("r", "j"), ("s", "x"), ("ung", "ong"), ("ieh", "ie"), ("ien", "ian"), ("yi", "i"),
    ("yen", "ian"), ("yan", "ian"), ("ueh", "ue"), ("ih", "i"),
)  # fmt: skip
_GERMAN = re.compile(r"sch")  # "Naryschkin", and "Khruschev" for "Khrushchev"
_BELARUSIAN = re.compile(r"(?<=en)ka$")


@lru_cache(maxsize=65536)
def slavic(word: str) -> str:
    """Ukrainian and Russian: "sybiha" and "sybiga", "lukashenko" and "lukashenka"."""
    word = _BELARUSIAN.sub("ko", _replaced(word, _SLAVIC))
    word = _GERMAN.sub("sh", word.replace("shch", "sch"))
    word = word.replace("chov", "chev").removesuffix("e") if word.endswith(("chov", "ine", "yne")) else word
    return spelling_key(word)


@lru_cache(maxsize=65536)
def arabic(word: str) -> str:
    """Arabic and Persian: "gaddafi", "qaddafi" and "kadhafi"; "haniyeh" and "haniya"."""
    return DOUBLED.sub(r"\1", _replaced(word, _ARABIC)).removesuffix("h")


@lru_cache(maxsize=65536)
def korean(word: str) -> str:
    """Korean: "seok" and "suk", "yeol" and "youl"."""
    return DOUBLED.sub(r"\1", _replaced(word, _KOREAN))


@lru_cache(maxsize=65536)
def chinese(word: str) -> str:
    """Chinese, by pinyin and Wade-Giles: "zedong" and "tsetung", "xiaoping" and "hsiaoping"."""
    return DOUBLED.sub(r"\1", _replaced(word, _CHINESE))


def _replaced(word: str, pairs: Iterable[tuple[str, str]]) -> str:
    for written, sound in pairs:
        word = word.replace(written, sound)
    return word


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """A word's first letter and its other consonants, but for "h": what slips of vowels leave."""
    return DOUBLED.sub(r"\1", word[0] + re.sub("[aeiouyh]", "", word[1:]))


def looks_slavic(word: str) -> bool:
    """Whether a folded surname ends as Ukrainian and Russian ones do."""
    return len(word) > 4 and bool(_SLAVIC_ENDINGS.search(word))


@lru_cache(maxsize=65536)
def family_keys(word: str) -> frozenset[str]:
    """The Chinese or Korean family names that a folded word may be a form of ("lee", "yi", "rhee")."""
    names = family_names()
    return frozenset(
        f"{tongue}:{root}"
        for tongue in ("zh", "ko")
        if word in names[tongue]
        for root in names[tongue][word].split(",")
    )
