"""What the text calls a person: "spokeswoman Ada Osei", "Ada Osei, the mayor", "Rep. Paul Falk (D-Calif.)"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from quotes.extraction import lexicon
from quotes.extraction.mentions import person_words
from quotes.extraction.names import NOUN_LEAN, TITLE_LEAN, Gender, noun_gender
from quotes.extraction.people import Person

_ENDS = {",", ".", ";", ")", "—", "–", "-", "(", ":"}
_AFTER_NOUN = {"of", "for", "at", "in", "from", "with", "who", "and", "on", "to"}
_PHRASE_TAGS = {"IN", "DT", "NN", "NNP", "NNPS", "NNS", "JJ", "HYPH", "POS", "PRP$"}
_BREAKS = {"VBD", "VBZ", "MD", "VBP"}


class Describer:
    """Reads roles, traits and gender of a person from the words beside one mention."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def courtesy(self, start: int) -> Gender | None:
        """The gender that a title tells which this token is, or which stands right before it: Mr, Mrs, Sir."""
        for at in (start, start - 1):
            title = self.doc[at].lower_.rstrip(".") if at >= 0 else ""
            if title in lexicon.COURTESY_MALE:
                return "male"
            if title in lexicon.COURTESY_FEMALE:
                return "female"
        return None

    def learn(self, person: Person, start: int, end: int) -> None:
        """Take in what stands before and after the name at tokens ``start``…``end``."""
        gender = self.courtesy(start)
        if gender:
            person.weigh(TITLE_LEAN if gender == "male" else -TITLE_LEAN)
        self._before(person, start)
        self._in_front(person, start, end)
        self._bracketed(person, start, end)
        self._after(person, end)

    def _noun(self, person: Person, at: int) -> None:
        token = self.doc[at]
        person.roles.add(token.lemma_.lower())
        person.roles.add(token.lower_)
        gender = noun_gender(token.lower_)
        if gender:
            person.weigh(NOUN_LEAN if gender == "male" else -NOUN_LEAN)

    def _before(self, person: Person, start: int) -> None:
        doc = self.doc
        if start and doc[start - 1].lower_.rstrip(".") in lexicon.TITLE_ROLES:
            person.roles |= lexicon.TITLE_ROLES[doc[start - 1].lower_.rstrip(".")]
        at = start - 1
        # "In the witness box Falk wept": what stands right before the name must be somebody
        somebody = at >= 0 and (doc[at].lower_ in person_words() or doc[at].lower_.rstrip(".") in lexicon.TITLES)
        while at >= 0 and start - at <= 7 and (doc[at].tag_.startswith(("NN", "JJ", "HYPH")) or doc[at].text == "-"):
            if doc[at].lower_ in person_words() and somebody:
                self._noun(person, at)
            else:
                person.traits.add(doc[at].lower_)
            at -= 1
        if start >= 3 and doc[start - 2].lower_ == "of" and doc[start - 3].lower_ in person_words():
            person.roles.add(doc[start - 3 : start].text.lower())  # "Secretary of State Antony Blinken"
            person.roles.add(doc[start - 3].lower_)

    def _bracketed(self, person: Person, start: int, end: int) -> None:
        """ "The Prime Minister (Ada Osei): …", as parliaments print it."""
        doc = self.doc
        if start < 2 or end >= len(doc) or doc[start - 1].text != "(" or doc[end].text[0] != ")":
            return
        at = start - 2
        if doc[at].lower_ in person_words() and doc[at].text[:1].isupper():
            self._noun(person, at)
            while at > 0 and doc[at - 1].is_alpha and doc[at - 1].text[:1].isupper():
                at -= 1
                person.traits.add(doc[at].lower_)

    def _in_front(self, person: Person, start: int, end: int) -> None:
        """ "The visiting judge, Trinh Bao Chau, bent …", "His son, Paul, drives …": the description comes first."""
        doc = self.doc
        titled = start
        while titled > 1 and doc[titled - 1].lower_.rstrip(".") in lexicon.HONORIFICS and doc[titled - 1].text != ",":
            titled -= 1
        if titled < 3 or doc[titled - 1].text != "," or end >= len(doc):
            return
        if doc[end].text not in {",", ".", ";", ")", "—", "("} and not doc[end].tag_.startswith("VB"):
            return
        at = titled - 2
        # up to the noun before "of …": "the head of the council, Ada Osei, said"
        while at > 1 and titled - at < 9 and doc[at].lower_ not in person_words() and doc[at].tag_ in _PHRASE_TAGS:
            at -= 1
        if doc[at].lower_ not in person_words() or doc[at].tag_ not in {"NN", "NNP"}:
            return
        noun = at
        while at > 0 and doc[at - 1].tag_ in {"JJ", "NN", "NNP", "HYPH", "VBG", "VBN", "CD"}:
            at -= 1
        if at == 0 or doc[at - 1].tag_ not in {"DT", "PRP$", "POS"} or doc[at - 1].lower_ in {"a", "an"}:
            return
        self._noun(person, noun)
        person.traits |= {doc[i].lower_ for i in range(at, noun)}

    def _after(self, person: Person, end: int) -> None:
        doc = self.doc
        if end + 1 >= len(doc):
            return
        if doc[end].text == "(":
            inside = [doc[at] for at in range(end + 1, min(end + 5, len(doc)))]
            self._party(person, end + 1)
            if len(inside) > 1 and inside[1].text == ")" and inside[0].lower_ in person_words():
                self._noun(person, inside[0].i)
            return
        if doc[end].text == ",":
            self._party(person, end + 1)
            at = end + 1
            if doc[at].text.isdigit() and len(doc[at]) <= 3:
                person.age = person.age or int(doc[at].text)
                if at + 1 < len(doc) and doc[at + 1].text == ",":
                    at += 2  # "Paul Falk, 45, a miner"
            nouns = list(self._apposition(at))
        elif doc[end].lemma_ == "be" and doc[end + 1].tag_ in {"DT", "PRP$"}:
            nouns = list(self._apposition(end + 1, closed=False))
        else:
            return
        for at in nouns:
            if doc[at].lower_ in person_words():
                self._noun(person, at)
                if at + 2 < len(doc) and doc[at + 1].lower_ == "of":
                    person.roles.add(doc[at : at + 3].text.lower())
            else:
                person.traits.add(doc[at].lower_)

    def _apposition(self, at: int, closed: bool = True) -> Iterator[int]:
        """The nouns and adjectives of a noun phrase that describes: "the former mayor", closed by a comma or the like.

        "In Chelsea, the mayor also said": a phrase that goes on with a verb is a subject of its own.
        """
        doc, found = self.doc, []
        first = at
        while at < min(first + 12, len(doc)):
            token = doc[at]
            if token.tag_.startswith(("DT", "JJ", "NN", "CD", "HYPH", "PRP$", "VBN", "RB")) or token.text == "-":
                found.append(at)
            elif token.text in {"’s", "'s", "’"} and token.tag_ == "POS":
                found.clear()  # "Michelle Obama, the president's wife"
            elif token.lower_ == "and" and found and doc[found[-1]].lower_ in person_words():
                pass
            else:
                break
            at += 1
        if not found or not any(doc[i].tag_ in {"NN", "NNP"} for i in found):
            return
        stop = doc[at] if at < len(doc) else None
        if closed and stop is not None and stop.text not in _ENDS:
            if stop.lower_ not in _AFTER_NOUN:
                return
            for later in range(at, min(at + 14, len(doc))):
                if doc[later].text in _ENDS or doc[later].lower_ == "who":
                    break
                if doc[later].tag_ in _BREAKS:
                    return
        yield from found

    def _party(self, person: Person, at: int) -> None:
        """ "D-Calif.", "R-Ohio": a politician of that state."""
        text = self.doc[at : at + 4].text
        if text[:2] in {"D-", "R-", "I-"}:
            state = text[2:].split(")")[0].split(",")[0].split()[0].rstrip(".").lower() if text[2:].split() else ""
            person.traits.add(lexicon.STATES.get(state, state))
            person.traits.add({"D": "democratic", "R": "republican"}.get(text[0], "independent"))
            person.roles.add({"D": "democrat", "R": "republican"}.get(text[0], "independent"))
            person.roles.add("lawmaker")
