"""Learning whom "he" and "she" mean: the weights of :mod:`quotes.extraction.pronouns` from annotated coreference.

Gold: GUM's train and dev parts, LitBank, and pronouns of PolNeAR's train articles that we read ourselves because
CoreNLP and an earlier ranker disagreed on them or were unsure (``words/pronouns.json``: article, offset, who). Silver:
CoreNLP's chains of PolNeAR's train articles that hold a person's name, which are often wrong but come from the news. A
pronoun is an example where its chain is known: its person, or nobody where the chain names none (gold only; in silver
that tells nothing). The listwise loss over the candidates of each pronoun is brought down by Adam. In a second round
each pronoun is an example twice: as it sees the truth of the pronouns before it, and as it sees what the first round's
weights say of them, which is what it will see in use.
"""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from quotes.extraction.cast import Cast
from quotes.extraction.layout import PageLayout
from quotes.extraction.marks import marked_spans
from quotes.extraction.people import Person
from quotes.extraction.pronoun_weights import FEATURES, PronounWeights, write_weights
from quotes.extraction.pronouns import PronounResolver, gender_sign
from quotes.training.antecedents import AnnotatedText, gum_texts, litbank_texts

# of an example's loss: read by ourselves, annotated by people in news and in novels, and by CoreNLP
OWN_WEIGHT, GOLD_WEIGHT, NOVEL_WEIGHT, SILVER_WEIGHT = 5.0, 3.0, 1.0, 1.0
# chosen on five folds of the articles that we read: half as many hidden units gave the same within a point; many
# members, since with four of them PolNeAR dev and gold moved by half a point from one training to the next
HIDDEN, MEMBERS, EPOCHS, BATCH, RATE, DECAY, DROPOUT = 12, 12, 8, 64, 0.01, 1e-4, 0.15
_GUIDE_MEMBERS = 4
# features left out in training make the networks less sure than they are right
SCALE = 1.2
# mentions longer than this are descriptions with names inside
_NAME_LENGTH = 60


@dataclass(frozen=True)
class PronounExample:
    """One pronoun: a row of features for each candidate and for nobody, the right row, its weight in the loss."""

    rows: numpy.ndarray
    right: int
    weight: float


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


def own_labels() -> dict[str, dict[int, str | None]]:
    """Whom pronouns of PolNeAR's train articles mean, as we read them: by article and offset; None for nobody named."""
    text = (resources.files("quotes.training") / "words" / "pronouns.json").read_text(encoding="utf8")
    return {name: {int(at): who for at, who in found.items()} for name, found in json.loads(text).items()}


@dataclass
class Teacher:
    """A resolver that knows the truth of its document; the tokens of pronouns whose truth is known, and of those that
    we read ourselves."""

    resolver: PronounResolver
    known: set[int]
    own: set[int]


def teacher(
    doc: Doc, mentions: list[tuple[str, int, int]], strict: bool, own: dict[int, str | None] | None = None
) -> Teacher:
    """The truth by chains of ``mentions``, and over these what ``own`` says of the pronouns at some characters.

    ``strict`` leaves out pronouns whose chain names nobody.
    """
    layout = PageLayout(doc, marked_spans(doc.text))
    cast = Cast(doc, layout.owner)
    resolver = PronounResolver(layout, cast, weights=PronounWeights.of(numpy.zeros(len(FEATURES))))
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
    truth: dict[int, Person | None] = {}
    found = Teacher(resolver, set(), set())
    for at in resolver.pronouns:
        referent_of = pronouns.get(at)
        if referent_of is None:
            continue
        votes = chains[referent_of]
        person = votes.most_common(1)[0][0] if votes else None
        truth[at] = person
        if person is not None or not strict:
            found.known.add(at)
    people = {person.full_name: person for person in cast.people}
    for offset, name in (own or {}).items():
        at = starts.get(offset)
        if at in resolver.pronouns and (name is None or name in people):
            truth[at] = people[name] if name is not None else None
            found.known.add(at)
            found.own.add(at)
    resolver.truth = truth
    return found


def examples(
    doc: Doc,
    text: AnnotatedText,
    weight: float,
    strict: bool,
    guide: PronounWeights | None,
    own: dict[int, str | None] | None = None,
) -> list[PronounExample]:
    """The examples of one document; with ``guide`` the pronouns before are resolved by these weights."""
    taught = teacher(doc, text.mentions, strict, own)
    resolver = taught.resolver
    truth = resolver.truth or {}
    if guide is not None:
        resolver.weights, resolver.truth = guide, None
    found = []
    for at in resolver.pronouns:
        if at in taught.known:
            people, rows = resolver.candidates(doc[at])
            person = truth[at]
            mine = at in taught.own
            sign = gender_sign(doc[at].lower_)
            wrong = person is not None and strict and not mine and person.lean * sign < -2  # a slip of CoreNLP's
            if (person is None or person in people) and people and not wrong:
                right = len(people) if person is None else people.index(person)
                found.append(PronounExample(rows, right, OWN_WEIGHT if mine else weight))
        if guide is not None:
            resolver.antecedent(doc[at])
    return found


