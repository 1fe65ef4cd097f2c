"""Transcript turns: `PENCE: …`, `**SUNDARAM:** …`, `Q. …`, `Ada Osei: …`, a name on a line of its own, and the answers
of an interview whose questions stand in bold type or alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from quotes.extraction.lexicon import FIRM_ENDINGS, GROUPS
from quotes.extraction.spans import MarkedSpan, paragraphs

_UPPER = "A-Z" + "".join(char for char in map(chr, range(0xC0, 0x180)) if char.isupper())
_PARTICLE = "de|da|del|la|von|van|der|al|bin"
_TITLE = "Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Senator|Sen|Rep|Gov|President|Minister|Justice|Judge|Chief Justice|Prof|Professor"
_CLOCK = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[ \t]+)?"
_BOLD = r"(?:\*\*|__)?"
# a label in capitals, with what stands in brackets after it: "OSEI (Ind.):"
TURN = re.compile(
    rf"{_CLOCK}{_BOLD}(?P<name>(?:(?:Ma?c)?[{_UPPER}][{_UPPER}.’'\-]+"
    rf"(?:[ ,]+(?:\(?(?:Ma?c)?[{_UPPER}][{_UPPER}.’'\-]*\)?|\d\d?|{_PARTICLE})){{0,5}}|Q|A|Question|Answer)"
    rf"(?:,? \([^()\n]{{1,40}}\))?)(?P<colon>{_BOLD}:{_BOLD})[ \t]+(?=\S)"
)
_NAME = rf"(?:(?:{_TITLE})\.? )?[{_UPPER}][\w.’'\-]+(?: (?:[{_UPPER}][\w.’'\-]*|{_PARTICLE})){{0,3}}"
_OFFICE = rf"(?:(?:,? \([^()\n]{{1,40}}\)){{1,2}}|, [DRI]-[{_UPPER}][\w. ]{{1,20}})?"
# a label in ordinary case, accepted only where turns alternate, as in an interview
NAMED_TURN = re.compile(rf"{_CLOCK}{_BOLD}(?P<name>{_NAME}{_OFFICE})(?P<colon>{_BOLD}:{_BOLD})[ \t]+(?=\S)")
# `Q. …` and `A. …` of a court's record, accepted only where an answer follows its question
POINTED = re.compile(rf"{_BOLD}(?P<name>[QA])(?P<colon>\.{_BOLD})[ \t]+(?=\S)")
# a label that is its whole line: in capitals or in bold type, or any name with a colon
ALONE = re.compile(
    rf"{_BOLD}(?P<name>[{_UPPER}][{_UPPER}.’'\-]+(?: [{_UPPER}][{_UPPER}.’'\-]*){{0,3}}){_BOLD}:?{_BOLD}\Z"
    rf"|{_BOLD}(?P<named>{_NAME}{_OFFICE}){_BOLD}:{_BOLD}\Z|(?:\*\*|__)(?P<bold>{_NAME})(?:\*\*|__)\Z"
)
BOLD_LINE = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(?:(?!\1).)+\1\Z|#{2,6} .+\Z", re.S)
STAGE = re.compile(r"[(\[][^()\[\]]*[)\]]\.?\Z")
CLIP = re.compile(r"\b(?:BEGIN|END|VIDEO|AUDIO|COMMERCIAL|BREAK)\b", re.I)
FIRST_PERSON = re.compile(r"\b(?:I|me|my|My)\b")
# a reporter's paragraph between two turns speaks to nobody, outside of marks
CONVERSATION = re.compile(r"\b(?:I|me|my|we|us|our|you|your)\b", re.I)
IN_MARKS = re.compile(r"[“\"][^“”\"]*[”\"]")
_NO_NAME = r"(?!(?:By|The|An?|In|On|At|And|But|Our|Words|Interview|Photo\w*)\b)"
FULL_NAME = re.compile(
    rf"(?<![\w’'\-.]){_NO_NAME}[{_UPPER}][a-zà-ž’'\-][\w’'\-]*(?: (?:[{_UPPER}]\.|{_PARTICLE}))*"
    rf"(?: [{_UPPER}][\w’'\-]+)+(?![\w])"
)
BYLINE = re.compile(r"(?:\b(?:[Bb]y|[Ww]ith|and|to|[Ii]nterview|[Pp]hotos?|[Pp]hotographs?)|BY):?(?: by)? \Z")
OPENING_MARKS = "“\"‘'«„”"
# labels that look like a turn and are none
NOT_SPEAKERS = frozenset(
    label.strip()
    for label in """
    ADVERTISEMENT, UPDATE, UPDATED, BREAKING, NOTE, NB, PS, FILE, PHOTO, VIDEO, WATCH, READ, MORE, READ MORE,
    RELATED, ALSO, SEE ALSO, CORRECTION, CLARIFICATION, EDITOR'S NOTE, EDITOR’S NOTE, CONTACT, CONTACTS, SOURCE,
    SOURCES, IMAGE, CAPTION, AUTHOR, TAGS, SCORE, RESULT, RESULTS, RE, TO, FROM, DATE, SUBJECT, VIA, LIVE, OPINION,
    ANALYSIS, EXCLUSIVE, TRANSCRIPT, FACT, CLAIM, VERDICT, MEDIA CONTACT, PRESS CONTACT, BY, PLACE, TIME,
    WHEN, WHERE, WHAT, WHO, WHY, HOW, POLL, SUMMARY, BACKGROUND, TOPICS, FOLLOW, TIP, LISTEN, WATCH LIVE, READ NEXT,
    KEY POINTS, PRESENT, ABSENT, APOLOGIES, WITNESSES, MEMBERS,
    PICTURED, ABOVE, BELOW, LEFT, RIGHT, MAP, GRAPHIC, CREDIT, WARNING, SPOILER, LATEST, COMMENT
    """.split(",")
)
# where news comes from: `WASHINGTON: The mayor left.` is a dateline
DATELINES = frozenset(
    place.strip()
    for place in """
    WASHINGTON, NEW YORK, LOS ANGELES, CHICAGO, BOSTON, LONDON, EDINBURGH, BELFAST, CARDIFF, DUBLIN, PARIS, BERLIN,
    BRUSSELS, GENEVA, ROME, MADRID, VIENNA, WARSAW, KYIV, KIEV, MOSCOW, ISTANBUL, ANKARA, CAIRO, JERUSALEM, TEL AVIV,
    GAZA, BEIRUT, DAMASCUS, BAGHDAD, TEHRAN, RIYADH, DUBAI, KABUL, ISLAMABAD, KARACHI, LAHORE, DELHI, NEW DELHI,
    MUMBAI, KOLKATA, CHENNAI, BENGALURU, HYDERABAD, DHAKA, COLOMBO, KATHMANDU, BEIJING, SHANGHAI, HONG KONG, TAIPEI,
    TOKYO, SEOUL, MANILA, JAKARTA, SINGAPORE, KUALA LUMPUR, BANGKOK, HANOI, SYDNEY, MELBOURNE, CANBERRA, WELLINGTON,
    NAIROBI, LAGOS, ABUJA, ACCRA, JOHANNESBURG, CAPE TOWN, PRETORIA, OTTAWA, TORONTO, MEXICO CITY, HAVANA, BRASILIA
    """.split(",")
)
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.I)
# the questions of an interview without bold type: how many at least, and the words of one at the most
_PLAIN_QUESTIONS, _LONGEST_QUESTION = 4, 60
# how many turns make a transcript, of which share of its paragraphs: then the paragraphs between them are turns' too
MOST_OF_IT, TURNS_OF_A_TRANSCRIPT = 0.6, 6
_NOTHING_ELSE = 0.85
# the words of a paragraph between turns that is no reporter's aside
_ASIDE = 8
_Place = tuple[int, int]


def transcript_turns(text: str) -> dict[int, MarkedSpan]:
    """Transcript turns by where their paragraph begins: lines ``NAME: words``, and what stands below a name.

    Capitals are enough where two lines have them; a name in ordinary case must come back, as in an interview; so must
    a name on a line of its own. An answer to a question in bold type has no label.
    """
    places = list(paragraphs(text))
    turns = _labelled(text, places)
    turns.update(_pointed(text, places))
    turns.update(_under_names(text, places, turns))
    if len(places) > 1 and _is_headline(text, places[0], places[1], turns):
        del turns[places[0][0]]
    if turns:
        return _with_their_paragraphs(text, places, turns)
    return _answers(text, places)


def _is_headline(text: str, first: _Place, second: _Place, turns: dict[int, MarkedSpan]) -> bool:
    """Whether the text's first line only looks like a turn: `Dagny Olufsen: the woman who cooks with seaweed`."""
    if first[0] not in turns or second[0] in turns or STAGE.match(text[slice(*second)]):
        return False
    label = turns[first[0]].label
    return text[first[1] - 1] not in ".?!…" or (label is not None and not text[slice(*label)].isupper())


