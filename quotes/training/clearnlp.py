"""Universal Dependencies → the ClearNLP scheme that ``en_core_web_*`` uses.

The two schemes disagree on what heads what: UD makes content words heads (the noun heads its preposition, the
predicate noun its copula, the quoted clause an interposed "he said"), ClearNLP makes function words heads. The
conversion moves heads first (names, money, coordinations, copulas, speech, prepositions, gerunds), then
translates labels, then re-attaches punctuation so that it crosses no arc. Method: rules in the order below,
after Choi and Palmer's *Guidelines for the CLEAR Style Constituent to Dependency Conversion* (2012).

Known gaps: "what is this" is inverted, to-phrases are never ``dative``, multi-word prepositions are rough.
"""

from __future__ import annotations

from quotes.training.treebank import Word
from quotes.training.wordlists import word_list

SPEECH_LEMMAS = frozenset(word_list("speech_lemmas"))
_LINKING_LEMMAS = frozenset(word_list("linking_lemmas"))
_DEGREE_ADVERBS = frozenset(word_list("degree_adverbs"))
_SENTENCE_ADVERBS = frozenset(word_list("sentence_adverbs"))
_NEGATIONS = frozenset(["not", "n't", "n’t", "never", "nt"])
_AFTER_PREDICATE_ADVERBS = frozenset(["enough", "else", "indeed", "away", "ago", "there", "here"])
_NAME_TAGS = frozenset(["NNP", "NNPS"])
_FINITE_AUXILIARY_TAGS = frozenset(["VBP", "VBZ", "VBD", "MD"])
_NOMINAL_POS = frozenset(["NOUN", "PROPN", "PRON", "NUM", "SYM", "X"])
# relations that belong to the clause, not to the predicate noun or the prepositional object that UD hangs
# them on
_CLAUSAL = frozenset(word_list("clausal_relations"))
_PLAIN_LABELS = {
    "obj": "dobj",
    "iobj": "dative",
    "discourse": "intj",
    "vocative": "npadvmod",
    "obl": "npadvmod",
    "compound": "compound",
    "aux": "aux",
    "ccomp": "ccomp",
    "flat": "compound",
    "list": "dep",
    "orphan": "dep",
    "goeswith": "dep",
    "reparandum": "dep",
    "dislocated": "dep",
    "dep": "dep",
    "cop": "aux",
}
_SUBTYPE_LABELS = {
    "aux:pass": "auxpass",
    "nmod:poss": "poss",
    "nmod:desc": "compound",
    "nmod:unmarked": "npadvmod",
    "acl:relcl": "relcl",
    "advcl:relcl": "advcl",
    "compound:prt": "prt",
    "det:predet": "predet",
    "cc:preconj": "preconj",
    "csubj:pass": "csubjpass",
}
# labels that the head-moving steps set already in ClearNLP's names
_FINAL = frozenset(["prep", "pobj", "pcomp", "attr", "acomp", "agent", "quantmod", "oprd", "nummod", "compound"])


def to_clearnlp(words: list[Word]) -> bool:
    """Convert one sentence's tree in place; ``head`` and ``relation`` change, nothing else.

    Returns False (and leaves the words half-changed) when the tree is not one: no root, or a cycle.
    """
    return _Conversion(words).run()


def _base(relation: str) -> str:
    return relation.split(":")[0]


