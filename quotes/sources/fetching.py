"""One address → its content, politely: the only place that talks to the network.

At most one request per ``delay`` seconds to a host (or what its robots.txt asks for), redirects followed one by one
with every target checked, retries with growing pauses where it may help, and limits for time and size. Retrying is a
plain loop rather than a library's: how long to wait depends on the answer (``Retry-After``), on the host's turn and
on whether the run is to stop.
"""

from __future__ import annotations

import email.utils
import random
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from types import TracebackType

import httpcore
import httpx
from w3lib.encoding import http_content_type_encoding
from w3lib.url import safe_url_string

from quotes.errors import QuotesError
from quotes.sources.addresses import host_of
from quotes.sources.connecting import Connections, OutOfTime, PrivateAddress
from quotes.sources.proxies import BadProxy
from quotes.sources.robots import Rules, RulesOfHosts
from quotes.sources.settings import SourceSettings

MOST_REDIRECTS = 10
# a whole answer may take this many times `timeout`, which is for one wait
WHOLE = 4
# seconds: longer waits (Retry-After, Crawl-delay) are left to the next run
PATIENCE = 120.0
# seconds before the first retry; each further one waits twice as long
BACK_OFF = 1.0
PIECE = 1 << 16
ROBOTS_BYTES = 5_000_000
MOST_VALIDATOR = 1_000
REDIRECTS = {301, 302, 303, 307, 308}
# worth another try at once, and worth one in the next run
AGAIN = {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524}
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
BROKEN_TLS = ("CERTIFICATE_VERIFY_FAILED", "SSL:", "TLS")


