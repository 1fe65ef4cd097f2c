#!/usr/bin/env python3
"""Turn the marked-up articles of these folders into `gold.jsonl`, `styles.jsonl`, `wire.jsonl` and `desk.jsonl`.

    python tests/gold/build.py            rewrite all four
    python tests/gold/build.py --print    and print every quotation with its speaker, for reading through
    python tests/gold/build.py --counts   and print the tables of README.md

The markup is described in README.md.
"""
from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ARTICLES = HERE / "articles"
STYLES = HERE / "styles"
WIRE = HERE / "wire"
DESK = HERE / "desk"
# each corpus and the folder of the articles that it is made from
CORPORA = {HERE / "gold.jsonl": ARTICLES, HERE / "styles.jsonl": STYLES, HERE / "wire.jsonl": WIRE,
           HERE / "desk.jsonl": DESK}

PATTERNS = {
    "quote-X-said": "“…,” X said",
    "quote-said-X": "“…,” said X",
    "X-said-quote": "X said: “…”",
    "fragment": "X said it was “…” (words inside the reporter's sentence)",
    "split": "the part after the cue: “A,” X said, “B”",
    "continued": "no cue of its own: the next span or paragraph of the same speech",
    "according-to": "according to X",
    "in-the-words-of": "in the words of X",
    "colon": "X: “…”, a noun as cue, “And from X:”",
    "dash": "“…” – X",
    "tweet": "X tweeted, wrote on X, posted",
    "no-cue": "the speaker stands in a neighbouring sentence that has no cue",
    "transcript": "NAME: the words of a turn, without marks",
    "block": "a block quotation (>)",
    "unattributed": "the text does not say who spoke",
}
TRAPS = {
    "pronoun": "the mention is a pronoun",
    "far-pronoun": "a pronoun two or more paragraph breaks after the surname",
    "comma-phrase": "a phrase between commas stands between name and verb",
    "relative-clause": "a relative clause stands between name and verb",
    "role-mention": "the mention is a role, the name stands elsewhere",
    "surname": "the mention is a shorter form of the name",
    "honorific": "the mention has a title such as Mr",
    "same-surname": "two people in the article have this surname",
    "carried-on": "the mention stands in another paragraph than the quotation",
    "unclosed-paragraph": "no closing mark, because the next paragraph goes on",
    "no-closing": "no closing mark at all",
    "mixed-marks": "opened curly, closed straight, or the other way round",
    "turned-marks": "a curly mark that is turned the wrong way",
    "nested": "holds another quotation",
    "nickname-in-name": "the speaker's name holds a nickname in marks",
    "single-marks": "British single marks",
    "guillemets": "« »",
    "own-marks": "one of several neighbouring sentences, each in marks of its own",
    "caps-name": "the name is in capitals",
    "particle": "the name has a particle (de la, von der, bin)",
    "hyphenated": "the name has a hyphen",
    "possessive-cue": "a possessive and a noun as cue (her lawyer's answer)",
    "competitor": "another person's name stands nearer, or in the same sentence",
    "group": "a group speaks",
    "document": "a document speaks",
    "unnamed": "the source is not named",
    "joint": "two people are given the same words",
}
OTHERS = ("scare", "title", "word", "nickname", "name")
DOCUMENT_TRAPS = ("inches", "odd-marks", "lost-paragraphs", "line-wraps", "markdown", "noise")
TYPES = ("person", "group", "document", "unnamed")
PRONOUNS = {"i", "he", "she", "they", "it", "who", "which", "we",
            "his", "her", "hers", "their", "its", "him", "them"}
HONORIFIC = re.compile(r"(Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Prof)\b")
PARTICLE = re.compile(r"\b(de la|de los|del|de|von der|von|van der|van|bin|bint|al|da|dos|della|ibn) [A-Z]")
MARKS = "“”\"«»„‟‘’'`"
DOUBLE = re.compile("[“”\"«»„‟]")
NESTED = re.compile(r"(?<![^\s(“])(‘\w[^’]*’|“[^”]*”)(?!\w)")
HEADER = re.compile(r"(?P<flag>[!?])?(?P<go_on>\+)?(?P<partial>~)?(?P<mentions>\S+)(?P<tags>(?: \S+)*)\Z")


class BadMarkup(Exception):
    """An article whose markup contradicts itself."""


@dataclass
class Mark:
    """One stretch of markup: offsets in the plain text, and what stood before the bar."""

    kind: str
    head: str
    start: int
    end: int = -1


@dataclass
class Article:
    """An article read from its file: the plain text and the marks in it."""

    name: str
    style: str
    traps: list[str]
    speakers: dict[str, tuple[str, str]]
    text: str = ""
    marks: list[Mark] = field(default_factory=list)


