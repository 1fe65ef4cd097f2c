from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.wording.comparing import compare

FERRY = (
    "“The ferry will not sail before three o’clock, and if the storm holds we will keep it in port until Mayor Osei "
    "says otherwise.”"
)


def wording(claimed: str, recorded: str = FERRY) -> str:
    return compare(claimed, recorded).wording


def test_the_same_characters_are_verbatim_with_or_without_marks() -> None:
    assert wording(FERRY) == wording(FERRY[1:-1]) == "verbatim"


@pytest.mark.parametrize(
    "claimed",
    [
        FERRY.replace("’", "'").replace("“", '"').replace("”", '"'),
        FERRY[1:-1].upper(),
        FERRY[1:-2],
        FERRY[1:-1].replace(" ", "\u00a0"),
        FERRY[1:-1].replace("not sail", "**not** sail"),
        FERRY[1:-1].replace(" keep", "\nkeep"),
    ],
)
def test_other_typography_is_typographic(claimed: str) -> None:
    comparison = compare(claimed, FERRY)
    assert comparison.wording == "typographic"
    assert not comparison.differences and not comparison.warnings


def test_a_run_of_the_words_is_partial() -> None:
    comparison = compare("the ferry will not sail before three o'clock", FERRY)
    assert (comparison.wording, comparison.warnings, comparison.first, comparison.last) == ("partial", (), 0, 8)


@pytest.mark.parametrize("cut", ["…", "...", "[…]", "[...]", " . . . ", "(…)"])
def test_a_marked_cut_is_elided_and_shows_what_was_cut(cut: str) -> None:
    comparison = compare(f"The ferry will not sail {cut} and if the storm holds we will keep it in port", FERRY)
    assert comparison.wording == "elided" and not comparison.warnings
    [difference] = comparison.differences
    assert (difference.kind, difference.recorded) == ("ellipsis", "before three o’clock")


def test_a_bracket_stands_for_what_it_replaces() -> None:
    comparison = compare("[The boat] will not sail before three o’clock", FERRY)
    assert comparison.wording == "elided"
    [difference] = comparison.differences
    assert (difference.kind, difference.claimed, difference.recorded) == ("bracket", "[The boat]", "The ferry")


@pytest.mark.parametrize(
    ("claimed", "recorded"),
    [
        ("We will [demolish] the bridge", "We will rebuild the bridge"),
        ("Our goal is to [kill] the children", "Our goal is to protect the children"),
        ("We will rebuild [the southern bridge]", "We will rebuild the northern bridge"),
    ],
)
def test_a_bracket_that_puts_another_thing_in_its_place_changes_the_meaning(claimed: str, recorded: str) -> None:
    assert compare(claimed, recorded).warnings == ("bracket_changes_meaning",)


@pytest.mark.parametrize(
    ("claimed", "recorded"),
    [
        ("They [rebuild] the bridge", "They rebuilt the bridge"),
        ("She [has taken] the boat", "She took the boat"),
        ("They rebuilt [the capital]", "They rebuilt it"),
        ("They rebuilt [the bridge]", "They rebuilt the crossing"),
        ("[Police] arrested the man", "They arrested the man"),
        ("We trust [Ada Osei] with the money", "We trust politicians with the money"),
    ],
)
def test_a_bracket_that_explains_raises_no_warning(claimed: str, recorded: str) -> None:
    comparison = compare(claimed, recorded)
    assert comparison.wording == "elided" and not comparison.warnings


def test_a_bracket_of_the_record_is_no_licence_to_change_what_stands_in_it_or_after_it() -> None:
    recorded = "They focused on [the minister's] resignation and hit us [by giving false figures] every day"
    assert compare(recorded, recorded).wording == "verbatim"
    assert compare(recorded.replace("resignation ", ""), recorded).wording == "altered"
    assert compare(recorded.replace("giving", "hiding"), recorded).wording == "altered"
    assert compare("hit us [by giving false figures]", recorded).wording == "partial"
    assert compare("They focused on [Osei's] resignation", recorded).wording == "elided"


def test_a_capital_in_brackets_is_typography() -> None:
    assert wording("[T]he ferry will not sail before three o’clock") == "partial"


def test_a_bracket_that_takes_a_negation_away_changes_the_meaning() -> None:
    comparison = compare("The ferry will [surely] sail before three o’clock", FERRY)
    assert "bracket_changes_meaning" in comparison.warnings


@pytest.mark.parametrize(
    ("claimed", "warning"),
    [
        ("The ferry will … sail before three o’clock", "cut_drops_negation"),
        ("The ferry will […] sail before three o’clock", "cut_drops_negation"),
        ("The ferry […] not sail before three o’clock", "cut_drops_modal"),
        ("sail before three o’clock", "cut_drops_negation"),
        ("… sail before three o’clock", "cut_drops_negation"),
        ("the storm holds", "cut_drops_condition"),
        ("we will keep it in port", ""),
        ("The ferry will not sail … we will keep it in port", "cut_drops_condition"),
    ],
)
def test_a_cut_or_an_edge_that_drops_what_governs_is_told(claimed: str, warning: str) -> None:
    comparison = compare(claimed, FERRY)
    assert comparison.wording in ("partial", "elided")
    assert comparison.warnings == ((warning,) if warning else ())


