"""Personal names taken apart: titles off, given names, surname, generation.

nameparser knows the titles, suffixes and particles; what it leaves undone is done here: a title after a
possessive ("Ukraine’s President …"), surnames alone that begin with a particle, and Chinese, Korean and
Vietnamese names, which English news writes with the family name first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Literal

from nameparser import HumanName
from nameparser.config import CONSTANTS

from quotes.speakers.folding import POSSESSIVE, fold, identity_key, same_ending

Tongue = Literal["", "zh", "ko", "vi"]
GENERATIONS = {"jr", "sr", "ii", "iii", "iv"}
_GENERATION = {"jnr": "jr", "junior": "jr", "snr": "sr", "senior": "sr", "2nd": "ii", "3rd": "iii"}

# words of a surname that do not tell people apart
PARTICLES = frozenset(
    "af al ap av bin bint da das de del della den der des di do dos du e el ibn la las le los ould ten ter te und van "
    "von y zu zum zur".split()
)
# a name that begins with one of these in small letters, or with two particles, has no first name
_LEADING = frozenset("da de del della den der des di dos du la le ten ter van von bin ibn el al".split())
# with a capital they begin a surname of two words ("Le Pen", "Van Hollen"); not so "Al", "Ben", "Van Morrison"
_CAPITAL = frozenset("Da De Del Della Den Der Des Di Dos Du La Le Ten Ter Van Von Bin El".split())
_NO_SURNAME_AFTER_VAN = frozenset("cliburn johnson jones morrison taylor williams".split())

# titles that nameparser does not see once another word stands before them
_ROLES = frozenset(
    "president premier minister secretary senator governor chancellor ambassador commissioner spokesman spokeswoman "
    "spokesperson leader chief prince princess congressman congresswoman mayor director chairman chairwoman chair "
    "adviser advisor envoy general colonel admiral secretary-general president-elect coach ceo analyst "
    "lawmaker negotiator diplomat prosecutor justice taoiseach tanaiste marshal sheriff".split()
)
_BEFORE_TITLES = frozenset("former ex then late the acting incoming outgoing then- ex-".split())
_AFTER = frozenset("kc qc mp mep msp phd obe mbe cbe dbe kbe gcmg kcmg md esq frs mla td".split())
_REGNAL = re.compile(r"[XVI]{2,5}")  # "Benedict XVI"; "Jinping Xi" has a small letter
_TWO_INITIALS = re.compile(r"[A-Z]{2}")
_SHORT_TITLES = frozenset(["AG", "DA", "FM", "MK", "MP", "PM", "VP"])
_MALE = frozenset("mr mister sir lord king prince congressman chairman father monsieur herr senor".split())
_FEMALE = frozenset(
    "mrs ms miss madam lady dame queen princess congresswoman chairwoman mother madame frau senora baroness".split()
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name without titles; ``full``, ``given`` and ``surname`` as :func:`identity_key` gives them.

    ``givens`` and ``family`` are the folded words of all given names, initials among them, and of the surname.
    ``tongue`` is given where the family name was told to stand first.
    """

    full: str
    given: str
    surname: str
    generation: str = ""
    givens: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    nickname: str = ""
    gender: Literal["", "male", "female"] = ""
    tongue: Tongue = ""


