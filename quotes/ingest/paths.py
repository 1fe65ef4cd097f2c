"""Files behind the paths that a person names: in folders, archives and compressed streams.

Nothing is unpacked to disk, and no more of a file is in memory than its reader asks for. Order is that of
names, so that two runs read alike.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from quotes.errors import BadValue, UnreadableInput
from quotes.failures import Failure, clean

COMPRESSED: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream),  # type: ignore[dict-item,return-value]
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
ARCHIVES = (*TAR, ".zip")
PIECE = 1 << 18
# what a damaged archive or compressed stream raises, depending on where the damage is
DAMAGED = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read. ``stream`` is open until the next file is asked for.

    ``name`` is what messages call it (``news.zip/a.html``), ``key`` its name within the ``source`` (the
    folder or archive that it was found in). ``size`` in bytes, None for a compressed stream. ``suffix`` is in
    lower case and without compression's. ``named``: a person named this very file.
    """

    name: str
    key: str
    source: str
    suffix: str
    stream: IO[bytes]
    size: int | None
    named: bool


class Walk:
    """Iterates over the files behind paths, as :class:`FoundFile` or :class:`Failure`.

    ``done`` and ``total`` count the bytes of files on disk, for a progress bar. ``wanted`` is asked of each file on
    disk just before it is opened, with the folder it was found in (None where the file itself was named); the others
    are passed over. Raises :class:`quotes.errors.BadValue` at once for a path that does not exist.
    """

    def __init__(
        self,
        paths: Sequence[str | os.PathLike[str]],
        *,
        wanted: Callable[[Path, Path | None], bool] = lambda file, folder: True,
    ) -> None:
        self._wanted = wanted
        for given in map(str, paths):
            if given.lower().startswith(("http://", "https://")):
                raise BadValue(
                    f"{given!r} is an address, and only files and folders are named here. What is on the web is a "
                    f"source: `quotes sources add NAME feed {given}` (or sitemap; or urls, for a list of addresses), "
                    "then `quotes reingest`. A single page: save it and name the file"
                )
        self.paths = [Path(path) for path in paths]
        for path in self.paths:
            if not path.exists():
                raise BadValue(f"{str(path)!r} does not exist")
        self._finished = 0
        self._open: IO[bytes] | None = None
        self._total: int | None = None

    @property
    def total(self) -> int:
        """Bytes of all files; the folders are walked for it on the first call."""
        if self._total is None:
            self._total = sum(_size(file) for path in self.paths for file in _files(path))
        return self._total

    @property
    def done(self) -> int:
        """Bytes read so far."""
        position = 0
        if self._open is not None and not self._open.closed and self._open.seekable():
            position = self._open.tell()
        return self._finished + position

    def __iter__(self) -> Iterator[FoundFile | Failure]:
        for path in self.paths:
            if not path.is_dir():
                if self._wanted(path, None):
                    yield from self._file(path, clean(path.name), clean(_folder_name(path.parent)), named=True)
                continue
            for file in _files(path):
                if not self._wanted(file, path):
                    self._finished += _size(file)
                    continue
                key = clean(file.relative_to(path).as_posix())
                yield from self._file(file, key, clean(_folder_name(path)), named=False)

    def _file(self, path: Path, key: str, source: str, *, named: bool) -> Iterator[FoundFile | Failure]:
        name = clean(str(path))
        try:
            mode = path.stat().st_mode
            if not stat.S_ISREG(mode) and not (named and stat.S_ISFIFO(mode)):
                yield Failure(name, "is not a file")
                return
            with path.open("rb") as stream:
                self._open = stream
                yield from _opened(name, key, source, stream, _size(path), named=named)
        except OSError as error:
            yield Failure(name, error.strerror or str(error))
        finally:
            self._open = None
            self._finished += _size(path)


def read_whole(stream: IO[bytes], limit: int) -> bytes:
    """All bytes of a stream; :class:`quotes.errors.UnreadableInput` where there are more than ``limit``."""
    data = bytearray()
    # by pieces: read(limit + 1) takes that much memory for the smallest file
    while piece := stream.read(min(PIECE, limit + 1 - len(data))):
        data += piece
    if len(data) > limit:
        raise UnreadableInput(too_large(limit))
    return bytes(data)


def too_large(limit: int) -> str:
    """The reason given for a document over the limit."""
    return f"is larger than the limit of {limit:,} bytes for one document (--limit-size)"


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or a folder's files in the order of their names, without hidden ones."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for name in sorted(names):
            if not _hidden(name):
                yield Path(folder, name)


def _hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _folder_name(folder: Path) -> str:
    return folder.resolve().name or "files"


def _ending(name: str, endings: Sequence[str]) -> str | None:
    return next((ending for ending in endings if name.lower().endswith(ending)), None)


def _opened(
    name: str, key: str, source: str, stream: IO[bytes], size: int | None, *, named: bool
) -> Iterator[FoundFile | Failure]:
    """A file on disk: itself, or the members of the archive that it is."""
    archive = _ending(name, ARCHIVES)
    if archive is None:
        yield _found(name, key, source, stream, size, named=named)
        return
    # members of an archive that was named itself are a collection of their own; one found in a folder belongs
    # to that
    prefix = "" if named else f"{key}/"
    if named:
        source = PurePosixPath(name).name[: -len(archive)] or source
    try:
        members = _zip_members(stream) if archive == ".zip" else _tar_members(stream)
        for member, content, length in members:
            label = f"{name}/{member}"
            if any(_hidden(part) for part in PurePosixPath(member).parts if part not in {".", ".."}):
                continue
            if isinstance(content, str):
                yield Failure(label, content)
            elif _ending(member, ARCHIVES):
                yield Failure(label, "is an archive inside an archive, which is not opened")
            else:
                yield _found(label, prefix + member.removeprefix("./"), source, content, length, named=False)
    except DAMAGED as error:
        yield Failure(name, f"is damaged, or no {archive} archive: {error or type(error).__name__}")


def _found(name: str, key: str, source: str, stream: IO[bytes], size: int | None, *, named: bool) -> FoundFile:
    compression = _ending(name, tuple(COMPRESSED))
    if compression:
        stream, size = COMPRESSED[compression](stream), None
        bare = name[: -len(compression)]
    else:
        bare = name
    return FoundFile(name, key, source, PurePosixPath(bare).suffix.lower(), stream, size, named)


def _tar_members(stream: IO[bytes]) -> Iterator[tuple[str, IO[bytes] | str, int]]:
    """Name, content (or the reason why there is none) and size of each member, in the order of the archive.

    Read as a stream: memory does not grow with the archive, and names are never used as paths.
    """
    with tarfile.open(fileobj=stream, mode="r|*") as archive:
        while (member := archive.next()) is not None:
            # tarfile keeps every header it has seen
            archive.members = []  # type: ignore[attr-defined]
            if member.isdir():
                continue
            content = archive.extractfile(member) if member.isreg() else None
            yield (
                clean(member.name),
                content or "is a link or device in an archive, which is not followed",
                member.size,
            )


def _zip_members(stream: IO[bytes]) -> Iterator[tuple[str, IO[bytes] | str, int]]:
    """As :func:`_tar_members`, in the order of names."""
    with zipfile.ZipFile(stream) as archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            if member.is_dir():
                continue
            try:
                content = archive.open(member)
            except (RuntimeError, NotImplementedError) as error:
                yield clean(member.filename), f"cannot be unpacked: {error}", member.file_size
                continue
            with content:
                yield clean(member.filename), content, member.file_size
