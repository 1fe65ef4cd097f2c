"""Stored documents whose quotations another extractor made: read from the archive, to be extracted anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.ingest.reading import ReadDocument
from quotes.store import Archive

# whose texts are in memory at once
BATCH = 16


def stored_documents(archive: Archive, serials: Sequence[int]) -> Iterator[ReadDocument]:
    """Documents as they are stored, in the order of their serials in :meth:`quotes.store.Archive.outdated`."""
    for first in range(0, len(serials), BATCH):
        for document in archive.as_stored(serials[first : first + BATCH]):
            yield ReadDocument(document.url or f"{document.key} of {document.source}", document)
