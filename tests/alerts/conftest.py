from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quotes.store import Archive
from quotes.store.alert_records import AlertRecord, NewAlert, NewChannel
from tests.alerts.receiver import Receiver, receiving
from tests.store.samples import short


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QUOTES_SMTP_URL", "QUOTES_MAIL_FROM", "QUOTES_WEBHOOK_SECRET", "QUOTES_SERVICE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUOTES_REGISTER", "none")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "archive.sqlite"
    Archive.open(str(path)).close()
    return path


@pytest.fixture
def archive(tmp_path: Path, empty_file: Path) -> Iterator[Archive]:
    """An archive with one quotation each of Oren Falk and Hanna Berg, which are told to nobody."""
    path = shutil.copy(empty_file, tmp_path / "archive.sqlite")
    with Archive.open(str(path)) as archive:
        save(archive, 1, "Oren Falk")
        save(archive, 2, "Hanna Berg", source="Courier")
        yield archive


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def alert(archive: Archive, receiver: Receiver) -> Callable[..., AlertRecord]:
    """Adds an alert that is delivered to the receiver."""

    def add(watches: Any = "quotations", *, secret: str | None = None, **more: Any) -> AlertRecord:
        if "speaker" in more:
            more["speaker"] = archive.find_speakers(more["speaker"])[0].id
        channel = NewChannel("webhook", receiver.url, secret, allow_private=True)
        return archive.add_alert(NewAlert(watches, "an alert", more.pop("channels", (channel,)), **more))

    return add


def save(archive: Archive, number: int, speaker: str | None, *, extractor: str = "one", **more: Any) -> None:
    """Save a numbered document with one quotation: ``“Nothing new <number>.”``."""
    archive.save(*short(number, speaker, **more), extractor=extractor)
