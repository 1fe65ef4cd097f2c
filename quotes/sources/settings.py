"""What a source is: its settings, in a TOML file and as JSON for the database.

::

    [defaults]
    delay = 2.0

    [sources.courier]
    kind = "feed"
    location = "https://courier.example/rss"
    every = "6h"

    [sources.ministry]
    kind = "folder"
    location = "releases"          # beside this file

Every error names the file, the table and the key.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import tomli_w

from quotes.errors import BadValue
from quotes.ingest.fields import shown
from quotes.sources.durations import in_words, read_duration, written
from quotes.version import VERSION

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SourceKind = Literal["folder", "feed", "sitemap", "urls", "jsonlines", "warc"]
KINDS: tuple[str, ...] = get_args(SourceKind)
# read over HTTP; the others are files
WEB_KINDS = frozenset({"feed", "sitemap"})
# what may be either
EITHER_KINDS = frozenset({"urls", "jsonlines"})
USER_AGENT = f"Quotes/{VERSION} (reads news for an archive of quotations)"
MAX_BYTES = 10_000_000
MAX_TIME = timedelta(hours=2)
MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source. ``location`` is an address or an absolute path.

    ``every``: not due again before; None: due in every run. ``delay``: seconds between two requests to one host.
    ``timeout``: seconds of silence after which a server is given up (connecting, and each wait for more).
    ``max_bytes``: of one page, unpacked. ``include``/``exclude``: patterns with ``*`` and ``?`` of whole addresses,
    or, where they begin with ``/``, of their paths; for folders, of paths within. ``max_age``: documents that are
    older are left alone. ``limit``: pages fetched in one run, and ``max_time``: how long servers may be asked in one
    run, pauses included; the rest waits for the next. ``outlet``: the source
    that its documents are filed under, whatever they say; without it they are filed under what they name
    themselves, else under ``name``. ``use_feed_text``: the text in the feed is the article, and no page is fetched.
    """

    name: str
    kind: SourceKind
    location: str
    every: timedelta | None = None
    enabled: bool = True
    delay: float = 1.0
    robots: bool = True
    user_agent: str = USER_AGENT
    retries: int = 3
    timeout: float = 30.0
    max_bytes: int = MAX_BYTES
    allow_private: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_age: timedelta | None = None
    limit: int | None = None
    max_time: timedelta = MAX_TIME
    outlet: str | None = None
    use_feed_text: bool = False

    @property
    def on_the_web(self) -> bool:
        """Whether ``location`` is an address."""
        return is_address(self.location)

    def due(self, last: datetime | None, now: datetime) -> bool:
        """Whether it is to be read now, when it was last read at ``last`` (None: never)."""
        if not self.enabled:
            return False
        # a nightly job does not start at the same second each night: a tenth of the span is let go, an hour at most
        grace = min(self.every / 10, timedelta(hours=1)) if self.every else timedelta()
        return last is None or self.every is None or now - last >= self.every - grace

    def as_json(self) -> dict[str, Any]:
        """All values by name, as JSON and TOML can hold them; what is None is left out."""
        values: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, timedelta):
                value = written(value)
            elif isinstance(value, tuple):
                value = list(value)
            if value is not None:
                values[field.name] = value
        return values

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> SourceSettings:
        """The settings that :meth:`as_json` gave; :class:`quotes.errors.BadValue` names a wrong key."""
        return _settings(str(values.get("name", "")), {k: v for k, v in values.items() if k != "name"}, "source", None)


def is_address(location: str) -> bool:
    """Whether it is an address on the web rather than a path."""
    return location.lower().startswith(("http://", "https://"))


def refuse_user(location: str, place: str) -> None:
    """Raise :class:`quotes.errors.BadValue` for an address with a user name or a password: neither is ever sent.

    Asked of what is given anew, and not of what is stored, which would keep all sources from being read.
    """
    with contextlib.suppress(ValueError):
        if is_address(location) and "@" in urlsplit(location).netloc:
            raise BadValue(f"{place} has a user name or a password in it, which are not sent: give it without them")


