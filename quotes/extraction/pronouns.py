"""Whom "he" and "she" mean: a small ranker over the people named around the pronoun.

Every person named nearby, and nobody, is a candidate; each has a vector of features (distance, grammar, order, gender,
who was speaking, whom the pronoun before meant), and a softmax over the sums of a small network
(:mod:`quotes.extraction.pronoun_weights`) gives a probability each. The answer's probability is its certainty, so that
what the text leaves open can be left open.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy
from spacy.tokens import Doc, Token

from quotes.extraction import lexicon
from quotes.extraction.cast import Cast
from quotes.extraction.coreference import CoreferenceResolver
from quotes.extraction.descriptions import Descriptions
from quotes.extraction.heroes import hero
from quotes.extraction.kin import relative, whose
from quotes.extraction.layout import PageLayout
from quotes.extraction.mentions import Mention, mention_at, person_words
from quotes.extraction.names import LISTED_LEAN, name_lean, noun_gender
from quotes.extraction.people import Occurrence, Person
from quotes.extraction.pronoun_weights import BASE, FEATURES, INDEX, PronounWeights, Vector, shipped_weights

MALE_PRONOUNS = frozenset(["he", "him", "his", "himself"])
FEMALE_PRONOUNS = frozenset(["she", "her", "hers", "herself"])
_SUBJECTS = {"nsubj", "nsubjpass"}
_FAR = 400  # tokens between two pronouns of which the earlier still leads to whom both mean
# tokens after the pronoun in which a name is somebody else's: "he told Osei"
_BESIDE = 6
# people further back than this many others are no candidates
_CANDIDATES = 10
# a title or a noun ("Mr", "widow") leaves no doubt of the gender
_CERTAIN_LEAN = 3.8
# an answer this sure tells the gender of somebody whose name does not
_TELLS_GENDER = 0.75
# "the Basque" as a subject: how sure it must be whom that means
_SURE_COMPATRIOT = 0.7
_ONE_TAGS = frozenset(["NN", "NNP", "JJ"])
# what is added for the dead of an obituary where a paragraph has named nobody yet, and for whose kin is named so
_HERO, _OWN_KIN = 4.0, 4.0
# and for whom the paragraph introduces
_NEW = 3.0
# what coreferee's word adds to a sum, and how close the two best must be for it to be asked
_VOTE, _OPEN_BELOW = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun means (None: nobody whom the text names), with its probability."""

    person: Person | None
    probability: float


def gender_sign(pronoun: str) -> int:
    """1 for "he" in all forms, -1 for "she", 0 for other words."""
    return 1 if pronoun in MALE_PRONOUNS else -1 if pronoun in FEMALE_PRONOUNS else 0


def lean_of(person: Person) -> float:
    """The evidence of gender, where a given name and the nouns around it may disagree: "Hope Hicks, a spokesman"."""
    named = name_lean(person.name) if len(person.name) > 1 else 0.0
    if abs(named) >= LISTED_LEAN and named * person.lean < 0:
        return (named + person.lean) / 2
    return person.lean


