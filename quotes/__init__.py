"""Quotation attribution and verification for English news.

Rooms, in the order that a document passes them: :mod:`quotes.ingest` reads it, :mod:`quotes.extraction` finds its
quotations, :mod:`quotes.speakers` says who spoke, :mod:`quotes.store` keeps them; :mod:`quotes.cli` and the package
``service`` answer questions. Imports point one way along that list; nothing here knows of HTTP.
"""

from quotes.version import VERSION as __version__

__all__ = ["__version__"]
