from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import trustme

from quotes.alerts import mail, messages
from quotes.alerts.failing import NotDelivered
from quotes.alerts.sending import deliver, send_due
from quotes.errors import BadValue
from quotes.store import RunCounts
from quotes.store.alert_records import NewChannel
from quotes.store.signatures import now
from tests.alerts.conftest import save
from tests.alerts.mailbox import taking_mail
from tests.store.disagreeing import NO, YES, look, report, wording

DESK = NewChannel("email", "The Desk <desk@example.org>")


@pytest.fixture
def mailbox(monkeypatch):
    with taking_mail() as mailbox:
        monkeypatch.setenv("QUOTES_SMTP_URL", f"smtp://127.0.0.1:{mailbox.port}")
        monkeypatch.setenv("QUOTES_MAIL_FROM", "Quotes <quotes@example.org>")
        yield mailbox


@pytest.fixture(scope="session")
def authority():
    """Nobody but the tests trusts it."""
    return trustme.CA()


@pytest.fixture(scope="session")
def context(authority):
    """A server's, with a certificate for 127.0.0.1."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(made)
    return made


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    """This process trusts the authority."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


def bodies(letter):
    return tuple(letter.get_body(kind).get_content() for kind in (("plain",), ("html",)))


def test_a_mail_has_the_quotations_as_text_and_as_html(archive, alert, mailbox, monkeypatch):
    monkeypatch.setenv("QUOTES_SERVICE_URL", "https://quotes.example.org/")
    alert(speaker="Falk", channels=(DESK,))
    save(archive, 3, "Oren Falk")
    save(archive, 4, "Oren Falk")
    assert send_due(archive).items == 2
    (letter,) = mailbox.mails
    assert letter["Subject"] == "an alert: 2 new quotations"
    assert letter["From"] == "Quotes <quotes@example.org>" and letter["To"] == "The Desk <desk@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert mailbox.senders[0].startswith("mail FROM:<quotes@example.org>")
    assert mailbox.recipients == ["rcpt TO:<desk@example.org>"]
    for body in bodies(letter):
        assert "“Nothing new 3.”" in body and "“Nothing new 4.”" in body and "— Oren Falk" in body
        assert "undated · Wire · Report 3" in body
        assert "https://quotes.example.org/quotations/" in body
        assert "quotes alerts remove" in body
    assert send_due(archive).deliveries == 0 and len(mailbox.mails) == 1


def test_a_mail_that_is_sent_again_has_the_same_id(archive, alert, mailbox):
    alert(speaker="Falk", channels=(DESK,))
    save(archive, 3, "Oren Falk")
    (channel,) = archive.due_channels(now())
    delivery = archive.take_delivery(channel, "one")
    for _ in range(2):
        deliver(delivery.id, delivery.alert, delivery.channel, delivery.items)
    first, again = mailbox.mails
    assert first["Message-ID"] == again["Message-ID"] == f"<quotes-{delivery.id}@example.org>"


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in {"href", "src"}]


def test_what_documents_say_stays_text_in_the_mail(archive, alert, mailbox):
    made = alert(words="nothing", channels=(DESK,))
    save(archive, 3, "Oren Falk", words='Nothing <script>alert("1")</script> & <b>')
    (item,) = archive.latest_quotations(limit=1).items
    nasty = replace(
        item.item,
        text="“Nothing\r\n.\r\nBcc: all@example.org\x00\x1b[31m \u202eright”",
        document=replace(item.item.document, title="<img src=x>\r\nTo: x@y.example", url='javascript:alert("1")'),
    )
    also = replace(item.item, document=replace(item.item.document, url='https://a.example/"><script>x'))
    named = replace(made, name="A\r\nBcc: you@example.org <b>")
    items = (item.item, nasty, also)
    text = messages.plain(named, items, service=None)
    page = messages.html(named, items, service=None)
    letter = mail.message("a@b.example", messages.subject(named, items), text, page, "x", "q@b.example")
    mail.send(letter, mail.read_server(f"smtp://127.0.0.1:{mailbox.port}"))
    (got,) = mailbox.mails
    assert got["Bcc"] is None and got["Subject"] == "A Bcc: you@example.org <b>: 3 new quotations"
    plain, html = bodies(got)
    for control in "\x00\x1b\u202e":
        assert control not in plain and control not in html
    assert "\n.\n" not in plain and '<script>alert("1")</script>' in plain
    parsed = Tags(html)
    assert set(parsed.tags) <= set("html head meta title body p ol li b br a small code".split())
    assert parsed.links == ['https://a.example/"><script>x']


def test_findings_and_failed_runs_are_told_in_words(archive, alert, mailbox):
    ids = [report(archive, 11, "Mara Lindqvist"), report(archive, 12, "Mara Lindqvist", NO)]
    alert("findings", channels=(DESK,))
    alert("failures", channels=(DESK,))
    look(archive, wording((YES, ids[:1]), (NO, ids[1:])))
    run = archive.start_run("reingest")
    archive.fail(run, "https://courier.example/rss", "answers 500")
    archive.finish_run(run, RunCounts(failed=12))
    send_due(archive)
    finding, failure = (bodies(letter)[0] for letter in mailbox.mails)
    assert "wording conflict, high" in finding and "will not build the bridge by spring.” (1 witness)" in finding
    assert "reingest: 12 could not be read" in failure
    assert "• https://courier.example/rss: answers 500" in failure and "and 2 more" in failure


