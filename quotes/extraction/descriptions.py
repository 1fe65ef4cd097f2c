"""Whom a description means: "the mayor", "the Hungarian", "the California congressman", "the younger Falk"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from quotes.extraction import lexicon
from quotes.extraction.cast import Cast
from quotes.extraction.layout import REPORTER, PageLayout
from quotes.extraction.mentions import NAME_TAGS, Mention, mention_at, person_words
from quotes.extraction.names import fold, noun_gender
from quotes.extraction.people import Occurrence, Person
from quotes.extraction.sightings import ONE_COMPATRIOT

# offices that are many until somebody says what they are about
_WITH_PORTFOLIO = frozenset(["secretary", "minister", "spokesman", "spokeswoman", "spokesperson"])
# the rank of people who are named only after the mention
_NAMED_LATER = 1.6
# whom a lead begins with although the story is about somebody else
_OFFICES = frozenset("judge coroner magistrate minister senator sheriff ombudsman commissioner governor mayor".split())
_ACTS_ON_OTHERS = _OFFICES | frozenset(
    """
    official officer prosecutor mp councillor lawmaker tribunal detective inspector regulator watchdog jury court
    president
    """.split()
)
_INDEFINITE = frozenset(["a", "an", "one", "another", "some", "any", "no", "every", "each"])
_POINTING = frozenset(["the", "this", "that"])
# the tokens of a lead, at least: shorter lines above it are bylines and the like
_LEAD = 12
_AGES = {"elder": "elder", "older": "elder", "younger": "younger", "senior": "elder", "junior": "younger"}


@dataclass(frozen=True, slots=True)
class Meant:
    """The person behind a description; ``certainty`` in 0…1."""

    person: Person
    certainty: float


class Descriptions:
    """Finds the people behind role nouns and epithets of one document."""

    def __init__(self, layout: PageLayout, cast: Cast) -> None:
        self.layout = layout
        self.doc: Doc = layout.doc
        self.cast = cast
        self._link_lead()
        self._link_unnamed()

    def _link_lead(self) -> None:
        """Give the office that the article opens with to whom it belongs: "The finance minister eats quickly", below a
        headline that names one person or above the paragraph that introduces her."""
        layout, doc = self.layout, self.doc
        headline = layout.headline
        body = [p for p in layout.paragraphs if p is not headline and p.end - p.start >= _LEAD]
        if not body:
            return
        lead = body[0]
        subject = next(
            (t for t in doc[lead.start : lead.end] if t.dep_ == "nsubj" and layout.owner[t.i] == REPORTER), None
        )
        if subject is None or subject.lower_ not in person_words() or subject.tag_ not in {"NN", "NNP"}:
            return
        mention = mention_at(doc, subject.i, layout.owner)
        if mention.start != lead.start or doc[mention.start].lower_ != "the":
            return
        full = [o for o in self.cast.occurrences if o.end - o.start > 1 and len(o.person.name) > 1]
        above = {o.person for o in full if headline is not None and headline.start <= o.start < headline.end}
        after = next((o for o in full if o.start >= lead.start and not o.quoted), None)
        near = after is not None and 0 < layout.paragraph_of[after.start] - lead.index <= 1 and after.subject
        person = next(iter(above)) if len(above) == 1 else after.person if near and after is not None else None
        gender = noun_gender(subject.lower_)
        if person is not None and not person.roles and (gender is None or person.gender in (gender, None)):
            person.roles |= {subject.lower_, subject.lemma_.lower()}
            person.traits |= {doc[at].lower_ for at in range(mention.start + 1, subject.i)}

    def _link_unnamed(self) -> None:
        """Give the description of a lead that names nobody to whom the next sentence is about: "A pub landlady who was
        told … says she won't. Ada Osei, who has run the Woolpack for 19 years, …"."""
        layout, doc = self.layout, self.doc
        lead = next((p for p in layout.paragraphs if p is not layout.headline and p.end - p.start >= _LEAD), None)
        if lead is None:
            return
        subject = next(
            (t for t in doc[lead.start : lead.end] if t.dep_ == "nsubj" and layout.owner[t.i] == REPORTER), None
        )
        if subject is None or subject.lower_ not in person_words() or subject.lower_ in _ACTS_ON_OTHERS:
            return
        start = mention_at(doc, subject.i, layout.owner).start
        if start != lead.start or doc[start].lower_ not in {"a", "an"}:
            return
        if any({subject.lower_, subject.lemma_.lower()} & person.roles for person in self.cast.people):
            return
        named = next((o for o in self.cast.occurrences if o.start > start and not o.quoted), None)
        if named is None or not named.subject or named.end - named.start < 2 or doc[named.end].text != ",":
            return
        first_of_sentence = doc[named.start].is_sent_start or doc[named.start - 1].is_space
        gender = noun_gender(subject.lower_)
        fits = gender is None or named.person.gender in (gender, None)
        if first_of_sentence and fits and layout.paragraph_of[named.start] - lead.index <= 1:
            named.person.roles |= {subject.lower_, subject.lemma_.lower()}

    def compatriot(self, mention: Mention) -> bool:
        """ "the Ukrainian": a nationality that stands for one person."""
        head = self.doc[mention.head]
        return (
            mention.end - mention.start == 2
            and self.doc[mention.start].lower_ == "the"
            and head.tag_ not in {"NNS", "NNPS"}
            and bool(ONE_COMPATRIOT.fullmatch(head.text))
        )

    def bare_role(self, mention: Mention) -> bool:
        """ "Governor says …" in a headline, "THE CHAIR:" in a transcript: an office for its holder."""
        words = [self.doc[at] for at in range(mention.start, mention.end)]
        rest = [w for w in words if w.lower_ != "the"]
        if len(rest) != 1 or rest[0].lower_ not in lexicon.PERSON_NOUNS | lexicon.TITLES & person_words():
            return False
        return rest[0].tag_ not in {"NNS", "NNPS"} or rest[0].is_upper

    def role(self, mention: Mention) -> Meant | None:
        """The person whom the document calls by this noun: the nearest before, else the only one after."""
        noun, written = self.doc[mention.head].lemma_.lower(), self.doc[mention.head].lower_
        if written == "old":
            age = next((int(t.text) for t in self.doc[mention.start : mention.end] if t.text.isdigit()), None)
            aged = [person for person in self.cast.people if age is not None and person.age == age]
            return Meant(aged[0], 0.95) if len(aged) == 1 else None
        if noun in {"defendant", "accused"}:
            tried = self._tried()
            if tried is not None:
                return Meant(tried, 0.85)
        gender = noun_gender(written)
        words = {self.doc[at].lower_ for at in range(mention.start, mention.end)}
        office = self.doc[mention.head : mention.end].text.lower()
        names = {fold(word) for word in words}
        best: tuple[float, Meant] | None = None
        ranks = self._ranks(mention)
        for person, rank in ranks.items():
            if gender and person.gender not in (gender, None) or fold(person.name[-1]) in names:
                continue
            if rank >= _NAMED_LATER and self._of_another_house(mention, person):
                continue
            if noun in _WITH_PORTFOLIO and self._another_portfolio(mention, person):
                continue
            score = 0.0
            if office != noun and office in person.roles:
                score = 4.0
            elif noun in person.roles or written in person.roles:
                score = 3.0
            elif any(len(r) > len(noun) >= 4 and (r.startswith(noun) or r.endswith(noun)) for r in person.roles):
                score = 2.0  # "the head" is the headteacher
            elif rank < _NAMED_LATER and any(noun in same and same & person.roles for same in lexicon.SAME_ROLES):
                score = 1.5  # of those named before
            if not score:
                continue
            score += 1.5 * len((words - {noun, written}) & (person.traits | person.roles)) - rank
            certainty = 0.9 if score > 1.8 else 0.75
            if best is None or score > best[0]:
                best = (score, Meant(person, certainty))
        return best[1] if best else None

    def _of_another_house(self, mention: Mention, person: Person) -> bool:
        """Whether the mention has a name in it that the text doesn't use of this person: "the Valley A&M coach"."""
        before = self.doc[mention.start : mention.head]
        if any(token.tag_ == "POS" for token in before):
            return False  # "Falk's former budget director"
        names = {token.lower_ for token in before if token.tag_ in NAME_TAGS and token.is_alpha}
        return bool(names) and not names & person.traits

    def _another_portfolio(self, mention: Mention, person: Person) -> bool:
        """Whether the person holds an office of this name that is about something else: "the foreign secretary" is not
        the home secretary, nor the US secretary of state."""
        asked = {self.doc[at].lower_ for at in range(mention.start, mention.end)} & lexicon.PORTFOLIOS
        held = {word for role in person.roles for word in role.split()} | person.traits
        return bool(asked) and bool(held & lexicon.PORTFOLIOS) and not asked & held

    def _tried(self) -> Person | None:
        """The only person of whom the text says that he denies or is charged."""
        tried = set()
        for occurrence in self.cast.occurrences:
            for at in range(occurrence.start, occurrence.end):
                token = self.doc[at]
                lemma = token.head.lemma_.lower()
                active = token.dep_ == "nsubj" and lemma in {"deny", "plead"}
                if active or token.dep_ == "nsubjpass" and lemma in {"accuse", "charge", "convict", "jail", "sentence"}:
                    tried.add(occurrence.person)
        return tried.pop() if len(tried) == 1 else None

    def _ranks(self, mention: Mention) -> dict[Person, float]:
        """People by distance from the mention, 0 for the nearest before; those named only after it rank last."""
        ranks: dict[Person, float] = {}
        for occurrence in self.cast.before(mention.start):
            if occurrence.person not in ranks:
                ranks[occurrence.person] = min(1.4, 0.2 * len(ranks))
        for occurrence in self.cast.occurrences:
            ranks.setdefault(occurrence.person, _NAMED_LATER)
        return ranks

    def elder(self, mention: Mention) -> Meant | None:
        """ "the younger Falk", "the elder brother", "the older woman": one of two people of one surname.

        The text tells who is whose child, or their ages.
        """
        words = [self.doc[at].lower_ for at in range(mention.start, mention.end)]
        age = next((_AGES[word] for word in words if word in _AGES), None)
        if age is None:
            return None
        head = self.doc[mention.head]
        gender = noun_gender(head.lower_)
        families: dict[str, list[Person]] = {}
        for person in self.cast.people:
            if len(person.name) > 1 and (gender is None or person.gender in (gender, None)):
                families.setdefault(fold(person.name[-1]), []).append(person)
        named = next((families[fold(word)] for word in words if fold(word) in families), None)
        pairs = [named] if named else [f for f in families.values() if len(f) == 2] if gender else []
        if len(pairs) != 1 or len(pairs[0]) != 2:
            return None
        children = [p for p in pairs[0] if p.roles & {"son", "daughter"}]
        parents = [p for p in pairs[0] if p.roles & {"father", "mother", "dad", "mum"}]
        if len(children) == 1:
            young = children[0]
        elif len(parents) == 1:
            (young,) = [p for p in pairs[0] if p is not parents[0]]
        elif all(p.age for p in pairs[0]):
            young = min(pairs[0], key=lambda p: p.age or 0)
        else:
            return None
        (old,) = [p for p in pairs[0] if p is not young]
        return Meant(young if age == "younger" else old, 0.9)

    def named_below(self, mention: Mention) -> Person | None:
        """ "A judge on Monday blocked …", in the lead: the only judge whom the text names."""
        noun, here = self.doc[mention.head].lower_, self.layout.paragraph_of[mention.start]
        headline = self.layout.headline
        lead = 0 if headline is None else headline.index + 1
        if noun not in _OFFICES or self.doc[mention.start].lower_ not in {"a", "an"} or not 0 <= here <= lead + 1:
            return None
        holders = [person for person in self.cast.people if noun in person.roles and len(person.name) > 1]
        return holders[0] if len(holders) == 1 and holders[0].places[0] > mention.end else None

    def stranger(self, mention: Mention) -> Mention | None:
        """ "A European diplomat said … the diplomat added": where the text introduced somebody without a name."""
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
                return earlier
        return None

    def epithet(self, mention: Mention) -> Meant | None:
        """ "the New York businessman": nobody was called so; then it is who was last the subject, or spoke."""
        gender = noun_gender(self.doc[mention.head].lower_)
        first = self.doc[mention.start]
        owned = any(t.dep_ == "poss" and t.tag_ in NAME_TAGS for t in self.doc[mention.start : mention.end])
        related = self.doc[mention.head].lemma_.lower() in lexicon.KIN  # "his wife", "Osei's lawyer" is somebody else
        if first.lower_ not in _POINTING and (related or not owned):
            return None
        within = {fold(t.text) for t in self.doc[mention.start : mention.end]}
        here = self.layout.paragraph_of[mention.start]
        nationality = self.doc[mention.head].lower_
        for occurrence in self.cast.before(mention.start) if self.compatriot(mention) else ():
            if nationality in occurrence.person.traits:
                return Meant(occurrence.person, 0.9)
        near = {o.person for o in self.cast.before(mention.start) if self.layout.paragraph_of[o.start] == here}
        if len(near) == 1 and self.compatriot(mention):
            return Meant(next(iter(near)), 0.7)
        here_before = self._told_here(mention)
        replies = self.doc[mention.head].head.lemma_.lower() in {"reply", "answer", "respond", "retort"}
        asked = [t for t in self.doc[max(0, mention.start - 12) : mention.start] if t.lower_ == "asked"]
        asked = [t for t in asked if t.tag_ == "VBD" and self.layout.owner[t.i] == REPORTER]
        examined = self.doc[mention.head].lower_ in {"witness", "defendant", "accused"}
        replies = replies and (bool(asked) or examined and any(o.reports for o in here_before))
        told = {o.person for o in here_before if gender is None or o.person.gender in (gender, None)}
        if replies:
            told.discard(self._last_speaker(mention.start))
        if len(told) == 1:
            return Meant(next(iter(told)), 0.75)  # "teenager Ada Osei, who … “My dad cried,” the youngster said"
        seen: list[Occurrence] = []
        asking = self._asking(mention.start)
        for occurrence in self.cast.before(mention.start):
            if occurrence.start in asking:
                continue
            if here - self.layout.paragraph_of[occurrence.start] > 3:
                break
            person = occurrence.person
            if occurrence.quoted or fold(person.name[-1]) in within or gender and person.gender not in (gender, None):
                continue
            if replies and self._last_speaker(mention.start) is person:
                continue  # nobody replies to himself
            if (occurrence.subject or occurrence.reports) and (asking or not self._asked_about(occurrence)):
                return Meant(person, 0.75 if not seen else 0.65)
            seen.append(occurrence)
        if len({id(o.person) for o in seen}) == 1:
            return Meant(seen[0].person, 0.6)
        return None

    def _told_here(self, mention: Mention) -> list[Occurrence]:
        """Who is named in the reporter's words of this paragraph before the mention, asked or asking left out."""
        here = self.layout.paragraph_of[mention.start]
        within = {fold(t.text) for t in self.doc[mention.start : mention.end]}
        asking = self._asking(mention.start)
        return [
            o
            for o in self.cast.before(mention.start)
            if self.layout.paragraph_of[o.start] == here
            and not o.quoted
            and len(o.person.name) > 1
            and o.start not in asking
            and fold(o.person.name[-1]) not in within
        ]

    def _asking(self, place: int) -> set[int]:
        """Where those are named who ask, and those asked about, right before: neither is "the witness" who replies."""
        found: set[int] = set()
        for at in range(place - 1, max(-1, place - 60), -1):
            verb = self.doc[at]
            if self.layout.owner[at] != REPORTER or verb.lemma_.lower() not in lexicon.ASKING or verb.tag_ != "VBD":
                continue
            objects = any(child.dep_ in {"dobj", "dative"} for child in verb.children)
            for occurrence in self.cast.before(place):
                head = self.doc[occurrence.end - 1]
                asks = occurrence.start < at and head.dep_ == "nsubj" and head.head.i == at
                asked_about = objects and occurrence.start > at and self._asked_about(occurrence)
                if asks or asked_about:
                    found.add(occurrence.start)
            break
        return found

    def _last_speaker(self, place: int) -> Person | None:
        """The last subject before this token."""
        return next((o.person for o in self.cast.before(place) if o.reports or o.subject), None)

    def _asked_about(self, occurrence: Occurrence) -> bool:
        """Subject of a clause that somebody else reports: "asked whether Falk had come"."""
        token = self.doc[occurrence.end - 1]
        verb = token.head
        return verb.dep_ in {"ccomp", "advcl"} and any(t.lower_ in {"whether", "if"} for t in verb.children)
