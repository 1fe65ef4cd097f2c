"""Kinds of work, for telling people of one name apart: "David Jones, a butcher" is not "David Jones, the sprinter".

Coarse classes of nouns that news puts beside names. Two descriptions contradict each other where both tell a kind of work,
none in common, and the two do not often meet in one life (a teacher may sit on the council, a lawyer in parliament).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_CLASSES = {
    "trade": """
        plumber plasterer electrician carpenter joiner roofer bricklayer builder welder mechanic painter-decorator glazier
        butcher baker barber hairdresser tailor cobbler locksmith gardener cleaner caretaker janitor cook waiter waitress
        bartender barman barmaid shopkeeper greengrocer fishmonger florist grocer cashier trucker driver cabdriver postman
        postwoman courier miner steelworker factory-worker labourer laborer decorator chimney-sweep window-cleaner handyman
        upholsterer stonemason thatcher potter dressmaker seamstress
    """,
    "farm": "farmer farms rancher grower shepherd beekeeper vintner winemaker dairyman farmhand crofter",
    "sea": "harbourmaster harbormaster harbour-master harbor-master fisherman skipper sailor ferryman mariner boatbuilder shipwright pilot lifeboatman",
    "sport": """
        sprinter runner footballer midfielder striker defender goalkeeper winger forward quarterback linebacker pitcher
        catcher shortstop batsman bowler cricketer golfer swimmer skier cyclist boxer wrestler gymnast athlete rower
        jockey coach coaches sprints referee umpire player captain-of-the-team marathoner hurdler skater surfer tennis-player
    """,
    "medicine": "nurse midwife physician surgeon doctor dentist paramedic pharmacist physiotherapist vet veterinarian",
    "school": "teacher teaches headteacher headmaster headmistress schoolteacher librarian pupil student principal lecturer tutor",
    "science": "professor scientist physicist chemist biologist historian economist astronomer geologist researcher",
    "art": """
        novelist poet playwright author writer singer soprano tenor cellist violinist pianist guitarist drummer composer
        conductor painter sculptor actor actress comedian dancer director filmmaker photographer
    """,
    "media": "journalist reporter editor columnist presenter broadcaster newscaster blogger",
    "law": "lawyer barrister solicitor judge attorney prosecutor magistrate notary",
    "office": """
        minister secretary president senator congressman congresswoman representative lawmaker legislator governor mayor
        councillor councilor councilman councilwoman alderman mp msp mep politician ambassador diplomat envoy commissioner
        chancellor premier treasurer clerk spokesman spokeswoman spokesperson chair chairs chairman chairwoman chief candidate
    """,
    "guard": "constable sergeant detective inspector sheriff superintendent officer firefighter fireman soldier corporal",
    "church": "vicar priest bishop rabbi imam pastor curate chaplain nun monk",
    "business": """
        businessman businesswoman entrepreneur banker broker executive founder owner developer investor manager landlord
        consultant accountant
    """,
}
# who may well be both
_MEET = {
    frozenset(pair.split())
    for pair in (
        "office law", "office business", "office school", "office science", "office medicine", "office farm",
        "office media", "office art", "office guard", "office church", "art school", "science school", "science medicine",
        "art media", "art science", "media science", "law science", "law business", "law guard", "business trade",
        "business farm", "business sea", "business sport", "business media", "business art", "business science",
        "business medicine", "business school", "school sport", "school church", "sport media", "sport guard", "sea guard",
        "medicine school", "medicine guard", "church guard", "church science", "art business", "sea trade", "farm trade",
    )
}  # fmt: skip
# work that nobody goes on doing beside a public office of the register
_NO_PUBLIC_LIFE = frozenset(["trade", "sea", "sport"])


_TWO_WORDS = re.compile(r"\b(harbou?r|tennis|window|factory|chimney) (master|player|cleaner|worker|sweep)")


@lru_cache(maxsize=1)
def _by_noun() -> dict[str, str]:
    return {noun: kind for kind, nouns in _CLASSES.items() for noun in nouns.split()}


@lru_cache(maxsize=16384)
def kinds_of_work(phrase: str) -> frozenset[str]:
    """The kinds of work that a description tells of now; none for "the former midfielder"."""
    if re.search(r"\b(?:former|ex|retired|late|one-time|onetime)\b", phrase, re.IGNORECASE):
        return frozenset()
    words = re.findall(r"[\w’'-]+", _TWO_WORDS.sub(r"\1-\2", phrase.lower()))
    nouns = _by_noun()
    found = {nouns[word] for word in words if word in nouns}
    found |= {nouns[word[:-1]] for word in words if word.endswith("s") and word[:-1] in nouns}
    if re.match(r"(?:Capt|Captain)\b", phrase) and not found:
        found = {"sea"}
    if re.match(r"Coach\b", phrase):
        found = {"sport"}
    if re.match(r"Drs?\b", phrase) and not found:
        found = {"medicine", "science"}
    return frozenset(found)


def contradict(told: Iterable[str], before: Iterable[str]) -> tuple[str, str] | None:
    """Two kinds of work that one person hardly has, where the descriptions share none; else None."""
    mine = frozenset().union(*map(kinds_of_work, told))
    theirs = frozenset().union(*map(kinds_of_work, before))
    if not mine or not theirs or mine & theirs:
        return None
    for one in sorted(mine):
        for other in sorted(theirs):
            if frozenset((one, other)) in _MEET:
                return None
    return min(mine), min(theirs)


def no_public_figure(told: Iterable[str]) -> str | None:
    """The kind of work that rules a holder of public office out, where nothing but such work is told."""
    kinds = frozenset().union(*map(kinds_of_work, told))
    return min(kinds) if kinds and kinds <= _NO_PUBLIC_LIFE else None
