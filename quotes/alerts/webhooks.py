"""One delivery to a webhook: a POST of JSON, signed where there is a secret."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import httpcore
import httpx

from quotes.alerts.failing import NotDelivered
from quotes.errors import BadValue
from quotes.sources.connecting import Connections, OutOfTime, PrivateAddress
from quotes.sources.proxies import BadProxy
from quotes.version import VERSION

# seconds for one wait, and for the whole answer
TIMEOUT = 10.0
WHOLE = 20.0
SIGNATURE = "X-Quotes-Signature"
DELIVERY = "X-Quotes-Delivery"
MOST_RETRY_AFTER = 7 * 86_400.0


def check_address(url: str) -> str:
    """The address, if a webhook can be there; :class:`quotes.errors.BadValue` says why not."""
    url = url.strip()
    try:
        parsed = httpx.URL(url)
        if not 0 < (parsed.port or 443) < 1 << 16:
            raise ValueError(f"there is no port {parsed.port}")
    except (httpx.InvalidURL, ValueError) as error:
        raise BadValue(f"{url!r} is no web address: {error}") from None
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise BadValue(f"{url!r} is no web address: it begins with https:// or http:// and a host")
    if parsed.userinfo:
        raise BadValue(f"{url!r} has a user name in it, which is not sent: sign deliveries with --secret instead")
    return url


def signature(body: bytes, secret: str) -> str:
    """What the header :data:`SIGNATURE` says of a body: ``sha256=`` and the HMAC in hexadecimal digits."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(
    url: str,
    payload: dict[str, Any],
    *,
    secret: str | None = None,
    allow_private: bool = False,
    timeout: float = TIMEOUT,
    whole: float = WHOLE,
) -> None:
    """Send a payload; returns once the receiver has answered 2xx, and raises :class:`NotDelivered` otherwise.

    Redirects are not followed: what is told is meant for the address that was given.
    """
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"Quotes/{VERSION}",
        DELIVERY: str(payload["id"]),
    }
    if secret:
        headers[SIGNATURE] = signature(body, secret)
    connections = Connections(allow_private=allow_private, context=httpx.create_ssl_context())
    try:
        connections.deadline.start(whole)
        request = httpx.Request(
            "POST", url, headers=headers, content=body, extensions={"timeout": httpx.Timeout(timeout).as_dict()}
        )
        response = connections.handle_request(request)
        try:
            _refuse(url, response)
        finally:
            response.close()
    except PrivateAddress as error:
        raise NotDelivered(f"{url} is not called: {error} (--allow-private allows it)") from error
    except BadProxy as error:
        raise NotDelivered(f"{url} is not called: {error}", unreachable=True) from error
    except OutOfTime as error:
        raise NotDelivered(f"{url} took longer than {whole:g} seconds in all", unreachable=True) from error
    except httpcore.ConnectTimeout as error:
        raise NotDelivered(f"{url} took no connection within {timeout:g} seconds", unreachable=True) from error
    except httpcore.TimeoutException as error:
        raise NotDelivered(f"{url} gave no answer for {timeout:g} seconds", unreachable=True) from error
    except httpcore.ConnectError as error:
        told = str(error) or type(error).__name__
        raise NotDelivered(f"{url} cannot be connected to: {told}", unreachable=True) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise NotDelivered(f"{url} broke off: {str(error) or type(error).__name__}") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OSError) as error:
        raise NotDelivered(f"{url} cannot be called: {error}") from error
    finally:
        connections.close()


def _refuse(url: str, response: httpx.Response) -> None:
    status = response.status_code
    if 200 <= status < 300:
        return
    reason = f"{status} {response.reason_phrase}".rstrip()
    if 300 <= status < 400:
        raise NotDelivered(f"{url} answers {reason}: redirects are not followed, so give the address that it leads to")
    raise NotDelivered(f"{url} answers {reason}", retry_after=_seconds(response.headers.get("Retry-After")))


def _seconds(value: str | None) -> float | None:
    """The header ``Retry-After`` where it is a number of seconds; a date is rare, and the usual pause will do."""
    if value is None or not (value.strip().isascii() and value.strip().isdigit()):
        return None
    return min(float(value), MOST_RETRY_AFTER)
