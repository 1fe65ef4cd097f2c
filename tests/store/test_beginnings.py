"""Pages of speakers by beginnings of words are the same however many begin so."""

from __future__ import annotations

import pytest

from quotes.store import speakers
from tests.store.samples import short

NAMES = "Mara Lindqvist,Márta Berg,Anne-Marie O'Mara,Martin Łuczak,Oren Falk,Łukasz Marøy,Omar Tamar".split(",")
WORDS = ["mar", "már", "MAR", "m", "łu", "lu", "o'm", "mar be", "anne marie", "tamar", "falk", "zz"]


@pytest.mark.parametrize("many, most", [(1, 1000), (1, 1)])
@pytest.mark.parametrize("words", WORDS)
def test_pages_are_the_same_however_many_begin_so(archive, monkeypatch, words, many, most):
    for number, name in enumerate([*NAMES, "Oren Falk", "Omar Tamar"]):
        archive.save(*short(number, name, None), extractor="one")
    ids = {speaker.name: speaker.id for speaker in archive.speakers().items}
    archive.merge_speakers(ids["Oren Falk"], ids["Mara Lindqvist"], who="test")
    expected = archive.speakers(words).items
    monkeypatch.setattr(speakers, "_MANY", many)
    monkeypatch.setattr(speakers, "_MOST", most)
    found, after = [], None
    while True:
        page = archive.speakers(words, limit=2, after=after)
        found += page.items
        after = page.next
        if after is None:
            break
    assert found == expected
