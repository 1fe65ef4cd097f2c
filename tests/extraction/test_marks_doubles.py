"""Double marks of every make, and what is lost or turned in them."""

from __future__ import annotations

import pytest

from tests.extraction.marking import check


@pytest.mark.parametrize(
    "marking",
    [
        "⟦``We waited,''⟧ she said. ⟦``Nobody's coming, it's late.''⟧ It was the boys' turn.",
        "The bridge was rated ⟦``fair''⟧ in 2016. ⟦``It's not the workers' fault,''⟧ he said.",
        "⟦``He told me, `go home,' and I did,''⟧ she said.",
        "⟦``We waited all night.⟧\n\n⟦``Nobody came,''⟧ she said.",
        '⟦``We waited,"⟧ she said. ⟦``Nobody came."⟧',
    ],
)
def test_two_backticks_open_what_two_apostrophes_close(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        "⟦„We wait,“⟧ she said, and ⟦„nobody came“⟧, he said.",
        '⟦„We wait,"⟧ she said. ⟦„Nobody came."⟧',
        "⟦„We wait,”⟧ she said. ⟦„Nobody came.”⟧",
        "⟦»We wait,«⟧ she said. ⟦»Nobody came.«⟧",
        "⟦«\u00a0We waited,\u00a0»⟧ said Mme Roche. ⟦«We left. He said “no” twice.»⟧",
    ],
)
def test_german_and_french_marks(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        "⟦”We waited all night,“⟧ she said. ⟦”Nobody came.“⟧",
        "⟦“We waited all night,“⟧ she said. ⟦“Nobody came.“⟧ It rained.",
        "⟦”We waited all night,”⟧ she said. ⟦”Nobody came.”⟧ It rained.",
        "It was a tantrum—⟦“My plan is the best!“⟧—and no more. ⟦“We left,“⟧ she said.",
        "⟦“We waited for voters!“⟧After the rally she left. ⟦“Nobody came,“⟧Roe said. ⟦“So we went.”⟧",
        "The ⟦“kitchen sink“⟧-and-all approach, she said. ⟦“It failed.“⟧",
        "She left.\n\n⟦” … we waited all night,”⟧ she said.",
    ],
)
def test_marks_that_are_turned_the_wrong_way_close_by_what_stands_around_them(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        '⟦“We waited,"⟧ she said. ⟦"Nobody came,”⟧ he said. ⟦“So we left.”⟧',
        '⟦" We waited, "⟧ she said. ⟦" Nobody came. "⟧ It rained.',
        "⟦“ We waited, ”⟧ she said. ⟦“ Nobody came. ”⟧ It rained.",
        'She said:⟦"We waited."⟧ He said,⟦"No."⟧ They left.',
        'She said ⟦"we waited"⟧and left. He said ⟦"no"⟧ and left.',
        'She accused them of⟦"squabbling like schoolboys"⟧. They said ⟦"no"⟧.',
    ],
)
def test_mixed_marks_and_spaces_too_many_or_too_few(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        "⟦“We waited all night.⟧ ⟦“Nobody came, and then it rained,”⟧ Ms Roe said. ⟦“So I went home,”⟧ she added.",
        "⟦“We waited.”⟧⟦“Nobody came,”⟧ she said.",
        "He said it was ⟦“over.”⟧The mayor disagreed. ⟦“It’s not,”⟧ she said.",
    ],
)
def test_lost_breaks_and_closing_marks_end_a_span_where_the_next_one_opens(marking):
    check(marking)


def test_a_double_mark_that_a_single_one_closes():
    check("She wrote: ⟦“Let’s go. We’re late.’⟧ Osei was in the hall, beside a sign that read ⟦“Wait here.”⟧")
    check("She wrote: ⟦“Let’s go. We’re late.’⟧ Osei was in the hall.\n\n⟦“He called me ‘late,’ and I went.⟧")


@pytest.mark.parametrize(("left", "right"), ["“”", '""'])
def test_a_lost_closing_mark_stood_before_the_cue_that_ends_the_sentence(left, right):
    check(f"⟦{left}Nobody came,⟧ she said. It was cold.\n\n⟦{left}I left.{right}⟧")
    check(f"⟦{left}We waited all night. And he said so, I think.⟧\n\n⟦{left}I left,{right}⟧ she said.")


def test_a_surplus_of_closing_marks_far_on_does_not_make_a_reopened_mark_nested():
    check(
        "⟦“We waited all night.⟧ ⟦“Nobody came,”⟧ she said. ⟦“One,”⟧ he said. ⟦“Two,”⟧ she said. ⟦“Three,”⟧ he said. "
        "⟦“Four,”⟧ she said. And that was all,” he said. They left,” she said."
    )


