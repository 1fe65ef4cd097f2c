"""A web archive (WARC, plain or gzipped) → the pages in it.

warcio reads the records. What it leaves open is damage: it ends at the first broken record, and in gzip data without
a word. So a gzipped file is unpacked here, member by member, and after a broken record reading goes on at the next
one.
"""

from __future__ import annotations

import contextlib
import io
import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from w3lib.encoding import http_content_type_encoding
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from quotes.failures import Failure, clean
from quotes.sources.entries import told_time

PAGES = {"text/html", "application/xhtml+xml"}
GZIP = b"\x1f\x8b\x08"
# where a record begins in a plain file
BEGINNING = re.compile(rb"(?<=\n)WARC/[01]\.\d{1,2}\r?\n")
BLOCK = 1 << 16
# members of which the beginnings are kept: more than can be in what warcio has read ahead
KEPT = 4096
MAX_REASON = 200


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as it was answered. ``name`` is what messages call it; ``fetched`` is UTC."""

    name: str
    url: str
    body: bytes
    charset: str | None
    fetched: datetime | None


class Damaged(Exception):
    """Packed data that cannot be unpacked. Not an EOFError, which warcio takes for the end of a good file."""


def read_warc(stream: IO[bytes], name: str, *, max_bytes: int) -> Iterator[ArchivedPage | Failure]:
    """The pages of a WARC file: responses of HTML with status 200, unpacked, in the order of the file.

    ``stream`` can be sought. Other records are passed over; broken ones, and pages over ``max_bytes``, are failures.
    """
    packed = stream.read(len(GZIP)) == GZIP
    at: int | None = 0
    # one damage is one failure, however many places after it look like the beginning of a record
    told = False
    some = False
    while at is not None:
        reader = _Unpacked(stream, at) if packed else _Plain(stream, at)
        records = _Records(reader)
        try:
            while (record := records.following()) is not None:
                some, told = some or record.rec_type is not None, False
                page = _page(record, name, max_bytes)
                if page is not None:
                    yield page
        except Exception as error:  # warcio has no base class for what it raises over broken data
            if not told:
                yield Failure(name, f"has a broken record at byte {reader.place(records.offset):,}: {_line(error)}")
            told = True
            # never before the place that was begun at, whatever warcio thinks that it has read
            after = max(at + 1, reader.after(records.offset))
            at = _next_member(stream, after) if packed else _next_record(stream, after)
        else:
            at = None
    if not some and not told:
        yield Failure(name, "has no WARC record in it")


class _Records:
    """warcio's iterator, with what it prints kept off the terminal."""

    def __init__(self, reader: _Unpacked | _Plain) -> None:
        self._iterator = ArchiveIterator(reader)

    @property
    def offset(self) -> int:
        """Where the record in work begins, in the unpacked data."""
        return int(self._iterator.offset)

    def following(self) -> Any:
        """The next record, or None."""
        with _silent():
            return next(self._iterator, None)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


class _Plain:
    """A file that is not packed, from a place on; offsets are the file's."""

    def __init__(self, stream: IO[bytes], at: int) -> None:
        self._stream = stream
        stream.seek(at)

    def read(self, size: int = BLOCK) -> bytes:
        return self._stream.read(size)

    def tell(self) -> int:
        return self._stream.tell()

    def place(self, offset: int) -> int:
        return offset

    def after(self, offset: int) -> int:
        return offset + 1


class _Unpacked:
    """A gzipped file, unpacked from the member that begins at a place on; offsets are of the unpacked data."""

    def __init__(self, stream: IO[bytes], at: int) -> None:
        self._stream = stream
        stream.seek(at)
        self._at = at
        self._waiting = b""
        self._member: zlib._Decompress | None = None
        self._offset = 0
        # (offset, place in the file) of the latest members
        self._damaged: int | None = None
        self._beginnings: deque[tuple[int, int]] = deque([(0, at)], maxlen=KEPT)

    def read(self, size: int = BLOCK) -> bytes:
        out = b""
        while not out:
            data = self._waiting or self._stream.read(BLOCK)
            if not self._waiting:
                self._at += len(data)
            self._waiting = b""
            if self._member is None:
                data = data.lstrip(b"\x00")
                if not data:
                    return b""
                if self._at - len(data) > self._beginnings[-1][1]:
                    self._beginnings.append((self._offset, self._at - len(data)))
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            elif not data:
                self._damaged = self._beginnings[-1][1]
                raise Damaged("the file ends in the middle of it")
            try:
                out = self._member.decompress(data, size)
            except zlib.error as error:
                self._damaged = self._beginnings[-1][1]
                raise Damaged(str(error)) from error
            if self._member.eof:
                self._waiting, self._member = self._member.unused_data, None
            else:
                self._waiting = self._member.unconsumed_tail
        self._offset += len(out)
        return out

    def tell(self) -> int:
        return self._offset

    def place(self, offset: int) -> int:
        """Where in the file the member begins that is damaged, or else that holds an offset."""
        if self._damaged is not None:
            return self._damaged
        return max((place for start, place in self._beginnings if start <= offset), default=self._beginnings[0][1])

    def after(self, offset: int) -> int:
        """Where to look for the beginning of the next member."""
        if self._damaged is not None:
            return self._damaged + 1
        return min((place for start, place in self._beginnings if start > offset), default=self.place(offset) + 1)


def _next_member(stream: IO[bytes], at: int) -> int | None:
    return _found(stream, at, lambda data: data.find(GZIP), len(GZIP))


def _next_record(stream: IO[bytes], at: int) -> int | None:
    def find(data: bytes) -> int:
        match = BEGINNING.search(data, 1)
        return match.start() if match else -1

    # from the character before, which tells whether a line begins there
    return _found(stream, at - 1, find, 16)


def _found(stream: IO[bytes], at: int, find: Any, overlap: int) -> int | None:
    """The first place from ``at`` on where ``find`` finds something; pieces overlap, so that none is missed."""
    while True:
        stream.seek(at)
        data = stream.read(16 * BLOCK)
        index = find(data)
        if index >= 0:
            return at + int(index)
        if len(data) < 16 * BLOCK:
            return None
        at += len(data) - overlap


def _page(record: Any, name: str, max_bytes: int) -> ArchivedPage | Failure | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if record.http_headers.get_statuscode() != "200":
        return None
    content_type = record.http_headers.get_header("Content-Type") or ""
    if content_type.partition(";")[0].strip().lower() not in PAGES:
        return None
    url = clean((record.rec_headers.get_header("WARC-Target-URI") or "").strip().strip("<>"))
    label = f"{name}: {url}"
    cut = record.rec_headers.get_header("WARC-Truncated")
    if cut:
        return Failure(label, f"was cut by the crawler ({clean(cut)[:40]})")
    body = bytearray()
    with _silent():
        content = record.content_stream()
        while piece := content.read(BLOCK):
            body += piece
            if len(body) > max_bytes:
                return Failure(label, f"is larger than {max_bytes:,} bytes (max_bytes)")
        while record.raw_stream.read(BLOCK):
            pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        return Failure(label, "is cut off: the file ends in the middle of it")
    return ArchivedPage(
        label,
        url,
        bytes(body),
        http_content_type_encoding(content_type),
        told_time(record.rec_headers.get_header("WARC-Date")),
    )


def _line(error: BaseException) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:MAX_REASON]
