"""Every value that the environment can set, in one place."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def environment(name: str) -> str | None:
    """The environment variable, or None where it is absent or empty."""
    return os.environ.get(name) or None


def database_url() -> str:
    """``QUOTES_DATABASE_URL``, or an SQLite file in the user's data folder (which is made)."""
    url = environment("QUOTES_DATABASE_URL")
    if url:
        return url
    return f"sqlite:///{default_database()}"


def default_database() -> Path:
    """The SQLite file that is used where nothing else is named."""
    folder = Path(platformdirs.user_data_dir("quotes", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "quotes.sqlite"


def model() -> str | None:
    """``QUOTES_MODEL``: a spaCy pipeline (package name or folder) instead of the shipped one."""
    return environment("QUOTES_MODEL")


def register_file() -> Path | None:
    """``QUOTES_REGISTER``: a file of speakers in place of the one that ships; None where it is ``none``."""
    named = environment("QUOTES_REGISTER")
    if named is None:
        return resource_folder("seeds") / "speakers.jsonl"
    return None if named.lower() == "none" else Path(named).expanduser()


def sources_file() -> Path | None:
    """``QUOTES_SOURCES``: a TOML file of sources, which `quotes reingest` takes in first."""
    named = environment("QUOTES_SOURCES")
    return None if named is None else Path(named).expanduser()


def api_key() -> str | None:
    """``QUOTES_API_KEY``: the key that writing over HTTP asks for, and reading where it is closed."""
    return environment("QUOTES_API_KEY")


def closed_reading() -> bool:
    """``QUOTES_CLOSED=1``: reading over HTTP asks for the key."""
    return environment("QUOTES_CLOSED") in {"1", "true", "yes"}


def smtp_url() -> str | None:
    """``QUOTES_SMTP_URL``: the server for e-mail, ``smtp://USER:PASSWORD@HOST:PORT`` (STARTTLS) or ``smtps://…``."""
    return environment("QUOTES_SMTP_URL")


def mail_from() -> str | None:
    """``QUOTES_MAIL_FROM``: the address that e-mail is sent from."""
    return environment("QUOTES_MAIL_FROM")


def webhook_secret() -> str | None:
    """``QUOTES_WEBHOOK_SECRET``: signs what is posted to webhooks that have no secret of their own."""
    return environment("QUOTES_WEBHOOK_SECRET")


def service_url() -> str | None:
    """``QUOTES_SERVICE_URL``: where readers find the service's pages, for links in e-mail."""
    return environment("QUOTES_SERVICE_URL")


def user() -> str | None:
    """``QUOTES_USER``: the name that decisions on the command line are kept under; else it is the login name."""
    return environment("QUOTES_USER")


def resource_folder(name: str) -> Path:
    """A folder of data that belongs to the program: ``migrations`` or ``seeds``.

    In a checkout these lie at the top level; in an installed wheel inside the package.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the installation lacks its folder {name!r}")
