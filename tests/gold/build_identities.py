#!/usr/bin/env python3
"""Turn the marked-up articles of `identities/` and `identities_blind/` into a table of JSON Lines each, checking them.

    python tests/gold/build_identities.py            rewrite both
    python tests/gold/build_identities.py --print    and print every mention with its identity, for reading through
    python tests/gold/build_identities.py --counts   and print the table of README.md
    python tests/gold/build_identities.py --keys     and print the keys of the speaker register that are used

The markup is described in README.md.
"""
from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ARTICLES = HERE / "identities"
CORPORA = (ARTICLES, HERE / "identities_blind")      # X/*.txt makes X.jsonl

# word of the markup: (kind in the table, meaning)
KINDS = {
    "full": ("full name", "the name in full, nothing else to it"),
    "title": ("title or suffix", "Sen., Lord, Dame, Mr, Dr, Gen., Jr., III, KC"),
    "initial": ("initials", "J.D., A. Blinken, a middle initial or none; George H.W. against George W."),
    "nick": ("nickname", "Tony, Bibi, Chuck, or the full form of a name that is known by its short one"),
    "dia": ("diacritics", "ğ, ł, ó, ø, with them or without"),
    "translit": ("transliteration", "Ukrainian, Russian and Belarusian names in several spellings"),
    "arabic": ("Arabic name", "bin Salman, al- and el-"),
    "east": ("family name first", "Chinese, Korean and Japanese names, in either order"),
    "spanish": ("Spanish double surname", "both surnames, or the first alone"),
    "hyphen": ("hyphen", "a name that holds a hyphen, or an apostrophe"),
    "particle": ("particle", "von der, van, de, Di, Le"),
    "poss": ("possessive", "the mention stands in the possessive"),
    "caps": ("capitals", "transcripts, headlines, agency openings"),
    "sur": ("surname after full name", "the article gives the full name elsewhere"),
    "rolesur": ("role and surname", "a title of office and a surname, no full name in the article"),
    "evidence": ("surname with other evidence", "no full name, no title; other names and the place tell who it is"),
    "bare": ("surname without evidence", "nobody can say who: it must not be merged with anybody"),
    "same": ("one surname, two people", "two people in the article share it"),
    "across": ("one surname, other articles", "other people in other articles have it"),
    "world": ("unknown speaker in several articles", "full name, middle initial, role and surname: one person"),
    "homonym": ("one full name, two people", "the roles tell them apart"),
    "role": ("role by country and date", "the article names nobody who holds it"),
    "former": ("former, then", "an office that was held before; alone it is open"),
    "changed": ("role that changed hands", "within three days of the article: open"),
    "placeless": ("role without a place", "whose role isn't told, or two hold it: open"),
    "holder": ("role whose holder is named", "the article says who holds it, often in an invented country"),
    "group": ("group", "an organisation"),
    "document": ("document", "a newspaper, a law, a report with a name"),
    "generic": ("generic group or document", "the ministry, police, a report: of this article alone"),
    "unnamed": ("unnamed source", "the same words in several articles are never one speaker"),
    "pronoun": ("pronoun", "he, she"),
}
# the register's keys, and what stands for a speaker that has none
IDENTITY = re.compile(r"(?:(?:group|document):)?[a-z0-9]+(?:-[a-z0-9]+)*\Z|(?:new|local):\S.*\Z|unnamed\Z|open\Z")
PRONOUNS = {"he", "she", "they", "it"}
HYPHEN = re.compile(r"[^\W\d_]{2,}-[^\W\d_]{2,}|\b[A-Z]['’][A-Z]")
DOUBLE = re.compile("[“”\"«»„‟‘]")


class BadMarkup(Exception):
    """An article whose markup contradicts itself."""


def spans(name: str, body: str) -> tuple[str, list[tuple[str, str, int, int]]]:
    """The plain text of a marked-up body, and its marks: bracket, what stands before the bar, start, end."""
    plain: list[str] = []
    stack: list[tuple[str, str, int]] = []
    marks: list[tuple[str, str, int, int]] = []
    position = length = 0
    while position < len(body):
        character = body[position]
        if character in "⟦⟨":
            bar = body.index("|", position)
            stack.append((character, body[position + 1:bar], length))
            position = bar
        elif character in "⟧⟩":
            if not stack or "⟦⟨"["⟧⟩".index(character)] != stack[-1][0]:
                raise BadMarkup(f"{name}: {character!r} closes nothing, after {''.join(plain)[-40:]!r}")
            marks.append((*stack.pop(), length))
        else:
            plain.append(character)
            length += 1
        position += 1
    if stack:
        raise BadMarkup(f"{name}: never closed: {stack[-1][1]!r}")
    return "".join(plain), sorted(marks, key=lambda mark: mark[2])


def kinds_of(words: list[str], mention: str, after: str, identity: str) -> list[str]:
    """The words of the markup for a mention: those written, and those that its letters and its identity give away."""
    kinds = list(words)
    person = not re.match(r"(group|document|local):|unnamed", identity)
    if mention.lower() in PRONOUNS:
        kinds.append("pronoun")
    if mention.isupper() and len(mention) > 4:
        kinds.append("caps")
    if re.match("[’']s?\\b", after) and not re.match("[’']s (said|says|told)", after):
        kinds.append("poss")
    if person and HYPHEN.search(mention) and mention[0].isupper():
        kinds.append("hyphen")
    if person and not mention.isascii() and re.search(r"[^\W\d_]", re.sub(r"[ -~‘’“”]", "", mention)):
        kinds.append("dia")
    for prefix, kind in (("group:", "group"), ("document:", "document"), ("local:", "generic"), ("unnamed", "unnamed")):
        if identity.startswith(prefix) and "bare" not in kinds:
            kinds.append(kind)
    return list(dict.fromkeys(kinds)) or ["full"]


def annotate(block: str) -> dict[str, Any]:
    """The record of one article; raises BadMarkup where header or brackets contradict themselves."""
    header, _, body = block.strip().partition("\n---\n")
    name, _, header = header.partition("\n")
    fields = dict(line.split(": ", 1) for line in header.splitlines())
    text, marks = spans(name, body.strip())
    quotes: dict[str, tuple[int, int]] = {}
    for bracket, label, start, end in marks:
        if bracket == "⟦":
            if label in quotes:
                raise BadMarkup(f"{name}: quotation {label!r} stands twice")
            quotes[label] = (start, end)
    mentions: list[dict[str, Any]] = []
    used: set[str] = set()
    for bracket, head, start, end in marks:
        if bracket == "⟦":
            continue
        label, *words = head.split()
        key = label.rstrip("0123456789")
        if label in used or label not in quotes:
            raise BadMarkup(f"{name}: mention {label!r} stands twice, or has no quotation")
        if key not in fields or not IDENTITY.match(fields[key]):
            raise BadMarkup(f"{name}: no identity for {label!r}, or one that can't be read: {fields.get(key)!r}")
        unknown = set(words) - set(KINDS)
        if unknown:
            raise BadMarkup(f"{name}: unknown kinds {unknown}")
        used.add(label)
        kinds = kinds_of(words, text[start:end], text[end:end + 6], fields[key])
        mention = {"quote": {"start": quotes[label][0], "end": quotes[label][1]}, "start": start, "end": end,
                   "text": text[start:end], "identity": fields[key], "kinds": [KINDS[kind][0] for kind in kinds]}
        if f"note {label}" in fields:
            mention["note"] = fields[f"note {label}"]
        mentions.append(mention)
    if set(quotes) != used:
        raise BadMarkup(f"{name}: quotations without a mention: {sorted(set(quotes) - used)}")
    for found in DOUBLE.finditer(text):
        inside = any(start <= found.start() < end for start, end in quotes.values())
        if not inside and not any(m["start"] <= found.start() < m["end"] for m in mentions):
            raise BadMarkup(f"{name}: a mark outside every quotation: {text[found.start() - 30:found.start() + 30]!r}")
    return {"id": name, "source": fields["source"], "published": fields["published"], "title": fields["title"],
            "invented": True, "text": text, "mentions": sorted(mentions, key=lambda m: m["quote"]["start"])}


def build(articles: Path = ARTICLES) -> Iterator[dict[str, Any]]:
    """The records of all articles, in the order of the files and of the articles in them."""
    for path in sorted(articles.glob("*.txt")):
        for block in re.split(r"^=== ", path.read_text(encoding="utf8"), flags=re.M)[1:]:
            yield annotate(block)


def as_jsonl(records: list[dict[str, Any]]) -> str:
    """The text of identities.jsonl."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def table(records: list[dict[str, Any]]) -> str:
    """The table of README.md, in Markdown: counts by kind and by sort of identity."""
    mentions = [mention for record in records for mention in record["mentions"]]
    kinds = Counter(kind for mention in mentions for kind in mention["kinds"])
    sorts = Counter(re.match(r"(new|local|group|document):|(unnamed|open)\Z|", m["identity"])[0].rstrip(":")
                    or "registered person" for m in mentions)
    people = {m["identity"] for m in mentions}
    lines = [f"{len(records)} articles, {sum(len(record['text'].split()) for record in records)} words, "
             f"{len(mentions)} mentions of {len(people)} identities ("
             + ", ".join(f"{sort} {number}" for sort, number in sorts.most_common()) + ").", "",
             "| kind | mentions | meaning |", "| --- | ---: | --- |"]
    lines += [f"| {kind} | {kinds[kind]} | {meaning} |" for kind, meaning in KINDS.values()]
    return "\n".join(lines) + "\n"


def keys(records: list[dict[str, Any]]) -> list[str]:
    """The keys of the speaker register that the table refers to."""
    found = {m["identity"] for record in records for m in record["mentions"]}
    return sorted(re.sub(r"^(group|document):", "", identity) for identity in found
                  if not re.match(r"(new|local):|(unnamed|open)\Z", identity))


def main() -> None:
    """Write both corpora; with --print, --counts or --keys, show what is in them."""
    for articles in CORPORA:
        records = list(build(articles))
        articles.with_suffix(".jsonl").write_text(as_jsonl(records), encoding="utf8")
        show(articles.name, records)


def show(name: str, records: list[dict[str, Any]]) -> None:
    """Print what the command line asks for of one corpus, and its size."""
    if "--print" in sys.argv:
        for record in records:
            print(f"== {record['id']} ({record['published']}, {record['source']}): {record['title']}")
            for mention in record["mentions"]:
                quote = record["text"][mention["quote"]["start"]:mention["quote"]["end"]]
                print(f"  {mention['text']!r} = {mention['identity']}  [{'; '.join(mention['kinds'])}]  {quote}"
                      + (f"  ({mention['note']})" if "note" in mention else ""))
    if "--counts" in sys.argv:
        print(table(records))
    if "--keys" in sys.argv:
        print("\n".join(keys(records)))
    print(f"{name}.jsonl: {len(records)} articles, {sum(len(r['mentions']) for r in records)} mentions")


if __name__ == "__main__":
    main()
