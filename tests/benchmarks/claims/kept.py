"""Edits that keep the recorded words: parts, cuts, brackets, typography, and cuts and edges that change the meaning.

Each takes a passage and a source of chance, and gives the words of a claim, or None where the passage allows none.
"""

from __future__ import annotations

import re
from random import Random

from tests.benchmarks.claims import words as lists
from tests.benchmarks.claims.passages import Passage, bare_token, is_content, is_number, replaced, says
from tests.benchmarks.claims.recorded import MARKS, words_of

CUTS = (" … ", "… ", " ... ", "... ", " [...] ", " […] ", " . . . ")
LEAST = 4
_PRONOUNS = {"he", "she", "they", "him", "them"}
_VERBS = frozenset(
    "is are was were be been am will would can could should must might may do does did has have had".split()
)
_AFFIRMED = {"can't": "can", "cannot": "can", "couldn't": "could", "isn't": "is", "didn't": "did", "don't": "do"}


def whole(passage: Passage, chance: Random) -> str | None:
    """All of it, character for character."""
    return passage.text if len(passage.words) >= LEAST else None


def part(passage: Passage, chance: Random) -> str | None:
    """A run of four words or more; nothing that changes the meaning is left out of its sentences or stands beside."""
    for start, end in _pieces(passage, chance):
        before, behind = passage.beside(start, end)
        outside = passage.tokens[max(0, start - 1) : start] + passage.tokens[end : end + 1]
        if not says(before + behind + outside):
            return _trimmed(passage, start, end)
    return None


def open_part(passage: Passage, chance: Random) -> str | None:
    """A run whose sentence has a negation or the like elsewhere, three words off or more.

    Whether the contract's "edge that drops a negation" reaches so far is open; both answers count as right.
    """
    for start, end in _pieces(passage, chance):
        before, behind = passage.beside(start, end)
        near = before[-3:] + behind[:3] + passage.tokens[max(0, start - 1) : start] + passage.tokens[end : end + 1]
        if says(before + behind) - {"nearly"} and not says(near):
            return _trimmed(passage, start, end)
    return None


def _pieces(passage: Passage, chance: Random) -> list[tuple[int, int]]:
    """Twelve runs of four words or more, shorter than the passage, by chance."""
    length = len(passage.tokens)
    pieces = []
    for _ in range(12 if length > LEAST and passage.untouched else 0):
        size = chance.randint(LEAST, min(length - 1, 25))
        start = chance.randint(0, length - size)
        if len(words_of(" ".join(passage.tokens[start : start + size]))) >= LEAST:
            pieces.append((start, start + size))
    return pieces


def _trimmed(passage: Passage, start: int, end: int) -> str:
    return " ".join(passage.tokens[start:end]).strip(",;:—–- ")


def marked_cut(passage: Passage, chance: Random) -> str | None:
    """One to ten words are cut out and marked; none of them changes the meaning."""
    for left, right in _cuts(passage, chance, longest=10):
        if not says(passage.tokens[left:right]) and not any(map(is_number, passage.tokens[left - 1 : right + 1])):
            return _with_cut(passage, left, right, chance)
    return None


def _cuts(passage: Passage, chance: Random, longest: int) -> list[tuple[int, int]]:
    length = len(passage.tokens)
    if length < 8 or not passage.untouched:
        return []
    cuts = []
    for _ in range(12):
        left = chance.randint(3, length - 4)
        right = chance.randint(left + 1, min(left + longest, length - 3))
        if any(bare_token(token) for token in passage.tokens[left:right]):
            cuts.append((left, right))
    return cuts


def _with_cut(passage: Passage, left: int, right: int, chance: Random) -> str | None:
    pieces = words_of(" ".join(passage.tokens[:left])), words_of(" ".join(passage.tokens[right:]))
    if len(passage.recorded.with_all(pieces)) > len(passage.recorded.having(passage.words)):
        return None  # others have these pieces with something else between them
    kept = " ".join(passage.tokens[:left]).rstrip(",;:—–- ")
    return kept + chance.choice(CUTS) + " ".join(passage.tokens[right:])


def _cut_of(kind: str, passage: Passage, chance: Random) -> str | None:
    for left, right in _cuts(passage, chance, longest=6):
        whole_sentence = passage.beside(left, right) == ([], [])
        if kind in says(passage.tokens[left:right]) and not whole_sentence:
            return _with_cut(passage, left, right, chance)
    return None


def cut_negation(passage: Passage, chance: Random) -> str | None:
    """A marked cut that swallows a negation with up to five other words."""
    return _cut_of("negation", passage, chance)


def cut_only_negation(passage: Passage, chance: Random) -> str | None:
    """A marked cut of "not" or "never" alone."""
    for at in range(1, len(passage.tokens) - 1):
        if bare_token(passage.tokens[at]) in ("not", "never") and len(passage.words) >= 6 and passage.untouched:
            return _with_cut(passage, at, at + 1, chance)
    return None


def cut_modal(passage: Passage, chance: Random) -> str | None:
    """A marked cut that swallows "might", "must", "should" …"""
    return _cut_of("modal", passage, chance)


