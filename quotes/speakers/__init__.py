"""Names: their forms, and when two of them mean one speaker."""

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
