from __future__ import annotations

import hashlib
import hmac
import socket
import threading

import pytest

from quotes.alerts.failing import NotDelivered
from quotes.alerts.sending import send_due, test
from quotes.alerts.webhooks import check_address, post
from quotes.errors import BadValue
from tests.alerts.conftest import save

test.__test__ = False  # a function of the program's, no test


def test_what_is_posted_is_signed_with_the_alerts_secret_or_that_of_the_settings(archive, alert, receiver, monkeypatch):
    alert(speaker="Falk", secret="blue harbour")
    alert(speaker="Falk")
    save(archive, 3, "Oren Falk")
    monkeypatch.setenv("QUOTES_WEBHOOK_SECRET", "grün")
    send_due(archive)
    for sent, secret in zip(receiver.posts, ("blue harbour", "grün"), strict=True):
        expected = hmac.new(secret.encode(), sent.body, hashlib.sha256).hexdigest()
        assert sent.headers["X-Quotes-Signature"] == f"sha256={expected}"
        assert secret.encode() not in sent.body


def test_without_a_secret_nothing_is_signed(archive, alert, receiver):
    alert(speaker="Falk")
    save(archive, 3, "Oren Falk")
    send_due(archive)
    assert "X-Quotes-Signature" not in receiver.posts[0].headers
    assert receiver.posts[0].headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("status", [301, 307, 400, 404, 410, 500, 503])
def test_an_answer_other_than_taken_is_a_failure(receiver, status):
    receiver.answers, receiver.headers = [status], {"Location": receiver.url}
    with pytest.raises(NotDelivered, match=f"answers {status}"):
        post(receiver.url, {"id": "x"}, allow_private=True)
    assert len(receiver.posts) == 1


def test_a_receiver_that_says_nothing_is_not_waited_for(receiver):
    receiver.hold = True
    with pytest.raises(NotDelivered, match=r"gave no answer for 0\.3 seconds") as caught:
        post(receiver.url, {"id": "x"}, allow_private=True, timeout=0.3)
    assert caught.value.unreachable


def test_a_receiver_that_drips_is_not_waited_for_either():
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                while not ended.wait(0.05):
                    try:
                        connection.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        try:
            with pytest.raises(NotDelivered, match=r"longer than 0\.5 seconds|broke off"):
                post(f"http://127.0.0.1:{server.getsockname()[1]}/", {"id": "x"}, allow_private=True, whole=0.5)
        finally:
            ended.set()
            thread.join()


def test_a_receiver_that_breaks_off_is_a_failure():
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=lambda: server.accept()[0].close(), daemon=True)
        thread.start()
        with pytest.raises(NotDelivered, match="broke off"):
            post(f"http://127.0.0.1:{server.getsockname()[1]}/", {"id": "x"}, allow_private=True)
        thread.join()


def test_a_test_sends_the_latest_and_notes_nothing(archive, alert, receiver):
    made = alert(speaker="Falk")
    save(archive, 3, "Oren Falk")
    assert test(archive, made.id) == []
    told = receiver.posts[0].told
    assert told["test"] is True
    assert [item["text"] for item in told["items"]] == ["“Nothing new 3.”", "“Nothing new 1.”"]
    assert send_due(archive).items == 1
    receiver.answers = [500]
    assert "answers 500" in test(archive, made.id)[0].error


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("hooks.example", "begins with https://"),
        ("ftp://hooks.example/", "begins with https://"),
        ("https://", "begins with https://"),
        ("https://me:secret@hooks.example/", "user name"),
        ("https://hooks.example:99999/", "no web address"),
        ("http://[::1/", "no web address"),
    ],
)
def test_an_address_that_is_none_is_refused_with_the_reason(address, reason):
    with pytest.raises(BadValue, match=reason):
        check_address(address)
