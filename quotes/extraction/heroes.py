"""Whom an obituary is about: whose death its first paragraphs tell, and whose birth or heirs a later one does."""

from __future__ import annotations

import re

from spacy.tokens import Token

from quotes.extraction.cast import Cast
from quotes.extraction.layout import REPORTER, PageLayout
from quotes.extraction.people import Person

_LIFE = re.compile(r"\b(?:was born|is survived by|are survived by|survives? (?:him|her)\b|, born .{4,40}; died)")
# the paragraphs that may tell the death, and how many times the dead are named at least
_FIRST, _NAMED = 3, 2


def hero(layout: PageLayout, cast: Cast) -> Person | None:
    """The person of an obituary; None in other articles."""
    if not _LIFE.search(layout.text):
        return None
    for paragraph in layout.paragraphs[:_FIRST]:
        for token in layout.doc[paragraph.start : paragraph.end]:
            if token.lemma_ != "die" or layout.owner[token.i] != REPORTER:
                continue
            person = _who_died(token, cast)
            if person is not None and len(person.name) > 1 and len(person.places) >= _NAMED:
                return person
    return None


def _who_died(verb: Token, cast: Cast) -> Person | None:
    """The subject of the verb, or whom its relative clause is about: "Ada Osei, who has died aged 94, …"."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            noun = verb.head if child.lower_ == "who" and verb.dep_ == "relcl" else child
            return cast.at(noun.i)
    return None
