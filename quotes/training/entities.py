"""Named entities for training: what counts as a name, and readers of the corpora that annotate them.

The corpora differ in what they call an entity. Each reader trims its corpus to the same convention: names
without titles ("President"), articles or trailing clauses; countries, cities and regions are GPE; buildings,
lakes and the like are left unlabelled (neither entity nor none), because the corpora disagree about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from quotes.training.passage import Label, Passage
from quotes.training.treebank import Sentence, Word
from quotes.training.wordlists import word_list

TITLES = frozenset(word_list("titles"))
_ROLE_ALONE = TITLES | frozenset(["administrator", "mp", "mom", "dad", "god", "republican", "democrat"])
_FACILITY_WORDS = frozenset(word_list("facility_words"))
_LANDSCAPE_WORDS = frozenset(word_list("landscape_words"))
# Adjectives and nouns of nationality, religion and party: written for this project, used where a corpus has
# only MISC or nothing for them.
NATIONALITIES = frozenset(word_list("nationalities"))
_COUNTED = re.compile(
    r"[\d.,]*\d[\d.,]*(st|nd|rd|th|s|bn|m|pm|am)?|[$£€%]|percent|per|cent|hundreds?|thousands?|millions?|billions?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|dozens?|first|second|third|fourth|fifth|today|yesterday|tomorrow|tonight|morning|evening"
    r"|night|day|days|week|weeks|months?|years?|decades?|century|hours?|minutes?|mon|tues|wednes|thurs|fri|satur"
    r"|sun|(mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|jan|feb|mar|apr|aug|sept?|oct|nov|dec|spring|summer|autumn|winter",
    re.IGNORECASE,
)


def without_titles(forms: Sequence[str]) -> int:
    """How many words at the front of a person's name are titles ("Prime Minister" in "Prime Minister May": 2)."""
    count = 0
    while count < len(forms) - 1 and forms[count].lower() in TITLES:
        count += 1
    return count


def counted_words(forms: Iterable[str]) -> list[tuple[int, int]]:
    """Words that may belong to a date, a time or a number, for corpora that don't annotate those."""
    return [(i, i + 1) for i, form in enumerate(forms) if _COUNTED.fullmatch(form)]


def place_label(forms: Iterable[str]) -> str | None:
    """``GPE`` for a place's name, None for one of a building or a landscape."""
    words = {form.lower() for form in forms}
    return None if words & (_FACILITY_WORDS | _LANDSCAPE_WORDS) else "GPE"


def gum_entities(sentence: Sentence) -> tuple[list[Label], list[tuple[int, int]]]:
    """GUM's mentions as names, and the stretches that stay unlabelled. Call it before the tree is converted.

    GUM annotates whole noun phrases ("the president of France, who …"): a name is kept where the phrase's
    head is a proper noun, and only the run of proper nouns about it.
    """
    words = sentence.words
    names: list[Label] = []
    unlabelled: list[tuple[int, int]] = []
    for entity in sentence.entities:
        if entity.type == "time":
            unlabelled.append((entity.start, entity.end))
            continue
        head = _head(words, entity.start, entity.end)
        if entity.type not in ("person", "organization", "place") or head is None:
            continue
        if head.tag not in ("NNP", "NNPS"):
            if entity.type == "person":
                # "the researcher Mu Li": the phrase is no name, but one may stand in it
                proper = [i for i in range(entity.start, entity.end) if words[i].tag in ("NNP", "NNPS")]
                unlabelled += [(i, i + 1) for i in proper]
            continue
        if entity.type == "person":
            name = _person_span(words, head)
            if name is not None:
                names.append((*name, "PERSON"))
            continue
        start, end = _proper_run(words, head.index - 1, entity.start, entity.end)
        forms = [word.form for word in words[start:end]]
        if entity.type == "organization":
            names.append((start, end, "ORG"))
        elif not any(word.tag == "CC" for word in words[start:end]):
            label = place_label(forms)
            if label is None:
                unlabelled.append((start, end))
            else:
                names.append((start, end, label))
    names = _longest(names)
    covered = {position for start, end, _ in names for position in range(start, end)}
    for position, word in enumerate(words):
        if position in covered:
            continue
        if word.form in NATIONALITIES and word.tag in ("JJ", "NNP", "NNPS", "NN", "NNS"):
            names.append((position, position + 1, "NORP"))
        elif word.tag in ("CD", "$", "LS") or word.form.lower() in (
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
        ):
            unlabelled.append((position, position + 1))
    return sorted(names), unlabelled


