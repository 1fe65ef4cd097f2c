"""Who is who: names and roles, the register of public figures, and identity across documents.

:func:`quotes.speakers.resolution.identify` gives a document's speakers their identities; what it asks of those known is
:class:`quotes.speakers.directory.Directory`.
"""

from quotes.speakers.names import (
    NameQuery,
    fold,
    identity_key,
    name_forms,
    spelled_alike,
    spelling_key,
    surname_key,
)

__all__ = ["NameQuery", "fold", "identity_key", "name_forms", "spelled_alike", "spelling_key", "surname_key"]