def read_article(path: Path) -> Article:
    """Read one file; raises BadMarkup where header or brackets are broken."""
    header, _, body = path.read_text(encoding="utf8").partition("\n---\n")
    fields: dict[str, str] = {}
    for line in header.splitlines():
        key, _, value = line.partition(": ")
        if key in fields:
            raise BadMarkup(f"{path.name}: header field {key!r} stands twice")
        fields[key] = value.strip()
    article = Article(path.stem, fields.pop("style"), fields.pop("traps", "").split(), {})
    for key, value in fields.items():
        type_, _, name = value.partition(" ")
        if type_ not in TYPES or not name:
            raise BadMarkup(f"{path.name}: {key!r} is neither person, group, document nor unnamed: {value!r}")
        article.speakers[key] = (name, type_)
    plain: list[str] = []
    stack: list[Mark] = []
    length = position = 0
    body = body.rstrip("\n") + "\n"
    while position < len(body):
        character = body[position]
        if character in "⟦⟨":
            bar = body.index("|", position)
            stack.append(Mark(character, body[position + 1:bar], length))
            position = bar
        elif character in "⟧⟩":
            if not stack or "⟦⟨"["⟧⟩".index(character)] != stack[-1].kind:
                raise BadMarkup(f"{path.name}: {character!r} closes nothing, after {''.join(plain)[-40:]!r}")
            mark = stack.pop()
            mark.end = length
            article.marks.append(mark)
        else:
            plain.append(character)
            length += 1
        position += 1
    if stack:
        raise BadMarkup(f"{path.name}: never closed: {stack[-1].head!r}")
    article.text = "".join(plain)
    article.marks.sort(key=lambda mark: (mark.start, -mark.end))
    return article


def derived_traps(article: Article, mark: Mark, quotation: Mark) -> list[str]:
    """The traps that a mention, its speaker and its place in the text give away."""
    name, type_ = article.speakers[mark.head.rstrip("0123456789")]
    mention = article.text[mark.start:mark.end]
    surname = name.split()[-1]
    between = article.text[min(mark.end, quotation.end):max(mark.start, quotation.start)]
    traps = [type_] if type_ != "person" else []
    if mention.lower() in PRONOUNS:
        traps.append("pronoun")
        named = article.text.lower().rfind(surname.lower(), 0, mark.start)
        if named >= 0 and article.text.count("\n\n", named, mark.start) > 1:
            traps.append("far-pronoun")
    if "\n\n" in between:
        traps.append("carried-on")
    if type_ != "person":
        return traps
    if HONORIFIC.match(mention):
        traps.append("honorific")
    if len(mention.split()) == 1 < len(name.split()) and mention.lower() == surname.lower():
        traps.append("surname")
    people = [other for other, kind in article.speakers.values() if kind == "person"]
    if sum(other.endswith(" " + surname) for other in people) > 1:
        traps.append("same-surname")
    if PARTICLE.search(name):
        traps.append("particle")
    if "-" in name:
        traps.append("hyphenated")
    if mention.isupper() and len(mention) > 3:
        traps.append("caps-name")
    return traps


def annotate(article: Article) -> dict[str, Any]:
    """The gold record of an article; raises BadMarkup where the annotation contradicts itself."""
    text = article.text
    mentions: dict[str, Mark] = {}
    for mark in article.marks:
        if mark.kind == "⟨":
            if mark.head in mentions:
                raise BadMarkup(f"{article.name}: mention {mark.head!r} stands twice")
            mentions[mark.head] = mark
    quotes: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    used: set[str] = set()
    for mark in (m for m in article.marks if m.kind == "⟦"):
        words = text[mark.start:mark.end]
        found = HEADER.match(mark.head)
        if found is None:
            raise BadMarkup(f"{article.name}: cannot read {mark.head!r}")
        tags = found["tags"].split()
        if found["flag"] == "!":
            if found["mentions"] not in OTHERS or words[0] not in MARKS or words[-1] not in MARKS:
                raise BadMarkup(f"{article.name}: not another span between marks: {mark.head!r} {words!r}")
            others.append({"start": mark.start, "end": mark.end, "text": words, "pattern": found["mentions"]})
            continue
        pattern = tags.pop(0)
        quote: dict[str, Any] = {"start": mark.start, "end": mark.end, "text": words,
                                 "kind": "fragment" if found["partial"] else "direct"}
        source: list[list[int]] = []
        names: list[str] = []
        types: list[str] = []
        traps: list[str] = []
        if found["mentions"] != "-":
            for key in found["mentions"].split("&"):
                if key not in mentions:
                    raise BadMarkup(f"{article.name}: no mention {key!r}")
                used.add(key)
                name, type_ = article.speakers[key.rstrip("0123456789")]
                source.append([mentions[key].start, mentions[key].end])
                names.append(name)
                types.append(type_)
                traps += derived_traps(article, mentions[key], mark)
            if len(names) > 1:
                traps.append("joint")
        if words[0] in "‘'":
            traps.append("single-marks")
        if words[0] in "«":
            traps.append("guillemets")
        if NESTED.search(words[1:-1]) if words[0] in MARKS else DOUBLE.search(words):
            traps.append("nested")
        traps = list(dict.fromkeys(traps + tags))
        if pattern not in PATTERNS or not set(traps) <= set(TRAPS):
            raise BadMarkup(f"{article.name}: unknown pattern or trap in {mark.head!r}")
        unmarked = pattern in ("transcript", "block")
        if words != words.strip() or (not unmarked and words[0] not in MARKS):
            raise BadMarkup(f"{article.name}: does not begin with a mark: {words!r}")
        if not unmarked and words[-1] not in MARKS and not {"unclosed-paragraph", "no-closing"} & set(traps):
            raise BadMarkup(f"{article.name}: does not end with a mark: {words!r}")
        if "\n\n" in words:
            raise BadMarkup(f"{article.name}: runs over a paragraph break: {words!r}")
        if quotes and quotes[-1]["end"] > mark.start:
            raise BadMarkup(f"{article.name}: overlaps the quotation before: {words!r}")
        quote |= {"source": source or None, "speaker": " and ".join(names) or None,
                  "speaker_type": types[0] if types else "none", "pattern": pattern, "traps": traps}
        if found["go_on"]:
            if not quotes or quotes[-1]["speaker"] != quote["speaker"]:
                raise BadMarkup(f"{article.name}: goes on from nothing, or from somebody else: {words!r}")
            quote["continues"] = len(quotes) - 1
        if found["flag"] == "?":
            quote["ignore"] = True
        if (pattern == "unattributed") != (source == []) and "ignore" not in quote:
            raise BadMarkup(f"{article.name}: unattributed, or not? {words!r}")
        quotes.append(quote)
    if set(mentions) - used:
        raise BadMarkup(f"{article.name}: mentions without a quotation: {sorted(set(mentions) - used)}")
    spans = [(r["start"], r["end"]) for r in quotes + others]
    loose = [m.start() for m in DOUBLE.finditer(text) if not any(s <= m.start() < e for s, e in spans)]
    if loose and not {"inches", "odd-marks"} & set(article.traps):
        raise BadMarkup(f"{article.name}: a mark outside every span: {text[loose[0] - 30:loose[0] + 30]!r}")
    if not set(article.traps) <= set(DOCUMENT_TRAPS):
        raise BadMarkup(f"{article.name}: unknown trap among {article.traps}")
    return {"id": article.name, "style": article.style, "traps": article.traps, "text": text,
            "quotes": quotes, "other": others}