def _head(words: list[Word], start: int, end: int) -> Word | None:
    inside = {word.index for word in words[start:end]}
    return next((word for word in words[start:end] if word.head not in inside), None)


def _person_span(words: list[Word], head: Word) -> tuple[int, int] | None:
    if head.tag == "NNPS" or head.form in NATIONALITIES:
        return None
    flat = [
        w.index
        for w in words
        if w.head == head.index and w.relation.startswith("flat") and w.tag in ("NNP", "NN", "CD")
    ]
    start, end = head.index - 1, max([head.index, *flat])
    start += without_titles([word.form for word in words[start:end]])
    if end - start == 1 and words[start].form.lower() in _ROLE_ALONE:
        return None
    return start, end


def _proper_run(words: list[Word], head: int, first: int, limit: int) -> tuple[int, int]:
    """The run of proper nouns (joined by "of", "and", hyphens) about the head, within ``first``..``limit``."""
    joinable = ("NNP", "NNPS", "HYPH", "POS", "CC", "CD", "JJ", "NFP")
    start, last = head, head
    while start > first and words[start - 1].tag in joinable:
        start -= 1
    while last + 1 < limit:
        following = words[last + 1]
        linked = following.form in ("of", "for", "the") and last + 2 < limit
        if following.tag in joinable or (linked and (words[last + 2].tag in joinable or words[last + 2].form == "the")):
            last += 1
        else:
            break
    while start < last and words[start].tag not in ("NNP", "NNPS"):
        start += 1
    while last > start and words[last].tag not in ("NNP", "NNPS"):
        last -= 1
    return start, last + 1


def _longest(names: list[Label]) -> list[Label]:
    """Of overlapping names the longest, of equally long ones the first."""
    kept: list[Label] = []
    used: set[int] = set()
    for start, end, label in sorted(names, key=lambda name: (name[0] - name[1], name[0])):
        if not used & set(range(start, end)):
            used.update(range(start, end))
            kept.append((start, end, label))
    return kept


