"""Where documents come from: what a source is, and how its documents are fetched and read.

``settings`` says what there is to read (a TOML file), ``fetching`` gets addresses politely, ``feeds``,
``sitemaps``, ``lists`` and ``warc`` find the articles, and ``reading.read_source`` is the one door. This room knows
no database: what must be remembered of an address from one run to the next goes through
:class:`quotes.sources.memory.AddressState`.
"""
