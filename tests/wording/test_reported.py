"""Claims as they are copied: spoilt signs, and sentences that report words."""

from __future__ import annotations

import pytest

from quotes.wording.reported import Reported, as_written, reported


@pytest.mark.parametrize(
    ("spoilt", "text"),
    [
        ("We don&rsquo;t pay &mdash; &quot;ever&#34;", "We don’t pay — \"ever\""),
        ("It&#8217;s &#x2018;ours&#x2019;", "It’s ‘ours’"),
        ("Wills &amp; Sons", "Wills & Sons"),
        ("we <em>will not</em> go", "we will not go"),
        ("We go.<br>We stay.", "We go. We stay."),
        ('<a href="https://post.example">We</a> go', "We go"),
        ("Itâ€™s late â€” at the cafÃ©", "It’s late — at the café"),
        ("Itâ\x80\x99s â\x80\x9cours", "It’s “ours"),
        ("It’s â€œoursâ€\x9d", "It’s “ours”"),
    ],
)
def test_what_a_program_spoilt_is_read_as_it_was(spoilt: str, text: str) -> None:
    assert as_written(spoilt) == text


@pytest.mark.parametrize("text", ["AT&T; R&D", "3 < 4 and 5 > 2", "the naïve âge of Ångström", "«À vous»", "&nosuch;"])
def test_what_is_no_spoilt_sign_stays(text: str) -> None:
    assert as_written(text) == text


@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        ("“We will go,” she said, “and soon.”", "We will go, and soon.", None),
        ('"We will go," said Mara Lindqvist. "And soon."', "We will go, And soon.", "Mara Lindqvist"),
        ("“We will go,” said the foreign minister, Mara Lindqvist.", "We will go,", "Mara Lindqvist"),
        ("“We will go,” Mara Lindqvist, the foreign minister, told us.", "We will go,", "Mara Lindqvist"),
        ("“We will go,” said Prime Minister Ada Osei in Port Lewin.", "We will go,", "Prime Minister Ada Osei"),
        ("“We will go,” he told Sky News, “and soon.”", "We will go, and soon.", None),
        ("“We will go,” Mara Lindqvist told reporters on Tuesday.", "We will go,", "Mara Lindqvist"),
        ("On Tuesday Mr Falk said: “We will go”", "We will go", "Mr Falk"),
    ],
)
def test_a_sentence_that_reports_words_has_them_between_its_marks(
    sentence: str, words: str, speaker: str | None
) -> None:
    assert reported(sentence) == Reported(words, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "“We should” not “go there”",
        '"We should "not" go there"',
        "“We will go,” Mara Lindqvist never said, “and soon.”",
        "“We go” “now”",
        "He said “no” to all of us",
        "We will go, she said, and soon",
    ],
)
def test_what_stands_between_marks_for_other_reasons_is_no_report(text: str) -> None:
    assert reported(text) is None
