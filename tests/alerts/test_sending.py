"""What is told, to whom, and how often: alerts over a real archive and a real HTTP server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from quotes.alerts import sending
from quotes.alerts.sending import LONGEST_PAUSE, PAUSE, pause, send_due
from quotes.errors import BadValue, NotFound
from quotes.store import Archive, RunCounts, alerts
from quotes.store.alert_records import NewChannel
from quotes.store.models import AlertChannel
from quotes.store.signatures import now
from tests.alerts.conftest import save
from tests.alerts.receiver import receiving
from tests.store.disagreeing import NO, YES, look, report, speakers, wording
from tests.store.samples import retold, short


def test_what_was_there_before_the_alert_is_not_told(archive, alert, receiver):
    alert(speaker="Falk")
    assert send_due(archive).deliveries == 0 and receiver.posts == []


def test_a_new_quotation_of_the_speaker_is_told_once(archive, alert, receiver):
    made = alert(speaker="Falk")
    save(archive, 3, "Oren Falk")
    save(archive, 4, "Hanna Berg")
    sent = send_due(archive)
    assert (sent.deliveries, sent.items, sent.troubles) == (1, 1, [])
    (post,) = receiver.posts
    told = post.told
    assert list(told) == ["id", "alert", "sent", "items"]
    assert told["alert"]["id"] == made.id and told["alert"]["speaker"]["name"] == "Oren Falk"
    assert told["items"][0]["text"] == "“Nothing new 3.”" and told["items"][0]["document"]["source"] == "Wire"
    assert post.headers["X-Quotes-Delivery"] == told["id"]
    assert datetime.fromisoformat(told["sent"]).tzinfo is not None
    assert send_due(archive).deliveries == 0 and len(receiver.posts) == 1


@pytest.mark.parametrize(
    ("criteria", "told"),
    [
        ({"words": "borrowed boat"}, ["“A borrowed boat 5.”"]),
        ({"words": '"boat borrowed"'}, []),
        ({"words": "boat", "speaker": "Falk"}, ["“A borrowed boat 5.”"]),
        ({"words": "boat", "speaker": "Berg"}, []),
        ({"source": "Courier"}, ["“Nothing new 4.”"]),
        ({"source": "Courier", "words": "boat"}, []),
        ({"source": "Courier", "speaker": "Berg"}, ["“Nothing new 4.”"]),
    ],
)
def test_words_source_and_speaker_restrict_together(archive, alert, receiver, criteria, told, monkeypatch):
    alert(**criteria)
    save(archive, 4, "Hanna Berg", source="Courier")
    save(archive, 5, "Oren Falk", words="A borrowed boat")
    for few in (20_000, 0):  # looked up in the index of words, and one by one where words are frequent
        monkeypatch.setattr("quotes.store.arrivals.FEW", few)
        (waiting,) = archive.pending_alerts()
        assert waiting.items == len(told)
    send_due(archive)
    assert receiver.texts == ([told] if told else [])


def test_an_old_article_that_comes_late_is_new(archive, alert, receiver):
    alert(speaker="Falk")
    save(archive, 3, "Oren Falk", published=datetime(1998, 4, 10).date())
    send_due(archive)
    assert receiver.texts == [["“Nothing new 3.”"]]


def test_a_document_that_is_read_again_tells_nothing(archive, alert, receiver):
    alert(speaker="Falk")
    alert(words="nothing")
    for extractor in ("one", "two"):
        save(archive, 1, "Oren Falk", extractor=extractor)
        save(archive, 2, "Hanna Berg", source="Courier", extractor=extractor)
    assert send_due(archive).deliveries == 0


def test_a_changed_document_tells_the_words_that_it_had_not(archive, alert, receiver):
    alert(speaker="Falk")
    document, quotations = short(1, "Oren Falk")
    changed = retold(document, document.text.replace("Report 1.", "Corrected on Monday. Report 1."))
    (old,) = quotations
    moved = type(old)(old.start + 21, old.end + 21, old.text.replace("1.", "1,"), old.kind, None, None, old.speaker)
    archive.save(changed, [moved], extractor="one")
    assert send_due(archive).deliveries == 0
    other = retold(document, document.text.replace("Nothing new", "Everything new"))
    archive.save(other, [type(old)(old.start, old.end + 3, "“Everything new 1.”", old.kind, None, None, old.speaker)],
                 extractor="one")  # fmt: skip
    send_due(archive)
    assert receiver.texts == [["“Everything new 1.”"]]


def test_the_words_of_a_merged_speaker_are_told(archive, alert, receiver):
    alert(speaker="Falk")
    save(archive, 3, "Orin Falck")
    one, other = archive.find_speakers("Oren Falk")[0], archive.find_speakers("Orin Falck")[0]
    archive.merge_speakers(one.id, other.id, who="Ann")
    save(archive, 4, "Oren Falk")
    send_due(archive)
    assert receiver.texts == [["“Nothing new 3.”", "“Nothing new 4.”"]]
    assert receiver.posts[0].told["alert"]["speaker"]["id"] == other.id


def test_new_findings_are_told_and_again_only_for_new_evidence(archive, alert, receiver):
    ids = [report(archive, number, "Mara Lindqvist", words) for number, words in ((11, YES), (12, NO), (13, NO))]
    ids.append(report(archive, 14, "Oren Falk"))
    alert("findings")
    alert("findings", kind="speaker_conflict")
    alert("findings", speaker="Berg")
    conflict = wording((YES, ids[:1]), (NO, ids[1:2]))
    look(archive, conflict, speakers(archive, ids[0], ids[3]))
    send_due(archive)
    kinds = [[item["kind"] for item in post.told["items"]] for post in receiver.posts]
    assert kinds == [["wording_conflict", "speaker_conflict"], ["speaker_conflict"]]
    # gone, and back as it was: no news
    look(archive)
    look(archive, conflict)
    assert send_due(archive).deliveries == 0
    finding = archive.findings(kind="wording_conflict").items[0].id
    archive.review_finding(finding, status="dismissed", who="Ann")
    look(archive, wording((YES, ids[:1]), (NO, ids[1:3])))
    send_due(archive)
    assert [item["id"] for item in receiver.posts[-1].told["items"]] == [finding] and len(receiver.posts) == 3


def test_a_finding_that_is_dismissed_before_it_is_sent_is_not_told(archive, alert, receiver):
    ids = [report(archive, 11, "Mara Lindqvist"), report(archive, 12, "Mara Lindqvist", NO)]
    alert("findings")
    look(archive, wording((YES, ids[:1]), (NO, ids[1:])))
    archive.review_finding(archive.findings().items[0].id, status="dismissed", who="Ann")
    assert send_due(archive).deliveries == 0


def test_failed_runs_are_told_and_those_that_went_well_are_not(archive, alert, receiver):
    alert("failures")
    good = archive.start_run("ingest good")
    archive.finish_run(good, RunCounts(new=1))
    bad = archive.start_run("ingest bad")
    archive.fail(bad, "broken.html", "no text in it")
    archive.finish_run(bad, RunCounts(failed=1))
    killed = archive.start_run("ingest killed")
    send_due(archive)
    (post,) = receiver.posts
    assert [item["id"] for item in post.told["items"]] == [bad, killed]
    assert post.told["items"][0]["failures"] == [{"name": "broken.html", "reason": "no text in it"}]
    assert send_due(archive).deliveries == 0


def test_many_items_come_in_several_deliveries_of_which_none_is_lost(archive, alert, receiver, monkeypatch):
    monkeypatch.setattr(alerts, "MOST_ITEMS", 3)
    alert(words="nothing")
    for number in range(3, 10):
        save(archive, number, "Oren Falk")
    assert send_due(archive).items == 7
    assert [len(texts) for texts in receiver.texts] == [3, 3, 1]
    told = [text for texts in receiver.texts for text in texts]
    assert told == [f"“Nothing new {number}.”" for number in range(3, 10)]
    assert len({post.told["id"] for post in receiver.posts}) == 3


def test_what_is_more_than_one_call_sends_waits_for_the_next_and_that_is_told(archive, alert, receiver, monkeypatch):
    monkeypatch.setattr(alerts, "MOST_ITEMS", 1)
    monkeypatch.setattr(sending, "MOST_DELIVERIES", 2)
    alert(words="nothing")
    for number in (3, 4, 5, 6):
        save(archive, number, "Oren Falk")
    first, second = send_due(archive), send_due(archive)
    assert (first.items, first.more) == (2, True) and "more wait: `quotes alerts send`" in first.in_words()
    assert (second.items, second.more) == (2, False) and "more" not in second.in_words()
    assert len({text for texts in receiver.texts for text in texts}) == 4


def test_a_receiver_that_fails_is_told_of_later_under_the_same_id(archive, alert, receiver):
    made = alert(speaker="Falk")
    receiver.answers = [500, 204]
    save(archive, 3, "Oren Falk")
    (trouble,) = send_due(archive).troubles
    assert "answers 500" in trouble.error and receiver.url in trouble.error
    (channel,) = archive.alert(made.id).channels
    assert channel.failing == 1 and channel.error == trouble.error
    assert PAUSE - timedelta(seconds=2) <= channel.again - now() <= PAUSE
    save(archive, 4, "Oren Falk")
    assert send_due(archive).deliveries == 0  # left alone for now
    assert send_due(archive, everything=True).items == 2
    assert receiver.texts == [["“Nothing new 3.”"], ["“Nothing new 3.”"], ["“Nothing new 4.”"]]
    first, again, other = (post.told["id"] for post in receiver.posts)
    assert first == again != other
    (channel,) = archive.alert(made.id).channels
    assert (channel.failing, channel.error, channel.again) == (0, None, None) and channel.sent is not None


def test_pauses_grow_to_a_day_and_are_as_long_as_the_receiver_asks():
    assert [pause(failed) for failed in (0, 1, 2, 50)] == [PAUSE, 2 * PAUSE, 4 * PAUSE, LONGEST_PAUSE]
    assert pause(0, 7200) == timedelta(hours=2) and pause(0, 1) == PAUSE


def test_a_receiver_that_asks_for_time_has_it(archive, alert, receiver):
    made = alert(speaker="Falk")
    receiver.answers, receiver.headers = [429], {"Retry-After": "86400"}
    save(archive, 3, "Oren Falk")
    send_due(archive)
    (channel,) = archive.alert(made.id).channels
    assert channel.again - now() > timedelta(hours=23)


def test_one_receiver_that_fails_keeps_nothing_from_the_others(archive, alert, receiver):
    with receiving() as other:
        other.answers = [503]
        both = tuple(NewChannel("webhook", url, None, True) for url in (other.url, receiver.url))
        alert(speaker="Falk", channels=both)
        save(archive, 3, "Oren Falk")
        assert (send_due(archive).deliveries, len(other.posts)) == (1, 1)
        other.answers = [204]
        send_due(archive, everything=True)
    assert receiver.texts == [["“Nothing new 3.”"]]
    assert other.texts == [["“Nothing new 3.”"]] * 2


def test_a_host_that_does_not_answer_is_asked_once_in_a_call(archive, alert):
    for _ in range(3):
        alert(speaker="Falk", channels=(NewChannel("webhook", "http://127.0.0.1:1/hook", None, True),))
    save(archive, 3, "Oren Falk")
    errors = [trouble.error for trouble in send_due(archive).troubles]
    assert "cannot be connected to" in errors[0]
    assert all("is not tried, since 127.0.0.1:1 gave no answer just now" in error for error in errors[1:])


def test_a_webhook_on_the_local_network_is_refused_unless_allowed(archive, alert, receiver):
    alert(speaker="Falk", channels=(NewChannel("webhook", receiver.url),))
    save(archive, 3, "Oren Falk")
    (trouble,) = send_due(archive).troubles
    assert "not of the public internet" in trouble.error and "--allow-private" in trouble.error
    assert receiver.posts == []


def test_while_one_process_delivers_another_leaves_the_receiver_alone(archive, alert):
    alert(speaker="Falk")
    save(archive, 3, "Oren Falk")
    (channel,) = archive.due_channels(now())
    first = archive.take_delivery(channel, "one")
    assert first is not None and archive.take_delivery(channel, "two") is None
    assert archive.pending_alerts()[0].busy
    with archive._writing() as connection:
        connection.execute(update(AlertChannel).values(turned=now() - alerts.TURN))
    second = archive.take_delivery(channel, "two")
    assert second is not None and (second.id, second.items) == (first.id, first.items)
    archive.delivered(first)  # too late: it is another's turn
    assert archive.take_delivery(channel, "two") is not None
    archive.delivered(second)
    assert archive.take_delivery(channel, "three") is None


def test_what_has_left_the_archive_before_it_is_sent_again_is_passed_over(archive, alert, receiver):
    alert(words="nothing")
    receiver.answers = [500, 204]
    save(archive, 3, "Oren Falk")
    send_due(archive)
    document, _ = short(3, "Oren Falk")
    archive.save(document, [], extractor="two")
    save(archive, 4, "Oren Falk")
    send_due(archive, everything=True)
    assert receiver.texts == [["“Nothing new 3.”"], ["“Nothing new 4.”"]]


def test_an_alert_that_is_removed_tells_nothing(archive, alert, receiver):
    made = alert(speaker="Falk")
    save(archive, 3, "Oren Falk")
    archive.remove_alert(made.id)
    assert send_due(archive).deliveries == 0
    with archive._engine.begin() as connection:
        assert connection.scalars(select(AlertChannel.serial)).all() == []
    with pytest.raises(NotFound, match="no alert"):
        archive.alert(made.id)


def test_an_alert_without_a_word_or_a_known_source_is_refused(alert):
    with pytest.raises(BadValue, match="nothing to look for"):
        alert(words="…")
    with pytest.raises(NotFound, match="no source 'Nowhere'"):
        alert(source="Nowhere")
    with pytest.raises(BadValue, match="bad kind 'x'"):
        alert("findings", kind="x")


KILLED = """
import os, sys
from quotes.alerts import sending
from quotes.store import Archive
archive = Archive.open(sys.argv[1])
if sys.argv[2] == "after":  # it was taken, and that is not noted yet
    Archive.delivered = lambda *_: os.kill(os.getpid(), 9)
sending.send_due(archive)
"""


@pytest.mark.parametrize("moment", ["while", "after"])
def test_a_process_killed_in_the_middle_tells_at_most_twice(archive, alert, receiver, moment, tmp_path):
    alert(speaker="Falk")
    save(archive, 3, "Oren Falk")
    receiver.hold = moment == "while"
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path / "archive.sqlite"), moment]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    until = time.monotonic() + 60
    while not receiver.posts and time.monotonic() < until:
        time.sleep(0.02)
    if moment == "while":
        process.kill()
    assert process.wait(60) == -signal.SIGKILL
    receiver.hold = False
    receiver.released.set()
    assert send_due(archive).deliveries == 0  # for a while the dead process may be alive
    with archive._writing() as connection:
        connection.execute(update(AlertChannel).values(turned=now() - alerts.TURN))
    save(archive, 4, "Oren Falk")
    send_due(archive)
    assert receiver.texts == [["“Nothing new 3.”"], ["“Nothing new 3.”"], ["“Nothing new 4.”"]]
    assert receiver.posts[0].told["id"] == receiver.posts[1].told["id"]
    with Archive.open(str(tmp_path / "archive.sqlite")) as again:
        assert send_due(again).deliveries == 0
