"""Whom pronouns and descriptions mean: relatives, the dead of an obituary, landladies and coaches."""

from __future__ import annotations

import pytest


def names_of(extractor, text: str) -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in extractor.extract(text)]


FAMILY = (
    "Laura Osei has run the theater since her father, Hector, had his stroke. In March a storm took the screen.\n\n"
    "“I just looked at the sky,” she says.\n\n"
    "Nadine Roe, who teaches down the road, set up a website. “Laura doesn’t own a computer,” she explains.\n\n"
    "Her father watches from a wheelchair. He painted the booth in 1974.\n\n"
    "She laughs, and wipes her eyes. “He’s been saying it for weeks,” she says."
)
OBITUARY = (
    "Wilma Osei, a coal miner’s daughter and singer, died on Sunday at her home. Ms. Osei was 88.\n\n"
    "She was born in Galax in 1936.\n\n"
    "Loretta Roe, who has sung her songs for half a century, wore out three records. “It was like somebody opened a "
    "door,” Ms. Roe said.\n\n"
    "Besides her son, she is survived by four grandchildren.\n\n"
    "She went on performing until she was 84. At her last concert she was introduced as a legend. She looked behind "
    "her.\n\n“Where?” she said."
)


def test_her_father_is_whose_father_the_text_has_named(extractor):
    assert names_of(extractor, FAMILY)[-1] == "Laura Osei"


def test_an_obituary_comes_back_to_its_dead(extractor):
    assert names_of(extractor, OBITUARY) == ["Loretta Roe", "Wilma Osei"]


def test_whose_wife_she_is_not_his_daughter(extractor):
    text = (
        "Molly Osei, 16, died in January. Her mother, Joanne, told the hearing that she had begged staff.\n\n"
        "Molly’s father, Steve, read from a sheet. “She wanted to be a vet,” he said. His wife took it from him. "
        "“She had a place,” she read."
    )
    assert names_of(extractor, text) == ["Steve Osei", "Joanne Osei"]


def test_the_landlady_of_the_lead_is_who_the_next_sentence_names(extractor):
    text = (
        "A pub landlady who was told to stop feeding cats says she would rather lose her licence. Bev Osei, who has "
        "run the Woolpack for 19 years, was sent a warning.\n\n“It’s beyond a joke,” said Liz Roe, a baker.\n\n"
        "Asked what she would do on Friday, the landlady said she would open. “Twelve o’clock,” she said."
    )
    assert names_of(extractor, text) == ["Liz Roe", "Bev Osei"]


def test_a_coach_of_another_team_is_not_meant(extractor):
    text = (
        "It took three overtimes, but Valley Tech beat Tidewater, and Bo Osei finally smiled.\n\n"
        "“I’m too old for that,” the Valley Tech coach said.\n\nDarnell Fitch threw for 340 yards. His coach, Curt "
        "Roe, was in no mood to talk. “Y’all saw it,” Roe said."
    )
    assert names_of(extractor, text) == ["Bo Osei", "Curt Roe"]


def test_a_nickname_in_a_name_is_a_name_by_itself(extractor):
    text = "Terrell “Tank” Osei ran for 211 yards.\n\n“I’m bringing the film,” Tank confirmed."
    assert names_of(extractor, text)[-1] == "Terrell Osei"


@pytest.mark.parametrize(
    "told", ["who gave her name only as Fatou", "who asked to be identified only as Fatou, for fear of reprisals"]
)
def test_a_name_that_somebody_gives_is_the_speakers(extractor, told):
    assert names_of(extractor, f"“It is finished,” said a market trader {told}.") == ["Fatou"]


def test_a_firm_whose_name_is_plural_is_it(extractor):
    text = "Osei Partners, which owns 11% of the shares, welcomed the plan. “We have asked for this,” it said."
    assert names_of(extractor, text) == ["Osei Partners"]


def test_words_as_words_after_such_as_are_nobodys(extractor):
    text = "The paper is careful to avoid words such as “revenge” and “mood”, Ada Osei said."
    assert extractor.extract(text) == []
