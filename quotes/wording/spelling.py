"""British, American and other spellings of one word, with or without accents, under one key.

The key need not be a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SUFFIXES = (
    (re.compile(r"^([a-z]{2,}[a-z])is(e|ed|es|er|ers|ing|ation|ations|ational)$"), r"\1iz\2"),
    (re.compile(r"^([a-z]{2,}l)ys(e|ed|es|er|ers|ing)$"), r"\1yz\2"),
    (
        re.compile(r"^([a-z]{3,})our(|s|ed|ing|er|ers|able|ably|ful|ite|ites|hood|hoods|less|al|ally|ist|ists)$"),
        r"\1or\2",
    ),
    (
        re.compile(r"^((?:kilo|centi|milli)?(?:cent|theat|met|lit|fib|calib|somb|spect|meag|lust|sab|mit))re(s?)$"),
        r"\1er\2",
    ),
    (re.compile(r"^(cent)re(d)$"), r"\1er\2"),
    (re.compile(r"^((?:de|of|pre)(?:f|t)en|licen)[cs]e(s|d|less|lessly|man|men)?$"), r"\1se\2"),
    (re.compile(r"^practis(e|ed|es|ing)$"), r"practic\1"),
    (re.compile(r"^([a-z]{2,}[aeiou])ll(ed|ing|er|ers|or|ors|ist|ists)$"), r"\1l\2"),
    (re.compile(r"^((?:dia|cata|ana|mono|epi|pro)log)ue(s?)$"), r"\1\2"),
    (re.compile(r"^((?:judg|acknowledg|abridg))ement(s?)$"), r"\1ment\2"),
    (re.compile(r"^(sc|sk)eptic(|s|al|ally|ism)$"), r"skeptic\2"),
    (re.compile(r"^(to|for|after|back|up|down|on|in|out)ward?s$"), r"\1ward"),
    (re.compile(r"^([a-z]+s)k(?:yy|iy|yi|ij|ii|yj|y|i)$"), r"\1ky"),
    (re.compile(r"^(an|p|h|arch|orthop|encyclop|medi|prim)ae([a-z]+)$"), r"\1e\2"),
)  # fmt: skip
_WORDS = {
    "programme": "program", "programmes": "programs", "grey": "gray", "greys": "grays", "plough": "plow",
    "ploughs": "plows", "mould": "mold", "moulds": "molds", "cosy": "cozy", "aluminium": "aluminum",
    "jewellery": "jewelry", "ageing": "aging", "whilst": "while", "amongst": "among", "amidst": "amid",
    "learnt": "learned", "burnt": "burned", "dreamt": "dreamed", "spelt": "spelled", "spoilt": "spoiled",
    "leapt": "leaped", "leant": "leaned", "enquiry": "inquiry", "enquiries": "inquiries", "enquire": "inquire",
    "artefact": "artifact", "artefacts": "artifacts", "okay": "ok", "manoeuvre": "maneuver",
    "manoeuvres": "maneuvers", "manoeuvred": "maneuvered", "manoeuvring": "maneuvering", "fulfil": "fulfill",
    "fulfils": "fulfills", "fulfilment": "fulfillment", "enrol": "enroll", "enrols": "enrolls",
    "enrolment": "enrollment", "instalment": "installment", "instalments": "installments", "skilful": "skillful",
    "wilful": "willful", "foetus": "fetus", "foetal": "fetal", "draught": "draft", "sulphur": "sulfur",
    "tonne": "ton", "tonnes": "tons", "axe": "ax", "pyjamas": "pajamas", "moustache": "mustache",
    "cheque": "check", "cheques": "checks", "storeys": "stories", "kerb": "curb", "tyre": "tire", "tyres": "tires",
    "kiev": "kyiv", "kyyiv": "kyiv", "odessa": "odesa", "kharkov": "kharkiv", "lvov": "lviv", "chernobyl": "chornobyl",
    "sybiga": "sybiha", "moslem": "muslim", "moslems": "muslims", "koran": "quran",
    "yeah": "yes",
}  # fmt: skip


@lru_cache(maxsize=100_000)
def spelling(word: str) -> str:
    """The key of a folded word: the same for its other spellings.

    >>> spelling("defence") == spelling("defense"), spelling("organised") == spelling("organized")
    (True, True)
    """
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if word in _WORDS:
        return _WORDS[word]
    if len(word) > 4:
        for pattern, replacement in _SUFFIXES:
            changed = pattern.sub(replacement, word)
            if changed != word:
                return changed
    return word
