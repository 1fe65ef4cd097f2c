"""Two people of one surname: whom the bare surname means, and whom a relative."""

from __future__ import annotations

import pytest


def test_who_is_named_in_full_each_time_is_not_the_bare_surname(speakers):
    text = (
        "“The wind has left,” President Paul Falk said.\n\n“We held the door,” said Kofi Falk, a fisherman who is no "
        "relation.\n\nKofi Falk said his neighbours would rebuild.\n\n“Not words,” Falk told a crowd."
    )
    assert speakers(text)[-1] == "Paul Falk"


def test_a_surname_without_the_title_that_the_other_always_has_is_not_the_other(speakers):
    text = (
        "Paul Falk, 34, was driving. His mother, Ada Falk, denied that he had laughed.\n\n‘He was crying,’ Mrs Falk "
        "said.\n\nFalk told officers: ‘I looked down for a second.’"
    )
    assert speakers(text) == ["Ada Falk", "Paul Falk"]


def test_who_is_called_by_the_given_name_is_not_the_bare_surname(speakers):
    text = (
        "Hanna Osterwijk came to lunch. Osterwijk came late. Her husband, Pieter Osterwijk, rang. ‘Are you being "
        "nice?’ Pieter asked.\n\n‘I am being quoted,’ Osterwijk said."
    )
    assert speakers(text) == ["Pieter Osterwijk", "Hanna Osterwijk"]


@pytest.mark.parametrize("owner, name", [("her", "Hillary Falk"), ("his", "William Falk")])
def test_a_possessive_in_the_sentence_tells_which_of_them(speakers, owner, name):
    text = f"Hillary Falk and William Falk met. In {owner} 2003 book, Falk wrote: “The clot was in the right knee.”"
    assert speakers(text) == [name]


def test_a_relative_takes_the_surname_of_the_nearest_whose_name_fits(speakers):
    text = (
        "“Nobody shouted,” Mikkel Pfaun said.\n\n“I will bury this paper,” said Ekwueme Sarrbo, a cooper.\n\n"
        "His daughter, Yeva, disagreed. “He says that every time,” she said."
    )
    assert speakers(text) == ["Mikkel Pfaun", "Ekwueme Sarrbo", "Yeva Sarrbo"]


@pytest.mark.parametrize("introduced", ["But Kayleigh's mum, Gail, isn’t laughing.", "Mum Gail isn’t laughing."])
def test_the_kin_of_the_popular_press_have_the_surname_too(speakers, introduced):
    text = f"Kayleigh Stubbs won the final. {introduced} “He’s a clown,” said Gail."
    assert speakers(text) == ["Gail Stubbs"]


def test_mrs_with_the_surname_of_a_man_is_the_wife_whom_the_text_introduced(speakers):
    text = (
        "Jermaine Pocock, 41, denies the charge.\n\nThe defendant’s wife, Leanne, told the court that he was ‘gentle "
        "as a lamb’. ‘The coat was behind me,’ Mrs Pocock said."
    )
    assert speakers(text) == ["Leanne Pocock", "Leanne Pocock"]


def test_his_wife_is_the_woman_of_his_surname_and_so_is_she(speakers):
    text = (
        "“The books are safe,” said Lorraine Achter, the judge. Jenna Reyes, a teacher, clapped.\n\nMr. Victor Achter "
        "said he would file again. His wife, asked whether she would recuse herself, laughed.\n\n“From what?” she said."
    )
    assert speakers(text)[-1] == "Lorraine Achter"


def test_the_elder_of_father_and_son(speakers):
    text = (
        "The only goal came from Luca Falk. His father, Emmett, watched from the tunnel. “I told him to shoot low,” "
        "the elder Falk said. “Dad says low every game,” the younger Falk said."
    )
    assert speakers(text) == ["Emmett Falk", "Luca Falk"]
