"""Groups and documents as speakers: "they", "it", "the senators", and names behind abbreviations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quotes.extraction import lexicon
from quotes.extraction.cast import Cast
from quotes.extraction.layout import REPORTER, PageLayout
from quotes.extraction.mentions import AGENT_NOUN, Mention, mention_at, person_words, type_of
from quotes.extraction.people import Occurrence
from quotes.extraction.records import SpeakerType

# how far back a group may be named, in tokens and paragraphs
_REACH, _PARAGRAPHS = 160, 2
# and a letter of which "it" is said
_NEAR = 40
_SUBJECTS = {"nsubj", "nsubjpass"}
_ABBREVIATION = re.compile(r"[A-Z]{2,6}")
_SMALL_WORDS = r"(?:(?:of|for|and|the|on|in|de|la)\s+)*"


@dataclass(frozen=True, slots=True)
class Behind:
    """A group or document behind a pronoun; ``certainty`` in 0…1."""

    name: str
    type: SpeakerType
    certainty: float


class Groups:
    """Finds the groups of one document; remembers which have been quoted."""

    def __init__(self, layout: PageLayout, cast: Cast) -> None:
        self.layout = layout
        self.doc: Doc = layout.doc
        self.cast = cast
        self._spoke: list[tuple[int, str, SpeakerType]] = []

    def spoke(self, place: int, name: str, kind: SpeakerType) -> None:
        """Tell that the mention at this token is this group or document, which is quoted there."""
        self._spoke.append((place, name, kind))

    def phrase(self, mention: Mention) -> str:
        """The words of the mention in one line."""
        return " ".join(self.doc[mention.start : mention.end].text.split())

    def full_name(self, phrase: str) -> str:
        """ "IMF" → "International Monetary Fund", where the text has just these initials in full before it brackets or
        uses the short form; else the phrase as it is."""
        bare = re.sub(r"^[Tt]he ", "", phrase)
        if not _ABBREVIATION.fullmatch(bare):
            return phrase
        words = rf"\s+{_SMALL_WORDS}".join(rf"{letter}[a-z][\w’'-]*" for letter in bare)
        found = re.search(rf"\b{words}\b", self.layout.text)
        return " ".join(found.group().split()) if found else phrase

    def it(self, token: Token) -> Behind:
        """Behind "it": the group or document that is the nearest subject before, else the one that spoke last.

        Of 22 in the corpora that we measure on, all were right.
        """
        here = self.layout.paragraph_of[token.i]
        for at in range(token.i - 1, max(-1, token.i - _REACH), -1):
            other = self.doc[at]
            if other.is_space:
                continue  # the break between two paragraphs is in neither
            if here - self.layout.paragraph_of[at] > 1:
                break
            if other.dep_ not in _SUBJECTS or self.layout.owner[at] != REPORTER or other.pos_ == "PRON":
                continue
            candidate = mention_at(self.doc, at, self.layout.owner)
            kind = type_of(self.doc, candidate)
            if other.tag_ == "NNS":  # but "Falk Partners … it"
                continue
            if kind in {"group", "document"}:
                return Behind(self.full_name(self.phrase(candidate)), kind, 0.9)
            if kind == "unnamed" and other.head.lemma_.lower() in lexicon.SAYING and self._thing(other):
                return Behind(self.phrase(candidate), "group", 0.8)  # "The trust said … it said"
        written = self._written(token) if token.head.lemma_ in {"say", "read", "begin", "end", "go"} else None
        if written is not None:
            return Behind(self.phrase(written), "document", 0.8)
        if self._spoke:
            return Behind(self._spoke[-1][1], self._spoke[-1][2], 0.8)
        return Behind(token.text, "group", 0.3)

    def _written(self, token: Token) -> Mention | None:
        """What is written that the sentence before tells of: "He kept a letter from a skipper. It said: …"."""
        for at in range(token.i - 1, max(-1, token.i - _NEAR), -1):
            noun = self.doc[at]
            if noun.lemma_.lower() in lexicon.DOCUMENTS and noun.dep_ in {"dobj", "pobj", "attr", "nsubjpass"}:
                return mention_at(self.doc, at, self.layout.owner) if self.layout.owner[at] == REPORTER else None
        return None

    def _thing(self, noun: Token) -> bool:
        return noun.lemma_.lower() not in person_words() and not AGENT_NOUN.search(noun.lower_)

    def they(self, token: Token) -> Behind:
        """Behind "they": two people who were joined as a subject, or the group that was the nearest subject."""
        here = self.layout.paragraph_of[token.i]
        for at in range(token.i - 1, max(-1, token.i - _REACH), -1):
            other = self.doc[at]
            if other.is_space:
                continue
            if here - self.layout.paragraph_of[at] > _PARAGRAPHS:
                break
            if self.layout.owner[at] != REPORTER or other.dep_ not in _SUBJECTS or other.pos_ == "PRON":
                continue
            pair = self._pair(at)
            if pair:
                return Behind(pair, "group", 0.7)
            candidate = mention_at(self.doc, at, self.layout.owner)
            if type_of(self.doc, candidate) == "group":
                return Behind(self.full_name(self.phrase(candidate)), "group", 0.75)
        return Behind(token.text, "group", 0.6)

    def people(self, mention: Mention) -> str | None:
        """ "the senators", "the two men", "the couple": two people who were named together before, joined."""
        words = {self.doc[at].lower_ for at in range(mention.start, mention.end)}
        head = self.doc[mention.head]
        plural = head.tag_ in {"NNS", "NNPS"} and head.lemma_.lower() in person_words()
        if self.doc[mention.start].lower_ not in {"the", "both"} or not (plural or words & {"two", "pair", "couple"}):
            return None
        if head.lower_ in lexicon.GROUPS and not words & {"two", "both"} and not self._called(head.lemma_.lower()):
            return None
        here = self.layout.paragraph_of[mention.start]
        for first, second in self._pairs():
            if second.end <= mention.start and here - self.layout.paragraph_of[first.start] <= _PARAGRAPHS + 1:
                roles = first.person.roles | second.person.roles
                if not plural or words & {"two", "both"} or head.lemma_.lower() in roles:
                    return f"{first.person.full_name} and {second.person.full_name}"
        return None

    def _called(self, noun: str) -> bool:
        return sum(noun in person.roles for person in self.cast.people) == 2

    def _pairs(self) -> list[tuple[Occurrence, Occurrence]]:
        """People joined by "and", the nearest to the end of the text first."""
        found = []
        for first, second in zip(self.cast.occurrences, self.cast.occurrences[1:]):
            between = [t for t in self.doc[first.end : second.start] if t.lower_.rstrip(".") not in lexicon.TITLES]
            if [t.lower_ for t in between] in (["and"], ["&"]) and first.person is not second.person:
                found.append((first, second))
        return found[::-1]

    def _pair(self, at: int) -> str | None:
        """Two people joined by "and" of whom the token at this place is one."""
        for first, second in self._pairs():
            if first.start <= at < second.end:
                return f"{first.person.full_name} and {second.person.full_name}"
        # "Ada Osei of Iowa, and Paul Falk, Democrat of Vermont, see …": joined for the parser
        people = [self.cast.at(token.i) for token in (self.doc[at], *self.doc[at].conjuncts)]
        named = [person for person in people if person is not None and len(person.name) > 1]
        return " and ".join(p.full_name for p in named) if len(named) == len(people) == 2 else None
