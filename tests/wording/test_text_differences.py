"""Two texts side by side, by paragraphs and words."""

from __future__ import annotations

import random
import time

from quotes.wording.text_differences import Paragraph, text_differences

ONE = "The council met.\n\n“We will sell three ferries,” she said on Tuesday.\n\nIt rained.\n\nThe crowd went home."


def marked(paragraphs: list[Paragraph]) -> list[str]:
    shown = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return ["".join(shown[run.kind].format(run.text) for run in paragraph.runs) for paragraph in paragraphs]


def test_words_are_marked_where_they_differ() -> None:
    found = text_differences(ONE, ONE.replace("three", "four").replace(" on Tuesday", ""))
    assert [paragraph.kind for paragraph in found] == ["same", "changed", "same", "same"]
    assert marked(found)[1] == "“We will sell [-three -]{+four +}ferries,” she [-said on Tuesday.-]{+said.+}"


def test_a_paragraph_that_is_put_in_shifts_no_other() -> None:
    found = text_differences(ONE, f"UPDATE: The sale is off.\n\n{ONE}")
    assert [paragraph.kind for paragraph in found] == ["added", "same", "same", "same", "same"]


def test_a_paragraph_that_is_left_out_is_shown_where_it_stood() -> None:
    found = text_differences(ONE, ONE.replace("It rained.\n\n", ""))
    assert [paragraph.kind for paragraph in found] == ["same", "same", "removed", "same"]


def test_typography_and_whitespace_are_the_same() -> None:
    found = text_differences(ONE, ONE.replace("“", '"').replace("”", '"').replace("\n\n", "\n \n\n").replace(" ", "  "))
    assert {paragraph.kind for paragraph in found} == {"same"}


def test_a_text_without_empty_lines_is_compared_line_by_line() -> None:
    found = text_differences("one line\nanother line", "one line\nsome other line")
    assert [paragraph.kind for paragraph in found] == ["same", "changed"]


def test_an_empty_text_is_all_added_or_removed() -> None:
    assert [paragraph.kind for paragraph in text_differences("", ONE)] == ["added"] * 4
    assert [paragraph.kind for paragraph in text_differences(ONE, " \n")] == ["removed"] * 4
    assert text_differences("", "") == []


def test_both_texts_are_there_again_at_the_places_that_the_runs_name() -> None:
    chance = random.Random(6)
    for _ in range(200):
        one = ONE.split(" ")
        other = [word for word in one if chance.random() > 0.2]
        chance.shuffle(other) if chance.random() < 0.2 else None
        other.insert(chance.randrange(len(other)), chance.choice(["new", "words\n\nnew", "3"]))
        texts = {"older": ONE, "newer": " ".join(other)}
        for side, text in texts.items():
            there = [
                (getattr(run, side), run)
                for paragraph in text_differences(*texts.values())
                for run in paragraph.runs
                if getattr(run, side) is not None
            ]
            words = "".join(f"{run.text} " for _, run in sorted(there, key=lambda pair: pair[0])).split()
            assert words == text.split(), text
            for place, run in there:
                if run.kind != "same" or side == "newer":
                    assert text[place : place + len(run.text)] == run.text


def test_long_texts_that_share_nothing_are_compared_in_time() -> None:
    chance = random.Random(7)
    texts = [
        "\n\n".join(" ".join(f"w{chance.randrange(900)}" for _ in range(80)) for _ in range(400)) for _ in range(2)
    ]
    started = time.perf_counter()
    text_differences(*texts)
    text_differences(*(text.replace("\n\n", " ") for text in texts))
    assert time.perf_counter() - started < 15
