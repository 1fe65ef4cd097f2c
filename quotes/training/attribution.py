"""Training of the learned decisions on a gold file: who spoke, and whether a marked span is somebody's words.

The gold file has the form of ``quotes evaluate``; PolNeAR's train part (Newell et al. 2018) in that form is what the
shipped weights come from. Both networks are trained in five folds by document first: the folds' held-out answers give
the temperature, the figures that are printed, and the ranker's answers that the second decision learns from (its own
answers on its training articles would look surer than they are on new ones).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from quotes.errors import TrainingDataMissing
from quotes.evaluation import read_gold
from quotes.evaluation.figures import IGNORED_MATCH, MATCH
from quotes.evaluation.gold import GoldDocument, GoldQuotation, inner_span, shared
from quotes.extraction.attribution import Attributor
from quotes.extraction.candidates import CandidateFinder
from quotes.extraction.cues import ClauseFinder
from quotes.extraction.decisions import DecisionWeights, SpeakerRanker, find_decisions, is_final
from quotes.extraction.extractor import PLAIN
from quotes.extraction.findings import Finding, source_of
from quotes.extraction.layout import PageLayout, Quoted
from quotes.extraction.marks import marked_spans
from quotes.extraction.mentions import Mention
from quotes.extraction.pronoun_weights import PronounWeights
from quotes.extraction.ranking import FeatureNetwork
from quotes.extraction.reported import is_reported
from quotes.extraction.speech_features import certain, reported_features
from quotes.training.ranker import Choice, Options, calibrate, train_ensemble

FOLDS = 5
# chosen on the first fold: more hidden units or epochs gave the same within 0.3 points
SPEAKERS = Options(hidden=16, epochs=20, decay=5e-4, feature_dropout=0.4)
# how many networks an ensemble joins: what ships; 4 were within 0.002 of it end to end on PolNeAR dev
MEMBERS = 8
REPORTED = Options(hidden=8, epochs=15, decay=3e-3, feature_dropout=0.3)


@dataclass
class Article:
    """A gold document with its analysis, the rules' findings and, by quotation index, what the gold says."""

    gold: GoldDocument
    layout: PageLayout
    clauses: ClauseFinder
    rules: list[Finding]
    matched: dict[int, GoldQuotation]

    @classmethod
    def read(cls, gold: GoldDocument, doc: Doc) -> Article:
        """Lay the document out and pair its marked spans with the gold's."""
        layout = PageLayout(doc, marked_spans(doc.text))
        clauses = ClauseFinder(layout)
        rules = Attributor(layout, clauses).run()
        places = [(inner_span(gold.text, g.start, g.end), g) for g in gold.quotations]
        matched = {}
        for quote in layout.quotes:
            mine = inner_span(gold.text, quote.span.start, quote.span.end)
            best = max(places, key=lambda place: shared(place[0], mine), default=None)
            if best is not None and shared(best[0], mine) >= MATCH:
                matched[quote.index] = best[1]
        return cls(gold, layout, clauses, rules, matched)

    @property
    def fold(self) -> int:
        """The fold in which the article is held out."""
        return int(hashlib.sha256(self.gold.id.encode()).hexdigest(), 16) % FOLDS

    def touches(self, mention: Mention, gold: GoldQuotation) -> bool:
        """Whether the mention shares a character with the gold source."""
        doc = self.layout.doc
        start, end = doc[mention.start].idx, doc[mention.end - 1].idx + len(doc[mention.end - 1])
        return any(start < stop and begin < end for begin, stop in gold.source)


def speaker_choices(article: Article) -> Iterator[Choice]:
    """A choice for each quotation that the gold has and layout does not decide; the last item is nobody.

    The quotation before is taken to be attributed as the gold says.
    """
    finder = CandidateFinder(article.layout, article.clauses, article.rules)
    previous: Mention | None = None
    for quote in article.layout.quotes:
        rule = source_of(article.rules, quote.index).mention
        gold = article.matched.get(quote.index)
        if gold is None:
            previous = rule or previous
            continue
        following = (
            source_of(article.rules, quote.index + 1).mention if quote.index + 1 < len(article.layout.quotes) else None
        )
        candidates = finder.candidates(quote, previous, following)
        right = [article.touches(candidate.mention, gold) for candidate in candidates]
        if not is_final(quote, article.rules[quote.index], article.layout) and (any(right) or not gold.source):
            items = [*(candidate.features for candidate in candidates), finder.nobody(quote)]
            yield Choice(items, [*right, not gold.source], article.gold.id)
        hits = [candidate.mention for candidate, hit in zip(candidates, right) if hit]
        if rule is not None and (not hits or any(hit.head == rule.head for hit in hits)):
            previous = rule
        elif hits:
            previous = hits[0]


