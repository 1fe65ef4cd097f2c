"""Is this the same person? ``python -m tests.benchmarks.identities [--errors] [--corpus GOLD.jsonl]``.

Without ``--corpus``: the table of ``tests/gold/identities.jsonl``. Its articles are ingested into a new archive, one
after another, and each mention's speaker is compared with the identity that the table gives:

- right: a registered person's or organisation's mention has that speaker; another's has the speaker that most
  mentions of this identity have, and of no other; one that is to stay open, local or unnamed has a speaker that
  nobody else has
- wrong merge: the speaker is somebody else of the register, or is shared with another identity

With ``--corpus`` (annotated articles as ``quotes evaluate`` reads them): how many speakers the archive has for each
gold name, among the quotations whose name is right.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from quotes.evaluation.gold import inner_span, read_gold, right_speaker, shared
from quotes.extraction import Extractor
from quotes.store import Archive, IncomingDocument, QuotationRecord

TABLE = Path(__file__).resolve().parents[1] / "gold" / "identities.jsonl"
_OPEN = ("open", "unnamed", "local:")


@dataclass(slots=True)
class Mention:
    """One row of the table with what the archive made of it."""

    document: str
    place: int
    text: str
    identity: str
    kinds: tuple[str, ...]
    speaker: str | None
    name: str | None
    key: str | None
    method: str | None
    right: bool = False
    merged: bool = False


@dataclass(slots=True)
class IdentityFigures:
    """Shares (0…1) of all mentions, and by kind right and all."""

    mentions: list[Mention]
    kinds: dict[str, list[int]] = field(default_factory=dict)

    @property
    def right(self) -> float:
        """Share of mentions with the right identity."""
        return sum(m.right for m in self.mentions) / len(self.mentions)

    @property
    def wrong_merges(self) -> float:
        """Share of mentions that were taken for somebody else."""
        return sum(m.merged for m in self.mentions) / len(self.mentions)


def ingest(archive: Archive, documents: Iterable[tuple[IncomingDocument, Any]], extractor: Extractor) -> list[Any]:
    """Extract and save each document; what came with it, with its id."""
    items = list(documents)
    found = extractor.extract_many([document.text for document, _ in items])
    return [
        (archive.save(document, quotations, extractor=extractor.fingerprint).document, extra)
        for (document, extra), quotations in zip(items, found)
    ]


def measure(extractor: Extractor, table: Path = TABLE) -> IdentityFigures:
    """Ingest the table's articles and compare."""
    rows = [json.loads(line) for line in table.read_text(encoding="utf8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder, Archive.open(f"{folder}/identities.sqlite") as archive:
        archive.ensure_register()
        incoming = [(_document(row), row) for row in rows]
        stored = ingest(archive, incoming, extractor)
        keys: dict[str, str | None] = {}
        mentions = []
        for id_, row in stored:
            quotations = archive.document(id_).quotations
            for mention in row["mentions"]:
                mentions.append(_mention(archive, row, mention, quotations, keys))
    _judge(mentions)
    figures = IdentityFigures(mentions)
    for mention in mentions:
        for kind in mention.kinds:
            counts = figures.kinds.setdefault(kind, [0, 0])
            counts[0] += mention.right
            counts[1] += 1
    return figures


def _document(row: dict[str, Any]) -> IncomingDocument:
    return IncomingDocument(
        source=row["source"],
        key=row["id"],
        text=row["text"],
        title=row["title"],
        published=date.fromisoformat(row["published"]),
    )


def _mention(
    archive: Archive,
    row: dict[str, Any],
    mention: dict[str, Any],
    quotations: list[QuotationRecord],
    keys: dict[str, str | None],
) -> Mention:
    inner = inner_span(row["text"], mention["quote"]["start"], mention["quote"]["end"])
    speaker = method = None
    for quotation in quotations:
        if shared(inner, inner_span(row["text"], quotation.start, quotation.end)) >= 0.8 and quotation.speaker:
            speaker, method = quotation.speaker, quotation.method
    if speaker and speaker.id not in keys:
        keys[speaker.id] = archive.speaker(speaker.id).register
    return Mention(
        row["id"],
        mention["quote"]["start"],
        mention["text"],
        mention["identity"],
        tuple(mention["kinds"]),
        speaker.id if speaker else None,
        speaker.name if speaker else None,
        keys[speaker.id] if speaker else None,
        method,
    )


def _judge(mentions: list[Mention]) -> None:
    speakers: dict[str, Counter[str]] = defaultdict(Counter)
    identities: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.speaker:
            speakers[_own(mention)][mention.speaker] += 1
            identities[mention.speaker][_own(mention)] += 1
    # whose a speaker is: of those who share it, the one with the most mentions
    owners = {speaker: counts.most_common(1)[0][0] for speaker, counts in identities.items()}
    for mention in mentions:
        own, registered = _own(mention), registered_key(mention.identity)
        if mention.speaker is None:
            # nobody is right where nobody is to be found
            mention.right = mention.identity.startswith(_OPEN)
        elif registered is not None:
            mention.right = mention.key == registered
            mention.merged = not mention.right and (mention.key is not None or owners[mention.speaker] != own)
        else:
            mention.merged = mention.key is not None or owners[mention.speaker] != own
            main = next(s for s, _ in speakers[own].most_common() if owners[s] == own or mention.merged)
            mention.right = not mention.merged and mention.speaker == main


def _own(mention: Mention) -> str:
    """An identity's name; those that stay open are one for each document and quotation."""
    if mention.identity.startswith(_OPEN):
        return f"{mention.document}: {mention.place}"
    return mention.identity


def registered_key(identity: str) -> str | None:
    """The register's key that an identity of the table is, or None."""
    if identity.startswith((*_OPEN, "new:", "group-new:")):
        return None
    return identity.partition(":")[2] if ":" in identity else identity


def names_of_corpus(extractor: Extractor, gold: Path) -> dict[str, Counter[str]]:
    """For each gold name of a person: the speakers of its rightly named quotations in an archive of the articles."""
    documents = read_gold(gold)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder, Archive.open(f"{folder}/corpus.sqlite") as archive:
        archive.ensure_register()
        results = extractor.extract_many([document.text for document in documents])
        for document, quotations in zip(documents, results):
            day = document.id.split("_")[1] if document.id.count("_") > 1 else ""
            incoming = IncomingDocument(
                source=document.id.split("_")[0], key=document.id, text=document.text, published=_day(day)
            )
            stored = archive.save(incoming, quotations, extractor=extractor.fingerprint)
            speakers = {q.start: q.speaker for q in archive.document(stored.document).quotations}
            for gold_quotation in document.quotations:
                inner = inner_span(document.text, gold_quotation.start, gold_quotation.end)
                for quotation in quotations:
                    if gold_quotation.type != "person" or not gold_quotation.speaker or not quotation.speaker:
                        continue
                    if shared(inner, inner_span(document.text, quotation.start, quotation.end)) < 0.8:
                        continue
                    speaker = speakers.get(quotation.start)
                    if speaker and right_speaker(document, gold_quotation, quotation):
                        found[gold_quotation.speaker][f"{speaker.id} {speaker.name}"] += 1
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--table", type=Path, default=TABLE, help="another table of the same form")
    parser.add_argument("--corpus", type=Path, help="annotated articles: speakers for each gold name")
    arguments = parser.parse_args()
    extractor = Extractor.load()
    if arguments.corpus:
        names = names_of_corpus(extractor, arguments.corpus)
        total = sum(len(speakers) for speakers in names.values())
        print(f"{len(names)} gold names, {total} speakers: {total / max(1, len(names)):.3f} each")
        for name, speakers in sorted(names.items()):
            if len(speakers) > 1:
                print(f"  {name}: {dict(speakers)}")
        return
    figures = measure(extractor, arguments.table)
    print(f"{len(figures.mentions)} mentions: right {figures.right:.4f}, wrong merges {figures.wrong_merges:.4f}")
    for kind, (right, number) in sorted(figures.kinds.items()):
        print(f"  {kind:45} {right:4} of {number}")
    if arguments.errors:
        for m in figures.mentions:
            if not m.right:
                what = "MERGED" if m.merged else "missed" if m.speaker is None else "apart"
                taken = f"{m.name} ({m.key}) by {m.method}"
                print(f"{what:7} {m.document}: {m.text!r} is {m.identity}, not {taken} {m.kinds}")


if __name__ == "__main__":
    main()
