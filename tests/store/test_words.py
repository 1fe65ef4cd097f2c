from __future__ import annotations

import pytest

from quotes.errors import BadValue
from quotes.store import IncomingDocument, QuotationFilter
from quotes.store.sqlite import phrases
from tests.store.samples import quote

SENTENCES = (
    "“Air defence comes first.”",
    "“The first air raid; a defence followed.”",
    "“Zürich’s café isn’t closed.”",
    "“NOT near OR far AND (text: *) facets”",
)


@pytest.fixture(scope="module")
def worded(shared_archive):
    text = "\n".join(SENTENCES)
    document = IncomingDocument("Wire", "words.txt", text)
    shared_archive.save(document, [quote(document, sentence) for sentence in SENTENCES], extractor="one")
    return shared_archive


def found(archive, words):
    page = archive.quotations(QuotationFilter(words=words))
    return [SENTENCES.index(item.text) for item in page.items]


@pytest.mark.parametrize(
    "words, expected",
    [
        ("air defence", [0, 1]),
        ("defence AIR", [0, 1]),
        ('"air defence"', [0]),
        ("“air defence” first", [0]),
        ('"air defence', [0]),
        ("«Air raid» defence", [1]),
        ("zurich", [2]),
        ("ZÜRICH cafe", [2]),
        ("isn't", [2]),
        ("isn’t closed", [2]),
        ("missile", []),
        ("NOT", [3]),
        ("near AND far", [3]),
        ("text: facets", [3]),
        ("NEAR(or far)", [3]),
        ("air*", [0, 1]),
        ("", [0, 1, 2, 3]),
        ("  ", [0, 1, 2, 3]),
    ],
)
def test_words_are_joined_by_and_and_marks_make_a_phrase(worded, words, expected):
    assert found(worded, words) == expected


@pytest.mark.parametrize("words", ["—", '"', '""', "* ( ) :", "'", "“”", "\0"])
def test_words_without_a_letter_are_refused(worded, words):
    with pytest.raises(BadValue, match="nothing to look for"):
        found(worded, words)


@pytest.mark.parametrize(
    "words",
    [
        'a" OR "b', "facets : s1", "^air", "{text}: x", "air + defence", "-air", "a\0b", "\udcff air", "𝔞ir",
        "x" * 20000, "a " * 3000, '"' * 999 + "air", "air)", "((((air", "text:", "rank MATCH 'x'", "😀 air", "١٢",
    ],
)  # fmt: skip
def test_no_input_is_a_syntax_error(worded, words):
    assert isinstance(found(worded, words), list)
    assert worded.documents(words=words).items == []
    assert worded.speakers(words).items == []


def test_internal_marks_cannot_be_searched_as_words(worded):
    assert found(worded, "o1") == []


def test_every_piece_becomes_a_quoted_string():
    assert phrases('near "air  raid" OR') == '"near" AND "air  raid" AND "OR"'
    assert phrases("mar lind", beginnings=True) == '"mar"* AND "lind"*'