def reported_choices(article: Article, ranker: FeatureNetwork) -> Iterator[tuple[Choice, bool]]:
    """A yes-or-no choice for each span in doubt, with the rules' answer beside it."""
    layout = article.layout
    chosen = SpeakerRanker(layout, article.clauses, article.rules, ranker).run()
    ignored = [inner_span(layout.text, g.start, g.end) for g in article.gold.quotations if g.ignored]
    for quote in layout.quotes:
        rule = article.rules[quote.index]
        if certain(quote, rule) or _is_ignored(quote, layout, ignored):
            continue
        features = reported_features(quote, rule, chosen[quote.index], layout)
        yield Choice([features], [quote.index in article.matched], article.gold.id), is_reported(quote, rule, layout)


def _is_ignored(quote: Quoted, layout: PageLayout, ignored: list[tuple[int, int]]) -> bool:
    mine = inner_span(layout.text, quote.span.start, quote.span.end)
    return any(shared(mine, place) >= IGNORED_MATCH for place in ignored)


def train_attribution(
    nlp: Language, gold: Sequence[Path], log: Callable[[str], None], speakers: Options = SPEAKERS
) -> DecisionWeights:
    """Train both decisions on gold files read with the pipeline ``nlp``; its weights for pronouns go on with them.

    Raises :class:`~quotes.errors.UnreadableInput` for a file that is no gold file and
    :class:`~quotes.errors.TrainingDataMissing` where nothing in them is attributed.
    """
    documents = [document for path in gold for document in read_gold(path)]
    texts = (document.text.translate(PLAIN) for document in documents)
    articles = [Article.read(document, doc) for document, doc in zip(documents, nlp.pipe(texts, batch_size=16))]
    return train_on(articles, log, find_decisions(nlp).pronouns, speakers)


def train_on(
    articles: Sequence[Article], log: Callable[[str], None], pronouns: PronounWeights, speakers: Options = SPEAKERS
) -> DecisionWeights:
    """Both networks from analysed articles, beside the weights for ``pronouns``; see :func:`train_attribution`."""
    by_fold = {fold: [a for a in articles if a.fold == fold] for fold in range(FOLDS)}
    choices = {fold: [c for a in part for c in speaker_choices(a)] for fold, part in by_fold.items()}
    everything = [choice for part in choices.values() for choice in part]
    if not any(any(choice.right[:-1]) for choice in everything):
        raise TrainingDataMissing(f"no attributed quotation in {len(articles)} gold documents: nothing to learn from")
    log(f"who spoke: {len(everything)} quotations of {len(articles)} articles")
    spans: list[tuple[Choice, bool]] = []
    scales = []
    for fold, held_out in choices.items():
        rest = [choice for other, part in choices.items() if other != fold for choice in part]
        if not rest or not held_out:
            continue
        network = train_ensemble(rest, speakers, MEMBERS)
        calibrate(network, held_out)
        scales.append(network.scale)
        log(f"who spoke: fold {fold}: {_share_right(network, held_out):.4f} of {len(held_out)}")
        spans += [pair for article in by_fold[fold] for pair in reported_choices(article, network)]
    ranker = train_ensemble(everything, speakers, MEMBERS)
    ranker.scale = float(np.mean(scales)) if scales else 1.0
    if not spans:  # too few articles for folds
        spans = [pair for article in articles for pair in reported_choices(article, ranker)]
    reported = train_ensemble([choice for choice, _ in spans], REPORTED, MEMBERS)
    wrong = sum(answer != choice.right[0] for choice, answer in spans)
    log(f"reported speech: {len(spans)} spans in doubt, the rules are wrong on {wrong}")
    return DecisionWeights(ranker, reported, pronouns)


def _share_right(network: FeatureNetwork, choices: Iterable[Choice]) -> float:
    hits = [choice.right[int(np.argmax(network.scores(choice.items)))] for choice in choices]
    return float(np.mean(hits)) if hits else 0.0
