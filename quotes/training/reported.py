"""Reported speech made from treebank sentences: the same clause, said by somebody, with the tree that it
must have.

The treebanks hold few cues of the kind that news has, and CoreNLP's silver trees are wrong at exactly the
places that attribution needs: the subject of "said" behind a quotation, a name with a clause between it and
its verb. So a sentence of a gold treebank is put between quotation marks (or after "that"), given a speaker from
the name pool and a cue, and joined to the cue by the relations of the ClearNLP scheme: the verb of saying
heads the sentence, the clause is its ``ccomp``, the speaker its ``nsubj`` wherever it stands.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from quotes.training.names import NamePool
from quotes.training.passage import Label, Passage
from quotes.training.wordlists import word_list

_ROLES = word_list("roles")
_TITLES = word_list("titles_of_address")
_NATIONS = word_list("nations")
_BODIES = word_list("bodies")
_VERBS = word_list("cue_verbs")
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_HEARERS = word_list("hearers")
_ADJECTIVES = frozenset(["foreign", "prime", "chief", "deputy", "military"])


@dataclass
class _Tree:
    """Tokens of a piece of a sentence; heads count within it, -1 is "what the piece hangs on"."""

    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    entities: list[Label] = field(default_factory=list)
    unlabelled: list[tuple[int, int]] = field(default_factory=list)

    def add(self, word: str, tag: str, head: int, relation: str, space: bool = True) -> int:
        self.words.append(word)
        self.tags.append(tag)
        self.heads.append(head)
        self.relations.append(relation)
        self.spaces.append(space)
        return len(self.words) - 1

    def attach(self, piece: _Tree, head: int, relation: str | None = None) -> int:
        """Append a piece whose root hangs on ``head``; returns the position of that root."""
        offset, root = len(self.words), 0
        for position in range(len(piece.words)):
            inner = piece.heads[position]
            outer = piece.relations[position] if inner >= 0 or relation is None else relation
            if inner < 0:
                root = offset + position
            self.add(
                piece.words[position],
                piece.tags[position],
                head if inner < 0 else offset + inner,
                outer,
                piece.spaces[position],
            )
        self.entities += [(offset + start, offset + end, label) for start, end, label in piece.entities]
        self.unlabelled += [(offset + start, offset + end) for start, end in piece.unlabelled]
        return root

    def entity(self, start: int, label: str) -> None:
        self.entities.append((start, len(self.words), label))


def report_sentences(
    passages: Iterable[Passage], pool: NamePool, random_: random.Random, share: float = 1.0
) -> Iterator[Passage]:
    """Passages of reported speech, each made of one to three neighbouring sentences of the same passage.

    ``share`` is the part of the usable sentences that are used.
    """
    for passage in passages:
        made = Passage()
        for clause, closing in _clauses(passage):
            if random_.random() > share:
                continue
            if made.words:
                made.add_gap(random_.choice([" ", "\n\n", "\n"]))
            _append(made, _report(clause, closing, pool, random_))
            if random_.random() < 0.3 or len(made.words) > 120:
                yield made
                made = Passage()
        if made.words:
            yield made


def _clauses(passage: Passage) -> Iterator[tuple[_Tree, str]]:
    """Sentences of 4 to 30 words with a verb as root and no quotation marks, without their final mark."""
    starts = [position for position, starts in enumerate(passage.sentence_starts) if starts]
    for start, end in zip(starts, [*starts[1:], len(passage.words)]):
        while end > start and passage.tags[end - 1] == "_SP":
            end -= 1
        closing = passage.words[end - 1]
        heads = passage.heads[start:end]
        roots = [position for position, head in enumerate(heads) if head == start + position]
        tags = passage.tags[start:end]
        if (
            5 <= end - start <= 31
            and closing in (".", "?", "!")
            and len(roots) == 1
            and passage.tags[start + roots[0]].startswith(("VB", "MD"))
            and not {"``", "''", "_SP", ":", "-LRB-"} & set(tags)
            and passage.words[start][:1].isupper()
            and heads.count(start + len(heads) - 1) == 0
        ):
            yield _clause(passage, start, end - 1), closing


def _clause(passage: Passage, start: int, end: int) -> _Tree:
    clause = _Tree()
    for position in range(start, end):
        head = passage.heads[position]
        inner = -1 if head == position else head - start
        space = passage.spaces[position] or position == end - 1
        clause.add(passage.words[position], passage.tags[position], inner, passage.relations[position], space)
    inside = range(start, end)
    if passage.has_entities:
        clause.entities = [(a - start, b - start, label) for a, b, label in passage.entities if a in inside]
        clause.unlabelled = [(a - start, b - start) for a, b in passage.unlabelled if a in inside]
    else:
        clause.unlabelled = [(0, end - start)]
    return clause


def _report(clause: _Tree, closing: str, pool: NamePool, random_: random.Random) -> _Tree:
    speaker, kind = _speaker(pool, random_)
    order = random_.choice(["after", "after", "inverted", "inverted", "before", "before", "according", "indirect"])
    if kind == "pronoun" and order == "inverted":
        order = "after"
    if order == "according":
        return _according(clause, speaker, kind, random_)
    if order == "indirect":
        return _indirect(clause, speaker, pool, random_)
    verb = random_.choice(_VERBS)
    if order == "inverted" and verb == "told":
        verb = "said"
    if closing == "?" and random_.random() < 0.7:
        verb = "asked"
    if order == "before":
        return _cue_before(clause, closing, speaker, verb, pool, random_)
    return _cue_after(clause, closing, speaker, verb, order == "inverted", pool, random_)


def _cue_after(
    clause: _Tree,
    closing: str,
    speaker: _Tree,
    verb: str,
    inverted: bool,
    pool: NamePool,
    random_: random.Random,
) -> _Tree:
    """“…,” she said. / “…,” said Mary Jones, the mayor of Paris."""
    tree = _Tree()
    hangs: list[int] = [tree.add("“", "``", 0, "punct")]
    said = tree.attach(clause, 0, "ccomp")
    hangs.append(tree.add("," if closing == "." else closing, "," if closing == "." else ".", 0, "punct"))
    hangs.append(tree.add("”", "''", 0, "punct"))
    if inverted:
        root = tree.add(verb, _verb_tag(verb), 0, "ROOT")
        tree.attach(speaker, root, "nsubj")
    else:
        root = len(tree.words) + len(speaker.words)
        tree.attach(speaker, root, "nsubj")
        tree.add(verb, _verb_tag(verb), root, "ROOT")
    for position in (*hangs, said):
        tree.heads[position] = root
    tree.heads[root] = -1
    _hearer_and_tail(tree, root, verb, pool, random_)
    tree.add(".", ".", root, "punct")
    return tree


def _cue_before(
    clause: _Tree, closing: str, speaker: _Tree, verb: str, pool: NamePool, random_: random.Random
) -> _Tree:
    """Mary Jones, the mayor of Paris, said: “….”"""
    tree = _Tree()
    root = len(speaker.words)
    tree.attach(speaker, root, "nsubj")
    tree.add(verb, _verb_tag(verb), -1, "ROOT")
    _hearer_and_tail(tree, root, verb, pool, random_)
    mark = random_.choice([":", ","])
    tree.add(mark, mark, root, "punct")
    tree.add("“", "``", root, "punct")
    tree.attach(clause, root, "ccomp")
    tree.add(closing, ".", root, "punct")
    tree.add("”", "''", root, "punct")
    return tree


def _indirect(clause: _Tree, speaker: _Tree, pool: NamePool, random_: random.Random) -> _Tree:
    """The clause, she said. / She said that the clause."""
    tree = _Tree()
    verb = random_.choice(["said", "said", "says", "argued", "noted", "warned", "insisted"])
    if random_.random() < 0.5:
        said = tree.attach(clause, 0, "ccomp")
        comma = tree.add(",", ",", 0, "punct")
        root = len(tree.words) + len(speaker.words)
        tree.attach(speaker, root, "nsubj")
        tree.add(verb, _verb_tag(verb), -1, "ROOT")
        tree.heads[said] = tree.heads[comma] = root
    else:
        root = len(speaker.words)
        tree.attach(speaker, root, "nsubj")
        tree.add(verb, _verb_tag(verb), -1, "ROOT")
        _hearer_and_tail(tree, root, verb, pool, random_)
        marker = tree.add("that", "IN", 0, "mark")
        if clause.tags[0] not in ("NNP", "NNPS") and clause.words[0] != "I":
            clause.words[0] = clause.words[0].lower()
        tree.heads[marker] = tree.attach(clause, root, "ccomp")
    tree.add(".", ".", root, "punct")
    return tree


def _according(clause: _Tree, speaker: _Tree, kind: str, random_: random.Random) -> _Tree:
    """According to Mary Jones, … / …, according to Mary Jones."""
    if kind == "pronoun":
        speaker.words[0] = {"he": "him", "she": "her", "they": "them"}.get(speaker.words[0].lower(), "him")
    tree = _Tree()
    if random_.random() < 0.6:
        first = tree.add("According", "VBG", 0, "prep")
        to = tree.add("to", "IN", first, "prep")
        tree.attach(speaker, to, "pobj")
        if tree.words[-1] != ",":
            tree.add(",", ",", 0, "punct")
        comma = len(tree.words) - 1
        if clause.tags[0] not in ("NNP", "NNPS") and clause.words[0] != "I":
            clause.words[0] = clause.words[0].lower()
        root = tree.attach(clause, -1)
        tree.heads[first] = tree.heads[comma] = root
    else:
        if speaker.words[-1] == ",":
            speaker = _without_last(speaker)
        root = tree.attach(clause, -1)
        tree.add(",", ",", root, "punct")
        according = tree.add("according", "VBG", root, "prep")
        tree.attach(speaker, tree.add("to", "IN", according, "prep"), "pobj")
    tree.relations[root] = "ROOT"
    tree.add(".", ".", root, "punct")
    return tree


def _without_last(piece: _Tree) -> _Tree:
    last = len(piece.words) - 1
    return _Tree(
        piece.words[:last],
        piece.tags[:last],
        piece.heads[:last],
        piece.relations[:last],
        piece.spaces[:last],
        piece.entities,
        piece.unlabelled,
    )


def _verb_tag(verb: str) -> str:
    return "VBZ" if verb == "says" else "VBD"


def _hearer_and_tail(tree: _Tree, root: int, verb: str, pool: NamePool, random_: random.Random) -> None:
    if verb == "told":
        _noun(tree, random_.choice(_HEARERS), root, "dobj")
    draw = random_.random()
    if draw < 0.15:
        on = tree.add("on", "IN", root, "prep")
        start = len(tree.words)
        tree.add(random_.choice(_DAYS), "NNP", on, "pobj")
        tree.entity(start, "DATE")
    elif draw < 0.3:
        preposition = tree.add("in", "IN", root, "prep")
        _noun(tree, random_.choice(["an interview", "a statement", "a speech", "a letter"]), preposition, "pobj")
    elif draw < 0.4:
        at = tree.add("at", "IN", root, "prep")
        conference = _noun(tree, "a news conference", at, "pobj")
        _place(tree, tree.add("in", "IN", conference, "prep"), pool, random_)


def _noun(tree: _Tree, phrase: str, head: int, relation: str) -> int:
    """Add a noun phrase of ours, the last word its head: determiner, then modifiers."""
    words = phrase.split()
    last = len(tree.words) + len(words) - 1
    start = len(tree.words)
    for word in words[:-1]:
        if word in ("a", "an", "the"):
            tree.add(word, "DT", last, "det")
            start += 1
        else:
            proper = word[:1].isupper()
            adjective = word in _ADJECTIVES
            tag = "NNP" if proper else "JJ" if adjective else "NN"
            tree.add(word, tag, last, "amod" if adjective else "compound")
    word = words[-1]
    proper = word[:1].isupper()
    plural = word.endswith("s") and word not in ("Reuters", "Nations") and not proper
    tree.add(word, "NNP" if proper else "NNS" if plural else "NN", head, relation)
    if proper:
        tree.entity(start, "ORG")
    return last


def _place(tree: _Tree, head: int, pool: NamePool, random_: random.Random) -> None:
    start = len(tree.words)
    tree.add(pool.place(random_), "NNP", head, "pobj")
    tree.entity(start, "GPE")


def _name(tree: _Tree, pool: NamePool, random_: random.Random, head: int, relation: str, titled: bool = False) -> int:
    """Add a person's name; a title hangs on it as ``compound`` and stays outside of the entity."""
    given = [] if titled and random_.random() < 0.6 else [pool.given_name(random_)]
    if given and random_.random() < 0.08:
        given.append(f"{random_.choice('ABCDEGHJKLMPRST')}.")
    if not titled and random_.random() < 0.3:
        given = []
    title = random_.choice(_TITLES).split() if titled else []
    last = len(tree.words) + len(title) + len(given)
    first = len(tree.words)
    for position, word in enumerate(title):
        if word == "of":
            tree.add(word, "IN", first, "prep")
        elif title[:2] == ["Secretary", "of"]:
            tree.add(word, "NNP", last if position == 0 else first + 1, "compound" if position == 0 else "pobj")
        else:
            tree.add(word, "NNP", last, "compound")
    start = len(tree.words)
    for word in given:
        tree.add(word, "NNP", last, "compound")
    tree.add(pool.surname(random_), "NNP", head, relation)
    tree.entity(start, "PERSON")
    return last