def _labelled(text: str, places: list[_Place]) -> dict[int, MarkedSpan]:
    capital: dict[int, MarkedSpan] = {}
    named: dict[int, MarkedSpan] = {}
    for start, end in places:
        match = TURN.match(text, start, end)
        if match:
            bare = match["name"].partition(" (")[0].strip()
            if bare not in NOT_SPEAKERS and bare not in DATELINES:
                capital[start] = _turn(text, match, end)
            continue
        match = NAMED_TURN.match(text, start, end)
        if match and match["name"].upper() not in NOT_SPEAKERS and text[match.end()] not in OPENING_MARKS:
            named[start] = _turn(text, match, end)
    # one label alone is a headline's ("BREXIT: what next") or a dateline's
    turns = dict(capital) if len(capital) >= 2 else {}
    places_of = {start: text[slice(*span.label)] for start, span in (turns | named).items() if span.label}
    people = _people(list(places_of.values()))
    told = Counter(people[label] for label in places_of.values())
    if len(places_of) >= 4 and 2 <= len(told) <= len(places_of) / 2:
        back = {start: span for start, span in named.items() if told[people[places_of[start]]] > 1}
        labelled = [start for start, _ in places if min(places_of) <= start <= max(places_of)]
        whole = len(turns) + len(back) >= TURNS_OF_A_TRANSCRIPT and len(places_of) >= _NOTHING_ELSE * len(labelled)
        once = {start: span for start, span in named.items() if whole and " " in places_of[start]}
        turns.update(back | once)  # in a transcript also who speaks once
    return turns


