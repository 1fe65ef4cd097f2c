"""The application behind waitress, a production WSGI server that runs on every system."""

from __future__ import annotations

import errno
import logging
import signal
from types import FrameType
from typing import Any

from flask import Flask
from waitress.server import create_server

from quotes.errors import AddressInUse

# a larger body waitress refuses by itself, in plain text; up to here the application does, in the one shape
LARGEST_BODY = 64 * 1024 * 1024


class Server:
    """A bound socket; :meth:`run` answers requests until SIGINT or SIGTERM.

    ``port`` 0 takes a free one. Raises :class:`~quotes.errors.AddressInUse` where it cannot listen.
    """

    def __init__(self, app: Flask, host: str, port: int, threads: int = 8) -> None:
        try:
            self._server: Any = create_server(
                app, host=host, port=port, threads=threads, max_request_body_size=LARGEST_BODY, ident=None
            )
        except OSError as error:
            raise AddressInUse(_reason(error, host, port)) from error
        except ValueError as error:
            # waitress gives this for a host that no name server knows
            raise AddressInUse(f"cannot listen on {host!r}: no such host") from error
        bound = getattr(self._server, "effective_listen", None)
        self.port = int(bound[0][1] if bound else self._server.effective_port)
        self.host = host

    @property
    def url(self) -> str:
        """The address to open: that of this machine where it listens on all of its own."""
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        if ":" in name and not name.startswith("["):
            name = f"[{name}]"
        return f"http://{name}:{self.port}"

    def run(self) -> None:
        """Answer requests; return after Ctrl-C or SIGTERM, once those in work are answered."""
        signal.signal(signal.SIGTERM, _stop)
        try:
            self._server.run()
        finally:
            self._server.close()


def log_requests() -> None:
    """Write the access log and warnings to standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    logging.getLogger("service.access").setLevel(logging.INFO)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is taken by another program; --port names another, --port 0 a free one"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"cannot listen on {host!r}: it is not an address of this machine"
    if error.errno == errno.EACCES:
        return f"this user may not listen on port {port}; those from 1024 up are free to all"
    return f"cannot listen on {host}:{port}: {error.strerror or error}"
