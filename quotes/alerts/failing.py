"""What a delivery fails with."""

from __future__ import annotations

from quotes.errors import QuotesError


class NotDelivered(QuotesError):
    """A receiver did not take a delivery; the message is a sentence that names it.

    ``unreachable``: it gave no answer at all, so that nothing else need be tried there for now. ``retry_after``:
    seconds after which it wants to be asked again.
    """

    status = 502

    def __init__(self, message: str, *, unreachable: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.unreachable = unreachable
        self.retry_after = retry_after
