"""A stretch of annotated text between the corpora and spaCy: plain lists that augmentation can edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from quotes.training.treebank import Sentence

SENTENCES_PER_PASSAGE = 10

Label = tuple[int, int, str]


@dataclass
class Passage:
    """Tokens with spacing, tags, heads (absolute positions, a root is its own head), relations and entities.

    A line break is a token of its own, tagged ``_SP``, as spaCy's tokenizer makes one. ``entities`` are
    ``(start, end, label)`` with the end exclusive; ``unlabelled`` are stretches about whose entities
    nothing is known. ``has_tree`` and ``has_entities`` tell which layers are annotated at all.
    """

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    sentence_starts: list[bool] = field(default_factory=list)
    entities: list[Label] = field(default_factory=list)
    unlabelled: list[tuple[int, int]] = field(default_factory=list)
    has_tree: bool = True
    has_entities: bool = True

    def add_gap(self, gap: str) -> None:
        """Append the white space between two tokens, split as spaCy's tokenizer splits it."""
        if self.words and gap.startswith(" "):
            self.spaces[-1] = True
            gap = gap[1:]
        elif self.words:
            self.spaces[-1] = False
        if gap:
            position = len(self.words)
            self._append(gap, False, "_SP", max(position - 1, 0), "dep", position == 0)

    def add_sentence(
        self,
        words: Sequence[str],
        spaces: Sequence[bool],
        tags: Sequence[str],
        heads: Sequence[int],
        relations: Sequence[str],
        entities: Sequence[Label] = (),
        unlabelled: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Append one sentence whose heads (from 0, the root its own head) and entities count within it."""
        offset = len(self.words)
        for position, word in enumerate(words):
            head = offset + heads[position]
            self._append(word, spaces[position], tags[position], head, relations[position], position == 0)
        self.entities += [(offset + start, offset + end, label) for start, end, label in entities]
        self.unlabelled += [(offset + start, offset + end) for start, end in unlabelled]

    def add_tree(
        self, sentence: Sentence, entities: Sequence[Label] = (), unlabelled: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Append a treebank's sentence after its conversion."""
        self.add_sentence(
            [word.form for word in sentence.words],
            sentence.spaces,
            [word.tag for word in sentence.words],
            [(word.head or word.index) - 1 for word in sentence.words],
            [word.relation for word in sentence.words],
            entities,
            unlabelled,
        )

    def _append(self, word: str, space: bool, tag: str, head: int, relation: str, starts: bool) -> None:
        self.words.append(word)
        self.spaces.append(space)
        self.tags.append(tag)
        self.heads.append(head)
        self.relations.append(relation)
        self.sentence_starts.append(starts)

    @property
    def text(self) -> str:
        """The text that the tokens spell."""
        return "".join(word + " " * space for word, space in zip(self.words, self.spaces))

    def to_doc(self, vocab: Vocab) -> Doc:
        """The passage as gold annotation for spaCy; layers that are not annotated stay missing."""
        if self.has_tree:
            heads, relations = self._attach_leading_space()
            doc = Doc(vocab, self.words, self.spaces, tags=self.tags, heads=heads, deps=relations)
        else:
            doc = Doc(vocab, self.words, self.spaces)
            for token, starts in zip(doc, self.sentence_starts):
                token.is_sent_start = starts
        if self.has_entities:
            spans = spacy.util.filter_spans([Span(doc, *entity) for entity in self.entities])
            taken = {position for span in spans for position in range(span.start, span.end)}
            unknown = {position for start, end in self.unlabelled for position in range(start, end)} - taken
            missing = [doc[position : position + 1] for position in sorted(unknown)]
            doc.set_ents(spans, missing=missing, default="outside")
        else:
            doc.set_ents([], default="missing")
        return doc

    def _attach_leading_space(self) -> tuple[list[int], list[str]]:
        """White space before the first word hangs on that word: it would be a second root otherwise."""
        heads = list(self.heads)
        if self.words and self.tags[0] == "_SP" and len(heads) > 1:
            heads[0] = 1
        return heads, self.relations

    @classmethod
    def from_doc(cls, doc: Doc) -> Passage:
        """The inverse of :meth:`to_doc`."""
        passage = cls(
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            tags=[token.tag_ for token in doc],
            heads=[token.head.i for token in doc],
            relations=[token.dep_ for token in doc],
            sentence_starts=[bool(token.is_sent_start) for token in doc],
            entities=[(entity.start, entity.end, entity.label_) for entity in doc.ents],
            unlabelled=[(token.i, token.i + 1) for token in doc if token.ent_iob == 0],
            has_tree=doc.has_annotation("DEP"),
        )
        passage.has_entities = len(passage.unlabelled) < len(doc)
        return passage
