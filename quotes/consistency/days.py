"""The day that a text gives to a statement: "said on Tuesday", "on 17 January", "last night", near the cue.

The sentence of the cue is read, without what stands between its quotation marks; where it tells of no time at all, a
sentence before that says when the speaker spoke. A day counts only where the words between it and the cue leave no
doubt that it is the day of the saying: "told reporters in Kyiv on Tuesday" is, "said the tanks would arrive on Tuesday"
and "said in an interview published on Tuesday" are not. Where that is not sure, or two days are given, there is none.
A weekday is the last one up to the document's own day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quotes.extraction.records import TextSpan

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAY = rf"(?P<weekday>{'|'.join(day.capitalize() for day in _DAYS)})"
_MONTH = (
    r"(?P<month{n}>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day{n}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_PART_OF_DAY = r"(?:\s+(?:morning|afternoon|evening|night)(?:\s+local\s+time)?)?"
_WHEN = re.compile(
    rf"""(?<![\w'’-])(?:
    (?P<iso>\d{{4}}-\d\d-\d\d)
    |(?:{_WEEKDAY}{_PART_OF_DAY},?\s+)?(?:
        (?:the\s+)?{_DAY.format(n=1)}\s+(?:of\s+)?{_MONTH.format(n=1)}(?:,?\s+(?P<year1>(?:19|20)\d\d))?
        |{_MONTH.format(n=2)}\s+{_DAY.format(n=2)}(?:,?\s+(?P<year2>(?:19|20)\d\d))?
    )
    |{_WEEKDAY.replace('weekday', 'weekday3')}{_PART_OF_DAY}
    |(?P<yesterday>[Yy]esterday{_PART_OF_DAY}|[Ll]ast\s+night)
    |(?P<today>[Tt]oday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening))
    )(?![\w’'-])""",
    re.VERBOSE,
)
_QUOTED = "\0"
_MARKED = re.compile(r"“[^“”]{1,2000}”|„[^“”„]{1,2000}[“”]|«[^«»]{1,2000}»|(?<!\w)\"[^\"\n]{1,2000}\"(?!\w)")
_END = re.compile(r"\n\s*\n|(?<![:,;])\n(?=\s*[^a-z\s])|[.!?][)\]”’\"']*(?=\s+[\"“‘'(\[]?[A-Z0-9\0]|\s*$)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Prof|St|Rev|Hon"
    r"|No|vs|Inc|Ltd|Co|Corp|Jr|Sr|a\.m|p\.m)|(?<![A-Za-z])[A-Z])\.$"
)
_NOT_OF_SAYING = re.compile(
    r"\b(?:since|until|till|by|before|after|from|of|for|to|through|between|every|each|next|last|coming|following|than"
    r"|and|or|ahead|dated|due|previous|past|a|another|one|that|how|but)\s+(?:late|early|on|the|\s)*$",
    re.I,
)
_RANGE_AFTER = re.compile(r"\s*(?:[-–—]\s*\w|(?:and|or|to|through|until)\s+(?:on\s+)?(?:[A-Z][a-z]+day\b|\d{1,2}\b))")
# what may stand between a cue and its day: hearers, and where, on what occasion it was said
_OPENS = {"in", "at", "during", "on", "from", "to", "via", "outside", "inside", "aboard", "near", "speaking",
          "alongside", "late", "early", "earlier", "addressing"}  # fmt: skip
_ACTS = frozenset(
    """
    that who whom whose which when where while since until because as if though although whether after before amid
    despite will would shall should can could may might must is are was were be been being has have had do does did
    he she it they we i you there not never and but or says said say told called asked published aired broadcast
    recorded released posted dated due scheduled expected planned ahead following over about against of for by
    """.split()
)
_ALLOWED_PARTICIPLES = {"united", "armed", "joint"}
_HEARING = {"told", "tell", "tells", "telling", "informed", "assured", "warned", "reminded", "asked", "addressed"}
_WORDS_BETWEEN = 14
_NEAR_VERB = 120  # code points from a name to what its bearer did
_SPOKE = re.compile(
    r"\b(?:said|told|spoke|speaking|warned|announced|declared|addressed|insisted|argued|promised|vowed|urged|wrote|posted"
    r"|tweeted|added|stressed|acknowledged|answered|replied|appeared)\b"
)
# the sentence itself tells of another time, however vaguely
_OTHER_TIME = re.compile(
    r"\b(?:last|earlier|later|ago|previous(?:ly)?|recently|once|then|before|after|since|again|repeated|has|have|had|week|month"
    r"|year|years|weeks|months|January|February|March|April|June|July|August|September|October|November|December"
    r"|(?:19|20)\d\d)\b"
)
_THAT_DAY = re.compile(r"\b(?:that|the\s+same)\s+(?:day|morning|afternoon|evening|night)\b|\bthe\s+same\s+day\b")
_WORD = re.compile(r"[\w’'-]+")
_TRUSTED_BACK = 5  # days: "on Wednesday", six days back, may be tomorrow in another time zone
_LONGEST_BACK = 200  # days: "17 January" without a year


@dataclass(frozen=True, slots=True)
class GivenDay:
    """A day that a text gives to a statement, and the words that say so."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A part of a statement in its text: where the quotation is, its cue and its mention, offsets in one text."""

    start: int
    end: int
    cue: TextSpan | None = None
    mention: TextSpan | None = None


def day_given(
    text: str, parts: Sequence[Reported], published: date | None, *, speaker: str | None = None
) -> GivenDay | None:
    """The day that the text gives to a statement of these parts; None where it does not say, or not surely.

    ``text`` may be a window of the document, if the offsets of ``parts`` are those in it. Without ``published`` only
    a whole date with its year tells the day. With the ``speaker``'s name the paragraph before is read, too, where the
    sentence itself says nothing of time: "Ada Osei spoke on Tuesday. …"
    """
    hidden = _without_quotations(text, parts)
    found: dict[date, GivenDay] = {}
    for part in parts:
        if part.cue is None:
            continue
        told = list(_said_of(hidden, part.cue, part.mention))
        if not told:
            told = list(_introduced(hidden, part.cue, speaker))
        for words in told:
            day = _resolve(words, published)
            if day is None:
                return None
            found.setdefault(day, GivenDay(day, " ".join(words[0].split())))
    return next(iter(found.values())) if len(found) == 1 else None


def _introduced(text: str, cue: TextSpan, speaker: str | None) -> Iterator[re.Match[str]]:
    """Days of the last sentence, in this paragraph or the one before, that says when the speaker spoke."""
    first, last = _sentence(text, cue.start, cue.end)
    if _OTHER_TIME.search(text, first, last) or _WHEN.search(text, first, last):
        return
    sentences = list(_before(text, first))
    if sentences and _THAT_DAY.search(text, cue.end, last):
        days = list(_WHEN.finditer(text, *sentences[0]))
        yield from days[:1] if len(days) == 1 else ()
        return
    names = _WORD.findall(speaker or "")
    if not names:
        return
    name = re.compile(rf"(?<![\w-]){re.escape(names[-1])}(?![\w-])")
    for start, end in sentences:
        for verb in _SPOKE.finditer(text, start, end):
            behind = name.search(text, verb.end(), min(end, verb.end() + _NEAR_VERB // 3))
            ahead = name.search(text, max(start, verb.start() - _NEAR_VERB), verb.start())
            if not (behind or ahead):
                continue
            mention = TextSpan(behind.start(), behind.end(), behind[0]) if behind and not ahead else None
            if told := list(_said_of(text, TextSpan(verb.start(), verb.end(), verb[0]), mention)):
                yield from told
                return


def _before(text: str, place: int) -> Iterator[tuple[int, int]]:
    """The sentences of this paragraph up to a place and those of the paragraph before, the last first."""
    paragraph = text.rfind("\n", 0, place) + 1
    earliest = text.rfind("\n", 0, len(text[:paragraph].rstrip())) + 1
    while place > earliest:
        end = len(text[:place].rstrip())
        if end <= earliest:
            return
        start, _ = _sentence(text, end - 1, end - 1)
        yield max(start, earliest), end
        place = min(start, end - 1)


def _without_quotations(text: str, parts: Sequence[Reported]) -> str:
    """The text with a sign in place of every quoted character, so that offsets stay."""
    hidden = _MARKED.sub(lambda match: _hidden(match[0]), text)
    for part in parts:
        hidden = hidden[: part.start] + _hidden(text[part.start : part.end]) + hidden[part.end :]
    return hidden


def _hidden(quoted: str) -> str:
    """Signs; a full stop before the closing mark stays, since it may end the sentence."""
    if len(quoted) > 2 and quoted[-2] == ".":
        return _QUOTED * (len(quoted) - 2) + "." + quoted[-1]
    return _QUOTED * len(quoted)


def _said_of(text: str, cue: TextSpan, mention: TextSpan | None) -> Iterator[re.Match[str]]:
    """Days of the cue's sentence that are the saying's; all of them, if they contradict each other."""
    first, last = _sentence(text, cue.start, cue.end)
    for match in _WHEN.finditer(text, first, last):
        before = text[max(first, match.start() - 30) : match.start()]
        if _NOT_OF_SAYING.search(before) or _RANGE_AFTER.match(text, match.end()):
            continue
        if match.start() >= cue.end:
            if _after(text[cue.end : match.start()], cue, mention):
                yield match
        elif match.end() <= cue.start and _ahead(text, first, match, cue, mention):
            yield match


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = 0
    last = len(text)
    for boundary in _END.finditer(text):
        if boundary[0][0] == "." and _ABBREVIATED.search(text, max(0, boundary.start() - 8), boundary.start() + 1):
            continue
        if boundary.start() < start:
            # ':' before a paragraph break leads over to what is said
            if "\n" in boundary[0] and text[: boundary.start()].rstrip()[-1:] in {":", ","}:
                continue
            first = boundary.end()
        elif boundary.start() >= end:
            last = boundary.start()
            break
    return first, last


def _after(between: str, cue: TextSpan, mention: TextSpan | None) -> bool:
    """Whether nothing but hearers, places and occasions stands between the cue and the day after it."""
    # "said on Tuesday the attack on Monday": the first day is the cue's, what follows another has been spoken of
    if _QUOTED in between or re.search(r"[;:()—–]", between) or _WHEN.search(between):
        return False
    if mention is not None and mention.start >= cue.end:
        at = mention.start - cue.end
        if at <= len(between):
            # "said Mr Sybiha, the foreign minister, on Tuesday": the name and what stands beside it between commas
            length = mention.end - mention.start
            tail = between[at + length :]
            tail = re.sub(r"^,[^,]{1,80},", " ", tail)
            between = between[:at] + tail
    if between.count(",") > 1:
        return False
    words = re.findall(r"[\w'’.-]+", between)
    while words and words[-1].lower() in {"on", "late", "early", "earlier", "the"}:
        words.pop()
    return _idle(words, cue.text)


def _idle(words: Sequence[str], cue: str) -> bool:
    """Whether words after a cue say only to whom, where and on what occasion."""
    if not words:
        return True
    if len(words) > _WORDS_BETWEEN or any(_acts(word) for word in words):
        return False
    if words[0].lower() in _OPENS:
        return True
    if cue.split()[0].lower() not in _HEARING:
        return False
    hearers = 0
    for word in words:
        if word.lower() in _OPENS:
            break
        hearers += 1
    articles = sum(word.lower() in {"the", "a", "an", "his", "her", "its", "their"} for word in words[:hearers])
    return hearers <= 6 and articles <= 1


def _acts(word: str) -> bool:
    """Whether a word may begin something else than the hearers, the place or the occasion: a verb, another clause."""
    small = word.lower()
    if small in _ACTS:
        return True
    return word.islower() and small.endswith("ed") and small not in _ALLOWED_PARTICIPLES


def _ahead(text: str, first: int, match: re.Match[str], cue: TextSpan, mention: TextSpan | None) -> bool:
    """Whether a day before the cue is the cue's: "On Tuesday, Mr Osei said", "Mr Osei on Tuesday told"."""
    opening = text[first : match.start()].strip(" \n\t\"“‘(")
    between = _without_mention(text[match.end() : cue.start], match.end(), mention)
    if _QUOTED in between or re.search(r"[;:()—–]", between) or _WHEN.search(between):
        return False
    words = re.findall(r"[\w'’.-]+", between)
    if len(words) > _WORDS_BETWEEN or any(_acts(word) for word in words):
        return False
    if re.fullmatch(r"(?:(?:late|early|earlier)\s*)?(?:on)?(?:\s+the)?", opening, re.I):
        return between.count(",") <= 2 and len(words) <= 8
    opened = re.findall(r"[\w'’.-]+", opening)
    while opened and opened[-1].lower() in {"on", "late", "early", "earlier"}:
        opened.pop()
    if opened and opened[0].lower() in _OPENS and not any(_acts(word) for word in opened) and _QUOTED not in opening:
        return len(opened) <= _WORDS_BETWEEN and "," in between and between.count(",") <= 3
    # "Mr Osei on Tuesday said": the subject stands before the day
    return not words and mention is not None and first <= mention.start and mention.end <= match.start() and (
        not re.search(r"[\w]", _bare(text[mention.end : match.start()]))
    )


def _without_mention(between: str, offset: int, mention: TextSpan | None) -> str:
    if mention is None or not offset <= mention.start <= mention.end <= offset + len(between):
        return between
    return between[: mention.start - offset] + " " + between[mention.end - offset :]


def _bare(words: str) -> str:
    """What is left without the small words before a day and an apposition between commas."""
    words = re.sub(r"^,[^,]{1,80},", " ", words)
    return re.sub(r"\b(?:on|late|early|earlier)\b", "", words)


def _resolve(match: re.Match[str], published: date | None) -> date | None:
    """The day that an expression means in a document of that day; None where that is not sure."""
    day: date | None
    if match["iso"]:
        try:
            day = date.fromisoformat(match["iso"])
        except ValueError:
            return None
    elif match["month1"] or match["month2"]:
        number = "1" if match["month1"] else "2"
        day = _dated(match[f"day{number}"], match[f"month{number}"], match[f"year{number}"], published)
        if day is not None and match["weekday"] and _DAYS[day.weekday()] != match["weekday"].lower():
            return None
    elif published is None:
        return None
    elif match["weekday3"]:
        back = (published.weekday() - _DAYS.index(match["weekday3"].lower())) % 7
        day = published - timedelta(days=back) if back <= _TRUSTED_BACK else None
    else:
        day = published - timedelta(days=1 if match["yesterday"] else 0)
    if day is None or (published is not None and day > published + timedelta(days=1)):
        return None
    return day


def _dated(day: str, month: str, year: str | None, published: date | None) -> date | None:
    number = next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(month.lower().rstrip(".")[:3]))
    try:
        if year:
            return date(int(year), number, int(day))
        if published is None:
            return None
        found = date(published.year, number, int(day))
        if found > published + timedelta(days=1):
            found = date(published.year - 1, number, int(day))
    except ValueError:
        return None
    return found if published - found <= timedelta(days=_LONGEST_BACK) else None
