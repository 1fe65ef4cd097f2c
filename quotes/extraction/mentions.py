"""Noun phrases that can name a speaker, and what kind of speaker they name."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources

from spacy.tokens import Doc, Token

from quotes.extraction import lexicon
from quotes.extraction.records import SpeakerType

LEFT_OF_HEAD = {
    "det",
    "amod",
    "compound",
    "poss",
    "nummod",
    "nmod",
    "predet",
    "quantmod",
    "advmod",
    "case",
    "punct",
    "npadvmod",
    "neg",
}
NAME_TAGS = {"NNP", "NNPS"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``start``…``end`` around the head token ``head``; ``form`` says how they name the speaker.

    ``form``: ``name`` (a proper name in them), ``pronoun``, ``noun`` (a role or description).
    """

    start: int
    end: int
    head: int
    form: str

    def text(self, doc: Doc) -> str:
        """The words as they stand."""
        return doc[self.start : self.end].text


def mention_at(doc: Doc, head: int, owner: list[int]) -> Mention:
    """The noun phrase of this head, without what follows the head except the rest of a name and an of-phrase."""
    token = doc[head]
    if token.is_punct:  # "then-Secretary of State John Kerry": the hyphen is the head for the parser
        head = _name_after(doc, head, owner)
        token = doc[head]
    aged = age_at(doc, head)
    if aged is not None:
        return Mention(*aged, aged[1] - 1, "noun")
    if token.tag_ in {"PRP", "PRP$", "WP", "WDT"} or token.lower_ in lexicon.FIRST_PERSON | lexicon.THIRD_PERSON:
        return Mention(head, head + 1, head, "pronoun")
    start = head
    while start > 0 and owner[start - 1] == owner[head] and _belongs_left(doc, start - 1, head):
        start -= 1
    start = _whole_word(doc, start, owner)
    while start < head and (doc[start].is_punct or doc[start].is_space or doc[start].tag_ in {"CC", "IN"}):
        start += 1
    end = head + 1
    while end < len(doc) and owner[end] == owner[head] and _name_goes_on(doc, end):
        end += 1
    head = _name_head(doc, start, end, head)
    form = "name" if _has_name(doc, start, end, head) else "noun"
    if form == "noun":
        end = _of_phrase(doc, end, owner)
    return Mention(start, end, head, form)


def _whole_word(doc: Doc, start: int, owner: list[int]) -> int:
    """Where a noun begins that the parser takes apart at its hyphen, with its article: "the all- | rounder"."""
    hyphen = start - 1
    if hyphen < 1 or doc[hyphen].text != "-" or doc[hyphen].whitespace_ or doc[hyphen - 1].whitespace_:
        return start
    if owner[hyphen - 1] != owner[start] or not doc[start].text[:1].islower():
        return start
    before = hyphen - 2
    return before if before >= 0 and owner[before] == owner[start] and doc[before].tag_ == "DT" else hyphen - 1


def age_at(doc: Doc, at: int) -> tuple[int, int] | None:
    """The tokens of "the 24-year-old" that this word is one of, where no noun follows: an age for the person."""
    first = at
    while first > 0 and at - first < 4 and not doc[first].like_num:
        if doc[first].lower_ not in _AGE_WORDS:
            return None
        first -= 1
    words = [token.lower_ for token in doc[first : first + 5]]
    if not doc[first].like_num or words[1:] not in (["-", "year", "-", "old"], ["-", "years", "-", "old"]):
        return None
    following = doc[first + 5] if first + 5 < len(doc) else None
    if following is not None and following.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return None
    return (first - 1 if first and doc[first - 1].lower_ in {"the", "a"} else first), first + 5


def _name_after(doc: Doc, at: int, owner: list[int]) -> int:
    """The last capital of the run that begins right after this sign, small words between passed over; else the sign."""
    last = at
    for place in range(at + 1, min(at + 9, len(doc))):
        token = doc[place]
        if owner[place] != owner[at] or not (token.text[:1].isupper() or token.lower_ in {"of", "for", "the", "-"}):
            break
        if token.tag_ in NAME_TAGS and token.text[:1].isupper():
            last = place
    return last


