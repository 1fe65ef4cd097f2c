"""Training coreferee's network on LitBank and a part of GUM with this project's pipeline.

coreferee's own ``TrainingManager`` takes only pipelines that its configuration names, and saves a pickle. Here
its parts are used: loaders, feature table, network and epochs; the result is the folder that
:class:`~quotes.extraction.coreference.CoreferenceWeights` reads.

Parts: LitBank's documents are split by name into training (80 %), choosing (10 %) and held out (10 %); of GUM's train
part the genres that are nearest to news are trained on, its dev part chooses too, its test part is for figures.
Training stops when the accuracy on the choosing part falls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coreferee.annotation import Annotator
from coreferee.data_model import Mention
from coreferee.tendencies import (
    ENSEMBLE_SIZE,
    DocumentPairInfo,
    TendenciesAnalyzer,
    create_thinc_model,
    generate_feature_table,
)
from coreferee.training.loaders import LitBankANNLoader
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Adam, Optimizer
from thinc.loss import SequenceCategoricalCrossentropy
from thinc.model import Model
from thinc.util import fix_random_seed

from quotes.errors import TrainingDataMissing
from quotes.extraction.coreference_weights import CoreferenceWeights, NewsRules, narrow
from quotes.training.treebank import Sentence, read_sentences

MAX_EPOCHS = 12
# the first numbers of a word's vector, which the network takes; all of them would make its weights ten times as large
VECTOR_WIDTH = 64
GUM_GENRES = ("news", "interview", "speech", "bio", "court")


@dataclass(frozen=True)
class Accuracy:
    """Two figures for pronouns whose antecedent is known.

    ``right`` of ``total``: coreferee's own, over pairs of a pronoun that got a chain and a true antecedent.
    ``resolved`` of ``pronouns``: pronouns whose chain holds a true antecedent, those without a chain being wrong.
    """

    right: int
    total: int
    resolved: int
    pronouns: int

    @property
    def share(self) -> float:
        """coreferee's own figure, 0…1."""
        return self.right / self.total if self.total else 0.0

    @property
    def resolved_share(self) -> float:
        """Pronouns resolved rightly, 0…1."""
        return self.resolved / self.pronouns if self.pronouns else 0.0


@dataclass(frozen=True)
class AnnotatedText:
    """A text with mentions: ``(referent, start, end)`` in characters."""

    name: str
    text: str
    mentions: list[tuple[str, int, int]]


def litbank_texts(folder: Path) -> list[AnnotatedText]:
    """LitBank's brat files (``*.txt`` with ``*.ann``) in order of their names."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        mentions = []
        for line in path.with_suffix(".ann").read_text(encoding="utf8").splitlines():
            fields = line.split()
            if len(fields) >= 4 and fields[0].startswith("T"):
                mentions.append((fields[1], int(fields[2]), int(fields[3])))
        texts.append(AnnotatedText(path.stem, path.read_text(encoding="utf8"), mentions))
    return texts


def gum_texts(path: Path, genres: Sequence[str] = ()) -> list[AnnotatedText]:
    """GUM's documents (of some genres, or all) as running text, a line break after each paragraph."""
    texts: dict[str, _Text] = {}
    for sentence in read_sentences(path):
        if genres and not any(f"_{genre}_" in sentence.document for genre in genres):
            continue
        texts.setdefault(sentence.document, _Text()).add(sentence)
    return [AnnotatedText(name, text.characters, text.mentions) for name, text in texts.items()]


class _Text:
    def __init__(self) -> None:
        self.characters = ""
        self.mentions: list[tuple[str, int, int]] = []

    def add(self, sentence: Sentence) -> None:
        if self.characters and sentence.new_paragraph:
            self.characters = self.characters.rstrip(" ") + "\n"
        starts, ends = [], []
        for word, space in zip(sentence.words, sentence.spaces):
            starts.append(len(self.characters))
            self.characters += word.form
            ends.append(len(self.characters))
            self.characters += " " * space
        for entity in sentence.entities:
            self.mentions.append((f"E-{entity.referent}", starts[entity.start], ends[entity.end - 1]))


