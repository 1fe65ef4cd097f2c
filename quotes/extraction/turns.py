"""Transcript turns: `PENCE: …`, `**SUNDARAM:** …`, `Ada Osei: …`."""

from __future__ import annotations

import re

from quotes.extraction.spans import MarkedSpan, paragraphs

_PARTICLE = "de|da|del|la|von|van|der|al|bin"
_TITLE = "Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Senator|Sen|President|Minister|Justice|Judge|Chief Justice|Prof|Professor"
# a label in capitals, with what stands in brackets after it: "OSEI (Ind.):"
TURN = re.compile(
    rf"(?:\*\*|__)?(?P<name>(?:[A-Z][A-Z.’'\-]+(?:[ ,]+(?:\(?[A-Z][A-Z.’'\-]*\)?|{_PARTICLE})){{0,5}}"
    r"|Q|A|Question|Answer)"
    r"(?:,? \([^()\n]{1,40}\))?)(?P<colon>:(?:\*\*|__)?)[ \t]+(?=\S)"
)
# a label in ordinary case, accepted only where turns alternate, as in an interview
NAMED_TURN = re.compile(
    rf"(?:\*\*|__)?(?P<name>(?:(?:{_TITLE})\.? )?[A-Z][\w.’'\-]+(?: (?:[A-Z][\w.’'\-]*|{_PARTICLE})){{0,3}})"
    r"(?P<colon>:(?:\*\*|__)?)[ \t]+(?=\S)"
)
# labels that look like a turn and are none
NOT_SPEAKERS = frozenset(
    label.strip()
    for label in """
    ADVERTISEMENT, UPDATE, UPDATED, BREAKING, NOTE, NB, PS, FILE, PHOTO, VIDEO, WATCH, READ, MORE, READ MORE,
    RELATED, ALSO, SEE ALSO, CORRECTION, CLARIFICATION, EDITOR'S NOTE, EDITOR’S NOTE, CONTACT, CONTACTS, SOURCE,
    SOURCES, IMAGE, CAPTION, AUTHOR, TAGS, SCORE, RESULT, RESULTS, RE, TO, FROM, DATE, SUBJECT, VIA, LIVE, OPINION,
    ANALYSIS, EXCLUSIVE, TRANSCRIPT, FACT, CLAIM, VERDICT, MEDIA CONTACT, PRESS CONTACT, BY, PLACE, TIME,
    WHEN, WHERE, WHAT, WHO, WHY, HOW, POLL, SUMMARY, BACKGROUND, TOPICS, FOLLOW, TIP
    """.split(",")
)


def transcript_turns(text: str) -> dict[int, MarkedSpan]:
    """Transcript turns by where their paragraph begins: lines ``NAME: words``.

    Capitals are enough where two lines have them; a name in ordinary case must come back, as in an interview.
    """
    capital: dict[int, MarkedSpan] = {}
    named: dict[int, tuple[str, MarkedSpan]] = {}
    for start, end in paragraphs(text):
        match = TURN.match(text, start, end)
        if match and match["name"].strip() not in NOT_SPEAKERS:
            capital[start] = MarkedSpan(match.end(), end, layout="turn", label=match.span("name"))
            continue
        match = NAMED_TURN.match(text, start, end)
        if match and match["name"].upper() not in NOT_SPEAKERS and text[match.end()] not in "“\"‘'«":
            named[start] = (match["name"], MarkedSpan(match.end(), end, layout="turn", label=match.span("name")))
    # one label alone is a headline's ("BREXIT: what next") or a dateline's
    turns = dict(capital) if len(capital) >= 2 else {}
    labels = [label for label, _ in named.values()]
    if len(labels) >= 4 and len(set(labels)) <= len(labels) / 2:
        turns.update({start: turn for start, (label, turn) in named.items() if labels.count(label) > 1})
    return turns
