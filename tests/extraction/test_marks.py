from __future__ import annotations

import time

import pytest

from quotes.extraction.marks import MarkedSpan, marked_spans, paragraphs


def marked(text: str, **options: bool) -> list[str]:
    return [text[span.start : span.end] for span in marked_spans(text, **options)]


# -- which marks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quoted",
    [
        "“We are ready”",
        '"We are ready"',
        "«We are ready»",
        "« We are ready »",
        "«\u202fWe are ready\u202f»",
        "„We are ready“",
        "„We are ready”",
        "‟We are ready”",
        "＂We are ready＂",
        "‘We are ready’",
        "'We are ready'",
        "‚We are ready‘",
        "‹We are ready›",
    ],
)
def test_a_pair_of_every_kind_of_mark_is_one_span_with_its_marks(quoted):
    text = f"At noon Osei said {quoted} and left."
    assert marked(text) == [quoted]


def test_curly_and_straight_spans_stand_in_one_text():
    text = '“We are ready,” Osei said. "So are we," Falk said. “Good,” she said.'
    assert marked(text) == ["“We are ready,”", '"So are we,"', "“Good,”"]


def test_spans_are_ordered_closed_and_of_the_layout_marks():
    spans = marked_spans("“One,” he said. “Two,” she said.")
    assert spans == [MarkedSpan(0, 6), MarkedSpan(16, 22)]


def test_a_text_without_marks_has_no_span():
    assert marked_spans("Nothing was said.") == []
    assert marked_spans("") == []
    assert marked_spans(" \n\n\t") == []


@pytest.mark.parametrize("empty", ['""', "“”", '" "', "“…”", '"!"', "« »"])
def test_marks_without_words_between_them_are_no_span(empty):
    assert marked(f"It read {empty} and no more. “Odd,” Osei said.") == ["“Odd,”"]


# -- British single marks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left", "right"), ["‘’", "''"])
def test_single_marks_are_told_from_contractions_and_possessives(left, right):
    first = f"{left}The ministers{right} cars won{right}t wait, and it{right}s late,{right}"
    second = f"{left}Let{right}s go.{right}"
    assert marked(f"{first} Osei said. {second}") == [first, second]


@pytest.mark.parametrize(("left", "right"), ["‘’", "''"])
def test_a_possessive_before_the_closing_single_mark_does_not_close_it(left, right):
    text = f"Osei said: {left}It is the Joneses{right} house and the workers{right} street.{right} Falk left."
    assert marked(text) == [f"{left}It is the Joneses{right} house and the workers{right} street.{right}"]


def test_single_marks_are_told_from_decades_and_elisions():
    text = "‘We danced in the ’90s and ’twas grand,’ she said. 'We danced in the '90s,' he said."
    assert marked(text) == ["‘We danced in the ’90s and ’twas grand,’", "'We danced in the '90s,'"]


def test_rock_n_roll_stays_inside_its_single_marks():
    assert marked("'It is rock 'n' roll, and we like it,' she said.") == ["'It is rock 'n' roll, and we like it,'"]


def test_possessives_and_elisions_alone_are_no_quotation():
    assert marked("The workers' union and the ministers' aides don't agree on the '90s.") == []
    assert marked("The workers’ union and the ministers’ aides don’t agree on the ’90s.") == []
    assert marked("’Tis the season, and ’twas ever thus. 'Tis late.") == []


def test_double_marks_inside_single_ones_are_nested():
    assert marked("‘He called it “a shambles” and left,’ Osei said. ‘So did I.’") == [
        "‘He called it “a shambles” and left,’",
        "‘So did I.’",
    ]


def test_double_marks_beside_single_ones_count_as_well():
    text = "‘We are ready,’ Osei said. ‘Come in.’ ‘Sit down.’ The sign read “closed until May”."
    assert marked(text)[-1] == "“closed until May”"


def test_single_marks_in_an_american_headline_are_no_span():
    text = "Osei: ‘Bridge is safe’\n\n“The bridge is safe,” Osei said. “I crossed it.” She called it “our pride.”"
    assert marked(text) == ["“The bridge is safe,”", "“I crossed it.”", "“our pride.”"]


def test_single_marks_in_a_british_headline_above_double_marks_are_a_quotation():
    text = "Osei: ‘Bridge is safe’\n\n“The bridge is safe,” Osei said. “I crossed it.” She called it “our pride”."
    assert marked(text) == ["‘Bridge is safe’", "“The bridge is safe,”", "“I crossed it.”", "“our pride”"]


# -- nested marks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quoted",
    [
        "“He told me ‘never again’ and left,”",
        "“He told me “never again” and left,”",
        "\"He told me 'never again' and left,\"",
        '“He told me "never again" and left,”',
        "«He told me “never again” and left,»",
        "“‘Never again,’ he told me,”",
        "“He told me ‘never again’”",
    ],
)
def test_a_quotation_inside_a_quotation_is_one_span(quoted):
    assert marked(f"{quoted} Osei said. “I wept.”") == [quoted, "“I wept.”"]


