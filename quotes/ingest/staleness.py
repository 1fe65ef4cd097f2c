"""Stored documents whose quotations another extractor made: read from the archive, to be extracted anew."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.ingest.reading import ReadDocument
from quotes.store import Archive


def outdated_documents(archive: Archive, fingerprint: str) -> Iterator[ReadDocument]:
    """Documents as they are stored whose quotations this extractor did not make, the newest first.

    What is stored meanwhile with this extractor leaves the list, so that a run that is stopped goes on from there.
    """
    after: str | None = None
    while True:
        page = archive.outdated(fingerprint, after=after)
        for document in page.items:
            yield ReadDocument(document.url or f"{document.key} of {document.source}", document)
        after = page.next
        if after is None:
            return
