"""Where people are named in a text: entities set right at their edges, and runs of capitals that can only be names.

Named entities alone are not enough: off its training domain the recogniser misses one name in six (GUM test), so
runs of capitalised words beside a title, a given name or a verb of saying count as well; and it takes towns, firms and
titles of books for people, which the rest of the document puts right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from quotes.extraction import lexicon
from quotes.extraction.layout import DATELINE
from quotes.extraction.mentions import NAME_TAGS, person_words
from quotes.extraction.names import fold, given_gender, name_in
from quotes.extraction.turns import NOT_SPEAKERS

NAME_WORD = re.compile(r"(?:[A-Z]\.)+|[A-ZÀ-ÖØ-Þ][\w’'\-]*")
# words of nationality that are one person's: "the French said" are many
ONE_COMPATRIOT = re.compile(
    r"[A-Z][a-z]+(?:ian|ean|an|i)|Basque|Argentine|Briton|Scot|Dane|Swede|Finn|Pole|Turk|Spaniard|Croat|Serb|Greek|Slovak|Czech|Lett"
)
NOT_GIVEN = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december picture photo by united states kingdom new north south east west
    street road
    """.split()
)
_NO_NAMES = frozenset(
    """
    meanwhile however hold watch read afterward afterwards later earlier yesterday today tonight husband wife mum mom
    dad son daughter
    """.split()
)
_LOCATIVES = frozenset(["in", "at", "near", "outside", "across", "around", "inside", "throughout"])
_NOBODY = {"GPE", "LOC", "FAC", "ORG", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
Name = tuple[str, ...]
Sighting = tuple[int, int, Name]


class NameFinder:
    """Finds the names of people in one document.

    ``owner`` tells each token's quotation, or what else it belongs to (:mod:`quotes.extraction.layout`).
    """

    def __init__(self, doc: Doc, owner: list[int], entities: list[Span]) -> None:
        self.doc = doc
        self.owner = owner
        self.entities = entities
        self._forms: dict[str, list[Sighting]] = {}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for token in doc:
            if token.text[:1].isupper() and owner[token.i] != DATELINE:
                self._by_word[fold(token.text)].append(token.i)

    def places_of(self, word: str) -> list[int]:
        """The capitalised tokens that are this folded word."""
        return self._by_word.get(word, [])

    def sightings(self) -> list[Sighting]:
        """Tokens ``start``…``end`` with the words of the name, each name in its fullest extent at its place."""
        named = [(start, end, name_in(self.doc, start, end)) for start, end in self._name_spans()]
        named = self._trimmed([n for n in named if n[2] and not self._common_noun(n[0], n[2])])
        people = {fold(word) for _, _, name in named if len(name) > 1 for word in name}
        named = [n for n in named if len(n[2]) > 1 or fold(n[2][0]) in people or self._is_person(n[0], n[1], n[2][0])]
        named = [n for n in named if not self._place_or_firm(n[2])]
        for index, (start, end, name) in enumerate(named):
            if len(name) == 1:
                full = self.full_form(name[0], start)
                if full is not None and full[0] < start < full[1] == end:  # "Otar" missed by the recogniser
                    named[index] = full
                elif full is not None:
                    named.append(full)
        named = [n for n in self._trimmed(named) if not self._place_or_firm(n[2])]
        return [
            n
            for i, n in enumerate(named)
            if not any(
                m is not n and m[0] <= n[0] and n[1] <= m[1] and (m[1] - m[0] > n[1] - n[0] or j < i)
                for j, m in enumerate(named)
            )
        ]

    def _trimmed(self, named: list[Sighting]) -> list[Sighting]:
        """Names without what stuck to them at one place: "Poor | Ada Osei", "Paul Falk | Says".

        The document shows which words are the name: the shorter full form stands elsewhere by itself.
        """
        known = Counter(tuple(map(fold, name)) for _, _, name in named if len(name) >= 2)
        kept = []
        for start, end, name in named:
            folded = tuple(map(fold, name))
            for size in range(len(name) - 1, 1, -1):
                if known[folded[-size:]] and given_gender(name[0]) is None and len(name[0].rstrip(".")) > 1:
                    start, name = self._from_word(start, end, name[-size]), name[-size:]
                    break
                if known[folded[:size]] and self._in_headline(start):
                    name = name[:size]
                    end = self._from_word(start, end, name[-1]) + 1
                    break
            kept.append((start, end, name))
        return kept

    def _from_word(self, start: int, end: int, word: str) -> int:
        last = fold(word).split("-")[-1]
        return next((at for at in range(start, end) if fold(self.doc[at].text) in (fold(word), last)), start)

    def _in_headline(self, at: int) -> bool:
        """Whether most words of the line are capitalised."""
        doc, begin, end = self.doc, at, at
        while begin > 0 and "\n" not in doc[begin - 1].text:
            begin -= 1
        while end < len(doc) and "\n" not in doc[end].text and end - begin < 40:
            end += 1
        words = [t for t in doc[begin:end] if t.is_alpha and len(t) > 3]
        return sum(t.text[0].isupper() for t in words) > 0.7 * len(words)

    def _is_person(self, start: int, end: int, word: str) -> bool:
        """Whether one capitalised word that no fuller name explains can be somebody: not "Chelsea" after "in"."""
        doc = self.doc
        before = doc[start - 1] if start else None
        if before is not None and before.lower_.rstrip(".") in lexicon.HONORIFICS:
            return True
        if self.owner[start] >= 0 and before is not None and before.is_quote:
            after = next((t for t in doc[end : end + 2] if not t.is_punct or t.is_quote), None)
            if after is not None and after.is_quote:
                return False  # a title between marks: “Soundings,”
        if doc[start].dep_ == "nsubj" and doc[start].head.lemma_.lower() in lexicon.SAYING:
            return True
        full = self.full_form(word, start)
        if full is not None and given_gender(full[2][0]):
            return True
        places = self.places_of(fold(word))
        labels = Counter(doc[at].ent_type_ for at in places)
        if sum(labels[label] for label in _NOBODY) >= labels["PERSON"]:
            return False
        located = sum(at > 0 and doc[at - 1].lower_ in _LOCATIVES for at in places)
        return 2 * located < len(places)

    def _place_or_firm(self, name: Name) -> bool:
        """ "Harlow Point", "Falk Energy"."""
        last = name[-1].lower()
        if len(name) > 1 and last.endswith("s") and self._team(name[-1]):
            return True
        return len(name) > 1 and (
            last in lexicon.FIRM_ENDINGS or (last in lexicon.PLACE_ENDINGS and given_gender(name[0]) is None)
        )

    def _team(self, word: str) -> bool:
        """ "Port Albert Kestrels", whom the text also calls "the Kestrels"."""
        doc, alone = self.doc, 0
        for at in self.places_of(fold(word)):
            following = doc[at + 1] if at + 1 < len(doc) else None
            goes_on = following is not None and (following.text[:1].isupper() or following.tag_ in {"NN", "NNS"})
            alone += at > 0 and doc[at - 1].lower_ == "the" and not goes_on and self.owner[at] < 0
        return alone > 0

    def _common_noun(self, start: int, name: Name) -> bool:
        """ "Gamekeeper" at the head of a headline is nobody's name, nor is "the CEO"."""
        if len(name) == 1 and start and self.doc[start - 1].lower_ == "the" and ONE_COMPATRIOT.fullmatch(name[0]):
            return True  # "The Spaniard, whose side …"
        return (
            len(name) == 1
            and name[0].lower() in lexicon.PERSON_NOUNS | lexicon.GROUPS
            and (start == 0 or not self.doc[start - 1].is_alpha or self.doc[start].is_upper)
        )

    def _name_spans(self) -> list[tuple[int, int]]:
        doc = self.doc
        spans: list[tuple[int, int]] = []
        taken = {at for at, owner in enumerate(self.owner) if owner == DATELINE}
        for ent in self.entities:
            start, end = ent.start, ent.end
            while end - start > 1 and self._no_name_word(start):
                start += 1  # "Said | Ellis", "Meanwhile | Trump"
            while end - start > 1 and doc[end - 1].text in {"’s", "'s", "’", "'"}:
                end -= 1
            quote = next((at for at in range(start + 1, end) if doc[at].is_quote), None)
            end = quote if quote is not None else end
            for _ in range(2):  # "María Fernanda | Ortiz Salcedo"
                if end >= len(doc) or not self._surname_follows(end, ent.end):
                    break
                end += 1
            while end + 1 < len(doc) and self._hyphenated(end + 1) and doc[end + 1].is_alpha:
                end += 2
            while start >= 2 and self._hyphenated(start) and doc[start - 2].text[:1].isupper():
                start -= 2
            while start > 0 and doc[start].lower_.rstrip(".") in lexicon.PARTICLES:  # "Jorund | bin Tassel"
                if not self._given_name_before(start - 1):
                    break
                start -= 1
            start = self._before_nickname(start)
            end = self._after_nickname(end)
            if any(c.isalpha() for c in doc[start].text) and "\n" not in doc[start:end].text:
                spans.append((start, end))
                taken.update(range(start, end))
        for begin, end in self._nicknamed():
            if not taken & {begin, end - 1}:
                spans.append((begin, end))
                taken.update(range(begin, end))
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
                and (
                    self._capital(end)
                    or self._joins(end)
                    or self._hyphenated(end)
                    or self._hyphenated(end + 1)
                    or (honoured and doc[end].tag_ in {"NN", "JJ"} and NAME_WORD.fullmatch(doc[end].text))
                )
            ):
                end += 1
            begin = at
            while end - begin > 1 and self._no_name_word(begin):
                begin += 1
            for place in range(at, end - 1):  # "Supreme Court Justice | Frank Nervo"
                if doc[place].lower_.rstrip(".") in lexicon.TITLES | lexicon.PERSON_NOUNS:
                    begin = place + 1
            if self._is_person_run(begin, end, begin > at):
                spans.append((begin, end))
                taken.update(range(begin, end))
            at = end
        return spans

    def _nicknamed(self) -> Iterator[tuple[int, int]]:
        """Names with a nickname between marks that the recogniser missed on both sides: Oleh “The Crane” Danyliuk."""
        doc, owner = self.doc, self.owner
        for at in range(1, len(doc) - 3):
            if owner[at] < 0 or owner[at - 1] >= 0 or not self._capital(at - 1) or not doc[at - 1].whitespace_:
                continue
            end = at
            while end < len(doc) and owner[end] == owner[at] and end - at < 6:
                end += 1
            inside = [token for token in doc[at:end] if token.is_alpha]
            if end >= len(doc) or owner[end] >= 0 or not doc[end - 1].whitespace_ or not self._capital(end):
                continue
            if inside and doc[end].is_alpha and all(t.text[0].isupper() for t in inside) and not doc[end].is_stop:
                yield at - 1, end + 1

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

    def _after_nickname(self, end: int) -> int:
        """Where the name ends that a nickname between marks interrupts: Roberta “Berta” Falk |."""
        doc = self.doc
        if end + 3 >= len(doc) or not (doc[end].is_quote or doc[end].text == "‘"):
            return end
        for at in range(end + 2, min(end + 6, len(doc) - 1)):
            if doc[at].is_quote or doc[at].text == "’":
                following = doc[at + 1]
                goes_on = doc[at].whitespace_ and NAME_WORD.fullmatch(following.text) and not following.is_stop
                return at + 2 if goes_on and not doc[at - 1].is_punct else end
        return end

    def _no_name_word(self, at: int) -> bool:
        token = self.doc[at]
        lemma = token.lemma_.lower()
        if token.lower_ in {"said", "says"} and len(self.places_of(fold(self.doc[at + 1].text))) > 1:
            lemma = "say"  # `Said Falk:`, where Falk is named elsewhere; Said may be a name
        return (
            token.is_stop or lemma in lexicon.SAYING or lemma in _NO_NAMES
        ) and (at == 0 or not self.doc[at - 1].is_alpha)

    def _surname_follows(self, at: int, stop: int) -> bool:
        """The recogniser stopped early, after given names: "Andrii | Sybiha"; ``stop`` is where it did."""
        token = self.doc[at]
        given = self.doc[stop - 1]
        lower = token.lower_
        return (
            token.tag_ in ({"NNP"} if at > stop else {"NNP", "JJ", "NN"})
            and token.ent_type_ == ""
            and token.text[:1].isupper()
            and token.text[1:].islower()
            and self.doc[at - 1].whitespace_ != ""
            and given_gender(given.text) is not None
            and lower not in lexicon.TITLES | lexicon.GROUPS | lexicon.DOCUMENTS | lexicon.SAYING | lexicon.FIRM_ENDINGS
        )

    def _capital(self, at: int) -> bool:
        token = self.doc[at]
        return (
            token.text[:1].isupper()
            and (
                token.tag_ in NAME_TAGS
                or self._given_before_name(at)
                or (token.is_upper and len(token) > 2 and token.tag_ in {"NN", "NNS", "JJ", "VB"})
            )
            and token.is_alpha | ("-" in token.text) | ("." in token.text) | ("’" in token.text) | ("'" in token.text)
            and token.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT", "NORP"}
        )

    def _given_before_name(self, at: int) -> bool:
        """ "Olive Falk", where the tagger takes the given name for a common word."""
        token = self.doc[at]
        following = self.doc[at + 1] if at + 1 < len(self.doc) else None
        return (
            following is not None
            and token.text[1:].islower()
            and following.tag_ in NAME_TAGS
            and following.text[:1].isupper()
            and at > 0
            and (self.doc[at - 1].is_alpha or self.doc[at - 1].text == ",")
            and given_gender(token.text) is not None
            and not token.is_stop
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
        apposed = before is not None and before.text == "," and after is not None and after.text == ","
        if apposed and start >= 2 and doc[start - 2].lower_ in person_words() and not labels & {"GPE", "LOC"}:
            return True  # "the visiting judge, Trinh Bao Chau, …"
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

    def full_form(self, surname: str, place: int) -> Sighting | None:
        """A run of capitalised words that ends with this surname: the nearest before, else the first after."""
        key = fold(surname)
        if key not in self._forms:
            self._forms[key] = list(self._full_forms(surname))
        forms = self._forms[key]
        before = bisect_right(forms, place, key=lambda form: form[1] - 1)
        return forms[before - 1] if before else forms[0] if forms else None

    def _full_forms(self, surname: str) -> Iterator[Sighting]:
        doc = self.doc
        parts = surname.replace("-", " - ").split()
        for token in self._by_word.get(fold(parts[-1]), ()):
            begin = token - len(parts) + 1
            if begin < 0 or fold(doc[begin : token + 1].text) != fold(surname):
                continue
            while begin > 0 and token - begin < 6:
                before = begin - 1
                if doc[before].is_space and before and "\n\n" not in doc[before].text and not doc[before - 1].is_punct:
                    before -= 1  # a name that is broken over two lines
                if not self._given_name_before(before):
                    break
                begin = before
            words = name_in(doc, begin, token + 1)
            if len(words) > 1:
                yield begin, token + 1, words

    def _given_name_before(self, at: int) -> bool:
        """Whether the token at this place may be part of the name that goes on after it."""
        word = self.doc[at]
        if not word.whitespace_ and not (at + 1 < len(self.doc) and self.doc[at + 1].is_space):
            return (
                word.text == "-"
                and at >= 1
                and self.doc[at - 1].text[:1].isupper()
                and not self.doc[at - 1].whitespace_
            )
        lower = word.lower_.rstrip(".")
        return (
            bool(NAME_WORD.fullmatch(word.text) or lower in lexicon.PARTICLES)
            and word.pos_ not in {"ADP", "DET", "PRON", "SCONJ", "CCONJ", "AUX"}
            and word.ent_type_ not in {"DATE", "TIME", "NORP"}
            and lower not in lexicon.TITLES | lexicon.PERSON_NOUNS | lexicon.SAYING | NOT_GIVEN
            and word.lemma_.lower() not in lexicon.SAYING
            and lower not in _NO_NAMES
            and not (lower in {"said", "says"} and self._no_name_word(at))
            and not word.is_stop
        )
