"""Who speaks among people of one surname, holders of like offices, and members of a parliament."""

from __future__ import annotations


def names_of(extractor, text: str) -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in extractor.extract(text)]


BROTHERS = (
    "England’s captain, Toby Osei, refused to blame the pitch. “We’ve got to be braver,” Osei said.\n\n"
    "His younger brother resisted. Sam Osei, batting with a runner, made 31.\n\n"
    "There was a flashpoint when a bowler gave Sam Osei a send-off and had to be led away. “Heat of the moment,” "
    "Osei said."
)


def test_a_surname_is_whoever_was_just_named_in_full(extractor):
    assert names_of(extractor, BROTHERS) == ["Toby Osei", "Sam Osei"]


def test_two_of_one_surname_in_one_sentence_leave_it_to_who_acted(extractor):
    text = "Manager Andy Osei launched an attack on referee Neil Osei after a defeat. “He’s no relation,” said Osei."
    assert names_of(extractor, text) == ["Andy Osei"]


def test_sisters_have_the_surname_that_they_are_given_together(extractor):
    text = "For 41 years the Osei sisters did not speak.\n\n“I could see her wash,” Dolores says now."
    assert names_of(extractor, text) == ["Dolores Osei"]


def test_a_noun_with_a_hyphen_is_whole(extractor):
    speaker = extractor.extract("“I hung around,” said the all-rounder, who had ice on his leg.")[0].speaker
    assert speaker is not None and speaker.mention is not None and speaker.mention.text == "the all-rounder"


def test_the_interior_minister_is_not_the_home_secretary(extractor):
    text = (
        "The home secretary has rejected the plan.\n\nLaura Osei told MPs that it was “unsafe”.\n\n"
        "In Paris, Osei’s French counterpart, Jean-Luc Roe, said that Britain might answer his letters. “I have sent "
        "three,” the interior minister said."
    )
    assert names_of(extractor, text) == ["Laura Osei", "Jean-Luc Roe"]


def test_a_remark_that_somebody_recalls_is_whose_it_was(extractor):
    text = "Ada Osei captained the boat. Idris Roe, who was washed overboard, recalled her only comment: “Let go.”"
    assert names_of(extractor, text) == ["Ada Osei"]


def test_a_new_name_speaks_in_the_paragraph_that_introduces_it(extractor):
    text = (
        "“You could have grown carrots on it,” said Chris Roe, the coach. “I’ve never seen a ball turn like that.”\n\n"
        "Seven wickets fell to Ruwan Osei, a 19-year-old. “My mother told me to keep it simple,” he said."
    )
    assert names_of(extractor, text)[-1] == "Ruwan Osei"


def test_a_team_is_nobody_who_could_be_he(extractor):
    text = (
        "The Port Albert Kestrels have stood down Brayden Osei. In a statement the Kestrels said he would miss two "
        "matches.\n\nCoach Leigh Roe kept a straight face. “It’s serious,” Roe said.\n\n“I’d have got a week,” he said."
    )
    assert "Albert Kestrels" not in names_of(extractor, text)


PARLIAMENT = (
    "Oral Answers\n\nAda Roe (Ceredigion) (Lab): How many have been built?\n\n"
    "The Prime Minister (Honor Osei): I thank the hon. Lady.\n\nAda Roe: I asked for a number.\n\n"
    "The Prime Minister: My heart goes out to her.\n\nMr Speaker: Order.\n\n"
    "Alan Dunmore (North Wessex) (Con): Does my right hon. Friend agree?\n\nThe Prime Minister: I do.\n\n"
    "Mr Speaker: Order. Let us move on."
)


def test_a_parliament_prints_offices_with_names_in_brackets(extractor):
    names = names_of(extractor, PARLIAMENT)
    assert [names[1], names[3], names[6]] == ["Honor Osei"] * 3
    assert [names[0], names[2], names[5]] == ["Ada Roe", "Ada Roe", "Alan Dunmore"]


def test_a_judge_of_the_lead_is_the_only_judge_whom_the_text_names(extractor):
    text = (
        "A judge on Monday blocked a school district from tracking children, saying officials had “confused a "
        "kindergarten with a county jail.”\n\nThe ruling by U.S. District Judge Ada Osei came two weeks after a suit."
    )
    assert names_of(extractor, text) == ["Ada Osei"]


def test_who_stands_for_the_name_before_it(extractor):
    text = "Her remarks drew a reply from the group leader, Martin Osei, who accused her of “playing to the cameras”."
    assert names_of(extractor, text) == ["Martin Osei"]


def test_who_of_an_opening_description_stands_for_the_subject_after_it(extractor):
    text = "A Democrat who described himself as “liberal on people and tight on money,” Osei won his seat in 1963."
    assert names_of(extractor, text) == ["Osei"]


def test_one_of_several_is_named_after_a_comma(extractor):
    text = "The judges were divided. One, the Mexican poet Ada Osei, called it “the best thing I have seen”."
    assert names_of(extractor, text) == ["Ada Osei"]


def test_signs_and_notes_say_their_words_themselves(extractor):
    text = (
        "He kept the brick by the till with a sign: “We also do bricks.”\n\n"
        "Jurors had sent out a note after two days that read, “We are stuck on whether she meant it.”"
    )
    assert names_of(extractor, text) == ["a sign", "a note"]


def test_capitals_on_a_banner_are_no_label_of_a_turn(extractor):
    text = "Ada Osei spoke on hay. Others held up homemade signs that said “OSEI: WHY NOT?”"
    assert names_of(extractor, text) != ["Ada Osei"]


def test_his_mother_is_whose_she_was_when_first_told_of(extractor):
    text = (
        "In September a student named Deshawn Osei turned up. Weeks later she learned that he and his mother slept in "
        "a car.\n\nThe principal, Frank Roe, told a social worker. “All I did was call,” he says.\n\n"
        "His mother, Tanisha, cried when she saw the stove. “I’d been dreaming about onions,” she says."
    )
    assert names_of(extractor, text)[-1] == "Tanisha Osei"


def test_a_daughter_has_the_double_surname_of_her_father(extractor):
    text = (
        "Reginald Askew-Osei was a broadcaster. He retired in 1996.\n\n“He was dreadful,” said his daughter, Fiona."
    )
    assert names_of(extractor, text) == ["Fiona Askew-Osei"]


def test_senior_after_the_surname_is_the_father(extractor):
    text = (
        "Marlon Osei wants to leave. Osei’s agent is also his father, Kevin, who played for the club.\n\n"
        "“There’s no villain,” Osei senior told the radio."
    )
    assert names_of(extractor, text) == ["Kevin Osei"]


def test_it_said_after_a_letter_is_the_letter(extractor):
    text = "He kept a letter from a skipper whose boat had come home. It said simply: “We heard you.”"
    assert names_of(extractor, text) == ["a letter from a skipper"]


def test_a_sign_reading_something_says_it(extractor):
    assert names_of(extractor, "The landlord has put up a sign reading “Ding dong or be gone”.") == ["a sign"]


def test_who_describes_somebody_says_how(extractor):
    text = "His delivery, described by one colleague as “warm gravel with a limp”, owed something to a stammer."
    assert names_of(extractor, text) == ["one colleague"]


def test_who_identified_himself_by_one_name_is_he(extractor):
    text = (
        "“I told them it was a draw,” said Colonel Mario Roe, who leads the rescue.\n\n"
        "One of the men, who identified himself as Esteban, told his wife that the water had stopped. “We can hear "
        "you,” he said. “It’s like a mosquito,” he said."
    )
    assert names_of(extractor, text)[1] == "Esteban"
