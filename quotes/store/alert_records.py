"""Alerts and what is delivered for them, as the store takes and gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from quotes.store.finding_records import FindingRecord
from quotes.store.records import QuotationRecord, Record
from quotes.store.run_records import RunRecord

Watched = Literal["quotations", "findings", "failures"]
By = Literal["webhook", "email"]
Item = TypeVar("Item")
AlertItem = QuotationRecord | FindingRecord | RunRecord


@dataclass(frozen=True, slots=True)
class Arrived(Generic[Item]):
    """Something, and when it came into the archive (UTC)."""

    item: Item
    at: datetime


@dataclass(frozen=True, slots=True)
class AlertSpeaker(Record):
    """Whose words an alert is about: the id, and the name, of now."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class NewChannel:
    """Where an alert is delivered to: the address of a webhook or a mailbox; with ``secret`` it is signed."""

    by: By
    address: str
    secret: str | None = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class NewAlert:
    """An alert to be stored. ``speaker`` is an id; ``kind`` is that of findings; what is None does not restrict."""

    watches: Watched
    name: str
    channels: tuple[NewChannel, ...]
    speaker: str | None = None
    words: str | None = None
    source: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class ChannelRecord(Record):
    """Where an alert is delivered to, and how that went (times in UTC).

    ``sent`` is the last delivery that was taken; ``failing`` counts the tries since that were not, from ``since`` on,
    ``error`` says why the last one was not, and before ``again`` there is no other. ``signed``:
    with a secret of its own.
    """

    serial: int
    by: By
    address: str
    signed: bool
    allow_private: bool
    sent: datetime | None
    failing: int
    since: datetime | None
    error: str | None
    again: datetime | None

    def as_json(self) -> dict[str, Any]:
        """All but the serial."""
        values = Record.as_json(self)
        del values["serial"]
        return values


@dataclass(frozen=True, slots=True)
class AlertRecord(Record):
    """An alert: what it watches, and where it is delivered to."""

    id: str
    name: str
    watches: Watched
    speaker: AlertSpeaker | None
    words: str | None
    source: str | None
    kind: str | None
    made: datetime
    channels: tuple[ChannelRecord, ...]

    @property
    def about(self) -> dict[str, Any]:
        """What receivers are told of the alert: everything but where else it is delivered to."""
        values = self.as_json()
        del values["channels"]
        return values


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to be delivered to one channel. ``id`` is the same where it has to be tried again.

    ``token`` says whose turn it is; ``upto`` is the place up to which everything is told once this is delivered.
    """

    id: str
    alert: AlertRecord
    channel: ChannelRecord
    secret: str | None
    items: tuple[AlertItem, ...]
    upto: int
    token: str


@dataclass(frozen=True, slots=True)
class Pending(Record):
    """How much waits for a channel: at least ``items`` where ``more``, and whether another process is delivering."""

    alert: AlertRecord
    channel: ChannelRecord
    items: int
    more: bool
    busy: bool

    def as_json(self) -> dict[str, Any]:
        """``{"alert", "name", "by", "address", "items", "more", "busy", "again"}``."""
        return {
            "alert": self.alert.id,
            "name": self.alert.name,
            "by": self.channel.by,
            "address": self.channel.address,
            "items": self.items,
            "more": self.more,
            "busy": self.busy,
            "again": self.channel.as_json()["again"],
        }
