"""The canonical form of a web address: the identity of a document, whatever link led to it.

Two addresses of one article must give one document, and two articles must never give one: a wrong split costs
a duplicate, a wrong join hides an article as a "version" of another. So only what is known to carry no
content is dropped:

- ``http`` and ``https`` are one (``https`` is kept); host in lower case, without default port, user name or
  closing dot
- the fragment, and query parameters that only track the reader (:data:`TRACKING`); the others are sorted
- a slash at the end of the path; ``.`` and ``..`` in it are resolved; percent-encoding in one form

What stays: ``www.`` and ``m.``, upper and lower case in the path, every other parameter (``?id=77`` is an
article).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from quotes.errors import UnreadableInput

# Whole names of parameters. courlan's list (which trafilatura brings) also drops ?cid=, ?uid=, ?eid= and
# ?source_id=, which name the article on sites with older content management, so it is not used here.
TRACKING = re.compile(
    r"""(?: utm_\w+ | mtm_\w+ | itm_\w+ | hsa_\w+ | _hsenc | _hsmi | guce_\w+ | guccounter
    | ns_(?:campaign|mchannel|source|linkname|fee) | pk_(?:campaign|kwd|source|medium|content)
    |
    at_(?:medium|campaign\w*|custom\d|link_\w+|format|ptr_name|bbc_team) | (?:fb|g|dc|tw|tt|y)clid |
    msclkid | gclsrc | gbraid | wbraid | srsltid | li_fat_id | igshid | igsh | mc_[ce]id | mkt_tok |
    vero_(?:id|conv) | s_cid | cmp | cmpid | icid | intcmp
    | ito | ocid | smid | smtyp | taid | xtor | wt_z?mc | ref_src | ref_url | __twitter_impression
    | amp_js_v | usqp )""",
    re.VERBOSE | re.IGNORECASE,
)
DEFAULT_PORTS = {80, 443}
BARE_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?(/|$)", re.IGNORECASE)


def canonical_url(url: str) -> str:
    """The canonical form of a web address (rules: the module's docstring).

    An address without scheme (``example.org/a``) is taken as one of the web. Raises
    :class:`quotes.errors.UnreadableInput` for what is no web address.
    """
    text = url.strip()
    if text.startswith("//"):
        text = "https:" + text
    elif "://" not in text and BARE_HOST.match(text):
        text = "https://" + text
    try:
        parts = urlsplit(canonicalize_url(text))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise UnreadableInput(f"{url!r} is not a web address: {error}") from error
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise UnreadableInput(f"{url!r} is not a web address (http or https)")
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port is None or port in DEFAULT_PORTS else f"{host}:{port}"
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])]
    )
    path = parts.path.rstrip("/") or "/"
    return urlunsplit(("https", netloc, path, query, ""))


def is_front_page(url: str) -> bool:
    """Whether an address names a whole site, not an article of it."""
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def host_name(url: str) -> str:
    """The host of an address, without ``www.``: what a source is called that has no other name."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