def build(articles: Path = ARTICLES) -> Iterator[dict[str, Any]]:
    """The gold records of all articles of a folder, in the order of their file names."""
    for path in sorted(articles.glob("*.txt")):
        yield annotate(read_article(path))


def as_jsonl(records: list[dict[str, Any]]) -> str:
    """The text of gold.jsonl."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def tables(records: list[dict[str, Any]]) -> str:
    """The tables of README.md, in Markdown: counts by pattern, trap and style."""
    quotes = [quote for record in records for quote in record["quotes"]]
    patterns = Counter(quote["pattern"] for quote in quotes)
    traps = Counter(trap for quote in quotes for trap in quote["traps"])
    articles = Counter(trap for record in records for trap in record["traps"])
    styles = Counter(record["style"] for record in records)
    others = Counter(other["pattern"] for record in records for other in record["other"])
    kinds = Counter(quote["kind"] for quote in quotes)
    types = Counter(quote["speaker_type"] for quote in quotes)

    def listed(counts: Counter[str]) -> str:
        return ", ".join(f"{name} {number}" for name, number in counts.most_common())

    lines = [f"{len(records)} articles, {sum(len(record['text'].split()) for record in records)} words, "
             f"{len(quotes)} quotations ({listed(kinds)}; by speaker: {listed(types)}), "
             f"{sum(others.values())} other spans ({listed(others)}).", ""]
    for title, counts, meanings in (("pattern", patterns, PATTERNS), ("trap", traps, TRAPS)):
        lines += [f"| {title} | quotations | meaning |", "| --- | ---: | --- |"]
        lines += [f"| {name} | {counts[name]} | {meaning} |" for name, meaning in meanings.items()]
        lines.append("")
    lines += [f"Traps of whole articles: {listed(articles)}.", "", f"Styles: {listed(styles)}."]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the corpora; with --print or --counts, show what is in them."""
    for corpus, articles in CORPORA.items():
        write(corpus, list(build(articles)))


def write(corpus: Path, records: list[dict[str, Any]]) -> None:
    """Write one corpus, and show of it what the command line asks for."""
    corpus.write_text(as_jsonl(records), encoding="utf8")
    if "--counts" in sys.argv:
        print(tables(records))
    if "--print" in sys.argv:
        for record in records:
            print(f"== {record['id']} ({record['style']}; {len(record['text'].split())} words)")
            for number, quote in enumerate(record["quotes"]):
                mention = " & ".join(record["text"][s:e] for s, e in quote["source"] or [])
                print(f"{number:3} {quote['kind'][0]} {quote['speaker']} [{mention}] {quote['pattern']}"
                      f" {','.join(quote['traps'])} <-{quote.get('continues', '')}\n       {quote['text']!r}")
            for other in record["other"]:
                print(f"  -   {other['pattern']}: {other['text']}")
    print(f"{corpus.name}: {len(records)} articles, {sum(len(r['quotes']) for r in records)} quotations, "
          f"{sum(len(r['other']) for r in records)} other spans")


if __name__ == "__main__":
    main()
