"""Given names that stand alone because a relative's surname completes them.

"Hector and Mariam Lindqvist", "her brother Marcus", "Mr Whitby’s mother, Carol": a reader lends them the surname.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from quotes.extraction import lexicon
from quotes.extraction.mentions import NAME_TAGS
from quotes.extraction.names import fold, given_lean, noun_gender
from quotes.extraction.sightings import Sighting

# relatives whose surname is mostly the same
_KIN = frozenset("wife husband widow widower son daughter brother sister twin mother father mum dad".split())
_SIBLINGS = {"sisters": -1.0, "brothers": 1.0}
# how many tokens back the relative may be named
_REACH = 400
_POSSESSIVES = {"his": 1.0, "her": -1.0, "their": 0.0, "whose": 0.0}


def shared_surnames(doc: Doc, named: list[Sighting]) -> Iterator[tuple[int, Sighting]]:
    """The sightings, by index, of one given name that another person's surname completes, with the joined name.

    A negative index stands for a name that is no sighting yet.
    """
    full = sorted(n for n in named if len(n[2]) > 1)
    surnames = {fold(name[-1]) for _, _, name in full}
    given = {fold(name[0]) for _, _, name in full}
    starts = {start: name for start, _, name in full}
    seen = {start: index for index, (start, _, _) in enumerate(named)}
    for start, _, name in full:
        at = start - 2
        if at < 0 or doc[start - 1].lower_ not in {"and", "&"} or doc[at].tag_ not in NAME_TAGS:
            continue
        word = doc[at].text
        alone = at == 0 or not (doc[at - 1].tag_ in NAME_TAGS and doc[at - 1].whitespace_)
        if alone and given_lean(word) and abs(given_lean(word)) > 1 and fold(word) not in surnames:
            yield seen.get(at, -1), (at, at + 1, (word, name[-1]))
    told = _family_told(doc)
    for index, (start, end, name) in enumerate(named):
        sibling = told is not None and fold(name[0]) != fold(told[0]) and given_lean(name[0]) * told[1] > 0
        if told is not None and sibling and len(name) == end - start == 1 and fold(name[0]) not in surnames | given:
            yield index, (start, end, (name[0], told[0]))
            continue
        if len(name) != 1 or fold(name[0]) in surnames | given or start + 1 < end:
            continue
        lender = _relative(doc, start, full)
        if lender is not None:
            yield index, (start, end, (name[0], lender))
    for at in range(2, len(doc)):  # a name that the recogniser missed: "Her husband, Daniel, had"
        token = doc[at]
        if token.tag_ in NAME_TAGS and at not in seen and token.text[:1].isupper() and given_lean(token.text):
            alone = at + 1 == len(doc) or doc[at + 1].tag_ not in NAME_TAGS
            covered = any(start <= at < end for start, end, _ in named)
            if alone and not covered and fold(token.text) not in surnames | given and at not in starts:
                lender = _relative(doc, at, full)
                if lender is not None:
                    yield -1, (at, at + 1, (token.text, lender))


def _family_told(doc: Doc) -> tuple[str, float] | None:
    """The surname of "the Falk sisters" and their gender as a lean, where the text tells of one such family."""
    found = {}
    for at in range(2, len(doc)):
        sign = _SIBLINGS.get(doc[at].lower_)
        named = doc[at - 1].tag_ in NAME_TAGS and doc[at - 1].text[:1].isupper() and doc[at - 2].lower_ == "the"
        if sign is not None and named:
            found[fold(doc[at - 1].text)] = (doc[at - 1].text, sign)
    return next(iter(found.values())) if len(found) == 1 else None


def _relative(doc: Doc, start: int, full: list[Sighting]) -> str | None:
    """The surname of the relative by whom the name at this place is introduced."""
    at = start - 1
    if at >= 0 and doc[at].text == ",":
        at -= 1
    if at < 1 or doc[at].lemma_.lower() not in _KIN or doc[at].tag_ not in {"NN", "NNP"}:
        return None
    at -= 1
    while at > 0 and (doc[at].tag_ in {"JJ", "JJR", "NN", "HYPH", "CD", "VBN"} or doc[at].text == "-"):
        at -= 1
    word = doc[at]
    if word.text in {"’s", "'s"} or word.text in {"’", "'"} and word.tag_ == "POS":
        if doc[at - 1].tag_ == "NN":  # "The defendant’s wife, Leanne … Mrs Falk said"
            return _titled_later(doc, start, full)
        owner = next((n for n in reversed(full) if n[0] < at <= n[1]), None)
        return owner[2][-1] if owner else _surname_before(doc, at, full)
    if word.lower_ not in _POSSESSIVES:
        noun = doc[at + 1]
        bare = word.is_punct or word.is_space or word.lower_ in {"of", "with", "and", "to", "from"}
        # the tabloids' "Husband Sid gave chase", "a photo of son Alfie"
        return next((n[2][-1] for n in reversed(full) if n[0] < at), None) if bare and noun.tag_[:2] == "NN" else None
    at = _first_told(doc, at)
    lean = _POSSESSIVES[word.lower_]
    # of "Askew-Thorne" the last token stands for the whole
    surnames = {fold(n[2][-1]).rsplit("-", 1)[-1]: n[2] for n in reversed(full)}
    for place in range(at - 1, max(-1, at - _REACH), -1):
        name = surnames.get(fold(doc[place].text)) if doc[place].text[:1].isupper() else None
        if name is None:
            continue
        theirs = given_lean(name[0])
        title = doc[place - 1].lower_.rstrip(".") if place else ""
        if title in lexicon.COURTESY_MALE | lexicon.COURTESY_FEMALE:
            theirs = 5.0 if title in lexicon.COURTESY_MALE else -5.0
        if lean == 0 or theirs * lean >= 0:
            return name[-1]  # also the nearest whose given name tells nothing: "Ekwueme Osei … His daughter, Yeva"
    return None


def _first_told(doc: Doc, at: int) -> int:
    """Where "his mother" stands for the first time: whose she was there, she is at the second place, too."""
    words = (doc[at].lower_, doc[at + 1].lower_)
    for earlier in range(max(0, at - _REACH), at - 1):
        if (doc[earlier].lower_, doc[earlier + 1].lower_) == words:
            return earlier
    return at


def _titled_later(doc: Doc, start: int, full: list[Sighting]) -> str | None:
    """The surname that a later "Mrs", "Miss" or "Mr" has and that only people of the other gender bear in full."""
    lean = given_lean(doc[start].text)
    noun = noun_gender(doc[start - 2].lower_ if doc[start - 1].text == "," else doc[start - 1].lower_)
    lean = lean if noun is None else 5.0 if noun == "male" else -5.0
    titles = lexicon.COURTESY_FEMALE if lean < 0 else lexicon.COURTESY_MALE
    bearers: dict[str, list[float]] = {}
    for _, _, name in full:
        bearers.setdefault(fold(name[-1]), []).append(given_lean(name[0]))
    for at in range(start + 1, len(doc) - 1):
        leans = bearers.get(fold(doc[at + 1].text))
        if doc[at].lower_.rstrip(".") in titles and leans and all(other * lean <= 0 for other in leans):
            return doc[at + 1].text
    return None


def _surname_before(doc: Doc, at: int, full: list[Sighting]) -> str | None:
    """ "Mr Whitby’s", "Kayleigh’s": the surname before the possessive ending, or that of the given name there."""
    word = fold(doc[at - 1].text) if at else ""
    return next((n[2][-1] for n in full if word in (fold(n[2][-1]), fold(n[2][0]))), None)