# -- paragraphs -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left", "right"), [("“", "”"), ('"', '"')])
def test_each_paragraph_of_a_long_quotation_is_a_span_and_only_the_last_is_closed(left, right):
    text = f"{left}One road.\n\n{left}Another road.\n\n{left}The last road,{right} Osei said."
    spans = marked_spans(text)
    assert [text[s.start : s.end] for s in spans] == [
        f"{left}One road.",
        f"{left}Another road.",
        f"{left}The last road,{right}",
    ]
    assert [s.closed for s in spans] == [False, False, True]


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = "Osei said: “We are ready.\n\nThe meeting ended. “Good,” Falk said."
    assert marked(text) == ["“We are ready.", "“Good,”"]


def test_an_odd_number_of_marks_spoils_its_own_paragraph_at_most():
    text = '"One," he said. "Two.\n\n"Three," she said. "Four."\n\nThe "fifth" came.'
    assert marked(text) == ['"One,"', '"Two.', '"Three,"', '"Four."', '"fifth"']


def test_a_span_that_was_never_closed_ends_where_the_next_one_opens():
    assert marked('"One," he said. "Two. "Three," he said.') == ['"One,"', '"Two.', '"Three,"']


def test_hard_wrapped_lines_are_one_paragraph():
    text = (
        "“We are ready for the\nwinter and whatever it\nbrings with it,” Osei\nsaid in the hall.\n\n"
        "“So are we,” Falk\nsaid.\n"
    )
    assert marked(text) == ["“We are ready for the\nwinter and whatever it\nbrings with it,”", "“So are we,”"]
    assert len(list(paragraphs(text))) == 2


def test_lines_that_are_paragraphs_of_their_own_are_not_joined():
    text = "Osei spoke first.\nFalk came second.\nNobody stayed."
    assert [text[a:b] for a, b in paragraphs(text)] == text.split("\n")


def test_paragraphs_end_at_every_kind_of_line_break():
    text = "“One.\r\n\r\n“Two.\u2028“Three,” she said."
    assert marked(text) == ["“One.", "“Two.", "“Three,”"]


# -- marks that are typed wrongly ---------------------------------------------------------------------------------


@pytest.mark.parametrize("quoted", ['“We are ready,"', '"We are ready,”', "”We are ready,”", "“We are ready,“"])
def test_mixed_and_wrongly_turned_marks_still_make_a_span(quoted):
    assert marked(f"{quoted} Osei said.\n\n“Good,” Falk said.") == [quoted, "“Good,”"]


def test_marks_parted_from_their_words_by_spaces_make_a_span():
    assert marked("“ We are ready ” Osei said.") == ["“ We are ready ”"]
    assert marked("“\u00a0We are ready\u00a0” Osei said.") == ["“\u00a0We are ready\u00a0”"]


def test_a_mark_without_a_space_before_or_after_it_is_understood():
    assert marked('Osei said."We are ready."Falk left.') == ['"We are ready."']
    assert marked('The word—"bridge"—stuck, and ("harbour") too.') == ['"bridge"', '"harbour"']


# -- marks that are none ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        'A 12" pipe burst.',
        "Osei is 6'2\" tall.",
        "The door is 5' 10\" high.",
        'He has a 27" monitor and a 6½" knife.',
        "It stands 6′ 2″ off the ground.",
    ],
)
def test_inches_and_feet_are_no_quotation_marks(text):
    assert marked(text) == []
    assert marked(f'{text} "It is old," Osei said.') == ['"It is old,"']


def test_a_straight_mark_after_a_number_closes_its_quotation():
    assert marked('"It burst in 2016," she said. "And in 2018". "Again in 2020"') == [
        '"It burst in 2016,"',
        '"And in 2018"',
        '"Again in 2020"',
    ]


def test_inches_inside_a_quotation_do_not_close_it():
    assert marked('"The beam is 12" wide," Osei said.') == ['"The beam is 12" wide,"']


def test_an_inch_sign_does_not_hide_that_a_later_quotation_is_open():
    assert marked('A 12" pipe burst. "It was laid in 2016" was all she said.') == ['"It was laid in 2016"']


def test_the_values_of_html_attributes_are_no_quotations():
    assert marked('<a href="x.html">“We are ready,”</a> Osei said.') == ["“We are ready,”"]
    assert marked('<img src="bridge.jpg" alt="the bridge"> Osei said: "We are ready."') == ['"We are ready."']


# -- layouts without marks ----------------------------------------------------------------------------------------


