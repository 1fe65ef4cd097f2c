"""Alerts: what is watched, where it is told, and how far each receiver has been told.

Every channel of an alert has a cursor of its own: the arrival (:mod:`quotes.store.arriving`) up to which everything
was delivered, or the serial of a run. What a delivery holds is fixed before it is sent, and the cursor moves on after
it was taken: a process that is killed in between leaves a delivery that is sent once more, under the same id.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from quotes.errors import BadValue, Moved, NotFound
from quotes.store import arrivals, derived_ids, findings, runs, speakers
from quotes.store.alert_records import (
    AlertItem,
    AlertRecord,
    AlertSpeaker,
    ChannelRecord,
    Delivery,
    NewAlert,
    Pending,
)
from quotes.store.backend import Backend
from quotes.store.models import Alert, AlertChannel, Finding, Quotation, Run, Source, Speaker
from quotes.store.signatures import now

# in one delivery
MOST_ITEMS = 100
# a process that took a channel's turn and has not said more of it for so long is dead
TURN = timedelta(minutes=5)
# so many waiting items are counted
COUNTED = 1000


def add(connection: Connection, backend: Backend, new: NewAlert) -> AlertRecord:
    """See :meth:`quotes.store.archive.Archive.add_alert`."""
    if new.kind is not None and new.kind not in findings.KINDS:
        raise BadValue(f"bad kind {new.kind!r}: one of {', '.join(findings.KINDS)}")
    if new.words is not None:
        backend.match_quotations(new.words, None, None)  # refuses what has no word in it
    name = None
    if new.speaker is not None:
        name = speakers.one(connection, new.speaker).name
    if new.source is not None and connection.scalar(select(Source.serial).where(Source.name == new.source)) is None:
        raise NotFound(f"the archive has no source {new.source!r}")
    id_ = derived_ids.random_id()
    values = {
        "id": id_,
        "name": new.name,
        "watches": new.watches,
        "speaker": new.speaker,
        "called": name,
        "words": new.words,
        "source": new.source,
        "kind": new.kind,
        "made": now(),
    }
    connection.execute(insert(Alert).values(**values))
    serial = connection.scalars(select(Alert.serial).where(Alert.id == id_)).one()
    head = _head(connection, new.watches)
    for channel in new.channels:
        connection.execute(
            insert(AlertChannel).values(
                alert=serial,
                by=channel.by,
                address=channel.address,
                secret=channel.secret,
                allow_private=channel.allow_private,
                cursor=head,
            )
        )
    return one(connection, id_)


def all_(connection: Connection) -> list[AlertRecord]:
    """See :meth:`quotes.store.archive.Archive.alerts`."""
    return _records(connection, connection.execute(select(Alert).order_by(Alert.serial)).all())


def one(connection: Connection, id_or_name: str) -> AlertRecord:
    """See :meth:`quotes.store.archive.Archive.alert`."""
    rows = connection.execute(select(Alert).where(Alert.id == id_or_name.strip())).all()
    rows = rows or connection.execute(select(Alert).where(Alert.name == id_or_name)).all()
    if not rows:
        raise NotFound(f"no alert {id_or_name!r}: `quotes alerts` lists those that are there")
    if len(rows) > 1:
        ids = ", ".join(row.id for row in rows)
        raise BadValue(f"{id_or_name!r} is the name of {len(rows)} alerts; give one's id: {ids}")
    return _records(connection, rows)[0]


def rename(connection: Connection, id_or_name: str, name: str) -> AlertRecord:
    """See :meth:`quotes.store.archive.Archive.rename_alert`."""
    id_ = one(connection, id_or_name).id
    connection.execute(update(Alert).where(Alert.id == id_).values(name=name))
    return one(connection, id_)


def secret(connection: Connection, channel: int) -> str | None:
    """See :meth:`quotes.store.archive.Archive.channel_secret`."""
    return connection.scalar(select(AlertChannel.secret).where(AlertChannel.serial == channel))


def remove(connection: Connection, id_or_name: str) -> AlertRecord:
    """See :meth:`quotes.store.archive.Archive.remove_alert`."""
    alert = one(connection, id_or_name)
    serial = select(Alert.serial).where(Alert.id == alert.id).scalar_subquery()
    connection.execute(delete(AlertChannel).where(AlertChannel.alert == serial))
    connection.execute(delete(Alert).where(Alert.id == alert.id))
    return alert


def due(connection: Connection, moment: datetime) -> list[int]:
    """See :meth:`quotes.store.archive.Archive.due_channels`."""
    statement = select(AlertChannel.serial).where(or_(AlertChannel.again.is_(None), AlertChannel.again <= moment))
    return list(connection.scalars(statement.order_by(AlertChannel.serial)))


def take(connection: Connection, backend: Backend, channel: int, token: str) -> Delivery | None:
    """See :meth:`quotes.store.archive.Archive.take_delivery`."""
    row = connection.execute(select(AlertChannel).where(AlertChannel.serial == channel)).one_or_none()
    if row is None or (_busy(row) and row.turn != token):
        return None
    alert_row = connection.execute(select(Alert).where(Alert.serial == row.alert)).one()
    alert = _records(connection, [alert_row])[0]
    stream = _Stream(connection, backend, alert)
    begun = row.batch
    upto = begun["upto"] if begun else _head(connection, alert.watches)
    places = stream.between(row.cursor, upto, None if begun else MOST_ITEMS + 1)
    if len(places) > MOST_ITEMS and not begun:
        upto = places[MOST_ITEMS - 1][1]
        # those that share the last one's place, too
        places = stream.between(row.cursor, upto, None)
    values: dict[str, Any] = {"turn": token, "turned": now()}
    if not places:
        # what was looked through is not looked through again; a begun delivery may have lost all its items
        values |= {"cursor": max(upto, row.cursor), "batch": None, "turn": None, "turned": None}
        connection.execute(update(AlertChannel).where(AlertChannel.serial == channel).values(**values))
        return take(connection, backend, channel, token) if begun else None
    id_ = begun["id"] if begun else derived_ids.derive("delivery", alert.id, row.by, str(row.cursor), str(upto))
    connection.execute(
        update(AlertChannel)
        .where(AlertChannel.serial == channel)
        .values(batch={"id": id_, "upto": upto}, **values)
    )
    return Delivery(id_, alert, _channel(row), row.secret, tuple(stream.items(places)), upto, token)


def waits(connection: Connection, backend: Backend, channel: int) -> bool:
    """See :meth:`quotes.store.archive.Archive.waits`."""
    row = connection.execute(select(AlertChannel).where(AlertChannel.serial == channel)).one_or_none()
    if row is None:
        return False
    alert = _records(connection, connection.execute(select(Alert).where(Alert.serial == row.alert)).all())[0]
    return bool(_Stream(connection, backend, alert).between(row.cursor, _head(connection, alert.watches), 1))


def delivered(connection: Connection, delivery: Delivery) -> None:
    """See :meth:`quotes.store.archive.Archive.delivered`."""
    connection.execute(
        update(AlertChannel)
        .where(AlertChannel.serial == delivery.channel.serial, AlertChannel.turn == delivery.token)
        .values(
            cursor=delivery.upto,
            batch=None,
            turn=None,
            turned=None,
            sent=now(),
            failing=0,
            since=None,
            error=None,
            again=None,
        )
    )


def not_delivered(connection: Connection, delivery: Delivery, error: str, again: datetime) -> None:
    """See :meth:`quotes.store.archive.Archive.not_delivered`."""
    connection.execute(
        update(AlertChannel)
        .where(AlertChannel.serial == delivery.channel.serial, AlertChannel.turn == delivery.token)
        .values(
            turn=None,
            turned=None,
            failing=AlertChannel.failing + 1,
            since=func.coalesce(AlertChannel.since, now()),
            error=error,
            again=again,
        )
    )


def pending(connection: Connection, backend: Backend) -> list[Pending]:
    """See :meth:`quotes.store.archive.Archive.pending_alerts`."""
    waiting = []
    for alert in all_(connection):
        stream = _Stream(connection, backend, alert)
        head = _head(connection, alert.watches)
        for channel in alert.channels:
            row = connection.execute(select(AlertChannel).where(AlertChannel.serial == channel.serial)).one()
            places = stream.between(row.cursor, head, COUNTED + 1)
            waiting.append(
                Pending(alert, channel, min(len(places), COUNTED), len(places) > COUNTED, _busy(row))
            )
    return waiting


def latest(connection: Connection, backend: Backend, id_or_name: str, limit: int) -> list[AlertItem]:
    """See :meth:`quotes.store.archive.Archive.latest_for_alert`."""
    alert = one(connection, id_or_name)
    stream = _Stream(connection, backend, alert)
    return stream.latest(limit)


class _Stream:
    """What an alert watches, in the order of its coming: (key of a row, place) pairs, and the items that these are."""

    def __init__(self, connection: Connection, backend: Backend, alert: AlertRecord) -> None:
        self._connection = connection
        self._alert = alert
        serials = None
        if alert.speaker is not None:
            # one who is gone speaks no more
            meant = speakers.mean(connection, alert.speaker.id)
            serials = list(meant.serials)
        self._serials = serials
        self._wanted = None
        if alert.watches == "quotations":
            self._wanted = arrivals.Wanted(
                connection, backend, serials=serials, words=alert.words, source=alert.source
            )

    def between(self, after: int, upto: int, limit: int | None) -> list[tuple[int, int]]:
        if after >= upto:
            return []
        if self._wanted is not None:
            return arrivals.quotations_between(self._connection, self._wanted, after, upto, limit)
        if self._alert.watches == "findings":
            return arrivals.findings_between(self._connection, self._alert.kind, self._serials, after, upto, limit)
        return runs.failed_between(self._connection, after, upto, limit)

    def items(self, places: Sequence[tuple[int, int]]) -> list[AlertItem]:
        keys = [key for key, _ in places]
        if self._wanted is not None:
            return list(arrivals.quotations_of(self._connection, places))
        if self._alert.watches == "findings":
            return list(arrivals.findings_of(self._connection, keys))
        return list(runs.of_serials(self._connection, keys))

    def latest(self, limit: int) -> list[AlertItem]:
        if self._wanted is not None:
            if self._wanted.nothing:
                return []
            rows = self._connection.execute(self._wanted.latest(limit, None))
            return self.items([(row.rank, row.arrived) for row in rows])
        if self._alert.watches == "findings":
            speaker = self._alert.speaker.id if self._alert.speaker else None
            page = arrivals.latest_findings(
                self._connection, kind=self._alert.kind, speaker=speaker, limit=limit, after=None
            )
            return [found.item for found in page.items]
        return self.items(runs.failed_between(self._connection, 0, _head(self._connection, "failures"), None)[-limit:])


def _head(connection: Connection, watches: str) -> int:
    """The place behind everything that is there."""
    if watches == "quotations":
        return connection.scalar(select(func.max(Quotation.arrived))) or 0
    if watches == "findings":
        return connection.scalar(select(func.max(Finding.arrived))) or 0
    # what still runs may fail yet
    running = runs.running(connection)
    last = select(func.max(Run.serial))
    if running is not None:
        last = last.where(Run.serial < running)
    return connection.scalar(last) or 0


def _busy(row: Row[Any]) -> bool:
    return row.turned is not None and abs(now() - row.turned) < TURN


def _channel(row: Row[Any]) -> ChannelRecord:
    return ChannelRecord(
        serial=row.serial,
        by=row.by,
        address=row.address,
        signed=row.secret is not None,
        allow_private=row.allow_private,
        sent=row.sent,
        failing=row.failing,
        since=row.since,
        error=row.error,
        again=row.again,
    )


def _records(connection: Connection, rows: Sequence[Row[Any]]) -> list[AlertRecord]:
    channels: dict[int, list[ChannelRecord]] = {row.serial: [] for row in rows}
    found = select(AlertChannel).where(AlertChannel.alert.in_(list(channels))).order_by(AlertChannel.serial)
    for row in connection.execute(found):
        channels[row.alert].append(_channel(row))
    return [
        AlertRecord(
            id=row.id,
            name=row.name,
            watches=row.watches,
            speaker=None if row.speaker is None else _speaker(connection, row.speaker, row.called),
            words=row.words,
            source=row.source,
            kind=row.kind,
            made=row.made,
            channels=tuple(channels[row.serial]),
        )
        for row in rows
    ]


def _speaker(connection: Connection, id_: str, called: str) -> AlertSpeaker:
    """Whom the id leads to by now."""
    try:
        speaker = speakers.one(connection, id_)
    except Moved as moved:
        name = connection.scalars(select(Speaker.name).where(Speaker.id == moved.target)).one()
        return AlertSpeaker(moved.target, name)
    except NotFound:
        return AlertSpeaker(id_, called)
    return AlertSpeaker(speaker.id, speaker.name)