def _belongs_left(doc: Doc, at: int, head: int) -> bool:
    token = doc[at]
    if token.text == ",":  # "the hand-written, four-page lawsuit"
        return at > 0 and doc[at - 1].dep_ == "amod" and doc[at - 1].head.i == head
    if token.is_space or (token.is_punct and token.text not in {"-", "–", ".", "’", "'", "/", "&"}):
        return False
    if doc[head].tag_ in NAME_TAGS and token.tag_ in NAME_TAGS:
        return True
    up = token
    for _ in range(6):
        if up.i == head:
            return True
        if up.dep_ not in LEFT_OF_HEAD or up.head.i == up.i:
            return False
        up = up.head
    return False


def _name_goes_on(doc: Doc, at: int) -> bool:
    token = doc[at]
    if token.is_space or token.is_punct:
        joined = token.text == "-" and at + 1 < len(doc) and not token.whitespace_ and not doc[at - 1].whitespace_
        return joined and doc[at - 1].text[:1].isupper() and doc[at + 1].is_alpha
    if doc[at - 1].ent_type_ == "PERSON" and token.ent_type_ == "PERSON" and token.ent_iob_ == "I":
        return True
    if doc[at - 1].text == "-" and not doc[at - 1].whitespace_:
        return at >= 2 and doc[at - 2].text[:1].isupper() and not doc[at - 2].whitespace_ and token.is_alpha
    follows_name = doc[at - 1].text[:1].isupper() and doc[at - 1].tag_ in NAME_TAGS
    if follows_name and NAME_SHAPE.fullmatch(token.text) and doc[at - 1].whitespace_ and token.tag_ not in NAME_TAGS:
        # a surname that the tagger does not know: O’Farrelly, Abiodun
        return not token.ent_type_ and not token.is_stop and token.tag_ in {"NN", "NNS", "JJ", "FW", "VBZ", "VBD", "RB"}
    if token.lower_.rstrip(".") in lexicon.PARTICLES and follows_name:
        return at + 1 < len(doc) and doc[at + 1].text[:1].isupper() and doc[at + 1].tag_ in NAME_TAGS
    return (
        token.tag_ in NAME_TAGS
        and token.text[:1].isupper()
        and (follows_name or doc[at - 1].lower_.rstrip(".") in lexicon.TITLES | lexicon.PARTICLES)
    )


def _name_head(doc: Doc, start: int, end: int, head: int) -> int:
    """The last name token, since a surname is what the rest refers to."""
    for at in range(end - 1, head, -1):
        if doc[at].tag_ in NAME_TAGS:
            return at
    return head


def _has_name(doc: Doc, start: int, end: int, head: int) -> bool:
    """A proper name as the head; "Obama's former strategist" and "the Clinton aide" are described, not named."""
    if not _name_like(doc[head]):
        return False
    if doc[head].lower_.rstrip(".") in lexicon.TITLES:
        return head > start and doc[head - 1].lower_.rstrip(".") in lexicon.HONORIFICS and doc[head].text[:1].isupper()
    return True


def _name_like(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.tag_ in NAME_TAGS
        and token.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL"}
        and token.text[-2:] not in {"’s", "'s"}
    )


def _of_phrase(doc: Doc, end: int, owner: list[int]) -> int:
    """ "a spokesman for the ministry": up to the object of the first preposition."""
    if end + 1 < len(doc) and owner[end] < 0 and doc[end].lower_ in {"of", "for", "at", "in", "from", "with", "to"}:
        for at in range(end + 1, min(end + 7, len(doc))):
            if owner[at] >= 0 or doc[at].is_punct or doc[at].is_space or doc[at].pos_ in {"VERB", "AUX", "PRON"}:
                return end
            following = doc[at + 1] if at + 1 < len(doc) else None
            if doc[at].pos_ in {"NOUN", "PROPN"} and (
                following is None or following.pos_ not in {"NOUN", "PROPN", "PART"}
            ):
                return at + 1
    return end


@functools.lru_cache(maxsize=1)
def person_words() -> frozenset[str]:
    """Common nouns that name people: the project's list and the one that coreferee brings (from WordNet)."""
    extra: set[str] = set()
    listed = resources.files("coreferee.lang.en") / "data" / "exclusively_person_words.dat"
    if listed.is_file():
        extra = {w for w in listed.read_text(encoding="utf8").split() if w.islower()}
    return lexicon.PERSON_NOUNS | extra


