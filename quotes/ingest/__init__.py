"""Documents into the archive: readers of files, and the run that reads, extracts and stores.

``ingest(["articles/"], archive)`` is ``quotes ingest articles/``.
"""

from quotes.failures import Failure
from quotes.ingest.reading import LIMIT_SIZE, ReadDocument, read_documents
from quotes.ingest.run import ingest
from quotes.ingest.summary import RunSummary
from quotes.ingest.urls import canonical_url

__all__ = ["LIMIT_SIZE", "Failure", "ReadDocument", "RunSummary", "canonical_url", "ingest", "read_documents"]