@pytest.mark.parametrize(
    ("claimed", "recorded", "warning"),
    [
        ("help the town", "We might help the town", "cut_drops_modal"),
        ("help the town", "We might … help the town", ""),
        ("we will pay", "If the bank agrees, we will pay", "cut_drops_condition"),
        ("We will pay", "We will pay unless the bank objects", "cut_drops_condition"),
        ("the navies that could", "the navies that couldn’t", "cut_drops_negation"),
        ("We will pay", "We will pay, but not this year", "cut_drops_contrast"),
        ("We will pay", "We will pay. But not this year", ""),
        ("we are losing the port", "I do not think that we are losing the port", "cut_drops_negation"),
        ("we want the port", "We do not want the bridge, we want the port", ""),
        ("the dam leaks", "There is no evidence that the dam leaks", "cut_drops_negation"),
        ("the money was stolen", "We have not seen any evidence that the money was stolen", "cut_drops_negation"),
        ("the dam leaks", "It is a lie that the dam leaks", "cut_drops_negation"),
        ("we can win", "I doubt we can win", "cut_drops_negation"),
        ("the dam leaks", "There is no doubt that the dam leaks", ""),
        ("the dam leaks", "I do not deny that the dam leaks", ""),
        ("people trust him", "Few people trust him", "cut_drops_negation"),
        ("people trust him", "A few people trust him", ""),
        ("They stay in the port", "We will not sail. They stay in the port", ""),
    ],
)
def test_edges(claimed: str, recorded: str, warning: str) -> None:
    assert compare(claimed, recorded).warnings == ((warning,) if warning else ())


@pytest.mark.parametrize(
    ("before", "after", "about"),
    [
        ("not sail", "sail", "negation"),
        ("will keep", "will not keep", "negation"),
        ("three", "four", "number"),
        ("three", "thirty", "number"),
        ("Osei", "Quirke", "name"),
        ("will keep", "might keep", "modal"),
        ("before", "after", "polarity"),
    ],
)
def test_what_changes_the_meaning_is_major(before: str, after: str, about: str) -> None:
    comparison = compare(FERRY.replace(before, after), FERRY)
    assert comparison.wording == "altered" and comparison.major
    [difference] = comparison.differences
    assert (difference.about, difference.severity) == (about, "major")


@pytest.mark.parametrize(
    ("claimed", "recorded", "about"),
    [
        ("We don’t like the new defence programme", "We do not like the new defense program", "contraction"),
        ("the defence of the harbour wall", "the defense of the harbor wall", "spelling"),
        ("3 ships left the port today", "Three ships left the port today", "number"),
        ("the reelection of the harbour master", "the re-election of the harbour master", "spelling"),
    ],
)
def test_other_ways_of_writing_the_same_words_are_minor(claimed: str, recorded: str, about: str) -> None:
    comparison = compare(claimed, recorded)
    assert comparison.wording == "altered" and not comparison.major
    assert about in {difference.about for difference in comparison.differences}
    assert {difference.severity for difference in comparison.differences} == {"minor"}


def test_fragments_in_another_order_are_altered() -> None:
    comparison = compare("we will keep it in port … The ferry will not sail", FERRY)
    assert (comparison.wording, comparison.warnings) == ("altered", ("order_changed",))


def test_parts_that_change_places_without_a_mark_are_altered() -> None:
    comparison = compare("If the storm holds we will keep it in port, the ferry will not sail before three", FERRY)
    assert (comparison.wording, comparison.warnings) == ("altered", ("order_changed",))


def test_fragments_too_far_apart_are_altered() -> None:
    between = "The harbour is full of small boats at this time of year. " * 8
    long = f"The ferry will sail. {between}We will wait here."
    comparison = compare("The ferry will sail … We will wait here", long)
    assert (comparison.wording, comparison.warnings) == ("altered", ("cut_too_long",))


def test_a_dropped_negation_is_seen_where_the_words_come_again() -> None:
    comparison = compare("Appeasement will work", "Appeasement will not work. Strength will work")
    assert (comparison.wording, comparison.warnings) == ("altered", ("negation_changed",))


def test_two_words_of_a_long_sentence_are_altered() -> None:
    comparison = compare("The ferry … otherwise", FERRY)
    assert (comparison.wording, comparison.warnings[-1]) == ("altered", "cut_too_long")


@pytest.mark.parametrize(
    "claimed",
    ["The council has voted for the bridge", "Nobody asked us about the market", "will the and if until", "…"],
)
def test_words_that_have_little_in_common_are_nothing(claimed: str) -> None:
    assert wording(claimed) == "none"


@given(st.text(max_size=60), st.text(max_size=60))
def test_anything_can_be_compared(claimed: str, recorded: str) -> None:
    comparison = compare(claimed, recorded)
    assert 0 <= comparison.score <= 1
    assert (comparison.wording == "none") == (not comparison.segments)


WORDS = st.lists(st.sampled_from("the ferry will not sail three if storm Osei port … [wait]".split()), max_size=14)


@given(WORDS, WORDS)
def test_what_is_confirmed_has_no_word_that_the_record_lacks(claimed: list[str], recorded: list[str]) -> None:
    comparison = compare(" ".join(claimed), " ".join(recorded))
    if comparison.wording in ("verbatim", "typographic", "partial", "elided"):
        plain = {word.casefold() for word in recorded}
        assert all(word.casefold() in plain for word in claimed if word not in ("…", "[wait]"))


@given(WORDS)
def test_a_text_is_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert compare(text, text).wording in ("verbatim", "none")