class FetchFailed(QuotesError):
    """An address could not be had; the message is a sentence that names it.

    ``temporary``: it may work later. ``whole_host``: so it is for every address of the host, for now.
    ``retry_after``: seconds after which the server wants to be asked again. ``slow``: asking again at once would take
    as long.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        temporary: bool,
        status: int | None = None,
        whole_host: bool = False,
        retry_after: float | None = None,
        slow: bool = False,
    ) -> None:
        super().__init__(f"{url} {reason}")
        self.url = url
        self.reason = reason
        self.temporary = temporary
        self.http_status = status
        self.whole_host = whole_host
        self.retry_after = retry_after
        self.slow = slow

    def led_from(self, url: str) -> None:
        """Say that the address was reached by redirects from this one, which is what was asked for."""
        self.url, self.reason = url, f"leads to {self.url}, which {self.reason}"
        self.args = (f"{self.url} {self.reason}",)


class RefusedByRobots(FetchFailed):
    """The site's robots.txt does not allow it."""

    def __init__(self, url: str) -> None:
        super().__init__(url, "is not allowed to robots by the site's robots.txt", temporary=False)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. ``url`` is what was asked for, ``final_url`` where redirects led.

    ``body`` is None where the server says that nothing has changed (304). ``charset`` is the one that the header
    ``Content-Type`` states, by Python's name.
    """

    url: str
    final_url: str
    status: int
    body: bytes | None
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None


def never() -> bool:
    """The ``stop`` of a run that nobody stops."""
    return False


class Fetcher:
    """Fetches addresses as the settings of a source say. A context manager; not for several threads.

    ``stop`` is asked while it waits: once it gives True, a wait ends as a temporary failure. ``patience`` and
    ``back_off`` are in seconds (:data:`PATIENCE`, :data:`BACK_OFF`). ``turns``: when each host may be asked again; the
    fetchers of one run share it, since two sources may be on one host.
    """

    def __init__(
        self,
        settings: SourceSettings,
        *,
        stop: Callable[[], bool] = never,
        patience: float = PATIENCE,
        back_off: float = BACK_OFF,
        turns: dict[str, float] | None = None,
    ) -> None:
        self.settings = settings
        self._stop = stop
        self._patience = patience
        self._back_off = back_off
        self._connections = Connections(allow_private=settings.allow_private, context=httpx.create_ssl_context())
        self._headers = {"User-Agent": settings.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
        self._waits = httpx.Timeout(settings.timeout).as_dict()
        self._cookies = httpx.Cookies()
        self._rules = RulesOfHosts(self._fetch_rules)
        self._turns: dict[str, float] = {} if turns is None else turns

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._connections.close()

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, max_bytes: int | None = None
    ) -> Fetched:
        """The content of an address, after redirects, or that it has not changed since ``etag``/``last_modified``.

        ``max_bytes``: in place of the settings'. Raises :class:`FetchFailed`.
        """
        conditions = {}
        if etag:
            conditions["If-None-Match"] = etag
        if last_modified:
            conditions["If-Modified-Since"] = last_modified
        limit = self.settings.max_bytes if max_bytes is None else max_bytes
        return self._follow(url, conditions, limit, self.settings.robots)

    def rules(self, url: str) -> Rules:
        """The robots.txt that holds for an address, whether or not the settings ask to obey it."""
        return self._rules.of(url)

    def _fetch_rules(self, url: str) -> bytes:
        try:
            return self._follow(url, {}, ROBOTS_BYTES, False).body or b""
        except FetchFailed as error:
            if error.http_status and 400 <= error.http_status < 500 and not error.temporary:
                return b""
            raise FetchFailed(
                url,
                f"(the rules for robots) {error.reason}; until they can be read nothing of the site is",
                temporary=error.temporary or bool(error.http_status),
                whole_host=True,
                retry_after=error.retry_after,
            ) from error

    def _follow(self, url: str, conditions: dict[str, str], limit: int, robots: bool) -> Fetched:
        here, seen = url, {url}
        # kept for the redirects of one address, no longer; asking for the rules of a site must not touch them
        before, self._cookies = self._cookies, httpx.Cookies()
        try:
            for _ in range(MOST_REDIRECTS + 1):
                here = self._checked(here, url)
                answer = self._hop(here, conditions, limit, robots)
                if isinstance(answer, Fetched):
                    return replace(answer, url=url)
                try:
                    here = str(httpx.URL(here).join(answer).copy_with(fragment=None))
                except (httpx.InvalidURL, ValueError) as error:
                    raise FetchFailed(url, f"leads to {answer!r}, which is no address", temporary=False) from error
                if here in seen and not self._cookies:
                    raise FetchFailed(url, f"leads in a circle of redirects, back to {here}", temporary=False)
                seen.add(here)
        except FetchFailed as error:
            if error.url == here != url:
                error.led_from(url)
            raise
        finally:
            self._cookies = before
        raise FetchFailed(url, f"leads through more than {MOST_REDIRECTS} redirects", temporary=False)

    def _hop(self, here: str, conditions: dict[str, str], limit: int, robots: bool) -> Fetched | str:
        """The answer of one address, or the target of its redirect."""
        delay = self.settings.delay
        if robots:
            rules = self._rules.of(here)
            if not rules.allows(here, self.settings.user_agent):
                raise RefusedByRobots(here)
            delay = max(delay, rules.delay(self.settings.user_agent))
        return self._with_retries(here, conditions, limit, delay)

    def _checked(self, here: str, url: str) -> str:
        """The address in a form that can be sent; :class:`FetchFailed` where it is none of the web."""
        led = "" if here == url else f"leads to {here}, which "
        try:
            sent = httpx.URL(safe_url_string(here.strip()))
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            raise FetchFailed(url, f"{led}is no web address: {error}", temporary=False) from error
        if sent.scheme not in {"http", "https"} or not sent.host:
            raise FetchFailed(url, f"{led}is no web address (http or https)", temporary=False)
        if sent.userinfo:
            raise FetchFailed(url, f"{led}has a user name in it, which is not sent", temporary=False)
        return str(sent.copy_with(fragment=None))

    def _with_retries(self, url: str, conditions: dict[str, str], limit: int, delay: float) -> Fetched | str:
        """The answer, or the target of a redirect."""
        attempt = 0
        while True:
            self._await_turn(url, delay)
            try:
                return self._once(url, conditions, limit)
            except FetchFailed as error:
                wait = max(self._back_off * 2**attempt * random.uniform(0.75, 1.25), error.retry_after or 0.0)
                if not error.temporary or error.slow or attempt >= self.settings.retries or wait > self._patience:
                    self._turns[host_of(url)] = time.monotonic() + (error.retry_after or 0.0)
                    raise
            finally:
                host = host_of(url)
                self._turns[host] = max(self._turns.get(host, 0.0), time.monotonic() + delay)
            attempt += 1
            self._pause(url, wait)

    def _await_turn(self, url: str, delay: float) -> None:
        wait = self._turns.get(host_of(url), 0.0) - time.monotonic()
        if wait > self._patience:
            raise FetchFailed(
                url,
                f"is not asked for: {host_of(url)} wants to be left alone for another {wait:,.0f} seconds",
                temporary=True,
                whole_host=True,
                retry_after=wait,
            )
        self._pause(url, wait)

    def _pause(self, url: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stop():
            left = until - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.2))
        raise FetchFailed(url, "was not fetched, since the run was stopped", temporary=True, whole_host=True)

    def _once(self, url: str, conditions: dict[str, str], limit: int) -> Fetched | str:
        seconds = self.settings.timeout
        self._connections.deadline.start(seconds * WHOLE)
        try:
            # httpx.Client is not in between: it reads the target of a redirect, and fails over some, unasked
            request = httpx.Request(
                "GET", url, headers={**self._headers, **conditions}, extensions={"timeout": self._waits}
            )
            self._cookies.set_cookie_header(request)
            response = self._connections.handle_request(request)
            try:
                response.request = request
                self._cookies.extract_cookies(response)
                return self._answer(url, response, limit, bool(conditions))
            finally:
                response.close()
        except PrivateAddress as error:
            reason = f"is not fetched: {error} (allow_private = true allows it)"
            raise FetchFailed(url, reason, temporary=False) from error
        except BadProxy as error:
            raise FetchFailed(url, f"is not fetched: {error}", temporary=True, whole_host=True) from error
        except OutOfTime as error:
            reason = f"took longer than {seconds * WHOLE:g} seconds in all"
            raise FetchFailed(url, reason, temporary=True, slow=True) from error
        except httpcore.ConnectTimeout as error:
            raise FetchFailed(url, f"took no connection within {seconds:g} seconds", temporary=True) from error
        except httpcore.TimeoutException as error:
            raise FetchFailed(url, f"sent nothing for {seconds:g} seconds", temporary=True) from error
        except httpcore.ConnectError as error:
            told = str(error) or type(error).__name__
            secure = any(sign in told for sign in BROKEN_TLS)
            reason = "has no valid certificate" if secure else "cannot be connected to"
            raise FetchFailed(url, f"{reason}: {told}", temporary=True) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            told = str(error) or type(error).__name__
            raise FetchFailed(url, f"broke off: {told}", temporary=True) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, UnicodeError, OSError) as error:
            raise FetchFailed(url, f"cannot be fetched: {error}", temporary=False) from error

    def _answer(self, url: str, response: httpx.Response, limit: int, conditional: bool) -> Fetched | str:
        status, headers = response.status_code, response.headers
        if status in REDIRECTS and headers.get("Location"):
            return str(headers["Location"])
        retry_after = _seconds(headers.get("Retry-After"))
        content_type = headers.get("Content-Type")
        if status == 304 and conditional:
            body = None
        elif 200 <= status < 300:
            body = self._read(url, response, limit)
        else:
            again = status in AGAIN
            raise FetchFailed(
                url,
                f"answers {status} {response.reason_phrase}".rstrip()
                + (f", to be asked again in {retry_after:,.0f} seconds" if again and retry_after else ""),
                temporary=again or status >= 500,
                status=status,
                # the server's own word that it is too much, for whatever is asked of it
                whole_host=status == 429 or (status == 503 and retry_after is not None),
                retry_after=retry_after if again else None,
            )
        return Fetched(
            url,
            url,
            status,
            body,
            content_type.partition(";")[0].strip().lower() or None if content_type else None,
            http_content_type_encoding(content_type) if content_type else None,
            _sent_back(headers.get("ETag")),
            _sent_back(headers.get("Last-Modified")),
            retry_after,
        )

    def _read(self, url: str, response: httpx.Response, limit: int) -> bytes:
        """The body, unpacked. Its size counts as it comes, so that a few bytes that unpack to many do no harm."""

        def too_large() -> FetchFailed:
            return FetchFailed(url, f"is larger than {limit:,} bytes (max_bytes)", temporary=False)

        told = response.headers.get("Content-Length", "")
        if told.isdigit() and int(told) > limit:
            raise too_large()
        coding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if coding not in {"", "identity", "none", "gzip", "x-gzip", "deflate", "utf-8"}:
            raise FetchFailed(url, f"is packed as {coding!r}, which was not asked for", temporary=False)
        unpack = _Unpacking() if coding in {"gzip", "x-gzip", "deflate"} else None
        body = bytearray()
        try:
            for piece in response.iter_raw(PIECE):
                body += unpack.unpacked(piece, limit + 1 - len(body)) if unpack else piece
                if len(body) > limit:
                    raise too_large()
        except zlib.error as error:
            raise FetchFailed(url, f"is packed as {coding}, and damaged: {error}", temporary=True) from error
        if unpack and not unpack.complete:
            raise FetchFailed(url, f"broke off: its {coding} data have no end", temporary=True)
        return bytes(body)


class _Unpacking:
    """gzip (of several members, too), zlib or bare deflate, never more at once than is asked for."""

    def __init__(self) -> None:
        self._one: zlib._Decompress | None = None
        self._began = False
        self.complete = True

    def unpacked(self, data: bytes, most: int) -> bytes:
        out = bytearray()
        while data and len(out) < most:
            if self._one is None:
                if self._began and not data.strip(b"\x00"):
                    break  # padding after the end
                self._began = True
                self._one = zlib.decompressobj(_window(data))
            out += self._one.decompress(data, most - len(out))
            self.complete = self._one.eof
            data = self._one.unused_data if self._one.eof else self._one.unconsumed_tail
            if self._one.eof:
                self._one = None
        return bytes(out)


def _window(data: bytes) -> int:
    if data[:2] == b"\x1f\x8b" or data[:1] == b"\x1f" == data:
        return zlib.MAX_WBITS | 16
    # a zlib header is a multiple of 31; many servers send bare deflate under that name
    if len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0:
        return zlib.MAX_WBITS
    return -zlib.MAX_WBITS


def _sent_back(value: str | None) -> str | None:
    """A header that is sent back as it came, the next time; None where that cannot be done."""
    return value if value and value.isascii() and value.isprintable() and len(value) <= MOST_VALIDATOR else None


def _seconds(value: str | None) -> float | None:
    """The header ``Retry-After``: a number of seconds, or a date."""
    if not value:
        return None
    text = value.strip()
    if text.isdigit() and len(text) < 10:
        return float(text)
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=timezone.utc)
    return max(0.0, (at - datetime.now(timezone.utc)).total_seconds())
