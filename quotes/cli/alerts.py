"""``quotes alerts``: who is told of what, and the sending."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import get_args

import click

from quotes.cli.listing import ListingGroup
from quotes.cli.options import as_json, database
from quotes.cli.printing import console, dump
from quotes.errors import BadValue
from quotes.store import Archive
from quotes.store.alert_records import AlertRecord, ChannelRecord, NewAlert, NewChannel, Watched
from quotes.store.finding_records import FindingKind

ANY = "any"
which = click.argument("alert", metavar="ID")


@click.group(cls=ListingGroup, options_metavar="", subcommand_metavar="[COMMAND …]")
def alerts() -> None:
    """Be told of new quotations, of new findings, or of runs that fail: by webhook or e-mail.

    Without a command this lists the alerts, and what trouble there is with their receivers. `quotes reingest` sends
    what is due at its end; `quotes alerts send` does it at any time.

    \b
    Example:
      quotes alerts add --speaker Blinken --webhook https://hooks.example/quotes
      quotes alerts add --words '"air defence"' --email desk@example.org
      quotes alerts add --findings wording_conflict --email desk@example.org
      quotes alerts add --failures --email admin@example.org
      quotes alerts send
    """


@alerts.command()
@click.option("--speaker", metavar="NAME", help="Whose words: a name in any form, or an id.")
@click.option("--words", metavar="WORDS", help='Words of the quotation, all of them; "between marks" together.')
@click.option("--source", metavar="NAME", help="The outlet or collection.")
@click.option(
    "--findings",
    "kind",
    is_flag=False,
    flag_value=ANY,
    type=click.Choice([ANY, *get_args(FindingKind)]),
    metavar="[KIND]",
    help="New findings in place of quotations: of a kind, or any; with --speaker those with words of this speaker.",
)
@click.option("--failures", is_flag=True, help="Runs that could not read something, or came to no end.")
@click.option("--webhook", metavar="URL", help="Where JSON is posted to.")
@click.option("--secret", metavar="TEXT", help="Sign what is posted (HMAC-SHA256)  [default: QUOTES_WEBHOOK_SECRET]")
@click.option("--allow-private", is_flag=True, help="The webhook may be on the local network.")
@click.option("--email", metavar="ADDRESS", help="Where mail is sent to (needs QUOTES_SMTP_URL, QUOTES_MAIL_FROM).")
@click.option("--name", metavar="TEXT", help="What the alert is called  [default: what it watches]")
@as_json
@database
def add(
    speaker: str | None,
    words: str | None,
    source: str | None,
    kind: str | None,
    failures: bool,
    webhook: str | None,
    secret: str | None,
    allow_private: bool,
    email: str | None,
    name: str | None,
    as_json: bool,
    db: str | None,
) -> None:
    """Add an alert for what comes from now on: an alert watches one thing.

    Of quotations, --speaker, --words and --source restrict it together. New is what came into the archive, whatever
    its day of publication; a document that is read again, or whose next version has the same words, tells nothing.
    Each delivery has an id: after a crash one may come twice, and none is lost.

    \b
    Example:
      quotes alerts add --speaker "Antony Blinken" --words ceasefire --webhook https://hooks.example/quotes
      quotes alerts add --findings --speaker Cleverly --email desk@example.org --name "Cleverly in dispute"
    """
    from quotes.alerts.mail import check_address
    from quotes.alerts.messages import described, one_line
    from quotes.alerts.webhooks import check_address as check_url
    from quotes.cli.whom import one_speaker

    watches = _watched(speaker, words, source, kind, failures)
    channels = []
    if webhook is not None:
        channels.append(NewChannel("webhook", check_url(webhook), secret, allow_private))
    elif secret is not None or allow_private:
        raise BadValue("--secret and --allow-private are about a webhook: give --webhook URL, too")
    if email is not None:
        channels.append(NewChannel("email", check_address(email)))
    if not channels:
        raise BadValue("say where to deliver to: --webhook URL, --email ADDRESS, or both")
    with Archive.open(db, create=False) as archive:
        new = NewAlert(
            watches=watches,
            name=one_line(name or ""),
            channels=tuple(channels),
            speaker=one_speaker(archive, speaker).id if speaker is not None else None,
            words=words,
            source=source,
            kind=None if kind == ANY else kind,
        )
        made = archive.add_alert(new)
        if not made.name:
            made = archive.rename_alert(made.id, one_line(described(made)))
    if as_json:
        dump(made.as_json())
    else:
        click.echo(_line(made))
        click.echo(f"Try it: quotes alerts test {made.id}")


def _watched(speaker: str | None, words: str | None, source: str | None, kind: str | None, failures: bool) -> Watched:
    if failures:
        if speaker is not None or words is not None or source is not None or kind is not None:
            raise BadValue("--failures stands alone: an alert watches one thing, so add another for the rest")
        return "failures"
    if kind is not None:
        if words is not None or source is not None:
            raise BadValue("--words and --source are about quotations: with --findings only --speaker restricts")
        return "findings"
    if speaker is None and words is None and source is None:
        raise BadValue("say what to watch: --speaker, --words, --source, --findings or --failures")
    return "quotations"


@alerts.command("list")
@as_json
@database
def list_(as_json: bool, db: str | None) -> None:
    """List the alerts, and how their deliveries went (the default command).

    Example:

        quotes alerts list --json
    """
    with Archive.open(db, create=False) as archive:
        found = archive.alerts()
    if as_json:
        dump({"items": [alert.as_json() for alert in found], "next": None})
        return
    if not found:
        click.echo("No alert yet: `quotes alerts add --speaker NAME --email ADDRESS`.", err=True)
    for alert in found:
        _print(alert)


@alerts.command()
@which
@as_json
@database
def show(alert: str, as_json: bool, db: str | None) -> None:
    """Show one alert (its id, or its name) and what waits to be sent.

    Example:

        quotes alerts show 7c2m9k4tq8w3xr5z
    """
    with Archive.open(db, create=False) as archive:
        found = archive.alert(alert)
        waiting = [each for each in archive.pending_alerts() if each.alert.id == found.id]
    if as_json:
        dump({**found.as_json(), "waiting": [each.as_json() for each in waiting]})
        return
    _print(found)
    for each in waiting:
        click.echo(f"  waiting for {each.channel.address}: {each.items}{' or more' if each.more else ''}")


@alerts.command()
@which
@database
def remove(alert: str, db: str | None) -> None:
    """Remove an alert; what waits is not sent any more.

    Example:

        quotes alerts remove 7c2m9k4tq8w3xr5z
    """
    with Archive.open(db, create=False) as archive:
        gone = archive.remove_alert(alert)
    click.echo(f"Removed {_line(gone)}")


@alerts.command()
@which
@database
def test(alert: str, db: str | None) -> None:
    """Send the latest of what an alert watches to its receivers now, marked as a test.

    Exit codes: 0 taken by all; 1 not taken.

    Example:

        quotes alerts test 7c2m9k4tq8w3xr5z
    """
    from quotes.alerts.sending import test as try_out

    with Archive.open(db, create=False) as archive:
        found = archive.alert(alert)
        troubles = try_out(archive, alert)
    failed = {(trouble.by, trouble.address): trouble.error for trouble in troubles}
    for channel in found.channels:
        error = failed.get((channel.by, channel.address))
        click.echo(f"{channel.by} {channel.address}: {f'not taken: {error}' if error else 'taken'}", err=bool(error))
    sys.exit(1 if troubles else 0)


@alerts.command()
@as_json
@database
def pending(as_json: bool, db: str | None) -> None:
    """Say what waits to be sent, and to whom.

    Example:

        quotes alerts pending
    """
    with Archive.open(db, create=False) as archive:
        waiting = archive.pending_alerts()
    if as_json:
        dump({"items": [each.as_json() for each in waiting], "next": None})
        return
    for each in waiting:
        number = f"{each.items} or more" if each.more else str(each.items)
        when = f", not before {_time(each.channel.again)}" if each.channel.again else ""
        busy = ", being sent now" if each.busy else ""
        click.echo(f"{number} for {each.channel.address}: {each.alert.name} [{each.alert.id}]{when}{busy}")


@alerts.command()
@click.option("--all", "everything", is_flag=True, help="Also to receivers that failed and are left alone for now.")
@as_json
@database
def send(everything: bool, as_json: bool, db: str | None) -> None:
    """Send what is due. A receiver that fails is tried again by a later call: after 5 minutes, then 10, 20, … a day.

    Exit codes: 0 all sent, or nothing to send; 1 some receivers did not take it; 2 could not run.

    Example:

        quotes alerts send
    """
    from quotes.alerts.sending import send_due

    with Archive.open(db, create=False) as archive:
        sent = send_due(archive, everything=everything)
    if as_json:
        dump(sent.as_json())
    else:
        click.echo(sent.in_words())
        for trouble in sent.troubles:
            click.echo(f"  {trouble.name} [{trouble.alert}]: {trouble.error}", err=True)
    sys.exit(1 if sent.troubles else 0)


def _line(alert: AlertRecord) -> str:
    from quotes.alerts.messages import described

    told = described(alert)
    return f"{alert.name} [{alert.id}]" + (f": {told}" if told != alert.name else "")


def _print(alert: AlertRecord) -> None:
    printed = console()
    printed.print(_line(alert))
    for channel in alert.channels:
        printed.print(f"  {channel.by} {channel.address}: {_state(channel)}")


def _state(channel: ChannelRecord) -> str:
    sent = f"last sent {_time(channel.sent)}" if channel.sent else "nothing sent yet"
    if not channel.failing:
        return sent
    times = "once" if channel.failing == 1 else f"{channel.failing} times"
    return f"FAILING, {times} since {_time(channel.since)}: {channel.error}; again after {_time(channel.again)}; {sent}"


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""
