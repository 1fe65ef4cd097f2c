"""Learning whom "he" and "she" mean: the weights of :mod:`quotes.extraction.pronouns` from annotated coreference.

Gold: GUM's train and dev parts and LitBank. Silver: CoreNLP's chains of PolNeAR's train articles that hold a person's
name, which are often wrong but come from the news. A pronoun is an example where its chain is known: its person, or
nobody where the chain names none (gold only; in silver that tells nothing). Silver that weights learned from gold alone
find absurd is left out. A softmax over the candidates of each pronoun is fitted by gradient descent with a quadratic
penalty; in a second round each pronoun sees what the first round's weights say of the pronouns before it, as it will in
use, rather than the truth.
"""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from quotes.extraction.cast import Cast
from quotes.extraction.layout import PageLayout
from quotes.extraction.marks import marked_spans
from quotes.extraction.people import Person
from quotes.extraction.pronouns import FEATURES, PronounResolver, gender_sign, write_weights
from quotes.training.antecedents import AnnotatedText, gum_texts, litbank_texts

# of an example's loss: annotated by people, in news and in novels; and by CoreNLP
GOLD_WEIGHT, NOVEL_WEIGHT, SILVER_WEIGHT = 3.0, 1.0, 1.0
_PENALTY = 10.0
_STEPS = 400
# what can only speak for a candidate, and what can only speak against: among features that say much the same, silver
# otherwise gives one of them the wrong sign
_FOR = """
    same_sentence nearest nearest_agreeing only_agreeing only_agreeing_near subject reports clause_subject
    opens_paragraph opens_sentence first_in_own_paragraph gender_agrees last_reporter last_reporter_near
    last_subject chain chain_near chain_subject owner_in_sentence only_quoted_between
    own_paragraph_names_nobody_1 subject_here subject_before reporter_goes_on chain_goes_on only_here
""".split()
_AGAINST = "sentence_far paragraph_far tokens quoted_only gender_conflicts gender_unknown no_person same_clause".split()
_BASES = [name.removeprefix("says_") for name in FEATURES]
_BOUNDS = (
    numpy.array([0.0 if name in _FOR else -9.0 for name in _BASES], dtype="f4"),
    numpy.array([0.0 if name in _AGAINST else 9.0 for name in _BASES], dtype="f4"),
)
# CoreNLP's answer is left out where people's annotation makes it less likely than this
_ABSURD = 0.12
# mentions longer than this are descriptions with names inside
_NAME_LENGTH = 60


@dataclass(frozen=True)
class PronounExample:
    """One pronoun: a row of features for each candidate and for nobody, the right row, its weight in the loss."""

    rows: numpy.ndarray
    right: int
    weight: float
    silver: bool = False


def silver_texts(data: Path) -> Iterator[AnnotatedText]:
    """PolNeAR's train articles with the mentions of CoreNLP's chains; ``data`` is the folder ``polnear/train``."""
    with lzma.open(data / "corenlp.jsonl.xz", "rt", encoding="utf8") as lines:
        for line in lines:
            article = json.loads(line)
            path = data / "text" / f"{article['id']}.txt"
            if not path.exists():
                continue
            mentions = []
            for number, chain in enumerate(article["coref"]):
                named = False
                spans = []
                for sentence, start, end, head, _text in chain:
                    words = article["sentences"][sentence - 1]
                    spans.append((f"C{number}", words[start - 1][0], words[end - 2][1]))
                    named = named or words[head - 1][5] == "PERSON"
                mentions += spans if named else []
            yield AnnotatedText(article["id"], path.read_text(encoding="utf8"), mentions)


def teacher(doc: Doc, mentions: list[tuple[str, int, int]], strict: bool) -> tuple[PronounResolver, set[int]]:
    """A resolver that knows the truth of this document, and the pronouns (tokens) whose truth is known.

    ``strict`` leaves out pronouns whose chain names nobody.
    """
    layout = PageLayout(doc, marked_spans(doc.text))
    cast = Cast(doc, layout.owner)
    resolver = PronounResolver(layout, cast, weights=numpy.zeros(len(FEATURES)))
    chains: dict[str, Counter[Person]] = {}
    starts = {token.idx: token.i for token in doc}
    pronouns: dict[int, str] = {}
    by_end = {doc[o.end - 1].idx: o for o in cast.occurrences}
    for referent, start, end in mentions:
        votes = chains.setdefault(referent, Counter())
        at = starts.get(start)
        if at is not None and end == start + len(doc[at]) and gender_sign(doc[at].lower_):
            pronouns[at] = referent
        elif end - start <= _NAME_LENGTH:
            for place, occurrence in by_end.items():
                if start <= doc[occurrence.start].idx and place < end:
                    votes[occurrence.person] += 1
    resolver.truth = {}
    known = set()
    for at in resolver.pronouns:
        referent_of = pronouns.get(at)
        if referent_of is None:
            continue
        votes = chains[referent_of]
        person = votes.most_common(1)[0][0] if votes else None
        resolver.truth[at] = person
        if person is not None or not strict:
            known.add(at)
    return resolver, known


