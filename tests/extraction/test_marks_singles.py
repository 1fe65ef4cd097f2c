"""British single marks: told from apostrophes, possessives, elisions and nested marks."""

from __future__ import annotations

import pytest

from tests.extraction.marking import check


@pytest.mark.parametrize(
    "marking",
    [
        "He said: ⟦‘The workers’ rights are the firms’ duty, and that’s that.’⟧ She agreed.",
        "⟦‘It’s the farmers’ land and the tenants’ rent,’⟧ said Mrs Dunn. ⟦‘Nobody’s asking the lords.’⟧",
        "⟦'It's the farmers' land and the tenants' rent,'⟧ said Mrs Dunn. ⟦'Nobody's asking the lords.'⟧",
        "⟦‘Are those the miners’ lamps?’⟧ she asked. ⟦‘Whose else’s?’⟧ he said.",
    ],
)
def test_plural_possessives_inside_single_marks_do_not_close_them(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        "She called it ⟦‘the dogs’ dinner’⟧ and left. He spoke of ⟦‘the boys’⟧ and the girls’ school.",
        "He promised ⟦‘jobs, jobs, jobs’⟧ for the miners’ sons, and ⟦‘new roads’⟧ as well.",
        "The ⟦‘beast of Bodmin’⟧ was seen. The farmers’ union said it was ⟦‘a big dog’⟧ and no cat.",
    ],
)
def test_a_possessive_after_a_single_marked_fragment_is_not_its_end(marking):
    check(marking)


@pytest.mark.parametrize("right", ["’", "'"])
def test_fragments_with_possessives_around_them_in_one_sentence(right):
    marking = (
        "The minister’s ⟦‘long-term plan’⟧ was attacked by teachers’ leaders, who called it ⟦‘a wish list’⟧, while "
        "parents’ groups said schools’ budgets were ⟦‘cut to the bone’⟧. He wrote of ⟦‘the lads’⟧ and ⟦‘boys’ toys’⟧."
    )
    check(marking if right == "’" else marking.replace("‘", "'").replace("’", "'"))


def test_a_possessive_before_a_comma_and_the_closing_mark_is_inside():
    check("⟦‘That’s my wife’s, not the neighbours’,’⟧ he said. ⟦‘Ask anyone.’⟧")


@pytest.mark.parametrize(
    "marking",
    [
        "⟦‘Tell ’em I’m out,’⟧ she said. ⟦‘’Tis no use, they’ll come ’round at six.’⟧",
        "⟦'Tell 'em I'm out,'⟧ she said. ⟦''Tis no use,'⟧ he replied.",
        "⟦‘Tell ‘em I’m out,’⟧ she said. ⟦‘I was born in the ‘60s and it shows.’⟧",
        "⟦‘We’re open ’til nine,’⟧ he said, ⟦‘and ’twas ever so.’⟧",
        "⟦‘We’re doin’ it for the kids, an’ we’re not stoppin’ now,’⟧ he said.",
        "⟦‘I haven’t danced since the ’80s,’⟧ she said. He began in ’78 and left in ’91.",
        "⟦'I'm off to the '70s disco,'⟧ said Dee. ⟦'It's only rock 'n' roll.'⟧",
        "⟦‘O’Neill’s a decent man,’⟧ said D’Arcy. ⟦‘So’s his mam.’⟧",
    ],
)
def test_elisions_decades_and_irish_names_do_not_open_or_close_a_quotation(marking):
    check(marking)


def test_a_closing_mark_before_a_word_is_an_apostrophe_where_opening_marks_are_used():
    check("The ’Ammers’ boss said: ⟦‘We wuz robbed.’⟧ The ’ouse was full. ⟦‘’Orrible, it was.’⟧")


def test_a_word_that_ends_in_the_letters_in_is_no_elision():
    check("They met ‘again’ and agreed ‘on a margin’ of ten.".replace("‘", "⟦‘").replace("’", "’⟧"))


def test_a_number_after_a_curly_single_mark_opens_a_quotation_if_it_is_closed_soon():
    check("It was ⟦‘47 per cent’⟧ that did it. ⟦‘That number sank us,’⟧ he said. She left in ‘97.")


@pytest.mark.parametrize(
    "marking",
    [
        "⟦‘She said “go home” and I went,’⟧ he told the court. ⟦‘That’s all.’⟧",
        "⟦‘He told me, “You’re finished.”’⟧ Mr Ash said.",
    ],
)
def test_double_marks_at_the_end_of_single_ones_are_nested(marking):
    check(marking)


def test_each_paragraph_of_a_long_single_marked_quotation_is_a_span():
    check("⟦‘We waited all night for the men’s boat.⟧\n\n⟦‘Nobody came, and the wives’ lamps went out.’⟧ Ms Tull said.")


def test_a_single_mark_after_a_cue_that_the_next_paragraph_carries_on_runs_to_the_end_of_its_own():
    check(
        "⟦‘It rained,’⟧ she said. ⟦‘We waited all night for the men to come home.⟧\n\n"
        "⟦‘Nobody came, and the lamps went out.’⟧"
    )


def test_single_marks_are_found_where_all_paragraph_breaks_are_lost():
    check(
        "Row over bins ⟦‘a disgrace’⟧ A row over bins’ colours has split a village. Ann Hart said: ⟦‘It’s the "
        "councillors’ fault.’⟧ Mr Poole, whose bins’ lids were stolen, said it was ⟦‘war’⟧. ⟦‘I’ll get ’em,’⟧ he said."
    )


def test_a_single_mark_that_opens_again_after_a_full_stop_ends_the_span_before():
    check("⟦‘We waited all night.⟧ ⟦‘Nobody came, and then it rained,’⟧ Ms Roe said. ⟦‘So I went home.’⟧")


@pytest.mark.parametrize(
    "marking",
    [
        "⟦‘We waited, ’⟧ she said. ⟦‘Nobody came.’⟧",
        "⟦‘We waited,’⟧Mrs Tull said. ⟦‘Nobody came.’⟧",
        "⟦‘ … we waited all night,’⟧ she said. ⟦‘Nobody came.’⟧",
    ],
)
def test_a_single_mark_with_a_space_too_many_or_too_few_is_understood(marking):
    check(marking)


def test_one_word_in_single_marks_is_a_span_where_the_text_has_no_other_marks():
    check("The minister’s plan was ⟦‘absurd’⟧, the teachers’ leader said.")
    check("⟦“We waited,”⟧ she said. The ‘plan’ was a list.")


def test_german_single_marks_close_with_the_sign_that_opens_english_ones():
    check("⟦‚We wait and wait,‘⟧ she said. ⟦‚Nobody came at all.‘⟧")


def test_a_single_mark_inside_apostrophe_pairs_is_nested_also_where_the_pairs_are_not_read():
    check("''He said, 'Go home,' and I went,'' she said. ''That's all.'' It was 'late' by then.''")
