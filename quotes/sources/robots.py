"""What a site allows robots (RFC 9309): one small store of the rules of each host.

Where there is no robots.txt (4xx) everything is allowed; where it cannot be had now (5xx, 429, no connection)
nothing is, until it can.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from protego import Protego  # type: ignore[import-untyped]

# what is read of the file; RFC 9309 asks for 500 KiB
MOST_BYTES = 512 * 1024
PRODUCT = re.compile(r"[A-Za-z_-]+")


class Rules:
    """The robots.txt of one host."""

    def __init__(self, content: bytes) -> None:
        # Protego takes any text; a page of HTML in place of the file has no rules in it
        self._rules = Protego.parse(content[:MOST_BYTES].decode("utf-8-sig", "replace"))

    def allows(self, url: str, user_agent: str) -> bool:
        """Whether the address may be asked for."""
        return bool(self._rules.can_fetch(url, product(user_agent)))

    def delay(self, user_agent: str) -> float:
        """Seconds between two requests that the site asks for."""
        delay = self._rules.crawl_delay(product(user_agent))
        return float(delay) if delay and 0 < delay < float("inf") else 0.0

    @property
    def sitemaps(self) -> list[str]:
        """The addresses of sitemaps that it names."""
        return list(dict.fromkeys(str(address).strip() for address in self._rules.sitemaps if str(address).strip()))


def product(user_agent: str) -> str:
    """The name that rules speak of: ``Quotes`` of ``Quotes/0.3 (…)``."""
    match = PRODUCT.match(user_agent)
    return match[0] if match else "*"


def robots_address(url: str) -> str:
    """Where the rules for an address are."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "/robots.txt", "", ""))


class RulesOfHosts:
    """The rules of each host, fetched once. ``fetch`` gives the content, or b"" where there is none."""

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        self._fetch = fetch
        self._known: dict[str, Rules] = {}

    def of(self, url: str) -> Rules:
        """The rules for an address; what ``fetch`` raises goes through, and the next call asks again."""
        address = robots_address(url)
        if address not in self._known:
            self._known[address] = Rules(self._fetch(address))
        return self._known[address]