def type_of(doc: Doc, mention: Mention) -> SpeakerType:
    """The kind of speaker that a name or noun phrase names, by its entity label, head noun and article."""
    head = doc[mention.head]
    words = [doc[at] for at in range(mention.start, mention.end)]
    lemma = head.lemma_.lower() if head.tag_ not in NAME_TAGS else head.lower_
    labels = {token.ent_type_ for token in words} - {""}
    if mention.form == "name":
        if "PERSON" in labels:
            return "person"
        lowered = {token.lower_ for token in words}
        if lowered & lexicon.NEWS_NAMES and (
            "ORG" in labels or len(lowered) > 1 or lowered & {"reuters", "politico", "breitbart"}
        ):
            return "document"
        if any(_before_surname(token) for token in words[:-1]):
            return "person"
        if "NORP" in labels or head.tag_ == "NNPS":
            return "group"
        if "ORG" in labels or lemma in lexicon.GROUPS or lowered & lexicon.GROUPS or "GPE" in labels:
            return "group"
        if lemma in lexicon.DOCUMENTS:
            return "document"
        return "person"
    if lemma in lexicon.DOCUMENTS:
        return "document"
    if (
        lemma in lexicon.GROUPS
        or lemma.rstrip("s") in lexicon.GROUPS
        or head.tag_ in {"NNS", "NNPS"}
        or labels & {"ORG", "GPE", "NORP"} & {head.ent_type_}
    ):
        return "group"
    return "unnamed"


def can_speak(doc: Doc, mention: Mention) -> bool:
    """Whether a mention can have said something: a pronoun, a name, people, a group, a document; not "the choice"."""
    if mention.form == "pronoun":
        return doc[mention.head].lower_ not in {"this", "that", "which", "what", "these", "those"}
    head = doc[mention.head]
    if head.lower_ == "old" and age_at(doc, mention.head) is not None:
        return True
    if head.lower_ in {"another", "one", "others", "neither"}:
        return True
    if head.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL"} or head.text in NOTICES:
        return False
    if mention.form == "name":
        return not is_platform(doc, mention)
    lemma = head.lemma_.lower()
    if (
        lemma in person_words()
        or lemma in lexicon.GROUPS
        or lemma in lexicon.DOCUMENTS
        or head.lower_ in lexicon.GROUPS
    ):
        return True
    if head.tag_ in NAME_TAGS or head.ent_type_ in {"ORG", "GPE", "NORP", "PERSON"}:
        return True
    return bool(AGENT_NOUN.search(lemma)) and lemma not in NOT_AGENTS


def is_platform(doc: Doc, mention: Mention) -> bool:
    """ "The union on X accused …": where it was posted, and not who posted it."""
    before = doc[mention.start - 1].lower_ if mention.start else ""
    return doc[mention.head].text in PLATFORMS and before in {"on", "via"}


_AGE_WORDS = frozenset(["-", "year", "years", "old"])
# a page's furniture between the sentences
NOTICES = frozenset(["ADVERTISEMENT", "RELATED", "UPDATE", "WATCH", "READ"])
# where people post: "the union on X accused …"
PLATFORMS = frozenset("X Twitter Facebook Instagram Threads TikTok LinkedIn Telegram YouTube Reddit Bluesky".split())
NAME_SHAPE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'\-]+")
AGENT_NOUN = re.compile(r"(?:man|woman|person|people|or|er|ist|ian|ant|ee|eer)$")
NOT_AGENTS = frozenset(
    """
    matter number letter order paper power answer member river water weather summer winter quarter chapter
    dinner error factor color colour labor labour favor favour humor humour horror mirror motor sector terror
    tumor door floor war car year bar star career committee guarantee fee tree degree coffee agreement plant
    grant event amount moment want restaurant offer corner
    """.split()
)


def _before_surname(token: Token) -> bool:
    return token.lower_.rstrip(".") in lexicon.HONORIFICS


def is_role(doc: Doc, mention: Mention) -> bool:
    """Whether a definite noun phrase can point back to a person: "the mayor", "his lawyer", not "a diplomat"."""
    head = doc[mention.head]
    if mention.form != "noun" or head.tag_ in {"NNS", "NNPS"}:
        return False
    if head.lower_ == "old" and age_at(doc, mention.head) is not None:
        return True
    lemma = head.lemma_.lower()
    if lemma not in person_words() and not re.search(r"(?:man|woman|person|minister|or|er|ist|ian)$", lemma):
        return False
    if lemma in lexicon.GROUPS or lemma in lexicon.DOCUMENTS:
        return False
    first = doc[mention.start]
    return first.lower_ not in {"a", "an", "one", "another", "some", "any", "no", "every", "each"}
