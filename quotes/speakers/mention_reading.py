"""What a mention says of the speaker beyond what extraction took from it, before identity is asked for.

Inside one document extraction takes "the NATO chief" for whoever was named before, and "House Speaker Johnson" for the
only Johnson that the document names in full; the register knows better who can have been meant.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotes.extraction.records import Speaker
from quotes.speakers.comparing import likeness
from quotes.speakers.directory import Directory
from quotes.speakers.evidence import LIKELY, Appearing, DocumentView, place_told, same_place, support
from quotes.speakers.given_names import known_given_name
from quotes.speakers.names import fold, surname_key
from quotes.speakers.parsing import PARTICLES, parse_person
from quotes.speakers.resolution import GENERATIONS, MAY_BE, without_courtesy
from quotes.speakers.roles import RoleReading, read_role, strength
from quotes.speakers.searching import search_keys

# what goes on after the words that extraction takes for the mention: "the governor of the Bank | of England"
_OF_WHAT = re.compile(r"(?:\s(?:of|for|to|at)\s(?:the\s)?(?:(?:[A-Z]\.)+|[A-Z][\w’'-]*)(?:\s(?:of\s)?[A-Z][\w’'-]*)*)+")


def reconsidered(speaker: Speaker, document: DocumentView, directory: Directory) -> Speaker:
    """The speaker as identity shall look at it, where a role in the mention says more than extraction took from it.

    It may become a role without a name, which is taken to its end ("the governor of the Bank of England"), a surname
    with a title, or the name as the mention writes it; mostly it stays as it is.
    """
    mention = speaker.mention
    if mention is None:
        return speaker
    speaker = _as_written(speaker, document)
    phrase = mention.text
    if speaker.type == "unnamed" or speaker.method.endswith(":role"):
        parted = title_and_surname(phrase)
        if parted is not None:
            title, surname = parted
            method = speaker.method.removesuffix(":role")
            return replace(speaker, name=surname, type="person", described=(title,), gender=None, method=method)
    if speaker.type == "unnamed":
        return _in_full(speaker, document)
    if speaker.type != "person":
        return speaker
    if speaker.method.endswith(":role"):
        return _office_of_another(speaker, phrase, document, directory)
    return _namesake(speaker, phrase, document, directory)


def _another_of_the_family(mention: str, name: str) -> bool:
    """ "Sonia Gandhi", which extraction took for the Gandhi named before: another given name with one surname."""
    written, taken = parse_person(mention), parse_person(name)
    given = written.given.split()[:1]
    return (
        written.surname == taken.surname
        and bool(given and taken.given)
        and known_given_name(fold(given[0]))
        and likeness(mention, name).how == "different"
    )


def title_and_surname(phrase: str) -> tuple[str, str] | None:
    """An office and the surname after it, where extraction took both for a description.

    >>> title_and_surname("former US secretary of state Rice")
    ('former US secretary of state', 'Rice')
    """
    words = phrase.split()
    if len(words) < 2 or read_role(phrase, named=True) is not None:
        return None
    for count in (1, 2, 3):
        title, name = words[:-count], words[-count:]
        if not title or not all(word[:1].isupper() or word in PARTICLES for word in name):
            break
        if read_role(" ".join(title), named=True) is not None:
            return " ".join(title), " ".join(name)
    return None


# the longest first: "Jr." before "Jr"
_GENERATION = re.compile(rf",?\s({'|'.join(sorted(map(re.escape, GENERATIONS), reverse=True))})(?!\w)")


def _as_written(speaker: Speaker, document: DocumentView) -> Speaker:
    """The name that the mention itself writes, where that is another's: "George W. Bush" beside his father, "… Jr."."""
    assert speaker.mention is not None
    words = without_courtesy(speaker.mention.text)
    if speaker.type != "person" or surname_key(words)[1] or len(words.split()) > 5:
        return speaker
    generation = _GENERATION.search(words) or _GENERATION.match(document.text, speaker.mention.end)
    if generation and generation[1] not in speaker.name and generation[1] not in speaker.described:
        return replace(speaker, name=f"{speaker.name} {generation[1]}")
    if _another_of_the_family(words, speaker.name):
        return replace(speaker, name=words, described=())
    initials = re.findall(r"\b[A-Z]\b", speaker.name), re.findall(r"\b[A-Z]\b", words)
    other = surname_key(words)[0] == surname_key(speaker.name)[0] and all(initials) and initials[0] != initials[1]
    if other and likeness(words, speaker.name).score < MAY_BE:
        return replace(speaker, name=words, described=())
    return speaker


def _in_full(speaker: Speaker, document: DocumentView) -> Speaker:
    assert speaker.mention is not None
    goes_on = _OF_WHAT.match(document.text, speaker.mention.end)
    if goes_on is None or speaker.name != " ".join(speaker.mention.text.split()):
        return speaker
    whole = speaker.name + " ".join(goes_on.group().split()).join((" ", ""))
    short, long = read_role(speaker.name), read_role(whole)
    return replace(speaker, name=whole) if long is not None and long != short else speaker


def _office_of_another(speaker: Speaker, phrase: str, document: DocumentView, directory: Directory) -> Speaker:
    reading = read_role(phrase)
    if reading is None or reading.tense != "current" or reading.then or not place_told(reading, phrase):
        return speaker
    if _described_so(speaker, reading):
        return speaker
    holders = directory.holders(reading, phrase, document.published) if document.published else []
    if any(likeness(speaker.name, name).score >= MAY_BE for known in holders for name in known.names):
        return speaker
    told = [other for p in speaker.described if (other := read_role(p, named=True)) is not None]
    elsewhere = any(other.of is not None and not same_place(other.of, reading.of or "") for other in told)
    if len(holders) == 1 or elsewhere:
        return replace(speaker, name=phrase, type="unnamed", described=(), gender=None)
    return speaker


def _namesake(speaker: Speaker, phrase: str, document: DocumentView, directory: Directory) -> Speaker:
    """ "House Speaker Johnson" in an article that names Ron Johnson, a senator: the one who holds the office."""
    words = phrase.split()
    if len(words) < 2 or surname_key(speaker.name)[1] or document.published is None:
        return speaker
    surname, alone = surname_key(words[-1])
    if not alone or surname != surname_key(speaker.name)[0]:
        return speaker
    title = " ".join(words[:-1])
    reading = read_role(title, named=True)
    if reading is None or _described_so(speaker, reading, besides=title):
        return speaker
    bearing = Appearing(words[-1], "person", (title,))
    fitting = [
        known
        for known in directory.alike(search_keys([words[-1]]))
        if known.registered and support(bearing, known, document).points >= LIKELY
    ]
    if not fitting or any(likeness(speaker.name, name).score >= MAY_BE for k in fitting for name in k.names):
        return speaker
    return replace(speaker, name=words[-1], described=(title,), gender=None)


def _described_so(speaker: Speaker, reading: RoleReading, besides: str = "") -> bool:
    for phrase in speaker.described:
        told = read_role(phrase, named=True)
        if phrase == besides or told is None:
            continue
        if any(strength(reading, role, told.of or reading.of) >= 0.5 for role in told.roles):
            return True
    return False
