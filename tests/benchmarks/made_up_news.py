"""Made-up news in any number: documents in the order of their days, each with its quotations as extraction gives them.

The wording is that of `seeds/corpus`: clauses whose function words stay and most of whose other words are drawn anew by
Zipf's law, from the corpus, forms made of its words, and made-up names. So some pairs of words are everywhere and most
are rare, as in a newspaper. As in a newspaper, too: statements that dozens or hundreds of documents print, whole, in
part or with another word; phrases that everybody uses; quotations interrupted by their cue; partial ones; reprints
under another dateline, some of them shortened.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from quotes.extraction.records import Kind, Quotation, Speaker, TextSpan
from quotes.ingest.reading import ReadDocument, read_documents
from quotes.settings import resource_folder
from quotes.store import IncomingDocument
from quotes.wording.vocabulary import FUNCTION_WORDS
from tests.benchmarks.made_up_register import records

FIRST_DAY = date(2010, 1, 1)
DAYS = 5400
PER_DOCUMENT = 7.1  # quotations, on average
POPULAR = 0.1  # share of the statements that are printed again and again
MOST_PRINTED = 300
REPRINTS = 0.05  # share of the documents
KEPT = 0.25  # share of the corpus's own content words that stay
PHRASES = (
    "No comment", "I don’t know", "We will see", "Enough is enough", "It is what it is", "This is unacceptable",
    "We are ready", "We have nothing to hide", "Nobody is above the law", "Time will tell", "I am not surprised",
    "a step in the right direction", "deeply concerned", "a new chapter", "very disappointed", "on the table",
    "We condemn this attack in the strongest terms", "I have nothing to add", "Let me be clear", "a red line",
)  # fmt: skip
_PHRASES_SHARE = 0.015
_CUES = ("said", "told reporters", "said on Tuesday", "wrote", "added", "said in a statement")
_TOWNS = "Port Lewin,Dubrovets,Larkfield,Brussels,Kyiv,Washington,Geneva,Harwick,Lisbon,Nairobi".split(",")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BATCH = 2000


@dataclass(slots=True)
class _Said:
    """A statement: its words, by whom, and where its cue interrupts it (0: nowhere)."""

    words: list[str]
    speaker: str | None
    cut: int = 0
    kind: Kind = "direct"


@dataclass(slots=True)
class _Story:
    """What a document is put together from: sentences, and statements among them."""

    day: date
    blocks: list[str | _Said] = field(default_factory=list)


class Wording:
    """Sentences of any number of words, in batches."""

    def __init__(self, seed: int, names: Sequence[str]) -> None:
        self._chance = np.random.default_rng(seed)
        texts = [item.document.text for item in read_documents([resource_folder("seeds") / "corpus"])
                 if isinstance(item, ReadDocument)]  # fmt: skip
        counts: dict[str, int] = defaultdict(int)
        clauses: list[list[str]] = []
        for text in texts:
            for clause in re.split(r"[.!?;:,—“”\n]", text):
                words = [word if word == "I" or word[1:] != word[1:].lower() else word.lower()
                         for word in _WORD.findall(clause)]  # fmt: skip
                if 3 <= len(words) <= 14:
                    clauses.append(words)
                for word in words:
                    counts[word] += word.lower() not in FUNCTION_WORDS
        plain = sorted((word for word in counts if counts[word]), key=lambda word: (-counts[word], word))
        long = [word for word in plain if len(word) > 4 and word.islower()]
        made = [form for word in long for form in (word + "s", "re" + word, "over" + word, word + "less", "un" + word)]
        rare = sorted({*made, *names} - set(plain))
        random.Random(seed).shuffle(rare)
        content = [*plain, *rare]
        places = {word: place for place, word in enumerate(content)}
        function = sorted({word for clause in clauses for word in clause if not counts.get(word)})
        self.words = np.array([*content, *function], dtype=object)
        for place, word in enumerate(function, len(content)):
            places[word] = place
        self._content = len(content)
        self._clauses = [np.array([places[word] for word in clause], dtype=np.int32) for clause in clauses]
        weights = 1 / (np.arange(len(content)) + 6.0)
        self._cumulative = np.cumsum(weights / weights.sum())

    def some(self, number: int) -> np.ndarray:
        """So many content words, the frequent ones often."""
        drawn = np.searchsorted(self._cumulative, self._chance.random(number))
        return self.words[np.minimum(drawn, self._content - 1)]

    def sentences(self, lengths: Sequence[int]) -> list[list[str]]:
        """The words of sentences of at least these lengths."""
        chosen: list[np.ndarray] = []
        ends: list[int] = []
        total = 0
        draws = iter(self._chance.integers(len(self._clauses), size=2 * len(lengths) + sum(lengths) // 3).tolist())
        for length in lengths:
            stop = total + length
            while total < stop:
                clause = self._clauses[next(draws)]
                chosen.append(clause)
                total += len(clause)
            ends.append(total)
        places = np.concatenate(chosen)
        changing = np.flatnonzero((places < self._content) & (self._chance.random(total) > KEPT))
        words = self.words[places]
        words[changing] = self.some(len(changing))
        flat = words.tolist()
        return [flat[start:end] for start, end in zip([0, *ends], ends)]


class News:
    """Documents with about so many quotations; always the same for one seed.

    Whatever the seed, the people are the same for one number of quotations; ``newcomers`` is the share of statements
    whose speaker is nobody of these.
    """

    def __init__(self, quotations: int, seed: int = 1, *, newcomers: float = 0) -> None:
        self.documents = max(round(quotations / PER_DOCUMENT), 10)
        self._seed = seed
        self._chance = random.Random(seed)
        number = max(quotations // 20, 50)
        self.people = _names(number, 1)
        self._newcomers = newcomers
        self._new_people = [name for name in _names(number, seed + 1) if newcomers]
        self._people_weights = list(itertools.accumulate(1 / (rank + 20) for rank in range(len(self.people))))
        families = sorted({name.rpartition(" ")[2] for name in self.people})
        self.wording = Wording(seed, families[:12_000])
        self.sources = [f"The {town} {paper}" for town in _TOWNS for paper in ("Post", "Wire", "Courier", "Radio")]
        self._statements = self._stream(self._lengths)
        self._sentences = self._stream(lambda: [self._chance.randint(13, 24) for _ in range(_BATCH)])
        self._again = self._popular()

    def _lengths(self) -> list[int]:
        return [max(4, min(60, int(self._chance.lognormvariate(3.0, 0.5)))) for _ in range(_BATCH)]

    def _stream(self, lengths: object) -> Iterator[list[str]]:
        while True:
            yield from self.wording.sentences(lengths())  # type: ignore[operator]

    def _someone(self) -> str:
        if self._newcomers and self._chance.random() < self._newcomers:
            return self._chance.choice(self._new_people)
        return self._chance.choices(self.people, cum_weights=self._people_weights)[0]

    def _popular(self) -> dict[int, list[_Said]]:
        """By the number of the document: statements that others near it print, too."""
        wanted = int(self.documents * PER_DOCUMENT * POPULAR * 0.7)
        again: dict[int, list[_Said]] = defaultdict(list)
        rank = 0
        while wanted > 0:
            rank += 1
            times = max(2, min(MOST_PRINTED, int(4 * MOST_PRINTED / (rank + 4) ** 0.8)))
            words = next(self._statements)
            said = _Said(words, self._someone(), self._chance.choice((0, 0, len(words) // 2)))
            centre = self._chance.randrange(self.documents)
            for _ in range(min(times, wanted)):
                near = int(centre + self._chance.gauss(0, 1) * 2 * times) % self.documents
                again[near].append(self._reworded(said))
            wanted -= times
        return again

    def _reworded(self, said: _Said) -> _Said:
        """As another document prints it: whole, mostly; a run of it; with another word."""
        words, draw = said.words, self._chance.random()
        if draw < 0.65 or len(words) < 8:
            return said
        if draw < 0.9:
            length = self._chance.randint(4, len(words) - 2)
            start = self._chance.randrange(len(words) - length)
            return _Said(words[start : start + length], said.speaker, 0, "partial" if length < 9 else "direct")
        changed = list(words)
        changed[self._chance.randrange(len(words))] = str(self.wording.some(1)[0])
        return _Said(changed, said.speaker, said.cut)

    def _new(self) -> _Said:
        draw = self._chance.random()
        speaker = self._someone() if self._chance.random() < 0.95 else None
        if draw < _PHRASES_SHARE:
            return _Said(self._chance.choice(PHRASES).split(), speaker)
        words = next(self._statements)
        if draw < 0.2:
            return _Said(words[: self._chance.randint(3, 7)], speaker, 0, "partial")
        return _Said(words, speaker, self._chance.randint(3, len(words) - 3) if draw < 0.5 and len(words) > 9 else 0)

    def _story(self, number: int) -> _Story:
        story = _Story(FIRST_DAY + timedelta(number * DAYS // self.documents))
        said = list(self._again.get(number, ()))
        wanted = max(1, round(self._chance.gauss(5.6, 1.8)))
        said += [self._new() for _ in range(wanted - len(said))]
        self._chance.shuffle(said)
        for one in said:
            story.blocks.append(one)
            story.blocks += [_sentence(next(self._sentences)) for _ in range(self._chance.choice((1, 1, 2, 2)))]
        story.blocks.insert(0, _sentence(next(self._sentences)))
        return story

    def articles(self, first: int = 0, last: int | None = None) -> Iterator[tuple[IncomingDocument, list[Quotation]]]:
        """The documents with their quotations, as :meth:`quotes.store.Archive.save` takes them."""
        printed: deque[_Story] = deque(maxlen=60)
        for number in range(first, self.documents if last is None else last):
            if printed and self._chance.random() < REPRINTS:
                before = self._chance.choice(printed)
                kept = len(before.blocks) if self._chance.random() < 0.5 else max(3, len(before.blocks) * 3 // 5)
                story = _Story(FIRST_DAY + timedelta(number * DAYS // self.documents), before.blocks[:kept])
            else:
                story = self._story(number)
                printed.append(story)
            yield self._written(number, story)

    def _written(self, number: int, story: _Story) -> tuple[IncomingDocument, list[Quotation]]:
        source = self._chance.choice(self.sources)
        pieces = [f"{self._chance.choice(_TOWNS).upper()}, {story.day:%B} {story.day.day} ({source}) — "]
        length = len(pieces[0])
        quotations: list[Quotation] = []

        def put(text: str) -> int:
            nonlocal length
            pieces.append(text)
            length += len(text)
            return length - len(text)

        for block in story.blocks:
            if isinstance(block, str):
                put(block + "\n\n")
                continue
            name = block.speaker or "The ministry"
            cue = self._chance.choice(_CUES)
            if block.kind == "partial":
                mention = TextSpan(put(f"{name} spoke of ") , 0, name)
                spoken = [(put(f"“{' '.join(block.words)}”"), " ".join(block.words), "“{}”")]
                put(".\n\n")
            elif block.cut:
                words, rest = " ".join(block.words[: block.cut]), " ".join(block.words[block.cut :])
                spoken = [(put(f"“{_capital(words)},”"), _capital(words), "“{},”")]
                put(" ")
                mention = TextSpan(put(name), 0, name)
                put(f" {cue}. ")
                spoken.append((put(f"“{_capital(rest)}.”"), _capital(rest), "“{}.”"))
                put("\n\n")
            else:
                words = _capital(" ".join(block.words))
                spoken = [(put(f"“{words},”"), words, "“{},”")]
                put(" ")
                mention = TextSpan(put(name), 0, name)
                put(f" {cue}.\n\n")
            speaker = None
            if block.speaker:
                place = TextSpan(mention.start, mention.start + len(name), name)
                speaker = Speaker(name, "person", round(self._chance.uniform(0.6, 1), 2), "quote-cue", place)
            for start, words, marked in spoken:
                text = marked.format(words)
                before = len(quotations) - 1 if start != spoken[0][0] else None
                quotations.append(Quotation(start, start + len(text), text, block.kind, before, None, speaker))
        day = None if number % 50 == 49 else story.day
        title = _capital(" ".join(next(self._sentences)[:8]))
        name = f"{self._seed}-{number}"
        url = f"https://{source.lower().replace(' ', '-')}.example/{name}"
        document = IncomingDocument(source, name, "".join(pieces).strip(), title=title, url=url, published=day)
        return document, quotations


def _names(number: int, seed: int) -> list[str]:
    names = sorted({record["name"] for record in records(number, seed) if record["type"] == "person"})
    random.Random(seed).shuffle(names)
    return names


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(words: Sequence[str]) -> str:
    return _capital(" ".join(words)) + "."