class PronounResolver:
    """Resolves the pronouns outside quotations of one document, in text order, as far as it is asked."""

    def __init__(
        self,
        layout: PageLayout,
        cast: Cast,
        coreference: CoreferenceResolver | None = None,
        weights: PronounWeights | None = None,
    ) -> None:
        self.layout = layout
        self.doc: Doc = layout.doc
        self.cast = cast
        self.coreference = coreference
        self.weights = shipped_weights() if weights is None else weights
        self.known: dict[int, Antecedent] = {}
        # teachers set this: token of a pronoun → the person that it means in truth
        self.truth: dict[int, Person | None] | None = None
        self._sentence = self._sentences()
        # how many tokens of the reporter's stand before each
        self.outside = list(itertools.accumulate((owner < 0 for owner in layout.owner), initial=0))
        self._spoken: list[tuple[int, Person]] = []
        self._main: dict[int, bool] = {}
        self.described = self._described()
        self.hero = hero(layout, cast)
        self.pronouns = [
            token.i for token in self.doc if gender_sign(token.lower_) and layout.owner[token.i] < 0 and token.is_alpha
        ]

    def _sentences(self) -> list[int]:
        """For each token the number of sentence ends and paragraph breaks before it, quotations passed over."""
        numbers, number = [], 0
        paragraph = -1
        for token in self.doc:
            here = self.layout.paragraph_of[token.i]
            if here >= 0 and here != paragraph:
                number, paragraph = number + 1, here
            numbers.append(number)
            if token.text in {".", "?", "!"} and self.layout.owner[token.i] < 0:
                number += 1
        return numbers

    def _described(self) -> list[Occurrence]:
        """People whom a description is the subject for: "The mayor rejected this … he said"."""
        descriptions = Descriptions(self.layout, self.cast)
        found = []
        for token in self.doc:
            if token.dep_ not in _SUBJECTS or self.layout.owner[token.i] >= 0 or self.cast.at(token.i) is not None:
                continue
            if token.tag_ not in _ONE_TAGS or not (token.text[:1].isupper() or token.lower_ in person_words()):
                continue
            mention = mention_at(self.doc, token.i, self.layout.owner)
            person = self._behind(token, mention, descriptions)
            if person is not None:
                says = token.head.lemma_.lower() in lexicon.SAYING
                found.append(Occurrence(mention.start, mention.end, person, False, True, says))
        return found

    def _behind(self, token: Token, mention: Mention, descriptions: Descriptions) -> Person | None:
        """The person whom a subject without a name surely means: "the Basque", "his wife", "the mayor"."""
        if descriptions.compatriot(mention):
            fellow = descriptions.epithet(mention)
            if fellow is not None and fellow.certainty >= _SURE_COMPATRIOT:
                return fellow.person
        if token.tag_ == "JJ" or token.lower_ not in person_words():
            return None
        kin = relative(self.layout, self.cast, mention)
        if kin is not None:
            return kin
        asked = any(child.lower_ in {"whether", "if"} for child in token.head.children)
        if self.doc[mention.start].lower_ != "the" or asked:
            return None  # "Asked whether the driver had spoken to him, he replied"
        meant = descriptions.elder(mention) or descriptions.role(mention)
        named = meant is not None and meant.certainty >= 0.9 and meant.person.places[:1] < [token.i]
        return meant.person if meant is not None and named else None

    def spoke(self, place: int, person: Person) -> None:
        """Tell that the mention at this token is this person's, who is quoted there."""
        self._spoken.append((place, person))

    def antecedent(self, token: Token) -> Antecedent:
        """Whom this pronoun means; the pronouns before it are resolved first."""
        for at in self.pronouns:
            if at > token.i:
                break
            if at not in self.known:
                self.known[at] = self._resolve(self.doc[at], asked=at == token.i)
        if token.i not in self.known:  # one inside a quotation
            self.known[token.i] = self._resolve(token, asked=True)
        return self.known[token.i]

    def _resolve(self, token: Token, asked: bool) -> Antecedent:
        people, matrix = self.candidates(token)
        sums = self.weights.sums(matrix)
        for known, more in self._told(token):
            if known in people:
                sums[people.index(known)] += more
        chances = _softmax(sums)
        if asked and self.coreference is not None and people and chances.max() < _OPEN_BELOW:
            for span in self.coreference.antecedents(self.doc, token):
                named = next((p for p in (self.cast.at(t.i) for t in span) if p is not None), None)
                if named is not None and named in people:
                    sums[people.index(named)] += _VOTE
                    chances = _softmax(sums)
                    break
        best = int(chances.argmax())
        person = people[best] if best < len(people) else None
        chance = float(chances[best])
        if person is not None and person.gender is None and chance >= _TELLS_GENDER:
            person.weigh(1.6 * gender_sign(token.lower_))
        return Antecedent(person, chance)

    def _told(self, token: Token) -> Iterator[tuple[Person, float]]:
        """What families and obituaries tell of a pronoun beyond what was learned from other news."""
        owner = whose(self.cast, token)
        if owner is not None:
            yield owner, _OWN_KIN
        here = self.layout.paragraph_of[token.i]
        new = self._introduced(token, here)
        if new is not None:
            yield new, _NEW
        if self.hero is None or here < 0 or token.head.lemma_.lower() in lexicon.SAYING:
            return
        begin = self.layout.paragraphs[here].start
        names = any(begin <= o.start < token.i and not o.quoted for o in self.cast.occurrences)
        if not names and self.hero.lean * gender_sign(token.lower_) > 0:
            yield self.hero, _HERO

    def _introduced(self, token: Token, here: int) -> Person | None:
        """Who speaks in a paragraph that names one person, for the first time: "Seven fell to Ada Osei, a novice. “…,”
        she said"; nobody where a subject of another name, or no quotation, stands between."""
        if here < 0 or token.head.lemma_.lower() not in lexicon.SAYING:
            return None
        begin = self.layout.paragraphs[here].start
        named = {o.person for o in self.cast.occurrences if begin <= o.start < token.i and not o.quoted}
        if len(named) != 1:
            return None
        person = named.pop()
        first = [o for o in self.cast.occurrences if o.person is person][:1]
        fits = lean_of(person) * gender_sign(token.lower_) > -1
        whole = first[0].end - first[0].start > 1 or self.doc[first[0].start - 1].lower_ == "as" if first else False
        new = whole and first[0].start >= begin  # also "who identified himself as Ada"
        pronouns = any(begin <= at < token.i and self.doc[at].dep_ in _SUBJECTS for at in self.pronouns)
        quoted = any(begin <= q.start < token.i for q in self.layout.paragraphs[here].quotes)
        return person if new and fits and quoted and not pronouns else None

    def is_main(self, occurrence: Occurrence) -> bool:
        """Whether somebody named here is the subject of a main clause."""
        known = self._main.get(occurrence.start)
        if known is None:
            known = occurrence.subject and any(
                self.main_clause(self.doc[at]) for at in range(occurrence.start, occurrence.end)
            )
            self._main[occurrence.start] = known
        return known

    def main_clause(self, token: Token) -> bool:
        """Whether this is the subject of a clause that hangs from no other."""
        if token.dep_ == "appos":
            token = token.head
        if token.dep_ not in _SUBJECTS:
            return False
        verb = token.head
        while verb.dep_ in {"conj", "parataxis"} and verb.head.i != verb.i:
            verb = verb.head
        return verb.dep_ == "ROOT"

    def _meant(self, at: int) -> Person | None:
        if self.truth is not None:
            return self.truth.get(at)
        found = self.known.get(at)
        return found.person if found is not None else None

    # -- features -------------------------------------------------------------------------------------------------

    def candidates(self, token: Token) -> tuple[list[Person], Vector]:
        """The people whom the pronoun may mean, and a row of features for each and, last, for nobody."""
        place = _Place(self, token)
        people = place.people
        matrix = numpy.zeros((len(people) + 1, len(FEATURES)))
        for row, person in enumerate(people):
            for name, value in place.features(person).items():
                matrix[row, INDEX[name]] = value
        for name, value in place.nobody().items():
            matrix[-1, INDEX[name]] = value
        if place.says:
            matrix[:, len(BASE) :] = matrix[:, : len(BASE)]
        return people, matrix