def part_of(name: str) -> str:
    """``train``, ``dev`` or ``test`` for a document's name: always the same, in 8 : 1 : 1."""
    digit = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10
    return {8: "dev", 9: "test"}.get(digit, "train")


def load_texts(nlp: Language, texts: Iterable[AnnotatedText], rules: NewsRules) -> list[Doc]:
    """Analyse the texts and mark in each document which antecedents are the true ones (coreferee's own loader)."""
    texts = list(texts)
    docs = []
    for text, doc in zip(texts, nlp.pipe(text.text for text in texts)):
        lines = [f"T{number} {name} {start} {end}" for number, (name, start, end) in enumerate(text.mentions)]
        doc.tensor = narrow(doc.tensor, VECTOR_WIDTH)
        LitBankANNLoader.load_file(doc, lines, rules)
        docs.append(doc)
    return docs


def train_coreference(
    nlp: Language,
    training: list[Doc],
    choosing: list[Doc],
    rules: NewsRules,
    log: Callable[[str], None],
    max_epochs: int = MAX_EPOCHS,
) -> CoreferenceWeights:
    """Train until the accuracy on ``choosing`` falls twice, at most ``max_epochs``; returns the best weights.

    Raises :class:`~quotes.errors.TrainingDataMissing` where no document has a pronoun to learn from.
    """
    fix_random_seed(0)
    features = generate_feature_table(training, nlp)
    analyzer = TendenciesAnalyzer(rules, nlp, features)
    pairs = []
    for doc in training:
        rules.forget()
        pair = DocumentPairInfo.from_doc(doc, analyzer, ENSEMBLE_SIZE, is_train=True)
        if len(pair.candidates.dataXd):
            pairs.append(pair)
    if not pairs:
        raise TrainingDataMissing(
            f"the pipeline finds no pronoun with its antecedent in {len(training)} documents: train its parser longer"
        )
    width = len(training[0][0].vector) if training and len(training[0]) else 0
    network = create_thinc_model()
    network.initialize(X=pairs[:1], Y=pairs[0].training_outputs)
    optimizer = Adam(0.001)
    best, best_share, worse = network.to_bytes(), -1.0, 0
    for epoch in range(1, max_epochs + 1):
        _epoch(network, pairs, optimizer)
        accuracy = measure(nlp, choosing, CoreferenceWeights(features, network, width), rules)
        log(f"coreference: epoch {epoch}: {accuracy.share:.4f} of {accuracy.total}")
        if accuracy.share > best_share:
            best, best_share, worse = network.to_bytes(), accuracy.share, 0
        else:
            worse += 1
            if worse == 2:
                break
    return CoreferenceWeights(features, create_thinc_model().from_bytes(best), width)


def _epoch(network: Model, pairs: list[DocumentPairInfo], optimizer: Optimizer) -> None:
    loss = SequenceCategoricalCrossentropy(normalize=True)
    for batch in network.ops.minibatch(1, pairs, shuffle=True):
        truth = [output for pair in batch for output in pair.training_outputs]
        guesses, backprop = network.begin_update(batch)
        gradient, _ = loss(guesses, truth)
        backprop(gradient)
        network.finish_update(optimizer)


def measure(nlp: Language, docs: Iterable[Doc], weights: CoreferenceWeights, rules: NewsRules) -> Accuracy:
    """How well the weights find the true antecedents of documents that come from :func:`load_texts`."""
    annotator = Annotator(nlp, nlp, weights.features, weights.network)
    annotator.rules_analyzer = rules
    annotator.tendencies_analyzer.rules_analyzer = rules
    right = total = resolved = pronouns = 0
    for doc in docs:
        rules.forget()
        for token in doc:
            token._.coref_chains.chains = []
        annotator.annotate(doc, used_in_training=True)
        for token in doc:
            candidates = getattr(token._.coref_chains, "temp_potential_referreds", ())
            true = [candidate for candidate in candidates if hasattr(candidate, "true_in_training")]
            chains = [chain for chain in token._.coref_chains if Mention(token, False) in chain]
            found = [candidate in chain for candidate in true for chain in chains]
            right += sum(found)
            total += len(found)
            resolved += any(found)
            pronouns += bool(true)
    return Accuracy(right, total, resolved, pronouns)
