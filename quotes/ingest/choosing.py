"""Which sources a run reads: those of the archive and of a file, by name and by when they are due."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from quotes.errors import BadValue
from quotes.sources.settings import SourceSettings, read_sources
from quotes.store import Archive, ReadSource


@dataclass(frozen=True, slots=True)
class Known:
    """A source of the archive, or one that a file has and the archive has not (yet): ``stored`` is None."""

    settings: SourceSettings
    stored: ReadSource | None

    @property
    def usual_seconds(self) -> float | None:
        """How long it took the last time; None where that is not known."""
        state = self.stored.state if self.stored else None
        return state.counts.seconds if state else None

    def due(self, at: datetime) -> bool:
        """Whether it is to be read at ``at`` (UTC): one that could not be read the last time is, at once."""
        if not self.settings.enabled:
            return False
        stored = self.stored
        if stored is None or stored.read is None or (stored.state is not None and stored.state.failing):
            return True
        return self.settings.due(stored.read.replace(tzinfo=timezone.utc), at)


def known_sources(archive: Archive, file: str | os.PathLike[str] | None = None) -> list[Known]:
    """The sources of the archive by name; those that ``file`` names are as it has them, and come first, in its order.

    Nothing is written. Raises :class:`quotes.errors.BadValue` that names file, table and key.
    """
    stored = {source.name: source for source in archive.read_sources()}
    given = read_sources(file) if file is not None else []
    named = {settings.name for settings in given}
    known = [Known(settings, stored.get(settings.name)) for settings in given]
    for name, source in stored.items():
        if name not in named:
            known.append(Known(SourceSettings.from_json(source.settings), source))
    return known


def chosen(known: Iterable[Known], names: Sequence[str], at: datetime, *, force: bool = False) -> list[Known]:
    """The sources to read: those that are due (with ``force`` all that are switched on), or those of these names.

    :class:`quotes.errors.BadValue` for a name that there is not, or that is switched off.
    """
    by_name = {source.settings.name: source for source in known}
    if not names:
        return [source for source in by_name.values() if source.settings.enabled and (force or source.due(at))]
    found = []
    for name in dict.fromkeys(names):
        source = by_name.get(name)
        if source is None:
            raise BadValue(unknown(name, by_name))
        if not source.settings.enabled:
            raise BadValue(f"the source {name!r} is switched off: `quotes sources enable {name}`")
        found.append(source)
    return found


def unknown(name: str, names: Iterable[str]) -> str:
    """The sentence for a name that no source has."""
    close = difflib.get_close_matches(name, list(names), 1)
    meant = f"; did you mean {close[0]!r}?" if close else "; `quotes sources list` names those that there are"
    return f"there is no source {name!r}{meant}"
