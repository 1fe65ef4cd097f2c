"""The archive's side of what tells people of what is new: alerts, and the latest arrivals for feeds."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection, Engine

from quotes.store import alerts, arrivals
from quotes.store.alert_records import AlertItem, AlertRecord, Arrived, ChannelRecord, Delivery, NewAlert, Pending
from quotes.store.backend import Backend
from quotes.store.finding_records import FindingRecord
from quotes.store.records import Page, QuotationRecord


class Watching:
    """The part of :class:`quotes.store.archive.Archive` that alerts and feeds use."""

    _engine: Engine
    _backend: Backend

    def _writing(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def latest_quotations(
        self,
        *,
        speaker: str | None = None,
        words: str | None = None,
        source: str | None = None,
        limit: int = 50,
        after: str | None = None,
    ) -> Page[Arrived[QuotationRecord]]:
        """Listed quotations, the one that came into the archive last first.

        Words that a document had before do not come again with its next version. ``speaker`` is a name in any form or
        an id.
        """
        with self._engine.begin() as connection:
            return arrivals.latest_quotations(
                connection, self._backend, speaker=speaker, words=words, source=source, limit=limit, after=after
            )

    def latest_findings(
        self, *, kind: str | None = None, speaker: str | None = None, limit: int = 50, after: str | None = None
    ) -> Page[Arrived[FindingRecord]]:
        """Findings that nobody has dismissed, the one that was opened (again) last first."""
        with self._engine.begin() as connection:
            return arrivals.latest_findings(connection, kind=kind, speaker=speaker, limit=limit, after=after)

    def add_alert(self, new: NewAlert) -> AlertRecord:
        """Keep an alert: what comes from now on is told.

        :class:`quotes.errors.BadValue` for words without a letter or an unknown kind, :class:`quotes.errors.NotFound`
        for an unknown speaker or source.
        """
        with self._writing() as connection:
            return alerts.add(connection, self._backend, new)

    def alerts(self) -> list[AlertRecord]:
        """All alerts, in the order of their making."""
        with self._engine.begin() as connection:
            return alerts.all_(connection)

    def alert(self, id_or_name: str) -> AlertRecord:
        """One alert, by id, or by a name that no other has; :class:`quotes.errors.NotFound` without it."""
        with self._engine.begin() as connection:
            return alerts.one(connection, id_or_name)

    def rename_alert(self, id_or_name: str, name: str) -> AlertRecord:
        """Call an alert otherwise."""
        with self._writing() as connection:
            return alerts.rename(connection, id_or_name, name)

    def channel_secret(self, channel: ChannelRecord) -> str | None:
        """What deliveries to a channel are signed with, where it has a secret of its own."""
        with self._engine.begin() as connection:
            return alerts.secret(connection, channel.serial)

    def remove_alert(self, id_or_name: str) -> AlertRecord:
        """Forget an alert; what it was."""
        with self._writing() as connection:
            return alerts.remove(connection, id_or_name)

    def due_channels(self, moment: datetime) -> list[int]:
        """The channels (serials) of all alerts that are not to be left alone for now after a failure; UTC."""
        with self._engine.begin() as connection:
            return alerts.due(connection, moment)

    def take_delivery(self, channel: int, token: str) -> Delivery | None:
        """What is to be delivered to a channel next; None where there is nothing, or another process is at it.

        ``token`` is the process's own. A delivery that was begun and not noted as delivered is the same again.
        """
        with self._writing() as connection:
            return alerts.take(connection, self._backend, channel, token)

    def waits(self, channel: int) -> bool:
        """Whether there is something to be delivered to a channel (serial)."""
        with self._engine.begin() as connection:
            return alerts.waits(connection, self._backend, channel)

    def delivered(self, delivery: Delivery) -> None:
        """Note that a delivery was taken: what is in it is not told again."""
        with self._writing() as connection:
            alerts.delivered(connection, delivery)

    def not_delivered(self, delivery: Delivery, error: str, again: datetime) -> None:
        """Note why a delivery was not taken, and before when (UTC) it is not tried again."""
        with self._writing() as connection:
            alerts.not_delivered(connection, delivery, error, again)

    def pending_alerts(self) -> list[Pending]:
        """How much waits for each channel of each alert."""
        with self._engine.begin() as connection:
            return alerts.pending(connection, self._backend)

    def latest_for_alert(self, id_or_name: str, *, limit: int = 3) -> list[AlertItem]:
        """The latest of what an alert watches, whether or not it was told already."""
        with self._engine.begin() as connection:
            return alerts.latest(connection, self._backend, id_or_name, limit)