@pytest.mark.parametrize(
    "marking",
    [
        'The plank was 12" wide. ⟦"It\'s 12" at most,"⟧ he said. It stood 6\'2" tall.',
        "⟦“He’s 6’2” and she’s 5’11”,”⟧ she said. ⟦“They’re tall.”⟧",
        '⟦"We won in 2016"⟧ was all she said. ⟦"We\'ll win in 2020."⟧',
        'She scored it ⟦"10"⟧ and left. ⟦"It was a 10,"⟧ he said.',
        'The wreck lies at 51°30\'12"N 0°7\'39"W. ⟦"It is deep,"⟧ she said.',
    ],
)
def test_an_inch_sign_inside_a_quotation_does_not_close_it_and_a_year_at_its_end_does_not_keep_it_open(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        'width="100%">⟦"We waited,"⟧ she said.',
        'photo.jpg">The mayor said ⟦"we waited"⟧ and left.',
        '*⟦“We waited,”⟧* she said. **⟦"Nobody came."⟧** _⟦“So?”⟧_ he said.',
        "[⟦“We waited,”⟧](https://amble.example) she said.",
        "She wrote:\n\n> ⟦We waited all night and nobody came.⟧\n>\n> ⟦So we went home again.⟧\n\nThat was all.",
    ],
)
def test_left_overs_of_html_and_markdown(marking):
    check(marking)


@pytest.mark.parametrize(
    "marking",
    [
        "⟦“We waited for him [the mayor] all night,”⟧ she said. ⟦“[He] never came.”⟧",
        "⟦“We waited for”⟧ [the mayor] ⟦“all night,”⟧ she said.",
        "⟦“We waited [for “Bobby”] all night,”⟧ she said.",
    ],
)
def test_an_editors_brackets_inside_and_between_quotations(marking):
    check(marking)


def test_a_stage_direction_between_marks_is_nobodys_words():
    check('⟦"ROE: We waited.⟧\n\n"(CROSSTALK.)\n\n⟦"FALK: Nobody came."⟧ “[applause]”')


# -- headlines ----------------------------------------------------------------------------------------------------


def test_a_british_headline_in_single_marks_above_double_ones_is_a_quotation():
    check("Mayor: ⟦‘I was wrong’⟧\n\nThe mayor has said it was ⟦“a mess”⟧. ⟦“I was wrong,”⟧ she said.")


def test_titles_without_a_stop_and_pounds_show_a_british_paper_too():
    check("Mayor ⟦‘was wrong’⟧\n\nMr Roe said the bridge cost £9m. ⟦“I was wrong,”⟧ he said.")


def test_one_word_of_a_british_headline_is_a_term():
    check("Mayor unveils ‘urban’ bridge\n\nMr Roe said the bridge cost £9m. ⟦“I was wrong,”⟧ he said.")


def test_an_american_headline_in_single_marks_is_none():
    check("Mayor says 'I was wrong'\n\nThe mayor said it was ⟦\"a mess.\"⟧ ⟦\"I was wrong,\"⟧ she said.")


# -- hard-wrapped lines -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marking",
    [
        "The mayor of the town said on Monday that ⟦\"we have waited for\nthis bridge for thirty years and we "
        "will not wait "
        "any\nlonger\"⟧ before she cut the ribbon and walked over it with\nher son.\n\nShe laughed.",
        '⟦"We have waited for this bridge for thirty years,"⟧ she said on\nMonday.\n\nNobody spoke.\n\n'
        '⟦"We will not wait any longer. It is the best bridge in the\ncounty, and I have seen them all."⟧\n',
        'THE MAYOR OF Ambry said on Monday that ⟦"we have waited for\nMayor Dunn to resign and she has not, and '
        'we will '
        'wait until\nFriday"⟧ before leaving for the Town Hall on foot with her only\nson.\n',
        '   The mayor said on Monday that ⟦"we have waited for thirty\nyears and we will not wait any longer"⟧ '
        'and left for '
        'home.\n   ⟦"It is the best bridge in the county,"⟧ she said after a\nwhile, and her son nodded.\n   '
        'Nobody else '
        "said anything that could be heard over the\nwater.\n",
    ],
)
def test_a_quotation_runs_over_the_breaks_of_hard_wrapped_lines(marking):
    check(marking)


def test_an_indented_line_of_wrapped_text_begins_a_paragraph():
    check(
        '   The mayor said on Monday that ⟦"we have waited for thirty\n'
        'years and we will wait no longer than this.⟧\n'
        '   ⟦"It is the best bridge in the county,"⟧ she said after a\nwhile, and her son nodded at her.\n'
        '   Nobody else said anything that could be heard over the\nwater.\n'
    )


def test_a_narrow_column_is_hard_wrapped_as_well():
    check(
        'The mayor of the town said on\nMonday: ⟦"We have waited for\nthis for thirty years and will\nnot wait."⟧ '
        "She went home.\n"
    )


def test_a_dash_or_a_year_at_the_start_of_a_wrapped_line_begins_no_paragraph():
    check(
        "The mayor, who was born in the town, had not left it once since\n"
        "2016. That year she said: ⟦\"We have waited for this new bridge\n"
        "- and waited - for thirty years, and it is the best in all the\n"
        "county.\"⟧ She said it again on Monday.\n"
    )


def test_short_lines_that_end_their_sentences_are_paragraphs():
    check('⟦"We waited.⟧\nNobody came, and nobody will come.\nShe left at six."\n')
