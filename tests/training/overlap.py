"""Text that two sets of documents share, whatever their whitespace, typography and tokens.

Words are compared without case, marks and apostrophes, and a corpus's tokens ("do n't", "Osei 's") are joined again.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

# a sentence shorter than this may be anybody's ("He declined to comment.")
LONG = 12
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ`´", "'"))
_PARTED = re.compile(r"\s+(?=n't\b|'(?:s|re|ve|ll|d|m)\b)")
_SENTENCE_ENDS = re.compile(r"\n\s*\n|[.!?][\"”’')\]]*\s")
_WORDS = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    return _WORDS.findall(_PARTED.sub("", folded).replace("'", ""))


def fingerprint(text: str) -> str:
    """A hash of the whole text's words."""
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()


def long_sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence that has at least :data:`LONG`."""
    for sentence in _SENTENCE_ENDS.split(text):
        if len(found := words(sentence)) >= LONG:
            yield found


@dataclass
class Overlap:
    """What a document shares with another set of documents."""

    sentences: int
    shared: set[int] = field(default_factory=set)
    identical: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of the long sentences of which :data:`LONG` words in a row stand in the other set."""
        return len(self.shared) / max(1, self.sentences)


def overlaps(documents: Mapping[str, str], others: Iterable[tuple[str, str]]) -> dict[str, Overlap]:
    """For each document, what it shares with the others (names and texts) taken together."""
    found: dict[str, Overlap] = {}
    whole: dict[str, list[str]] = defaultdict(list)
    runs: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for name, text in documents.items():
        sentences = list(long_sentences(text))
        found[name] = Overlap(len(sentences))
        whole[fingerprint(text)].append(name)
        for number, sentence in enumerate(sentences):
            for first in range(len(sentence) - LONG + 1):
                runs[" ".join(sentence[first : first + LONG])].add((name, number))
    for other, text in others:
        for name in whole.get(fingerprint(text), ()):
            found[name].identical.append(other)
        running = words(text)
        for first in range(len(running) - LONG + 1):
            for name, number in runs.get(" ".join(running[first : first + LONG]), ()):
                found[name].shared.add(number)
    return found