def _turn(text: str, match: re.Match[str], end: int) -> MarkedSpan:
    """The words after a label; emphasis that was opened before the label and ends with the paragraph is left out."""
    emphasis = next((sign for sign in ("**", "__") if sign in match.group()), "")
    if emphasis and match.group().count(emphasis) == 1 and text.endswith(emphasis, match.end(), end):
        end -= len(emphasis)
    return MarkedSpan(match.end(), end, layout="turn", label=match.span("name"))


def _people(labels: list[str]) -> dict[str, str]:
    """For each label one form that all labels of the same person share: `Sam Oyelaran`, `Oyelaran` and `SO`."""
    words = {label: re.findall(r"[\w’'\-]+", re.split(r" \(|,", label)[0]) for label in labels}
    by_initials: dict[str, set[str]] = {}
    for parts in words.values():
        if len(parts) > 1:
            initials = "".join(part[0] for part in parts if part[0].isupper())
            by_initials.setdefault(initials, set()).add(parts[-1].casefold())
    people: dict[str, str] = {}
    for label, parts in words.items():
        initials = "".join(parts) if label.isupper() and all(len(part) <= 3 for part in parts) else ""
        full = by_initials.get(initials, set())
        people[label] = next(iter(full)) if len(full) == 1 else parts[-1].casefold() if parts else label
    return people


def _pointed(text: str, places: list[_Place]) -> dict[int, MarkedSpan]:
    """Turns of a court's record: a `Q.` whose `A.` comes within three paragraphs, and the answers."""
    turns: dict[int, MarkedSpan] = {}
    asked: tuple[int, int, MarkedSpan] | None = None
    for number, (start, end) in enumerate(places):
        match = POINTED.match(text, start, end)
        if match is None:
            continue
        turn = _turn(text, match, end)
        if match["name"] == "Q":
            asked = (number, start, turn)
        elif asked is not None and number - asked[0] <= 3:
            turns[asked[1]], turns[start] = asked[2], turn
            asked = None
    return turns


def _under_names(text: str, places: list[_Place], turns: dict[int, MarkedSpan]) -> dict[int, MarkedSpan]:
    """Turns whose label is a line of its own; at least two speakers, each of whom comes back."""
    found: dict[int, MarkedSpan] = {}
    labels: dict[int, str] = {}
    for number in range(len(places) - 1):
        match = ALONE.match(text[slice(*places[number])])
        start, end = places[number + 1]
        if match is None or start in turns or ALONE.match(text[start:end]) or text[start] in OPENING_MARKS + ">#":
            continue
        group = match.lastgroup or "name"
        if match[group] in NOT_SPEAKERS:
            continue
        begin = places[number][0]
        found[start] = MarkedSpan(
            start, end, layout="turn", label=(begin + match.start(group), begin + match.end(group))
        )
        labels[start] = match[group]
    people = _people(list(labels.values()))
    told = Counter(people[label] for label in labels.values())
    back = {start: span for start, span in found.items() if told[people[labels[start]]] > 1}
    return back if len(back) >= 4 and len({people[labels[start]] for start in back}) >= 2 else {}