@lru_cache(maxsize=1)
def family_names() -> Mapping[str, Mapping[str, str]]:
    """Tongue → family name → the form that all forms of this name share (there may be several, by commas)."""
    found: dict[str, dict[str, str]] = {}
    text = resources.files("quotes.speakers").joinpath("words/family_names.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        tongue, *names = line.split()
        forms: dict[str, str] = found.setdefault(tongue, {})
        for name in names:
            root, *others = map(fold, name.split("="))
            for form in (root, *others):
                forms[form] = f"{forms[form]},{root}" if form in forms and root not in forms[form].split(",") else root
    return MappingProxyType(found)


_SYLLABLES = {
    "zh": r"(?:[bpmfw]?o|(?:[bpmfdtnlgkhzcsrwy]|[zcs]h)?(?:a|ai|an|ang|ao|ou|en|eng|ei)|(?:[dtnlgkhrzcsmy]|[zcs]h)e"
    r"|(?:[dtnlgkhrzcsy]|[zc]h)ong|(?:[bpmdtnljqxyzcsr]|[zcs]h)i|[bpmdtnljqxy](?:ian|iao|ie|in|ing|iu)"
    r"|[nljqx](?:iang|ia|iong|ue|uan)|(?:[bpmfdtnlgkhjqxzcsrwy]|[zcs]h)u|(?:[dtnlgkhjqxzcsry]|[zcs]h)(?:uan|un|ui|uo|ue)"
    r"|(?:[gkh]|[zcs]h)(?:ua|uai|uang)|er|[nl]v|yuan|ing|(?:ch|hs)(?:in|ing|ia|iang|ien|iao|ueh|iu|ieh))",
    "ko": r"(?:(?:kk|[kgndtmbpsjhry]|ch|sh|ss|kw|gw|hw|w|)"
    r"(?:ae|ai|ya|yeo|yu|you|yo|ye|eo|eu|oo|ou|ui|wa|wo|weo|oe|ee|u|o|a|e|i)(?:ng|ck|hn|[kgnlmptbrh])?)",
    "vi": r"(?:(?:ngh|ng|nh|th|tr|ch|ph|kh|gi|gh|qu|[bcdghklmnrstvx])?"
    r"(?:uye|uya|uoi|ieu|oai|uay|ia|ie|oa|oe|uo|ua|ue|uy|ye|ai|ao|au|ay|eo|eu|iu|oi|oo|ui|uu|yu|a|e|i|o|u|y)"
    r"(?:ng|nh|ch|[cmnpt])?)",
}
_GIVEN = {
    "zh": re.compile(f"{_SYLLABLES['zh']}{{1,2}}"),
    "ko": re.compile(f"{_SYLLABLES['ko']}{{1,2}}"),
    "vi": re.compile(_SYLLABLES["vi"]),
}
_HYPHENED = re.compile(r"[A-Z][a-z]{1,5}[-\u2010\u2011][a-z]{1,5}")  # "Ki-moon": no European name has the small letter


def family_first(words: list[str]) -> Tongue:
    """The tongue of a name whose first word is the family name, or "": Xi Jinping, but not Kim Kardashian."""
    first = fold(words[0])
    if " " in first or not 2 <= len(words) <= 4:
        return ""
    rest = fold(" ".join(words[1:])).split()
    tongues = [tongue for tongue in _GIVEN if first in family_names()[tongue]]
    if len(words) == 2 and _HYPHENED.fullmatch(words[1]):
        return "ko" if "ko" in tongues and _is_given("ko", rest) else "zh"
    for tongue in sorted(tongues, key=lambda tongue: tongue != "ko" or len(rest) != 2):
        if _is_given(tongue, rest):
            return tongue  # type: ignore[return-value]
    return ""


def _is_given(tongue: str, words: list[str]) -> bool:
    # a Korean given name of one word is not told from "Johnson" or "Gordon"; written in full it is two words
    shortest, longest = {"ko": (2, 2), "vi": (1, 3)}.get(tongue, (1, 2))
    return shortest <= len(words) <= longest and all(_GIVEN[tongue].fullmatch(word) for word in words)


_NUMERALS = frozenset("ii iii iv vi vii viii ix".split())  # "Vi" may be a name, and is a numeral to nameparser


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """Words that the quick reading leaves to nameparser."""
    lists = ("titles", "suffix_acronyms", "suffix_not_acronyms", "prefixes", "conjunctions", "first_name_titles",
             "bound_first_names", "non_first_name_prefixes", "suffix_acronyms_ambiguous")  # fmt: skip
    words = {word.lower().replace(".", "") for name in lists for word in getattr(CONSTANTS, name)}
    east = {name for tongue in _GIVEN for name in family_names()[tongue]}
    return frozenset(
        words | east | _ROLES | _BEFORE_TITLES | _AFTER | PARTICLES | _LEADING | GENERATIONS | set(_GENERATION)
        | _NUMERALS
    )  # fmt: skip


_INITIAL = re.compile(r"[A-Z]\.")


def plain_words(name: str) -> list[str] | None:
    """The two to four words of an ordinary name ("Antony J. Blinken"), or None where nameparser must read it.

    nameparser takes 100 µs and a list of 100,000 people has 400,000 names, most of them ordinary.
    """
    words = name.split()
    if not 2 <= len(words) <= 4:
        return None
    vocabulary = _vocabulary()
    for i, word in enumerate(words):
        if word.lower() in vocabulary or (not word.isascii() and fold(word) in vocabulary):
            return None
        if not _is_plain(word) and not (0 < i < len(words) - 1 and _INITIAL.fullmatch(word)):
            return None
        if len(word) == 2 and word[1] == "." and words[i - 1][1] == ".":
            return None  # two initials are one folded word
    return words


def _is_plain(word: str) -> bool:
    """Whether a word is a capital and small letters of the Latin alphabet, or such a word after "Mc"."""
    word = word.removeprefix("Mc")
    return len(word) > 1 and word.isalpha() and word[0].isupper() and word[1:].islower() and max(word) < "\u0250"


@lru_cache(maxsize=65536)
def parse_person(name: str) -> PersonName:
    """Take a personal name apart; one word alone (or after a title) is a surname."""
    if plain := plain_words(name):
        folded = [fold(word) for word in plain]
        if all(folded) and not any(" " in word for word in folded):
            return _plain_person(folded)
    return parse_slowly(name)


def _plain_person(folded: list[str]) -> PersonName:
    keys = [same_ending(word) for word in folded]
    kept = [keys[0], *(key for key in keys[1:-1] if len(key) > 1), keys[-1]]
    return PersonName(" ".join(kept), keys[0], keys[-1], "", tuple(keys[:-1]), (keys[-1],))


def parse_slowly(name: str) -> PersonName:
    """As :func:`parse_person`, by nameparser whatever the name looks like."""
    roles, written = _without_roles(name.strip().split())
    if "," not in name and _surname_alone(written):
        key = identity_key(" ".join(written))
        return PersonName(key, "", key, family=_words(" ".join(written)))
    parsed = HumanName(POSSESSIVE.sub("", " ".join(written)))
    last = written[-1] if written else ""
    regnal = {last.lower()} if _REGNAL.fullmatch(last) and not written[0].isupper() else set()
    given, middle, surname, suffix = parsed.first, parsed.middle, parsed.last, parsed.suffix
    if surname and given and (_GENERATION.get(fold(surname), fold(surname)) in GENERATIONS or fold(surname) in regnal):
        # "RFK Jr.", "King Charles III": older releases of nameparser take the generation for the surname
        surname, suffix = middle, f"{surname} {suffix}"
        middle = ""
    suffixes = [_GENERATION.get(word, word) for word in fold(suffix).split()]
    generation = next((word for word in suffixes if word in GENERATIONS or word in regnal), "")
    middle = " ".join(word for word in middle.split() if fold(word) not in _AFTER or not surname)
    if given and not surname:
        given, surname, middle = "", f"{given} {middle}".strip(), ""
    while given and fold(surname) in _AFTER and middle:
        *rest, surname = middle.split()
        middle = " ".join(rest)
    words = f"{given} {middle} {surname}".split()
    full = identity_key(" ".join([*words, generation])) if words else ""
    gender = _title_gender(f"{roles} {parsed.title}")
    if not full:
        key = identity_key(name)
        return PersonName(key, "", key, family=_words(name))
    tongue = family_first(words) if given else ""
    if tongue and (", " not in name and not name.strip().endswith(",")):
        given, surname, middle = " ".join(words[1:]), words[0], ""
    else:
        tongue = ""
    return PersonName(
        full,
        identity_key(given),
        identity_key(surname),
        generation,
        _words(f"{given} {middle}") if given else (),
        _words(surname),
        " ".join(_words(parsed.nickname or "")),
        gender,
        tongue,
    )


def _words(name: str) -> tuple[str, ...]:
    return tuple(map(same_ending, fold(name).split()))


def _title_gender(title: str) -> Literal["", "male", "female"]:
    """Whether a title is a man's or a woman's: "Mrs", "Congressman"."""
    words = set(fold(title).split())
    if words & _FEMALE:
        return "female"
    return "male" if words & _MALE else ""


def _without_roles(words: list[str]) -> tuple[str, list[str]]:
    """A title that nameparser does not know, or not behind such words ("Ukraine’s President"), and the name."""
    start = 0
    while start < len(words) - 1 and words[start].lower() in _BEFORE_TITLES:
        start += 1
    for last in range(len(words) - 2, start - 1, -1):
        if words[last].lower() in _ROLES or words[last].lower().startswith("vice-"):
            of = words[last + 1].lower() in {"of", "for", "to", "and"}
            if not of and (last > start or (len(words) - start > 2 and not words[last + 1].endswith("."))):
                start = last + 1
            break
    title, words = " ".join(words[:start]), words[start:]
    if len(words) > 1 and _TWO_INITIALS.fullmatch(words[0]) and not words[-1].isupper():
        # nameparser takes "HR" for a title
        words = words[1:] if words[0] in _SHORT_TITLES else [f"{words[0][0]}.", f"{words[0][1]}.", *words[1:]]
    return title, words


def _surname_alone(words: list[str]) -> bool:
    """Whether the name begins as a surname does: "von der Leyen", "Van Hollen", "bin Salman"."""
    if len(words) < 2 or words[0].lower() not in _LEADING:
        return False
    if words[0].islower() or words[1].lower() in _LEADING:
        return True
    if len(words) > 2 or words[0].capitalize() not in _CAPITAL or words[1].endswith("."):
        return False
    other = fold(words[1])
    if words[0].lower() == "van" and other in _NO_SURNAME_AFTER_VAN:
        return False
    return not family_first(words)


def surname_key(name: str) -> tuple[str, bool]:
    """A person's folded surname, and whether the name is nothing but a surname."""
    parsed = parse_person(name)
    return parsed.surname, not parsed.given
