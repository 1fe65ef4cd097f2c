"""The proxy that this machine's environment names for an address: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY.

They are read as curl and Python read them, in capitals or not. ``NO_PROXY`` names hosts and the ends of their names.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

from quotes.errors import QuotesError

SCHEMES = {"http": 80, "https": 443}


class BadProxy(QuotesError):
    """What the environment names is no proxy that can be used."""

    status = 500


@dataclass(frozen=True, slots=True)
class Proxy:
    """``shown`` is its host and port, for messages; ``auth`` is user and password."""

    scheme: str
    host: str
    port: int
    auth: tuple[str, str] | None = None

    @property
    def shown(self) -> str:
        """Without user and password."""
        return f"{self.host}:{self.port}"


def proxy_for(scheme: str, host: str, port: int | None) -> Proxy | None:
    """The proxy that an address is asked for through, None: it is asked directly.

    Raises :class:`BadProxy` where the environment names one that is of no kind that is known.
    """
    named = getproxies_environment()
    key = scheme if named.get(scheme) else "all"
    text = named.get(key)
    if not text or _bypassed(host, port, named):
        return None
    variable = f"{key.upper()}_PROXY"
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        own, own_port = parts.hostname, parts.port
    except ValueError as error:
        raise BadProxy(f"{variable} names no proxy: {error}") from error
    if parts.scheme not in SCHEMES:
        raise BadProxy(f"{variable} names a proxy of the kind {parts.scheme!r}: only http:// and https:// are known")
    if not own:
        raise BadProxy(f"{variable} names no proxy: it has no host")
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return Proxy(parts.scheme, own, own_port or SCHEMES[parts.scheme], auth)


def _bypassed(host: str, port: int | None, named: dict[str, str]) -> bool:
    if proxy_bypass_environment(f"{host}:{port}" if port else host, named):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    # networks, too, as most other programs allow: 10.0.0.0/8
    return any(address in network for network in _networks(named.get("no", "")))


def _networks(text: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    found = []
    for part in text.split(","):
        if "/" in part:
            try:
                found.append(ipaddress.ip_network(part.strip(), strict=False))
            except ValueError:
                continue
    return found
