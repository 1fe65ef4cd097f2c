"""Who writes: the person behind "I" in a column, and behind words that somebody's letter or brief says."""

from __future__ import annotations

from quotes.extraction.cast import Cast
from quotes.extraction.layout import PageLayout
from quotes.extraction.mentions import Mention
from quotes.extraction.people import Person

# how many paragraphs from the top a byline, and from the end a note on the author, may stand
_TOP, _END = 6, 3
# tokens of a byline: "By Ada Osei, transport correspondent"
_LINE = 14
# what one person writes or says himself, so that its words are his: "Osei's brief said"
_OWN_WORDS = frozenset(
    """
    brief letter memo memorandum book memoir essay column op-ed statement email e-mail tweet post message diary speech
    testimony affidavit
    """.split()
)


def author(layout: PageLayout, cast: Cast) -> Person | None:
    """Who signs the text: a byline at the top, else a note at the end on somebody whom nothing else names.

    "By Ada Osei"; "Ada Osei is a playwright in Harlow."
    """
    doc, paragraphs = layout.doc, layout.paragraphs
    for paragraph in paragraphs[:_TOP]:
        start = paragraph.start
        if doc[start].lower_ == "by" and paragraph.end - start <= _LINE:
            for occurrence in cast.occurrences:
                if start < occurrence.start <= start + 2:
                    return occurrence.person
    for paragraph in paragraphs[: -_END - 1 : -1]:
        for occurrence in cast.occurrences:
            if occurrence.start == paragraph.start and occurrence.end < paragraph.end:
                alone = all(place >= paragraph.start for place in occurrence.person.places)
                if alone and occurrence.end - occurrence.start > 1 and doc[occurrence.end].lower_ == "is":
                    return occurrence.person
    return None


def writer(layout: PageLayout, cast: Cast, mention: Mention) -> Person | None:
    """The person named as the owner of words: "Ada Osei's brief", "Mr Falk’s letter"."""
    head = layout.doc[mention.head]
    if head.lemma_.lower() not in _OWN_WORDS:
        return None
    owner = next((child for child in head.children if child.dep_ == "poss"), None)
    return cast.at(owner.i) if owner is not None else None
