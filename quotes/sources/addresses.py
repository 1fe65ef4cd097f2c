"""Which network addresses a source may be fetched from.

A feed is somebody else's text: an item in it that links to ``http://169.254.169.254/`` or to a printer must not make
this machine ask for it. The check is made on the address that is connected to (:mod:`quotes.sources.connecting`), so
that a name that leads to another address the second time does not get past it.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# the last 32 bits of these networks are an IPv4 address that a translator passes the connection on to
NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
COMPATIBLE = ipaddress.IPv6Network("::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet.

    Not so: private, loopback, link-local, shared (carrier), reserved, multicast and unspecified addresses, in
    IPv6 also those that carry such an IPv4 address inside.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    carried = _carried(ip) if isinstance(ip, ipaddress.IPv6Address) else None
    if carried is not None:
        return is_public(str(carried))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip.sixtofour:
        return ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    if any(ip in network for network in (*NAT64, COMPATIBLE)):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def host_of(url: str) -> str:
    """Host and port of an address in lower case: whom a request is made of. Empty where there is none."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    return host if port in {None, usual} else f"{host}:{port}"
