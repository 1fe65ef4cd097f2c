"""The figures: detection, attribution, speaker, end to end, wrong names; by pattern; and how far confidence can be
believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from quotes.evaluation.gold import (
    GoldDocument,
    GoldQuotation,
    by_pronoun,
    inner_span,
    pattern_of,
    right_speaker,
    shared,
    touches,
)
from quotes.extraction import Quotation

# spans match where they share this much of their union, trimmed of marks and outer punctuation
MATCH = 0.8
IGNORED_MATCH = 0.5
# what can be wrong with a gold quotation; each that is not right counts once
ERRORS = ("missed", "no name", "wrong mention", "wrong name")
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass
class Figures:
    """Counts of one evaluation; the ratios are properties, as in the table that ``quotes evaluate`` prints."""

    documents: int = 0
    count: Counter[str] = field(default_factory=Counter)
    patterns: dict[str, Counter[str]] = field(default_factory=dict)
    # by lower edge: how many were named and right, and the sum of their confidences
    reliability: dict[float, dict[str, float]] = field(
        default_factory=lambda: {low: {"named": 0, "right": 0, "confidence": 0.0} for low in BINS[:-1]}
    )
    errors: list[dict[str, Any]] = field(default_factory=list)

    def _f1(self, hit: str) -> tuple[float, float, float]:
        precision = self.count[hit] / max(1, self.count["predicted"])
        recall = self.count[hit] / max(1, self.count["gold"])
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0.0

    def _ratio(self, part: str, whole: str) -> float:
        return self.count[part] / self.count[whole] if self.count[whole] else 0.0

    def as_json(self) -> dict[str, Any]:
        """All figures, rounded to four places."""
        figures: dict[str, Any] = {
            "documents": self.documents,
            "gold": self.count["gold"],
            "predicted": self.count["predicted"],
        }
        for name, hit in (("detection", "matched"), ("with_source", "attributed"), ("end_to_end", "right")):
            precision, recall, f1 = self._f1(hit)
            figures[name] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
        figures["attribution"] = round(self._ratio("attributed", "sourced"), 4)
        figures["speaker"] = round(self._ratio("person right", "person"), 4)
        figures["coverage"] = round(self._ratio("named", "predicted"), 4)
        figures["wrong_names"] = round(self._ratio("wrong name", "matched named"), 4)
        figures["patterns"] = {
            name: {
                "gold": row["gold"],
                "found": round(row["found"] / row["gold"], 4),
                "right": round(row["right"] / row["gold"], 4),
            }
            for name, row in sorted(self.patterns.items(), key=lambda item: -item[1]["gold"])
        }
        figures["errors"] = {name: {kind: self.patterns[name][kind] for kind in ERRORS} for name in figures["patterns"]}
        figures["extra"] = self.count["predicted"] - self.count["matched"]
        figures["reliability"] = [
            {
                "from": low,
                "named": row["named"],
                "confidence": round(row["confidence"] / row["named"], 4),
                "right": round(row["right"] / row["named"], 4),
            }
            for low, row in self.reliability.items()
            if row["named"]
        ]
        return figures


def evaluate(pairs: Iterable[tuple[GoldDocument, list[Quotation]]]) -> Figures:
    """Compare the quotations that were extracted from each gold document with its own."""
    figures = Figures()
    for document, given in pairs:
        figures.documents += 1
        _compare(document, given, figures)
    return figures


def _compare(document: GoldDocument, given: list[Quotation], figures: Figures) -> None:
    text, count = document.text, figures.count
    spans = [(inner_span(text, q.start, q.end), q) for q in given]
    spans = [(span, q) for span, q in spans if span[0] < span[1]]
    golds = [(inner_span(text, g.start, g.end), index, g) for index, g in enumerate(document.quotations)]
    ignored = [span for span, _, g in golds if g.ignored]
    golds = [(span, index, g) for span, index, g in golds if not g.ignored and span[0] < span[1]]
    best = sorted(
        ((shared(gold, span), i, j) for i, (gold, _, _) in enumerate(golds) for j, (span, _) in enumerate(spans)),
        reverse=True,
    )
    match: dict[int, int] = {}
    for value, i, j in best:
        if value >= MATCH and i not in match and j not in match.values():
            match[i] = j
    matched = set(match.values())
    kept = [
        j
        for j, (span, _) in enumerate(spans)
        if j in matched or all(shared(span, other) < IGNORED_MATCH for other in ignored)
    ]
    count["gold"] += len(golds)
    count["predicted"] += len(kept)
    count["named"] += sum(_named(spans[j][1]) for j in kept)
    for i, (_, index, gold) in enumerate(golds):
        rows = [figures.patterns.setdefault(pattern_of(document, index), Counter())]
        if by_pronoun(document, gold):
            rows.append(figures.patterns.setdefault("(pronoun)", Counter()))
        found = spans[match[i]][1] if i in match else None
        right = found is not None and right_speaker(document, gold, found)
        for row in rows:
            row.update(gold=1, found=int(found is not None), right=int(right))
            if not right:
                row[_error_kind(gold, found)] += 1
        if found is None:
            _error(figures, "missed", document, gold.start, gold.end, gold, None)
            continue
        _count_match(figures, document, gold, found, right)
    for j in kept:
        if j not in matched:
            _error(figures, "not a quotation", document, spans[j][1].start, spans[j][1].end, None, spans[j][1])


def _count_match(figures: Figures, document: GoldDocument, gold: GoldQuotation, found: Quotation, right: bool) -> None:
    count = figures.count
    count["matched"] += 1
    count["right"] += right
    if found.speaker and found.speaker.name:
        count["matched named"] += 1
        count["wrong name"] += not right
        low = max(edge for edge in BINS[:-1] if edge <= found.speaker.confidence)
        row = figures.reliability[low]
        row["named"] += 1
        row["right"] += right
        row["confidence"] += found.speaker.confidence
    if gold.source:
        count["sourced"] += 1
        count["attributed"] += touches(gold, found) or right
    if gold.type == "person":
        count["person"] += 1
        count["person right"] += right
    if not right:
        _error(figures, "wrong speaker", document, found.start, found.end, gold, found)


def _named(found: Quotation) -> bool:
    return found.speaker is not None and bool(found.speaker.name)


def _error_kind(gold: GoldQuotation, found: Quotation | None) -> str:
    """Which of :data:`ERRORS` it is, of a quotation that is not right."""
    if found is None:
        return "missed"
    if not _named(found):
        return "no name"
    return "wrong mention" if gold.source and not touches(gold, found) else "wrong name"


def _error(
    figures: Figures,
    kind: str,
    document: GoldDocument,
    start: int,
    end: int,
    gold: GoldQuotation | None,
    found: Quotation | None,
) -> None:
    speaker = found.speaker if found else None
    figures.errors.append(
        {
            "error": kind,
            "document": document.id,
            "start": start,
            "gold": gold.speaker if gold else None,
            "found": speaker.name if speaker else None,
            "method": speaker.method if speaker else None,
            "text": document.text[start:end],
        }
    )