def _speaker(pool: NamePool, random_: random.Random) -> tuple[_Tree, str]:
    tree = _Tree()
    draw = random_.random()
    if draw < 0.14:
        tree.add(random_.choice(["he", "she", "he", "she", "they"]), "PRP", -1, "nsubj")
        return tree, "pronoun"
    if draw < 0.22:
        _described(tree, pool, random_, -1, "nsubj", random_.choice(["the", "a", "one"]))
        return tree, "role"
    if draw < 0.28:
        _noun(tree, f"the {random_.choice(_BODIES)}", -1, "nsubj")
        return tree, "body"
    if draw < 0.4:
        _role_and_name(tree, pool, random_)
        return tree, "name"
    head = _name(tree, pool, random_, -1, "nsubj", titled=draw < 0.55)
    if draw > 0.75:
        _apposition(tree, pool, random_, head)
    elif draw > 0.68:
        _relative(tree, pool, random_, head)
    return tree, "name"


def _role_and_name(tree: _Tree, pool: NamePool, random_: random.Random) -> None:
    """ "Ukrainian foreign minister Andrii Kovalenko", "company spokeswoman Ann Lee"."""
    role = random_.choice(_ROLES).split()
    nation = random_.random() < 0.6
    capital = random_.random() < 0.4
    given = pool.given_name(random_)
    last = nation + len(role) + 1
    head = last - 2
    if nation:
        tree.add(random_.choice(_NATIONS), "JJ", head, "amod")
        tree.entity(0, "NORP")
    for position, word in enumerate(role):
        final = position == len(role) - 1
        adjective = word in _ADJECTIVES
        tag = "NNP" if capital else "JJ" if adjective else "NN"
        relation = "compound" if final or not adjective or capital else "amod"
        tree.add(word.capitalize() if capital else word, tag, last if final else head, relation)
    tree.add(given, "NNP", last, "compound")
    tree.add(pool.surname(random_), "NNP", -1, "nsubj")
    tree.entity(len(tree.words) - 2, "PERSON")