def read_conll(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Sentences of a two-column file (word, entity tag in IOB or IO), separated by empty lines; none of no file."""
    if not path.exists():
        return
    sentence: list[tuple[str, str]] = []
    with path.open(encoding="utf8") as lines:
        for line in lines:
            fields = line.split()
            if len(fields) >= 2:
                sentence.append((fields[0], fields[-1]))
            elif sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def _runs(tags: Sequence[str]) -> Iterator[Label]:
    start = 0
    while start < len(tags):
        end = start + 1
        if tags[start] != "O":
            kind = tags[start][2:]
            while end < len(tags) and tags[end] == f"I-{kind}":
                end += 1
            yield start, end, kind
        start = end


def wikigold_sentences(path: Path) -> Iterator[Passage]:
    """Wikigold (Balasuriya et al., 2009), one passage a sentence: PER, ORG, LOC; MISC only where a nationality."""
    for sentence in read_conll(path):
        forms = [form for form, _ in sentence]
        names: list[Label] = []
        unlabelled = counted_words(forms)
        for start, end, kind in _runs([tag for _, tag in sentence]):
            span = forms[start:end]
            label = {"PER": "PERSON", "ORG": "ORG", "LOC": place_label(span)}.get(kind)
            if kind == "PER":
                start += without_titles(span)
            if kind == "MISC":
                names += [(i, i + 1, "NORP") for i in range(start, end) if forms[i] in NATIONALITIES]
                unlabelled.append((start, end))
            elif label is None:
                unlabelled.append((start, end))
            else:
                names.append((start, end, label))
        yield _name_passage(forms, names, unlabelled)


def wnut_sentences(path: Path) -> Iterator[Passage]:
    """WNUT 2017 (Derczynski et al., 2017): person, corporation and location, where written with capitals."""
    labels = {"person": "PERSON", "corporation": "ORG", "location": "GPE"}
    for sentence in read_conll(path):
        forms = [form for form, _ in sentence]
        names: list[Label] = []
        unlabelled = counted_words(forms)
        for start, end, kind in _runs([tag for _, tag in sentence]):
            label = place_label(forms[start:end]) if kind == "location" else labels.get(kind)
            if label is None or not all(form[:1].isupper() for form in forms[start:end]):
                unlabelled.append((start, end))
            else:
                names.append((start + (without_titles(forms[start:end]) if label == "PERSON" else 0), end, label))
        yield _name_passage(forms, names, unlabelled)


def re3d_sentences(folder: Path, exclude: Sequence[str] = ("BBC_Online",)) -> Iterator[Passage]:
    """re3d (Dstl, 2017) by source, without the sources named (BBC's text is licensed for non-commercial use
    only).

    re3d counts descriptions as entities ("the Iraqi Foreign Minister"), pronouns, and states that act as
    organisations: a description stays unlabelled, a pronoun is none, a state is a GPE wherever the corpus has
    it as a location too, and a name loses its article and titles.
    """
    sentences = [
        sentence
        for path in sorted(folder.glob("*/*.conll"))
        if path.parent.name not in exclude
        for sentence in read_conll(path)
    ]
    places = {
        " ".join(form for form, _ in sentence[start:end])
        for sentence in sentences
        for start, end, kind in _runs([tag for _, tag in sentence])
        if kind == "Location"
    } | _STATES
    for sentence in sentences:
        forms = [form for form, _ in sentence]
        names: list[Label] = []
        unlabelled = counted_words(forms)
        for start, end, kind in _runs([tag for _, tag in sentence]):
            if end - start == 1 and forms[start].lower() in _PRONOUNS:
                continue
            name = _re3d_name(forms, start, end, kind, places)
            if name is None:
                unlabelled.append((start, end))
            else:
                names.append(name)
        yield _name_passage(forms, names, unlabelled, tight_hyphens=True)


def _re3d_name(forms: list[str], start: int, end: int, kind: str, places: set[str]) -> Label | None:
    if kind == "Person" and forms[start].lower() in ("the", "a", "an", "his", "their", "our"):
        return None
    if kind == "Organisation" and forms[start].lower() == "the":
        start += 1
    span = forms[start:end]
    if not span or not all(form[:1].isupper() or form in ("al", "-", "of", "for", "and", "'s") for form in span):
        return None
    if kind == "Person":
        skipped = without_titles(span)
        if any(form.lower() in TITLES or form in NATIONALITIES for form in span[skipped:]):
            return None
        return start + skipped, end, "PERSON"
    if kind == "Nationality":
        return start, end, "NORP"
    if kind == "Organisation" and " ".join(span) in places:
        return start, end, "GPE"
    label = {"Organisation": "ORG", "Location": place_label(span)}.get(kind)
    return None if label is None or span[0] in NATIONALITIES else (start, end, label)


_STATES = {
    "UK",
    "United Kingdom",
    "US",
    "U.S.",
    "USA",
    "United States",
    "France",
    "Germany",
    "Turkey",
    "Russia",
    "Iran",
    "Israel",
}
_PRONOUNS = frozenset(word_list("pronouns"))
_NO_SPACE_BEFORE = frozenset(
    [
        ",",
        ".",
        ":",
        ";",
        "!",
        "?",
        ")",
        "]",
        "'s",
        "’s",
        "n't",
        "n’t",
        "'",
        "%",
        "'re",
        "'ve",
        "'ll",
        "'m",
        "'d",
    ]
)
_NO_SPACE_AFTER = frozenset(["(", "[", "$", "#"])


def _name_passage(
    forms: list[str], names: list[Label], unlabelled: list[tuple[int, int]], *, tight_hyphens: bool = False
) -> Passage:
    """A sentence with entities only, spaced as running text (the corpora keep words, not spacing).

    ``tight_hyphens``: the corpus splits "al-Assad" at its hyphen.
    """
    spaces, quoted = [], False
    for position, form in enumerate(forms):
        following = forms[position + 1] if position + 1 < len(forms) else ""
        opens = form == '"' and not quoted
        if form == '"':
            quoted = not quoted
        closes = following == '"' and quoted
        hyphenated = tight_hyphens and "-" in (form, following)
        tight = following in _NO_SPACE_BEFORE or form in _NO_SPACE_AFTER or opens or closes or hyphenated
        spaces.append(not tight)
    passage = Passage(has_tree=False)
    blank = [""] * len(forms)
    passage.add_sentence(forms, spaces, blank, list(range(len(forms))), blank, names, unlabelled)
    return passage


def joined(sentences: Iterable[Passage], size: int) -> Iterator[Passage]:
    """Passages of ``size`` sentences each, for corpora that come sentence by sentence."""
    whole, count = Passage(has_tree=False), 0
    for sentence in sentences:
        whole.add_sentence(
            sentence.words,
            sentence.spaces,
            sentence.tags,
            sentence.heads,
            sentence.relations,
            sentence.entities,
            sentence.unlabelled,
        )
        count += 1
        if count == size:
            yield whole
            whole, count = Passage(has_tree=False), 0
    if count:
        yield whole
