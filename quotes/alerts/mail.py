"""One delivery by e-mail, over the SMTP server that the settings name."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from quotes import settings
from quotes.alerts.failing import NotDelivered
from quotes.alerts.messages import one_line
from quotes.errors import BadValue

# seconds for one wait, and for the whole delivery
TIMEOUT = 20.0
WHOLE = 120.0
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """An SMTP server. ``secure``: TLS from the beginning; otherwise STARTTLS where it offers that."""

    host: str
    port: int
    secure: bool
    user: str | None
    password: str | None = None

    @property
    def name(self) -> str:
        """Host and port, for sentences."""
        return f"{self.host}:{self.port}"


def read_server(url: str) -> Server:
    """The server of ``smtp://[USER:PASSWORD@]HOST[:PORT]`` or ``smtps://…``; :class:`BadValue` for anything else.

    The message does not repeat the password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadValue("QUOTES_SMTP_URL cannot be read: write smtp://USER:PASSWORD@HOST:PORT") from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise BadValue("QUOTES_SMTP_URL must be smtp://USER:PASSWORD@HOST:PORT or smtps://…, without more behind it")
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password is not None else None
    if user is not None and password is None:
        raise BadValue("QUOTES_SMTP_URL names a user without a password")
    return Server(parts.hostname, port or PORTS[parts.scheme], parts.scheme == "smtps", user, password)


def check_address(address: str, what: str = "an e-mail address") -> str:
    """The address, alone or with a name before it; :class:`quotes.errors.BadValue` where it is none."""
    address = address.strip()
    name, bare = parseaddr(address)
    local, at, domain = bare.rpartition("@")
    if not (at and local and domain) or one_line(address) != address or "," in bare or " " in bare:
        raise BadValue(f"{address!r} is not {what}: write desk@example.org")
    if name == "" and address.strip("<>") != bare:
        raise BadValue(f"{address!r} is not {what}: give one address")
    try:
        Address(name, addr_spec=bare)
    except (HeaderParseError, MessageError, ValueError, IndexError) as error:
        raise BadValue(f"{address!r} is not {what}: {error}") from None
    return address


def message(to: str, subject: str, plain: str, html: str, id_: str, sender: str) -> EmailMessage:
    """The e-mail. A delivery that is sent again has the same Message-ID, so that mailboxes can drop the second."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = formatdate(localtime=False)
    domain = parseaddr(sender)[1].rpartition("@")[2]
    mail["Message-ID"] = f"<quotes-{id_}@{domain if domain.isascii() else 'quotes.invalid'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Quotes-Delivery"] = id_
    mail.set_content(plain)
    mail.add_alternative(html, subtype="html")
    return mail


def configured() -> tuple[Server, str]:
    """The server and the sender that the settings name; :class:`quotes.errors.BadValue` where they do not."""
    url, sender = settings.smtp_url(), settings.mail_from()
    if url is None or sender is None:
        missing = " and ".join(
            name for name, value in (("QUOTES_SMTP_URL", url), ("QUOTES_MAIL_FROM", sender)) if value is None
        )
        raise BadValue(f"no e-mail can be sent: set {missing}")
    return read_server(url), check_address(sender, "an e-mail address to send from (QUOTES_MAIL_FROM)")


def send(mail: EmailMessage, server: Server, *, timeout: float = TIMEOUT, whole: float = WHOLE) -> None:
    """Hand a message to the server; :class:`NotDelivered` says why it did not take it."""
    deadline = _Deadline(whole)
    try:
        with _connected(server, timeout, deadline) as smtp:
            if not server.secure and smtp.has_extn("starttls"):
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo_or_helo_if_needed()
            if server.user is not None and server.password is not None:
                if not isinstance(smtp.sock, ssl.SSLSocket):
                    raise NotDelivered(f"{server.name} offers no STARTTLS, and the password is not sent in the clear")
                smtp.login(server.user, server.password)
            smtp.send_message(mail)
    except (smtplib.SMTPException, OSError) as error:
        if deadline.passed:
            raise NotDelivered(f"{server.name} took longer than {whole:g} seconds in all", unreachable=True) from error
        raise _told(server, error) from error
    except UnicodeError as error:
        raise NotDelivered(f"{server.name} cannot send it: {error}") from error


def _told(server: Server, error: Exception) -> NotDelivered:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = "; ".join(f"{to}: {_answer(*answer)}" for to, answer in error.recipients.items())
        return NotDelivered(f"{server.name} does not take mail for {answers}")
    if isinstance(error, smtplib.SMTPResponseException):
        return NotDelivered(f"{server.name} answers {_answer(error.smtp_code, error.smtp_error)}")
    if isinstance(error, ssl.SSLError):
        return NotDelivered(f"{server.name} has no valid certificate, or speaks no TLS: {error}")
    if isinstance(error, smtplib.SMTPException):
        return NotDelivered(f"{server.name} cannot send it: {error}")
    told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return NotDelivered(f"{server.name} cannot be reached: {told}", unreachable=True)


class _Deadline:
    """Breaks a connection off: a server that goes on sending a little is waited for by nothing else."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True
        self._smtp: smtplib.SMTP | None = None

    def begin(self, smtp: smtplib.SMTP) -> None:
        """From here on the seconds count."""
        self._smtp = smtp
        self._timer.start()

    def end(self) -> None:
        """There is nothing to break off any more."""
        self._timer.cancel()

    def _pass(self) -> None:
        self.passed = True
        if self._smtp is not None and self._smtp.sock is not None:
            with contextlib.suppress(OSError):
                self._smtp.sock.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def _connected(server: Server, timeout: float, deadline: _Deadline) -> Iterator[smtplib.SMTP]:
    """A connection that has said EHLO; leaving it after the message was taken fails at nothing any more."""

    class Plain(smtplib.SMTP):
        def connect(self, *arguments: Any, **named: Any) -> tuple[int, bytes]:
            deadline.begin(self)  # the server's greeting is read in here
            return super().connect(*arguments, **named)

    class Secure(Plain, smtplib.SMTP_SSL):
        pass

    smtp: smtplib.SMTP | None = None
    try:
        if server.secure:
            smtp = Secure(server.host, server.port, timeout=timeout, context=ssl.create_default_context())
        else:
            smtp = Plain(server.host, server.port, timeout=timeout)
        smtp.ehlo_or_helo_if_needed()
        yield smtp
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.quit()
    finally:
        deadline.end()
        if smtp is not None:
            smtp.close()


def _answer(code: int, text: bytes | str) -> str:
    told = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return one_line(f"{code} {told}")
