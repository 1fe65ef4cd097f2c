"""What the text calls somebody, as phrases for the speakers' room: "US Secretary of State", "the mayor of Port Lewin".

:mod:`quotes.extraction.describing` takes single nouns for the references inside one document; here the phrase stays
whole, since whose office it is tells people of one surname apart across documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from quotes.extraction import lexicon
from quotes.extraction.mentions import AGENT_NOUN, NOT_AGENTS, person_words
from quotes.extraction.people import Occurrence

_HONORIFICS = lexicon.HONORIFICS - lexicon.COURTESY_MALE - lexicon.COURTESY_FEMALE
_MOST = 8  # phrases kept of one speaker
_LOOKED_AT = 40  # mentions of one speaker that are looked at
_LONGEST = 12  # tokens of one phrase
_INSIDE = {"NN", "NNP", "NNPS", "NNS", "JJ", "JJS", "HYPH", "POS", "AFX", "VBN", "VBG"}
_LINKS = {"of", "for", "to", "at", "the", "in", "and"}
_GENERATIONS = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"}
_PRESENT = {"VBZ", "VBP"}
_PARTY = ("D-", "R-", "I-")


def phrases_about(doc: Doc, occurrences: Iterable[Occurrence]) -> tuple[str, ...]:
    """The titles and appositions beside these mentions of one person, each once, in the order of the text.

    Mentions inside quotations count too: a title is one whoever speaks it.
    """
    found: dict[str, None] = {}
    occurrences = list(occurrences)
    whole = [_generation(doc, o) for o in occurrences if o.end - o.start > 1]
    if whole and whole[0] and len(set(whole)) == 1:
        found[whole[0]] = None  # "Robert Kennedy Jr."; a father beside the son has the name without it
    for number, occurrence in enumerate(occurrences):
        if number == _LOOKED_AT or len(found) >= _MOST:
            break
        for start, end, of in _around(doc, occurrence.start, occurrence.end):
            words = [doc[at].lower_ for at in range(start, end)]
            text = " ".join(doc[start:end].text.split()) + of
            after = start >= occurrence.end
            told = any(map(_office_word, words)) or after and any(map(_person_word, words))
            kin = doc[start].tag_ == "PRP$" and any(word in lexicon.KIN for word in words)
            if not kin and (told or words[:1] in (["who"], ["of"]) or text.startswith(_PARTY)):
                found.setdefault(text, None)
    return tuple(found)[:_MOST]


def _office_word(word: str) -> bool:
    word = word.rstrip(".").removeprefix("then-").removeprefix("ex-")
    return word in person_words() or word in lexicon.TITLE_ROLES or word in _HONORIFICS


def _person_word(word: str) -> bool:
    return bool(AGENT_NOUN.search(word)) and word not in NOT_AGENTS or word == "chair"


def _generation(doc: Doc, occurrence: Occurrence) -> str | None:
    end = occurrence.end
    places = (end - 1, end, end + 1 if end < len(doc) and doc[end].text == "," else end)
    return next((doc[at].text for at in places if at < len(doc) and doc[at].text in _GENERATIONS), None)


def _around(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Where phrases about a name stand: before it, in front of a comma, after it; and what follows the name of them."""
    before = _left(doc, start)
    if before < start:
        after = end
        if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].tag_ == "NNP":
            after = _right(doc, end + 1)  # "President Ada Osei of Kestravia"
        yield before, start, f" {doc[end:after].text}" if after > end else ""
    if start > 2 and doc[start - 1].text == ",":  # "the foreign secretary, James Cleverly"
        begin = _left(doc, start - 1)
        if begin < start - 1 and doc[begin].tag_ in {"DT", "PRP$", "NNP", "JJ"}:
            yield begin, start - 1, ""
    suffix = end + 1 if end + 1 < len(doc) and doc[end].text == "," else end
    if suffix < len(doc) and doc[suffix].text in _GENERATIONS:
        end = suffix + 1
    if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].tag_ in {"NNP", "NNPS"} and before == start:
        yield end, _right(doc, end + 1), ""  # "Ada Osei of Leeds Harriers"
    if end + 2 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ == "who" and doc[end + 2].tag_ in _PRESENT:
        yield end + 1, _clause_end(doc, end + 2), ""  # "who chairs the council"
        return
    if end + 3 < len(doc) and doc[end].text == "," and doc[end + 1].text.isdigit() and doc[end + 2].text == ",":
        end += 2  # "Paul Falk, 45, a miner"
    if end + 1 < len(doc) and doc[end].text in {",", "(", "—", "–"}:
        stop = _right(doc, end + 1)
        if stop > end + 1:
            yield end + 1, stop, ""


def _clause_end(doc: Doc, begin: int) -> int:
    at = begin
    while at < len(doc) and at - begin < _LONGEST and not doc[at].is_punct and not doc[at].is_space:
        at += 1
    return at


def _left(doc: Doc, start: int) -> int:
    at = start
    while at > 0 and start - at < _LONGEST:
        token = doc[at - 1]
        if token.lower_ in {"for", "to"} and any(_office_word(doc[later].lower_) for later in range(at, start)):
            break  # "a spokesman for Mayor Lena Varrow"
        if token.tag_ in _INSIDE or token.text == "-" or (token.lower_ in _LINKS and at < start and at > 1):
            at -= 1
        elif token.tag_ == "DT" or token.lower_ in {"then", "former"} or token.tag_ == "PRP$":
            return at - 1
        else:
            break
    while at < start and (doc[at].lower_ in _LINKS - {"the"} or doc[at].tag_ == "POS" or doc[at].text == "-"):
        at += 1
    return at


def _right(doc: Doc, begin: int) -> int:
    at = begin
    while at < len(doc) and at - begin < _LONGEST:
        token = doc[at]
        if token.is_space and token.text.count("\n") == 1 and at > begin:
            at += 1  # a wrapped line
            continue
        inside = token.tag_ in _INSIDE or token.tag_ in {"DT", "PRP$", "RB", "CD"} or token.lower_ in _LINKS | {"then"}
        if not inside and token.text not in {"-", "."}:
            break
        if token.text == "." and not (at > begin and not doc[at - 1].whitespace_ and len(doc[at - 1]) <= 6):
            break
        at += 1
    while at > begin and (doc[at - 1].lower_ in _LINKS or doc[at - 1].text == "."):
        at -= 1
    return at