def _described(tree: _Tree, pool: NamePool, random_: random.Random, head: int, relation: str, article: str) -> int:
    """ "the foreign minister of Lithuania", "a senior analyst at the World Bank"."""
    role = random_.choice(_ROLES).split()
    nation = random_.random() < 0.25
    modifier = random_.choice(_NATIONS) if nation else role[0]
    if article == "a" and modifier[0] in "aeioAEIO":
        article = "an"
    last = len(tree.words) + 1 + nation + len(role) - 1
    tree.add(article, "CD" if article == "one" else "DT", last, "nummod" if article == "one" else "det")
    if nation:
        tree.add(modifier, "JJ", last, "amod")
        tree.entity(len(tree.words) - 1, "NORP")
    for word in role[:-1]:
        adjective = word in _ADJECTIVES
        tree.add(word, "JJ" if adjective else "NN", last, "amod" if adjective else "compound")
    tree.add(role[-1], "NN", head, relation)
    draw = random_.random()
    if draw < 0.35:
        _place(tree, tree.add("of", "IN", last, "prep"), pool, random_)
    elif draw < 0.6:
        preposition = tree.add(random_.choice(["at", "of", "for", "with"]), "IN", last, "prep")
        _noun(tree, f"the {random_.choice(_BODIES)}", preposition, "pobj")
    return last


