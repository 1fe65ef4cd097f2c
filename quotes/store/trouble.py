"""Which errors are the database's own trouble, and not that of what was to be stored."""

from __future__ import annotations

from sqlalchemy.exc import DatabaseError, OperationalError


def trouble_of(error: Exception) -> str | None:
    """What is the matter with the database: it is full, locked, gone, or damaged; None for any other error."""
    # of what the database itself cannot do, a damaged file alone has the class of all of its errors
    if isinstance(error, OperationalError) or (isinstance(error, DatabaseError) and type(error) is DatabaseError):
        return str(error.orig)
    return None