def cut_condition(passage: Passage, chance: Random) -> str | None:
    """A marked cut that swallows "if" or "unless"."""
    return _cut_of("condition", passage, chance)


def cut_contrast(passage: Passage, chance: Random) -> str | None:
    """A marked cut that swallows "but", "although" …"""
    return _cut_of("contrast", passage, chance)


def _edge_after(kinds: tuple[str, ...], passage: Passage) -> str | None:
    """What stands right behind a word of the kind, to the end of its sentence."""
    for at in range(len(passage.tokens) - LEAST) if passage.untouched else ():
        if passage.tokens[at].endswith((",", ";", ":", "—")):
            continue  # "No, we will sell them"
        end = at + 1
        while end < len(passage.tokens) and passage.sentences[end] == passage.sentences[at]:
            end += 1
        piece = " ".join(passage.tokens[at + 1 : end])
        if says(passage.tokens[at : at + 1]) & set(kinds) and len(words_of(piece)) >= LEAST:
            context = passage.recorded.neighbours(words_of(piece))
            if all(says([before]) & set(kinds) for before, _ in context):
                return piece
    return None


def _edge_before(kinds: tuple[str, ...], passage: Passage) -> str | None:
    """What stands right before a word of the kind, from the beginning of its sentence."""
    for at in range(LEAST, len(passage.tokens) - 1) if passage.untouched else ():
        start = at
        while start and passage.sentences[start - 1] == passage.sentences[at]:
            start -= 1
        if kinds == ("negation",) and (
            passage.tokens[at - 1].endswith((",", ";", ":", "—", "–")) or passage.tokens[at][0] in MARKS
        ):
            continue  # "a war of choice, not of need": what is kept says what it said
        piece = " ".join(passage.tokens[start:at]).strip(",;:—–- ")
        if says(passage.tokens[at : at + 1]) & set(kinds) and len(words_of(piece)) >= LEAST:
            context = passage.recorded.neighbours(words_of(piece))
            if all(says([behind]) & set(kinds) for _, behind in context):
                return piece
    return None


def edge_negation(passage: Passage, chance: Random) -> str | None:
    """ "Permitted in the harbour" from "is not permitted in the harbour": not marked, begins behind the negation."""
    return _edge_after(("negation",), passage)


def edge_negation_behind(passage: Passage, chance: Random) -> str | None:
    """ "The boats in the harbour were" from "… were not there": ends between a verb and its negation."""
    piece = _edge_before(("negation",), passage)
    return piece if piece and words_of(piece)[-1] in _VERBS else None


def edge_before_negation(passage: Passage, chance: Random) -> str | None:
    """ "He came to the harbour" from "He came to the harbour without a boat": ends before a negation of something else.

    Whether this "edge drops a negation" is open: what is kept says what it said. Both answers count as right.
    """
    piece = _edge_before(("negation",), passage)
    return piece if piece and words_of(piece)[-1] not in _VERBS else None


def edge_modal(passage: Passage, chance: Random) -> str | None:
    """ "Be sold in the spring" from "might be sold in the spring"."""
    return _edge_after(("modal",), passage)


def edge_condition(passage: Passage, chance: Random) -> str | None:
    """ "We will sell the boats" from "We will sell the boats if …", or what stands behind "if"."""
    return _edge_before(("condition",), passage) or _edge_after(("condition",), passage)


def edge_contrast(passage: Passage, chance: Random) -> str | None:
    """ "I would sell the boats" from "I would sell the boats but …": ends before the contrast."""
    return _edge_before(("contrast",), passage)


def bracket(passage: Passage, chance: Random) -> str | None:
    """A name in brackets for a pronoun, a changed first letter in brackets, or an explanation put in."""
    if len(passage.words) < 6 or not passage.untouched:
        return None
    tokens = list(passage.tokens)
    for at in range(1, len(tokens)):
        if bare_token(tokens[at]) in _PRONOUNS and tokens[at].lower() == bare_token(tokens[at]):
            tokens[at] = f"[{chance.choice(lists.NAMES_INSTEAD)}]"
            return " ".join(tokens)
    if chance.random() < 0.5 and tokens[0][0].isalpha() and not re.match("I\\b", tokens[0]):
        first = tokens[0]
        tokens[0] = f"[{first[0].swapcase()}]{first[1:]}"
        return " ".join(tokens)
    places = [at for at in range(2, len(tokens) - 2) if is_content(tokens[at]) and tokens[at].isalpha()]
    if not places:
        return None
    tokens.insert(chance.choice(places) + 1, chance.choice(("[sic]", "[at the time]", "[of the region]", "[here]")))
    return " ".join(tokens)


def bracket_changes(passage: Passage, chance: Random) -> str | None:
    """A bracket that takes a negation away, puts one in, or changes a number."""
    if len(passage.words) < 6 or not passage.untouched:
        return None
    tokens = list(passage.tokens)
    for at in range(1, len(tokens)):
        word = bare_token(tokens[at])
        if word in _AFFIRMED:
            tokens[at] = f"[{_AFFIRMED[word]}]"
            return " ".join(tokens)
        if word in lists.TEENS and word not in ("first", "second", "third", "half"):
            tokens[at] = f"[{lists.TEENS[word]}]"
            return " ".join(tokens)
        if word in ("is", "are", "was", "will", "can", "must", "should") and not says(tokens[at + 1 : at + 2]):
            tokens.insert(at + 1, "[not]")
            return " ".join(tokens)
    return None


