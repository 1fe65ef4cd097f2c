"""The corpora that training reads, made of the data folder.

Every file is a DocBin of passages (about ten sentences). ``treebanks`` (with entities where they are GUM's), ``news``
and ``reported`` hold trees and entities, the others entities only; the ``kept_back_*`` ones show during training how it
goes, and share nothing with the test parts.

The data folder (``ner/`` and what the figures alone need may be absent)::

    ewt/ gum/     train.conllu, dev.conllu; test.conllu for the figures
    polnear/      train/, and dev/ for the figures, each with text/*.txt and corenlp.jsonl.xz
    litbank/      *.txt with *.ann
    ner/          wikigold.conll.txt, wnut17/wnut17train.conll, re3d/CONLL-format/data-by-source/conll/
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Example

from quotes.training import entities, silver
from quotes.training.clearnlp import to_clearnlp
from quotes.training.names import NamePool
from quotes.training.passage import SENTENCES_PER_PASSAGE, Passage
from quotes.training.reported import report_sentences
from quotes.training.treebank import Sentence, read_sentences

_HELD_OUT_ARTICLES = 40  # of PolNeAR's train part, to see during training how it goes
_SEED = 7


def wikigold_parts(path: Path) -> tuple[list[Passage], list[Passage]]:
    """Wikigold's training and held-out parts: every fifth stretch of 40 sentences is held out."""
    train: list[Passage] = []
    held_out: list[Passage] = []
    for position, sentence in enumerate(entities.wikigold_sentences(path)):
        (held_out if position // 40 % 5 == 4 else train).append(sentence)
    return train, held_out


def treebank_passages(path: Path, *, gum: bool, line_breaks: bool = True) -> Iterator[Passage]:
    """Converted passages of a treebank, with entities if it is GUM; ``line_breaks`` sets paragraphs apart.

    Sentences whose trees cannot be converted are left out.
    """
    random_ = random.Random(_SEED)
    passage, count, document = Passage(has_entities=gum), 0, None
    for sentence in read_sentences(path):
        names = entities.gum_entities(sentence) if gum else ([], [])
        if not to_clearnlp(sentence.words):
            continue
        if count and (sentence.document != document or count >= SENTENCES_PER_PASSAGE):
            yield passage
            passage, count = Passage(has_entities=gum), 0
        if count:
            passage.add_gap(_gap(sentence, random_) if line_breaks else " ")
        passage.add_tree(sentence, *names)
        document, count = sentence.document, count + 1
    if count:
        yield passage


def _gap(sentence: Sentence, random_: random.Random) -> str:
    if not sentence.new_paragraph:
        return " "
    return random_.choices(["\n\n", "\n", " \n"], [8, 3, 1])[0]


def build_corpora(data: Path, out: Path, log: Callable[[str], None]) -> None:
    """Write all training, choosing and name files under ``out``.

    ``data`` has the layout that this module describes; of ``ner/`` a missing corpus is left out.
    """
    out.mkdir(parents=True, exist_ok=True)
    random_ = random.Random(_SEED)
    ewt = list(treebank_passages(data / "ewt" / "train.conllu", gum=False))
    gum = list(treebank_passages(data / "gum" / "train.conllu", gum=True))
    news = list(silver.passages(data / "polnear" / "train"))
    random_.shuffle(news)
    held_out = min(_HELD_OUT_ARTICLES, len(news) // 5)
    news_dev = [passage for article in news[:held_out] for passage in article]
    news_train = [passage for article in news[held_out:] for passage in article]

    names = data / "ner"
    wikigold, _ = wikigold_parts(names / "wikigold.conll.txt")
    re3d = entities.re3d_sentences(names / "re3d" / "CONLL-format" / "data-by-source" / "conll")
    encyclopedia = list(entities.joined(wikigold, 6))
    statements = list(entities.joined(re3d, 6))
    tweets = list(entities.joined(entities.wnut_sentences(names / "wnut17" / "wnut17train.conll"), 4))

    pool = NamePool.collect([*gum, *news_train, *encyclopedia, *statements])
    (out / "names.json").write_text(json.dumps(asdict(pool), ensure_ascii=False), encoding="utf8")
    reported = list(report_sentences([*ewt, *gum], pool, random_, share=0.4))

    ewt_dev = list(treebank_passages(data / "ewt" / "dev.conllu", gum=False))
    gum_dev = list(treebank_passages(data / "gum" / "dev.conllu", gum=True))
    corpora = {
        "treebanks": [*ewt, *gum],
        "reported": reported,
        "news": news_train,
        "encyclopedia": encyclopedia,
        "statements": statements,
        "tweets": tweets,
        "kept_back_treebanks": [*ewt_dev[:120], *gum_dev],
        "kept_back_news": news_dev,
    }
    vocab = spacy.blank("en").vocab
    for name, passages in corpora.items():
        docs = [passage.to_doc(vocab) for passage in passages]
        DocBin(docs=docs, store_user_data=False).to_disk(out / f"{name}.spacy")
        log(f"corpora: {name}: {len(docs)} passages, {sum(map(len, docs))} tokens")


def read_passages(path: Path) -> list[Passage]:
    """The passages of a file that :func:`build_corpora` wrote."""
    vocab = spacy.blank("en").vocab
    return [Passage.from_doc(doc) for doc in DocBin().from_disk(path).get_docs(vocab)]


def examples(nlp: Language, passages: Iterable[Passage]) -> Iterator[Example]:
    """Each passage as spaCy compares it: the pipeline's own tokens of its text, beside the annotation."""
    for passage in passages:
        reference = passage.to_doc(nlp.vocab)
        yield Example(nlp.make_doc(reference.text), reference)
