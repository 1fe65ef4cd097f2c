"""Names completed from the register, for what is extracted without a database.

A document that gives only a surname ("Secretary of State Blinken") gets the whole name where the register has exactly
one person whom the document's own words fit; a full name stays as the document writes it, and with a date an office
without a name ("the NATO chief") becomes its holder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from quotes.extraction.records import Quotation, Speaker
from quotes.speakers.configured import configured_directory
from quotes.speakers.directory import Directory
from quotes.speakers.evidence import DocumentView
from quotes.speakers.mention_reading import reconsidered
from quotes.speakers.names import surname_key
from quotes.speakers.resolution import Identity, appearing, identify


def completed(
    quotations: Sequence[Quotation], text: str, *, published: date | None = None, directory: Directory | None = None
) -> list[Quotation]:
    """The quotations of one document with the speakers' names completed; nothing else changes.

    ``published`` is the document's day; without it no role is resolved. ``directory`` is the configured register's by
    default.
    """
    directory = directory if directory is not None else configured_directory()
    speakers = [quotation.speaker for quotation in quotations]
    document = DocumentView(text, published)
    speakers = [speaker and reconsidered(speaker, document, directory) for speaker in speakers]
    present = [speaker for speaker in speakers if speaker]
    identities = iter(identify([appearing(speaker) for speaker in present], document, directory))
    return [
        replace(quotation, speaker=_completed(speaker, next(identities)) if speaker else None)
        for quotation, speaker in zip(quotations, speakers)
    ]


def _completed(speaker: Speaker, found: Identity) -> Speaker:
    if found.known is None:
        return speaker
    if found.by_role:
        method = speaker.method if speaker.method.endswith(":role") else f"{speaker.method}:role"
        sure = speaker.confidence * found.certainty
        return replace(speaker, name=found.known.name, type="person", confidence=sure, method=method)
    if speaker.type == "person" and surname_key(speaker.name)[1]:
        return replace(speaker, name=found.known.name, confidence=speaker.confidence * found.certainty)
    return speaker