def examples(
    doc: Doc, text: AnnotatedText, weight: float, strict: bool, guide: numpy.ndarray | None
) -> list[PronounExample]:
    """The examples of one document; with ``guide`` the pronouns before are resolved by these weights."""
    resolver, known = teacher(doc, text.mentions, strict)
    truth = resolver.truth or {}
    if guide is not None:
        resolver.weights, resolver.truth = guide, None
    found = []
    for at in resolver.pronouns:
        if at in known:
            people, rows = resolver.candidates(doc[at])
            person = truth[at]
            sign = gender_sign(doc[at].lower_)
            wrong = person is not None and strict and person.lean * sign < -2  # a slip of CoreNLP's
            if (person is None or person in people) and people and not wrong:
                right = len(people) if person is None else people.index(person)
                found.append(PronounExample(rows, right, weight, strict))
        if guide is not None:
            resolver.antecedent(doc[at])
    return found


def fit(data: list[PronounExample], start: numpy.ndarray | None = None) -> numpy.ndarray:
    """Weights that make the right candidates likely, by Adam on all examples at once."""
    size = max(len(e.rows) for e in data)
    rows = numpy.zeros((len(data), size, len(FEATURES)), dtype="f4")
    mask = numpy.full((len(data), size), -1e9, dtype="f4")
    for number, example in enumerate(data):
        rows[number, : len(example.rows)] = example.rows
        mask[number, : len(example.rows)] = 0
    right = numpy.array([e.right for e in data])
    importance = numpy.array([e.weight for e in data], dtype="f4")
    weights = numpy.zeros(len(FEATURES), dtype="f4") if start is None else start.astype("f4")
    mean, square = numpy.zeros_like(weights), numpy.zeros_like(weights)
    every = numpy.arange(len(data))
    for step in range(1, _STEPS + 1):
        sums = rows @ weights + mask
        chances = numpy.exp(sums - sums.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        chances[every, right] -= 1
        chances *= importance[:, None]
        slope = numpy.einsum("nc,ncf->f", chances, rows) + _PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights - 0.05 * (mean / (1 - 0.9**step)) / (numpy.sqrt(square / (1 - 0.99**step)) + 1e-6)
        weights = numpy.clip(weights, *_BOUNDS)
    return weights


def believable(data: list[PronounExample]) -> list[PronounExample]:
    """The gold examples, and of the silver ones those that weights learned from gold alone do not think absurd."""
    gold = [e for e in data if not e.silver]
    if not gold or len(gold) == len(data):
        return data
    judge = fit(gold)
    return [e for e in data if not e.silver or _chance(e, judge) >= _ABSURD]


def _chance(example: PronounExample, weights: numpy.ndarray) -> float:
    sums = example.rows @ weights
    powers = numpy.exp(sums - sums.max())
    return float(powers[example.right] / powers.sum())


def accuracy(data: Iterable[PronounExample], weights: numpy.ndarray) -> tuple[float, int]:
    """The share of examples whose right candidate has the highest sum, and their number."""
    hits = [int((e.rows @ weights).argmax()) == e.right for e in data]
    return (sum(hits) / len(hits) if hits else 0.0), len(hits)


def write(weights: numpy.ndarray, path: Path, figures: dict[str, float]) -> None:
    """The file that the extraction reads, with when and from what it was made."""
    about = {
        "made": date.today().isoformat(),
        "from": "GUM train and dev (CC BY 4.0), LitBank (CC BY 4.0), CoreNLP's chains of PolNeAR train",
        "figures": figures,
    }
    path.write_text(write_weights(weights, **about), encoding="utf8")


def train_pronouns(nlp: Language, data: Path, out: Path, log: Callable[[str], None] = print) -> numpy.ndarray:
    """Learn the weights from the data folder and write them to ``out`` (``pronouns.json``)."""
    corpora = [
        (gum_texts(data / "gum" / "train.conllu") + gum_texts(data / "gum" / "dev.conllu"), GOLD_WEIGHT, False),
        (litbank_texts(data / "litbank"), NOVEL_WEIGHT, False),
        (list(silver_texts(data / "polnear" / "train")), SILVER_WEIGHT, True),
    ]
    analysed = [
        (doc, text, weight, strict)
        for texts, weight, strict in corpora
        for text, doc in zip(texts, nlp.pipe((text.text for text in texts), batch_size=16))
    ]
    return learn(analysed, out, log)


def learn(
    analysed: list[tuple[Doc, AnnotatedText, float, bool]], out: Path, log: Callable[[str], None] = print
) -> numpy.ndarray:
    """The two rounds of :func:`train_pronouns` on analysed documents; every tenth is held out for the figures."""
    weights: numpy.ndarray | None = None
    figures: dict[str, float] = {}
    for turn in ("truth", "own"):
        found = [examples(*item, weights) for item in analysed]
        training = [e for number, part in enumerate(found) if number % 10 for e in part]
        training = believable(training)
        held_out = [e for part in found[::10] for e in part]
        weights = fit(training, weights)
        share, total = accuracy(held_out, weights)
        log(f"pronouns: {turn}: {len(training)} examples, held out {share:.4f} of {total}")
        figures[f"held_out_{turn}"] = round(share, 4)
    assert weights is not None
    write(weights, out, figures)
    return weights
