"""From a mention to a speaker inside one document: the fullest name, the person behind a pronoun or a role."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Token

from quotes.extraction import lexicon
from quotes.extraction.authors import author, writer
from quotes.extraction.cast import Cast
from quotes.extraction.coreference import CoreferenceResolver
from quotes.extraction.descriptions import Descriptions
from quotes.extraction.groups import Groups
from quotes.extraction.kin import led_in, named_later, relative
from quotes.extraction.layout import REPORTER, PageLayout
from quotes.extraction.mentions import NAME_TAGS, Mention, is_role, mention_at, person_words, type_of
from quotes.extraction.names import fold, name_in, noun_gender
from quotes.extraction.people import Person
from quotes.extraction.pronoun_weights import PronounWeights
from quotes.extraction.pronouns import PronounResolver, gender_sign
from quotes.extraction.records import SpeakerType

# the certainty of a headline's office without a name: too little to be given
HEADLINE = 0.4
# who is called so has no name in the article
_NAMELESS = frozenset("insider source announcer narrator".split())
# "gave her name as", "asked to be identified as"
_GIVING_NAMES = frozenset("name identified named known".split())
# labels of whoever is examined, in a court's record
_ANSWERING = {"A", "Answer", "ANSWER", "THE WITNESS", "WITNESS", "The Witness"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is behind a mention; ``certainty`` in 0…1, ``how`` names the step beyond reading the name itself.

    ``person`` is the one of the cast, for people.
    """

    name: str
    type: SpeakerType
    certainty: float
    how: str = ""
    person: Person | None = None


class Resolver:
    """Names the speaker of a mention; remembers who has been speaking."""

    def __init__(
        self,
        layout: PageLayout,
        cast: Cast,
        coreference: CoreferenceResolver | None = None,
        pronouns: PronounWeights | None = None,
    ) -> None:
        self.layout = layout
        self.doc = layout.doc
        self.cast = cast
        self.descriptions = Descriptions(layout, cast)
        self.pronouns = PronounResolver(layout, cast, coreference, pronouns)
        self.groups = Groups(layout, cast)

    def speaker(self, mention: Mention) -> Answer | None:
        """Who is meant; none for a pronoun that stays open."""
        if mention.form == "pronoun":
            return self._pronoun(mention)
        kind = type_of(self.doc, mention)
        if self.descriptions.bare_role(mention):
            meant = self.descriptions.role(mention)
            if meant is not None:
                return self._person(mention, meant.person, meant.certainty, "role")
        if self.descriptions.compatriot(mention):
            meant = self.descriptions.epithet(mention)
            if meant is not None:
                return self._person(mention, meant.person, meant.certainty, "role")
        if mention.form == "name":
            return self._name(mention, kind)
        named = self._name_missed(mention)
        if named is not None:
            return self._person(mention, named, 0.95)
        apposed = self._titled(mention) or self._apposed(mention)
        if apposed is not None:
            return self._person(mention, apposed, 0.95, "apposition")
        written = writer(self.layout, self.cast, mention)
        if written is not None:
            return self._person(mention, written, 0.85, "author")
        kin = relative(self.layout, self.cast, mention)
        if kin is not None:
            return self._person(mention, kin, 0.8, "role")
        later = named_later(self.layout, self.cast, mention) or self.descriptions.named_below(mention)
        if later is not None:
            return self._person(mention, later, 0.8, "role")
        told = self._told_name(mention)
        if told is not None:
            return self._person(mention, told, 0.85, "apposition")
        if self.doc[mention.head].lemma_.lower() in _NAMELESS:
            return Answer(self.groups.phrase(self.descriptions.stranger(mention) or mention), "unnamed", 0.85)
        if kind == "unnamed":
            lead = led_in(self.layout, self.cast, mention)
            if lead is not None:
                return self._person(mention, lead, 0.75, "role")
        if is_role(self.doc, mention):
            meant = self.descriptions.elder(mention) or self.descriptions.role(mention)
            stranger = self.descriptions.stranger(mention) if meant is None else None
            if stranger is not None:
                return Answer(self.groups.phrase(stranger), "unnamed", 0.8, "role")
            meant = meant or self.descriptions.epithet(mention)
            if meant is not None:
                return self._person(mention, meant.person, meant.certainty, "role")
        joined = self.groups.people(mention)
        if joined is not None:
            return Answer(joined, "group", 0.75, "role")
        if kind == "unnamed" and self._in_headline(mention) and self._bare(mention):
            # "envoy warns of …": somebody whom the article names in its own way, or doesn't
            return Answer(self.groups.phrase(mention), kind, HEADLINE)
        return self._spoken(mention, kind, 0.9)

    def _in_headline(self, mention: Mention) -> bool:
        headline = self.layout.headline
        return headline is not None and headline.start <= mention.head < headline.end

    def _bare(self, mention: Mention) -> bool:
        """An office without an article, of one person: "envoy", "Leader of bankrupt council"."""
        first, head = self.doc[mention.start], self.doc[mention.head]
        return first.tag_ not in {"DT", "PRP$", "CD"} and head.tag_ not in {"NNS", "NNPS"}

    def _spoken(self, mention: Mention, kind: SpeakerType, certainty: float) -> Answer:
        """The mention's own words as the answer; a group or document is remembered for "it"."""
        phrase = self.groups.phrase(mention)
        if kind in {"group", "document"}:
            phrase = self.groups.full_name(phrase)
            self.groups.spoke(mention.head, phrase, kind)
        return Answer(phrase, kind, certainty)

    def _name_missed(self, mention: Mention) -> Person | None:
        """A name that the tagger takes for a common noun, or that ends the description: "the soprano Ada Osei"."""
        if self.doc[mention.head].text[:1].isupper() and self.doc[mention.head].ent_type_ not in {"ORG", "GPE", "NORP"}:
            person = self.cast.at(mention.head)
            if person is not None:
                return person
        for occurrence in self.cast.occurrences:
            if occurrence.start == mention.end and mention.end < len(self.doc):
                joined = not self.doc[mention.head].tag_.endswith("S") and self.doc[mention.end].text[:1].isupper()
                return occurrence.person if joined else None
        return None

    def _person(self, mention: Mention, person: Person, certainty: float, how: str = "") -> Answer:
        self.pronouns.spoke(mention.head, person)
        return Answer(person.full_name, "person", certainty, how, person)

    def _name(self, mention: Mention, kind: SpeakerType) -> Answer | None:
        start, end = self._name_part(mention)
        words = name_in(self.doc, start, end)
        if words and words[0].lower() == "said" and len(words) > 1 and self.cast.person_named(words, start) is None:
            start, words = start + 1, words[1:]  # `Said Falk: “…”`
        elder = self.descriptions.elder(mention)
        if elder is not None:
            return self._person(mention, elder.person, elder.certainty, "role")
        person = self._sighted(start, end) or self.cast.person_named(words, mention.head, self.cast.courtesy(start))
        if person is None and self.doc[mention.start : mention.end].text.rstrip(".:") in _ANSWERING:
            answering = self._witness(mention)
            if answering is not None:
                return self._person(mention, answering, 0.6, "transcript")
        if person is None and self._initials(mention):
            person = self._initialled(self.doc[mention.start : mention.end].text)
        if len(words) == 1 and words[0].lower() in lexicon.PERSON_NOUNS and (person is None or len(person.name) == 1):
            # "Mediator expects …", in a headline
            return Answer(self.groups.phrase(mention), "unnamed", HEADLINE if self._in_headline(mention) else 0.7)
        if (person is None or len(person.name) == 1) and kind == "person" and words:
            person = self.cast.add(start, end) or person
        if person is not None and (kind == "person" or len(words) > 1 or len(person.name) > 1 and kind != "document"):
            open_ = len(words) == 1 and self.cast.courtesy(start) is None and self.cast.bearers(words[0]) > 1
            return self._person(mention, person, 0.85 if open_ else 0.9 if person.surname_lent else 1.0)
        if not words:
            return Answer(self.groups.phrase(mention), "unnamed", 0.8)
        return self._spoken(mention, kind, 0.9)

    def _sighted(self, start: int, end: int) -> Person | None:
        """Whom the cast has found at just this place, where it is more than the bare words say."""
        for occurrence in self.cast.occurrences:
            if occurrence.start <= end - 1 < occurrence.end and occurrence.start <= start:
                return occurrence.person if len(occurrence.person.name) > 1 else None
        return None

    def _witness(self, mention: Mention) -> Person | None:
        """Who answers as "A." in a court's record: the person whom the reporter has named most above it."""
        labels = {span.label for span in (quote.span for quote in self.layout.quotes) if span.label is not None}
        labelled = {fold(word) for start, end in labels for word in self.layout.text[start:end].split()}
        others = [p for p in self.cast.people if len(p.name) > 1 and fold(p.name[-1]) not in labelled]
        if len(others) == 1:
            return others[0]
        before = [o.person for o in self.cast.before(mention.start) if not o.quoted]
        named = Counter(person.full_name for person in before if len(person.name) > 1)
        if not named:
            return None
        most = max(named.values())
        return next((p for p in self.cast.people if named[p.full_name] == most), None)

    def _initials(self, mention: Mention) -> bool:
        text = self.doc[mention.start : mention.end].text.replace(".", "")
        return text.isupper() and text.isalpha() and 2 <= len(text) <= 3

    def _initialled(self, initials: str) -> Person | None:
        """ "SO" in an interview: the only person with these initials."""
        wanted = initials.replace(".", "").lower()
        people = [
            p
            for p in self.cast.people
            if len(p.name) > 1
            and wanted in {"".join(fold(w)[:1] for w in p.name), fold(p.name[0])[:1] + fold(p.name[-1])[:1]}
        ]
        return people[0] if len(people) == 1 else None

    def _titled(self, mention: Mention) -> Person | None:
        """ "Secretary of State John F. Kerry": the noun is the head for the parser, the name ends the phrase."""
        if not self.doc[mention.head].text[:1].isupper():
            return None
        for occurrence in self.cast.occurrences:
            if mention.head < occurrence.start and occurrence.end == mention.end:
                return occurrence.person
        return None

    def _told_name(self, mention: Mention) -> Person | None:
        """ "a trader who gave her name only as Fatou", "a teacher who asked to be identified only as Yusuf"."""
        doc = self.doc
        if mention.end >= len(doc) or doc[mention.end].lower_ not in {"who", ","}:
            return None
        for at in range(mention.end + 1, min(mention.end + 14, len(doc) - 1)):
            if doc[at].text in {".", ";"} or self.layout.owner[at] != REPORTER:
                return None
            named = doc[at].lower_ == "as" or doc[at].text == "," and doc[at - 1].lower_ == "name"
            words = {token.lower_ for token in doc[mention.end : at]}
            if named and words & _GIVING_NAMES and doc[at + 1].tag_ in NAME_TAGS:
                end = at + 2
                while end < len(doc) and doc[end].tag_ in NAME_TAGS and end - at < 4:
                    end += 1
                return self.cast.at(at + 1) or self.cast.add(at + 1, end)
        return None

    def _apposed(self, mention: Mention) -> Person | None:
        """ "the mediator, Yusuf al Hamdani, told reporters": a name right after the comma."""
        at = mention.end
        if at + 1 >= len(self.doc) or self.doc[at].text != "," or type_of(self.doc, mention) != "unnamed":
            return None
        for occurrence in self.cast.occurrences:
            if at < occurrence.start <= at + 5 and occurrence.end < len(self.doc):
                titles = self.doc[at + 1 : occurrence.start]
                if len(titles) > 1 and titles[0].tag_ == "DT":
                    titles = self.doc[occurrence.start - 1 : occurrence.start]  # "One, the Mexican poet Ada Osei, …"
                closes = (
                    self.doc[occurrence.end].text in {",", ".", ";", "—", "("} or self.layout.owner[occurrence.end] >= 0
                )
                if closes and all(t.lower_.rstrip(".") in lexicon.TITLES | person_words() for t in titles):
                    return occurrence.person
        return None

    def _name_part(self, mention: Mention) -> tuple[int, int]:
        """The tokens of the mention that are the name itself: its PERSON entity, or the run of capitals at its end."""
        doc = self.doc
        for ent in reversed(self.cast.entities):
            if mention.start <= ent.start <= mention.head and ent.end <= mention.end:
                end = ent.end
                while end < mention.end and doc[end].tag_ in NAME_TAGS and doc[end].text[:1].isupper():
                    end += 1
                while end + 1 < mention.end and doc[end].text == "-" and not doc[end - 1].whitespace_:
                    end += 2
                return ent.start, end
        end = mention.end
        while end > mention.start + 1 and not doc[end - 1].text[:1].isupper():
            end -= 1
        start = end - 1
        while start > mention.start and (
            (doc[start].text == "-" and not doc[start - 1].whitespace_)
            or doc[start - 1].text[:1].isupper()
            and doc[start - 1].tag_ in NAME_TAGS
            or doc[start - 1].lower_.rstrip(".") in lexicon.PARTICLES
            or doc[start - 1].text in {"-", "–"}
        ):
            start -= 1
        while start < end - 1 and (
            doc[start].lower_.rstrip(".") in lexicon.TITLES | person_words()
            or not doc[start].text[:1].isupper()
            or (start == mention.start and doc[start].lower_ in {"said", "says", "adds", "added", "asked"})
        ):
            start += 1
        return start, end

    # -- pronouns ---------------------------------------------------------------------------------------------

    def _pronoun(self, mention: Mention) -> Answer | None:
        token = self.doc[mention.head]
        if token.lower_ in {"i", "me", "my"}:
            signed = author(self.layout, self.cast)
            return self._person(mention, signed, 0.8, "author") if signed is not None else None
        if token.lower_ in lexicon.FIRST_PERSON:
            return None
        if token.lower_ in {"it", "its"}:
            thing = self.groups.it(token)
            return Answer(thing.name, thing.type, thing.certainty, "pronoun")
        if token.lower_ in {"they", "them", "their"}:
            several = self.groups.they(token)
            return Answer(several.name, several.type, several.certainty, "pronoun")
        if token.lower_ in {"who", "which"}:
            return self._relative(token)
        if not gender_sign(token.lower_):
            return None
        meant = self.pronouns.antecedent(token)
        if meant.person is None:
            return self._unnamed(token, meant.probability)
        return self._person(mention, meant.person, meant.probability, "pronoun")

    def _relative(self, token: Token) -> Answer | None:
        """Whom a relative pronoun stands for: "the leader, Ada Osei, who accused her of …"."""
        doc, clause = self.doc, token.head
        before = max(0, token.i - 2 if token.i and doc[token.i - 1].text == "," else token.i - 1)
        noun = clause.head if clause.dep_ == "relcl" else doc[before]
        if noun.i >= token.i or self.layout.owner[noun.i] != REPORTER or noun.pos_ not in {"NOUN", "PROPN"}:
            return None
        mention = mention_at(doc, noun.i, self.layout.owner)
        person = self.cast.at(before)
        if person is not None:
            return self._person(mention, person, 0.9)
        for occurrence in self.cast.occurrences:  # "A Democrat who called himself …, Osei won the seat"
            told = occurrence.subject and occurrence.start > clause.i
            if told and doc[occurrence.end - 1].head.i == noun.head.i and doc[mention.start].is_sent_start:
                return self._person(mention, occurrence.person, 0.8)
        return self.speaker(mention)

    def _unnamed(self, token: Token, certainty: float) -> Answer | None:
        """Behind a pronoun that means nobody named: the noun that was the last subject, "a clerk … she"."""
        doc, layout = self.doc, self.layout
        here = layout.paragraph_of[token.i]
        sign = gender_sign(token.lower_)
        for at in range(token.i - 1, max(-1, token.i - 80), -1):
            if doc[at].is_space:
                continue  # the break between two paragraphs is in neither
            if here - layout.paragraph_of[at] > 1:
                return None
            noun = doc[at]
            if layout.owner[at] != REPORTER or noun.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj", "attr"}:
                continue
            if self.cast.at(at) is not None and noun.dep_ in {"nsubj", "nsubjpass"}:
                return None
            if noun.tag_ != "NN" or noun.lower_ not in person_words():
                continue
            gender = noun_gender(noun.lower_)
            if gender is None or (gender == "male") == (sign > 0):
                if doc[mention_at(doc, at, layout.owner).start].lower_ in {"my", "our"}:
                    return None
                return Answer(self.groups.phrase(mention_at(doc, at, layout.owner)), "unnamed", certainty, "pronoun")
        return None
