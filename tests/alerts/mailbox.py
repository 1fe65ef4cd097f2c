"""A mail server for the tests: enough of SMTP to take a message, over a real socket, with TLS where asked."""

from __future__ import annotations

import base64
import contextlib
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """``refuse``: the answers given in place of the usual one, by the first word of the command."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    context: ssl.SSLContext | None = None
    """Offer STARTTLS with this."""


@contextlib.contextmanager
def taking_mail(context: ssl.SSLContext | None = None, *, secure: bool = False) -> Iterator[Mailbox]:
    class Handler(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            if secure and context is not None:
                self.request = context.wrap_socket(self.request, server_side=True)
            super().setup()

        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            with contextlib.suppress(OSError):
                self.talk(secure)

        def talk(self, encrypted: bool) -> None:
            if not encrypted or secure:
                self.say(mailbox.refuse.get("HELLO", "220 mailbox.test ESMTP"))
            while line := self.rfile.readline():
                text = line.decode().strip()
                verb = text.split(" ")[0].upper()
                if verb in mailbox.refuse:
                    self.say(mailbox.refuse[verb])
                elif verb == "EHLO":
                    self.say("250-mailbox.test")
                    if mailbox.context and not encrypted:
                        self.say("250-STARTTLS")
                    self.say("250-8BITMIME")
                    self.say("250-SMTPUTF8")
                    self.say("250 AUTH PLAIN")
                elif verb == "STARTTLS" and mailbox.context:
                    self.say("220 go on")
                    self.request = mailbox.context.wrap_socket(self.request, server_side=True)
                    super().setup()
                    return self.talk(True)
                elif verb == "AUTH":
                    _, user, password = base64.b64decode(text.split(" ")[2]).decode().split("\0")
                    mailbox.logins.append((user, password))
                    self.say("235 welcome")
                elif verb == "MAIL":
                    mailbox.senders.append(text)
                    self.say("250 ok")
                elif verb == "RCPT":
                    mailbox.recipients.append(text)
                    self.say("250 ok")
                elif verb == "DATA":
                    self.say("354 go on")
                    body = b""
                    while (piece := self.rfile.readline()) != b".\r\n":
                        body += piece[1:] if piece.startswith(b"..") else piece
                    mailbox.mails.append(message_from_bytes(body, policy=policy.default))
                    mailbox.encrypted.append(encrypted)
                    self.say("250 taken")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return None
                else:
                    self.say("250 ok")
            return None

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        mailbox = Mailbox(server.server_address[1], context=None if secure else context)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield mailbox
        finally:
            server.shutdown()
            thread.join()
