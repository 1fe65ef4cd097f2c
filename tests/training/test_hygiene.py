"""No gold document is in a training set: by hash of the whole text, and by long sentences that both have.

The training texts are all that `quotes train` and the learned parts read from ``../shared``, and the raw news there
that they may come to read; where that folder is not beside the checkout those tests are skipped. PolNeAR's dev part is
read by `quotes train` for its figures only (as are the test parts of the treebanks), so it counts as gold here.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from .overlap import Overlap, fingerprint, long_sentences, overlaps

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = CHECKOUT.parent / "shared"
OWN_GOLD = ("gold.jsonl", "styles.jsonl", "wire.jsonl", "desk.jsonl")
# PolNeAR's dev and train parts are of the same outlets and months and quote the same speeches: of 84 dev articles five
# share one long sentence with some training text, none more. Of what we invented, nothing may be shared
STOCK_PHRASES = 2
INVENTED = "It wasn’t “the council’s” wall, Ama Osei’s lawyer said, and the council didn’t own the lane either."

def conllu(path: Path) -> Iterator[tuple[str, str]]:
    """The documents of a treebank."""
    texts: dict[str, list[str]] = {}
    name = path.stem
    with path.open(encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                name = line.split("=", 1)[-1].strip()
            elif line.startswith("# text ="):
                texts.setdefault(name, []).append(line.split("=", 1)[1].strip())
    for name, sentences in texts.items():
        yield f"{path.parent.name}/{name}", " ".join(sentences)


def column(path: Path) -> str:
    """The text of a file with one word a line, the word first."""
    lines = (line.split() for line in path.read_text(encoding="utf8", errors="replace").splitlines())
    return " ".join(fields[0] for fields in lines if fields)


def json_lines(path: Path) -> Iterator[tuple[str, str]]:
    """The documents of a file with a JSON object a line."""
    content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    for number, line in enumerate(content.decode("utf8").rstrip("\n").split("\n")):
        record = json.loads(line)
        yield f"{path.name}/{record.get('id', number)}", record["text"]


def training_texts() -> Iterator[tuple[str, str]]:
    """Every text that something of ours is trained on, by name."""
    data = SHARED / "data"
    for treebank in ("ewt", "gum"):
        for part in ("train", "dev"):
            yield from conllu(data / treebank / f"{part}.conllu")
    for folder in (data / "polnear" / "train" / "text", data / "litbank"):
        for path in sorted(folder.glob("*.txt")):
            yield f"{folder.relative_to(data)}/{path.name}", path.read_text(encoding="utf8")
    names = data / "ner"
    tagged = names / "re3d" / "CONLL-format" / "data-by-source" / "conll"
    columns = [names / "wikigold.conll.txt", names / "wnut17" / "wnut17train.conll", *sorted(tagged.rglob("*.conll"))]
    for path in columns:
        if path.is_file():
            yield str(path.relative_to(data)), column(path)
    for path in [*sorted((data / "raw").glob("*.jsonl.xz")), SHARED / "eval" / "polnear_train.jsonl"]:
        yield from json_lines(path)


def own_gold() -> dict[str, str]:
    """The invented texts of this repository: both gold corpora and the seed archive."""
    texts = {name: text for file in OWN_GOLD for name, text in json_lines(CHECKOUT / "tests" / "gold" / file)}
    for path in sorted((CHECKOUT / "seeds" / "corpus").rglob("*.*")):
        if path.suffix == ".jsonl":
            texts |= {f"{path.name}/{n}": text for n, (_, text) in enumerate(json_lines(path))}
        else:
            texts[path.name] = path.read_text(encoding="utf8")
    return texts


@pytest.fixture(scope="module")
def found() -> dict[str, Overlap]:
    if not (SHARED / "data" / "polnear" / "train").is_dir() or not (SHARED / "eval").is_dir():
        pytest.skip("no ../shared/data and ../shared/eval beside this checkout: nothing to compare the gold with")
    documents = own_gold()
    for file in ("polnear_dev.jsonl", "articles.jsonl"):
        documents |= dict(json_lines(SHARED / "eval" / file))
    return overlaps(documents, training_texts())


def test_no_gold_document_is_a_training_text(found):
    assert {name: overlap.identical for name, overlap in found.items() if overlap.identical} == {}


def test_no_press_gold_shares_more_than_stock_phrases_with_the_training_texts(found):
    shared = {name: len(overlap.shared) for name, overlap in found.items()}
    assert {name: count for name, count in shared.items() if count > STOCK_PHRASES} == {}


def test_invented_gold_shares_no_long_sentence_with_the_training_texts(found):
    assert {name: len(found[name].shared) for name in own_gold() if found[name].shared} == {}


@pytest.mark.parametrize("source", ["ewt/", "gum/", "polnear/", "litbank/", "ner/", "bbc_", "polnear_train.jsonl/"])
def test_a_document_taken_from_any_training_source_would_be_found(found, source):
    name, text = next((n, t) for n, t in training_texts() if n.startswith(source) and len(list(long_sentences(t))) > 2)
    (overlap,) = overlaps({"planted": text.replace(" ", "\n").replace("'", "’")}, [(name, text)]).values()
    assert overlap.identical == [name]


def test_gold_is_read_from_every_place():
    names = own_gold()
    assert len(names) == len(set(map(fingerprint, names.values())))
    for file in OWN_GOLD:
        assert sum(name.startswith(file) for name in names) > 20
    assert any(name.endswith(".html") for name in names)


@pytest.mark.parametrize("copy", [
    INVENTED.replace("’", "'").replace("“", '"').replace("”", '"'),
    INVENTED.upper(),
    INVENTED.replace(" ", "\n  "),
    "It was n't `` the council 's '' wall , Ama Osei 's lawyer said , and the council did n't own the lane either .",
])
def test_typography_whitespace_and_tokens_hide_no_copy(copy):
    (overlap,) = overlaps({"gold": INVENTED}, [("training", copy)]).values()
    assert (overlap.identical, overlap.shared, overlap.sentences) == (["training"], {0}, 1)


def test_a_long_sentence_inside_another_text_is_found_and_a_short_one_is_not():
    short = "He declined to comment on that."
    gold = {"gold": f"{short}\n\n{INVENTED}"}
    (overlap,) = overlaps(gold, [("training", f"Before it. {INVENTED} After it.")]).values()
    assert (overlap.identical, len(overlap.shared), overlap.share) == ([], 1, 1.0)
    (overlap,) = overlaps(gold, [("training", f"Nothing. {short} Nothing.")]).values()
    assert (overlap.identical, overlap.share) == ([], 0.0)
