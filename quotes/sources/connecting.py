"""Connections that go only where they may, and end in time: what :class:`quotes.sources.fetching.Fetcher` talks over.

Two things that httpx leaves open are settled at the socket. The address is checked after the name has been resolved
and that same address is connected to, with the name still in ``Host`` and TLS, so that DNS rebinding does not help.
And the time that a whole answer may take is applied to every wait, so that a server that sends one byte now and then
does not hold the run.

Where the environment names a proxy (:mod:`quotes.sources.proxies`), the proxy resolves the name and connects. Then a
name is refused that leads to a private address *here*; where it leads on the proxy's side, the proxy must look after.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from quotes.errors import QuotesError
from quotes.sources.addresses import is_public
from quotes.sources.proxies import Proxy, proxy_for

PROXY_AUTHENTICATION = 407


class PrivateAddress(QuotesError):
    """A name leads to an address that is not of the public internet."""

    status = 400


class OutOfTime(httpcore.TimeoutException):
    """The whole answer took longer than it may."""


class Deadline:
    """The moment at which the answer in work must be complete."""

    def __init__(self) -> None:
        self.at = float("inf")

    def start(self, seconds: float) -> None:
        """From now on."""
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Seconds that one wait may take; :class:`OutOfTime` where there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise OutOfTime("out of time")
        return left if timeout is None else min(timeout, left)


class Connections(httpx.BaseTransport):
    """An httpx transport over httpcore with both checks."""

    def __init__(self, *, allow_private: bool, context: ssl.SSLContext) -> None:
        self.deadline = Deadline()
        self._allow_private = allow_private
        self._context = context
        self._pools: dict[Proxy | None, httpcore.ConnectionPool] = {}
        # hosts that are asked for through a proxy, and are private nowhere that is known here
        self._looked_up: set[str] = set()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request; exceptions are httpcore's, :class:`PrivateAddress` and :class:`quotes.sources.proxies.BadProxy`.

        What goes wrong with a proxy is a :class:`httpcore.ConnectError` that names it.
        """
        url = request.url
        proxy = proxy_for(url.scheme, url.host, url.port)
        if proxy is not None and not self._allow_private and url.host not in self._looked_up:
            with contextlib.suppress(httpcore.ConnectError):  # many a network behind a proxy resolves no names
                _addresses(url.host, url.port or 0, allow_private=False)
            self._looked_up.add(url.host)
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        try:
            answer = self._pool(proxy).handle_request(asked)
        except httpcore.ProxyError as error:
            assert proxy is not None
            raise httpcore.ConnectError(f"the proxy {proxy.shown} answers {error}") from error
        except httpcore.ConnectError as error:
            if proxy is None:
                raise
            raise httpcore.ConnectError(f"through the proxy {proxy.shown}: {error}") from error
        if proxy is not None and answer.status == PROXY_AUTHENTICATION:
            answer.close()
            raise httpcore.ConnectError(f"the proxy {proxy.shown} wants a user and a password, or others")
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()

    def _pool(self, proxy: Proxy | None) -> httpcore.ConnectionPool:
        if proxy not in self._pools:
            self._pools[proxy] = httpcore.ConnectionPool(
                ssl_context=self._context,
                max_connections=10,
                max_keepalive_connections=5,
                keepalive_expiry=30.0,
                proxy=None
                if proxy is None
                else httpcore.Proxy(
                    httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/"),
                    proxy.auth,
                    ssl_context=self._context if proxy.scheme == "https" else None,
                ),
                # a proxy is where whoever runs this machine says that it is
                network_backend=_Backend(self.deadline, self._allow_private or proxy is not None),
            )
        return self._pools[proxy]


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host that may be connected to; :class:`PrivateAddress` where there are only others."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"its name {host!r} cannot be resolved ({error})") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [address for address in addresses if allow_private or is_public(address)]
    if not allowed:
        raise PrivateAddress(f"{host!r} is {addresses[0]}, which is not of the public internet")
    return allowed


class _Backend(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception | None = None
        for address in _addresses(host, port, allow_private=self._allow_private):
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        assert failed is not None
        raise failed

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._deadline.left(timeout)
        try:
            return self._stream.read(max_bytes, left)
        except httpcore.ReadTimeout:
            # whose patience it was: the deadline's, or that for one wait
            self._deadline.left(timeout)
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