def _apposition(tree: _Tree, pool: NamePool, random_: random.Random, head: int) -> None:
    """The name, a role that goes between commas; the second comma is left out by some writers too."""
    tree.add(",", ",", head, "punct")
    _described(tree, pool, random_, head, "appos", random_.choice(["the", "a"]))
    tree.add(",", ",", head, "punct")


def _relative(tree: _Tree, pool: NamePool, random_: random.Random, head: int) -> None:
    """ "who visited Vilnius on Friday", "who chairs the committee"."""
    tree.add(",", ",", head, "punct")
    who = tree.add("who", "WP", 0, "nsubj")
    verb, tag, object_ = random_.choice(
        [
            ("chairs", "VBZ", "the committee"),
            ("leads", "VBZ", "the party"),
            ("heads", "VBZ", "the delegation"),
            ("visited", "VBD", ""),
            ("wrote", "VBD", "the report"),
            ("won", "VBD", "the election"),
            ("opposes", "VBZ", "the plan"),
            ("runs", "VBZ", "a shop"),
        ]
    )
    position = tree.add(verb, tag, head, "relcl")
    tree.heads[who] = position
    if object_:
        _noun(tree, object_, position, "dobj")
        if random_.random() < 0.5:
            _place(tree, tree.add("in", "IN", position, "prep"), pool, random_)
    else:
        start = len(tree.words)
        tree.add(pool.place(random_), "NNP", position, "dobj")
        tree.entity(start, "GPE")
        if random_.random() < 0.6:
            on = tree.add("on", "IN", position, "prep")
            start = len(tree.words)
            tree.add(random_.choice(_DAYS), "NNP", on, "pobj")
            tree.entity(start, "DATE")
    tree.add(",", ",", head, "punct")


_TIGHT_BEFORE = frozenset([",", ".", ":", "?", "!", "”"])


def _append(passage: Passage, tree: _Tree) -> None:
    """Add the tree as a sentence: commas that meet another mark go, the first letter is a capital."""
    keep = [
        not (word == "," and position + 1 < len(tree.words) and tree.words[position + 1] in (".", ",", ":"))
        for position, word in enumerate(tree.words)
    ]
    kept = [position for position, is_kept in enumerate(keep) if is_kept]
    moved = [sum(keep[:position]) for position in range(len(keep))]
    words = [tree.words[position] for position in kept]
    words[0] = words[0][:1].upper() + words[0][1:]
    spaces = [
        tree.spaces[position] and word != "“" and following not in _TIGHT_BEFORE
        for position, word, following in zip(kept, words, [*words[1:], "."])
    ]
    passage.add_sentence(
        words,
        spaces,
        [tree.tags[position] for position in kept],
        [moved[position if tree.heads[position] < 0 else tree.heads[position]] for position in kept],
        [tree.relations[position] for position in kept],
        [(moved[start], moved[end - 1] + 1, label) for start, end, label in tree.entities],
        [(moved[start], moved[end - 1] + 1) for start, end in tree.unlabelled],
    )
