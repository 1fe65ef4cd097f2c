"""Words of a person's name: without titles, folded for comparison, and the gender that they suggest."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from importlib import resources

from spacy.tokens import Doc

from quotes.extraction import lexicon
from quotes.extraction.mentions import person_words
from quotes.extraction.records import Gender

POSSESSIVE = re.compile(r"[’']s?$")
# UTF-8 that was read as Windows or Latin text: "Ã©" for "é"
_MOJIBAKE = re.compile(r"[ÂÃÄÅ][\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_NICKNAME = re.compile(r"\s[“\"‘'(][^“”\"‘’()]{1,30}[”\"’')](?=\s)")
_FAMILY_NAMES_FIRST = frozenset("kim park lee jo jang song min an han yang tran le van chen lin".split())
# of one word: a family name that is also a title
_ALSO_NAMES = frozenset(["king", "major", "chancellor", "foreign", "field"])
# of the logarithm of the odds for a man: how far each kind of word is to be believed
TITLE_LEAN, NOUN_LEAN, NAME_LEAN, LISTED_LEAN, ENDING_LEAN = 5.0, 4.0, 3.5, 2.5, 0.8


def fold(word: str) -> str:
    """Lower case without diacritics, full stops and possessive endings, for comparing name words."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return POSSESSIVE.sub("", flat).lower().replace(".", "").replace("’", "'")


def name_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a name without the titles before it and the suffix after it; initials and particles are kept."""
    kept = [
        word
        for word in (POSSESSIVE.sub("", w) if w[-2:] in {"’s", "'s"} else w for w in map(_unmarked, words))
        if word.strip("’',-–\"“”()>*_") and word[0] not in '“"‘'  # a nickname: Robert “Bobby” Falk
    ]
    # "Del." is a delegate, "del" a particle
    while len(kept) > 1 and (kept[0].lower().rstrip(".") in lexicon.TITLES or kept[0] == "Del."):
        kept.pop(0)
    # "Prosecutor Graciela Tolosa", but neither "Baker Mayfield" nor "Hunter S. Falk"
    while len(kept) > 2 and _is_role(kept[0]) and not re.fullmatch(r"(?:[A-Z]\.?)+", kept[1]):
        kept.pop(0)
    while len(kept) > 1 and kept[-1].lower().rstrip(".,") in lexicon.SUFFIXES:
        kept.pop()
    if len(kept) == 1 and kept[0].lower().rstrip(".") in lexicon.TITLES - _ALSO_NAMES:
        return ()
    return tuple(word for word in (_case(mended(word)) for word in kept) if word)


def _unmarked(word: str) -> str:
    """The word without a torn tag or a mail's mark of quotation before it: `">Osei`."""
    return re.sub(r"^[\"”’]?>+", "", word) or word


def _is_role(word: str) -> bool:
    lower = word.lower()
    return lower in lexicon.PERSON_NOUNS or (lower in person_words() and given_lean(word) == 0)


def mended(word: str) -> str:
    """The word before its letters were read in the wrong encoding, once or twice: "FranÃ§ois" → "François"."""
    composed = unicodedata.normalize("NFC", word)
    if not _MOJIBAKE.search(composed):
        return word
    word = composed
    for _ in range(2):
        if not _MOJIBAKE.search(word):
            break
        for encoding in ("cp1252", "latin-1"):
            try:
                word = word.encode(encoding).decode("utf8")
                break
            except UnicodeError:
                continue
    return word


def name_in(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    """The name words of these tokens as written: a hyphenated surname is one word, a nickname between marks is none."""
    return name_words(_NICKNAME.sub("", doc[start:end].text).split())


def _case(word: str) -> str:
    """PENCE in a transcript is Pence; McCain, initials and US stay."""
    if len(word) > 2 and word.isupper() and word.replace("-", "").replace("’", "").replace("'", "").isalpha():
        return re.sub(r"[^\W_]+", lambda part: part.group().capitalize(), word)
    return word.strip(',;:"“”‘*_>')


def same_given_name(a: str, b: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names ``a`` (of ``other``) and ``b`` (of ``one``) agree: the same, a short form, an initial, or a
    middle name."""
    if a == b or a in {fold(w) for w in one[:-1]} or b in {fold(w) for w in other[:-1]}:
        return True
    if a in lexicon.SHORT_NAMES.get(b, ()) or b in lexicon.SHORT_NAMES.get(a, ()):
        return True
    return min(len(a), len(b)) == 1 and a[0] == b[0]


@functools.lru_cache(maxsize=1)
def _listed() -> tuple[frozenset[str], frozenset[str]]:
    """Male and female given names of many countries (``python -m quotes.training.given_names``)."""
    text = (resources.files("quotes.extraction") / "words" / "given_names.txt").read_text(encoding="utf8")
    male, female = (frozenset(line.split()) for line in text.splitlines())
    return male, female


def given_lean(word: str) -> float:
    """How far a given name speaks for a man (above 0) or a woman (below 0), as a logarithm of odds; 0 for unknown."""
    folded = fold(word)
    if (folded in lexicon.MALE_NAMES) != (folded in lexicon.FEMALE_NAMES):
        return NAME_LEAN if folded in lexicon.MALE_NAMES else -NAME_LEAN
    male, female = _listed()
    for part in (folded, *folded.split("-")):  # Thuy-Anh, Jean-Claude
        if (part in male) != (part in female):
            return LISTED_LEAN if part in male else -LISTED_LEAN
    # most given names in -a are women's (Graciela, Oksana; but Mustafa)
    if len(folded) > 3 and folded.endswith(("a", "ette", "elle", "ine")) and folded not in lexicon.MALE_NAMES:
        return -ENDING_LEAN
    return 0.0


def name_lean(name: tuple[str, ...]) -> float:
    """:func:`given_lean` of a person's name: little for one word, which may be a surname; none for "Kim Jong Un"."""
    if len(name) == 1:
        return max(-ENDING_LEAN, min(ENDING_LEAN, given_lean(name[0])))
    if len(name) == 3 and fold(name[0]) in _FAMILY_NAMES_FIRST and len(name[1]) <= 5 and name[1][-1] != ".":
        return 0.0
    return given_lean(name[0])


def given_gender(word: str) -> Gender | None:
    """The gender that a given name suggests, if it is in a list."""
    lean = given_lean(word)
    if abs(lean) < LISTED_LEAN:
        return None
    return "male" if lean > 0 else "female"


def noun_gender(word: str) -> Gender | None:
    """The gender of "spokeswoman", "father" …; none for most nouns."""
    if word in lexicon.MALE:
        return "male"
    return "female" if word in lexicon.FEMALE or word.endswith("woman") else None
