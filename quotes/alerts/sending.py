"""Sends what is due: for every channel of every alert what came since its last delivery.

A delivery is fixed in the archive, sent, and then noted. What fails is tried again by later calls, with pauses that
grow; it never raises here, since a run must not end over somebody's webhook.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from quotes import settings
from quotes.alerts import mail, messages, webhooks
from quotes.alerts.failing import NotDelivered
from quotes.errors import BadValue, QuotesError
from quotes.sources.addresses import host_of
from quotes.store import Archive
from quotes.store.alert_records import AlertItem, AlertRecord, ChannelRecord, Delivery
from quotes.store.derived_ids import random_id
from quotes.store.signatures import now

# to one channel in one call; what is left waits for the next
MOST_DELIVERIES = 20
# the first pause after a failure; each further one is twice as long
PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(days=1)
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A delivery that was not taken."""

    alert: str
    name: str
    by: str
    address: str
    error: str


@dataclass(slots=True)
class Sent:
    """What a call sent: deliveries, the items in them, and what was not taken; ``more``: more is due."""

    deliveries: int = 0
    items: int = 0
    more: bool = False
    troubles: list[Trouble] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """``{"deliveries", "items", "more", "failed": [{"alert", "name", "by", "address", "error"}]}``."""
        failed = [{name: getattr(trouble, name) for name in Trouble.__slots__} for trouble in self.troubles]
        return {"deliveries": self.deliveries, "items": self.items, "more": self.more, "failed": failed}

    def in_words(self) -> str:
        """``alerts: 3 deliveries with 12 items, 1 not taken: see `quotes alerts```."""
        told = f"alerts: {self.deliveries} deliver{'y' if self.deliveries == 1 else 'ies'}"
        told += f" with {self.items} item{'' if self.items == 1 else 's'}"
        if self.more:
            told += ", more wait: `quotes alerts send`"
        if self.troubles:
            told += f", {len(self.troubles)} not taken: see `quotes alerts`"
        return told


def send_due(
    archive: Archive, *, everything: bool = False, stop: Stop = lambda: False, sent: Sent | None = None
) -> Sent:
    """Deliver what is due, and count it in ``sent``, or in what this gives.

    ``everything``: also to receivers that are to be left alone for now after a failure.
    """
    sent = Sent() if sent is None else sent
    token = random_id()
    silent: set[str] = set()
    moment = datetime.max if everything else now()
    for channel in archive.due_channels(moment):
        for _ in range(MOST_DELIVERIES):
            if stop():
                return sent
            delivery = archive.take_delivery(channel, token)
            if delivery is None or not _send(archive, delivery, sent, silent):
                break
        else:
            sent.more |= archive.waits(channel)
    return sent


def _send(archive: Archive, delivery: Delivery, sent: Sent, silent: set[str]) -> bool:
    """Deliver, and note what came of it; whether it was taken. ``silent``: hosts that did not answer in this call."""
    alert, channel = delivery.alert, delivery.channel
    host = host_of(channel.address) if channel.by == "webhook" else "the mail server"
    try:
        if host in silent:
            raise NotDelivered(f"{channel.address} is not tried, since {host} gave no answer just now")
        deliver(delivery.id, alert, channel, delivery.items, secret=delivery.secret)
    except Exception as error:  # whatever it is: the archive is not touched in there, and the run goes on
        wanted = None
        if isinstance(error, NotDelivered):
            wanted = error.retry_after
            if error.unreachable:
                silent.add(host)
        told = str(error) if isinstance(error, QuotesError) else f"failed in a way nobody thought of: {error!r}"
        archive.not_delivered(delivery, told, now() + pause(channel.failing, wanted))
        sent.troubles.append(Trouble(alert.id, alert.name, channel.by, channel.address, told))
        return False
    archive.delivered(delivery)
    sent.deliveries += 1
    sent.items += len(delivery.items)
    return True


def pause(failed_before: int, wanted: float | None = None) -> timedelta:
    """How long a receiver is left alone after a failure: longer each time, and as long as it asks for."""
    usual = min(PAUSE * 2 ** min(failed_before, 20), LONGEST_PAUSE)
    return usual if wanted is None else max(usual, timedelta(seconds=wanted))


def deliver(
    id_: str,
    alert: AlertRecord,
    channel: ChannelRecord,
    items: tuple[AlertItem, ...],
    *,
    secret: str | None = None,
    test: bool = False,
) -> None:
    """Hand items to a channel; :class:`NotDelivered`, or :class:`BadValue` where settings for mail are missing."""
    if channel.by == "webhook":
        told = messages.payload(id_, alert, items, test=test)
        signed_with = secret or settings.webhook_secret()
        webhooks.post(channel.address, told, secret=signed_with, allow_private=channel.allow_private)
        return
    server, sender = mail.configured()
    service = settings.service_url()
    letter = mail.message(
        channel.address,
        messages.subject(alert, items, test=test),
        messages.plain(alert, items, service=service, test=test),
        messages.html(alert, items, service=service, test=test),
        id_,
        sender,
    )
    mail.send(letter, server)


def test(archive: Archive, id_or_name: str) -> list[Trouble]:
    """Send every channel of an alert the latest of what it watches, marked as a test; what was not taken.

    Nothing is noted: what is due stays so.
    """
    alert = archive.alert(id_or_name)
    items = tuple(archive.latest_for_alert(alert.id))
    troubles = []
    for channel in alert.channels:
        try:
            deliver(random_id(), alert, channel, items, secret=archive.channel_secret(channel), test=True)
        except (NotDelivered, BadValue) as error:
            troubles.append(Trouble(alert.id, alert.name, channel.by, channel.address, str(error)))
    return troubles
