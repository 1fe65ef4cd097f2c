"""The people of one document: every form of a name gathered under the fullest one, with gender and places.

Named entities alone are not enough: off its training domain the recogniser misses one name in six (GUM test), so
runs of capitalised words beside a title, a given name or a verb of saying count as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc

from quotes.extraction import lexicon
from quotes.extraction.mentions import NAME_TAGS, person_words
from quotes.extraction.names import POSSESSIVE, Gender, fold, given_gender, name_in, noun_gender, same_given_name
from quotes.extraction.turns import NOT_SPEAKERS

NAME_WORD = re.compile(r"(?:[A-Z]\.)+|[A-ZÀ-ÖØ-Þ][\w’'\-]*")
NOT_GIVEN = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december picture photo by united states kingdom new north south east west
    street road
    """.split()
)


@dataclass(slots=True, eq=False)
class Person:
    """One person of the document; ``name`` is the fullest form, ``places`` the head tokens of the mentions by name."""

    name: tuple[str, ...]
    gender: Gender | None = None
    places: list[int] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    evidence: int = 0  # of the gender: 1 a given name, 2 a noun ("widow"), 3 a courtesy title

    @property
    def full_name(self) -> str:
        """The fullest form, without titles."""
        return " ".join(self.name)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A person named in the text: tokens ``start``…``end`` without titles; ``subject`` of its clause or not."""

    start: int
    end: int
    person: Person
    quoted: bool
    subject: bool
    reports: bool = False  # subject of a verb of saying


class Cast:
    """All people named in a document, and who a name means at a place."""

    def __init__(self, doc: Doc, owner: list[int]) -> None:
        self.doc = doc
        self.owner = owner
        # asked for once: spaCy makes the entities of a document or span anew at each call
        self.entities = [ent for ent in doc.ents if ent.label_ == "PERSON"]
        self.people: list[Person] = []
        self.occurrences: list[Occurrence] = []
        self._by_last: dict[str, list[Person]] = defaultdict(list)
        self._by_first: dict[str, list[Person]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for token in doc:
            if token.text[:1].isupper():
                self._by_word[fold(token.text)].append(token.i)
        self._collect()

    def _collect(self) -> None:
        spans = self._name_spans()
        named = [(start, end, name_in(self.doc, start, end)) for start, end in spans]
        named = [(start, end, name) for start, end, name in named if name and not self._common_noun(start, name)]
        for index, (start, end, name) in enumerate(named):
            if len(name) == 1:
                full = self._full_form(name[0], start)
                if full is not None and full[0] + 1 == start:  # "Otar" missed by the recogniser, "Beradze" not
                    named[index] = (full[0], end, full[1])
                elif full is not None:
                    named.append((full[0], full[0] + full[2], full[1]))
        named = [
            n
            for i, n in enumerate(named)
            if not any(
                m is not n and m[0] <= n[0] and n[1] <= m[1] and (m[1] - m[0] > n[1] - n[0] or j < i)
                for j, m in enumerate(named)
            )
        ]
        for start, _end, name in sorted(named, key=lambda item: (-min(len(item[2]), 2), item[0])):
            self._enrol(name, start)
        surnames = set(self._by_last)
        covered = {at for start, end, _ in named for at in range(start, end)}
        for surname in [word for word in surnames if "-" in word]:
            for at in self._by_word.get(surname.rsplit("-", 1)[1], ()):
                begin = at - 2 * surname.count("-")
                if begin >= 0 and at not in covered and fold(self.doc[begin : at + 1].text) == surname:
                    named.append((begin, at + 1, (self.doc[begin : at + 1].text,)))
                    covered.update(range(begin, at + 1))
        for token in self.doc:
            if (
                token.i not in covered
                and token.text[:1].isupper()
                and fold(token.text) in surnames
                and self._stands_alone(token.i)
            ):
                named.append((token.i, token.i + 1, (POSSESSIVE.sub("", token.text) or token.text,)))
        for start, end, name in sorted(named):
            person = self.person_named(name, start, self.courtesy(start))
            if person is None:
                continue
            head = end - 1
            token = self.doc[head]
            subject = token.dep_ in {"nsubj", "nsubjpass"} or any(
                self.doc[i].dep_ in {"nsubj", "nsubjpass"} for i in range(start, end)
            )
            person.places.append(head)
            self._learn(person, start, end)
            self.occurrences.append(
                Occurrence(start, end, person, self.owner[start] >= 0, subject, self._reports(start, end))
            )

    def _common_noun(self, start: int, name: tuple[str, ...]) -> bool:
        """ "Gamekeeper" at the head of a headline is nobody's name."""
        return (
            len(name) == 1
            and name[0].lower() in lexicon.PERSON_NOUNS | lexicon.GROUPS
            and (start == 0 or not self.doc[start - 1].is_alpha)
        )

    def _reports(self, start: int, end: int) -> bool:
        """Whether these words are the subject of a verb of saying, with or without a quotation."""
        for at in range(start, end):
            token = self.doc[at]
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
            and token.tag_ in NAME_TAGS | {"NN", "JJ", "VB"}
        )

    def _name_spans(self) -> list[tuple[int, int]]:
        doc = self.doc
        spans: list[tuple[int, int]] = []
        taken: set[int] = set()
        for ent in self.entities:
            start, end = ent.start, ent.end
            while end - start > 1 and self._no_name_word(start):
                start += 1  # "Said | Ellis", "Meanwhile | Trump"
            while end - start > 1 and doc[end - 1].text in {"’s", "'s", "’", "'"}:
                end -= 1
            while end < len(doc) and self._surname_follows(end):
                end += 1
            while end + 1 < len(doc) and self._hyphenated(end + 1) and doc[end + 1].is_alpha:
                end += 2
            while start >= 2 and self._hyphenated(start) and doc[start - 2].text[:1].isupper():
                start -= 2
            start = self._before_nickname(start)
            if any(c.isalpha() for c in doc[start].text) and "\n" not in doc[start:end].text:
                spans.append((start, end))
                taken.update(range(start, end))
        at = 0
        while at < len(doc):
            honoured = (
                at > 0 and doc[at - 1].lower_.rstrip(".") in lexicon.HONORIFICS and doc[at - 1].text[:1].isupper()
            )
            if at in taken or not (self._capital(at) or (honoured and NAME_WORD.fullmatch(doc[at].text))):
                at += 1
                continue
            end = at + 1
            while (
                end < len(doc)
                and end not in taken
                and (self._capital(end) or self._joins(end) or self._hyphenated(end) or self._hyphenated(end + 1))
            ):
                end += 1
            begin = at
            for place in range(at, end - 1):  # "Supreme Court Justice | Frank Nervo"
                if doc[place].lower_.rstrip(".") in lexicon.TITLES | lexicon.PERSON_NOUNS:
                    begin = place + 1
            if self._is_person_run(begin, end, begin > at):
                spans.append((begin, end))
                taken.update(range(begin, end))
            at = end
        return spans

    def _before_nickname(self, start: int) -> int:
        """Where the name begins of which a nickname between marks is the middle: Robert “Bobby” | Falk."""
        doc = self.doc
        if start < 4 or not doc[start - 1].is_quote or self.owner[start - 1] < 0 or self.owner[start] >= 0:
            return start
        at = start - 1
        while at > 0 and start - at < 6 and self.owner[at - 1] == self.owner[start - 1]:
            at -= 1
        given = doc[at - 1]
        if at == 0 or self.owner[at - 1] >= 0:
            return start
        return at - 1 if given.tag_ in NAME_TAGS and given.text[:1].isupper() else start

    def _no_name_word(self, at: int) -> bool:
        token = self.doc[at]
        lemma = token.lemma_.lower()
        return (
            token.is_stop or lemma in lexicon.SAYING or lemma in {"meanwhile", "however", "hold", "watch", "read"}
        ) and (at == 0 or not self.doc[at - 1].is_alpha)

    def _surname_follows(self, at: int) -> bool:
        """The recogniser stopped early: "Andrii | Sybiha"."""
        token, before = self.doc[at], self.doc[at - 1]
        return (
            token.tag_ == "NNP"
            and token.ent_type_ == ""
            and token.text[:1].isupper()
            and token.text[1:].islower()
            and fold(before.text) in lexicon.MALE_NAMES | lexicon.FEMALE_NAMES
            and token.i not in self._sentence_starts()
        )

    def _sentence_starts(self) -> set[int]:
        return set()

    def _capital(self, at: int) -> bool:
        token = self.doc[at]
        return (
            token.text[:1].isupper()
            and (
                token.tag_ in NAME_TAGS
                or (token.is_upper and len(token) > 2 and token.tag_ in {"NN", "NNS", "JJ", "VB"})
            )
            and token.is_alpha | ("-" in token.text) | ("." in token.text) | ("’" in token.text) | ("'" in token.text)
            and token.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT", "NORP"}
        )

    def _joins(self, at: int) -> bool:
        token = self.doc[at]
        following = self.doc[at + 1] if at + 1 < len(self.doc) else None
        if following is None or not self._capital(at + 1):
            return False
        return token.lower_.rstrip(".") in lexicon.PARTICLES or (token.text == "-" and not token.whitespace_)

    def _hyphenated(self, at: int) -> bool:
        """The second half of "Ki-moon"."""
        return (
            at >= 2
            and self.doc[at - 1].text == "-"
            and not self.doc[at - 1].whitespace_
            and not self.doc[at - 2].whitespace_
        )

    def _is_person_run(self, start: int, end: int, titled: bool) -> bool:
        """Two to four capitalised words that a title, a given name, an age, or a verb of saying makes a person."""
        doc = self.doc
        words = [doc[i] for i in range(start, end)]
        if len(words) > 5 or any(w.lower_ in lexicon.GROUPS | lexicon.NEWS_NAMES | lexicon.DOCUMENTS for w in words):
            return False
        labels = {w.ent_type_ for w in words}
        before = doc[start - 1] if start else None
        after = doc[end] if end < len(doc) else None
        given = fold(words[0].text) in lexicon.MALE_NAMES | lexicon.FEMALE_NAMES
        if len(words) >= 2 and given and not labels & {"GPE"}:
            return True
        honoured = (
            before is not None
            and before.lower_.rstrip(".") in lexicon.HONORIFICS
            and (before.text[:1].isupper() or len(words) > 1)
        )
        if (titled or honoured) and not labels & {"GPE", "LOC", "FAC"}:
            return True
        if len(words) < 2:
            return False
        if all(w.is_upper or w.lower_ in lexicon.PARTICLES or w.text == "-" for w in words) and after is not None:
            # "RASHIDA KATEB, leader of …": capitals that news blogs give to names
            opening = before is None or not before.is_alpha
            if (
                opening
                and " ".join(w.text for w in words) not in NOT_SPEAKERS
                and (after.text in {",", ":"} or after.pos_ in {"VERB", "AUX"})
            ):
                return True
        if before is not None and before.lower_ in person_words() and not labels & {"GPE", "LOC"}:
            return True
        if after is not None and after.text == "," and self._described(end + 1):
            return True
        return bool(
            after is not None
            and after.lemma_.lower() in lexicon.SAYING
            and after.tag_.startswith("VB")
            and not labels & {"ORG", "GPE"}
        )

    def _described(self, at: int) -> bool:
        """After the comma: an age, a relative clause with "who", or an apposition with a noun for people."""
        doc = self.doc
        if at >= len(doc):
            return False
        if doc[at].lower_ == "who" or re.fullmatch(r"[1-9]\d", doc[at].text):
            return True
        for i in range(at, min(at + 9, len(doc))):
            if doc[i].text in {",", ".", ";", ":"} or doc[i].pos_ in {"VERB", "AUX"} or doc[i].is_space:
                return False
            if doc[i].tag_ in {"NN", "NNP"} and doc[i].lower_ in lexicon.PERSON_NOUNS:
                return True
        return False

    def _enrol(self, name: tuple[str, ...], place: int) -> None:
        if len(name) >= 2:
            first, last = fold(name[0]), fold(name[-1])
            for person in self._by_last[last]:
                if len(person.name) >= 2 and same_given_name(first, fold(person.name[0]), person.name, name):
                    if len(name) > len(person.name) and len(name) <= 4:
                        person.name = name
                    return
            person = Person(name)
            self.people.append(person)
            self._by_last[last].append(person)
            self._by_first[first].append(person)
            person.gender = given_gender(name[0])
            person.evidence = int(person.gender is not None)
            return
        word = fold(name[0])
        if self._by_last[word] or self._by_first[word]:
            return
        person = Person(name)
        self.people.append(person)
        self._by_last[word].append(person)

    def courtesy(self, start: int) -> Gender | None:
        """The gender that a title tells which this token is, or which stands right before it: Mr, Mrs, Sir."""
        for at in (start, start - 1):
            title = self.doc[at].lower_.rstrip(".") if at >= 0 else ""
            if title in lexicon.COURTESY_MALE:
                return "male"
            if title in lexicon.COURTESY_FEMALE:
                return "female"
        return None

    def _learn(self, person: Person, start: int, end: int) -> None:
        """Gender and roles from the words beside a mention: "spokeswoman Ada Osei", "Ada Osei, the mayor"."""
        gender = self.courtesy(start)
        evidence = 3 if gender else 2
        doc = self.doc
        for at in range(max(0, start - 5), start):
            word = doc[at].lower_
            if word in person_words() and all(
                doc[i].tag_.startswith(("NN", "JJ", "HYPH")) or doc[i].text == "-" for i in range(at, start)
            ):
                person.roles.add(doc[at].lemma_.lower())
                gender = gender or noun_gender(word)
        if start >= 3 and doc[start - 2].lower_ == "of" and doc[start - 3].lower_ in person_words():
            person.roles.add(doc[start - 3 : start].text.lower())  # "Secretary of State Antony Blinken"
        if end + 1 < len(doc) and doc[end].text == ",":
            for at in range(end + 1, min(end + 9, len(doc))):
                token = doc[at]
                if not token.tag_.startswith(("DT", "JJ", "NN", "POS", "CD", "HYPH", "PRP$")) and token.text != "-":
                    break
                if token.lower_ in person_words() and token.tag_ == "NN":
                    person.roles.add(token.lemma_.lower())
                    gender = gender or noun_gender(token.lower_)
                    if doc[at + 1].lower_ in {"of", "for", "at", "who"} if at + 1 < len(doc) else False:
                        break
        if gender and evidence > person.evidence:
            person.gender, person.evidence = gender, evidence

    def enrol(self, name: tuple[str, ...], place: int) -> None:
        """Take in a name that stands nowhere as it is: the first of "Hector and Mariam Lindqvist"."""
        self._enrol(name, place)

    def person_named(self, name: tuple[str, ...], place: int, gender: Gender | None = None) -> Person | None:
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
        full = [p for p in found if len(p.name) >= 2] or found or self._by_first.get(last, [])
        if len(full) <= 1:
            return full[0] if full else None
        return max(full, key=lambda p: self._standing(p, place))

    def _standing(self, person: Person, place: int) -> float:
        """How likely a bare surname means this one of several people: named before, as a subject, often, lately."""
        mine = [o for o in self.occurrences if o.person is person and o.start < place and not o.quoted]
        if not mine:
            return -1.0 if any(at < place for at in person.places) else -2.0
        return sum(2.0 if o.reports else 1.0 if o.subject else 0.4 for o in mine) + 2.0 * (
            1 - (place - mine[-1].start) / 2000
        )

    def add(self, start: int, end: int) -> Person | None:
        """Enrol a name that only its place as the subject of a cue has shown; a surname brings its full form."""
        name = name_in(self.doc, start, end)
        if not name:
            return None
        if len(name) == 1:
            full = self._full_form(name[0], start)
            if full is not None:
                place, words, length = full
                self._enrol(words, place)
                person = self.person_named(words, place)
                if person is not None and place + length - 1 not in person.places:
                    person.places.append(place + length - 1)
                    self._learn(person, place, place + length)
                    subject = any(t.dep_ == "nsubj" for t in self.doc[place : place + length])
                    self.occurrences.append(Occurrence(place, place + length, person, self.owner[place] >= 0, subject))
        self._enrol(name, start)
        person = self.person_named(name, start, self.courtesy(start))
        if person is not None:
            person.places.append(end - 1)
            self._learn(person, start, end)
            self.occurrences.append(Occurrence(start, end, person, False, True, True))
            self.occurrences.sort(key=lambda o: o.start)
        return person

    def before(self, place: int) -> list[Occurrence]:
        """Mentions by name before this token, the nearest first."""
        return [o for o in reversed(self.occurrences) if o.end <= place]

    def _full_form(self, surname: str, place: int) -> tuple[int, tuple[str, ...], int] | None:
        """A run of capitalised words that ends with this surname: the nearest before, else the first after.

        Gives its first token, its name words and its length in tokens.
        """
        doc = self.doc
        parts = surname.replace("-", " - ").split()
        wanted = fold(parts[-1])
        best: tuple[int, tuple[str, ...], int] | None = None
        for token in self._by_word.get(wanted, ()):
            begin = token - len(parts) + 1
            if begin < 0 or fold(doc[begin : token + 1].text) != fold(surname):
                continue
            while begin > 0 and token - begin < 5 and self._given_name_before(begin):
                begin -= 1
            words = name_in(doc, begin, token + 1)
            if len(words) > 1:
                if token > place and best is not None:
                    break
                best = (begin, words, token + 1 - begin)
        return best

    def _given_name_before(self, at: int) -> bool:
        before = self.doc[at - 1]
        if not before.whitespace_:
            return (
                before.text == "-"
                and at >= 2
                and self.doc[at - 2].text[:1].isupper()
                and not self.doc[at - 2].whitespace_
            )
        lower = before.lower_.rstrip(".")
        return (
            bool(NAME_WORD.fullmatch(before.text) or lower in lexicon.PARTICLES)
            and before.pos_ not in {"ADP", "DET", "PRON", "SCONJ", "CCONJ", "AUX"}
            and before.ent_type_ not in {"DATE", "TIME", "NORP"}
            and lower not in lexicon.TITLES | lexicon.PERSON_NOUNS | lexicon.SAYING | NOT_GIVEN
            and before.lemma_.lower() not in lexicon.SAYING
            and not before.is_stop
        )
