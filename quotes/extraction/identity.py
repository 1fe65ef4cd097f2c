"""From a mention to a speaker inside one document: the fullest name, the person behind a pronoun or a role."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from quotes.extraction import lexicon
from quotes.extraction.cast import Cast, Person
from quotes.extraction.coreference import CoreferenceResolver
from quotes.extraction.layout import PageLayout
from quotes.extraction.mentions import NAME_TAGS, Mention, is_role, mention_at, person_words, type_of
from quotes.extraction.names import Gender, fold, likely_gender, name_in, noun_gender
from quotes.extraction.records import SpeakerType


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is behind a mention; ``certainty`` in 0…1, ``how`` names the step beyond reading the name itself."""

    name: str
    type: SpeakerType
    certainty: float
    how: str = ""


class Resolver:
    """Names the speaker of a mention; remembers who has been speaking."""

    def __init__(self, layout: PageLayout, cast: Cast, coreference: CoreferenceResolver | None = None) -> None:
        self.layout = layout
        self.doc = layout.doc
        self.cast = cast
        self.coreference = coreference
        self.spoke: list[tuple[int, Person]] = []  # (token of the mention, person), in text order
        self._wrote: list[tuple[int, str, SpeakerType]] = []  # groups and documents that spoke, for "it"
        self._firsts: dict[int, int] = {}
        self._chain: dict[int, Person | None] = {}

    def speaker(self, mention: Mention) -> Answer | None:
        """Who is meant; none for a pronoun that stays open."""
        if mention.form == "pronoun":
            return self._pronoun(mention)
        kind = type_of(self.doc, mention)
        if mention.form == "name":
            return self._name(mention, kind)
        apposed = self._titled(mention) or self._apposed(mention)
        if apposed is not None:
            self.spoke.append((mention.head, apposed))
            return Answer(apposed.full_name, "person", 0.95, "apposition")
        if is_role(self.doc, mention):
            person = self._role(mention)
            stranger = self._stranger(mention) if person is None else None
            if stranger is not None:
                return Answer(stranger, "unnamed", 0.8, "role")
            person = person or self._epithet(mention)
            if person is not None:
                self.spoke.append((mention.head, person))
                return Answer(person.full_name, "person", 0.8, "role")
        if kind in {"group", "document"}:
            self._wrote.append((mention.head, self._phrase(mention), kind))
        return Answer(self._phrase(mention), kind, 0.9)

    def _phrase(self, mention: Mention) -> str:
        words = self.doc[mention.start : mention.end].text
        return " ".join(words.split())

    def _name(self, mention: Mention, kind: SpeakerType) -> Answer | None:
        start, end = self._name_part(mention)
        words = name_in(self.doc, start, end)
        gender = self.cast.courtesy(start)
        words = self._shared_surname(words, end)
        person = self.cast.person_named(words, mention.head, gender)
        if len(words) == 1 and words[0].lower() in lexicon.PERSON_NOUNS and (person is None or len(person.name) == 1):
            return Answer(self._phrase(mention), "unnamed", 0.7)  # "Mediator expects …", in a headline
        if (person is None or len(person.name) == 1) and kind == "person" and words:
            person = self.cast.add(start, end) or person
        if person is not None and (kind == "person" or len(words) > 1 or len(person.name) > 1 and kind != "document"):
            self.spoke.append((mention.head, person))
            return Answer(person.full_name, "person", 1.0)
        if not words:
            return Answer(self._phrase(mention), "unnamed", 0.8)
        phrase = self._phrase(mention)
        self._wrote.append((mention.head, phrase, kind))
        return Answer(phrase, kind, 0.9)

    def _shared_surname(self, words: tuple[str, ...], end: int) -> tuple[str, ...]:
        """ "Hector and Mariam Lindqvist": the first of two takes the surname of the second."""
        if len(words) != 1 or end + 1 >= len(self.doc) or self.doc[end].lower_ not in {"and", "&"}:
            return words
        for occurrence in self.cast.occurrences:
            if occurrence.start == end + 1 and occurrence.end - occurrence.start > 1:
                joined = (*words, occurrence.person.name[-1])
                self.cast.enrol(joined, end - 1)
                return joined
        return words

    def _titled(self, mention: Mention) -> Person | None:
        """ "Secretary of State John F. Kerry": the noun is the head for the parser, the name ends the phrase."""
        if not self.doc[mention.head].text[:1].isupper():
            return None
        for occurrence in self.cast.occurrences:
            if mention.head < occurrence.start and occurrence.end == mention.end:
                return occurrence.person
        return None

    def _apposed(self, mention: Mention) -> Person | None:
        """ "the mediator, Yusuf al Hamdani, told reporters": a name right after the comma."""
        at = mention.end
        if at + 1 >= len(self.doc) or self.doc[at].text != "," or type_of(self.doc, mention) != "unnamed":
            return None
        for occurrence in self.cast.occurrences:
            if occurrence.start in (at + 1, at + 2, at + 3) and occurrence.end < len(self.doc):
                titles = self.doc[at + 1 : occurrence.start]
                closes = self.doc[occurrence.end].text in {",", ".", ";", "—"} or self.layout.owner[occurrence.end] >= 0
                if closes and all(t.lower_.rstrip(".") in lexicon.TITLES for t in titles):
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
            doc[start].lower_.rstrip(".") in lexicon.TITLES | person_words() or not doc[start].text[:1].isupper()
        ):
            start += 1
        return start, end

    # -- pronouns ---------------------------------------------------------------------------------------------

    def _pronoun(self, mention: Mention) -> Answer | None:
        token = self.doc[mention.head]
        if token.lower_ in lexicon.FIRST_PERSON:
            return None
        if token.lower_ == "it":
            return self._thing(token)
        if token.lower_ in {"they", "them"}:
            return Answer(self.doc[mention.head].text, "group", 0.4, "pronoun")
        if token.lower_ not in {"he", "she", "him", "her", "his"}:
            return None
        gender: Gender = "male" if token.lower_ in {"he", "him", "his"} else "female"
        person = self._antecedent(token, gender)
        if person is None:
            return None
        self.spoke.append((mention.head, person))
        return Answer(person.full_name, "person", 0.85, "pronoun")

    def _thing(self, token: Token) -> Answer:
        """Behind "it": the group or document that is the nearest subject before, else the one that spoke last."""
        here = self.layout.paragraph_of[token.i]
        for at in range(token.i - 1, max(-1, token.i - 120), -1):
            other = self.doc[at]
            if here - self.layout.paragraph_of[at] > 1:
                break
            if other.dep_ not in {"nsubj", "nsubjpass"} or self.layout.owner[at] >= 0 or other.pos_ == "PRON":
                continue
            candidate = mention_at(self.doc, at, self.layout.owner)
            kind = type_of(self.doc, candidate)
            if kind in {"group", "document"} and other.tag_ not in {"NNS", "NNPS"}:
                return Answer(self._phrase(candidate), kind, 0.6, "pronoun")
        if self._wrote:
            return Answer(self._wrote[-1][1], self._wrote[-1][2], 0.5, "pronoun")
        return Answer(token.text, "group", 0.3, "pronoun")

    def _antecedent(self, token: Token, gender: Gender) -> Person | None:
        """The person that agrees in gender with the highest salience before the pronoun."""
        here = self.layout.paragraph_of[token.i]
        scores: dict[int, tuple[float, Person]] = {}
        for occurrence in self.cast.before(token.i):
            distance = here - self.layout.paragraph_of[occurrence.start]
            if distance > 8:
                break
            person = occurrence.person
            if person.gender not in (gender, None):
                continue
            score = 4.0 - 1.0 * distance - min(token.i - occurrence.start, 400) / 100
            nearness = self._sentences_between(occurrence.start, token.i)
            if nearness <= 1 and occurrence.subject:
                score += 1.5 if nearness else 3.0  # "Trump stoked fears when he declared …"
            elif distance == 1 and occurrence.subject and self._ends_paragraph(occurrence.start):
                score += 1.0
            if occurrence.start <= self._first_name_of(occurrence.start):
                score += 0.8
            if occurrence.reports:
                score += 2.0
            elif occurrence.subject:
                score += 1.2
            if distance <= 1 and person.places and person.places[0] == occurrence.end - 1:
                score += 1.0  # just introduced
            if occurrence.quoted:
                score -= 2.5
            if self.doc[min(occurrence.end, len(self.doc) - 1)].text in {"’s", "'s", "’", "'"}:
                score -= 0.8
            if person.gender == gender:
                score += 1.0
            elif likely_gender(person.name[0]) not in (gender, None):
                score -= 1.0
            best = scores.get(id(person))
            if best is None or score > best[0]:
                scores[id(person)] = (score, person)
        chained = self._earlier_pronoun(token, gender)
        if chained is not None and id(chained) in scores:
            scores[id(chained)] = (scores[id(chained)][0] + 1.5, chained)
        for at, person in reversed(self.spoke):
            if at >= token.i or person.gender not in (gender, None):
                continue
            distance = here - self.layout.paragraph_of[at]
            if distance > 6:
                break
            score = 4.6 - 1.0 * distance - min(token.i - at, 400) / 100
            best = scores.get(id(person))
            scores[id(person)] = (max(score, best[0] + 0.8 if best else score), person)
            break
        if self.coreference is not None and self._unclear(scores):
            for span in self.coreference.antecedents(self.doc, token):
                named = next((p for p in (self._person_at(t.i) for t in span) if p is not None), None)
                if named is not None and named.gender in (gender, None):
                    score = scores.get(id(named), (2.0, named))[0]
                    scores[id(named)] = (score + 1.5, named)
                    break
        if not scores:
            return None
        score, person = max(scores.values(), key=lambda item: item[0])
        if person.gender is None and score > 2:
            person.gender = gender
        return person

    def _sentences_between(self, earlier: int, later: int) -> int:
        """How many full stops outside quotations, or paragraph breaks, lie between."""
        if self.layout.paragraph_of[earlier] != self.layout.paragraph_of[later] or later - earlier > 120:
            return 9
        return sum(self.doc[i].text in {".", "?", "!"} and self.layout.owner[i] < 0 for i in range(earlier, later))

    def _ends_paragraph(self, at: int) -> bool:
        """Whether this token stands in the last sentence of its paragraph."""
        paragraph = self.layout.paragraphs[self.layout.paragraph_of[at]]
        return self._sentences_between(at, paragraph.end - 1) == 0

    def _earlier_pronoun(self, token: Token, gender: Gender) -> Person | None:
        """Who the same pronoun meant as the subject of the sentence before: a chain rarely changes its person."""
        doc, layout = self.doc, self.layout
        here = layout.paragraph_of[token.i]
        for at in range(token.i - 1, max(-1, token.i - 60), -1):
            other = doc[at]
            if here - layout.paragraph_of[at] > 1:
                break
            if layout.owner[at] < 0 and other.dep_ == "nsubj" and other.lower_ == ("he" if gender == "male" else "she"):
                if at not in self._chain:
                    self._chain[at] = None
                    self._chain[at] = self._antecedent(other, gender)
                return self._chain[at]
        return None

    def _first_name_of(self, at: int) -> int:
        """Where the paragraph's first mention outside quotations begins."""
        paragraph = self.layout.paragraph_of[at]
        if paragraph not in self._firsts:
            for occurrence in self.cast.occurrences:
                if not occurrence.quoted:
                    self._firsts.setdefault(self.layout.paragraph_of[occurrence.start], occurrence.start)
            self._firsts.setdefault(paragraph, -1)
        return self._firsts[paragraph]

    def _unclear(self, scores: dict[int, tuple[float, Person]]) -> bool:
        """Nobody, or a near tie. On 125 pronouns of PolNeAR dev (with the study's model) salience alone was right in
        87 %; outside ties, where coreferee named another person, salience was right 30 times and coreferee 5 times."""
        ranked = sorted((score for score, _ in scores.values()), reverse=True)
        return not ranked or (len(ranked) > 1 and ranked[0] - ranked[1] < 0.5)

    def _person_at(self, at: int) -> Person | None:
        for occurrence in self.cast.occurrences:
            if occurrence.start <= at < occurrence.end:
                return occurrence.person
        return None

    # -- roles ------------------------------------------------------------------------------------------------

    def _role(self, mention: Mention) -> Person | None:
        """The person whom the document has called by this noun, the nearest before; gender must agree."""
        noun = self.doc[mention.head].lemma_.lower()
        gender = noun_gender(self.doc[mention.head].lower_)
        # "secretary of state", where there are two secretaries
        office = self.doc[mention.head : mention.end].text.lower()
        for occurrence in self.cast.before(mention.start) if office != noun else ():
            if office in occurrence.person.roles:
                return occurrence.person
        for occurrence in self.cast.before(mention.start):
            person = occurrence.person
            if noun in person.roles and (gender is None or person.gender in (gender, None)):
                return person
        return None

    def _stranger(self, mention: Mention) -> str | None:
        """ "A European diplomat said … the diplomat added": somebody whom the text introduced without a name."""
        doc = self.doc
        noun = doc[mention.head].lemma_.lower()
        if doc[mention.start].lower_ != "the":
            return None
        for at in range(mention.start - 1, -1, -1):
            token = doc[at]
            if (
                self.layout.owner[at] >= 0
                or token.lemma_.lower() != noun
                or token.dep_ not in {"nsubj", "pobj", "attr", "dobj"}
            ):
                continue
            earlier = mention_at(doc, at, self.layout.owner)
            if doc[earlier.start].lower_ in {"a", "an", "another", "one"}:
                return self._phrase(earlier)
        return None

    def _epithet(self, mention: Mention) -> Person | None:
        """ "the New York businessman": nobody was called so; then it is who was last the subject, or spoke."""
        gender = noun_gender(self.doc[mention.head].lower_)
        first = self.doc[mention.start]
        owned = any(t.dep_ == "poss" and t.tag_ in NAME_TAGS for t in self.doc[mention.start : mention.end])
        related = self.doc[mention.head].lemma_.lower() in lexicon.KIN  # "his wife", "Osei's lawyer" is somebody else
        if first.lower_ != "the" and (related or not owned):
            return None
        within = {fold(t.text) for t in self.doc[mention.start : mention.end]}
        here = self.layout.paragraph_of[mention.start]
        for occurrence in self.cast.before(mention.start):
            if here - self.layout.paragraph_of[occurrence.start] > 3:
                break
            person = occurrence.person
            if occurrence.quoted or fold(person.name[-1]) in within or person.gender not in (gender, None) and gender:
                continue
            if occurrence.subject or occurrence.reports:
                return person
        return None