def reversed_parts(passage: Passage, chance: Random) -> str | None:
    """The second part before the first, with the sign of a cut between them."""
    if len(passage.tokens) < 10 or not passage.untouched:
        return None
    at = chance.randint(5, len(passage.tokens) - 5)
    first, second = " ".join(passage.tokens[:at]), " ".join(passage.tokens[at:])
    return second.rstrip(".,;:—–- ") + chance.choice(CUTS) + first.rstrip(".,;:—–- ")


def typography(passage: Passage, chance: Random) -> str | None:
    """One to three changes of marks, dashes, spaces, hyphens, ellipsis signs, case, line breaks, emphasis, end mark."""
    if len(passage.words) < LEAST:
        return None
    text = passage.text
    for change in chance.sample(_TYPOGRAPHY, chance.randint(1, 3)):
        text = change(text, chance)
    return text


def _other_marks(text: str, chance: Random) -> str:
    if re.search("[’‘“”]", text):
        return text.translate({ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'})
    return chance.choice(("“{}”", '"{}"', "‘{}’", "«{}»", "„{}“", "''{}''")).format(text.replace("'", "’"))


def _other_dashes(text: str, chance: Random) -> str:
    return re.sub(r"\s*[—–]\s*|\s+--?\s+|--", chance.choice((" — ", " – ", " -- ", "—", " - ")), text)


def _no_break(text: str, chance: Random) -> str:
    at = [match.start() for match in re.finditer(" ", text)]
    place = chance.choice(at)
    return text[:place] + chance.choice("\u00a0\u202f\u2009") + text[place + 1 :]


def _hyphens(text: str, chance: Random) -> str:
    return re.sub(r"(?<=\w)-(?=\w)", chance.choice("\u2011\u2010"), text)


def _ellipsis(text: str, chance: Random) -> str:
    return text.replace("…", "...") if "…" in text else text.replace("...", "…")


def _case(text: str, chance: Random) -> str:
    return chance.choice((text.upper(), text.lower(), text[0].swapcase() + text[1:]))


def _wrapped(text: str, chance: Random) -> str:
    at = [match.start() for match in re.finditer(" ", text)]
    place = at[len(at) // 2]
    return text[:place] + chance.choice(("\n", "\r\n", "\n    ", "  ")) + text[place + 1 :]


def _emphasis(text: str, chance: Random) -> str:
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if word.isalpha()]
    if not places:
        return f"*{text}*"
    at, mark = chance.choice(places), chance.choice(("*", "**", "_", "__"))
    words[at] = f"{mark}{words[at]}{mark}"
    return " ".join(words)


def _last_mark(text: str, chance: Random) -> str:
    return text.rstrip(".,!?;:— ") + chance.choice(("", ".", ",", "!"))


_TYPOGRAPHY = (
    _other_marks, _other_dashes, _no_break, _hyphens, _ellipsis, _case, _wrapped, _emphasis, _last_mark
)  # fmt: skip


def punctuation(passage: Passage, chance: Random) -> str | None:
    """A comma inside is left out, or stands as a semicolon or a dash.

    DESIGN.md folds closing punctuation alone, so this is altered by its letter; the issue calls punctuation minor, and
    a program that folds all of it is not wrong about anything that was said. Both answers count as right.
    """
    places = [at for at, token in enumerate(passage.tokens[:-1]) if token.endswith(",") and bare_token(token)]
    if not places or len(passage.words) < 6 or not passage.untouched:
        return None
    tokens = list(passage.tokens)
    at = chance.choice(places)
    tokens[at] = tokens[at][:-1] + chance.choice(("", ";", " —"))
    return " ".join(tokens)


def contraction(passage: Passage, chance: Random) -> str | None:
    """ "Don’t" for "do not", or the other way."""
    if len(passage.words) < 6 or not passage.untouched:
        return None
    tokens = list(passage.tokens)
    for at, token in enumerate(tokens):
        long = lists.CONTRACTIONS.get(bare_token(token))
        if long:
            tokens[at] = replaced(token, long)
            return " ".join(tokens)
    for short, long in lists.CONTRACTIONS.items():
        if re.search(rf"\b{long}\b", passage.text):
            return re.sub(rf"\b{long}\b", short.replace("i'", "I'"), passage.text, count=1)
    return None


def spelling(passage: Passage, chance: Random) -> str | None:
    """ "Recognize" for "recognise", or the other way."""
    other = {**lists.SPELLINGS, **{american: british for british, american in lists.SPELLINGS.items()}}
    tokens = list(passage.tokens)
    for at, token in enumerate(tokens):
        if bare_token(token) in other and len(passage.words) >= 5 and passage.untouched:
            tokens[at] = replaced(token, other[bare_token(token)])
            return " ".join(tokens)
    return None
