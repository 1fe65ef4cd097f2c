"""What is told: the JSON of a webhook, and an e-mail as plain text and as HTML."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from html import escape
from typing import Any
from urllib.parse import urlsplit

from quotes.store import FindingRecord, QuotationRecord, RunRecord
from quotes.store.alert_records import AlertItem, AlertRecord

# characters that mail and terminals take for something else than text
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LONGEST_SUBJECT = 150
_SHOWN_READINGS = 4
_SHOWN_FAILURES = 10
_NOUNS = {
    "quotations": ("new quotation", "new quotations"),
    "findings": ("new finding", "new findings"),
    "failures": ("run that failed", "runs that failed"),
}


def payload(id_: str, alert: AlertRecord, items: tuple[AlertItem, ...], *, test: bool = False) -> dict[str, Any]:
    """What a webhook is sent: ``{"id", "alert", "sent", "items"}``, and ``"test": true`` of a test.

    ``id`` is the delivery's, the same where it is sent again; items have ids of their own.
    """
    sent = datetime.now(timezone.utc).replace(microsecond=0).isoformat()
    told = {"id": id_, "alert": alert.about, "sent": sent, "items": [item.as_json() for item in items]}
    return {**told, "test": True} if test else told


def one_line(text: str) -> str:
    """A text without line ends and other control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def described(alert: AlertRecord) -> str:
    """What an alert watches, in words: ``quotations by Antony Blinken with “ceasefire”``."""
    if alert.watches == "failures":
        return "runs that fail"
    told = alert.watches if alert.kind is None else f"{alert.kind.replace('_', ' ')}s"
    if alert.speaker is not None:
        told += f" {'by' if alert.watches == 'quotations' else 'about'} {alert.speaker.name}"
    if alert.words is not None:
        told += f" with {alert.words}"
    if alert.source is not None:
        told += f" in {alert.source}"
    return told


def subject(alert: AlertRecord, items: tuple[AlertItem, ...], *, test: bool = False) -> str:
    """``Blinken: 3 new quotations``."""
    noun = _NOUNS[alert.watches][len(items) != 1]
    line = one_line(f"{'Test: ' if test else ''}{alert.name}: {len(items)} {noun}")
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1] + "…"


def plain(alert: AlertRecord, items: tuple[AlertItem, ...], *, service: str | None, test: bool = False) -> str:
    """The text of an e-mail; ``service`` is the address under which the archive's pages are found."""
    parts = [_beginning(items, alert, test)]
    for item in items:
        lines = [one_line(line) for line in _lines(item)]
        parts.append("\n".join([lines[0], *(f"  {line}" for line in (*lines[1:], *_links(item, service)))]))
    parts.append(f"-- \nThe alert {one_line(alert.name)!r} of Quotes. It ends with: quotes alerts remove {alert.id}")
    return "\n\n".join(parts) + "\n"


def html(alert: AlertRecord, items: tuple[AlertItem, ...], *, service: str | None, test: bool = False) -> str:
    """The same as HTML: everything escaped, nothing loaded from anywhere."""
    rows = []
    for item in items:
        first, *more = (escape(one_line(line)) for line in _lines(item))
        links = [f'<a href="{escape(link)}">{escape(link)}</a>' for link in _links(item, service)]
        rest = "".join(f"<br>\n{line}" for line in (*more, *links))
        rows.append(f"<li><p><b>{first}</b>{rest}</p></li>")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(subject(alert, items, test=test))}</title></head>\n<body>\n"
        f"<p>{escape(_beginning(items, alert, test))}</p>\n<ol>\n" + "\n".join(rows) + "\n</ol>\n"
        f"<p><small>The alert “{escape(one_line(alert.name))}” of Quotes. It ends with: "
        f"<code>quotes alerts remove {escape(alert.id)}</code></small></p>\n</body></html>\n"
    )


def _beginning(items: tuple[AlertItem, ...], alert: AlertRecord, test: bool) -> str:
    if test:
        return f"This is a test of the alert for {one_line(described(alert))}. The latest of what it watches:"
    return f"{len(items)} {_NOUNS[alert.watches][len(items) != 1]} ({one_line(described(alert))}):"


def _lines(item: AlertItem) -> list[str]:
    """An item in lines, the first of which says the most."""
    if isinstance(item, QuotationRecord):
        who = item.speaker.name if item.speaker else "the text does not say who"
        return [item.text, f"— {who}", _where(item)]
    if isinstance(item, FindingRecord):
        readings = [f"• {reading.shown} ({_witnesses(reading.witnesses)})" for reading in item.readings]
        more = len(readings) - _SHOWN_READINGS
        told = readings[:_SHOWN_READINGS] + ([f"• and {more} more"] if more > 0 else [])
        return [item.summary, f"{item.kind.replace('_', ' ')}, {item.severity}", *told]
    return _run_lines(item)


def _run_lines(run: RunRecord) -> list[str]:
    failed = run.counts.failed if run.counts else 0
    what = f"{failed} could not be read" if run.finished else "did not come to its end"
    lines = [f"{run.command}: {what}", f"begun {run.started:%Y-%m-%d %H:%M} UTC [{run.id}]"]
    lines += [f"• {failure.name}: {failure.reason}" for failure in run.failures[:_SHOWN_FAILURES]]
    if failed > _SHOWN_FAILURES:
        lines.append(f"• and {failed - _SHOWN_FAILURES} more: quotes runs show {run.id}")
    return lines


def _where(quotation: QuotationRecord) -> str:
    document = quotation.document
    parts = (str(document.published or "undated"), document.source, document.title or "")
    return " · ".join(part for part in parts if part)


def _witnesses(number: int) -> str:
    return f"{number} witness{'' if number == 1 else 'es'}"


def _links(item: AlertItem, service: str | None) -> list[str]:
    """Addresses under which more is found; only such of the web, since a document's is what its source says."""
    links = []
    if isinstance(item, QuotationRecord):
        url = item.document.url
        if url and urlsplit(url).scheme in {"http", "https"} and not re.search(r"\s", url) and not _CONTROL.search(url):
            links.append(url)
    if service is not None:
        room = {QuotationRecord: "quotations", FindingRecord: "findings"}.get(type(item), "runs")
        links.append(f"{service.rstrip('/')}/{room}/{item.id}")
    return links