@pytest.mark.parametrize(
    ("refuse", "told"),
    [
        ({"HELLO": "554 go away"}, "554"),
        ({"RCPT": "550 no such box"}, "does not take mail for desk@example.org: 550 no such box"),
        ({"DATA": "451 greylisted"}, "451 greylisted"),
        ({"MAIL": "552 too much"}, "552 too much"),
    ],
)
def test_a_server_that_refuses_is_told_and_asked_again(archive, alert, mailbox, refuse, told):
    made = alert(speaker="Falk", channels=(DESK,))
    mailbox.refuse = refuse
    save(archive, 3, "Oren Falk")
    (trouble,) = send_due(archive).troubles
    assert told in trouble.error
    assert archive.alert(made.id).channels[0].failing == 1
    mailbox.refuse = {}
    assert send_due(archive, everything=True).deliveries == 1


def test_without_settings_for_mail_that_is_told(archive, alert):
    alert(speaker="Falk", channels=(DESK,))
    save(archive, 3, "Oren Falk")
    (trouble,) = send_due(archive).troubles
    assert "set QUOTES_SMTP_URL and QUOTES_MAIL_FROM" in trouble.error


def test_a_server_that_is_not_there_is_asked_once_in_a_call(archive, alert, monkeypatch):
    monkeypatch.setenv("QUOTES_SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setenv("QUOTES_MAIL_FROM", "q@example.org")
    for _ in range(2):
        alert(speaker="Falk", channels=(DESK,))
    save(archive, 3, "Oren Falk")
    first, second = (trouble.error for trouble in send_due(archive).troubles)
    assert "127.0.0.1:1 cannot be reached" in first and "not tried" in second


def letter():
    return mail.message("a@b.example", "s", "text", "<p>text</p>", "x", "q@b.example")


def test_starttls_is_used_where_it_is_offered_and_the_password_only_then(context, trusted):
    with taking_mail(context) as mailbox:
        mail.send(letter(), mail.read_server(f"smtp://me%40example.org:p%3Aw@127.0.0.1:{mailbox.port}"))
        assert mailbox.encrypted == [True] and mailbox.logins == [("me@example.org", "p:w")]
    with taking_mail() as mailbox:
        with pytest.raises(NotDelivered, match="offers no STARTTLS, and the password is not sent in the clear"):
            mail.send(letter(), mail.read_server(f"smtp://me:pw@127.0.0.1:{mailbox.port}"))
        assert mailbox.logins == []


def test_a_server_with_tls_from_the_beginning_is_spoken_to_so(context, trusted):
    with taking_mail(context, secure=True) as mailbox:
        mail.send(letter(), mail.read_server(f"smtps://me:pw@127.0.0.1:{mailbox.port}"))
        assert mailbox.encrypted == [True] and mailbox.logins == [("me", "pw")]


def test_a_server_that_never_comes_to_the_end_of_its_answer_is_not_waited_for():
    ended = threading.Event()

    def greet(server):
        connection, _ = server.accept()
        with connection, contextlib.suppress(OSError):
            while not ended.wait(0.05):
                connection.sendall(b"220-still here\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=greet, args=(server,), daemon=True)
        thread.start()
        try:
            with pytest.raises(NotDelivered, match=r"took longer than 0\.5 seconds in all") as caught:
                mail.send(letter(), mail.read_server(f"smtp://127.0.0.1:{server.getsockname()[1]}"), whole=0.5)
            assert caught.value.unreachable
        finally:
            ended.set()
            thread.join()


def test_a_password_that_the_server_does_not_take_is_told_without_it(context, trusted):
    with taking_mail(context) as mailbox:
        mailbox.refuse = {"AUTH": "535 5.7.8 who are you"}
        with pytest.raises(NotDelivered, match=r"answers 535 5\.7\.8 who are you") as caught:
            mail.send(letter(), mail.read_server(f"smtp://me:hush@127.0.0.1:{mailbox.port}"))
        assert "hush" not in str(caught.value) and mailbox.mails == []


def test_a_certificate_that_nobody_vouches_for_is_refused(context):
    with taking_mail(context) as mailbox:
        with pytest.raises(NotDelivered, match="no valid certificate"):
            mail.send(letter(), mail.read_server(f"smtp://127.0.0.1:{mailbox.port}"))
        assert mailbox.mails == []


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://a", "smtp://", "smtp://me@a", "smtp://a:x", "smtp://a/b", "smtp://a?b=c"]
)
def test_a_mail_server_that_cannot_be_read_is_refused_without_its_password(url):
    with pytest.raises(BadValue, match="QUOTES_SMTP_URL") as caught:
        mail.read_server(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["", "desk", "desk@", "@example.org", "a@b.example, c@d.example", "a b@c.example",
                                     "a@b.example\nBcc: x@y.example"])  # fmt: skip
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(BadValue, match="is not an e-mail address"):
        mail.check_address(address)
