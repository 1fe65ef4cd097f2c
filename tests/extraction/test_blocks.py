"""A block quotation: introduced above it, told below it, or nobody's that the text names."""

from __future__ import annotations

import pytest

ABOVE = "“Strength will work,” Andrii Sybiha said.\n\n> A promise that nobody is obliged to keep is a weather forecast."


def test_a_block_that_nothing_introduces_is_not_the_speakers_above_it(speakers):
    assert speakers(f"{ABOVE}\n\nThe river is calm in May.") == ["Andrii Sybiha", None]


@pytest.mark.parametrize(
    "below, name",
    [
        ("So wrote Cass Undry in a memoir that appeared last autumn.", "Cass Undry"),
        ("That is how her late teacher, the jurist Emil Castellane, used to introduce it.", "Emil Castellane"),
    ],
)
def test_the_sentence_below_may_tell_whose_words_they_are(speakers, below, name):
    assert speakers(f"{ABOVE}\n\n{below}") == ["Andrii Sybiha", name]


def test_a_colon_above_it_introduces_it(speakers):
    text = "“No,” said Paul Falk.\n\nAda Osei answered in a letter:\n\n> We do not oppose bicycles. We oppose haste."
    assert speakers(text) == ["Paul Falk", "Ada Osei"]
