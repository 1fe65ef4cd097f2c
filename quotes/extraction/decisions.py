"""The learned decisions over what the rules found: who spoke, out of the mentions in reach.

The rules of :mod:`quotes.extraction.attribution` come first. Where layout decides (a transcript's label, a dash with a
signature) they are final; everywhere else their answer is one feature of many, and a network that was trained on the
attributions of PolNeAR's train part chooses among all mentions in reach, or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import srsly
from spacy.language import Language

from quotes.errors import ModelNotFound
from quotes.extraction import lexicon
from quotes.extraction.candidates import Candidate, CandidateFinder
from quotes.extraction.cues import ClauseFinder
from quotes.extraction.findings import LAYOUT_METHODS, Finding, source_of
from quotes.extraction.language import shipped_model
from quotes.extraction.layout import REPORTER, PageLayout, Quoted
from quotes.extraction.mentions import Mention, type_of
from quotes.extraction.pronoun_weights import FOLDER, PRONOUNS, PronounWeights, read_weights, write_weights
from quotes.extraction.ranking import FeatureNetwork
from quotes.extraction.reported import is_example, is_reported
from quotes.extraction.speech_features import certain, reported_features

FILES = ("speakers.npz", "reported.npz")
# the share that a mention must have to be preferred to nobody where the rules find a speaker
KEPT_SHARE = 0.25
# what nothing is weighed against
FINAL_METHODS = LAYOUT_METHODS | {"reply", "inner", "colon-noun", "sign"}
# how near the rules' clause stands where it leaves no doubt that it is the one which reports the words
_BESIDE = {"cue-quote", "colon"}
_CASES = {"his": "he", "him": "he", "her": "she", "their": "they", "them": "they"}


@dataclass(frozen=True)
class DecisionWeights:
    """What was learned for one pipeline's analyses.

    ``speakers`` ranks mentions, ``reported`` tells reported speech from terms and titles, ``pronouns`` are the weights
    of :class:`~quotes.extraction.pronouns.PronounResolver`.
    """

    speakers: FeatureNetwork
    reported: FeatureNetwork
    pronouns: PronounWeights

    @classmethod
    def from_disk(cls, folder: Path) -> DecisionWeights:
        """Read a folder that :meth:`to_disk` wrote. Raises :class:`~quotes.errors.ModelNotFound` where it is none."""
        try:
            speakers, reported = (FeatureNetwork.from_disk(folder / name) for name in FILES)
            return cls(speakers, reported, read_weights((folder / PRONOUNS).read_text(encoding="utf8")))
        except (OSError, ValueError, KeyError) as error:
            raise ModelNotFound(f"no weights of the learned decisions in {str(folder)!r}: {error}") from error

    def to_disk(self, folder: Path) -> None:
        """Write ``speakers.npz``, ``reported.npz`` and ``pronouns.json``."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, network in zip(FILES, (self.speakers, self.reported)):
            (folder / name).write_bytes(network.to_bytes())
        (folder / PRONOUNS).write_text(write_weights(self.pronouns), encoding="utf8")

    def to_bytes(self) -> bytes:
        """All three in one msgpack string."""
        parts = [self.speakers.to_bytes(), self.reported.to_bytes(), write_weights(self.pronouns)]
        data: bytes = srsly.msgpack_dumps(parts)
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> DecisionWeights:
        """The inverse of :meth:`to_bytes`."""
        speakers, reported, pronouns = srsly.msgpack_loads(data)
        return cls(FeatureNetwork.from_bytes(speakers), FeatureNetwork.from_bytes(reported), read_weights(pronouns))


@lru_cache(maxsize=4)
def weights_in(folder: Path) -> DecisionWeights:
    """:meth:`DecisionWeights.from_disk`, once per process and folder."""
    return DecisionWeights.from_disk(folder)


def find_decisions(nlp: Language) -> DecisionWeights:
    """The weights in the pipeline's own folder, else those that ship with the package.

    Raises :class:`~quotes.errors.ModelNotFound` where neither has any.
    """
    own = getattr(nlp, "_path", None)
    if own is not None and (Path(own) / FOLDER / FILES[0]).exists():
        return weights_in(Path(own) / FOLDER)
    return weights_in(shipped_model() / FOLDER)


def is_final(quote: Quoted, rule: Finding, layout: PageLayout) -> bool:
    """Whether the rules' answer stands: layout decides, as it does for paragraphs that go on until a cue comes, or
    somebody "quoted Osei as saying" it."""
    if rule.method in FINAL_METHODS or quote.span.layout == "block":
        return True  # blocks are too rare in what was learned from
    if rule.method == "paragraphs" and rule.carried is not None and rule.carried > quote.index:
        return True
    if rule.cue is None:
        return False
    if layout.doc[rule.cue[0]].lemma_ == "read" and rule.method in _BESIDE and rule.mention is not None:
        return type_of(layout.doc, rule.mention) == "document"  # "sent out a note that read, “…”"
    return layout.doc[rule.cue[0]].lemma_ == "quote" or _passed_on(rule, layout)