class _Place:
    """One pronoun and what stands before it."""

    def __init__(self, resolver: PronounResolver, token: Token) -> None:
        self.r = resolver
        self.token = token
        self.sign = gender_sign(token.lower_)
        layout, cast = resolver.layout, resolver.cast
        self.paragraph = layout.paragraph_of[token.i]
        self.sentence = resolver._sentence[token.i]
        described = [o for o in resolver.described if o.end <= token.i]
        self.before = sorted([*cast.before(token.i), *described], key=lambda o: -o.start)
        self.mine: dict[Person, list[Occurrence]] = {}
        for occurrence in self.before:
            if lean_of(occurrence.person) * self.sign <= -_CERTAIN_LEAN:
                continue  # Mr Falk is never "she"
            if occurrence.person not in self.mine and len(self.mine) == _CANDIDATES:
                continue
            self.mine.setdefault(occurrence.person, []).append(occurrence)
        self.after: dict[Person, Occurrence] = {}
        self.named_after: set[Person] = set()
        for occurrence in cast.occurrences:
            same = resolver._sentence[occurrence.start] == self.sentence
            if same and token.i < occurrence.start <= token.i + _BESIDE and layout.owner[occurrence.start] < 0:
                self.named_after.add(occurrence.person)
            same = same and lean_of(occurrence.person) * self.sign > -_CERTAIN_LEAN
            if occurrence.start > token.i and same and layout.owner[occurrence.start] < 0:
                self.after.setdefault(occurrence.person, occurrence)
        # those named in the reporter's words first, the nearest first
        ordered = sorted(self.mine, key=lambda p: (self._nearest(p).quoted, -self._nearest(p).start))
        self.people = list(dict.fromkeys([*ordered, *self.after]))
        self.says = token.dep_ in _SUBJECTS and token.head.lemma_.lower() in lexicon.SAYING | lexicon.JUDGING
        self.agreeing = [p for p in self.people if lean_of(p) * self.sign > -1]
        self.near = [p for p in self.agreeing if p in self.mine and self._paragraphs(self._nearest(p).start) <= 1]
        self.reporter = self._last(reports=True)
        self.subject = self._last(reports=False)
        self.chain = self._chain()
        self.main = self._last_main()
        self.own_words = self._own_words()
        self.own_names_nobody = not any(layout.paragraph_of[o.start] == self.paragraph for o in self.before)

    def _nearest(self, person: Person) -> Occurrence:
        """The person's last mention outside quotations before the pronoun, or the last at all."""
        mine = self.mine[person]
        return next((o for o in mine if not o.quoted), mine[0])

    def _paragraphs(self, at: int) -> int:
        return self.paragraph - self.r.layout.paragraph_of[at]

    def _last(self, reports: bool) -> tuple[Person, int] | None:
        """Who was last the subject (of a verb of saying), by name or by a pronoun resolved before."""
        best: tuple[Person, int] | None = None
        for occurrence in self.before:
            if (occurrence.reports if reports else occurrence.subject) and not occurrence.quoted:
                best = (occurrence.person, occurrence.start)
                break
        if reports:
            for at, person in reversed(self.r._spoken):
                if at < self.token.i:
                    best = (person, at) if best is None or at > best[1] else best
                    break
        for at in self._pronouns_since(best):
            token = self.r.doc[at]
            if token.dep_ in _SUBJECTS and (not reports or token.head.lemma_.lower() in lexicon.SAYING):
                meant = self.r._meant(at)
                if meant is not None:
                    return (meant, at)
        return best

    def _pronouns_since(self, best: tuple[Person, int] | None) -> Iterator[int]:
        """The pronouns before this one, the nearest first, back to the place of the best so far, or some way."""
        for at in reversed(self.r.pronouns):
            if at >= self.token.i:
                continue
            if best is not None and at < best[1] or self.token.i - at > _FAR:
                return
            yield at

    def _chain(self) -> tuple[Person, int, bool] | None:
        """Whom the pronoun of the same gender before this one meant, where it stands, and whether as a subject."""
        for at in reversed(self.r.pronouns):
            if at < self.token.i and gender_sign(self.r.doc[at].lower_) == self.sign:
                person = self.r._meant(at)
                return (person, at, self.r.doc[at].dep_ in _SUBJECTS) if person is not None else None
        return None

    def _last_main(self) -> tuple[Person, int] | None:
        """Who was last the subject of a main clause, by name or by a pronoun resolved before."""
        best: tuple[Person, int] | None = None
        for occurrence in self.before:
            if not occurrence.quoted and self.r.is_main(occurrence):
                best = (occurrence.person, occurrence.start)
                break
        for at in self._pronouns_since(best):
            if self.r.main_clause(self.r.doc[at]):
                meant = self.r._meant(at)
                if meant is not None:
                    return (meant, at)
        return best

    def _own_words(self) -> set[Person]:
        """The people named in the quotation that the pronoun's clause reports."""
        layout = self.r.layout
        if not self.says or self.paragraph < 0:
            return set()
        paragraph = layout.paragraphs[self.paragraph]
        quotes = [q for q in paragraph.quotes if -3 <= self.token.i - q.end <= 3 or 0 <= q.start - self.token.i <= 8]
        return {o.person for o in self.r.cast.occurrences for q in quotes if q.start <= o.start < q.end}

    def features(self, person: Person) -> dict[str, float]:
        """The features of one candidate that are not zero."""
        f: dict[str, float] = {}
        lean = lean_of(person) * self.sign
        f["gender_agrees"] = min(max(lean, 0.0), 4.0) / 4
        f["gender_conflicts"] = min(max(-lean, 0.0), 4.0) / 4
        f["gender_unknown"] = float(abs(lean) < 0.5)
        f["no_person"] = float(len(person.name) == 1 and abs(lean) < 2 and not person.roles)
        if person not in self.mine:
            f["after_in_sentence"] = 1.0
            return f
        self._distance(f, person)
        self._grammar(f, person)
        self._standing(f, person)
        self._together(f, person)
        return f

    def _together(self, f: dict[str, float], person: Person) -> None:
        """What counts only where it comes together."""
        paragraphs = self._paragraphs(self._nearest(person).start)
        near = f.get("same_sentence", 0.0) or f.get("sentence_1", 0.0)
        f["subject_here"] = float(bool(f["subject"] and paragraphs == 0 and near))
        alone = self.own_names_nobody
        f["subject_before"] = float(bool(alone and paragraphs == 1 and f["last_subject"]))
        f["reporter_goes_on"] = float(bool(alone and f.get("last_reporter_near")))
        f["chain_goes_on"] = float(bool(f.get("chain_near") and f.get("chain_subject") and f["last_subject"]))
        here = [p for p in self.agreeing if p in self.mine and self._paragraphs(self._nearest(p).start) == 0]
        f["only_here"] = float(here == [person])
        nearest = self._nearest(person)
        f["main_subject"] = float(self.r.is_main(nearest))
        if self.main and self.main[0] is person:
            f["last_main"] = 1.0
            f["last_main_here"] = float(self._paragraphs(self.main[1]) == 0)
            f["last_main_before"] = float(self._paragraphs(self.main[1]) == 1)
            f["reporter_is_main"] = float(self.reporter is not None and self.reporter[0] is person)
        if self.reporter and self.reporter[0] is person:
            f["reporter_here"] = float(self._paragraphs(self.reporter[1]) == 0)
        f["in_own_words"] = float(person in self.own_words)
        f["named_after"] = float(person in self.named_after)
        head = self.r.doc[nearest.end - 1]
        addressed = head.head.lemma_.lower() in lexicon.ASKING | {"tell", "remind"}
        f["asked"] = float(head.dep_ in {"dobj", "dative"} and addressed)
        between = {
            o.person for o in self.before if o.start >= nearest.end and not o.quoted and self.r.is_main(o)
        } - {person}
        f["no_subject_between"] = float(not between)
        f["one_main_between"] = float(len(between) == 1)
        first = self.mine[person][-1]
        f["introduced_here"] = float(
            self._paragraphs(first.start) == 0 and first.subject and first.end - first.start > 1 and not first.quoted
        )

    def _distance(self, f: dict[str, float], person: Person) -> None:
        o = self._nearest(person)
        sentences = self.sentence - self.r._sentence[o.start]
        paragraphs = self._paragraphs(o.start)
        far = {0: "same_sentence", 1: "sentence_1", 2: "sentence_2", 3: "sentence_3_4", 4: "sentence_3_4"}
        f[far.get(sentences, "sentence_far")] = 1.0
        f["paragraph_" + {0: "0", 1: "1", 2: "2", 3: "3_4", 4: "3_4"}.get(paragraphs, "far")] = 1.0
        f["tokens"] = math.log1p(self.r.outside[self.token.i] - self.r.outside[o.start]) / 5
        order = self.people.index(person)
        if order < 3:
            f[("nearest", "second", "third")[order]] = 1.0
        if self.agreeing and self.agreeing[0] is person:
            f["nearest_agreeing"] = 1.0
        f["only_agreeing"] = float(self.agreeing == [person])
        f["only_agreeing_near"] = float(self.near == [person])
        if self.own_names_nobody and paragraphs in (1, 2):
            f[f"own_paragraph_names_nobody_{paragraphs}"] = 1.0
        if paragraphs == 1:
            paragraph = self.r.layout.paragraphs[self.r.layout.paragraph_of[o.start]]
            f["in_last_sentence_before"] = float(self.r._sentence[o.start] == self.r._sentence[paragraph.end - 1])

    def _grammar(self, f: dict[str, float], person: Person) -> None:
        o = self._nearest(person)
        doc, layout = self.r.doc, self.r.layout
        head = doc[o.end - 1]
        following = doc[o.end] if o.end < len(doc) else None
        f["subject"] = float(o.subject)
        f["reports"] = float(o.reports)
        f["possessive"] = float(following is not None and following.tag_ == "POS")
        f["object"] = float(head.dep_ in {"dobj", "pobj", "dative"})
        f["quoted_only"] = float(o.quoted)
        f["full_name"] = float(o.end - o.start > 1)
        f["clause_subject"] = float(o.subject and head.head.dep_ in {"ROOT", "conj"})
        own = layout.paragraph_of[o.start]
        first = next((x for x in self.r.cast.occurrences if layout.paragraph_of[x.start] == own and not x.quoted), None)
        f["opens_paragraph"] = float(first is o)
        first = next((x for x in reversed(self.before) if self.r._sentence[x.start] == self.r._sentence[o.start]), None)
        f["opens_sentence"] = float(first is o)
        if own == self.paragraph:
            f["first_in_own_paragraph"] = f["opens_paragraph"]
        if self.r._sentence[o.start] == self.sentence:
            same = head.head is self.token.head and self.token.dep_ not in {"poss", *_SUBJECTS}
            f["same_clause"] = float(same and o.subject)
            f["owner_in_sentence"] = float(self.token.dep_ == "poss" and o.subject)
        f["described"] = float(o in self.r.described)
        f["only_quoted_between"] = float(
            not any(x.person is not person and not x.quoted and x.start >= o.end for x in self.before)
        )

    def _standing(self, f: dict[str, float], person: Person) -> None:
        mine = self.mine[person]
        f["mentions"] = math.log1p(len(mine)) / 3
        f["share"] = len(mine) / max(1, len(self.before))
        f["topic"] = float(self.before[-1].person is person)
        first = mine[-1]
        f["introduced"] = float(self._paragraphs(first.start) <= 1)
        f["headline"] = float(self.r.layout.paragraph_of[first.start] == 0)
        if self.reporter and self.reporter[0] is person:
            f["last_reporter"] = 1.0
            f["last_reporter_near"] = float(self._paragraphs(self.reporter[1]) <= 1)
        f["last_subject"] = float(self.subject is not None and self.subject[0] is person)
        if self.chain and self.chain[0] is person:
            f["chain"] = 1.0
            f["chain_near"] = float(self.sentence - self.r._sentence[self.chain[1]] <= 1)
            f["chain_subject"] = float(self.chain[2])
            f["chain_paragraph_before"] = float(self._paragraphs(self.chain[1]) == 1)

    def nobody(self) -> dict[str, float]:
        """The features of the answer that the text names nobody whom the pronoun means."""
        f = {"nobody": 1.0}
        f["nobody_no_agreeing"] = float(not self.agreeing)
        f["nobody_no_agreeing_near"] = float(not self.near)
        named = max((self._nearest(p).end for p in self.agreeing if p in self.mine), default=0)
        for at in range(self.token.i - 1, max(named, self.token.i - 60), -1):
            token = self.r.doc[at]
            if self.r.layout.owner[at] >= 0 or token.tag_ != "NN" or token.lower_ not in person_words():
                continue
            if any(o.start <= at < o.end for o in self.r.described):
                continue
            gender = noun_gender(token.lower_)
            if gender is None or (gender == "male") == (self.sign > 0):
                f["nobody_noun_near"] = 1.0
                f["nobody_noun_subject"] = float(token.dep_ in _SUBJECTS)
                break
        return f


def _softmax(sums: Vector) -> Vector:
    powers = numpy.exp(sums - sums.max())
    shares: Vector = powers / powers.sum()
    return shares