class _Conversion:
    def __init__(self, words: list[Word]) -> None:
        self.words = words

    def run(self) -> bool:
        if not self._is_tree():
            return False
        self._names()
        self._currencies()
        self._coordinations()
        self._copulas()
        self._reported_speech()
        self._prepositions()
        self._gerunds()
        self._labels()
        self._single_root()
        if not self._is_tree():
            return False
        self._punctuation()
        return True

    def _word(self, index: int) -> Word:
        return self.words[index - 1]

    def _children(self, index: int) -> list[Word]:
        return [word for word in self.words if word.head == index]

    def _below(self, index: int, ancestor: int) -> bool:
        """Whether the word is the ancestor or hangs somewhere under it."""
        for _ in self.words:
            if index == ancestor:
                return True
            if index == 0:
                return False
            index = self._word(index).head
        return index == ancestor

    def _promote(self, old: Word, new: Word, relation: str) -> None:
        """Give ``new``, a child of ``old``, its parent's place; ``old`` hangs on it by ``relation``."""
        new.head, new.relation = old.head, old.relation
        old.head, old.relation = new.index, relation

    def _is_tree(self) -> bool:
        if not any(word.head == 0 for word in self.words):
            return False
        for word in self.words:
            seen: set[int] = set()
            index = word.index
            while index and index not in seen:
                seen.add(index)
                index = self._word(index).head
            if index:
                return False
        return True

    def _names(self) -> None:
        """A name's last word is its head: "Mary Ann Jones" hangs on "Jones"."""
        for first in self.words:
            flat = [
                child
                for child in self._children(first.index)
                if child.relation in ("flat", "flat:name", "goeswith") and child.index > first.index
            ]
            if not flat:
                continue
            if flat[0].relation == "goeswith":
                for child in flat:
                    child.relation = "dep"
            elif first.tag in _NAME_TAGS | {"NN"} and all(c.tag in _NAME_TAGS | {"NN", "GW"} for c in flat):
                last = flat[-1]
                others = [child for child in self._children(first.index) if child is not last]
                self._promote(first, last, "compound")
                for child in others:
                    child.head = last.index
                    if child in flat:
                        child.relation = "compound"
            else:
                for child in flat:
                    numeric = "nummod" if child.tag == "CD" else "compound"
                    child.relation = "punct" if child.upos == "PUNCT" else numeric

    def _currencies(self) -> None:
        """The amount heads its sign: "$ 5 million" hangs on "million"."""
        for sign in self.words:
            if sign.tag != "$":
                continue
            amounts = [c for c in self._children(sign.index) if c.relation == "nummod" and c.index > sign.index]
            if len(amounts) != 1:
                continue
            amount = amounts[0]
            others = [child for child in self._children(sign.index) if child is not amount]
            has_factor = any(child.relation == "compound" for child in self._children(amount.index))
            self._promote(sign, amount, "quantmod" if has_factor else "nmod")
            for child in others:
                child.head = amount.index

    def _coordinations(self) -> None:
        """Conjuncts form a chain, and the conjunction hangs on the conjunct before it."""
        for first in self.words:
            conjuncts = sorted(
                (child for child in self._children(first.index) if child.relation == "conj"),
                key=lambda c: c.index,
            )
            previous = first
            for conjunct in conjuncts:
                for child in self._children(conjunct.index):
                    comma = child.relation == "punct" and child.tag in (",", ":", ".")
                    if child.index < conjunct.index and (child.relation == "cc" or comma):
                        child.head = previous.index
                conjunct.head = previous.index
                previous = conjunct

    def _copulas(self) -> None:
        """The copula heads its clause; the predicate hangs on it as ``attr``, ``acomp`` or a preposition."""
        for copula in [word for word in self.words if word.relation == "cop"]:
            predicate = self._word(copula.head)
            children = [child for child in self._children(predicate.index) if child is not copula]
            moved = [child for child in children if self._belongs_to_copula(child, predicate, copula, children)]
            prepositional = any(child.relation == "case" and child.tag != "POS" for child in children)
            for child in moved:
                child.head = copula.index
            self._promote(predicate, copula, self._predicate_relation(predicate, prepositional))

    def _predicate_relation(self, predicate: Word, prepositional: bool) -> str:
        if predicate.upos in ("VERB", "AUX") and not prepositional:
            to = any(child.tag == "TO" for child in self._children(predicate.index))
            return "xcomp" if to or predicate.tag == "VBG" else "ccomp"
        if prepositional:
            return "obl"
        return {"ADJ": "acomp", "ADV": "advmod"}.get(predicate.upos, "attr")

    def _belongs_to_copula(self, child: Word, predicate: Word, copula: Word, siblings: list[Word]) -> bool:
        relation = _base(child.relation)
        nominal = predicate.upos in _NOMINAL_POS
        between = copula.index < child.index < predicate.index
        if relation in _CLAUSAL:
            return True
        if relation == "punct":
            if between and child.tag in ("HYPH", "-LRB-", "``"):
                return False
            inside = min(copula.index, predicate.index) < child.index < predicate.index
            return child.tag == "," or not inside
        if relation == "advmod":
            return self._adverb_belongs_to_copula(child, predicate, copula, nominal)
        if relation == "obl":
            return nominal or child.relation == "obl:unmarked" or child.index < copula.index
        if relation == "cc" and child.relation != "cc:preconj":
            conjuncts = [sibling for sibling in siblings if sibling.relation == "conj"]
            return child.index < copula.index or not conjuncts or self._is_clause(conjuncts[0], predicate)
        if relation == "conj":
            return self._is_clause(child, predicate)
        return False

    def _adverb_belongs_to_copula(self, adverb: Word, predicate: Word, copula: Word, nominal: bool) -> bool:
        form = adverb.form.lower()
        if adverb.index < copula.index or form in _NEGATIONS or predicate.upos == "VERB":
            return True
        if adverb.index > predicate.index:
            return nominal or form not in _AFTER_PREDICATE_ADVERBS
        modifies_predicate = (
            predicate.upos in ("ADJ", "ADV") and adverb.index == predicate.index - 1 and form not in _SENTENCE_ADVERBS
        )
        return not (form in _DEGREE_ADVERBS or modifies_predicate)

    def _is_clause(self, conjunct: Word, predicate: Word) -> bool:
        if conjunct.upos in ("VERB", "AUX") and predicate.upos != "VERB":
            return True
        return any(
            child.relation in ("cop", "aux") or child.relation.startswith("nsubj")
            for child in self._children(conjunct.index)
        )

    def _reported_speech(self) -> None:
        """ "It rains, he said": the verb of saying heads the sentence, what was said is its ``ccomp``.

        A cue between two parts of a quotation ("It rains, he said, and pours") stays ``parataxis``: heading the
        sentence it would cross the arc between the parts.
        """
        for verb in [word for word in self.words if word.relation == "parataxis"]:
            said = self._word(verb.head)
            children = self._children(verb.index)
            if (
                verb.lemma in SPEECH_LEMMAS
                and verb.upos == "VERB"
                and verb.index > said.index
                and _base(said.relation) in ("root", "parataxis", "ccomp", "conj")
                and any(child.relation.startswith("nsubj") for child in children)
                and not any(child.relation in ("ccomp", "obj", "xcomp") for child in children)
            ):
                later = [c for c in self._children(said.index) if c.index > verb.index]
                if any(child.relation != "punct" for child in later):
                    continue
                self._promote(said, verb, "ccomp")
                for child in later:
                    child.head = verb.index

    def _prepositions(self) -> None:
        """Prepositions head their objects (``prep`` + ``pobj``), the agent's "by" is ``agent``."""
        for noun in self.words:
            cases = [c for c in self._children(noun.index) if c.relation == "case" and c.tag != "POS"]
            before = [case for case in cases if case.index < noun.index] or cases
            if before:
                self._raise_preposition(noun, before)

    def _raise_preposition(self, noun: Word, cases: list[Word]) -> None:
        first = cases[0]
        parent = self._word(noun.head) if noun.head else None
        if (
            parent is not None
            and noun.relation == "conj"
            and parent.relation in ("pobj", "pcomp")
            and self._word(parent.head).relation in ("prep", "agent")
        ):
            # "in Paris and in Rome": the second preposition is the first one's conjunct
            earlier = self._word(parent.head)
            first.head, first.relation = earlier.index, "conj"
            for child in self._children(parent.index):
                if child.relation in ("cc", "punct") and child.index > parent.index:
                    child.head = earlier.index
        else:
            first.head = noun.head
            first.relation = {"root": "root", "obl:agent": "agent", "conj": "conj"}.get(noun.relation, "prep")
        last = first
        for case in cases[1:]:
            case.head, case.relation = last.index, "prep"
            last = case
        holder = self._fixed_preposition(first, last)
        noun.head = holder.index
        noun_like = noun.upos in _NOMINAL_POS | {"DET"} or noun.tag in ("NN", "NNS", "CD", "DT")
        clause_like = noun.upos in ("ADV", "VERB", "AUX", "ADJ", "SCONJ")
        noun.relation = "pcomp" if clause_like and not noun_like else "pobj"
        for child in self._children(noun.index):
            was_root = first.relation == "root"
            if (
                (child.relation == "punct" and (child.index < first.index or (was_root and child.index > noun.index)))
                or (child.relation == "advmod" and child.index < first.index)
                or (was_root and _base(child.relation) in _CLAUSAL)
            ):
                child.head = first.index

    def _fixed_preposition(self, first: Word, last: Word) -> Word:
        """The word of "according to", "because of", "such as" that the object hangs on."""
        fixed = [child for child in self._children(first.index) if child.relation == "fixed"]
        if not fixed or last is not first:
            return last
        form = first.form.lower()
        if form in ("because", "due"):
            for child in fixed:
                child.relation = "pcomp"
            return last
        if form == "such":
            final = fixed[-1]
            self._promote(first, final, "amod")
            for child in fixed[:-1]:
                child.head, child.relation = final.index, "dep"
            return final
        holder = last
        for child in fixed:
            adposition = child.tag in ("IN", "TO", "RP")
            child.head, child.relation = holder.index, "prep" if adposition else "pobj"
            if adposition:
                holder = child
        return holder

    def _gerunds(self) -> None:
        """ "without knowing": the marker is a preposition, the gerund its ``pcomp``."""
        for marker in self.words:
            if marker.relation != "mark" or marker.tag != "IN":
                continue
            verb = self._word(marker.head)
            children = self._children(verb.index)
            if (
                verb.tag == "VBG"
                and marker.index < verb.index
                and verb.relation in ("advcl", "acl", "ccomp", "xcomp")
                and not any(child.relation.startswith("nsubj") for child in children)
                and not any(c.relation in ("aux", "aux:pass") and c.tag in _FINITE_AUXILIARY_TAGS for c in children)
            ):
                marker.head, marker.relation = verb.head, "prep"
                verb.head, verb.relation = marker.index, "pcomp"
                for child in self._children(verb.index):
                    if child.relation in ("punct", "advmod") and child.index < marker.index:
                        child.head = marker.index

    def _labels(self) -> None:
        existential = {word.head for word in self.words if word.relation == "expl" and word.tag == "EX"}
        for word in self.words:
            word.relation = self._label(word, word.head in existential)

    def _label(self, word: Word, existential: bool) -> str:
        relation, base = word.relation, _base(word.relation)
        if word.head == 0 or relation == "root":
            return "ROOT"
        head = self._word(word.head)
        if relation in _FINAL:
            return relation
        if relation in _SUBTYPE_LABELS:
            return _SUBTYPE_LABELS[relation]
        if base == "nsubj":
            if existential and word.index > word.head:
                return "attr"
            return "nsubjpass" if relation == "nsubj:pass" else "nsubj"
        if base == "advmod":
            if word.form.lower() in _NEGATIONS:
                return "neg"
            return "quantmod" if head.tag == "CD" and word.index < head.index else "advmod"
        if base == "mark":
            return "aux" if word.tag == "TO" else "mark"
        if base == "expl":
            if word.tag == "EX":
                return "expl"
            return "nsubj" if word.index < word.head else "dobj"
        if base == "xcomp":
            return self._complement_label(word, head)
        if base == "fixed":
            if word.tag.startswith("RB"):
                return "advmod"
            return "prep" if word.tag == "IN" else "dep"
        if base == "case":
            return "case" if word.tag == "POS" else "prep"
        return _PLAIN_LABELS.get(base, base)

    def _complement_label(self, word: Word, head: Word) -> str:
        linking = head.lemma in _LINKING_LEMMAS
        if word.upos == "ADJ":
            return "acomp" if linking else "oprd"
        if word.upos in ("NOUN", "PROPN", "PRON", "NUM"):
            return "attr" if linking else "oprd"
        return "xcomp"

    def _single_root(self) -> None:
        roots = [word for word in self.words if word.head == 0]
        for extra in roots[1:]:
            extra.head, extra.relation = roots[0].index, "dep"

    def _punctuation(self) -> None:
        """Hang each mark on the nearest ancestor of its head that its arc can reach without crossing another."""
        for mark in self.words:
            if mark.relation != "punct":
                continue
            for _ in self.words:
                head = mark.head
                if not head or self._word(head).head == 0:
                    break
                low, high = sorted((mark.index, head))
                if all(self._below(between, head) for between in range(low + 1, high)):
                    break
                mark.head = self._word(head).head
