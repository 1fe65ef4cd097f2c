"""The people of one document: every form of a name gathered under the fullest one, with gender and places."""

from __future__ import annotations

import math
from collections import defaultdict

from spacy.tokens import Doc, Token

from quotes.extraction import lexicon
from quotes.extraction.describing import Describer
from quotes.extraction.families import shared_surnames
from quotes.extraction.layout import DATELINE
from quotes.extraction.mentions import NAME_TAGS
from quotes.extraction.names import POSSESSIVE, Gender, fold, given_lean, name_in, name_lean, same_given_name
from quotes.extraction.people import Occurrence, Person
from quotes.extraction.sightings import Name, NameFinder, Sighting

# a surname that is one slip away from a longer one is that one: Branigan, Brannigan
_SLIP_LENGTH = 6
# how far before a surname its full form may stand, in tokens, to tell whom it means
_NEAR = 80
# the tokens of a headline, at most
_HEADLINE = 30


class Cast:
    """All people named in a document, and who a name means at a place."""

    def __init__(self, doc: Doc, owner: list[int]) -> None:
        self.doc = doc
        self.owner = owner
        # asked for once: spaCy makes the entities of a document or span anew at each call
        self.entities = [e for e in doc.ents if e.label_ == "PERSON" and owner[e.start] != DATELINE]
        self.people: list[Person] = []
        self.occurrences: list[Occurrence] = []
        self.finder = NameFinder(doc, owner, self.entities)
        self.describer = Describer(doc)
        self._by_last: dict[str, list[Person]] = defaultdict(list)
        self._by_first: dict[str, list[Person]] = defaultdict(list)
        # the token that ends the first line, where that is a headline: short, and one sentence
        line = next((token.i for token in doc if token.is_space and "\n" in token.text), 0)
        self.headline = line if line <= _HEADLINE and all(t.text != "." for t in doc[: max(0, line - 1)]) else -1
        # for a surname of several people, how far the one chosen stands above the next, by its place
        self.margins: dict[int, float] = {}
        self._collect()

    def _collect(self) -> None:
        named = self.finder.sightings()
        lent: set[int] = set()
        for index, sighting in shared_surnames(self.doc, named):
            if index < 0:
                named.append(sighting)
            else:
                named[index] = sighting
            lent.add(sighting[0])
        for start, end, name in sorted(named, key=lambda item: (-min(len(item[2]), 2), item[0] in lent, item[0])):
            self._enrol(name, lent=start in lent)
            self._know_nickname(start, end, name)
        bare = self._bare_surnames(named)
        for _start, _end, name in bare:
            if len(name) > 1:
                self._enrol(name)
        named += bare
        # those who are named in full or by a title of courtesy first: they tell whom a bare surname means
        for plain in (False, True):
            for start, end, name in sorted(named):
                courtesy = self.courtesy(start)
                if (len(name) == 1 and courtesy is None) == plain:
                    person = self.person_named(name, start, courtesy)
                    if person is not None:
                        self._note(person, start, end)
        self.occurrences.sort(key=lambda o: o.start)
        for person in self.people:
            person.places.sort()

    def _note(self, person: Person, start: int, end: int) -> None:
        person.places.append(end - 1)
        self.describer.learn(person, start, end)
        self.occurrences.append(
            Occurrence(start, end, person, self.owner[start] >= 0, self._subject(start, end), self._reports(start, end))
        )

    def _bare_surnames(self, named: list[Sighting]) -> list[Sighting]:
        """Surnames of known people that no sighting covers; of double surnames also where they stand by themselves."""
        surnames = set(self._by_last)
        covered = {at for start, end, _ in named for at in range(start, end)}
        found: list[Sighting] = []
        for surname in [word for word in surnames if "-" in word]:
            for at in self.finder.places_of(surname.rsplit("-", 1)[1]):
                begin = at - 2 * surname.count("-")
                if begin >= 0 and at not in covered and fold(self.doc[begin : at + 1].text) == surname:
                    found.append((begin, at + 1, (self.doc[begin : at + 1].text,)))
                    covered.update(range(begin, at + 1))
        for token in self.doc:
            if token.i in covered or self.owner[token.i] == DATELINE:
                continue
            if not token.text[:1].isupper() or not self._stands_alone(token.i):
                continue
            given = self._given_above(token.i)
            if given is not None and fold(token.text) in surnames:
                found.append((given, token.i + 1, (self.doc[given].text, token.text)))
            elif fold(token.text) in surnames or self._family_name_first(token.text):
                found.append((token.i, token.i + 1, (POSSESSIVE.sub("", token.text) or token.text,)))
        return found

    def _given_above(self, at: int) -> int | None:
        """The given name at the end of the line before, where a wrapped paragraph breaks a name: "Kwaku | Falk"."""
        if at < 2 or not self.doc[at - 1].is_space or "\n\n" in self.doc[at - 1].text:
            return None
        given = self.doc[at - 2]
        named = given.tag_ in NAME_TAGS and given.text[:1].isupper() and given_lean(given.text)
        return at - 2 if named else None

    def _family_name_first(self, word: str) -> bool:
        """ "Ban" of Ban Ki-moon: a first word that is no given name we know."""
        return any(given_lean(p.name[0]) == 0 for p in self._by_first.get(fold(word), ()))

    def _subject(self, start: int, end: int) -> bool:
        return any(self._clause_word(at).dep_ in {"nsubj", "nsubjpass"} for at in range(start, end))

    def _clause_word(self, at: int) -> Token:
        """The word that stands for the name in its clause: the noun before an apposition, "His wife, Ada, said"."""
        token = self.doc[at]
        return token.head if token.dep_ == "appos" and token.head.tag_ in {"NN", "CD", "DT"} else token

    def _reports(self, start: int, end: int) -> bool:
        """Whether these words are the subject of a verb of saying, with or without a quotation."""
        for at in range(start, end):
            token = self._clause_word(at)
            if token.dep_ == "nsubj":
                return token.head.lemma_.lower() in lexicon.SAYING
        at = start - 1  # `noted NBC’s Dante Chinni`: an inverted clause
        while at > max(0, start - 6) and self.doc[at].tag_ in {"NNP", "NNPS", "POS", "DT", "NN", "JJ", "HYPH"}:
            at -= 1
        verb = self.doc[at] if at >= 0 else None
        return (
            verb is not None
            and verb.tag_ in {"VBD", "VBZ"}
            and verb.lemma_.lower() in lexicon.SAYING
            and not any(child.dep_ == "nsubj" and child.i < at for child in verb.children)
        )

    def _stands_alone(self, at: int) -> bool:
        token = self.doc[at]
        return (
            token.ent_type_ in {"", "PERSON", "ORG", "GPE", "NORP"}
            and (token.ent_iob_ != "I" or token.ent_type_ == "PERSON")
            and token.tag_ in NAME_TAGS | {"NN", "NNS", "JJ", "VB"}
        )

    def _enrol(self, name: Name, lent: bool = False) -> None:
        if len(name) >= 2:
            first, last = fold(name[0]), fold(name[-1])
            for person in self._by_last[last]:
                if len(person.name) >= 2 and same_given_name(first, fold(person.name[0]), person.name, name):
                    if len(name) > len(person.name) and len(name) <= 4:
                        self._rename(person, name)
                    return
            for person in self._by_first[first]:  # "María Fernanda Ortiz" of "María Fernanda Ortiz Salcedo"
                mine, theirs = [tuple(map(fold, n)) for n in (name, person.name)]
                if min(len(mine), len(theirs)) >= 2 and (mine[: len(theirs)] == theirs or theirs[: len(mine)] == mine):
                    if len(name) > len(person.name):
                        self._rename(person, name)
                    self._by_last[last].append(person)
                    return
            person = Person(name, surname_lent=lent)
            self.people.append(person)
            self._by_last[last].append(person)
            self._by_first[first].append(person)
            if len(name) >= 4:  # "Ms. Ortiz" of María Fernanda Ortiz Salcedo
                self._by_last[fold(name[-2])].append(person)
            person.weigh(name_lean(name))
            return
        word = fold(name[0])
        if self._by_last[word] or self._by_first[word] or self._misspelt(word):
            return
        person = Person(name)
        person.weigh(name_lean(name))
        self.people.append(person)
        self._by_last[word].append(person)

    def _know_nickname(self, start: int, end: int, name: Name) -> None:
        """ "Terrell “Tank” Falk", who is "Tank" further down."""
        inside = [t.text for t in self.doc[start:end] if self.owner[t.i] >= 0 and t.is_alpha]
        if len(name) < 2 or len(inside) != 1 or self.owner[start] >= 0:
            return
        person = self.person_named(name, start)
        if person is not None and person not in self._by_first[fold(inside[0])]:
            self._by_first[fold(inside[0])].append(person)

    def _rename(self, person: Person, name: Name) -> None:
        person.name = name
        person.weigh(name_lean(name))

    def _misspelt(self, word: str) -> bool:
        """Take a bare surname that differs in one letter from exactly one person's for a slip of the pen."""
        if len(word) < _SLIP_LENGTH:
            return False
        alike = {
            id(p): p
            for last, people in self._by_last.items()
            if abs(len(last) - len(word)) <= 1 and last[:2] == word[:2] and one_edit(last, word)
            for p in people
            if len(p.name) > 1
        }
        if len(alike) != 1:
            return False
        self._by_last[word].append(next(iter(alike.values())))
        return True

    def courtesy(self, start: int) -> Gender | None:
        """The gender that a title tells which this token is, or which stands right before it: Mr, Mrs, Sir."""
        return self.describer.courtesy(start)

    def person_named(self, name: Name, place: int, gender: Gender | None = None) -> Person | None:
        """Who is meant by these words at this place: full name, surname or given name, the nearest before."""
        if not name:
            return None
        last = fold(name[-1])
        found = self._by_last.get(last, [])
        if len(name) >= 2:
            exact = [
                p for p in found if len(p.name) >= 2 and same_given_name(fold(name[0]), fold(p.name[0]), p.name, name)
            ]
            return exact[0] if exact else None
        if gender:
            found = [p for p in found if p.gender in (gender, None)] or found
        full = [p for p in found if len(p.name) >= 2] or self._by_first.get(last, []) or found
        if len(full) <= 1:
            return full[0] if full else None
        title = self.doc[place - 1].lower_.rstrip(".") if place else ""
        holders = [p for p in full if title in p.roles or p.roles & lexicon.TITLE_ROLES.get(title, set())]
        full = holders or full  # "President Falk", of two Falks
        ranked = sorted(((self._standing(p, place, gender), -number) for number, p in enumerate(full)), reverse=True)
        self.margins[place] = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else math.inf
        return full[-ranked[0][1]]

    def _standing(self, person: Person, place: int, gender: Gender | None = None) -> float:
        """How likely a surname means this one of several people: named before, as a subject, often, lately.

        Who is named in full again and again is not whom the bare surname means; nor is, where the text says "Mr" to
        one of them, or calls one by the given name, that one; and "in his first interview" tells the gender.
        """
        if gender is not None:
            return self._presence(person, place) + (person.gender == gender)
        if self._just_named(person, place):
            return 100.0
        lean = self._owner_lean(place)
        told = 2.0 if person.lean * lean > 1 else -2.0 if person.lean * lean < -1 else 0.0
        return self._presence(person, place) + told - (2.0 if self._otherwise_named(person, place) else 0.0)

    def _just_named(self, person: Person, place: int) -> bool:
        """Whether the last of the name before this place is this person, named in full, in the same paragraph: "gave
        Sam Osei a send-off. “…,” Osei said", which is not the Osei of three paragraphs before."""
        surname, begin = fold(person.name[-1]), max(0, place - _NEAR)
        breaks = [token.i for token in self.doc[begin:place] if "\n" in token.text]
        begin = breaks[-1] if breaks else begin
        near = [o for o in self.occurrences if begin <= o.start and o.end <= place and not o.quoted]
        near = [o for o in near if fold(o.person.name[-1]) == surname]
        if not near or any(o.person is not person for o in near):
            return False
        last = max(near, key=lambda occurrence: occurrence.start)
        return last.reports if person.surname_lent else last.end - last.start > 1

    def _owner_lean(self, place: int) -> float:
        """1 where "his" stands in the same sentence as this name and can be nobody else's, -1 for "her", else 0."""
        sentence = self.doc[place].sent
        named = [o.start for o in self.occurrences if sentence.start <= o.start < sentence.end]
        named += [t.i for t in self.doc[sentence.start : sentence.end] if t.ent_type_ == "PERSON"]
        for token in self.doc[sentence.start : sentence.end]:
            if token.lower_ not in {"his", "her"} or self.owner[token.i] != self.owner[place]:
                continue
            first, last = min(place, token.i), max(place, token.i)
            opens = token.i - sentence.start <= 2 and self._subject(place, place + 1)  # "In his first interview, …"
            alone = opens or not any(first < at < last for at in named)
            if alone and token.dep_ == "poss" and (token.i < place or self._subject(place, place + 1)):
                return 1.0 if token.lower_ == "his" else -1.0
        return 0.0

    def _otherwise_named(self, person: Person, place: int) -> bool:
        """Whether the text below its headline has named this person more than once, and never by the bare surname."""
        said = [o for o in self.occurrences if o.person is person and o.end <= place and not o.quoted]
        mine = [o for o in said if o.start > self.headline]
        return len(mine) > 1 and not any(self._bare(o) for o in mine)

    def _bare(self, occurrence: Occurrence) -> bool:
        """Whether this is the surname alone, without a title of courtesy."""
        name, word = occurrence.person.name, fold(self.doc[occurrence.start].text)
        given = word == fold(name[0]) != fold(name[-1])
        return occurrence.end - occurrence.start == 1 and not given and self.courtesy(occurrence.start) is None

    def _presence(self, person: Person, place: int) -> float:
        mine = [o for o in self.occurrences if o.person is person and o.start < place and not o.quoted]
        lent = 3.0 if person.surname_lent else 0.0
        if not mine:
            return (
                (-1.0 if any(at < place for at in person.places) else -2.0) + min(0.9, 0.1 * len(person.places)) - lent
            )
        full = [o for o in mine if o.end - o.start > 1]
        counted = [o for o in mine if full[:1] == [o] or self._bare(o)]
        return (
            sum(2.0 if o.reports else 1.0 if o.subject else 0.4 for o in counted)
            + 2.0 * (1 - (place - max(o.start for o in mine)) / 2000)
            - lent
        )

    def bearers(self, word: str) -> int:
        """How many people with a full name have this surname of their own."""
        return sum(len(p.name) > 1 and not p.surname_lent for p in self._by_last.get(fold(word), ()))

    def add(self, start: int, end: int) -> Person | None:
        """Enrol a name that only its place as the subject of a cue has shown; a surname brings its full form."""
        name = name_in(self.doc, start, end)
        if not name:
            return None
        if len(name) == 1:
            full = self.finder.full_form(name[0], start)
            if full is not None:
                begin, stop, words = full
                self._enrol(words)
                person = self.person_named(words, begin)
                if person is not None and stop - 1 not in person.places:
                    person.places.append(stop - 1)
                    self.describer.learn(person, begin, stop)
                    self.occurrences.append(
                        Occurrence(begin, stop, person, self.owner[begin] >= 0, self._subject(begin, stop))
                    )
        self._enrol(name)
        person = self.person_named(name, start, self.courtesy(start))
        if person is not None:
            person.places.append(end - 1)
            self.describer.learn(person, start, end)
            self.occurrences.append(Occurrence(start, end, person, False, True, True))
            self.occurrences.sort(key=lambda o: o.start)
        return person

    def before(self, place: int) -> list[Occurrence]:
        """Mentions by name before this token, the nearest first."""
        return [o for o in reversed(self.occurrences) if o.end <= place]

    def at(self, place: int) -> Person | None:
        """The person whose name covers this token."""
        return next((o.person for o in self.occurrences if o.start <= place < o.end), None)


def one_edit(one: str, other: str) -> bool:
    """Whether one inserted, left out, replaced or swapped letter makes one word the other.

    >>> one_edit("branigan", "brannigan"), one_edit("falk", "falk"), one_edit("osei", "sosa")
    (True, False, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped
