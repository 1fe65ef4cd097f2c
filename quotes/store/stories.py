"""Which documents are one story: near-identical outside their quotations, as reprints of a wire report are.

A document's sketch is made of hashes of the sequences of five words that stand outside its quotations, so that two
reports of one speech, which share what was said, have nothing in common. Of a long text it has every sixth
(those whose hash is a multiple of six, the same ones in every text); a short text is kept whole. A document joins the
story of one that was published within thirty days, where half of the smaller sketch is in the larger one: a shortened
reprint, or one under another dateline, still does. What stands in many stories (an agency's last line) is nobody's own.
"""

from __future__ import annotations

import re
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from quotes.store.models import Document, Quotation, Shingle, Source, Version
from quotes.store.records import DocumentReference

LENGTH = 5  # words in a sequence
SAMPLED = 6
SHORT = 60  # sequences of a text that is kept whole
WITHIN = timedelta(days=30)
CONTAINED = 0.5
# a page that reprints several stories is none of them
LEAST_SHARE = 0.15
FEWEST = 4  # hashes that two sampled sketches are compared by, and twice as many of whole ones
COMMON = 12  # stories that have a sequence which is nobody's own
_LIKELIEST = 5  # stories that are looked at
_COMPARED = 20  # documents of each
_SHOWN = 200  # documents of a story

_WORD = re.compile(r"[^\W_]+")

# built once: building statements costs more than running them
_serial: Any = bindparam("serial")
_hashes: Any = bindparam("hashes", expanding=True)
_DOCUMENT = (
    select(Document.published, Document.sketch, Document.story, Version.text, Version.serial.label("version"))
    .join(Version, (Version.document == Document.serial) & Version.current)
    .where(Document.serial == _serial)
)
_SPANS = (
    select(Quotation.start, Quotation.end)
    .where(Quotation.version == bindparam("version"), ~Quotation.withdrawn)
    .order_by(Quotation.start)
)
_HAVING = select(Shingle.hash, Shingle.story).where(Shingle.hash.in_(_hashes))
_OF_STORY = (
    select(Document.serial, Document.published, Document.sketch)
    .where(or_(Document.serial == _serial, Document.story == _serial), Document.sketch.is_not(None))
    .order_by(Document.serial)
    .limit(_COMPARED)
)
_FOLLOWER = select(Document.serial).where(Document.story == _serial).limit(1)
_FORGET = delete(Shingle).where(Shingle.story == _serial, Shingle.hash.in_(_hashes))
_ADD = insert(Shingle).prefix_with("OR IGNORE", dialect="sqlite")
_KEEP = (
    update(Document.__table__)  # type: ignore[arg-type]
    .where(Document.__table__.c.serial == bindparam("_serial"))
    .values(sketch=bindparam("_sketch"), story=bindparam("_story"))
)


