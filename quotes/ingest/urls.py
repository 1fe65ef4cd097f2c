"""The canonical form of a web address: the identity of a document, whatever link led to it.

Two addresses of one article must give one document, and two articles must never give one: a wrong split costs
a duplicate, a wrong join hides an article as a "version" of another. So only what is known to carry no
content is dropped:

- ``http`` and ``https`` are one (``https`` is kept); host in lower case, without default port, user name or
  closing dot
- the fragment, and query parameters that only track the reader (:data:`TRACKING`); the others are sorted
- a slash at the end of the path; ``.`` and ``..`` in it are resolved; percent-encoding in one form; a session
  (``;jsessionid=…``)
- what makes it the AMP page of the article: ``amp`` as first or last part of the path, the endings ``.amp`` and
  ``.amp.html``, ``?amp``, ``?outputType=amp``; pages in the caches of Google, Bing and Cloudflare stand for the page
  that they cached; ``amp.example.org`` is ``www.example.org``, which is how those that use such a host are called

What stays: ``www.`` and ``m.``, upper and lower case in the path, every other parameter (``?id=77`` is an
article). ``www.`` stays, since the address is also what a reader clicks on, and not every site answers without it
(or with it); where both lead to the article, the site redirects one to the other or names one of them as canonical,
and a fetched page goes by that. A page's word for its canonical address holds on its own site only
(:func:`same_site`), and where it is no section's (:func:`is_section_of`): syndicated copies and careless templates
name other sites, and pages that are none of theirs.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tld import get_fld
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
    | amp_js_v | amp_gsa | amp_ct | amp_tf | usqp | mibextid | epik | ftag
    | jsessionid | phpsessid | _branch_match_id )""",
    re.VERBOSE | re.IGNORECASE,
)
# parameters that ask for the AMP page, with the values that do
AMP_ASKED = {
    **dict.fromkeys(("amp", "_amp", "isamp"), ("", "1", "true", "amp", "yes")),
    **dict.fromkeys(("outputtype", "output", "view", "format", "mode", "service"), ("amp",)),
}
AMP_PATH = re.compile(r"^/amp(?=/[^/])|/amp$|\.amp(?=\.html?$|$)", re.IGNORECASE)
# caches of AMP pages: the host, and the page's own address in the path (with /s where it was fetched over https)
AMP_CACHE = re.compile(r"(?:[\w-]+\.)?(?:cdn\.ampproject\.org|bing-amp\.com|amp\.cloudflare\.com)$")
AMP_CACHED = re.compile(r"^/(?:[a-z]/)(?:s/)?(?P<address>[\w.-]+\.[a-z]{2,}(?:/.*)?)$", re.IGNORECASE)
AMP_VIEWER = re.compile(r"^/amp/(?:s/)?(?P<address>[\w.-]+\.[a-z]{2,}/.+)$", re.IGNORECASE)
VIEWER_HOST = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}$")
DOTS = re.compile(r"/\.{1,2}(?:/|$)")
SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
# caches may hold addresses of caches; more than this is a trap
MOST_CACHES = 3
# characters; servers take fewer
LONGEST = 10_000
# words that are joined, or a number of many digits, but not what asks for another view of an article
NAMES_ARTICLE = re.compile(r"[^\W\d_]{2,}[-_][^\W_]+|\d{5,}")
VIEW = re.compile(
    r"/(?:print|printer|single|full|all|one|mobile|text|reader|amp|page)"
    r"[-_](?:friendly|pages?|version|story|view|text|only|article|\d+)(?=/|$)",
    re.IGNORECASE,
)
DEFAULT_PORTS = {80, 443}
BARE_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?(/|$)", re.IGNORECASE)


def canonical_url(url: str) -> str:
    """The canonical form of a web address (rules: the module's docstring).

    An address without scheme (``example.org/a``) is taken as one of the web. Raises
    :class:`quotes.errors.UnreadableInput` for what is no web address.
    """
    text = url.strip()
    if len(text) > LONGEST:
        raise UnreadableInput(f"{text[:60]!r}… is no web address that can be read: it has {len(text):,} characters")
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
    path, query = parts.path, parts.query
    for _ in range(MOST_CACHES):
        cached = _cached(host, path)
        if cached is None:
            break
        host, _, rest = cached.partition("/")
        host, port, path = host.lower(), None, "/" + rest
    if ":" in host:
        host = f"[{host}]"
    netloc = _without_amp(host) if port is None or port in DEFAULT_PORTS else f"{host}:{port}"
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not TRACKING.fullmatch(name) and value.lower() not in AMP_ASKED.get(name.lower(), ())
    ]
    path = SESSION.sub("", path).rstrip("/")
    while (shorter := AMP_PATH.sub("", path).rstrip("/")) != path:
        path = shorter
    canonical = urlunsplit(("https", netloc, path or "/", urlencode(kept), ""))
    # what is left without the marks of AMP and of sessions may be "..", or of a cache; it is shorter each time
    unsettled = DOTS.search(path) is not None or not host.isascii() or _cached(host, path) is not None
    return canonical_url(canonical) if unsettled and canonical != text else canonical


def _cached(host: str, path: str) -> str | None:
    """The address (without scheme) of the page that an address in a cache of AMP pages stands for."""
    if AMP_CACHE.search(host):
        match = AMP_CACHED.match(path)
    elif VIEWER_HOST.fullmatch(host):
        match = AMP_VIEWER.match(path)
    else:
        return None
    return match["address"] if match else None


def _without_amp(host: str) -> str:
    """``amp.example.org`` → ``www.example.org``; ``amp.news.example.org`` → ``news.example.org``."""
    bare = host
    while bare.startswith("amp."):
        bare = bare.removeprefix("amp.")
    if bare == host or "." not in bare:
        return host
    return f"www.{bare}" if site(bare) == bare else bare


def site(host: str) -> str:
    """The registered name that a host belongs to: ``bbc.co.uk`` of ``www.bbc.co.uk``.

    Where the name is of no public suffix that is known (an address of numbers, ``localhost``, ``a.example``), the
    last two parts, or the host itself if it is made of numbers.
    """
    registered = get_fld(f"https://{host}", fail_silently=True, search_private=True)
    if registered:
        return str(registered)
    labels = host.split(".")
    return host if labels[-1].isdigit() or ":" in host else ".".join(labels[-2:])


def same_site(one: str, other: str) -> bool:
    """Whether two canonical addresses are of one site: hosts of one registered name, and one port."""
    parts, others = urlsplit(one), urlsplit(other)
    return parts.port == others.port and site(parts.hostname or "") == site(others.hostname or "")


def is_front_page(url: str) -> bool:
    """Whether an address names a whole site, not an article of it."""
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def is_section_of(url: str, page: str) -> bool:
    """Whether an address is of a folder above a page (both canonical), and what it leaves out names an article.

    ``/news`` of ``/news/ferry-will-sail``; not ``/news/ferry`` of ``/news/ferry/print`` or ``/news/ferry/page/2``.
    """
    above, below = urlsplit(url), urlsplit(page)
    folder = above.path.rstrip("/") + "/"
    if above.query or not below.path.startswith(folder):
        return False
    return bool(NAMES_ARTICLE.search(VIEW.sub("", below.path[len(folder) - 1 :])))


def host_name(url: str) -> str:
    """The host of an address, without ``www.``: what a source is called that has no other name."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
