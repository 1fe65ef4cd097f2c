"""A web site for the tests: a real HTTP server in a thread, whose pages are set one by one."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = BaseHTTPRequestHandler
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Asked:
    """A request that the site got."""

    path: str
    headers: Message
    at: float


@dataclass
class Site:
    """``pages``: path → what answers. ``asked``: the requests, in their order."""

    address: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str) -> str:
        return self.address + path

    def paths(self, *, robots: bool = False) -> list[str]:
        return [asked.path for asked in self.asked if robots or asked.path != "/robots.txt"]

    def page(self, path: str, body: bytes | str, *, status: int = 200, **headers: str) -> None:
        """A page that is always the same; ``Content_Type="…"`` gives a header."""
        self.pages[path] = answer(body, status=status, **headers)

    def several(self, path: str, *answers: Answer) -> None:
        """One answer after the other; the last is repeated."""
        waiting = list(answers)
        self.pages[path] = lambda handler: (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)

    def tagged(self, path: str, body: bytes | str, tag: str, **headers: str) -> None:
        """A page with an ETag, which answers 304 to whoever has it."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            if handler.headers.get("If-None-Match") == tag:
                answer(b"", status=304, ETag=tag)(handler)
            else:
                answer(body, ETag=tag, **headers)(handler)

        self.pages[path] = reply


def answer(body: bytes | str, *, status: int = 200, **headers: str) -> Answer:
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **named}.items():
            handler.send_header(name, value)
        if "Content-Length" not in named and status != 304:
            handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return reply


def redirect(target: str, status: int = 302, **headers: str) -> Answer:
    return answer(b"", status=status, Location=target, **headers)


def raw(*pieces: bytes, pause: float = 0.0) -> Answer:
    """Bytes as they are, headers too, with a pause between the pieces; then the connection is closed."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return reply


@contextlib.contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site("")

    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(Asked(self.path, self.headers, time.monotonic()))
            reply = site.pages.get(self.path, answer("<p>not here</p>", status=404))
            with contextlib.suppress(OSError):  # whoever asked has gone away
                reply(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    # on all addresses of the machine, so that 127.0.0.2 is another host
    server = Server(("0.0.0.0", 0), Requests)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.address = f"http{'s' if context else ''}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def article(words: str = "seven ferries", *, title: str = "Ferries will sail", head: str = "", day: str = "") -> str:
    """A page with an invented article."""
    stated = f'<meta property="article:published_time" content="{day}T08:00:00Z">' if day else ""
    return f"""<!doctype html><html lang="en"><head><title>{title}</title>{head}{stated}</head><body>
<nav><a href="/">Home</a></nav><article><h1>{title}</h1>
<p>PORT LEWIN — The harbour office said on Tuesday that {words} would sail again this week after the long storm.</p>
<p>“We have waited eleven years,” said Tomás Quirke, the harbour master. “Another week won’t sink us, whatever the
council says about it.”</p>
<p>The council will meet again on Friday to talk about the new quay, which has been planned since the last election
and which nobody in the town expects to see before the next.</p></article>
<footer>© The Courier</footer></body></html>"""
