"""The benchmark of large registers: what it makes up, and that every line of its table is printed."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from quotes.speakers.register import read_record
from tests.benchmarks import speakers_at_scale
from tests.benchmarks.conftest import table
from tests.benchmarks.made_up_register import otherwise, records


def test_the_made_up_register_is_read_and_always_the_same():
    made = list(records(300))
    assert made == list(records(300)) and made != list(records(300, seed=2))
    read = [read_record(record) for record in made]
    assert len({record.key for record in read}) == 300
    assert sum(record.type == "group" for record in read) == 3
    assert all(1 <= len(record.offices) <= 3 for record in read if record.type == "person")


def test_many_share_a_surname_and_some_a_whole_name():
    people = [record["name"] for record in islice(records(5000), 5000) if record["type"] == "person"]
    families = Counter(name.rpartition(" ")[2] for name in people)
    assert families.most_common(1)[0][1] > 25
    assert 0.02 < sum(count for count in Counter(people).values() if count > 1) / len(people) < 0.2


def test_other_spellings():
    assert otherwise("Serhiy Melnyk") == "Serhyi Melnyk"
    assert otherwise("Hans Müller") == "Hans Mueller"
    assert otherwise("Al Cook") is None


def test_all_figures_are_printed(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(speakers_at_scale, "extraction_seconds", lambda: 0.1)
    monkeypatch.setattr(speakers_at_scale, "QUOTED", 30)
    kept = tmp_path / "kept.sqlite"
    monkeypatch.setattr("sys.argv", ["", "--people", "200", "--calls", "3", "--saves", "2", "--file", str(kept)])
    speakers_at_scale.main()
    printed = capsys.readouterr().out
    rows = table(printed)
    assert printed.startswith("200 people imported in ") and kept.exists()
    assert {"did_you_mean", "speakers: 2 letters", "speaker(id)", "save, 5 speakers", "resolution alone"} <= rows.keys()
    assert all(float(figure) > 0 for figure in rows["find_speakers: full name"])
    assert "extraction of an article 100 ms" in printed