def sketch(text: str, quoted: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The sketch of a text without these spans (in order; they may overlap); no sequence goes over one."""
    hashes: set[int] = set()
    place = 0
    for start, end in (*quoted, (len(text), len(text))):
        if start > place:
            words = _WORD.findall(text[place:start].casefold())
            hashes.update(crc32(" ".join(words[at : at + LENGTH]).encode()) for at in range(len(words) - LENGTH + 1))
        place = max(place, end)
    return frozenset(hashes) if len(hashes) <= SHORT else _sampled(hashes)


def _sampled(hashes: Iterable[int]) -> frozenset[int]:
    return frozenset(number for number in hashes if number % SAMPLED == 0)


def same(one: frozenset[int], other: frozenset[int], common: frozenset[int] = frozenset()) -> float:
    """How much (0…1) of the smaller sketch is in the larger, ``common`` hashes aside; 0 where that says nothing."""
    fewest = 2 * FEWEST
    if not (_whole(one) and _whole(other)):
        one, other, fewest = _sampled(one), _sampled(other), FEWEST
    smaller, larger = sorted((one - common, other - common), key=len)
    if len(smaller) < fewest or len(smaller) < LEAST_SHARE * len(larger):
        return 0
    return len(smaller & larger) / len(smaller)


def _whole(hashes: frozenset[int]) -> bool:
    return any(number % SAMPLED for number in hashes)


def packed(hashes: Iterable[int]) -> bytes:
    """A sketch as the table keeps it: ascending 32-bit numbers, the lowest byte first."""
    numbers = sorted(hashes)
    return struct.pack(f"<{len(numbers)}I", *numbers)


def unpacked(kept: bytes) -> frozenset[int]:
    """The sketch that :func:`packed` packed."""
    return frozenset(struct.unpack(f"<{len(kept) // 4}I", kept))


def assign(connection: Connection, document: int) -> int:
    """Find out of which story a document (serial) is now, and keep that; the serial of the story's first document.

    To be called when a document is new, or its text, its quotations or its day have changed. A document that others
    followed stays the first of its story.
    """
    row = connection.execute(_DOCUMENT, {"serial": document}).one()
    spans = connection.execute(_SPANS, {"version": row.version}).tuples().all()
    own = sketch(row.text, spans)
    followed = row.sketch is not None and connection.scalar(_FOLLOWER, {"serial": document}) is not None
    if row.sketch and row.story is None and not followed:
        connection.execute(_FORGET, {"serial": document, "hashes": unpacked(row.sketch)})
    having: dict[int, set[int]] = defaultdict(set)
    if own:
        for number, story in connection.execute(_HAVING, {"hashes": own}):
            having[number].add(story)
    common = frozenset(number for number, stories in having.items() if len(stories) >= COMMON)
    found = None if followed else _found(connection, document, row.published, own, having, common)
    connection.execute(_KEEP, {"_serial": document, "_sketch": packed(own), "_story": found})
    story = document if found is None else found
    added = [{"hash": number, "story": story} for number in own - common if story not in having[number]]
    if added:
        connection.execute(_ADD, added)
    return story


def _found(
    connection: Connection,
    document: int,
    published: date | None,
    own: frozenset[int],
    having: dict[int, set[int]],
    common: frozenset[int],
) -> int | None:
    """The story of which most stands in a document; None where there is none."""
    shared = Counter(story for number, stories in having.items() if number not in common for story in stories)
    best: tuple[float, int] = (CONTAINED, 0)
    for story, number in shared.most_common(_LIKELIEST):
        if number < FEWEST // 2:
            break
        for other in connection.execute(_OF_STORY, {"serial": story}):
            if other.serial != document and near(published, other.published):
                best = max(best, (same(own, unpacked(other.sketch), common), -story))
    return -best[1] or None


def near(one: date | None, other: date | None) -> bool:
    """Whether two days of publication may be those of one story; a document without a day may be."""
    return one is None or other is None or abs(one - other) <= WITHIN


def same_story(connection: Connection, document: int) -> list[tuple[int, DocumentReference]]:
    """The documents (with their serials) of the story of one, itself among them; the original is the first.

    That is the one published first, of several the one that was stored first; those without a day come last.
    """
    root = select(func.coalesce(Document.story, Document.serial)).where(Document.serial == document).scalar_subquery()
    rows = connection.execute(
        select(Document.serial, Document.id, Document.title, Document.url, Source.name, Document.published)
        .join(Source, Source.serial == Document.source)
        .where((Document.serial == root) | (Document.story == root))
        .order_by(Document.published.is_(None), Document.published, Document.serial)
        .limit(_SHOWN)
    )
    return [(row[0], DocumentReference(*row[1:])) for row in rows]


def fill(connection: Connection) -> None:
    """Find the stories of all documents that have no sketch yet, the oldest first."""
    waiting: list[Row[Any]] = list(
        connection.execute(select(Document.serial).where(Document.sketch.is_(None)).order_by(Document.serial))
    )
    for row in waiting:
        assign(connection, row.serial)