def _passed_on(rule: Finding, layout: PageLayout) -> bool:
    """Whether somebody tells what another said right before the quotation: "Falk told the court that Osei had said".

    The words are Osei's; a pronoun there mostly means Falk again, and is weighed.
    """
    doc, mention = layout.doc, rule.mention
    if rule.cue is None or mention is None or mention.form == "pronoun" or doc[mention.start].lower_ in {"a", "an"}:
        return False
    verb = doc[rule.cue[0]]
    earlier = rule.method == "cue-before" and any(child.lower_ == "had" for child in verb.children)
    if not (rule.method in _BESIDE or earlier) or type_of(doc, mention) not in {"person", "unnamed"}:
        return False
    if verb.lemma_.lower() not in lexicon.SAYING or mention.end > verb.i:
        return False
    above = verb
    while above.head.i != above.i and above.dep_ in {"ccomp", "xcomp", "relcl", "dobj", "dative"}:
        above = above.head
        if above.i < mention.start and above.pos_ == "VERB":
            return layout.owner[above.i] == REPORTER and above.lemma_.lower() in lexicon.SAYING | {"hear"}
    return False


class SpeakerRanker:
    """Chooses a mention for each quotation of one document, in text order."""

    def __init__(
        self, layout: PageLayout, clauses: ClauseFinder, rules: list[Finding], network: FeatureNetwork
    ) -> None:
        self.layout = layout
        self.rules = rules
        self.network = network
        self.finder = CandidateFinder(layout, clauses, rules)

    def run(self) -> list[Finding]:
        """One finding a quotation; ``strength`` is the network's share for the mention."""
        findings = list(self.rules)
        previous: Mention | None = None
        for quote in self.layout.quotes:
            findings[quote.index] = self._decide(quote, previous)
            previous = source_of(findings, quote.index).mention or previous
        return findings

    def _decide(self, quote: Quoted, previous: Mention | None) -> Finding:
        rule = self.rules[quote.index]
        if is_final(quote, rule, self.layout):
            return rule
        candidates = self.finder.candidates(quote, previous, self.following(quote))
        items = [candidate.features for candidate in candidates]
        shares = self.network.probabilities([*items, self.finder.nobody(quote)])
        kin = [self._word(candidate.mention) for candidate in candidates]
        together: dict[str, float] = {}
        for word, share in zip(kin, shares):
            together[word] = together.get(word, 0.0) + float(share)
        # "he" and, a sentence before, "He": what is unsure is which words, not who
        by_word = [together[word] for word in kin] + [float(shares[-1])]
        order = sorted(range(len(shares)), key=lambda place: (-by_word[place], -shares[place], place))
        best = order[0]
        if best == len(candidates) and rule.mention is not None and by_word[order[1]] >= KEPT_SHARE:
            best = order[1]  # the rules know a speaker: mostly too unsure to be named, but somebody's words
        if best == len(candidates):
            return Finding(None, None, rule.method, by_word[best], None, rule.continues)
        return self._finding(quote, candidates[best], by_word[best])

    def _word(self, mention: Mention) -> str:
        """The last word of a name, or "he" and "she" in any form: mentions that share it mostly mean the same."""
        word = self.layout.doc[mention.head].lower_
        return _CASES.get(word, word) if mention.form != "noun" else str(mention.head)

    def following(self, quote: Quoted) -> Mention | None:
        """The mention that the rules give to the next quotation."""
        if quote.index + 1 >= len(self.layout.quotes):
            return None
        return source_of(self.rules, quote.index + 1).mention

    def _finding(self, quote: Quoted, candidate: Candidate, share: float) -> Finding:
        rule = self.rules[quote.index]
        source = source_of(self.rules, quote.index)
        if source.mention is not None and source.mention.head == candidate.mention.head:
            return Finding(rule.cue, source.mention, rule.method, share, rule.carried, rule.continues)
        cue = (candidate.clause.start, candidate.clause.end) if candidate.clause else None
        return Finding(cue, candidate.mention, f"ranked-{candidate.zone}", share, None, rule.continues)


# added to the score for the rules' yes, taken from it for their no: PolNeAR annotates what a careful editor would call
# a term as somebody's words more readily than other corpora; on our own gold the rules are right more often
RULE_WEIGHT = 1.5


def reports_speech(
    quote: Quoted,
    rules: list[Finding],
    chosen: list[Finding],
    layout: PageLayout,
    weights: DecisionWeights | None,
) -> bool:
    """Whether a marked span is somebody's words; by the rules alone where layout or length leaves no doubt."""
    rule = rules[quote.index]
    if quote.span.layout == "marks" and is_example(quote, layout):
        return False
    answer = is_reported(quote, rule, layout)
    if weights is None or certain(quote, rule):
        return answer
    features = reported_features(quote, rule, chosen[quote.index], layout)
    return float(weights.reported.scores([features])[0]) + (RULE_WEIGHT if answer else -RULE_WEIGHT) > 0