def read_sources(path: str | os.PathLike[str]) -> list[SourceSettings]:
    """The sources of a TOML file, in its order. Paths in it are relative to the folder that it lies in.

    Raises :class:`quotes.errors.BadValue` that names the file, the table and the key.
    """
    file = Path(path)
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadValue(f"{str(file)!r} cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadValue(f"{str(file)!r} is not TOML: {error}") from error
    for table in data:
        if table not in {"sources", "defaults"}:
            raise BadValue(f"{file}: there is no table [{table}]; sources are tables of the form [sources.NAME]")
    defaults, sources = data.get("defaults", {}), data.get("sources", {})
    if not isinstance(defaults, dict):
        raise BadValue(f"{file}: 'defaults' must be a table, [defaults], not {shown(defaults)}")
    if not isinstance(sources, dict):
        raise BadValue(f"{file}: 'sources' must be made of tables, [sources.NAME], not {shown(sources)}")
    for key in ("name", "kind", "location"):
        if key in defaults:
            raise BadValue(f"{file}: [defaults]: {key!r} is each source's own, and cannot be a default")
    _checked(defaults, f"{file}: [defaults]")
    found = []
    for name, values in sources.items():
        place = f"{file}: [sources.{name}]"
        if not isinstance(values, dict):
            raise BadValue(f"{place} must be a table, not {shown(values)}")
        if "name" in values:
            raise BadValue(f"{place}: 'name' is not a key: the name is that of the table")
        settings = _settings(name, {**defaults, **values}, place, file.resolve().parent)
        refuse_user(settings.location, f"{place}: 'location'")
        found.append(settings)
    return found


def write_sources(sources: Iterable[SourceSettings]) -> str:
    """The TOML of sources; what is as by default is left out. :func:`read_sources` gives the same again."""
    plain = SourceSettings("", "folder", "").as_json()
    tables = {}
    for source in sources:
        values = source.as_json()
        name = values.pop("name")
        tables[name] = {
            key: value for key, value in values.items() if key in {"kind", "location"} or plain.get(key) != value
        }
    return tomli_w.dumps({"sources": tables})


def describe(settings: SourceSettings) -> str:
    """What a person should know of a source, as one sentence."""
    what = {
        "folder": "the documents in",
        "feed": "the articles of the feed",
        "sitemap": "the articles of the sitemap",
        "urls": "the addresses listed in",
        "jsonlines": "the JSON Lines of",
        "warc": "the web archive",
    }[settings.kind]
    parts = [f"{settings.name}: {what} {settings.location}"]
    parts.append(f"every {in_words(settings.every)}" if settings.every else "in every run")
    if settings.on_the_web or settings.kind == "urls":
        parts.append(f"{settings.delay:g} s between requests to one host")
        parts.append("as robots.txt allows" if settings.robots else "whatever robots.txt says")
        if settings.allow_private:
            parts.append("private addresses allowed")
    if settings.include:
        parts.append(f"only {', '.join(settings.include)}")
    if settings.exclude:
        parts.append(f"without {', '.join(settings.exclude)}")
    if settings.max_age:
        parts.append(f"nothing older than {in_words(settings.max_age)}")
    if settings.limit:
        parts.append(f"at most {settings.limit} pages a run")
    if settings.max_time != MAX_TIME:
        parts.append(f"at most {in_words(settings.max_time)} a run")
    if settings.outlet:
        parts.append(f"filed under {settings.outlet}")
    return ", ".join(parts) + ("." if settings.enabled else "; switched off.")


def _settings(name: str, values: Mapping[str, Any], place: str, folder: Path | None) -> SourceSettings:
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
        raise BadValue(f"{place}: a source's name must be 1 to {MAX_NAME} printable characters, not {shown(name)}")
    for key in ("kind", "location"):
        if key not in values:
            raise BadValue(f"{place}: {key!r} is missing" + (f" (one of {', '.join(KINDS)})" if key == "kind" else ""))
    settings = SourceSettings(name, **_checked(values, place))
    location = settings.location
    if settings.on_the_web:
        if settings.kind not in WEB_KINDS | EITHER_KINDS:
            raise BadValue(
                f"{place}: 'location' must be a path for the kind {settings.kind!r}, not {shown(location)};"
                " fetch the file first"
            )
        host = None
        with contextlib.suppress(ValueError):
            host = urlsplit(location).hostname
        if not host:
            raise BadValue(f"{place}: 'location' is not a web address: {shown(location)}")
        return settings
    if settings.kind in WEB_KINDS:
        raise BadValue(
            f"{place}: 'location' must be an address (https://…) for the kind {settings.kind!r}, not {shown(location)}"
        )
    if "://" in location:
        raise BadValue(f"{place}: 'location' must be a path, or an address of http or https, not {shown(location)}")
    path = Path(location).expanduser()
    return replace(settings, location=str(folder / path if folder else path))


def _checked(values: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Every value under its key, as :class:`SourceSettings` holds it."""
    checked = {}
    for key, value in values.items():
        read = READERS.get(key)
        if read is None:
            close = difflib.get_close_matches(key, READERS, 1)
            meant = f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(READERS)}"
            raise BadValue(f"{place}: there is no key {key!r}{meant}")
        try:
            checked[key] = read(value)
        except ValueError as error:
            raise BadValue(f"{place}: {key!r} {error}") from error
    return checked


def _kind(value: Any) -> str:
    if value not in KINDS:
        raise ValueError(f"must be one of {', '.join(KINDS)}, not {shown(value)}")
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be text, not {shown(value)}")
    return value.strip()


def _header(value: Any) -> str:
    text = _text(value)
    if not text.isascii() or not text.isprintable():
        raise ValueError(f"must be printable ASCII, since it is sent over HTTP, not {shown(value)}")
    return text


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {shown(value)}")
    return value


def _duration(value: Any) -> timedelta:
    if not isinstance(value, str):
        raise ValueError(f"must be a span of time such as '6h' or '1d', not {shown(value)}")
    return read_duration(value)


def _number(least: float, most: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
            raise ValueError(f"must be a number from {least:g} to {most:g}, not {shown(value)}")
        return float(value)

    return read


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least:,} to {most:,}, not {shown(value)}")
        return value

    return read


def _patterns(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f"must be a list of patterns such as ['*/politics/*'], not {shown(value)}")
    return tuple(value)


READERS: dict[str, Callable[[Any], Any]] = {
    "kind": _kind,
    "location": _text,
    "every": _duration,
    "enabled": _truth,
    "delay": _number(0, 3600),
    "robots": _truth,
    "user_agent": _header,
    "retries": _whole(0, 20),
    "timeout": _number(0.01, 600),
    "max_bytes": _whole(1_000, 1_000_000_000),
    "allow_private": _truth,
    "include": _patterns,
    "exclude": _patterns,
    "max_age": _duration,
    "limit": _whole(1, 1_000_000),
    "max_time": _duration,
    "outlet": _text,
    "use_feed_text": _truth,
}
