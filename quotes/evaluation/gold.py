"""Gold corpora: JSON Lines, one document a line, and when a prediction agrees with it."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from quotes.errors import UnreadableInput
from quotes.extraction import Quotation

Pattern = Literal[
    "quote-said-X", "quote-X-said", "X-said-quote", "colon", "dash", "transcript", "continued", "no cue", "unstated"
]

OUTER = " \t\n\r\u00a0\"“”„‟«»'‘’,.;:!?…—–-()[]"
PRONOUNS = frozenset("he she they it i we who him her his".split())
DROPPED = frozenset(
    "mr mrs ms miss dr sir sen rep gov president senator secretary prime minister general lt col representative "
    "governor mayor judge justice prof professor lord lady dame king queen the jr sr ii iii iv".split()
)
LABEL = re.compile(r"(?:^|\n)[ \t*_]*[A-Z][\w.’'\- ()]{0,60}:[*_]*[ \t]+$")


@dataclass(frozen=True)
class GoldQuotation:
    """A span that reports somebody's words; offsets in code points, marks included.

    ``source`` are the places of the mention (empty where the text has none); ``speaker`` is the resolved name and
    ``type`` person, group, document, unnamed or none. ``ignored`` ones count neither way.
    """

    start: int
    end: int
    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    speaker: str | None
    type: str
    partial: bool
    ignored: bool


@dataclass(frozen=True)
class GoldDocument:
    """One annotated text; ``other`` are marked spans that report nobody's words."""

    id: str
    text: str
    quotations: tuple[GoldQuotation, ...]
    other: tuple[tuple[int, int], ...] = field(default=())


def read_gold(path: Path) -> list[GoldDocument]:
    """Read a gold file, a line a document: ``{"id", "text", "quotes": [{"start", "end", "kind", …}], "other"}``.

    Raises :class:`~quotes.errors.UnreadableInput` with file and line number.
    """
    documents = []
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"cannot read the gold file {str(path)!r}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            quotations = tuple(_quotation(item) for item in record["quotes"])
            other = tuple((item["start"], item["end"]) for item in record.get("other", []))
            documents.append(GoldDocument(record["id"], record["text"], quotations, other))
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableInput(f"{str(path)!r}, line {number}: no gold document ({error})") from error
    return documents


def _quotation(item: dict[str, Any]) -> GoldQuotation:
    return GoldQuotation(
        start=item["start"],
        end=item["end"],
        source=tuple((a, b) for a, b in item.get("source") or ()),
        cue=tuple((a, b) for a, b in item.get("cue") or ()),
        speaker=item.get("speaker"),
        type=item.get("speaker_type") or "none",
        partial=item.get("kind") == "fragment",
        ignored=bool(item.get("ignore")),
    )


def inner_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without marks, spaces and outer punctuation, as which spans are compared."""
    while start < end and text[start] in OUTER:
        start += 1
    while end > start and text[end - 1] in OUTER:
        end -= 1
    return start, end


def shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans."""
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    union = (one[1] - one[0]) + (other[1] - other[0]) - common
    return common / union if union else 0.0


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def _name(name: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]s\b", "", _plain(name)).replace("'", "").replace("’", ""))
    return [word for word in words if word not in DROPPED] or words


def same_person(gold: str, given: str) -> bool:
    """Whether two names agree: the same surname, and no given name or initial that differs."""
    mine, theirs = _name(gold), _name(given)
    if not mine or not theirs:
        return False
    if set(mine) == set(theirs):
        return True
    if mine[-1] != theirs[-1]:
        return False
    if len(mine) == 1 or len(theirs) == 1:
        return True
    a, b = mine[0], theirs[0]
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) or b in mine or a in theirs


def _in_full(text: str, name: str) -> bool:
    """Whether the text gives first and last name together, at most two words apart."""
    words = _name(name)
    if len(words) < 2:
        return False
    flat = " ".join(re.findall(r"[a-z0-9]+", _plain(text)))
    pattern = rf"\b{re.escape(words[0])}\W+(?:\S+\W+){{0,2}}?{re.escape(words[-1])}\b"
    return re.search(pattern, flat) is not None


def touches(gold: GoldQuotation, given: Quotation) -> bool:
    """Whether the mention that was found overlaps the annotated source."""
    mention = given.speaker.mention if given.speaker else None
    return mention is not None and any(mention.start < b and a < mention.end for a, b in gold.source)


def right_speaker(document: GoldDocument, gold: GoldQuotation, given: Quotation) -> bool:
    """A person by name (in full where the text has it), any other source by its mention, none by silence."""
    name = given.speaker.name if given.speaker else ""
    if gold.type == "none":
        return touches(gold, given) if gold.source else not name
    wanted = gold.speaker or ""
    if gold.type == "person":
        return any(
            same_person(person, name)
            and (len(_name(name)) > 1 or len(_name(person)) == 1 or not _in_full(document.text, person))
            for person in re.split(r"\s+and\s+", wanted)
        )
    return touches(gold, given) or bool(set(_name(wanted)) & set(_name(name)))


def pattern_of(document: GoldDocument, index: int) -> Pattern:
    """How the text says who spoke, from the places of quotation, source and cue."""
    gold = document.quotations[index]
    text = document.text
    label = LABEL.search(text[max(0, gold.start - 80) : gold.start])
    if label and (text[gold.start] not in OUTER or label.group().isupper()):
        return "transcript"
    if not gold.source:
        return "unstated"
    start, end = gold.source[0]
    if start >= gold.end:
        between = text[gold.end : start]
        if any(q.start < start and q.start >= gold.end for q in document.quotations):
            return "no cue"
        if re.fullmatch(r"\s*[–—―-]+\s*", between):
            return "dash"
        if "\n" in between.strip(" ") or len(between) > 200:
            return "no cue"
        return "quote-said-X" if re.search(r"\w", between) else "quote-X-said"
    between = text[end : gold.start]
    if any(end <= q.start < gold.start or q.start <= start < q.end for q in document.quotations) or (
        index and document.quotations[index - 1].source == gold.source
    ):
        return "continued"
    if between.rstrip().endswith(":"):
        return "colon"
    if "\n" in between or re.search(r"[.!?]\s", between):
        return "no cue"
    return "X-said-quote"


def by_pronoun(document: GoldDocument, gold: GoldQuotation) -> bool:
    """Whether the source is a pronoun."""
    return bool(gold.source) and document.text[slice(*gold.source[0])].lower() in PRONOUNS
