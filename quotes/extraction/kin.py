"""Relatives and people who are named only later: "his wife", "Ms Osei’s aunt"; "a woman … The woman, Ada Osei, 34"."""

from __future__ import annotations

from spacy.tokens import Token

from quotes.extraction import lexicon
from quotes.extraction.cast import Cast
from quotes.extraction.layout import REPORTER, PageLayout
from quotes.extraction.mentions import Mention
from quotes.extraction.names import fold, noun_gender
from quotes.extraction.people import Person

# relatives, each with those whom it may be seen from: Ada's nephew has Ada for an aunt
_SEEN_FROM = {
    "wife": "husband",
    "husband": "wife",
    "mother": "son daughter",
    "mum": "son daughter",
    "mom": "son daughter",
    "father": "son daughter",
    "dad": "son daughter",
    "son": "father mother dad mum",
    "daughter": "father mother dad mum",
    "brother": "brother sister",
    "sister": "brother sister",
    "aunt": "nephew niece",
    "uncle": "nephew niece",
    "nephew": "aunt uncle",
    "niece": "aunt uncle",
    "cousin": "cousin",
}
# whose wife is mostly the mother of his children
_SPOUSES, _PARENTS = frozenset(["wife", "husband"]), frozenset("mother father mum dad mom".split())
_FEMALE = frozenset("wife mother mum mom daughter sister aunt niece".split())
_MALE = frozenset("husband father dad son brother uncle nephew".split())
_POSSESSIVES = {"his": 1, "her": -1}
# how far after "a woman" the name may stand, in tokens of the text
_LATER = 320
# what may stand between "the woman," and her name
_TITLES = lexicon.TITLES | {"state", "then", "-"}


def relative(layout: PageLayout, cast: Cast, mention: Mention) -> Person | None:
    """The one person of the text who can be this relative: of the owner's surname, or called so; None for a doubt."""
    doc = layout.doc
    noun = doc[mention.head].lower_
    if noun not in _SEEN_FROM:
        return None
    owner = _owner(layout, cast, mention)
    if owner is None:
        return None
    sign = -1 if noun in _FEMALE else 1 if noun in _MALE else 0
    surname = fold(owner.name[-1])
    named = [p for p in cast.people if p is not owner and p.lean * sign > -1 and len(p.name) > 1]
    family = [p for p in named if fold(p.name[-1]) == surname]
    called = [p for p in family if noun in p.roles] or [p for p in named if noun in p.roles and not family]
    inverse = set(_SEEN_FROM[noun].split())
    parents = [p for p in family if noun in _SPOUSES and p.roles & _PARENTS and owner.roles & _PARENTS]
    others = set(_SEEN_FROM) - {noun}
    found = called or parents or [p for p in family if not p.roles & others or owner.roles & inverse]
    return found[0] if len(found) == 1 else None


def whose(cast: Cast, possessive: Token) -> Person | None:
    """Whom "her" means in "her father", where the text has named the father of just one woman: they share a surname."""
    noun = possessive.head.lower_
    if possessive.dep_ != "poss" or noun not in _SEEN_FROM or possessive.lower_ not in _POSSESSIVES:
        return None
    sign = _POSSESSIVES[possessive.lower_]
    relatives = [p for p in cast.people if noun in p.roles and p.surname_lent and p.places[:1] < [possessive.i]]
    if len(relatives) != 1:
        return None
    surname = fold(relatives[0].name[-1])
    family = [p for p in cast.people if len(p.name) > 1 and fold(p.name[-1]) == surname and p is not relatives[0]]
    owners = [p for p in family if p.lean * sign > 0]
    return owners[0] if len(owners) == 1 else None


def _owner(layout: PageLayout, cast: Cast, mention: Mention) -> Person | None:
    doc = layout.doc
    for at in range(mention.start, mention.head):
        if doc[at].lower_ in _POSSESSIVES:
            sign = _POSSESSIVES[doc[at].lower_]
            for occurrence in cast.before(at):
                if not occurrence.quoted and occurrence.person.lean * sign > -1:
                    return occurrence.person
            return None
        if doc[at].tag_ == "POS" or doc[at].text in {"’s", "'s", "’"}:
            return cast.at(at - 1)
    return None


def led_in(layout: PageLayout, cast: Cast, mention: Mention) -> Person | None:
    """The lead's "The former mayor of Harl pleaded …", whom the next paragraph names: "Ada Osei, 61, answered …"."""
    doc, paragraphs = layout.doc, layout.paragraphs
    here = layout.paragraph_of[mention.start]
    if not 0 <= here <= 4 or here + 1 >= len(paragraphs) or doc[mention.head].tag_ not in {"NN", "NNP"}:
        return None
    if not paragraphs[here].start <= mention.start <= paragraphs[here].start + 1:
        return None
    body = [o for o in cast.occurrences if o.start >= paragraphs[here].start and not o.quoted]
    following = paragraphs[here + 1]
    if not body or not following.start <= body[0].start <= following.start + 2:
        return None  # somebody else is named first
    person = body[0].person
    fits = body[0].subject and len(person.name) > 1 and body[0].end - body[0].start > 1
    gender = noun_gender(doc[mention.head].lower_)
    if gender is not None and person.gender not in (gender, None):
        return None
    return person if fits and doc[body[0].end].text == "," else None


def named_later(layout: PageLayout, cast: Cast, mention: Mention) -> Person | None:
    """ "A woman told the court …": whom a later sentence names, "The woman, Ada Osei, 34, sat …"."""
    doc, owner = layout.doc, layout.owner
    if doc[mention.start].lower_ not in {"a", "an", "one"} or doc[mention.head].tag_ not in {"NN", "NNP"}:
        return None
    noun = doc[mention.head].lower_
    for occurrence in cast.occurrences:
        if not mention.end < occurrence.start <= mention.end + _LATER or owner[occurrence.start] != REPORTER:
            continue
        at = occurrence.start - 1
        while at > 1 and doc[at].lower_.rstrip(".") in _TITLES:
            at -= 1
        if doc[at].text == ",":
            at -= 1
        if doc[at].lower_ != noun:
            continue
        first = at
        while first > 0 and doc[first - 1].tag_ in {"JJ", "NN", "NNP", "HYPH", "CD"} and at - first < 4:
            first -= 1
        if first and doc[first - 1].lower_ in {"the", "this", "that"} and len(occurrence.person.name) > 1:
            before = any(place < mention.start for place in occurrence.person.places)
            return None if before else occurrence.person
    return None