def _with_their_paragraphs(text: str, places: list[_Place], turns: dict[int, MarkedSpan]) -> dict[int, MarkedSpan]:
    """The turns, and in a text that is a transcript for the most part the further paragraphs of long ones."""
    numbers = [number for number, (start, _) in enumerate(places) if start in turns]
    first, last = numbers[0], numbers[-1]
    if len(turns) < TURNS_OF_A_TRANSCRIPT or len(turns) < MOST_OF_IT * (last - first + 1):
        return turns
    unbroken = len(turns) >= _NOTHING_ELSE * (last - first + 1)  # no reporter speaks between the turns
    speaking: MarkedSpan | None = None
    whole: dict[int, MarkedSpan] = {}
    for start, end in places[first : last + 1]:
        words = text[start:end]
        if start in turns:
            speaking = whole[start] = turns[start]
        elif STAGE.match(words):
            speaking = None if CLIP.search(words) else speaking
        elif (
            speaking is None
            or words.isupper()
            or words[-1] not in '.?!…-—–”"'
            or words[0] in OPENING_MARKS + ">"
            or BOLD_LINE.match(words)
            or TURN.match(words)
            or ALONE.match(words)
            or not (CONVERSATION.search(IN_MARKS.sub("", words)) or unbroken and _goes_on(words))
        ):
            speaking = None
        else:
            whole[start] = replace(speaking, start=start, end=end)
    return whole


def _goes_on(words: str) -> bool:
    """Whether a paragraph that speaks to nobody is long enough to be a speech's: "It also sold." is an aside."""
    return len(words.split()) >= _ASIDE and IN_MARKS.search(words) is None


def _answers(text: str, places: list[_Place]) -> dict[int, MarkedSpan]:
    """The paragraphs below questions in bold type, or in none, if most of them speak in the first person: a page of
    frequent questions has the same shape, and a reporter's answers."""
    bold = [BOLD_LINE.match(text, start, end) is not None for start, end in places]
    asks = [is_bold and text[start:end].rstrip("*_ ").endswith("?") for is_bold, (start, end) in zip(bold, places)]
    if sum(asks) < 3 or sum(asks) < 0.5 * sum(bold):
        asks = _plain_questions(text, places)
        bold = asks
    if not any(asks):
        return {}
    answers: list[list[_Place]] = []
    last = max(number for number, is_question in enumerate(asks) if is_question)
    for number, place in enumerate(places):
        if asks[number]:
            answers.append([])
        elif bold[number] or text[place[0]] in OPENING_MARKS + ">":
            continue
        elif answers and (number <= last or not answers[-1]):  # what follows the last answer is a reporter's again
            answers[-1].append(place)
    personal = sum(any(FIRST_PERSON.search(text, *place) for place in answer) for answer in answers)
    if personal < 0.5 * len(answers):
        return {}
    label = _interviewee(text, places[: asks.index(True)])
    return {start: MarkedSpan(start, end, layout="turn", label=label) for answer in answers for start, end in answer}


def _plain_questions(text: str, places: list[_Place]) -> list[bool]:
    """Which paragraphs are an interviewer's questions that lost their bold type; none where the page is no interview.

    Most of them say "you", they stand close together, and nobody is quoted between them.
    """
    asks = []
    for start, end in places:
        words = text[start:end]
        plain = not IN_MARKS.match(words) and len(words.split()) <= _LONGEST_QUESTION and "\n" not in words
        asks.append(plain and words.endswith("?"))
    numbers = [number for number, is_question in enumerate(asks) if is_question]
    if len(numbers) < _PLAIN_QUESTIONS or len(numbers) < 0.3 * (numbers[-1] - numbers[0] + 1):
        return [False] * len(places)
    between = [text[slice(*place)] for place in places[numbers[0] : numbers[-1] + 1]]
    to_you = sum(bool(_YOU.search(text, *places[number])) for number in numbers)
    quoted = any(words[0] in OPENING_MARKS for words in between)
    in_a_row = sum(asks[number] and asks[number + 1] for number in numbers[:-1])
    alternate = not quoted and in_a_row <= 0.2 * len(numbers) and to_you >= 0.5 * len(numbers)
    return asks if alternate else [False] * len(places)


def _interviewee(text: str, above: list[_Place]) -> _Place | None:
    """Who answers: the one full name above the first question, bylines left out; None where there are several."""
    names: dict[str, _Place] = {}
    for start, end in above:
        for match in FULL_NAME.finditer(text, start, end):
            firm = match.group().split()[-1].lower() in FIRM_ENDINGS | GROUPS
            if not firm and not BYLINE.search(text, max(start, match.start() - 24), match.start()):
                names.setdefault(match.group(), match.span())
    return next(iter(names.values())) if len(names) == 1 else None