def fit(data: list[PronounExample], members: int = MEMBERS) -> PronounWeights:
    """Weights that make the right candidates likely: several networks that differ by their seed, joined into one."""
    size = max(len(e.rows) for e in data)
    rows = numpy.zeros((len(data), size, len(FEATURES)), dtype="f4")
    mask = numpy.full((len(data), size), -1e9, dtype="f4")
    for number, example in enumerate(data):
        rows[number, : len(example.rows)] = example.rows
        mask[number, : len(example.rows)] = 0
    right = numpy.array([e.right for e in data])
    importance = numpy.array([e.weight for e in data], dtype="f4")
    networks = [_fit(rows, mask, right, importance, seed) for seed in range(members)]
    linear, hidden, bias, head = zip(*networks)
    return PronounWeights(
        SCALE * numpy.mean(linear, axis=0),
        numpy.concatenate(hidden, axis=1),
        numpy.concatenate(bias),
        SCALE * numpy.concatenate(head) / members,
    )


def _fit(
    rows: numpy.ndarray, mask: numpy.ndarray, right: numpy.ndarray, importance: numpy.ndarray, seed: int
) -> list[numpy.ndarray]:
    """One network: linear weights, hidden rows, bias and head, as means over the last two fifths of the steps."""
    rng = numpy.random.default_rng(seed)
    parameters = [
        numpy.zeros(len(FEATURES), dtype="f4"),
        rng.normal(0, 0.15, (len(FEATURES), HIDDEN)).astype("f4"),
        numpy.full(HIDDEN, 0.05, dtype="f4"),
        rng.normal(0, 0.3, HIDDEN).astype("f4"),
    ]
    first, second = ([numpy.zeros_like(p) for p in parameters] for _ in range(2))
    total = EPOCHS * (1 + (len(right) - 1) // BATCH)
    means = [p.copy() for p in parameters]
    step = 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(right))
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            slopes = _slopes(parameters, rows[batch], mask[batch], right[batch], importance[batch], rng)
            step += 1
            rate = RATE * max(0.02, 1 - step / total)
            for parameter, slope, mean, square in zip(parameters, slopes, first, second):
                mean += 0.1 * (slope - mean)
                square += 0.001 * (slope * slope - square)
                parameter -= rate * (mean / (1 - 0.9**step)) / (numpy.sqrt(square / (1 - 0.999**step)) + 1e-8)
            if step > 0.6 * total:
                for kept, parameter in zip(means, parameters):
                    kept += (parameter - kept) / (step - int(0.6 * total))
    return means


def _slopes(
    parameters: list[numpy.ndarray],
    rows: numpy.ndarray,
    mask: numpy.ndarray,
    right: numpy.ndarray,
    importance: numpy.ndarray,
    rng: numpy.random.Generator,
) -> list[numpy.ndarray]:
    """Of the negative log likelihood of the right candidates and the penalty, with some features left out by chance."""
    linear, hidden, bias, head = parameters
    kept = rng.random((len(rows), 1, rows.shape[2])) >= DROPOUT
    seen = rows * (kept / (1 - DROPOUT)).astype("f4")
    before = seen @ hidden + bias
    layer = numpy.maximum(before, 0)
    sums = seen @ linear + layer @ head + mask
    chances = numpy.exp(sums - sums.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    chances[numpy.arange(len(right)), right] -= 1
    chances *= (importance / len(right))[:, None]
    spread = chances[:, :, None] * head * (before > 0)
    flat = seen.reshape(-1, seen.shape[2])
    return [
        chances.ravel() @ flat + DECAY * linear,
        flat.T @ spread.reshape(-1, spread.shape[2]) + 5 * DECAY * hidden,
        spread.sum((0, 1)),
        chances.ravel() @ layer.reshape(-1, layer.shape[2]) + DECAY * head,
    ]


def accuracy(data: Iterable[PronounExample], weights: PronounWeights) -> tuple[float, int]:
    """The share of examples whose right candidate has the highest sum, and their number."""
    hits = [int(weights.sums(e.rows).argmax()) == e.right for e in data]
    return (sum(hits) / len(hits) if hits else 0.0), len(hits)


def write(weights: PronounWeights, path: Path, figures: dict[str, float]) -> None:
    """The file that the extraction reads, with when and from what it was made."""
    about = {
        "made": date.today().isoformat(),
        "from": "GUM train and dev (CC BY 4.0), LitBank (CC BY 4.0), PolNeAR train: own reading and CoreNLP's chains",
        "figures": figures,
    }
    path.write_text(write_weights(weights, **about), encoding="utf8")


Analysed = tuple[Doc, AnnotatedText, float, bool]


def train_pronouns(nlp: Language, data: Path, out: Path, log: Callable[[str], None] = print) -> PronounWeights:
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


def learn(analysed: list[Analysed], out: Path, log: Callable[[str], None] = print) -> PronounWeights:
    """The two rounds of :func:`train_pronouns` on analysed documents.

    Every tenth is held out for the figures; the weights that are written have learned from all.
    """
    own = own_labels()
    guide: PronounWeights | None = None
    figures: dict[str, float] = {}
    training: list[PronounExample] = []
    everything: list[PronounExample] = []
    for turn in ("truth", "own"):
        found = [examples(*item, guide, own.get(item[1].name)) for item in analysed]
        training += [e for number, part in enumerate(found) if number % 10 for e in part]
        everything += [e for part in found for e in part]
        held_out = [e for part in found[::10] for e in part]
        guide = fit(training, _GUIDE_MEMBERS)
        share, total = accuracy(held_out, guide)
        log(f"pronouns: {turn}: {len(training)} examples, held out {share:.4f} of {total}")
        figures[f"held_out_{turn}"] = round(share, 4)
    weights = fit(everything)
    write(weights, out, figures)
    return weights
