"""Findings of a corpus of articles, to be read by hand.

    python -m tests.benchmarks.findings --corpus FILE.jsonl [--first 50] [--kind speaker_conflict] [--keep FILE.sqlite]

A line of the corpus has ``id`` and ``text``, as gold files do (nothing else of them is read). A day in the id
("politico_2016-09-12_…") is taken for the day of publication and what stands before it for the source. The articles are
extracted into a new archive, a temporary one unless it is to be kept, and the findings are printed with their evidence
in its place. How many of them are real is for the reader to say; README.md has what we counted, and when.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from quotes.consistency.catching_up import CatchUp, catch_up
from quotes.extraction import Extractor
from quotes.store import Archive, FindingRecord, IncomingDocument

_DATED = re.compile(r"(?P<source>[^_]+)_(?P<day>\d{4}-\d\d-\d\d)(?:_|$)")
_EXTRACTOR = "benchmark"
_SHOWN = 3  # quotations of a reading
_CONTEXT = 160  # code points on both sides of one


def documents_of(corpus: Path) -> Iterator[IncomingDocument]:
    """The articles of a JSON Lines file."""
    with corpus.open(encoding="utf8") as lines:
        for line in lines:
            if line.strip():
                item = json.loads(line)
                dated = _DATED.match(item["id"])
                yield IncomingDocument(
                    dated["source"] if dated else corpus.stem,
                    item["id"],
                    item["text"],
                    published=date.fromisoformat(dated["day"]) if dated else None,
                )


def fill(archive: Archive, documents: Sequence[IncomingDocument], extractor: Extractor) -> CatchUp:
    """Extract and store the articles, then group and compare them."""
    archive.ensure_register()
    for document in documents:
        archive.save(document, extractor.extract(document.text), extractor=_EXTRACTOR)
    return catch_up(archive)


def findings_of(archive: Archive, kind: str | None) -> Iterator[FindingRecord]:
    """All findings, in list order."""
    after = None
    while True:
        page = archive.findings(kind=kind, limit=50, after=after)
        yield from page.items
        if page.next is None:
            return
        after = page.next


def shown(archive: Archive, number: int, finding: FindingRecord) -> str:
    """A finding as a person reads it: the summary, and each reading with its quotations in their places."""
    lines = [f"{number}. {finding.kind} ({finding.severity}) {finding.id}", f"   {finding.summary}"]
    for reading in finding.readings:
        witnesses = "1 witness" if reading.witnesses == 1 else f"{reading.witnesses} witnesses"
        lines.append(f"   — {reading.shown} [{witnesses}]")
        places = archive.in_place([quotation.id for quotation in reading.quotations[:_SHOWN]], context=_CONTEXT)
        for quotation in reading.quotations[:_SHOWN]:
            place = places[quotation.id]
            speaker = quotation.speaker
            whose = f"{speaker.name} {quotation.confidence:.2f} {quotation.method}" if speaker else "nobody"
            text = " ".join(f"{place.prefix}⟦{quotation.text}⟧{place.suffix}".split())
            lines.append(f"       {quotation.document.source} {quotation.document.published} ({whose}): …{text}…")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill an archive and print the findings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, action="append", help="may be given several times")
    parser.add_argument("--first", type=int, default=50, help="findings that are printed")
    parser.add_argument("--kind", help="only findings of this kind")
    parser.add_argument("--keep", type=Path, help="the archive's file, which must not exist yet")
    options = parser.parse_args(arguments)
    documents = [document for corpus in options.corpus for document in documents_of(corpus)]
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "findings.sqlite"
        if path.exists():
            parser.error(f"{path} is there already")
        with Archive.open(str(path)) as archive:
            extractor = Extractor.load()
            began = time.perf_counter()
            done = fill(archive, documents, extractor)
            seconds = time.perf_counter() - began
            found = list(findings_of(archive, options.kind))
            counts = archive.counts()
            for number, finding in enumerate(found[: options.first], 1):
                print(shown(archive, number, finding), end="\n\n")
    kinds = ", ".join(f"{number} {kind}" for kind, number in Counter(finding.kind for finding in found).most_common())
    print(f"{counts.documents} documents, {counts.quotations} quotations, {seconds:.0f} seconds")
    print(f"{done.utterances} utterances with changes; {len(found)} findings: {kinds or 'none'}")


if __name__ == "__main__":
    main()
