"""The same gold read by this extractor and by textacy's ``direct_quotations``, side by side.

    pip install -e '.[bench]'
    python -m tests.benchmarks.against_textacy [--model NAME] [GOLD.jsonl]...

Both read the same parses of the same model and are scored by ``quotes.evaluation``, as ``quotes evaluate`` does.
textacy gets whole documents. Where it refuses one (an odd number of quotation marks, to it), all quotations of that
document count as missed; the last two columns leave these documents out for both. A triple's speaker is taken at its
best: the mention reaches over all its tokens, the name is the first of several speakers', and a pronoun counts as
a mention and never as a wrong name. Without GOLD the gold corpus of this repository is read.

"Beyond it" is the time over that of the parses. "From the texts" is that of the whole way: this extractor does not let
the model read texts without quotation marks, which textacy's user cannot know to leave out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span, Token

from quotes.evaluation import GoldDocument, evaluate, read_gold
from quotes.extraction import Extractor, Quotation
from quotes.extraction.pipeline import RECORDS
from tests.benchmarks.extraction_speed import BATCH, OWN_COMPONENTS, exhaust
from tests.benchmarks.parses import OWN_GOLD, Parses, fastest, figure_rows, read_parses, versions

INSTALL = """textacy is not installed. The extra `bench` has it:
    pip install -e '.[bench]'
(on Python 3.13 its dependency floret has no wheel and needs a C++ compiler; 3.10 to 3.12 have one)"""
Triple = tuple[list[Token], list[Token], Span]
DirectQuotations = Callable[[Doc], Iterable[Triple]]
WIDTHS = (14, 14, 26, 14)


class ReadsAll(Extractor):
    """Lets the model read texts without quotation marks, too: another reader may find something there."""

    def _to_read(self, plain: str) -> str:
        return plain


class TextacyComponent:
    """Leaves textacy's triples on a document as the records that this project's component would leave."""

    def __init__(self, direct_quotations: DirectQuotations) -> None:
        self.direct_quotations = direct_quotations
        self.refused: list[bool] = []

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document, or note that it was refused."""
        try:
            records = [record(*triple) for triple in self.direct_quotations(doc)]
            self.refused.append(False)
        except ValueError:
            records = []
            self.refused.append(True)
        doc.user_data[RECORDS] = records
        return doc


def record(speaker: list[Token], cue: list[Token], content: Span) -> dict[str, Any]:
    """A triple in the form of ``quotes extract --format jsonl``."""
    words = first_speaker(speaker)
    pronoun = all(token.pos_ == "PRON" for token in words)
    return {
        "start": content.start_char,
        "end": content.end_char,
        "kind": "direct",
        "continues": None,
        "cue": place(cue),
        "speaker": {
            "name": "" if pronoun else " ".join(token.text for token in words),
            "type": "unnamed",
            "confidence": 1.0,
            "method": "textacy",
            "mention": place(speaker),
        },
    }


def first_speaker(speaker: list[Token]) -> list[Token]:
    """Of the tokens of a noun, its compounds and its conjuncts: those of the noun that heads all others."""
    inside = {token.i for token in speaker}
    head = next((token for token in speaker if token.head.i not in inside or token.head.i == token.i), speaker[0])
    return [token for token in speaker if token == head or (token.head == head and token.dep_ == "compound")]


def place(tokens: list[Token]) -> dict[str, int]:
    """The characters from the first to the last of these tokens."""
    return {"start": min(t.idx for t in tokens), "end": max(t.idx + len(t) for t in tokens)}


def compare(
    extractor: Extractor, documents: Sequence[GoldDocument], direct_quotations: DirectQuotations
) -> list[tuple[str, list[str]]]:
    """The rows of the table: all documents by both, then by both the documents that textacy did not refuse."""
    parses = Parses(extractor.nlp)
    ours, our_seconds = read_parses(extractor, documents, parses)
    reader = ReadsAll(extractor.nlp)
    theirs: list[list[Quotation]] = []
    refused: list[bool] = []
    their_seconds = 0.0
    for document in documents:
        component = TextacyComponent(direct_quotations)
        (found,), seconds = read_parses(reader, [document], parses, [component])
        refused.append(any(component.refused))  # a text of several pieces is refused as a whole
        theirs.append([] if refused[-1] else found)
        their_seconds += seconds
    kept = [not no for no in refused]
    columns = [
        evaluate(zip(documents, ours)),
        evaluate(zip(documents, theirs)),
        evaluate(zip(compress(documents, kept), compress(ours, kept))),
        evaluate(zip(compress(documents, kept), compress(theirs, kept))),
    ]
    rows = [("documents", [str(column.documents) for column in columns])]
    rows.append(("gold quotations", [str(column.count["gold"]) for column in columns]))
    rows += [
        (name, [f"{value:.4f}" for _, value in row])
        for row in zip(*(figure_rows(column) for column in columns))
        for name in [row[0][0]]
    ]
    rows.append(("documents refused", ["0", str(sum(refused)), "", ""]))
    rows.append(("bare pass, s", [f"{parses.seconds:.2f}"] * 2 + ["", ""]))
    rows.append(("beyond it, s", [f"{our_seconds:.2f}", f"{their_seconds:.2f}", "", ""]))
    whole = from_texts(extractor, [document.text for document in documents], direct_quotations)
    rows.append(("from the texts, s", [*(f"{seconds:.2f}" for seconds in whole), "", ""]))
    return rows


def from_texts(extractor: Extractor, texts: Sequence[str], direct_quotations: DirectQuotations) -> list[float]:
    """Processor seconds from texts to quotations, by this extractor and by the bare pass with textacy after it."""
    nlp = extractor.nlp
    own = [name for name in OWN_COMPONENTS if nlp.has_pipe(name)]

    def theirs() -> None:
        component = TextacyComponent(direct_quotations)
        with nlp.select_pipes(disable=own):
            exhaust(map(component, nlp.pipe(texts, batch_size=BATCH)))

    return fastest([lambda: exhaust(extractor.extract_many(texts, batch_size=BATCH)), theirs])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each gold file; 2 where textacy is not installed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[OWN_GOLD], metavar="GOLD")
    parser.add_argument("--model", help="a spaCy pipeline in place of the shipped one")
    options = parser.parse_args(arguments)
    try:
        from textacy.extract.triples import direct_quotations
    except ImportError as error:
        absent = (error.name or "").split(".")[0] == "textacy"
        print(INSTALL if absent else f"textacy cannot be loaded: {error}", file=sys.stderr)
        return 2
    corpora = [(path, read_gold(path)) for path in options.gold]
    extractor = Extractor.load(options.model)
    print(versions(extractor, "textacy"))
    for path, documents in corpora:
        print()
        heading = (path.name, ["quotes", "textacy", "without refused: quotes", "textacy"])
        for name, values in [heading, *compare(extractor, documents, direct_quotations)]:
            print(f"{name:20}" + "".join(f"{value:>{width}}" for value, width in zip(values, WIDTHS)).rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
