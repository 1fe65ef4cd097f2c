"""Whom a name on the command line means."""

from __future__ import annotations

from collections.abc import Sequence

import click

from quotes.errors import BadValue, Moved, NotFound
from quotes.store import Archive, SpeakerDetail, SpeakerRecord


def meant(archive: Archive, name_or_id: str) -> list[SpeakerRecord]:
    """All whom a name in any form, or an id, may mean; the one who is called just so alone, if there is one."""
    found = archive.find_speakers(name_or_id)
    name = " ".join(name_or_id.split()).casefold()
    called_so = [speaker for speaker in found if speaker.name.casefold() == name]
    return called_so if len(called_so) == 1 else found


def one_speaker(archive: Archive, name_or_id: str) -> SpeakerRecord:
    """The one speaker whom a name in any form, or an id, means.

    :class:`quotes.errors.NotFound` where it is nobody's, :class:`quotes.errors.BadValue` with the ids where it may be
    several people's.
    """
    found = meant(archive, name_or_id)
    if not found:
        raise NotFound(nobody(archive, name_or_id))
    if len(found) > 1:
        lines = "".join(f"\n  {line_of(speaker)}" for speaker in found)
        raise BadValue(f"{name_or_id!r} may be {len(found)} speakers; give one's id:{lines}")
    return found[0]


def in_full(archive: Archive, speaker: str) -> SpeakerDetail:
    """A speaker by id, or the one that the id leads to."""
    try:
        return archive.speaker(speaker)
    except Moved as moved:
        return archive.speaker(moved.target)


def nobody(archive: Archive, name: str) -> str:
    """The sentence for a name that is nobody's: who may have been meant, or where to look."""
    similar = archive.did_you_mean(name)
    if not similar:
        return f"Nobody in the archive is known as {name!r}; `quotes speakers` lists who is."
    return f"Nobody in the archive is known as {name!r}; did you mean {either(similar)}?"


def say_who(archive: Archive, name: str, speakers: Sequence[SpeakerRecord]) -> None:
    """Tell on stderr whom a name was taken to mean where that is not plain."""
    if not speakers:
        click.echo(nobody(archive, name), err=True)
    elif len(speakers) > 1:
        click.echo(f"{name!r} may be {len(speakers)} speakers; all of them are shown:", err=True)
        for speaker in speakers:
            click.echo(f"  {line_of(speaker)}", err=True)
    elif not speakers[0].quotations:
        click.echo(f"{speakers[0].name} is in the register, but no document here quotes them.", err=True)


def line_of(speaker: SpeakerRecord) -> str:
    """``id  name (type, quotations)``."""
    return f"{speaker.id}  {speaker.name} ({speaker.type}, {speaker.quotations})"


def either(speakers: Sequence[SpeakerRecord]) -> str:
    """The names, as a choice: ``Ann Lee, Anna Lee or Ana Lea``."""
    names = list(dict.fromkeys(speaker.name for speaker in speakers))
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