def test_a_block_quotation_is_a_span_without_its_sign():
    text = "Osei wrote:\n\n> We will rebuild the bridge.\n\nNobody answered."
    (span,) = marked_spans(text)
    assert (text[span.start : span.end], span.layout) == ("We will rebuild the bridge.", "block")


def test_the_marks_of_a_block_quotation_belong_to_it():
    assert marked("> “We will rebuild the bridge.”") == ["“We will rebuild the bridge.”"]
    assert marked("> “We will rebuild,” Osei said.") == ["“We will rebuild,”"]


@pytest.mark.parametrize(
    ("one", "other", "labels"),
    [
        ("OSEI:", "FALK:", ["OSEI", "FALK"]),
        ("ADA OSEI:", "MR. FALK:", ["ADA OSEI", "MR. FALK"]),
        ("**OSEI:**", "**FALK:**", ["OSEI", "FALK"]),
        ("OSEI (on the phone):", "FALK:", ["OSEI (on the phone)", "FALK"]),
        ("Q:", "A:", ["Q", "A"]),
    ],
)
def test_the_words_of_a_transcript_turn_are_a_span_with_a_label(one, other, labels):
    text = f"{one} Are you ready?\n\n{other} We are.\n\n{one} Good."
    spans = marked_spans(text)
    assert [text[s.start : s.end] for s in spans] == ["Are you ready?", "We are.", "Good."]
    assert {s.layout for s in spans} == {"turn"}
    assert [text[slice(*s.label)] for s in spans] == [*labels, labels[0]]


def test_an_interview_with_names_in_ordinary_case_has_turns_where_they_alternate():
    text = "Ada Osei: Are you ready?\nPaul Falk: We are.\nAda Osei: Since when?\nPaul Falk: May."
    assert marked(text) == ["Are you ready?", "We are.", "Since when?", "May."]


def test_a_line_with_a_label_that_does_not_come_back_is_no_turn():
    assert marked("BREXIT: what next\n\nThe council met on Monday.") == []
    assert marked("Address: Main Street 4\nPhone: none\nOpen: daily\nPrice: 4 crowns") == []
    assert marked("UPDATE: the bridge is open.\n\nNOTE: this text was corrected.") == []


def test_a_turn_whose_words_stand_in_marks_is_the_marked_span():
    assert marked("OSEI: “We are ready.”\n\nFALK: “So are we.”") == ["“We are ready.”", "“So are we.”"]


# -- two apostrophes ----------------------------------------------------------------------------------------------


def test_two_apostrophes_are_a_double_mark_only_where_asked_for():
    text = "''We are ready,'' Osei said. ''It's time.''"
    assert marked(text, apostrophe_pairs=True) == ["''We are ready,''", "''It's time.''"]
    assert marked(text) != marked(text, apostrophe_pairs=True)


def test_the_option_for_two_apostrophes_leaves_other_marks_as_they_are():
    text = "“We are ready,” Osei said. ‘It’s time.’"
    assert marked_spans(text, apostrophe_pairs=True) == marked_spans(text)


def test_two_apostrophes_are_read_with_exact_offsets_beside_single_spaces_and_line_ends():
    text = "He said ''stop''.\n''Go on,'' she said, ''until ''90''"
    for span in marked_spans(text, apostrophe_pairs=True):
        assert text[span.start : span.start + 2] == "''"
    assert marked(text, apostrophe_pairs=True)[:2] == ["''stop''", "''Go on,''"]


# -- offsets ------------------------------------------------------------------------------------------------------


def test_offsets_are_code_points_also_beyond_the_basic_plane():
    text = "😀😀 “We are 𝕣eady 👩‍👩‍👧,” Osei said. 🎉 “Yes, e\u0301videmment.”"
    spans = marked_spans(text)
    assert [text[s.start : s.end] for s in spans] == ["“We are 𝕣eady 👩‍👩‍👧,”", "“Yes, e\u0301videmment.”"]
    assert spans[0].start == 3


# -- cost -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    [
        *('2" ', "“a ", '"a ', "'a ", "‘a ", "“a” ", "> a\n", "``a ", "6'2” ", "a’ ", "as’ a ", "‘em ", "a“ ", "” …"),
        "“a’ ",
        *("Ada: a\n", "ADA: a\n", "Q. a\n", "A. a\n", "ADA OSEI\na\n", "**a?**\nI b\n", "Ada Osei by ", "a\n  b\n"),
    ],
)
def test_a_line_of_nothing_but_marks_takes_time_in_proportion_to_its_length(piece):
    def seconds(count: int) -> float:
        best = 60.0
        for _ in range(3):
            begun = time.process_time()
            marked_spans(piece * count)
            best = min(best, time.process_time() - begun)
        return best

    # 8 times as long; a square would make it 64 times as much
    assert seconds(4800) < 24 * seconds(600) + 0.05
