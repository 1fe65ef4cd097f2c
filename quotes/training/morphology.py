"""What follows from a tag and a word: part of speech, morphology, and lemmas that no rule finds.

The treebanks say which universal part of speech and features go with each Penn tag, and which words of the
closed classes deviate; that is enough for an ``attribute_ruler``, and no network is needed. coreferee reads
person, number and gender of pronouns from here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from quotes.training.treebank import Sentence
from quotes.training.wordlists import word_list

_KEPT_FEATURES = frozenset(word_list("features"))
# a verb's form does not tell these: "said" is any person, "have" any number
_UNCERTAIN = {
    "VBP": {"Number", "Person", "Mood"},
    "VBD": {"Number", "Person", "Mood"},
    "PRP": {"Case", "Gender", "Number", "Person"},
    "PRP$": {"Case", "Gender", "Number", "Person"},
}
_CLOSED_CLASSES = frozenset(["PRP", "PRP$", "DT", "PDT", "WDT", "WP", "WP$", "WRB", "EX", "IN", "RB", "CC", "MD", "UH"])
_MIN_COUNT = 5
_MIN_SHARE = 0.6
# a predicate takes as long as three or four patterns without one
_FEW = 3
_BE = ["am", "is", "are", "was", "were", "be", "been", "being", "'m", "'re", "’m", "’re"]
# forms whose lemma the rules don't find, in both typographies: (forms, tags, lemma)
_VERB_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_LEMMAS = (
    (("am", "is", "are", "was", "were", "be", "been", "being"), _VERB_TAGS, "be"),
    (("have", "has", "had", "having"), _VERB_TAGS, "have"),
    (("do", "does", "did", "done", "doing"), _VERB_TAGS, "do"),
    (("'re", "’re"), ("VBP",), "be"),
    (("'m", "’m"), ("VBP",), "be"),
    (("n't", "n’t", "nt"), ("RB",), "not"),
    (("'ll", "’ll"), ("MD",), "will"),
    (("'d", "’d"), ("MD",), "would"),
    (("'ve", "’ve"), ("VBP", "VB"), "have"),
    (("ca",), ("MD",), "can"),
    (("wo",), ("MD",), "will"),
)


@dataclass(frozen=True)
class Attributes:
    """Part of speech and morphology (UD features joined by ``|``, or an empty string)."""

    pos: str
    morph: str

    def as_pattern(self) -> dict[str, Any]:
        """In the form that the attribute ruler takes."""
        return {"POS": self.pos, "MORPH": self.morph} if self.morph else {"POS": self.pos}


@dataclass(frozen=True)
class TagAttributes:
    """The usual attributes of each tag, and those of words that deviate from their tag's."""

    by_tag: dict[str, Attributes]
    by_word: dict[tuple[str, str], Attributes]


def tag_attributes(sentences: Iterable[Sentence]) -> TagAttributes:
    """Count what the treebanks give to each tag, and to each word of a closed class."""
    tags: dict[str, Counter[Attributes]] = defaultdict(Counter)
    words: dict[tuple[str, str], Counter[Attributes]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            kept = [f for f in word.features.split("|") if f.split("=")[0] in _KEPT_FEATURES]
            attributes = Attributes(word.upos, "|".join(kept))
            tags[word.tag][attributes] += 1
            if word.tag in _CLOSED_CLASSES:
                words[word.tag, word.form.lower().replace("’", "'")][attributes] += 1
    by_tag = {tag: _usual(tag, counts) for tag, counts in tags.items() if tag and tag != "_"}
    by_word: dict[tuple[str, str], Attributes] = {}
    for (tag, form), counts in words.items():
        attributes, count = counts.most_common(1)[0]
        total = sum(counts.values())
        if total >= _MIN_COUNT and count >= _MIN_SHARE * total and attributes != by_tag.get(tag):
            by_word[tag, form] = attributes
    return TagAttributes(by_tag, by_word)


def _usual(tag: str, counts: Counter[Attributes]) -> Attributes:
    attributes = counts.most_common(1)[0][0]
    uncertain = _UNCERTAIN.get(tag, set())
    kept = [feature for feature in attributes.morph.split("|") if feature and feature.split("=")[0] not in uncertain]
    # lexical verbs are the rule, "be" and other auxiliaries are told by their words and relations
    pos = "VERB" if tag.startswith("VB") else attributes.pos
    return Attributes(pos, "|".join(kept))


def add_attribute_ruler(nlp: Language, attributes: TagAttributes, after: str) -> None:
    """Add an ``attribute_ruler`` with the patterns; later patterns win over earlier ones.

    spaCy tries every pattern on every token, and a predicate (``IN``, ``NOT_IN``) costs a call in Python for each token
    besides, whether its tag fits or not. So there are as few patterns as can be, and predicates only where they stand
    for several.
    """
    ruler: Any = nlp.add_pipe("attribute_ruler", after=after)
    for tag, usual in sorted(attributes.by_tag.items()):
        ruler.add([[{"TAG": tag}]], usual.as_pattern())
    alike: dict[tuple[str, Attributes], set[str]] = defaultdict(set)
    for (tag, form), own in sorted(attributes.by_word.items()):
        alike[tag, own].update({form, form.replace("'", "’")})
    for (tag, own), forms in alike.items():
        ruler.add(_any_of(forms, {"TAG": tag}), own.as_pattern())
    ruler.add([[{"DEP": "aux"}], [{"DEP": "auxpass"}]], {"POS": "AUX"})
    if "TO" in attributes.by_tag:
        ruler.add([[{"DEP": "aux", "TAG": "TO"}]], {"POS": attributes.by_tag["TO"].pos})
    ruler.add([[{"LOWER": {"IN": _BE}, "TAG": {"IN": list(_VERB_TAGS)}}]], {"POS": "AUX"})
    ruler.add(_any_of({"'s", "’s"}, {"TAG": "VBZ"}), {"POS": "AUX", "LEMMA": "be"})
    ruler.add([[{"IS_SPACE": True}]], {"TAG": "_SP", "POS": "SPACE", "MORPH": ""})
    for forms_, tags, lemma in _LEMMAS:
        if len(tags) > _FEW:
            patterns = [[{"LOWER": {"IN": list(forms_)}, "TAG": {"IN": list(tags)}}]]
        else:
            patterns = [pattern for tag in tags for pattern in _any_of(set(forms_), {"TAG": tag})]
        ruler.add(patterns, {"LEMMA": lemma})


def _any_of(forms: set[str], other: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """One token that is one of these forms and fits the rest: a pattern for each form, or one with a predicate."""
    if len(forms) > _FEW:
        return [[{"LOWER": {"IN": sorted(forms)}, **other}]]
    return [[{"LOWER": form, **other}] for form in sorted(forms)]
