from __future__ import annotations

import base64
import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest

from quotes.sources import connecting
from quotes.sources.fetching import FetchFailed
from quotes.sources.proxies import BadProxy, Proxy, proxy_for
from tests.sources.site import closed_port, running

NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@dataclass
class RunningProxy:
    """``asked``: what it was asked for, in order; ``user``: whom it wants ("name:password")."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    user: str | None = None


@contextlib.contextmanager
def proxy_running() -> Iterator[RunningProxy]:
    """A real proxy in a thread: whole addresses of http, and tunnels; every host is on this machine."""
    proxy = RunningProxy()

    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def allowed(self) -> bool:
            proxy.asked.append(f"{self.command} {self.path}")
            given = self.headers.get("Proxy-Authorization", "").removeprefix("Basic ")
            if proxy.user is None or base64.b64decode(given).decode() == proxy.user:
                return True
            self.send_response(407)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return False

        def do_GET(self) -> None:
            if self.allowed():
                parts = urlsplit(self.path)
                with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{parts.port}{parts.path}") as answer:
                    body = answer.read()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def do_CONNECT(self) -> None:
            if not self.allowed():
                return
            with socket.create_connection(("127.0.0.1", int(self.path.rpartition(":")[2]))) as other:
                self.send_response(200)
                self.end_headers()
                ends = {self.connection: other, other: self.connection}
                while True:
                    for end in select.select(list(ends), [], [])[0]:
                        data = end.recv(65536)
                        if not data:
                            self.close_connection = True
                            return
                        ends[end].sendall(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
    server.daemon_threads = True
    proxy.address = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def proxy() -> Iterator[RunningProxy]:
    with proxy_running() as started:
        yield started


def named(url: str, path: str = "/a") -> str:
    """An address of a host that only the proxy knows."""
    return f"http://courier.invalid:{urlsplit(url).port}{path}"


def test_a_site_is_read_through_the_proxy_that_the_environment_names(site, proxy, fetcher, monkeypatch):
    site.page("/a", "seven ferries")
    monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.address}")
    # the name is resolved where the proxy is, and the proxy itself may be at a private address
    address = named(site.url("/a"))
    assert fetcher(allow_private=False).get(address).body == b"seven ferries"
    assert proxy.asked == [f"GET {address}"]


def test_hosts_that_no_proxy_names_are_asked_directly(site, proxy, fetcher, monkeypatch):
    site.page("/a", "seven ferries")
    monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.address}")
    monkeypatch.setenv("NO_PROXY", "localhost, 127.0.0.0/8")
    assert fetcher().get(site.url("/a")).body == b"seven ferries"
    assert proxy.asked == []


def test_user_and_password_are_sent_to_the_proxy_and_never_told(site, proxy, fetcher, monkeypatch):
    site.page("/a", "seven ferries")
    proxy.user = "desk:s@cret"
    monkeypatch.setenv("HTTP_PROXY", f"http://desk:s%40cret@{proxy.address}")
    assert fetcher().get(named(site.url("/a"))).body == b"seven ferries"
    monkeypatch.setenv("HTTP_PROXY", f"http://desk:other@{proxy.address}")
    with pytest.raises(FetchFailed, match=rf"the proxy {proxy.address} wants a user and a password") as told:
        fetcher(retries=0).get(named(site.url("/a")))
    # what is wrong with the proxy is not wrong with the article
    assert told.value.temporary
    assert "other" not in str(told.value).replace("or others", "")


def test_https_goes_through_a_tunnel_to_the_site_itself(proxy, fetcher, monkeypatch):
    with running() as plain:  # it speaks no TLS, which shows that the tunnel ends there
        port = urlsplit(plain.address).port
        monkeypatch.setenv("HTTPS_PROXY", proxy.address)
        with pytest.raises(FetchFailed, match=rf"(?i)through the proxy {proxy.address}: .*ssl"):
            fetcher(retries=0).get(f"https://courier.invalid:{port}/a")
    assert proxy.asked == [f"CONNECT courier.invalid:{port}"]
    proxy.user = "desk:secret"
    with pytest.raises(FetchFailed, match=rf"the proxy {proxy.address} answers 407"):
        fetcher(retries=0).get("https://courier.invalid/a")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.1.2.3", "[::1]", "2130706433"])
def test_what_is_a_private_address_here_is_not_asked_for_through_a_proxy_either(host, proxy, fetcher, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", f"http://{proxy.address}")
    with pytest.raises(FetchFailed, match="is not of the public internet"):
        fetcher(allow_private=False).get(f"http://{host}/a")
    assert proxy.asked == []


def test_a_name_that_is_public_here_is_looked_up_once(proxy, fetcher, site, monkeypatch):
    looked_up = []

    def addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
        looked_up.append(host)
        return [host]

    monkeypatch.setattr(connecting, "_addresses", addresses)
    monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.address}")
    site.page("/a", "seven ferries")
    one = fetcher(allow_private=False)
    for _ in range(3):
        one.get(named(site.url("/a")))
    assert [host for host in looked_up if host != "127.0.0.1"] == ["courier.invalid"]


def test_a_proxy_that_is_down_is_named(fetcher, monkeypatch):
    port = closed_port()
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
    with pytest.raises(FetchFailed, match=rf"cannot be connected to: through the proxy 127.0.0.1:{port}: ") as told:
        fetcher(retries=0).get("http://courier.invalid/a")
    assert told.value.temporary


def test_a_proxy_of_a_kind_that_is_not_known_is_told(fetcher, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks5://me:secret@127.0.0.1:1080")
    with pytest.raises(FetchFailed, match="ALL_PROXY names a proxy of the kind 'socks5': only http:// and https://"):
        fetcher(retries=0).get("http://courier.invalid/a")


@pytest.mark.parametrize(
    ("environment", "host", "port", "found"),
    [
        ({}, "a.example", None, None),
        ({"HTTPS_PROXY": "http://p.example:3128"}, "a.example", None, Proxy("http", "p.example", 3128)),
        ({"https_proxy": "p.example"}, "a.example", None, Proxy("http", "p.example", 80)),
        ({"ALL_PROXY": "https://u:p%3A@p.example"}, "a.example", 8, Proxy("https", "p.example", 443, ("u", "p:"))),
        ({"HTTP_PROXY": "http://p.example:3128"}, "a.example", None, None),
        ({"ALL_PROXY": "p.example", "NO_PROXY": "example"}, "a.example", None, None),
        ({"ALL_PROXY": "p.example", "NO_PROXY": ".b.example"}, "a.example", None, Proxy("http", "p.example", 80)),
        ({"ALL_PROXY": "p.example", "NO_PROXY": "*"}, "a.example", None, None),
        ({"ALL_PROXY": "p.example", "NO_PROXY": "a.example:8080"}, "a.example", 8080, None),
        ({"ALL_PROXY": "p.example", "NO_PROXY": "10.0.0.0/8,nonsense/x"}, "10.2.3.4", None, None),
    ],
)
def test_the_environment_is_read_as_other_programs_read_it(monkeypatch, environment, host, port, found):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for("https", host, port) == found


@pytest.mark.parametrize("value", ["http://", "http://p.example:port", "ftp://p.example"])
def test_what_is_no_proxy_is_told_with_its_variable(monkeypatch, value):
    monkeypatch.setenv("HTTPS_PROXY", value)
    with pytest.raises(BadProxy, match="HTTPS_PROXY names "):
        proxy_for("https", "a.example", None)
