"""Keeps documents, quotations and speakers; the only room that knows SQL."""

from quotes.store.archive import MAX_LIMIT, Archive
from quotes.store.records import (
    ArchiveCounts,
    DocumentDetail,
    DocumentRecord,
    FailureRecord,
    IncomingDocument,
    Page,
    QuotationDetail,
    QuotationFilter,
    QuotationPage,
    QuotationRecord,
    RunCounts,
    RunRecord,
    Saved,
    SourceRecord,
    SpeakerRecord,
    VersionRecord,
)

__all__ = [
    "MAX_LIMIT",
    "Archive",
    "ArchiveCounts",
    "DocumentDetail",
    "DocumentRecord",
    "FailureRecord",
    "IncomingDocument",
    "Page",
    "QuotationDetail",
    "QuotationFilter",
    "QuotationPage",
    "QuotationRecord",
    "RunCounts",
    "RunRecord",
    "Saved",
    "SourceRecord",
    "SpeakerRecord",
    "VersionRecord",
]
